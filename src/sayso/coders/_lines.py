"""Lines of a table as they stand in the file, and the rows that they make.

Lines end with a line feed and are held one at a time. A row is read by Python's ``csv`` module in its strict
mode. Tables of others quote cells or do not, and often both in one file: a line with quotation marks is read
as CSV, over several lines where a quoted cell has line breaks; where that does not give the right number of
cells, its tabs alone count."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Collection, Iterator
from typing import BinaryIO, NamedTuple

LONGEST = 1_000_000
"""Bytes of a line; a longer one is no row."""
_MOST_LINES = 20
"""Lines that one row may have; a quotation mark left open costs its own line."""


class Piece(NamedTuple):
    """A line with its line break and its number from 1, or a part of one that is too long."""

    number: int
    data: bytes
    cut: bool = False


class Cells(NamedTuple):
    """The cells of a row, or why there are none; ``text`` is the row as it stands, ``encoding`` says what is
    odd about that."""

    line: int
    text: str
    cells: list[str]
    problem: str | None = None
    encoding: str | None = None


def pieces(stream: BinaryIO) -> Iterator[Piece]:
    """All bytes of a stream, line by line."""
    number = 1
    while data := stream.readline(LONGEST):
        cut = len(data) >= LONGEST and not data.endswith(b"\n")
        yield Piece(number, data, cut)
        while cut:
            more = stream.readline(LONGEST)
            cut = bool(more) and not more.endswith(b"\n")
            if more:
                yield Piece(number, more, cut=True)
        number += 1


def rows(lines: Iterator[Piece], delimiter: str, widths: Collection[int], *, quoted: bool) -> Iterator[Cells]:
    """The rows of lines; ``widths`` are the numbers of cells that a row may have. Empty lines are passed
    over."""
    held: deque[Piece] = deque()
    last_cut = 0
    while True:
        if not held:
            following = next(lines, None)
            if following is None:
                return
            held.append(following)
        piece = held.popleft()
        if piece.cut:
            if piece.number != last_cut:
                last_cut = piece.number
                yield Cells(piece.number, "", [], f"it is longer than {LONGEST} bytes")
            continue
        text, encoding = decoded(piece.data)
        if not text.strip():
            continue
        if quoted and '"' in text:
            yield _quoted(piece, text, encoding, held, lines, delimiter, widths)
        else:
            yield _plain(piece.number, text, encoding, delimiter, widths)


def decoded(data: bytes) -> tuple[str, str | None]:
    """The text of a line without its line break, and a note where it is not UTF-8."""
    data = data.removesuffix(b"\n").removesuffix(b"\r")
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace"), "not UTF-8, read as Windows-1252"


def _plain(number: int, text: str, encoding: str | None, delimiter: str, widths: Collection[int]) -> Cells:
    """A row of one line in which quotation marks mean nothing."""
    try:
        cells = next(csv.reader((text,), delimiter=delimiter, quoting=csv.QUOTE_NONE, strict=True))
    except csv.Error as error:
        return Cells(number, text, [], f"it cannot be read: {error}", encoding)
    fitting = fit(cells, widths)
    problem = None if fitting is not None else _wrong(len(cells), widths)
    return Cells(number, text, fitting or [], problem, encoding)


def _quoted(
    first: Piece,
    text: str,
    encoding: str | None,
    held: deque[Piece],
    lines: Iterator[Piece],
    delimiter: str,
    widths: Collection[int],
) -> Cells:
    """A row with quotation marks, over as many lines as it needs; ``held`` keeps lines that were looked
    at."""
    texts, taken, broken = [text], 0, False
    while True:
        try:
            made = list(csv.reader([f"{line}\n" for line in texts], delimiter=delimiter, strict=True))
        except csv.Error as error:
            broken = True
            if "unexpected end" not in str(error) or taken == _MOST_LINES - 1:
                break
        else:
            cells = fit(made[0], widths) if len(made) == 1 else None
            if cells is None:
                broken = broken or len(made) != 1
                break
            for _ in range(taken):
                held.popleft()
            return Cells(first.number, "\n".join(texts), cells, None, encoding)
        if taken == len(held):
            following = next(lines, None)
            if following is None:
                break
            held.append(following)
        if held[taken].cut:
            break
        more, odd = decoded(held[taken].data)
        texts.append(more)
        encoding = encoding or odd
        taken += 1
    plain = _plain(first.number, text, encoding, delimiter, widths)
    if plain.problem is not None and broken:
        return plain._replace(problem=f"its quotation marks do not match, and without them {plain.problem}")
    return plain


def fit(cells: list[str], widths: Collection[int]) -> list[str] | None:
    """The cells, without empty ones beyond the header; None where their number is not one of those."""
    if len(cells) in widths:
        return cells
    most = max(widths)
    if len(cells) > most and not any(cell.strip() for cell in cells[most:]):
        return cells[:most]
    return None


def _wrong(found: int, widths: Collection[int]) -> str:
    return f"it has {found} cells where there should be {' or '.join(map(str, sorted(widths)))}"
