"""What the room works with: what is asked for, what is taken out of a case, and what a format is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

import msgspec

from sayso.case import Carrier, Days, EventRecord, Party, StatementRecord
from sayso.records import Reading
from sayso.stories import Dispute, Origin

if TYPE_CHECKING:
    from sayso.exports._source import Source

HAPPENED = ("happened", "ongoing")
"""Statuses that a format which knows only what happened takes."""


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked of an export.

    ``explode`` writes one row for each actor and recipient. ``status`` are the statuses to write (none: those
    that the format takes). ``min_origins`` is the least number of independent origins of the happening.
    ``report_day`` takes the day of publication where the day of the event is not known, ``incomplete`` keeps
    records that lack what the format requires, ``safe`` guards the text cells of CSV against spreadsheets,
    ``utf16`` counts positions in UTF-16 code units, as JavaScript does."""

    explode: bool = False
    status: tuple[str, ...] = ()
    min_origins: int = 0
    report_day: bool = False
    incomplete: bool = False
    safe: bool = False
    utf16: bool = False


class Told(msgspec.Struct, frozen=True, gc=False):
    """A report of a happening, with no more than exports ask: fields of ``sayso.stories.Report``."""

    record: str
    article: str
    status: str
    outlet: str | None = None
    reported: Days = Days()
    repeats: str | None = None


class Sized(msgspec.Struct, frozen=True, gc=False):
    """A value of a happening, with no more than exports ask: fields of ``sayso.stories.Claim``."""

    about: str
    value: str
    low: int | float | None = None
    high: int | float | None = None


class Standing(msgspec.Struct, frozen=True, gc=False):
    """A happening with no more than exports ask: fields of ``sayso.stories.Happening``. The whole takes four
    times as long to decode."""

    id: str
    status: str
    articles: int
    earliest: str | None = None
    latest: str | None = None
    origins: tuple[Origin, ...] = ()
    claims: tuple[Sized, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    reports: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """An event on its way out, with its article and, where asked for, the happening it is a report of."""

    event: EventRecord
    article: Carrier
    happening: Standing | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A statement on its way out, with its article."""

    statement: StatementRecord
    article: Carrier


@dataclass(frozen=True, slots=True)
class Dyad:
    """One actor and one recipient of an event, each None where there is none; ``n`` counts from 0."""

    n: int
    actor: Party | None
    recipient: Party | None


Row = Any
"""A row: cells in the order of the columns; an object of JSON, as a dictionary or record; a line of XML."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format, complete: its columns, how a record becomes rows, and what becomes of what it cannot hold.

    ``rows`` gives the rows of one record of the kind ``of`` (``events`` or ``statements``), none where the
    format has no place for it, as ``out`` says; ``before`` gives rows that stand before all others.
    ``columns`` is empty where the format is no table. ``write`` puts rows on a stream. Of the things of our
    record (``_things.py``) each stands in ``holds`` or, with what becomes of it, in ``loss``; a test asks for
    that. ``requires`` are ``days``, ``actor`` and ``recipient``; with ``stories`` each event comes with its
    happening. ``takes`` are the options that apply beside those that always do. ``also``
    are further formats that stand in the same file, for another kind of record. ``grouped`` gives the rows of
    an article with its events, in the place of ``rows``."""

    name: str
    suffix: str
    about: str
    write: Callable[[Iterable[Row], IO[bytes], Format, Options], None]
    loss: Mapping[str, str]
    holds: frozenset[str]
    rows: Callable[[Any, Options, Source], Iterable[Row]] = lambda record, options, source: ()
    grouped: Callable[[Reading, Sequence[Item], Options], Iterable[Row]] | None = None
    columns: tuple[str, ...] = ()
    header: bool = True
    of: str = "events"
    happened_only: bool = False
    requires: tuple[str, ...] = ()
    stories: bool = False
    takes: frozenset[str] = frozenset()
    out: str = "no place for such a record"
    before: Callable[[Source], Iterable[Row]] | None = None
    also: tuple[Format, ...] = ()
