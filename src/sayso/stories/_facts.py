"""Event records as they are compared: what is certain of their time, place, parties, numbers and words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

import msgspec

from sayso.case import Days, EventRecord, Party, When
from sayso.countries import country
from sayso.stories._voices import body_key
from sayso.stories._words import stems

NARROW = 3
"""Days of an interval up to which it says when something happened."""
_WIDE = 31
_BEFORE = {"happened": 30, "ongoing": 30, "denied": 30, "hypothetical": 30, "planned": 1, "cancelled": 1}
"""How many days before its report an event of each status may lie, where nothing says when it was."""
_AFTER = {"planned": 45, "cancelled": 45, "hypothetical": 45}

_CITIES = ("PPL", "STLMT")
_THE_CAPITAL = re.compile(r"\b(?:the|its|their|whose)\b(?: \w+)? capital\b", re.IGNORECASE)


_DEEDS = re.compile(
    r"(?:[a-z]+ings|(?:counter-?)?attacks|assaults|protests|marches|rallies|demonstrations|clashes|riots|strikes|"
    r"airstrikes|raids|visits|arrests|detentions|blasts|explosions|murders|massacres|battles|searches|tests|"
    r"launches|executions|abductions|incursions)",
    re.IGNORECASE,
)
_OBJECT = re.compile(r"\W{0,2}(?:the|an?|his|her|its|their|this|that|these|those|[A-Z0-9])\b|\W{0,2}[A-Z]\w+")


class Spot(msgspec.Struct, frozen=True):
    """A place: its GeoNames id (0 if unknown), folded name, country, and whether it is a town or smaller."""

    id: int
    name: str
    country: str
    town: bool


class Number(msgspec.Struct, frozen=True):
    """A count as a range, null where open; ``vague`` ones ("thousands") say little about their upper end."""

    what: str
    unit: str
    low: float | None
    high: float | None
    vague: bool


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """One event record, ready to be compared. Days are ordinals: ``first`` to ``last`` when it happened, as
    far as the text says so (``dated``), else as far as status and report allow; ``reported`` those of the
    report. ``at`` is where the record stands in its article. ``actors`` and ``recipients`` are keys of
    those with a name, ``doers`` and ``targets`` the stems of the nouns for all of them, ``words`` stems of
    the passage."""

    id: str
    article: str
    at: int
    type: str
    modes: frozenset[str]
    status: str
    dated: bool
    first: int | None
    last: int | None
    reported: tuple[int | None, int | None]
    spot: Spot | None
    actors: frozenset[str]
    recipients: frozenset[str]
    doers: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()
    words: frozenset[str]
    numbers: tuple[Number, ...]
    several: bool = False
    voice: str = ""


def fact_of(record: EventRecord, voice: str = "") -> Fact:
    """A record as it is compared; ``voice`` is the key of who says it."""
    reported = (ordinal(record.reported.earliest), ordinal(record.reported.latest))
    dated, first, last = _days(record.when, record.status, reported)
    return Fact(
        id=record.id,
        article=record.article,
        at=record.trigger_spans[0][0] if record.trigger_spans else 0,
        type=record.type,
        modes=frozenset(record.modes),
        status=record.status,
        dated=dated,
        first=first,
        last=last,
        reported=reported,
        spot=_spot(record),
        actors=frozenset(filter(None, map(party_key, record.actors))),
        recipients=frozenset(filter(None, map(party_key, record.recipients))),
        doers=_nouns(record.actors),
        targets=_nouns(record.recipients),
        words=frozenset(stems(record.words)),
        numbers=numbers_of(record),
        several=is_plural(record.trigger, record.words),
        voice=voice,
    )


@lru_cache(maxsize=1 << 14)
def ordinal(day: str | None) -> int | None:
    """The number of a day; None where it is none."""
    try:
        return date.fromisoformat(day).toordinal() if day else None
    except ValueError:
        return None


def days_of(days: Days) -> tuple[int | None, int | None]:
    """The ordinals of an interval of days."""
    return ordinal(days.earliest), ordinal(days.latest)


def _days(
    when: When | None, status: str, reported: tuple[int | None, int | None]
) -> tuple[bool, int | None, int | None]:
    if when is not None:
        first, last = ordinal(when.earliest), ordinal(when.latest)
        if first is not None and last is not None and last - first <= _WIDE:
            return True, first, last
        if first is not None and last is not None and last < (reported[0] or 0) - _WIDE:
            return False, first, last  # "in the 1990s"
    low, high = reported
    if low is None or high is None or high - low > _WIDE:
        return False, None, None
    return False, low - _BEFORE[status], high + _AFTER.get(status, 0)


def _spot(record: EventRecord) -> Spot | None:
    where = record.where
    if where is not None and (where.feature or "").startswith(_CITIES):
        return Spot(where.geonames_id or 0, body_key(where.name), where.country or "", True)
    capital = _capital(record)
    if capital is not None or where is None:
        return capital
    return Spot(where.geonames_id or 0, body_key(where.name), where.country or "", False)


def _capital(record: EventRecord) -> Spot | None:
    """Where a record happened that says "in the capital", if it speaks of one country."""
    if not _THE_CAPITAL.search(record.words):
        return None
    codes = {party.country for party in (*record.actors, *record.recipients)}
    codes |= {record.where.country if record.where else None}
    known = sorted(code for code in codes if code)
    if len(known) != 1:
        return None
    try:
        name = country(known[0]).capital
    except KeyError:  # the European Union has none
        return None
    return Spot(0, body_key(name), known[0], True) if name else None


def party_key(party: Party) -> str:
    """A key for somebody with a name; for the police, the army, the opposition their sector; empty for a
    crowd or a description."""
    if party.kind == "country":
        return f"country {party.country or body_key(party.name)}"
    if party.kind == "person":
        return f"person {party.entity}" if party.name[:1].isupper() else ""
    if party.kind == "organisation":
        return f"body {body_key(party.known_as or party.name)}"
    sectors = {"COP", "MIL", "OPP", "GOV", "LAB", "REB", "JUD", "LEG"} & set(party.sectors)
    return f"sector {min(sectors)} {party.country or ''}" if sectors else ""


def is_plural(trigger: str, words: str) -> bool:
    """Whether the words for an event are a noun for more than one.

    >>> is_plural("visits", "presidential visits to Hiroshima"), is_plural("visits", "Obama visits Hiroshima")
    (True, False)
    """
    noun = trigger.split()[-1] if trigger.split() else ""
    if not _DEEDS.fullmatch(noun):
        return False
    at = words.find(noun)
    return at >= 0 and not _OBJECT.match(words, at + len(noun))


def _nouns(parties: Sequence[Party]) -> frozenset[str]:
    """The last words of names and descriptions of people: "a masked gunman" is a gunman."""
    people = [party for party in parties if party.kind != "country"]
    return frozenset(
        words[-1] for party in people if (words := stems(party.name)) and not words[-1].isdigit()
    )


def numbers_of(record: EventRecord) -> tuple[Number, ...]:
    """The counts of an event as ranges."""
    return tuple(
        Number(count.what, count.unit or "", count.low, count.high, is_vague(count.rule))
        for count in record.counts
    )


_VAGUE = (
    "hundreds",
    "thousands",
    "dozens",
    "scores",
    "several",
    "a few",
    "few",
    "many",
    "tens of",
    "millions",
    "a couple",
)


def is_vague(rule: str) -> bool:
    """Whether a number is a word that leaves its upper end open: *thousands* may be many."""
    return rule.startswith(_VAGUE)


def share(one: Sequence[Number], other: Sequence[Number]) -> int:
    """How many counts of the same thing two records give as overlapping ranges."""
    return sum(
        any(a.what == b.what and a.unit == b.unit and overlap(a.low, a.high, b.low, b.high) for b in other)
        for a in one
    )


def clash(one: Sequence[Number], other: Sequence[Number]) -> bool:
    """Whether two records count something, and do not agree on any of it."""
    both = {(a.what, a.unit) for a in one} & {(b.what, b.unit) for b in other}
    return bool(both) and not share(one, other)


def overlap(low: float | None, high: float | None, other_low: float | None, other_high: float | None) -> bool:
    """Whether two ranges, null where open, have a number in common."""
    starts_before = low is None or other_high is None or low <= other_high
    return starts_before and (other_low is None or high is None or other_low <= high)
