"""One article opened: its records as the case has them, each with the places where its words stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sayso.case import Case, EventRecord, Party, StatementRecord, ids_of
from sayso.exports import selectors
from sayso.packet._records import (
    Counted,
    Excerpt,
    Part,
    PartyThen,
    Quote,
    Quotes,
    Reported,
    RoleThen,
    Said,
    Spoken,
)
from sayso.packet._text import clusters
from sayso.records import Event, Reading, Span
from sayso.stories import Report

_AROUND = 150
"""Characters shown on either side of words."""
_GAP = 300
"""Characters between two spans up to which they are shown in one excerpt."""


class Sheet:
    """An article of a case, its Reading by the current run, and what stands recorded of it, hidden or not.
    Raises ``CaseError``."""

    def __init__(self, case: Case, article: str) -> None:
        self.reading: Reading = case.reading(article)
        self.article = self.reading.article
        self.text = self.article.text
        self.events = {record.id: record for record in case.events(article=article, hidden=True)}
        self.statements = {record.id: record for record in case.statements(article=article, hidden=True)}
        local = ids_of(self.reading)
        self._events = {local["events"][e.id]: e for e in self.reading.events}
        self._actors = {local["actors"][a.id]: a for a in self.reading.actors}
        self._times = {t.id: t.span for t in self.reading.times}
        self._places = {p.id: p.span for p in self.reading.places}
        self._quantities = {q.id: q.span for q in self.reading.quantities}
        self._attributions = {local["attributions"][a.id]: a for a in self.reading.attributions}
        self._ids = local["actors"]

    # -- words ---------------------------------------------------------------------------------------------

    def quote(self, span: Span) -> Quote:
        """The words of a span, with what stands around them."""
        start, end = span
        return Quote(
            article=self.article.id,
            start=start,
            end=end,
            exact=self.text[start:end],
            selectors=selectors(self.text, span),
        )

    def quotes(self, spans: Iterable[Span]) -> Quotes:
        """The words of several spans."""
        return tuple(self.quote(span) for span in spans)

    def excerpts(self, words: Sequence[Span], trigger: Sequence[Span] = ()) -> tuple[Excerpt, ...]:
        """The stretches of the article around spans, some 300 characters about each."""
        marks = [*((span, "words") for span in words), *((span, "trigger") for span in trigger)]
        return tuple(
            self._excerpt(first, last, marks) for first, last in clusters((span for span, _ in marks), _GAP)
        )

    def _excerpt(self, first: int, last: int, marks: list[tuple[Span, str]]) -> Excerpt:
        start, end = self._word_start(first), self._word_end(last)
        inside = tuple(mark for mark in marks if start <= mark[0][0] and mark[0][1] <= end)
        return Excerpt(
            start=start,
            text=self.text[start:end],
            marks=inside,
            before=bool(self.text[:start].strip()),
            after=bool(self.text[end:].strip()),
        )

    def _word_start(self, at: int) -> int:
        """Where the excerpt of what stands at ``at`` begins: at a word, where there is one in reach."""
        start = max(0, at - _AROUND)
        if start == 0:
            return 0
        for here in range(start, at):
            if self.text[here - 1].isspace() and not self.text[here].isspace():
                return here
        return start

    def _word_end(self, at: int) -> int:
        end = min(len(self.text), at + _AROUND)
        if end == len(self.text):
            return end
        for here in range(end, at, -1):
            if self.text[here].isspace() and not self.text[here - 1].isspace():
                return here
        return end

    # -- parties -------------------------------------------------------------------------------------------

    def party(self, part: Part, party: Party) -> PartyThen:
        """Somebody of a record, with where the article first names him and the roles it gives him."""
        actor = self._actors.get(party.id)
        if actor is None:
            return PartyThen(part=part, party=party, quotes=())
        return PartyThen(
            part=part,
            party=party,
            quotes=self.quotes(actor.mentions[:1]),
            roles=tuple(RoleThen(role=role, quotes=self.quotes(role.spans)) for role in actor.roles),
        )

    # -- records -------------------------------------------------------------------------------------------

    def reported(self, event: EventRecord, report: Report | None) -> Reported:
        """An event record with all its words."""
        found = self._events[event.id]
        return Reported(
            event=event,
            report=report,
            excerpts=self.excerpts(event.evidence_spans, event.trigger_spans),
            passage=self.quotes(event.evidence_spans),
            trigger=self.quotes(event.trigger_spans),
            when=self.quotes(self._of(self._times, found.time)),
            where=self.quotes(self._of(self._places, found.place)),
            parties=(
                *(self.party("actor", one) for one in event.actors),
                *(self.party("recipient", one) for one in event.recipients),
            ),
            counts=tuple(self._counted(event, found)),
            chain=tuple(self.said(self.statements[id]) for id in event.statements if id in self.statements),
        )

    def _counted(self, event: EventRecord, found: Event) -> Iterator[Counted]:
        for count, local in zip(event.counts, found.quantities, strict=False):
            yield Counted(count=count, quotes=self.quotes(self._of(self._quantities, local)))

    def _of(self, spans: dict[str, Span], local: str | None) -> list[Span]:
        return [spans[local]] if local in spans else []

    def said(self, record: StatementRecord) -> Said:
        """A statement record with all its words."""
        parties = [self.party("speaker", record.speaker)] if record.speaker else []
        parties += [self.party("co-speaker", one) for one in record.co_speakers]
        parties += [self.party("addressee", record.addressee)] if record.addressee else []
        return Said(
            record=record,
            parties=tuple(parties),
            source=self.quotes(record.source_spans),
            cue=self.quotes(record.cue_spans),
            content=self.quotes(record.content_spans),
        )

    def spoken(self, record: StatementRecord, saying: str | None) -> Spoken:
        """A statement record in its context, with the statements around it."""
        chain = [record]
        while (around := chain[0].within) in self.statements and around is not None:
            chain.insert(0, self.statements[around])
        words = (*record.source_spans, *record.cue_spans, *record.content_spans)
        return Spoken(
            said=self.said(record),
            excerpts=self.excerpts(words),
            chain=tuple(self.said(one) for one in chain),
            saying=saying,
        )

    # -- before corrections --------------------------------------------------------------------------------

    def as_read(self, id: str) -> dict[str, Any]:
        """The fields of a record that can be re-coded, as the article was read: of an event, a statement or
        an actor of this article; empty for anything else."""
        if (event := self._events.get(id)) is not None:
            time = next((t for t in self.reading.times if t.id == event.time), None)
            return {
                "type": event.type,
                "status": event.status,
                "cameo": event.cameo,
                "modes": list(event.modes),
                "contexts": list(event.contexts),
                "earliest": time.earliest if time else None,
                "latest": time.latest if time else None,
                "actors": [self._ids[a] for a in event.actors],
                "recipients": [self._ids[a] for a in event.recipients],
            }
        if (said := self._attributions.get(id)) is not None:
            return {
                "stance": said.stance,
                "polarity": said.polarity,
                "speaker": self._ids.get(said.speaker or ""),
            }
        if (actor := self._actors.get(id)) is not None:
            return {
                "name": actor.name,
                "country": actor.country,
                "sectors": list(actor.sectors),
                "kind": actor.kind,
            }
        return {}

    def names(self) -> dict[str, str]:
        """Names of the article's actors by their ids."""
        return {id: actor.name for id, actor in self._actors.items()}
