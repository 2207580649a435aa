"""The view of one happening."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator
from itertools import groupby

import msgspec

from sayso.case import Correction, EventRecord, Party, Shelf
from sayso.errors import CaseError
from sayso.stories import Dispute, Happening
from sayso.web._desk import Desk
from sayso.web._query import Query
from sayso.web.happening._lanes import Lane, Told, lanes_of, told_of
from sayso.web.happening._quotes import Quotes, Side, range_of, sides_of
from sayso.wording import country_name, when

REPORTS = 500
"""Reports of a happening that the page reads in full; of a larger one the first."""

_EVENT = ("date", "place", "actor", "happened")


class HappeningQuery(Query, frozen=True, kw_only=True):
    """``page`` is that of the table of all reports. ``run`` is the run that was current when the link was
    made."""

    page: int = 1
    run: str = ""


class Somebody(msgspec.Struct, frozen=True, kw_only=True):
    """A party over all reports: the names that articles have for it, its country and what that rests on."""

    entity: str
    name: str
    names: tuple[str, ...] = ()
    kind: str
    country: str = ""
    basis: str = ""
    reports: int = 0


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """A time or place as reports give it: the value, the words, on what basis, in how many reports."""

    value: str
    words: str
    basis: str
    reports: int
    to: str


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """Values of one field, each with its words, put side by side. ``origin`` is set where they are all of
    one."""

    about: str
    sides: tuple[Side, ...] = ()
    origin: str = ""


class HappeningView(msgspec.Struct, frozen=True, kw_only=True):
    """The card. ``asked`` is the id of the event record that was asked for, where it was one; ``more`` is how
    many reports are not shown. ``numbers`` are the values by what they are about."""

    happening: Happening
    asked: str = ""
    actors: tuple[Somebody, ...] = ()
    recipients: tuple[Somebody, ...] = ()
    times: tuple[Setting, ...] = ()
    places: tuple[Setting, ...] = ()
    undated: int = 0
    unplaced: int = 0
    numbers: tuple[Compared, ...] = ()
    disputes: tuple[Compared, ...] = ()
    revisions: tuple[Compared, ...] = ()
    denials: tuple[Told, ...] = ()
    lanes: tuple[Lane, ...] = ()
    reports: tuple[Told, ...] = ()
    more: int = 0
    page: int = 1
    pages: int = 1
    corrections: tuple[Correction, ...] = ()
    command: str = ""
    run: str = ""
    other_run: bool = False

    @property
    def title(self) -> str:
        """The headline."""
        return self.happening.headline


ROWS = 50


def look(desk: Desk, id: str, query: HappeningQuery) -> HappeningView:
    """The view. Raises ``CaseError`` SAY407 where the id stands for no happening and no event, SAY408."""
    found = desk.stories.find(id) if id[:2] in ("h_", "e_") else None
    if not isinstance(found, Happening):
        raise CaseError("SAY407", id[:60])
    shown = msgspec.structs.replace(found, reports=found.reports[:REPORTS])
    events = Shelf(desk.case).events(report.record for report in shown.reports)
    records = {event.id: event for event in events}
    quotes = Quotes(desk.case, records, shown.claims)
    told = tuple(told_of(report, records) for report in shown.reports)
    pages = max(1, -(-len(told) // ROWS))
    page = min(max(1, query.page), pages)
    runs = {event.run for event in events}
    apart = {*_EVENT, *(dispute.about for dispute in found.disputes)}
    numbers = sorted((c for c in found.claims if c.about not in apart), key=lambda claim: claim.about)
    return HappeningView(
        happening=shown,
        asked=next((r.record for r in found.reports if r.record.startswith(id)), ""),
        actors=tuple(_parties((event.actors for event in events), found.actors)),
        recipients=tuple(_parties((event.recipients for event in events), found.recipients)),
        times=tuple(_times(events, told)),
        places=tuple(_places(events, told)),
        undated=sum(event.when is None for event in events),
        unplaced=sum(event.where is None for event in events),
        numbers=tuple(
            Compared(about=about, sides=sides_of(map(quotes.quoted, claims)))
            for about, claims in groupby(numbers, key=lambda claim: claim.about)
        ),
        disputes=tuple(_disputed(one, found, quotes) for one in found.disputes),
        revisions=tuple(
            Compared(
                about=one.about,
                origin=one.origin,
                sides=tuple(Side(value=q.value, quotes=(q,)) for q in map(quotes.quoted, one.claims)),
            )
            for one in found.revisions
        ),
        denials=tuple(one for one in told if one.report.record in found.denials),
        lanes=lanes_of(shown, records),
        reports=told[(page - 1) * ROWS : page * ROWS],
        more=len(found.reports) - len(shown.reports),
        page=page,
        pages=pages,
        corrections=tuple(_corrections(desk, events)),
        command=f"sayso packet {shlex.quote(desk.path)} {found.id}",
        run=next(iter(sorted(runs)), ""),
        other_run=bool(query.run) and query.run not in runs,
    )


def _disputed(dispute: Dispute, happening: Happening, quotes: Quotes) -> Compared:
    """A dispute, with the values of the same field that exclude none of those in it."""
    claims = [claim for claim in happening.claims if claim.about == dispute.about] or list(dispute.claims)
    values = map(range_of, dispute.claims)
    return Compared(about=dispute.about, sides=sides_of(map(quotes.quoted, claims), values))


def _parties(sides: Iterable[tuple[Party, ...]], agreed: tuple[str, ...]) -> Iterator[Somebody]:
    """Each party once, those that the happening is told of first, then those of most reports."""
    found: dict[str, list[Party]] = {}
    for side in sides:
        for id, party in {party.entity or party.id: party for party in side}.items():
            found.setdefault(id, []).append(party)

    def rank(one: tuple[str, list[Party]]) -> tuple[bool, int, str]:
        names = {name for party in one[1] for name in (party.name, party.known_as)}
        return names.isdisjoint(agreed), -len(one[1]), one[0]

    for id, parties in sorted(found.items(), key=rank):
        first = next((party for party in parties if party.country), parties[0])
        yield Somebody(
            entity=id,
            name=first.known_as or first.name,
            names=tuple(sorted({party.name for party in parties})),
            kind=first.kind,
            country=country_name(first.country) if first.country else "",
            basis=first.country_basis if first.country else "",
            reports=len(parties),
        )


def _times(events: Iterable[EventRecord], told: Iterable[Told]) -> Iterator[Setting]:
    given = [
        (when(event.when), event.when.words, event.when.basis, event.id) for event in events if event.when
    ]
    yield from _settings(given, told)


def _places(events: Iterable[EventRecord], told: Iterable[Told]) -> Iterator[Setting]:
    given = []
    for event in events:
        if event.where is None:
            continue
        country = f", {country_name(event.where.country)}" if event.where.country else ""
        given.append((event.where.name + country, event.where.words, event.where.basis, event.id))
    yield from _settings(given, told)


def _settings(given: Iterable[tuple[str, str, str, str]], told: Iterable[Told]) -> Iterator[Setting]:
    """Each value with each basis once, those of most reports first."""
    to = {one.report.record: one.to for one in told}
    found: dict[tuple[str, str, str], list[str]] = {}
    for value, words, basis, record in given:
        found.setdefault((value, words, basis), []).append(record)
    for (value, words, basis), ids in sorted(found.items(), key=lambda one: (-len(one[1]), one[0])):
        yield Setting(value=value, words=words, basis=basis, reports=len(ids), to=to.get(ids[0], ""))


def _corrections(desk: Desk, events: Iterable[EventRecord]) -> Iterator[Correction]:
    wanted = {id for event in events for id in event.corrections}
    if wanted:
        yield from (made for made in desk.case.corrections() if made.id in wanted)
