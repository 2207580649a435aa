"""Statements and disputed values side by side: fields with their values aligned, the sentences under each
with the words that only it has, and when each was said."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import msgspec

from sayso.case import Count, Days, EventRecord, Ledger, Shelf, StatementRecord
from sayso.errors import CaseError, UsageError
from sayso.records import Spans
from sayso.stories import Claim, Happening, Saying, short
from sayso.web._desk import Desk
from sayso.web._words import of_event, of_statement
from sayso.web.statements._rows import counts_in, statements_of
from sayso.wording import country_name, span_of_numbers

MOST = 4
"""Columns of a comparison."""
_SENTENCE = 700
"""Characters of a passage that a column shows."""
_WORD = re.compile(r"\w+(?:[.,'’-]\w+)*")
_SMALL = frozenset(
    "a an and are as at be been by for from had has have he her his in is it its of on or she that the their "
    "they this to was were which who will with would".split()
)
"""Words that make no difference."""


class Piece(msgspec.Struct, frozen=True):
    """Words of a sentence; ``only`` where no other column has them."""

    words: str
    only: bool = False


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """One side of a comparison. ``letter`` names it, ``id`` is that of its record, ``asked`` what the address
    has for it. ``at`` is where its day stands on the line of days, 0 to 100."""

    letter: str
    id: str
    asked: str
    speaker: str
    chain: tuple[str, ...] = ()
    how: str = ""
    reported: Days = Days()
    outlet: str | None = None
    pieces: tuple[Piece, ...] = ()
    to: str = ""
    at: float | None = None


class Aligned(msgspec.Struct, frozen=True, kw_only=True):
    """A field with its value in each column, empty where it gives none; ``differs`` where two give different
    ones."""

    field: str
    values: tuple[str, ...]
    differs: bool = False


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """Columns side by side. ``headline`` is that of the event that they are about, where it is one; ``cut``
    counts columns that were asked for and are too many; ``span`` are the first and the last day of the line
    of days."""

    columns: tuple[Column, ...]
    fields: tuple[Aligned, ...]
    headline: str = ""
    to: str = ""
    cut: int = 0
    span: tuple[str, str] | None = None


class _Side(NamedTuple):
    asked: str
    record: StatementRecord | EventRecord
    speaker: str
    events: tuple[EventRecord, ...]
    number: str = ""  # the words of the number that is claimed


def compare(desk: Desk, asked: Sequence[str]) -> Comparison | None:
    """Put side by side what ids stand for: statements, sayings, events, and of a disputed happening all that
    is claimed of it. Raises ``CaseError`` SAY407, ``UsageError`` SAY321."""
    if not asked:
        return None
    ids = list(dict.fromkeys(asked))
    sides: list[_Side] = []
    cut = 0
    for n, id in enumerate(ids):
        sides += _sides(desk, id)
        if len(sides) >= MOST:
            cut = len(sides) - MOST + len(ids) - n - 1
            break
    sides = sides[:MOST]
    shelf = Shelf(desk.case)
    records = {event.id for side in sides for event in side.events}
    told = {row.record: row.into for row in shelf.rows("told", "record", records)}
    shared = Counter(h for side in sides for h in {told.get(e.id) for e in side.events} if h)
    about = {happening for happening, n in shared.items() if n > 1}
    sides = [
        side._replace(events=tuple(e for e in side.events if told.get(e.id) in about) or side.events)
        for side in sides
    ]
    texts = dict(shelf.texts({side.record.article for side in sides}))
    sentences = [_sentence(side, texts.get(side.record.article, "")) for side in sides]
    span, places = _line_of_days([side.record.reported for side in sides])
    line = desk.overview.by_id.get(min(about, default=""))
    return Comparison(
        columns=tuple(
            _column("ABCD"[n], side, pieces, places[n])
            for n, (side, pieces) in enumerate(zip(sides, _marked(sentences), strict=True))
        ),
        fields=tuple(_aligned(sides)),
        headline=line.headline if line and len(about) == 1 else "",
        to=f"/h/{line.id}" if line and len(about) == 1 else "",
        cut=cut,
        span=span,
    )


def _sides(desk: Desk, id: str) -> Iterator[_Side]:
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
        yield _Side(id, event, (event.said_by or (event.outlet or "the article itself",))[-1], (event,))
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
    yield _Side(id, record, speaker or "not named", events)


def _claimed(ledger: Ledger, happening: Happening, asked: str) -> Iterator[_Side]:
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
        yield _Side(asked, statement or event, claim.origin, told, count.words if count else "")


def _given(events: Mapping[str, EventRecord], claim: Claim) -> Count | None:
    """The number of an event that is a claim; None where it is no number."""
    event = events.get(claim.reports[0])
    what = claim.about.removesuffix(" expected")
    found = [c for c in event.counts if c.what == what] if event else []
    return next((c for c in found if (c.low, c.high) == (claim.low, claim.high)), None)


def _column(letter: str, side: _Side, pieces: tuple[Piece, ...], at: float | None) -> Column:
    record = side.record
    if isinstance(record, StatementRecord):
        held = ", not held" if record.polarity == "negative" else ""
        how = f"{record.kind}, {record.stance}{held}"
        chain, to = record.chain, of_statement(record)
    else:
        how, chain, to = f"{record.type} {record.status}", record.said_by, of_event(record)
    return Column(
        letter=letter, id=record.id, asked=side.asked, speaker=side.speaker, chain=chain, how=how,
        reported=record.reported, outlet=record.outlet, pieces=pieces, to=to, at=at,
    )  # fmt: skip


def _sentence(side: _Side, text: str) -> str:
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


def _marked(sentences: Sequence[str]) -> Iterator[tuple[Piece, ...]]:
    """Each sentence in pieces; the words that no other has are marked, but for articles and the like."""
    words = [{match[0].casefold() for match in _WORD.finditer(sentence)} for sentence in sentences]
    for n, sentence in enumerate(sentences):
        others = set().union(*(w for m, w in enumerate(words) if m != n))
        pieces: list[Piece] = []
        at = 0
        for match in _WORD.finditer(sentence):
            word = match[0].casefold()
            if word in others or word in _SMALL or len(sentences) == 1:
                continue
            gap = sentence[at : match.start()]
            if pieces and pieces[-1].only and not gap.strip():
                pieces[-1] = Piece(pieces[-1].words + gap + match[0], only=True)
            else:
                pieces += [Piece(gap)] if gap else []
                pieces.append(Piece(match[0], only=True))
            at = match.end()
        yield (*pieces, Piece(sentence[at:])) if sentence[at:] else tuple(pieces)


def _aligned(sides: Sequence[_Side]) -> Iterator[Aligned]:
    """Fields of the events, each with its values."""
    whats = sorted({count.what for side in sides for event in side.events for count in event.counts})
    for what in whats:
        yield _field(
            what,
            [
                [
                    span_of_numbers(c.low, c.high) + (f" {c.unit}" if c.unit else "")
                    for event in side.events
                    for c in event.counts
                    if c.what == what
                ]
                for side in sides
            ],
        )
    yield _field("date", [[_days(e) for e in side.events] for side in sides])
    yield _field("place", [[_place(e) for e in side.events] for side in sides])
    for field in ("actors", "recipients"):
        name = field.removesuffix("s")
        yield _field(
            name, [[p.known_as or p.name for e in side.events for p in getattr(e, field)] for side in sides]
        )
    yield _field("deed", [[" ".join((e.type, *e.modes)) for e in side.events] for side in sides])
    yield _field("status", [[e.status for e in side.events] for side in sides])


def _field(name: str, values: Sequence[Sequence[str]]) -> Aligned:
    joined = tuple(short(", ".join(dict.fromkeys(filter(None, some))), 200) for some in values)
    known = {value.casefold() for value in joined if value}
    return Aligned(field=name, values=joined, differs=len(known) > 1)


def _days(event: EventRecord) -> str:
    when = event.when
    if when is None or not (when.earliest or when.latest):
        return ""
    if when.earliest == when.latest:
        return when.earliest or ""
    return f"{when.earliest or '…'} to {when.latest or '…'}"


def _place(event: EventRecord) -> str:
    where = event.where
    if where is None:
        return ""
    country = country_name(where.country) if where.country else ""
    return where.name if country in ("", where.name) else f"{where.name}, {country}"


def _line_of_days(reported: Sequence[Days]) -> tuple[tuple[str, str] | None, list[float | None]]:
    """The first and the last day, and where between them each stands; None where they are one day or none."""
    days = [when.earliest or when.latest for when in reported]
    known = sorted(date.fromisoformat(day) for day in days if day)
    if len(set(known)) < 2:
        return None, [None] * len(days)
    length = (known[-1] - known[0]).days
    places = [
        round(100 * (date.fromisoformat(day) - known[0]).days / length, 1) if day else None for day in days
    ]
    return (known[0].isoformat(), known[-1].isoformat()), places
