"""Lists that are shown a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, TypeVar

import msgspec

from sayso.web._query import Query

T = TypeVar("T")
PER_PAGE = 50
PageNumber = Annotated[int, msgspec.Meta(ge=1, le=100_000)]


class PagedQuery(Query, frozen=True, kw_only=True):
    """A question with many answers; ``page`` counts from 1."""

    page: PageNumber = 1

    def offset(self, per_page: int = PER_PAGE) -> int:
        """How many rows stand on the pages before."""
        return (self.page - 1) * per_page

    def shown(self, rows: Sequence[T], per_page: int = PER_PAGE) -> Sequence[T]:
        """The rows of this page."""
        return rows[self.offset(per_page) : self.offset(per_page) + per_page]


class Pages(msgspec.Struct, frozen=True, kw_only=True):
    """Which page of how many is shown, and the numbers of its first and last row; of an empty list 0."""

    page: int
    pages: int
    first: int
    last: int
    total: int


def pages_of(query: PagedQuery, total: int, shown: int, per_page: int = PER_PAGE) -> Pages:
    """Where a page is in its list."""
    start = query.offset(per_page)
    return Pages(
        page=query.page,
        pages=max(1, -(-total // per_page)),
        first=start + 1 if shown else 0,
        last=start + shown if shown else 0,
        total=total,
    )
