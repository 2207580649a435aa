"""A target to its entry: every report with its words, chains, copies, corrections, and what is not known."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from sayso.case import ActorRecord, EventRecord, StatementRecord
from sayso.errors import CaseError
from sayso.packet._changes import Changes
from sayso.packet._records import AboutArticle, Changed, Entry, Reported, Shared, Spoken, Target
from sayso.packet._sheet import Sheet
from sayso.packet._unknown import unknown
from sayso.records import Span
from sayso.stories import Copy, Happening, Report, Saying, Stories, Story

_OPEN = 30
"""Articles that are held open at a time."""


class Desk:
    """A case, opened for a packet. Entries are made one at a time; what is kept between them are the ids of
    the articles and runs that stand behind them. Raises ``CaseError``."""

    def __init__(self, stories: Stories) -> None:
        self.stories, self.case = stories, stories.case
        self.articles: dict[str, None] = {}
        self._changes = Changes(self.case)
        self._sheets: OrderedDict[str, Sheet] = OrderedDict()
        self._entities: dict[str, tuple[str, ...]] = {}

    def sheet(self, article: str) -> Sheet:
        """An article, opened; it becomes one of those behind the packet."""
        found = self._sheets.get(article)
        if found is None:
            found = self._sheets[article] = Sheet(self.case, article)
            if len(self._sheets) > _OPEN:
                self._sheets.popitem(last=False)
        else:
            self._sheets.move_to_end(article)
        self.articles[article] = None
        return found

    # -- entries -------------------------------------------------------------------------------------------

    def entry(self, target: Target) -> Entry:
        """Everything behind a target."""
        match target.kind:
            case "happening":
                entry = self._happening(target)
            case "saying":
                entry = self._saying(target)
            case "story":
                entry = self._story(target)
            case "article":
                entry = self._article(target)
            case "event":
                entry = self._event(target)
            case "statement":
                entry = self._statement(target)
        entry = msgspec.structs.replace(entry, corrections=self._corrected(entry))
        return msgspec.structs.replace(entry, unknown=tuple(unknown(entry, self.stories.behind)))

    def _happening(self, target: Target) -> Entry:
        happening = self.stories.find(target.id)
        assert isinstance(happening, Happening)
        made: dict[str, Reported] = {}
        gone: list[Report] = []
        for report in happening.reports:
            reported = self._reported(report)
            if reported is None:
                gone.append(report)
            else:
                made[report.record] = reported
        copies: dict[str, list[Reported]] = {}
        for report in happening.reports:
            if report.repeats in made and report.record in made and report.repeats is not None:
                copies.setdefault(report.repeats, []).append(made[report.record])
        below = {one.event.id for some in copies.values() for one in some}
        reports = tuple(
            msgspec.structs.replace(one, copies=tuple(copies.get(id, ())))
            for id, one in made.items()
            if id not in below
        )
        return Entry(target=target, happening=happening, reports=reports, gone=tuple(gone))

    def _reported(self, report: Report) -> Reported | None:
        """A report with its record; null where stories that could not be brought up to date name one that has
        gone."""
        try:
            sheet = self.sheet(report.article)
        except CaseError as error:
            if error.code != "SAY407":
                raise
            return None
        event = sheet.events.get(report.record)
        return None if event is None else sheet.reported(event, report)

    def _saying(self, target: Target) -> Entry:
        saying = self.stories.find(target.id)
        assert isinstance(saying, Saying)
        spoken: list[Spoken] = []
        for version in saying.versions:
            here: dict[str, Spoken] = {}
            for sheet in map(self.sheet, version.articles):
                for record in sheet.statements.keys() & set(version.records):
                    here[record] = sheet.spoken(sheet.statements[record], saying.id)
            spoken += [here[record] for record in version.records if record in here]
        return Entry(target=target, saying=saying, statements=tuple(spoken))

    def _story(self, target: Target) -> Entry:
        story = self.stories.find(target.id)
        assert isinstance(story, Story)
        self.articles.update(dict.fromkeys(story.articles))
        return Entry(target=target, story=story)

    def _article(self, target: Target) -> Entry:
        sheet = self.sheet(target.id)
        events = sorted(sheet.events.values(), key=lambda e: (e.trigger_spans or e.evidence_spans, e.id))
        said = sorted(
            sheet.statements.values(), key=lambda s: (s.cue_spans or s.source_spans or s.content_spans, s.id)
        )
        reports = []
        for event in events:
            happening = self._into(event.id, Happening)
            report = next((r for r in happening.reports if r.record == event.id), None) if happening else None
            made = sheet.reported(event, report)
            reports.append(msgspec.structs.replace(made, happening=happening))
        statements = []
        for record in said:
            saying = self._into(record.id, Saying)
            statements.append(sheet.spoken(record, saying.id if saying else None))
        return Entry(target=target, reports=tuple(reports), statements=tuple(statements))

    def _into(self, record: str, kind: type[Any]) -> Any:
        """The happening or saying of a record; null where it has none."""
        try:
            found = self.stories.find(record)
        except CaseError as error:
            if error.code != "SAY407":
                raise
            return None
        return found if isinstance(found, kind) else None

    def _event(self, target: Target) -> Entry:
        event = self.case.show(target.id)
        assert isinstance(event, EventRecord)
        return Entry(target=target, reports=(self.sheet(event.article).reported(event, None),))

    def _statement(self, target: Target) -> Entry:
        record = self.case.show(target.id)
        assert isinstance(record, StatementRecord)
        return Entry(target=target, statements=(self.sheet(record.article).spoken(record, None),))

    # -- corrections ---------------------------------------------------------------------------------------

    def _corrected(self, entry: Entry) -> tuple[Changed, ...]:
        """Corrections of what an entry shows: its records, the statements that they stand in, everybody in
        them with all whom he is joined with, and their articles."""
        if not self._changes.named:
            return ()
        ids = {id for ids in self._ids(entry) for id in ids}
        articles = {id for id in ids if id.startswith("a_")}
        names: dict[str, str] = {}
        read: dict[str, Mapping[str, Any]] = {}
        for article in sorted(articles):
            sheet = self.sheet(article)
            names |= sheet.names()
            read |= {id: fields for id in ids & self._changes.named if (fields := sheet.as_read(id))}
            ids |= {link.id for link in self.case.why(article) if link.step == "input"}
        return self._changes.of(ids, lambda id: read.get(id, {}), names)

    def _ids(self, entry: Entry) -> Iterator[Iterable[str]]:
        yield (entry.target.id, *entry.target.asked)
        for one in entry.every_report():
            yield (one.event.id, one.event.article)
            yield (said.record.id for said in one.chain)
            yield from (self._members(party.party.entity, party.party.id) for party in one.parties)
            for said in one.chain:
                yield from (self._members(party.party.entity, party.party.id) for party in said.parties)
        for spoken in entry.statements:
            yield (spoken.said.record.article, *(said.record.id for said in spoken.chain))
            for said in spoken.chain:
                yield from (self._members(party.party.entity, party.party.id) for party in said.parties)

    def _members(self, entity: str, id: str) -> tuple[str, ...]:
        """Everybody with whom somebody is joined over articles, where one of them is corrected."""
        if not entity:
            return (id,)
        if entity not in self._entities:
            found = self.case.show(entity)
            members = found.members if isinstance(found, ActorRecord) else ()
            self._entities[entity] = tuple(m for m in members if m in self._changes.named)
        return (id, *self._entities[entity])

    # -- articles ------------------------------------------------------------------------------------------

    def about(self, article: str, copies: Mapping[str, Sequence[Copy]]) -> AboutArticle:
        """An article behind the packet, with its inputs and the run that read it."""
        reading = self.case.reading(article)
        links = self.case.why(article)
        bare = msgspec.structs.replace(reading.article, text="")
        return AboutArticle(
            article=bare,
            length=len(reading.article.text),
            inputs=tuple(link for link in links if link.step == "input"),
            run=next(link.id for link in links if link.step == "run"),
            shares=tuple(_shared(copy, article) for copy in copies.get(article, ())),
            damage=tuple((mark.kind, mark.span) for mark in reading.damage),
        )

    def copies(self) -> dict[str, list[Copy]]:
        """Pairs of articles of the packet that share words, by each of the two."""
        found: dict[str, list[Copy]] = {}
        if len(self.articles) < 2:
            return found
        for copy in self.stories.copies(passages=True):
            if copy.one in self.articles and copy.other in self.articles:
                found.setdefault(copy.one, []).append(copy)
                found.setdefault(copy.other, []).append(copy)
        return found


def _shared(copy: Copy, article: str) -> Shared:
    here = copy.one == article
    passages: tuple[tuple[Span, Span], ...] = (
        copy.passages if here else tuple((b, a) for a, b in copy.passages)
    )
    return Shared(
        other=copy.other if here else copy.one,
        copy=copy.copy,
        share=copy.of_one if here else copy.of_other,
        passages=passages,
    )
