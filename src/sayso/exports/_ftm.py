"""FollowTheMoney entities, one JSON object a line, for Aleph and its kin.

First each article (``Article``) and each actor (``Person``, ``Organization``, ``PublicBody``,
``LegalEntity``); then each event that happened (``Event``), with ``involved`` for its parties, who does it in
``notes``, and ``proof`` for its article; then each statement as a ``Note`` on its speaker, with ``proof`` for
its article and the chain in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sayso.case import ActorRecord, Carrier, Party
from sayso.countries import country
from sayso.exports._cells import pictured, write_jsonl
from sayso.exports._codes import state
from sayso.exports._facts import according_to
from sayso.exports._parties import name_of
from sayso.exports._records import Format, Item, Options, Row, Said
from sayso.exports._source import Source

PUBLIC = frozenset({"GOV", "JUD", "LEG", "MIL", "COP", "SPY"})
"""Sectors that make an organisation a public body."""


def entity(id: str, schema: str, **properties: Any) -> dict[str, Any]:
    """An entity as FollowTheMoney writes it: each property is a list of strings, empty ones are left out."""
    made: dict[str, list[str]] = {}
    for name, value in properties.items():
        values = value if isinstance(value, list | tuple) else [value]
        kept = [pictured(str(v)) for v in dict.fromkeys(values) if v not in (None, "")]
        if kept:
            made[name] = kept
    return {"id": key(id), "schema": schema, "properties": made}


def key(id: str) -> str:
    """An id of ours as FollowTheMoney takes it: ``e-9d7f``, because it allows no underscore."""
    return id.replace("_", "-")


def before(source: Source) -> Iterator[Row]:
    """Articles, then actors."""
    for article in source.articles():
        yield _article(article)
    for actor in source.case.actors(hidden=True):
        if actor.kind != "thing":
            yield entity(
                actor.id,
                schema_of(actor),
                name=actor.name,
                alias=[name for name in actor.names if name != actor.name],
                country=country_code(actor.country),
                sector=list(actor.sectors) if actor.kind != "person" else [],
                position=[role.title for role in actor.roles] if actor.kind == "person" else [],
            )


def _article(article: Carrier) -> dict[str, Any]:
    return entity(
        article.id,
        "Article",
        title=article.title,
        author=article.byline,
        publisher=article.outlet,
        sourceUrl=article.url,
        publishedAt=_date(article.reported.earliest, article.reported.latest),
        retrievedAt=article.added.removesuffix("Z"),
        language="eng",
    )


def schema_of(actor: ActorRecord) -> str:
    """The schema of an actor; groups and what is unknown are a LegalEntity, the most general one."""
    if actor.kind == "person":
        return "Person"
    if actor.kind == "country" or (actor.kind == "organisation" and PUBLIC & set(actor.sectors)):
        return "PublicBody"
    return "Organization" if actor.kind == "organisation" else "LegalEntity"


def country_code(code: str | None) -> str:
    """ISO 3166-1 alpha-2 in lower case, ``eu`` for the European Union; empty for what is no country."""
    if code == "EUR":
        return "eu"
    return country(code).iso2.lower() if code and state(code).iso3 else ""


def _date(earliest: str | None, latest: str | None) -> str:
    """A day, or the month or year in which both ends lie: dates of FollowTheMoney have such precisions."""
    if not earliest or not latest:
        return ""
    return next((earliest[:n] for n in (10, 7, 4) if earliest[:n] == latest[:n]), "")


def event_rows(item: Item, options: Options, source: Source) -> Iterator[Row]:
    """One Event."""
    event, article, where = item.event, item.article, item.event.where
    day = event.when.earliest if event.when else None
    last = event.when.latest if event.when else None
    yield entity(
        event.id,
        "Event",
        name=f"{event.type}: {event.trigger}",
        summary=event.words,
        keywords=[event.type, *event.modes, *event.contexts],
        recordId=event.id,
        date=day if day == last else "",
        startDate=day if day != last else "",
        endDate=last if day != last else "",
        location=where.name if where else "",
        country=country_code(where.country) if where else "",
        involved=_ids((*event.actors, *event.recipients)),
        sourceUrl=article.url,
        publisher=article.outlet,
        proof=key(article.id),
        notes=[
            *(f"actor: {name_of(party)}" for party in event.actors),
            *(f"recipient: {name_of(party)}" for party in event.recipients),
            *([f"according to: {according_to(item)}"] if event.said_by else []),
            *(f"{count.what}: {count.words}" for count in event.counts),
            *(["status: ongoing"] if event.status == "ongoing" else []),
        ],
    )


def statement_rows(said: Said, options: Options, source: Source) -> Iterator[Row]:
    """One Note on the speaker, with the article for its proof."""
    found, article = said.statement, said.article
    speakers = [*([found.speaker] if found.speaker else []), *found.co_speakers]
    chain = " > ".join(found.chain) or found.source
    yield entity(
        found.id,
        "Note",
        name=f"{found.stance}: {chain}" if chain else found.stance,
        description=found.words,
        entity=_ids(speakers),
        proof=key(article.id),
        keywords=[found.kind, found.stance, found.polarity],
        notes=[f"according to: {chain}"] if len(found.chain) > 1 else [],
        sourceUrl=article.url,
        publisher=article.outlet,
    )


def _ids(parties: Any) -> list[str]:
    found: list[Party] = [party for party in parties if party.kind != "thing"]
    return [key(party.entity or party.id) for party in found]


FORMAT = Format(
    name="ftm",
    suffix="ftm.json",
    about="Articles, actors, events that happened and statements as FollowTheMoney entities.",
    rows=event_rows,
    write=write_jsonl,
    before=before,
    happened_only=True,
    holds=frozenset(
        {"type", "modes", "contexts", "actors", "recipient", "recipients", "unnamed", "countries", "sectors",
         "more_sectors", "entities", "days", "undated", "words", "article"}
    ),
    loss={
        "cameo": "no property",
        "status": "what goes on is told in `notes`",
        "chain": "kept as words in `notes`",
        "place": "its name and country are kept, coordinates are not",
        "counts": "kept as words in `notes`",
        "ranges": "kept as words in `notes`",
        "counted_by": "no property",
        "basis": "no property",
        "spans": "no property",
        "confidence": "no property",
        "run": "no property",
        "corrections": "applied, but not told",
        "origins": "no property",
        "disputes": "no property",
    },
    also=(
        Format(
            name="ftm",
            suffix="ftm.json",
            about="",
            of="statements",
            rows=statement_rows,
            write=write_jsonl,
            holds=frozenset({"kind", "polarity", "speakers", "unnamed"}),
            loss={
                "chain": "kept as words in `notes`",
                "addressee": "no property",
                "about": "no property",
                "cue": "no property",
                "spans": "no property",
                "days": "the Article has the month or year in which they lie",
                "confidence": "no property",
                "run": "no property",
                "corrections": "applied, but not told",
            },
        ),
    ),
)  # fmt: skip
