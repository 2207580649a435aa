"""Trying again what failed: every input that was named then is opened again, in its folder, as it was
opened."""

from __future__ import annotations

import itertools
import os
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from sayso.case._add import Added, Committed, How, add, checked_encoding
from sayso.case._file import CaseFile
from sayso.case._intake import failed_names
from sayso.intake import Fetch


def retry(
    case: CaseFile,
    *,
    changes: Mapping[str, Any],
    workers: int,
    actors: Sequence[str],
    kept_lists: bool = True,
    now: str,
    today: date,
    fetch: Fetch | None,
    committed: Committed | None,
) -> Added:
    """Add again whatever was named when an input failed. Rows of failures that no longer come up, because
    what they were about is gone from the input, are taken out."""
    checked_encoding(changes.get("encoding"))
    with case.reading() as connection:
        rows = failed_names(connection)
    total = Added()
    for (folder, how), group in itertools.groupby(rows, key=lambda row: (row.folder, row.how)):
        added = add(
            case,
            [row.named for row in group],
            how=msgspec.structs.replace(msgspec.json.decode(how, type=How), **changes),
            workers=workers,
            actors=actors,
            kept_lists=kept_lists,
            now=now,
            today=today,
            folder=folder if os.path.isdir(folder) else "",
            fetch=fetch,
            committed=committed,
            again=True,
        )
        for name in added.__struct_fields__:
            setattr(total, name, getattr(total, name) + getattr(added, name))
    return total
