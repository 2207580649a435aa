"""The view of an actor."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from sayso.case import ActorRecord, Ledger, MemberRecord, StatementFilter
from sayso.errors import CaseError, UsageError
from sayso.records import Stance
from sayso.web._desk import Desk
from sayso.web._query import Query
from sayso.web.statements import Row, folded, rows_of

ROWS = 30
"""Statements, or members, of a page."""
_AGAINST = 30
"""Statements that did not stay as they were which are shown."""

_Page = Annotated[int, msgspec.Meta(ge=1, le=100_000)]


class ActorQuery(Query, frozen=True, kw_only=True):
    """``page`` is that of the statements, ``members`` that of the actors of single articles."""

    stance: Stance | Literal[""] = ""
    order: Literal["newest", "oldest"] = "newest"
    page: _Page = 1
    members: _Page = 1


class Role(msgspec.Struct, frozen=True, kw_only=True):
    """A role with the first and the last day on which an article gives it, how many do, and one of them."""

    title: str
    first: str | None
    last: str | None
    articles: int
    article: str


class ActorView(msgspec.Struct, frozen=True, kw_only=True):
    """An actor. ``rows`` are what is attributed to it, ``against`` what of that others contradict or deny or
    the actor revised; ``joined`` are the actors of single articles that it stands for, a page of them in the
    place of ``actor.members``, as ``roles`` are in the place of ``actor.roles``."""

    actor: ActorRecord
    roles: tuple[Role, ...]
    rows: tuple[Row, ...]
    total: int
    pages: int
    against: tuple[Row, ...] = ()
    against_total: int = 0
    joined: tuple[MemberRecord, ...] = ()
    member_pages: int = 1

    @property
    def title(self) -> str:
        """The name."""
        return self.actor.known_as or self.actor.name


def look(desk: Desk, id: str, query: ActorQuery) -> ActorView:
    """The view. Raises ``CaseError`` SAY407, SAY408, ``UsageError`` SAY321."""
    if not id.startswith("p_"):
        raise UsageError("SAY321", id[:40], "ids of actors begin with p_")
    actor = desk.case.show(id)
    if not isinstance(actor, ActorRecord):
        raise CaseError("SAY407", id[:40])
    ledger = Ledger(desk.case)
    oldest = query.order == "oldest"
    own = StatementFilter(speaker=actor.id, stance=(query.stance,) if query.stance else ())
    asked = folded(ledger, own, oldest=oldest)
    total = ledger.count(asked)
    contested = folded(
        ledger, StatementFilter(speaker=actor.id, ids=tuple(desk.overview.contested)), oldest=oldest
    )
    records = ledger.page(asked, oldest=oldest, offset=(query.page - 1) * ROWS, limit=ROWS)
    against = ledger.page(contested, oldest=oldest, limit=_AGAINST)
    rows = rows_of(desk, [*against, *records])
    ids = actor.members[(query.members - 1) * ROWS : query.members * ROWS]
    members = ledger.members(ids)
    return ActorView(
        actor=msgspec.structs.replace(actor, members=(), reasons=(), roles=()),
        roles=_roles(actor),
        rows=tuple(rows[len(against) :]),
        total=total,
        pages=max(1, -(-total // ROWS)),
        against=tuple(rows[: len(against)]),
        against_total=ledger.count(contested),
        joined=tuple(members[id] for id in ids if id in members),
        member_pages=max(1, -(-len(actor.members) // ROWS)),
    )


def _roles(actor: ActorRecord) -> tuple[Role, ...]:
    """Each role once, those of most articles first."""
    found: dict[str, tuple[str, list[str], dict[str, None]]] = {}
    for role in actor.roles:
        _, days, articles = found.setdefault(role.title.casefold(), (role.title, [], {}))
        days += [day for day in (role.reported.earliest, role.reported.latest) if day]
        articles[role.article] = None
    made = [
        Role(
            title=title,
            first=min(days, default=None),
            last=max(days, default=None),
            articles=len(articles),
            article=next(iter(articles)),
        )
        for title, days, articles in found.values()
    ]
    return tuple(sorted(made, key=lambda role: (-role.articles, role.first or "9999", role.title))[:ROWS])
