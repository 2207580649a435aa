"""From clues to an interval of days, with its confidence and its reasons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import islice

import numpy as np

from sayso.dating._clue import Clue
from sayso.dating._counts import counts
from sayso.dating._expressions import expressions
from sayso.dating._public import occasions, officials
from sayso.dating._weigh import Weights, days, prior, weigh
from sayso.directory import Directory
from sayso.records import Actor, Published, Time

MASS = 0.86
"""How much of the probability the interval holds."""

EDGE = 0.4
"""How likely, against the mean of the interval, its first and last days are at least."""

WIDEST = 1500
"""Days: an interval that is wider says too little, and the date stays unknown."""

BEST = 0.2
"""How much of the probability must lie within three days of a day for the best day to be named, and"""

CLEARLY = 1.2
"""how many times as much as in any other week."""

TELLS = 0.7
"""Nats by which a clue must favour the interval to be given as a reason."""

_MOST = {"person": 12, "again": 20, "unique": 30, "office": 20}
_MOST_EVENTS = 500
_REASONS = 6


def infer(
    view: str,
    times: Sequence[Time],
    actors: Sequence[Actor],
    offices: Directory,
    today: date | None = None,
) -> Published:
    """The days on which an article can have been published, from its text alone.

    ``view`` is the text with damage looked through, ``times`` its time expressions read without a date of
    publication. Gives the shortest interval that holds ``MASS`` of the probability, ``best`` where most of it
    lies within a week, and the clues that tell most as ``reasons``; where the clues leave more than
    ``WIDEST`` days, or there are none, everything is unknown. ``today`` is the day of reading, where it is to
    count: nothing is dated after the day after it. Never raises; pure.
    """
    found = clues(view, times, actors, offices)
    weights = [weigh(clue) for clue in found]
    if not weights:
        return Published()
    total = np.sum(weights, axis=0) + prior()
    if today is not None:
        total = np.where(days().ordinals > today.toordinal() + 1, -np.inf, total)
    chance = np.exp(total - total.max())
    chance /= chance.sum()
    first, last = interval(chance, MASS)
    if last - first > WIDEST:
        return Published()
    best = best_day(chance)
    inside = float(chance[first : last + 1].sum())
    return Published(
        earliest=_day(first),
        latest=_day(last),
        best=None if best is None or not first <= best <= last else _day(best),
        confidence=round(inside, 2),
        basis="inferred",
        reasons=_reasons(found, weights, first, last),
    )


def clues(view: str, times: Sequence[Time], actors: Sequence[Actor], offices: Directory) -> list[Clue]:
    """All clues of a text in its order, those that say the same only once, of each kind a bounded number."""
    events = tuple(islice(occasions(view, times, actors), _MOST_EVENTS))
    found: dict[tuple[str, str], Clue] = {}
    number: dict[str, int] = {}
    told = {event.span for event in events}
    stated = (clue for clue in expressions(view, times) if clue.span not in told)
    for clue in (*stated, *officials(view, actors, offices), *events, *counts(view, events)):
        key = (clue.kind, clue.says.lower())
        if key not in found and number.get(clue.kind, 0) < _MOST.get(clue.kind, 8):
            found[key] = clue
            number[clue.kind] = number.get(clue.kind, 0) + 1
    single = [c for c in found.values() if c.kind in ("day", "unique")]
    others = [c for c in found.values() if c.kind not in ("day", "unique")]
    return sorted((*others, *_last_of(single)), key=lambda clue: (clue.span, clue.kind, clue.says))


def _last_of(single: Sequence[Clue]) -> Sequence[Clue]:
    """One clue of all single days that a text names, by date or by event: the last of them tells most, and
    old ones only that it was written after them."""
    days = {day: clue for clue in single for day in (*clue.days, *(end - 1 for _, end in clue.ranges))}
    if not days:
        return ()
    last = days[max(days)]
    return (Clue("day", last.span, last.says, tuple(sorted(days))),)


def best_day(chance: Weights) -> int | None:
    """Index of the likeliest day of the likeliest week, where that week stands out from all others."""
    sums = np.concatenate(([0.0], np.cumsum(chance)))
    at = np.arange(len(chance))
    week = sums[np.minimum(at + 4, len(chance))] - sums[np.maximum(at - 3, 0)]
    middle = int(np.argmax(week))
    apart = np.abs(at - middle) > 6
    if week[middle] < BEST or week[apart].max() * CLEARLY > week[middle]:
        return None
    start = max(0, middle - 3)
    return start + int(np.argmax(chance[start : middle + 4]))


def interval(chance: Weights, mass: float) -> tuple[int, int]:
    """First and last index of the days to give: the shortest run that holds so much of the probability, drawn
    out over neighbours about as likely as the days in it and drawn in over ends that are not."""
    first, last = _shortest(chance, mass)
    level = EDGE * float(chance[first : last + 1].mean())
    while last + 1 < len(chance) and (chance[last + 1 : last + 8] >= level).any():
        last += 1
    while first > 0 and (chance[max(0, first - 7) : first] >= level).any():
        first -= 1
    while first < last and chance[first] < level:
        first += 1
    while first < last and chance[last] < level:
        last -= 1
    return first, last


def _shortest(chance: Weights, mass: float) -> tuple[int, int]:
    """First and last index of the shortest run that holds so much of the probability; the earliest of
    equals."""
    sums = np.concatenate(([0.0], np.cumsum(chance)))
    ends = np.searchsorted(sums, sums[:-1] + mass - 1e-12, side="left")
    lengths = np.where(ends < len(sums), ends - np.arange(len(chance)), len(sums) + 1)
    start = int(np.argmin(lengths))
    return start, min(int(ends[start]), len(chance)) - 1


def _day(index: int) -> str:
    return date.fromordinal(int(days().ordinals[index])).isoformat()


def _reasons(found: Sequence[Clue], weights: Sequence[Weights], first: int, last: int) -> tuple[str, ...]:
    """What the clues say that favour the interval most, the strongest first."""
    told = []
    for clue, weight in zip(found, weights, strict=True):
        inside = float(weight[first : last + 1].mean())
        everywhere = float(np.log(np.exp(weight).mean()))
        if inside - everywhere >= TELLS:
            told.append((everywhere - inside, clue.span, clue.says))
    return tuple(says for _, _, says in sorted(told)[:_REASONS])
