"""What is taken out of a case: records with their articles, a page at a time, in the case's own order."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from tempfile import TemporaryFile
from typing import IO, Any, TypeVar

import msgspec

from sayso.case import Carrier, Case, EventRecord, Party, Shelf, StatementRecord
from sayso.exports._records import Item, Said, Standing
from sayso.records import Reading, Span
from sayso.stories import Stories

_PAGE = 500
_KEPT = 4000
"""Articles, and happenings, of earlier pages that are kept: neighbours in time are often of the same."""
_SPOOLS = 64

_encode = msgspec.json.Encoder().encode
_decode_item = msgspec.json.Decoder(Item).decode
_decode = msgspec.json.Decoder(Standing).decode
T = TypeVar("T")


class _Mentioned(msgspec.Struct):
    """What is asked of a row of an actor."""

    mentions: tuple[Span, ...] = ()


_decode_mentions = msgspec.json.Decoder(_Mentioned).decode


class Source:
    """A case, asked for what exports need. ``stories`` brings its happenings up to date, which writes to the
    file, and gives each event the one it is a report of. Raises ``CaseError``."""

    def __init__(
        self, case: Case, *, stories: bool = False, told: Callable[[str], None] | None = None
    ) -> None:
        self.case = case
        self.stories = Stories(case, told) if stories else None
        if told and self.stories and self.stories.behind:
            told(f"{case.path} cannot be written to: its stories are those of before its last change")
        self._shelf = Shelf(case)
        self._carriers: dict[str, Carrier] = {}
        self._known: dict[str, Standing] = {}
        self._page: list[EventRecord] | list[StatementRecord] = []
        self._texts: dict[str, str] = {}
        self._digests: dict[str, str] = {}
        self._mentions: dict[str, tuple[str, Span]] = {}

    def events(self) -> Iterator[Item]:
        """Events, by their days, those without a day last."""
        for page in _pages(self.case.events()):
            yield from self.items(page, stories=self.stories is not None)

    def items(self, page: list[EventRecord], *, stories: bool) -> Iterator[Item]:
        """Events as a page that is being read; with ``stories`` each with its happening, as it was made
        last."""
        articles = self._turned_to(page)
        happenings = self._happenings(page) if stories else {}
        for event in page:
            yield Item(event, articles[event.article], happenings.get(event.id))

    def statements(self) -> Iterator[Said]:
        """Statements, by the day of publication."""
        for page in _pages(self.case.statements()):
            articles = self._turned_to(page)
            for statement in page:
                yield Said(statement, articles[statement.article])

    def by_article(self) -> Iterator[tuple[Reading, list[Item]]]:
        """Readings, in the order of their ids, each with its events in the order of the text.

        Events come by their days. They are spooled to files of a 64th of all articles each, which are read
        one after another, so that memory is bounded by the largest of them."""
        with ExitStack() as stack:
            spools = [stack.enter_context(TemporaryFile()) for _ in range(_SPOOLS)]
            for item in self.events():
                spools[_spool_of(item.event.article)].write(_encode(item) + b"\n")
            found: dict[str, list[Item]] = {}
            last = -1
            for reading in self.case.readings():
                number = _spool_of(reading.article.id)
                if number != last:
                    last, found = number, _grouped(spools[number])
                items = found.pop(reading.article.id, [])
                yield reading, sorted(items, key=lambda item: (item.event.trigger_spans, item.event.id))

    def articles(self) -> Iterator[Carrier]:
        """Articles, in the order of their ids."""
        for page in _pages(reading.article.id for reading in self.case.readings()):
            yield from self._shelf.carriers(page)

    def text(self, article: str) -> str:
        """The text of the article of a record of the page that is being read."""
        if not self._texts:
            self._texts = dict(self._shelf.texts({record.article for record in self._page}))
        return self._texts[article]

    def digest(self, article: str) -> str:
        """The SHA-256 of the UTF-8 of that text, as a URI (RFC 6920)."""
        if article not in self._digests:
            found = hashlib.sha256(self.text(article).encode("utf-8", "surrogatepass")).digest()
            self._digests[article] = "ni:///sha-256;" + base64.urlsafe_b64encode(found).decode().rstrip("=")
        return self._digests[article]

    def first_mention(self, event: EventRecord, party: Party | None) -> Span | None:
        """Where a party of an event of the page that is being read is named first in its article; None where
        a correction put another in its place."""
        if party is None:
            return None
        if not self._mentions:
            parties = {
                p.id for e in self._page if isinstance(e, EventRecord) for p in (*e.actors, *e.recipients)
            }
            for row in self._rows("actors", "id", parties):
                if spans := _decode_mentions(row.row).mentions:
                    self._mentions[row.id] = row.article, min(spans)
        found = self._mentions.get(party.id)
        return found[1] if found and found[0] == event.article else None

    def _turned_to(self, page: list[EventRecord] | list[StatementRecord]) -> dict[str, Carrier]:
        """The articles of a page of records, which is now the one that is being read."""
        self._page, self._texts, self._digests, self._mentions = page, {}, {}, {}
        wanted = {record.article for record in page}
        return _kept(self._carriers, wanted, lambda ids: {c.id: c for c in self._shelf.carriers(sorted(ids))})

    def _happenings(self, page: list[EventRecord]) -> dict[str, Standing]:
        def fetch(ids: set[str]) -> dict[str, Standing]:
            return {row.id: _decode(row.row) for row in self._rows("happenings", "id", ids)}

        into = {row.record: row.into for row in self._rows("told", "record", (e.id for e in page))}
        found = _kept(self._known, set(into.values()), fetch)
        return {record: found[name] for record, name in into.items() if name in found}

    def _rows(self, table: str, column: str, values: Iterable[str]) -> Iterator[Any]:
        return self._shelf.rows(table, column, values)


def _kept(kept: dict[str, T], wanted: set[str], fetch: Callable[[set[str]], dict[str, T]]) -> dict[str, T]:
    """What is wanted, fetched where it is not kept from earlier pages; of those some are kept."""
    if len(kept) > _KEPT:
        kept.clear()
    missing = wanted - kept.keys()
    if missing:
        kept.update(fetch(missing))
    return kept


def _spool_of(article: str) -> int:
    """The spool of an article, by the first two hexadecimal digits of its id."""
    return int(article[2:4], 16) * _SPOOLS // 256


def _grouped(spool: IO[bytes]) -> dict[str, list[Item]]:
    spool.seek(0)
    found: dict[str, list[Item]] = {}
    for line in spool:
        item = _decode_item(line)
        found.setdefault(item.event.article, []).append(item)
    return found


def _pages(records: Iterable[T]) -> Iterator[list[T]]:
    found = iter(records)
    while page := list(islice(found, _PAGE)):
        yield page
