"""Actors joined over articles, and kept so: the blocks that have changed are joined anew.

A block holds the actors that may be one; what comes of it depends only on who is in it and on what people
have corrected. So joining block by block, whenever, gives the same as joining all at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa

from sayso.case import _schema as schema
from sayso.case._corrections import ties
from sayso.case._file import CaseFile
from sayso.case._joining import ALONE, Join, Member, join
from sayso.case._rows import ActorNote
from sayso.case._write import make_stale
from sayso.directory import fold_name

_AT_ONCE = 200
"""Blocks joined in one transaction, so that other writers get their turn."""

_BESIDE = 20
"""Others named in an article that help to tell namesakes apart."""

_decode = msgspec.json.Decoder(ActorNote).decode
_decode_names = msgspec.json.Decoder(list[str]).decode

Pairs = Sequence[tuple[str, str]]


def join_stale(case: CaseFile) -> int:
    """Join the actors of all blocks that are not up to date. Returns how many blocks there were."""
    with case.reading() as connection:
        if connection.execute(sa.select(schema.stale).limit(1)).first() is None:
            return 0
    count = 0
    while True:
        with case.writing() as connection:
            table = schema.stale
            chosen = sa.select(table.c.block).order_by(table.c.block).limit(_AT_ONCE)
            blocks = connection.execute(chosen).scalars().all()
            together, apart = ties(connection)
            tied = _tied_blocks(connection, together)
            for block in blocks:
                _join_blocks(connection, _reached(block, tied), together, apart)
            connection.execute(table.delete().where(table.c.block.in_(blocks)))
        count += len(blocks)
        if len(blocks) < _AT_ONCE:
            return count


def mark_stale(connection: sa.Connection, ids: Sequence[str]) -> None:
    """Note that the actors of these ids are to be joined anew."""
    make_stale(connection, _block_of(connection, ids).values())


def _block_of(connection: sa.Connection, ids: Collection[str]) -> dict[str, str]:
    """The block of each actor; one that the rules never join is a block of its own."""
    actors = schema.actors
    rows = connection.execute(sa.select(actors.c.id, actors.c.block).where(actors.c.id.in_(ids))).all()
    return {row.id: row.block or f"{ALONE}{row.id}" for row in rows}


def _tied_blocks(connection: sa.Connection, together: Pairs) -> dict[str, set[str]]:
    """Blocks that people have tied to others: each with those."""
    of = _block_of(connection, {name for pair in together for name in pair})
    tied: dict[str, set[str]] = {}
    for one, other in together:
        if one in of and other in of and of[one] != of[other]:
            tied.setdefault(of[one], set()).add(of[other])
            tied.setdefault(of[other], set()).add(of[one])
    return tied


def _reached(block: str, tied: Mapping[str, set[str]]) -> list[str]:
    """The block and all that are tied to it, over others too."""
    found, waiting = {block}, [block]
    while waiting:
        more = tied.get(waiting.pop(), set()) - found
        found |= more
        waiting += sorted(more)
    return sorted(found)


def _join_blocks(connection: sa.Connection, blocks: Sequence[str], together: Pairs, apart: Pairs) -> None:
    _update(connection, _joined(connection, blocks, together, apart))


def _joined(
    connection: sa.Connection, blocks: Sequence[str], together: Pairs, apart: Pairs
) -> list[dict[str, Any]]:
    """What the columns of the actors of some blocks have to be."""
    actors, articles = schema.actors, schema.articles
    alone = [block.removeprefix(ALONE) for block in blocks if block.startswith(ALONE)]
    rows = connection.execute(
        sa.select(actors.c.n, actors.c.row, articles.c.earliest, articles.c.latest, articles.c.named)
        .join(articles, articles.c.id == actors.c.article)
        .where(actors.c.block.in_(blocks) | actors.c.id.in_(alone))
        .order_by(actors.c.id)
    ).all()
    members = [_member(row) for row in rows]
    numbers = {member.id: row.n for member, row in zip(members, rows, strict=True)}
    here = [pair for pair in together if pair[0] in numbers and pair[1] in numbers]
    parted = [pair for pair in apart if pair[0] in numbers and pair[1] in numbers]
    return _values(numbers, {m.id: m for m in members}, join(members, here, parted))


def would_join(
    connection: sa.Connection, ids: Sequence[str], together: Pairs, apart: Pairs
) -> dict[int, dict[str, Any]]:
    """What the columns of the actors in the blocks of some, and in all that are tied to these, would be with
    these ties, by the keys of their rows. Nothing is changed."""
    tied = _tied_blocks(connection, together)
    blocks = {name for block in _block_of(connection, ids).values() for name in _reached(block, tied)}
    return {row["key"]: row for row in _joined(connection, sorted(blocks), together, apart)}


def wrongly_joined(connection: sa.Connection) -> Iterator[str]:
    """Ids of actors that are not joined as they have to be. Actors without a block stand for themselves,
    unless people have joined them."""
    actors = schema.actors
    together, apart = ties(connection)
    tied = _tied_blocks(connection, together)
    blocks = connection.execute(
        sa.select(actors.c.block).where(actors.c.block.is_not(None)).distinct().order_by(actors.c.block)
    ).scalars()
    names = ("entity", "articles", "lent_country", "reason")
    columns = [actors.c[name] for name in ("n", "id", *names)]
    alone = [block for block in tied if block.startswith(ALONE)]
    for block in (*blocks.all(), *sorted(alone)):
        expected = {row["key"]: row for row in _joined(connection, _reached(block, tied), together, apart)}
        of = actors.c.id == block.removeprefix(ALONE) if block.startswith(ALONE) else actors.c.block == block
        for row in connection.execute(sa.select(*columns).where(of)):
            wanted = expected.get(row.n)  # without its article an actor cannot be joined
            if wanted is None or any(getattr(row, name) != wanted[name] for name in names):
                yield row.id
    loose = [block.removeprefix(ALONE) for block in alone]
    yield from connection.execute(
        sa.select(actors.c.id).where(
            actors.c.block.is_(None), actors.c.entity != actors.c.id, actors.c.id.not_in(loose)
        )
    ).scalars()


def _member(row: Any) -> Member:
    """An actor with the days of its article, and who else is named there."""
    member = _decode(row.row).member
    own = fold_name(member.name)
    beside = [name for name in _decode_names(row.named) if name != own][:_BESIDE]
    published = (row.earliest, row.latest)
    return msgspec.structs.replace(member, published=published, beside=tuple(beside))


def _values(
    numbers: Mapping[str, int],
    members: Mapping[str, Member],
    joins: Iterable[Join],
) -> list[dict[str, Any]]:
    """The columns of the actors of joined blocks."""
    joins = list(joins)
    grouped: dict[str, list[Member]] = {}
    for made in joins:
        grouped.setdefault(made.entity, []).append(members[made.member])
    counts = {entity: len({m.article for m in group}) for entity, group in grouped.items()}
    lent = {entity: _country(group) for entity, group in grouped.items()}
    return [
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


def _update(connection: sa.Connection, values: Sequence[Mapping[str, Any]]) -> None:
    if not values:  # the last actor of the block has gone
        return
    connection.execute(
        sa.text(
            "UPDATE actors SET entity = :entity, articles = :articles, lent_country = :lent_country, "
            "reason = :reason, certainty = :certainty WHERE n = :key "
            "AND (entity, articles, lent_country, reason) IS NOT (:entity, :articles, :lent_country, :reason)"
        ),
        list(values),
    )


def _country(group: Sequence[Member]) -> str | None:
    """The country that the members state, where they agree."""
    found = {member.country for member in group if member.country is not None}
    return next(iter(found)) if len(found) == 1 else None
