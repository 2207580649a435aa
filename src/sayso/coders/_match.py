"""Which events of two codings are one: paired one to one, the best first.

Two events may be a pair where they lie at most so many days apart, are of the same type (or quad class) and
of the same countries. Days are gone through in rounds: first all pairs of the same day, then of days that
lie one day apart, and so on. Within a round same types come before others of the same quad class, and
closer countries before others:

1. the same country of the actor and the same of the recipient (or neither coder has a country there);
2. one of the two is the same, and one coder has no country for the other;
3. the same two countries the other way round, where both types are something that people do together
   (CONSULT, AGREE, COOPERATE);
4. one coder has no country for either, and both have the same country of the place.

Within a step, events of the same mode and with parties of the same primary sectors come first, then those
of the same mode, then those of the same sectors; then the order of ids decides. Every step is a join by
hash, so the time grows with the events and not with their pairs; only the days within reach of each other
are held."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import NamedTuple

import msgspec

SAME = ("type", "quad")
"""What has to be the same about what happened."""


class Coding(msgspec.Struct, frozen=True, kw_only=True):
    """An event as one coder codes it, with no more than codings are compared by. ``actors`` and
    ``recipients`` are countries, sectors those of the first party; ``source`` is where it stands: file and
    line, or the id of an article."""

    id: str
    day: str
    type: str
    quad: int = 0
    modes: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    actor_sector: str | None = None
    recipient_sector: str | None = None
    who: str | None = None
    whom: str | None = None
    place: str | None = None
    country: str | None = None
    source: str = ""


Matched = tuple[Coding | None, Coding | None]
"""A pair, or an event of one coder alone."""
Keys = Callable[[Coding], Iterable[Hashable]]
May = Callable[[Coding], bool]


@dataclass
class _Day:
    """What is left of a day, and the pairs whose first event is of it."""

    number: int
    ones: list[Coding]
    twos: list[Coding]
    pairs: list[tuple[Coding, Coding]] = field(default_factory=list)


def match(
    ones: Iterable[Coding], twos: Iterable[Coding], *, within: int = 1, same: str | None = "type"
) -> Iterator[Matched]:
    """All events of two codings, each in the order of its days: as pairs, or alone. ``within`` are the days
    that a pair may lie apart, ``same`` is one of ``SAME``. Days come in their order, pairs of a day before
    what is alone on it.

    Where ``same`` is None, types do not count, so that it can be asked whether they agree. Then two events
    are a pair only where no choice between types is made: all events of either coder that would fit are of
    one type."""
    days = _days(ones, twos)
    for gap in range(within + 1):
        days = _round(days, gap, same)
    for day in days:
        yield from sorted(day.pairs, key=lambda pair: (pair[0].id, pair[1].id))
        yield from ((one, None) for one in day.ones)
        yield from ((None, two) for two in day.twos)


def _days(ones: Iterable[Coding], twos: Iterable[Coding]) -> Iterator[_Day]:
    """The days of both, merged."""
    one_days, two_days = groupby(ones, key=_day_of), groupby(twos, key=_day_of)
    one, two = next(one_days, None), next(two_days, None)
    while one is not None or two is not None:
        day = min(found[0] for found in (one, two) if found is not None)
        made = _Day(date.fromisoformat(day).toordinal(), [], [])
        if one is not None and one[0] == day:
            made.ones = sorted(one[1], key=_id_of)
            one = next(one_days, None)
        if two is not None and two[0] == day:
            made.twos = sorted(two[1], key=_id_of)
            two = next(two_days, None)
        yield made


def _day_of(coding: Coding) -> str:
    return coding.day


def _id_of(coding: Coding) -> str:
    return coding.id


def _round(days: Iterator[_Day], gap: int, same: str | None) -> Iterator[_Day]:
    """The days after pairs that lie ``gap`` days apart have been made. Days within reach are held back."""
    held: deque[_Day] = deque()
    for day in days:
        while held and held[0].number < day.number - gap:
            yield held.popleft()
        held.append(day)
        before = held[0]
        if before.number == day.number - gap:
            _pair(before, day, same)
            if gap:
                _pair(day, before, same)
    yield from held


def _pair(of_ones: _Day, of_twos: _Day, same: str | None) -> None:
    """Make all pairs of the first coder's events of one day and the second's of the same or another."""
    for kind in _kinds(same):
        for step in _STEPS:
            if not of_ones.ones or not of_twos.twos:
                return
            near = _near(of_ones.ones, of_twos.twos, kind, step)
            if not near:
                continue
            pairs: list[tuple[Coding, Coding]] = []
            left = _Left(set(), set())
            for closer in _CLOSER if same else _CLOSER[2:]:
                keys = _keys(kind, step.key, closer), _keys(kind, step.other or step.key, closer)
                for ones, twos in near:
                    pairs += _join(left.of(ones, twos), keys, left, plain=same is None)
            of_ones.pairs += pairs
            of_ones.ones, of_twos.twos = left.of(of_ones.ones, of_twos.twos)


Both = tuple[list[Coding], list[Coding]]


class _Left(NamedTuple):
    """Ids of events of each coder that have a pair."""

    ones: set[str]
    twos: set[str]

    def of(self, ones: list[Coding], twos: list[Coding]) -> Both:
        """Those that have none."""
        return [one for one in ones if one.id not in self.ones], [
            two for two in twos if two.id not in self.twos
        ]


def _near(
    ones: list[Coding], twos: list[Coding], kind: Callable[[Coding], Hashable], step: _Step
) -> list[Both]:
    """The events that have a partner in a step, if only others did not come before them: mostly few. Twice
    where a coder has to lack something: the first coder, then the second."""
    key, other = step.key, step.other or step.key
    found = []
    for one_may, two_may in ((step.lacks, _any), (_any, step.lacks)) if step.lacks else ((_any, _any),):
        wanted = {(kind(two), name) for two in twos if two_may(two) for name in other(two)}
        some = [one for one in ones if one_may(one) and any((kind(one), name) in wanted for name in key(one))]
        if some:
            given = {(kind(one), name) for one in some for name in key(one)}
            fit = [
                two for two in twos if two_may(two) and any((kind(two), name) in given for name in other(two))
            ]
            found.append((some, fit))
    return found


def _kinds(same: str | None) -> tuple[Callable[[Coding], Hashable], ...]:
    if same is None:
        return (lambda _: None,)
    return ((lambda coding: coding.type), (lambda coding: coding.quad))[: SAME.index(same) + 1]


def _keys(kind: Callable[[Coding], Hashable], key: Keys, closer: Callable[[Coding], Hashable]) -> Keys:
    def keys(coding: Coding) -> Iterable[Hashable]:
        of, near = kind(coding), closer(coding)
        return [(of, near, found) for found in key(coding)]

    return keys


def _mode(coding: Coding) -> Hashable:
    return coding.modes[:1]


def _sectors(coding: Coding) -> Hashable:
    return coding.actor_sector, coding.recipient_sector


_CLOSER: tuple[Callable[[Coding], Hashable], ...] = (
    lambda coding: (_mode(coding), _sectors(coding)),
    _mode,
    _sectors,
    lambda _: None,
)
"""What events have in common that come before others."""


def _join(both: Both, keys: tuple[Keys, Keys], left: _Left, *, plain: bool) -> list[tuple[Coding, Coding]]:
    """Pair events with a key in common, each with the first that is left; ``plain`` leaves out keys under
    which a coder has events of several types."""
    ones, twos = both
    waiting: dict[Hashable, deque[int]] = {}
    for n, two in enumerate(twos):
        for key in keys[1](two):
            waiting.setdefault(key, deque()).append(n)
    if plain:
        for codings, key_of in ((ones, keys[0]), (twos, keys[1])):
            for key in _of_several_types(codings, key_of):
                waiting.pop(key, None)
    pairs = []
    taken: set[int] = set()
    for one in ones if waiting else ():
        found = _first(waiting, keys[0](one), taken)
        if found is not None:
            taken.add(found)
            left.ones.add(one.id)
            left.twos.add(twos[found].id)
            pairs.append((one, twos[found]))
    return pairs


def _of_several_types(codings: Iterable[Coding], keys: Keys) -> set[Hashable]:
    types: dict[Hashable, set[str]] = {}
    for coding in codings:
        for key in keys(coding):
            types.setdefault(key, set()).add(coding.type)
    return {key for key, found in types.items() if len(found) > 1}


def _first(waiting: dict[Hashable, deque[int]], keys: Iterable[Hashable], taken: set[int]) -> int | None:
    best: int | None = None
    for key in keys:
        queue = waiting.get(key)
        while queue and queue[0] in taken:
            queue.popleft()
        if queue and (best is None or queue[0] < best):
            best = queue[0]
    return best


def _both(coding: Coding) -> Iterable[Hashable]:
    """Countries of actor and recipient, None for one that has none; nothing where there is none at all."""
    if not coding.actors and not coding.recipients:
        return ()
    return [(a, r) for a in coding.actors or (None,) for r in coding.recipients or (None,)]


def _actors(coding: Coding) -> Iterable[Hashable]:
    return coding.actors


def _recipients(coding: Coding) -> Iterable[Hashable]:
    return coding.recipients


def _place(coding: Coding) -> Iterable[Hashable]:
    return (coding.country,) if coding.country else ()


def _together(coding: Coding) -> Iterable[Hashable]:
    """The countries of both sides of what people do together."""
    return _both(coding) if coding.type in _JOINT and coding.actors and coding.recipients else ()


def _turned(coding: Coding) -> Iterable[Hashable]:
    return [(r, a) for a in coding.actors for r in coding.recipients] if coding.type in _JOINT else ()


def _any(_: Coding) -> bool:
    return True


def _no_actor(coding: Coding) -> bool:
    return not coding.actors


def _no_recipient(coding: Coding) -> bool:
    return not coding.recipients


def _neither(coding: Coding) -> bool:
    return not coding.actors and not coding.recipients


_JOINT = frozenset({"CONSULT", "AGREE", "COOPERATE"})
"""Types of what people do together: who is called the actor is the coder's choice."""


class _Step(NamedTuple):
    """What has to be the same about countries (``other`` is the second coder's, where it differs), and what
    one of the two coders has to lack."""

    key: Keys
    other: Keys | None = None
    lacks: May | None = None


_STEPS = (
    _Step(_both),
    _Step(_actors, lacks=_no_recipient),
    _Step(_recipients, lacks=_no_actor),
    _Step(_together, other=_turned),
    _Step(_place, lacks=_neither),
)
