"""One way to ask what a text is coded as, for all tests of the events room."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sayso.reader import read
from sayso.records import article_of

Told = dict[str, Any]


def told(text: str) -> list[Told]:
    """The events of a text with names and words in place of ids and spans."""
    reading = read(article_of(text))
    actors = {a.id: a.name for a in reading.actors}
    times = {t.id: t.span for t in reading.times}
    places = {p.id: p.span for p in reading.places}
    counts = {q.id: q.span for q in reading.quantities}

    def words(spans: Any) -> list[str]:
        return [text[start:end] for start, end in spans]

    return [
        {
            "type": e.type,
            "modes": e.modes,
            "status": e.status,
            "actors": [actors[i] for i in e.actors],
            "recipients": [actors[i] for i in e.recipients],
            "trigger": words(e.trigger),
            "evidence": words(e.evidence),
            "time": text[slice(*times[e.time])] if e.time else None,
            "place": text[slice(*places[e.place])] if e.place else None,
            "quantities": words(counts[q] for q in e.quantities),
            "said_by": len(e.said_by),
        }
        for e in reading.events
    ]


@pytest.fixture(scope="session")
def events_of() -> Callable[[str], list[Told]]:
    return told
