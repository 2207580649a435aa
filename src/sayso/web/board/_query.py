"""What the address of the event board may say, and what of it a happening has to fit."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from sayso.case import first_day, last_day
from sayso.errors import UsageError
from sayso.records import EventType
from sayso.stories import HappeningStatus
from sayso.web._overview import Line
from sayso.web._query import Query

Axis = Literal["event", "reported"]
Grain = Literal["day", "week", "month", "year"]
Vocabulary = Literal["plover", "cameo", "gdelt", "acled-like"]
Sort = Literal[
    "days", "-days", "reported", "-reported", "-origins", "-articles", "-confidence", "type", "place"
]
Known = Literal["", "yes", "no"]


class BoardQuery(Query, frozen=True, kw_only=True):
    """``since`` and ``until`` (a day, month or year) are the brush of the timeline on its ``axis``; ``box``
    is that of the map: ``west,south,east,north`` in degrees. ``actor`` is somebody in any part of an event,
    ``by`` who does it, ``to`` whom it is done to; ``at`` (latitude,longitude) tells ``place`` from others of
    its name; ``q`` are words that a line holds, all of them. ``dated`` and ``located`` tell whether the day
    and the place are known. ``view`` shows one picture alone, ``open`` are rows that show their event
    records, ``run`` is the run that was current when the link was made."""

    since: str = ""
    until: str = ""
    axis: Axis = "event"
    grain: Grain | Literal["auto"] = "auto"
    box: str = ""
    type: tuple[EventType, ...] = ()
    status: tuple[HappeningStatus, ...] = ()
    country: tuple[str, ...] = ()
    actor: str = ""
    by: str = ""
    to: str = ""
    place: str = ""
    at: str = ""
    story: str = ""
    disputed: bool = False
    origins: int = 0
    dated: Known = ""
    located: Known = ""
    q: str = ""
    view: Literal["all", "time", "map", "network", "table"] = "all"
    columns: Vocabulary = "plover"
    sort: Sort = "-origins"
    page: int = 1
    open: tuple[str, ...] = ()
    part: Literal["page", "region"] = "page"
    run: str = ""


class Box(NamedTuple):
    """Degrees; ``west`` is larger than ``east`` where it spans the 180th meridian."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, lat: float, lon: float) -> bool:
        """Whether a place is in it."""
        across = (
            self.west <= lon <= self.east
            if self.west <= self.east
            else (lon >= self.west or lon <= self.east)
        )
        return across and self.south <= lat <= self.north

    def __str__(self) -> str:
        return ",".join(f"{value:.3f}".rstrip("0").rstrip(".") for value in self)


def box_of(given: str) -> Box | None:
    """The box of an address. Raises ``UsageError`` SAY321."""
    if not given:
        return None
    try:
        west, south, east, north = (float(part) for part in given.split(","))
    except ValueError:
        raise UsageError("SAY321", given[:60], "a box is west,south,east,north in degrees") from None
    box = Box(west, south, east, north)
    if not all(map(math.isfinite, box)) or max(abs(west), abs(east)) > 180 or not -90 <= south <= north <= 90:
        raise UsageError("SAY321", given[:60], "longitudes are -180 to 180, latitudes -90 to 90, south first")
    return box


def point_of(given: str) -> tuple[float, float]:
    """Latitude and longitude of an address. Raises ``UsageError`` SAY321."""
    try:
        lat, lon = (float(part) for part in given.split(","))
    except ValueError:
        raise UsageError("SAY321", given[:60], "a place is at latitude,longitude in degrees") from None
    return lat, lon


def days_of(line: Line, axis: Axis) -> tuple[str, str] | None:
    """The days in which it happened, or the day of its first report; None where unknown."""
    if axis == "reported":
        return (line.first, line.first) if line.first else None
    first, last = line.earliest or line.latest, line.latest or line.earliest
    return (first, last) if first and last else None


@dataclass(frozen=True)
class Selection:
    """Lines that fit: all brushes (``lines``), all but that of the timeline (``any_time``), and all but that
    of the map (``any_place``). A picture shows what is beside its own brush, too."""

    lines: Sequence[Line]
    any_time: Sequence[Line]
    any_place: Sequence[Line]


@dataclass(frozen=True)
class Brush:
    """The brushes of a query: days, ends included, on an axis, and a box."""

    axis: Axis = "event"
    since: str | None = None
    until: str | None = None
    box: Box | None = None

    def in_time(self, line: Line) -> bool:
        """Whether it may have happened, or was first reported, between the days."""
        if not self.since and not self.until:
            return True
        days = days_of(line, self.axis)
        return days is not None and days[1] >= (self.since or "") and days[0] <= (self.until or "9999-12-31")

    def in_box(self, line: Line) -> bool:
        """Whether its place is in the box."""
        if self.box is None:
            return True
        return line.lat is not None and line.lon is not None and self.box.holds(line.lat, line.lon)


def brush_of(query: BoardQuery) -> Brush:
    """The brushes, checked. Raises ``UsageError`` SAY321."""
    since = first_day(query.since) if query.since else None
    until = last_day(query.until) if query.until else None
    if since and until and until < since:
        raise UsageError("SAY321", query.until, f"it is before {since}")
    return Brush(query.axis, since, until, box_of(query.box))


def select(lines: Iterable[Line], query: BoardQuery, brush: Brush) -> Selection:
    """The lines that fit. Raises ``UsageError`` SAY321."""
    tests = tuple(_tests(query))
    chosen: list[Line] = []
    any_time: list[Line] = []
    any_place: list[Line] = []
    for line in lines:
        if not all(test(line) for test in tests):
            continue
        in_time, in_box = brush.in_time(line), brush.in_box(line)
        if in_box:
            any_time.append(line)
        if in_time:
            any_place.append(line)
        if in_time and in_box:
            chosen.append(line)
    return Selection(chosen, any_time, any_place)


def _tests(query: BoardQuery) -> Iterable[Callable[[Line], bool]]:
    """What a line has to fit beside the brushes."""
    if query.type:
        yield lambda line: line.type in query.type
    if query.status:
        yield lambda line: line.status in query.status
    if query.country:
        codes = {code.upper() for code in query.country}
        yield lambda line: line.country in codes
    if query.story:
        yield lambda line: line.story == query.story
    if query.place:
        yield lambda line: line.place == query.place
    if query.at:
        at = point_of(query.at)
        yield lambda line: (line.lat, line.lon) == at
    if query.disputed:
        yield lambda line: bool(line.disputes)
    if query.origins:
        yield lambda line: len(line.origins) >= query.origins
    if query.dated:
        yield lambda line: (days_of(line, query.axis) is not None) == (query.dated == "yes")
    if query.located:
        yield lambda line: (line.lat is not None) == (query.located == "yes")
    yield from _parties(query)
    words = tuple(dict.fromkeys(query.q.casefold().split()))
    if words:
        yield lambda line: _has(line, words)


def _parties(query: BoardQuery) -> Iterable[Callable[[Line], bool]]:
    if query.actor:
        anybody = query.actor.casefold()
        yield lambda line: any(name.casefold() == anybody for name in (*line.actors, *line.recipients))
    if query.by:
        by = query.by.casefold()
        yield lambda line: any(name.casefold() == by for name in line.actors)
    if query.to:
        to = query.to.casefold()
        yield lambda line: any(name.casefold() == to for name in line.recipients)


def _has(line: Line, words: Iterable[str]) -> bool:
    """Whether all words stand somewhere in what a line says."""
    told = (line.headline, line.place or "", *line.actors, *line.recipients, *line.origins)
    text = " ".join(told).casefold()
    return all(word in text for word in words)
