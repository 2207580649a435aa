"""CSV and TSV tables to pieces: one for each row, as JSON in our names of fields."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from sayso.errors import InputError
from sayso.intake._pieces import Fields, Limits, Piece

_NAMES = {
    "text": ("text", "body", "content", "article", "article_text", "fulltext"),
    "title": ("title", "headline"),
    "date": ("date", "published", "pubdate", "publish_date", "publication_date", "published_at"),
    "url": ("url", "link", "source_url"),
    "outlet": ("outlet", "publisher", "source", "media", "newspaper", "site"),
    "byline": ("byline", "author", "authors"),
    "id": ("id", "guid", "article_id", "doc_id"),
}
"""Our fields, in the order in which they are written, and the usual names of their columns."""

_DELIMITERS = ",\t;|"
_SEP_LINE = re.compile(r"sep=(.)\s*$", re.I)
_LOOK = 1 << 20
_MOST_LINES = 200_000
"""Lines of one row; more are a quotation mark that is not closed."""

_REPLACED = ("encoding", "bytes that are not of the table's encoding were replaced")


def read_table(
    stream: BinaryIO, source: str, suffix: str, limits: Limits, *, fields: Fields = ()
) -> Iterator[Piece | InputError]:
    """A Piece for each row of a table with a header, an ``InputError`` for each row that has no text
    (SAY111), is too large (SAY114), or has a quotation mark that is never closed (SAY132).

    ``fields`` are pairs of our name and the table's; columns not named there are found by their usual names.
    One row is held at a time. Raises ``InputError`` SAY124 where no column is the text or one that is named
    in ``fields`` is missing, SAY111 where there is nothing at all.
    """
    lines = _Lines(_opened(stream), limits.max_bytes)
    delimiter = _delimiter(lines, suffix, source, fields)
    # Quotation marks are taken as they come: tables in the wild have lone ones within cells.
    records = _records(csv.reader(lines, delimiter=delimiter, strict=False), lines, limits.max_bytes)
    header = next(records, None)
    if not isinstance(header, list):
        raise InputError("SAY124", source, "the header cannot be read")
    columns = _columns(header, fields)
    there = {name.strip().lower() for name in header}
    missing = [theirs.strip()[:40] for _, theirs in fields if theirs.strip().lower() not in there]
    if missing or "text" not in columns:
        shown = ", ".join(name.strip()[:40] for name in header[:20])
        named = "".join(f"no column {name!r}; " for name in missing)
        raise InputError("SAY124", source, f"{named}its columns: {shown}")
    lost = False
    number = 0
    for record in records:
        if isinstance(record, list) and lost and len(record) != len(header):
            continue  # what stands after a broken row is a row again where it has all of its columns
        number += 1
        where = f"{source} row {number}"
        if isinstance(record, list):
            lost = False
            yield _row(record, where, columns, len(header))
        else:
            lost = True
            yield InputError(record[0], where, record[1])


class _Joined(io.RawIOBase):
    """Bytes that were taken from a stream, and the rest of it."""

    def __init__(self, begun: bytes, stream: BinaryIO) -> None:
        self._begun = memoryview(begun)
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self._begun:
            count = min(len(buffer), len(self._begun))
            buffer[:count] = self._begun[:count]
            self._begun = self._begun[count:]
            return count
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _opened(stream: BinaryIO) -> io.TextIOWrapper:
    """The text of a table, with its own line ends; the encoding is told by its first megabyte."""
    begun = stream.read(_LOOK)
    raw = io.BufferedReader(_Joined(begun, stream), 1 << 16)
    return io.TextIOWrapper(raw, encoding=_encoding(begun), errors="replace", newline="")


def _encoding(begun: bytes) -> str:
    if begun.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    text = codecs.getincrementaldecoder("utf-8-sig")("replace").decode(begun, final=False)
    broken = text.count("\ufffd")
    sound = sum(1 for c in text if c > "\x7f") - broken if broken else 0
    return "utf-8-sig" if broken <= sound else "cp1252"


class _TooLong(Exception):
    """The row under way is longer than the limit."""


class _Lines:
    """Lines for the csv module, which remembers those of the record under way, so that they can be read again
    where a quotation mark turns out to be lone."""

    def __init__(self, text: io.TextIOWrapper, most: int) -> None:
        self._text = text
        self._most = most
        self._again: list[str] = []
        self.record: list[str] = []
        self._size = 0
        self.ended_within = False

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._again.pop() if self._again else self._text.readline(self._most + 2)
        if not line:
            self.ended_within = bool(self.record)
            raise StopIteration
        self.record.append(line)
        self._size += len(line)
        if self._size > self._most + 1 or len(self.record) > _MOST_LINES:
            raise _TooLong
        return line

    def start(self) -> None:
        """A new record starts."""
        self.record = []
        self._size = 0

    def back(self) -> None:
        """Give the lines of the record under way again, but for the first; the rest of the last line is
        passed over where only a part of it was read."""
        last = self.record[-1]
        while not last.endswith(("\n", "\r")) and (last := self._text.readline(self._most)):
            pass
        self._again += reversed(self.record[1:])
        self.ended_within = False
        self.start()

    def peek(self) -> str:
        """The first line that is not blank, which will be given again."""
        line = next(self, "")
        while line and not line.strip():
            line = next(self, "")
        self.start()
        self._again.append(line)
        return line

    def skip(self) -> None:
        """Pass over the line that was looked at."""
        self._again.pop()


def _records(reader: Any, lines: _Lines, most: int) -> Iterator[list[str] | tuple[str, str]]:
    """The rows that are not blank; a code and words in place of one that cannot be read."""
    while True:
        lines.start()
        # The limit of the csv module is the whole program's: it is ours for one row only.
        limit = csv.field_size_limit(most + 1)
        try:
            row = next(reader, None)
        except (_TooLong, csv.Error) as error:
            reason = f"{most:,} bytes" if isinstance(error, _TooLong) else str(error)
            yield ("SAY114" if isinstance(error, _TooLong) else "SAY132", reason)
            lines.back()
            continue
        finally:
            csv.field_size_limit(limit)
        if row is None:
            return
        if lines.ended_within and len(lines.record) > 1:
            yield "SAY132", "a quotation mark is never closed"
            lines.back()
        elif row:
            yield row


def _delimiter(lines: _Lines, suffix: str, source: str, fields: Fields) -> str:
    """The delimiter by which the header has the most columns that we know, then the most columns."""
    try:
        line = lines.peek()
    except _TooLong:
        raise InputError("SAY124", source, "the header cannot be read") from None
    if not line:
        raise InputError("SAY111", source)
    if match := _SEP_LINE.match(line):
        lines.skip()
        return match[1]
    best = "\t" if suffix == ".tsv" else ","

    def fit(delimiter: str) -> tuple[int, int, bool]:
        header = next(csv.reader([line[:100_000]], delimiter=delimiter), [])
        return len(_columns(header, fields)), len(header), delimiter == best

    return max(_DELIMITERS, key=fit)


def _columns(header: list[str], fields: Fields) -> dict[str, int]:
    """Where each of our fields stands in the header."""
    places: dict[str, int] = {}
    for index, name in enumerate(header):
        places.setdefault(name.strip().lower(), index)
    named = {ours: (theirs.strip().lower(),) for ours, theirs in fields}
    found: dict[str, int] = {}
    for ours, usual in _NAMES.items():
        there = [places[name] for name in named.get(ours, usual) if name in places]
        if there:
            found[ours] = there[0]
    return found


def _row(record: list[str], where: str, columns: dict[str, int], width: int) -> Piece | InputError:
    cells = {ours: record[index] for ours, index in columns.items() if index < len(record)}
    value = {ours: cell for ours, cell in cells.items() if cell.strip()}
    if "text" not in value:
        return InputError("SAY111", where)
    notes = [_REPLACED] if any("\ufffd" in cell for cell in value.values()) else []
    if len(record) != width:
        notes.append(("columns", f"the row has {len(record)} cells and the header {width}"))
    ordered = {ours: value[ours] for ours in _NAMES if ours in value}
    data = json.dumps(ordered, ensure_ascii=False).encode("utf-8", "replace")
    return Piece(source=where, data=data, suffix=".json", notes=tuple(notes))
