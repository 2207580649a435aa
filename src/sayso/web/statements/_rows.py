"""Statements as rows: the chain of who says so, the words, the events in them, the lanes of who carries them,
and who says otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from sayso import stories
from sayso.case import Count, Days, EventRecord, Ledger, MemberRecord, Party, Shelf, StatementRecord
from sayso.stories import short
from sayso.web._address import at_event, at_statement
from sayso.web._contested import field_words
from sayso.web._desk import Desk
from sayso.web.statements._records import Against, Carried, Lane, Level, Row, Told
from sayso.wording import span_of_numbers

MOST_WORDS = 400
"""Characters of a statement that a row shows."""
_CARRIERS = 60
"""Carriers of a statement that are shown in its lanes."""
_LOOKED_AT = 300
"""Carriers of a statement that are looked at."""
_ROLES = 3
"""Roles of a speaker that are shown."""
_DEPTH = 6
"""Statements around a statement that are followed."""


class _Beside(NamedTuple):
    """What rows need beside their statements, by the ids of these; ``happenings`` is by those of events,
    ``members`` by those of speakers."""

    sayings: Mapping[str, str]
    carriers: Mapping[str, Sequence[StatementRecord]]
    cut: Mapping[str, int]
    lanes: Mapping[str, Sequence[stories.Lane]]
    around: Mapping[str, StatementRecord]
    events: Mapping[str, Sequence[EventRecord]]
    happenings: Mapping[str, str]
    members: Mapping[str, MemberRecord]


def rows_of(desk: Desk, records: Sequence[StatementRecord], *, whole: bool = False) -> list[Row]:
    """Rows of some statements; all words of them if ``whole``."""
    ledger, shelf = Ledger(desk.case), Shelf(desk.case)
    sayings = {row.record: row.into for row in shelf.rows("told", "record", [r.id for r in records])}
    carriers, cut = _carriers(ledger, shelf, records, sayings)
    within: dict[str, list[EventRecord]] = defaultdict(list)
    events = ledger.events_in({record.article for record in records})
    for event in events:
        for statement in statements_of(event):
            within[statement].append(event)
    beside = _Beside(
        sayings=sayings,
        carriers=carriers,
        cut=cut,
        lanes=desk.stories.lanes(carriers),
        around=_around(ledger, records),
        events=within,
        happenings={row.record: row.into for row in shelf.rows("told", "record", [e.id for e in events])},
        members=ledger.members(record.speaker.id for record in records if record.speaker),
    )
    return [_row(desk, record, beside, whole) for record in records]


def _row(desk: Desk, record: StatementRecord, beside: _Beside, whole: bool) -> Row:
    by_id = {one.id: one for one in beside.carriers[record.id]}
    cut = beside.cut[record.id]
    lanes = [
        Lane(
            first=_carried(by_id[lane.record], record),
            copies=tuple(_carried(by_id[copy], record) for copy in lane.copies),
        )
        for lane in beside.lanes[record.id]
    ]
    kept, left_out = _cut(lanes)
    member = beside.members.get(record.speaker.id) if record.speaker else None
    words = record.words or record.cue
    return Row(
        id=record.id,
        saying=beside.sayings.get(record.id),
        chain=_chain(record, beside.around),
        role=", ".join(member.roles[:_ROLES]) if member else "",
        named=record.source_type,
        kind=record.kind,
        stance=record.stance,
        polarity=record.polarity,
        confidence=record.confidence,
        words=words if whole else short(words, MOST_WORDS),
        article=record.article,
        outlet=record.outlet,
        title=record.title,
        first=min((one.reported for one in by_id.values()), key=_day),
        to=at_statement(record),
        events=tuple(
            _told(e, record.id, beside.happenings.get(e.id)) for e in beside.events.get(record.id, ())
        ),
        about=tuple(Level(name=_name(party), to=_page(party)) for party in record.about),
        articles=max(len({one.article for one in by_id.values()}) + cut, record.articles or 1),
        independent=len(lanes),
        lanes=kept,
        left_out=left_out + cut,
        against=against(desk, by_id),
        corrections=record.corrections,
    )


def _carriers(
    ledger: Ledger, shelf: Shelf, records: Sequence[StatementRecord], sayings: Mapping[str, str]
) -> tuple[dict[str, list[StatementRecord]], dict[str, int]]:
    """For each statement all that are of its saying, itself where it is of none; and how many of these are
    left out because they are so many."""
    wanted = set(sayings.values())
    of: dict[str, list[str]] = defaultdict(list)
    for row in shelf.rows("told", "into", wanted) if wanted else ():
        of[row.into].append(row.record)
    found = ledger.statements(id for ids in of.values() for id in ids[:_LOOKED_AT]) if of else {}
    carriers: dict[str, list[StatementRecord]] = {}
    cut: dict[str, int] = {}
    for record in records:
        ids = of.get(sayings.get(record.id, ""), [])
        some = {id: found[id] for id in ids[:_LOOKED_AT] if id in found} | {record.id: record}
        carriers[record.id] = list(some.values())
        cut[record.id] = max(0, len(ids) - len(some))
    return carriers, cut


def _around(ledger: Ledger, records: Iterable[StatementRecord]) -> dict[str, StatementRecord]:
    """The statements around some, and those around these."""
    found = {record.id: record for record in records}
    for _ in range(_DEPTH):
        missing = {r.within for r in found.values() if r.within} - found.keys()
        if not missing:
            break
        found |= ledger.statements((id for id in missing if id), hidden=True)
        if not missing & found.keys():
            break
    return found


def _chain(record: StatementRecord, around: Mapping[str, StatementRecord]) -> tuple[Level, ...]:
    levels: list[Level] = []
    at: StatementRecord | None = record
    while at is not None and len(levels) <= _DEPTH:
        levels.append(
            Level(
                name=_name(at.speaker) or at.source or "not named",
                words=at.source,
                cue=at.cue,
                addressee=_name(at.addressee) if at.addressee and at.addressee != at.speaker else "",
                to=_page(at.speaker),
                also=tuple(Level(name=_name(one), to=_page(one)) for one in at.co_speakers),
            )
        )
        at = around.get(at.within) if at.within else None
    return tuple(reversed(levels))


def _carried(record: StatementRecord, of: StatementRecord) -> Carried:
    return Carried(
        id=record.id,
        article=record.article,
        outlet=record.outlet,
        title=record.title,
        reported=record.reported,
        words="" if record.words == of.words else short(record.words, MOST_WORDS),
        to=at_statement(record),
    )


def _cut(lanes: Sequence[Lane]) -> tuple[tuple[Lane, ...], int]:
    """The lanes with no more carriers than a row shows, and how many are left out."""
    kept, so_far = [], 0
    for lane in lanes:
        room = _CARRIERS - so_far
        if room <= 0:
            break
        kept.append(msgspec.structs.replace(lane, copies=lane.copies[: room - 1]))
        so_far += 1 + len(kept[-1].copies)
    return tuple(kept), sum(1 + len(lane.copies) for lane in lanes) - so_far


def statements_of(event: EventRecord) -> set[str]:
    """Ids of the statements that say something of an event: in which it stands, or one of its numbers."""
    return {*event.statements, *(id for count in event.counts for id in count.statements)}


def counts_in(event: EventRecord, statement: str) -> tuple[Count, ...]:
    """The numbers of an event that a statement gives: others may give others."""
    return tuple(count for count in event.counts if statement in count.statements)


def _told(event: EventRecord, statement: str, happening: str | None) -> Told:
    parties = " → ".join(", ".join(map(_name, side)) for side in (event.actors, event.recipients) if side)
    return Told(
        id=event.id,
        type=event.type,
        modes=event.modes,
        status=event.status,
        parties=short(parties, 80),
        counts=tuple(
            f"{span_of_numbers(c.low, c.high)} {c.unit or c.what}" for c in counts_in(event, statement)
        ),
        to=f"/h/{happening}" if happening else at_event(event),
    )


def against(desk: Desk, statements: Iterable[str]) -> tuple[Against, ...]:
    """Who contradicts some statements, each field of each event once."""
    contests = sorted({c for id in statements for c in desk.overview.contested.get(id, ())})
    made = []
    for contest in contests:
        of = field_words(contest.about)
        words = {
            "disputed": f"others disagree about {of}",
            "denied": "what it reports is denied",
            "revised": f"gave another value of {of} later",
        }[contest.how]
        made.append(Against(how=contest.how, words=words, to=f"/h/{contest.happening}"))
    return tuple(made)


def _name(party: Party | None) -> str:
    return (party.known_as or party.name) if party else ""


def _page(party: Party | None) -> str:
    return f"/p/{party.entity or party.id}" if party else ""


def _day(days: Days) -> tuple[str, str]:
    return days.earliest or "9999", days.latest or "9999"
