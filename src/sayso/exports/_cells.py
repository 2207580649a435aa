"""Cells that cannot break a table, and the writers of the forms in which tables are written.

What has no escape in a form is replaced, so that the number of rows and columns never changes:

- *tsv*: tabs, line ends and other control characters become a space, a straight double quotation mark a
  single one. Nothing in these formats says how to escape.
- *csv*: RFC 4180, with CRLF between rows. Quotation marks, commas and line ends are kept within quotation
  marks; NUL and other control characters become their pictures (U+2400 ...).
- *jsonl*, *json*: JSON escapes everything; also what ends a line to some readers (U+0085, U+2028, U+2029).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable
from itertools import islice
from typing import IO, Any

import msgspec

from sayso.exports._records import Format, Options, Row

_BREAKING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_LINE_ENDS = ((b"\xc2\x85", b"\\u0085"), (b"\xe2\x80\xa8", b"\\u2028"), (b"\xe2\x80\xa9", b"\\u2029"))
_FORMULA = re.compile("[=+\\-@\t\r]")
_PAGE = 50
"""Rows of CSV that are looked at together for what has to be replaced."""


def number(value: float | None) -> str:
    """A number as a cell: no exponent, no more digits than it has, empty for None."""
    if value is None:
        return ""
    return str(value) if isinstance(value, int) else f"{value:.6f}".rstrip("0").rstrip(".") or "0"


def tsv_cell(value: Any) -> str:
    """A value as a cell of a table without escapes."""
    text = value if isinstance(value, str) else number(value)
    return text if text.isprintable() and '"' not in text else _BREAKING.sub(" ", text).replace('"', "'")


def pictured(text: str) -> str:
    """A text with pictures in the place of control characters other than tab and line ends."""
    return _UNSEEN.sub(_picture, text)


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    return "\u2421" if code == 0x7F else chr(0x2400 + code) if code < 0x20 else "\ufffd"


def csv_cell(value: Any, *, safe: bool = False) -> str:
    """A value as a cell of CSV. ``safe`` puts an apostrophe before a text that a spreadsheet would take for
    a formula; numbers are left alone."""
    if not isinstance(value, str):
        return number(value)
    text = value if value.isprintable() else pictured(value)
    return f"'{text}" if safe and _FORMULA.match(text) else text


def write_tsv(rows: Iterable[Row], stream: IO[bytes], form: Format, options: Options) -> None:
    """Tabs between cells, LF after rows, UTF-8."""
    if form.header:
        stream.write(("\t".join(form.columns) + "\n").encode())
    for row in rows:
        cells = [value if value.__class__ is str else number(value) for value in row]
        whole = "".join(cells)
        if '"' in whole or not whole.isprintable():
            cells = [tsv_cell(cell) for cell in cells]
        stream.write(("\t".join(cells) + "\n").encode())


def write_csv(rows: Iterable[Row], stream: IO[bytes], form: Format, options: Options) -> None:
    """RFC 4180, UTF-8, with a header."""
    found = iter(rows)
    page: list[Row] = [form.columns]
    while page:
        cells = [[number(v) if v.__class__ is float else v for v in row] for row in page]
        text = _csv(cells)
        if options.safe or (not text.replace("\r\n", "").isprintable() and _UNSEEN.search(text)):
            text = _csv([[csv_cell(value, safe=options.safe) for value in row] for row in page])
        stream.write(text.encode())
        page = list(islice(found, _PAGE))


def _csv(rows: Iterable[Iterable[Any]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


def encoded(row: Row) -> bytes:
    """A row as one line of JSON, in the eyes of every reader: U+0085, U+2028 and U+2029 end a line to some,
    and are escaped."""
    made = msgspec.json.encode(row)
    for mark, escaped in _LINE_ENDS:
        made = made.replace(mark, escaped)
    return made


def write_jsonl(rows: Iterable[Row], stream: IO[bytes], form: Format, options: Options) -> None:
    """One object a line."""
    for row in rows:
        stream.write(encoded(row) + b"\n")


Writer = Callable[[Iterable[Row], IO[bytes], Format, Options], None]


def json_list(head: bytes, tail: bytes) -> Writer:
    """A writer of one JSON value: what stands before the list of rows, the rows, what stands after it."""

    def write(rows: Iterable[Row], stream: IO[bytes], form: Format, options: Options) -> None:
        stream.write(head)
        for n, row in enumerate(rows):
            stream.write((b",\n" if n else b"\n") + encoded(row))
        stream.write(b"\n" + tail + b"\n")

    return write


def present(pairs: dict[str, Any]) -> dict[str, Any]:
    """Without what is empty: JSON of others leaves out what is not known."""
    return {name: value for name, value in pairs.items() if value not in (None, "", [], (), {})}
