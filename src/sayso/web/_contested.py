"""Statements that did not stay as they were said: others contradict them, or deny what they report, or
whoever said so gave another value later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, Protocol

import msgspec

from sayso.stories import Dispute, Revision

How = Literal["disputed", "denied", "revised"]


class Contest(msgspec.Struct, frozen=True, order=True, gc=False):
    """What became of a statement. ``how`` is ``disputed`` (an independent origin gives a value that excludes
    it), ``denied`` (what it reports is denied by somebody) or ``revised`` (its origin gave another value
    later); ``about`` the field, ``happening`` the id of what it is about."""

    how: How
    about: str
    happening: str


class _Report(Protocol):
    @property
    def record(self) -> str: ...
    @property
    def status(self) -> str: ...


class _Happening(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def disputes(self) -> Sequence[Dispute]: ...
    @property
    def revisions(self) -> Sequence[Revision]: ...
    @property
    def denials(self) -> Sequence[str]: ...
    @property
    def reports(self) -> Sequence[_Report]: ...


def contested(
    happenings: Iterable[_Happening], statements: Mapping[str, Sequence[str]]
) -> dict[str, tuple[Contest, ...]]:
    """By the id of a statement. ``statements`` are those in which an event stands, by its id."""
    found: dict[str, set[Contest]] = {}
    for happening in happenings:
        for record, contest in _of(happening):
            for statement in statements.get(record, ()):
                found.setdefault(statement, set()).add(contest)
    return {statement: tuple(sorted(contests)) for statement, contests in found.items()}


def _of(happening: _Happening) -> Iterator[tuple[str, Contest]]:
    for dispute in happening.disputes:
        for claim in dispute.claims:
            for record in claim.reports:
                yield record, Contest("disputed", dispute.about, happening.id)
    for revision in happening.revisions:
        for claim in revision.claims[:-1]:
            for record in claim.reports:
                yield record, Contest("revised", revision.about, happening.id)
    if happening.denials:
        for report in happening.reports:
            if report.status in ("happened", "ongoing"):
                yield report.record, Contest("denied", "happened", happening.id)
