"""The actors of a case, joined over articles: who they are, in whose words, and why they are taken for
one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa

from sayso.case import _schema as schema
from sayso.case._find import called
from sayso.case._records import ActorRecord, Days
from sayso.case._rows import ActorNote
from sayso.directory import fold_name

_PAGE = 100
_decode = msgspec.json.Decoder(ActorNote).decode


class ActorFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which actors: each field that is given has to fit. ``articles`` is the least number of articles."""

    name: str | None = None
    kind: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    articles: int = 1
    hidden: bool = False


def actor_ids(f: ActorFilter, limit: int | None = None) -> sa.Select[Any]:
    """Ids of the actors that fit, those of most articles first."""
    actors = schema.actors
    return (
        sa.select(actors.c.id)
        .where(*actor_conditions(f))
        .order_by(actors.c.articles.desc(), actors.c.name, actors.c.id)
        .limit(limit)
    )


def find_actors(connection: sa.Connection, f: ActorFilter, limit: int | None = None) -> Iterator[ActorRecord]:
    """Actors that fit, those of most articles first."""
    query = actor_ids(f, limit)
    rows = connection.execution_options(stream_results=True).execute(query).scalars()
    for page in rows.partitions(_PAGE):
        yield from entities(connection, page)


def actor_conditions(f: ActorFilter) -> list[Any]:
    """Conditions on the actors that stand for those who are joined with them."""
    actors = schema.actors
    where: list[Any] = [actors.c.entity == actors.c.id, actors.c.articles >= f.articles]
    where += [] if f.hidden else [actors.c.hidden == 0]
    where += [actors.c.kind.in_(f.kind)] if f.kind else []
    if f.country:
        of = sa.select(actors.c.entity).where(actors.c.country.in_(f.country))
        where.append(actors.c.id.in_(of))
    if f.name:
        where.append(actors.c.id.in_(called(f.name)))
    return where


def entities(connection: sa.Connection, ids: Sequence[str]) -> Iterator[ActorRecord]:
    """The records of entities, by the ids of the actors that stand for them, in their order."""
    actors = schema.actors
    rows = connection.execute(
        sa.select(
            actors.c.id,
            actors.c.entity,
            actors.c.reason,
            actors.c.row,
            actors.c.article,
            schema.articles.c.earliest,
            schema.articles.c.latest,
            schema.articles.c.dated,
        )
        .join(schema.articles, schema.articles.c.id == actors.c.article)
        .where(actors.c.entity.in_(ids))
        .order_by(actors.c.id)
    ).all()
    grouped: dict[str, list[Any]] = {}
    for row in rows:
        grouped.setdefault(row.entity, []).append(row)
    counts = _counts(connection, ids)
    for name in ids:
        yield _entity(name, grouped[name], counts)


def _counts(connection: sa.Connection, ids: Sequence[str]) -> dict[tuple[str, str], int]:
    """How many statements each entity makes, and in how many events it takes part."""
    actors, parties = schema.actors, schema.parties
    counts: dict[tuple[str, str], int] = {}
    for table, roles in (
        (schema.statements, ("speaker", "co_speaker")),
        (schema.events, ("actor", "recipient")),
    ):
        query = (
            sa.select(actors.c.entity, sa.func.count(sa.distinct(parties.c.record)))
            .join(parties, parties.c.actor == actors.c.id)
            .join(table, table.c.id == parties.c.record)
            .where(actors.c.entity.in_(ids), parties.c.role.in_(roles), table.c.hidden == 0)
            .group_by(actors.c.entity)
        )
        counts |= {(table.name, row[0]): row[1] for row in connection.execute(query)}
    return counts


def _entity(name: str, rows: Sequence[Any], counts: dict[tuple[str, str], int]) -> ActorRecord:
    notes = {row.id: _note(row) for row in rows}
    anchor = notes[name]
    ordered = [anchor, *sorted((n for i, n in notes.items() if i != name), key=_by_day)]
    members = [note.member for note in ordered]
    reasons = {row.id: row.reason for row in rows}
    country, basis = next(
        ((n.member.country, n.country_basis) for n in ordered if n.member.country), (None, "unknown")
    )
    days = sorted(day for m in members for day in m.published if day)
    return ActorRecord(
        id=name,
        name=anchor.member.name,
        kind=anchor.member.kind,
        known_as=next((m.known_as for m in members if m.known_as), None),
        country=country,
        country_basis=basis,
        sectors=tuple(dict.fromkeys(sector for m in members for sector in m.sectors)),
        names=names_of(members),
        roles=tuple(dict.fromkeys(role for note in sorted(ordered, key=_by_day) for role in note.roles)),
        articles=len({m.article for m in members}),
        statements=counts.get(("statements", name), 0),
        events=counts.get(("events", name), 0),
        members=tuple(m.id for m in members),
        reasons=tuple(reasons[m.id] for m in members if m.id != name),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        corrections=tuple(dict.fromkeys(c for note in ordered for c in note.corrections)),
    )


def _note(row: Any) -> ActorNote:
    """What is kept of an actor, with the days of its article."""
    note = _decode(row.row)
    reported = Days(earliest=row.earliest, latest=row.latest, basis=row.dated)
    return msgspec.structs.replace(
        note,
        member=msgspec.structs.replace(note.member, published=(row.earliest, row.latest)),
        roles=tuple(
            msgspec.structs.replace(role, article=row.article, reported=reported) for role in note.roles
        ),
    )


def _by_day(note: ActorNote) -> tuple[bool, str, str]:
    earliest = note.member.published[0]
    return earliest is None, earliest or "", note.member.id


def names_of(members: Sequence[Any]) -> tuple[str, ...]:
    """The ways in which articles name the actor, those of most articles first: what shares a word with its
    names, or is an acronym; all, if nothing does."""
    own = {word for member in members for word in fold_name(member.name).split()}
    seen: dict[str, int] = {}
    for member in members:
        for words in {" ".join(name.split()) for name in (member.name, *member.names)}:
            seen[words] = seen.get(words, 0) + 1
    named = [
        words
        for words in seen
        if (words.isupper() and len(words) > 1) or not own.isdisjoint(fold_name(words).split())
    ]
    return tuple(sorted(named or seen, key=lambda words: (-seen[words], words)))
