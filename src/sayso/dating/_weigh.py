"""Weights of evidence: what each clue makes of every day that the article may be from.

A clue's weight of a day is the logarithm of how much likelier the clue is on that day than on any: +0.7 twice
as likely, -2.3 ten times less. Where the clue is a distance (from the last date in the text, from an event),
the likelihoods are histograms counted on dated articles (``weights.json``, by ``training/dating.py``). Clues
of one kind are added, each kind is scaled by a power below one, because clues lean on each other.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from sayso.dating._clue import Clue
from sayso.dating._expressions import FIRST, LAST
from sayso.dating._landmarks import last_known

Weights = NDArray[np.float64]
Bins = tuple[NDArray[np.int64], ...]
"""For every day the bin of its distance from what a clue names; several where the clue may mean either."""

FIRST_MEANT = 0.85
"""How often it is the last date of a text, and not the last but one, that it was written after."""

GAPS = (0, 1, 2, 3, 4, 7, 14, 30, 60, 120, 365, 1100, 3700)
"""Edges of the histograms of days since; the last bin is open."""

OFFSETS = (-183, -120, -60, -30, -14, -7, -3, -1, 0, 1, 2, 3, 4, 7, 14, 30, 60, 120)
"""Edges of the histograms of the distance from the nearest such day of a year, in days; negative lies
ahead."""

YEARS = (0, 1, 2, 3, 5, 8, 15, 30)
MONTHS = tuple(range(-6, 6))


@dataclass(frozen=True)
class Days:
    """All days that an article may be from: ordinals, years, days of the week (1 is Monday)."""

    ordinals: NDArray[np.int64]
    years: NDArray[np.int64]
    months: NDArray[np.int64]
    month_days: NDArray[np.int64]
    weekdays: NDArray[np.int64]


@lru_cache(maxsize=1)
def days() -> Days:
    """Every day from the first of ``FIRST`` to the last of ``LAST``."""
    ordinals = np.arange(date(FIRST, 1, 1).toordinal(), date(LAST, 12, 31).toordinal() + 1)
    each = [date.fromordinal(int(o)) for o in ordinals]
    return Days(
        ordinals,
        np.array([d.year for d in each]),
        np.array([d.month for d in each]),
        np.array([100 * d.month + d.day for d in each]),
        np.array([d.isoweekday() for d in each]),
    )


# How far a day is from what a clue names. Each gives, for every day, the bin of its distance.


def since_last(clue: Clue) -> Bins:
    """Bins of the days since the last stated date, and since the last but one; -1 before it."""
    return tuple(_binned(days().ordinals - day, GAPS) for day in _last_two(clue.days))


def from_yearless(clue: Clue) -> Bins:
    """Bin of the distance from the nearest day of the clue in any year."""
    distance = np.full(len(days().ordinals), 999)
    for day in clue.days:
        here = _from_day(day)
        distance = np.where(np.abs(here) < np.abs(distance), here, distance)
    return (_binned(distance, OFFSETS),)


@lru_cache(maxsize=512)
def _from_day(month_day: int) -> NDArray[np.int64]:
    """Signed days from the nearest such day of a year: positive after it."""
    same = np.flatnonzero(days().month_days == month_day)
    if not len(same):
        return np.full(len(days().ordinals), 999)
    index = np.arange(len(days().ordinals))
    after = np.searchsorted(same, index, side="right")
    behind = index - same[np.maximum(after - 1, 0)]
    before = same[np.minimum(after, len(same) - 1)] - index
    behind = np.where(after == 0, 999, behind)
    before = np.where(after == len(same), 999, before)
    return np.where(behind <= before, behind, -before)


def weekday_fits(clue: Clue) -> Bins:
    """1 where the nearest such day of a year is the weekday that the clue gives it, else 0."""
    offset = _from_day(clue.days[0])
    there = (days().ordinals - offset - 1) % 7 + 1
    return ((there == clue.weekday).astype(np.int64),)


def since_year(clue: Clue) -> Bins:
    """Bins of the years since the last year named, and since the last but one; -1 before it."""
    return tuple(_binned(days().years - year, YEARS) for year in _last_two(clue.days))


def from_month(clue: Clue) -> Bins:
    """Months since the named month, from -6 to 5."""
    return ((days().months - clue.days[0] + 6) % 12,)


def from_weekday(clue: Clue) -> Bins:
    """Days since the named weekday, 0 to 6."""
    return ((days().weekdays - clue.days[0]) % 7,)


def tenures(clue: Clue) -> tuple[Weights, ...]:
    """How likely each day is in four cases: in a tenure, soon before one, after one (ever less likely), any
    day.

    Each tenure is as likely as the others: a short campaign tells more than a long reign.
    """
    size, first = len(days().ordinals), int(days().ordinals[0])
    inside, before, after = np.zeros(size), np.zeros(size), np.zeros(size)
    ranges = [(max(0, a - first), min(size, b - first)) for a, b in clue.ranges]
    ranges = [(a, b) for a, b in ranges if a < b]
    for start, end in ranges:
        inside[start:end] += 1 / (end - start) / len(ranges)
        early = max(0, start - SOON)
        before[early:start] += 1 / max(start - early, 1) / len(ranges)
        fading = np.exp(-np.arange(size - end) / FADES)
        after[end:] += fading / max(float(fading.sum()), 1.0) / len(ranges)
    return inside, before, after, np.full(size, 1 / size)


SOON = 150
"""Days before an office in which its holder is spoken of for it."""

FADES = 700
"""Days in which those out of office are spoken of a third as often."""


def in_office(clue: Clue) -> Bins:
    """0 before the first tenure, 1 in one, 2 between or within a year after one, 3 later."""
    first = min(start for start, _ in clue.ranges)
    out = np.where(days().ordinals < first, 0, 3)
    for _, end in clue.ranges:
        out[(days().ordinals >= end) & (days().ordinals < end + 365)] = 2
    for start, end in clue.ranges:
        out[(days().ordinals >= start) & (days().ordinals < end)] = 1
    return (out,)


def near_event(clue: Clue) -> Bins:
    """Bin of the distance from the nearest of the events, ``OFFSETS`` days; -1 where it is farther."""
    distance = np.full(len(days().ordinals), 999)
    for first, last in clue.ranges:
        here = np.where(
            days().ordinals < first, days().ordinals - first, np.maximum(days().ordinals - last + 1, 0)
        )
        distance = np.where(np.abs(here) < np.abs(distance), here, distance)
    distance = np.where(np.abs(distance) > 183, 999, distance)
    return (np.where(distance == 999, -1, _binned(distance, OFFSETS)),)


def _last_two(named: Sequence[int]) -> tuple[int, ...]:
    return tuple(sorted(named)[-2:][::-1])


def _binned(distance: NDArray[np.int64], edges: Sequence[int]) -> NDArray[np.int64]:
    return np.searchsorted(np.array(edges), distance, side="right") - 1


BINS: dict[str, Callable[[Clue], Bins]] = {
    "day": since_last,
    "dated": since_last,
    "yearless": from_yearless,
    "coming": from_yearless,
    "paired": weekday_fits,
    "year": since_year,
    "month": from_month,
    "weekday": from_weekday,
    "former": in_office,
    "again": near_event,
    "beside": near_event,
    "behind": near_event,
}
"""What is looked up for each kind of clue; tables of weights have one entry a bin, that of bin -1 last."""


HELD = frozenset({"office", "person", "ahead", "count"})
"""Kinds of tenures. Their table says how often the day of writing lies in each of the cases of
``tenures``."""

SHARED = frozenset({"former", "again", "beside", "behind"})
"""Kinds whose bins hold more or fewer days from clue to clue: the likelihood of a bin is shared among
them."""


@lru_cache(maxsize=1)
def tables() -> dict[str, dict[str, list[float]]]:
    """The weights of ``weights.json``: ``weight`` by kind and bin, ``power`` by kind."""
    text = files("sayso.dating").joinpath("weights.json").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, list[float]]] = json.loads(text)
    return loaded


@lru_cache(maxsize=1)
def prior() -> Weights:
    """Before any clue all days are alike, save those that our tables cannot know of yet: each is taken for a
    tenth as likely, so that an office that nobody has left is not taken to last for ever."""
    return np.where(days().ordinals > last_known().toordinal() + 365, np.log(0.1), 0.0)


def weigh(clue: Clue) -> Weights:
    """The weight that a clue gives to each of ``days()``, in nats, scaled."""
    scaled: Weights = (
        unscaled(clue, np.array(tables()["weight"][clue.kind])) * tables()["power"][clue.kind][0]
    )
    return scaled


def unscaled(clue: Clue, table: Weights) -> Weights:
    """The same by a given table, one entry a bin, before it is scaled."""
    if clue.kind in HELD:
        mixed: Weights = np.log(sum(share * case for share, case in zip(table, tenures(clue), strict=True)))
        return mixed
    bins = BINS[clue.kind](clue)
    if clue.kind in SHARED:
        inside = np.bincount(bins[0] % len(table), minlength=len(table))
        return (table - np.log(np.maximum(inside, 1)))[bins[0]]
    weight: Weights = table[bins[0]]
    if len(bins) > 1:
        weight = np.logaddexp(weight + np.log(FIRST_MEANT), table[bins[1]] + np.log(1 - FIRST_MEANT))
    return weight
