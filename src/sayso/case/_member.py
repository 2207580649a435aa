"""What joining over articles takes and gives: members, joins, and what a join rests on."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from functools import lru_cache
from typing import NamedTuple

import msgspec


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """An actor of one article.

    ``names`` are the distinct words of its mentions, ``titles`` those that the article gives it,
    ``published`` the earliest and latest day of the article, ``beside`` folded full names of others in it.
    """

    id: str
    article: str
    kind: str
    name: str
    names: tuple[str, ...] = ()
    known_as: str | None = None
    country: str | None = None
    country_basis: str = "unknown"
    sectors: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    published: tuple[str | None, str | None] = (None, None)
    beside: tuple[str, ...] = ()


class Join(msgspec.Struct, frozen=True, kw_only=True):
    """Which entity a member belongs to: ``entity`` is the id of the member that stands for it. ``reason`` is
    empty for that one itself."""

    member: str
    entity: str
    reason: str
    certainty: float


class Why(NamedTuple):
    """What a join rests on, and how sure it is."""

    reason: str
    certainty: float


Entity = dict[str, Why | None]
"""Ids of members that the rules join; what each one's place rests on, None where its name says it."""


@lru_cache(maxsize=1 << 12)
def _day(said: str | None) -> int | None:
    try:
        return date.fromisoformat(said).toordinal() if said else None
    except ValueError:
        return None


def when(member: Member) -> int | None:
    """The middle of the days on which an article may have been published; None if one end is open."""
    first, last = (_day(said) for said in member.published)
    return (first + last) // 2 if first is not None and last is not None else None


def near(days: list[int], day: int, reach: int) -> bool:
    """Whether one of sorted days is within reach."""
    i = bisect_left(days, day - reach)
    return i < len(days) and days[i] <= day + reach
