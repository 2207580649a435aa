"""Dates by their parts: which year, which week is meant where the text leaves it out."""

from __future__ import annotations

from datetime import date

from sayso.times import _calendar as cal
from sayso.times._frame import NOTHING, Anchored, Frame, Tense, by_tense, days_of, left_open, to_dateline
from sayso.times._senses import Calendar


def anchor_date(sense: Calendar, frame: Frame, now: date | None) -> Anchored:
    """Value and days of a date by its parts; its year from the text, the dateline and the tense."""
    if sense.bc:
        return Anchored(f"BC{sense.year:04d}{_rest(sense)}", NOTHING, "stated: before our era")
    if sense.weekday is not None:
        return _weekday(sense, frame, now)
    if sense.year is not None:
        return _stated(sense, sense.year)
    if frame.bc and not sense.which and not sense.year_shift and frame.narrative:
        return Anchored(frame.bc + _rest(sense), NOTHING, f"relative to {frame.value_id}")
    year, basis = _year_of(sense, frame, now)
    if year is None:
        return Anchored("XXXX" + _rest(sense), NOTHING, basis)
    return _dated(sense, year, basis)


def _stated(sense: Calendar, year: int) -> Anchored:
    if sense.doubt is None:
        return _dated(sense, year, "stated")
    days = [cal.safe_date(year, sense.month or 1, sense.day or 1), cal.safe_date(year, *sense.doubt)]
    known = sorted(day for day in days if day)
    return Anchored(
        f"{year:04d}", (known[0], known[-1]) if known else NOTHING, "stated: day and month in doubt"
    )


def _dated(sense: Calendar, year: int, basis: str) -> Anchored:
    if not date.min.year <= year <= date.max.year:
        return Anchored("XXXX" + _rest(sense), NOTHING, "open: outside the calendar")
    if sense.holiday in ("easter", "thanksgiving"):
        feast = cal.easter(year) if sense.holiday == "easter" else cal.thanksgiving(year)
        return Anchored(feast.isoformat() + (sense.clock or ""), (feast, feast), basis)
    value = f"{year:04d}{_rest(sense)}"
    days = days_of(value, sense.part)
    if sense.day is not None and days == NOTHING:
        return Anchored(f"XXXX{_rest(sense)}", NOTHING, f"open: {year} has no such day")
    return Anchored(value, days, basis)


def _rest(sense: Calendar) -> str:
    """The value after the year."""
    if sense.season:
        return f"-{sense.season}"
    if sense.quarter:
        return f"-Q{sense.quarter}"
    if sense.half:
        return f"-H{sense.half}"
    if sense.holiday:
        return f"-{sense.holiday if sense.holiday[0].isdigit() else 'XX-XX'}{sense.clock or ''}"
    if sense.month and sense.day:
        return f"-{sense.month:02d}-{sense.day:02d}{sense.clock or ''}"
    return f"-{sense.month:02d}" if sense.month else ""


def _year_of(sense: Calendar, frame: Frame, now: date | None) -> tuple[int | None, str]:
    """The year of a date that was said without one, and how it was found."""
    if sense.year_shift:
        return _shifted_year(sense, frame, now)
    told = frame.year if frame.narrative and sense.which in ("", "that", "after", "before") else None
    if told is not None and (now is None or not frame.will()):
        shift = {"after": 1, "before": -1}.get(sense.which, 0)
        return told + shift, f"relative to {frame.year_id} ({told})"
    if now is None:
        return None, "open: no dateline"
    if sense.quarter or sense.half:
        return _nearest_quarter(sense, now), to_dateline(frame)
    if sense.which:
        return _pointed_year(sense, now), to_dateline(frame)
    tense = frame.tense()
    return _nearest_year(sense, now, tense), to_dateline(frame, "nearest to", by_tense(tense))


def _shifted_year(sense: Calendar, frame: Frame, now: date | None) -> tuple[int | None, str]:
    """ "June last year", "October of that year", "next year's first quarter"."""
    step = {"last": -1, "before": -1, "next": 1, "after": 1}.get(sense.year_shift, 0)
    if sense.year_shift in ("that", "before", "after") or (frame.narrative and sense.year_shift != "this"):
        if frame.year is None:
            return None, "open: no year before it to point at"
        return frame.year + step, f"relative to {frame.year_id}"
    if now is None:
        return None, "open: no dateline"
    return now.year + step, to_dateline(frame)


