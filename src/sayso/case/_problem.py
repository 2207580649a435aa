"""What a check of a case finds."""

from __future__ import annotations

from sayso.case._records import CaseRecord


class Problem(CaseRecord, frozen=True, kw_only=True):
    """Something that does not hold together: where, which record, and in words."""

    where: str
    id: str
    problem: str
