"""Commands that ask a case: search, events, statements, actors, timeline, show, why, diff."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from sayso.cli._case import (
    CaseArgument,
    CountryOption,
    FormatOption,
    HiddenOption,
    LimitOption,
    OutputOption,
    ShapeOption,
    SinceOption,
    UntilOption,
    examples,
    listed,
    opened,
    told,
)
from sayso.cli._coders import By, Part, Same
from sayso.cli._rows import Format
from sayso.cli._streams import note
from sayso.errors import CaseError, UsageError

TypeOption = Annotated[
    list[str] | None,
    typer.Option("--type", metavar="TYPE", help="A PLOVER type. May be given several times."),
]
StatusOption = Annotated[
    list[str] | None,
    typer.Option(
        "--status",
        metavar="STATUS",
        help="happened, ongoing, planned, cancelled, hypothetical or denied. May be given several times.",
    ),
]
ActorOption = Annotated[
    str | None, typer.Option("--actor", metavar="NAME", help="Who acts: words of a name, or an id.")
]
ArticleOption = Annotated[str | None, typer.Option("--article", metavar="ID", help="Of this article.")]
ConfidenceOption = Annotated[
    float, typer.Option("--confidence", metavar="P", min=0, max=1, help="At least so sure.")
]


@told
def search(
    case: CaseArgument,
    query: Annotated[
        list[str],
        typer.Argument(
            metavar="QUERY",
            help='Words, "phrases", word*, -without, speaker: actor: country: type: status: stance: '
            "outlet: since: "
            "until:",
        ),
    ],
    form: FormatOption = Format.table,
    limit: LimitOption = None,
    output: OutputOption = None,
) -> int:
    """Find articles by their words and by what is recorded of them; hits are marked in their sentence."""
    from sayso.cli import _views

    asked = " ".join(query)
    listed(case, lambda c, n: c.search(asked, limit=n), _views.hits, form, limit, output)
    return 0


@told
def events(
    case: CaseArgument,
    type: TypeOption = None,
    status: StatusOption = None,
    country: CountryOption = None,
    actor: ActorOption = None,
    recipient: Annotated[
        str | None, typer.Option(metavar="NAME", help="To whom: words of a name, or an id.")
    ] = None,
    place: Annotated[str | None, typer.Option(metavar="NAME", help="Where.")] = None,
    cameo: Annotated[str | None, typer.Option(metavar="CODE", help="A CAMEO code, or its beginning.")] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    undated: Annotated[
        bool, typer.Option("--undated", help="With --since or --until, also events without a date.")
    ] = False,
    article: ArticleOption = None,
    confidence: ConfidenceOption = 0.0,
    hidden: HiddenOption = False,
    coder: Annotated[
        str | None, typer.Option(metavar="NAME", help="Of this other coder, and not our own.")
    ] = None,
    form: FormatOption = Format.table,
    limit: LimitOption = None,
    output: OutputOption = None,
) -> int:
    """List coded events: who did what to whom, when, where, and on whose say-so."""
    from sayso.cli import _views

    chosen: dict[str, Any] = {
        "type": type or (), "status": status or (), "country": country or (), "actor": actor,
        "recipient": recipient, "place": place, "cameo": cameo, "since": since, "until": until,
        "article": article, "confidence": confidence, "hidden": hidden,
    }  # fmt: skip
    if coder is not None and coder != "sayso":
        from sayso.cli._coders import list_events

        return list_events(case, coder, {**chosen, "undated": undated}, form, limit, output)
    listed(
        case, lambda c, n: c.events(**chosen, undated=undated, limit=n), _views.events, form, limit, output
    )
    if (since or until) and not undated:
        with opened(case) as file:
            left = file.count_undated(**{k: v for k, v in chosen.items() if k not in ("since", "until")})
        if left:
            note(f"{left} events whose days are not known are left out; --undated shows them")
    return 0


@told
def statements(
    case: CaseArgument,
    speaker: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who speaks: words of a name, or an id.")
    ] = None,
    about: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who or what is spoken about: a name, an id, or words.")
    ] = None,
    stance: Annotated[
        list[str] | None,
        typer.Option(metavar="STANCE", help="says, denies, promises ... May be given several times."),
    ] = None,
    kind: Annotated[
        list[str] | None, typer.Option(metavar="KIND", help="direct, mixed, indirect, thought or stance.")
    ] = None,
    country: CountryOption = None,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="In this outlet.")] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    single_source: Annotated[
        bool, typer.Option("--single-source", help="Only those whose words no other article carries.")
    ] = False,
    article: ArticleOption = None,
    confidence: ConfidenceOption = 0.0,
    hidden: HiddenOption = False,
    form: FormatOption = Format.table,
    limit: LimitOption = None,
    output: OutputOption = None,
) -> int:
    """List statements: who said what, in which words, on whose word."""
    from sayso.cli import _views

    listed(
        case,
        lambda c, n: c.statements(
            speaker=speaker, about=about, stance=stance or (), kind=kind or (), country=country or (),
            outlet=outlet, since=since, until=until, single_source=single_source, article=article,
            confidence=confidence, hidden=hidden, limit=n,
        ),
        _views.statements,
        form,
        limit,
        output,
    )  # fmt: skip
    return 0


@told
def actors(
    case: CaseArgument,
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="Words of a name.")] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option(metavar="KIND", help="person, organisation, group, country, thing or unknown."),
    ] = None,
    country: CountryOption = None,
    articles: Annotated[
        int, typer.Option(metavar="N", min=1, max=1_000_000_000, help="In at least N articles.")
    ] = 1,
    hidden: HiddenOption = False,
    form: FormatOption = Format.table,
    limit: LimitOption = None,
    output: OutputOption = None,
) -> int:
    """List actors, joined over articles, with their roles as articles state them."""
    from sayso.cli import _views

    listed(
        case,
        lambda c, n: c.actors(
            name, kind=kind or (), country=country or (), articles=articles, hidden=hidden, limit=n
        ),
        _views.actors,
        form,
        limit,
        output,
    )
    return 0


@told
def timeline(
    case: CaseArgument,
    country: CountryOption = None,
    type: TypeOption = None,
    status: StatusOption = None,
    actor: ActorOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    story: Annotated[
        str | None,
        typer.Option(metavar="ID", help="Happenings of this story, joined over its articles, instead."),
    ] = None,
    form: FormatOption = Format.table,
    limit: LimitOption = None,
    output: OutputOption = None,
) -> int:
    """Events whose days are known, in their order; the day of the report stands beside."""
    from sayso.cli import _views

    chosen: dict[str, Any] = {
        "country": country or (), "type": type or (), "status": status or (), "actor": actor,
    }  # fmt: skip
    if story is not None:
        if since or until or any(chosen.values()):
            raise UsageError("SAY326", story, "--story takes no other filter; sayso happenings has some")
        from sayso.cli._stories import list_timeline

        list_timeline(case, story, form, limit, output)
        return 0
    listed(
        case,
        lambda c, n: c.timeline(**chosen, since=since, until=until, limit=n),
        _views.events,
        form,
        limit,
        output,
    )
    with opened(case) as file:
        left = file.count_undated(**chosen)
    if left:
        note(f"{left} events whose days are not known stand on no timeline; sayso events shows them last")
    return 0


@told
def show(
    case: CaseArgument,
    id: Annotated[str, typer.Argument(metavar="ID", help="An id, or its first letters.")],
    form: ShapeOption = Format.table,
) -> int:
    """Show one record: an event, statement, actor, article, input, time, place, number, run or correction,
    a happening, saying or story."""
    from sayso.cli._show import print_record

    if id[:2] in ("h_", "w_", "y_", "f_"):  # a happening, saying, story or finding
        from sayso.cli._stories import asked, print_tale

        with asked(case) as stories:
            print_tale(stories, id, form)
        return 0
    with opened(case) as file:
        print_record(file.show(id), form)
    return 0


@told
def why(
    case: CaseArgument,
    id: Annotated[str, typer.Argument(metavar="ID", help="An id, or its first letters.")],
    form: ShapeOption = Format.table,
) -> int:
    """Show why a record is there: its words, article, input, bytes, run and corrections."""
    from sayso.cli._show import print_chain

    with opened(case) as file:
        print_chain(file.why(id), form)
    return 0


@told
def diff(
    case: CaseArgument,
    before: Annotated[
        str | None, typer.Argument(metavar="RUN", help="A run; without, lists the runs.")
    ] = None,
    after: Annotated[str | None, typer.Argument(metavar="RUN", help="The run to compare it with.")] = None,
    kept: Annotated[bool, typer.Option("--kept", help="Also what did not change.")] = False,
    coders: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="ONE TWO", help="Compare two codings, and not two runs; ours is sayso."),
    ] = None,
    by: Annotated[By | None, typer.Option(help="What codings are counted by: type as it comes.")] = None,
    within: Annotated[
        int | None, typer.Option(metavar="N", min=0, max=31, help="Days that one event may lie apart: 1.")
    ] = None,
    same: Annotated[
        Same | None, typer.Option(help="One event has the same type, as it comes, or only quad class.")
    ] = None,
    happenings: Annotated[
        bool, typer.Option("--happenings", help="Of our reports of one happening compare one.")
    ] = False,
    status: StatusOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    part: Annotated[Part | None, typer.Option("--show", help="List the events behind a number.")] = None,
    type: Annotated[str | None, typer.Option(metavar="TYPE", help="With --show: of this type.")] = None,
    dyad: Annotated[str | None, typer.Option(metavar="DYAD", help="With --show: as 'MDA > ROU'.")] = None,
    sector: Annotated[
        str | None, typer.Option(metavar="DYAD", help="With --show: as 'MDA GOV > MDA CVL'.")
    ] = None,
    day: Annotated[str | None, typer.Option(metavar="DAY", help="With --show: of this day.")] = None,
    form: FormatOption = Format.table,
    limit: LimitOption = None,
    output: OutputOption = None,
) -> int:
    """Compare two runs, record by record: kept, changed, lost, new. With --coders, compare two codings."""
    from sayso.cli import _views

    keys = {"type": type, "dyad": dyad, "sector": sector, "day": day}
    if coders is not None:
        if before is not None or kept:
            raise UsageError("SAY326", "--coders", "runs are compared without it")
        from sayso.case import Rule
        from sayso.cli._coders import compare

        rule = Rule(
            within=1 if within is None else within,
            same=(same or Same.type).value,
            since=since,
            until=until,
            status=tuple(status) if status else Rule().status,
            happenings=happenings,
        )
        return compare(case, *coders, rule, by or By.type, part, keys, form, limit, output)
    if (
        by
        or within is not None
        or same
        or happenings
        or status
        or since
        or until
        or part
        or any(keys.values())
    ):
        raise UsageError("SAY326", "diff", "name the two coders with --coders")
    if before is not None and after is None:
        raise CaseError("SAY411", before, "name two runs to compare")
    if before is None or after is None:
        listed(case, lambda c, n: c.runs(), _views.runs, form, limit, output)
        return 0
    one, other = before, after
    listed(case, lambda c, n: c.diff(one, other, kept=kept), _views.changes, form, limit, output)
    with opened(case) as file:
        counts = file.diff_counts(one, other)
    note(
        ", ".join(f"{count} {part} {change}" for (part, change), count in counts.items())
        or "nothing to compare"
    )
    return 0


def register(app: typer.Typer) -> None:
    """Put the commands on the program."""
    app.command(
        short_help="Find articles.",
        epilog=examples(
            "sayso search minsk.sayso '\"opposition leader\" country:BLR since:2020-08'",
            "sayso search minsk.sayso 'tear gas type:ASSAULT status:denied'",
            "sayso search minsk.sayso 'speaker:lukashenko stance:threatens' --format csv",
        ),
    )(search)
    app.command(
        short_help="List coded events.",
        epilog=examples(
            "sayso events minsk.sayso --type PROTEST --country BLR --since 2020-08",
            "sayso events minsk.sayso --status denied --status cancelled",
            "sayso events minsk.sayso --coder polecat --type PROTEST",
            "sayso events minsk.sayso --format parquet --output events.parquet",
        ),
    )(events)
    app.command(
        short_help="List statements.",
        epilog=examples(
            "sayso statements minsk.sayso --speaker lukashenko --about Poland",
            "sayso statements minsk.sayso --stance denies --single-source",
        ),
    )(statements)
    app.command(
        short_help="List actors.",
        epilog=examples(
            "sayso actors minsk.sayso --kind person --country BLR", "sayso actors minsk.sayso pompeo"
        ),
    )(actors)
    app.command(
        short_help="Events by their days.",
        epilog=examples("sayso timeline minsk.sayso --country BLR --since 2020-08 --until 2020-10"),
    )(timeline)
    app.command(short_help="Show one record.", epilog=examples("sayso show minsk.sayso e_9d7fafd2"))(show)
    app.command(
        short_help="Show why a record is there.", epilog=examples("sayso why minsk.sayso e_9d7fafd2")
    )(why)
    app.command(
        short_help="Compare two runs, or two codings.",
        epilog=examples(
            "sayso diff minsk.sayso",
            "sayso diff minsk.sayso r_86572b20 r_5f0c11aa",
            "sayso diff minsk.sayso --coders sayso polecat",
            "sayso diff minsk.sayso --coders sayso polecat --show only-two --type PROTEST",
        ),
    )(diff)
