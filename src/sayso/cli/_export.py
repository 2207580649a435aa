"""``sayso export``: all of one kind of record of ours, or a case in the format of somebody else."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli._case import CaseArgument, LimitOption, by_suffix, examples, listed, opened, told
from sayso.cli._rows import Format
from sayso.cli._streams import note
from sayso.errors import UsageError

if TYPE_CHECKING:
    from sayso.case import Case
    from sayso.exports import Loss, Options


class What(StrEnum):
    """What ``sayso export`` writes: first records of ours, then the formats of the room of exports."""

    readings = "readings"
    events = "events"
    statements = "statements"
    actors = "actors"
    inputs = "inputs"
    corrections = "corrections"
    runs = "runs"
    csv = "csv"
    jsonl = "jsonl"
    parquet = "parquet"
    plover = "plover"
    polecat = "polecat"
    icews = "icews"
    gdelt = "gdelt"
    gdelt_mentions = "gdelt-mentions"
    phoenix = "phoenix"
    petrarch2 = "petrarch2"
    acled_like = "acled-like"
    ccc = "ccc"
    webannotation = "webannotation"
    ftm = "ftm"
    claims = "claims"
    geojson = "geojson"
    graphml = "graphml"
    labelstudio = "labelstudio"


RECORDS = frozenset(
    {What.readings, What.events, What.statements, What.actors, What.inputs, What.corrections, What.runs}
)
"""What is no format of the room of exports."""


@told
def export(
    case: CaseArgument,
    what: Annotated[What, typer.Argument(metavar="WHAT", help=", ".join(What))] = What.readings,
    form: Annotated[
        Format | None,
        typer.Option(
            "--format",
            help="Of our records: json, jsonl, csv, tsv or parquet; Readings are always jsonl.",
        ),
    ] = None,
    limit: LimitOption = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write to a file; what a format cannot hold is told in FILE.loss.md beside it.",
        ),
    ] = None,
    explode: Annotated[
        bool, typer.Option("--explode-dyads", help="One row for each actor and recipient of an event.")
    ] = False,
    status: Annotated[
        list[str] | None,
        typer.Option(
            "--status",
            metavar="STATUS",
            help="Only events of this status. May be given several times. Formats that know only what "
            "happened leave the others out in any case.",
        ),
    ] = None,
    min_origins: Annotated[
        int,
        typer.Option(
            "--min-origins", metavar="N", min=0, help="Only events from so many independent origins."
        ),
    ] = 0,
    report_day: Annotated[
        bool,
        typer.Option("--report-day", help="Where the day of an event is not known, that of publication."),
    ] = False,
    incomplete: Annotated[
        bool,
        typer.Option("--incomplete", help="Also events without a day or party that the format requires."),
    ] = False,
    safe: Annotated[
        bool,
        typer.Option(
            "--spreadsheet-safe", help="In CSV, an apostrophe before text that begins with = + - @ or a tab."
        ),
    ] = False,
    utf16: Annotated[
        bool,
        typer.Option(
            "--utf16", help="Positions as JavaScript counts them, in UTF-16 code units, not in code points."
        ),
    ] = False,
) -> int:
    """Write all of one kind of record, or the case in the format of somebody else, and say what that format
    cannot hold."""
    if what in RECORDS:
        if explode or status or min_origins or report_day or incomplete or safe or utf16:
            raise UsageError("SAY326", what.value, "it takes --format, --limit and --output only")
        return _records(case, what, form, limit, output)
    if form is not None or limit is not None:
        raise UsageError("SAY326", what.value, "it is a format itself, and whole: no --format, no --limit")
    from sayso.case import one_of
    from sayso.exports import Options
    from sayso.records import Status

    options = Options(
        explode=explode,
        status=tuple(one_of(value, Status, "status") for value in status or ()),
        min_origins=min_origins,
        report_day=report_day,
        incomplete=incomplete,
        safe=safe,
        utf16=utf16,
    )
    with opened(case) as file:
        loss = _written(file, what.value, options, output)
    for line in loss.lines():
        note(line)
    return 0


@told
def read_as(inputs: list[str], name: str, *, actors: list[str], max_bytes: int, quiet: bool) -> int:
    """``sayso read --as``: read inputs into a case that is thrown away, and export that one. Returns the exit
    code, 1 where an input failed. Raises ``UsageError`` SAY324."""
    from tempfile import TemporaryDirectory

    from sayso.case import How, open_case
    from sayso.cli._telling import TellingAdded
    from sayso.exports import FORMATS, Options

    if name not in FORMATS:
        raise UsageError("SAY324", name, f"the formats are {', '.join(FORMATS)}")
    with TemporaryDirectory() as folder, open_case(os.path.join(folder, "read.sayso"), told=note) as case:
        with TellingAdded(inputs, None, quiet) as telling:
            added = case.add(
                inputs,
                how=How(max_bytes=max_bytes, raw=False),
                actors=actors,
                committed=telling.one,
                progress=telling.reach,
            )
        loss = _written(case, name, Options(), None)
    for line in () if quiet else loss.lines():
        note(line)
    return int(added.failed > 0)


def _written(case: Case, name: str, options: Options, output: str | None) -> Loss:
    from sayso.exports import export as write

    if output is None:
        if name == "parquet" and sys.stdout.isatty():
            raise UsageError("SAY304", "standard output", "Parquet is not for terminals; use --output FILE")
        sys.stdout.flush()
        return write(case, name, sys.stdout.buffer, options, told=note)
    if os.path.exists(output) and os.path.samefile(output, case.path):
        raise UsageError("SAY326", output, "it is the case file")
    try:
        with open(output, "wb") as stream:
            loss = write(case, name, stream, options, told=note)
        with open(f"{output}.loss.md", "w", encoding="utf-8", newline="\n") as page:
            page.write(loss.markdown())
    except OSError as error:
        raise UsageError("SAY304", output, error.strerror or type(error).__name__) from None
    return loss


def _records(path: str, what: What, form: Format | None, limit: int | None, output: str | None) -> int:
    """All of one kind of record of ours."""
    from sayso.cli import _views
    from sayso.cli._show import write_readings

    if form is None:
        form = by_suffix(output) if output and what is not What.readings else Format.jsonl
    if form is Format.table:
        raise UsageError("SAY324", "table", "export writes json, jsonl, csv, tsv or parquet")
    if what is What.readings:
        if form is not Format.jsonl:
            raise UsageError("SAY324", str(form), "Readings are nested; they are written as jsonl")
        with opened(path) as file:
            write_readings(file, limit, output)
        return 0
    listed(path, lambda c, n: getattr(c, what.value)(), _views.events, form, limit, output)
    return 0


def register(app: typer.Typer) -> None:
    """Put the command on the program."""
    app.command(
        short_help="Write all records, or the case in another format.",
        epilog=examples(
            "sayso export minsk.sayso > readings.jsonl",
            "sayso export minsk.sayso statements --format csv --output statements.csv",
            "sayso export minsk.sayso polecat -o minsk.tsv --report-day",
            "sayso export minsk.sayso gdelt -o minsk.CSV --min-origins 2",
            "sayso export minsk.sayso plover --status happened > minsk.jsonl",
        ),
    )(export)
