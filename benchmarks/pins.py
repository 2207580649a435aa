"""The file of floors: what is pinned, how a figure is judged against it, how a floor rises or falls.

In: figures in percent, higher is better.  Out: verdicts, and the text of ``floors.toml``, which people read
in reviews: one table a set, with the file, the number of rows and words, and the SHA-256 of the lines.
"""

from __future__ import annotations

import json
import math
import tomllib
from dataclasses import dataclass, field, replace

from benchmarks.gold import GoldSet, Slice

__all__ = ["Floors", "Pinned", "Verdict", "judge", "parse_floors", "pin", "render_floors"]

HEAD = """\
# Quality floors: written by `python -m benchmarks.floors --update`, read by `make floors`.
# `slice` is the fixed slice of at most 200,000 words, `all` is everything. A floor only ever rises, unless
# a reason is given (--update --reason "..."), which is then kept beside it under `lowered`.
"""


@dataclass(frozen=True)
class Pinned:
    """The floors of one set, the data they were measured on, and why any of them was lowered."""

    data: str
    rows: int
    words: int
    sha256: str
    floors: dict[str, float] = field(default_factory=dict)
    lowered: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Verdict:
    """One line of the table.

    ``state`` is ``holds``, ``fell``, ``not pinned``, ``not measured`` or ``data changed``.
    """

    figure: str
    floor: float | None
    now: float | None
    state: str


Floors = dict[str, dict[str, Pinned]]
"""``slice`` or ``all`` -> name of the set -> what is pinned."""


def parse_floors(toml: str) -> Floors:
    """Read the text of ``floors.toml``."""
    return {
        part: {name: Pinned(**entry) for name, entry in sets.items()}
        for part, sets in tomllib.loads(toml).items()
    }


def render_floors(floors: Floors) -> str:
    """The text of ``floors.toml``; the same floors always give the same text."""
    return HEAD + "".join(
        _render(part, name, sets[name]) for part, sets in sorted(floors.items()) for name in sorted(sets)
    )


def _render(part: str, name: str, pinned: Pinned) -> str:
    key = f"{part}.{json.dumps(name)}"
    lines = [
        "",
        f"[{key}]",
        f"data = {json.dumps(pinned.data)}",
        f"rows = {pinned.rows}",
        f"words = {pinned.words}",
        f"sha256 = {json.dumps(pinned.sha256)}",
        "",
        f"[{key}.floors]",
        *(f"{figure} = {floor:.1f}" for figure, floor in pinned.floors.items()),
    ]
    if pinned.lowered:
        lines += ["", f"[{key}.lowered]", *(f"{f} = {json.dumps(why)}" for f, why in pinned.lowered.items())]
    return "\n".join(lines) + "\n"


def judge(pinned: Pinned | None, data: Slice, figures: dict[str, float]) -> list[Verdict]:
    """Compare what was measured now with what is pinned."""
    floors = pinned.floors if pinned else {}
    changed = pinned is not None and pinned.sha256 != data.sha256
    return [
        Verdict(figure, floors.get(figure), figures.get(figure), _state(floors, figures, figure, changed))
        for figure in dict.fromkeys((*figures, *floors))
    ]


def _state(floors: dict[str, float], figures: dict[str, float], figure: str, changed: bool) -> str:
    if figure not in floors:
        return "not pinned"
    if figure not in figures:
        return "not measured"
    if changed:
        return "data changed"
    return "holds" if _rounded_down(figures[figure]) >= floors[figure] else "fell"


def pin(gold: GoldSet, before: Pinned | None, data: Slice, figures: dict[str, float], reason: str) -> Pinned:
    """New floors: each figure rounded down to a tenth, and none below the old one unless there is a reason.

    On changed data, or for a figure no longer measured, the old floor stays unless there is a reason.
    """
    old = before.floors if before else {}
    if before is not None and before.sha256 != data.sha256 and not reason:
        return before
    floors: dict[str, float] = {}
    lowered = dict(before.lowered) if before else {}
    for figure in dict.fromkeys((*figures, *old)):
        new = _rounded_down(figures[figure]) if figure in figures else None
        was = old.get(figure)
        if was is not None and (new is None or new < was):
            if not reason:
                floors[figure] = was
                continue
            lowered[figure] = f"from {was:.1f} to {'nothing' if new is None else f'{new:.1f}'}: {reason}"
        elif was is not None and new is not None and new > was:
            lowered.pop(figure, None)
        if new is not None:
            floors[figure] = new
    fresh = Pinned(data=gold.file, rows=len(data.rows), words=data.words, sha256=data.sha256)
    return replace(fresh, floors=floors, lowered=lowered)


def _rounded_down(figure: float) -> float:
    return math.floor(figure * 10 + 1e-6) / 10
