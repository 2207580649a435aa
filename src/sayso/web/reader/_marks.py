"""What is marked in the text of an article: one mark for each record, with its tag, its lane and its
label."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import msgspec

from sayso.case import EventRecord, StatementRecord, ids_of
from sayso.records import Attribution, Event, Span, Spans
from sayso.web._html import LETTERS
from sayso.wording import (
    STATUS_WORDS,
    Index,
    amount,
    damage_words,
    in_order,
    meaning,
    place_phrase,
)

Lane = Literal["speaker", "statement", "event", "number", "time", "place", "damage"]
ROWS = 14
"""Rows of lanes that the style sheet knows; what needs more stands in the last one."""


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """One extraction in the text. ``id`` is that of its record (of damage its place), ``tag`` the letter of
    its lane with a number, ``row`` the row under the words in which it is drawn, from 1; ``depth`` counts
    the statements around it; ``label`` says what it is to those who do not see it."""

    id: str
    lane: Lane
    tag: str
    spans: Spans
    words: str
    label: str
    row: int = 1
    depth: int = 0
    confidence: float | None = None
    local: str = ""

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.spans[0][0]

    @property
    def span(self) -> str:
        """Its first span, as it stands in an address."""
        return "{}-{}".format(*self.spans[0])


@dataclass(frozen=True)
class Sheet:
    """One article: its Reading, and its records as they stand now, with what people have corrected, by id."""

    index: Index
    events: Mapping[str, EventRecord]
    statements: Mapping[str, StatementRecord]


def marks_of(sheet: Sheet) -> list[Mark]:
    """All marks of an article but those of hidden records, in the order of the text, in rows in which no two
    are on top of each other."""
    found = [mark for mark in _found(sheet) if mark.spans]
    numbers = dict.fromkeys(LETTERS, 0)
    totals = {lane: sum(mark.lane == lane for mark in found) for lane in LETTERS}
    made: list[Mark] = []
    for mark in sorted(found, key=lambda m: (m.start, -m.spans[-1][1], m.lane, m.id)):
        numbers[mark.lane] += 1
        number = numbers[mark.lane]
        label = f"{mark.lane} {number} of {totals[mark.lane]}: {mark.label}"
        made.append(msgspec.structs.replace(mark, tag=f"{LETTERS[mark.lane]}{number}", label=label))
    return _in_rows(made)


def _found(sheet: Sheet) -> Iterator[Mark]:
    index = sheet.index
    reading, ids = index.reading, ids_of(index.reading)
    for depth, said in in_order(reading.attributions):
        record = sheet.statements.get(ids["attributions"][said.id])
        if record is not None:
            yield from _statement(index, said, record, depth)
    for event in reading.events:
        coded = sheet.events.get(ids["events"][event.id])
        if coded is not None:
            yield _event(index, event, coded)
    for count in reading.quantities:
        yield _of_span(
            index,
            ids["quantities"][count.id],
            "number",
            count.span,
            f"{count.what} {amount(count)}",
            count.id,
        )
    for time in reading.times:
        yield _of_span(
            index, ids["times"][time.id], "time", time.span, f"{time.type} {meaning(time)}", time.id
        )
    for place in reading.places:
        yield _of_span(
            index,
            ids["places"][place.id],
            "place",
            place.span,
            f"{place_phrase(place)}, {place.use}",
            place.id,
        )
    for damage in reading.damage:
        start, end = damage.span
        yield _of_span(index, f"d_{start}_{end}", "damage", damage.span, damage_words(damage.kind), "")


def _statement(index: Index, said: Attribution, record: StatementRecord, depth: int) -> Iterator[Mark]:
    how = record.stance + (", not held" if record.polarity == "negative" else "")
    label = f"{index.speaker(said)} {how}, {_sure(record.confidence)}"
    both, content = tuple(sorted({*said.source, *said.cue})), said.content or said.cue
    lanes: tuple[tuple[Lane, Spans], ...] = (("speaker", both), ("statement", content))
    for lane, spans in lanes:
        yield Mark(
            id=record.id, lane=lane, tag="", spans=spans, words=index.words(spans), label=label, depth=depth,
            confidence=record.confidence, local=said.id,
        )  # fmt: skip


def _event(index: Index, event: Event, record: EventRecord) -> Mark:
    status = STATUS_WORDS.get(record.status, (record.status, ""))[0]
    says = f"according to {' > '.join(record.said_by)}" if record.said_by else "the article itself"
    spans = event.trigger or event.evidence
    label = f"{' '.join((record.type, *record.modes, status))}, {says}, {_sure(record.confidence)}"
    return Mark(
        id=record.id, lane="event", tag="", spans=spans, words=index.words(spans), label=label,
        confidence=record.confidence, local=event.id,
    )  # fmt: skip


def _of_span(index: Index, id: str, lane: Lane, span: Span, label: str, local: str) -> Mark:
    return Mark(id=id, lane=lane, tag="", spans=(span,), words=index.words((span,)), label=label, local=local)


def _sure(confidence: float) -> str:
    level = "high" if confidence >= 0.8 else "middling" if confidence >= 0.5 else "low"
    return f"{level} confidence"


def _in_rows(marks: list[Mark]) -> list[Mark]:
    """Each lane takes as many rows as its marks need, so that no two stand on top of each other."""
    made: dict[int, int] = {}
    first = 1
    for lane in LETTERS:
        ends: list[int] = []
        for n, mark in enumerate(marks):
            if mark.lane != lane:
                continue
            start, end = mark.start, mark.spans[-1][1]
            row = next((r for r, free in enumerate(ends) if free <= start), len(ends))
            ends[row : row + 1] = [end]
            made[n] = min(first + row, ROWS)
        first += len(ends)
    return [msgspec.structs.replace(mark, row=made[n]) for n, mark in enumerate(marks)]
