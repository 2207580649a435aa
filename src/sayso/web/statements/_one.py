"""One statement, or one saying over articles, with all that is known of it."""

from __future__ import annotations

import msgspec

from sayso.case import Ledger
from sayso.errors import CaseError, UsageError
from sayso.stories import Saying, short
from sayso.web._desk import Desk
from sayso.web._query import Query
from sayso.web.statements._records import Row
from sayso.web.statements._rows import rows_of


class StatementQuery(Query, frozen=True, kw_only=True):
    """Nothing is asked beside the id."""


class Wording(msgspec.Struct, frozen=True, kw_only=True):
    """One wording of a saying, how many articles have it, and its words in the reader."""

    words: str
    articles: int
    outlets: tuple[str, ...]
    id: str


class StatementView(msgspec.Struct, frozen=True, kw_only=True):
    """A statement. ``wordings`` are those of its saying, the most carried first; ``inner`` are statements
    within it, ``outer`` the one around it."""

    row: Row
    wordings: tuple[Wording, ...] = ()
    outer: Row | None = None
    inner: tuple[Row, ...] = ()
    run: str = ""

    @property
    def title(self) -> str:
        """Who says what, short."""
        return short(f"{self.row.chain[-1].name}: {self.row.words}", 80)


def look_at(desk: Desk, id: str, query: StatementQuery) -> StatementView:
    """The view. Raises ``CaseError`` SAY407, SAY408, ``UsageError`` SAY321."""
    if id[:2] not in ("s_", "w_"):
        raise UsageError("SAY321", id[:40], "ids of statements begin with s_, those of sayings with w_")
    ledger = Ledger(desk.case)
    saying: Saying | None = None
    statement = id
    if id.startswith("w_"):
        found = desk.stories.find(id)
        assert isinstance(found, Saying), "ids that begin with w_ are of sayings"
        saying, statement = found, found.versions[0].records[0]
    elif (of := desk.happening_of(id)) is not None:
        one = desk.stories.find(of)
        saying = one if isinstance(one, Saying) else None
    record = ledger.statements([statement], hidden=True).get(statement)
    if record is None:
        raise CaseError("SAY407", id[:40])
    beside = list(desk.case.statements(article=record.article))
    outer = [one for one in beside if one.id == record.within]
    inner = [one for one in beside if one.within == record.id]
    row, *others = rows_of(desk, [record, *outer, *inner], whole=True)
    return StatementView(
        row=row,
        wordings=tuple(
            Wording(
                words=version.words,
                articles=len(version.articles),
                outlets=version.outlets,
                id=version.records[0],
            )
            for version in (saying.versions if saying else ())
        ),
        outer=others[0] if outer else None,
        inner=tuple(others[len(outer) :]),
        run=record.run,
    )
