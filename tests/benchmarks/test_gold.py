"""Gold data: the slice is fixed and small enough, and what is missing is told, not guessed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import floors, gold
from benchmarks.gold import GoldSet, take

ROWS = [{"id": f"r{n}", "text": f"Line {n} has five words."} for n in range(20)]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A gold folder of our own with one set of 20 lines of five words."""
    folder = tmp_path / "gold"
    (folder / "room").mkdir(parents=True)
    path = folder / "room" / "set.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    monkeypatch.setenv("SAYSO_SHARED", str(tmp_path))
    return folder


def the_set(words: int) -> GoldSet:
    return GoldSet(
        name="room.set", file="room/set.jsonl", words=words, score=lambda rows: {"rows": float(len(rows))}
    )


def test_a_slice_keeps_to_its_budget_of_words(folder: Path) -> None:
    data = take(the_set(words=52))
    assert data is not None
    assert (len(data.rows), data.words) == (10, 50)


def test_a_slice_does_not_depend_on_the_order_of_the_file(folder: Path) -> None:
    before = take(the_set(words=50))
    path = folder / "room" / "set.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in reversed(ROWS)), encoding="utf-8")
    assert take(the_set(words=50)) == before


def test_everything_is_everything_in_the_order_of_the_file(folder: Path) -> None:
    data = take(the_set(words=5), everything=True)
    assert data is not None
    assert list(data.rows) == ROWS


def test_the_digest_changes_with_what_is_measured_and_only_with_that(folder: Path) -> None:
    small, large = take(the_set(words=25)), take(the_set(words=100))
    assert small is not None
    assert large is not None
    assert small.sha256 != large.sha256
    outside = next(row["id"] for row in large.rows if row not in small.rows)
    inside = small.rows[0]["id"]
    path = folder / "room" / "set.jsonl"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace(f'"{outside}", "text": "Line', f'"{outside}", "text": "Word'), encoding="utf-8"
    )
    assert take(the_set(words=25)) == small
    path.write_text(
        text.replace(f'"{inside}", "text": "Line', f'"{inside}", "text": "Word'), encoding="utf-8"
    )
    changed = take(the_set(words=25))
    assert changed is not None
    assert changed.sha256 != small.sha256


def test_a_set_that_is_not_here_is_none(folder: Path) -> None:
    assert take(GoldSet(name="no.set", file="room/none.jsonl", words=1, score=lambda rows: {})) is None


def test_the_fixed_slice_is_small() -> None:
    assert sum(s.words for s in floors.SETS if s.read) <= 240_000


def test_no_set_that_measures_is_training_data() -> None:
    assert [s.file for s in floors.SETS if "train" in s.file] == []


def test_no_peer_stands_beside_a_figure_that_is_not_measured() -> None:
    pinned = floors.parse_floors(floors.FILE.read_text(encoding="utf-8")).get("slice", {})
    for s in floors.SETS:
        if s.name in pinned:
            assert set(s.peers) <= set(pinned[s.name].floors), s.name


def test_our_own_sets_are_there_without_any_gold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_SHARED", str(tmp_path / "nowhere"))
    here = [s.name for s in floors.SETS if take(s) is not None]
    assert here == [
        "events.quiet",
        "events.status",
        "events.roles",
        "events.none",
        "quantities.own",
        "quantities.unseen",
        "demo.case",
    ]


def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, figure: float, *arguments: str) -> int:
    one = GoldSet(name="room.set", file="room/set.jsonl", words=50, score=lambda rows: {"f1": figure})
    monkeypatch.setattr(floors, "SETS", (one,))
    monkeypatch.setattr(floors, "FILE", tmp_path / "floors.toml")
    return floors.main(list(arguments))


def test_a_fall_fails_the_run_and_a_reason_lets_it_pass(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "floors.toml").write_text("", encoding="utf-8")
    assert run(monkeypatch, folder, 40.0) == 0  # nothing is pinned yet
    assert run(monkeypatch, folder, 40.0, "--update") == 0
    assert run(monkeypatch, folder, 40.0) == 0
    assert run(monkeypatch, folder, 39.0) == 1
    assert run(monkeypatch, folder, 39.0, "--update") == 1
    assert run(monkeypatch, folder, 39.0) == 1
    assert run(monkeypatch, folder, 39.0, "--update", "--reason", "a wrong cue went out") == 0
    assert run(monkeypatch, folder, 39.0) == 0
    assert run(monkeypatch, folder, 41.0) == 0


def test_changed_data_fails_and_says_so(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "floors.toml").write_text("", encoding="utf-8")
    assert run(monkeypatch, folder, 40.0, "--update") == 0
    path = folder / "room" / "set.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace("Line", "Word"), encoding="utf-8")
    assert run(monkeypatch, folder, 60.0) == 1
    assert "not the data its floors were measured on" in capsys.readouterr().err


def test_absent_data_is_told_and_is_no_failure(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "floors.toml").write_text("", encoding="utf-8")
    assert run(monkeypatch, folder, 40.0, "--update") == 0
    (folder / "room" / "set.jsonl").unlink()
    assert run(monkeypatch, folder, 0.0) == 0
    assert "is not here; its floors are not checked" in capsys.readouterr().err


@pytest.mark.skipif(not gold.gold_folder().is_dir(), reason="the gold data is not on this machine")
def test_the_slices_hold_what_their_budgets_say() -> None:
    taken = {s.name: take(s) for s in floors.SETS if s.read}
    present = [data for data in taken.values() if data is not None]
    assert sum(data.words for data in present) <= 200_000
    assert all(data.rows for data in present)
