"""The table: happenings on lines, in the columns of one of several vocabularies, with their event records."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from sayso.case import EventRecord, Shelf
from sayso.exports import cells
from sayso.web._address import at_event
from sayso.web._desk import Desk
from sayso.web._overview import Line
from sayso.web.board._query import BoardQuery, Sort, Vocabulary

ROWS = 50
"""Lines of a page."""

RECORDS = 20
"""Event records of a line that are shown; the page of the happening has all."""

OPEN = 20
"""Rows that are open at once."""

COLUMNS: Mapping[Vocabulary, tuple[str, Mapping[str, str]]] = {
    "plover": ("plover", {
        "event": "event", "mode": "mode", "context": "context", "actor": "actor", "recipient": "recipient",
        "event_loc": "event_loc", "event_scale": "event_scale",
    }),
    "cameo": ("icews", {
        "CAMEO Code": "CAMEO code", "Event Text": "what it means", "Source Name": "source",
        "Source Country": "its country", "Target Name": "target", "Target Country": "its country",
        "Intensity": "intensity",
    }),
    "gdelt": ("gdelt", {
        "SQLDATE": "SQLDATE", "Actor1Code": "Actor1Code", "Actor1Name": "Actor1Name",
        "Actor2Code": "Actor2Code", "Actor2Name": "Actor2Name", "EventCode": "EventCode",
        "QuadClass": "QuadClass", "GoldsteinScale": "GoldsteinScale", "NumMentions": "NumMentions",
        "ActionGeo_FullName": "ActionGeo_FullName",
    }),
    "acled-like": ("acled-like", {
        "event_date": "event_date", "time_precision": "time_precision", "event_type": "event_type",
        "sub_event_type": "sub_event_type", "actor1": "actor1", "actor2": "actor2", "location": "location",
        "geo_precision": "geo_precision", "fatalities": "fatalities",
    }),
}  # fmt: skip
"""For each vocabulary the export that has it, and of its columns those that are shown, with their
headings."""


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """An event record of an open line. ``to`` is the reader at its words."""

    record: EventRecord
    to: str


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A line with its cells in the vocabulary, of the first of its records that has any; ``none`` says why
    there are none. ``records`` are its event records where the row is open, ``more`` how many further ones it
    has; ``toggled`` are the open rows after this one is opened, or closed."""

    line: Line
    cells: tuple[str, ...] = ()
    none: str = ""
    records: tuple[Opened, ...] = ()
    more: int = 0
    toggled: tuple[str, ...] = ()


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """One page of lines. ``pages`` is how many there are."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    page: int
    pages: int


_KEYS: Mapping[Sort, tuple[Callable[[Line], Any], bool]] = {
    "days": (lambda line: (line.earliest or "9999", line.latest or ""), False),
    "-days": (lambda line: (line.latest or "", line.earliest or ""), True),
    "reported": (lambda line: line.first or "9999", False),
    "-reported": (lambda line: line.last or "", True),
    "-origins": (lambda line: (len(line.origins), line.articles), True),
    "-articles": (lambda line: line.articles, True),
    "-confidence": (lambda line: line.confidence, True),
    "type": (lambda line: (line.type, line.modes), False),
    "place": (lambda line: line.place or "\U0010ffff", False),
}
"""For each order what it goes by, and whether the largest comes first."""


def table_of(desk: Desk, lines: Sequence[Line], query: BoardQuery) -> Table:
    """The page of the table that is asked for; the last where there are not so many. Raises ``CaseError``."""
    key, largest_first = _KEYS[query.sort]
    ordered = sorted(lines, key=key, reverse=largest_first)
    pages = max(1, -(-len(ordered) // ROWS))
    page = min(max(1, query.page), pages)
    shown = ordered[(page - 1) * ROWS : page * ROWS]
    form, columns = COLUMNS[query.columns]
    wanted = [id for line in shown for id in line.events[:RECORDS]]
    records = {record.id: record for record in Shelf(desk.case).events(wanted)}
    coded = dict(cells(desk.case, form, list(records.values())))
    opened = query.open[-OPEN:]
    return Table(
        columns=tuple(columns.values()),
        rows=tuple(_row(line, tuple(columns), records, coded, opened) for line in shown),
        page=page,
        pages=pages,
    )


def _row(
    line: Line,
    columns: Sequence[str],
    records: Mapping[str, EventRecord],
    coded: Mapping[str, dict[str, Any] | str],
    opened: tuple[str, ...],
) -> Row:
    own = [id for id in line.events[:RECORDS] if id in records]
    found = [coded[id] for id in own if id in coded]
    reason = next((one for one in found if isinstance(one, str)), "its records are not there")
    row = next((one for one in found if isinstance(one, dict)), None)
    is_open = line.id in opened
    return Row(
        line=line,
        cells=tuple(_cell(row.get(name)) for name in columns) if row else (),
        none="" if row else reason,
        records=tuple(Opened(record=records[id], to=at_event(records[id])) for id in own if is_open),
        more=max(0, len(line.events) - RECORDS) if is_open else 0,
        toggled=tuple(id for id in opened if id != line.id) if is_open else (*opened, line.id),
    )


def _cell(value: Any) -> str:
    """A value of an export on one line."""
    if value is None:
        return ""
    if isinstance(value, dict):
        named = value.get("identifier_text") or value.get("entity_text") or value.get("resolved_place") or ""
        codes = "/".join(str(value[name]) for name in ("code", "sector") if value.get(name))
        return f"{named} [{codes}]" if codes else str(named)
    if isinstance(value, list | tuple):
        return ", ".join(map(_cell, value))
    return str(value)
