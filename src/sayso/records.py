"""The nouns of the house: what one article says, as small frozen records.

In: nothing.  Out: the records of a Reading, JSON in and out, one JSON Schema, and a validator.

A *span* is ``(start, end)`` in Unicode code points of ``article.text``, end exclusive, and
``text[start:end]`` is always the quoted words. Fields called ``spans``, ``mentions``, ``source`` ... are
lists of spans, in the order of the text, because quoted matter is often discontinuous.

    >>> reading = decode(encode(Reading(article=article_of("Police said so."))))
    >>> problems(reading)
    []
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any, Literal

import msgspec

from sayso import drawn

__all__ = [
    "FORMAT",
    "PARTS",
    "Actor",
    "Article",
    "Attribution",
    "Damage",
    "Event",
    "Known",
    "Place",
    "Published",
    "Quantity",
    "Reading",
    "Role",
    "Span",
    "Spans",
    "Time",
    "article_of",
    "decode",
    "encode",
    "problems",
    "schema",
]

FORMAT = "sayso-reading/1"
"""Name and version of the JSON format; a reader refuses any other."""

Span = tuple[int, int]
Spans = tuple[Span, ...]

DamageKind = Literal[
    "residue",
    "entity",
    "mojibake",
    "untranslated",
    "torn_sentence",
    "doubled_word",
    "misplaced_quote",
    "odd_word",
]
ActorKind = Literal["person", "organisation", "group", "country", "thing", "unknown"]
AttributionKind = Literal["direct", "mixed", "indirect", "thought", "stance"]
SourceType = Literal["named", "described", "anonymous", "document", "pronoun", "unstated"]
Polarity = Literal["positive", "negative"]
Stance = Literal[
    "says",
    "asserts",
    "denies",
    "confirms",
    "demands",
    "asks",
    "promises",
    "threatens",
    "accuses",
    "condemns",
    "praises",
    "predicts",
    "believes",
    "refuses",
    "reports",
]
EventType = Literal[
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
]
Status = Literal["happened", "ongoing", "planned", "cancelled", "hypothetical", "denied"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
PlaceUse = Literal["literal", "metonym", "modifier"]
Counted = Literal[
    "crowd",
    "dead",
    "injured",
    "arrested",
    "missing",
    "displaced",
    "kidnapped",
    "troops",
    "votes",
    "money",
    "percent",
    "other",
]


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of all records: frozen, built by keyword, strict when decoded."""

    def _repr_html_(self) -> str | None:
        return drawn.html(self)


class Published(Record, frozen=True, kw_only=True):
    """When an article was published: ISO dates ``YYYY-MM-DD``, and how that is known.

    ``basis`` is ``stated`` (given with the input), ``metadata`` (markup of the page), ``dateline`` (read
    in the text), ``inferred`` or ``unknown``. ``best`` is null unless one day is known.
    """

    earliest: str | None = None
    latest: str | None = None
    best: str | None = None
    confidence: float = 0.0
    basis: str = "unknown"
    reasons: tuple[str, ...] = ()


class Known(Record, frozen=True, kw_only=True):
    """How title, outlet, byline and language of an article are known; null where they are not."""

    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    language: str | None = None


class Article(Record, frozen=True, kw_only=True):
    """One input's text, untouched, with what is known about it.

    ``id`` is derived from text, title and URL; ``given_id`` is the id that a JSONL line came with.
    """

    id: str
    given_id: str | None = None
    title: str | None = None
    text: str
    url: str | None = None
    outlet: str | None = None
    byline: str | None = None
    published: Published = Published()
    language: str = "en"
    known: Known = Known()
    bytes_sha256: str
    text_sha256: str


class Damage(Record, frozen=True, kw_only=True):
    """A mark on damaged text: residue of a web page, broken characters, scars of machine translation.

    ``suggestion`` is what probably stood there, or null.
    """

    kind: DamageKind
    span: Span
    note: str
    suggestion: str | None = None


class Role(Record, frozen=True, kw_only=True):
    """An office or function that the text gives a person, with its words."""

    title: str
    since: str | None = None
    until: str | None = None
    basis: str = "stated"
    spans: Spans


class Actor(Record, frozen=True, kw_only=True):
    """Somebody who does, suffers or says something: named or described, all mentions joined.

    ``country`` is an ISO 3166-1 alpha-3 code (or EUR, IGO ... of the PLOVER manual) or null;
    ``country_basis`` says what it was read from; ``sectors`` are PLOVER sectors, the primary one first.
    ``name`` is the fullest name in the text, ``known_as`` the one under which the table of offices or a
    user's own list knows the actor, or null.
    """

    id: str
    name: str
    kind: ActorKind
    known_as: str | None = None
    country: str | None = None
    country_basis: str = "unknown"
    sectors: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    mentions: Spans


