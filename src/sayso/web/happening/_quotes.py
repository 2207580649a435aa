"""Where the words of a value stand: the reader at their span."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import msgspec

from sayso.case import Case, Days, EventRecord, Shelf
from sayso.stories import Claim
from sayso.web._address import at_event, at_span
from sayso.wording import span_of_numbers, when

LANES = {"date": "time", "place": "place", "actor": "event", "happened": "event"}
"""The lane of the reader in which the words of a value stand; those of a number stand in its own."""

TEXTS = 40
"""Articles in which words are looked for: of the others the reader opens at the event."""


class Quoted(msgspec.Struct, frozen=True, kw_only=True):
    """A value that one origin gives, with its exact words. ``range`` is it in figures, ``to`` the reader at
    the words in the first article that has them; ``reports`` are the records that give it."""

    about: str
    value: str
    range: str
    origin: str
    words: str
    to: str
    reported: Days
    low: int | float | None = None
    high: int | float | None = None
    reports: tuple[str, ...] = ()
    open: bool = False
    named: bool = False


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One value with all who give it. Where it is a number, ``left`` and ``right`` are its ends on a line
    from the least (0) to the largest (100) of all values; ``beyond`` tells that it has no upper end,
    ``disputed`` that another value excludes it."""

    value: str
    quotes: tuple[Quoted, ...]
    left: float | None = None
    right: float | None = None
    beyond: bool = False
    disputed: bool = False


def sides_of(quotes: Iterable[Quoted], disputed: Iterable[str] = ()) -> tuple[Side, ...]:
    """Values with who gives them, numbers in their order, others by how many give them. ``disputed`` are the
    values (``range``) that exclude each other."""
    excluded = frozenset(disputed)
    return tuple(
        msgspec.structs.replace(side, disputed=side.value in excluded) for side in _sides(list(quotes))
    )


def _sides(quotes: Iterable[Quoted]) -> tuple[Side, ...]:
    found: dict[tuple[str, bool], list[Quoted]] = {}
    for quote in quotes:
        found.setdefault((quote.range, quote.open), []).append(quote)
    ends = [end for some in found.values() for end in (some[0].low, some[0].high) if end is not None]
    sides = sorted(found.values(), key=lambda some: (_least(some[0]), -len(some), some[0].range))
    if not ends or any(some[0].low is None and some[0].high is None for some in sides):
        return tuple(Side(value=some[0].range, quotes=tuple(some)) for some in sides)
    return tuple(_on_line(some, min(ends), max(ends)) for some in sides)


def _least(quote: Quoted) -> float:
    return next((float(end) for end in (quote.low, quote.high) if end is not None), 0.0)


def _on_line(quotes: list[Quoted], least: float, largest: float) -> Side:
    one, span = quotes[0], max(largest - least, 1e-9)
    left = 0.0 if one.low is None else (one.low - least) / span * 100
    right = 100.0 if one.high is None else (one.high - least) / span * 100
    return Side(
        value=one.range,
        quotes=tuple(quotes),
        left=round(left, 2),
        right=round(right, 2),
        beyond=one.high is None or one.open,
    )


class Quotes:
    """Finds the words of values in the articles of a happening."""

    def __init__(self, case: Case, records: Mapping[str, EventRecord], claims: Iterable[Claim]) -> None:
        self._records = records
        first = (id for claim in claims for id in claim.reports[:1])
        wanted = list(dict.fromkeys(records[id].article for id in first if id in records))[:TEXTS]
        self._texts = dict(Shelf(case).texts(wanted)) if wanted else {}

    def quoted(self, claim: Claim) -> Quoted:
        """A value with the address of its words."""
        return Quoted(
            about=claim.about,
            value=claim.value,
            range=range_of(claim),
            origin=claim.origin,
            words=claim.words,
            to=self._to(claim),
            reported=claim.reported,
            low=None if claim.about in LANES else claim.low,
            high=None if claim.about in LANES else claim.high,
            reports=claim.reports,
            open=claim.open,
            named=claim.named,
        )

    def _to(self, claim: Claim) -> str:
        known = [self._records[id] for id in claim.reports if id in self._records]
        for record in known:
            text = self._texts.get(record.article)
            spans = record.evidence_spans or record.trigger_spans
            if text is None or not spans:
                continue
            start = _nearest(text, claim.words, spans[0][0])
            if start is not None:
                lane = LANES.get(claim.about, "number")
                return at_span(record.article, start, start + len(claim.words), lane, claim.words)
        return at_event(known[0]) if known else ""


def _nearest(text: str, words: str, around: int) -> int | None:
    """The beginning of the words in a text, where they stand nearest to a position."""
    if not words:
        return None
    found = (match.start() for match in re.finditer(re.escape(words), text))
    return min(found, key=lambda at: abs(at - around), default=None)


def range_of(claim: Claim) -> str:
    """A value in figures."""
    if claim.about == "date":
        return when(Days(earliest=claim.first, latest=claim.last))
    if claim.about == "happened":
        return "it happened" if claim.value == "yes" else "it did not happen"
    if claim.about in LANES or (claim.low is None and claim.high is None):
        return claim.value
    unit = f" {claim.unit}" if claim.unit else ""
    return span_of_numbers(claim.low, claim.high) + unit
