"""The first page of the workbench: what there is to do in each part."""

from __future__ import annotations

import msgspec

from sayso.case import Bench, Intake
from sayso.exports import FORMATS
from sayso.web._desk import Desk
from sayso.web._query import Query


class ContentsQuery(Query, frozen=True, kw_only=True):
    """It asks nothing."""


class Contents(msgspec.Struct, frozen=True, kw_only=True):
    """How much stands in each part. ``undone`` counts corrections that were taken back."""

    intake: Intake
    again: int
    to_review: int
    corrections: int
    undone: int
    runs: int
    formats: int


def look(desk: Desk, query: ContentsQuery) -> Contents:
    """The view. Raises ``CaseError``."""
    corrections = [made for made in desk.case.corrections() if made.action != "undo"]
    return Contents(
        intake=Bench(desk.case).intake(),
        again=desk.case.unread_failures(),
        to_review=desk.overview.to_review,
        corrections=len(corrections),
        undone=sum(made.undone is not None for made in corrections),
        runs=sum(1 for _ in desk.case.runs()),
        formats=len(FORMATS),
    )
