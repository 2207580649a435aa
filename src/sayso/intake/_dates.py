"""Full calendar dates as news pages write them, and ``Published`` records made of them.

Only what names a whole day (or, where a date is given with the input, a month or a year) is read. Nothing is
compared with today unless the caller says what day that is, so the same input gives the same record for ever.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

import msgspec

from sayso.records import Article, Published

FIRST_YEAR, LAST_YEAR = 1990, 2100
"""Years outside these are refused as dates of publication: 1114 and 20189 are misreadings."""

_MONTHS = {
    name.lower(): n for names in (calendar.month_name, calendar.month_abbr) for n, name in enumerate(names)
}
_MONTHS["sept"] = 9
del _MONTHS[""]

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
"""A month's name or abbreviation, without its full stop."""

DATE = (
    rf"(?:(?P<m1>{MONTH})\.?\s{{1,3}}(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,3}}(?P<y1>\d{{4,5}})"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:\s{{1,3}}of)?\s{{1,3}}(?P<m2>{MONTH})\.?,?\s{{1,3}}(?P<y2>\d{{4,5}})"
    r"|(?P<y3>\d{4,5})[-/.](?P<m3>\d{1,2})[-/.](?P<d3>\d{1,2})"
    r"|(?P<y4>\d{4})(?P<m4>\d{2})(?P<d4>\d{2}))"
)
"""A full date: ``October 24, 2020``, ``24th of Oct. 2020``, ``2020-10-24``, ``20201024``."""

_GIVEN = re.compile(rf"\s*(?:[A-Z][a-z]{{2,8}}\.?,?\s{{1,3}})?{DATE}(?!\d)", re.I)
_SLASHED = re.compile(r"\s*(?P<a>\d{1,2})[/.-](?P<b>\d{1,2})[/.-](?P<y>\d{4})(?!\d)")
_PARTIAL = re.compile(r"\s*(?P<y>\d{4})(?:-(?P<m>\d{1,2}))?\s*$")


def day_of(match: re.Match[str]) -> date | str:
    """The day of a match of ``DATE``; where there is no such day, the reason why it is refused."""
    year, month, day = next(
        (match[f"y{n}"], match[f"m{n}"], match[f"d{n}"]) for n in "1234" if match[f"y{n}"] is not None
    )
    number = int(month) if month.isdecimal() else _MONTHS[month.lower()]
    return _day(int(year), number, int(day))


def given_day(text: str) -> date | str:
    """The day that a value like ``2020-10-24T10:00:00Z`` begins with, or the reason why there is none."""
    if match := _GIVEN.match(text):
        return day_of(match)
    if match := _SLASHED.match(text):
        a, b, year = int(match["a"]), int(match["b"]), int(match["y"])
        if a == b or b > 12:
            return _day(year, a, b)
        if a > 12:
            return _day(year, b, a)
        return "day and month cannot be told apart"
    return "not understood as a date"


def stated(value: object) -> Published:
    """The record of a date that was given with the input: a day, or the days of a month or a year."""
    shown = f"given as {str(value)[:60]!r}"
    if not isinstance(value, str):
        return Published(reasons=(f"{shown}: not understood as a date",))
    if match := _PARTIAL.match(value):
        year, month = int(match["y"]), match["m"]
        first, last = _day(year, int(month or 1), 1), _day(year, int(month or 12), 1)
        if isinstance(first, str) or isinstance(last, str):
            return Published(reasons=(f"{shown}: {first}",))
        end = last.replace(day=calendar.monthrange(last.year, last.month)[1])
        return Published(
            earliest=first.isoformat(),
            latest=end.isoformat(),
            confidence=1.0,
            basis="stated",
            reasons=(shown,),
        )
    day = given_day(value)
    if isinstance(day, str):
        return Published(reasons=(f"{shown}: {day}",))
    return published(day, "stated", 1.0, (shown,))


def published(day: date, basis: str, confidence: float, reasons: tuple[str, ...]) -> Published:
    """The record of one known day."""
    iso = day.isoformat()
    return Published(earliest=iso, latest=iso, best=iso, confidence=confidence, basis=basis, reasons=reasons)


def dated_by(article: Article, today: date) -> Article:
    """The article without its date of publication where that lies after the day after ``today`` (somewhere it
    is tomorrow already): no article has been read before it was published."""
    published = article.published
    if published.earliest is None or date.fromisoformat(published.earliest) <= today + timedelta(days=1):
        return article
    reason = f"{published.earliest} lies after the day of reading"
    refused = Published(reasons=(*published.reasons, reason))
    return msgspec.structs.replace(article, published=refused)


def _day(year: int, month: int, day: int) -> date | str:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return f"the year {year} is outside {FIRST_YEAR}-{LAST_YEAR}"
    try:
        return date(year, month, day)
    except ValueError:
        return "there is no such day"
