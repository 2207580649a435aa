"""Commands on a case file: how it is opened, and what a command ends with when that fails."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from sayso.cli._rows import Format, View, print_rows, shown
from sayso.cli._streams import give_up_stdout, note, say
from sayso.errors import SaysoError, UsageError
from sayso.wording import safe

if TYPE_CHECKING:
    from sayso.case import Case, Rows

F = TypeVar("F", bound=Callable[..., Any])

_MISUSED = frozenset({"SAY407", "SAY408", "SAY409", "SAY411", "SAY421"})
"""Errors of a case that are the caller's: no such id, run or correction."""

CaseArgument = Annotated[str, typer.Argument(metavar="CASE", help="The case file.", show_default=False)]
FormatOption = Annotated[
    Format,
    typer.Option("--format", help="A table for people, or all records as json, jsonl, csv, tsv or parquet."),
]
ShapeOption = Annotated[
    Format, typer.Option("--format", help="table is a page for people; json and jsonl are for programs.")
]
LimitOption = Annotated[
    int | None,
    typer.Option(
        "--limit", metavar="N", min=1, max=1_000_000_000, help="At most N records; a table stops at 50."
    ),
]
OutputOption = Annotated[
    str | None, typer.Option("--output", metavar="FILE", help="Write to a file, not to standard output.")
]
WorkersOption = Annotated[
    int,
    typer.Option(
        "--workers", metavar="N", min=1, help="Processes that read; the result is the same with any number."
    ),
]
ActorsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--actors",
        metavar="FILE",
        help="A list of actors of your own, asked before our table of offices. May be given several times.",
    ),
]
ColumnsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--columns",
        metavar="OURS=THEIRS",
        help="Which column of a table, or field of JSON lines, holds text, title, date, url, outlet, byline "
        "or id. With commas between them, or several times.",
    ),
]
EncodingOption = Annotated[
    str | None,
    typer.Option("--encoding", metavar="NAME", help="Read bytes by this encoding, whatever they claim."),
]
MaxBytesOption = Annotated[
    int,
    typer.Option(
        "--max-bytes", metavar="N", min=1, help="Refuse a text, page, line or member larger than N bytes."
    ),
]
KeptListsOption = Annotated[
    bool, typer.Option("--no-kept-lists", help="Without the lists of actors that the case keeps.")
]
QuietOption = Annotated[
    bool, typer.Option("--quiet", "--no-progress", help="No progress bar, no line for each.")
]
SinceOption = Annotated[
    str | None, typer.Option("--since", metavar="DAY", help="From this day, month or year on.")
]
UntilOption = Annotated[
    str | None, typer.Option("--until", metavar="DAY", help="Up to this day, month or year.")
]
CountryOption = Annotated[
    list[str] | None,
    typer.Option("--country", metavar="COUNTRY", help="A code (BLR) or name. May be given several times."),
]
HiddenOption = Annotated[bool, typer.Option("--hidden", help="Also what a correction hides.")]


def examples(*lines: str) -> str:
    """The end of a command's help: how it is used."""
    return "Examples:\n\n\b\n" + "\n".join(f"  {line}" for line in lines)


def told(command: F) -> F:
    """A command whose errors become one line and an exit code."""

    @functools.wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        try:
            code = command(*args, **kwargs)
        except SaysoError as error:
            say(error)
            misused = isinstance(error, UsageError) or error.code in _MISUSED
            code = 2 if misused else 1
        except BrokenPipeError:
            give_up_stdout()
            code = 0
        except KeyboardInterrupt:
            note("interrupted; what was reported is safe, and the same command goes on")
            code = 130
        raise typer.Exit(code or 0)

    return run  # type: ignore[return-value]


def opened(path: str) -> Case:
    """The case file of that name, which has to be there. Raises ``CaseError``."""
    from sayso.case import open_case

    case = open_case(path, told=note)
    case.check_opened()
    return case


def say_lists(case: Case, *, kept: bool) -> bool:
    """Say which lists of actors of the case are used. Returns whether they are."""
    from sayso.case import Coders

    if not kept or not os.path.exists(case.path) or not os.path.getsize(case.path):
        return kept
    for one in Coders(case).actor_lists():
        note(f"with the list of actors {safe(one.name)} of the case (sha256 {one.sha256[:12]})")
    return kept


def by_suffix(output: str) -> Format:
    """The format that the name of a file asks for. Raises ``UsageError`` SAY324."""
    suffix = output.rpartition(".")[2].lower()
    if suffix in Format.__members__ and suffix != "table":
        return Format(suffix)
    raise UsageError("SAY324", output, "name a --format for the file")


def listed(
    path: str,
    query: Callable[[Case, int | None], Rows[Any]],
    view: View,
    form: Format,
    limit: int | None,
    output: str | None,
) -> int:
    """Print the records of a query. Returns how many there were."""
    if output is not None and form is Format.table:
        form = by_suffix(output)
    with opened(path) as case:
        try:
            return print_rows(query(case, shown(form, limit)), form, limit, view, output)
        except OSError as error:
            if output is None:
                raise
            raise UsageError("SAY304", output, error.strerror or type(error).__name__) from None
