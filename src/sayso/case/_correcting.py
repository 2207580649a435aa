"""Making a correction: what it names is found, it is written down, and what it touches is derived anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from sayso.case import _schema as schema
from sayso.case._corrections import listed, overlays, record
from sayso.case._file import CaseFile
from sayso.case._joined import join_stale, mark_stale
from sayso.case._rebuild import derive_again
from sayso.case._records import Correction
from sayso.case._show import resolve
from sayso.errors import CaseError

_TABLE = {"e": schema.events, "s": schema.statements, "p": schema.actors}


def correct(
    case: CaseFile,
    action: str,
    target: str,
    members: Sequence[str],
    values: Mapping[str, Any],
    *,
    who: str,
    why: str,
    at: str,
) -> Correction:
    """Correct a record. Raises ``CaseError`` SAY407 to SAY409; then nothing is changed."""
    with case.writing() as connection:
        target = resolve(connection, target)
        value = dict(values)
        if action in ("merge", "split"):
            value = grouping(connection, action, target, [resolve(connection, m) for m in members])
        elif action == "recode":
            value = _with_whole_ids(connection, target, value)
        if action in ("recode", "hide") and target[0] not in _TABLE:
            raise CaseError("SAY409", target, "only events, statements and actors can be re-coded or hidden")
        made = record(connection, action, target, value, who, why, at)
        _touch(connection, made)
    join_stale(case)
    return made


def grouping(connection: sa.Connection, action: str, target: str, members: Sequence[str]) -> dict[str, Any]:
    """The actors that are joined, or set apart: the ids are those of articles' actors."""
    if not members:
        raise CaseError("SAY409", action, "name the actors")
    for name in (target, *members):
        if name[0] != "p":
            raise CaseError("SAY409", name, "only actors are merged and split")
    if action == "merge":
        others = sorted(set(members) - {target})
        if not others:
            raise CaseError("SAY409", target, "an actor cannot be merged with itself")
        return {"members": others}
    actors = schema.actors
    entity = connection.execute(sa.select(actors.c.entity).where(actors.c.id == target)).scalar_one()
    together = set(connection.execute(sa.select(actors.c.id).where(actors.c.entity == entity)).scalars())
    for name in members:
        if name not in together:
            raise CaseError("SAY409", name, f"it is not one of those that {entity} stands for")
    stay = sorted(together - set(members))
    if not stay:
        raise CaseError("SAY409", target, "nothing would be left of it")
    return {"members": sorted(members), "stay": stay}


def _with_whole_ids(connection: sa.Connection, target: str, value: dict[str, Any]) -> dict[str, Any]:
    """Actors that are named in a re-coding are of the same article, and are noted by their whole ids."""
    of = _article_of(connection, target)

    def whole(given: str) -> str:
        name = resolve(connection, given.strip())
        if name[0] != "p" or _article_of(connection, name) != of:
            raise CaseError("SAY409", given, "it is not an actor of the same article")
        return name

    made = dict(value)
    for field in ("actors", "recipients", "speaker"):
        given = made.get(field)
        parts = given.split(",") if isinstance(given, str) else given
        if parts and all(isinstance(part, str) for part in parts):
            ids = [whole(part) for part in parts if part.strip()]
            made[field] = ids if field != "speaker" else ids[0] if ids else None
    return made


def _touch(connection: sa.Connection, made: Correction) -> None:
    """Derive anew what a correction touches; of an undoing, what the undone one touched."""
    if made.action == "undo":
        made = next(c for c in listed(connection) if c.id == made.target)
    if made.action in ("merge", "split"):
        named = {made.target, *made.value.get("members", ()), *made.value.get("stay", ())}
        mark_stale(connection, sorted(named))
        return
    article = _article_of(connection, made.target)
    if article is not None:
        derive_again(connection, article, overlays(connection))


def _article_of(connection: sa.Connection, name: str) -> str | None:
    """The article of an event, statement or actor; None for other records."""
    table = _TABLE.get(name[0])
    if table is None:
        return None
    article: str | None = connection.execute(sa.select(table.c.article).where(table.c.id == name)).scalar()
    return article
