"""What a packet is made of: entries, the reports in them, and everything quoted with the place where it
stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from sayso.case import CaseRecord, Correction, Count, EventRecord, Link, Party, StatementRecord
from sayso.records import Article, Role, Span
from sayso.stories import Happening, Report, Saying, Story

Kind = Literal["happening", "saying", "event", "statement", "article", "story"]
"""What an entry is about. An event is one by itself only where no happening has it."""

Part = Literal["actor", "recipient", "speaker", "co-speaker", "addressee"]

NO_NUMBERS = frozenset({"place", "date", "actor", "happened"})
"""What the claims are about that give no number."""


class Quote(CaseRecord, frozen=True, kw_only=True):
    """Words of an article: ``exact`` is ``text[start:end]`` in code points, ``selectors`` are those of
    ``exports.selectors``."""

    article: str
    start: int
    end: int
    exact: str
    selectors: list[dict[str, Any]]


Quotes = tuple[Quote, ...]


class Excerpt(CaseRecord, frozen=True, kw_only=True):
    """A stretch of an article from code point ``start`` on, with the spans of the article in it that are
    meant: ``words``, and among them the ``trigger``. ``before`` and ``after`` tell whether the article goes
    on there."""

    start: int
    text: str
    marks: tuple[tuple[Span, str], ...]
    before: bool
    after: bool


class RoleThen(CaseRecord, frozen=True, kw_only=True):
    """An office as the article gives it, with its words."""

    role: Role
    quotes: Quotes


class PartyThen(CaseRecord, frozen=True, kw_only=True):
    """Somebody in a report, with where the article first names him and the roles that it gives him.
    ``quotes`` is empty where a correction put him there from elsewhere."""

    part: Part
    party: Party
    quotes: Quotes
    roles: tuple[RoleThen, ...] = ()


class Counted(CaseRecord, frozen=True, kw_only=True):
    """A number of a report with its words."""

    count: Count
    quotes: Quotes


class Changed(CaseRecord, frozen=True, kw_only=True):
    """A correction, and for each field that it re-codes what it was before; ``names`` are names of the
    records in it; ``undoing`` is the correction that takes it back."""

    correction: Correction
    before: dict[str, Any]
    undoing: Correction | None = None
    names: dict[str, str]


class Said(CaseRecord, frozen=True, kw_only=True):
    """A statement with the words for the source, the saying and what is said."""

    record: StatementRecord
    parties: tuple[PartyThen, ...]
    source: Quotes
    cue: Quotes
    content: Quotes


class Reported(CaseRecord, frozen=True, kw_only=True):
    """One event record with its words. ``report`` is how the happening has it, null where it is in none;
    ``chain`` are the statements that it stands in, the outermost first; ``copies`` are records whose
    passage is copied from this one's; ``happening`` is the one that it belongs to."""

    event: EventRecord
    report: Report | None
    excerpts: tuple[Excerpt, ...]
    passage: Quotes
    trigger: Quotes
    when: Quotes
    where: Quotes
    parties: tuple[PartyThen, ...]
    counts: tuple[Counted, ...]
    chain: tuple[Said, ...]
    copies: tuple[Reported, ...] = ()
    happening: Happening | None = None


class Spoken(CaseRecord, frozen=True, kw_only=True):
    """One statement record with its words in context; ``chain`` are the statements around it and itself, the
    outermost first; ``saying`` is the id of the one over articles that it belongs to."""

    said: Said
    excerpts: tuple[Excerpt, ...]
    chain: tuple[Said, ...]
    saying: str | None = None


class Target(CaseRecord, frozen=True, kw_only=True):
    """Something that a packet is to be about, as ids were found; ``asked`` are the ids as they were given,
    none where a story brought it along."""

    kind: Kind
    id: str
    asked: tuple[str, ...]
    heading: str
    support: str = ""


class Entry(CaseRecord, frozen=True, kw_only=True):
    """One target with everything behind it. ``gone`` are reports of the happening whose record cannot be
    found any more; ``unknown`` are sentences on what is not known."""

    target: Target
    happening: Happening | None = None
    saying: Saying | None = None
    story: Story | None = None
    reports: tuple[Reported, ...] = ()
    statements: tuple[Spoken, ...] = ()
    gone: tuple[Report, ...] = ()
    corrections: tuple[Changed, ...] = ()
    unknown: tuple[str, ...] = ()

    def every_report(self) -> Iterator[Reported]:
        """Its reports, each before its copies."""
        for one in self.reports:
            yield one
            yield from one.copies


class Shared(CaseRecord, frozen=True, kw_only=True):
    """Another article of the packet that has words of this one: the share of this one's words, and where they
    stand in this one and in the other."""

    other: str
    copy: bool
    share: float
    passages: tuple[tuple[Span, Span], ...]


class AboutArticle(CaseRecord, frozen=True, kw_only=True):
    """An article behind the packet: ``length`` is in code points; ``inputs`` and ``run`` are links of
    ``Case.why``; ``damage`` are kinds of marks on it, with their places."""

    article: Article
    length: int
    inputs: tuple[Link, ...]
    run: str
    shares: tuple[Shared, ...] = ()
    damage: tuple[tuple[str, Span], ...] = ()
