"""The run: which code, models, codebook and options read an article. Its id is made of all of them."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from sayso import version
from sayso.case._digest import sha256
from sayso.case._ids import digest
from sayso.events.codebook import load as codebook
from sayso.language import model_digests

_ROOMS = (
    "actors", "attribution", "countries", "damage", "dating", "directory", "events", "intake", "language",
    "places", "quantities", "reader.py", "records.py", "times",
)  # fmt: skip
_DATA = {".py", ".tsv", ".toml", ".csv", ".txt", ".json"}


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """A version of everything that a Reading depends on but its article."""

    id: str
    about: str


def this_run(actors: Sequence[str] = (), lists: Sequence[str] = ()) -> Run:
    """The run of this version of Sayso, with the lists of actors of those paths, and lists of those
    digests."""
    about: dict[str, Any] = {
        "sayso": version.VERSION,
        "code_sha256": _code(),
        "models": model_digests(),
        "codebook": codebook().version,
        "options": {"actors": [*(sha256(Path(path).read_bytes()) for path in actors), *lists]},
    }
    encoded = msgspec.json.encode(about, order="sorted").decode()
    return Run(id=digest("r", encoded), about=encoded)


@functools.cache
def _code() -> str:
    """A digest of the code and tables of every room that takes part in reading."""
    root = Path(version.__file__).parent
    whole = hashlib.sha256()
    for room in _ROOMS:
        path = root / room
        files = [path] if path.is_file() else sorted(path.rglob("*"))
        for file in files:
            if file.suffix in _DATA and file.is_file():
                whole.update(file.relative_to(root).as_posix().encode() + b"\0")
                whole.update(sha256(file.read_bytes()).encode())
    return whole.hexdigest()
