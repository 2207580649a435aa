"""The piece: one thing found in an input, as bytes, with what is known of it before anybody has read it.

Inputs are opened in one process and read in others, so a piece is small, plain and holds no open file. Where
a piece was found is its ``source``: a path or URL, with ``!`` before the member of an archive and ``line n``,
``record n`` or ``entry n`` within a file of many.
"""

from __future__ import annotations

import io
import re
from typing import Any, BinaryIO

import msgspec

from sayso.errors import InputError

MAX_BYTES = 20_000_000
"""The largest text, page or JSON line that is read unless the caller says otherwise, in bytes."""

_SPACES = re.compile(r"\s+")

CHUNK = 1 << 16
"""Bytes read at a time."""


Fields = tuple[tuple[str, str], ...]
"""Pairs of our name of a field (text, title, date, url, outlet, byline, id) and the name that an input
uses."""

Notes = tuple[tuple[str, str], ...]
"""Findings so far, as (kind, words)."""

HTML_START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,1000}(?:<\?xml[^>]{0,200}>\s{0,200})?(?:<!--[^>]{0,500}-->\s{0,200})?<(?:!doctype\s{1,9}html|html[\s>])",
    re.I,
)
"""The first bytes of a web page."""


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """How much an input may hold before it is refused as too large or as a bomb.

    ``max_bytes`` bounds one text, page, line or member; ``max_unpacked`` all that one archive or compressed
    file unpacks to; ``max_ratio`` is how many times larger than the packed bytes it may be, once it is larger
    than ``max_bytes``; ``max_members`` bounds the members and ``max_depth`` archives within archives.
    """

    max_bytes: int = MAX_BYTES
    max_unpacked: int = 50_000_000_000
    max_ratio: int = 200
    max_members: int = 5_000_000
    max_depth: int = 3


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What a feed, a mail or an archive says about an article beside its bytes; null where it says
    nothing. ``feed`` is the title of a feed that links it, the outlet where the page itself names none."""

    title: str | None = None
    date: str | None = None
    url: str | None = None
    outlet: str | None = None
    byline: str | None = None
    id: str | None = None
    feed: str | None = None


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """Bytes and where they were found.

    ``suffix`` is the form that the name or the container claims (``.html``, ``.txt``, ``.json`` for one JSON
    object), ``charset`` the encoding that a header claims; both may lie. ``fields`` are pairs of our name and
    the name that the input uses, for JSON. ``notes`` are findings so far, as (kind, words).
    """

    source: str
    data: bytes
    suffix: str = ""
    charset: str | None = None
    given: Given = Given()
    fields: Fields = ()
    notes: Notes = ()


def one_line(text: str) -> str:
    """The text with each run of white space as one space, and none at its ends."""
    return _SPACES.sub(" ", text).strip()


def buffered(stream: Any) -> io.BufferedReader:
    """The stream with ``peek``, so that its first bytes can be looked at and still be read."""
    return stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream, CHUNK)


def read_all(stream: BinaryIO, source: str, max_bytes: int, begun: bytes = b"") -> bytes:
    """All of a stream after ``begun``. Raises ``InputError`` SAY114 before more than ``max_bytes`` are
    held."""
    data = bytearray(begun)
    while len(data) <= max_bytes and (chunk := stream.read(min(CHUNK, max_bytes + 1 - len(data)))):
        data += chunk
    if len(data) > max_bytes:
        raise InputError("SAY114", source, f"{max_bytes:,} bytes")
    return bytes(data)
