"""Actors joined over articles, and kept so: the blocks that have changed are joined anew.

A block holds the actors that may be one; what comes of it depends only on who is in it and on what people
have corrected. So joining block by block, whenever, gives the same as joining all at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa

from sayso.case import _schema as schema
from sayso.case._corrections import listed, ties
from sayso.case._file import CaseFile
from sayso.case._joining import Join, Member, _worth, join
from sayso.case._rows import ActorNote
from sayso.case._write import make_stale

_AT_ONCE = 200
"""Blocks joined in one transaction, so that other writers get their turn."""

_decode = msgspec.json.Decoder(ActorNote).decode


def join_stale(case: CaseFile) -> int:
    """Join the actors of all blocks that are not up to date. Returns how many blocks there were."""
    with case.reading() as connection:
        if connection.execute(sa.select(schema.stale).limit(1)).first() is None:
            return 0
    with case.writing() as connection:
        _spread(connection)
    count = 0
    while True:
        with case.writing() as connection:
            table = schema.stale
            chosen = sa.select(table.c.block).order_by(table.c.block).limit(_AT_ONCE)
            blocks = connection.execute(chosen).scalars().all()
            together, apart = ties(connection)
            for block in blocks:
                _join_block(connection, block, together, apart)
            connection.execute(table.delete().where(table.c.block.in_(blocks)))
            count += len(blocks)
            if len(blocks) < _AT_ONCE:
                _tie(connection, together)
                return count


def _spread(connection: sa.Connection) -> None:
    """Blocks that people have tied to a block that is not up to date are not up to date either."""
    for _ in range(2):  # there and back: the ties of a block that a tie has reached
        for pair in ties(connection)[0]:
            blocks = _blocks(connection, pair)
            if any(connection.execute(sa.select(schema.stale).where(schema.stale.c.block == b)).first() for b in blocks):
                make_stale(connection, blocks)


def _blocks(connection: sa.Connection, ids: Sequence[str]) -> list[str]:
    actors = schema.actors
    found = connection.execute(sa.select(actors.c.block).where(actors.c.id.in_(ids))).scalars()
    return [block for block in found if block is not None]


def _join_block(
    connection: sa.Connection,
    block: str,
    together: Sequence[tuple[str, str]],
    apart: Sequence[tuple[str, str]],
) -> None:
    actors = schema.actors
    rows = connection.execute(
        sa.select(actors.c.n, actors.c.row).where(actors.c.block == block).order_by(actors.c.id)
    ).all()
    members = [_decode(row.row).member for row in rows]
    numbers = {member.id: row.n for member, row in zip(members, rows, strict=True)}
    here = [pair for pair in together if pair[0] in numbers and pair[1] in numbers]
    parted = [pair for pair in apart if pair[0] in numbers and pair[1] in numbers]
    _write(connection, numbers, {m.id: m for m in members}, join(members, here, parted))


def _write(
    connection: sa.Connection,
    numbers: Mapping[str, int],
    members: Mapping[str, Member],
    joins: Iterable[Join],
) -> None:
    """Write the entities of a block into the rows of its actors."""
    joins = list(joins)
    grouped: dict[str, list[Member]] = {}
    for made in joins:
        grouped.setdefault(made.entity, []).append(members[made.member])
    counts = {entity: len({m.article for m in group}) for entity, group in grouped.items()}
    lent = {entity: _country(group) for entity, group in grouped.items()}
    values = [
        {
            "key": numbers[made.member],
            "entity": made.entity,
            "articles": counts[made.entity] if made.entity == made.member else 0,
            "lent_country": lent[made.entity] if members[made.member].country is None else None,
            "reason": made.reason,
            "certainty": made.certainty,
        }
        for made in joins
    ]
    _update(connection, values)


def _update(connection: sa.Connection, values: Sequence[Mapping[str, Any]]) -> None:
    connection.execute(
        sa.text(
            "UPDATE actors SET entity = :entity, articles = :articles, lent_country = :lent_country, "
            "reason = :reason, certainty = :certainty WHERE n = :key AND (entity, articles, lent_country, reason) "
            "IS NOT (:entity, :articles, :lent_country, :reason)"
        ),
        list(values),
    )


def _country(group: Sequence[Member]) -> str | None:
    """The country that the members state, where they agree."""
    found = {member.country for member in group if member.country is not None}
    return next(iter(found)) if len(found) == 1 else None


def _tie(connection: sa.Connection, together: Sequence[tuple[str, str]]) -> None:
    """Join by order of people what does not stand in one block: the entities of both become one."""
    _untie(connection)
    actors = schema.actors
    for one, other in together:
        chosen = sa.select(actors.c.id, actors.c.entity).where(actors.c.id.in_((one, other)))
        entities = dict(connection.execute(chosen).all())
        if len(entities) == 2 and entities[one] != entities[other]:
            _unite(connection, *sorted((entities[one], entities[other])))


def _untie(connection: sa.Connection) -> None:
    """Actors without a block stand for themselves until they are tied."""
    actors = schema.actors
    ids = {name for made in listed(connection) if made.action == "merge" for name in (made.target, *made.value["members"])}
    loose = connection.execute(
        sa.select(actors.c.n, actors.c.id).where(actors.c.id.in_(ids), actors.c.block.is_(None))
    ).all()
    alone = {"articles": 1, "lent_country": None, "reason": "", "certainty": 1.0}
    if loose:
        _update(connection, [{"key": row.n, "entity": row.id, **alone} for row in loose])


def _unite(connection: sa.Connection, one: str, other: str) -> None:
    actors = schema.actors
    rows = connection.execute(
        sa.select(actors.c.n, actors.c.row, actors.c.reason, actors.c.certainty)
        .where(actors.c.entity.in_((one, other)))
        .order_by(actors.c.id)
    ).all()
    members = [_decode(row.row).member for row in rows]
    kept = min(members, key=_worth)
    joins = [
        Join(
            member=member.id,
            entity=kept.id,
            reason="" if member is kept else row.reason or "joined by correction",
            certainty=row.certainty,
        )
        for member, row in zip(members, rows, strict=True)
    ]
    numbers = {member.id: row.n for member, row in zip(members, rows, strict=True)}
    _write(connection, numbers, {member.id: member for member in members}, joins)
