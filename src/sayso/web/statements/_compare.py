"""Statements and disputed values side by side: fields with their values aligned, the sentences under each
with the words that only it has, and when each was said."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from sayso.case import Days, EventRecord, Shelf, StatementRecord
from sayso.stories import short
from sayso.web._address import at_event, at_statement
from sayso.web._desk import Desk
from sayso.web.statements._sides import Side, sentence_of, sides_of
from sayso.wording import country_name, span_of_numbers

MOST = 4
"""Columns of a comparison."""
_WORD = re.compile(r"\w+(?:[.,'’-]\w+)*")
_SMALL = frozenset(
    "a an and are as at be been by for from had has have he her his in is it its of on or she that the their "
    "they this to was were which who will with would".split()
)
"""Words that make no difference."""


class Piece(msgspec.Struct, frozen=True):
    """Words of a sentence; ``only`` where no other column has them."""

    words: str
    only: bool = False


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """One side of a comparison. ``letter`` names it, ``id`` is that of its record, ``asked`` what the address
    has for it. ``at`` is where its day stands on the line of days, 0 to 100."""

    letter: str
    id: str
    asked: str
    speaker: str
    chain: tuple[str, ...] = ()
    how: str = ""
    reported: Days = Days()
    outlet: str | None = None
    pieces: tuple[Piece, ...] = ()
    to: str = ""
    at: float | None = None


class Aligned(msgspec.Struct, frozen=True, kw_only=True):
    """A field with its value in each column, empty where it gives none; ``differs`` where two give different
    ones."""

    field: str
    values: tuple[str, ...]
    differs: bool = False


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """Columns side by side. ``headline`` is that of the event that they are about, where it is one; ``cut``
    counts columns that were asked for and are too many; ``span`` are the first and the last day of the line
    of days."""

    columns: tuple[Column, ...]
    fields: tuple[Aligned, ...]
    headline: str = ""
    to: str = ""
    cut: int = 0
    span: tuple[str, str] | None = None


def compare(desk: Desk, asked: Sequence[str]) -> Comparison | None:
    """Put side by side what ids stand for: statements, sayings, events, and of a disputed happening all that
    is claimed of it. Raises ``CaseError`` SAY407, ``UsageError`` SAY321."""
    if not asked:
        return None
    ids = list(dict.fromkeys(asked))
    sides: list[Side] = []
    cut = 0
    for n, id in enumerate(ids):
        sides += sides_of(desk, id)
        if len(sides) >= MOST:
            cut = len(sides) - MOST + len(ids) - n - 1
            break
    sides = sides[:MOST]
    shelf = Shelf(desk.case)
    records = {event.id for side in sides for event in side.events}
    told = {row.record: row.into for row in shelf.rows("told", "record", records)}
    shared = Counter(h for side in sides for h in {told.get(e.id) for e in side.events} if h)
    about = {happening for happening, n in shared.items() if n > 1}
    sides = [
        side._replace(events=tuple(e for e in side.events if told.get(e.id) in about) or side.events)
        for side in sides
    ]
    texts = dict(shelf.texts({side.record.article for side in sides}))
    sentences = [sentence_of(side, texts.get(side.record.article, "")) for side in sides]
    span, places = _line_of_days([side.record.reported for side in sides])
    line = desk.overview.by_id.get(min(about, default=""))
    return Comparison(
        columns=tuple(
            _column("ABCD"[n], side, pieces, places[n])
            for n, (side, pieces) in enumerate(zip(sides, _marked(sentences), strict=True))
        ),
        fields=tuple(_aligned(sides)),
        headline=line.headline if line and len(about) == 1 else "",
        to=f"/h/{line.id}" if line and len(about) == 1 else "",
        cut=cut,
        span=span,
    )


def _column(letter: str, side: Side, pieces: tuple[Piece, ...], at: float | None) -> Column:
    record = side.record
    if isinstance(record, StatementRecord):
        held = ", not held" if record.polarity == "negative" else ""
        how = f"{record.kind}, {record.stance}{held}"
        chain, to = record.chain, at_statement(record)
    else:
        how, chain, to = f"{record.type} {record.status}", record.said_by, at_event(record)
    return Column(
        letter=letter, id=record.id, asked=side.asked, speaker=side.speaker, chain=chain, how=how,
        reported=record.reported, outlet=record.outlet, pieces=pieces, to=to, at=at,
    )  # fmt: skip


def _marked(sentences: Sequence[str]) -> Iterator[tuple[Piece, ...]]:
    """Each sentence in pieces; the words that no other has are marked, but for articles and the like."""
    words = [{match[0].casefold() for match in _WORD.finditer(sentence)} for sentence in sentences]
    for n, sentence in enumerate(sentences):
        others = set().union(*(w for m, w in enumerate(words) if m != n))
        pieces: list[Piece] = []
        at = 0
        for match in _WORD.finditer(sentence):
            word = match[0].casefold()
            if word in others or word in _SMALL or len(sentences) == 1:
                continue
            gap = sentence[at : match.start()]
            if pieces and pieces[-1].only and not gap.strip():
                pieces[-1] = Piece(pieces[-1].words + gap + match[0], only=True)
            else:
                pieces += [Piece(gap)] if gap else []
                pieces.append(Piece(match[0], only=True))
            at = match.end()
        yield (*pieces, Piece(sentence[at:])) if sentence[at:] else tuple(pieces)


def _aligned(sides: Sequence[Side]) -> Iterator[Aligned]:
    """Fields of the events, each with its values."""
    whats = sorted({count.what for side in sides for event in side.events for count in event.counts})
    for what in whats:
        yield _field(
            what,
            [
                [
                    span_of_numbers(c.low, c.high) + (f" {c.unit}" if c.unit else "")
                    for event in side.events
                    for c in event.counts
                    if c.what == what
                ]
                for side in sides
            ],
        )
    yield _field("date", [[_days(e) for e in side.events] for side in sides])
    yield _field("place", [[_place(e) for e in side.events] for side in sides])
    for field in ("actors", "recipients"):
        name = field.removesuffix("s")
        yield _field(
            name, [[p.known_as or p.name for e in side.events for p in getattr(e, field)] for side in sides]
        )
    yield _field("deed", [[" ".join((e.type, *e.modes)) for e in side.events] for side in sides])
    yield _field("status", [[e.status for e in side.events] for side in sides])


def _field(name: str, values: Sequence[Sequence[str]]) -> Aligned:
    joined = tuple(short(", ".join(dict.fromkeys(filter(None, some))), 200) for some in values)
    known = {value.casefold() for value in joined if value}
    return Aligned(field=name, values=joined, differs=len(known) > 1)


def _days(event: EventRecord) -> str:
    when = event.when
    if when is None or not (when.earliest or when.latest):
        return ""
    if when.earliest == when.latest:
        return when.earliest or ""
    return f"{when.earliest or '…'} to {when.latest or '…'}"


def _place(event: EventRecord) -> str:
    where = event.where
    if where is None:
        return ""
    country = country_name(where.country) if where.country else ""
    return where.name if country in ("", where.name) else f"{where.name}, {country}"


def _line_of_days(reported: Sequence[Days]) -> tuple[tuple[str, str] | None, list[float | None]]:
    """The first and the last day, and where between them each stands; None where they are one day or none."""
    days = [when.earliest or when.latest for when in reported]
    known = sorted(date.fromisoformat(day) for day in days if day)
    if len(set(known)) < 2:
        return None, [None] * len(days)
    length = (known[-1] - known[0]).days
    places = [
        round(100 * (date.fromisoformat(day) - known[0]).days / length, 1) if day else None for day in days
    ]
    return (known[0].isoformat(), known[-1].isoformat()), places
