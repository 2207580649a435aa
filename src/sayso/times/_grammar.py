"""The grammar of time expressions: all rules tried on a text, the longest match taken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.times import _dates, _lengths
from sayso.times._lexer import Lexemes
from sayso.times._pattern import RULES, Hit
from sayso.times._senses import Sense

RULE_ROOMS = (_dates, _lengths)
"""The modules whose import enters the rules; where two matches are as long, the earlier rule wins."""


@dataclass(frozen=True, slots=True)
class Found:
    """An expression: lexemes ``start`` to ``end`` (exclusive), the rule that found it and what it says."""

    start: int
    end: int
    rule: str
    sense: Sense


def expressions(lexemes: Lexemes, view: str) -> Iterator[Found]:
    """The time expressions of a text, in its order, none overlapping; the longest match wins."""
    found: list[tuple[int, int, int, Sense]] = []
    for order, (_, needs, pattern, reading) in enumerate(RULES):
        if needs not in lexemes.codes:
            continue
        for match in pattern.finditer(lexemes.codes):
            sense = reading(Hit(match, lexemes, view))
            if sense is not None:
                start, end = match.span()
                found.append((start - end, order, start, sense))
    found.sort(key=lambda f: f[:3])
    taken = bytearray(len(lexemes.codes))
    chosen: list[Found] = []
    for length, order, start, sense in found:
        if not any(taken[start : start - length]):
            taken[start : start - length] = b"\x01" * -length
            chosen.append(Found(start, start - length, RULES[order][0], sense))
    yield from sorted(chosen, key=lambda f: f.start)
