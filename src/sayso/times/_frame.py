"""What expressions are anchored to while a text is read, and what anchoring gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from sayso.times import _calendar as cal

Tense = Literal["past", "plain past", "future", ""]
"""How a clause tells: "plain past" where the date is the verb's own ("agreed *in January*", "since May")."""

Days = tuple[date | None, date | None]
NOTHING: Days = (None, None)


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
    value_days: Days = NOTHING
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
        if anchored.value.startswith("XXXX"):
            # An open day comes between: nothing may be counted from the day before it.
            self.value, self.value_id, self.day, self.value_days = anchored.value, name, None, anchored.days
            return
        if first is None or last is None:
            return
        self.value, self.value_id, self.value_days = anchored.value, name, anchored.days
        self.day = first
        if (last - first).days <= 366:
            self.year, self.year_id, self.bc = first.year, name, ""
        if "-Q" in anchored.value:
            self.quarter = (first.year, (first.month + 2) // 3)


def left_open(value: str) -> Anchored:
    """What cannot be anchored because no dateline is known."""
    return Anchored(value, NOTHING, "open: no dateline")


def to_dateline(frame: Frame, how: str = "relative to", why: str = "") -> str:
    """The basis of what was anchored to the dateline."""
    return f"{how} the dateline ({frame.known_as}){why}"


def by_tense(tense: Tense) -> str:
    """How the tense bore on it, for the basis."""
    return f", by the {tense} tense of its clause" if tense else ", its clause telling no tense"


def days_of(value: str, part: str | None = None) -> Days:
    """First and last day of a value; (None, None) where it is not anchored."""
    return cal.interval(value, part) or NOTHING
