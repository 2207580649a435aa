"""PLOVER: one JSON object an event, with the fields of the PLOVER manual (2024-02-04).

What did not happen carries an auxiliary mode of PLOVER (``future``, ``hypothetical``, ``negation``) beside
its own modes, and its status in ``comment``; so a reader that knows only modes is not misled."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sayso.case import Party, Where
from sayso.events.codebook import load
from sayso.exports._cells import present, write_jsonl
from sayso.exports._facts import according_to, city_of, day_of, exact, score_of
from sayso.exports._parties import name_of, primary
from sayso.exports._records import Format, Item, Options, Row
from sayso.exports._source import Source
from sayso.version import VERSION

FIELDS = (
    "id", "has_event", "date", "enddate", "actor", "recipient", "event", "event_loc", "event_text",
    "quad_code", "event_scale", "mode", "context", "size", "text", "text_info", "cite_info", "coder",
    "coded_date", "coded_time", "comment",
)  # fmt: skip
"""Fields of a record that we write; the manual's others (``time``, ``link``) are left out."""

AUXILIARY = {
    "planned": "future",
    "hypothetical": "hypothetical",
    "denied": "negation",
    "cancelled": "negation",
}


def rows(item: Item, options: Options, source: Source) -> Iterator[Row]:
    """One record; fields that are empty are left out, ``actor`` and ``recipient`` are always there."""
    event, article = item.event, item.article
    book = load()
    first = min((start for start, _ in event.evidence_spans), default=None)
    last = max((end for _, end in event.evidence_spans), default=None)
    made: dict[str, Any] = {
        "id": event.id,
        "has_event": True,
        **_days(item, options),
        "event_loc": _place(event.where),
        "event": [event.type],
        "event_text": event.trigger,
        "quad_code": book.quad(event.type),
        "event_scale": score_of(event),
        "mode": [*event.modes, *_auxiliary(event.status)],
        "context": list(event.contexts),
        "size": present({what: exact(item, what) for what in ("dead", "injured", "arrested")}),
        "text": event.words,
        "text_info": {"start": first, "end": last} if event.evidence_spans else None,
        "cite_info": present(
            {
                "url": article.url,
                "title": article.title,
                "publication": article.outlet,
                "citation": article.id,
                "coder": "sayso",
                "codebook": book.version,
                "version": VERSION,
            }
        ),
        "coder": "sayso",
        "coded_date": article.added[:10],
        "coded_time": article.added[11:19],
        "comment": _comment(item),
    }
    made = present(made) | {
        "actor": [_entity(party) for party in event.actors],
        "recipient": [_entity(party) for party in event.recipients],
    }
    yield {name: made[name] for name in FIELDS if name in made}


def _days(item: Item, options: Options) -> dict[str, str | None]:
    when = item.event.when
    earliest, latest = (when.earliest, when.latest) if when else (None, None)
    if not earliest and not latest:
        return {"date": day_of(item, options)}
    return {"date": earliest or latest, "enddate": latest if earliest and latest != earliest else None}


def _auxiliary(status: str) -> list[str]:
    return [AUXILIARY[status]] if status in AUXILIARY else []


def _comment(item: Item) -> str:
    said = f"according to: {according_to(item)}" if item.event.said_by else ""
    status = "" if item.event.status == "happened" else f"status: {item.event.status}"
    return "; ".join(filter(None, (status, said)))


def _entity(party: Party) -> dict[str, Any]:
    return present(
        {
            "code": party.country,
            "sector": primary(party),
            "entity_text": party.name,
            "identifier_id": party.entity or party.id,
            "identifier_text": name_of(party),
        }
    )


def _place(where: Where | None) -> dict[str, Any]:
    if where is None:
        return {}
    return present(
        {
            "extracted_place": where.words,
            "resolved_place": where.name,
            "geonameid": where.geonames_id,
            "lat": where.lat,
            "lon": where.lon,
            "city": city_of(where),
            "province": where.admin1,
            "country": where.country,
            "feature_code": where.feature,
        }
    )


FORMAT = Format(
    name="plover",
    suffix="jsonl",
    about="PLOVER records, one JSON object a line.",
    rows=rows,
    write=write_jsonl,
    requires=("actor", "days"),
    holds=frozenset(
        {"type", "modes", "contexts", "actors", "recipient", "recipients", "countries", "sectors", "entities",
         "place",
         "words", "spans", "article", "unnamed", "undated"}
    ),
    loss={
        "cameo": "PLOVER has no CAMEO codes",
        "status": "an auxiliary mode says that it did not happen, `comment` the status",
        "chain": "kept as words in `comment`, without the statements",
        "more_sectors": "the primary one is kept",
        "days": "`date` and `enddate` are the ends; where one end is open, `date` is the other",
        "counts": "`size` has dead, injured and arrested, where there is one number that is no range",
        "ranges": "left out of `size`",
        "counted_by": "no field",
        "basis": "no field",
        "confidence": "no field",
        "run": "`cite_info` has the version of Sayso and of the codebook, not the run",
        "corrections": "applied, but not told",
        "origins": "no field",
        "disputes": "no field",
    },
)  # fmt: skip
