"""The commands read-all and load: what they say, and their exit codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso import cli
from tests.case.conftest import TEXTS, quick, write

__all__ = ["quick"]


def ran(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str]:
    with pytest.raises(SystemExit) as ended:
        cli.main([str(argument) for argument in arguments])
    said = capsys.readouterr()
    assert said.out == ""
    assert "Traceback" not in said.err
    return int(ended.value.code or 0), said.err


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "in", TEXTS)


def test_from_inputs_to_a_case(
    tmp_path: Path, folder: Path, quick: object, capsys: pytest.CaptureFixture[str]
) -> None:
    reading = ("read-all", folder, "--to", tmp_path / "out", "--on", "process", "--segment", "3")
    code, said = ran(capsys, *reading)
    assert code == 1
    assert f"failed: SAY121 {folder}/lines.jsonl line 2" in said
    assert said.endswith("3 segments made: 5 read, 1 dropped, 1 failed\n")
    code, said = ran(capsys, *reading)
    assert code == 1
    assert said.endswith("no segments made, 3 there already: 5 read, 1 dropped, 1 failed\n")
    code, said = ran(capsys, "load", tmp_path / "a.sayso", tmp_path / "out")
    assert code == 1
    assert said.endswith("3 segments loaded: 5 kept, 1 dropped, 1 failed\n")
    code, said = ran(capsys, "load", tmp_path / "a.sayso", tmp_path / "out")
    assert (code, said.endswith("3 segments loaded: 6 there already, 1 failed before\n")) == (1, True)


def test_a_damaged_segment_is_said_and_the_rest_loaded(
    tmp_path: Path, folder: Path, quick: object, capsys: pytest.CaptureFixture[str]
) -> None:
    ran(capsys, "read-all", folder / "one.txt", folder / "two.txt", "--to", tmp_path / "out", "--on",
        "process", "--segment", "1")  # fmt: skip
    (tmp_path / "out" / "part-00001.done").unlink()
    code, said = ran(capsys, "load", tmp_path / "a.sayso", tmp_path / "out")
    assert code == 1
    assert "SAY603" in said
    assert "1 segment loaded: 1 kept" in said


@pytest.mark.parametrize(
    ("more", "code", "word"),
    [
        (("--on", "hadoop"), 2, "SAY326"),
        (("--today", "tomorrow"), 2, "SAY326"),
        (("--columns", "x=y"), 2, "SAY323"),
        (("--encoding", "rot13"), 2, "SAY325"),
        (("--to", "nosuch://x"), 1, "SAY601"),
        (("--to", "memory://x"), 2, "SAY326"),
        (("--segment", "0"), 2, "--segment"),
    ],
)
def test_a_call_that_makes_no_sense(
    tmp_path: Path,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    more: tuple[str, ...],
    code: int,
    word: str,
) -> None:
    ended, said = ran(capsys, "read-all", folder, "--to", tmp_path / "out", *more)
    assert (ended, word in said) == (code, True)
    assert list(tmp_path.iterdir()) == [folder]


def test_a_place_that_is_none_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = ran(capsys, "load", tmp_path / "a.sayso", tmp_path)
    assert (code, "SAY601" in said) == (1, True)
