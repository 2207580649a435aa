"""Markup of corrections: what people changed, who, why, when, and what it was before."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.packet._blocks import Anchors
from sayso.packet._markup import grid, identity
from sayso.packet._records import Changed
from sayso.packet._text import line, quoted

DONE = {
    "merge": "joined: one and the same",
    "split": "set apart: not the same",
    "recode": "re-coded",
    "hide": "hidden: left out of all queries",
    "note": "remarked",
    "undo": "took back a correction",
}
"""What each action of a correction did, in words."""


def corrections(changes: Iterable[Changed], anchors: Anchors) -> str:
    """What people corrected: what, who, why, when, and what it was before."""
    return grid(
        "Who changed what, why, and what it was before",
        ("correction", "of", "what", "before", "who", "when", "why"),
        (
            (
                f"<span{anchors.new(one.correction.id)}>{identity(one.correction.id)}</span>",
                _of(one),
                _what(one),
                _before(one),
                line(one.correction.who),
                line(one.correction.at),
                line(one.correction.why),
            )
            for one in changes
        ),
    )


def _of(one: Changed) -> str:
    target = one.correction.target
    name = one.names.get(target)
    return (f"{line(name)} " if name else "") + identity(target)


def _what(one: Changed) -> str:
    made = one.correction
    done = DONE.get(made.action, line(made.action))
    values = "; ".join(f"{line(k)}: {_words(v, one)}" for k, v in made.value.items() if k != "stay")
    undone = ""
    if one.undoing is not None:
        undo = one.undoing
        undone = (
            f'<br/>\n<span class="no">taken back</span> by {line(undo.who)}, {line(undo.at)}, '
            f"{quoted(undo.why)} {identity(undo.id)}"
        )
    return f"{done}{': ' + values if values else ''}{undone}"


def _before(one: Changed) -> str:
    return "; ".join(f"{line(k)}: {_words(v, one)}" for k, v in one.before.items())


def _words(value: object, one: Changed) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(_words(part, one) for part in value) or "nothing"
    if value is None:
        return "not known"
    name = one.names.get(str(value))
    return (f"{line(name)} " if name else "") + line(str(value))
