"""Two codings of a case compared: our own events and another coder's, or two other coders'."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import islice

import msgspec
import sqlalchemy as sa

from sayso.case import _schema as schema
from sayso.case._coded import OURS, CodedFilter, find_coded, known_coder
from sayso.case._find import EventFilter, find_events, first_day, last_day
from sayso.case._records import CaseRecord, EventRecord, Party
from sayso.case._search import one_of
from sayso.coders import BY, SAME, Agreed, Coding, Tally, keys_of, match
from sayso.errors import UsageError
from sayso.events.codebook import load as codebook
from sayso.records import Status

_PAGE = 500

PARTS = ("both", "only-one", "only-two")
"""What of a comparison can be listed."""


class AgreedRecord(Agreed, CaseRecord, frozen=True, kw_only=True):
    """A row of a comparison."""


class PairRecord(CaseRecord, frozen=True, kw_only=True):
    """Two events that are taken for one, or an event of one coder alone. ``apart`` are the days between
    them."""

    one: Coding | None = None
    two: Coding | None = None
    apart: int | None = None


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """How events are compared: at most ``within`` days apart, of the same ``type`` or ``quad`` class, from
    ``since`` to ``until``. ``status`` are those of the events that are compared; one of another coder that
    has no status is. With ``happenings`` one report of each of our happenings is compared, the first by day
    and id that names its day; the stories of the case have to be made."""

    within: int = 1
    same: str = "type"
    since: str | None = None
    until: str | None = None
    status: tuple[str, ...] = ("happened", "ongoing")
    happenings: bool = False


class Period(CaseRecord, frozen=True, kw_only=True):
    """The common period of two codings, its ends included, both empty where there is none; how many events of
    each are compared, and how many are not: they lie outside, have no day of their own (or several), or no
    PLOVER type."""

    one: str
    two: str
    first: str = ""
    last: str = ""
    compared_one: int = 0
    compared_two: int = 0
    outside_one: int = 0
    outside_two: int = 0
    undated_one: int = 0
    undated_two: int = 0
    untyped_one: int = 0
    untyped_two: int = 0


class Comparison:
    """Two codings side by side. Events go by as they are asked for; nothing of them is held but counts."""

    def __init__(self, connection: sa.Connection, one: str, two: str, rule: Rule) -> None:
        if one == two:
            raise UsageError("SAY326", one, "name two coders")
        for name in (one, two):
            if name != OURS:
                known_coder(connection, name)
        if rule.happenings:
            made = sa.select(schema.made.c.what).where(schema.made.c.what == "stories")
            if connection.execute(made).first() is None:
                words = "the stories of the case have not been made: sayso.stories.Stories(case) does it"
                raise UsageError("SAY326", "happenings", words)
        self._connection, self._rule = connection, rule
        self.one, self.two = one, two
        self.period = self._common()

    def rows(self, by: str) -> Iterator[AgreedRecord]:
        """Counts and shares by type, dyad, sector or day."""
        tally = Tally((by,))
        for matched in self._matched(self._rule.same):
            tally.add(matched)
        labels: Counter[tuple[str, str]] = Counter()
        if by == "type":
            for one, two in self._matched(None):
                if one is not None and two is not None:
                    labels[one.type, two.type] += 1
        for row in tally.rows(by, self.period.first, self.period.last, labels):
            yield AgreedRecord(**msgspec.structs.asdict(row))

    def events(
        self, part: str, *, by_key: dict[str, str] | None = None, limit: int | None = None
    ) -> Iterator[PairRecord]:
        """The events behind a number: in ``both``, or ``only-one``, ``only-two``; of a type, dyad, sector or
        day."""
        found = (
            PairRecord(one=one, two=two, apart=_apart(one, two))
            for one, two in self._matched(self._rule.same)
            if (part == "both") == (one is not None and two is not None)
            and (part != "only-one" or one is not None)
            and (part != "only-two" or two is not None)
            and all(
                any(coding is not None and key in keys_of(coding, by) for coding in (one, two))
                for by, key in (by_key or {}).items()
            )
        )
        yield from islice(found, limit)

    def _matched(self, same: str | None) -> Iterator[tuple[Coding | None, Coding | None]]:
        """All events of the common period; the second coder of an alphabet is always matched to the first, so
        that the order in which they are named does not matter."""
        if not self.period.first:
            return
        first, second = sorted((self.one, self.two))
        turned = first != self.one
        pairs = match(self._codings(first), self._codings(second), within=self._rule.within, same=same)
        for one, two in pairs:
            yield (two, one) if turned else (one, two)

    def _codings(self, coder: str) -> Iterator[Coding]:
        found = _found(self._connection, coder, self._rule, self.period.first, self.period.last)
        return (coding for _, coding in found if coding is not None)

    def _common(self) -> Period:
        """The common period, and what lies outside it."""
        rule = self._rule
        spans = []
        counts = []
        for coder in (self.one, self.two):
            first, last, days, undated, untyped = "", "", Counter[str](), 0, 0
            for day, coding in _found(self._connection, coder, rule, None, None):
                if not day:
                    undated += 1
                elif coding is None:
                    untyped += 1
                else:
                    days[day] += 1
                if day:
                    first, last = min(first or day, day), max(last, day)
            spans.append((first, last))
            counts.append((days, undated, untyped))
        first = max(spans[0][0], spans[1][0], first_day(rule.since) if rule.since else "")
        ends = [spans[0][1], spans[1][1], *([last_day(rule.until)] if rule.until else [])]
        last = min(ends)
        if not all(end for span in spans for end in span) or first > last:
            first = last = ""
        inside = [
            sum(n for day, n in days.items() if first and first <= day <= last) for days, _, _ in counts
        ]
        return Period(
            one=self.one,
            two=self.two,
            first=first,
            last=last,
            compared_one=inside[0],
            compared_two=inside[1],
            outside_one=counts[0][0].total() - inside[0],
            outside_two=counts[1][0].total() - inside[1],
            undated_one=counts[0][1],
            undated_two=counts[1][1],
            untyped_one=counts[0][2],
            untyped_two=counts[1][2],
        )


def checked_rule(rule: Rule) -> Rule:
    """The rule, if it makes sense, with its statuses as the codebook writes them. Raises ``UsageError``
    SAY321, SAY326."""
    if not 0 <= rule.within <= 31:
        raise UsageError("SAY326", str(rule.within), "events are compared that lie 0 to 31 days apart")
    if rule.same not in SAME:
        raise UsageError("SAY326", rule.same, "type or quad")
    for given in (rule.since, rule.until):
        if given:
            first_day(given)
    known = tuple(one_of(status, Status, "status") for status in rule.status)
    return msgspec.structs.replace(rule, status=known)


def checked_by(by: str) -> str:
    """What is counted by. Raises ``UsageError`` SAY326."""
    if by not in BY:
        raise UsageError("SAY326", by, f"one of {', '.join(BY)}")
    return by


def _apart(one: Coding | None, two: Coding | None) -> int | None:
    if one is None or two is None:
        return None
    return abs((date.fromisoformat(one.day) - date.fromisoformat(two.day)).days)


Found = tuple[str, Coding | None]
"""The day of an event, empty where it has none of its own, and the event; None where it has no PLOVER
type."""


def _found(
    connection: sa.Connection, coder: str, rule: Rule, since: str | None, until: str | None
) -> Iterator[Found]:
    """The events of a coder by their days."""
    if coder == OURS:
        return _ours(connection, rule, since, until)
    return _theirs(connection, coder, rule, since, until)


def _theirs(
    connection: sa.Connection, coder: str, rule: Rule, since: str | None, until: str | None
) -> Iterator[Found]:
    quads = {name: entry.quad for name, entry in codebook().types.items()}
    for event in find_coded(connection, CodedFilter(coder=coder, since=since, until=until)):
        if event.status is not None and event.status not in rule.status:
            continue
        day = event.earliest if event.earliest and event.earliest == event.latest else ""
        if event.type is None or not day:
            yield day, None
            continue
        yield (
            day,
            Coding(
                id=event.id,
                day=day,
                type=event.type,
                quad=quads[event.type],
                modes=event.modes,
                actors=event.actor.countries,
                recipients=event.recipient.countries,
                actor_sector=next(iter(event.actor.sectors), None),
                recipient_sector=next(iter(event.recipient.sectors), None),
                who=event.actor.words,
                whom=event.recipient.words,
                place=event.place,
                country=event.country,
                source=f"{event.file}:{event.file_line}",
            ),
        )


def _ours(connection: sa.Connection, rule: Rule, since: str | None, until: str | None) -> Iterator[Found]:
    quads = {name: entry.quad for name, entry in codebook().types.items()}
    chosen = EventFilter(status=rule.status, since=since, until=until)
    found = find_events(connection, chosen)
    for event in _once(connection, found) if rule.happenings else found:
        day = _own_day(event)
        yield (day, _own(event, day, quads[event.type])) if day else ("", None)


def _own_day(event: EventRecord) -> str:
    when = event.when
    return when.earliest if when and when.earliest and when.earliest == when.latest else ""


def _once(connection: sa.Connection, events: Iterator[EventRecord]) -> Iterator[EventRecord]:
    """One event of each happening: the first that names its day, and those that belong to none."""
    told, seen = schema.told, set[str]()
    while page := list(islice(events, _PAGE)):
        query = sa.select(told.c.record, told.c.into).where(told.c.record.in_([event.id for event in page]))
        into = {row[0]: row[1] for row in connection.execute(query)}
        for event in page:
            happening = into.get(event.id)
            if happening in seen:
                continue
            if happening is not None and _own_day(event):
                seen.add(happening)
            yield event


def _own(event: EventRecord, day: str, quad: int) -> Coding:
    return Coding(
        id=event.id,
        day=day,
        type=event.type,
        quad=quad,
        modes=event.modes,
        actors=_countries(event.actors),
        recipients=_countries(event.recipients),
        actor_sector=_sector(event.actors),
        recipient_sector=_sector(event.recipients),
        who="; ".join(_name(party) for party in event.actors) or None,
        whom="; ".join(_name(party) for party in event.recipients) or None,
        place=event.where.name if event.where else None,
        country=event.where.country if event.where else None,
        source=event.article,
    )


def _name(party: Party) -> str:
    return party.known_as or party.name


def _countries(parties: tuple[Party, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(party.country for party in parties if party.country))


def _sector(parties: tuple[Party, ...]) -> str | None:
    return next((party.sectors[0] for party in parties if party.sectors), None)
