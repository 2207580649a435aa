"""The statements of a case a page at a time, and records by their ids: what lists of any length are made
of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
import sqlalchemy as sa

from sayso.case import _schema as schema
from sayso.case._case import Case
from sayso.case._find import (
    StatementFilter,
    among,
    decoded_events,
    decoded_statements,
    select_statements,
    statement_conditions,
)
from sayso.case._records import CaseRecord, Days, EventRecord, StatementRecord
from sayso.case._rows import ActorNote

__all__ = ["Ledger", "MemberRecord", "StatementFilter"]

_decode_note = msgspec.json.Decoder(ActorNote).decode


class MemberRecord(CaseRecord, frozen=True, kw_only=True):
    """An actor of one article: its roles there, and why it is joined with others, how surely (0 to 1)."""

    id: str
    name: str
    article: str
    title: str | None = None
    outlet: str | None = None
    reported: Days = Days()
    roles: tuple[str, ...] = ()
    reason: str = ""
    certainty: float = 0.0


class Ledger:
    """The ledger of statements. Days are those of publication; statements without a day stand last. Methods
    raise ``CaseError`` as the case does, ``UsageError`` SAY321 for filters that make no sense."""

    def __init__(self, case: Case) -> None:
        self.case = case

    def page(
        self, f: StatementFilter, *, oldest: bool = False, offset: int = 0, limit: int = 50
    ) -> list[StatementRecord]:
        """Some of the statements that fit, the newest first or the ``oldest``."""
        table = schema.statements
        chosen = (
            sa.select(table.c.n)
            .where(*statement_conditions(f))
            .order_by(*_order(oldest))
            .offset(offset)
            .limit(limit)
        )
        if f.unnamed:  # many fit: going by the days is over sooner than looking at all
            chosen = chosen.with_hint(table, "INDEXED BY statements_day", "sqlite")
        with self.case.reading_tables() as connection:
            numbers = connection.execute(chosen).scalars().all()
            query = select_statements().where(table.c.n.in_(numbers)).order_by(*_order(oldest))
            return list(decoded_statements(connection, query))

    def count(self, f: StatementFilter, most: int = 10_000) -> int:
        """How many statements fit; ``most`` + 1 where there are more than that, which are not counted."""
        some = sa.select(schema.statements.c.n).where(*statement_conditions(f)).limit(most + 1).subquery()
        query = sa.select(sa.func.count()).select_from(some)
        with self.case.reading_tables() as connection:
            return int(connection.execute(query).scalar_one())

    def sayings(self, f: StatementFilter, *, oldest: bool = False) -> dict[str, str]:
        """Of the statements that fit those that several articles carry, with the ids of their sayings, in the
        order of ``page``."""
        table, told = schema.statements, schema.told
        query = (
            sa.select(told.c.record, told.c.into)
            .join(table, table.c.id == told.c.record)
            .where(told.c.into >= "w_", told.c.into < "w`", *statement_conditions(f))
            .order_by(*_order(oldest))
        )
        with self.case.reading_tables() as connection:
            return {row.record: row.into for row in connection.execute(query)}

    def statements(self, ids: Iterable[str], *, hidden: bool = False) -> dict[str, StatementRecord]:
        """Statements by their ids, those of them that are there."""
        f = StatementFilter(ids=tuple(ids), hidden=hidden)
        query = select_statements().where(*statement_conditions(f)).order_by(schema.statements.c.id)
        with self.case.reading_tables() as connection:
            return {record.id: record for record in decoded_statements(connection, query)}

    def events(self, ids: Iterable[str]) -> dict[str, EventRecord]:
        """Events by their ids, those of them that are there and not hidden."""
        table = schema.events
        with self.case.reading_tables() as connection:
            found = decoded_events(connection, among(table.c.id, ids), table.c.hidden == 0)
            return {record.id: record for record in found}

    def events_in(self, articles: Iterable[str]) -> list[EventRecord]:
        """The events of some articles, those that are not hidden."""
        table = schema.events
        with self.case.reading_tables() as connection:
            return list(decoded_events(connection, among(table.c.article, articles), table.c.hidden == 0))

    def members(self, ids: Iterable[str]) -> dict[str, MemberRecord]:
        """Actors of single articles, by their ids."""
        actors, articles = schema.actors, schema.articles
        names = ("id", "name", "article", "reason", "certainty", "row")
        query = (
            sa.select(*(actors.c[name] for name in names), articles.c.title, articles.c.outlet)
            .add_columns(articles.c.earliest, articles.c.latest, articles.c.dated)
            .join(articles, articles.c.id == actors.c.article)
            .where(among(actors.c.id, ids))
        )
        with self.case.reading_tables() as connection:
            return {row.id: _member(row) for row in connection.execute(query)}


def _member(row: Any) -> MemberRecord:
    return MemberRecord(
        id=row.id,
        name=row.name,
        article=row.article,
        title=row.title,
        outlet=row.outlet,
        reported=Days(earliest=row.earliest, latest=row.latest, basis=row.dated),
        roles=tuple(dict.fromkeys(role.title for role in _decode_note(row.row).roles)),
        reason=row.reason,
        certainty=row.certainty,
    )


def _order(oldest: bool) -> list[sa.ColumnElement[object]]:
    table = schema.statements
    day = table.c.earliest.asc().nulls_last() if oldest else table.c.earliest.desc().nulls_last()
    return [day, table.c.article, sa.func.length(table.c.local), table.c.local]
