"""What a time expression says, before it is anchored to a calendar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Which = Literal["", "last", "next", "this", "that", "before", "after"]
"""How an expression points: last May, next May, this May, that May, the May before, the May after."""

Part = Literal["early", "mid", "late", "start", "end"]


@dataclass(frozen=True, slots=True)
class Calendar:
    """A date by its parts; what is None was not said. ``year`` counts from 1; ``bc`` turns it round."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: str | None = None
    quarter: int | None = None
    half: int | None = None
    holiday: str | None = None
    which: Which = ""
    part: Part | None = None
    clock: str | None = None
    bc: bool = False
    year_shift: Which = ""
    doubt: tuple[int, int] | None = None
    """Month and day the other way round, where 7/8/2020 leaves that open."""


@dataclass(frozen=True, slots=True)
class Years:
    """A decade (``digits`` 3) or a century (``digits`` 2), by its first digits."""

    digits: int
    number: int
    part: Part | None = None
    bc: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """A unit of time pointed at: this week, last year, the next day, today."""

    unit: str
    which: Which
    part: Part | None = None
    clock: str | None = None
    steps: int = 1


@dataclass(frozen=True, slots=True)
class Away:
    """So many units before (negative) or after something: three days ago, two weeks later."""

    number: float | None
    unit: str
    sign: int
    base: Literal["dateline", "text"]
    clock: str | None = None


@dataclass(frozen=True, slots=True)
class Length:
    """A duration: three months, the past three months, the third month in a row."""

    number: float | None
    unit: str
    half: bool = False
    which: Which = ""


@dataclass(frozen=True, slots=True)
class Repeat:
    """A set of times: daily, every Sunday."""

    value: str


@dataclass(frozen=True, slots=True)
class Vague:
    """PRESENT_REF, PAST_REF or FUTURE_REF."""

    value: str


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day without a day."""

    value: str


Sense = Calendar | Years | Near | Away | Length | Repeat | Vague | Clock
