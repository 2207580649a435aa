"""The command ``sayso``: arguments in, pages or JSON on standard output, messages on standard error.

Exit codes: 0 all went well, 1 some input could not be read or a case file is not sound, 2 wrong usage, 130
interrupted. The room is thin: it calls ``intake``, ``reader`` and ``case`` and formats what they give.

    >>> from typer.testing import CliRunner
    >>> CliRunner().invoke(app, ["explain", "say101"]).output.splitlines()[0]
    'SAY101  no such file'
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated

import typer

from sayso.cli import _case_in, _case_out, _coders, _export, _packet, _segments, _serve, _stories
from sayso.cli._streams import checked_streams, say
from sayso.errors import UsageError
from sayso.intake import MAX_BYTES
from sayso.records import PARTS
from sayso.version import VERSION

__all__ = ["app", "main"]

_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}

app = typer.Typer(
    name="sayso",
    help="Read the news about an unfolding crisis and keep the record: who did what to whom, when, where, "
    "how many - and on whose say-so.",
    epilog="Exit codes: 0 all went well, 1 some input could not be read or a case file is not sound, 2 wrong "
    "usage, 130 interrupted.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings=_CONTEXT,
)


class Format(StrEnum):
    """How ``sayso read`` prints a record."""

    page = "page"
    json = "json"
    jsonl = "jsonl"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; always ends in ``SystemExit``. ``arguments`` stand in for the process's own."""
    with checked_streams():
        app(args=None if arguments is None else list(arguments), prog_name="sayso")


def _version(wanted: bool) -> None:
    if wanted:
        print(f"sayso {VERSION}")
        raise typer.Exit


@app.callback()
def _sayso(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    pass


@app.command(short_help="Read articles and print what they say.")
def read(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT",
            help="Files, directories, patterns, archives, feeds, tables, URLs, or - for standard input.",
        ),
    ],
    form: Annotated[
        Format, typer.Option("--format", help="A page for people, or JSON: indented, or one line an article.")
    ] = Format.page,
    as_format: Annotated[
        str | None,
        typer.Option(
            "--as",
            metavar="FORMAT",
            help="Write the events of all inputs in a format of others, as sayso export does: csv, plover, "
            "polecat, icews, gdelt ...",
        ),
    ] = None,
    only: Annotated[
        str | None,
        typer.Option(
            metavar="PARTS",
            help=f"Parts of the record, with commas between them: {', '.join(PARTS)}.",
        ),
    ] = None,
    actors: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FILE",
            help="A list of actors of your own, asked before our table of offices: CSV, or a dictionary of "
            "TABARI, PETRARCH or Phoenix. May be given several times.",
        ),
    ] = None,
    max_bytes: Annotated[
        int, typer.Option(metavar="N", min=1, help="Refuse a text, page or JSON line larger than N bytes.")
    ] = MAX_BYTES,
    quiet: Annotated[bool, typer.Option("--quiet", "--no-progress", help="No progress bar.")] = False,
) -> None:
    """Read articles and print what they say: who said what, what happened, when, where, how many."""
    from sayso.cli import _read

    try:
        if as_format is not None and (only is not None or form is not Format.page):
            raise UsageError("SAY326", "--as", "it is a format itself: no --format, no --only")
        parts = _read.parts(only)
        known = _read.actors(actors or [])
    except UsageError as error:
        say(error)
        raise typer.Exit(2) from None
    if as_format is not None:
        _export.read_as(inputs, as_format, actors=actors or [], max_bytes=max_bytes, quiet=quiet)
    try:
        code = _read.run(
            inputs,
            form=form.value,
            only=parts,
            max_bytes=max_bytes,
            quiet=quiet,
            known=known,
            today=date.today(),
        )
    except KeyboardInterrupt:
        code = 130
    raise typer.Exit(code)


@app.command(short_help="Say what an error code means.")
def explain(
    code: Annotated[
        str | None, typer.Argument(metavar="CODE", help="An error code, for instance SAY115.")
    ] = None,
) -> None:
    """Say what an error code means and what to do about it; without a code, list them all."""
    from sayso.cli._explain import explain as explain_code

    raise typer.Exit(explain_code(code))


@app.command(short_help="Print the JSON Schema of the record.")
def schema() -> None:
    """Print the JSON Schema of the record."""
    import msgspec

    from sayso.records import schema as schema_of_reading

    print(msgspec.json.format(msgspec.json.encode(schema_of_reading()), indent=2).decode())


_case_in.register(app)
_segments.register(app)
_case_out.register(app)
_stories.register(app)
_export.register(app)
_packet.register(app)
_serve.register(app)
_coders.register(app)
