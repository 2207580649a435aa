"""Words as they are compared over articles: folded, without endings, without those that say nothing."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

from sayso.directory import fold_name

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_SMALL = frozenset(
    "a an the and or but nor so yet of in on at to for from by with about against between into through "
    "during before after above below up down out off over under again further then once here there when "
    "where why how all any both each few more most other some such no not only own same than too very can "
    "will just don should now is are was were be been being have has had having do does did doing would "
    "could may might must shall i me my we our you your he him his she her it its they them their what "
    "which who whom this that these those am as if because until while also s t ll ve re d m said say "
    "says saying told tell tells added according reported report reports announced stated noted asked "
    "called one ones two yesterday today tomorrow week day year month time people mr mrs ms new like get "
    "got make made take took".split()
)
_ENDINGS = (
    ("ations", "at"), ("ation", "at"), ("ators", "at"), ("ator", "at"), ("ating", "at"), ("ated", "at"),
    ("ates", "at"), ("ate", "at"), ("ments", "ment"), ("nesses", ""), ("ness", ""), ("ingly", ""),
    ("edly", ""), ("ings", ""), ("ing", ""), ("ies", "y"), ("ied", "y"), ("iers", "y"), ("ier", "y"),
    ("ers", ""), ("er", ""), ("ors", ""), ("or", ""), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"),
    ("es", ""), ("ed", ""), ("ly", ""), ("e", ""),
)  # fmt: skip


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """A folded word without its ending, so that *marched*, *marches* and *marchers* are one.

    >>> {stem(w) for w in ("march", "marched", "marches", "marching", "marchers")}
    {'march'}
    """
    if len(word) < 5 or word[-1].isdigit():
        return word[:-1] if len(word) == 4 and word.endswith("s") and not word.endswith("ss") else word
    for ending, rest in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) + len(rest) >= 3:
            return _undoubled(word[: len(word) - len(ending)] + rest)
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _undoubled(word: str) -> str:
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "aeiousl" else word


@lru_cache(maxsize=1 << 17)
def _telling(word: str) -> str:
    """The stem of a word as it is written; empty for one that says nothing."""
    bare = word.lower().removesuffix("’s").removesuffix("'s")
    folded = bare if bare.isascii() else fold_name(bare).replace(" ", "")
    return "" if folded in _SMALL else stem(folded)


def stems(text: str) -> list[str]:
    """The stems of the words that say something, in their order, repeated as they are."""
    return list(filter(None, map(_telling, _WORD.findall(text))))


class Weights:
    """How telling each stem is among some texts, in bits: the logarithm of how many texts there are to one
    that has it. In half bits, so that one text more changes few of them, and as whole numbers of half bits,
    so that sums do not depend on their order."""

    def __init__(self, texts: int, counts: Mapping[str, int]) -> None:
        self._texts = texts
        self._counts = counts
        self._known: dict[str, int] = {}

    @classmethod
    def of(cls, texts: Iterable[Collection[str]]) -> Weights:
        """The weights of texts given as sets of stems."""
        counts: dict[str, int] = {}
        number = 0
        for words in texts:
            number += 1
            for word in words:
                counts[word] = counts.get(word, 0) + 1
        return cls(number, counts)

    def half_bits(self, word: str) -> int:
        """The weight of a stem in half bits, 1 at least."""
        found = self._known.get(word)
        if found is None:
            # some texts more than there are: among three articles no word is common yet
            ratio = (self._texts + _UNSEEN) / (self._counts.get(word, 1) + 1)
            found = self._known[word] = max(1, math.floor(2 * math.log2(ratio)))
        return found

    def bits(self, words: Iterable[str]) -> float:
        """The weight of some stems together, in bits."""
        return sum(map(self.half_bits, words)) / 2

    def norm(self, words: Iterable[str]) -> float:
        """The length of a text as a vector of its words' weights."""
        return math.sqrt(sum(self.half_bits(word) ** 2 for word in words))

    def dot(self, common: Iterable[str]) -> int:
        """The product of two texts that have some words in common."""
        return sum(self.half_bits(word) ** 2 for word in common)

    def telling(self, words: Iterable[str], most: int) -> list[str]:
        """The most telling of some stems, at most so many."""
        return sorted(words, key=lambda word: (-self.half_bits(word), word))[:most]


_UNSEEN = 16
"""Texts that are reckoned with beside those that are there."""
