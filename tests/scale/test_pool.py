"""The pool: results, lost tasks, and processes that end with it."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.scale import Lost, Task, run

HERE = Path(__file__).parent


@pytest.fixture(autouse=True)
def importable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(HERE))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(HERE), os.environ.get("PYTHONPATH", ""))))


def results(tasks: list[Task], workers: int, start: str = "workers:start") -> dict[bytes, bytes | Lost]:
    return {done.task.data: done.result for done in run(tasks, start, "> ", workers=workers)}


@pytest.mark.parametrize("workers", [0, 1, 2])
def test_every_task_has_its_result_whatever_the_number_of_processes(workers: int) -> None:
    tasks = [Task(str(n).encode()) for n in range(40)] + [Task(b"x" * 3_000_000), Task(b"")]
    assert results(tasks, workers) == {task.data: b"> " + task.data for task in tasks}


def test_what_the_caller_wants_back_comes_back() -> None:
    assert [done.task.about for done in run([Task(b"a", about="me")], "workers:start", "", workers=1)] == [
        "me"
    ]


def test_a_task_that_kills_its_process_is_lost_and_the_others_go_on() -> None:
    tasks = [Task(b"a"), Task(b"die"), Task(b"b"), Task(b"leave"), Task(b"c")]
    found = results(tasks, 1)
    assert found.pop(b"die") == Lost("died", "signal 9")
    assert found.pop(b"leave") == Lost("died", "exit code 3")
    assert found == {name: b"> " + name for name in (b"a", b"b", b"c")}


def test_a_task_that_overstays_its_time_is_lost() -> None:
    found = results([Task(b"sleep", seconds=2), Task(b"a")], 1)
    assert found[b"a"] == b"> a"
    assert found[b"sleep"] == Lost("slow", "more than 2 s")


def test_what_a_library_prints_does_not_come_between() -> None:
    assert results([Task(b"print"), Task(b"a")], 1)[b"print"] == b"> print"


def test_few_tasks_are_taken_before_they_can_be_worked_on() -> None:
    taken = 0

    def many() -> Iterator[Task]:
        nonlocal taken
        for n in range(1000):
            taken += 1
            yield Task(str(n).encode())

    working = run(many(), "workers:start", "", workers=2)
    next(working)
    assert taken <= 8
    working.close()


def test_processes_are_started_for_work_only_and_end_with_the_pool() -> None:
    working = run([Task(b"1")], "workers:pid", "", workers=8)
    process = int(next(working).result)  # type: ignore[arg-type]
    assert list(working) == []
    for _ in range(50):
        if not os.path.exists(f"/proc/{process}"):
            break
        time.sleep(0.1)
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_nothing_to_do_starts_nothing() -> None:
    assert list(run([], "workers:start", "", workers=4)) == []
