"""Speed of queries on a case file: the slowest and the median of several, in process.

    python -m benchmarks.case CASE [--markdown]

Searches, timelines, events, statements and actors, each asked several times; the file is opened once.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import sayso

__all__ = ["main", "measure"]

SEARCHES = (
    "police",
    '"prime minister"',
    "election fraud",
    "country:RUS type:PROTEST",
    "speaker:obama",
    "trump -clinton",
    "actor:putin status:denied",
    "the",
    "protest* since:2016-06",
)
COUNTRIES = ("USA", "RUS", "SYR")
TIMES = 5


def _timed(ask: Callable[[], Any]) -> tuple[float, int]:
    """Milliseconds, and how many records came."""
    begun = time.perf_counter()
    count = sum(1 for _ in ask())
    return 1000 * (time.perf_counter() - begun), count


def measure(path: str) -> list[tuple[str, float, float, int]]:
    """For each query its words, the median and slowest time in milliseconds, and how many records came."""
    with sayso.open(path) as case:
        asked: list[tuple[str, Callable[[], Any]]] = []
        asked += [(f"search {query}", partial(case.search, query)) for query in SEARCHES]
        asked += [(f"timeline {code}", partial(case.timeline, country=code)) for code in COUNTRIES]
        asked += [
            ("timeline USA, the first 100", lambda: case.timeline(country="USA", limit=100)),
            ("events PROTEST", lambda: case.events(type="PROTEST")),
            ("statements by Obama", lambda: case.statements(speaker="obama")),
            (
                "statements, single source, the first 100",
                lambda: case.statements(single_source=True, limit=100),
            ),
            ("actors, the first 50", lambda: case.actors(limit=50)),
            ("actors called Putin", lambda: case.actors("putin")),
        ]
        rows = []
        for name, ask in asked:
            times = [_timed(ask) for _ in range(TIMES)]
            milliseconds = [t for t, _ in times]
            rows.append((name, statistics.median(milliseconds), max(milliseconds), times[0][1]))
        return rows


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; the Markdown is a table of docs/performance.md."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.case")
    parser.add_argument("case", help="a case file")
    parser.add_argument("--markdown", action="store_true", help="print the table for docs/performance.md")
    options = parser.parse_args(arguments)
    rows = measure(options.case)
    if options.markdown:
        print("| query | median, ms | slowest, ms | records |\n|---|---|---|---|")
    for name, middle, slowest, count in rows:
        if options.markdown:
            print(f"| {name} | {middle:.0f} | {slowest:.0f} | {count:,} |")
        else:
            print(f"{name:<44} {middle:8.1f} {slowest:8.1f} ms {count:8,}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
