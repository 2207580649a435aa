"""Senses -> TIMEX3 values and intervals, against the dateline, the tense and the text before.

Nothing is defaulted: where no dateline is known, what hangs on it stays open (``XXXX-WXX-6``, no interval).
Where only an interval of datelines is known, each end is tried; what both agree on is the value, and the
interval reaches from the earlier to the later reading.
"""

from __future__ import annotations

from datetime import date

from sayso.times import _calendar as cal
from sayso.times._frame import NOTHING, Anchored, Days, Frame, days_of, left_open, to_dateline
from sayso.times._lengths import length_value
from sayso.times._senses import Away, Calendar, Clock, Length, Near, Repeat, Sense, Vague, Years
from sayso.times._years import anchor_date

DAYS_PER = {"D": 1, "N": 1, "W": 7, "F": 14}
MONTHS_PER = {"MO": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200, "ML": 12000}


def anchor(sense: Sense, frame: Frame) -> Anchored:
    """The value, interval and basis of a sense in its frame."""
    if frame.dateline is None or frame.dateline[0] == frame.dateline[1]:
        return _anchor_at(sense, frame, frame.dateline[0] if frame.dateline else None)
    early, late = (_anchor_at(sense, frame, day) for day in frame.dateline)
    if early.value == late.value and early.days == late.days:
        return early
    open_value = _anchor_at(sense, frame, None).value
    value = early.value if early.value == late.value else open_value
    first, last = early.days[0], late.days[1]
    if first and last and first > last:
        return Anchored(open_value, NOTHING, "open: its meaning hangs on the day of the dateline")
    return Anchored(value, (first, last), late.basis)


def _anchor_at(sense: Sense, frame: Frame, now: date | None) -> Anchored:
    if isinstance(sense, Calendar):
        return anchor_date(sense, frame, now)
    if isinstance(sense, Near):
        anchored = _near(sense, frame, now)
        return _behind(anchored, sense.unit, frame, now) if sense.which == "after" else anchored
    if isinstance(sense, Away):
        anchored = _away(sense, frame, now)
        later = sense.base == "text" and sense.sign > 0
        return _behind(anchored, sense.unit, frame, now) if later else anchored
    if isinstance(sense, Length):
        return _length(sense, frame, now)
    if isinstance(sense, Years):
        return _years(sense)
    if isinstance(sense, Clock):
        return _clock(sense, frame, now)
    if isinstance(sense, Repeat):
        return Anchored(sense.value, NOTHING, "stated: a set of times")
    return _vague(sense, frame, now)


def _behind(anchored: Anchored, unit: str, frame: Frame, now: date | None) -> Anchored:
    """What came "two weeks later" than something and is told as past does not lie after the dateline: where
    it would, it counts from something else than was found, and stays open."""
    first = anchored.days[0]
    if now is None or first is None or first <= now or not frame.tense().endswith("past"):
        return anchored
    return Anchored(_open_value(unit), NOTHING, "open: told as past, it counts from nothing that was found")


# Units pointed at


def _near(sense: Near, frame: Frame, now: date | None) -> Anchored:
    if sense.which in ("that", "before", "after") or (frame.narrative and sense.which in ("", "next")):
        pointed = _pointed_in_text(sense, frame)
        if pointed:
            return pointed
        if sense.which and sense.unit not in ("Q", "WE", "Y"):
            return Anchored(
                _open_value(sense.unit) + (sense.clock or ""), NOTHING, "open: points at nothing before it"
            )
    if now is None:
        return left_open(_open_value(sense.unit) + (sense.clock or ""))
    step = {"last": -1, "before": -1, "next": 1, "after": 1}.get(sense.which, 0)
    return _stepped(now, sense, step, to_dateline(frame))


