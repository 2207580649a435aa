"""Events of a case and happenings of its stories as entries of one kind, for tables and timelines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.case import EventRecord
from sayso.notebook._markup import Html, Row, lines, row, table, text
from sayso.notebook._status import status
from sayso.stories import Happening
from sayso.wording import (
    parties,
    place_and_numbers,
    quoted,
    safe,
    short,
    source_line,
    support,
    when,
    where_and_how_many,
)

_HEADS = ("when", "what", "who → whom", "where, how many", "words", "id")


@dataclass(frozen=True, slots=True)
class Entry:
    """What happened, in words; ``earliest`` and ``latest`` are ISO days or None."""

    id: str
    earliest: str | None
    latest: str | None
    when: str
    type: str
    modes: tuple[str, ...]
    status: str
    who: str
    whom: str
    where: list[str]
    words: str
    backing: str
    disputes: tuple[str, ...] = ()


def heads(kind: type) -> Sequence[str]:
    """The heads of ``cells``: of an event the words are shown, of a happening how well it is supported."""
    return tuple("support" if kind is Happening and head == "words" else head for head in _HEADS)


def entry(record: EventRecord | Happening) -> Entry:
    """The entry of an event or a happening."""
    if isinstance(record, Happening):
        return _happening(record)
    days = record.when
    return Entry(
        id=record.id,
        earliest=days.earliest if days else None,
        latest=days.latest if days else None,
        when=when(days),
        type=record.type,
        modes=record.modes,
        status=record.status,
        who=parties(record.actors),
        whom=parties(record.recipients),
        where=where_and_how_many(record),
        words=quoted(safe(record.words)),
        backing=source_line(record),
    )


def _happening(record: Happening) -> Entry:
    return Entry(
        id=record.id,
        earliest=record.earliest,
        latest=record.latest,
        when=when(record),
        type=record.type,
        modes=record.modes,
        status=record.status,
        who=", ".join(record.actors),
        whom=", ".join(record.recipients),
        where=place_and_numbers(record),
        words=support(record),
        backing=", ".join(origin.name for origin in record.origins),
        disputes=tuple(f"≠ {dispute.line()}" for dispute in record.disputes),
    )


def cells(one: Entry) -> Row:
    """The cells of an entry under its ``heads``."""
    return (
        text(one.when, "d" if one.when == "unknown" else ""),
        lines(row(text(one.type, "b"), text(", ".join(one.modes), "d")), status(one.status)),
        parties_of(one),
        lines(*(text(item) for item in one.where)),
        lines(text(one.words), text(one.backing, "d"), *(text(item, "no") for item in one.disputes)),
        text(short(one.id), "d s"),
    )


def parties_of(one: Entry) -> Html:
    """Who did it, and to whom."""
    who = text(one.who) if one.who else text("unknown", "d")
    return row(who, text(f"→ {one.whom}" if one.whom else ""))


def entries(records: Sequence[EventRecord | Happening], more: Html) -> Html:
    """A table of events or happenings."""
    return table(heads(type(records[0])), [cells(entry(record)) for record in records], more)
