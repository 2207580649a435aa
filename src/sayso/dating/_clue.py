"""A clue: words of a text that say something of the day it was written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sayso.records import Span

Kind = Literal["day", "dated", "yearless", "paired", "year", "month", "weekday", "office", "former", "person",
               "unique", "again", "beside", "ahead", "behind", "coming", "count"]  # fmt: skip


RUN_UP = 300
"""Days before a vote, a summit or a date in which news speaks of it as coming."""


@dataclass(frozen=True, slots=True)
class Clue:
    """One clue. ``says`` is the reason that a reader is shown.

    ``days`` holds what the kind needs: ordinals of days (``day``), 100 x month + day (``yearless``,
    ``paired``), years, months, weekdays (1 is Monday). ``ranges`` are half-open intervals of ordinals:
    tenures of an office, days of an event, days counted. ``weekday`` is that of a ``paired`` date.
    """

    kind: Kind
    span: Span
    says: str
    days: tuple[int, ...] = ()
    ranges: tuple[tuple[int, int], ...] = ()
    weekday: int = 0
