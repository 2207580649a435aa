"""``sayso packet``: what stands behind a happening or statement, as files to hand to somebody else."""

from __future__ import annotations

from typing import Annotated

import typer

from sayso.cli._case import CaseArgument, QuietOption, examples, opened, told
from sayso.cli._streams import note, say


@told
def packet(
    case: CaseArgument,
    ids: Annotated[
        list[str],
        typer.Argument(
            metavar="ID",
            help="Happenings, sayings, events, statements, articles or stories: ids, or their first letters.",
        ),
    ],
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="The page to write; its linked data go beside it. packet-ID.html if left out.",
        ),
    ] = None,
    now: Annotated[
        str | None,
        typer.Option(
            "--now", metavar="TIME", help="Write this as the time of making; without it none is written."
        ),
    ] = None,
    quiet: QuietOption = False,
) -> int:
    """Write an evidence packet: one page, and linked data beside it, with every report of what the ids stand
    for, down to the words, the files and their digests."""
    from sayso.packet import graph_path, packet_files
    from sayso.stories import many

    path = _name(ids) if output is None else output
    with opened(case) as file:
        made = packet_files(file, ids, path, now=now, told=None if quiet else note)
    if made.behind:
        note(f"{case} cannot be written to: its stories are those of before its last change")
    for error in made.errors:
        say(error)
    if made.entries and not quiet:
        note(f"{path}: {_entries(made.entries)}, {many(made.articles, 'article')}; sha256 {made.page_sha256}")
        note(f"{graph_path(path)}: the same as JSON-LD; sha256 {made.graph_sha256}")
    return 2 if made.errors else 0


def _entries(number: int) -> str:
    return "1 entry" if number == 1 else f"{number} entries"


def _name(ids: list[str]) -> str:
    """The name of a page that none was given for: of its first id, which is no path."""
    first = "".join(c for c in ids[0][:18] if c.isascii() and (c.isalnum() or c == "_"))
    more = f"-and-{len(ids) - 1}-more" if len(ids) > 1 else ""
    return f"packet-{first}{more}.html"


def register(app: typer.Typer) -> None:
    """Put the command on the program."""
    app.command(
        short_help="Write an evidence packet.",
        epilog=examples(
            "sayso packet minsk.sayso h_9d7fafd2 -o march.html",
            "sayso packet minsk.sayso e_1a4f0342 s_ec48831d a_675c7555",
            "sayso packet minsk.sayso y_3f9c --now 2020-10-14T06:00Z",
        ),
    )(packet)
