"""All happenings of a case with what lists, timelines and maps need of them, kept in memory for one state of
the case, so that a filter costs milliseconds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import msgspec

from sayso.case import Bench, Candidate, Case, Count, Days, Shelf, When, Where
from sayso.stories import Claim, Dispute, Revision, Story
from sayso.web._contested import Contest, contested

MOST = 200_000
"""Happenings that are kept (1 KB each); of a larger case those that most origins report, and pages say so."""

MOST_REVIEWED = 5_000
"""Records that the queue of review holds; pages say how many more there are."""
ACCEPTED = "accepted as read"
"""Why a note is made that takes a record out of the queue."""

_PRECISION = (("PPL", "town"), ("ADM", "province"), ("PCL", "country"))


class Origin(msgspec.Struct, frozen=True, gc=False):
    """Who gives the news, of a happening: fields of ``sayso.stories.Origin``."""

    name: str
    kind: str


class _Report(msgspec.Struct, frozen=True, gc=False):
    record: str
    article: str
    status: str
    reported: Days = Days()
    repeats: str | None = None


class _Happening(msgspec.Struct, frozen=True):
    """Fields of ``sayso.stories.Happening``; the whole takes four times as long to decode."""

    id: str
    headline: str
    type: str
    status: str
    articles: int
    told: int
    story: str = ""
    modes: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    earliest: str | None = None
    latest: str | None = None
    place: str | None = None
    country: str | None = None
    origins: tuple[Origin, ...] = ()
    claims: tuple[Claim, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    revisions: tuple[Revision, ...] = ()
    denials: tuple[str, ...] = ()
    reports: tuple[_Report, ...] = ()


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A happening on a line of a list. ``first`` and ``last`` are the days of publication of its first and
    its newest report. ``precision`` is ``town``, ``province``, ``country`` or ``other`` where it has a place
    with coordinates (WGS 84 degrees), null where it has none. ``disputes`` names the fields in which origins
    exclude each other, ``crowd`` the least and the largest number of people. ``events`` are its records."""

    id: str
    story: str
    headline: str
    type: str
    modes: tuple[str, ...] = ()
    status: str
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    earliest: str | None = None
    latest: str | None = None
    basis: str = "unknown"
    first: str | None = None
    last: str | None = None
    place: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: str | None = None
    articles: int = 0
    told: int = 0
    origins: tuple[str, ...] = ()
    disputes: tuple[str, ...] = ()
    crowd: tuple[float | None, float | None] | None = None
    confidence: float = 0.0
    events: tuple[str, ...] = ()


@dataclass(frozen=True)
class Overview:
    """The happenings of one ``state`` of a case, by their days, those without a day last. ``by_story`` and
    ``by_id`` find them; ``cut`` is how many more the case has. ``contested`` are statements that others
    contradict or that were revised, by their ids. ``review`` is the beginning of the queue of review,
    ``to_review`` how long that is."""

    state: str
    lines: tuple[Line, ...] = ()
    stories: Mapping[str, Story] = field(default_factory=dict)
    by_id: Mapping[str, Line] = field(default_factory=dict)
    by_story: Mapping[str, tuple[Line, ...]] = field(default_factory=dict)
    contested: Mapping[str, tuple[Contest, ...]] = field(default_factory=dict)
    cut: int = 0
    review: tuple[Candidate, ...] = ()
    to_review: int = 0


_decode = msgspec.json.Decoder(_Happening).decode
_decode_story = msgspec.json.Decoder(Story).decode


def overview_of(case: Case, state: str) -> Overview:
    """Read it. Raises ``CaseError``."""
    shelf = Shelf(case)
    rows = list(shelf.rows("happenings"))
    cut = max(0, len(rows) - MOST)
    if cut:
        rows = sorted(rows, key=lambda row: (-row.origins, -row.articles, row.id))[:MOST]
    settings = _settings(case)
    lines: list[Line] = []

    def read() -> Iterator[_Happening]:
        for row in rows:
            happening = _decode(row.row)
            lines.append(_line(happening, settings))
            yield happening

    contests = contested(read(), settings)
    lines.sort(key=lambda line: (line.earliest or "9999", line.latest or "", line.id))
    review, to_review = Bench(case).review(MOST_REVIEWED, accepted(case))
    by_story: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        by_story[line.story].append(line)
    return Overview(
        state=state,
        lines=tuple(lines),
        stories={row.id: _decode_story(row.row) for row in shelf.rows("stories")},
        by_id={line.id: line for line in lines},
        by_story={story: tuple(found) for story, found in by_story.items()},
        contested=contests,
        cut=cut,
        review=tuple(review),
        to_review=to_review,
    )


def accepted(case: Case) -> set[str]:
    """Ids of the records that somebody has accepted as they were read."""
    return {
        made.target
        for made in case.corrections()
        if made.action == "note" and made.why == ACCEPTED and made.undone is None
    }


class _Setting(NamedTuple):
    when: When | None
    where: Where | None
    confidence: float
    statements: tuple[str, ...]
    counts: tuple[Count, ...]


def _settings(case: Case) -> dict[str, _Setting]:
    """When and where of each event record, how sure it is, the statements in which it stands, and what is
    counted."""
    return {e.id: _Setting(e.when, e.where, e.confidence, e.statements, e.counts) for e in case.events()}


def _line(found: _Happening, settings: Mapping[str, _Setting]) -> Line:
    known = [settings[report.record] for report in found.reports if report.record in settings]
    where = next((s.where for s in known if s.where is not None and s.where.name == found.place), None)
    when = next((s.when for s in known if s.when is not None and s.when.earliest == found.earliest), None)
    days = [d for r in found.reports for d in (r.reported.earliest, r.reported.latest) if d]
    return Line(
        id=found.id,
        story=found.story,
        headline=found.headline,
        type=found.type,
        modes=found.modes,
        status=found.status,
        actors=found.actors,
        recipients=found.recipients,
        earliest=found.earliest,
        latest=found.latest,
        basis=when.basis if when else "unknown",
        first=min(days, default=None),
        last=max(days, default=None),
        place=found.place,
        country=found.country,
        lat=where.lat if where else None,
        lon=where.lon if where else None,
        precision=precision_of(where),
        articles=found.articles,
        told=found.told,
        origins=tuple(origin.name for origin in found.origins),
        disputes=tuple(dispute.about for dispute in found.disputes),
        crowd=_crowd(found.claims),
        confidence=max((setting.confidence for setting in known), default=0.0),
        events=tuple(report.record for report in found.reports),
    )


def precision_of(where: Where | None) -> str | None:
    """How exact the coordinates of a place are; None where it has none."""
    if where is None or where.lat is None:
        return None
    return next((name for code, name in _PRECISION if (where.feature or "").startswith(code)), "other")


def _crowd(claims: Iterable[Claim]) -> tuple[float | None, float | None] | None:
    found = [claim for claim in claims if claim.about == "crowd"]
    if not found:
        return None
    lows = [claim.low for claim in found if claim.low is not None]
    highs = [claim.high for claim in found if claim.high is not None]
    return min(lows, default=None), max(highs, default=None)
