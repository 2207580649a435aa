"""Trying again what failed: every input that was named then is opened again, in its folder, as it was
opened."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import chdir
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
    now: str,
    today: date,
    fetch: Fetch | None,
    committed: Committed | None,
) -> Added:
    """Add again whatever was named when an input failed. Rows of failures that no longer come up, because
    what they were about is gone from the input, are taken out."""
    checked_encoding(changes.get("encoding"))
    with case.reading() as connection:
        named = failed_names(connection)
    total, passed = Added(), set[str]()
    for row in named:
        folder = row.folder if os.path.isdir(row.folder) else os.getcwd()
        opened = msgspec.structs.replace(msgspec.json.decode(row.how, type=How), **changes)
        with chdir(folder):
            added = add(
                case,
                [row.named],
                how=opened,
                workers=workers,
                actors=actors,
                now=now,
                today=today,
                fetch=fetch,
                committed=committed,
                again=True,
                passed=passed,
            )
        for name in added.__struct_fields__:
            setattr(total, name, getattr(total, name) + getattr(added, name))
    return total
