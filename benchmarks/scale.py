"""Many inputs on each engine: time, cores, memory, and whether the segments are byte-equal.

    python -m benchmarks.scale read INPUT TO [--on process|pool|ray] [--workers N]
    python -m benchmarks.scale cluster INPUT TO [--nodes 3] [--keep]
    python -m benchmarks.scale made COUNT TO [--on pool] [--workers N]
    python -m benchmarks.scale load TO CASE
    python -m benchmarks.scale same TO OTHER

``cluster`` starts a Ray cluster of so many nodes on this machine, on its loopback address, and kills one of
them once half of the segments are done (unless told to ``--keep`` all). ``made`` reads articles of about 60
words that are made of sentences of our own examples in an order of their own, each with a title of its own.
Cores are counted over all processes that a run starts, as /proc tells them twice a second, so a share of a
second may be missing for each process that ended.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from sayso.case import Report, open_case, read_all

__all__ = ["main"]

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 11, 1)
_TICK = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


class Watch(threading.Thread):
    """Cores and memory of this process and all below it, from /proc."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.seconds: dict[int, float] = {}
        self.own = self.own_peak = self.peak = self.together = 0
        self.begun = time.monotonic()
        self.ended = threading.Event()

    def run(self) -> None:
        while not self.ended.wait(0.5):
            self.look()

    def look(self) -> None:
        facts = {}
        for pid in below({os.getpid()}):
            with contextlib.suppress(OSError):
                stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
                facts[pid] = ((int(stat[11]) + int(stat[12])) / _TICK, int(stat[21]) * _PAGE)
        sizes = [size for _, size in facts.values()]
        self.seconds |= {pid: seconds for pid, (seconds, _) in facts.items()}
        self.own = facts[os.getpid()][1]
        self.own_peak = max(self.own_peak, self.own)
        self.peak, self.together = max(self.peak, *sizes), max(self.together, sum(sizes))

    def line(self, articles: int) -> str:
        wall, cores = time.monotonic() - self.begun, sum(self.seconds.values())
        mb = 1e6
        return (
            f"{articles:>7,} inputs, {wall:7.1f} s, {articles / wall:6.1f} a second; {cores:7.1f} core "
            f"seconds, {cores / max(1, articles) * 1e6 / 3600:6.1f} core hours a million; memory: this "
            f"process {self.own / mb:.0f} MB (at most {self.own_peak / mb:.0f}), the largest "
            f"{self.peak / mb:.0f}, all together at most {self.together / mb:.0f}"
        )


def _read(inputs: Sequence[str], to: str, every: int, **options: Any) -> None:
    watch, seen, first = Watch(), 0, 0.0
    watch.start()

    def told(report: Report, made: bool) -> None:
        nonlocal seen, first
        assert report.marker is not None
        first = first or time.monotonic() - watch.begun
        before, seen = seen, seen + report.marker.rows
        if seen // every > before // every:
            watch.look()
            print(watch.line(seen), flush=True)

    written = read_all(inputs, to, today=TODAY, told=told, **options)
    watch.look()
    watch.ended.set()
    print(watch.line(written.total), flush=True)
    size = sum(path.stat().st_size for path in Path(to).glob("part-*"))
    print(f"{written}; the first segment after {first:.1f} s; {size / 1e6:.1f} MB of segments", flush=True)


class Nodes:
    """A Ray cluster on loopback addresses: each node is a ``ray start`` of its own, with one core and an
    address of its own. (Ray takes 127.0.0.1 for a slip, and uses the machine's outer address instead.)"""

    def __init__(self, count: int, store: int = 100_000_000) -> None:
        with socket.socket() as one, socket.socket() as other:
            one.bind(("127.0.0.2", 0))
            other.bind(("127.0.0.2", 0))
            ports = [free.getsockname()[1] for free in (one, other)]
        self.address, self.client = f"127.0.0.2:{ports[0]}", f"ray://127.0.0.2:{ports[1]}"
        self.folder = tempfile.mkdtemp(prefix="sayso-ray-")
        # nobody else may use it; set before Ray is imported, here and in the nodes
        os.environ |= {
            "RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": secrets.token_hex(32), "RAY_USAGE_STATS_ENABLED": "0",
            "RAY_ADDRESS": self.address, "RAY_worker_niceness": "0",
        }  # fmt: skip
        more = ["--num-cpus=1", f"--object-store-memory={store}", "--block", "--disable-usage-stats"]
        self.processes = [
            self._start("--head", f"--port={ports[0]}", f"--ray-client-server-port={ports[1]}",
                        "--include-dashboard=false", f"--temp-dir={self.folder}",
                        "--node-ip-address=127.0.0.2", *more)
        ]  # fmt: skip
        self._wait(1)
        for n in range(2, count + 1):  # one after the other: they look for free ports
            joined = [f"--address={self.address}", f"--node-ip-address=127.0.0.{n + 1}", *more]
            self.processes.append(self._start(*joined))
            self._wait(n)

    def _start(self, *arguments: str) -> subprocess.Popen[bytes]:
        ray = Path(sys.executable).with_name("ray")
        with (Path(self.folder) / "nodes.log").open("ab") as log:
            return subprocess.Popen([str(ray), "start", *arguments], stdout=log, stderr=log)

    def _wait(self, count: int) -> None:
        import ray

        for _ in range(90):
            time.sleep(1)
            with contextlib.suppress(Exception):
                if not ray.is_initialized():
                    ray.init(address=self.address, _node_ip_address="127.0.0.2", log_to_driver=False)
                if ray.cluster_resources().get("CPU", 0) >= count:
                    return
        said = (Path(self.folder) / "nodes.log").read_text(errors="replace")[-2000:]
        self.stop()
        raise TimeoutError(f"no cluster of {count} nodes at {self.address}: {said}")

    def kill(self, number: int) -> None:
        """End a node and all its processes at once, as if its machine had lost its power."""
        for pid in sorted(below({self.processes[number].pid})):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.processes[number].wait()

    def stop(self) -> None:
        """End all nodes."""
        import ray

        ray.shutdown()
        for number, process in reversed(list(enumerate(self.processes))):
            if process.poll() is None:
                self.kill(number)
        shutil.rmtree(self.folder, ignore_errors=True)


