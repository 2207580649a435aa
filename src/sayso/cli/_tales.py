"""Stories, happenings, sayings, copies and disputes for people. All text of articles passes through
``safe``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from sayso.cli._events import STATUS
from sayso.cli._style import DIM, STRONG, Hanging
from sayso.cli._views import Grid
from sayso.stories import Finding, Happening, Saying, many
from sayso.wording import DISPUTED, place_and_numbers, quoted, safe, short, support, when

if TYPE_CHECKING:
    from sayso.case import Carrier
    from sayso.stories import (
        Brief,
        Claim,
        Copy,
        Disputed,
        News,
        Report,
        Stories,
        Story,
    )

_DISPUTED = (DISPUTED[0], "bold red", DISPUTED[1])
_KINDS = {
    "happening": "New happenings",
    "number": "Changed numbers",
    "status": "Changes of status",
    "denial": "New denials",
    "dispute": "New disputes",
    "notice": "Pages that hold no article",
    "titles": "One text under several titles",
    "title": "Titles that do not fit their texts",
    "grown": "Numbers that grow from copy to copy",
    "one-sided": "Found in one side's media only",
}


def _status(status: str) -> tuple[str, str]:
    mark, style, _ = STATUS.get(status, _DISPUTED)
    return mark.replace(" ", "\u00a0"), style


def happenings(records: Sequence[Happening]) -> RenderableType:
    """Happenings: when, what, who to whom, numbers, support."""
    table = Grid("when", ("what", 4), ("who → whom", 5), ("where, how many", 4), ("support", 5), "id")
    for h in records:
        mark, style = _status(h.status)
        what = Text(safe(h.type), style=STRONG)
        what.append(f" {', '.join(map(safe, h.modes))}" if h.modes else "", style=DIM)
        what.append(f"\n{mark}", style=style)
        who = Text(", ".join(map(safe, h.actors)) or "unknown", style="" if h.actors else DIM)
        if h.recipients:
            who.append(" → ", style=STRONG).append(", ".join(map(safe, h.recipients)))
        backing = Text(support(h))
        backing.append(f"\n{', '.join(safe(o.name) for o in h.origins)}", style=DIM)
        for dispute in h.disputes:
            values = " / ".join(dict.fromkeys(safe(claim.value) for claim in dispute.claims))
            backing.append(f"\n≠ {safe(dispute.about)}: {values}", style="bold red")
        table.add_row(
            _days(h), what, who, "\n".join(place_and_numbers(h)), backing, Text(short(h.id), style=DIM)
        )
    return table


def _days(h: Happening) -> Text:
    words = when(h).replace(" to ", "\n– ")
    return Text(words, style=DIM if words == "unknown" else "")


def stories(records: Sequence[Story]) -> RenderableType:
    """Stories: what stands for each, when, how many articles and origins."""
    table = Grid("when", ("story", 9), ("support", 5), "id")
    for story in records:
        what = Text(safe(story.title or "title unknown"), style=STRONG)
        what.append(f"\n{safe(story.headline)}", style="")
        backing = f"{many(len(story.articles), 'article')}, {story.told} no copies, "
        backing += f"{many(len(story.happenings), 'happening')}, {many(story.origins, 'origin')}"
        shown = Text(backing)
        if story.disputes:
            shown.append(f"\n≠ {many(story.disputes, 'dispute')}", style="bold red")
        shown.append(f"\n{', '.join(map(safe, story.outlets))}", style=DIM)
        day = Text(when(story.reported).replace(" to ", "\n– "))
        table.add_row(day, what, shown, Text(short(story.id), style=DIM))
    return table


def sayings(records: Sequence[Saying]) -> RenderableType:
    """Statements over articles: who, every wording, who carries it."""
    table = Grid("reported", ("who", 4), ("what, in every wording", 12), "id")
    for saying in records:
        who = Text(safe(saying.speaker), style=STRONG)
        who.append(f"\n{safe(saying.stance)} · {many(saying.articles, 'article')}", style=DIM)
        if saying.polarity == "negative":
            who.append("\nnot held", style="bold red")
        what = Text()
        for n, version in enumerate(saying.versions):
            what.append("\n" if n else "").append(quoted(safe(version.words)))
            carriers = ", ".join(map(safe, version.outlets)) or "outlet unknown"
            what.append(f"\n{many(len(version.articles), 'article')}: {carriers}", style=DIM)
        day = Text(when(saying.reported).replace(" to ", "\n– "))
        table.add_row(day, who, what, Text(short(saying.id), style=DIM))
    return table


def copies(records: Sequence[Copy]) -> RenderableType:
    """Pairs of articles that have the same words."""
    table = Grid(("one", 6), ("other", 6), "share")
    for copy in records:
        share = f"{copy.of_one:4.0%} / {copy.of_other:4.0%}\n{many(len(copy.passages), 'passage')}"
        table.add_row(
            _titled(copy.one_title, copy.one_outlet, copy.one),
            _titled(copy.other_title, copy.other_outlet, copy.other),
            Text(share, style="" if copy.copy else DIM),
        )
    return table


def _titled(title: str | None, outlet: str | None, id: str) -> Text:
    text = Text(safe(title or "title unknown"))
    return text.append(f"\n{safe(outlet or 'outlet unknown')} · {short(id)}", style=DIM)


def disputes(records: Sequence[Disputed]) -> RenderableType:
    """Disputes: the happening, and under it the values side by side with their words."""
    blocks: list[RenderableType] = []
    for n, dispute in enumerate(records):
        head = Text("\n" if n else "").append(safe(dispute.headline), style=STRONG)
        blocks.append(head.append(f"  {short(dispute.happening)}", style=DIM))
        blocks.append(Text(f"  ≠ {safe(dispute.about)}", style="bold red"))
        blocks += _claims(dispute.claims, indent=4)
    return Group(*blocks)


def _claims(claims: Sequence[Claim], indent: int) -> list[RenderableType]:
    width = max((len(safe(claim.value)) for claim in claims), default=0)
    return [Hanging(safe(c.value), _claim(c), STRONG, indent=indent, width=min(width, 24)) for c in claims]


def _claim(claim: Claim) -> Text:
    text = Text(safe(claim.origin))
    text.append(f"  {quoted(safe(claim.words))}", style="")
    reports = f"{many(len(claim.reports), 'record')} {short(claim.reports[0])}"
    return text.append(f"  {when(claim.reported)} · {reports}", style=DIM)


def tale(record: Story | Happening | Saying | Finding, found: Stories) -> RenderableType:
    """One story, happening, saying or finding, with everything behind it."""
    carriers = found.carriers()
    if isinstance(record, Finding):
        shown = [_carrier(carriers[id]) for id in record.articles if id in carriers]
        return Group(Text(safe(record.note), style=STRONG), *shown)
    if isinstance(record, Happening):
        return _happening(record, carriers)
    if isinstance(record, Saying):
        return sayings([record])
    inside = found.happenings(story=record.id).list()
    blocks: list[RenderableType] = [stories([record])]
    blocks.append(Text("Articles", style="bold cyan"))
    blocks += [_carrier(carriers[id]) for id in record.articles]
    blocks.append(Text("\nHappenings, by the days on which they happened", style="bold cyan"))
    blocks.append(happenings(inside))
    return Group(*blocks)


def _carrier(carrier: Carrier) -> Hanging:
    text = Text(safe(carrier.title or "title unknown"))
    text.append(f"  {safe(carrier.outlet or 'outlet unknown')} · {short(carrier.id)}", style=DIM)
    return Hanging(when(carrier.reported), text, DIM, width=10)


def _happening(h: Happening, carriers: Mapping[str, Carrier]) -> RenderableType:
    mark, style = _status(h.status)
    head = Text(safe(h.headline), style=STRONG).append(f"  {mark}", style=style)
    blocks: list[RenderableType] = [head, Text(support(h), style="")]
    if len(h.course) > 1:
        steps = " → ".join(f"{safe(c.status)} ({safe(c.since or 'day unknown')})" for c in h.course)
        blocks.append(Text(f"course: {steps}", style=DIM))
    for dispute in h.disputes:
        blocks.append(Text(f"\n≠ {safe(dispute.about)}: origins exclude each other", style="bold red"))
        blocks += _claims(dispute.claims, indent=2)
    for revision in h.revisions:
        blocks.append(
            Text(f"\n↻ {safe(revision.about)}: revised by {safe(revision.origin)}", style="bold yellow")
        )
        blocks += _claims(revision.claims, indent=2)
    shown = [claim for dispute in h.disputes for claim in dispute.claims]
    shown += [claim for revision in h.revisions for claim in revision.claims]
    rest = [c for c in h.claims if c not in shown and c.about not in ("happened", "actor")]
    if rest:
        blocks.append(Text("\nWhat is claimed", style="bold cyan"))
        blocks += [Hanging(f"{safe(c.about)} {safe(c.value)}", _claim(c), STRONG, indent=2) for c in rest]
    blocks.append(Text("\nReports, by origin", style="bold cyan"))
    ordered = sorted(h.reports, key=lambda r: r.origin)
    for origin, some in groupby(ordered, key=lambda r: r.origin):
        reports = list(some)
        blocks.append(Text(f"  {safe(origin)}", style=STRONG))
        own = [report for report in reports if report.repeats is None]
        for report in own:
            blocks.append(_report(report, 4))
            blocks += [_report(copy, 8) for copy in reports if copy.repeats == report.record]
    return Group(*blocks)


def _report(report: Report, indent: int) -> Hanging:
    text = Text(quoted(safe(report.words)))
    chain = f"according to {' < '.join(map(safe, report.said_by))} · " if report.said_by else ""
    at = f"[{report.spans[0][0]}:{report.spans[-1][1]}]" if report.spans else ""
    where = f"{safe(report.outlet or report.title or 'outlet unknown')}, {when(report.reported)}"
    text.append(f"\n{chain}{where} · {short(report.article)}{at} · {short(report.record)}", style=DIM)
    return Hanging("copy" if report.repeats else _status(report.status)[0], text, DIM, indent=indent)


def brief(made: Brief) -> RenderableType:
    """What is new, by kind."""
    since = "" if made.since == "0001-01-01" else f" since {safe(made.since)}"
    blocks: list[RenderableType] = [Text(f"{many(made.articles, 'article')}{since}", style=STRONG)]
    for kind, some in groupby(made.news, key=lambda item: item.kind):
        items = list(some)
        blocks.append(Text(f"\n{_KINDS.get(kind, safe(kind))} ({len(items)})", style="bold cyan"))
        blocks += [Hanging(short(item.id), _news(item), DIM, width=10) for item in items]
    if not made.news:
        blocks.append(Text("nothing new", style=DIM))
    return Group(*blocks)


def _news(item: News) -> Text:
    text = Text(safe(item.headline))
    if item.note:
        text.append(f"\n{safe(item.note)}", style="bold" if item.kind != "happening" else DIM)
    if item.words:
        said = f" {safe(item.origin)}" if item.origin else ""
        text.append(f"\n{quoted(safe(item.words))}{said} · {short(item.article)}", style=DIM)
    return text