class Attribution(Record, frozen=True, kw_only=True):
    """Source, cue and content of one statement, thought or demand.

    ``within`` is the id of the attribution whose content this one stands in; chains are trees.
    ``speaker`` and ``addressee`` are actor ids; a source that the text leaves out is an empty list.
    ``co_speakers`` are the others of a joint statement. ``polarity`` is negative where the source is said not
    to hold the content: it denies or doubts it, or has not said it.
    """

    id: str
    kind: AttributionKind
    stance: Stance
    polarity: Polarity = "positive"
    source: Spans
    source_type: SourceType = "unstated"
    cue: Spans
    content: Spans
    speaker: str | None = None
    co_speakers: tuple[str, ...] = ()
    addressee: str | None = None
    within: str | None = None
    confidence: float


class Event(Record, frozen=True, kw_only=True):
    """A coded political event (PLOVER type and modes, CAMEO code) with its status and say-so.

    ``said_by`` lists the attributions it stands in, the outermost first. ``time``, ``place`` and
    ``quantities`` are ids; each is null or empty where the words support none.
    """

    id: str
    type: EventType
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    status: Status
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    trigger: Spans
    evidence: Spans
    time: str | None = None
    place: str | None = None
    quantities: tuple[str, ...] = ()
    said_by: tuple[str, ...] = ()
    confidence: float


class Time(Record, frozen=True, kw_only=True):
    """A time expression: TIMEX3 type and value, and the interval of days it means, ends included.

    ``earliest`` and ``latest`` are ISO dates or null; ``basis`` says what they were computed from.
    """

    id: str
    span: Span
    type: TimeType
    value: str
    earliest: str | None = None
    latest: str | None = None
    basis: str


class Place(Record, frozen=True, kw_only=True):
    """A toponym. Coordinates are WGS 84 degrees; ``feature`` is a GeoNames feature code.

    ``use`` is ``literal`` (in Minsk), ``metonym`` (Minsk said) or ``modifier`` (the Belarusian capital);
    nothing happens at the latter two. ``alternatives`` are GeoNames ids of other places so called.
    """

    id: str
    span: Span
    name: str
    geonames_id: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    admin1: str | None = None
    feature: str | None = None
    use: PlaceUse
    basis: str
    alternatives: tuple[int, ...] = ()


class Quantity(Record, frozen=True, kw_only=True):
    """A count or an amount as a range: ``low`` to ``high``, ends included, null where open.

    ``what`` is crowd, dead, injured, arrested, missing, displaced, kidnapped, troops, votes, money, percent
    or other. ``unit`` is the currency (ISO 4217, or its word where several have it) of money, ``%`` of
    shares, the noun of other things; null where people are counted. ``rule`` names the rule applied;
    ``estimated_by`` is the id of the attribution it stands in, or null.
    """

    id: str
    span: Span
    what: Counted
    unit: str | None = None
    low: int | float | None = None
    high: int | float | None = None
    qualifier: str | None = None
    estimated_by: str | None = None
    rule: str


class Reading(Record, frozen=True, kw_only=True):
    """What one article says: the contract between the reader and everything after it."""

    format: Literal["sayso-reading/1"] = "sayso-reading/1"
    article: Article
    damage: tuple[Damage, ...] = ()
    actors: tuple[Actor, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    events: tuple[Event, ...] = ()
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()
    quantities: tuple[Quantity, ...] = ()


PARTS = ("damage", "actors", "attributions", "events", "times", "places", "quantities")
"""The parts of a Reading beside its article, in the order they are printed."""


def article_of(
    text: str,
    *,
    title: str | None = None,
    url: str | None = None,
    given_id: str | None = None,
    outlet: str | None = None,
    byline: str | None = None,
    published: Published | None = None,
    language: str = "en",
    known: Known | None = None,
    raw: bytes | None = None,
) -> Article:
    """Make an Article of a text, with its content-derived id and digests.

    ``text`` is kept as it is; it must hold no lone surrogates (intake replaces them). ``raw`` are the
    input's bytes where there were any, else the digest is that of the text in UTF-8.
    """
    encoded = text.encode("utf-8")
    key = "\x1f".join((text, title or "", url or "")).encode("utf-8")
    return Article(
        id="a_" + hashlib.sha256(key).hexdigest()[:16],
        given_id=given_id,
        title=title,
        text=text,
        url=url,
        outlet=outlet,
        byline=byline,
        published=published or Published(),
        language=language,
        known=known or Known(),
        bytes_sha256=hashlib.sha256(encoded if raw is None else raw).hexdigest(),
        text_sha256=hashlib.sha256(encoded).hexdigest(),
    )


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Reading)


