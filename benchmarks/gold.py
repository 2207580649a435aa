"""The gold data: where it stands, which slice of it is measured, its digest, and the scorers beside it.

A *row* is one line of a gold file: one article or sentence with its annotations. The slice of a set is its
first rows in the order of the SHA-256 of their ids, as many as fit into the set's budget of words: the same
on every machine, and spread over the file, whose own order often goes by outlet or type.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from sayso.reader import read_many
from sayso.records import Article, Published, Reading, article_of

__all__ = [
    "GoldSet",
    "Peer",
    "Row",
    "Slice",
    "articles",
    "gold_folder",
    "readings",
    "scorer",
    "take",
    "written",
]

Row = dict[str, Any]
Peer = tuple[float, str]
"""A figure of another system, from gold/PEERS.md, and what it is called there."""

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class GoldSet:
    """One gold file: its budget of words in the fixed slice, and the function that scores readings of it.

    ``score`` takes the rows and gives figures in percent, higher is better. ``peers`` has the figures of
    others by the same names, measured on the whole set or its held-out half (``gold/PEERS.md`` says which).
    A ``file`` that begins with ``benchmarks/``, ``tests/`` or ``examples/`` is our own and stands in the
    repository; ``needs`` are the gold files that its rows point into. ``read`` is false where only the text
    is compared and nothing is read: such sets cost little, and are measured whole."""

    name: str
    file: str
    words: int
    score: Callable[[Sequence[Row]], dict[str, float]]
    peers: dict[str, Peer] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    read: bool = True

    def path(self) -> Path:
        """Where the file stands on this machine, whether it is there or not."""
        return (
            ROOT / self.file
            if self.file.startswith(("benchmarks/", "tests/", "examples/"))
            else gold_folder() / self.file
        )


@dataclass(frozen=True)
class Slice:
    """The rows that are measured, how many words they hold, and the SHA-256 of their lines."""

    rows: tuple[Row, ...]
    words: int
    sha256: str


def gold_folder() -> Path:
    """The folder of the gold data: ``gold`` in ``SAYSO_SHARED``, or in ``../shared`` beside the checkout."""
    return Path(os.environ.get("SAYSO_SHARED") or ROOT.parent / "shared") / "gold"


def take(gold: GoldSet, *, everything: bool = False) -> Slice | None:
    """The fixed slice of a set, or all of it; None where the file is not on this machine."""
    path = gold.path()
    if not path.is_file() or not all((gold_folder() / name).is_file() for name in gold.needs):
        return None
    lines = [line for line in path.read_bytes().splitlines(keepends=True) if line.strip()]
    rows: list[tuple[Row, bytes]] = [(json.loads(line), line) for line in lines]
    if not everything:
        rows.sort(key=lambda row: hashlib.sha256(row[0]["id"].encode("utf-8")).digest())
    digest = hashlib.sha256()
    taken: list[Row] = []
    words = 0
    for row, line in rows:
        here = len((row.get("context") or row.get("text") or "").split())
        if not everything and taken and words + here > gold.words:
            break
        digest.update(line)
        taken.append(row)
        words += here
    return Slice(tuple(taken), words, digest.hexdigest())


def articles(rows: Iterable[Row]) -> Iterator[Article]:
    """The rows as articles, their text untouched, so that offsets can be scored.

    A row's ``dct`` (document creation time, ``YYYY-MM-DD``) becomes the stated date of publication.
    """
    for row in rows:
        day = row.get("dct")
        stated = (
            Published(earliest=day, latest=day, best=day, confidence=1.0, basis="stated") if day else None
        )
        yield article_of(row["text"], given_id=row["id"], published=stated)


def readings(rows: Sequence[Row]) -> Iterator[tuple[Row, Reading]]:
    """Read every row once. A row that cannot be read stops the benchmark: no figure stands for less data."""
    for row, reading in zip(rows, read_many(articles(rows)), strict=True):
        if not isinstance(reading, Reading):
            raise reading
        yield row, reading


def scorer(room: str) -> ModuleType:
    """The ``score.py`` that stands beside a room's gold data, imported by its path."""
    path = gold_folder() / room / "score.py"
    spec = importlib.util.spec_from_file_location(f"gold_{room}_score", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def written(score: Callable[[str, str], Any], gold: Iterable[Row], predicted: Iterable[Row]) -> Any:
    """Call a scorer that takes the paths of two files of JSON lines."""
    with tempfile.TemporaryDirectory(prefix="sayso-benchmark-") as folder:
        paths = []
        for name, rows in (("gold", gold), ("predicted", predicted)):
            path = Path(folder) / f"{name}.jsonl"
            path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
            paths.append(str(path))
        return score(paths[0], paths[1])
