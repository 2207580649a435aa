"""Places: spans and coordinates of toponyms against LGL, TR-News, GeoVirus and GeoWebNews.

Every toponym of the record is scored, whatever its use: LGL, TR-News and GeoWebNews annotate modifiers,
adjectives among them (*the Turkish capital*). GeoVirus annotates no adjectives, so there they are left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from benchmarks.gold import GoldSet, Row, readings, scorer, written
from sayso.countries import lookup
from sayso.places._gazetteer import gazetteer
from sayso.records import Place

__all__ = ["SETS"]


def toponyms(rows: Sequence[Row], adjectives: bool = True) -> dict[str, float]:
    """F1 of exact and of overlapping spans; share of all gold toponyms found and right within 161 km, and of
    those found in the right country."""
    places = {
        row["id"]: [p for p in reading.places if adjectives or not _is_adjective(row["text"][slice(*p.span)])]
        for row, reading in readings(rows)
    }
    predicted = [
        {
            "id": row["id"],
            "toponyms": [
                {"start": p.span[0], "end": p.span[1], "lat": p.lat, "lon": p.lon} for p in places[row["id"]]
            ],
        }
        for row in rows
    ]
    found = written(scorer("places").score, rows, predicted)
    return {
        "exact_f1": float(found["exact"][2]),
        "overlap_f1": float(found["overlap"][2]),
        "within_161km": float(found.get("A161_all", 0.0)),
        "country": _country_right(rows, places),
    }


def without_adjectives(rows: Sequence[Row]) -> dict[str, float]:
    """The same where gold has no adjectives and no demonyms ("Turkish", "Turks")."""
    return toponyms(rows, adjectives=False)


def _is_adjective(words: str) -> bool:
    hit = lookup(words)
    return hit is not None and hit.relation in ("adjective", "demonym")


def _country_right(rows: Sequence[Row], places: Mapping[str, Sequence[Place]]) -> float:
    """Share of all gold toponyms with coordinates that were found with the country that their own
    coordinates lie in: that of the nearest place of 500 people and more in the gazetteer."""
    golds = [(row["id"], t) for row in rows for t in row["toponyms"] if t.get("lat") is not None]
    if not golds:
        return 0.0
    theirs = nearest_countries([(t["lat"], t["lon"]) for _, t in golds])
    right = 0
    for (name, t), country in zip(golds, theirs, strict=True):
        fits = [p for p in places[name] if p.span[0] < t["end"] and t["start"] < p.span[1]]
        best = max(fits, key=lambda p: min(p.span[1], t["end"]) - max(p.span[0], t["start"]), default=None)
        right += best is not None and best.country == country
    return 100 * right / len(golds)


def nearest_countries(points: Sequence[tuple[float, float]]) -> list[str]:
    """Country of the nearest populated place of the gazetteer to each point (WGS 84 degrees)."""
    towns = [
        e
        for i in range(len(gazetteer()._ids))
        if (e := gazetteer().entry(i)).feature[:3] == "PPL" and e.country
    ]
    lat, lon = np.radians([t.lat for t in towns]), np.radians([t.lon for t in towns])
    x, y, z = np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)
    out = []
    for a, b in np.radians(np.array(points, dtype=float)):
        near = int(np.argmax(x * np.cos(a) * np.cos(b) + y * np.cos(a) * np.sin(b) + z * np.sin(a)))
        out.append(towns[near].country)
    return out


def _peers(exact: float, within: float) -> dict[str, tuple[float, str]]:
    return {
        "exact_f1": (exact, "spaCy small, held out"),
        "within_161km": (within, "spaCy small + most populous, held out"),
    }


SETS = (
    GoldSet("places.lgl", "places/lgl.dev.jsonl", 12_000, toponyms, _peers(65.2, 25.5)),
    GoldSet("places.trnews", "places/trnews.dev.jsonl", 8_000, toponyms, _peers(74.3, 29.3)),
    GoldSet("places.geovirus", "places/geovirus.dev.jsonl", 7_000, without_adjectives, _peers(87.2, 37.8)),
    GoldSet("places.gwn", "places/gwn.dev.jsonl", 7_000, toponyms, _peers(72.1, 20.9)),
)
