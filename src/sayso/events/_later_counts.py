"""Counts that stand apart from their event: "Thousands marched. Police put the crowd at 3,500."

In: coded events, and all counts with the attribution each stands in.  Out: both, with such counts at the
event that they are of: the nearest before them of a type in which such things are counted, else the nearest
after them, within a few lines. A bare "they spoke of 3,500" counts what the number before it counts."""

from __future__ import annotations

import re
from collections.abc import Sequence

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
    ordered = sorted(counts, key=lambda count: count.span)
    meant: dict[str, Quantity] = {}
    added: dict[str, list[str]] = {}
    for n, count in enumerate(ordered):
        if count.id in used or not (count.high is None or count.high > 1) or _is_part(text, count):
            continue
        count = _as_before(text, count, [meant.get(c.id, c) for c in ordered[:n]])
        event = _nearest(text, count, events)
        if event is not None and not _given(event, added, count, ordered):
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


def _as_before(text: str, count: Quantity, before: Sequence[Quantity]) -> Quantity:
    """A bare number after "put the number at" as what the count before it counts."""
    start = count.span[0]
    counted = _COUNTED.search(text[max(0, start - 60) : start])
    if counted:
        return msgspec.structs.replace(count, what=_NAMED.get(counted[1], counted[1]))
    if not _SPEAKS.search(text[max(0, start - 60) : start]) or count.unit not in _PEOPLE:
        return count
    if count.what not in ("other", "crowd"):
        return count
    for other in reversed(before):
        if start - other.span[1] > _BACK:
            break
        if other.what in _AT:
            return msgspec.structs.replace(count, what=other.what, unit=None)
    return count


def _nearest(text: str, count: Quantity, events: Sequence[Event]) -> Event | None:
    start, end = count.span
    types = _AT.get(count.what, ())
    fitting = [e for e in events if e.type in types and e.trigger and e.status != "hypothetical"]
    before = [e for e in fitting if start - _BACK <= e.trigger[0][0] < start]
    told = count.what in ("crowd", "arrested") and count.estimated_by is not None
    if not told and not _SPEAKS.search(text[max(0, start - 60) : start]):
        before = [e for e in before if not _ENDS.search(text[e.trigger[-1][1] : start])]
    if before:
        nearest = max(before, key=lambda event: event.trigger[0][0])
        between = text[nearest.trigger[-1][1] : start]
        return None if count.what == "crowd" and _MARCH.search(between) else nearest
    after = [e for e in fitting if end <= e.trigger[0][0] <= end + _FORTH]
    return min(after, key=lambda event: event.trigger[0][0], default=None)


def _given(event: Event, added: dict[str, list[str]], count: Quantity, counts: Sequence[Quantity]) -> bool:
    """Whether an event has the same number from the same source already."""
    names = {*event.quantities, *added.get(event.id, ())}
    return any(
        other.id in names
        and (other.what, other.low, other.high, other.estimated_by)
        == (count.what, count.low, count.high, count.estimated_by)
        for other in counts
    )
