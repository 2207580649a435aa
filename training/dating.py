"""Count the weights of evidence of ``sayso.dating`` on dated articles, and write ``weights.json``.

    python -m training.dating ../shared/gold/attribution/polnear.train.jsonl

Each row has ``text`` and ``date``. For every kind of clue we count in which bin the true day lies, and divide
by the width of the bin, with one article's clues of one kind counting as one. Kinds get the power (of 0.1 to
1) under which the true days are likeliest, one after the other, twice.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import numpy as np

from sayso import actors, attribution, damage, dating, language, times
from sayso.dating import _infer, _weigh
from sayso.dating._clue import Clue
from sayso.dating._expressions import FIRST
from sayso.directory import offices
from sayso.records import Published

BEFORE = 3000.0
"""Days that the bin "before it" is taken to be wide: as far as articles look ahead, and nothing."""

POWERS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.85, 1.0)
COUNTED = {
    "count": [0.85, 0.0, 0.05, 0.1],
    "dated": [-1.4, -1.2, -1.9, -2.4, -3.0, -4.2, -6.5, -8.0, -9.0, -10.0, -11.0, -12.0, -13.5, -9.5],
}
"""Too rare to be counted, and so set by hand: running counts ("for the third month in a row"), and full dates
with their weekday ("Tuesday, March 15, 2016"), which news gives to what is at hand: half of them are taken to
lie within a day of the writing, three in four within a week."""

SMOOTHING = 0.5


def widths(kind: str) -> np.ndarray:
    """How many days (or years) each bin of a kind holds; the bin of -1 last."""
    if kind in ("day", "dated"):
        return np.array([*np.diff(_weigh.GAPS), 5000.0, BEFORE])
    if kind == "year":
        return np.array([*np.diff(_weigh.YEARS), 20.0, 10.0])
    if kind in ("yearless", "coming"):
        return np.array([*np.diff(_weigh.OFFSETS), 63.0, 365.0])
    if kind in ("again", "beside", "behind"):
        return np.ones(len(_weigh.OFFSETS) + 1)
    return np.ones({"paired": 2, "month": 12, "weekday": 7, "count": 2}.get(kind, 4))


def read(path: str) -> list[tuple[int, list[Clue]]]:
    """The day of each article, and its clues."""
    out = []
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = row["text"]
        doc = language.parse(text, damage.see_through(text, damage.find(text)), 0)
        found = attribution.find(doc)
        spoken = attribution.spoken(doc, found)
        cast = actors.find(doc, attribution.sources(doc, found), offices(), Published(), spoken)
        clues = _infer.clues(doc.view, times.find(doc, Published()), cast.actors, offices())
        out.append((date.fromisoformat(row["date"]).toordinal() - date(FIRST, 1, 1).toordinal(), clues))
    return out


def count(rows: Iterable[tuple[int, list[Clue]]]) -> dict[str, list[float]]:
    """Log density of each bin by kind. Of kinds that say yes or no the density is that of the bins
    themselves."""
    tallies: dict[str, np.ndarray] = {k: np.full(len(widths(k)), SMOOTHING) for k in _weigh.BINS}
    cases: dict[str, list[list[float]]] = defaultdict(list)
    shares: dict[str, list[float]] = defaultdict(list)
    for day, clues in rows:
        by_kind = defaultdict(list)
        for clue in clues:
            by_kind[clue.kind].append(clue)
        for kind, same in by_kind.items():
            for clue in same:
                if kind in _weigh.HELD:
                    cases[kind].append([float(case[day]) for case in _weigh.tenures(clue)])
                    shares[kind].append(1 / len(same))
                else:
                    tallies[kind][int(_weigh.BINS[kind](clue)[0][day])] += 1 / len(same)
    table = {k: np.log(t / t.sum() / widths(k)).round(3).tolist() for k, t in tallies.items()}
    return table | {kind: _mixed(np.array(cases[kind]), np.array(shares[kind])) for kind in cases} | COUNTED


def _mixed(density: np.ndarray, weight: np.ndarray) -> list[float]:
    """Shares of the cases by which the true days are likeliest (expectation-maximisation)."""
    share = np.full(density.shape[1], 1 / density.shape[1])
    for _ in range(200):
        belongs = share * density
        belongs /= belongs.sum(axis=1, keepdims=True)
        share = (belongs * weight[:, None]).sum(axis=0) / weight.sum()
    share = np.maximum(share, 0.01)  # nothing is ruled out by a count of few articles
    share /= share.sum()
    return share.round(4).tolist()


def powers(rows: list[tuple[int, list[Clue]]], table: dict[str, list[float]]) -> dict[str, list[float]]:
    """The power of each kind under which the true days are likeliest."""
    summed: list[tuple[int, dict[str, np.ndarray]]] = []
    for day, clues in rows:
        sums: dict[str, np.ndarray] = {}
        for clue in clues:
            sums[clue.kind] = sums.get(clue.kind, 0) + raw(clue, table).astype(np.float32)
        summed.append((day, sums))

    def gain() -> float:
        total = 0.0
        for day, sums in summed:
            if sums:
                score = sum(power[k][0] * s for k, s in sums.items()) + _weigh.prior()
                total += max(float(score[day] - np.logaddexp.reduce(score)), -12.0)
        return total

    power = {kind: [0.5] for kind in table}
    for _ in range(2):
        for kind in power:
            tried = {}
            for value in POWERS:
                power[kind] = [value]
                tried[value] = gain()
            power[kind] = [1.0] if kind in COUNTED else [max(tried, key=lambda v: (tried[v], -v))]
        print({k: v[0] for k, v in power.items()}, round(gain() / len(summed), 3), file=sys.stderr)
    return power


def raw(clue: Clue, table: dict[str, list[float]]) -> np.ndarray:
    """The weight of a clue before it is scaled."""
    return _weigh.unscaled(clue, np.array(table[clue.kind]))


if __name__ == "__main__":
    articles = read(sys.argv[1])
    weight = count(articles)
    out = {"weight": weight, "power": powers(articles, weight)}
    path = Path(dating.__file__).with_name("weights.json")
    path.write_text(json.dumps(out, indent=1) + "\n", encoding="utf-8")
