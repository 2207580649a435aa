"""Label Studio pre-annotations: one task an article, with the words of its events and their parties.

Offsets are code points of the text. Each span of an event's trigger is a region with the PLOVER type; the
first has the id of the event and its status as a choice. Each party is a region on its first mention in the
article, and a relation leads to it from the event. Articles without events are tasks too: what was
overlooked is to be found as well. The interface that these fit is in docs/exports.md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sayso.case import Party
from sayso.exports._cells import json_list, present
from sayso.exports._facts import positions
from sayso.exports._records import Format, Item, Options, Row
from sayso.records import Event, Reading, Span
from sayso.version import VERSION


def grouped(reading: Reading, items: Sequence[Item], options: Options) -> Iterator[Row]:
    """One task."""
    article = reading.article
    regions: dict[str, dict[str, Any]] = {}
    others: list[dict[str, Any]] = []
    for item in items:
        event = item.event
        for n, span in enumerate(event.trigger_spans or event.evidence_spans):
            name = f"{event.id}.{n}" if n else event.id
            regions[name] = _region(
                article.text, options, name, span, "labels", [event.type], event.confidence
            )
            if not n:
                others.append(_region(article.text, options, name, span, "choices", [event.status], None))
        local = _local_event(reading, item)
        for role, parties in (("actor", event.actors), ("recipient", event.recipients)):
            for party in parties:
                mention = _first_mention(reading, local, party)
                if mention is not None:
                    regions.setdefault(party.id, _party(article.text, options, party, mention))
                    others.append(_relation(event.id, party.id, role))
    yield {
        "data": present(
            {"article": article.id, "text": article.text, "title": article.title, "url": article.url}
        ),
        "predictions": [{"model_version": f"sayso {VERSION}", "result": [*regions.values(), *others]}],
    }


def _region(
    text: str, options: Options, name: str, span: Span, kind: str, values: list[str], score: float | None
) -> dict[str, Any]:
    start, end = positions(text, span, options)
    value = {"start": start, "end": end, "text": text[slice(*span)], kind: values}
    from_name = "label" if kind == "labels" else "status"
    made = {"id": name, "from_name": from_name, "to_name": "text", "type": kind, "value": value}
    return made if score is None else made | {"score": score}


def _party(text: str, options: Options, party: Party, span: Span) -> dict[str, Any]:
    return _region(text, options, party.id, span, "labels", ["party"], None)


def _relation(event: str, party: str, role: str) -> dict[str, Any]:
    return {"type": "relation", "from_id": event, "to_id": party, "direction": "right", "labels": [role]}


_ABOUT = "no region for it; the id of the trigger's region is the event's"


def _local_event(reading: Reading, item: Item) -> Event | None:
    """The event as the Reading has it."""
    spans = (item.event.trigger_spans, item.event.evidence_spans)
    return next((e for e in reading.events if (e.trigger, e.evidence) == spans), None)


def _first_mention(reading: Reading, event: Event | None, party: Party | None) -> Span | None:
    """Where a party of an event is named first; None where a correction put another in its place."""
    if event is None or party is None:
        return None
    ids = {*event.actors, *event.recipients}
    named = (actor for actor in reading.actors if actor.id in ids and actor.name == party.name)
    return next((actor.mentions[0] for actor in named if actor.mentions), None)


FORMAT = Format(
    name="labelstudio",
    suffix="json",
    about="Articles as tasks of Label Studio, with events and their parties pre-annotated.",
    grouped=grouped,
    write=json_list(b"[", b"]"),
    takes=frozenset({"utf16"}),
    holds=frozenset({"type", "status", "actors", "recipient", "recipients", "unnamed", "undated"}),
    loss={
        "modes": _ABOUT,
        "contexts": _ABOUT,
        "cameo": _ABOUT,
        "chain": _ABOUT,
        "countries": _ABOUT,
        "sectors": _ABOUT,
        "more_sectors": _ABOUT,
        "entities": "parties are those of the article",
        "days": _ABOUT,
        "place": _ABOUT,
        "counts": _ABOUT,
        "ranges": _ABOUT,
        "counted_by": _ABOUT,
        "basis": _ABOUT,
        "words": "the task has the whole text",
        "spans": "those of the trigger are kept, that of the passage is not",
        "confidence": "the score of the trigger's region",
        "article": "title and address are kept, the outlet is not",
        "run": "the version of Sayso is kept, the run is not",
        "corrections": "applied, but not told",
        "origins": _ABOUT,
        "disputes": _ABOUT,
    },
)
