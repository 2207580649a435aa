"""JSON lines to Articles, one line at a time: ``{id, text, title?, date?, url?, outlet?, byline?}``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from itertools import chain
from typing import Any, BinaryIO

from sayso.errors import InputError
from sayso.intake._dates import stated
from sayso.intake._decode import decode
from sayso.intake._plain import build
from sayso.records import Article

_BOM = b"\xef\xbb\xbf"


def read_lines(
    stream: BinaryIO, name: str, max_bytes: int, *, first: bytes = b""
) -> Iterator[Article | InputError]:
    """An Article or an ``InputError`` for each line that is not blank; errors name the line.

    ``first`` are whole lines that were already taken from the stream.

    The stream may be of any size. A line above ``max_bytes`` gets SAY114 and is passed over.
    """
    found = False
    for number, line in _numbered(
        chain(_pieces(BytesIO(first), max_bytes), _pieces(stream, max_bytes)), max_bytes
    ):
        where = f"{name} line {number}"
        if line is None:
            found = True
            yield InputError("SAY114", where, f"{max_bytes:,} bytes")
        elif line.strip():
            found = True
            yield read_line(line, where)
    if not found:
        yield InputError("SAY111", name)


def read_line(line: bytes, where: str) -> Article | InputError:
    """The Article of one JSON object in bytes."""
    try:
        return _article(parse(line, where), where, line)
    except InputError as error:
        return error


def parse(line: bytes, where: str) -> Any:
    """The value of one JSON text. Raises ``InputError`` SAY112, SAY113 or SAY121."""
    text = decode(line, where)
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError("SAY121", where, f"{error.msg} at column {error.pos + 1}") from None
    except (ValueError, RecursionError) as error:
        reason = "nested too deeply" if isinstance(error, RecursionError) else "a number is too long"
        raise InputError("SAY121", where, reason) from None


def _pieces(stream: BinaryIO, max_bytes: int) -> Iterator[bytes]:
    """Lines with their ends; a long one comes in pieces, of which only the last has a line end."""
    return iter(lambda: stream.readline(max_bytes + 2), b"")


def _numbered(pieces: Iterator[bytes], max_bytes: int) -> Iterator[tuple[int, bytes | None]]:
    """Number and bytes of each line, without its end; None in place of a line that is too long."""
    for number, piece in enumerate(pieces, 1):
        if number == 1:
            piece = piece.removeprefix(_BOM)
        line = piece.rstrip(b"\r\n")
        if len(line) <= max_bytes:
            yield number, line
            continue
        del line
        while not piece.endswith(b"\n") and (piece := next(pieces, b"")):
            pass
        yield number, None


def _article(value: Any, where: str, raw: bytes) -> Article:
    if not isinstance(value, dict):
        raise InputError("SAY122", where, f"it is {_KINDS[type(value)]}, not an object")
    text = value.get("text")
    if not isinstance(text, str):
        wrong = f'"text" is {_KINDS[type(text)]}' if "text" in value else ""
        raise InputError("SAY122", where, wrong)
    given = value.get("date", value.get("published"))
    return build(
        text,
        where,
        title=_string(value, where, "title"),
        published=None if given is None else stated(given),
        url=_string(value, where, "url"),
        outlet=_string(value, where, "outlet", "publisher"),
        byline=_string(value, where, "byline", "author"),
        given_id=_identifier(value, where),
        raw=raw,
    )


_KINDS = {
    dict: "an object",
    list: "a list",
    str: "a string",
    int: "a number",
    float: "a number",
    bool: "true or false",
    type(None): "null",
}


def _string(value: dict[str, Any], where: str, *keys: str) -> str | None:
    """The first of the fields that is there; null, blanks and a careless writer's "None" do not count."""
    for key in keys:
        field = value.get(key)
        if isinstance(field, list) and field and all(isinstance(item, str) for item in field):
            field = ", ".join(field)
        if field is None:
            continue
        if not isinstance(field, str):
            raise InputError("SAY123", where, f'"{key}" is {_KINDS[type(field)]}, not a string')
        if field.strip() and field != "None":
            return field
    return None


def _identifier(value: dict[str, Any], where: str) -> str | None:
    given = value.get("id")
    if given is None or isinstance(given, str):
        return given
    if isinstance(given, (int, float)):
        return json.dumps(given)
    raise InputError("SAY123", where, f'"id" is {_KINDS[type(given)]}, not a string or number')
