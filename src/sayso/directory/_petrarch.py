"""Actor and agent dictionaries in the format of TABARI, PETRARCH and Phoenix.

A name in capitals with underscores, further names below it after ``+``, codes in brackets on the same or the
following lines, each with the dates for which it holds::

    DMITRY_MEDVEDEV_  # a comment
    +PRESIDENT_MEDVEDEV_
        [RUSGOV 20080507-20120507]
        [RUSELI <080507] [RUSGOV >120508]

Dates are YYMMDD or YYYYMMDD; two-digit years 00 to 30 are 2000 to 2030, as in PETRARCH and TABARI, and zeros
stand for an unknown month or day. Ranges are [start, end), ``<`` is before, ``>`` and a single date are from
that day on. The first range in the order of the file that holds a day counts, so that a code without dates
hides what follows it. ``[---]`` is no code. Agents (``[~GOV]``) may have a plural in braces and !MACROS!
defined in the file. Format: the TABARI manual (P. Schrodt) and openeventdata/petrarch2,
``PETRreader.py``.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TextIO

from sayso.directory._actors import Imported, KnownActor, Tenure, iso_date
from sayso.directory._codes import Coded, cameo
from sayso.directory._entries import Entry, entries_of
from sayso.directory._kinds import guess
from sayso.directory._text import shown, text_of

_dated = re.compile(r"([A-Za-z0-9~]+|-+)\s*(?:([<>]?)\s*(\d+)|(\d+)\s*-\s*(\d+))?\s*", re.ASCII)
_LONGEST_CODE = 60
"""Characters; no code with its dates has more."""

_NOTHING = frozenset({"JNK", "NON", "NUL"})
_ROMAN = frozenset({"Ii", "Iii", "Iv", "Vi", "Vii", "Viii", "Xi", "Xii", "Xiv", "Xvi"})


@dataclass(slots=True)
class _Tally:
    """Problems that come by the thousand are counted and told in one line."""

    parts: Counter[str] = field(default_factory=Counter)
    first: int = 0

    def add(self, line: int, parts: tuple[str, ...]) -> None:
        self.parts.update(parts)
        self.first = self.first or line

    def told(self) -> Iterator[str]:
        if self.parts:
            most = ", ".join(f"{part} {n}" for part, n in self.parts.most_common(12))
            others = len(self.parts) - 12
            more = f" and {others} others" if others > 0 else ""
            yield (
                f"line {self.first}: and elsewhere: parts of codes that are neither a country nor a PLOVER "
                f"sector were passed over, the rest of the code was read ({most}{more}): nothing to do"
            )


def read_petrarch(source_file: str | os.PathLike[str] | TextIO, source: str) -> Imported:
    """The actors of a dictionary of actors or agents, in the order of the file.

    ``source`` is what their ``source`` will be. A name that has no code and stands right above another is
    read as another name of the same actor (a ``+`` was left out). Names of persons in capitals get capitals
    at the start of words; other names keep theirs. Every line that was not read as it stands is told in
    ``problems``. Raises ``UsageError`` where the file cannot be opened or is no text.
    """
    problems: list[str] = []
    tally = _Tally()
    text = text_of(source_file, problems)
    entries = entries_of(text, problems)
    actors = tuple(_actor(entry, source, problems, tally) for entry in entries)
    return Imported(actors, (*sorted(problems, key=_line_of), *tally.told()))


def _line_of(problem: str) -> int:
    return int(problem[5 : problem.index(":")])


def _actor(entry: Entry, source: str, problems: list[str], tally: _Tally) -> KnownActor:
    name, *others = dict.fromkeys(entry.names)
    if entry.joined:
        problems.append(
            f"line {entry.line}: {shown(name)} has no code of its own: it was read as one actor with "
            f"{entry.joined} of the names below it: put + before those"
        )
    tenures = [
        tenure for line, code in entry.codes if (tenure := _tenure(line, code, problems, tally)) is not None
    ]
    if not entry.codes:
        problems.append(f"line {entry.line}: {shown(name)} has no code: known by name only: add one in [ ]")
    open_at = next((n for n, t in enumerate(tenures[:-1]) if t.since is None and t.until is None), None)
    if open_at is not None and any(tenure != tenures[open_at] for tenure in tenures[open_at + 1 :]):
        problems.append(
            f"line {entry.line}: {shown(name)} has codes behind one without dates, which hides them: "
            "put it last"
        )
    if any("~" in code for _, code in entry.codes):
        return KnownActor(name, "group", tuple(others), tuple(tenures), source)
    kind = guess(name, tenures)
    if kind == "person":
        name, others = _capitalised(name), [_capitalised(other) for other in others]
    return KnownActor(name, kind, tuple(others), tuple(tenures), source)


def _capitalised(name: str) -> str:
    if not name.isupper():
        return name
    first, *rest = name.title().split(" ")
    return " ".join((first, *(word.upper() if word in _ROMAN else word for word in rest)))


def _tenure(line: int, text: str, problems: list[str], tally: _Tally) -> Tenure | None:
    found = _dated.fullmatch(text) if len(text) <= _LONGEST_CODE else None
    if found is None:
        problems.append(f"line {line}: the code {shown(text)} was left out: write it as [CODE YYMMDD-YYMMDD]")
        return None
    code, sign, single, start, end = found.groups()
    if code.startswith("-"):
        return None
    coded = cameo(code)
    if _NOTHING.issuperset(coded.unread) and coded.unread and not coded.sectors and not coded.country:
        return None
    _told_code(line, code, coded, problems, tally)
    since, until = (None, single) if sign == "<" else (single or start, end)
    days = [None if digits is None else _day(digits) for digits in (since, until)]
    if "" in days:
        problems.append(f"line {line}: the code {shown(text)} was left out: write its dates as YYYYMMDD")
        return None
    if single and not sign:
        problems.append(
            f"line {line}: the date of {shown(text)} has no sign: read as from that day on: write >"
        )
    tenure = Tenure(coded.country, coded.sectors, None, days[0], days[1])
    if tenure.empty():
        problems.append(f"line {line}: no day lies within the dates of {shown(text)}: put the later one last")
    return tenure


def _told_code(line: int, code: str, coded: Coded, problems: list[str], tally: _Tally) -> None:
    if len(code.replace("~", "")) % 3:
        problems.append(
            f"line {line}: the code {shown(code)} is not made of threes: its start was read: mend it"
        )
    if coded.unread:
        tally.add(line, coded.unread)


@lru_cache(maxsize=1 << 15)
def _day(digits: str) -> str | None:
    """An ISO date of YYMMDD or YYYYMMDD, shorter where month or day are zero; empty where there is none."""
    if len(digits) == 6:
        digits = ("20" if digits[:2] <= "30" else "19") + digits
    year, month, day = digits[:4], digits[4:6], digits[6:]
    try:
        whole = year if month == "00" else f"{year}-{month}" if day == "00" else f"{year}-{month}-{day}"
        return iso_date(whole) if len(digits) == 8 else ""
    except ValueError:
        return ""
