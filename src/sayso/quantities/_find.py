"""Finding the quantities in an article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import ceil
from typing import Any

import msgspec

from sayso.language import Doc
from sayso.quantities._alone import NOBODY, alone, one_of
from sayso.quantities._carried import carried_on
from sayso.quantities._counted import counted
from sayso.quantities._near import by_words_near, said_right_after
from sayso.quantities._numbers import PLURALS, TRIGGER, UNITS, Lexeme, lex
from sayso.quantities._people import PROTESTS
from sayso.quantities._phrases import QUALIFIER_STARTS, Phrase, Range, phrase
from sayso.quantities._units import codes, currency, is_percent
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
    """The quantities of an article in the order of its text, ids q1, q2 ...; spans do not overlap.

    Counted are people (``what`` is what became of them), votes, money, shares, and the things that records of
    conflict count; years, ages, clock times, lengths and labels are not. The span is the number with its
    qualifier and currency sign, without the noun. ``estimated_by`` is left to the reader.
    """
    view = doc.view.replace(HIDDEN, " ")
    out: list[Quantity] = []
    for sentence in doc.sentences:
        first, last = doc.span(sentence.start, sentence.end)
        if TRIGGER.search(view, first, last):
            words = lex(view, first, last)
            _in_sentence(doc, view, words, out)
    return tuple(out)


def _in_sentence(doc: Doc, view: str, words: list[Lexeme], out: list[Quantity]) -> None:
    """Append the quantities of one sentence to those found before it."""
    i = 0
    while i < len(words):
        if not _may_begin(words, i):
            i += 1
            continue
        found = phrase(words, i)
        made = None
        if words[i].text in NOBODY and (among := _among(words, i)) is not None:
            # "none of the 12 passengers was hurt" counts none, and not twelve
            what = said_right_after(view, words[among.end - 1].end)
            if what is not None:
                out.append(_nobody(words, i, what, len(out) + 1))
                i = among.end
                continue
        if found is None:
            made = alone(doc, words, i)
        elif not _no_count(words, view, found):
            made = _made(doc, view, words, found, out)
        if made is not None:
            out.append(msgspec.structs.replace(made, id=f"q{len(out) + 1}"))
        i = found.end if found is not None else i + 1


def _among(words: list[Lexeme], i: int) -> Phrase | None:
    """The number phrase after "none of the", "nobody among the"."""
    at = i + (2 if words[i].text == "no" else 1)
    if at >= len(words) or words[at].text not in ("of", "among"):
        return None
    at += 1
    while at < len(words) and words[at].text in ("the", "its", "their", "these", "those"):
        at += 1
    return phrase(words, at) if at < len(words) else None


def _nobody(words: list[Lexeme], i: int, what: Any, number: int) -> Quantity:
    end = words[i + 1].end if words[i].text == "no" else words[i].end
    return Quantity(id=f"q{number}", span=(words[i].start, end), what=what, low=0, high=0, rule="none")


def _may_begin(words: list[Lexeme], i: int) -> bool:
    word = words[i]
    if (
        word.figure is not None
        or word.text in NUMBER_STARTS
        or word.text in QUALIFYING
        or word.text in NOBODY
    ):
        return True
    return word.text in ARTICLES and i + 1 < len(words) and words[i + 1].text not in ("\n", ".", ",")


def _no_count(words: list[Lexeme], view: str, found: Phrase) -> bool:
    """Numbers that count nothing, by their marks: #5, 3/4, 3:15, "two-year", "page 5", "one in five"."""
    before = words[found.start - 1].text if found.start else ""
    after = words[found.end].text if found.end < len(words) else ""
    before_that = words[found.start - 2].text if found.start > 1 else ""
    # "3:15" is a time, "In Minsk: 20,000 people" a count
    joined = before == ":" and words[found.start - 1].end == words[found.start].start
    if before in ("#", "/") or joined or after in ("/", ":", "°"):
        return True
    if before in ("no", "page", "section", "chapter", "number", "no.") or (
        before == "." and before_that == "no"
    ):
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
    if _is_date(words, view, found) or _is_address(words, view, found):
        return True
    if before == "in" and (before_that in UNITS or before_that[:1].isdigit()):
        return True
    return found.range.low is None and found.range.high is None


_MONTHS = frozenset(
    "january february march april may june july august september october november december".split()
)
_STREETS = frozenset({"street", "road", "avenue", "boulevard", "lane", "square", "st", "ave", "rd"})


def _is_date(words: list[Lexeme], view: str, found: Phrase) -> bool:
    """ "12 March": a day of the month, and not "12 march"."""
    day, after = words[found.end - 1], words[found.end] if found.end < len(words) else None
    if after is None or after.text not in _MONTHS or not view[after.start].isupper():
        return False
    return found.end - found.start == 1 and day.figure is not None and 1 <= day.figure <= 31


