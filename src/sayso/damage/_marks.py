"""What every detector of this room works with: lines, paragraphs' windows, marks in the making."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from typing import NamedTuple

from sayso.records import DamageKind, Span

LINE_BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
"""Characters that end a line; the language room cuts the text at the same ones."""

_line = re.compile(f"[^{LINE_BREAKS}]+")
_break = re.compile(f"[{LINE_BREAKS}]")


class Found(NamedTuple):
    """A mark before it becomes a record: cheap to make, since most texts hold few."""

    start: int
    end: int
    kind: DamageKind
    note: str
    suggestion: str | None = None


def lines(text: str) -> Iterator[Span]:
    """The lines of a text that are not blank, without the white space around them."""
    for match in _line.finditer(text):
        line = match.group()
        inner = line.strip()
        if inner:
            start = match.start() + len(line) - len(line.lstrip())
            yield start, start + len(inner)


def window(text: str, start: int, end: int, reach: int) -> tuple[str, str]:
    """Up to ``reach`` characters before ``start`` and after ``end``, within the same line."""
    before = text[max(0, start - reach) : start]
    for match in reversed(list(_break.finditer(before))):
        before = before[match.end() :]
        break
    after = text[end : end + reach]
    cut = _break.search(after)
    return before, after[: cut.start()] if cut else after


def data(name: str) -> str:
    """The words of a data file that lies beside this module."""
    return files("sayso.damage").joinpath(name).read_text(encoding="utf-8")
