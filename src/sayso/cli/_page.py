"""The page: one Reading for people, in a terminal.

In: a Reading.  Out: a Rich renderable. It is made of ``Text`` only, never of markup, so that no word of an
article can style, link or steer anything; all of it passes through ``safe``. Status, kind and doubt are said
in words or letters, never by colour alone. Nothing is cut short.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.text import Text

from sayso.cli._events import events
from sayso.cli._statements import statements
from sayso.cli._style import ALARM, DIM, HEAD, STRONG, Flush, Hanging, Lines, facts
from sayso.records import PARTS, Reading
from sayso.wording import (
    HEADINGS,
    UNKNOWN,
    Index,
    about_article,
    actor_phrase,
    amount,
    counted,
    counted_by,
    damaged,
    doubt_of,
    places_of,
    plural,
    quoted,
    role_phrase,
    safe,
    times_of,
)


def page(reading: Reading, only: Collection[str] | None = None) -> RenderableType:
    """The page of a Reading; ``only`` names the parts of the record to show, all if it is None."""
    index = Index(reading)
    shown = set(PARTS if only is None else only)
    blocks: list[RenderableType] = [_masthead(index), _headline_facts(index)]
    for heading, parts, section in _SECTIONS:
        if shown & parts:
            lines = section(index, shown)
            if lines or only is not None or parts & {"attributions", "events", "quantities"}:
                blocks += [Text(), Rule(Text(heading, style=HEAD), align="left", style=DIM), *lines]
                if not lines:
                    blocks.append(Text("  none found", style=DIM))
    blocks.append(Text())
    return Group(*blocks)


def _masthead(index: Index) -> RenderableType:
    title = index.reading.article.title
    shown = Text(safe(title) if title else "title unknown", style=STRONG if title else DIM)
    about, marks = about_article(index.reading.article)
    return Group(Rule(characters="━", style=DIM), Flush(shown), facts(about), facts(marks))


def _headline_facts(index: Index) -> RenderableType:
    return Group(Text(), facts(counted(index), style=STRONG))


def _warnings(index: Index, shown: Collection[str]) -> Lines:
    lines: Lines = []
    doubt = doubt_of(index.reading.article.published)
    if doubt:
        line = Text(doubt[0])
        for n, reason in enumerate(doubt[1:]):
            line.append(f"{';' if n else ''} {reason}", style=DIM)
        lines.append(Hanging("!", line, ALARM))
    for kind, found, words in damaged(index):
        line = Text.assemble((kind, STRONG), f" ({found}): ", "; ".join(words))
        lines.append(Hanging("!", line, ALARM))
    return lines


def _numbers(index: Index, shown: Collection[str]) -> Lines:
    found = [(amount(q), q) for q in index.reading.quantities]
    width = max((len(numbers) for numbers, _ in found), default=0) + 1
    lines: Lines = []
    for numbers, quantity in found:
        line = Text(f"{safe(quantity.what)}  {quoted(index.words((quantity.span,)))}")
        line.append(f"  according to {counted_by(index, quantity)}")
        lines.append(Hanging(numbers, line, STRONG, width=width))
    return lines


def _when_and_where(index: Index, shown: Collection[str]) -> Lines:
    lines: Lines = []
    if "times" in shown and index.reading.times:
        lines.append(Hanging("when", facts(times_of(index)), width=5))
    if "places" in shown and index.reading.places:
        lines.append(Hanging("where", facts(places_of(index))))
    return lines


def _actors(index: Index, shown: Collection[str]) -> Lines:
    lines: Lines = []
    for actor in index.reading.actors:
        line = Text.assemble((actor_phrase(actor), STRONG), f"  {safe(actor.kind)}")
        if actor.sectors:
            line.append(f"  {', '.join(map(safe, actor.sectors))}")
        line.append(f"  country {UNKNOWN}" if actor.country is None else "", style=DIM)
        roles = "; ".join(dict.fromkeys(role_phrase(role) for role in actor.roles))
        line.append(f"  {roles}" if roles else "")
        line.append(f"  {plural(len(actor.mentions), 'mention')}", style=DIM)
        lines.append(Hanging("·", line))
    return lines


_SECTIONS: tuple[tuple[str, set[str], Callable[[Index, Collection[str]], Lines]], ...] = (
    (HEADINGS["damage"], {"damage"}, _warnings),
    (HEADINGS["attributions"], {"attributions"}, statements),
    (HEADINGS["events"], {"events"}, events),
    (HEADINGS["quantities"], {"quantities"}, _numbers),
    (HEADINGS["places"], {"times", "places"}, _when_and_where),
    (HEADINGS["actors"], {"actors"}, _actors),
)
"""Heading, parts of the record it stands for, and what makes its lines."""
