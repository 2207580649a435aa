"""``sayso explain``: what an error code means and what to do about it."""

from __future__ import annotations

from sayso.cli._streams import say
from sayso.errors import CATALOGUE, UsageError


def explain(code: str | None) -> int:
    """Print the entry of one code, in either case, or list all. Returns the exit code: 2 for no such code."""
    if code is None:
        for name, entry in CATALOGUE.items():
            print(f"{name}  {entry.what}")
        return 0
    found = CATALOGUE.get(code.strip().upper())
    if found is None:
        say(UsageError("SAY302", code))
        return 2
    print(f"{code.strip().upper()}  {found.what}\n\nWhat to do: {found.fix}\n\n{found.more}")
    return 0
