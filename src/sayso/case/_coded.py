"""Events of other coders in a case: put in from their tables, found again, taken out.

A row is known by its coder and its own words, so a file that is imported twice, or a second file with the
same rows, adds nothing, and the order of files does not matter. The lines of a file are kept as they stand,
so that every event can be shown in the words of its table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

import msgspec
import sqlalchemy as sa

from sayso.case import _schema as schema
from sayso.case._digest import sha256
from sayso.case._file import CaseFile
from sayso.case._find import first_day, last_day
from sayso.case._ids import digest
from sayso.case._packing import inflated, packed
from sayso.case._records import CaseRecord
from sayso.coders import Coded, CodedRow, Piece, RowFinding, Side, Table
from sayso.errors import CaseError, UsageError
from sayso.events.codebook import load as codebook

OURS = "sayso"
"""The coder of our own events."""
_BATCH = 5_000
"""Rows that are written at a time."""
_PART = 1_000_000
"""Bytes of lines that are kept together, before they are compressed."""
_PAGE = 500
_MOST = 1_000
"""Findings of a file that are kept; all are counted."""
_LONGEST = 60
"""Characters of the name of a coder."""

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Coded).decode


class CodedRecord(CaseRecord, frozen=True, kw_only=True):
    """An event of another coder. ``actor`` and ``recipient`` have their ``words``, ``countries`` and
    ``sectors``; ``type`` is a PLOVER type, null where PLOVER has no event for the CAMEO code; ``given_id`` is
    the table's own id; ``file``, ``sha256`` and ``file_line`` say where it stands."""

    id: str
    coder: str
    given_id: str | None = None
    earliest: str
    latest: str
    type: str | None = None
    modes: tuple[str, ...] = ()
    cameo: str | None = None
    status: str | None = None
    actor: Side = Side()
    recipient: Side = Side()
    place: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    url: str | None = None
    title: str | None = None
    coding: str
    file: str
    sha256: str
    file_line: int


class CodingRecord(CaseRecord, frozen=True, kw_only=True):
    """A file of another coder. ``rows`` could be read, ``left_out`` could not, ``events`` stand under it in
    the case (of rows that several files have one is kept); without ``whole`` it was not read to its end.
    ``codebook`` is the version that gave CAMEO codes their types."""

    id: str
    coder: str
    form: str
    columns: tuple[tuple[str, str], ...] = ()
    file: str
    sha256: str
    size: int
    whole: bool
    rows: int
    left_out: int
    events: int
    earliest: str | None = None
    latest: str | None = None
    codebook: str
    findings: tuple[RowFinding, ...] = ()
    added: str


class Imported(msgspec.Struct, kw_only=True):
    """What came of importing a file: events that are new, rows that were there already, rows that could not
    be read, and cells that were left empty."""

    coding: str
    added: int = 0
    known: int = 0
    left_out: int = 0
    left_empty: int = 0


class CodedFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which events of a coder: each field that is given has to fit."""

    coder: str
    type: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    actor: str | None = None
    recipient: str | None = None
    place: str | None = None
    cameo: str | None = None
    since: str | None = None
    until: str | None = None


Told = Callable[[RowFinding], None]


# -- in ----------------------------------------------------------------------------------------------------


def put_table(
    case: CaseFile, table: Table, coder: str, *, now: str, told: Told, progress: Callable[[int], None]
) -> Imported:
    """Put the rows of a table into a case. Raises ``UsageError`` SAY326 where the same bytes have been read
    in another way, ``InputError`` SAY333 where the file changes meanwhile."""
    coder = checked_coder(coder)
    columns = msgspec.json.encode(sorted(table.columns)).decode()
    with case.writing() as connection:
        there = _known(connection, table, coder, columns)
        if there is not None and there.whole:
            return Imported(coding=there.id, known=there.rows, left_out=there.left_out)
        name = there.id if there is not None else digest("d", coder, table.sha256)
        if there is None:
            fields = {"id": name, "coder": coder, "form": table.form.name, "columns": columns,
                      "source": _named(table.path), "sha256": table.sha256, "size": table.size,
                      "codebook": codebook().version, "whole": 0, "rows": 0, "left_out": 0, "findings": "[]",
                      "added": now}  # fmt: skip
            connection.execute(schema.codings.insert().values(**fields))
    putting = _Putting(case, name, coder, told, progress)
    for row in table.rows(putting.seen):
        putting.take(row)
    putting.end()
    return putting.done


def _known(connection: sa.Connection, table: Table, coder: str, columns: str) -> Any:
    codings = schema.codings
    query = sa.select(codings).where(codings.c.coder == coder, codings.c.sha256 == table.sha256)
    row = connection.execute(query).first()
    if row is not None and (row.form, row.columns) != (table.form.name, columns):
        words = f"it is in the case as {row.form} {_shown(row.columns)}; take {coder} out first with --remove"
        raise UsageError("SAY326", table.path, words.replace(" ;", ";"))
    return row


def _shown(columns: str) -> str:
    return ", ".join(f"{ours}={theirs}" for ours, theirs in msgspec.json.decode(columns))


def checked_coder(name: str) -> str:
    """The name of another coder. Raises ``UsageError`` SAY332."""
    if not 0 < len(name) <= _LONGEST or name != name.strip() or not name.isprintable() or name == OURS:
        raise UsageError("SAY332", name or "nothing")
    return name


def _named(path: str) -> str:
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


class _Putting:
    """One file on its way into a case."""

    def __init__(
        self, case: CaseFile, name: str, coder: str, told: Told, progress: Callable[[int], None]
    ) -> None:
        self.case, self.name, self.coder = case, name, coder
        self.told, self.progress = told, progress
        self.done = Imported(coding=name)
        self.rows = 0
        self.findings: list[RowFinding] = []
        self.held: list[tuple[str, int, Coded]] = []
        self.lines: list[bytes] = []
        self.size, self.first, self.part = 0, 1, 0
        self.parts: list[tuple[int, int, bytes]] = []

    def seen(self, piece: Piece) -> None:
        """Keep a line."""
        if not self.lines:
            self.first = piece.number
        self.lines.append(piece.data)
        self.size += len(piece.data)
        if self.size >= _PART:
            self._close_part()

    def _close_part(self) -> None:
        if self.lines:
            self.parts.append((self.part, self.first, b"".join(self.lines)))
            self.part += 1
            self.lines, self.size = [], 0
        if len(self.parts) > 8:
            self.commit()

    def take(self, row: CodedRow) -> None:
        """Take a row."""
        for finding in row.findings:
            self._tell(finding)
        if row.event is None:
            self.done.left_out += 1
            return
        self.held.append((digest("k", self.coder, row.text), row.line, row.event))
        if len(self.held) >= _BATCH:
            self.commit()

    def _tell(self, finding: RowFinding) -> None:
        self.done.left_empty += finding.kind == "left empty"
        if len(self.findings) < _MOST:
            self.findings.append(finding)
        self.told(finding)

    def commit(self) -> None:
        """Write what is held."""
        with self.case.writing() as connection:
            self._write(connection)
        self.progress(self.rows + self.done.left_out)

    def end(self) -> None:
        """Write the rest; the file has been read to its end."""
        self._close_part()
        with self.case.writing() as connection:
            self._write(connection)
            codings = schema.codings
            connection.execute(
                codings.update()
                .where(codings.c.id == self.name)
                .values(
                    whole=1,
                    rows=self.rows,
                    left_out=self.done.left_out,
                    findings=msgspec.json.encode(sorted(self.findings, key=lambda f: f.line)).decode(),
                )
            )

    def _write(self, connection: sa.Connection) -> None:
        held, self.held = self.held, []
        parts, self.parts = self.parts, []
        if parts:
            connection.exec_driver_sql(
                "INSERT OR IGNORE INTO coded_lines (coding, part, first, sha256, data) "
                "VALUES (?, ?, ?, ?, ?)",
                [(self.name, part, first, sha256(data), packed(data)) for part, first, data in parts],
            )
        there = _places(connection, [name for name, _, _ in held])
        rows = []
        for name, line, event in held:
            known = there.get(name)
            if known is not None and known[0] == self.name and known[1] != line:
                self.done.left_out += 1
                note = f"it is the same as line {known[1]}"
                self._tell(RowFinding(line=line, kind="left out", note=note))
                continue
            self.rows += 1
            self.done.known += known is not None
            self.done.added += known is None
            if known is None or (self.name, line) < known:
                there[name] = (self.name, line)
                rows.append(self._row(name, line, event))
        if rows:
            connection.exec_driver_sql(_INSERT, rows)

    def _row(self, name: str, line: int, event: Coded) -> tuple[Any, ...]:
        found = dict.fromkeys((*event.actor.countries, *event.recipient.countries))
        if event.country:
            found[event.country] = None
        countries = f" {' '.join(sorted(found))} " if found else ""
        return (name, self.coder, self.name, line, event.earliest, event.latest, event.type, event.cameo,
                countries, _encode(event))  # fmt: skip


_INSERT = (
    "INSERT INTO coded (id, coder, coding, line, earliest, latest, type, cameo, countries, row) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (id) DO UPDATE SET coding = excluded.coding, line = excluded.line"
)


def _places(connection: sa.Connection, ids: list[str]) -> dict[str, tuple[str, int]]:
    """Where those of the ids stand that are in the case."""
    found: dict[str, tuple[str, int]] = {}
    for start in range(0, len(ids), _PAGE):
        part = ids[start : start + _PAGE]
        marks = ",".join("?" * len(part))
        query = f"SELECT id, coding, line FROM coded WHERE id IN ({marks})"
        for row in connection.exec_driver_sql(query, tuple(part)):
            found[row[0]] = (row[1], row[2])
    return found


def take_out(connection: sa.Connection, coder: str) -> int:
    """Take everything of a coder out of the case. Returns the number of events. Raises ``CaseError``
    SAY421."""
    codings, coded, lines = schema.codings, schema.coded, schema.coded_lines
    of = sa.select(codings.c.id).where(codings.c.coder == coder)
    if connection.execute(of.limit(1)).first() is None:
        raise CaseError("SAY421", coder)
    connection.execute(lines.delete().where(lines.c.coding.in_(of)))
    gone = connection.execute(coded.delete().where(coded.c.coder == coder)).rowcount
    connection.execute(codings.delete().where(codings.c.coder == coder))
    return gone


# -- out ---------------------------------------------------------------------------------------------------


def coders(connection: sa.Connection) -> list[str]:
    """The names of the coders."""
    if not schema.has_coders(connection):
        return []
    codings = schema.codings
    return list(connection.execute(sa.select(codings.c.coder).distinct().order_by(codings.c.coder)).scalars())


def known_coder(connection: sa.Connection, name: str) -> str:
    """The name, if it is that of a coder of the case. Raises ``CaseError`` SAY421."""
    found = coders(connection)
    if name not in found:
        raise CaseError("SAY421", name, f"there are {', '.join(found)}" if found else "there is none yet")
    return name


def find_codings(connection: sa.Connection) -> Iterator[CodingRecord]:
    """The files of all coders, by coder, days and digest."""
    if not schema.has_coders(connection):
        return
    codings, coded = schema.codings, schema.coded
    query = (
        sa.select(
            codings,
            sa.func.count(coded.c.n).label("events"),
            sa.func.min(coded.c.earliest).label("earliest"),
            sa.func.max(coded.c.latest).label("latest"),
        )
        .outerjoin(coded, (coded.c.coding == codings.c.id) & (coded.c.coder == codings.c.coder))
        .group_by(codings.c.id)
        .order_by(codings.c.coder, sa.text("earliest"), codings.c.sha256)
    )
    for row in connection.execute(query):
        yield CodingRecord(
            id=row.id,
            coder=row.coder,
            form=row.form,
            columns=msgspec.json.decode(row.columns, type=tuple[tuple[str, str], ...]),
            file=row.source,
            sha256=row.sha256,
            size=row.size,
            whole=bool(row.whole),
            rows=row.rows,
            left_out=row.left_out,
            events=row.events,
            earliest=row.earliest,
            latest=row.latest,
            codebook=row.codebook,
            findings=msgspec.json.decode(row.findings, type=tuple[RowFinding, ...]),
            added=row.added,
        )


def find_coded(connection: sa.Connection, f: CodedFilter, limit: int | None = None) -> Iterator[CodedRecord]:
    """Events of a coder that fit, by their days, then by id."""
    known_coder(connection, f.coder)
    coded, codings = schema.coded, schema.codings
    where: list[Any] = [coded.c.coder == f.coder]
    where += [coded.c.type.in_(f.type)] if f.type else []
    where += [coded.c.cameo.startswith(f.cameo, autoescape=True)] if f.cameo else []
    where += [coded.c.latest >= first_day(f.since)] if f.since else []
    where += [coded.c.earliest <= last_day(f.until)] if f.until else []
    if f.country:
        where.append(sa.or_(*(coded.c.countries.contains(f" {code} ") for code in f.country)))
    query = (
        sa.select(coded, codings.c.source, codings.c.sha256)
        .join(codings, codings.c.id == coded.c.coding)
        .where(*where)
        .order_by(coded.c.earliest, coded.c.id)
    )
    found = _records(connection, query)
    if f.actor or f.recipient or f.place:
        found = (record for record in found if _fits(record, f))
    yield from islice(found, limit)


def _fits(record: CodedRecord, f: CodedFilter) -> bool:
    """Whether all words that are looked for stand in the words of the parties and of the place."""
    given = ((f.actor, record.actor.words), (f.recipient, record.recipient.words), (f.place, record.place))
    return all(
        wanted is None or all(word in (words or "").casefold() for word in wanted.casefold().split())
        for wanted, words in given
    )


def one_coded(connection: sa.Connection, name: str) -> CodedRecord:
    """The event of that id."""
    coded, codings = schema.coded, schema.codings
    query = (
        sa.select(coded, codings.c.source, codings.c.sha256)
        .join(codings, codings.c.id == coded.c.coding)
        .where(coded.c.id == name)
    )
    found = next(_records(connection, query), None)
    if found is None:
        raise CaseError("SAY402", name, "its file is not there")
    return found


def _records(connection: sa.Connection, query: Any) -> Iterator[CodedRecord]:
    for page in connection.execution_options(stream_results=True).execute(query).partitions(_PAGE):
        for row in page:
            event = _decode(row.row)
            fields = {name: getattr(event, name) for name in Coded.__struct_fields__}
            yield CodedRecord(
                id=row.id,
                coder=row.coder,
                coding=row.coding,
                file=row.source,
                sha256=row.sha256,
                file_line=row.line,
                **fields,
            )


def row_text(connection: sa.Connection, coding: str, line: int) -> str:
    """A line of a file as it stands, without its line break; empty where it is lost."""
    lines = schema.coded_lines
    query = (
        sa.select(lines.c.part, lines.c.first, lines.c.data)
        .where(lines.c.coding == coding, lines.c.first <= line)
        .order_by(lines.c.part.desc())
        .limit(1)
    )
    row = connection.execute(query).first()
    if row is None:
        return ""
    data = inflated(row.data, coding, "its lines")
    found = data.split(b"\n")[line - row.first : line - row.first + 1]
    return b"".join(found).removesuffix(b"\r").decode("utf-8", "replace")
