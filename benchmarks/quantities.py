"""Quantities in context: 100 passages of our own, and 40 that no rule was written in sight of.

A gold quantity and a found one are the same where their numbers overlap, and right where both ends of the
range agree (to the rounding of +-10%) and so does what is counted. F1 is over all quantities of all passages,
so what is not to be counted (years, ages, distances) costs precision.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.gold import GoldSet, Row, readings
from benchmarks.matching import heads
from sayso.records import Quantity, Reading

__all__ = ["SETS", "misses"]


def quantities(rows: Sequence[Row]) -> dict[str, float]:
    """F1 of the numbers found, of ranges, of ranges with what is counted; share with the right estimator."""
    gold = found = same = ranged = right = told = estimated = 0
    for row, reading in readings(rows):
        pairs = _pairs(row, reading)
        gold += len(row["quantities"])
        found += len(reading.quantities)
        same += sum(q is not None for _, q in pairs)
        ranged += sum(q is not None and _range_right(g, q) for g, q in pairs)
        right += sum(q is not None and _range_right(g, q) and g["what"] == q.what for g, q in pairs)
        for g, q in pairs:
            if q is not None:
                told += 1
                estimated += _estimator_right(g, q, reading)
    return {
        "found_f1": _f1(same, gold, found),
        "range_f1": _f1(ranged, gold, found),
        "range_and_kind_f1": _f1(right, gold, found),
        "estimator": 100 * estimated / max(told, 1),
    }


def _f1(right: int, gold: int, found: int) -> float:
    return 200 * right / max(gold + found, 1)


def place(row: Row, gold: dict[str, Any]) -> tuple[int, int]:
    """Offsets of the number of a gold quantity: its ``n``-th occurrence."""
    at = -1
    for _ in range(int(gold["n"])):
        at = row["text"].index(gold["number"], at + 1)
    return at, at + len(gold["number"])


def _pairs(row: Row, reading: Reading) -> list[tuple[dict[str, Any], Quantity | None]]:
    taken: set[str] = set()
    out: list[tuple[dict[str, Any], Quantity | None]] = []
    for gold in row["quantities"]:
        start, end = place(row, gold)
        fits = [q for q in reading.quantities if q.span[0] < end and start < q.span[1] and q.id not in taken]
        best = min(fits, key=lambda q: abs(q.span[0] - start) + abs(q.span[1] - end), default=None)
        if best is not None:
            taken.add(best.id)
        out.append((gold, best))
    return out


def _range_right(gold: dict[str, Any], found: Quantity) -> bool:
    return _end_right(gold["low"], found.low) and _end_right(gold["high"], found.high)


def _end_right(gold: float | None, found: float | None) -> bool:
    if gold is None or found is None:
        return gold is found
    whole = gold == round(gold) and found == round(found)
    return abs(gold - found) <= max(0.5 if abs(gold) > 20 else 0.0, 0.0 if whole else 0.06 + 0.03 * abs(gold))


def _estimator_right(gold: dict[str, Any], found: Quantity, reading: Reading) -> bool:
    by = next((a for a in reading.attributions if a.id == found.estimated_by), None)
    if gold["estimated_by"] is None or by is None:
        return gold["estimated_by"] is None and by is None
    words = " ".join(reading.article.text[s:e] for s, e in by.source).lower()
    return bool(heads(gold["estimated_by"]) & set(re.findall(r"[\w.\-]+", words)))


def misses(rows: Sequence[Row]) -> Iterator[str]:
    """What was missed, made up or misread, a line each."""
    for row, reading in readings(rows):
        pairs = _pairs(row, reading)
        seen = {q.id for _, q in pairs if q is not None}
        for gold, q in pairs:
            want = f"{gold['words']!r} {gold['what']} {gold['low']}-{gold['high']}"
            if q is None:
                yield f"{row['id']} missed {want}"
            elif not (_range_right(gold, q) and gold["what"] == q.what):
                yield f"{row['id']} wrong {want} got {q.what} {q.low}-{q.high} ({q.rule})"
            elif not _estimator_right(gold, q, reading):
                yield f"{row['id']} estimator {want} by {gold['estimated_by']!r} got {q.estimated_by}"
        for q in reading.quantities:
            if q.id not in seen:
                words = reading.article.text[slice(*q.span)]
                yield f"{row['id']} extra {words!r} {q.what} {q.low}-{q.high}"


SETS = (
    GoldSet("quantities.own", "benchmarks/quantities.jsonl", 4_000, quantities),
    GoldSet("quantities.unseen", "benchmarks/quantities_unseen.jsonl", 2_000, quantities),
)
