"""Floors: what holds, what falls, and that nothing falls without a reason."""

from __future__ import annotations

import tomllib

import pytest

from benchmarks.gold import GoldSet, Slice
from benchmarks.pins import Pinned, judge, parse_floors, pin, render_floors

GOLD = GoldSet(name="room.set", file="room/set.jsonl", words=100, score=lambda rows: {})
DATA = Slice(rows=({"id": "a", "text": "b"},), words=1, sha256="d1")
OTHER = Slice(rows=({"id": "a", "text": "c"},), words=1, sha256="d2")
PINNED = Pinned(data=GOLD.file, rows=1, words=1, sha256="d1", floors={"f1": 50.0})


@pytest.mark.parametrize(
    ("now", "state"),
    [(50.0, "holds"), (50.09, "holds"), (70.0, "holds"), (49.999, "fell"), (49.9, "fell"), (0.0, "fell")],
)
def test_a_figure_holds_at_its_floor_and_falls_below_it(now: float, state: str) -> None:
    assert [v.state for v in judge(PINNED, DATA, {"f1": now})] == [state]


def test_a_figure_that_is_no_longer_measured_is_told() -> None:
    assert [(v.figure, v.state) for v in judge(PINNED, DATA, {"new": 1.0})] == [
        ("new", "not pinned"),
        ("f1", "not measured"),
    ]


def test_on_other_data_nothing_holds() -> None:
    assert [v.state for v in judge(PINNED, OTHER, {"f1": 99.0})] == ["data changed"]


def test_the_first_pin_rounds_down_to_a_tenth() -> None:
    assert pin(GOLD, None, DATA, {"f1": 61.99, "p": 70.0, "r": 29.3}, "").floors == {
        "f1": 61.9,
        "p": 70.0,
        "r": 29.3,
    }


def test_a_floor_rises_without_a_reason() -> None:
    assert pin(GOLD, PINNED, DATA, {"f1": 52.3}, "").floors == {"f1": 52.3}


def test_a_floor_does_not_fall_without_a_reason() -> None:
    after = pin(GOLD, PINNED, DATA, {"f1": 48.7}, "")
    assert after.floors == {"f1": 50.0}
    assert after.lowered == {}


def test_a_floor_falls_with_a_reason_and_the_reason_is_kept() -> None:
    after = pin(GOLD, PINNED, DATA, {"f1": 48.7}, "the cue list lost a wrong entry")
    assert after.floors == {"f1": 48.7}
    assert after.lowered == {"f1": "from 50.0 to 48.7: the cue list lost a wrong entry"}


def test_the_reason_goes_when_the_floor_rises_again() -> None:
    lowered = pin(GOLD, PINNED, DATA, {"f1": 48.7}, "a reason")
    assert pin(GOLD, lowered, DATA, {"f1": 48.7}, "").lowered == lowered.lowered
    assert pin(GOLD, lowered, DATA, {"f1": 51.0}, "").lowered == {}


def test_a_figure_is_dropped_only_with_a_reason() -> None:
    assert pin(GOLD, PINNED, DATA, {"new": 1.0}, "").floors == {"new": 1.0, "f1": 50.0}
    after = pin(GOLD, PINNED, DATA, {"new": 1.0}, "f1 is measured elsewhere now")
    assert after.floors == {"new": 1.0}
    assert after.lowered == {"f1": "from 50.0 to nothing: f1 is measured elsewhere now"}


def test_changed_data_is_not_pinned_silently() -> None:
    assert pin(GOLD, PINNED, OTHER, {"f1": 99.0}, "") == PINNED
    assert pin(GOLD, PINNED, OTHER, {"f1": 60.0}, "the set was extended").sha256 == "d2"


def test_the_file_reads_back_as_it_was_written() -> None:
    lowered = pin(GOLD, PINNED, DATA, {"f1": 48.7, "p": 3.0}, 'because of "this" — and \\ that\nand more')
    floors = {"slice": {"room.set": lowered, "a.b": PINNED}, "all": {"room.set": PINNED}}
    text = render_floors(floors)
    assert parse_floors(text) == floors
    assert render_floors(parse_floors(text)) == text
    assert tomllib.loads(text)["slice"]["room.set"]["floors"]["f1"] == 48.7
