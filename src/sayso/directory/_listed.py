"""Users' lists of actors in front of our table of offices."""

from __future__ import annotations

import os
from collections.abc import Sequence

from sayso.directory._actors import KnownActor
from sayso.directory._directory import Directory
from sayso.directory._load import load
from sayso.directory._offices import offices
from sayso.directory._text import ActorList, ListFile


def with_offices(paths: Sequence[ListFile]) -> tuple[Directory, tuple[str, ...]]:
    """Our table of offices with the actors of lists before it, those of the first list first; and one line
    for everything in a list that was not read as it stands. Raises ``UsageError`` where a file is no list."""
    listed: list[KnownActor] = []
    problems: list[str] = []
    for path in paths:
        imported = load(path)
        listed.extend(imported.actors)
        name = path.name if isinstance(path, ActorList) else os.fspath(path)
        problems.extend(f"{name}: {problem}" for problem in imported.problems)
    return offices().merged(Directory(listed)), tuple(problems)
