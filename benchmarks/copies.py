"""Copies: edited copies of articles among articles of their own, by F1, recall by kind of edit, and speed.

    python -m benchmarks.copies

Only pairs that ``is_copy`` calls copies count. Pairs within the ECB+ documents tell of the same event; many
do copy from each other, but nobody marked which: they are counted apart.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.gold import GoldSet, Row, gold_folder
from sayso.stories import Shared, find_copies

__all__ = ["SETS", "copies", "main"]

DEV = "copies/dev.jsonl"
DIRT = "dirt/autoposted.dev.jsonl"
SILVER = "copies/autoposted.silver_pairs.jsonl"
RUNS = 5


def copies(rows: Sequence[Row]) -> dict[str, float]:
    """Precision, recall and F1 of pairs called copies, and recall for each kind of edit, in percent."""
    found = _scored(rows, [pair for pair in _found(rows) if pair.is_copy])
    kinds = {f"recall_{kind}": float(share) for kind, share in sorted(found["recall_by_kind"].items())}
    return {"precision": found["P"], "recall": found["R"], "f1": found["F1"], **kinds}


def _found(rows: Sequence[Row]) -> list[Shared]:
    return find_copies((row["id"], row["text"]) for row in rows)


def _scored(rows: Sequence[Row], pairs: Sequence[Shared]) -> dict[str, Any]:
    """What the scorer beside the gold says; it is a script that takes two files and prints JSON."""
    with tempfile.TemporaryDirectory(prefix="sayso-benchmark-") as folder:
        gold, predicted = Path(folder) / "gold.jsonl", Path(folder) / "pairs.jsonl"
        gold.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        predicted.write_text("".join(json.dumps([pair.one, pair.other]) + "\n" for pair in pairs))
        script = gold_folder() / "copies" / "score.py"
        run = subprocess.run(
            [sys.executable, script, gold, predicted], capture_output=True, text=True, check=True
        )
    scored: dict[str, Any] = json.loads(run.stdout)
    return scored


SETS = (GoldSet(name="copies.dev", file=DEV, words=1_000_000, score=copies, read=False),)
"""All rows are wanted, about 660,000 words: a slice would part copies from their originals."""


def _rows(name: str) -> list[Row]:
    with (gold_folder() / name).open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _speed(rows: Sequence[Row]) -> str:
    """Articles a second, wall clock and processor time, the best and the middle of several runs."""
    walls, busy = [], []
    for _ in range(RUNS):
        wall, cpu = time.perf_counter(), time.process_time()
        _found(rows)
        walls.append(time.perf_counter() - wall)
        busy.append(time.process_time() - cpu)
    n = len(rows)
    return (
        f"{n / min(walls):,.0f} articles/s at best, {n / statistics.median(walls):,.0f} in the middle of "
        f"{RUNS} runs ({n / min(busy):,.0f} and {n / statistics.median(busy):,.0f} by processor time)"
    )


def _silver(rows: Sequence[Row]) -> str:
    """How many of the unchecked pairs are found, as pairs or through others that copy the same."""
    known = {row["id"] for row in rows}
    wanted = [tuple(sorted((pair["a"], pair["b"]))) for pair in _rows(SILVER)]
    wanted = [pair for pair in wanted if known.issuperset(pair)]
    found = {(pair.one, pair.other): pair for pair in _found(rows)}
    head = {name: name for name in known}

    def top(name: str) -> str:
        while head[name] != name:
            name = head[name]
        return name

    for (one, other), pair in found.items():
        if pair.is_copy:
            head[top(other)] = top(one)
    states = Counter(
        "called copies"
        if pair in found and found[pair].is_copy
        else "linked through others"
        if top(pair[0]) == top(pair[1])
        else "passages only"
        if pair in found
        else "not found"
        for pair in wanted
    )
    told = ", ".join(f"{count} {state}" for state, count in states.most_common())
    copied = sum(pair.is_copy for pair in found.values())
    told = f"of {len(wanted)} silver pairs {told}"
    return f"{told}; of {len(found):,} pairs with passages {copied} are copies"


def main() -> int:
    """Print all figures; gives the exit code."""
    if not (gold_folder() / DEV).is_file():
        print(f"skipped: there is no {gold_folder() / DEV}", file=sys.stderr)
        return 0
    rows = _rows(DEV)
    print("copies.dev", json.dumps(_scored(rows, [pair for pair in _found(rows) if pair.is_copy])))
    print("copies.dev", _speed(rows))
    if (gold_folder() / DIRT).is_file():
        rows = _rows(DIRT)
        print("dirt.autoposted", _speed(rows))
        print("dirt.autoposted", _silver(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
