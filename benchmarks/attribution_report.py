"""The whole report on attribution: every figure of the scorer, intervals, chains, calibration.

    python -m benchmarks.attribution_report

PolNeAR dev and GUM dev, all of them, as the rows of ``docs/model.md`` show them. *Intervals* are the middle
95% of 1,000 bootstrap samples of documents, seeded: GUM is small. *Chains*: of GUM's nested attributions, how
many are found within the attribution that holds them. *Calibration*: the expected calibration error over ten
bins of confidence, a statement being right where its content matches one of the gold's (Dice >= 0.5).
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Sequence
from typing import Any

from benchmarks.attribution import SETS, WIKINEWS, relations
from benchmarks.gold import Row, readings, scorer, take
from sayso.records import Attribution, Reading

__all__ = ["expected_calibration_error", "interval", "main", "right_ones"]


def right_ones(row: Row, found: Sequence[Attribution]) -> list[bool]:
    """For each attribution whether its content matches one of the gold's that none before it has taken."""
    score = scorer("attribution")
    tokens = score.tokenize(row["text"])
    gold = [score.cover(a["content"], tokens) for a in row["attributions"]]
    mine = [score.cover(a.content, tokens) for a in found]
    pairs = sorted(
        ((-score.dice(g, m), n, k) for n, g in enumerate(gold) for k, m in enumerate(mine)), key=lambda p: p
    )
    taken: dict[int, int] = {}
    for value, n, k in pairs:
        if -value >= 0.5 and n not in taken.values() and k not in taken:
            taken[k] = n
    return [k in taken for k in range(len(mine))]


def expected_calibration_error(sure: Sequence[float], right: Sequence[bool], bins: int = 10) -> float:
    """Mean distance, in percent, between confidence and the share that is right, over bins of confidence.

    Naeini et al. 2015, equal widths.

    >>> expected_calibration_error([0.75, 0.75, 0.75, 0.75], [True, True, True, False])
    0.0
    """
    total = 0.0
    for n in range(bins):
        here = [i for i, c in enumerate(sure) if n <= min(c * bins, bins - 1e-9) < n + 1]
        if here:
            total += abs(sum(sure[i] - right[i] for i in here))
    return round(100 * total / max(len(sure), 1), 1)


def interval(counts: Sequence[tuple[float, float, float]], samples: int = 1000) -> tuple[float, float]:
    """The middle 95% of F1 over bootstrap samples of documents; ``counts``: (right, found, gold) of each."""
    rng = random.Random(7)
    values = []
    for _ in range(samples):
        chosen = rng.choices(counts, k=len(counts))
        right, found, gold = (sum(c[i] for c in chosen) for i in range(3))
        values.append(200 * right / (found + gold) if found + gold else 0.0)
    values.sort()
    return round(values[int(0.025 * samples)], 1), round(values[int(0.975 * samples) - 1], 1)


def _counts(row: Row, predicted: Row, figure: str) -> tuple[float, float, float]:
    found = scorer("attribution").score({row["id"]: row}, {row["id"]: predicted})
    part = found["content"]["dice>=.5"] if figure == "content" else found["source_end_to_end"]["head"]
    return part["r"] * part["n_gold"], part["n_pred"], part["n_gold"]


def _chains(row: Row, reading: Reading) -> tuple[int, int]:
    """(nested attributions of the gold, those found within the right one)."""
    score = scorer("attribution")
    tokens = score.tokenize(row["text"])
    contents = {a["id"]: score.cover(a["content"], tokens) for a in row["attributions"]}
    mine = {a.id: score.cover(a.content, tokens) for a in reading.attributions}

    def best(gold: str) -> set[str]:
        return {i for i, m in mine.items() if score.dice(contents[gold], m) >= 0.5}

    nested = [a for a in row["attributions"] if a["nested_in"]]
    right = 0
    for a in nested:
        parents = {p for name in a["nested_in"] if name in contents for p in best(name)}
        right += any(m.id in best(a["id"]) and m.within in parents for m in reading.attributions)
    return len(nested), right


def _line(name: str, part: dict[str, float]) -> str:
    return f"{name:<28} P {100 * part['p']:5.1f}  R {100 * part['r']:5.1f}  F1 {100 * part['f1']:5.1f}"


def _figures(found: dict[str, Any]) -> list[str]:
    return [
        *(_line(f"token {role}", found["token"][role]) for role in ("source", "cue", "content")),
        *(_line(f"content {kind}", part) for kind, part in found["content"].items()),
        *(_line(f"source {kind}", part) for kind, part in found["source_end_to_end"].items()),
        _line("cue overlap", found["cue_end_to_end"]),
    ]


def main() -> int:
    """Read, score, print; 2 where the gold is not here."""
    for gold_set in SETS:
        data = take(gold_set, everything=True)
        if data is None:
            print(f"{gold_set.path()} is not here", file=sys.stderr)
            return 2
        without = () if gold_set.name.endswith("polnear") else ("stance",)
        pairs = list(readings(data.rows))
        predicted = {row["id"]: {"id": row["id"], "attributions": relations(r, without)} for row, r in pairs}
        parts = {"all": [row for row, _ in pairs]}
        if without:
            parts["Wikinews"] = [row for row in parts["all"] if row["publisher"] in WIKINEWS]
        for name, rows in parts.items():
            gold = {row["id"]: row for row in rows}
            found = scorer("attribution").score(gold, {i: predicted[i] for i in gold}, outermost=not without)
            print(f"\n{gold_set.name}, {name}: {len(rows)} documents", *_figures(found), sep="\n  ")
            if without:
                for figure in ("content", "source"):
                    low, high = interval([_counts(row, predicted[row["id"]], figure) for row in rows])
                    print(f"  {figure} F1, 95%              {low} to {high}")
        sure: list[float] = []
        right: list[bool] = []
        depth: Counter[str] = Counter()
        for row, reading in pairs:
            kept = [
                a for a in reading.attributions if a.kind not in without and (without or a.within is None)
            ]
            sure += [a.confidence for a in kept]
            right += right_ones(row, kept)
            if without:
                nested, held = _chains(row, reading)
                depth.update(nested=nested, held=held)
        print(f"  calibration error            {expected_calibration_error(sure, right)}")
        if without:
            print(f"  chains                       {depth['held']} of {depth['nested']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
