"""Events on our own sentences: status, roles, and sentences in which nothing happens.

Written and read twice by others than the coder's authors, from the issue and the codebook alone, before the
code was run on them: ``tests/golden/events/*.jsonl``. An event of the gold is found where an event of the
reading has its trigger word, or else, in another word, its type.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from benchmarks.gold import GoldSet, Row, readings
from benchmarks.matching import overlap
from sayso.records import Event, Reading, Span

__all__ = ["SETS"]

STATUSES = ("happened", "ongoing", "planned", "cancelled", "hypothetical", "denied")


def status(rows: Sequence[Row]) -> dict[str, float]:
    """F1 by status over the annotated events, and their mean; an event that is not found is a miss, one in a
    sentence that holds none a false alarm. ``said_right``: of those found, whether it is said by somebody."""
    right, given, gold = Counter[str](), Counter[str](), Counter[str]()
    found = said = types = 0
    for row, reading in readings(rows):
        if not row["events"]:
            given.update(event.status for event in reading.events)
        for annotated in row["events"]:
            gold[annotated["status"]] += 1
            event = _match(reading, row["text"], annotated)
            if event is None:
                continue
            found += 1
            given[event.status] += 1
            right[event.status] += event.status == annotated["status"]
            said += bool(event.said_by) == annotated["said"]
            types += event.type == annotated["type"]
    scores = {s: 200 * right[s] / max(given[s] + gold[s], 1) for s in STATUSES}
    total = sum(gold.values())
    return scores | {
        "macro_f1": sum(scores.values()) / len(scores),
        "found": 100 * found / total,
        "type_right": 100 * types / total,
        "said_right": 100 * said / max(found, 1),
    }


def roles(rows: Sequence[Row]) -> dict[str, float]:
    """Actors and recipients of the annotated events: F1 over (event, role, party), and the share of events
    of which both lists are right. A party is right where one of its mentions overlaps the annotated words."""
    tally: Counter[str] = Counter()
    both = total = 0
    for row, reading in readings(rows):
        for annotated in row["events"]:
            total += 1
            event = _match(reading, row["text"], annotated)
            exact = True
            for role in ("actors", "recipients"):
                wanted = [_spans(row["text"], words) for words in annotated[role]]
                given = () if event is None else getattr(event, role)
                mentions = [a.mentions for a in reading.actors if a.id in given]
                hits = sum(any(overlap(m, w) for m in mentions) for w in wanted)
                wrong = sum(not any(overlap(m, w) for w in wanted) for m in mentions)
                tally.update(
                    {f"{role} hit": hits, f"{role} given": hits + wrong, f"{role} gold": len(wanted)}
                )
                exact = exact and hits == len(wanted) and not wrong and event is not None
            both += exact
    out = {f"{r}_f1": _f1(tally, (r,)) for r in ("actors", "recipients")}
    return out | {"roles_f1": _f1(tally, ("actors", "recipients")), "both_right": 100 * both / total}


def none(rows: Sequence[Row]) -> dict[str, float]:
    """The share of sentences without an event in which none is found."""
    return {"left_alone": 100 * sum(not r.events for _, r in readings(rows)) / len(rows)}


def _f1(tally: Counter[str], names: Iterable[str]) -> float:
    hit, given, gold = (sum(tally[f"{r} {k}"] for r in names) for k in ("hit", "given", "gold"))
    return 200 * hit / max(given + gold, 1)


def _match(reading: Reading, text: str, annotated: dict[str, Any]) -> Event | None:
    """The event of the reading that is meant: by its trigger, else by its type."""
    at = _spans(text, annotated["trigger"])
    for event in reading.events:
        if overlap(event.trigger, at):
            return event
    return next((e for e in reading.events if e.type == annotated["type"]), None)


def _spans(text: str, words: str) -> list[Span]:
    """All places of some words in a text."""
    out, at = [], text.find(words)
    while at >= 0:
        out.append((at, at + len(words)))
        at = text.find(words, at + 1)
    return out


SETS = (
    GoldSet(name="events.status", file="tests/golden/events/status.jsonl", words=7_000, score=status),
    GoldSet(name="events.roles", file="tests/golden/events/roles.jsonl", words=4_000, score=roles),
    GoldSet(name="events.none", file="tests/golden/events/none.jsonl", words=4_000, score=none),
)
