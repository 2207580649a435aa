"""Files and streams in, numbered lines of text out; and text of others shown in one line."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple, TextIO

from sayso.errors import UsageError

MOST_BYTES = 50_000_000
"""A list of actors is refused beyond this: the largest public one has 1.5 MB."""


class ActorList(NamedTuple):
    """A list of actors that is no file: the name that a ``basis`` prints, and its bytes."""

    name: str
    data: bytes


ListFile = str | os.PathLike[str] | ActorList


def text_of(source: ListFile | TextIO, problems: list[str]) -> str:
    """The text of a file or stream, without its byte order mark.

    A file is UTF-8, UTF-16 with its mark, or else taken as Windows-1252, which is said in ``problems``.
    Raises ``UsageError``: SAY101 no such file, SAY102 not to be opened, SAY103 a directory, SAY311 not text
    or too large.
    """
    if isinstance(source, ActorList):
        return _plain_lines(_decoded(source.data, source.name, problems))
    if not isinstance(source, str | os.PathLike):
        try:
            text = source.read(MOST_BYTES + 1)
        except UnicodeDecodeError as error:
            raise UsageError("SAY311", "the stream", "it is not UTF-8") from error
        if len(text) > MOST_BYTES:
            raise UsageError("SAY311", "the stream", f"it is larger than {MOST_BYTES // 1_000_000} MB")
        return _plain_lines(text.removeprefix("\ufeff"))
    path = Path(source)
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise UsageError("SAY101", str(path)) from error
    except IsADirectoryError as error:
        raise UsageError("SAY103", str(path)) from error
    except (OSError, ValueError) as error:
        raise UsageError("SAY102", str(path)) from error
    if len(raw) > MOST_BYTES:
        raise UsageError("SAY311", str(path), f"it is larger than {MOST_BYTES // 1_000_000} MB")
    return _plain_lines(_decoded(raw, str(path), problems))


def _decoded(raw: bytes, shown_as: str, problems: list[str]) -> str:
    try:
        if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            return raw.decode("utf-16")
        if b"\0" in raw:
            raise UsageError("SAY311", shown_as, "it is not text")
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise UsageError("SAY311", shown_as, "it is not text") from error
    problems.append("line 1: not UTF-8, read as Windows-1252: save the list as UTF-8 if names look wrong")
    return raw.decode("cp1252", errors="replace")


def _plain_lines(text: str) -> str:
    """Text with line feeds alone for the line ends of every system."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def shown(text: str, most: int = 60) -> str:
    """Text in quotation marks for a message: one line, control characters escaped, shortened."""
    cut = text if len(text) <= most else text[: most - 3] + "..."
    return "'" + "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in cut) + "'"