def encode(reading: Reading, only: Iterable[str] | None = None) -> bytes:
    """One line of JSON, keys in the order of the records. ``only`` names the PARTS to keep."""
    if only is None:
        return _encoder.encode(reading)
    kept = {"format": reading.format, "article": reading.article}
    wanted = set(only)
    kept |= {part: getattr(reading, part) for part in PARTS if part in wanted}
    return _encoder.encode(kept)


def decode(data: bytes | str) -> Reading:
    """Read a Reading back from JSON. Raises ``msgspec.ValidationError`` where it is not one."""
    return _decoder.decode(data)


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a Reading."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(Reading)}


def problems(reading: Reading) -> list[str]:
    """Everything in a Reading that does not hold together; an empty list is a valid Reading.

    Checked: every span is ``0 <= start < end <= len(text)``, span lists are in order and do not overlap,
    ids are unique and every reference points to one, and ``within`` chains are trees.
    """
    return [*_span_problems(reading), *_reference_problems(reading), *_chain_problems(reading)]


def _all_spans(reading: Reading) -> Iterator[tuple[str, Spans]]:
    for n, damage in enumerate(reading.damage):
        yield f"damage[{n}].span", (damage.span,)
    for actor in reading.actors:
        yield f"{actor.id}.mentions", actor.mentions
        for role in actor.roles:
            yield f"{actor.id}.roles.spans", role.spans
    for attribution in reading.attributions:
        for name in ("source", "cue", "content"):
            yield f"{attribution.id}.{name}", getattr(attribution, name)
    for event in reading.events:
        yield f"{event.id}.trigger", event.trigger
        yield f"{event.id}.evidence", event.evidence
    for part in (reading.times, reading.places, reading.quantities):
        for record in part:
            yield f"{record.id}.span", (record.span,)


def _span_problems(reading: Reading) -> Iterator[str]:
    length = len(reading.article.text)
    for where, spans in _all_spans(reading):
        before = 0
        for start, end in spans:
            if not 0 <= start < end <= length:
                yield f"{where}: [{start}, {end}] is not a span of a text of {length} characters"
            elif start < before:
                yield f"{where}: [{start}, {end}] overlaps the span before it or is out of order"
            before = end


def _reference_problems(reading: Reading) -> Iterator[str]:
    ids: dict[str, set[str]] = {}
    for part in PARTS[1:]:
        listed = [record.id for record in getattr(reading, part)]
        ids[part] = set(listed)
        if len(ids[part]) < len(listed):
            yield f"{part}: an id stands twice"

    def missing(where: str, part: str, *references: str | None) -> Iterator[str]:
        for reference in references:
            if reference is not None and reference not in ids[part]:
                yield f"{where}: {reference} is not in {part}"

    for a in reading.attributions:
        yield from missing(f"{a.id}.speaker", "actors", a.speaker)
        yield from missing(f"{a.id}.co_speakers", "actors", *a.co_speakers)
        yield from missing(f"{a.id}.addressee", "actors", a.addressee)
        yield from missing(f"{a.id}.within", "attributions", a.within)
    for e in reading.events:
        yield from missing(f"{e.id}.actors", "actors", *e.actors)
        yield from missing(f"{e.id}.recipients", "actors", *e.recipients)
        yield from missing(f"{e.id}.said_by", "attributions", *e.said_by)
        yield from missing(f"{e.id}.time", "times", e.time)
        yield from missing(f"{e.id}.place", "places", e.place)
        yield from missing(f"{e.id}.quantities", "quantities", *e.quantities)
    for q in reading.quantities:
        yield from missing(f"{q.id}.estimated_by", "attributions", q.estimated_by)


def _chain_problems(reading: Reading) -> Iterator[str]:
    parent = {a.id: a.within for a in reading.attributions}
    for start in parent:
        seen = {start}
        here = parent[start]
        while here is not None:
            if here in seen:
                yield f"{start}.within: the chain comes back to {here}"
                break
            seen.add(here)
            here = parent.get(here)
