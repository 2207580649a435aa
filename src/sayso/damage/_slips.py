"""Odd words: slips of machine translation that make no sense where they stand (``voice manipulation``).

The slips are data: ``slips.toml``, each with the conditions under which the words are a slip and not plain
English. Nothing is marked unless the evidence stands in the text itself.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sayso.damage._marks import Found, data, window

REACH = 300
"""Characters before and after a slip, within its line, in which its evidence is looked for."""

MOST = 1000
"""Occurrences of one slip judged in one text, so that a text of nothing else stays cheap."""


@dataclass(frozen=True, slots=True)
class _Slip:
    """One entry of the data file, its patterns compiled."""

    find: re.Pattern[str]
    holds: tuple[str, ...]
    text: tuple[str, ...]
    near: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    suggestion: str | None
    note: str


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, Any], ...]:
    return tuple(tomllib.loads(data("slips.toml"))["slip"])


@lru_cache(maxsize=256)
def _slip(n: int) -> _Slip:
    """Entry ``n``, compiled when it is first needed: most texts need none."""
    entry = _table()[n]
    origin = entry.get("from")
    return _Slip(
        find=re.compile(rf"(?<!\w)(?:{entry['find']})(?!\w)", re.IGNORECASE),
        holds=tuple(entry["holds"]),
        text=tuple(entry.get("text", ())),
        near=re.compile(entry["near"], re.IGNORECASE) if "near" in entry else None,
        unless=re.compile(entry["unless"], re.IGNORECASE) if "unless" in entry else None,
        suggestion=entry.get("suggestion"),
        note=entry["note"] + (f" (as in {origin})" if origin else ""),
    )


def odd_words(text: str, lowered: str) -> Iterator[Found]:
    """Mark slips whose evidence stands in the text. ``lowered`` is ``text.lower()``."""
    for n, entry in enumerate(_table()):
        if any(word in lowered for word in entry["holds"]):
            slip = _slip(n)
            if not slip.text or any(word in lowered for word in slip.text):
                yield from _occurrences(text, slip)


def _occurrences(text: str, slip: _Slip) -> Iterator[Found]:
    for count, match in enumerate(slip.find.finditer(text)):
        if count == MOST:
            return
        if _evident(text, match, slip):
            start, end = _marked(match)
            yield Found(start, end, "odd_word", slip.note, slip.suggestion)


def _marked(match: re.Match[str]) -> tuple[int, int]:
    """The span of the group ``mark`` (or ``mark2``), else of the whole match."""
    for name in ("mark", "mark2"):
        if match.groupdict().get(name):
            return match.span(name)
    return match.span()


def _evident(text: str, match: re.Match[str], slip: _Slip) -> bool:
    if slip.near is None and slip.unless is None:
        return True
    before, after = window(text, match.start(), match.end(), REACH)
    around = f"{before} \x1f {after}"
    if slip.near is not None and not slip.near.search(around):
        return False
    return slip.unless is None or not slip.unless.search(around)
