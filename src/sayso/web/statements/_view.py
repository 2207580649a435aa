"""The view of the ledger: a page of statements that fit, and what is put side by side."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Literal

import msgspec

from sayso.case import Ledger, StatementFilter
from sayso.records import AttributionKind, Polarity, Stance
from sayso.web._desk import Desk
from sayso.web._query import Query
from sayso.web.statements._compare import Comparison, compare
from sayso.web.statements._records import Row
from sayso.web.statements._rows import rows_of

ROWS = 40
"""Statements of a page."""
COUNTED = 10_000
"""Statements that are counted; of more it is said that they are more."""


class StatementsQuery(Query, frozen=True, kw_only=True):
    """Filters as ``Case.statements`` has them; ``unnamed`` are statements whose source the text gives no
    name, ``contradicted`` those that independent origins contradict or whose deed is denied. ``compare`` are
    ids of what is put side by side."""

    speaker: str = ""
    about: str = ""
    stance: Stance | Literal[""] = ""
    kind: AttributionKind | Literal[""] = ""
    polarity: Polarity | Literal[""] = ""
    outlet: str = ""
    since: str = ""
    until: str = ""
    single_source: bool = False
    unnamed: bool = False
    contradicted: bool = False
    order: Literal["newest", "oldest"] = "newest"
    page: Annotated[int, msgspec.Meta(ge=1, le=100_000)] = 1
    compare: tuple[str, ...] = ()


class StatementsView(msgspec.Struct, frozen=True, kw_only=True):
    """A page of the statements that fit, ``total`` in all; where these are more than are counted ``more`` is
    true. A statement that several articles carry is one row. ``unnamed`` counts statements without a named
    source where none fit."""

    rows: tuple[Row, ...]
    total: int
    more: bool
    pages: int
    comparison: Comparison | None = None
    unnamed: int = 0


def look(desk: Desk, query: StatementsQuery) -> StatementsView:
    """The view. Raises ``UsageError`` SAY321, ``CaseError`` SAY407 for what is compared and is not there."""
    ledger = Ledger(desk.case)
    asked = filter_of(desk, query)
    oldest = query.order == "oldest"
    asked = folded(ledger, asked, oldest=oldest)
    total = ledger.count(asked, COUNTED)
    records = ledger.page(asked, oldest=oldest, offset=(query.page - 1) * ROWS, limit=ROWS)
    more = total > COUNTED
    return StatementsView(
        rows=tuple(rows_of(desk, records)),
        total=min(total, COUNTED),
        more=more,
        pages=max(1, -(-total // ROWS)),
        comparison=compare(desk, query.compare),
        unnamed=ledger.count(StatementFilter(unnamed=True), COUNTED) if not total else 0,
    )


def filter_of(desk: Desk, query: StatementsQuery) -> StatementFilter:
    """What the address asks for. Raises ``UsageError`` SAY321."""
    against = tuple(
        id for id, contests in desk.overview.contested.items() if any(c.how != "revised" for c in contests)
    )
    return StatementFilter(
        speaker=query.speaker or None,
        about=query.about or None,
        stance=(query.stance,) if query.stance else (),
        kind=(query.kind,) if query.kind else (),
        polarity=query.polarity or None,
        outlet=query.outlet or None,
        since=query.since or None,
        until=query.until or None,
        single_source=query.single_source,
        unnamed=query.unnamed,
        ids=against if query.contradicted else None,
    )


def folded(ledger: Ledger, asked: StatementFilter, *, oldest: bool = False) -> StatementFilter:
    """The same, with each saying once: by the first of its statements that fit; with ``single_source``
    without the sayings, which several articles carry."""
    sayings = ledger.sayings(asked, oldest=oldest)
    if asked.single_source:
        return msgspec.structs.replace(asked, without=tuple(sayings))
    seen: Counter[str] = Counter()
    again = []
    for statement, saying in sayings.items():
        if seen[saying]:
            again.append(statement)
        seen[saying] += 1
    return msgspec.structs.replace(asked, without=tuple(again))
