"""Reading many inputs into segments, on whatever engine, going on where it stopped.

Which inputs go into which segment is decided here, from their order alone, before any is read; so neither the
engine nor the number of workers changes a byte of what is written.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import BinaryIO

import msgspec

from sayso import scale
from sayso.case._add import How, checked_encoding, kept_name
from sayso.case._runs import this_run
from sayso.case._segment import (
    Item,
    Report,
    Segment,
    SegmentOptions,
    allowed_for,
    decode_report,
    encode_segment,
)
from sayso.case._segment_rows import writer_name
from sayso.case._work import Options
from sayso.errors import CATALOGUE, ReadingError, SegmentError, UsageError
from sayso.intake import STDIN, Fetch, Limits, Piece, find_pieces

SEGMENT = 200
"""Inputs of a segment, unless said otherwise."""
_BYTES = 16_000_000
"""Bytes of inputs after which a segment ends before that: what is under way has to fit into memory."""
_TRIES = 5
"""Times that a segment may be lost with its process. One is enough to read it with care after that; nodes of
a cluster may go more often."""

WORKER = "sayso.case:start_segment"
PLAN_FORMAT = "sayso-segments/1"


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """How the segments of a place are made: kept beside them, so that the same command makes the same ones on
    another day. ``segment`` and ``segment_bytes`` bound the inputs of one; no article is dated after
    ``today``; ``how`` and ``folder`` are how and where inputs are opened. ``segments`` is how many there are,
    once a run has ended."""

    format: str = PLAN_FORMAT
    segment: int
    segment_bytes: int = _BYTES
    today: str
    how: How
    folder: str
    segments: int | None = None


class Written(msgspec.Struct, kw_only=True):
    """What became of the inputs: segments made and those that were there, and inputs by status."""

    made: int = 0
    there: int = 0
    read: int = 0
    dropped: int = 0
    failed: int = 0

    @property
    def total(self) -> int:
        """All inputs that were dealt with."""
        return self.read + self.dropped + self.failed


Told = Callable[[Report, bool], None]
"""Called with the report of each segment that is safe, and whether it was made now."""


def read_all(
    inputs: Sequence[str],
    to: str,
    *,
    on: str = "pool",
    workers: int | None = None,
    segment: int = SEGMENT,
    how: How | None = None,
    actors: Sequence[str] = (),
    today: date | None = None,
    clock: Callable[[], date] = date.today,
    folder: str = "",
    fetch: Fetch | None = None,
    stdin: BinaryIO | None = None,
    told: Told | None = None,
) -> Written:
    """Read inputs into segments at ``to``, a folder or URL of fsspec. Segments that are there and whole are
    passed over, so an interrupted call goes on.

    ``on`` is an engine of ``scale.run_on`` with ``workers``; ``segment`` bounds the inputs of one segment.
    ``today``, after which no article is dated, is by default that of the first call, ``clock()`` then. Raises
    ``SegmentError`` SAY601, SAY602; ``ReadingError`` SAY206, SAY605; ``UsageError``; never for an input."""
    scale.checked_engine(on)
    how = msgspec.structs.replace(how or How(), raw=False)
    checked_encoding(how.encoding)
    target = scale.Target(to)
    if target.in_memory and on != "process":
        raise UsageError("SAY326", to, "it is the memory of one process; choose --on process")
    plan = _planned(target, segment, today, clock, how, os.path.abspath(folder))
    run = this_run(actors)
    options = SegmentOptions(
        to=to if target.local is None else target.local,
        about=run.about,
        how=msgspec.json.encode(how).decode(),
        folder=plan.folder,
        reading=Options(
            run=run.id,
            actors=tuple(os.path.abspath(path) for path in actors),
            max_bytes=how.max_bytes,
            today=plan.today,
            encoding=how.encoding,
            raw=False,
        ),
    )
    items = _items(inputs, how, folder, target, fetch, stdin)
    reading = _Reading(target, plan, run.id, told or _tell_nobody)
    tasks = reading.tasks(cut(items, plan.segment, plan.segment_bytes))
    work = scale.run_on(on, tasks, WORKER, msgspec.json.encode(options).decode(), workers=workers)
    try:
        for done in work:
            reading.done(done)
    finally:
        work.close()
    reading.end()
    target.tidy()
    return reading.written


def _tell_nobody(_report: Report, _made: bool) -> None:
    """Stands in where the caller does not want to be told."""


def _planned(
    target: scale.Target, segment: int, today: date | None, clock: Callable[[], date], how: How, folder: str
) -> Plan:
    """The plan of the place; one is made where there is none. Raises ``SegmentError`` SAY602."""
    target.prepare()
    there = target.plan(Plan)
    if there is None:
        if target.parts():
            raise SegmentError("SAY602", target.shown, "segments without _sayso.json")
        there = Plan(segment=segment, today=(today or clock()).isoformat(), how=how, folder=folder)
        target.put_plan(there)
    day = today.isoformat() if today else there.today
    for name, wanted, found in (
        ("--segment", segment, there.segment),
        ("--today", day, there.today),
        ("how inputs are opened", how, there.how),
        ("its format", PLAN_FORMAT, there.format),
    ):
        if wanted != found:
            raise SegmentError("SAY602", target.shown, f"{name} is another, it was {found}"[:200])
    return there


class _Below(Collection[str]):
    """All paths at or below a folder."""

    def __init__(self, folder: str) -> None:
        self._folder = folder

    def __contains__(self, path: object) -> bool:
        return isinstance(path, str) and (path + os.sep).startswith(self._folder + os.sep)

    def __iter__(self) -> Iterator[str]:
        return iter((self._folder,))

    def __len__(self) -> int:
        return 1


def _items(
    inputs: Sequence[str],
    how: How,
    folder: str,
    target: scale.Target,
    fetch: Fetch | None,
    stdin: BinaryIO | None,
) -> Iterator[Item]:
    """The inputs, one after the other; the segments themselves are none."""
    skip: Collection[str] = _Below(target.local) if target.local else ()
    for named in inputs:
        found = find_pieces(
            [named],
            folder=folder,
            limits=Limits(max_bytes=how.max_bytes),
            fields=how.columns,
            fetch=fetch or Fetch(insecure_hosts=how.insecure_hosts),
            follow=how.follow,
            stdin=stdin,
            stdin_name=STDIN,
            skip=skip,
        )
        for piece in found:
            if isinstance(piece, Piece):
                yield Item(named=kept_name(named), piece=piece)
            elif os.path.realpath(os.path.join(folder, piece.subject)) not in skip:
                refused = (piece.subject, piece.code, piece.detail)
                yield Item(named=kept_name(named), refused=refused)


def cut(items: Iterable[Item], most: int, most_bytes: int) -> Iterator[Segment]:
    """Items in their order, into segments of so many items, or of fewer once they have so many bytes."""
    held: list[Item] = []
    part = size = 0
    for item in items:
        held.append(item)
        size += item.size
        if len(held) >= most or size >= most_bytes:
            yield Segment(part=part, items=tuple(held))
            held, size, part = [], 0, part + 1
    if held:
        yield Segment(part=part, items=tuple(held))


class _Reading:
    """One ``read_all`` on its way."""

    def __init__(self, target: scale.Target, plan: Plan, run: str, told: Told) -> None:
        self.target, self.plan, self.run, self.told = target, plan, run, told
        self.written = Written()
        self.there = target.parts()
        self.again: deque[tuple[Segment, int]] = deque()
        self.parts = 0

    def tasks(self, segments: Iterator[Segment]) -> Iterator[scale.Task]:
        """Segments that are still to be made; those that were lost first."""
        return _Feed(self, segments)

    def is_made(self, segment: Segment) -> bool:
        """Whether a segment is there and whole. Raises ``SegmentError`` SAY602 where the one that is there is
        of other inputs; inputs may have come after the last of it."""
        self.parts = segment.part + 1
        if "done" not in self.there.get(segment.part, ()):
            return False
        try:
            marker = self.target.marker(segment.part)
            if not segment.is_of(marker):
                raise self.target.of_others(segment.part)
            if (marker.run, marker.inputs, marker.writer) != (self.run, len(segment.items), writer_name()):
                return False
            self.target.segment(segment.part)
        except SegmentError as error:
            if error.code != "SAY603":
                raise
            return False
        self._count(Report(marker=marker), made=False)
        return True

    def done(self, done: scale.Done) -> None:
        """Take a report; a segment that was lost with its process is tried again, with care."""
        segment, tries = done.task.about
        if isinstance(done.result, scale.Lost):
            if tries + 1 >= _TRIES:
                said = f"{done.result.why}: {done.result.detail}"
                raise ReadingError("SAY605", scale.file_name(segment.part), said)
            self.again.append((msgspec.structs.replace(segment, careful=True), tries + 1))
            return
        report = decode_report(done.result)
        if report.error is not None:
            code, subject, detail = report.error
            kind = SegmentError if code.startswith("SAY6") else ReadingError
            raise kind(code if code in CATALOGUE else "SAY201", subject, detail)
        self._count(report, made=True)

    def begin(self) -> None:
        """Before the first segment is made: until the end the place does not have them all."""
        self._put_plan(None)

    def end(self) -> None:
        """Say how many segments there are. Raises ``SegmentError`` SAY602 where they are more than there are
        inputs for."""
        if more := [part for part in self.there if part >= self.parts]:
            raise SegmentError(
                "SAY602", f"{self.target.shown}/{scale.file_name(more[0])}", "it is one too many"
            )
        self._put_plan(self.parts)

    def _put_plan(self, segments: int | None) -> None:
        if self.plan.segments != segments:
            self.plan = msgspec.structs.replace(self.plan, segments=segments)
            self.target.put_plan(self.plan)

    def _count(self, report: Report, *, made: bool) -> None:
        assert report.marker is not None
        counts, written = report.marker.counts, self.written
        written.made += made
        written.there += not made
        written.read += counts.get("read", 0)
        written.dropped += counts.get("dropped", 0)
        written.failed += counts.get("failed", 0)
        self.told(report, made)


class _Feed(Iterator[scale.Task]):
    """Tasks; after its end there may be some again, those that were lost meanwhile."""

    def __init__(self, reading: _Reading, segments: Iterator[Segment]) -> None:
        self._reading, self._segments = reading, segments

    def __next__(self) -> scale.Task:
        if self._reading.again:
            return _task(*self._reading.again.popleft())
        segment = next(one for one in self._segments if not self._reading.is_made(one))
        self._reading.begin()
        return _task(segment, 0)


def _task(segment: Segment, tries: int) -> scale.Task:
    return scale.Task(encode_segment(segment), allowed_for(segment), (segment, tries))
