"""What is found in five articles of ours that no rule was written for, summed and held to floors."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.sample_score import SampleScore, load_gold, score
from sayso.records import Reading, problems

HERE = Path(__file__).resolve().parent / "articles"
TEXTS = sorted(HERE.glob("*.txt"))
FLOORS = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def scores(reading_of: Callable[[Path], Reading]) -> list[SampleScore]:
    return [score(reading_of(text), load_gold(text.with_suffix(".gold.json"))) for text in TEXTS]


@pytest.mark.parametrize("part", ["outermost", "chains", "events", "crowds", "damage"])
def test_as_much_is_found_as_before(scores: list[SampleScore], part: str) -> None:
    tallies = [getattr(result, part) for result in scores]
    misses = [miss for tally in tallies for miss in tally.misses]
    assert sum(tally.of for tally in tallies) == FLOORS["of"][part]
    assert sum(tally.found for tally in tallies) >= FLOORS["found"][part], "\n".join(misses)


@pytest.mark.parametrize("fault", ["unmatched", "traps", "false_deeds"])
def test_no_more_is_invented_than_before(scores: list[SampleScore], fault: str) -> None:
    rows = [row for result in scores for row in getattr(result, fault)]
    assert len(rows) <= FLOORS["at_most"][fault], "\n".join(rows)


@pytest.mark.parametrize("text", TEXTS, ids=lambda path: path.stem)
def test_each_record_holds_together(text: Path, reading_of: Callable[[Path], Reading]) -> None:
    assert problems(reading_of(text)) == []
