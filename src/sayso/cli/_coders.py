"""Other coders: ``sayso import``, and what ``events`` and ``diff`` print of them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.cli._case import (
    CaseArgument,
    FormatOption,
    LimitOption,
    OutputOption,
    QuietOption,
    examples,
    listed,
    opened,
    told,
)
from sayso.cli._rows import Format, shown
from sayso.cli._streams import note, say
from sayso.errors import InputError, UsageError
from sayso.wording import plural, safe

if TYPE_CHECKING:
    from sayso.case import Coders, Period, Rule
    from sayso.coders import RowFinding

_SHOWN = 10
"""Findings of a file that are shown one by one."""


class As(StrEnum):
    """What ``sayso import`` reads a file as."""

    polecat = "polecat"
    icews = "icews"
    gdelt = "gdelt"
    csv = "csv"
    actors = "actors"


class By(StrEnum):
    """What a comparison counts by."""

    type = "type"
    dyad = "dyad"
    sector = "sector"
    day = "day"


class Same(StrEnum):
    """What two events have to have in common beside day and countries."""

    type = "type"
    quad = "quad"


class Part(StrEnum):
    """Events behind a number of a comparison."""

    both = "both"
    only_one = "only-one"
    only_two = "only-two"


@told
def import_(
    case: CaseArgument,
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="FILE", help="Tables of events, or lists of actors; without, lists them."),
    ] = None,
    coder: Annotated[
        str | None, typer.Option(metavar="NAME", help="Whose events they are, for instance polecat.")
    ] = None,
    form: Annotated[
        As | None,
        typer.Option("--as", help="What the files are, where the first line does not say it."),
    ] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option(
            metavar="OURS=THEIRS",
            help="Which column of a CSV holds day, type, cameo, actor, actor_country ... With commas between "
            "them, or several times.",
        ),
    ] = None,
    remove: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Take a coder, or a list of actors by its id, out of the case."),
    ] = None,
    quiet: QuietOption = False,
    output_form: FormatOption = Format.table,
    limit: LimitOption = None,
    output: OutputOption = None,
) -> int:
    """Bring what others have made into a case: tables of coded events, and lists of actors.

    With --coder, a file is a table of events; without, a list of actors that add and reread use from then on.
    Without a FILE, lists what was imported."""
    from sayso.case import Coders, open_case

    if remove is not None:
        if files or coder or form or columns:
            raise UsageError("SAY326", remove, "--remove takes nothing else")
        with opened(case) as file:
            gone = Coders(file).remove(remove)
        note(f"{case}: {safe(remove)} is out of the case" + (f", {gone:,} events" if gone else ""))
        return 0
    if not files:
        if coder or form or columns:
            raise UsageError("SAY326", case, "name the files to import")
        return _list_imported(case, output_form, limit, output)
    if coder is None or form is As.actors:
        if coder is not None or columns:
            raise UsageError("SAY326", coder or "--columns", "a list of actors has no coder and no columns")
        if form not in (None, As.actors):
            raise UsageError("SAY326", str(form), "say with --coder whose events they are")
    pairs = _pairs(columns or [])
    with open_case(case, told=note) as file:
        if coder is None or form is As.actors:
            told_form = form is As.actors
            return _each(files, lambda path: _import_actors(Coders(file), path, told_form, quiet=quiet))
        given = form.value if form else None
        return _each(files, lambda path: _import_table(Coders(file), path, coder, given, pairs, quiet=quiet))


def _each(files: list[str], take: Callable[[str], int]) -> int:
    """Take one file after the other; one that cannot be taken costs a line. Returns the exit code: 2 where
    there was such a file, or else the largest. Raises ``CaseError``."""
    codes = []
    for path in files:
        try:
            codes.append(take(path))
        except (UsageError, InputError) as error:
            say(error)
            codes.append(2 if isinstance(error, UsageError) else 1)
    return max(codes)


def _pairs(given: list[str]) -> list[tuple[str, str]]:
    """Pairs of our name and theirs. Raises ``UsageError`` SAY323."""
    pairs = []
    for part in (part for value in given for part in value.split(",")):
        ours, equals, theirs = part.partition("=")
        if not equals or not ours.strip() or not theirs.strip():
            raise UsageError("SAY323", part, "write OURS=THEIRS")
        pairs.append((ours.strip(), theirs.strip()))
    return pairs


def _import_actors(coders: Coders, path: str, is_list: bool, *, quiet: bool) -> int:
    """Keep a list of actors, and say so. Returns the exit code. Raises ``UsageError`` SAY326 where it is a
    table of events, and was not called a list."""
    from sayso.coders import is_table

    if not is_list and is_table(path):
        raise UsageError("SAY326", path, "it is a table of events: say with --coder whose they are")
    made = coders.add_actors(path)
    if not quiet:
        for problem in made.problems[:_SHOWN]:
            note(f"{path}: {problem}")
        if len(made.problems) > _SHOWN:
            note(f"and {len(made.problems) - _SHOWN} lines more that were not read as they stand")
    record = made.record
    there = "" if made.new else " was there already"
    count = plural(record.actors, "actor")
    note(f"{path}: list of actors {record.id}{there}: {count}, asked by add, retry and reread")
    return 0


def _import_table(
    coders: Coders,
    path: str,
    coder: str,
    form: str | None,
    columns: list[tuple[str, str]],
    *,
    quiet: bool,
) -> int:
    """Import one table, and say what came of it. Returns the exit code: 1 where a row could not be read."""
    from sayso.cli._progress import Progress

    found = 0
    visible = not quiet and sys.stderr.isatty()
    with Progress(sys.stderr, None if visible else 0, shared=False) as bar:

        def tell(finding: RowFinding) -> None:
            nonlocal found
            found += 1
            if found <= _SHOWN and not quiet:
                with bar.aside(message=True):
                    note(f"{path}, line {finding.line}: {finding.kind}: {safe(finding.note)}")

        made = coders.add(path, coder, form=form, columns=columns, told=tell, progress=bar.reach)
    if found > _SHOWN and not quiet:
        note(f"and {found - _SHOWN:,} findings more: sayso show {coders.case.path} {made.coding}")
    parts = [f"{plural(made.added, 'event')} of {safe(coder)} added"]
    parts += [f"{made.known:,} there already"] if made.known else []
    parts += [f"{plural(made.left_out, 'row')} left out"] if made.left_out else []
    note(f"{path}: {', '.join(parts)}")
    return int(made.left_out > 0)


def _list_imported(case: str, form: Format, limit: int | None, output: str | None) -> int:
    """Files of coders, and lists of actors; formats for programs have the files only."""
    from sayso.case import Coders
    from sayso.cli import _coded

    with opened(case) as file:
        lists = Coders(file).actor_lists().list()
        some = Coders(file).files().first() is not None
    if some or form is not Format.table:
        listed(case, lambda c, n: Coders(c).files(), _coded.files, form, limit, output)
    if form is Format.table:
        for kept in lists:
            about = f"{plural(kept.actors, 'actor')}, sha256 {kept.sha256[:12]}"
            print(f"list of actors {kept.id}  {safe(kept.name)}  {about}")
        if not some and not lists:
            note("nothing was imported")
    return 0


def list_events(
    case: str, coder: str, chosen: dict[str, Any], form: Format, limit: int | None, output: str | None
) -> int:
    """Print the events of another coder."""
    from sayso.case import Coders
    from sayso.cli import _coded

    takes = ("type", "country", "actor", "recipient", "place", "cameo", "since", "until")
    if odd := [name for name, value in chosen.items() if value and name not in takes]:
        raise UsageError("SAY326", f"--{odd[0]}", "the events of other coders are not asked for by it")
    filters = {name: chosen[name] for name in takes}
    listed(case, lambda c, n: Coders(c).events(coder, **filters, limit=n), _coded.events, form, limit, output)
    return 0


def compare(
    case: str,
    one: str,
    two: str,
    rule: Rule,
    by: By,
    part: Part | None,
    keys: dict[str, str | None],
    form: Format,
    limit: int | None,
    output: str | None,
) -> int:
    """Print how far two codings agree, or the events behind a number."""
    from sayso.case import Coders
    from sayso.cli import _coded

    if part is None and any(keys.values()):
        raise UsageError("SAY326", "--show", "say which events: both, only-one or only-two")
    if rule.happenings:
        from sayso.cli._stories import asked

        with asked(case):
            pass
    if part is not None:
        listed(
            case,
            lambda c, n: Coders(c).pairs(one, two, rule, part=part.value, **keys, limit=shown(form, limit)),
            _coded.pairs,
            form,
            limit,
            output,
        )
        return 0
    listed(
        case,
        lambda c, n: Coders(c).agreement(one, two, rule, by=by.value),
        lambda rows: _coded.agreement(rows, one, two),
        form,
        limit,
        output,
    )
    with opened(case) as file:
        for line in _said(Coders(file).period(one, two, rule)):
            note(line)
    return 0


def _said(period: Period) -> list[str]:
    """What was compared, and what was not."""
    if not period.first:
        lines = ["the two have no day in common"]
    else:
        days = period.first if period.first == period.last else f"{period.first} to {period.last}"
        lines = [f"compared from {days}"]
    for name, place in ((period.one, "one"), (period.two, "two")):
        left = [
            f"{count:,} {why}"
            for count, why in (
                (getattr(period, f"outside_{place}"), "outside these days"),
                (getattr(period, f"undated_{place}"), "without a day of their own"),
                (getattr(period, f"untyped_{place}"), "without a PLOVER type"),
            )
            if count
        ]
        if left:
            lines.append(f"not compared of {safe(name)}: {', '.join(left)}")
    return lines


def register(app: typer.Typer) -> None:
    """Put the command on the program."""
    app.command(
        "import",
        short_help="Bring in events that others have coded, or a list of actors.",
        epilog=examples(
            "sayso import minsk.sayso polecat-2020.txt --coder polecat",
            "sayso import minsk.sayso 20201014.export.CSV --coder gdelt --as gdelt",
            "sayso import minsk.sayso ours.csv --coder students --columns day=date,type=plover",
            "sayso import minsk.sayso my-actors.csv",
            "sayso import minsk.sayso",
            "sayso import minsk.sayso --remove students",
        ),
    )(import_)
