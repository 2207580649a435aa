"""The stories of a case, asked: copies, happenings, statements over articles, disputes, what is new."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

import msgspec

from sayso.case import Carrier, Case, Rows, Shelf, StatementRecord, first_day, last_day, one_of
from sayso.errors import CaseError, UsageError
from sayso.records import EventType
from sayso.stories._brief import Brief, brief, new_articles
from sayso.stories._findings import one_sided
from sayso.stories._lanes import Lane, lanes_of
from sayso.stories._make import Progress, bring_up_to_date, copies_of, is_made
from sayso.stories._notices import reprints
from sayso.stories._records import (
    Copy,
    Disputed,
    Finding,
    Happening,
    HappeningStatus,
    Saying,
    Story,
)

D = TypeVar("D")

_decode_happening = msgspec.json.Decoder(Happening).decode
_decode_saying = msgspec.json.Decoder(Saying).decode
_decode_story = msgspec.json.Decoder(Story).decode
_decode_findings = msgspec.json.Decoder(tuple[Finding, ...]).decode

_FINDING: dict[str, tuple[str, Callable[[bytes], Happening | Saying | Story]]] = {
    "h": ("happenings", _decode_happening),
    "w": ("sayings", _decode_saying),
    "y": ("stories", _decode_story),
}
"""First letters of ids: the table in which they stand, and what they stand for."""


def _limit(limit: int | None) -> int | None:
    if limit is not None and limit < 0:
        raise UsageError("SAY321", str(limit), "a limit is not negative")
    return limit


def is_text(words: str) -> bool:
    """Whether a string is text: a command line may hold half a character."""
    try:
        words.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


Sides = Mapping[str, Sequence[str]]
"""Names of sides, each with the names of its outlets."""


class Stories:
    """What the articles of a case say together. It is brought up to date when it is made, where the case has
    changed: that writes to the file.

        stories = Stories(sayso.open("minsk.sayso"))
        for happening in stories.happenings(disputed=True): ...

    ``behind`` tells that the file could not be written to, and that what is there is from before its last
    change. Raises ``CaseError``."""

    def __init__(self, case: Case, told: Progress | None = None) -> None:
        self.case = case
        self.behind = False
        self._shelf = Shelf(case)
        self._shelf.check()
        try:
            bring_up_to_date(case, told)
        except CaseError as error:
            if error.code != "SAY403" or not self._made_before():
                raise
            self.behind = True

    def _made_before(self) -> bool:
        return (
            is_made(self._shelf)
            or next(iter(self._shelf.rows("made", "what", ["stories"])), None) is not None
        )

    def copies(self, *, passages: bool = False) -> Rows[Copy]:
        """Pairs of articles of which one is a copy of the other; with ``passages`` also those that share no
        more than a passage."""

        def find() -> Iterator[Copy]:
            about = self.carriers()
            no_articles = {id for f in self.findings() if f.kind == "notice" for id in f.articles}
            for copy in reprints(copies_of(self._shelf), about, no_articles):
                if copy.copy or passages:
                    one, other = about[copy.one], about[copy.other]
                    yield msgspec.structs.replace(
                        copy,
                        one_given_id=one.given_id,
                        other_given_id=other.given_id,
                        one_outlet=one.outlet,
                        other_outlet=other.outlet,
                        one_title=one.title,
                        other_title=other.title,
                    )

        return Rows(Copy, find)

    def also_ran(self, article: str) -> list[Carrier]:
        """The articles of which this one is a copy, or that are copies of it, by their days of
        publication."""
        pairs = [row for side in ("one", "other") for row in self._shelf.rows("compared", side, [article])]
        others = sorted({row.other if row.one == article else row.one for row in pairs if row.copy})
        found = self._shelf.carriers(others) if others else []
        return sorted(found, key=lambda c: (c.reported.earliest or "9999", c.outlet or "", c.id))

    def lanes(self, told: Mapping[str, Sequence[StatementRecord]]) -> dict[str, tuple[Lane, ...]]:
        """For each of some statements, by any key, the lanes of those who carry it. Raises ``CaseError``."""
        articles = {one.article for some in told.values() if len(some) > 1 for one in some}
        copies = list(copies_of(self._shelf, articles)) if articles else []
        return {key: lanes_of(some, copies) for key, some in told.items()}

    def happenings(
        self,
        *,
        type: str | None = None,
        status: str | None = None,
        disputed: bool = False,
        since: str | None = None,
        until: str | None = None,
        origins: int = 0,
        story: str | None = None,
        ids: Iterable[str] | None = None,
        limit: int | None = None,
    ) -> Rows[Happening]:
        """Happenings by their days, those without a day last. ``origins`` is the least number of independent
        ones; ``since`` and ``until`` are days, months or years of what happened; ``ids`` are the only ones
        that are looked at. Raises ``UsageError`` SAY321."""
        type = one_of(type, EventType, "type") if type else None
        status = one_of(status, HappeningStatus, "status") if status else None
        most = _limit(limit)
        first, last = first_day(since) if since else None, last_day(until) if until else None
        only = None if ids is None else frozenset(ids)

        def fits(row: Any) -> bool:
            return (
                (type is None or row.type == type)
                and (status is None or row.status == status)
                and (not disputed or row.disputes > 0)
                and row.origins >= origins
                and (only is None or row.id in only)
                and (first is None or (row.latest or "") >= first)
                and (last is None or (row.earliest or "9999") <= last)
            )

        def find() -> Iterator[Happening]:
            if story:
                rows = self._shelf.rows("happenings", "story", [self._story(story)])
            else:
                rows = self._shelf.rows("happenings", "id" if only is not None else None, only)
            chosen = sorted(
                (row for row in rows if fits(row)), key=lambda r: (r.earliest or "9999", r.latest or "", r.id)
            )
            yield from (self._decoded(_decode_happening, row) for row in chosen[:most])

        return Rows(Happening, find)

    def timeline(self, story: str | None = None, *, limit: int | None = None) -> Rows[Happening]:
        """Happenings whose days are known, by their days."""
        most = _limit(limit)

        def find() -> Iterator[Happening]:
            return islice((h for h in self.happenings(story=story) if h.earliest), most)

        return Rows(Happening, find, by_days=True)

    def sayings(self, *, limit: int | None = None) -> Rows[Saying]:
        """Statements that several articles carry, those of most articles first."""
        most = _limit(limit)

        def find() -> Iterator[Saying]:
            chosen = sorted(self._shelf.rows("sayings"), key=lambda row: (-row.articles, row.id))
            yield from (self._decoded(_decode_saying, row) for row in chosen[:most])

        return Rows(Saying, find)

    def stories(self, *, limit: int | None = None) -> Rows[Story]:
        """Stories, those of most articles first."""
        most = _limit(limit)

        def find() -> Iterator[Story]:
            chosen = sorted(self._shelf.rows("stories"), key=lambda row: (-row.articles, row.id))
            yield from (self._decoded(_decode_story, row) for row in chosen[:most])

        return Rows(Story, find)

    def disputes(self, story: str | None = None) -> Rows[Disputed]:
        """Everything in which independent origins exclude each other, by the days of the happenings."""

        def find() -> Iterator[Disputed]:
            for happening in self.happenings(story=story, disputed=True):
                for dispute in happening.disputes:
                    yield Disputed(
                        happening=happening.id,
                        headline=happening.headline,
                        about=dispute.about,
                        claims=dispute.claims,
                    )

        return Rows(Disputed, find)

    def findings(self, sides: Sides | None = None) -> Rows[Finding]:
        """What a careful reader would remark; ``sides`` are the outlets of each side, for what only one of
        them says."""

        def find() -> Iterator[Finding]:
            row = next(iter(self._shelf.rows("made", "what", ["findings"])), None)
            yield from self._decoded(_decode_findings, row) if row is not None else ()
            if sides:
                yield from one_sided(sides, self.happenings(), self.sayings(), self.carriers())

        return Rows(Finding, find)

    def brief(
        self, since: str, *, sides: Sides | None = None, reported: bool = False, most: int | None = None
    ) -> Brief:
        """What is new since a time (ISO, a day or more exact): happenings, numbers that changed, denials,
        disputes, changes of status, findings. An article is new by when it came into the case or, with
        ``reported``, by its day of publication. Only happenings that new articles report are looked at; with
        ``most`` no more than so many, those of most origins, and ``Brief.left_out`` counts the others.
        Raises ``UsageError`` SAY321."""
        new = new_articles(self._shelf.carriers(), since, reported)
        touched = self._shelf.of_articles(new)
        left_out = 0
        if most is not None and len(touched) > most:
            rows = [(-row.origins, row.id) for row in self._shelf.rows("happenings") if row.id in touched]
            touched = {id for _, id in sorted(rows)[:most]}
            left_out = len(rows) - len(touched)
        found = brief(new, self.happenings(ids=touched), self.findings(sides), since)
        return msgspec.structs.replace(found, left_out=left_out)

    def _story(self, id: str) -> str:
        """The id of a story, or of the one to which something belongs."""
        found = self.find(id)
        if isinstance(found, Story):
            return found.id
        if isinstance(found, Happening):
            return found.story
        return self._story((found.articles if isinstance(found, Finding) else found.versions[0].articles)[0])

    def find(self, id: str) -> Happening | Saying | Story | Finding:
        """What an id, or its first letters, stands for: a happening, saying, story or finding, or the one to
        which an event, statement or article belongs. Raises ``CaseError`` SAY407, SAY408."""
        if not is_text(id):
            raise CaseError("SAY407", repr(id))
        if id.startswith("f_"):
            return self._finding(id)
        table, decode = _FINDING.get(id[:1], ("told", None))
        names = self._shelf.beginning(table, id)
        if len(names) != 1 and id not in names:
            raise CaseError("SAY408" if names else "SAY407", id, ", ".join(names))
        name = id if id in names else names[0]
        key = "record" if decode is None else "id"
        row = next(self._shelf.rows(table, key, [name]))
        return self.find(row.into) if decode is None else self._decoded(decode, row)

    def _finding(self, id: str) -> Finding:
        found = [finding for finding in self.findings() if finding.id.startswith(id)]
        if len(found) != 1:
            raise CaseError("SAY408" if found else "SAY407", id, ", ".join(f.id for f in found[:2]))
        return found[0]

    def _decoded(self, decode: Callable[[bytes], D], row: Any) -> D:
        """The record of a row. Raises ``CaseError`` SAY402 where it cannot be read."""
        try:
            return decode(row.row)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise CaseError("SAY402", self.case.path, f"a row cannot be read: {error}") from error

    def carriers(self) -> dict[str, Carrier]:
        """The articles, by their ids."""
        return {carrier.id: carrier for carrier in self._shelf.carriers()}
