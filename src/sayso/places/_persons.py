"""Which words of an article are names of persons, so that no place is read in them."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sayso import countries
from sayso.language import Doc, syntax
from sayso.places._gazetteer import fold, gazetteer, places_called
from sayso.places._words import GEOGRAPHIC, TITLES
from sayso.records import Span

_PREPOSITIONS = frozenset({"of", "in", "from", "for", "at", "to", "on", "near"})
_WHERE = frozenset({"in", "near", "outside", "around", "across", "between", "through", "towards", "toward"})
_PARTICLES = frozenset(
    {"van", "von", "de", "der", "den", "bin", "al", "el", "ibn", "da", "di", "du", "la", "le", "-"}
)


class Persons:
    """Tokens of persons' names and the surnames of an article.

    Evidence: the spans given, names of two words and more that the parser takes for persons, and words after
    a title ("Mr. Paris", "Secretary of State Houston").
    """

    def __init__(self, doc: Doc, people: Collection[Span] = ()) -> None:
        self._doc = doc
        self.tokens: set[int] = set()
        self.surnames: set[str] = set()
        for start, end in people:
            for run in self._runs(doc.within(start, end)):
                if not self._is_where(run):
                    self._add(run)
        for name in doc.names:
            if name.kind == "PERSON":
                self._parsed(name.start, name.end)
        for i in range(1, len(doc.tokens)):
            if self._after_title(i):
                self._add(range(i, i + 1))

    def titled(self, i: int) -> bool:
        """Whether a title stands right before a token: "President", "Mr.", "Secretary of State"."""
        tokens = self._doc.tokens
        if i == 0 or tokens[i - 1].sentence != tokens[i].sentence:
            return False
        before = tokens[i - 1].lower
        if before == "state" and i >= 3 and tokens[i - 3].lower == "secretary":
            return True
        # "Attorney Georgia case": a noun that the word qualifies
        qualifies = i + 1 < len(tokens) and tokens[i + 1].pos == "NOUN" and tokens[i].dep == "compound"
        return before in TITLES and not qualifies

    def _is_where(self, words: range) -> bool:
        """Whether one word taken for a person's name is a place that something is "in" or "between"."""
        token = self._doc.tokens[words[0]]
        if len(words) > 1 or not places_called(token.text):
            return False
        first = self._doc.tokens[syntax.first_conjunct(self._doc, token.i)]
        return first.dep == "pobj" and self._doc.tokens[first.head].lower in _WHERE

    def _add(self, words: range) -> None:
        self.tokens.update(words)
        self.surnames.add(self._doc.tokens[words[-1]].text)

    def _runs(self, inside: range) -> Iterator[range]:
        """Names in a span that is known to be a person: not "US" in "US Secretary of State Houston", not
        "Belarus" in "the president of Belarus"."""
        tokens = self._doc.tokens
        i = inside.start
        while i < inside.stop:
            if not _name_like(tokens[i].text, tokens[i].lower):
                i += 1
                continue
            first = i
            while i < inside.stop and _name_like(tokens[i].text, tokens[i].lower):
                i += 1
            after = tokens[i].lower if i < inside.stop else ""
            before = tokens[first - 1].lower if first > inside.start else ""
            goes_on = after[:1].isalpha() and after not in _PARTICLES
            if not goes_on and before not in _PREPOSITIONS:
                yield range(first, i)

    def _parsed(self, start: int, end: int) -> None:
        """A name that the parser takes for a person's; one word is believed only after a title."""
        tokens = self._doc.tokens
        words = [i for i in range(start, end) if tokens[i].text[:1].isupper()]
        if len(words) >= 2:
            between = self._doc.view[tokens[words[0]].start : tokens[words[-1]].end]
            if not places_called(between):
                self._add(range(words[0], words[-1] + 1))
        elif words and self.titled(words[0]):
            self._add(range(words[0], words[0] + 1))

    def _after_title(self, i: int) -> bool:
        token = self._doc.tokens[i]
        if token.pos != "PROPN" or not token.text[:1].isupper() or not self.titled(i):
            return False
        if countries.lookup(token.text) or fold(token.text) in gazetteer().regions or token.text.isupper():
            return False
        return i + 1 == len(self._doc.tokens) or self._doc.tokens[i + 1].lower not in GEOGRAPHIC


def _name_like(text: str, lower: str) -> bool:
    return text[:1].isupper() and lower not in TITLES
