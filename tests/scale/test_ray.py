"""Ray: three nodes on loopback addresses, one of which is killed; what comes out is that of one process."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sayso.case import read_all
from sayso.errors import ReadingError
from sayso.scale import Lost, Task
from tests.case.conftest import CLOCK, REPO, TEXTS, invented, write
from tests.scale.test_read_all import files

pytest.importorskip("ray", reason="pip install 'sayso[ray]'")

from ray.exceptions import RayActorError

from sayso.scale import _ray

TODAY = CLOCK["today"]

ON_THREE_NODES = """
import sys, threading, time
from datetime import date
from pathlib import Path
from benchmarks.scale import Nodes
from sayso.case import read_all

def done():
    return len(list(Path(sys.argv[2]).glob("*.done")))

def kill():
    while done() < 3:
        time.sleep(0.05)
    nodes.kill(1)
    print("killed", done(), flush=True)

nodes = Nodes(3)
try:
    threading.Thread(target=kill, daemon=True).start()
    today = date.fromisoformat(sys.argv[3])
    read_all([sys.argv[1]], sys.argv[2], on="ray", segment=3, today=today)
    import ray
    ray.shutdown()
    read_all([sys.argv[1] + "/00*.txt"], sys.argv[4], on=nodes.client, segment=3, today=today)
finally:
    nodes.stop()
"""


@pytest.mark.slow
def test_a_node_is_killed_and_the_result_is_that_of_one_process(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", {**invented(40), **TEXTS})
    # what the import of _ray has set is for a cluster of our own
    env = {name: value for name, value in os.environ.items() if not name.startswith("RAY_")}
    env["PYTHONPATH"] = os.pathsep.join((str(REPO), env.get("PYTHONPATH", "")))
    running = subprocess.run(
        [
            sys.executable,
            "-c",
            ON_THREE_NODES,
            str(folder),
            str(tmp_path / "out"),
            TODAY.isoformat(),
            str(tmp_path / "client"),
        ],
        capture_output=True,
        text=True,
        env=env,
        timeout=300,
        check=False,
    )
    assert running.returncode == 0, running.stderr[-3000:]
    killed = int(running.stdout.partition("killed ")[2].split()[0])
    assert 3 <= killed < 16
    read_all([str(folder)], str(tmp_path / "one"), on="process", segment=3, today=TODAY)
    assert files(tmp_path / "out") == files(tmp_path / "one")
    read_all([f"{folder}/00*.txt"], str(tmp_path / "few"), on="process", segment=3, today=TODAY)
    assert files(tmp_path / "client") == files(tmp_path / "few")


class Cluster:
    """As much of Ray as ``_Actors`` needs: what was asked last is answered first, and a node can go."""

    def __init__(self, silent: int = 0) -> None:
        self.actors: list[Any] = []
        self.silent = silent

    def remote(self, **_: Any) -> Any:
        return lambda _: SimpleNamespace(remote=self._begin)

    def _begin(self, *_: Any) -> Any:
        actor = SimpleNamespace(dead=False)
        actor.ready = SimpleNamespace(remote=lambda: Asked(actor))
        actor.work = SimpleNamespace(remote=lambda data: Asked(actor, data))
        self.actors.append(actor)
        return actor

    def wait(self, asked: list[Any], **_: Any) -> tuple[list[Any], list[Any]]:
        self.silent -= 1
        return ([], asked) if self.silent >= 0 else (asked[-1:], asked[:-1])

    def get(self, asked: Any) -> bytes | None:
        if asked.actor.dead:
            raise RayActorError
        return asked.data

    def kill(self, actor: Any) -> None:
        actor.dead = True

    def is_initialized(self) -> bool:
        return True


class Asked:
    def __init__(self, actor: Any, data: bytes | None = None) -> None:
        self.actor, self.data = actor, data


def test_actors_that_went_with_a_node_cost_no_task_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of eight actors of a node seven have nothing to do any more; the eighth loses the last task."""
    cluster, again = Cluster(), []
    monkeypatch.setattr(_ray, "ray", cluster)

    def tasks() -> Iterator[Task | None]:
        yield from (Task(str(n).encode()) for n in range(8))
        for _ in range(7):
            yield None
        for actor in cluster.actors:
            actor.dead = True
        while True:
            yield again.pop() if again else None

    given = tasks()
    done, lost = [], 0
    for one in _ray._Actors("", "", 8).run(iter(lambda: next(given), 0)):
        if isinstance(one.result, Lost):
            lost += 1
            again.append(one.task)
        else:
            done.append(one.result)
    assert sorted(done) == [str(n).encode() for n in range(8)]
    assert lost == 1


def test_the_time_until_there_is_a_task_is_no_fault_of_the_actors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Going on may take long: what is there is hashed before the first task comes."""
    now = [0.0]

    def tasks() -> Iterator[Task]:
        now[0] += 10_000
        yield Task(b"a")

    monkeypatch.setattr(_ray, "ray", Cluster(silent=1))
    monkeypatch.setattr(_ray.time, "monotonic", lambda: now[0])
    assert [one.result for one in _ray._Actors("", "", 1).run(tasks())] == [b"a"]


@pytest.mark.slow
def test_a_cluster_that_is_not_there_is_told(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", invented(2))
    with pytest.raises(ReadingError) as told:
        read_all([str(folder)], str(tmp_path / "out"), on="ray://127.0.0.1:9", today=TODAY)
    assert told.value.code == "SAY605"
    assert "\n" not in str(told.value)
