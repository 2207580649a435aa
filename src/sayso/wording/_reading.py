"""What a Reading says, part by part, in words: the same ones on the page and in a notebook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from sayso.records import (
    Article,
    Attribution,
    Damage,
    Event,
    Place,
    Published,
    Quantity,
    Role,
)
from sayso.wording._safe import quoted, safe
from sayso.wording._words import (
    UNKNOWN,
    Index,
    actor_phrase,
    country_name,
    place_phrase,
    published,
    same_name,
    span_of_numbers,
    time_phrase,
)

HEADINGS = {
    "damage": "Read with care",
    "attributions": "Who said what",
    "events": "What happened",
    "quantities": "The numbers",
    "times": "When and where",
    "places": "When and where",
    "actors": "Who is in it",
}
"""What each part of a Reading is called."""

STATUS_WORDS = {
    "happened": ("● happened", ""),
    "ongoing": ("◐ ongoing", ""),
    "planned": ("○ planned", "has not happened"),
    "hypothetical": ("◌ hypothetical", "only supposed"),
    "cancelled": ("✗ cancelled", "did not happen"),
    "denied": ("✗ denied", "said not to have happened"),
}
"""The mark of each status and what to add where it did not happen; they are counted in this order."""

DOUBTFUL = 0.5
"""Confidence below which a record is marked as doubtful."""

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


def plural(n: int, noun: str) -> str:
    """``1 event``, ``2 events``, ``no events``."""
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s" if n else f"no {noun}s"


def about_article(article: Article) -> tuple[list[str], list[str]]:
    """Who published it when, as far as known; and how long it is and what it is called by."""
    about = [
        safe(article.outlet) if article.outlet else "outlet unknown",
        f"by {safe(article.byline)}" if article.byline else "byline unknown",
        published(article.published),
        f"language {safe(article.language)}",
    ]
    marks = [plural(len(article.text.split()), "word"), f"id {safe(article.given_id or article.id)}"]
    return about, marks + ([safe(article.url)] if article.url else [])


def counted(index: Index) -> list[str]:
    """How many statements, events and numbers there are."""
    reading = index.reading
    speakers = {index.speaker(a) for a in reading.attributions} - {UNKNOWN}
    statuses = Counter(str(event.status) for event in reading.events)
    by_status = ", ".join(f"{statuses[s]} {s}" for s in STATUS_WORDS if statuses[s])
    said = plural(len(reading.attributions), "statement")
    return [
        said + (f" by {plural(len(speakers), 'speaker')}" if speakers else ""),
        plural(len(reading.events), "event") + (f" ({by_status})" if by_status else ""),
        plural(len(reading.quantities), "number"),
    ]


def doubt_of(when: Published) -> list[str]:
    """What is not known of the day of publication, and then the reasons; nothing where it is known."""
    if when.best is not None and when.basis != "inferred":
        return []
    if when.earliest is None:
        doubt = "No date of publication is known: “Sunday” and the like cannot be given a day."
    elif when.basis == "inferred":
        doubt = "The date is inferred from the text itself:"
    else:
        doubt = published(when)
    return [doubt, *map(safe, when.reasons)]


def damage_words(kind: str) -> str:
    """What a kind of damage is."""
    return _DAMAGE.get(kind, safe(kind))


def damaged(index: Index) -> Iterator[tuple[str, int, list[str]]]:
    """Each kind of damage, how often there is such, and the words, each once."""
    groups: dict[str, list[Damage]] = {}
    for mark in index.reading.damage:
        groups.setdefault(mark.kind, []).append(mark)
    for kind, marks in groups.items():
        yield damage_words(kind), len(marks), counted_once(_mark(index, mark) for mark in marks)


def _mark(index: Index, mark: Damage) -> str:
    words = quoted(index.words((mark.span,)))
    return f"{words} (perhaps {quoted(safe(mark.suggestion))})" if mark.suggestion else words


def counted_once(items: Iterable[str]) -> list[str]:
    """Each item once, with how often it is there: ``Friday ×2``."""
    return [item + (f" ×{n}" if n > 1 else "") for item, n in Counter(items).items()]


def counted_by(index: Index, quantity: Quantity) -> str:
    """Who gives a number: the chain of sources, or the article itself."""
    said_by = index.chain_of(quantity.estimated_by) if quantity.estimated_by else ""
    return said_by or "the article itself"


def times_of(index: Index) -> list[str]:
    """The times of a Reading with what they mean, each once."""
    return counted_once(time_phrase(time, index) for time in index.reading.times)


def places_of(index: Index) -> list[str]:
    """The places of a Reading, each once, with how often it is named in which use."""
    groups: dict[str, list[Place]] = {}
    for place in index.reading.places:
        groups.setdefault(place_phrase(place), []).append(place)
    return [_place(name, found, index) for name, found in groups.items()]


def _place(name: str, found: list[Place], index: Index) -> str:
    """One place, how often it is named in which use, and the words that differ from its name."""
    uses = ", ".join(f"{n} {use}" for use, n in Counter(safe(place.use) for place in found).items())
    words = dict.fromkeys(index.words((place.span,)) for place in found)
    called = "".join(f", {quoted(said)}" for said in words if not name.startswith(said))
    return f"{name} ({uses}{called})"


def role_phrase(role: Role) -> str:
    """A role with its years."""
    since = f" since {safe(role.since)}" if role.since else ""
    return safe(role.title) + since + (f" until {safe(role.until)}" if role.until else "")


def names_of(index: Index, ids: tuple[str, ...]) -> str:
    """Actors by their ids, with their countries."""
    return (
        ", ".join(actor_phrase(index.actors[name]) for name in ids if name in index.actors) or "actor unknown"
    )


def circumstances(index: Index, event: Event) -> list[str]:
    """When, where and how many."""
    time, place = index.times.get(event.time or ""), index.places.get(event.place or "")
    items = [
        f"when: {time_phrase(time, index) if time else UNKNOWN}",
        f"where: {place_phrase(place) if place else UNKNOWN}",
    ]
    for name in event.quantities:
        quantity = index.quantities.get(name)
        if quantity is not None:
            items.append(f"how many: {span_of_numbers(quantity.low, quantity.high)} ({safe(quantity.what)})")
    return items


def in_order(found: tuple[Attribution, ...]) -> Iterator[tuple[int, Attribution]]:
    """Depth and attribution, each before those within it; siblings in the order of the text."""
    children: dict[str | None, list[Attribution]] = {}
    for attribution in found:
        children.setdefault(attribution.within, []).append(attribution)
    stack = [(0, attribution) for attribution in sorted(children.get(None, ()), key=_start, reverse=True)]
    while stack:
        depth, attribution = stack.pop()
        yield depth, attribution
        nested = sorted(children.get(attribution.id, ()), key=_start, reverse=True)
        stack += [(depth + 1, child) for child in nested]


def _start(attribution: Attribution) -> tuple[int, int]:
    spans = attribution.content + attribution.cue + attribution.source
    return (min((start for start, _ in spans), default=0), -max((end for _, end in spans), default=0))


def says_as_much(cue: str, stance: str) -> bool:
    """Whether the words of the cue are a form of the stance's own verb, so that naming it adds nothing."""
    stem = stance[:3] if len(stance) < 6 else stance[:4]
    words = cue.casefold().split()
    return any(word.startswith(stem) or (stance == "says" and word == "said") for word in words)


def about_speaker(index: Index, attribution: Attribution) -> list[str]:
    """The speaker's first role and country, where the record has them and the name does not say them."""
    actor = index.actors.get(attribution.speaker or "")
    if actor is None:
        return []
    about = [
        safe(role.title) for role in actor.roles[:1] if not same_name(safe(role.title), safe(actor.name))
    ]
    if actor.country is not None and not same_name(country_name(actor.country), safe(actor.name)):
        about.append(country_name(actor.country))
    return about
