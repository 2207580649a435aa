"""Times: spans and values of time expressions on TempEval-3, WikiWars and MEANTIME, the date being stated."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from benchmarks.gold import GoldSet, Row, readings, scorer, written

__all__ = ["SETS"]


def timexes(rows: Sequence[Row]) -> dict[str, float]:
    """F1 of exact spans, of overlapping spans, and of overlapping spans with the same TIMEX3 value."""
    found = _scored(rows)
    return {f"{name}_f1": float(found[name][2]) for name in ("strict", "relaxed", "value")}


def recalled(rows: Sequence[Row]) -> dict[str, float]:
    """Recall only: MEANTIME annotates the first sentences of an article; what is found later is not wrong."""
    found = _scored(rows)
    return {f"{name}_recall": float(found[name][1]) for name in ("strict", "relaxed", "value")}


def _scored(rows: Sequence[Row]) -> Any:
    predicted = [
        {
            "id": row["id"],
            "timexes": [{"start": t.span[0], "end": t.span[1], "value": t.value} for t in reading.times],
        }
        for row, reading in readings(rows)
    ]
    return written(scorer("times").score, rows, predicted)


def _peers(name: str, strict: float, relaxed: float, value: float) -> dict[str, tuple[float, str]]:
    return {"strict_f1": (strict, name), "relaxed_f1": (relaxed, name), "value_f1": (value, name)}


SETS = (
    GoldSet(
        name="times.te3",
        file="times/te3.dev.jsonl",
        words=18_000,
        score=timexes,
        peers=_peers("HeidelTime; platinum", 81.8, 90.7, 78.1),
    ),
    GoldSet(
        name="times.wikiwars",
        file="times/wikiwars.dev.jsonl",
        words=15_000,
        score=timexes,
        peers=_peers("HeidelTime", 85.4, 91.5, 78.1),
    ),
    GoldSet(name="times.meantime", file="times/meantime.dev.jsonl", words=10_000, score=recalled),
)
