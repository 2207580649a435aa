"""Quality floors: measure every room on the gold data and fail where a figure falls below its floor.

    python -m benchmarks.floors [SET ...] [--all] [--update [--reason WORDS]]

Floors stand in ``floors.toml`` with the file, the number of rows and the SHA-256 of the very lines that they
were measured on. There is no tolerance: reading is deterministic, and floors are pinned rounded down to 0.1.
Exit code 0 when nothing fell, 1 when a figure fell or its data changed, 2 on a call that makes no sense.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks import (
    actors,
    attribution,
    copies,
    crowds,
    dating,
    demo,
    event_traps,
    events,
    places,
    police,
    quantities,
    stories,
    times,
)  # fmt: skip
from benchmarks.gold import GoldSet, Peer, Slice, gold_folder, take
from benchmarks.pins import Floors, Verdict, judge, parse_floors, pin, render_floors

__all__ = ["SETS", "main"]

FILE = Path(__file__).with_name("floors.toml")
SETS: tuple[GoldSet, ...] = (
    *actors.SETS,
    *attribution.SETS,
    *events.SETS,
    *event_traps.SETS,
    *police.SETS,
    *times.SETS,
    *dating.SETS,
    *places.SETS,
    *crowds.SETS,
    *quantities.SETS,
    *copies.SETS,
    *stories.SETS,
    *demo.SETS,
)


def _table(name: str, verdicts: Sequence[Verdict], peers: dict[str, Peer]) -> Iterator[str]:
    for v in verdicts:
        floor = "-" if v.floor is None else f"{v.floor:.1f}"
        now = "-" if v.now is None else f"{v.now:.1f}"
        peer = f"{peers[v.figure][0]:5.1f}  {peers[v.figure][1]}" if v.figure in peers else ""
        yield f"{name + '.' + v.figure:<46} {floor:>6} {now:>6}  {v.state:<12} {peer}".rstrip()


def _measure(
    sets: Sequence[GoldSet],
    part: str,
    floors: Floors,
    after: Callable[[GoldSet, Slice, dict[str, float]], None],
) -> int:
    """Measure each set that is present, print its lines, and give the number of figures that did not hold."""
    print(f"{'figure':<46} {'floor':>6} {'now':>6}  {'':<12} peer")
    bad = total = 0
    begun = time.perf_counter()
    for gold in sets:
        data = take(gold, everything=part == "all")
        if data is None:
            _say(f"{gold.name}: {gold.path()} is not here; its floors are not checked")
            continue
        start = time.perf_counter()
        figures = gold.score(data.rows)
        verdicts = judge(floors.get(part, {}).get(gold.name), data, figures)
        for line in _table(gold.name, verdicts, gold.peers):
            print(line, flush=True)
        bad += sum(v.state in {"fell", "not measured", "data changed"} for v in verdicts)
        total += data.words
        if any(v.state == "data changed" for v in verdicts):
            _say(f"{gold.name}: not the data its floors were measured on; pin anew: --update --reason WORDS")
        _say(f"{gold.name}: {len(data.rows)} rows, {data.words:,} words, {time.perf_counter() - start:.1f} s")
        after(gold, data, figures)
    _say(f"{total:,} words in {time.perf_counter() - begun:.0f} s")
    return bad


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.floors", description=__doc__.splitlines()[0] if __doc__ else None
    )
    parser.add_argument(
        "sets",
        nargs="*",
        metavar="SET",
        help="names of sets, or the beginnings of names (attribution, places.lgl)",
    )
    parser.add_argument("--all", action="store_true", help="all of the gold data instead of the fixed slice")
    parser.add_argument("--update", action="store_true", help="pin what is measured now")
    parser.add_argument("--reason", default="", help="with --update: why floors may fall")
    options = parser.parse_args(arguments)
    if options.reason and not options.update:
        parser.error("--reason goes with --update")
    options.sets = [s for s in SETS if not options.sets or s.name.startswith(tuple(options.sets))]
    if not options.sets:
        parser.error(f"no such set; there are: {', '.join(s.name for s in SETS)}")
    return options


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the floors; gives the exit code."""
    options = _options(arguments)
    part = "all" if options.all else "slice"
    floors = parse_floors(FILE.read_text(encoding="utf-8"))
    if not gold_folder().is_dir():
        _say(f"skipped: there is no gold data at {gold_folder()} (SAYSO_SHARED names another folder)")
        options.sets = [s for s in options.sets if take(s) is not None]

    def update(gold: GoldSet, data: Slice, figures: dict[str, float]) -> None:
        if options.update:
            sets = floors.setdefault(part, {})
            sets[gold.name] = pin(gold, sets.get(gold.name), data, figures, options.reason)
            FILE.write_text(render_floors(floors), encoding="utf-8")

    bad = _measure(options.sets, part, floors, update)
    if bad and not (options.update and options.reason):
        _say(f"{bad} figures do not hold. To lower a floor, write down why: --update --reason WORDS")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
