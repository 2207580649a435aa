"""The things of our record that a format may or may not hold, each with a test for one record.

Every format says of every thing of its kind of record whether it holds it or what becomes of it, so that
nothing is lost without a word."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sayso.case import EventRecord
from sayso.exports._records import Item, Said


@dataclass(frozen=True, slots=True)
class Thing:
    """``has`` tells whether a record has it; ``stories`` that only happenings tell."""

    words: str
    has: Callable[[Any], bool]
    stories: bool = False


def _event(words: str, has: Callable[[EventRecord], bool]) -> Thing:
    def of(item: Item) -> bool:
        return has(item.event)

    return Thing(words, of)


def _said(words: str, has: Callable[[Any], bool]) -> Thing:
    def of(said: Said) -> bool:
        return has(said.statement)

    return Thing(words, of)


def _interval(event: EventRecord) -> bool:
    return event.when is not None and event.when.earliest != event.when.latest


def _undated(event: EventRecord) -> bool:
    return event.when is None or (event.when.earliest is None and event.when.latest is None)


def _joined(event: EventRecord) -> bool:
    return any(party.entity != party.id for party in (*event.actors, *event.recipients))


EVENT: Mapping[str, Thing] = {
    "type": _event("PLOVER type", lambda e: True),
    "modes": _event("PLOVER modes", lambda e: bool(e.modes)),
    "contexts": _event("PLOVER contexts", lambda e: bool(e.contexts)),
    "cameo": _event("CAMEO code", lambda e: e.cameo is not None),
    "status": _event("status other than happened", lambda e: e.status != "happened"),
    "chain": _event("chain of say-so", lambda e: bool(e.said_by)),
    "actors": _event("several actors", lambda e: len(e.actors) > 1),
    "recipient": _event("recipient", lambda e: bool(e.recipients)),
    "recipients": _event("several recipients", lambda e: len(e.recipients) > 1),
    "unnamed": _event("no actor", lambda e: not e.actors),
    "countries": _event("countries of parties", lambda e: any(p.country for p in (*e.actors, *e.recipients))),
    "sectors": _event("sectors of parties", lambda e: any(p.sectors for p in (*e.actors, *e.recipients))),
    "more_sectors": _event(
        "several sectors of one party", lambda e: any(len(p.sectors) > 1 for p in (*e.actors, *e.recipients))
    ),
    "entities": _event("actors joined over articles", _joined),
    "days": _event("days known as an interval only", _interval),
    "undated": _event("no day in the text", _undated),
    "place": _event("place", lambda e: e.where is not None),
    "counts": _event("counts", lambda e: bool(e.counts)),
    "ranges": _event("counts that are ranges", lambda e: any(c.low != c.high for c in e.counts)),
    "counted_by": _event("who gives a count", lambda e: any(c.said_by for c in e.counts)),
    "basis": _event(
        "basis of day, place or country",
        lambda e: (
            e.when is not None or e.where is not None or any(p.country for p in (*e.actors, *e.recipients))
        ),
    ),
    "words": _event("words of the passage", lambda e: bool(e.words)),
    "spans": _event("where the words stand in the article", lambda e: bool(e.evidence_spans)),
    "confidence": _event("confidence", lambda e: True),
    "article": _event("article and outlet", lambda e: True),
    "run": _event("version that read it", lambda e: True),
    "corrections": _event("corrections by people", lambda e: bool(e.corrections)),
    "origins": Thing(
        "independent origins",
        lambda item: item.happening is not None and len(item.happening.origins) > 1,
        stories=True,
    ),
    "disputes": Thing(
        "disputes between origins",
        lambda item: item.happening is not None and bool(item.happening.disputes),
        stories=True,
    ),
}
"""Things of an event."""

STATEMENT: Mapping[str, Thing] = {
    "chain": _said("chain of say-so", lambda s: len(s.chain) > 1),
    "kind": _said("kind and stance", lambda s: True),
    "polarity": _said("denied or doubted by its speaker", lambda s: s.polarity == "negative"),
    "unnamed": _said("no speaker", lambda s: s.speaker is None),
    "speakers": _said("several speakers", lambda s: bool(s.co_speakers)),
    "addressee": _said("addressee", lambda s: s.addressee is not None),
    "about": _said("actors named in it", lambda s: bool(s.about)),
    "cue": _said("words of source and cue", lambda s: bool(s.cue or s.source)),
    "spans": _said("where the words stand in the article", lambda s: bool(s.content_spans)),
    "days": _said("days of publication known as an interval only", lambda s: _open(s.reported)),
    "confidence": _said("confidence", lambda s: True),
    "run": _said("version that read it", lambda s: True),
    "corrections": _said("corrections by people", lambda s: bool(s.corrections)),
}
"""Things of a statement."""


def _open(days: Any) -> bool:
    return bool(days.earliest != days.latest)


def things_of(of: str) -> Mapping[str, Thing]:
    """The things of one kind of record."""
    return STATEMENT if of == "statements" else EVENT
