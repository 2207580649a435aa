"""Dating: the day of publication from the body alone, on PolNeAR and on what else has a date.

Figures are shares in percent, so that more is better: articles with an interval, intervals that hold the true
day, intervals of 45 days at most among those given, and ``best`` within 7 days of the truth among all
articles. The weights were counted on the part of PolNeAR that is called train (840 of the 928 articles of the
development half).
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from datetime import date

from benchmarks.gold import GoldSet, Row, readings
from sayso.records import Published

__all__ = ["SETS", "median_width"]

NARROW = 45


def dated(rows: Sequence[Row]) -> dict[str, float]:
    """The figures of PolNeAR, and the share of intervals that hold the day everywhere else."""
    polnear: list[tuple[date, Published]] = []
    others: list[tuple[date, Published]] = []
    for row, reading in readings(rows):
        into = polnear if row["source"] == "PolNeAR" else others
        into.append((date.fromisoformat(row["date"][:10]), reading.article.published))
    given = [(day, p) for day, p in polnear if p.earliest]
    best = [abs((date.fromisoformat(p.best) - day).days) <= 7 for day, p in polnear if p.best]
    return {
        "answered": _share([p.earliest is not None for _, p in polnear]),
        "interval_hit": _share([_holds(day, p) for day, p in given]),
        "narrow": _share([_width(p) <= NARROW for _, p in given]),
        "best_within_7": 100 * sum(best) / max(len(polnear), 1),
        "elsewhere_interval_hit": _share([_holds(day, p) for day, p in others if p.earliest]),
    }


def median_width(rows: Sequence[Row]) -> float:
    """Median width in days of the intervals given."""
    widths = [_width(r.article.published) for _, r in readings(rows) if r.article.published.earliest]
    return statistics.median(widths) if widths else 0.0


def _share(held: Sequence[bool]) -> float:
    return 100 * sum(held) / len(held) if held else 0.0


def _holds(day: date, published: Published) -> bool:
    return bool(published.earliest and published.latest) and str(
        published.earliest
    ) <= day.isoformat() <= str(published.latest)


def _width(published: Published) -> int:
    first, last = date.fromisoformat(str(published.earliest)), date.fromisoformat(str(published.latest))
    return (last - first).days


SETS = (GoldSet("dating.dev", "dating/dev.jsonl", 32_000, dated),)
