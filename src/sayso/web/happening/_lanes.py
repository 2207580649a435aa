"""Lanes: the reports of each origin, with copies folded beneath what they copy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from sayso.case import EventRecord
from sayso.stories import Happening, Origin, Report
from sayso.web._address import at_event, at_span

ORIGINS = {
    "source": "somebody named in the text",
    "agency": "an agency that is credited",
    "outlet": "the outlet in its own words",
    "article": "an article whose outlet is not known",
    "unnamed": "somebody whom the text does not name",
    "": "passes on what others say",
}
"""Kinds of origins, in words."""


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A report with the reader at its words; ``copies`` are the reports that are copied from it."""

    report: Report
    to: str
    confidence: float | None = None
    copies: tuple[Told, ...] = ()


class Lane(msgspec.Struct, frozen=True, kw_only=True):
    """One origin with its reports, the first first. ``counted`` tells whether it is one of the independent
    ones; ``same`` is how many origins have this name, and ``gives`` are values that reports of others quote
    it with."""

    origin: str
    what: str
    counted: bool
    same: int = 1
    told: tuple[Told, ...] = ()
    gives: tuple[str, ...] = ()


def lanes_of(happening: Happening, records: Mapping[str, EventRecord]) -> tuple[Lane, ...]:
    """The independent origins first, then the unnamed, then whoever only passes on."""
    made = [told_of(report, records) for report in happening.reports]
    ids = {one.report.record for one in made}
    below: dict[str, list[Told]] = {}
    by_origin: dict[str, list[Told]] = {}
    for one in made:
        if one.report.repeats in ids:
            below.setdefault(one.report.repeats or "", []).append(one)
        else:
            by_origin.setdefault(one.report.origin, []).append(one)
    return tuple(
        Lane(
            origin=name,
            what=ORIGINS.get(kind, kind),
            counted=counted,
            same=sum(origin.name == name for origin in happening.origins) if counted else 1,
            told=tuple(_with_copies(one, below) for one in by_origin.get(name, ())),
            gives=() if name in by_origin else tuple(_given(happening, name)),
        )
        for name, kind, counted in _origins(happening, by_origin)
    )


def told_of(report: Report, records: Mapping[str, EventRecord]) -> Told:
    """A report, with the reader at its words."""
    record = records.get(report.record)
    if record is not None:
        return Told(report=report, to=at_event(record), confidence=record.confidence)
    to = at_span(report.article, *report.spans[0], "event") if report.spans else f"/a/{report.article}"
    return Told(report=report, to=to)


def _with_copies(one: Told, below: Mapping[str, list[Told]]) -> Told:
    """With all copies, and copies of copies, in one list."""
    found: list[Told] = []
    waiting = [one.report.record]
    seen = set(waiting)
    while waiting:
        for copy in below.get(waiting.pop(0), ()):
            if copy.report.record not in seen:
                seen.add(copy.report.record)
                found.append(copy)
                waiting.append(copy.report.record)
    return msgspec.structs.replace(one, copies=tuple(found))


def _origins(happening: Happening, by_origin: Iterable[str]) -> Iterator[tuple[str, str, bool]]:
    known: set[str] = set()

    def fresh(origins: Iterable[Origin]) -> Iterator[Origin]:
        for origin in origins:
            if origin.name not in known:
                known.add(origin.name)
                yield origin

    yield from ((origin.name, origin.kind, True) for origin in fresh(happening.origins))
    yield from ((origin.name, origin.kind, False) for origin in fresh(happening.unnamed))
    yield from ((name, "", False) for name in sorted(set(by_origin) - known))


def _given(happening: Happening, origin: str) -> Iterator[str]:
    for claim in happening.claims:
        if claim.origin == origin and claim.about not in ("happened", "actor"):
            yield f"{claim.about} {claim.value}"
