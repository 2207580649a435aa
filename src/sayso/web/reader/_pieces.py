"""The text cut for drawing: paragraphs, and in each the pieces between the edges of spans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from sayso.records import Span
from sayso.web.reader._marks import Mark

_Span = tuple[int, int, int]
"""Start, end, and the number of the mark."""
LONGEST = 4_000
"""Characters of a paragraph."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words under which the same marks run. ``begins`` are those whose tag stands before them; ``classes``
    are those of the style sheet, lane and row of each; ``found`` tells that a link leads to them, though no
    record stands there."""

    start: int
    words: str
    marks: tuple[Mark, ...] = ()
    begins: tuple[Mark, ...] = ()
    classes: str = ""
    found: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the text. ``rows`` are the rows of lanes that it needs: those of the article that are empty
    in it are left out. ``counts`` tells for each lane how many marks begin in it."""

    number: int
    start: int
    pieces: tuple[Piece, ...]
    rows: int
    counts: dict[str, int] = field(default_factory=dict)
    opening: str = ""


def paragraphs(text: str, marks: Sequence[Mark], reached: Span | None = None) -> Iterator[Paragraph]:
    """The lines of a text that are not empty. Takes the marks in the order of their beginnings, and the words
    that a link leads to where they are no mark's."""
    spans = sorted((start, end, n) for n, mark in enumerate(marks) for start, end in mark.spans)
    active: list[_Span] = []
    at = number = 0
    for start, end in _lines(text):
        if not text[start:end].strip():
            continue
        number += 1
        active = [span for span in active if span[1] > start]
        while at < len(spans) and spans[at][0] < end:
            active.append(spans[at])
            at += 1
        within = [span for span in active if span[1] > start and span[0] < end]
        yield _paragraph(number, text, start, end, within, marks, reached)


def _lines(text: str) -> Iterator[Span]:
    """Lines; one that is too long to be laid out at once is cut at a word."""
    position = 0
    for line in text.split("\n"):
        start, end = position, position + len(line)
        position = end + 1
        while end - start > LONGEST:
            space = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
            cut = space + 1 if space > 0 else start + LONGEST
            yield start, cut
            start = cut
        yield start, end


def _paragraph(
    number: int,
    text: str,
    start: int,
    end: int,
    spans: list[_Span],
    marks: Sequence[Mark],
    reached: Span | None,
) -> Paragraph:
    edge_of = [edge for first, last, _ in spans for edge in (first, last)]
    inner = {edge for edge in (*edge_of, *(reached or ())) if start < edge < end}
    edges = sorted({start, end} | inner)
    opens: dict[int, list[int]] = {}
    counts: dict[str, int] = {}
    for first, _, n in spans:
        if first == marks[n].start and start <= first < end:
            opens.setdefault(first, []).append(n)
            counts[marks[n].lane] = counts.get(marks[n].lane, 0) + 1
    rows = {row: n for n, row in enumerate(sorted({marks[n].row for _, _, n in spans}), 1)}
    waiting = sorted(spans)
    pieces: list[Piece] = []
    under: list[_Span] = []
    at = 0
    for first, last in pairwise(edges):
        while at < len(waiting) and waiting[at][0] <= first:
            under.append(waiting[at])
            at += 1
        under = [span for span in under if span[1] > first]
        found = tuple(marks[n] for n in sorted({n for _, _, n in under}))
        pieces.append(
            Piece(
                start=first,
                words=text[first:last],
                marks=found,
                classes=" ".join(dict.fromkeys(f"{mark.lane}-{rows[mark.row]}" for mark in found)),
                begins=tuple(marks[n] for n in sorted(set(opens.get(first, ())))),
                found=reached is not None and reached[0] <= first < reached[1],
            )
        )
    return Paragraph(
        number=number,
        start=start,
        pieces=tuple(pieces),
        rows=len(rows),
        counts=counts,
        opening=" ".join(text[start : start + 80].split()),
    )
