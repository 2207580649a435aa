"""Counts that stand apart from their event: "Thousands marched. Police put the crowd at 3,500."

In: coded events, and all counts with the attribution each stands in.  Out: both, with such counts at the
event that they are of: the nearest before them of a type in which such things are counted, else the nearest
after them, within a few lines. A bare "they spoke of 3,500" counts what the number before it counts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

import msgspec

from sayso.records import Event, Quantity

_AT = {
    "crowd": ("PROTEST",),
    "dead": ("ASSAULT",),
    "injured": ("ASSAULT",),
    "arrested": ("COERCE",),
    "kidnapped": ("ASSAULT", "COERCE"),
    "missing": ("ASSAULT",),
}
"""What is counted, and the types of events in which it is."""
_BACK, _FORTH = 450, 120
"""Characters before and after a count in which its event may stand."""
_ROWS = 40
"""Counts, or events, that are looked at for one."""
_PART = re.compile(r"\s*(?:of (?:them|whom|these|those)|more|others?)\b", re.IGNORECASE)
_ANOTHER = re.compile(
    r"(?:\b(?:another|other|further|additional|remaining|expected?s?|expecting)\s+)$", re.IGNORECASE
)
_COUNTED = re.compile(
    r"\b(?:number|count|toll|total) of (?:the )?(injured|wounded|dead|arrested|missing)\b.{0,20}$"
)
_MARCH = re.compile(
    r"\b(?:march|rall(?:y|ies)|demonstrations?|protests?|vigils?|strikes?|pickets?|blockades?)\b",
    re.IGNORECASE,
)
"""What a crowd may be of that is no event by our reading."""
_ENDS = re.compile(r"[.!?]\W*\s|\n")
"""The end of a sentence: beyond it, a number is of the event before only where somebody gives it."""
_SPEAKS = re.compile(
    r"\b(?:put|puts|putting) (?:the|their|its) (?:number|figure|count|toll|total|crowd|turnout)"
    r"(?: of (?:the )?\w+)? at\s+$"
    r"|\b(?:speak|speaks|spoke|talk|talks|talked|reckon|reckons) of\s+$"
    r"|\b(?:police|organi[sz]ers|authorities|ministry|union|hospital|opposition|government),? (?:of|at)\s+$"
    r"|\b(?:counted|counts|named?s?|gave|gives?|estimated?s?)\s+$",
    re.IGNORECASE,
)
_NAMED = {"wounded": "injured"}
_PEOPLE = frozenset((None, "people", "person", "persons", "participants"))


def with_later_counts(
    text: str, events: Sequence[Event], counts: Sequence[Quantity]
) -> tuple[tuple[Event, ...], tuple[Quantity, ...]]:
    """Events and counts, those that stand apart put to their events."""
    used = {name for event in events for name in event.quantities}
    by_id = {count.id: count for count in counts}
    ordered = sorted(counts, key=lambda count: count.span)
    placed = _Placed(events)
    meant: dict[str, Quantity] = {}
    added: dict[str, list[str]] = {}
    for n, count in enumerate(ordered):
        if count.id in used or not (count.high is None or count.high > 1) or _is_part(text, count):
            continue
        count = _as_before(text, count, (meant.get(c.id, c) for c in ordered[max(0, n - _ROWS) : n][::-1]))
        event = placed.nearest(text, count)
        if event is None:
            continue
        there = [by_id[name] for name in (*event.quantities[-_ROWS:], *added.get(event.id, ())[-_ROWS:])]
        if not any(_same(meant.get(other.id, other), count) for other in there if other.id in by_id):
            meant[count.id] = count
            added.setdefault(event.id, []).append(count.id)
    if not added:
        return tuple(events), tuple(counts)
    return (
        tuple(
            msgspec.structs.replace(event, quantities=(*event.quantities, *added.get(event.id, ())))
            for event in events
        ),
        tuple(meant.get(count.id, count) for count in counts),
    )


def _is_part(text: str, count: Quantity) -> bool:
    start, end = count.span
    return bool(_PART.match(text, end) or _ANOTHER.search(text[max(0, start - 20) : start]))


def _as_before(text: str, count: Quantity, before: Iterable[Quantity]) -> Quantity:
    """A bare number after "put the number at" as what the count before it counts; ``before`` are those before
    it, the nearest first."""
    start = count.span[0]
    counted = _COUNTED.search(text[max(0, start - 60) : start])
    if counted:
        return msgspec.structs.replace(count, what=_NAMED.get(counted[1], counted[1]))
    if not _SPEAKS.search(text[max(0, start - 60) : start]) or count.unit not in _PEOPLE:
        return count
    if count.what not in ("other", "crowd"):
        return count
    for other in before:
        if start - other.span[1] > _BACK:
            break
        if other.what in _AT:
            return msgspec.structs.replace(count, what=other.what, unit=None)
    return count


def _same(one: Quantity, other: Quantity) -> bool:
    """Whether two counts are the same number from the same source."""
    return (one.what, one.low, one.high, one.estimated_by) == (
        other.what,
        other.low,
        other.high,
        other.estimated_by,
    )


class _Placed:
    """Events in the order of the text, by their types."""

    def __init__(self, events: Sequence[Event]) -> None:
        self._by_type: dict[str, list[Event]] = {}
        for event in events:
            if event.trigger and event.status != "hypothetical":
                self._by_type.setdefault(event.type, []).append(event)
        for some in self._by_type.values():
            some.sort(key=_place)
        self._starts = {type: [_place(event) for event in some] for type, some in self._by_type.items()}

    def nearest(self, text: str, count: Quantity) -> Event | None:
        """The event that a count is of, if one is near."""
        start, end = count.span
        before = self._between(count, start - _BACK, start)
        told = count.what in ("crowd", "arrested") and count.estimated_by is not None
        told = told or _SPEAKS.search(text[max(0, start - 60) : start]) is not None
        before = [  # who came is not told of what was called off, but of something else
            e
            for e in before
            if (told and e.status != "cancelled") or not _ENDS.search(text[e.trigger[-1][1] : start])
        ]
        if before:
            nearest = max(before, key=_place)
            between = text[nearest.trigger[-1][1] : start]
            return None if count.what == "crowd" and _MARCH.search(between) else nearest
        return min(self._between(count, end, end + _FORTH + 1), key=_place, default=None)

    def _between(self, count: Quantity, low: int, high: int) -> list[Event]:
        """Events of the types in which such things are counted, whose triggers begin there; of very many the
        last."""
        found = []
        for type in _AT.get(count.what, ()):
            starts = self._starts.get(type, [])
            found += self._by_type.get(type, [])[bisect_left(starts, low) : bisect_left(starts, high)][
                -_ROWS:
            ]
        return found


def _place(event: Event) -> int:
    return event.trigger[0][0]
