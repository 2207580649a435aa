"""Addresses of words: the reader at a span of an article."""

from __future__ import annotations

from urllib.parse import urlencode

from sayso.case import EventRecord, StatementRecord

LONGEST = 200
"""Characters of the quotation in an address."""


def at_span(article: str, start: int, end: int, lane: str = "", words: str = "") -> str:
    """The reader at a span (code points). ``words`` are those of the span, by which it is found again where
    the text has moved; they may be cut. Without a ``lane`` it is the words that are looked for, and no
    record."""
    quoted = words[:LONGEST]
    pairs = {"s": f"{start}-{min(end, start + len(quoted)) if quoted else end}", "k": lane, "q": quoted}
    address = f"/a/{article}?{urlencode({name: value for name, value in pairs.items() if value})}"
    return address if lane else f"{address}#found"


def at_event(event: EventRecord) -> str:
    """The reader at the words that stand for an event."""
    spans = event.trigger_spans or event.evidence_spans
    if not spans:
        return f"/a/{event.article}"
    return at_span(event.article, *spans[0], "event", event.trigger if len(event.trigger_spans) == 1 else "")


def at_statement(record: StatementRecord) -> str:
    """The reader at what is said, or at the words for the saying where there are none for that."""
    spans, words = (
        (record.content_spans, record.words) if record.content_spans else (record.cue_spans, record.cue)
    )
    if not spans:
        return f"/a/{record.article}"
    start, end = spans[0]
    return at_span(
        record.article, start, end, "statement" if record.content_spans else "speaker", words[: end - start]
    )
