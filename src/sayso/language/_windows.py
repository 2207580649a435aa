"""Cuts an article into the windows that the network reads: whole paragraphs, with the title as context.

A window holds at most ``BUDGET`` pieces. Windows after the first begin with the title's first words; one that
begins inside a long paragraph also with the words before it. Words of the context are read but not judged.
What stands in a window depends on the article alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

BUDGET = 192
TITLE = 16
BEFORE = 24

_STOPS = frozenset({".", "!", "?", "…", "..."})
_CLOSERS = frozenset({"”", '"', "’", "'", "''", "»", ")", "]"})


@dataclass(slots=True)
class Window:
    """``context``: word indices shown only; ``start`` to ``end`` (exclusive): the words to be judged."""

    context: list[int]
    start: int
    end: int


def windows(
    words: Sequence[str], sizes: Sequence[int], paragraphs: Sequence[int], title: int
) -> list[Window]:
    """Windows that cover all words once, in order.

    ``sizes`` are pieces a word; ``paragraphs`` where paragraphs begin (the first is 0); ``title`` how many
    words at the beginning are the title's.
    """
    lead = _first(sizes, title)
    starts = set(paragraphs)
    out: list[Window] = []
    begin = 0
    while begin < len(words):
        context = lead if begin >= title else []
        if begin not in starts:
            context = [*context, *_last(sizes, begin, len(context))]
        room = BUDGET - 2 - sum(sizes[i] for i in context)
        end = begin
        while end < len(words) and (room := room - sizes[end]) >= 0:
            end += 1
        end = max(end, begin + 1)
        if end < len(words) and end not in starts:
            end = _cut(words, starts, begin, end)
        out.append(Window(context, begin, end))
        begin = end
    return out


def _first(sizes: Sequence[int], title: int) -> list[int]:
    room, out = TITLE, []
    for i in range(title):
        room -= sizes[i]
        if room < 0:
            break
        out.append(i)
    return out


def _last(sizes: Sequence[int], begin: int, lowest: int) -> list[int]:
    room, i = BEFORE, begin
    while i > lowest and (room := room - sizes[i - 1]) >= 0:
        i -= 1
    return list(range(i, begin))


def _cut(words: Sequence[str], starts: set[int], begin: int, end: int) -> int:
    """Where a window ends that cannot hold what follows: before a paragraph, else after a sentence."""
    for i in range(end, begin, -1):
        if i in starts:
            return i
    for i in range(end, begin + (end - begin) // 2, -1):
        if words[i] in _CLOSERS:
            continue
        if words[i - 1] in _STOPS or (words[i - 1] in _CLOSERS and i - 2 > begin and words[i - 2] in _STOPS):
            return i
    return end


REACH = 55
"""Words on either side of a cue that are read for it, within its paragraph and window."""

FAR = 50
"""Distances from a cue are told apart up to this many words."""


def around(cue: Sequence[int], paragraph: Sequence[int], first: int, end: int) -> list[int]:
    """The words read for a cue: those of its paragraph that are near. ``paragraph`` numbers each word's
    paragraph; ``first`` to ``end`` (exclusive) are the window's words."""
    lo, hi = max(cue[0] - REACH, first), min(cue[-1] + REACH + 1, end)
    return [i for i in range(lo, hi) if paragraph[i] == paragraph[cue[0]]]
