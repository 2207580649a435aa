"""The look of the page: a few styles, lines that hang beside a mark, and facts in a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

STRONG, DIM, HEAD, ALARM = "bold", "dim", "bold cyan", "bold yellow"

Lines = list[RenderableType]

_MARGIN = 2
_NARROWEST, _LEAST = 20, 10
"""Cells for words: with fewer than the first beside a mark they go under it; never fewer than the second."""
_DOT = "  ·  "


@dataclass(frozen=True, slots=True)
class Hanging:
    """Words that wrap to the right of a mark: ``indent`` cells, the mark, and words in what is left.

    ``width`` is the least width of the mark's column. Lines are not padded, so that a page sent to a file
    has no blanks at the ends of its lines.
    """

    mark: str
    words: RenderableType
    style: str = DIM
    indent: int = 0
    width: int = 0

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Render for Rich."""
        margin = _MARGIN + self.indent
        column = max(self.width, cell_len(self.mark)) + 1
        mark = console.get_style(self.style)
        above = column > _MARGIN and options.max_width - margin - column < _NARROWEST
        if above:
            yield from (Segment(" " * _MARGIN), Segment(self.mark, mark), Segment.line())
            margin, column = _MARGIN, _MARGIN
        left = max(_LEAST, options.max_width - margin - column)
        lines = _lines(console, options.update(width=left), self.words)
        for n, line in enumerate(lines):
            lead = self.mark if n == 0 and not above else ""
            yield Segment(" " * margin)
            yield Segment(lead, mark)
            yield Segment(" " * (column - cell_len(lead)), Style.null())
            yield from line
            yield Segment.line()


@dataclass(frozen=True, slots=True)
class Flush:
    """Words that begin at the left edge, wrapped, without blanks at the ends of lines."""

    words: RenderableType

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Render for Rich."""
        for line in _lines(console, options, self.words):
            yield from line
            yield Segment.line()


def _lines(console: Console, options: ConsoleOptions, words: RenderableType) -> Iterator[list[Segment]]:
    """The rendered lines, each without the blanks that wrapping leaves at its end."""
    for line in console.render_lines(words, options, pad=False):
        while line and not line[-1].text.strip(" "):
            line.pop()
        if line and line[-1].text.endswith(" "):
            line[-1] = Segment(line[-1].text.rstrip(" "), line[-1].style)
        yield line


@dataclass(frozen=True, slots=True)
class Facts:
    """Short facts in a row with dots between them; a new line begins between facts where one can.

    What is unknown is said, but dimmed.
    """

    items: tuple[str, ...]
    style: str = ""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Render for Rich."""
        for row in self._rows(options.max_width):
            line = Text()
            for n, item in enumerate(row):
                line.append(_DOT if n else "", style=DIM)
                line.append(item, style=DIM if item.endswith("unknown") else self.style)
            yield Flush(line)

    def _rows(self, width: int) -> Iterator[list[str]]:
        row: list[str] = []
        used = 0
        for item in self.items:
            needed = cell_len(item) + (cell_len(_DOT) if row else 0)
            if row and used + needed > width:
                yield row
                row, used, needed = [], 0, cell_len(item)
            row.append(item)
            used += needed
        if row:
            yield row


def facts(items: Iterable[str], style: str = "") -> Facts:
    """Facts in a row."""
    return Facts(tuple(items), style)
