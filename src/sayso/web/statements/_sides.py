"""What is put side by side: each thing that an address names, as one side of a comparison or several."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import msgspec

from sayso.case import Count, EventRecord, Ledger, StatementRecord
from sayso.errors import CaseError, UsageError
from sayso.records import Spans
from sayso.stories import Claim, Happening, Saying, short
from sayso.web._desk import Desk
from sayso.web.statements._rows import counts_in, statements_of

_SENTENCE = 700
"""Characters of a passage that a side shows."""


class Side(NamedTuple):
    """One side: what the address has for it, the record whose words are shown, who says so, and the events in
    it with the numbers that it gives."""

    asked: str
    record: StatementRecord | EventRecord
    speaker: str
    events: tuple[EventRecord, ...]
    number: str = ""  # the words of the number that is claimed


def sides_of(desk: Desk, id: str) -> Iterator[Side]:
    """The sides that an id stands for. Raises ``CaseError`` SAY407, ``UsageError`` SAY321."""
    ledger = Ledger(desk.case)
    if id[:2] in ("w_", "h_"):
        found = desk.stories.find(id)
        if isinstance(found, Happening):
            yield from _claimed(ledger, found, id)
            return
        assert isinstance(found, Saying), "ids that begin with w_ are of sayings"
        statement = found.versions[0].records[0]
    elif id[:2] in ("s_", "e_"):
        statement = id
    else:
        raise UsageError("SAY321", id[:40], "what can be compared begins with s_, w_, e_ or h_")
    if id.startswith("e_"):
        event = ledger.events([id]).get(id)
        if event is None:
            raise CaseError("SAY407", id[:40])
        yield Side(id, event, (event.said_by or (event.outlet or "the article itself",))[-1], (event,))
        return
    record = ledger.statements([statement]).get(statement)
    if record is None:
        raise CaseError("SAY407", id[:40])
    events = tuple(
        msgspec.structs.replace(event, counts=counts_in(event, record.id))
        for event in ledger.events_in([record.article])
        if record.id in statements_of(event)
    )
    speaker = (record.speaker.known_as or record.speaker.name) if record.speaker else record.source
    yield Side(id, record, speaker or "not named", events)


def _claimed(ledger: Ledger, happening: Happening, asked: str) -> Iterator[Side]:
    """What is claimed of a happening: of each dispute, different values first."""
    claims = [claim for dispute in happening.disputes for claim in dispute.claims]
    if not claims:
        raise UsageError("SAY321", asked[:40], "nobody contradicts anybody about this event")
    seen: set[tuple[str, str]] = set()
    again: list[Claim] = []
    ordered: list[Claim] = []
    for claim in claims:
        (again if (claim.about, claim.value) in seen else ordered).append(claim)
        seen.add((claim.about, claim.value))
    events = ledger.events(claim.reports[0] for claim in claims)
    counts = {(claim.reports[0], claim.origin): _given(events, claim) for claim in claims}
    said = ledger.statements(count.statements[-1] for count in counts.values() if count and count.statements)
    used: set[tuple[str, str]] = set()
    for claim in ordered + again:
        key = (claim.reports[0], claim.origin)  # one article may give what two origins say
        event, count = events.get(claim.reports[0]), counts[key]
        if event is None or key in used:
            continue
        used.add(key)
        statement = said.get(count.statements[-1]) if count and count.statements else None
        own = tuple(c for c in event.counts if count is None or c.what != count.what or c == count)
        told = (msgspec.structs.replace(event, counts=own),)
        yield Side(asked, statement or event, claim.origin, told, count.words if count else "")


def _given(events: Mapping[str, EventRecord], claim: Claim) -> Count | None:
    """The number of an event that is a claim; None where it is no number."""
    event = events.get(claim.reports[0])
    what = claim.about.removesuffix(" expected")
    found = [c for c in event.counts if c.what == what] if event else []
    return next((c for c in found if (c.low, c.high) == (claim.low, claim.high)), None)


def sentence_of(side: Side, text: str) -> str:
    """The passage of a record from its first to its last word, with who says so, and with the number that is
    claimed where that stands close by."""
    record = side.record
    spans: Spans
    if isinstance(record, StatementRecord):
        spans = (*record.source_spans, *record.cue_spans, *record.content_spans)
    else:
        spans = (*record.evidence_spans, *record.trigger_spans)
    if not spans:
        return short(record.words, _SENTENCE)
    start, end = min(start for start, _ in spans), max(end for _, end in spans)
    if side.number and side.number not in text[start:end]:
        at = text.find(side.number, end, end + _SENTENCE // 2)
        before = text.rfind(side.number, max(0, start - _SENTENCE // 2), start)
        if at >= 0:
            end = at + len(side.number)
        elif before >= 0:
            start = before
    return short(text[start:end], _SENTENCE)
