"""Stories: articles grouped into the stories of ECB+ by B3, from their text alone.

    python -m benchmarks.stories

ECB+ (Cybulska and Vossen 2014) has two or more similar events for each topic; its articles have no dates."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Sequence

from benchmarks.gold import GoldSet, Row, take
from sayso.stories import Document, group

__all__ = ["SETS", "grouped", "main"]


def grouped(rows: Sequence[Row]) -> dict[str, float]:
    """B3 (Bagga and Baldwin 1998) of the groups of articles, in percent."""
    found = group(Document(row["id"], row["text"]) for row in rows)
    gold = {row["id"]: row["story"] for row in rows}
    both = Counter((gold[id], found[id]) for id in gold)
    sizes, groups = Counter(gold.values()), Counter(found.values())
    precision = sum(n * n / groups[ours] for (_, ours), n in both.items()) / len(gold)
    recall = sum(n * n / sizes[story] for (story, _), n in both.items()) / len(gold)
    return {
        "b3": 200 * precision * recall / (precision + recall),
        "b3_precision": 100 * precision,
        "b3_recall": 100 * recall,
    }


SETS = (
    GoldSet(
        "stories.ecbplus",
        "stories/ecbplus.dev.jsonl",
        1_000_000,
        grouped,
        peers={"b3": (90.1, "tf-idf + agglomerative")},
        read=False,
    ),
)


def main() -> int:
    """Print the figures; gives the exit code."""
    data = take(SETS[0], everything=True)
    if data is None:
        print(f"skipped: there is no {SETS[0].path()}", file=sys.stderr)
        return 0
    begun = time.perf_counter()
    print(grouped(data.rows))
    print(f"{len(data.rows) / (time.perf_counter() - begun):,.0f} articles/s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
