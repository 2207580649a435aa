"""Copies at scale: many made-up articles through sketch, candidates and compare; time and peak memory.

    python -m benchmarks.copies_scale [SIZE ...]

Articles are made of sentences of real ones, drawn anew and with their words in another order, in pieces of
one to four words: so phrases come again, as they do in the news, but hardly a passage. One in twenty is a
copy of an article before it, cut to 70% with a line put before it. Articles are made anew whenever they are
needed, and the time for that is not counted. Each size runs in a process of its own, which tells its peak
memory.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from functools import lru_cache

from benchmarks.gold import gold_folder
from sayso.stories._copying import candidates, compare
from sayso.stories._shingles import Shingles, shingles, sketch

__all__ = ["main"]

SIZES = (25_000, 50_000, 100_000)
EVERY = 20
"""One article in so many is a copy."""
WORDS = 450


def _sentences() -> list[list[str]]:
    with (gold_folder() / "dirt" / "autoposted.dev.jsonl").open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    found = (sentence.split() for text in texts for sentence in re.split(r"(?<=[.!?])\s+|\n+", text))
    return [words for words in found if 8 <= len(words) <= 60]


class Made:
    """Made-up articles by number, the same whenever they are asked for."""

    def __init__(self) -> None:
        self.sentences = _sentences()

    def source(self, number: int) -> int | None:
        """Which article one is a copy of."""
        if number % EVERY != EVERY - 1:
            return None
        source = random.Random(f"copy {number}").randrange(number)
        return source - 1 if source % EVERY == EVERY - 1 else source

    def text(self, number: int) -> str:
        """The text of an article."""
        source = self.source(number)
        if source is not None:
            words = self.text(source).split()
            return f"By Reporter {number}, seen at noon\n" + " ".join(words[: int(len(words) * 0.7)])
        words = []
        rng = random.Random(number)
        while len(words) < WORDS:
            words += self._mixed(rng)
        return " ".join(words)

    def _mixed(self, rng: random.Random) -> Iterator[str]:
        sentence = self.sentences[int(rng.random() * len(self.sentences))]
        pieces = []
        at = 0
        while at < len(sentence):
            size = 1 + int(rng.random() * 4)
            pieces.append(sentence[at : at + size])
            at += size
        rng.shuffle(pieces)
        return (word for piece in pieces for word in piece)


def _measure(size: int) -> dict[str, float]:
    made = Made()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    spent = dict.fromkeys(("sketch", "candidates", "compare"), 0.0)

    def sketches() -> Iterator[tuple[str, bytes]]:
        for number in range(size):
            text = made.text(number)
            start = time.perf_counter()
            data = sketch(text)
            spent["sketch"] += time.perf_counter() - start
            yield f"{number:07d}", data

    @lru_cache(maxsize=4096)
    def of(name: str) -> Shingles:
        text = made.text(int(name))
        start = time.perf_counter()
        found = shingles(text, name)
        spent["compare"] += time.perf_counter() - start
        return found

    given = list(sketches())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    copied = {(f"{made.source(n):07d}", f"{n:07d}") for n in range(EVERY - 1, size, EVERY)}
    pairs = found = passages = 0
    pending = candidates(given)
    del given
    while True:
        start = time.perf_counter()
        pair = next(pending, None)
        spent["candidates"] += time.perf_counter() - start
        if pair is None:
            break
        one, other = of(pair[0]), of(pair[1])
        start = time.perf_counter()
        shared = compare(one, other)
        spent["compare"] += time.perf_counter() - start
        pairs += 1
        passages += shared is not None
        found += shared is not None and shared.is_copy and pair in copied
    return {
        **spent,
        "rate": size / sum(spent.values()),
        "pairs": pairs,
        "passages": passages,
        "found": found,
        "made": len(copied),
        "before": before,
        "sketched": peak,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Run all sizes, each in a process of its own; gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.copies_scale")
    parser.add_argument("sizes", nargs="*", type=int, default=list(SIZES))
    parser.add_argument("--here", action="store_true", help="in this process; prints JSON")
    options = parser.parse_args(arguments)
    if options.here:
        print(json.dumps(_measure(options.sizes[0])))
        return 0
    for size in options.sizes:
        run = subprocess.run(
            [sys.executable, "-m", "benchmarks.copies_scale", "--here", str(size)],
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        m = json.loads(run.stdout)
        print(
            f"{size:>7,} articles: {m['rate']:,.0f} a second; sketch {m['sketch']:.1f} s, candidates "
            f"{m['candidates']:.1f} s, compare {m['compare']:.1f} s; {m['pairs']:,} pairs looked at, "
            f"{m['passages']:,} share a passage, {m['found']:,} of {m['made']:,} copies found; peak memory "
            f"{m['peak']:,.0f} MB ({m['before']:,.0f} to begin with, {m['sketched']:,.0f} once sketched)",
            flush=True,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
