"""A user's list of actors, whatever its format: a table or a dictionary of actors."""

from __future__ import annotations

import io
import re
from pathlib import Path

from sayso.directory._actors import Imported
from sayso.directory._csv import header_of, read_csv
from sayso.directory._petrarch import read_petrarch
from sayso.directory._text import ActorList, ListFile, text_of
from sayso.errors import UsageError

_coded = re.compile(r"^[^#;\[\n]*\[\s{0,9}(?:[A-Z0-9~]{2}|--)[^\[\]\n]{0,60}[\]}]", re.MULTILINE | re.ASCII)


def load(path: ListFile) -> Imported:
    """The actors of a user's list, told by its content: CSV has a header with ``name``, a dictionary has
    codes.

    ``path`` may also be an ``ActorList``. ``source`` of the actors is the name of the file. Raises
    ``UsageError``: SAY101, SAY102, SAY103 where the file cannot be opened, SAY311 where it is neither
    format, SAY312 where no actor in it could be read."""
    problems: list[str] = []
    text = text_of(path, problems)
    given = path.name if isinstance(path, ActorList) else str(path)
    name = Path(given).name
    first = next((line for line in text.splitlines() if line.strip()), "")
    if header_of(first) is not None:
        imported = read_csv(io.StringIO(text), name)
    elif _coded.search(text):
        imported = read_petrarch(io.StringIO(text), name)
    else:
        raise UsageError("SAY311", given, "it has neither a header with name nor codes in brackets")
    if not imported.actors:
        raise UsageError("SAY312", given, imported.problems[0] if imported.problems else "it has no rows")
    return Imported(imported.actors, (*problems, *imported.problems))
