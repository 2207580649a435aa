"""How a pattern is written, entered and read: the rules of ``_dates`` and ``_lengths`` are made of this.

A pattern is a regular expression over the class letters of ``_lexicon``; ``{NUM}`` and the like stand for the
fragments below. Quantifiers are bounded, so that matching is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from sayso.times._lexer import Lexemes, number
from sayso.times._lexicon import PARTS_OF_DAY, Value
from sayso.times._senses import Part, Sense, Which

POINTS: dict[str, Which] = {
    "last": "last", "latest": "last", "past": "last", "previous": "before", "preceding": "before",
    "prior": "before", "next": "next", "following": "after", "subsequent": "after", "ensuing": "after",
    "coming": "next", "upcoming": "next", "forthcoming": "next", "this": "this", "current": "this",
    "these": "this", "that": "that", "same": "that", "those": "that",
}  # fmt: skip
PARTS: dict[str, Part] = {
    "early": "early", "beginning": "start", "start": "start", "outset": "start", "mid": "mid",
    "middle": "mid", "late": "late", "end": "end", "close": "end",
}  # fmt: skip


class Hit:
    """One match of a pattern, with the values of its named groups."""

    __slots__ = ("lexemes", "match", "view")

    def __init__(self, match: re.Match[str], lexemes: Lexemes, view: str) -> None:
        self.match = match
        self.lexemes = lexemes
        self.view = view

    def has(self, group: str) -> bool:
        return bool(self.match.group(group))

    def value(self, group: str) -> Value:
        """Value of the first lexeme of a group; None where the group did not take part."""
        start = self.match.start(group)
        return self.lexemes.values[start] if start >= 0 and self.match.end(group) > start else None

    def integer(self, group: str) -> int | None:
        value = self.value(group)
        return value if isinstance(value, int) else None

    def word(self, group: str) -> str:
        value = self.value(group)
        return value if isinstance(value, str) else ""

    def number(self, group: str) -> float | None:
        start, end = self.match.span(group)
        return number(self.lexemes, self.view, start, end)

    def part(self) -> Part | None:
        """Which part of the time is meant, from the group ``part``."""
        start, end = self.match.span("part")
        for value in self.lexemes.values[max(start, 0) : max(end, 0)]:
            if isinstance(value, str) and value in PARTS:
                return PARTS[value]
        return None

    def which(self, group: str = "which") -> Which:
        start, end = self.match.span(group)
        for value in self.lexemes.values[max(start, 0) : max(end, 0)]:
            if isinstance(value, str) and value in POINTS:
                return POINTS[value]
        return ""


Reading = Callable[[Hit], Sense | None]
RULES: list[tuple[str, str, re.Pattern[str], Reading]] = []
"""Name, a class without which nothing can match (or ""), pattern, and what reads its matches."""

CLOCK = r"(?P<clock>(?:d:[dD](?::[dD])?j?|dj|N|ditP)O?)"
_FRAGMENTS = {
    "NUM": r"(?:[dDY](?:,[dDY]){0,3}(?:![dD])?(?:-?d/d)?|a?2(?:-?[n2]){0,6}"
    r"|n(?:-?[n2]){0,6}(?:&a?h)?|[at]?qf?)",
    "MOD": r"(?:~{1,2}|0?bT|s@|\^_)",
    "PART": r"(?P<part>t?[EA]-?i?t?|t?I-?|t?[Bmz]f)",
    "DOW": r"(?:[Ww],?)?",
    "DAY": r"(?P<day>[do])",
    "YEAR": r"(?P<year>[CLXlxZ]u|t[lxZ]u)",
    "CLOCK": CLOCK,
    "WHICH": r"(?P<which>[LlXxkCZ]|t[LlXxkZC]|C[kl]|tZZ|ZZ)",
    # "following Monday's talks": after them; "the following Monday" points
    "POINT": r"(?P<which>[LlXkCZ]|t[LlXxkZC]|C[kl]|tZZ|ZZ)",
}


def rule(*patterns: str, needs: str = "") -> Callable[[Reading], Reading]:
    """Enter patterns into the grammar, with the function that reads their matches."""

    def enter(reading: Reading) -> Reading:
        for pattern in patterns:
            for name, fragment in _FRAGMENTS.items():
                pattern = pattern.replace("{" + name + "}", fragment)
            RULES.append((reading.__name__.strip("_"), needs, re.compile(pattern), reading))
        return reading

    return enter


def clock_value(hit: Hit) -> str | None:
    """TIMEX3 time of the group ``clock`` or the part of day ``P``: T10:35, TMO; None where neither is."""
    groups = hit.match.groupdict()
    if groups.get("P"):
        return PARTS_OF_DAY.get(hit.word("P"))
    if not groups.get("clock"):
        return None
    start, end = hit.match.span("clock")
    codes, values = hit.lexemes.codes[start:end], hit.lexemes.values[start:end]
    if codes[0] == "N":
        return "T24:00" if values[0] == "midnight" else "T12:00"
    hour = values[0]
    if not isinstance(hour, int):
        return None
    minute = values[2] if codes[1:2] == ":" else 0
    if "j" in codes:
        hour = hour % 12 + (12 if values[codes.index("j")] == "p" else 0)
    if codes[-1] == "P" and hour < 12 and values[-1] != "morning":
        hour += 12
    if not isinstance(minute, int) or hour > 24 or minute > 59:
        return None
    return f"T{hour:02d}:{minute:02d}"


def leading_part(hit: Hit) -> str | None:
    """TIMEX3 part of the day that stands anywhere in a match ("the morning of 4 May")."""
    start, end = hit.match.span()
    for code, value in zip(hit.lexemes.codes[start:end], hit.lexemes.values[start:end], strict=True):
        if code == "P":
            return PARTS_OF_DAY.get(str(value))
    return None
