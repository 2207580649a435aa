"""Clues of a text's own time expressions: dates, years, months, weekdays."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from sayso.dating._clue import RUN_UP, Clue
from sayso.records import Span, Time

FIRST, LAST = 1985, 2035
"""Years that an article may be from; others are history, or misread."""

NAMED_DAYS = frozenset({(9, 11), (7, 4), (6, 4), (10, 7)})
"""Dates that are names of something else than the day: "Sept. 11", "the Fourth of July"."""

DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_PAIRED = re.compile(
    rf"\b(?P<w>{'|'.join(DAYS)}),? (?:the )?(?:(?P<m1>{_MONTH})\.? (?P<d1>\d\d?)"
    rf"|(?P<d2>\d\d?)(?:st|nd|rd|th)? (?:of )?(?P<m2>{_MONTH}))\b",
    re.I,
)
_BESIDE = re.compile(rf"\b(?:{'|'.join(DAYS)})\b", re.I)
_YEARLESS = re.compile(r"XXXX-(\d\d)(?:-(\d\d))?(?:T.*)?$")
_WEEKDAY = re.compile(r"XXXX-WXX-(\d)")
_AHEAD = re.compile(
    r"\b(?:will|shall|expected|expects?|planned|plans?|scheduled|due|set to|going to|coming)\b[^.!?\n]*$"
    r"|\b(?:until|till|by|before|next)\s+(?:the\s+|next\s+)?$",
    re.I,
)
"""Words before a weekday that say that it lies ahead."""


def expressions(view: str, times: Sequence[Time]) -> Iterator[Clue]:
    """Clues of the stated dates, the dates without a year, the years, the months and the weekdays."""
    days: dict[int, Span] = {}
    dated: dict[int, Span] = {}
    ahead: dict[int, Span] = {}
    years: dict[int, Span] = {}
    yearless: dict[int, Span] = {}
    coming: dict[int, Span] = {}
    months: dict[int, Span] = {}
    weekdays: Counter[int] = Counter()
    where: dict[int, Span] = {}
    for time in times:
        if time.type not in ("DATE", "TIME"):
            continue
        if time.earliest and time.latest:
            first, last = date.fromisoformat(time.earliest), date.fromisoformat(time.latest)
            if not FIRST <= first.year <= LAST or not time.value[:4].isdecimal():
                continue
            if first == last and looks_ahead(view, time.span[0]):
                ahead.setdefault(first.toordinal(), time.span)
            elif first == last:
                (dated if _has_weekday(view, time.span) else days).setdefault(first.toordinal(), time.span)
            if len(time.value) >= 4 and first.year == last.year:
                years.setdefault(first.year, time.span)
        elif match := _YEARLESS.match(time.value):
            month, day = int(match[1]), int(match[2] or 0)
            if (month, day) in NAMED_DAYS:
                continue
            into = (coming if looks_ahead(view, time.span[0]) else yearless) if day else months
            into.setdefault(100 * month + day, time.span)
        elif (match := _WEEKDAY.match(time.value)) and not looks_ahead(view, time.span[0]):
            weekdays[int(match[1])] += 1
            where.setdefault(int(match[1]), time.span)
    if days:
        yield _of("day", view, days, max(days))
    for day, span in list(ahead.items())[:3]:
        yield Clue("ahead", span, f"{_quote(view, span)!r} lies ahead", ranges=((day - RUN_UP, day),))
    if dated:
        yield _of("dated", view, dated, max(dated))
    if yearless:
        yield _of("yearless", view, yearless, next(iter(yearless)))
    if coming:
        yield _of("coming", view, coming, next(iter(coming)))
    if years:
        yield _of("year", view, years, max(years))
    for month, span in list(months.items())[:3]:
        yield Clue("month", span, f"the month {_quote(view, span)!r}", (month // 100,))
    if weekdays:
        best = min(weekdays, key=lambda w: (-weekdays[w], where[w]))
        yield Clue("weekday", where[best], f"a {DAYS[best - 1].title()}", (best,))
    yield from _pairs(view)


def looks_ahead(view: str, at: int) -> bool:
    """Whether the words before an expression say that it is still to come."""
    return _AHEAD.search(view, max(0, at - 70), at) is not None


def _has_weekday(view: str, span: Span) -> bool:
    """Whether a weekday stands with a date: "Tuesday, March 15, 2016"."""
    return _BESIDE.search(view, max(0, span[0] - 14), span[1]) is not None


def _of(kind: str, view: str, found: dict[int, Span], shown: int) -> Clue:
    span = found[shown]
    names = {
        "day": "the date",
        "dated": "the date",
        "yearless": "the date",
        "coming": "the coming",
        "year": "the year",
    }
    return Clue(kind, span, f"{names[kind]} {_quote(view, span)!r}", tuple(sorted(found)))  # type: ignore[arg-type]


def _pairs(view: str) -> Iterator[Clue]:
    """ "Tuesday, March 15": in most years the 15th of March is another day of the week."""
    for match in _PAIRED.finditer(view):
        month = _MONTHS.index((match["m1"] or match["m2"])[:3].lower()) + 1
        day = int(match["d1"] or match["d2"])
        if 1 <= day <= 31:
            words = " ".join(match.group().split())
            yield Clue("paired", match.span(), f"the weekday in {words!r}", (100 * month + day,),
                       weekday=DAYS.index(match["w"].lower()) + 1)  # fmt: skip


def _quote(view: str, span: Span) -> str:
    return " ".join(view[span[0] : span[1]].split())[:60]
