"""Inputs to pieces: files, directories, patterns, URLs and standard input are opened, one after the other."""

from __future__ import annotations

import glob
import os
import re
import stat
import sys
from collections.abc import Collection, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import msgspec

from sayso.errors import InputError
from sayso.intake._fetch import Fetch
from sayso.intake._pieces import Fields, Limits, Piece
from sayso.intake._unpack import LINES, unpack

_URL = re.compile(r"[a-z][a-z0-9+.-]{1,9}:/{1,2}[^/]", re.I)
_PATTERN = re.compile(r"[*?[]")
_MOST = 1 << 60
"""No limit is larger, so that it fits what the operating system takes for a size."""
STDIN = "standard input"


def find_pieces(
    inputs: Sequence[str | Path],
    *,
    folder: str = "",
    limits: Limits | None = None,
    fields: Fields = (),
    fetch: Fetch | None = None,
    follow: bool = False,
    stdin: BinaryIO | None = None,
    stdin_name: str = STDIN,
    skip: Collection[str] = (),
) -> Iterator[Piece | InputError]:
    """The pieces that the inputs hold, in the order given, and an ``InputError`` for whatever cannot be
    opened.

    Relative names are below ``folder``, the working folder where none is given. Directories are walked in
    the order of their names, without names that begin with a dot and without following links to
    directories; patterns (``news/**/*.html``) are expanded. Archives, WARC files, feeds, tables and
    mailboxes give a piece for each article in them. A URL is fetched by ``fetch``; with ``follow`` the
    pages that a feed links are fetched too. ``skip`` are real paths that are passed over when they are met
    in a directory. One piece is held at a time. Never raises an ``InputError``."""
    limits = limits or Limits()
    limits = msgspec.structs.replace(
        limits, max_bytes=min(limits.max_bytes, _MOST), max_unpacked=min(limits.max_unpacked, _MOST)
    )
    for given in inputs:
        name = str(given)
        try:
            if name == "-":
                yield from unpack(stdin or _stdin(), stdin_name, "", limits, fields=fields)
            elif is_url(name) and not os.path.exists(os.path.join(folder, name)):
                fetching = fetch or Fetch()
                yield from fetching.pieces(name, limits, fields=fields, follow=follow)
            else:
                for path in _paths(name, folder, skip):
                    if skip and os.path.realpath(os.path.join(folder, path)) in skip:
                        # not even opened: closing it would drop the locks of whoever has it open here
                        yield InputError("SAY112", path, "it is the case file itself")
                        continue
                    yield from _of_path(path, folder, limits, fields)
        except InputError as error:
            yield error
        except OSError as error:
            yield _refused(error, name)


def is_url(name: str) -> bool:
    """Whether a name can only be meant as a URL."""
    return _URL.match(name) is not None


def _stdin() -> BinaryIO:
    """Standard input in bytes; empty where the process was started without one."""
    return sys.stdin.buffer if sys.stdin is not None else BytesIO()


def _paths(name: str, folder: str, skip: Collection[str]) -> Iterator[str]:
    """The files that a name stands for, named as it is."""
    if "\x00" in name:
        raise InputError("SAY101", name)
    real = os.path.join(folder, name)
    if os.path.isdir(real):
        empty = True
        for path in _walk(name, folder, skip):
            empty = False
            yield path
        if empty:
            raise InputError("SAY111", name, "a directory without files")
    elif _PATTERN.search(name) and not os.path.lexists(real):
        found = sorted(glob.iglob(name, root_dir=folder or None, recursive=True))
        if not found:
            raise InputError("SAY101", name, "the pattern fits no file")
        for path in found:
            is_folder = os.path.isdir(os.path.join(folder, path))
            yield from _walk(path, folder, skip) if is_folder else [path]
    else:
        yield name


def _walk(name: str, folder: str, skip: Collection[str]) -> Iterator[str]:
    """What lies below a directory, in the order of the names."""
    for entry in sorted(os.scandir(os.path.join(folder, name)), key=lambda entry: entry.name):
        if entry.name.startswith("."):
            continue
        path = os.path.join(name, entry.name)
        if entry.is_dir(follow_symlinks=False):
            try:
                yield from _walk(path, folder, skip)
            except PermissionError:
                yield path
        elif not entry.is_dir() and not (skip and os.path.realpath(entry.path) in skip):
            yield path


def _of_path(path: str, folder: str, limits: Limits, fields: Fields) -> Iterator[Piece | InputError]:
    # a name that is no text is told in text
    source = os.fsencode(path).decode("utf-8", "backslashreplace")
    real = os.path.join(folder, path)
    try:
        mode = os.stat(real).st_mode
        if stat.S_ISDIR(mode):
            raise InputError("SAY102", source, "permission denied")
        if stat.S_ISFIFO(mode) and not real.startswith("/dev/"):  # it would be waited for, maybe for ever
            raise InputError("SAY102", source, "it is a pipe; pipe it into - instead")
        with open(real, "rb") as stream:
            yield from unpack(stream, source, os.path.splitext(path)[1].lower(), limits, fields=fields)
    except InputError as error:
        yield error
    except OSError as error:
        yield _refused(error, source)


def _refused(error: OSError, name: str) -> InputError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return InputError("SAY101", name)
    return InputError("SAY102", name, error.strerror or type(error).__name__)


def count_inputs(inputs: Sequence[str | Path]) -> int | None:
    """How many pieces the inputs hold at most, for a progress bar; None where counting uses them up.

    An archive, a feed or a table counts as one until it is opened.
    """
    total = 0
    for given in inputs:
        name = str(given)
        try:
            if name == "-" or (os.path.exists(name) and not os.path.isfile(name) and not os.path.isdir(name)):
                return None
            if is_url(name) and not os.path.exists(name):
                total += 1
                continue
            for path in _paths(name, "", ()):
                lines = os.path.splitext(path)[1].lower() in LINES and os.path.isfile(path)
                total += _count_lines(Path(path)) if lines else 1
        except (OSError, ValueError, InputError):
            total += 1
    return total


def _count_lines(path: Path) -> int:
    lines, last = 0, b"\n"
    with path.open("rb") as stream:
        while chunk := stream.read(1 << 20):
            lines += chunk.count(b"\n")
            last = chunk[-1:]
    return max(1, lines + (last != b"\n"))
