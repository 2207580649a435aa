"""Senses -> TIMEX3 values and intervals, against the dateline, the tense and the text before.

Nothing is defaulted: where no dateline is known, what hangs on it stays open (``XXXX-WXX-6``, no interval).
Where only an interval of datelines is known, each end is tried; what both agree on is the value, and the
interval reaches from the earlier to the later reading.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from sayso.times import _calendar as cal
from sayso.times._grammar import length_value
from sayso.times._senses import Away, Calendar, Clock, Length, Near, Repeat, Sense, Vague, Years

Tense = Literal["past", "future", ""]
Days = tuple[date | None, date | None]
NOTHING: Days = (None, None)

DAYS_PER = {"D": 1, "N": 1, "W": 7, "F": 14}
MONTHS_PER = {"MO": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200, "ML": 12000}


@dataclass(slots=True)
class Anchored:
    """A value, the days it means and what it was computed from."""

    value: str
    days: Days
    basis: str


@dataclass(slots=True)
class Frame:
    """What expressions are anchored to while a text is read from left to right.

    ``dateline`` holds the earliest and the latest day that the article may be from; ``narrative`` says that
    the text tells history, so that a month without a year belongs to the year told of last.
    """

    dateline: tuple[date, date] | None
    known_as: str = ""
    narrative: bool = False
    year: int | None = None
    year_id: str = ""
    day: date | None = None
    value: str = ""
    value_id: str = ""
    quarter: tuple[int, int] | None = None
    bc: str = ""
    tense: Callable[[], Tense] = field(default=lambda: "")
    will: Callable[[], bool] = field(default=lambda: False)

    def remember(self, anchored: Anchored, name: str) -> None:
        """Note an anchored date as the one that "the next day" or "that year" will point at."""
        if anchored.value.startswith("BC"):
            self.bc, self.year, self.day, self.value_id = anchored.value[:6], None, None, name
            return
        first, last = anchored.days
        if first is None or last is None:
            return
        self.value, self.value_id = anchored.value, name
        self.day = first
        if (last - first).days <= 366:
            self.year, self.year_id, self.bc = first.year, name, ""
        if "-Q" in anchored.value:
            self.quarter = (first.year, (first.month + 2) // 3)


def anchor(sense: Sense, frame: Frame) -> Anchored:
    """The value, interval and basis of a sense in its frame."""
    if frame.dateline is None or frame.dateline[0] == frame.dateline[1]:
        return _anchor_at(sense, frame, frame.dateline[0] if frame.dateline else None)
    early, late = (_anchor_at(sense, frame, day) for day in frame.dateline)
    if early.value == late.value and early.days == late.days:
        return early
    open_value = _anchor_at(sense, frame, None).value
    value = early.value if early.value == late.value else open_value
    return Anchored(value, (early.days[0], late.days[1]), late.basis)


def _anchor_at(sense: Sense, frame: Frame, now: date | None) -> Anchored:
    if isinstance(sense, Calendar):
        return _calendar(sense, frame, now)
    if isinstance(sense, Near):
        return _near(sense, frame, now)
    if isinstance(sense, Away):
        return _away(sense, frame, now)
    if isinstance(sense, Length):
        return _length(sense, frame, now)
    if isinstance(sense, Years):
        return _years(sense)
    if isinstance(sense, Clock):
        return _clock(sense, frame, now)
    if isinstance(sense, Repeat):
        return Anchored(sense.value, NOTHING, "stated: a set of times")
    return _vague(sense, frame, now)


def _open(value: str) -> Anchored:
    return Anchored(value, NOTHING, "open: no dateline")


def _to_dateline(frame: Frame, how: str = "relative to", why: str = "") -> str:
    return f"{how} the dateline ({frame.known_as}){why}"


def _by(tense: Tense) -> str:
    return f", by the {tense} tense of its clause" if tense else ", its clause telling no tense"


def _days(value: str, part: str | None = None) -> Days:
    return cal.interval(value, part) or NOTHING


# Dates by their parts


def _calendar(sense: Calendar, frame: Frame, now: date | None) -> Anchored:
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
    if sense.holiday in ("easter", "thanksgiving"):
        feast = cal.easter(year) if sense.holiday == "easter" else cal.thanksgiving(year)
        return Anchored(feast.isoformat() + (sense.clock or ""), (feast, feast), basis)
    value = f"{year:04d}{_rest(sense)}"
    days = _days(value, sense.part)
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
        return _nearest_quarter(sense, now), _to_dateline(frame)
    if sense.which:
        return _pointed_year(sense, now), _to_dateline(frame)
    tense = frame.tense()
    return _nearest_year(sense, now, tense), _to_dateline(frame, "nearest to", _by(tense))


def _shifted_year(sense: Calendar, frame: Frame, now: date | None) -> tuple[int | None, str]:
    """ "June last year", "October of that year", "next year's first quarter"."""
    step = {"last": -1, "before": -1, "next": 1, "after": 1}.get(sense.year_shift, 0)
    if sense.year_shift in ("that", "before", "after") or (frame.narrative and sense.year_shift != "this"):
        if frame.year is None:
            return None, "open: no year before it to point at"
        return frame.year + step, f"relative to {frame.year_id}"
    if now is None:
        return None, "open: no dateline"
    return now.year + step, _to_dateline(frame)


def _nearest_quarter(sense: Calendar, now: date) -> int:
    """Year of the quarter (or half) whose middle is nearest; reports are made after it, so ties look back."""
    middle = sense.quarter * 3 - 1 if sense.quarter else (sense.half or 1) * 6 - 3
    distance = middle - now.month
    return now.year - 1 if distance > 5 else now.year + 1 if distance < -9 else now.year


def _month_day(sense: Calendar) -> tuple[int, int]:
    """Month and day of a date without a year; day 0 where only the month was said, first month of a season."""
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
    ahead = (12 - behind) * (AGAINST_THE_TENSE if tense == "past" else 1)
    if back <= ahead:
        return now.year if there < here else now.year - 1
    return now.year + 1 if there < here else now.year


def _weekday(sense: Calendar, frame: Frame, now: date | None) -> Anchored:
    wanted = sense.weekday or 1
    if now is None:
        return _open(f"XXXX-WXX-{wanted}{sense.clock or ''}")
    behind = (now.isoweekday() - wanted) % 7
    ahead = (wanted - now.isoweekday()) % 7
    tense = frame.tense() if not sense.which else ""
    why = "" if sense.which else _by(tense)
    if sense.which in ("last", "before"):
        day, how = cal.add_days(now, -(behind or 7)), "last such weekday before"
    elif sense.which in ("next", "after"):
        day, how = cal.add_days(now, ahead or 7), "next such weekday after"
    elif tense == "future":
        day, how = cal.add_days(now, ahead), "weekday after"
    else:
        day, how = cal.add_days(now, -behind), "weekday before"
    if day is None:
        return _open(f"XXXX-WXX-{wanted}")
    return Anchored(day.isoformat() + (sense.clock or ""), (day, day), _to_dateline(frame, how, why))


# Units pointed at


def _near(sense: Near, frame: Frame, now: date | None) -> Anchored:
    if sense.which in ("that", "before", "after") or (frame.narrative and sense.which in ("", "next")):
        pointed = _pointed_in_text(sense, frame)
        if pointed:
            return pointed
    if now is None:
        return _open(_open_value(sense.unit) + (sense.clock or ""))
    step = {"last": -1, "before": -1, "next": 1, "after": 1}.get(sense.which, 0)
    return _stepped(now, sense, step, _to_dateline(frame))


def _pointed_in_text(sense: Near, frame: Frame) -> Anchored | None:
    """ "that year", "the following week", "the quarter": relative to the date told of before."""
    step = {"before": -1, "last": -1, "after": 1, "next": 1}.get(sense.which, 0)
    if sense.unit == "Q" and frame.quarter and sense.which == "that":
        year, quarter = frame.quarter
        value = f"{year:04d}-Q{quarter}"
        return Anchored(value, _days(value, sense.part), f"relative to {frame.value_id}")
    if sense.unit == "Y" and frame.year is not None:
        value = f"{frame.year + step:04d}"
        return Anchored(value, _days(value, sense.part), f"relative to {frame.year_id}")
    if frame.day is None or (sense.which == "that" and sense.unit in ("Q", "WE")):
        return None
    if sense.unit in ("D", "W") and len(frame.value.split("T")[0]) < 8:
        return Anchored(
            _open_value(sense.unit) + (sense.clock or ""), NOTHING, f"open: {frame.value_id} names no day"
        )
    return _stepped(frame.day, sense, step, f"relative to {frame.value_id}")


def _stepped(base: date, sense: Near, step: int, basis: str) -> Anchored:
    """The unit that holds ``base``, or the one before or after it."""
    if sense.unit in ("D", "N"):
        day = cal.add_days(base, step)
        value = day.isoformat() if day else "XXXX-XX-XX"
    elif sense.unit in ("W", "WE", "F"):
        day = cal.add_days(
            base,
            7 * step
            - (
                7
                if sense.unit == "WE" and not step and base.isoweekday() < 5 and sense.which == "that"
                else 0
            ),
        )
        value = cal.week_value(day) + ("-WE" if sense.unit == "WE" else "") if day else "XXXX-WXX"
    else:
        day = cal.add_months(base, MONTHS_PER.get(sense.unit, 1) * step)
        value = _value_at(day, sense.unit) if day else _open_value(sense.unit)
    return Anchored(value + (sense.clock or ""), _days(value, sense.part), basis)


def _value_at(day: date, unit: str) -> str:
    """The value of the unit that holds a day."""
    if unit in ("D", "N", "H", "M", "S"):
        return day.isoformat()
    if unit in ("W", "F"):
        return cal.week_value(day)
    if unit == "WE":
        return cal.week_value(day) + "-WE"
    if unit == "MO":
        return f"{day.year:04d}-{day.month:02d}"
    if unit == "Q":
        return f"{day.year:04d}-Q{(day.month + 2) // 3}"
    year = f"{day.year:04d}"
    return {"DE": year[:3], "CE": year[:2], "ML": year[:1]}.get(unit, year)


def _open_value(unit: str) -> str:
    return {
        "D": "XXXX-XX-XX", "N": "XXXX-XX-XX", "W": "XXXX-WXX", "F": "XXXX-WXX", "WE": "XXXX-WXX-WE",
        "MO": "XXXX-XX", "Q": "XXXX-QX", "DE": "XXX", "CE": "XX", "H": "XXXX-XX-XX", "M": "XXXX-XX-XX",
    }.get(unit, "XXXX")  # fmt: skip


def _years(sense: Years) -> Anchored:
    value = f"{sense.number:0{sense.digits}d}"
    return Anchored(value, _days(value, sense.part), "stated")


# So long before or after


def _away(sense: Away, frame: Frame, now: date | None) -> Anchored:
    base, basis = now, _to_dateline(frame) if now else "open: no dateline"
    if sense.base == "text" and (frame.day or frame.narrative):
        base, basis = frame.day, f"relative to {frame.value_id}"
        if frame.day is None or not _fine_enough(frame.value, sense.unit):
            base, basis = (
                None,
                f"open: {frame.value_id or 'nothing'} before it names no such {_unit_name(sense.unit)}",
            )
    if sense.number is None:
        vague = "PAST_REF" if sense.sign < 0 else "FUTURE_REF"
        days: Days = (None, base) if sense.sign < 0 else (base, None)
        return Anchored(
            vague, days if base and sense.base == "dateline" else NOTHING, f"{basis}; a vague number"
        )
    if base is None:
        return Anchored(_open_value(sense.unit), NOTHING, basis)
    day = _shift(base, sense.number * sense.sign, sense.unit)
    if day is None:
        return Anchored(_open_value(sense.unit), NOTHING, "open: outside the calendar")
    if (
        sense.unit == "Y"
        and sense.number == 1
        and frame.quarter
        and "-Q" in frame.value
        and not frame.narrative
    ):
        basis = f"relative to {frame.value_id}"
        value = f"{frame.quarter[0] + int(sense.number) * sense.sign:04d}-Q{frame.quarter[1]}"
    else:
        value = _value_at(
            day,
            "Y"
            if sense.unit in ("DE", "CE") and sense.number < 10 and sense.base == "dateline"
            else sense.unit,
        )
    return Anchored(value + (sense.clock or ""), _days(value), basis)


def _fine_enough(value: str, unit: str) -> bool:
    """Whether a date is said finely enough to count such units from it."""
    plain = value.split("T")[0]
    if unit in ("Y", "DE", "CE", "ML"):
        return True
    if unit in ("MO", "Q"):
        return len(plain) >= 7
    return len(plain) == 10 or (unit in ("W", "F") and "W" in plain)


def _unit_name(unit: str) -> str:
    return {"W": "week", "F": "week", "WE": "weekend", "MO": "month", "Q": "quarter"}.get(unit, "day")


def _shift(base: date, number: float, unit: str) -> date | None:
    if abs(number) > 100_000:
        return None
    if unit in DAYS_PER:
        return cal.add_days(base, round(number * DAYS_PER[unit]))
    if unit in MONTHS_PER:
        return cal.add_months(base, round(number * MONTHS_PER[unit]))
    if unit == "H":
        return cal.add_days(base, int(number / 24))
    return base if unit in ("M", "S") else None


def _length(sense: Length, frame: Frame, now: date | None) -> Anchored:
    value = length_value(sense.number, sense.unit, sense.half)
    if sense.which not in ("last", "next") or sense.number is None:
        return Anchored(value, NOTHING, "stated: a length of time")
    if now is None:
        return Anchored(value, NOTHING, "stated: a length of time; open: no dateline")
    other = _shift(now, sense.number * (1 if sense.which == "next" else -1), sense.unit)
    days: Days = (now, other) if sense.which == "next" else (other, now)
    return Anchored(value, days if other else NOTHING, _to_dateline(frame))


def _clock(sense: Clock, frame: Frame, now: date | None) -> Anchored:
    if frame.narrative and frame.day and len(frame.value.split("T")[0]) == 10:
        return Anchored(
            frame.day.isoformat() + sense.value, (frame.day, frame.day), f"relative to {frame.value_id}"
        )
    if now is None or frame.narrative:
        return _open("XXXX-XX-XX" + sense.value)
    return Anchored(now.isoformat() + sense.value, (now, now), _to_dateline(frame))


def _vague(sense: Vague, frame: Frame, now: date | None) -> Anchored:
    if now is None or frame.narrative:
        return Anchored(sense.value, NOTHING, "open: no dateline" if now is None else "open: vague")
    days: Days = {"PRESENT_REF": (now, now), "PAST_REF": (None, now)}.get(sense.value, (now, None))
    return Anchored(sense.value, days, _to_dateline(frame))
