"""The view of the reader: what the address asks of an article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Literal

import msgspec

from sayso.case import Carrier
from sayso.errors import UsageError
from sayso.records import Article, Span
from sayso.web._desk import Desk
from sayso.web._query import Query
from sayso.web.reader._card import Card, card_of
from sayso.web.reader._marks import Lane, Mark, Sheet, marks_of
from sayso.web.reader._pieces import Paragraph, paragraphs
from sayso.wording import Index, published, visible

_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})$")


class ReaderQuery(Query, frozen=True, kw_only=True):
    """``s`` is the chosen span (``120-134``, code points) and ``k`` its lane; ``q`` are its words, by which
    it is found again where the text has moved. ``hide`` are lanes that are not drawn, ``least`` the
    confidence below which nothing is; ``view`` shows the text, or the bytes it was taken from. ``run`` is
    the run that was current when the link was made."""

    s: str = ""
    k: Lane | Literal[""] = ""
    q: str = ""
    hide: tuple[Lane, ...] = ()
    least: float = 0.0
    view: Literal["text", "original"] = "text"
    part: Literal["page", "card"] = "page"
    run: str = ""


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """What the article was taken from. ``shown`` is its beginning where that was asked for; ``more`` is how
    many bytes follow."""

    name: str
    sha256: str | None
    encoding: str | None
    size: int | None
    added: str
    kept: bool
    shown: str = ""
    more: int = 0


class ReaderView(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """An article with its marks. ``also`` are the articles that are copies; ``card`` is that of the chosen
    span, ``lost`` tells that the words of the link are not in the text, ``moved`` that they stand
    elsewhere; ``found`` are words that a link leads to where no record stands."""

    article: Article
    run: str
    marks: tuple[Mark, ...]
    also: tuple[Carrier, ...] = ()
    source: Source
    card: Card | None = None
    lost: bool = False
    moved: bool = False
    found: Span | None = None
    other_run: bool = False
    counts: dict[str, int] = {}

    @property
    def title(self) -> str:
        """That of the article, or its first words."""
        return self.article.title or " ".join(self.article.text[:80].split())

    @property
    def published(self) -> str:
        """The day of publication, and how it is known."""
        return published(self.article.published)

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The text cut for drawing."""
        return tuple(paragraphs(self.article.text, self.marks, self.found))

    @property
    def sections(self) -> tuple[tuple[Paragraph, ...], ...]:
        """The paragraphs in groups, each of which is laid out as a whole when it comes near: thousands of
        paragraphs that look out for themselves make scrolling slow."""
        made: list[list[Paragraph]] = []
        for paragraph in self.paragraphs:
            if not made or len(made[-1]) == SECTION or paragraph.start - made[-1][0].start > SECTION_LENGTH:
                made.append([])
            made[-1].append(paragraph)
        return tuple(tuple(section) for section in made)


SECTION, SECTION_LENGTH = 40, 12_000
"""Paragraphs of a section, and the characters after which it ends."""
SHOWN_BYTES = 200_000
"""Bytes of an original that a page shows."""


def look(desk: Desk, id: str, query: ReaderQuery) -> ReaderView:
    """The view. Raises ``CaseError`` where there is no such article, ``UsageError`` SAY321."""
    if not id.startswith("a_"):
        raise UsageError("SAY321", id[:40], "ids of articles begin with a_")
    reading = desk.case.reading(id)
    article = reading.article
    sheet = Sheet(
        Index(reading),
        {event.id: event for event in desk.case.events(article=article.id)},
        {statement.id: statement for statement in desk.case.statements(article=article.id)},
    )
    every = marks_of(sheet)
    marks = [mark for mark in every if _is_drawn(mark, query)]
    chosen, moved, words = _chosen(article.text, every, query)
    card = None
    if chosen is not None:
        card = card_of(sheet, chosen)
        at = every.index(chosen)
        neighbours = {
            name: next((_address(mark) for mark in beside if _is_drawn(mark, query)), None)
            for name, beside in (("previous", reversed(every[:at])), ("next", every[at + 1 :]))
        }
        happening = desk.happening_of(_record(sheet, every, chosen))
        card = msgspec.structs.replace(card, happening=happening, **neighbours)
    run = desk.run_of(article.id)
    return ReaderView(
        article=article,
        run=run,
        marks=tuple(marks),
        also=tuple(desk.stories.also_ran(article.id)),
        source=_source(desk, article.id, query),
        card=card,
        lost=bool(query.s) and words is None,
        moved=moved,
        found=words if chosen is None or not query.k else None,
        other_run=bool(query.run) and query.run != run,
        counts={lane: sum(m.lane == lane for m in every) for lane in dict.fromkeys(m.lane for m in every)},
    )


def _is_drawn(mark: Mark, query: ReaderQuery) -> bool:
    return mark.lane not in query.hide and (mark.confidence is None or mark.confidence >= query.least)


def _record(sheet: Sheet, marks: Sequence[Mark], chosen: Mark) -> str:
    """The record that a report is made of: a number, a time or a place stands in that of its event."""
    if chosen.lane not in ("number", "time", "place"):
        return chosen.id
    events = (
        event.id
        for event in sheet.index.reading.events
        if chosen.local in (event.time, event.place, *event.quantities)
    )
    first = next(events, None)
    return next((mark.id for mark in marks if mark.lane == "event" and mark.local == first), chosen.id)


def _address(mark: Mark) -> str:
    return f"{mark.span} {mark.lane}"


def _chosen(text: str, marks: Sequence[Mark], query: ReaderQuery) -> tuple[Mark | None, bool, Span | None]:
    """The mark of the address, whether its words have moved, and where these are: None if they are lost."""
    if not query.s:
        return None, False, None
    match = _SPAN.match(query.s)
    if match is None:
        raise UsageError("SAY321", query.s[:40], "a span is START-END, for example s=120-134")
    start, end = int(match[1]), int(match[2])
    moved = False
    at = text[start : start + len(query.q)]  # a link may give no more than the beginning of the words
    if query.q and visible(at) != visible(query.q):
        found = [m.start() for m in re.finditer(re.escape(query.q), text)]
        if not found:
            return None, False, None
        start = min(found, key=lambda at: abs(at - start))
        end, moved = start + len(query.q), True
    fits = [
        m
        for m in marks
        if (not query.k or m.lane == query.k) and any(s < end and start < e for s, e in m.spans)
    ]
    exact = [m for m in fits if (start, end) in m.spans]
    order = ("event", "statement", "speaker", "number", "time", "place", "damage")
    best = min(exact or fits, key=lambda m: (order.index(m.lane), m.spans[-1][1] - m.start), default=None)
    return best, moved, (start, end) if start < end <= len(text) else None


def _source(desk: Desk, article: str, query: ReaderQuery) -> Source:
    record, data = desk.case.original(article)
    shown = ""
    if query.view == "original" and data is not None:
        shown = data[:SHOWN_BYTES].decode(record.encoding or "utf-8", "replace")
    return Source(
        name=record.source,
        sha256=record.sha256,
        encoding=record.encoding,
        size=record.size,
        added=record.added,
        kept=data is not None,
        shown=shown,
        more=max(0, len(data or b"") - SHOWN_BYTES) if shown else 0,
    )
