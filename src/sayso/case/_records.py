"""What queries give: small frozen records, each with the words it rests on and the run that made it."""

from __future__ import annotations

from typing import Any

import msgspec

from sayso import drawn
from sayso.intake import Finding
from sayso.records import Spans

__all__ = [
    "ActorRecord",
    "Correction",
    "Count",
    "Days",
    "DetailRecord",
    "EventRecord",
    "Hit",
    "InputRecord",
    "Link",
    "Party",
    "RoleRecord",
    "RunRecord",
    "StatementRecord",
    "When",
    "Where",
]


class CaseRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Base of the records of a case."""

    def line(self) -> str:
        """What stands for the record in a cell: its id."""
        return str(getattr(self, "id", ""))

    def _repr_html_(self) -> str | None:
        return drawn.html(self)


class Days(CaseRecord, frozen=True, kw_only=True):
    """An interval of days, ISO, ends included, and how it is known; null where open or unknown."""

    earliest: str | None = None
    latest: str | None = None
    basis: str = "unknown"


class Party(CaseRecord, frozen=True, kw_only=True):
    """Somebody in an event or statement. ``name`` is the article's, ``entity`` the id of the actor that
    stands for all with whom this one is joined over articles, ``known_as`` that actor's name. ``country``
    is the article's; where the article gives none it is the entity's, and ``country_basis`` says so."""

    id: str
    name: str
    kind: str
    country: str | None = None
    country_basis: str = "unknown"
    sectors: tuple[str, ...] = ()
    entity: str = ""
    known_as: str = ""


class When(CaseRecord, frozen=True, kw_only=True):
    """The time of an event: the words, what they mean, and on what basis."""

    words: str
    value: str
    earliest: str | None = None
    latest: str | None = None
    basis: str


class Where(CaseRecord, frozen=True, kw_only=True):
    """The place of an event: the words and the place they name. Coordinates are WGS 84 degrees."""

    words: str
    name: str
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonames_id: int | None = None
    feature: str | None = None
    basis: str


class Count(CaseRecord, frozen=True, kw_only=True):
    """How many: a range, ends included, null where open, and who gives the number. ``qualifier`` is about, at
    least ...; ``statements`` are ids of the statements it stands in, the outermost first."""

    words: str
    what: str
    unit: str | None = None
    low: int | float | None = None
    high: int | float | None = None
    qualifier: str | None = None
    rule: str
    said_by: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()


class EventRecord(CaseRecord, frozen=True, kw_only=True):
    """A coded event of one article. ``said_by`` names who says so, the outermost first, and ``statements``
    are the ids of what they say; ``words`` is the passage and ``trigger`` the words that stand for the
    event; spans are code points of the article's text. ``reported`` are the days of publication.
    ``corrections`` are ids of what people changed about it."""

    id: str
    type: str
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    status: str
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    when: When | None = None
    where: Where | None = None
    counts: tuple[Count, ...] = ()
    said_by: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    words: str
    trigger: str
    confidence: float
    article: str
    title: str | None = None
    outlet: str | None = None
    reported: Days = Days()
    evidence_spans: Spans = ()
    trigger_spans: Spans = ()
    run: str
    corrections: tuple[str, ...] = ()


class StatementRecord(CaseRecord, frozen=True, kw_only=True):
    """A statement of one article. ``chain`` names who says so, the outermost first and the speaker last;
    ``words`` is what is said, ``source`` and ``cue`` the words for the speaker and for the saying.
    ``within`` is the id of the statement around it. ``about`` are actors named in it. ``articles`` is the
    number of articles that carry the same words, null where they are too few to tell."""

    id: str
    kind: str
    stance: str
    polarity: str
    speaker: Party | None = None
    co_speakers: tuple[Party, ...] = ()
    addressee: Party | None = None
    chain: tuple[str, ...] = ()
    words: str
    source: str
    source_type: str
    cue: str
    about: tuple[Party, ...] = ()
    within: str | None = None
    confidence: float
    article: str
    title: str | None = None
    outlet: str | None = None
    reported: Days = Days()
    articles: int | None = None
    content_spans: Spans = ()
    source_spans: Spans = ()
    cue_spans: Spans = ()
    run: str
    corrections: tuple[str, ...] = ()


class RoleRecord(CaseRecord, frozen=True, kw_only=True):
    """A role as one article gives it, with its words and the days on which the article was published."""

    title: str
    since: str | None = None
    until: str | None = None
    basis: str
    words: str
    article: str
    reported: Days = Days()


class ActorRecord(CaseRecord, frozen=True, kw_only=True):
    """An actor: of one article, or all that are joined over articles, as ``members`` says.

    ``names`` are the ways in which articles name the actor; ``reasons`` say for each member why it is joined,
    with the anchor's left out. ``articles`` counts articles, not independent sources.
    """

    id: str
    name: str
    kind: str
    known_as: str | None = None
    country: str | None = None
    country_basis: str = "unknown"
    sectors: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    roles: tuple[RoleRecord, ...] = ()
    articles: int = 1
    statements: int = 0
    events: int = 0
    members: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None
    corrections: tuple[str, ...] = ()


class DetailRecord(CaseRecord, frozen=True, kw_only=True):
    """A time, place or quantity of one article: its words, and the record as the Reading has it."""

    id: str
    part: str
    words: str
    record: dict[str, Any]
    article: str
    title: str | None = None
    outlet: str | None = None
    run: str


class Link(CaseRecord, frozen=True, kw_only=True):
    """A link in a chain of evidence: what it is, the id of what it leads to, and what is known of that."""

    step: str
    id: str
    about: dict[str, Any]


class InputRecord(CaseRecord, frozen=True, kw_only=True):
    """What became of one input. ``status`` is ``kept``, ``copy of`` (its article is already there, from
    another input), ``dropped`` (there is no article in it) or ``failed`` (there may be one)."""

    id: str
    source: str
    status: str
    article: str | None = None
    title: str | None = None
    code: str | None = None
    reason: str | None = None
    findings: tuple[Finding, ...] = ()
    encoding: str | None = None
    size: int | None = None
    sha256: str | None = None
    added: str


class Hit(CaseRecord, frozen=True, kw_only=True):
    """An article that a search found. ``snippet`` is ``text[start:end]`` of ``span``; ``marks`` are the
    spans of the hits in the article's text."""

    id: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    reported: Days = Days()
    snippet: str
    span: tuple[int, int]
    marks: Spans = ()
    events: int = 0
    statements: int = 0
    score: float = 0.0
    run: str


class RunRecord(CaseRecord, frozen=True, kw_only=True):
    """A run: the version of everything that articles were read with. ``articles`` counts its Readings."""

    id: str
    sayso: str
    code_sha256: str
    models: dict[str, str]
    codebook: str
    options: dict[str, Any]
    begun: str
    articles: int = 0
    current: int = 0


class Correction(CaseRecord, frozen=True, kw_only=True):
    """What somebody changed, and why. ``undone`` is the id of the correction that undoes this one."""

    id: str
    action: str
    target: str
    value: dict[str, Any]
    who: str
    why: str
    at: str
    undone: str | None = None
