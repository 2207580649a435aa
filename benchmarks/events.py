"""Events: PLOVER type, mode, CAMEO code and actors, on the PLOVER gold records, PLV and our quiet sentences.

Denied deeds are no events to these sets. Actors become the source, recipients the target; where an event that
takes two sides has no recipient and several actors, it is marked reciprocal, as the codebook codes it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from benchmarks.gold import GoldSet, Row, readings, scorer
from sayso.records import Actor, Event, Reading, Span

__all__ = ["SETS"]

INTERNATIONAL = frozenset({"UNO", "EUR", "NGO", "ISM"})
"""Codes of ours for whom the PLOVER gold records (of 2016) have IGO alone; those of NGEC tell them apart."""

RECIPROCAL = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "ASSAULT"})
"""Types whose sides all stand in the actor list where nobody is the recipient (PLOVER manual)."""


def gsr(rows: Sequence[Row]) -> dict[str, float]:
    """Against the PLOVER gold standard records: everything they state."""
    found = _scored(rows, _as_in_2016)
    keys = {
        "type_f1": "plover16", "quad_f1": "quad", "mode_f1": "mode", "cameo_f1": "cameo",
        "source_country_f1": "src", "target_country_f1": "tgt", "dyad_f1": "dyad", "tuple_f1": "tuple",
    }  # fmt: skip
    return {name: _percent(found, key) for name, key in keys.items()}


def plv(rows: Sequence[Row]) -> dict[str, float]:
    """Against PLV: 15 types (YIELD for CONCEDE and RETREAT), quad classes (SANCTION in 4, as in PLV and in
    our codebook), the words of source and target."""
    found = _scored(rows)
    figures = {name: _percent(found, key) for name, key in {"type_f1": "root15", "quad_f1": "quad_b"}.items()}
    spans = found.get("spans", {}).get("overlap", {"F1": 0.0})
    return figures | {"actor_span_f1": 100 * spans["F1"]}


def quiet(rows: Sequence[Row]) -> dict[str, float]:
    """The share of sentences without an event in which none is found."""
    return {"left_alone": 100 * sum(not _events(reading) for _, reading in readings(rows)) / len(rows)}


def _as_in_2016(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    for side in (s for e in events for s in (*e["source"], *e["target"])):
        side["country"] = "IGO" if side["country"] in INTERNATIONAL else side["country"]
    return events


def _scored(
    rows: Sequence[Row], fit: Callable[[list[dict[str, Any]]], list[dict[str, Any]]] = lambda events: events
) -> dict[str, Any]:
    predicted = [{"id": row["id"], "events": fit(_events(reading))} for row, reading in readings(rows)]
    found: dict[str, Any] = scorer("events").score(list(rows), predicted)
    return found


def _percent(found: dict[str, Any], key: str) -> float:
    return 100 * float(found.get(key, {}).get("F1", 0.0))


def _events(reading: Reading) -> list[dict[str, Any]]:
    actors = {actor.id: actor for actor in reading.actors}
    return [_flat(event, actors) for event in reading.events if event.status != "denied"]


def _flat(event: Event, actors: dict[str, Actor]) -> dict[str, Any]:
    two_sided = event.type in RECIPROCAL and len(event.actors) > 1 and not event.recipients
    return {
        "plover": event.type,
        "mode": event.modes[0] if event.modes else None,
        "cameo": event.cameo,
        "reciprocal": two_sided,
        "source": [_side(actors[i], event) for i in event.actors],
        "target": [_side(actors[i], event) for i in event.recipients],
    }


def _side(actor: Actor, event: Event) -> dict[str, Any]:
    return {
        "country": actor.country,
        "sector": actor.sectors[0] if actor.sectors else None,
        "text": actor.name,
        "span": _nearest(actor, event),
    }


def _nearest(actor: Actor, event: Event) -> Span | None:
    """The mention nearest to the trigger: an actor of the record has many, the gold marks one."""
    here = event.trigger[0][0] if event.trigger else 0
    return min(actor.mentions, key=lambda span: abs(span[0] - here), default=None)


SETS = (
    GoldSet(
        name="events.gsr",
        file="events/plover_gsr.dev.jsonl",
        words=4_200,
        score=gsr,
        peers={
            "type_f1": (48.4, "UniversalPetrarch"),
            "quad_f1": (62.3, "UniversalPetrarch"),
            "cameo_f1": (15.9, "UniversalPetrarch, patterns"),
            "source_country_f1": (64.4, "PETRARCH2"),
            "target_country_f1": (64.4, "UniversalPetrarch"),
            "dyad_f1": (50.4, "PETRARCH2"),
            "tuple_f1": (29.5, "PETRARCH2"),
        },
    ),
    GoldSet(
        name="events.plv",
        file="events/plv.dev.jsonl",
        words=13_000,
        score=plv,
        peers={
            "type_f1": (51.6, "UniversalPetrarch, patterns; PLV_test"),
            "quad_f1": (62.5, "UniversalPetrarch; PLV_test"),
        },
    ),
    GoldSet(name="events.quiet", file="benchmarks/quiet.jsonl", words=700, score=quiet),
)
