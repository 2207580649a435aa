"""Places: spans and coordinates of toponyms against LGL, TR-News, GeoVirus and GeoWebNews.

Every toponym of the record is scored, whatever its use: LGL, TR-News and GeoWebNews annotate modifiers,
adjectives among them (*the Turkish capital*). GeoVirus annotates no adjectives, which costs precision there.
"""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.gold import GoldSet, Row, readings, scorer, written

__all__ = ["SETS"]


def toponyms(rows: Sequence[Row]) -> dict[str, float]:
    """F1 of exact and of overlapping spans; share of all gold toponyms found and right within 161 km."""
    predicted = [
        {
            "id": row["id"],
            "toponyms": [
                {"start": p.span[0], "end": p.span[1], "lat": p.lat, "lon": p.lon} for p in reading.places
            ],
        }
        for row, reading in readings(rows)
    ]
    found = written(scorer("places").score, rows, predicted)
    return {
        "exact_f1": float(found["exact"][2]),
        "overlap_f1": float(found["overlap"][2]),
        "within_161km": float(found.get("A161_all", 0.0)),
    }


def _peers(exact: float, within: float) -> dict[str, tuple[float, str]]:
    return {
        "exact_f1": (exact, "spaCy small, held out"),
        "within_161km": (within, "spaCy small + most populous, held out"),
    }


SETS = (
    GoldSet("places.lgl", "places/lgl.dev.jsonl", 12_000, toponyms, _peers(65.2, 25.5)),
    GoldSet("places.trnews", "places/trnews.dev.jsonl", 8_000, toponyms, _peers(74.3, 29.3)),
    GoldSet("places.geovirus", "places/geovirus.dev.jsonl", 7_000, toponyms, _peers(87.2, 37.8)),
    GoldSet("places.gwn", "places/gwn.dev.jsonl", 7_000, toponyms, _peers(72.1, 20.9)),
)
