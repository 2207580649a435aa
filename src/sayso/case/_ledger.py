"""The statements of a case a page at a time, and records by their ids: what lists of any length are made
of."""

from __future__ import annotations

from collections.abc import Iterable

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
from sayso.case._records import EventRecord, StatementRecord

__all__ = ["Ledger", "StatementFilter"]


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

    def repeated(self, f: StatementFilter, *, oldest: bool = False) -> tuple[str, ...]:
        """Of the statements that fit, those that say the same of the same speaker as one before them in that
        order (are of the same saying): a list that is without them has each saying once."""
        table, told = schema.statements, schema.told
        query = (
            sa.select(told.c.record, told.c.into)
            .join(table, table.c.id == told.c.record)
            .where(told.c.into >= "w_", told.c.into < "w`", *statement_conditions(f))
            .order_by(*_order(oldest))
        )
        seen: set[str] = set()
        found = []
        with self.case.reading_tables() as connection:
            for record, into in connection.execute(query):
                if into in seen:
                    found.append(record)
                seen.add(into)
        return tuple(found)

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


def _order(oldest: bool) -> list[sa.ColumnElement[object]]:
    table = schema.statements
    day = table.c.earliest.asc().nulls_last() if oldest else table.c.earliest.desc().nulls_last()
    return [day, table.c.article, sa.func.length(table.c.local), table.c.local]
