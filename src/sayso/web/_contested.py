"""Statements that did not stay as they were said: others contradict them, or deny what they report, or
whoever said so gave another value later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, Protocol

import msgspec

from sayso.case import Count
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


class _Event(Protocol):
    @property
    def statements(self) -> Sequence[str]: ...
    @property
    def counts(self) -> Sequence[Count]: ...


_FIELDS = {
    "crowd": "the crowd", "crowd expected": "the crowd expected", "date": "the day", "place": "the place",
    "actor": "who did it", "happened": "whether it happened",
}  # fmt: skip


def field_words(about: str) -> str:
    """A field of which there are versions, in words: ``the crowd``, ``the number of dead``."""
    return _FIELDS.get(about, f"the number of {about}")


def contested(
    happenings: Iterable[_Happening], events: Mapping[str, _Event]
) -> dict[str, tuple[Contest, ...]]:
    """By the id of a statement. ``events`` are those that happenings are made of, by their ids."""
    found: dict[str, set[Contest]] = {}
    for happening in happenings:
        for record, contest in _of(happening):
            for statement in _saying(events[record], contest.about) if record in events else ():
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


def _saying(event: _Event, about: str) -> Iterable[str]:
    """Ids of the statements that say something of a field of an event: of a number those in which it stands,
    of all else those in which the event does."""
    if about in ("date", "place", "actor", "happened"):
        return event.statements
    what = about.removesuffix(" expected")
    return (statement for count in event.counts if count.what == what for statement in count.statements)
