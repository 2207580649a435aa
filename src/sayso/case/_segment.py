"""A segment: some inputs to be read together, and what a process or actor does with them.

Whoever reads a segment writes it where it belongs; only its marker and a few words on failures go back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256 as digest_of

import msgspec

from sayso import scale
from sayso.case._add import allowed_seconds
from sayso.case._runs import this_run
from sayso.case._segment_rows import Row, inputs_digest, row_of, segment_bytes, writer_name
from sayso.case._work import (
    Job,
    Options,
    Outcome,
    Worker,
    decode_outcome,
    encode_job,
    encode_options,
    failed_input,
    input_facts,
)
from sayso.errors import InputError, ReadingError, SaysoError, SegmentError
from sayso.intake import Piece

ONE = "sayso.case:start_worker"
_SHOWN = 5
"""Failures of a segment that are told one by one."""
_USUAL = 2.0
"""Seconds that each input of a segment adds to the time of the whole; a usual one takes a tenth of that."""


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One input: a piece, or why it could not be opened (subject, code, detail); and how it was named."""

    named: str
    piece: Piece | None = None
    refused: tuple[str, str, str] | None = None

    def key(self) -> tuple[str, str]:
        """Where it was found, and a digest of its bytes."""
        if self.piece is not None:
            return self.piece.source, digest_of(self.piece.data).hexdigest()
        assert self.refused is not None
        subject, code, detail = self.refused
        return subject, f"{code} {detail}"

    @property
    def size(self) -> int:
        return len(self.piece.data) if self.piece is not None else 0


class Segment(msgspec.Struct, frozen=True, kw_only=True):
    """Inputs that go into one file. ``careful`` reads each in a process of its own, so that one that kills
    it is found."""

    part: int
    items: tuple[Item, ...]
    careful: bool = False

    def digest(self, count: int | None = None) -> str:
        """The digest of its inputs, or of the first of them."""
        return inputs_digest(item.key() for item in self.items[:count])

    def is_of(self, marker: scale.Marker) -> bool:
        """Whether a marker is of the same inputs, or of the first of them: others may have come after."""
        return marker.inputs <= len(self.items) and marker.inputs_sha256 == self.digest(marker.inputs)


class SegmentOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What all segments of a run share. ``about`` is the account of the run, ``how`` and ``folder`` how and
    where inputs were opened."""

    to: str
    reading: Options
    about: str
    how: str
    folder: str


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a segment: its marker and some failures (source, code, reason); or, where it could not
    be written, the error (code, subject, detail)."""

    marker: scale.Marker | None = None
    failures: tuple[tuple[str, str, str], ...] = ()
    error: tuple[str, str, str] | None = None


encode_segment = msgspec.msgpack.Encoder().encode
decode_report = msgspec.msgpack.Decoder(Report).decode
_decode_segment = msgspec.msgpack.Decoder(Segment).decode
_encode_report = msgspec.msgpack.Encoder().encode


def start_segment(options: str) -> Callable[[bytes], bytes]:
    """Make the function that works on encoded segments. ``options`` is the JSON of ``SegmentOptions``.
    Raises ``ReadingError`` SAY605 where this is not the code that was asked for."""
    given = msgspec.json.decode(options, type=SegmentOptions)
    run = this_run(given.reading.actors)
    if run.id != given.reading.run:
        raise ReadingError("SAY605", "a process", "it has another version of Sayso, or other lists of actors")
    reader = _SegmentReader(given)

    def work(data: bytes) -> bytes:
        segment = _decode_segment(data)
        try:
            return _encode_report(reader.write(segment))
        except SaysoError as error:
            return _encode_report(Report(error=(error.code, error.subject, error.detail)))
        except Exception as fault:  # told with its name: a process that dies of it says nothing
            said = f"{type(fault).__name__}: {fault}"[:300]
            return _encode_report(Report(error=("SAY201", scale.file_name(segment.part), said)))

    return work


