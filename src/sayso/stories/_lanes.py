"""The articles that carry a statement, by where they have it from: whoever copies the passage in which it
stands tells nothing anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sayso.case import CaseRecord, StatementRecord
from sayso.records import Span, Spans
from sayso.stories._linkage import Groups
from sayso.stories._records import Copy

_MOST_OF = 0.5
"""Part of a statement that has to stand in a shared passage for it to be copied with that."""


class Lane(CaseRecord, frozen=True, kw_only=True):
    """Carriers of a statement of which one has it by itself and the others from that one. ``record`` is the
    statement in the article that came first, ``copies`` those in its copies, by their days."""

    record: str
    copies: tuple[str, ...] = ()

    def line(self) -> str:
        """What stands for it in a cell."""
        return self.record


def lanes_of(statements: Iterable[StatementRecord], copies: Iterable[Copy]) -> tuple[Lane, ...]:
    """Lanes of one statement told in several articles, the earliest first. Takes all pairs of these articles
    that share a passage."""
    ordered = sorted(statements, key=_age)
    there: dict[str, list[StatementRecord]] = defaultdict(list)
    for statement in ordered:
        there[statement.article].append(statement)
    groups = Groups()
    for some in there.values():
        for again in some[1:]:
            groups.unite(some[0].id, again.id)
    for pair in copies:
        ours, theirs = there.get(pair.one), there.get(pair.other)
        if ours and theirs and (pair.copy or _copied(ours, theirs, pair)):
            groups.unite(ours[0].id, theirs[0].id)
    found: Mapping[str, Sequence[str]] = groups.of(statement.id for statement in ordered)
    place = {statement.id: n for n, statement in enumerate(ordered)}
    lanes = [sorted(ids, key=place.__getitem__) for ids in found.values()]
    return tuple(
        Lane(record=ids[0], copies=tuple(ids[1:])) for ids in sorted(lanes, key=lambda ids: place[ids[0]])
    )


def _copied(ours: Sequence[StatementRecord], theirs: Sequence[StatementRecord], pair: Copy) -> bool:
    return any(
        any(_stands_in(one.content_spans, here) for one in ours)
        and any(_stands_in(other.content_spans, in_other) for other in theirs)
        for here, in_other in pair.passages
    )


def _stands_in(spans: Spans, passage: Span) -> bool:
    length = sum(end - start for start, end in spans)
    within = sum(max(0, min(end, passage[1]) - max(start, passage[0])) for start, end in spans)
    return length > 0 and within >= _MOST_OF * length


def _age(statement: StatementRecord) -> tuple[str, str, str]:
    reported = statement.reported
    return reported.earliest or "9999", reported.latest or "9999", statement.id
