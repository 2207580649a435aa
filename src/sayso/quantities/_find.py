"""Finding the counts of people in an article."""

from __future__ import annotations

import re
from math import ceil

from sayso.language import Doc
from sayso.quantities._counted import counted
from sayso.quantities._numbers import PLURALS, TRIGGER, UNITS, Lexeme, lex
from sayso.quantities._people import PROTESTS
from sayso.quantities._phrases import QUALIFIER_STARTS, Phrase, Range, phrase
from sayso.records import Quantity

HIDDEN = "\u2060"
NUMBER_STARTS = frozenset({*UNITS, *PLURALS, "several", "many", "half", "quarter"})
QUALIFYING = frozenset(QUALIFIER_STARTS - {"a", "an"}) | {"between", "from", "anywhere"}
ARTICLES = frozenset({"a", "an", "the"})
AND_MORE = re.compile(r"(?:and|or) more(?: people| of them)?(?=\s*[.,;:!?)\u2060\u201d\"]|\s*$)")
SENTENCE_END = re.compile(r"[.!?][”\"’)]?\s+(?=[A-Z“\"])")
BEFORE_YEARS = frozenset({
    "in", "since", "until", "of", "during", "by", "the", "january", "february", "march", "april", "may",
    "june", "july", "august", "september", "october", "november", "december", ",",
})  # fmt: skip
REACH = 110
"""Characters after a number within which a torn-off "and more" still belongs to it."""


def find(doc: Doc) -> tuple[Quantity, ...]:
    """The counts of people in an article in the order of its text, ids q1, q2 ...; spans do not overlap.

    ``what`` is crowd, dead, injured, arrested, displaced or other. Money, percentages, ages, dates and counts
    of things are left out. The span is the number with its qualifier, without the noun. ``estimated_by`` is
    left to the reader.
    """
    view = doc.view.replace(HIDDEN, " ")
    out: list[Quantity] = []
    for sentence in doc.sentences:
        first, last = doc.span(sentence.start, sentence.end)
        if TRIGGER.search(view, first, last):
            words = lex(view, first, last)
            out.extend(_in_sentence(doc, view, words, len(out)))
    return tuple(out)


def _in_sentence(doc: Doc, view: str, words: list[Lexeme], before: int) -> list[Quantity]:
    """The counts of people in one sentence; ``before`` were found before it."""
    out: list[Quantity] = []
    i = 0
    while i < len(words):
        if not _may_begin(words, i):
            i += 1
            continue
        found = phrase(words, i)
        if found is None:
            i += 1
            continue
        if not _no_count(words, found):
            quantity = _quantity(doc, view, words, found, before + len(out) + 1)
            if quantity is not None:
                out.append(quantity)
        i = found.end
    return out


def _may_begin(words: list[Lexeme], i: int) -> bool:
    word = words[i]
    if word.figure is not None or word.text in NUMBER_STARTS or word.text in QUALIFYING:
        return True
    return word.text in ARTICLES and i + 1 < len(words) and words[i + 1].text not in ("\n", ".", ",")


def _no_count(words: list[Lexeme], found: Phrase) -> bool:
    """Numbers that cannot count people, by their marks: $5,000, 3%, "two-year", "no one", "one in five"."""
    before = words[found.start - 1].text if found.start else ""
    after = words[found.end].text if found.end < len(words) else ""
    before_that = words[found.start - 2].text if found.start > 1 else ""
    if before in ("$", "£", "€", "#", "¥", "/", ":") or after in ("%", "/", ":", "°"):
        return True
    if before in ("no", "page", "section", "chapter", "number", "no."):
        return True
    strong = words[found.end - 1].text == "strong"
    if after == "-" and found.exact and not strong and words[found.end].start == words[found.end - 1].end:
        return True
    if (
        before == "-"
        and found.start > 1
        and words[found.start - 1].end == words[found.start].start
        and before_that[-1:].isalnum()
    ):
        return True
    if before == "in" and (before_that in UNITS or before_that[:1].isdigit()):
        return True
    return found.range.low is None and found.range.high is None


def _quantity(doc: Doc, view: str, words: list[Lexeme], found: Phrase, n: int) -> Quantity | None:
    start, end = words[found.start].start, words[found.end - 1].end
    tokens = doc.within(start, end)
    if not tokens:
        return None
    what = counted(doc, tokens[0], tokens[-1], not found.exact)
    crowd = found.gathering or _strong_crowd(words, found)
    if what is None and not crowd:
        return None
    if (
        what is not None
        and what.what == "other"
        and words[found.start].text == "one" == words[found.end - 1].text
    ):
        return None
    if _is_one_of(words, found) or _is_year(words, found, what is not None and what.noun > tokens[-1]):
        return None
    kind = what.what if what else "other"
    if crowd and kind == "other":
        kind = "crowd"
    made = _and_more(view, end, found.range)
    return Quantity(
        id=f"q{n}",
        span=(start, end),
        what=kind,
        low=made.low,
        high=made.high,
        qualifier=made.qualifier,
        rule=made.rule,
    )


def _strong_crowd(words: list[Lexeme], found: Phrase) -> bool:
    """ "a 20,000-strong crowd"."""
    after = words[found.end].text if found.end < len(words) else ""
    return words[found.end - 1].text == "strong" and after in PROTESTS


def _is_one_of(words: list[Lexeme], found: Phrase) -> bool:
    """ "one of the protesters" singles out; it counts nobody."""
    last = words[found.end - 1].text
    return last == "one" and found.end < len(words) and words[found.end].text in ("of", "another")


def _is_year(words: list[Lexeme], found: Phrase, has_noun: bool) -> bool:
    """ "in 1994 protesters ...": four bare digits after a preposition of time, and no noun of their own."""
    word = words[found.end - 1]
    if (
        found.end - found.start > 1
        or word.figure is None
        or not 1000 <= word.figure <= 2100
        or "," in word.text
    ):
        return False
    before = words[found.start - 1].text if found.start else ""
    if before == "as":
        return True
    return not has_noun or before in BEFORE_YEARS


def _and_more(view: str, end: int, made: Range) -> Range:
    """Open the upper end where "and more (people)" follows in the same sentence, torn off or not.

    Machine translation tears such phrases: "some 100,000 people gathering for some of them. and more people."
    A full stop before a small letter ends no sentence.
    """
    if made.high is None:
        return made
    ahead = view[end : end + REACH]
    for stop in ("\n", "\r"):
        ahead = ahead.split(stop, 1)[0]
    ending = SENTENCE_END.search(ahead)
    if ending:
        ahead = ahead[: ending.start() + 1]
    match = AND_MORE.search(ahead)
    if not match or re.search(r"\d", ahead[: match.start()]):
        return made
    low = made.low
    if low is None:
        return made
    return Range(ceil(low), None, made.qualifier, f"{made.rule}; and more: open above")
