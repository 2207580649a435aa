"""Interrupted and side by side: what was acknowledged is there after a kill, the rest comes when it is run
again, and processes that write and read at once do not disturb each other."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.case import Case, open_case
from sayso.case import _file as file_of_case
from tests.case.conftest import (
    ADD,
    CLOCK,
    LATER,
    NEWS,
    TEXTS,
    differing,
    dump,
    invented,
    pretend,
    process,
    write,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "in", {**invented(60), **TEXTS, "copy.txt": TEXTS["one.txt"]})


def undisturbed(path: Path, inputs: list[Path]) -> Path:
    with open_case(path) as case:
        case.add(inputs, **CLOCK)
    return path


def sound(case: Case) -> bool:
    return case.check().list() == []


def killed(path: Path, inputs: list[Path], seconds: float, pause: float) -> list[str]:
    """Add in a process, kill it so long after its first sign of life, and say what it acknowledged."""
    adding = process(ADD, path, *inputs, pause=pause)
    assert adding.stdout is not None
    first = adding.stdout.readline()
    time.sleep(seconds)
    os.kill(adding.pid, signal.SIGKILL)
    rest = adding.stdout.read()
    adding.wait(timeout=60)
    # a line that was cut is no acknowledgement
    return [line.split()[0] for line in (first + rest).splitlines(keepends=True) if line.endswith("\n")]


def kill_and_resume(path: Path, inputs: list[Path], kills: int, pause: float, most: float, seed: int) -> int:
    """Kill as often as that, and look each time that nothing acknowledged is missing. Returns how many of the
    kills came before the end."""
    chance, acknowledged, early = random.Random(seed), set(), 0
    for _ in range(kills):
        acknowledged |= set(killed(path, inputs, chance.uniform(0, most), pause))
        with open_case(path) as case:
            there = {record.id for record in case.inputs()}
            assert acknowledged <= there
            assert sound(case)
            early += case.status().articles < 60
    return early


def test_killed_and_run_again(tmp_path: Path, folder: Path, quick: object) -> None:
    path = tmp_path / "killed.sayso"
    assert kill_and_resume(path, [folder], kills=2, pause=0.03, most=0.8, seed=1) >= 1
    wanted = dump(undisturbed(tmp_path / "whole.sayso", [folder]))
    with open_case(path) as case:
        case.add([folder], **CLOCK)
        assert sound(case)
        assert case.status().unjoined == 0
    assert differing(dump(path), wanted) == []


@pytest.mark.slow
def test_killed_ten_times(tmp_path: Path, quick: object) -> None:
    folder = write(tmp_path / "in", invented(250))
    path = tmp_path / "killed.sayso"
    kill_and_resume(path, [folder], kills=10, pause=0.02, most=1.2, seed=2)
    wanted = dump(undisturbed(tmp_path / "whole.sayso", [folder]))
    with open_case(path) as case:
        case.add([folder], **CLOCK)
        assert sound(case)
    assert differing(dump(path), wanted) == []


@pytest.mark.slow
def test_killed_while_it_reads_the_example(tmp_path: Path, news_file: Path) -> None:
    path = tmp_path / "killed.sayso"
    kill_and_resume(path, [NEWS], kills=4, pause=-1, most=1.5, seed=3)
    with open_case(path) as case:
        case.add([NEWS], **CLOCK)
        assert sound(case)
    assert differing(dump(path), dump(news_file)) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_killed_at_any_moment_of_its_first_second(
    tmp_path: Path, folder: Path, quick: object, seed: int
) -> None:
    """Also before the first table is there, or while actors are joined."""
    path = tmp_path / "killed.sayso"
    adding = process(ADD, path, folder)
    deadline = time.monotonic() + 30
    while not path.exists() and time.monotonic() < deadline:
        time.sleep(0.0005)
    time.sleep(random.Random(seed).uniform(0, 0.02 if seed < 4 else 0.4))
    os.kill(adding.pid, signal.SIGKILL)
    adding.communicate(timeout=60)
    with open_case(path) as case:
        case.add([folder], **CLOCK)
        assert sound(case)
    assert differing(dump(path), dump(undisturbed(tmp_path / "whole.sayso", [folder]))) == []


@pytest.mark.parametrize("mode", ["WAL", "DELETE"])
def test_killed_before_the_tables_were_made(tmp_path: Path, quick: object, mode: str) -> None:
    path = tmp_path / "a.sayso"
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA journal_mode = {mode}")
    connection.execute("PRAGMA user_version = 0")
    connection.commit()
    connection.close()
    with open_case(path) as case:
        case.add_text("Tom Birch met Ada Quill.", **CLOCK)
        assert case.status().articles == 1


def test_interrupted_from_the_keyboard(
    tmp_path: Path, folder: Path, quick: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was read until then is kept, acknowledged or not, and nothing is half there."""
    count = iter(range(1000))

    def read(article: object, *more: object) -> object:
        if next(count) == 20:
            raise KeyboardInterrupt
        return pretend(article)  # type: ignore[arg-type]

    monkeypatch.setattr("sayso.reader.read", read)
    path, told = tmp_path / "a.sayso", []
    with open_case(path) as case:
        with pytest.raises(KeyboardInterrupt):
            case.add([folder], committed=told.append, **CLOCK)
        assert len(told) >= 20
        assert {r.id for r in told} <= {r.id for r in case.inputs()}
        monkeypatch.setattr("sayso.reader.read", pretend)
        case.add([folder], **CLOCK)
        assert sound(case)
    assert differing(dump(path), dump(undisturbed(tmp_path / "whole.sayso", [folder]))) == []


