"""JSON to Articles: one object, or one a line: ``{id, text, title?, date?, url?, outlet?, byline?}``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import chain
from typing import Any, BinaryIO

from sayso.errors import InputError
from sayso.intake._dates import stated
from sayso.intake._decode import decode, lone_surrogates
from sayso.intake._pieces import Fields, Notes, Piece
from sayso.intake._plain import build
from sayso.records import Article

_BOM = b"\xef\xbb\xbf"


def line_pieces(
    stream: BinaryIO,
    name: str,
    max_bytes: int,
    fields: Fields = (),
    *,
    first: bytes = b"",
) -> Iterator[Piece | InputError]:
    """A piece for each line that is not blank; a line above ``max_bytes`` gets SAY114 and is passed over.

    ``first`` are whole lines that were already taken from the stream, which may be of any size.
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
            yield Piece(source=where, data=line, suffix=".json", fields=fields)
    if not found:
        yield InputError("SAY111", name)


def read_line(
    text: str, where: str, raw: bytes, fields: Mapping[str, str] | None = None
) -> tuple[Article, Notes]:
    """The Article of one JSON object, and notes on what was replaced in it, as (kind, words). Raises
    ``InputError`` SAY111, SAY115 or SAY121 to SAY123.

    ``fields`` gives for a name of ours the name that the input uses.
    """
    return _article(_parse(text, where), where, raw, fields or {})


def is_json(data: bytes, name: str) -> bool:
    """Whether the bytes are one JSON text."""
    try:
        _parse(decode(data, name), name)
    except InputError:
        return False
    return True


def _parse(text: str, where: str) -> Any:
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


def _article(value: Any, where: str, raw: bytes, fields: Mapping[str, str]) -> tuple[Article, Notes]:
    if not isinstance(value, dict):
        raise InputError("SAY122", where, f"it is {_KINDS[type(value)]}, not an object")

    def names(*usual: str) -> tuple[str, ...]:
        return (fields[usual[0]],) if usual[0] in fields else usual

    (key,) = names("text")
    text = value.get(key)
    if not isinstance(text, str):
        wrong = f'"{key}" is {_KINDS[type(text)]}' if key in value else f'no "{key}"' if key != "text" else ""
        raise InputError("SAY122", where, wrong)
    given = next((value[k] for k in names("date", "published") if value.get(k) is not None), None)
    title, url = _string(value, where, *names("title")), _string(value, where, *names("url"))
    outlet = _string(value, where, *names("outlet", "publisher"))
    byline = _string(value, where, *names("byline", "author"))
    given_id = _identifier(value, where, *names("id"))
    article = build(
        text,
        where,
        title=title,
        published=None if given is None else stated(given),
        url=url,
        outlet=outlet,
        byline=byline,
        given_id=given_id,
        raw=raw,
    )
    used = (text, title, url, outlet, byline, given_id)
    return article, lone_surrogates("".join(field for field in used if field))


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


def _identifier(value: dict[str, Any], where: str, key: str) -> str | None:
    given = value.get(key)
    if given is None or isinstance(given, str):
        return given
    if isinstance(given, (int, float)):
        return json.dumps(given)
    raise InputError("SAY123", where, f'"{key}" is {_KINDS[type(given)]}, not a string or number')
