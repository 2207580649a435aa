"""Known actors and the tenures in which they held an office: what is asked of them for a day."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from sayso.records import ActorKind

_shape = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)

Days = tuple[str | None, str | None]
"""First and last day, both included, as ISO dates; None is open."""


@dataclass(frozen=True, slots=True)
class Tenure:
    """What an actor was for a time: country, PLOVER sectors (the primary one first), title, dates.

    ``since`` and ``until`` are ISO dates as exact as they are known (YYYY, YYYY-MM or YYYY-MM-DD), half-open:
    the day ``until`` is the first on which the office was no longer held. None is open.
    """

    country: str | None = None
    sectors: tuple[str, ...] = ()
    title: str | None = None
    since: str | None = None
    until: str | None = None

    def possible(self) -> Days:
        """The first and the last day on which the office may have been held.

        >>> Tenure(since="1994", until="2004-07").possible()
        ('1994-01-01', '2004-07-30')
        """
        return (
            None if self.since is None else first_day(self.since),
            None if self.until is None else _day_before(last_day(self.until)),
        )

    def certain(self) -> Days:
        """The first and the last day on which it was held for certain; the first is later where there is
        none.

        >>> Tenure(since="1994", until="2004-07").certain()
        ('1994-12-31', '2004-06-30')
        """
        return (
            None if self.since is None else last_day(self.since),
            None if self.until is None else _day_before(first_day(self.until)),
        )

    def empty(self) -> bool:
        """Whether no day lies within: it ends before it begins, or as it begins."""
        if self.since is None or self.until is None:
            return False
        return first_day(self.since) >= last_day(self.until)

    def overlaps(self, earliest: str, latest: str) -> bool:
        """Whether the office may have been held on a day from ``earliest`` to ``latest``, both included."""
        return _meets(self.possible(), first_day(earliest), last_day(latest))


@dataclass(frozen=True, slots=True)
class KnownActor:
    """Somebody whom a table knows. ``tenures`` are in the order of the file: the first that fits a day
    counts.

    ``source`` is what a ``basis`` prints: "table of offices", or the file name of a user's list.
    """

    name: str
    kind: ActorKind = "unknown"
    variants: tuple[str, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """What was read from a list of actors, and a line for everything in it that was not read as it stands."""

    actors: tuple[KnownActor, ...]
    problems: tuple[str, ...] = ()


def at(actor: KnownActor, earliest: str | None, latest: str | None) -> Tenure | None:
    """What an actor was between two days (ISO dates, both included), or None.

    For one day it is the first tenure in the order of the file that covers it for certain, else the first
    that may. For several days it is the first that covers all of them for certain, else what those that may
    cover one have in common. None for a bound is unknown: then all tenures that the other bound leaves
    possible must agree on the country, and sectors, title and dates are given only where they all agree.
    """
    low = "" if earliest is None else first_day(earliest)
    high = "9999-12-31" if latest is None else last_day(latest)
    possible = [tenure for tenure in actor.tenures if _meets(tenure.possible(), low, high)]
    if earliest is None or latest is None:
        return _agreed(possible)
    if low != high:
        whole = next((t for t in possible if _covers(t.certain(), low, high)), None)
        return whole or (possible[0] if len(possible) == 1 else _agreed(possible))
    sure = (tenure for tenure in possible if _meets(tenure.certain(), low, high))
    return next(sure, possible[0] if possible else None)


def former(actor: KnownActor, day: str) -> Tenure | None:
    """The last tenure that had ended before a day (ISO date), whatever the actor was on that day, or None."""
    before = first_day(day)
    ended = [(last, t) for t in actor.tenures if (last := t.possible()[1]) is not None and last < before]
    return max(ended, key=lambda pair: pair[0])[1] if ended else None


@lru_cache(maxsize=1 << 15)
def iso_date(text: str) -> str:
    """A date that is YYYY, YYYY-MM or YYYY-MM-DD and exists. Raises ``ValueError`` for any other text."""
    found = _shape.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is not a date")
    year, month, day = found.groups()
    date(int(year), int(month or 1), int(day or 1))
    return text


@lru_cache(maxsize=1 << 15)
def first_day(text: str) -> str:
    """The first day of a year, month or day."""
    return text + "-01-01"[3 * (len(text) // 7) :] if len(text) < 10 else text


@lru_cache(maxsize=1 << 15)
def last_day(text: str) -> str:
    """The last day of a year, month or day."""
    if len(text) == 4:
        return text + "-12-31"
    return f"{text}-{monthrange(int(text[:4]), int(text[5:]))[1]:02}" if len(text) == 7 else text


@lru_cache(maxsize=1 << 15)
def _day_before(day: str) -> str:
    return "0000-12-31" if day == "0001-01-01" else (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _meets(days: Days, low: str, high: str) -> bool:
    first, last = days
    if first is not None and last is not None and first > last:
        return False
    return (first is None or first <= high) and (last is None or last >= low)


def _covers(days: Days, low: str, high: str) -> bool:
    first, last = days
    return (first is None or first <= low) and (last is None or last >= high)


def _agreed(tenures: list[Tenure]) -> Tenure | None:
    """What all tenures have in common, or None where they are of several countries."""
    if not tenures or len({tenure.country for tenure in tenures}) > 1:
        return None
    head, *rest = tenures
    if not rest:
        return head

    def same(values: list[str | None]) -> str | None:
        return values[0] if len(set(values)) == 1 else None

    return Tenure(
        country=head.country,
        sectors=tuple(s for s in head.sectors if all(s in tenure.sectors for tenure in rest)),
        title=same([tenure.title for tenure in tenures]),
        since=same([tenure.since for tenure in tenures]),
        until=same([tenure.until for tenure in tenures]),
    )