# Side by side


def test_two_add_at_once(tmp_path: Path, quick: object) -> None:
    texts = invented(40)
    names = sorted(texts)
    one = write(tmp_path / "one", {name: texts[name] for name in names[:28]})
    other = write(tmp_path / "other", {name: texts[name] for name in names[12:]})
    path = tmp_path / "both.sayso"
    first, second = process(ADD, path, one, pause=0.02), process(ADD, path, other, pause=0.02)
    for each in (first, second):
        each.communicate(timeout=120)
        assert each.returncode == 0
    wanted = dump(undisturbed(tmp_path / "whole.sayso", [one, other]))
    with open_case(path) as case:
        assert case.status().articles == 40
        assert sound(case)
    assert differing(dump(path), wanted) == []


@pytest.mark.slow
def test_many_begin_a_case_at_once(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", invented(3))
    for n in range(4):
        path = tmp_path / f"{n}.sayso"
        adding = [process(ADD, path, folder, stderr=subprocess.PIPE) for _ in range(4)]
        for each in adding:
            _, said = each.communicate(timeout=120)
            assert (each.returncode, said) == (0, "")
        with open_case(path) as case:
            assert case.status().articles == 3
            assert sound(case)


def test_readers_do_not_wait(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "a.sayso"
    adding = process(ADD, path, folder, pause=0.02)
    assert adding.stdout is not None
    adding.stdout.readline()
    seen, longest = [], 0.0
    with open_case(path) as case:
        while adding.poll() is None:
            began = time.monotonic()
            seen.append(case.status().articles)
            for event in case.statements():
                assert event.speaker is not None
            assert case.search("mayor", limit=3).list() is not None
            assert case.actors(limit=5).list() is not None
            longest = max(longest, time.monotonic() - began)
        adding.stdout.read()
        assert adding.wait(timeout=60) == 0
        assert seen == sorted(seen)
        assert longest < 5
        assert len(set(seen)) > 1
        assert case.status().articles == 65
        assert sound(case)


@pytest.fixture
def writer_elsewhere(tmp_path: Path) -> Iterator[tuple[Path, sqlite3.Connection]]:
    path = tmp_path / "a.sayso"
    with open_case(path) as case:
        case.add_text("Tom Birch met Ada Quill.", **CLOCK)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    yield path, connection
    connection.close()


def test_a_second_writer_waits_for_its_turn(
    quick: object, writer_elsewhere: tuple[Path, sqlite3.Connection], monkeypatch: pytest.MonkeyPatch
) -> None:
    from sayso.errors import CaseError

    path, connection = writer_elsewhere
    monkeypatch.setattr(file_of_case, "_BUSY", 0.1)
    monkeypatch.setattr(file_of_case, "_PATIENCE", 0.3)
    told: list[str] = []
    with open_case(path, told=told.append) as case:
        assert case.status().articles == 1
        with pytest.raises(CaseError, match="SAY410"):
            case.add_text("Iris Vale met Noel Marsh.", **CLOCK)
        assert told
        connection.execute("ROLLBACK")
        assert case.add_text("Iris Vale met Noel Marsh.", now=LATER).kept == 1
        assert case.status().articles == 2


def test_one_answer_is_of_one_state(news: Case) -> None:
    """Records that are gone through slowly do not change while others write."""
    before = len(news.events().list())
    rows = iter(news.events())
    first = next(rows)
    began = time.monotonic()
    with open_case(news.path) as other:
        for event in other.events().list()[:8]:
            other.correct("hide", event.id, who="Iris", why="a test")
    assert time.monotonic() - began < 20
    assert len([first, *rows]) == before
    assert len(news.events().list()) == before - 8
    assert sound(news)
