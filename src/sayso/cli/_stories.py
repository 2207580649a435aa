"""Commands that ask what the articles of a case say together: stories, happenings, sayings, copies, disputes,
brief, story, and the demo case."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.cli._case import (
    CaseArgument,
    FormatOption,
    LimitOption,
    OutputOption,
    QuietOption,
    ShapeOption,
    SinceOption,
    UntilOption,
    by_suffix,
    examples,
    opened,
    told,
)
from sayso.cli._rows import Format, View, print_rows, shown
from sayso.cli._streams import note
from sayso.errors import UsageError

if TYPE_CHECKING:
    from sayso.case import Rows
    from sayso.stories import Stories

StoryOption = Annotated[
    str | None, typer.Option("--story", metavar="ID", help="Of this story: its id, or one of its articles.")
]
SideOption = Annotated[
    list[str] | None,
    typer.Option(
        "--side",
        metavar="NAME=OUTLETS",
        help='Outlets of one side, with commas between them ("state=ONT,BelTA"): what only they say is '
        "shown. Several times.",
    ),
]


@contextmanager
def asked(path: str) -> Iterator[Stories]:
    """The stories of a case, up to date where the file can be written to."""
    from sayso.stories import Stories

    with opened(path) as case:
        stories = Stories(case, told=note)
        if stories.behind:
            note(f"{path} cannot be written to: its stories are those of before its last change")
        yield stories


def _listed(
    path: str,
    query: Callable[[Stories, int | None], Rows[Any]],
    view: View,
    form: Format,
    limit: int | None,
    output: str | None,
) -> None:
    if output is not None and form is Format.table:
        form = by_suffix(output)
    with asked(path) as stories:
        try:
            print_rows(query(stories, shown(form, limit)), form, limit, view, output)
        except OSError as error:
            if output is None:
                raise
            raise UsageError("SAY304", output, error.strerror or type(error).__name__) from None


def list_timeline(path: str, story: str, form: Format, limit: int | None, output: str | None) -> None:
    """The happenings of a story whose days are known, by their days."""
    from sayso.cli import _tales

    _listed(path, lambda s, n: s.timeline(story, limit=n), _tales.happenings, form, limit, output)


@told
def stories(
    case: CaseArgument,
    form: FormatOption = Format.table,
    limit: LimitOption = None,
    output: OutputOption = None,
) -> int:
    """List stories: articles and happenings that belong together, the largest first."""
    from sayso.cli import _tales

    _listed(case, lambda s, n: s.stories(limit=n), _tales.stories, form, limit, output)
    return 0


@told
def happenings(
    case: CaseArgument,
    type: Annotated[str | None, typer.Option(metavar="TYPE", help="A PLOVER type.")] = None,
    status: Annotated[
        str | None,
        typer.Option(
            metavar="STATUS",
            help="happened, ongoing, planned, cancelled, hypothetical, denied or disputed.",
        ),
    ] = None,
    min_origins: Annotated[
        int, typer.Option("--min-origins", metavar="N", min=0, help="From so many independent origins.")
    ] = 0,
    disputed: Annotated[bool, typer.Option("--disputed", help="Those that origins disagree on.")] = False,
    story: StoryOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    form: FormatOption = Format.table,
    limit: LimitOption = None,
    output: OutputOption = None,
) -> int:
    """List happenings: events joined over articles, with the number of independent origins."""
    from sayso.cli import _tales

    _listed(
        case,
        lambda s, n: s.happenings(
            type=type,
            status=status,
            disputed=disputed,
            origins=min_origins,
            story=story,
            since=since,
            until=until,
            limit=n,
        ),
        _tales.happenings,
        form,
        limit,
        output,
    )
    return 0


@told
def sayings(
    case: CaseArgument,
    form: FormatOption = Format.table,
    limit: LimitOption = None,
    output: OutputOption = None,
) -> int:
    """List statements that several articles carry, with their wordings side by side."""
    from sayso.cli import _tales

    _listed(case, lambda s, n: s.sayings(limit=n), _tales.sayings, form, limit, output)
    return 0


@told
def copies(
    case: CaseArgument,
    passages: Annotated[
        bool, typer.Option("--passages", help="Also pairs that share no more than a passage.")
    ] = False,
    form: FormatOption = Format.table,
    limit: LimitOption = None,
    output: OutputOption = None,
) -> int:
    """List pairs of articles of which one is a copy of the other, and what they share."""
    from sayso.cli import _tales

    _listed(case, lambda s, n: s.copies(passages=passages), _tales.copies, form, limit, output)
    return 0


@told
def disputes(
    case: CaseArgument,
    story: StoryOption = None,
    form: FormatOption = Format.table,
    limit: LimitOption = None,
    output: OutputOption = None,
) -> int:
    """List everything in which independent origins exclude each other, with the words of each."""
    from sayso.cli import _tales

    _listed(case, lambda s, n: s.disputes(story), _tales.disputes, form, limit, output)
    return 0


@told
def story(
    case: CaseArgument,
    id: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="A story, happening or saying, or an event, statement or article of one."
        ),
    ],
    form: ShapeOption = Format.table,
) -> int:
    """Show a story, happening or saying with every report, down to the words."""
    with asked(case) as found:
        print_tale(found, id, form)
    return 0


def print_tale(found: Stories, id: str, form: Format) -> None:
    """Print what an id of the room of stories stands for."""
    from sayso.cli import _tales
    from sayso.cli._rows import console
    from sayso.cli._show import print_record

    record = found.find(id)
    if form is Format.table:
        console().print(_tales.tale(record, found), crop=False)
    else:
        print_record(record, form)


@told
def brief(
    case: CaseArgument,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="TIME",
            help="A day, or a time in UTC: 2020-10-14, 2020-10-14T06:00Z. Without it, everything.",
        ),
    ] = None,
    reported: Annotated[
        bool,
        typer.Option("--reported", help="New by the day of publication, not by when it came into the case."),
    ] = False,
    side: SideOption = None,
    form: ShapeOption = Format.table,
) -> int:
    """Say what is new since a time: happenings, numbers old and new, denials, disputes, findings."""
    from sayso.cli import _tales
    from sayso.cli._rows import console
    from sayso.cli._show import print_record

    sides: dict[str, list[str]] = {}
    for name, outlets in map(_side, side or ()):
        sides.setdefault(name, []).extend(outlets)
    with asked(case) as found:
        made = found.brief("0001-01-01" if since is None else since, sides=sides, reported=reported)
        if form is Format.table:
            console().print(_tales.brief(made), crop=False)
        else:
            print_record(made, form)
    return 0


def _side(given: str) -> tuple[str, list[str]]:
    name, _, outlets = given.partition("=")
    names = [outlet.strip() for outlet in outlets.split(",") if outlet.strip()]
    if not name.strip() or not names:
        raise UsageError("SAY326", given, 'a side is a name and its outlets: --side "state=ONT,BelTA"')
    return name.strip(), names


@told
def demo_case(
    case: Annotated[
        str, typer.Argument(metavar="CASE", help="The case file to make.", show_default=True)
    ] = "demo.sayso",
    quiet: QuietOption = False,
) -> int:
    """Make a case of the bundled articles: an invented week of seven outlets that do not agree."""
    from sayso.case import Case
    from sayso.stories import DEMO_DAY, demo_files

    if os.path.exists(case):
        raise UsageError("SAY304", case, "there is a file of that name already")
    with Case(case, told=note) as file:
        added = file.add(demo_files(), today=DEMO_DAY)
    if not quiet:
        note(f"{case}: {added.kept} articles. Now try: sayso brief {case}; sayso disputes {case}")
    return 0


def register(app: typer.Typer) -> None:
    """Put the commands on the program."""
    app.command(
        short_help="What is new since a time.",
        epilog=examples(
            "sayso brief minsk.sayso --since 2020-10-14T06:00Z",
            "sayso brief minsk.sayso --since 2020-10-14 --reported",
            'sayso brief minsk.sayso --side "state=ONT,BelTA" --side "exile=Belsat,Nasha Niva"',
        ),
    )(brief)
    app.command(short_help="List stories.", epilog=examples("sayso stories minsk.sayso"))(stories)
    app.command(
        short_help="Show a story or happening, down to the words.",
        epilog=examples("sayso story minsk.sayso y_3f9c", "sayso story minsk.sayso h_9d7fafd2"),
    )(story)
    app.command(
        short_help="List happenings.",
        epilog=examples(
            "sayso happenings minsk.sayso --type PROTEST --min-origins 2",
            "sayso happenings minsk.sayso --status cancelled",
            "sayso happenings minsk.sayso --format parquet --output happenings.parquet",
        ),
    )(happenings)
    app.command(
        short_help="List what origins disagree on.",
        epilog=examples("sayso disputes minsk.sayso", "sayso disputes minsk.sayso --format jsonl"),
    )(disputes)
    app.command(
        short_help="List statements over articles.", epilog=examples("sayso sayings minsk.sayso --limit 20")
    )(sayings)
    app.command(
        short_help="List copies.",
        epilog=examples("sayso copies minsk.sayso", "sayso copies minsk.sayso --passages --format jsonl"),
    )(copies)
    app.command(
        "demo-case", short_help="Make a case to try things on.", epilog=examples("sayso demo-case try.sayso")
    )(demo_case)
