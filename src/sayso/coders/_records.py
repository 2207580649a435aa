"""What is read from the tables of other coders."""

from __future__ import annotations

import msgspec


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """The actor or the recipient of an event: its words in the table, our codes of its countries (or EUR,
    UNO, IGO ...), and its PLOVER sectors, the primary one first."""

    words: str | None = None
    countries: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()


class Coded(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One row of another coder's table. ``type`` is a PLOVER type, null where the row has a CAMEO code that
    PLOVER has no event for; ``country`` is that of the place; days are ISO, both included, and null where
    the row has none; coordinates are WGS 84 degrees. ``given_id`` is the id that the row has in the table,
    ``title`` what the table says of its source or text."""

    given_id: str | None = None
    earliest: str | None = None
    latest: str | None = None
    type: str | None = None
    modes: tuple[str, ...] = ()
    cameo: str | None = None
    status: str | None = None
    actor: Side = Side()
    recipient: Side = Side()
    place: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    url: str | None = None
    title: str | None = None


class RowFinding(msgspec.Struct, frozen=True, kw_only=True):
    """Something about a line of a table: ``left out`` (the row is not in the case), ``left empty`` (a cell
    of it is not), ``repeated`` (it stands once) or ``encoding``; and why."""

    line: int
    kind: str
    note: str
