"""One mention of a place, and the finds of an article while they are being made."""

from __future__ import annotations

from dataclasses import dataclass

from sayso import countries
from sayso.countries import Hit
from sayso.language import Doc
from sayso.places._gazetteer import fold, gazetteer, places_called
from sayso.places._persons import Persons
from sayso.places._words import GEOGRAPHIC, REGION_ADJECTIVES
from sayso.records import Span


@dataclass(slots=True, eq=False)
class Toponym:
    """One mention. ``first``/``last`` are token indices (end exclusive), ``span`` offsets in the text.

    ``hit`` is what the country table says of it; ``state`` the state that an abbreviation stands for;
    ``within`` the state (name) or country (code) named after it and a comma.
    """

    first: int
    last: int
    span: Span
    name: str
    hit: Hit | None = None
    state: str | None = None
    within: str | None = None

    @property
    def adjective(self) -> bool:
        """Whether it is an adjective or the name of a people: "Belarusian", "Soviet", "European", "Danes"."""
        if self.hit is None:
            return self.name in REGION_ADJECTIVES
        if self.hit.relation == "historic":
            return self.name.startswith("Soviet") and self.name != self.hit.name
        return self.hit.relation in {"adjective", "demonym"}

    @property
    def gazetted(self) -> bool:
        """Whether it is a name that only the gazetteer can know."""
        return self.hit is None and self.state is None and not self.adjective


class Finds:
    """The toponyms found so far in one article, by token; no two overlap."""

    def __init__(self, doc: Doc, persons: Persons) -> None:
        self.doc = doc
        self.persons = persons
        self.organisations: set[int] = set()
        """Tokens of names that the country table knows for organisations."""
        self._at: dict[int, Toponym] = {}

    def __contains__(self, i: int) -> bool:
        return i in self._at

    def at(self, i: int) -> Toponym | None:
        """The toponym that a token belongs to."""
        return self._at.get(i)

    def all(self) -> list[Toponym]:
        """The toponyms in the order of the text."""
        return sorted(dict.fromkeys(self._at.values()), key=lambda t: t.span)

    def take(self, first: int, last: int, hit: Hit | None = None, state: str | None = None) -> Toponym | None:
        """Record a toponym; None where one of its words is taken already."""
        if any(i in self._at for i in range(first, last)):
            return None
        toponym = Toponym(first, last, self.doc.span(first, last), self.words(first, last), hit, state)
        self.put(toponym)
        return toponym

    def put(self, toponym: Toponym) -> None:
        for i in range(toponym.first, toponym.last):
            self._at[i] = toponym

    def drop(self, toponym: Toponym) -> None:
        for i in range(toponym.first, toponym.last):
            del self._at[i]

    def words(self, first: int, last: int) -> str:
        """The words of some tokens as written; damage and runs of white space are passed over."""
        tokens = self.doc.tokens
        out = [tokens[first].text]
        for i in range(first + 1, last):
            if tokens[i].start > tokens[i - 1].end:
                out.append(" ")
            out.append(tokens[i].text)
        return "".join(out)

    def is_other(self, first: int, last: int) -> bool:
        """Whether words belong to the name of a person, or of an organisation of the country table."""
        if any(i in self.persons.tokens or i in self.organisations for i in range(first, last)):
            return True
        if last - first > 1:
            return False
        token = self.doc.tokens[first]
        # "Jordan" after "Michael Jordan": the country only where the parser sees a place
        placed = token.entity in {"GPE", "LOC", "NORP"} and is_tabled(token.text)
        if token.text in self.persons.surnames and not placed:
            return True
        return self.persons.titled(first) and token.entity != "NORP"


def is_tabled(word: str) -> bool:
    """Whether a word is a country, capital, state or acronym: that it follows a title makes it no surname."""
    return countries.lookup(word) is not None or fold(word) in gazetteer().regions or word.isupper()


def is_place(hit: Hit, words: str) -> bool:
    """Whether words of the country table name a place or its people: no organisation does, and of the seats
    of power only those that are large towns ("Brussels")."""
    if hit.relation == "seat":
        return any(e.main and e.weight >= 300_000 for e in places_called(words))
    return hit.relation != "organisation"


def is_geographic(words: str) -> bool:
    """Whether a name says that it is one of a place: "Lake ...", "... County"."""
    parts = words.lower().split()
    return len(parts) > 1 and (parts[-1] in GEOGRAPHIC or parts[0] in GEOGRAPHIC)
