"""Single victims and none at all: "a policeman was shot dead", "one of the dead", "nobody was hurt"."""

from __future__ import annotations

from sayso.language import Doc, syntax
from sayso.quantities._counted import by_verb_after, noun_after
from sayso.quantities._fate import by_clause, to_death
from sayso.quantities._numbers import Lexeme
from sayso.quantities._people import ADJECTIVE_CLASSES, NOUN_CLASSES, is_people, lemma_of
from sayso.quantities._phrases import Phrase
from sayso.records import Quantity

NOBODY = frozenset({"no", "nobody", "none"})
"""Words that a count of none begins with."""

HARMED = frozenset({"dead", "injured", "arrested", "kidnapped", "missing"})
"""What must have become of a single person to be counted."""


def alone(doc: Doc, words: list[Lexeme], i: int) -> Quantity | None:
    """The count that an article or a word for nobody begins, where harm is told of."""
    word = words[i]
    tokens = doc.within(word.start, word.end)
    if not tokens:
        return None
    if word.text in ("a", "an"):
        return _single(doc, tokens[0], word)
    if word.text in NOBODY:
        return _none(doc, tokens[0], words, i)
    return None


def one_of(doc: Doc, words: list[Lexeme], found: Phrase) -> Quantity | None:
    """ "one of the dead"; "one of the protesters" singles out, and counts nobody."""
    for word in words[found.end : found.end + 3]:
        what = ADJECTIVE_CLASSES.get(word.text)
        if what in HARMED:
            return _record(
                words[found.start].start, words[found.end - 1].end, what, 1, "one of the " + word.text
            )
    return None


def _single(doc: Doc, i: int, word: Lexeme) -> Quantity | None:
    noun = noun_after(doc, _after_age(doc, i))
    if noun is None or doc.tokens[noun].tag not in ("NN", "NNP"):
        return None
    lemma = lemma_of(doc.tokens[noun].text, doc.tokens[noun].lemma)
    if not is_people(lemma) or NOUN_CLASSES.get(lemma, "crowd") in HARMED or lemma in _MANY:
        return None
    if not _befell(doc, noun):
        return None
    what = by_clause(doc, i, noun) or to_death(doc, noun)
    return _record(word.start, word.end, what, 1, "a single person") if what in HARMED else None


def _befell(doc: Doc, noun: int) -> bool:
    """Whether the verb over a noun says that something has happened: no infinitive, no negation, no modal."""
    verb = doc.tokens[syntax.first_conjunct(doc, noun)].head
    token = doc.tokens[verb]
    if token.pos not in ("VERB", "AUX"):
        return True
    happened = token.tag in ("VBD", "VBN", "VBG") and not syntax.negated(doc, verb)
    return happened and syntax.modal(doc, verb) is None


def _after_age(doc: Doc, i: int) -> int:
    """The last token of "34-year-old" where an age follows an article, else the article."""
    for j in range(i + 1, min(i + 7, len(doc.tokens))):
        if doc.tokens[j].lower == "old" or doc.tokens[j].lower.endswith("-old"):
            return j
        if doc.tokens[j].lower not in ("-", "year", "years", "month") and not doc.tokens[j].text[0].isdigit():
            return i
    return i


_MANY = frozenset(
    {"crew", "family", "household", "staff", "personnel", "population", "people", "gang", "police"}
)


def _none(doc: Doc, i: int, words: list[Lexeme], at: int) -> Quantity | None:
    """ "No one was hurt", "nobody died", "no casualties"."""
    word = words[at]
    end, last = word.end, i
    if word.text == "no":
        following = words[at + 1].text if at + 1 < len(words) else ""
        if following == "one":
            end, last = words[at + 1].end, i + 1
        else:
            noun = noun_after(doc, i)
            lemma = lemma_of(doc.tokens[noun].text, doc.tokens[noun].lemma) if noun is not None else ""
            what = _EVENTS.get(lemma)
            return _record(word.start, word.end, what, 0, "none") if what in HARMED else None
    what = by_verb_after(doc, last)
    return _record(word.start, end, what, 0, "none") if what in HARMED else None


_EVENTS = {
    "casualty": "dead", "death": "dead", "fatality": "dead", "injury": "injured", "arrest": "arrested",
    "detention": "arrested", "kidnapping": "kidnapped", "abduction": "kidnapped",
}  # fmt: skip
"""Nouns of what befalls people. "No bodies were found" is no count of the dead."""


def _record(start: int, end: int, what: str | None, number: int, rule: str) -> Quantity:
    return Quantity(id="", span=(start, end), what=what, low=number, high=number, rule=rule)  # type: ignore[arg-type]
