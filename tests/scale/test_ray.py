"""Ray: three nodes on loopback addresses, one of which is killed; what comes out is that of one process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sayso.case import read_all
from sayso.errors import ReadingError
from tests.case.conftest import CLOCK, REPO, TEXTS, invented, write
from tests.scale.test_read_all import files

pytest.importorskip("ray", reason="pip install 'sayso[ray]'")

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
    env = {**os.environ, "PYTHONPATH": os.pathsep.join((str(REPO), os.environ.get("PYTHONPATH", "")))}
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


@pytest.mark.slow
def test_a_cluster_that_is_not_there_is_told(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", invented(2))
    with pytest.raises(ReadingError) as told:
        read_all([str(folder)], str(tmp_path / "out"), on="ray://127.0.0.1:9", today=TODAY)
    assert told.value.code == "SAY605"
    assert "\n" not in str(told.value)
