"""Commands for more than a case file holds at once: read-all into segments, load of segments into a case."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli._case import (
    ActorsOption,
    CaseArgument,
    ColumnsOption,
    EncodingOption,
    MaxBytesOption,
    QuietOption,
    examples,
    told,
)
from sayso.cli._case_in import columns_of, lists_of
from sayso.cli._streams import note, say
from sayso.cli._telling import Telling, sum_of
from sayso.errors import SaysoError, UsageError
from sayso.intake import MAX_BYTES

if TYPE_CHECKING:
    from sayso.case import Loaded, Report, Written

_CORES = min(4, os.cpu_count() or 1)


@told
def read_all(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT",
            help="Files, directories, patterns, archives, WARC files, tables, mailboxes, or - for standard "
            "input.",
        ),
    ],
    to: Annotated[
        str,
        typer.Option("--to", metavar="PLACE", help="A folder, or a URL of fsspec, for instance s3://..."),
    ],
    on: Annotated[
        str,
        typer.Option(
            "--on", metavar="ENGINE", help="process, pool, ray, or ray://HOST:PORT. The result is the same."
        ),
    ] = "pool",
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers", metavar="N", min=1, help="Processes or actors that read; the result is the same."
        ),
    ] = None,
    segment: Annotated[
        int, typer.Option("--segment", metavar="N", min=1, max=1_000_000, help="Inputs of a segment.")
    ] = 200,
    actors: ActorsOption = None,
    columns: ColumnsOption = None,
    encoding: EncodingOption = None,
    max_bytes: MaxBytesOption = MAX_BYTES,
    today: Annotated[
        str | None,
        typer.Option(metavar="DAY", help="Date no article after it; the day of the first run if left out."),
    ] = None,
    quiet: QuietOption = False,
) -> int:
    """Read many articles into segments, Parquet files with a row for each input, on one machine or several.

    What is done is passed over, so an interrupted run goes on when it is called again. Load segments into a
    case, or ask them with DuckDB, Polars or Spark."""
    from sayso.case import How
    from sayso.case import read_all as write_segments

    how = How(columns=columns_of(columns or []), encoding=encoding, max_bytes=max_bytes, raw=False)
    lists = lists_of(actors or [])
    with _TellingSegments(inputs, quiet) as telling:
        written = write_segments(
            inputs,
            to,
            on=on,
            workers=workers or (_CORES if on == "pool" else None),
            segment=segment,
            how=how,
            actors=lists,
            today=_day(today),
            told=telling.segment,
        )
    return _end(to, written)


def _day(given: str | None) -> date | None:
    if given is None:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise UsageError("SAY326", given, "a day is YYYY-MM-DD") from None


def _end(to: str, written: Written) -> int:
    from sayso.wording import plural

    counts = [("read", written.read), ("dropped", written.dropped), ("failed", written.failed)]
    sum_up = ", ".join(f"{count} {name}" for name, count in counts if count) or "nothing to read"
    there = f", {written.there} there already" if written.there else ""
    note(f"{to}: {plural(written.made, 'segment')} made{there}: {sum_up}")
    return int(written.failed > 0)


class _TellingSegments(Telling):
    """What the user sees of segments: a line for each input that failed, five a segment at most."""

    _done = 0

    def segment(self, report: Report, made: bool) -> None:
        """One segment is safe."""
        assert report.marker is not None
        self._done += report.marker.rows
        self.reach(self._done)
        if self.quiet or not made:
            return
        failed = report.marker.counts.get("failed", 0)
        with self.aside(message=failed > 0):
            for source, code, reason in report.failures:
                note(f"failed: {code} {source}: {reason}")
            if failed > len(report.failures):
                note(f"and {failed - len(report.failures)} more that failed in the same segment")

    def damaged(self, error: SaysoError) -> None:
        """One segment is not whole."""
        with self.aside(message=True):
            say(error)


@told
def load(
    case: CaseArgument,
    segments: Annotated[
        str, typer.Argument(metavar="PLACE", help="Where read-all wrote segments: a folder or URL.")
    ],
    quiet: QuietOption = False,
) -> int:
    """Bring segments into a case, as if their inputs had been added.

    The case file is made if there is none. What is in it already is passed over; a segment that is damaged,
    not done or not there is named, and the others are loaded."""
    from sayso.case import open_case

    with open_case(case, told=note) as file, _TellingSegments(None, quiet) as telling:
        loaded = file.load(segments, progress=telling.reach, damaged=telling.damaged)
    return _loaded(case, loaded)


def _loaded(case: str, loaded: Loaded) -> int:
    from sayso.wording import plural

    note(f"{case}: {plural(loaded.segments, 'segment')} loaded: {sum_of(loaded) or 'nothing to load'}")
    if loaded.damaged:
        note(f"not loaded: {plural(loaded.damaged, 'segment')}; run sayso read-all again, then load")
    elif not loaded.ended:
        note("sayso read-all has not ended there; run it again, then load")
    return int(not loaded.ended or loaded.damaged + loaded.failed + loaded.failed_before > 0)


def register(app: typer.Typer) -> None:
    """Put the commands on the program."""
    app.command(
        name="read-all",
        short_help="Read many articles into Parquet segments.",
        epilog=examples(
            "sayso read-all news/ crawl.warc.gz --to out/",
            "sayso read-all archive.jsonl --to s3://bucket/run1 --on ray --segment 1000",
            "sayso read-all archive.jsonl --to /shared/run1 --on ray://head.example.org:10001",
        ),
    )(read_all)
    app.command(short_help="Bring segments into a case.", epilog=examples("sayso load minsk.sayso out/"))(
        load
    )