def allowed_for(segment: Segment) -> float:
    """Seconds that a segment may take. At first little more than usual for each input: one that hangs must
    not hold up a process for hours. With care each input has its own time, and this is never reached."""
    sizes = [item.size for item in segment.items]
    if segment.careful:
        return allowed_seconds(0) + sum(map(allowed_seconds, sizes))
    return allowed_seconds(sum(sizes)) + _USUAL * len(sizes)


class _SegmentReader:
    """Reads segments, with everything loaded once."""

    def __init__(self, options: SegmentOptions) -> None:
        self._options = options
        self._target = scale.Target(options.to)
        self._worker: Worker | None = None

    def write(self, segment: Segment) -> Report:
        """Read a segment, write it, and say what became of it."""
        counts = {"read": 0, "dropped": 0, "failed": 0}
        failures: list[tuple[str, str, str]] = []

        def rows() -> Iterator[Row]:
            for outcome in self._carefully(segment) if segment.careful else self._at_once(segment):
                row, facts = row_of(outcome), outcome.input
                counts[row["status"]] += 1
                if row["status"] == "failed" and len(failures) < _SHOWN:
                    failures.append((facts.source, facts.code or "", facts.reason or ""))
                yield row

        data = segment_bytes(rows())
        keys = [item.key() for item in segment.items]
        marker = scale.Marker(
            part=segment.part,
            sha256=digest_of(data).hexdigest(),
            size=len(data),
            rows=sum(counts.values()),
            counts=counts,
            inputs=len(keys),
            inputs_sha256=inputs_digest(keys),
            first=keys[0][0],
            last=keys[-1][0],
            run=self._options.reading.run,
            about=msgspec.json.decode(self._options.about),
            writer=writer_name(),
        )
        self._check_alone(segment)
        self._target.put(marker, data)
        return Report(marker=marker, failures=tuple(failures))

    def _check_alone(self, segment: Segment) -> None:
        """Raise ``SegmentError`` SAY602 where a run of other inputs writes to the same place meanwhile."""
        try:
            there = self._target.marker(segment.part)
        except SegmentError as error:
            if error.code != "SAY603":
                raise
        else:
            if not segment.is_of(there):
                raise self._target.of_others(segment.part)

    def _at_once(self, segment: Segment) -> Iterator[Outcome]:
        self._worker = self._worker or Worker(self._options.reading)
        for item in segment.items:
            job = self._job(item)
            yield self._refused(item) if job is None else self._worker.outcome(job)

    def _carefully(self, segment: Segment) -> Iterator[Outcome]:
        """Each input in a process beside this one, with a time of its own; in their order."""
        jobs = {n: job for n, item in enumerate(segment.items) if (job := self._job(item)) is not None}
        tasks = (
            scale.Task(encode_job(job), allowed_seconds(len(job.piece.data)), n) for n, job in jobs.items()
        )
        # one process: results come in the order of the tasks
        work = scale.run(tasks, ONE, encode_options(self._options.reading).decode(), workers=1)
        try:
            for item in segment.items:
                if self._job(item) is None:
                    yield self._refused(item)
                    continue
                done = next(work)
                job = jobs[done.task.about]
                if isinstance(done.result, scale.Lost):
                    code = "SAY205" if done.result.why == "slow" else "SAY204"
                    error = InputError(code, job.piece.source, done.result.detail)
                    yield Outcome(input=input_facts(job, error=error))
                else:
                    yield decode_outcome(done.result)
        finally:
            work.close()

    def _job(self, item: Item) -> Job | None:
        if item.piece is None:
            return None
        options = self._options
        return Job(piece=item.piece, named=item.named, folder=options.folder, how=options.how)

    def _refused(self, item: Item) -> Outcome:
        assert item.refused is not None
        subject, code, detail = item.refused
        error = InputError(code, subject, detail)
        return Outcome(input=failed_input(error, item.named, self._options.folder, self._options.how))