def _nearest_quarter(sense: Calendar, now: date) -> int:
    """Year of the quarter (or half) whose middle is nearest; reports are made after it, so ties look back."""
    middle = sense.quarter * 3 - 1 if sense.quarter else (sense.half or 1) * 6 - 3
    distance = middle - now.month
    return now.year - 1 if distance > 5 else now.year + 1 if distance < -9 else now.year


def _month_day(sense: Calendar) -> tuple[int, int]:
    """Month and day of a date without a year; day 0 where only the month was said or a season."""
    if sense.holiday:
        return {"easter": 4, "thanksgiving": 11}.get(sense.holiday) or int(sense.holiday[:2]), 0
    return sense.month or cal.SEASON_MONTHS.get(sense.season or "", 12), sense.day or 0


def _pointed_year(sense: Calendar, now: date) -> int:
    """Year of "this May", "last May", "next May"; last May is a year ago where May has just passed."""
    month, day = there = _month_day(sense)
    here = (now.month, now.day if day else 0)
    if sense.which in ("last", "before"):
        just_now = not day and (now.month - month) % 12 == 1
        return now.year if there < here and not just_now else now.year - 1
    if sense.which in ("next", "after"):
        return now.year if there > here else now.year + 1
    return now.year


AGAINST_THE_TENSE = 5
"""A date that goes against the tense of its clause counts as so many times as far away."""


def _nearest_year(sense: Calendar, now: date, tense: Tense) -> int:
    """Year of the nearer of the last and the next such day, month or season, weighed by the tense."""
    month, day = there = _month_day(sense)
    here = (now.month, now.day if day else 0)
    if there == here:
        return now.year
    behind = ((here[0] - month) + (here[1] - day) / 31) % 12
    back = behind * (AGAINST_THE_TENSE if tense == "future" else 1)
    ahead = (12 - behind) * (AGAINST_THE_TENSE if tense == "past" else 12 if tense == "plain past" else 1)
    if back <= ahead:
        return now.year if there < here else now.year - 1
    return now.year + 1 if there < here else now.year


def _weekday(sense: Calendar, frame: Frame, now: date | None) -> Anchored:
    wanted = sense.weekday or 1
    if now is None:
        return left_open(f"XXXX-WXX-{wanted}{sense.clock or ''}")
    if sense.which == "after" and frame.tense().endswith("past"):
        return _weekday_after(sense, frame, now, wanted)
    behind = (now.isoweekday() - wanted) % 7
    ahead = (wanted - now.isoweekday()) % 7
    tense = frame.tense() if not sense.which else ""
    why = "" if sense.which else by_tense(tense)
    if sense.which in ("last", "before"):
        day, how = cal.add_days(now, -(behind or 7)), "last such weekday before"
    elif sense.which in ("next", "after"):
        day, how = cal.add_days(now, ahead or 7), "next such weekday after"
    elif tense == "future":
        day, how = cal.add_days(now, ahead), "weekday after"
    else:
        day, how = cal.add_days(now, -behind), "weekday before"
    if day is None:
        return left_open(f"XXXX-WXX-{wanted}")
    return Anchored(day.isoformat() + (sense.clock or ""), (day, day), to_dateline(frame, how, why))


def _weekday_after(sense: Calendar, frame: Frame, now: date, wanted: int) -> Anchored:
    """ "The following Monday", told as past: after the day told of before, and not after the dateline."""
    told = frame.day if len(frame.value.split("T")[0]) == 10 else None
    day = cal.add_days(told, (wanted - told.isoweekday()) % 7 or 7) if told else None
    if day is None or day > now:
        return Anchored(
            f"XXXX-WXX-{wanted}{sense.clock or ''}", NOTHING, "open: no day before it to count from"
        )
    return Anchored(day.isoformat() + (sense.clock or ""), (day, day), f"relative to {frame.value_id}")
