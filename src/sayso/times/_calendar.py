"""TIMEX3 values -> the days they mean, and the arithmetic of units. Weeks are ISO weeks."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

Interval = tuple[date, date]

SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""First month of each season, northern hemisphere, by meteorologists' count."""

_value = re.compile(
    r"(?P<year>\d{4})(?:-(?:(?P<month>\d\d)(?:-(?P<day>\d\d))?|W(?P<week>\d\d)(?P<weekend>-WE)?"
    r"|Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<season>SP|SU|FA|WI)))?(?:T.*)?$"
)
_span_of_years = re.compile(r"(?P<decade>\d{3})$|(?P<century>\d{2})$")


def safe_date(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_ends(year: int, month: int) -> Interval:
    """First and last day of a month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def add_months(day: date, months: int) -> date | None:
    """The day so many months away; the last of the month where there is no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not 1 <= year <= 9998:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_days(day: date, days: int) -> date | None:
    """The day so many days away, or None outside the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def week_value(day: date) -> str:
    """ISO week of a day, as TIMEX3 writes it: 2020-W43."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def interval(value: str, part: str | None = None) -> Interval | None:
    """First and last day of a TIMEX3 date value; None where it is not anchored to the calendar.

    ``part`` narrows it: "early", "mid", "late" to about that third of the time, "start", "end" to a sixth.
    """
    if match := _value.match(value):
        whole = _of_date(match)
    elif match := _span_of_years.match(value):
        first = int(value) * (10 if match["decade"] else 100)
        last = first + (9 if match["decade"] else 99)
        whole = (date(first, 1, 1), date(last, 12, 31)) if first >= 1 else None
    else:
        return None
    return _part(whole, part) if whole and part else whole


def _of_date(match: re.Match[str]) -> Interval | None:
    year = int(match["year"])
    if not 1 <= year <= 9998:
        return None
    if match["day"]:
        day = safe_date(year, int(match["month"]), int(match["day"]))
        return (day, day) if day else None
    if match["month"]:
        return month_ends(year, int(match["month"])) if 1 <= int(match["month"]) <= 12 else None
    if match["week"]:
        try:
            monday = date.fromisocalendar(year, int(match["week"]), 1)
        except ValueError:
            return None
        return (monday + timedelta(days=5 if match["weekend"] else 0)), monday + timedelta(days=6)
    first, months = 1, 12
    if match["quarter"]:
        first, months = int(match["quarter"]) * 3 - 2, 3
    elif match["half"]:
        first, months = int(match["half"]) * 6 - 5, 6
    elif match["season"]:
        first, months = SEASON_MONTHS[match["season"]], 3
    start = date(year, first, 1)
    after = add_months(start, months)
    return (start, after - timedelta(days=1)) if after else None


def _part(whole: Interval, part: str) -> Interval:
    """Early, middle or late third of an interval, or the sixth at its start or end; days stay whole days."""
    first, last = whole
    days = (last - first).days + 1
    if days < 3:
        return whole
    share = max(1, round(days / (6 if part in ("start", "end") else 3)))
    if part in ("early", "start"):
        return first, first + timedelta(days=share - 1)
    if part in ("late", "end"):
        return last - timedelta(days=share - 1), last
    return first + timedelta(days=share), last - timedelta(days=share)


def easter(year: int) -> date:
    """Western Easter Sunday, by the anonymous Gregorian computus (Meeus 1991)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    x = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * x) // 433
    month = (h + x - 7 * m + 90) // 25
    return date(year, month, (h + x - 7 * m + 33 * month + 19) % 32)


def thanksgiving(year: int) -> date:
    """Fourth Thursday of November (United States)."""
    first = date(year, 11, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7 + 21)
