"""The map: places with their counts, and the tray of events that have none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from heapq import nsmallest

import msgspec

from sayso.web._overview import Line
from sayso.web.board._query import Box

MOST = 250
"""Places of a map."""

TRAY = 10
"""Events that the tray lists."""


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A place (WGS 84 degrees) with the number of its events, and of those in dispute. ``precision`` is
    ``town``, ``province``, ``country`` or ``other`` (a hill, a building ...)."""

    name: str
    country: str | None
    lat: float
    lon: float
    precision: str
    events: int
    disputed: int = 0

    @property
    def at(self) -> str:
        """What tells it from others of its name."""
        return f"{self.lat},{self.lon}"


class Tray(msgspec.Struct, frozen=True, kw_only=True):
    """Events without a place on the map: of ``none_stated`` no report names one at which they happened, of
    ``not_found`` one is named that is in no gazetteer, or may be several."""

    events: int = 0
    none_stated: int = 0
    not_found: int = 0
    lines: tuple[Line, ...] = ()


class MapStep(msgspec.Struct, frozen=True, kw_only=True):
    """Another box: the key that leads to it, and what it is called."""

    key: str
    words: str
    box: str = ""


class Map(msgspec.Struct, frozen=True, kw_only=True):
    """Places with most events first, and how many more there are. ``box`` is the brush, ``shown`` what the
    picture shows: some more than it."""

    places: tuple[Place, ...] = ()
    more: int = 0
    box: str = ""
    shown: tuple[float, float, float, float] | None = None
    tray: Tray = Tray()
    steps: tuple[MapStep, ...] = ()


def map_of(lines: Iterable[Line], box: Box | None) -> Map:
    """Count events by their places. Takes also those beside the box, which the picture shows around it."""
    at: dict[tuple[str, float, float], list[Line]] = defaultdict(list)
    without: list[Line] = []
    for line in lines:
        if line.lat is None or line.lon is None:
            without.append(line)
        else:
            at[line.place or "", line.lat, line.lon].append(line)
    shown = _around(box) if box else None
    places = sorted(
        (_place(found) for found in at.values()), key=lambda one: (-one.events, one.name, one.lat, one.lon)
    )
    within = [one for one in places if shown is None or shown.holds(one.lat, one.lon)]
    return Map(
        places=tuple(within[:MOST]),
        more=max(0, len(within) - MOST),
        box=str(box) if box else "",
        shown=shown,
        tray=_tray(without),
        steps=tuple(_steps(box, within)),
    )


def _place(lines: Sequence[Line]) -> Place:
    one = lines[0]
    assert one.lat is not None
    assert one.lon is not None
    return Place(
        name=one.place or "",
        country=one.country,
        lat=one.lat,
        lon=one.lon,
        precision=one.precision or "other",
        events=len(lines),
        disputed=sum(bool(line.disputes) for line in lines),
    )


def _tray(lines: Sequence[Line]) -> Tray:
    none = sum(line.place is None for line in lines)
    best = nsmallest(TRAY, lines, key=lambda line: (-len(line.origins), -line.articles, line.id))
    return Tray(events=len(lines), none_stated=none, not_found=len(lines) - none, lines=tuple(best))


def _around(box: Box) -> Box:
    wide, high = _sizes(box)
    return _boxed(box, -wide / 4, -high / 4, wide / 4, high / 4)


def _sizes(box: Box) -> tuple[float, float]:
    wide = box.east - box.west
    return (wide if wide >= 0 else wide + 360), box.north - box.south


def _boxed(box: Box, west: float, south: float, east: float, north: float) -> Box:
    """The box with its edges moved, within the world."""
    return Box(
        max(-180.0, box.west + west),
        max(-90.0, box.south + south),
        min(180.0, box.east + east),
        min(90.0, box.north + north),
    )


def _steps(box: Box | None, places: Sequence[Place]) -> Iterator[MapStep]:
    """Boxes that a key leads to: to the side by a half, half or twice as wide."""
    if box is None:
        if places:
            one = places[0]
            yield _step(
                "+", f"around {one.name}", _boxed(Box(one.lon, one.lat, one.lon, one.lat), -4, -2, 4, 2)
            )
        return
    wide, high = _sizes(box)
    x, y = wide / 2, high / 2
    for key, words, across, up in (
        ("ArrowLeft", "west", -x, 0.0), ("ArrowRight", "east", x, 0.0),
        ("ArrowUp", "north", 0.0, y), ("ArrowDown", "south", 0.0, -y),
    ):  # fmt: skip
        moved = _boxed(box, across, up, across, up)
        if moved.west < moved.east and moved.south < moved.north:
            yield _step(key, words, moved)
    if min(wide, high) > 0.05:
        yield _step("+", "half as wide", _boxed(box, x / 2, y / 2, -x / 2, -y / 2))
    yield _step("-", "twice as wide", _boxed(box, -x, -y, x, y))
    yield MapStep(key="Escape", words="the whole map")


def _step(key: str, words: str, box: Box) -> MapStep:
    return MapStep(key=key, words=words, box=str(box))
