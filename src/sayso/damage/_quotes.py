"""Quotation marks stuck to the wrong side: ``threats, ”Silva said``, ``said “ we``, ``ready ” he said``.

A mark is judged within its line: where a quotation is open, a closing mark that hangs on the next word
belongs to the word before it. Curly marks say themselves which they are; straight ones only by their
place, so they are marked only where the whole line adds up when the mark is read the other way round.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sayso.damage._marks import LINE_BREAKS, Found

_curly = re.compile(f"[“”„«»]|[{LINE_BREAKS}]")
_straight = re.compile(f'["“”„«»]|[{LINE_BREAKS}]')
_SPACES = " \u00a0"
_STOPS = ",.?!…;:)]’'"
_CLAUSE_ENDS = ",.?!…"
LONGEST_WORD = 30
MOST_STRAIGHT = 60
"""Straight marks in one line beyond which the line is not judged (it is no paragraph of prose)."""


def misplaced_quotes(text: str) -> Iterator[Found]:
    """Mark misplaced double quotation marks; the suggestion is as long as the span, the mark moved."""
    if "“" in text or "”" in text:
        yield from _curly_marks(text)
    if '"' in text:
        for places in _straight_lines(text):
            yield from _straight_marks(text, places)


def _straight_lines(text: str) -> Iterator[list[int]]:
    """The places of the straight marks of each line that has an even number of them and no curly ones."""
    places: list[int] = []
    mixed = False
    for match in _straight.finditer(text):
        if match.group() == '"':
            places.append(match.start())
        elif match.group() in LINE_BREAKS:
            if places and not mixed and not len(places) % 2 and len(places) <= MOST_STRAIGHT:
                yield places
            places, mixed = [], False
        else:
            mixed = True
    if places and not mixed and not len(places) % 2 and len(places) <= MOST_STRAIGHT:
        yield places


def _curly_marks(text: str) -> Iterator[Found]:
    is_open = foreign = False
    for match in _curly.finditer(text):
        mark, at = match.group(), match.start()
        if mark in LINE_BREAKS:
            is_open = foreign = False
        elif mark in "„«»":
            foreign = True
        elif foreign:
            continue
        elif mark == "“":
            if _spaced(text, at):
                yield _opening(text, at)
            is_open = True
        else:
            if at > 1 and text[at - 1] in _SPACES:
                found = _closing(text, at, is_open)
                if found:
                    yield found
            is_open = False


def _spaced(text: str, at: int) -> bool:
    """Whether the mark at ``at`` stands free: space or nothing before it, a space and a word after it."""
    before, after, word = text[at - 1 : at], text[at + 1 : at + 2], text[at + 2 : at + 3]
    return (
        bool(after)
        and (not before or before.isspace() or before in "(—–")
        and after in _SPACES
        and word.isalnum()
    )


def _opening(text: str, at: int) -> Found:
    end = _word_end(text, at + 2)
    word = text[at + 2 : end]
    note = "opening quotation mark stands away from the words it opens"
    return Found(at, end, "misplaced_quote", note, f" {text[at]}{word}")


def _closing(text: str, at: int, is_open: bool) -> Found | None:
    """A closing mark after a space: it belongs to the word before the space, if a quotation is open."""
    before, after = text[at - 2], text[at + 1 : at + 2]
    if not is_open or before.isspace() or before in "'’‘“":
        return None  # "'Stay,' " he said: a style that parts two marks with a space
    start = _word_start(text, at - 1)
    if after.isalnum():
        end = _word_end(text, at + 1)
        note = "closing quotation mark stuck to the word after it"
        return Found(
            start, end, "misplaced_quote", note, f"{text[start : at - 1]}{text[at]} {text[at + 1 : end]}"
        )
    if after and not after.isspace() and after not in _STOPS:
        return None
    note = "closing quotation mark stands away from the words it closes"
    return Found(start, at + 1, "misplaced_quote", note, f"{text[start : at - 1]}{text[at]} ")


def _word_start(text: str, at: int) -> int:
    """Where the word begins that ends at ``at``, at most LONGEST_WORD characters before it."""
    start = at
    while (
        start > max(0, at - LONGEST_WORD) and not text[start - 1].isspace() and text[start - 1] not in '“”"'
    ):
        start -= 1
    return start


def _word_end(text: str, at: int) -> int:
    end = at
    while end < min(len(text), at + LONGEST_WORD) and (text[end].isalnum() or text[end] in "-'’"):
        end += 1
    return end


def _straight_marks(text: str, places: list[int]) -> Iterator[Found]:
    """The straight marks of one line, if it adds up only when some are read as misplaced closing marks."""
    suspects = [at for at in places[1::2] if _hangs_on_next(text, at)]
    if not suspects or not all(_may_open(text, at) for at in places[::2]):
        return
    if not all(at in suspects or _may_close(text, at) for at in places[1::2]):
        return
    for at in suspects:
        found = _closing(text, at, True)
        if found:
            yield found


def _hangs_on_next(text: str, at: int) -> bool:
    """``threats, "Silva``: the end of a clause, a space, the mark, a word."""
    return text[at - 1] == " " and text[at - 2] in _CLAUSE_ENDS and text[at + 1 : at + 2].isalnum()


def _may_open(text: str, at: int) -> bool:
    before = text[at - 1 : at] or " "
    return (before.isspace() or before in "([{—–-'‘/") and not text[at + 1 : at + 2].isspace()


def _may_close(text: str, at: int) -> bool:
    after = text[at + 1 : at + 2] or " "
    return not text[at - 1].isspace() and not after.isalnum()
