"""An open stream to pieces: which kind it is, told by its first bytes, and who opens it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from sayso.errors import InputError
from sayso.intake._archives import read_tar, read_zip
from sayso.intake._feeds import is_feed, read_feed
from sayso.intake._jsonl import is_json, line_pieces
from sayso.intake._mail import read_mail
from sayso.intake._packed import is_packed, read_packed
from sayso.intake._pieces import Fields, Limits, Piece, buffered, read_all
from sayso.intake._tables import read_table
from sayso.intake._warc import is_warc, read_warc
from sayso.intake._xml import kind_of

LINES, PAGE, TEXT = {".jsonl", ".ndjson"}, {".html", ".htm", ".xhtml"}, {".txt", ".text", ".md"}
"""Suffixes of JSON lines, pages and plain text."""

_OBJECT, _TABLE, _MAIL = ".json", {".csv", ".tsv"}, {".mbox", ".eml"}
_JSON_START = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,1000}\{")
_BLANK_LINES = 1000
_HEAD = 4096


def unpack(
    stream: Any,
    source: str,
    suffix: str,
    limits: Limits,
    *,
    fields: Fields = (),
    depth: int = 0,
) -> Iterator[Piece | InputError]:
    """The pieces in one stream of bytes. ``suffix`` is that of its name, ``depth`` counts the archives around
    it. Raises ``InputError`` where the stream as a whole is refused."""
    stream = buffered(stream)
    head = stream.peek(_HEAD)[:_HEAD]
    if is_warc(head, stream):
        yield from read_warc(stream, source, limits)
    elif is_packed(head):
        yield from read_packed(stream, source, suffix, limits, fields=fields, depth=depth)
    elif head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        yield from read_zip(stream, source, limits, fields=fields, depth=depth)
    elif head[257:262] == b"ustar" or suffix == ".tar":
        yield from read_tar(stream, source, limits, fields=fields, depth=depth)
    elif suffix in _TABLE:
        yield from read_table(stream, source, suffix, limits, fields=fields)
    elif suffix in _MAIL:
        yield from read_mail(stream, source, suffix, limits)
    elif suffix in LINES:
        yield from line_pieces(stream, source, limits.max_bytes, fields)
    elif suffix not in TEXT | PAGE and is_feed(head):
        yield from read_feed(read_all(stream, source, limits.max_bytes), source)
    else:
        yield from _single(stream, source, suffix, limits.max_bytes, fields)


def _single(
    stream: Any, source: str, suffix: str, max_bytes: int, fields: Fields
) -> Iterator[Piece | InputError]:
    """One text or page; or JSON, an object over many lines or one a line, where that was only a guess maybe
    plain text that begins with a brace."""
    first = _first_line(stream, max_bytes)
    if suffix in TEXT | PAGE:
        yield Piece(source=source, data=read_all(stream, source, max_bytes, first), suffix=suffix)
        return
    if suffix != _OBJECT and not _JSON_START.match(first):
        yield from _unnamed(read_all(stream, source, max_bytes, first), source, suffix)
        return
    if len(first) > max_bytes:
        raise InputError("SAY114", source, f"{max_bytes:,} bytes")
    if is_json(first, source):
        yield from line_pieces(stream, source, max_bytes, fields, first=first)
        return
    data = read_all(stream, source, max_bytes, first)
    if suffix == _OBJECT or is_json(data, source):
        yield Piece(source=source, data=data, suffix=_OBJECT, fields=fields)
    elif b"\n{" in data:
        yield from line_pieces(BytesIO(), source, max_bytes, fields, first=data)
    else:
        yield Piece(source=source, data=data)


def _unnamed(data: bytes, source: str, suffix: str) -> Iterator[Piece | InputError]:
    """A text or page whose name does not say which; or a feed whose root element comes late. Raises
    ``InputError`` SAY112 for other XML: to keep it would be to take its tags for words."""
    kind = kind_of(data)
    if kind == "xml" and is_feed(data):
        yield from read_feed(data, source)
    elif kind == "xml":
        raise InputError("SAY112", source, "it looks like an XML document that is no page and no feed")
    else:
        yield Piece(source=source, data=data, suffix=".xhtml" if kind == "page" else suffix)


def _first_line(stream: Any, max_bytes: int) -> bytes:
    """The first line that is not blank, with the blank ones before it; a thousand blank ones are enough."""
    lines: list[bytes] = []
    left = max_bytes + 1
    while left > 0 and len(lines) < _BLANK_LINES and (line := stream.readline(left)):
        lines.append(line)
        left -= len(line)
        if line.strip():
            break
    return b"".join(lines)
