"""What joining or parting actors would change, computed as the correction would be, without writing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa

from sayso.case import _schema as schema
from sayso.case._correcting import grouping
from sayso.case._corrections import listed, ties_of
from sayso.case._find import among
from sayso.case._joined import would_join
from sayso.case._member import Member
from sayso.case._people import names_of
from sayso.case._records import CaseRecord, Correction
from sayso.case._rows import ActorNote
from sayso.case._show import resolve

_decode = msgspec.json.Decoder(ActorNote).decode
_SHOWN = 100
"""Names and titles, each, of one actor."""
_ROLES = {"events": ("actor", "recipient"), "statements": ("speaker", "co_speaker")}


class Side(CaseRecord, frozen=True, kw_only=True):
    """An actor as it is, or as it would be. ``countries`` counts articles that give each, ``""`` those that
    give none; ``names`` and ``titles`` are those of most articles, ``members`` counts the actors of articles
    that it stands for."""

    id: str
    name: str
    kind: str
    names: tuple[str, ...]
    countries: dict[str, int]
    titles: tuple[str, ...]
    sectors: tuple[str, ...]
    articles: int
    members: int
    events: int
    statements: int


class Preview(CaseRecord, frozen=True, kw_only=True):
    """What a merge or split would change: the actors ``before`` and ``after``, how many actors of articles
    would stand for another (``moved``), and how many ``events`` and ``statements`` name them, with the ids of
    the first. Nothing is ``moved`` where the correction would change nothing."""

    action: str
    target: str
    members: tuple[str, ...]
    before: tuple[Side, ...] = ()
    after: tuple[Side, ...] = ()
    moved: int = 0
    events: int = 0
    statements: int = 0
    first_events: tuple[str, ...] = ()
    first_statements: tuple[str, ...] = ()


def preview(
    connection: sa.Connection, action: str, target: str, members: Sequence[str], most: int
) -> Preview:
    """What ``correct`` with the same would change, with at most so many events and statements named. Raises
    ``CaseError`` as it does."""
    target = resolve(connection, target, "p")
    value = grouping(connection, action, target, [resolve(connection, one, "p") for one in members])
    asked = Correction(id="", action=action, target=target, value=value, who="", why="", at="")
    named = [target, *value["members"], *value.get("stay", ())]
    would = would_join(connection, named, *ties_of([*listed(connection), asked]))
    actors = schema.actors
    columns = (actors.c.n, actors.c.id, actors.c.entity, actors.c.lent_country)
    now = {row.n: row for row in connection.execute(sa.select(*columns).where(actors.c.n.in_(list(would))))}
    moved = {
        now[n].id
        for n, row in would.items()
        if (row["entity"], row["lent_country"]) != (now[n].entity, now[n].lent_country)
    }
    touched = {target, *(entity for n in would for entity in (now[n].entity,) if now[n].id in moved)}
    touched |= {row["entity"] for n, row in would.items() if now[n].id in moved}
    before = {row.id: row.entity for row in now.values() if row.entity in touched}
    after = {now[n].id: row["entity"] for n, row in would.items() if row["entity"] in touched}
    if not moved:
        before = after = {id: entity for id, entity in before.items() if entity == before.get(target)}
    notes = _notes(connection, before.keys() | after.keys())
    events, first_events = _naming(connection, schema.events, moved, most)
    statements, first_statements = _naming(connection, schema.statements, moved, most)
    return Preview(
        action=action,
        target=target,
        members=tuple(value["members"]),
        before=tuple(_sides(connection, before, notes)),
        after=tuple(_sides(connection, after, notes)),
        moved=len(moved),
        events=events,
        statements=statements,
        first_events=first_events,
        first_statements=first_statements,
    )


def _notes(connection: sa.Connection, ids: Collection[str]) -> dict[str, ActorNote]:
    actors = schema.actors
    rows = connection.execute(sa.select(actors.c.id, actors.c.row).where(among(actors.c.id, ids)))
    return {row.id: _decode(row.row) for row in rows}


def _naming(
    connection: sa.Connection, table: sa.Table, ids: Collection[str], most: int
) -> tuple[int, tuple[str, ...]]:
    """How many events or statements name one of some actors, and the ids of the first."""
    parties = schema.parties
    query = (
        sa.select(parties.c.record)
        .distinct()
        .join(table, table.c.id == parties.c.record)
        .where(among(parties.c.actor, ids), table.c.hidden == 0, parties.c.role != "about")
        .order_by(parties.c.record)
    )
    found = connection.execute(query).scalars().all()
    return len(found), tuple(found[:most])


def _sides(
    connection: sa.Connection, of: Mapping[str, str], notes: Mapping[str, ActorNote]
) -> Iterator[Side]:
    """The actors that those of articles are joined to."""
    groups: dict[str, list[str]] = defaultdict(list)
    for id, entity in of.items():
        groups[entity].append(id)
    for entity, ids in sorted(groups.items(), key=lambda group: (-len(group[1]), group[0])):
        members: list[Member] = [notes[id].member for id in ids]
        countries = Counter({m.article: m.country or "" for m in members}.values())
        titles = Counter(role.title for id in ids for role in notes[id].roles)
        yield Side(
            id=entity,
            name=notes[entity].member.name,
            kind=notes[entity].member.kind,
            names=names_of(members)[:_SHOWN],
            countries=dict(sorted(countries.items(), key=lambda pair: (-pair[1], pair[0]))),
            titles=tuple(sorted(titles, key=lambda title: (-titles[title], title)))[:_SHOWN],
            sectors=tuple(sorted({sector for m in members for sector in m.sectors})),
            articles=len({m.article for m in members}),
            members=len(members),
            events=_count(connection, schema.events, ids),
            statements=_count(connection, schema.statements, ids),
        )


def _count(connection: sa.Connection, table: sa.Table, ids: Sequence[str]) -> int:
    parties = schema.parties
    query: Any = (
        sa.select(sa.func.count(sa.distinct(parties.c.record)))
        .join(table, table.c.id == parties.c.record)
        .where(among(parties.c.actor, ids), parties.c.role.in_(_ROLES[table.name]), table.c.hidden == 0)
    )
    return int(connection.execute(query).scalar_one())
