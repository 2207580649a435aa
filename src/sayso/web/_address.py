"""Addresses of words: the reader at a span of an article."""

from __future__ import annotations

from urllib.parse import urlencode

from sayso.case import EventRecord

LONGEST = 200
"""Characters of the quotation in an address."""


def at_span(article: str, start: int, end: int, lane: str, words: str = "") -> str:
    """The reader at a span (code points). ``words`` are those of the span, by which it is found again where
    the text has moved; they may be cut."""
    quoted = words[:LONGEST]
    pairs = {"s": f"{start}-{min(end, start + len(quoted)) if quoted else end}", "k": lane}
    return f"/a/{article}?{urlencode(pairs | ({'q': quoted} if quoted else {}))}"


def at_event(event: EventRecord) -> str:
    """The reader at the words that stand for an event."""
    spans = event.trigger_spans or event.evidence_spans
    if not spans:
        return f"/a/{event.article}"
    return at_span(event.article, *spans[0], "event", event.trigger if len(event.trigger_spans) == 1 else "")
