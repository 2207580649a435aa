"""The things of our record that a format may or may not hold, each with a test for one record.

Every format says of every thing of its kind of record whether it holds it or what becomes of it, so that
nothing is lost without a word."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sayso.case import EventRecord


@dataclass(frozen=True, slots=True)
class Thing:
    """``has`` tells whether an event or statement has it; with ``stories`` it asks the happening."""

    words: str
    has: Callable[[Any], bool]
    stories: bool = False


def _interval(event: EventRecord) -> bool:
    return event.when is not None and event.when.earliest != event.when.latest


def _undated(event: EventRecord) -> bool:
    return event.when is None or (event.when.earliest is None and event.when.latest is None)


def _joined(event: EventRecord) -> bool:
    return any(party.entity != party.id for party in (*event.actors, *event.recipients))


EVENT: Mapping[str, Thing] = {
    "type": Thing("PLOVER type", lambda e: True),
    "modes": Thing("PLOVER modes", lambda e: bool(e.modes)),
    "contexts": Thing("PLOVER contexts", lambda e: bool(e.contexts)),
    "cameo": Thing("CAMEO code", lambda e: e.cameo is not None),
    "status": Thing("status other than happened", lambda e: e.status != "happened"),
    "chain": Thing("chain of say-so", lambda e: bool(e.said_by)),
    "actors": Thing("several actors", lambda e: len(e.actors) > 1),
    "recipient": Thing("recipient", lambda e: bool(e.recipients)),
    "recipients": Thing("several recipients", lambda e: len(e.recipients) > 1),
    "unnamed": Thing("no actor", lambda e: not e.actors),
    "countries": Thing("countries of parties", lambda e: any(p.country for p in (*e.actors, *e.recipients))),
    "sectors": Thing("sectors of parties", lambda e: any(p.sectors for p in (*e.actors, *e.recipients))),
    "more_sectors": Thing(
        "several sectors of one party", lambda e: any(len(p.sectors) > 1 for p in (*e.actors, *e.recipients))
    ),
    "entities": Thing("actors joined over articles", _joined),
    "days": Thing("days known as an interval only", _interval),
    "undated": Thing("no day in the text", _undated),
    "place": Thing("place", lambda e: e.where is not None),
    "counts": Thing("counts", lambda e: bool(e.counts)),
    "ranges": Thing("counts that are ranges", lambda e: any(c.low != c.high for c in e.counts)),
    "counted_by": Thing("who gives a count", lambda e: any(c.said_by for c in e.counts)),
    "basis": Thing(
        "basis of day, place or country",
        lambda e: (
            e.when is not None or e.where is not None or any(p.country for p in (*e.actors, *e.recipients))
        ),
    ),
    "words": Thing("words of the passage", lambda e: bool(e.words)),
    "spans": Thing("where the words stand in the article", lambda e: bool(e.evidence_spans)),
    "confidence": Thing("confidence", lambda e: True),
    "article": Thing("article and outlet", lambda e: True),
    "run": Thing("version that read it", lambda e: True),
    "corrections": Thing("corrections by people", lambda e: bool(e.corrections)),
    "origins": Thing(
        "independent origins",
        lambda happening: len(happening.origins) > 1,
        stories=True,
    ),
    "disputes": Thing(
        "disputes between origins",
        lambda happening: bool(happening.disputes),
        stories=True,
    ),
}
"""Things of an event."""

STATEMENT: Mapping[str, Thing] = {
    "chain": Thing("chain of say-so", lambda s: len(s.chain) > 1),
    "kind": Thing("kind and stance", lambda s: True),
    "polarity": Thing("denied or doubted by its speaker", lambda s: s.polarity == "negative"),
    "unnamed": Thing("no speaker", lambda s: s.speaker is None),
    "speakers": Thing("several speakers", lambda s: bool(s.co_speakers)),
    "addressee": Thing("addressee", lambda s: s.addressee is not None),
    "about": Thing("actors named in it", lambda s: bool(s.about)),
    "cue": Thing("words of source and cue", lambda s: bool(s.cue or s.source)),
    "spans": Thing("where the words stand in the article", lambda s: bool(s.content_spans)),
    "days": Thing("days of publication known as an interval only", lambda s: _open(s.reported)),
    "confidence": Thing("confidence", lambda s: True),
    "run": Thing("version that read it", lambda s: True),
    "corrections": Thing("corrections by people", lambda s: bool(s.corrections)),
}
"""Things of a statement."""


def _open(days: Any) -> bool:
    return bool(days.earliest != days.latest)


def things_of(of: str) -> Mapping[str, Thing]:
    """The things of one kind of record."""
    return STATEMENT if of == "statements" else EVENT
