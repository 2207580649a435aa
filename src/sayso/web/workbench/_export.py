"""Exports: what each format is, what it cannot hold of this case, and the file with its digest."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import date
from typing import IO, Annotated, Any, cast

import msgspec

from sayso.case import Shelf, open_case
from sayso.errors import UsageError
from sayso.exports import FORMATS, Format, Loss, Options, export
from sayso.packet import Packet, write_packet
from sayso.records import Status
from sayso.version import VERSION
from sayso.web._desk import Desk
from sayso.web._query import Query
from sayso.web.workbench._jobs import SOON, Job, jobs_of

MOST_IDS = 200
"""Entries of a packet."""


class ExportQuery(Query, frozen=True, kw_only=True):
    """``format`` and the options of ``sayso export``; ``ids`` are of an evidence packet, with spaces or
    commas between them; ``date`` is the day of making, which the user gives: nothing here looks at the
    clock."""

    format: str = ""
    status: tuple[Status, ...] = ()
    min_origins: Annotated[int, msgspec.Meta(ge=0, le=1_000)] = 0
    report_day: bool = False
    incomplete: bool = False
    explode: bool = False
    safe: bool = False
    utf16: bool = False
    ids: str = ""
    date: str = ""


class About(msgspec.Struct, frozen=True, kw_only=True):
    """A format: what it is, how its file ends, what it takes no part of (``loss``, of a thing of our record
    what becomes of it), and the options that apply to it."""

    name: str
    suffix: str
    about: str
    columns: tuple[str, ...]
    loss: dict[str, str]
    takes: tuple[str, ...]
    happened_only: bool


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """A file that has been made: ``rows`` in it, ``size`` in bytes, ``loss`` line by line."""

    rows: int
    size: int
    sha256: str
    loss: tuple[str, ...]
    citation: str


class PacketMade(msgspec.Struct, frozen=True, kw_only=True):
    """A packet that has been made. ``missing`` are ids that stand for nothing, each with why."""

    entries: int
    articles: int
    page_sha256: str | None
    graph_sha256: str | None
    missing: tuple[str, ...]


class ExportView(msgspec.Struct, frozen=True, kw_only=True):
    """All formats, the chosen one, and its file; ``ready`` is false while a file is being made."""

    formats: tuple[About, ...]
    chosen: About | None = None
    made: Made | None = None
    packet: PacketMade | None = None
    ready: bool = True


def look(desk: Desk, query: ExportQuery) -> ExportView:
    """The view. Raises ``UsageError`` SAY321, SAY324, SAY326, ``CaseError``."""
    formats = tuple(_about(form) for form in FORMATS.values())
    _day(query)
    made = packet = None
    ready = True
    if query.format:
        writing = begun(desk, query)
        ready = writing.ready(SOON)
        made = writing.made(desk, query) if ready else None
    if query.ids:
        packing = begun_packet(desk, query)
        packed = packing.ready(SOON)
        packet = packing.made() if packed else None
        ready = ready and packed
    return ExportView(
        formats=formats,
        chosen=next((form for form in formats if form.name == query.format), None),
        made=made,
        packet=packet,
        ready=ready,
    )


def _about(form: Format) -> About:
    takes: list[str] = [name for name in ("explode", "safe", "utf16") if name in form.takes]
    if "events" in {part.of for part in (form, *form.also)}:
        takes += ["status", "min_origins", "report_day"]
    return About(
        name=form.name,
        suffix=form.suffix,
        about=form.about,
        columns=form.columns,
        loss=dict(form.loss),
        takes=(*takes, "incomplete"),
        happened_only=form.happened_only,
    )


def _day(query: ExportQuery) -> str:
    """The day that was given. Raises ``UsageError`` SAY321 where it is none."""
    if not query.date:
        return ""
    try:
        return date.fromisoformat(query.date).isoformat()
    except ValueError:
        raise UsageError("SAY321", query.date[:40], "a day is YYYY-MM-DD") from None


# -- files -------------------------------------------------------------------------------------------------


def begun(desk: Desk, query: ExportQuery) -> Exporting:
    """The export of the case as it is now, which may still be under way. Raises ``UsageError`` SAY324."""
    if query.format not in FORMATS:
        raise UsageError("SAY324", query.format[:40], f"the formats are {', '.join(FORMATS)}")
    options = Options(
        explode=query.explode,
        status=query.status,
        min_origins=query.min_origins,
        report_day=query.report_day,
        incomplete=query.incomplete,
        safe=query.safe,
        utf16=query.utf16,
    )
    key = ("export", Shelf(desk.case).state(), query.format, options)
    return jobs_of(desk).get(key, lambda: Exporting(desk, query.format, options))


def begun_packet(desk: Desk, query: ExportQuery) -> Packing:
    """The packet of some ids, which may still be under way. Raises ``UsageError`` SAY321."""
    ids = tuple(dict.fromkeys(re.split(r"[\s,;]+", query.ids.strip())))
    if not query.ids.strip() or len(ids) > MOST_IDS:
        raise UsageError("SAY321", "ids", f"name 1 to {MOST_IDS} ids")
    day = _day(query) or None
    key = ("packet", Shelf(desk.case).state(), ids, day)
    return jobs_of(desk).get(key, lambda: Packing(desk, ids, day))


class Exporting(Job):
    """A file of an export while it is made."""

    def __init__(self, desk: Desk, name: str, options: Options) -> None:
        super().__init__(desk)
        self.name, self.options = name, options
        self.file = self.path("export")
        self.loss: Loss | None = None
        self.sha256, self.size = "", 0

    def work(self) -> None:
        """Write it, and take its digest."""
        with open_case(self.case_path) as case, open(self.file, "wb") as stream:
            self.loss = export(case, self.name, cast(IO[bytes], _Checked(stream, self)), self.options)
        self.sha256, self.size = _digest(self.file)

    def made(self, desk: Desk, query: ExportQuery) -> Made:
        """What there is to say of the file."""
        assert self.loss is not None
        rows = self.loss.rows + sum(part.rows for part in self.loss.parts)
        return Made(
            rows=rows,
            size=self.size,
            sha256=self.sha256,
            loss=tuple(self.loss.lines()),
            citation=self._citation(desk, rows, _day(query)),
        )

    def _citation(self, desk: Desk, rows: int, day: str) -> str:
        runs = ", ".join(run.id for run in desk.case.runs() if run.current)
        articles = sum(run.current for run in desk.case.runs())
        when = f", made on {day}" if day else ""
        return (
            f"{desk.name}: record of {articles:,} news articles read by Sayso {VERSION} (run {runs}). "
            f"Export in the format {self.name}{when}, {rows:,} rows, sha256 {self.sha256}."
        )


class Packing(Job):
    """The two files of an evidence packet while they are made."""

    def __init__(self, desk: Desk, ids: tuple[str, ...], day: str | None) -> None:
        super().__init__(desk)
        self.ids, self.day = ids, day
        self.files: Mapping[str, str] = {"page": self.path("page"), "graph": self.path("graph")}
        self.packet: Packet | None = None

    def work(self) -> None:
        """Write them. Raises ``CaseError`` where no id stands for anything."""
        with (
            open_case(self.case_path) as case,
            open(self.files["page"], "wb") as page,
            open(self.files["graph"], "wb") as graph,
        ):
            out, linked = (cast(IO[bytes], _Checked(stream, self)) for stream in (page, graph))
            self.packet = write_packet(case, self.ids, out, linked, now=self.day)
        if not self.packet.entries:
            raise self.packet.errors[0]

    def made(self) -> PacketMade:
        """What there is to say of them."""
        assert self.packet is not None
        return PacketMade(
            entries=self.packet.entries,
            articles=self.packet.articles,
            page_sha256=self.packet.page_sha256,
            graph_sha256=self.packet.graph_sha256,
            missing=tuple(f"{error.subject}: {error.detail or error.code}" for error in self.packet.errors),
        )


class _Checked:
    """A stream that stops where the work is not wanted any more."""

    def __init__(self, stream: Any, job: Job) -> None:
        self._stream, self._job = stream, job

    def write(self, data: bytes) -> int:
        self._job.check()
        return int(self._stream.write(data))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def _digest(path: str) -> tuple[str, int]:
    with open(path, "rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
        return found, file.seek(0, 2)
