"""What the network sees of a word beside its pieces: its shape, and whether it is quoted.

The network is uncased, so that headlines and capitals cost nothing; what the case tells comes back here as
one small number a word. Training and reading share this module: they must agree to the last bit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

CONTEXT = 15
"""The type of words that are shown for context only; 0 is that of the marks around a window."""

TYPES = 16

OPENING = frozenset({"“", "«", "„", "``", "‘", "‹", "「", "『"})
CLOSING = frozenset({"”", "»", "’", "›", "」", "』"})
STRAIGHT = frozenset({'"', "''", "'"})


def shape(word: str) -> int:
    """0 lower case, 1 capitalised, 2 capitals, 3 mixed, 4 with a digit, 5 without letters or digits.

    >>> [shape(w) for w in ("crowd", "Minsk", "NATO", "McCain", "21st", "--")]
    [0, 1, 2, 3, 4, 5]
    """
    if word.islower() and word.isalpha():
        return 0
    if any(c.isdigit() for c in word):
        return 4
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return 5
    if all(not c.isupper() for c in letters):
        return 0
    if letters[0].isupper() and all(not c.isupper() for c in letters[1:]):
        return 1
    return 2 if all(c.isupper() for c in letters) else 3


def quoted(words: Sequence[str], paragraphs: Iterable[int]) -> list[bool]:
    """For each word whether a quotation mark is open before it; every paragraph begins afresh.

    ``paragraphs`` are the indices at which paragraphs begin. An odd number of marks costs a paragraph at
    most.
    """
    starts = set(paragraphs)
    inside: list[bool] = []
    is_open = False
    for i, word in enumerate(words):
        if i in starts:
            is_open = False
        if word in OPENING:
            is_open = True
        elif word in CLOSING:
            is_open = False
        elif word in STRAIGHT:
            is_open = not is_open
        inside.append(is_open)
    return inside


def types(words: Sequence[str], paragraphs: Iterable[int]) -> list[int]:
    """The type of each word, 1 to 12: its shape and whether it is quoted."""
    return [
        1 + 2 * shape(word) + inside for word, inside in zip(words, quoted(words, paragraphs), strict=True)
    ]
