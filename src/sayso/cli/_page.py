"""The page: one Reading for people, in a terminal.

In: a Reading.  Out: a Rich renderable. It is made of ``Text`` only, never of markup, so that no word of an
article can style, link or steer anything; all of it passes through ``safe``. Status, kind and doubt are said
in words or letters, never by colour alone. Nothing is cut short.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable

from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.text import Text

from sayso.cli._events import events
from sayso.cli._safe import quoted, safe
from sayso.cli._statements import statements
from sayso.cli._style import ALARM, DIM, HEAD, STRONG, Flush, Hanging, Lines, facts, plural
from sayso.cli._words import (
    UNKNOWN,
    Index,
    actor_phrase,
    amount,
    meaning,
    place_phrase,
    published,
)
from sayso.records import PARTS, Damage, Place, Published, Reading, Role

_DAMAGE = {
    "residue": "left over from the web page",
    "entity": "escaped characters",
    "mojibake": "broken characters",
    "untranslated": "left untranslated",
    "torn_sentence": "torn sentence",
    "doubled_word": "doubled words",
    "misplaced_quote": "quotation mark on the wrong side",
    "odd_word": "word that makes no sense in its place",
}


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
    article = index.reading.article
    title = Text(
        safe(article.title) if article.title else "title unknown", style=STRONG if article.title else DIM
    )
    about = [
        safe(article.outlet) if article.outlet else "outlet unknown",
        f"by {safe(article.byline)}" if article.byline else "byline unknown",
        published(article.published),
        f"language {safe(article.language)}",
    ]
    marks = [plural(len(article.text.split()), "word"), f"id {safe(article.given_id or article.id)}"]
    marks += [safe(article.url)] if article.url else []
    return Group(Rule(characters="━", style=DIM), Flush(title), facts(about), facts(marks))


def _headline_facts(index: Index) -> RenderableType:
    reading = index.reading
    speakers = {index.speaker(a) for a in reading.attributions} - {UNKNOWN}
    statuses = Counter(str(event.status) for event in reading.events)
    counted = ", ".join(f"{statuses[s]} {s}" for s in _STATUS_ORDER if statuses[s])
    said = plural(len(reading.attributions), "statement")
    items = [
        said + (f" by {plural(len(speakers), 'speaker')}" if speakers else ""),
        plural(len(reading.events), "event") + (f" ({counted})" if counted else ""),
        plural(len(reading.quantities), "number"),
    ]
    return Group(Text(), facts(items, style=STRONG))


_STATUS_ORDER = ("happened", "ongoing", "planned", "hypothetical", "cancelled", "denied")


def _doubt(when: Published) -> str:
    """What is not known of the day of publication."""
    if when.earliest is None:
        return "No date of publication is known: “Sunday” and the like cannot be given a day."
    if when.basis == "inferred":
        return "The date is inferred from the text itself:"
    return published(when)


def _warnings(index: Index, shown: Collection[str]) -> Lines:
    lines: Lines = []
    when = index.reading.article.published
    if when.best is None or when.basis == "inferred":
        line = Text(_doubt(when))
        for n, reason in enumerate(when.reasons):
            line.append(f"{';' if n else ''} {safe(reason)}", style=DIM)
        lines.append(Hanging("!", line, ALARM))
    groups: dict[str, list[Damage]] = {}
    for mark in index.reading.damage:
        groups.setdefault(mark.kind, []).append(mark)
    for kind, marks in groups.items():
        line = Text.assemble((_DAMAGE.get(kind, safe(kind)), STRONG), f" ({len(marks)}): ")
        said = Counter(_mark(index, mark) for mark in marks)
        line.append("; ".join(words + (f" ×{n}" if n > 1 else "") for words, n in said.items()))
        lines.append(Hanging("!", line, ALARM))
    return lines


def _mark(index: Index, mark: Damage) -> str:
    words = quoted(index.words((mark.span,)))
    return f"{words} (perhaps {quoted(safe(mark.suggestion))})" if mark.suggestion else words


def _numbers(index: Index, shown: Collection[str]) -> Lines:
    found = [(amount(q), q) for q in index.reading.quantities]
    width = max((len(numbers) for numbers, _ in found), default=0) + 1
    lines: Lines = []
    for numbers, quantity in found:
        line = Text(f"{safe(quantity.what)}  {quoted(index.words((quantity.span,)))}")
        said_by = index.chain_of(quantity.estimated_by) if quantity.estimated_by else ""
        line.append(f"  according to {said_by}" if said_by else "  according to the article itself")
        lines.append(Hanging(numbers, line, STRONG, width=width))
    return lines


def _when_and_where(index: Index, shown: Collection[str]) -> Lines:
    lines: Lines = []
    if "times" in shown and index.reading.times:
        times = (f"{quoted(index.words((time.span,)))} {meaning(time)}" for time in index.reading.times)
        lines.append(Hanging("when", facts(_counted(times)), width=5))
    if "places" in shown and index.reading.places:
        groups: dict[str, list[Place]] = {}
        for place in index.reading.places:
            groups.setdefault(place_phrase(place), []).append(place)
        lines.append(Hanging("where", facts(_place(name, found, index) for name, found in groups.items())))
    return lines


def _place(name: str, found: list[Place], index: Index) -> str:
    """One place, how often it is named in which use, and the words that differ from its name."""
    uses = ", ".join(f"{n} {use}" for use, n in Counter(safe(place.use) for place in found).items())
    words = dict.fromkeys(index.words((place.span,)) for place in found)
    called = "".join(f", {quoted(said)}" for said in words if not name.startswith(said))
    return f"{name} ({uses}{called})"


def _counted(items: Iterable[str]) -> list[str]:
    return [item + (f" ×{n}" if n > 1 else "") for item, n in Counter(items).items()]


def _actors(index: Index, shown: Collection[str]) -> Lines:
    lines: Lines = []
    for actor in index.reading.actors:
        line = Text.assemble((actor_phrase(actor), STRONG), f"  {safe(actor.kind)}")
        if actor.sectors:
            line.append(f"  {', '.join(map(safe, actor.sectors))}")
        line.append(f"  country {UNKNOWN}" if actor.country is None else "", style=DIM)
        roles = "; ".join(dict.fromkeys(_role(role) for role in actor.roles))
        line.append(f"  {roles}" if roles else "")
        line.append(f"  {plural(len(actor.mentions), 'mention')}", style=DIM)
        lines.append(Hanging("·", line))
    return lines


def _role(role: Role) -> str:
    since = f" since {safe(role.since)}" if role.since else ""
    return safe(role.title) + since + (f" until {safe(role.until)}" if role.until else "")


_SECTIONS: tuple[tuple[str, set[str], Callable[[Index, Collection[str]], Lines]], ...] = (
    ("Read with care", {"damage"}, _warnings),
    ("Who said what", {"attributions"}, statements),
    ("What happened", {"events"}, events),
    ("The numbers", {"quantities"}, _numbers),
    ("When and where", {"times", "places"}, _when_and_where),
    ("Who is in it", {"actors"}, _actors),
)
"""Heading, parts of the record it stands for, and what makes its lines."""
