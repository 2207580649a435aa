"""The queue of review: what is least sure and weighs most stands first, each with its words."""

from __future__ import annotations

from typing import Literal, get_args

import msgspec

from sayso.case import Bench, Candidate, EventRecord
from sayso.records import EventType, Stance
from sayso.web._desk import Desk
from sayso.web._overview import ACCEPTED, accepted
from sayso.web.reader import Editable, editable_of
from sayso.web.workbench._pages import PagedQuery, Pages, pages_of
from sayso.web.workbench._places import Record, about, lane_of, place_of, span_of

AT_ONCE = 25
"""Records on a page: each is read."""
CODES = (*get_args(EventType), *get_args(Stance))


class ReviewQuery(PagedQuery, frozen=True, kw_only=True):
    """``kind`` and ``code`` (type of events, stance of statements) narrow the queue; with ``disputed`` only
    what a disputed happening rests on. ``article`` is the id of one."""

    kind: Literal["", "events", "statements"] = ""
    code: EventType | Stance | Literal[""] = ""
    disputed: bool = False
    article: str = ""


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """A record to be looked at. ``about`` says it in one line, ``words`` is what it was read from, ``span``
    where that stands in the article, in code points, ``to`` its address; ``says`` is who says so, the
    outermost first."""

    candidate: Candidate
    about: str
    words: str
    to: str
    span: str
    lane: str
    says: tuple[str, ...]
    title: str
    outlet: str
    when: str
    editable: tuple[Editable, ...]
    corrections: tuple[str, ...]


class ReviewView(msgspec.Struct, frozen=True, kw_only=True):
    """A page of the queue. ``waiting`` is how many records are neither accepted nor hidden; of these the
    queue holds the first, and ``cut`` more are not in it."""

    items: tuple[Item, ...]
    pages: Pages
    waiting: int
    cut: int
    accepted: int

    @property
    def codes(self) -> tuple[str, ...]:
        """What the queue can be narrowed to."""
        return CODES

    @property
    def accepting(self) -> str:
        """Why a record is accepted."""
        return ACCEPTED


def look(desk: Desk, query: ReviewQuery) -> ReviewView:
    """The view. Raises ``CaseError``."""
    overview, done = desk.overview, accepted(desk.case)
    queue = [one for one in overview.review if one.id not in done and _fits(one, query)]
    chosen = query.shown(queue, AT_ONCE)
    bench = Bench(desk.case)
    found: dict[str, Record] = {
        **bench.events([one.id for one in chosen if one.id[0] == "e"]),
        **bench.statements([one.id for one in chosen if one.id[0] == "s"]),
    }
    items = [_item(one, found[one.id]) for one in chosen if one.id in found]  # some are hidden since
    waited = {one.id for one in overview.review}
    return ReviewView(
        items=tuple(items),
        pages=pages_of(query, len(queue), len(chosen), AT_ONCE),
        waiting=overview.to_review - len(done & waited),
        cut=overview.to_review - len(overview.review),
        accepted=len(done),
    )


def _fits(one: Candidate, query: ReviewQuery) -> bool:
    return (
        (not query.kind or one.id[0] == query.kind[0])
        and (not query.code or one.code == query.code)
        and (not query.disputed or one.disputes > 0)
        and (not query.article or one.article == query.article)
    )


def _item(one: Candidate, record: Record) -> Item:
    said = about(record)
    if isinstance(record, EventRecord):
        actors = ", ".join(party.name for party in record.actors) or "actor unknown"
        recipients = ", ".join(party.name for party in record.recipients)
        said += f": {actors}" + (f" → {recipients}" if recipients else "")
    return Item(
        candidate=one,
        about=said,
        words=record.words,
        to=place_of(record),
        span=span_of(record),
        lane=lane_of(record),
        says=record.said_by if isinstance(record, EventRecord) else record.chain,
        title=record.title or record.article,
        outlet=record.outlet or "outlet unknown",
        when=record.reported.earliest or "date unknown",
        editable=editable_of(record),
        corrections=record.corrections,
    )
