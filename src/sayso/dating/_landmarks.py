"""Public events of known date, and where a text names them.

``landmarks.tsv`` holds elections, summits, attacks, disasters, feasts ...: first and last day, kind, country,
the phrases that news uses, and whether a phrase can mean this event alone (``1``) or comes round again
(``0``). Facts compiled for this project from general knowledge; ``docs/dating.md`` says how they were
checked.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files

from sayso.records import Span

_WORD = re.compile(r"[^\W_]+")
_MOST_WORDS = 9


@dataclass(frozen=True, slots=True)
class Landmark:
    """One event: the days it took (ends included), its kind, the country it happened in, and whether its
    phrases can mean nothing else."""

    first: date
    last: date
    kind: str
    country: str
    unique: bool


@dataclass(frozen=True, slots=True)
class Named:
    """A phrase found in a text, and the events it may mean in the order of their days."""

    span: Span
    phrase: str
    events: tuple[Landmark, ...]


_BETWEEN = str.maketrans(dict.fromkeys("'’‘\"“”.,-–—/&()!?:;$%_", " "))


@lru_cache(maxsize=1)
def _phrases() -> tuple[dict[str, tuple[Landmark, ...]], dict[str, int]]:
    """Events by phrase, its words with one space between; and by first word the most words of a phrase that
    begins with it."""
    found: dict[str, list[Landmark]] = defaultdict(list)
    text = files("sayso.dating").joinpath("landmarks.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        first, last, kind, country, phrases, unique = line.split("\t")
        event = Landmark(date.fromisoformat(first), date.fromisoformat(last), kind, country, unique == "1")
        for phrase in phrases.translate(_BETWEEN).split("|"):
            found[" ".join(phrase.split())].append(event)
    longest: dict[str, int] = {}
    for key in found:
        opens, spaces = key.split(" ", 1)[0], key.count(" ") + 1
        if spaces > longest.get(opens, 0):
            longest[opens] = spaces
    return {key: tuple(sorted(events, key=_by_day)) for key, events in found.items()}, longest


def _by_day(event: Landmark) -> tuple[date, date, str, str]:
    return event.first, event.last, event.kind, event.country


def named_in(view: str) -> Iterator[Named]:
    """The landmarks that a text names, from left to right, the longest phrase at each place; offsets are
    those of ``view``."""
    phrases, longest = _phrases()
    matches = list(_WORD.finditer(view))
    words = [match.group().lower() for match in matches]
    i = 0
    while i < len(words):
        reach = min(longest.get(words[i], 0), _MOST_WORDS, len(words) - i)
        for size in range(_unbroken(view, matches, i, reach), 0, -1):
            events = phrases.get(" ".join(words[i : i + size]))
            if events:
                span = (matches[i].start(), matches[i + size - 1].end())
                yield Named(span, view[span[0] : span[1]], events)
                i += size - 1
                break
        i += 1


def _unbroken(view: str, matches: list[re.Match[str]], i: int, reach: int) -> int:
    """How many words from ``i`` on, ``reach`` at most, stand in one sentence and one paragraph."""
    for size in range(1, reach):
        before, after = matches[i + size - 1], matches[i + size]
        gap = view[before.end() : after.start()]
        stops = "." in gap and " " in gap and before.end() - before.start() > 2
        if stops or "\n" in gap or "!" in gap or "?" in gap:
            return size
    return reach


@lru_cache(maxsize=1)
def elections() -> dict[str, tuple[Landmark, ...]]:
    """National elections by country, in the order of their days."""
    found: dict[str, dict[tuple[date, date, str], Landmark]] = defaultdict(dict)
    for events in _phrases()[0].values():
        for event in events:
            if event.kind in ("election", "runoff"):
                found[event.country].setdefault((event.first, event.last, event.kind), event)
    return {country: tuple(sorted(events.values(), key=_by_day)) for country, events in found.items()}


@lru_cache(maxsize=1)
def last_known() -> date:
    """The last day that any event of the table took."""
    return max(event.last for events in _phrases()[0].values() for event in events)
