"""What somebody who keeps a case in order asks of it, a page at a time. Nothing here writes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy as sa

from sayso.case import _schema as schema
from sayso.case._case import Case
from sayso.case._find import (
    EventFilter,
    StatementFilter,
    among,
    checked_text,
    find_events,
    find_statements,
)
from sayso.case._intake import InputFilter, Intake, intake_of, page_of_inputs
from sayso.case._people import ActorFilter, actor_ids
from sayso.case._preview import Preview, preview
from sayso.case._records import CaseRecord, EventRecord, InputRecord, StatementRecord
from sayso.case._review import Candidate, review
from sayso.case._show import resolve

MOST_ACTORS = 1_000
"""Actors that a list goes through; who looks for another one names him."""


class ActorLine(CaseRecord, frozen=True, kw_only=True):
    """An actor on a line of a list, by what stands for it. ``members`` counts the actors of articles that are
    joined to it."""

    id: str
    name: str
    kind: str
    country: str | None
    articles: int
    members: int


class MemberLine(CaseRecord, frozen=True, kw_only=True):
    """An actor of one article, and why it is joined with the one that stands for all (of that: nothing)."""

    id: str
    name: str
    country: str | None
    reason: str
    certainty: float
    article: str
    title: str | None
    outlet: str | None


class Bench:
    """Pages of long lists: each method gives the rows from ``offset`` and how many there are in all. Raises
    ``CaseError`` and ``UsageError`` as the case does."""

    def __init__(self, case: Case) -> None:
        self.case = case

    def intake(self) -> Intake:
        """Counts of the inputs."""
        with self.case.reading_tables() as connection:
            return intake_of(connection)

    def inputs(
        self,
        *,
        status: Sequence[str] = (),
        code: str = "",
        finding: str = "",
        words: str = "",
        limit: int,
        offset: int = 0,
    ) -> tuple[list[InputRecord], int]:
        """What became of inputs, by where they were found. ``words`` stand in the name of the input, the
        title or the reason."""
        chosen = InputFilter(
            status=tuple(status), code=checked_text(code), finding=checked_text(finding),
            words=checked_text(words),
        )  # fmt: skip
        with self.case.reading_tables() as connection:
            return page_of_inputs(connection, chosen, limit, offset)

    def review(self, most: int, accepted: Collection[str] = ()) -> tuple[list[Candidate], int]:
        """The first of the queue of review."""
        with self.case.reading_tables() as connection:
            return review(connection, most, accepted)

    def events(self, ids: Sequence[str], *, hidden: bool = False) -> dict[str, EventRecord]:
        """Events by their whole ids."""
        with self.case.reading_tables() as connection:
            chosen = EventFilter(ids=tuple(ids), hidden=hidden)
            found = find_events(connection, chosen) if ids else ()
            return {event.id: event for event in found}

    def statements(self, ids: Sequence[str], *, hidden: bool = False) -> dict[str, StatementRecord]:
        """Statements by their whole ids."""
        with self.case.reading_tables() as connection:
            chosen = StatementFilter(ids=tuple(ids), hidden=hidden)
            found = find_statements(connection, chosen) if ids else ()
            return {statement.id: statement for statement in found}

    def actors(
        self, *, name: str = "", kind: str = "", country: str = "", limit: int, offset: int = 0
    ) -> tuple[list[ActorLine], int]:
        """Actors joined over articles, those of most articles first; ``country`` is a code. Of more than
        ``MOST_ACTORS`` the others are neither given nor counted."""
        chosen = ActorFilter(
            name=checked_text(name) or None,
            kind=(kind,) if kind else (),
            country=(country,) if country else (),
        )
        with self.case.reading_tables() as connection:
            ids = connection.execute(actor_ids(chosen, MOST_ACTORS)).scalars().all()
        return self.lines(ids[offset : offset + limit]), len(ids)

    def lines(self, ids: Sequence[str]) -> list[ActorLine]:
        """Lines of the actors of some ids, each of which stands for all who are joined with it."""
        actors = schema.actors
        columns = ("id", "name", "kind", "country", "lent_country", "articles")
        with self.case.reading_tables() as connection:
            query = sa.select(*(actors.c[column] for column in columns)).where(among(actors.c.id, ids))
            found = {row.id: row for row in connection.execute(query)}
            joined = (
                sa.select(actors.c.entity, sa.func.count())
                .where(among(actors.c.entity, ids))
                .group_by(actors.c.entity)
            )
            members: dict[str, int] = dict(connection.execute(joined).all())
        return [
            ActorLine(
                id=row.id,
                name=row.name,
                kind=row.kind,
                country=row.country or row.lent_country,
                articles=row.articles,
                members=members.get(row.id, 0),
            )
            for row in (found[id] for id in ids)
        ]

    def actors_of_articles(self, ids: Collection[str]) -> dict[str, MemberLine]:
        """Actors of articles by their whole ids."""
        with self.case.reading_tables() as connection:
            query = _member_lines().where(among(schema.actors.c.id, ids))
            return {row.id: MemberLine(**row._mapping) for row in connection.execute(query)}

    def members(self, id: str, *, limit: int, offset: int = 0) -> tuple[str, list[MemberLine], int]:
        """The id of the actor that stands for all who are joined with one, the actors of articles among
        them, itself first, and how many these are. Raises ``CaseError`` SAY407, SAY408."""
        actors = schema.actors
        with self.case.reading_tables() as connection:
            name = resolve(connection, checked_text(id), "p")
            of = connection.execute(sa.select(actors.c.entity).where(actors.c.id == name)).scalar_one()
            query = (
                _member_lines()
                .where(actors.c.entity == of)
                .order_by(actors.c.id != of, actors.c.name, actors.c.id)
                .limit(limit)
                .offset(offset)
            )
            rows = connection.execute(query).all()
            counted = sa.select(sa.func.count()).select_from(actors).where(actors.c.entity == of)
            total = connection.execute(counted).scalar_one()
        return str(of), [MemberLine(**row._mapping) for row in rows], int(total)

    def preview(self, action: str, target: str, members: Sequence[str], *, most: int) -> Preview:
        """What ``correct`` would change, were it asked to ``merge`` or ``split`` actors. Raises ``CaseError``
        as it does."""
        with self.case.reading_tables() as connection:
            return preview(connection, action, target, members, most)


def _member_lines() -> Any:
    actors, articles = schema.actors, schema.articles
    columns = ("id", "name", "country", "reason", "certainty", "article")
    return sa.select(
        *(actors.c[column] for column in columns), articles.c.title, articles.c.outlet
    ).outerjoin(articles, articles.c.id == actors.c.article)
