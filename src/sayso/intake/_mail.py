"""Mail to pieces: one message in an ``.eml`` file, many in an ``.mbox``."""

from __future__ import annotations

import email
import re
from collections.abc import Callable, Iterator
from email import policy
from email.message import EmailMessage
from typing import Any, BinaryIO

from sayso.errors import InputError
from sayso.intake._pieces import CHUNK, Given, Limits, Piece, one_line, read_all

_BOUNDARY = re.compile(rb"\n\r?\nFrom [^\n]{0,200}?\d\d:\d\d[^\n]{0,40}?\d{4}[^\n]{0,200}\n")
"""The line before a message, with sender and time, after an empty one. A sentence of a message that begins
with From has no time of day."""

_LONGEST_BOUNDARY = 500
_FIRST = re.compile(rb"\s{0,1000}From [^\n]{0,400}\n")
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.M)
_BOUNDARY_OF_PARTS = re.compile(rb"\bboundary\b", re.I)
_LONGEST_HEADER = 4000
_DEEPEST = 50
_MOST_PARTS = 1000
_MOST_LINES, _MOST_CHECKS = 1_000_000, 20_000_000
"""Lines of a message, and lines times boundaries of parts: the parser compares each line with each."""


def read_mail(stream: BinaryIO, source: str, suffix: str, limits: Limits) -> Iterator[Piece | InputError]:
    """A Piece for each message, an ``InputError`` for each that is too large (SAY114), has no body (SAY111)
    or cannot be parsed (SAY135). One message is held at a time. Raises ``InputError`` SAY111 where there is
    nothing but white space, SAY135 where there is no message in what there is."""
    for number, message in enumerate(_messages(stream, source, suffix, limits.max_bytes), 1):
        where = f"{source}!message {number}"
        large = InputError("SAY114", where, f"{limits.max_bytes:,} bytes")
        yield large if message is None else _piece(message, where)


def _messages(stream: BinaryIO, source: str, suffix: str, max_bytes: int) -> Iterator[bytes | None]:
    """The bytes of each message; None in place of one that is too large. Raises ``InputError`` where there is
    none."""
    if suffix != ".eml":
        yield from _split(stream, source, max_bytes)
        return
    data = read_all(stream, source, max_bytes)
    if data.startswith(b"From "):
        data = data.partition(b"\n")[2]
    if not data.strip():
        raise InputError("SAY111", source)
    yield data


def _split(stream: BinaryIO, source: str, max_bytes: int) -> Iterator[bytes | None]:
    """The messages of a mailbox, each of which has a line before it that says whence and when it came."""
    window = bytearray(stream.read(CHUNK))
    while not window.strip() and (chunk := stream.read(CHUNK)):
        window = bytearray(chunk.lstrip())  # it may be blank for longer than is held of it
    first = _FIRST.match(window)
    if first is None:
        blank = not window.strip()
        raise InputError("SAY111", source) if blank else InputError("SAY135", source, "it holds no message")
    del window[: first.end()]
    message, large, more = bytearray(), False, True
    while more:
        chunk = stream.read(CHUNK)
        more = bool(chunk)
        window += chunk
        at = 0
        for match in _BOUNDARY.finditer(window):
            message += window[at : match.start() + 1]
            yield None if large or len(message) > max_bytes else _unquoted(message)
            message, large, at = bytearray(), False, match.end()
        kept = max(at, len(window) - _LONGEST_BOUNDARY if more else len(window))
        message += window[at:kept]
        del window[:kept]
        if large or len(message) > max_bytes:
            message, large = bytearray(), True
    # The empty line at the end of a mailbox is no more part of a message than the one before a boundary.
    yield None if large else _unquoted(message[:-1] if message.endswith(b"\n\n") else message)


def _unquoted(message: bytearray) -> bytes:
    """The message as it was before lines that begin with From were marked in it."""
    return _QUOTED_FROM.sub(rb"\1", message)


def _piece(data: bytes, where: str) -> Piece | InputError:
    boundaries, lines = len(_BOUNDARY_OF_PARTS.findall(data)), data.count(b"\n")
    if lines > _MOST_LINES or boundaries * lines > _MOST_CHECKS or boundaries > _MOST_PARTS:
        return InputError("SAY135", where, f"{lines:,} lines with {boundaries:,} boundaries of parts")
    try:
        message = email.message_from_bytes(data, policy=policy.default)
        found = _body(message)
    except Exception as error:  # whatever the parser does on a hostile message, the others go on
        return InputError("SAY135", where, f"it could not be parsed: {type(error).__name__}")
    if found is None:
        return InputError("SAY111", where, "the message has no text")
    body, suffix, charset = found
    return Piece(source=where, data=body, suffix=suffix, charset=charset, given=_given(message))


def _body(message: EmailMessage) -> tuple[bytes, str, str | None] | None:
    """Bytes, suffix and encoding of the first plain text that is not blank, else of the first page."""
    page = None
    for part in _parts(message):
        kind = part.get_content_type()
        if kind not in ("text/plain", "text/html") or part.get_content_disposition() == "attachment":
            continue
        data = part.get_payload(decode=True)
        if not isinstance(data, bytes) or not data.strip():
            continue
        if kind == "text/plain":
            return _utf8(data, ".txt", part.get_content_charset())
        page = page or _utf8(data, ".html", part.get_content_charset())
    return page


def _parts(message: Any, depth: int = 0) -> Iterator[Any]:
    """The message and its parts in their order, down to a depth that no mail program makes."""
    yield message
    if message.is_multipart() and depth < _DEEPEST:
        for part in message.get_payload():
            yield from _parts(part, depth + 1)


def _utf8(data: bytes, suffix: str, charset: str | None) -> tuple[bytes, str, str | None]:
    """The body in UTF-8; as it is, for whoever decodes it to judge, where its encoding does not fit."""
    try:
        text = data.decode(charset or "utf-8")
    except (LookupError, UnicodeDecodeError):
        return data, suffix, None
    return text.encode("utf-8", "replace"), suffix, "utf-8"


def _given(message: EmailMessage) -> Given:
    return Given(
        title=_line(_header(message, "subject", str)),
        date=_header(message, "date", lambda header: header.datetime.date().isoformat()),
        byline=_line(_header(message, "from", lambda header: header.addresses[0].display_name)),
        id=_line(_header(message, "message-id", str)),
    )


def _header(message: EmailMessage, name: str, read: Callable[[Any], str]) -> str | None:
    """What is read from a header; None where it is not there or not well-formed.

    Parsing takes more than linear time, so a header of more than some lines is passed over.
    """
    raw = next((value for key, value in message.raw_items() if key.lower() == name), None)
    if raw is None or len(str(raw)) > _LONGEST_HEADER:
        return None
    try:
        return read(message[name])
    except Exception:  # the parser of headers fails in many ways on broken ones
        return None


def _line(value: str | None) -> str | None:
    return one_line(value) or None if value else None
