"""Links to the words of a record in the reader."""

from __future__ import annotations

from urllib.parse import urlencode

from sayso.case import EventRecord, StatementRecord
from sayso.records import Spans

_QUOTED = 120
"""Characters of the words that a link gives, by which they are found again where the text has moved."""


def in_reader(article: str, spans: Spans = (), lane: str = "", words: str = "", run: str = "") -> str:
    """The address of the reader at the first of some spans; ``words`` begin with those of that span."""
    if not spans:
        return f"/a/{article}"
    start, end = spans[0]
    fields = {"s": f"{start}-{end}", "k": lane, "q": words[: min(end - start, _QUOTED)], "run": run}
    address = f"/a/{article}?{urlencode({name: value for name, value in fields.items() if value})}"
    return address if lane else f"{address}#found"


def of_statement(record: StatementRecord) -> str:
    """The address of what is said, or of the saying where there are no words for that."""
    if record.content_spans:
        return in_reader(record.article, record.content_spans, "statement", record.words, record.run)
    return in_reader(record.article, record.cue_spans, "speaker", record.cue, record.run)


def of_event(record: EventRecord) -> str:
    """The address of the words that stand for an event."""
    if record.trigger_spans:
        return in_reader(record.article, record.trigger_spans, "event", record.trigger, record.run)
    return in_reader(record.article, record.evidence_spans, "event", record.words, record.run)