def _is_address(words: list[Lexeme], view: str, found: Phrase) -> bool:
    """ "111 Wellington Street": a bare figure, a name, a street."""
    if found.end + 1 >= len(words) or words[found.end - 1].figure is None or "," in words[found.end - 1].text:
        return False
    name, street = words[found.end : found.end + 2]
    return street.text in _STREETS and name.text.isalpha() and view[name.start].isupper()


def _made(
    doc: Doc, view: str, words: list[Lexeme], found: Phrase, before: Sequence[Quantity]
) -> Quantity | None:
    """The quantity of a number phrase; ``before`` are those found before it."""
    following = [view[w.start : w.end] for w in words[found.end : found.end + 3]]
    if found.currency:
        return _record(words, found, "money", found.currency, found.fine)
    if is_percent(following):
        points = following[is_percent(following) :][:1] in (["point"], ["points"])
        return None if points else _record(words, found, "percent", "%", found.fine)
    money = currency(following)
    if money is not None and _is_money(doc, view, words, found, money[1]):
        return _record(words, found, "money", money[0], found.fine)
    if not found.whole:
        return None
    return _of_people_or_things(doc, view, words, found, before)


def _is_money(doc: Doc, view: str, words: list[Lexeme], found: Phrase, size: int) -> bool:
    """Whether a currency word is meant as one: a noun ("three won seats"), no weight ("500 pounds of rice"),
    a code only after figures."""
    word = words[found.end + size - 1]
    tokens = doc.within(word.start, word.end)
    if not tokens or doc.tokens[tokens[0]].pos not in ("NOUN", "PROPN"):
        return False
    if view[word.start : word.end] in codes() and words[found.end - 1].figure is None:
        return False
    following = words[found.end + size].text if found.end + size < len(words) else ""
    above = doc.tokens[doc.tokens[tokens[0]].head].lemma
    return following != "of" and not (word.text in ("pound", "pounds") and above in _WEIGHING)


_WEIGHING = frozenset({"lose", "gain", "weigh", "shed", "carry", "seize"})


def _record(
    words: list[Lexeme], found: Phrase, what: Any, unit: str | None, made: Range | None = None
) -> Quantity:
    made = made or found.range
    return Quantity(
        id="",
        span=(words[found.start].start, words[found.end - 1].end),
        what=what,
        unit=unit,
        low=_plain(made.low),
        high=_plain(made.high),
        qualifier=made.qualifier,
        rule=made.rule,
    )


def _plain(end: float | None) -> int | float | None:
    """An end of a range as a whole number where it is one."""
    return int(end) if end is not None and end == int(end) else end


def _of_people_or_things(
    doc: Doc, view: str, words: list[Lexeme], found: Phrase, before: Sequence[Quantity]
) -> Quantity | None:
    start, end = words[found.start].start, words[found.end - 1].end
    tokens = doc.within(start, end)
    if not tokens:
        return None
    what = counted(doc, tokens[0], tokens[-1], not found.exact)
    crowd = found.gathering or _strong_crowd(words, found)
    if (
        what is not None
        and what.what == "other"
        and words[found.start].text == "one" == words[found.end - 1].text
    ):
        return None
    if _is_one_of(words, found):
        return one_of(doc, words, found)
    if _is_year(words, found, what is not None and what.noun > tokens[-1]):
        return None
    if what is None and not crowd:
        what = carried_on(doc, tokens[0], tokens[-1], found.range.low or found.range.high or 0, before)
        if what is None:
            return None
    kind = what.what if what else "other"
    unit = what.unit if what else None
    if crowd and kind == "other" and unit is None:
        kind = "crowd"
    if unit is None and kind not in ("votes", "crowd"):
        kind = said_right_after(view, end) or kind
    if kind == "other" and unit is None:
        sentence = doc.sentence_of(tokens[0])
        begins = tokens[0] if what is not None and _begins_clause(doc, what.noun) else sentence.start
        kind = by_words_near(view, start, end, *doc.span(begins, sentence.end)) or kind
    return _record(words, found, kind, unit, _and_more(view, end, found.range))


def _begins_clause(doc: Doc, noun: int) -> bool:
    """Whether a noun has a verb of its own: "were arrested and two *journalists* were beaten"."""
    token = doc.tokens[noun]
    return token.dep in {"nsubj", "nsubjpass"} and doc.tokens[token.head].dep == "conj"


def _strong_crowd(words: list[Lexeme], found: Phrase) -> bool:
    """ "a 20,000-strong crowd"."""
    after = words[found.end].text if found.end < len(words) else ""
    return words[found.end - 1].text == "strong" and after in PROTESTS


def _is_one_of(words: list[Lexeme], found: Phrase) -> bool:
    """ "one of the protesters" singles out; it counts nobody."""
    last = words[found.end - 1].text
    return (
        last == "one"
        and found.end - found.start == 1
        and found.end < len(words)
        and words[found.end].text in ("of", "another")
    )


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
