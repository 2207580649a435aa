"""The view of a search."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Annotated

import msgspec

from sayso.case import Days, Hit
from sayso.web._address import at_span
from sayso.web._desk import Desk
from sayso.web._query import Query

ROWS = 25
"""Hits of a page."""
_PAGES = 20
"""Pages that can be asked for: who needs more narrows the query."""


class SearchQuery(Query, frozen=True, kw_only=True):
    """``q`` is the query."""

    q: str = ""
    page: Annotated[int, msgspec.Meta(ge=1, le=_PAGES)] = 1


class Piece(msgspec.Struct, frozen=True):
    """Words of a snippet. Those of a hit are marked, and ``to`` leads to them in the reader."""

    words: str
    to: str = ""


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """An article. ``hits`` are those that are marked in it, ``to`` the first of them in the reader."""

    id: str
    title: str | None
    outlet: str | None
    reported: Days
    pieces: tuple[Piece, ...]
    hits: int
    events: int
    statements: int
    to: str


class SearchView(msgspec.Struct, frozen=True, kw_only=True):
    """A page of hits, the best first; ``more`` tells that there are others, ``last`` that no further page can
    be asked for."""

    q: str
    found: tuple[Found, ...] = ()
    more: bool = False
    last: bool = False


def look(desk: Desk, query: SearchQuery) -> SearchView:
    """The view. Raises ``UsageError`` SAY321 where the query cannot be understood."""
    if not query.q:
        return SearchView(q="")
    end = query.page * ROWS
    hits = list(islice(desk.case.search(query.q, limit=end + 1), end - ROWS, end + 1))
    return SearchView(
        q=query.q,
        found=tuple(_found(hit) for hit in hits[:ROWS]),
        more=len(hits) > ROWS,
        last=query.page == _PAGES,
    )


def _found(hit: Hit) -> Found:
    start = hit.span[0]
    to = f"/a/{hit.id}"
    if hit.marks:
        first, last = hit.marks[0]
        to = at_span(hit.id, first, last, words=hit.snippet[first - start : last - start])
    return Found(
        id=hit.id,
        title=hit.title,
        outlet=hit.outlet,
        reported=hit.reported,
        pieces=tuple(_pieces(hit)),
        hits=len(hit.marks),
        events=hit.events,
        statements=hit.statements,
        to=to,
    )


def _pieces(hit: Hit) -> Iterator[Piece]:
    first, last = hit.span
    at = first
    for start, end in hit.marks:
        start, end = max(start, at), min(end, last)
        if start >= end:
            continue
        if start > at:
            yield Piece(hit.snippet[at - first : start - first])
        words = hit.snippet[start - first : end - first]
        yield Piece(words, to=at_span(hit.id, start, end, words=words))
        at = end
    if at < last:
        yield Piece(hit.snippet[at - first :])