def _pointed_in_text(sense: Near, frame: Frame) -> Anchored | None:
    """ "that year", "the following week", "the quarter": relative to the date told of before."""
    step = {"before": -1, "last": -1, "after": 1, "next": 1}.get(sense.which, 0)
    day = frame.value.split("T")[0]
    if sense.unit == "D" and sense.which == "that" and len(day) == 10 and not day.startswith("BC"):
        return Anchored(day + (sense.clock or ""), frame.value_days, f"the same day as {frame.value_id}")
    if sense.unit == "Q" and frame.quarter and sense.which == "that":
        year, quarter = frame.quarter
        value = f"{year:04d}-Q{quarter}"
        return Anchored(value, days_of(value, sense.part), f"relative to {frame.value_id}")
    if sense.unit == "Y" and frame.year is not None:
        value = f"{frame.year + step:04d}"
        return Anchored(value, days_of(value, sense.part), f"relative to {frame.year_id}")
    if frame.day is None or (sense.which == "that" and sense.unit in ("Q", "WE")):
        return None
    if not _fine_enough(frame.value, sense.unit):
        value = _open_value(sense.unit) + (sense.clock or "")
        return Anchored(value, NOTHING, f"open: {frame.value_id} names no {_unit_name(sense.unit)}")
    return _stepped(frame.day, sense, step, f"relative to {frame.value_id}")


def _stepped(base: date, sense: Near, step: int, basis: str) -> Anchored:
    """The unit that holds ``base``, or the one before or after it."""
    if sense.unit in ("D", "N"):
        day = cal.add_days(base, step)
        value = day.isoformat() if day else "XXXX-XX-XX"
    elif sense.unit in ("W", "WE", "F"):
        # "the weekend" said before Friday is the one gone by.
        gone = sense.unit == "WE" and sense.which == "that" and base.isoweekday() < 5
        day = cal.add_days(base, 7 * step - (7 if gone else 0))
        value = cal.week_value(day) + ("-WE" if sense.unit == "WE" else "") if day else "XXXX-WXX"
    else:
        day = cal.add_months(base, MONTHS_PER.get(sense.unit, 1) * step)
        value = _value_at(day, sense.unit) if day else _open_value(sense.unit)
    return Anchored(value + (sense.clock or ""), days_of(value, sense.part), basis)


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
    return Anchored(value, days_of(value, sense.part), "stated")


# So long before or after


def _away(sense: Away, frame: Frame, now: date | None) -> Anchored:
    base, basis = now, to_dateline(frame) if now else "open: no dateline"
    if sense.base == "text" and (frame.day or frame.narrative):
        base, basis = frame.day, f"relative to {frame.value_id}"
        if frame.day is None or not _fine_enough(frame.value, sense.unit):
            base = None
            basis = f"open: {frame.value_id or 'nothing'} before it names no {_unit_name(sense.unit)}"
    if sense.number is None:
        return _vaguely_away(sense, base, basis)
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
        value = f"{frame.quarter[0] + sense.sign:04d}-Q{frame.quarter[1]}"
    else:
        by_year = sense.unit in ("DE", "CE") and sense.number < 10 and sense.base == "dateline"
        value = _value_at(day, "Y" if by_year else sense.unit)
    return Anchored(value + (sense.clock or ""), days_of(value), basis)


def _vaguely_away(sense: Away, base: date | None, basis: str) -> Anchored:
    """ "several years ago": a bound on one side, where it hangs on the dateline."""
    days: Days = NOTHING
    if base and sense.base == "dateline":
        days = (None, base) if sense.sign < 0 else (base, None)
    return Anchored("PAST_REF" if sense.sign < 0 else "FUTURE_REF", days, f"{basis}; a vague number")


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
    return Anchored(value, days if other else NOTHING, to_dateline(frame))


def _clock(sense: Clock, frame: Frame, now: date | None) -> Anchored:
    if frame.narrative and frame.day and len(frame.value.split("T")[0]) == 10:
        return Anchored(
            frame.day.isoformat() + sense.value, (frame.day, frame.day), f"relative to {frame.value_id}"
        )
    if now is None or frame.narrative:
        return left_open("XXXX-XX-XX" + sense.value)
    return Anchored(now.isoformat() + sense.value, (now, now), to_dateline(frame))


def _vague(sense: Vague, frame: Frame, now: date | None) -> Anchored:
    if now is None or frame.narrative:
        return Anchored(sense.value, NOTHING, "open: no dateline" if now is None else "open: vague")
    days: Days = {"PRESENT_REF": (now, now), "PAST_REF": (None, now)}.get(sense.value, (now, None))
    return Anchored(sense.value, days, to_dateline(frame))
