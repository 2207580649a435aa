"""Crowds: counts in words as ranges, the phrase alone and the phrase as found in its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from benchmarks.gold import GoldSet, Row, readings, scorer, written
from sayso.quantities import parse_count
from sayso.records import Quantity, Reading

__all__ = ["SETS"]


def counts(rows: Sequence[Row]) -> dict[str, float]:
    """Shares of ranges right exactly, right within 15% at each end, and with the point in the gold range."""
    alone = [{"id": row["id"], **_range(parse_count(row["text"]))} for row in rows]
    found = written(scorer("crowds").score, rows, alone)
    quoted = [row for row in rows if row.get("context")]
    in_context = (
        written(scorer("crowds").score, quoted, _in_context(quoted)) if quoted else {"range_exact": 0.0}
    )
    return {
        "range_exact": float(found["range_exact"]),
        "range_close": float(found["range_close"]),
        "point_ok": float(found["point_ok"]),
        "in_context_range_exact": float(in_context["range_exact"]),
    }


def _in_context(rows: Sequence[Row]) -> list[dict[str, Any]]:
    sentences = [{"id": row["id"], "text": row["context"]} for row in rows]
    return [
        {"id": row["id"], **_range(_found(reading, row["text"]))}
        for row, (_, reading) in zip(rows, readings(sentences), strict=True)
    ]


def _found(reading: Reading, words: str) -> Quantity | None:
    """The quantity that covers most of the phrase, wherever in the context it stands."""
    start = reading.article.text.find(words)
    if start < 0:
        return None

    def shared(quantity: Quantity) -> int:
        ends: int = min(quantity.span[1], start + len(words))
        return ends - max(quantity.span[0], start)

    best = max(reading.quantities, key=shared, default=None)
    return best if best is not None and shared(best) > 0 else None


def _range(found: Any) -> dict[str, Any]:
    return {"low": found.low, "high": found.high} if found is not None else {"low": None, "high": None}


SETS = (
    GoldSet(
        name="crowds.dev",
        file="crowds/dev.jsonl",
        words=2_700,
        score=counts,
        peers={"range_exact": (13.1, "recognizers-text"), "point_ok": (77.4, "recognizers-text")},
    ),
)
