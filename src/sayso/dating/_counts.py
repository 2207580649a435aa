"""Clues that count from an event: "for the third month in a row", "two weeks after the vote on 9 August"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from sayso.dating._clue import Clue

_ORDINALS = {
    word: n
    for n, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1
    )
}
_IN_A_ROW = re.compile(
    rf"\b(?:(?P<word>{'|'.join(_ORDINALS)})|(?P<n>\d{{1,3}})(?:st|nd|rd|th)) "
    r"(?P<straight>straight |consecutive )?(?P<unit>day|week|month|year)"
    r"(?P<row> in a row| running| in succession| of (?:the |its |their )?"
    r"(?:war|protests?|strikes?|siege|fighting|conflict|invasion|unrest))?\b",
    re.I,
)
_MOST = 50
"""Events beside a count that are looked at."""

_REACH = 400
"""Characters around a count in which the day it counts from may stand."""


def counts(view: str, begun: Sequence[Clue]) -> Iterator[Clue]:
    """Days that a running count leaves. ``begun`` are clues of single days: what the nearest of them in the
    same paragraph dates is taken for the beginning of the count."""
    begun = sorted(begun, key=lambda clue: clue.span)
    starts = [clue.span[0] for clue in begun]
    for match in _IN_A_ROW.finditer(view):
        if not (match["straight"] or match["row"]):
            continue
        number = _ORDINALS[match["word"].lower()] if match["word"] else int(match["n"])
        low = bisect_left(starts, match.start() - _REACH)
        high = min(bisect_right(starts, match.start() + _REACH), low + _MOST)
        near = [c for c in begun[low:high] if _beside(view, match.start(), c.span[0])]
        if not near or number < 1:
            continue
        start = min(near, key=lambda clue: (len(clue.ranges), abs(clue.span[0] - match.start())))
        words = " ".join(match.group().split())
        ranges = tuple(
            span
            for first, _ in start.ranges
            if (span := _nth(date.fromordinal(first), number, match["unit"].lower()))
        )
        if ranges:
            yield Clue("count", match.span(), f"{words!r}, counted from {start.says}", ranges=ranges)


def _beside(view: str, at: int, other: int) -> bool:
    low, high = sorted((at, other))
    return high - low <= _REACH and "\n" not in view[low:high]


def _nth(first: date, number: int, unit: str) -> tuple[int, int] | None:
    """The days of the n-th day, week, month or year that begins with ``first``."""
    try:
        start, end = _add(first, number - 1, unit), _add(first, number, unit)
    except (ValueError, OverflowError):
        return None
    return start.toordinal(), end.toordinal()


def _add(day: date, number: int, unit: str) -> date:
    if unit in ("day", "week"):
        return day + timedelta(days=number * (7 if unit == "week" else 1))
    year, month = divmod(day.year * 12 + day.month - 1 + number * (12 if unit == "year" else 1), 12)
    return date(year, month + 1, min(day.day, 28)) + timedelta(days=max(0, day.day - 28))