def below(mine: set[int]) -> set[int]:
    """Processes and all that they have started."""
    parents = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            with contextlib.suppress(OSError):
                parents[int(entry)] = int(
                    Path(f"/proc/{entry}/stat").read_text().rpartition(")")[2].split()[1]
                )
    while more := {pid for pid, parent in parents.items() if parent in mine} - mine:
        mine = mine | more
    return mine


def _cluster(inputs: Sequence[str], to: str, every: int, nodes: int, keep: bool, **options: Any) -> None:
    begun = time.monotonic()
    cluster = Nodes(nodes)
    print(f"{nodes} nodes after {time.monotonic() - begun:.1f} s", flush=True)
    half = sum(Path(path).read_bytes().count(b"\n") for path in inputs) / options["segment"] / 2

    def kill() -> None:
        while len(list(Path(to).glob("part-*.done"))) < half:
            time.sleep(0.2)
        cluster.kill(1)
        done = len(list(Path(to).glob("part-*.done")))
        print(f"killed a node after {time.monotonic() - begun:.1f} s, {done} segments done", flush=True)

    if not keep:
        threading.Thread(target=kill, daemon=True).start()
    try:
        _read(inputs, to, every, on="ray", **options)
    finally:
        cluster.stop()


def _sentences() -> list[str]:
    files = [ROOT / "examples" / "harbour-call.txt", *sorted((ROOT / "examples" / "case").rglob("*.txt"))]
    lines = (line for file in files for line in file.read_text(encoding="utf-8").split("\n"))
    found = (sentence for line in lines for sentence in re.split(r"(?<=[.!?”])\s+(?=[A-Z“])", line.strip()))
    return sorted({sentence for sentence in found if 10 <= len(sentence.split()) <= 40})


def made_up(count: int) -> Iterator[dict[str, str]]:
    """Articles of three sentences of ours, drawn and ordered by their number."""
    sentences = _sentences()
    for number in range(count):
        rng = random.Random(number)
        day = f"2021-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
        body = " ".join(rng.sample(sentences, 3))
        yield {"id": str(number), "title": f"Report {number}", "date": day, "outlet": "Example", "text": body}


def _made(count: int, to: str, every: int, **options: Any) -> None:
    path = Path(to).with_suffix(".jsonl")
    words = 0
    with path.open("w", encoding="utf-8") as lines:
        for article in made_up(count):
            words += len(article["text"].split())
            lines.write(json.dumps(article) + "\n")
    print(f"{count:,} articles of {words / count:.0f} words", flush=True)
    _read([str(path)], to, every, **options)
    import pyarrow.parquet as pq

    given = [row for part in sorted(Path(to).glob("part-*.parquet"), key=lambda part: int(part.stem[5:]))
             for row in pq.read_table(part, columns=["given_id"]).column(0).to_pylist()]  # fmt: skip
    if given != [str(n) for n in range(count)]:
        raise SystemExit("rows are lost")
    print("no row is lost", flush=True)


def _load(segments: str, case: str) -> None:
    watch = Watch()
    watch.start()
    with open_case(case) as file:
        loaded = file.load(segments)
    watch.look()
    watch.ended.set()
    print(watch.line(loaded.total))
    print(f"{loaded}; {os.path.getsize(case) / 1e6:.1f} MB")


def _same(one: str, other: str) -> int:
    files = [{p.name: p.read_bytes() for p in Path(folder).glob("part-*")} for folder in (one, other)]
    same = files[0] == files[1] != {}
    print(f"{len(files[0])} and {len(files[1])} files: {'byte-equal' if same else 'DIFFERENT'}")
    return int(not same)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one measurement; gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale")
    parser.add_argument("what", choices=("read", "cluster", "made", "load", "same"))
    parser.add_argument("names", nargs=2)
    parser.add_argument("--on", default="pool")
    parser.add_argument("--workers", type=int)
    parser.add_argument("--segment", type=int, default=50)
    parser.add_argument("--nodes", type=int, default=3)
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--every", type=int, default=500)
    given = parser.parse_args(arguments)
    options: dict[str, Any] = {"workers": given.workers, "segment": given.segment}
    one, other = given.names
    if given.what == "read":
        _read([one], other, given.every, on=given.on, **options)
    elif given.what == "cluster":
        _cluster([one], other, given.every, given.nodes, given.keep, **options)
    elif given.what == "made":
        _made(int(one), other, given.every, on=given.on, **options)
    elif given.what == "load":
        _load(one, other)
    else:
        return _same(one, other)
    return 0


if __name__ == "__main__":
    sys.exit(main())
