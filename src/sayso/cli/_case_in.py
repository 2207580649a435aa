"""Commands that fill, mend and check a case: add, status, retry, correct, reread, rebuild, check."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli._case import (
    ActorsOption,
    CaseArgument,
    ColumnsOption,
    EncodingOption,
    FormatOption,
    KeptListsOption,
    LimitOption,
    MaxBytesOption,
    OutputOption,
    QuietOption,
    WorkersOption,
    examples,
    listed,
    opened,
    say_lists,
    told,
)
from sayso.cli._rows import Format
from sayso.cli._streams import note
from sayso.cli._telling import TellingAdded
from sayso.errors import CaseError, UsageError
from sayso.intake import MAX_BYTES

if TYPE_CHECKING:
    from sayso.case import ReadAgain

_OUR_FIELDS = ("text", "title", "date", "url", "outlet", "byline", "id")
_WORKERS = min(4, os.cpu_count() or 1)


@told
def add(
    case: CaseArgument,
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT",
            help="Files, directories, patterns, archives, WARC files, feeds, tables, mailboxes, URLs, "
            "or - for "
            "standard input.",
        ),
    ],
    workers: WorkersOption = _WORKERS,
    actors: ActorsOption = None,
    no_kept_lists: KeptListsOption = False,
    columns: ColumnsOption = None,
    encoding: EncodingOption = None,
    max_bytes: MaxBytesOption = MAX_BYTES,
    no_raw: Annotated[bool, typer.Option("--no-raw", help="Do not keep the bytes of the inputs.")] = False,
    follow: Annotated[bool, typer.Option("--follow", help="Fetch the pages that a feed links.")] = False,
    insecure_host: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Take this host without a valid certificate; this is recorded."),
    ] = None,
    form: Annotated[
        Format | None, typer.Option("--format", help="jsonl: one line for each input, once it is safe.")
    ] = None,
    quiet: QuietOption = False,
) -> int:
    """Add articles to a case: read them, and keep what they say.

    The case file is made if there is none. What is in it already is passed over, so an interrupted run goes
    on when it is called again."""
    from sayso.case import How, open_case

    how = How(
        columns=columns_of(columns or []),
        encoding=encoding,
        max_bytes=max_bytes,
        follow=follow,
        insecure_hosts=tuple(insecure_host or ()),
        raw=not no_raw,
    )
    lists = lists_of(actors or [])
    with open_case(case, told=note) as file, TellingAdded(inputs, form, quiet) as telling:
        added = file.add(
            inputs,
            how=how,
            workers=workers,
            actors=lists,
            kept_lists=say_lists(file, kept=not no_kept_lists),
            committed=telling.one,
            progress=telling.reach,
        )
        return telling.end(case, added)


def columns_of(given: list[str]) -> tuple[tuple[str, str], ...]:
    """Pairs of our name and theirs. Raises ``UsageError`` SAY323."""
    pairs = []
    for part in (part for value in given for part in value.split(",")):
        ours, equals, theirs = part.partition("=")
        if not equals or ours.strip() not in _OUR_FIELDS or not theirs.strip():
            raise UsageError("SAY323", part, f"ours is one of {', '.join(_OUR_FIELDS)}")
        pairs.append((ours.strip(), theirs.strip()))
    return tuple(pairs)


def lists_of(paths: list[str]) -> list[str]:
    """Lists of actors, read once here so that what is wrong with them is said before the work begins."""
    from sayso.cli._read import actors

    actors(paths)
    return paths


@told
def retry(
    case: CaseArgument,
    workers: WorkersOption = _WORKERS,
    actors: ActorsOption = None,
    no_kept_lists: KeptListsOption = False,
    encoding: EncodingOption = None,
    max_bytes: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Raise the limit of size.")
    ] = None,
    quiet: QuietOption = False,
) -> int:
    """Try again what failed: each input is opened once more as it was named."""
    from sayso.case import open_case

    lists = lists_of(actors or [])
    with open_case(case, told=note) as file, TellingAdded(None, None, quiet) as telling:
        file.check_opened()
        changes = {name: value for name, value in (("encoding", encoding), ("max_bytes", max_bytes)) if value}
        added = file.retry(
            changes=changes,
            workers=workers,
            actors=lists,
            kept_lists=say_lists(file, kept=not no_kept_lists),
            committed=telling.one,
        )
        return telling.end(case, added)


@told
def status(
    case: CaseArgument,
    failed: Annotated[bool, typer.Option("--failed", help="Inputs that failed.")] = False,
    dropped: Annotated[bool, typer.Option("--dropped", help="Inputs in which there is no article.")] = False,
    copies: Annotated[bool, typer.Option("--copies", help="Inputs whose article is there already.")] = False,
    kept: Annotated[bool, typer.Option("--kept", help="Inputs that are kept.")] = False,
    findings: Annotated[
        bool, typer.Option("--findings", help="Inputs with something odd about them.")
    ] = False,
    form: FormatOption = Format.table,
    limit: LimitOption = None,
    output: OutputOption = None,
) -> int:
    """What became of the inputs: counts, or the rows of those that failed, were dropped, are copies ..."""
    from sayso.cli import _views

    chosen = [
        name
        for name, wanted in (("failed", failed), ("dropped", dropped), ("copy of", copies), ("kept", kept))
        if wanted
    ]
    if chosen or findings or form is not Format.table:
        listed(
            case,
            lambda c, n: c.inputs(chosen, findings=() if findings else None, limit=n),
            _views.inputs,
            form,
            limit,
            output,
        )
        return 0
    from sayso.cli._status import print_status

    with opened(case) as file:
        print_status(file.path, file.status())
    return 0


@told
def check(
    case: CaseArgument,
    form: FormatOption = Format.table,
    limit: LimitOption = None,
    output: OutputOption = None,
) -> int:
    """Check that a case file is whole: digests, spans, references, derived rows, the search index.

    Exit code 0 where all is well, 1 where something is not.
    """
    from sayso.cli import _views

    with opened(case) as file:
        sound = file.check().first() is None
    if sound and form is Format.table:
        note(f"{case} is sound")
        return 0
    listed(case, lambda c, n: c.check(), _views.problems, form, limit, output)
    return int(not sound)


@told
def correct(
    case: CaseArgument,
    action: Annotated[
        str | None,
        typer.Argument(
            metavar="ACTION", help="merge, split, recode, hide, note or undo; without, lists all."
        ),
    ] = None,
    target: Annotated[str | None, typer.Argument(metavar="ID", help="What is corrected.")] = None,
    rest: Annotated[
        list[str] | None,
        typer.Argument(metavar="MORE", help="Ids of actors (merge, split), or FIELD=VALUE (recode)."),
    ] = None,
    why: Annotated[
        str | None, typer.Option(metavar="WORDS", help="Why; it is kept with the correction.")
    ] = None,
    who: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who; the name of your account if left out.")
    ] = None,
    form: FormatOption = Format.table,
    limit: LimitOption = None,
    output: OutputOption = None,
) -> int:
    """Correct the record: append-only, with who and why, and held when the articles are read again."""
    from sayso.cli import _views

    if action is None:
        listed(case, lambda c, n: c.corrections(), _views.corrections, form, limit, output)
        return 0
    if target is None:
        raise CaseError("SAY409", action, "name what is to be corrected by its id")
    if not why:
        raise CaseError("SAY409", action, "say why with --why")
    words = rest or []
    with opened(case) as file:
        made = file.correct(
            action.lower(),
            target,
            [] if action.lower() == "recode" else words,
            values=_assignments(words) if action.lower() == "recode" else {},
            who=who or _account(),
            why=why,
        )
    undo = f"; undo it with: sayso correct {case} undo {made.id} --why ..." if made.action != "undo" else ""
    note(f"{made.id}: {made.action} {made.target}{undo}")
    return 0


def _assignments(words: list[str]) -> dict[str, str]:
    pairs = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals:
            raise CaseError("SAY409", word, "a field and its value, for example status=denied")
        pairs[name.strip()] = value.strip()
    return pairs


def _account() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        raise CaseError("SAY409", "who", "your account has no name; say who with --who") from None


@told
def reread(
    case: CaseArgument,
    workers: WorkersOption = _WORKERS,
    actors: ActorsOption = None,
    no_kept_lists: KeptListsOption = False,
    quiet: QuietOption = False,
) -> int:
    """Read all articles of a case again, with this version and these lists of actors."""
    import sys

    from sayso.cli._progress import Progress

    lists = lists_of(actors or [])
    with opened(case) as file:
        total = file.status().articles
        visible = not quiet and sys.stderr.isatty()
        with Progress(sys.stderr, total if visible else 0, shared=False) as bar:

            def tell(made: ReadAgain) -> None:
                bar.advance()
                if made.error:
                    with bar.aside(message=True):
                        note(f"failed: {made.article}: {made.error}")

            use = say_lists(file, kept=not no_kept_lists)
            done = file.reread(workers=workers, actors=lists, kept_lists=use, told=tell)
    note(f"{case}: run {done.run}: {done.read} read, {done.known} there already, {done.failed} failed")
    return int(done.failed > 0)


@told
def rebuild(case: CaseArgument) -> int:
    """Make anew all that is derived from the Readings; of a damaged file, save what can be read.

    A damaged file is moved aside and kept, and it is said what was lost.
    """
    from sayso.case import rebuild_file

    done = rebuild_file(case, told=note)
    if done.moved:
        note(f"the damaged file is now {done.moved}")
        for table, lost in done.lost.items():
            note(f"{table}: {done.saved[table]} saved" + (f", {lost} lost" if lost else ""))
    note(f"{case}: {done.articles} articles rebuilt")
    return int(any(done.lost.values()))


def register(app: typer.Typer) -> None:
    """Put the commands on the program."""
    app.command(
        short_help="Add articles to a case.",
        epilog=examples(
            "sayso add minsk.sayso news/ archive.zip feed.xml",
            "sayso add minsk.sayso crawl.warc.gz --workers 4",
            "sayso add minsk.sayso table.csv --columns text=story,date=day",
            "sayso add minsk.sayso https://example.org/feed.xml --follow",
            "zcat big.jsonl.gz | sayso add minsk.sayso -",
        ),
    )(add)
    app.command(
        short_help="What became of the inputs.",
        epilog=examples("sayso status minsk.sayso", "sayso status minsk.sayso --failed --format csv"),
    )(status)
    app.command(
        short_help="Try again what failed.",
        epilog=examples("sayso retry minsk.sayso", "sayso retry minsk.sayso --encoding windows-1251"),
    )(retry)
    app.command(short_help="Check that a case file is whole.", epilog=examples("sayso check minsk.sayso"))(
        check
    )
    app.command(
        short_help="Correct the record.",
        epilog=examples(
            "sayso correct minsk.sayso merge p_1a2b3c4d p_5e6f7a8b --why 'one person, two spellings'",
            "sayso correct minsk.sayso split p_1a2b3c4d p_5e6f7a8b --why 'father and son'",
            "sayso correct minsk.sayso recode e_9d7fafd2 status=denied --why 'the ministry says it was not'",
            "sayso correct minsk.sayso hide e_9d7fafd2 --why 'a film, not an event'",
            "sayso correct minsk.sayso undo c_0a1b2c3d --why 'I was wrong'",
            "sayso correct minsk.sayso",
        ),
    )(correct)
    app.command(
        short_help="Read all articles again.",
        epilog=examples("sayso reread minsk.sayso --actors my-actors.csv", "sayso diff minsk.sayso"),
    )(reread)
    app.command(
        short_help="Make anew what is derived, or save a damaged file.",
        epilog=examples("sayso rebuild minsk.sayso"),
    )(rebuild)
