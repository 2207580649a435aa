"""Actors: found, joined and set apart, each with a look at what that would change before it is done."""

from __future__ import annotations

from typing import Literal

import msgspec

from sayso.case import (
    ActorLine,
    Bench,
    MemberLine,
    Preview,
    Shelf,
    country_code,
    open_case,
)
from sayso.records import ActorKind
from sayso.stories import short
from sayso.web._desk import Desk
from sayso.web.workbench._corrections import Row, rows_of
from sayso.web.workbench._jobs import Job, jobs_of
from sayso.web.workbench._pages import PER_PAGE, PagedQuery, Pages, pages_of
from sayso.web.workbench._places import Record, about, place_of

MOST_SHOWN = 50
"""Events, and statements, that a look ahead lists."""
MOST_RECENT = 5


class ActorsQuery(PagedQuery, frozen=True, kw_only=True):
    """``name`` are words of a name, ``country`` a code or a name. ``merge`` are actors that are looked at as
    one, the first as the one that the others are joined to. ``of`` is an actor whose parts are listed, and
    ``split`` are those of them that are looked at as somebody else."""

    name: str = ""
    kind: ActorKind | Literal[""] = ""
    country: str = ""
    merge: tuple[str, ...] = ()
    of: str = ""
    split: tuple[str, ...] = ()


class Affected(msgspec.Struct, frozen=True, kw_only=True):
    """An event or statement that names one of the actors in question; ``to`` is its place in the article."""

    id: str
    about: str
    words: str
    title: str
    to: str


class ActorsView(msgspec.Struct, frozen=True, kw_only=True):
    """A list of actors, or the parts (``members``) of one of them (``anchor``). ``preview`` is what joining
    or parting would change, ``events`` and ``statements`` the first that it touches. ``recent`` are the last
    corrections of this kind. ``chosen`` are names of the actors in the address. ``ready`` is false while
    the preview is being computed."""

    actors: tuple[ActorLine, ...]
    members: tuple[MemberLine, ...]
    anchor: ActorLine | None
    pages: Pages
    preview: Preview | None
    events: tuple[Affected, ...]
    statements: tuple[Affected, ...]
    chosen: dict[str, str]
    recent: tuple[Row, ...]
    ready: bool


def look(desk: Desk, query: ActorsQuery) -> ActorsView:
    """The view. Raises ``CaseError`` SAY407 to SAY409, ``UsageError`` SAY321."""
    bench = Bench(desk.case)
    members: list[MemberLine] = []
    anchor, total = None, 0
    if query.of:
        id, members, total = bench.members(query.of, limit=PER_PAGE, offset=query.offset())
        anchor = bench.lines([id])[0]
    looking = _looking(desk, query, anchor.id if anchor else "")  # it goes on while the rest is asked
    actors: list[ActorLine] = []
    if anchor is None:
        country = country_code(query.country) if query.country else ""
        actors, total = bench.actors(
            name=query.name, kind=query.kind, country=country, limit=PER_PAGE, offset=query.offset()
        )
    grouped = [made for made in desk.case.corrections() if made.action in ("merge", "split")]
    recent = rows_of(desk.case, tuple(reversed(grouped[-MOST_RECENT:])))
    named = bench.actors_of_articles({*query.merge, *query.split})
    ready = looking is None or looking.ready()
    preview = looking.preview if looking and ready else None
    events = bench.events(preview.first_events) if preview else {}
    statements = bench.statements(preview.first_statements) if preview else {}
    return ActorsView(
        actors=tuple(actors),
        members=tuple(members),
        anchor=anchor,
        pages=pages_of(query, total, len(actors) + len(members)),
        preview=preview,
        events=tuple(map(_affected, events.values())),
        statements=tuple(map(_affected, statements.values())),
        chosen={id: named[id].name if id in named else id for id in (*query.merge, *query.split)},
        recent=recent,
        ready=ready,
    )


class Looking(Job):
    """A preview while it is computed: those whom thousands of articles name are joined anew for it."""

    def __init__(self, desk: Desk, action: str, target: str, members: tuple[str, ...]) -> None:
        super().__init__(desk)
        self.action, self.target, self.members = action, target, members
        self.preview: Preview | None = None

    def work(self) -> None:
        """Compute it. Raises ``CaseError`` SAY407 to SAY409."""
        with open_case(self.case_path) as case:
            self.preview = Bench(case).preview(self.action, self.target, self.members, most=MOST_SHOWN)


def _looking(desk: Desk, query: ActorsQuery, anchor: str) -> Looking | None:
    """The preview of what the address names, which may still be under way; None where it names nothing."""
    if query.of and query.split:
        stays = anchor if anchor not in query.split else query.of
        what = ("split", stays, query.split)
    elif not query.of and len(query.merge) > 1:
        what = ("merge", query.merge[0], query.merge[1:])
    else:
        return None
    key = ("preview", Shelf(desk.case).state(), *what)
    return jobs_of(desk).get(key, lambda: Looking(desk, *what))


def _affected(record: Record) -> Affected:
    return Affected(
        id=record.id,
        about=about(record),
        words=short(record.words),
        title=record.title or record.article,
        to=place_of(record),
    )
