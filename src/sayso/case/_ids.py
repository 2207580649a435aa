"""Ids of the records of a case: derived from the article and the words, so that they stay when it is read
again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from sayso.records import Reading, Spans

PREFIX = {
    "actors": "p",
    "attributions": "s",
    "events": "e",
    "times": "t",
    "places": "l",
    "quantities": "q",
}
"""First letter of the ids of each part of a Reading; articles have ``a``, inputs ``i``, corrections ``c``."""


def digest(letter: str, *parts: str) -> str:
    """``letter_`` and 16 hexadecimal digits of the parts."""
    key = "\x1f".join(parts).encode("utf-8", errors="surrogatepass")
    return f"{letter}_{hashlib.sha256(key).hexdigest()[:16]}"


def input_id(source: str, sha256: str) -> str:
    """The id of an input: of where it was found and of its bytes."""
    return digest("i", source, sha256)


def ids_of(reading: Reading) -> dict[str, dict[str, str]]:
    """For each part, the local id of each record -> its id in the case.

    It is made of the article's id and of the spans that mark the record: the trigger of an event, the cue
    (else source, else content) of a statement, the first mention of an actor. Of records with the same
    marks each later one is counted."""
    article = reading.article.id
    return {
        "actors": _part(article, "actors", ((a.id, a.mentions[:1]) for a in reading.actors)),
        "attributions": _part(
            article, "attributions", ((a.id, a.cue or a.source or a.content) for a in reading.attributions)
        ),
        "events": _part(article, "events", ((e.id, e.trigger or e.evidence) for e in reading.events)),
        "times": _part(article, "times", ((t.id, (t.span,)) for t in reading.times)),
        "places": _part(article, "places", ((p.id, (p.span,)) for p in reading.places)),
        "quantities": _part(article, "quantities", ((q.id, (q.span,)) for q in reading.quantities)),
    }


def _part(article: str, part: str, marked: Iterable[tuple[str, Spans]]) -> dict[str, str]:
    return dict(_numbered(article, part, marked))


def _numbered(article: str, part: str, marked: Iterable[tuple[str, Spans]]) -> Iterator[tuple[str, str]]:
    seen: dict[Spans, int] = {}
    for local, spans in marked:
        spans = tuple(spans)
        again = seen[spans] = seen.get(spans, -1) + 1
        yield local, digest(PREFIX[part], article, part, repr(spans), str(again))
