"""Inputs, one after the other: which kind each is, and how it is opened without trusting it."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from sayso.errors import InputError
from sayso.intake._dates import dated_by
from sayso.intake._decode import decode
from sayso.intake._jsonl import parse, read_line, read_lines
from sayso.intake._plain import build
from sayso.records import Article

MAX_BYTES = 20_000_000
"""The largest text, page or JSON line that is read unless the caller says otherwise, in bytes."""

_URL = re.compile(r"[a-z][a-z0-9+.-]{1,9}:/{1,2}[^/]", re.I)
_HTML_START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,1000}(?:<\?xml[^>]{0,200}>\s{0,200})?(?:<!--[^>]{0,500}-->\s{0,200})?<(?:!doctype\s{1,9}html|html[\s>])",
    re.I,
)
_JSON_START = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,1000}\{")
_LINES, _OBJECT, _PAGE, _TEXT = (
    {".jsonl", ".ndjson"},
    {".json"},
    {".html", ".htm", ".xhtml"},
    {".txt", ".text", ".md"},
)
_BLANK_LINES = 1000
_MOST = 1 << 60
"""No limit is larger, so that it fits what the operating system takes for a size."""
_CHUNK = 1 << 20
STDIN = "standard input"


def read_inputs(
    inputs: Sequence[str | Path],
    *,
    max_bytes: int = MAX_BYTES,
    stdin: BinaryIO | None = None,
    today: date | None = None,
) -> Iterator[Article | InputError]:
    """Read paths of text, HTML and JSON lines, and ``-`` for standard input, in the order given.

    Yields an ``Article`` for each article, and an ``InputError`` (it never raises one) for each input, or
    line of JSON lines, that cannot become one. One item is held at a time; a single text, page or line above
    ``max_bytes`` is refused with SAY114 before it is read to its end. ``stdin`` stands in for
    ``sys.stdin.buffer``. ``today`` is the day of reading, where it is to count: a date of publication after
    the next day is refused, and the reasons say so.
    """
    for item in _read_inputs(inputs, max_bytes, stdin):
        yield dated_by(item, today) if isinstance(item, Article) and today is not None else item


def _read_inputs(
    inputs: Sequence[str | Path], max_bytes: int, stdin: BinaryIO | None
) -> Iterator[Article | InputError]:
    max_bytes = min(max_bytes, _MOST)
    for given in inputs:
        name = str(given)
        try:
            if name == "-":
                yield from _read_stream(stdin or _stdin(), STDIN, "", max_bytes)
            else:
                yield from _read_path(name, max_bytes)
        except InputError as error:
            yield error
        except OSError as error:
            yield _refused(error, name)


def _stdin() -> BinaryIO:
    """Standard input in bytes; empty where the process was started without one."""
    return sys.stdin.buffer if sys.stdin is not None else BytesIO()


def count_inputs(inputs: Sequence[str | Path]) -> int | None:
    """How many articles the inputs hold at most, for a progress bar; None where counting uses them up."""
    total = 0
    for given in inputs:
        path = Path(given)
        try:
            if str(given) == "-" or (path.exists() and not path.is_file() and not path.is_dir()):
                return None
            total += _count_lines(path) if path.suffix.lower() in _LINES and path.is_file() else 1
        except (OSError, ValueError):
            total += 1
    return total


def _count_lines(path: Path) -> int:
    lines, last = 0, b"\n"
    with path.open("rb") as stream:
        while chunk := stream.read(1 << 20):
            lines += chunk.count(b"\n")
            last = chunk[-1:]
    return max(1, lines + (last != b"\n"))


def _read_path(name: str, max_bytes: int) -> Iterator[Article | InputError]:
    if _URL.match(name) and not os.path.exists(name):
        raise InputError("SAY104", name)
    if "\x00" in name:
        raise InputError("SAY101", name)
    status = os.stat(name)
    if stat.S_ISDIR(status.st_mode):
        raise InputError("SAY103", name)
    suffix = os.path.splitext(name)[1].lower()
    if stat.S_ISREG(status.st_mode) and status.st_size > max_bytes and suffix not in _LINES | _OBJECT:
        raise _too_large(name, max_bytes)
    with open(name, "rb") as stream:
        yield from _read_stream(stream, name, suffix, max_bytes)


def _refused(error: OSError, name: str) -> InputError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return InputError("SAY101", name)
    if isinstance(error, IsADirectoryError):
        return InputError("SAY103", name)
    return InputError("SAY102", name, error.strerror or type(error).__name__)


def _too_large(name: str, max_bytes: int) -> InputError:
    return InputError("SAY114", name, f"{max_bytes:,} bytes")


def _read_stream(stream: BinaryIO, name: str, suffix: str, max_bytes: int) -> Iterator[Article | InputError]:
    if suffix in _LINES:
        yield from read_lines(stream, name, max_bytes)
        return
    first = _first_line(stream, max_bytes)
    if suffix in _OBJECT or (suffix not in _TEXT | _PAGE and _JSON_START.match(first)):
        yield from _read_json(first, stream, name, max_bytes, declared=suffix in _OBJECT)
        return
    yield _read_whole(_rest(first, stream, name, max_bytes), name, suffix, max_bytes)


def _first_line(stream: BinaryIO, max_bytes: int) -> bytes:
    """The first line that is not blank, with the blank ones before it; a thousand blank ones are enough."""
    lines: list[bytes] = []
    left = max_bytes + 1
    while left > 0 and len(lines) < _BLANK_LINES and (line := stream.readline(left)):
        lines.append(line)
        left -= len(line)
        if line.strip():
            break
    return b"".join(lines)


def _rest(first: bytes, stream: BinaryIO, name: str, max_bytes: int) -> bytes:
    data = bytearray(first)
    while len(data) <= max_bytes and (chunk := stream.read(min(_CHUNK, max_bytes + 1 - len(data)))):
        data += chunk
    if len(data) > max_bytes:
        raise _too_large(name, max_bytes)
    return bytes(data)


def _read_whole(data: bytes, name: str, suffix: str, max_bytes: int) -> Article:
    if suffix in _PAGE or _HTML_START.match(data[:4000]):
        from sayso.intake._html import read_page

        return read_page(data, name, max_bytes)
    return build(decode(data, name), name, raw=data)


def _read_json(
    first: bytes, stream: BinaryIO, name: str, max_bytes: int, *, declared: bool
) -> Iterator[Article | InputError]:
    """One object over many lines, or JSON lines; if JSON was only a guess, maybe plain text with a brace."""
    if len(first) > max_bytes:
        raise _too_large(name, max_bytes)
    if _is_json(first, name):
        yield from read_lines(stream, name, max_bytes, first=first)
        return
    data = _rest(first, stream, name, max_bytes)
    if declared or _is_json(data, name):
        yield read_line(data, name)
    elif b"\n{" in data:
        yield from read_lines(BytesIO(), name, max_bytes, first=data)
    else:
        yield _read_whole(data, name, "", max_bytes)


def _is_json(data: bytes, name: str) -> bool:
    try:
        parse(data, name)
    except InputError:
        return False
    return True
