"""The timeline: how many events in each day, week, month or year, and the steps from one brush to the
next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

import msgspec

from sayso.web._overview import Line
from sayso.web.board._query import Axis, Brush, Grain, days_of
from sayso.wording import days

MOST = 100
"""Periods of a timeline."""

_GRAINS: tuple[tuple[Grain, int], ...] = (("day", 1), ("week", 7), ("month", 28), ("year", 365))
"""The units of time, with the least number of days in each."""
_OUTER = 10
"""Per cent of the events that may lie beyond what is shown where nothing is brushed: one date far off would
otherwise make all others a single bar."""
_WEEK = 7
_Days = tuple[date, date]


WIDE = 7
"""Units of time over which the days of an event may reach and still be drawn: an event of some day in a year
would stand on each day of it, and hide those whose day is known."""


class Period(msgspec.Struct, frozen=True, kw_only=True):
    """``known`` counts events that lie within it, ``possible`` those that may: their days are more than it;
    ``wide`` those that may, too, but whose days are more than ``WIDE`` such periods."""

    start: str
    end: str
    words: str
    known: int = 0
    possible: int = 0
    wide: int = 0


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """Another brush: the key that leads to it, and what it is called."""

    key: str
    words: str
    since: str = ""
    until: str = ""


class Timeline(msgspec.Struct, frozen=True, kw_only=True):
    """Events by the periods from ``start`` to ``end``; periods without any are left out. ``undated`` is how
    many have no day, ``before`` and ``after`` how many lie beyond, up to ``last_before`` and from
    ``first_after``. ``since`` and ``until`` are the brush. ``coarser`` tells that the unit asked for would
    give more than ``MOST`` periods."""

    axis: Axis
    grain: Grain
    start: str | None = None
    end: str | None = None
    since: str | None = None
    until: str | None = None
    periods: tuple[Period, ...] = ()
    wide: int = 0
    undated: int = 0
    before: int = 0
    after: int = 0
    last_before: str = ""
    first_after: str = ""
    coarser: bool = False
    steps: tuple[Step, ...] = ()


def timeline_of(lines: Iterable[Line], grain: str, brush: Brush) -> Timeline:
    """Count events by their days. Where something is brushed, half as much is shown on either side of it;
    where nothing is, the shortest time in which nearly all events begin."""
    found = Counter(days_of(line, brush.axis) for line in lines)
    undated = found.pop(None, 0)
    dated = {_dates(*one): n for one, n in found.items() if one is not None}
    since = date.fromisoformat(brush.since) if brush.since else None
    until = date.fromisoformat(brush.until) if brush.until else None
    window = _window(dated, since, until)
    if window is None:
        return Timeline(axis=brush.axis, grain="day", since=brush.since, until=brush.until, undated=undated)
    unit, coarser = _unit(window, grain)
    end = end_of(window[1], unit)
    start = begin_of(max(window[0], _moved(end, -365 * MOST)), unit)
    shown = {one: n for one, n in dated.items() if one[1] >= start and one[0] <= end}
    return Timeline(
        axis=brush.axis,
        grain=unit,
        start=start.isoformat(),
        end=end.isoformat(),
        since=brush.since,
        until=brush.until,
        periods=tuple(_periods(shown, unit, start, end)),
        wide=sum(n for one, n in shown.items() if _is_wide(one, unit)),
        undated=undated,
        before=sum(n for one, n in dated.items() if one[1] < start),
        after=sum(n for one, n in dated.items() if one[0] > end),
        last_before=_moved(start, -1).isoformat(),
        first_after=_moved(end, 1).isoformat(),
        coarser=coarser,
        steps=tuple(_steps(since, until, start, end, unit)),
    )


def _dates(first: str, last: str) -> _Days:
    return date.fromisoformat(first), date.fromisoformat(last)


def _window(dated: Mapping[_Days, int], since: date | None, until: date | None) -> _Days | None:
    core = _core(dated)
    if since is None and until is None:
        return core
    first = since or min(until or date.max, core[0] if core else date.max)
    last = until or max(first, core[1] if core else date.min)
    beside = max(3, ((last - first).days + 1) // 2)
    return _moved(first, -beside) if since else first, _moved(last, beside) if until else last


def _core(dated: Mapping[_Days, int]) -> _Days | None:
    """The shortest time in which nearly all begin; all of it where that is not much more."""
    if not dated:
        return None
    firsts = sorted(one[0] for one, n in dated.items() for _ in range(n))
    most = len(firsts) - len(firsts) * _OUTER // 100
    at = min(range(len(firsts) - most + 1), key=lambda n: firsts[n + most - 1] - firsts[n])
    start, end = firsts[at], firsts[at + most - 1]
    if (firsts[-1] - firsts[0]).days <= 2 * (end - start).days + _WEEK:
        return firsts[0], firsts[-1]
    return start, end


def _unit(window: _Days, asked: str) -> tuple[Grain, bool]:
    """The finest unit that gives few enough periods and is no finer than what is asked for."""
    span = (window[1] - window[0]).days + 1
    fit: list[Grain] = [grain for grain, least in _GRAINS if span <= MOST * least] or ["year"]
    chosen = next((grain for grain in fit if grain == asked), fit[0])
    return chosen, asked != "auto" and asked != chosen


def begin_of(day: date, grain: Grain) -> date:
    """The first day of its period; weeks begin on Monday."""
    if grain == "week":
        return _moved(day, -day.weekday())
    if grain == "month":
        return day.replace(day=1)
    return day.replace(month=1, day=1) if grain == "year" else day


def end_of(day: date, grain: Grain) -> date:
    """The last day of its period."""
    begin = begin_of(day, grain)
    if grain == "month":
        return _moved(_moved(begin, 31).replace(day=1), -1)
    return _moved(begin, {"day": 0, "week": 6}[grain]) if grain != "year" else begin.replace(month=12, day=31)


def _moved(day: date, by: int) -> date:
    try:
        return day + timedelta(days=by)
    except OverflowError:
        return date.max if by > 0 else date.min


def _is_wide(found: _Days, grain: Grain) -> bool:
    return (found[1] - found[0]).days + 1 > WIDE * dict(_GRAINS)[grain]


def _periods(dated: Mapping[_Days, int], grain: Grain, start: date, end: date) -> Iterator[Period]:
    known: Counter[date] = Counter()
    edges: dict[bool, Counter[date]] = {True: Counter(), False: Counter()}
    for (first, last), n in dated.items():
        begin = begin_of(max(first, start), grain)
        if begin_of(last, grain) == begin_of(first, grain):
            known[begin] += n
            continue
        among = edges[_is_wide((first, last), grain)]
        among[begin] += n
        among[_next(min(last, end), grain)] -= n
    possible = wide = 0
    at = start
    while at <= end:
        possible, wide = possible + edges[False][at], wide + edges[True][at]
        ends = at.isoformat(), end_of(at, grain).isoformat()
        if known[at] or possible or wide:
            yield Period(
                start=ends[0],
                end=ends[1],
                words=days(*ends) or "",
                known=known[at],
                possible=possible,
                wide=wide,
            )
        following = _next(at, grain)
        if following <= at:
            break
        at = following


def _next(day: date, grain: Grain) -> date:
    return _moved(end_of(day, grain), 1)


def _steps(since: date | None, until: date | None, start: date, end: date, grain: Grain) -> Iterator[Step]:
    """Brushes that a key leads to: a period earlier or later, half or twice as much."""
    first, last = since or start, until or end
    brushed = since is not None or until is not None
    span = (last - first).days + 1
    if brushed:
        # What is brushed keeps its length, so that stepping goes through weeks as weeks.
        yield _step("ArrowLeft", "earlier", _moved(first, -span), _moved(last, -span))
        yield _step("ArrowRight", "later", _moved(first, span), _moved(last, span))
    else:
        last_period = begin_of(end, grain)
        yield _step("ArrowLeft", "the last " + grain, last_period, end)
        yield _step("ArrowRight", "the first " + grain, start, end_of(start, grain))
    if span > 1:
        yield _step(
            "+", "half of it", _moved(first, span // 4), _moved(first, span // 4 + max(1, span // 2) - 1)
        )
    if brushed:
        yield _step("-", "twice as much", _moved(first, -((span + 1) // 2)), _moved(last, (span + 1) // 2))
        yield Step(key="Escape", words="all times")


def _step(key: str, words: str, first: date, last: date) -> Step:
    return Step(key=key, words=words, since=first.isoformat(), until=last.isoformat())
