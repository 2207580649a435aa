"""Residue: lines and stretches that belong to the page or to the auto-poster, not to the article.

What they look like is data: ``residue.toml``. A text is searched only for those rules whose trigger words
stand in it, so that a clean article costs little more than cutting it into lines.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from sayso.damage._marks import Found, data, lines
from sayso.records import Span

LONGEST_PHRASE = 80
LONGEST_LINE = 4000
"""Characters of a line beyond which no pattern for whole lines is tried."""

_END_MARKS = " .:…»›>|!•·*–—-"
_FRONT_MARKS = " •·*»›>"


@dataclass(frozen=True, slots=True)
class _Rule:
    """One pattern of the data file with the words that must stand in a text for it to be tried."""

    note: str
    holds: tuple[str, ...]
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Rules:
    phrases: dict[str, str]
    labels: dict[str, str]
    patterns: tuple[_Rule, ...]
    inline: tuple[_Rule, ...]


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    table = tomllib.loads(data("residue.toml"))
    phrases = {_key(p): group["note"] for group in table["line"] for p in group["phrases"]}
    labels = {_key(p): group["note"] for group in table["label"] for p in group["phrases"]}
    return _Rules(phrases, labels, _compiled(table["pattern"]), _compiled(table["inline"]))


def _compiled(entries: list[dict[str, str]]) -> tuple[_Rule, ...]:
    flags = re.IGNORECASE | re.MULTILINE
    return tuple(_Rule(e["note"], tuple(e["holds"]), re.compile(e["pattern"], flags)) for e in entries)


def _key(phrase: str) -> str:
    """A short line as the tables spell it: lower case, plain apostrophes, no marks around it."""
    lowered = " ".join(phrase.lower().replace("’", "'").split())
    return lowered.rstrip(_END_MARKS).lstrip(_FRONT_MARKS) or lowered


def residue(text: str, lowered: str) -> Iterator[Found]:
    """Mark residue: whole lines first, then stretches inside lines. ``lowered`` is ``text.lower()``."""
    yield from _whole_lines(text, lowered)
    for rule in _rules().inline:
        if any(word in lowered for word in rule.holds):
            for match in rule.pattern.finditer(text):
                yield Found(match.start(), match.end(), "residue", rule.note)


def _whole_lines(text: str, lowered: str) -> Iterator[Found]:
    rules = _rules()
    active = [rule for rule in rules.patterns if any(word in lowered for word in rule.holds)]
    waiting: list[tuple[Span, str]] = []
    sure = False
    for span in lines(text):
        start, end = span
        key = _key(text[start:end]) if end - start <= LONGEST_PHRASE else ""
        note = rules.phrases.get(key) or _by_pattern(text, start, end, active)
        label = rules.labels.get(key)
        if note is None and label is None:
            yield from _settled(waiting, sure)
            waiting, sure = [], False
            continue
        waiting.append((span, note or label or ""))
        sure = sure or note is not None
    yield from _settled(waiting, sure)


def _settled(waiting: list[tuple[Span, str]], sure: bool) -> Iterator[Found]:
    """A run of labels counts if a sure residue line stands in it, or if there are two and more of them."""
    if sure or len(waiting) > 1:
        for (start, end), note in waiting:
            yield Found(start, end, "residue", note)


def _by_pattern(text: str, start: int, end: int, active: list[_Rule]) -> str | None:
    if not active or end - start > LONGEST_LINE:
        return None
    line = text[start:end]
    lowered = line.lower()
    for rule in active:
        if any(word in lowered for word in rule.holds) and rule.pattern.fullmatch(line):
            return rule.note
    return None
