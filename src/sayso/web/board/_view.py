"""The view of the event board: what the address asks of all happenings of the case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import msgspec

from sayso.web._desk import Desk
from sayso.web._overview import Overview
from sayso.web.board._map import Map, map_of
from sayso.web.board._network import Network, network_of
from sayso.web.board._query import BoardQuery, brush_of, select
from sayso.web.board._table import Table, table_of
from sayso.web.board._time import Timeline, timeline_of
from sayso.wording import STATUS_WORDS, country_name

COUNTRIES = 300


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """A value of a filter, in words, with the number of all happenings that have it."""

    value: str
    words: str
    events: int


class Chip(msgspec.Struct, frozen=True, kw_only=True):
    """A filter that is set, in words; ``url`` is the view without it."""

    words: str
    url: str


class BoardView(msgspec.Struct, frozen=True, kw_only=True):
    """What is chosen of the happenings: ``events`` of ``all``, drawn up by time, place and parties, and on
    lines. ``cut`` is how many happenings the case has beside those that the board knows. ``run`` is the
    newest run; ``other_run`` tells that the link was made when another one was."""

    events: int
    all: int
    cut: int = 0
    disputed: int = 0
    timeline: Timeline
    map: Map
    network: Network
    table: Table
    chips: tuple[Chip, ...] = ()
    types: tuple[Choice, ...] = ()
    statuses: tuple[Choice, ...] = ()
    countries: tuple[Choice, ...] = ()
    since: str = ""
    until: str = ""
    run: str = ""
    other_run: bool = False


def look(desk: Desk, query: BoardQuery) -> BoardView:
    """The view. Raises ``UsageError`` SAY321, ``CaseError``."""
    overview, brush = desk.overview, brush_of(query)
    chosen = select(overview.lines, query, brush)
    run = next((run.id for run in sorted(desk.case.runs(), key=lambda run: run.begun, reverse=True)), "")
    return BoardView(
        events=len(chosen.lines),
        all=len(overview.lines),
        cut=overview.cut,
        disputed=sum(bool(line.disputes) for line in chosen.lines),
        timeline=timeline_of(chosen.any_time, query.grain, brush),
        map=map_of(chosen.any_place, brush.box),
        network=network_of(chosen.lines),
        table=table_of(desk, chosen.lines, query),
        chips=tuple(_chips(query, overview)),
        types=_choices((line.type for line in overview.lines), str.capitalize),
        statuses=_choices((line.status for line in overview.lines), _status),
        countries=_choices((line.country for line in overview.lines), country_name)[:COUNTRIES],
        since=brush.since or "",
        until=brush.until or "",
        run=run,
        other_run=bool(query.run) and query.run != run,
    )


def _status(status: str) -> str:
    return STATUS_WORDS[status][0] if status in STATUS_WORDS else "≠ disputed"


def _choices(values: Iterable[str | None], words: object) -> tuple[Choice, ...]:
    assert callable(words)
    counts = Counter(value for value in values if value)
    ranked = sorted(counts, key=lambda value: (-counts[value], value))
    return tuple(Choice(value=value, words=words(value), events=counts[value]) for value in ranked)


_ONE = (
    ("actor", "with {}"), ("by", "by {}"), ("to", "to {}"), ("place", "in {}"), ("q", "words: {}"),
)  # fmt: skip


def _chips(query: BoardQuery, overview: Overview) -> Iterator[Chip]:
    """The filters that are set. Without one of them the table begins anew."""

    def without(words: str, **changes: object) -> Chip:
        return Chip(words=words, url=query.url("/board", page=1, open=(), **changes))

    if query.since or query.until:
        ends = dict.fromkeys((query.since or "the beginning", query.until or "the end"))
        words = " to ".join(ends)
        axis = "first reported" if query.axis == "reported" else "may have happened"
        yield without(f"{axis} {words}", since="", until="")
    if query.box:
        yield without("a part of the map", box="")
    for name in ("type", "status", "country"):
        values: tuple[str, ...] = getattr(query, name)
        for value in values:
            words = country_name(value) if name == "country" else value
            yield without(words, **{name: tuple(one for one in values if one != value)})
    for name, form in _ONE:
        if getattr(query, name):
            more = {"at": ""} if name == "place" else {}
            yield without(form.format(getattr(query, name)), **{name: ""}, **more)
    if query.at and not query.place:
        yield without(f"at {query.at}", at="")
    if query.story:
        story = overview.stories.get(query.story)
        yield without(f"story: {story.headline if story else query.story}", story="")
    if query.disputed:
        yield without("disputed", disputed=False)
    if query.origins:
        yield without(f"at least {query.origins} independent", origins=0)
    for name, yes, no in (
        ("dated", "dated", "undated"),
        ("located", "on the map", "without a place on the map"),
    ):
        if getattr(query, name):
            yield without(yes if getattr(query, name) == "yes" else no, **{name: ""})
