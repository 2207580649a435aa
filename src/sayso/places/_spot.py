"""Where toponyms stand: names, adjectives and abbreviations, found by the parser's names and by the tables."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sayso import countries
from sayso.countries import Hit
from sayso.language import Doc, Name
from sayso.places import _states
from sayso.places._gazetteer import Entry, fold, gazetteer, places_called
from sayso.records import Span

PLACE_KINDS = frozenset({"GPE", "LOC"})
NO_NAMES = frozenset(
    {"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY", "LANGUAGE", "WORK_OF_ART", "LAW"}
)
LOCATIVE = frozenset(
    {"in", "near", "at", "outside", "around", "across", "throughout", "from", "to", "into", "of"}
)
INSIDE = frozenset({"in", "near", "outside", "around", "across", "throughout", "northern", "southern", "eastern",
                    "western", "central", "downtown"})  # fmt: skip
DONE_TO_TOWNS = frozenset(
    "capture recapture retake seize storm besiege bomb bombard shell shake leave reach enter".split()
)
REGION_ADJECTIVES = {
    "European": "Europe", "African": "Africa", "Asian": "Asia", "Latin American": "Latin America",
    "South American": "South America", "North American": "North America", "Central American": "Central America",
    "Middle Eastern": "Middle East", "Scandinavian": "Scandinavia", "Siberian": "Siberia",
    "Central Asian": "Central Asia", "South Asian": "South Asia", "East Asian": "East Asia",
    "Southeast Asian": "Southeast Asia", "Eastern European": "Eastern Europe", "East African": "East Africa",
    "Western European": "Western Europe", "West African": "West Africa", "North African": "North Africa",
    "Sicilian": "Sicily", "Bavarian": "Bavaria", "Kashmiri": "Kashmir", "Quebecois": "Quebec", "Texan": "Texas",
    "Californian": "California", "Balinese": "Bali", "Hawaiian": "Hawaii", "Alaskan": "Alaska",
}  # fmt: skip
"""Adjectives of regions that are no country and no part of one."""

PLAIN_WORDS = frozenset(
    "south north east west central centre center valley metro saint ward delta movement congress union western eastern "
    "northern southern of most river lake bay city town hall church park house street avenue road square bridge university "
    "college school hospital court state county district island beach coast capitol senate olympic olympics ebola "
    "police best can may media virus mission republic liberty independence hope progress enterprise university "
    "commerce industry defiance justice price temple".split()
)
"""Words that are towns somewhere, and something else nearly always."""

SPEECH = frozenset(
    "say tell add ask reply answer note emphasize emphasise stress insist argue believe think recall explain know want "
    "smile laugh joke admit hope testify write serve marry".split()
)
_PLACED = frozenset({"in", "near", "at", "outside", "around", "across", "throughout", "into"})
TITLES = frozenset(
    "mr mr. mrs mrs. ms ms. miss dr dr. sir lady lord president minister secretary senator sen. sen gov. gov governor "
    "rep. rep congressman congresswoman judge justice officer sgt. sgt sergeant lt. lt lieutenant capt. capt captain "
    "col. colonel gen. gen general maj. major coach prof. prof professor king queen prince princess pope detective "
    "chancellor premier attorney reverend rev. rev father sister brother chairman spokesman spokeswoman commissioner "
    "ambassador envoy leader deputy cardinal bishop archbishop sheikh ayatollah".split()
)
_SMALL = frozenset(
    {"of", "the", "and", "de", "la", "el", "al", "du", "da", "do", "es", "upon", "sur", "-", "–", "&"}
)
_LONGEST = 6
GEOGRAPHIC = frozenset(
    "county parish river lake sea ocean bay gulf island islands peninsula province oblast region district valley mountain "
    "mountains mount hills desert forest creek township borough strait canal coast heights gorge prefecture governorate "
    "canyon falls beach springs plateau reservoir".split()
)
_hyphened = re.compile(r"(U\.S\.|U\.K\.|[A-Z][^\W\d_]+|U\.?S|UK|UAE|EU)[-–][^\W\d_]", re.UNICODE)


@dataclass(slots=True, eq=False)
class Toponym:
    """One mention. ``first``/``last`` are token indices (end exclusive), ``span`` offsets in the text.

    ``hit`` is what the country table says of it; ``state`` the state that an abbreviation stands for;
    ``within`` the state or country named after it and a comma.
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
        return self.hit.relation in {"adjective", "demonym"} or (
            self.hit.relation == "historic" and self.name == "Soviet"
        )


class Spotter:
    """Finds the toponyms of one article."""

    def __init__(self, doc: Doc, people: Collection[Span]) -> None:
        self.doc = doc
        self.taken: dict[int, Toponym] = {}
        self.organisations: set[int] = set()
        self.persons, self.surnames = self._persons(people)

    def find(self) -> list[Toponym]:
        """All toponyms, in the order of the text, not overlapping."""
        for name in self.doc.names:
            if name.kind in PLACE_KINDS or name.kind == "FAC":
                self._known(name)
        self._tables()
        self._after_commas()
        self._called_states()
        self._counties()
        self._datelines()
        for name in self.doc.names:
            self._other_name(name)
        self._by_context()
        self._drop_persons()
        self._repeated()
        return sorted(dict.fromkeys(self.taken.values()), key=lambda t: t.span)

    # --- persons

    def _persons(self, people: Collection[Span]) -> tuple[set[int], set[str]]:
        """Tokens that are parts of persons' names, and the surnames of the article."""
        doc, tokens = self.doc, self.doc.tokens
        persons: set[int] = set()
        surnames: set[str] = set()
        for start, end in people:
            inside = doc.within(start, end)
            # what stands before a title in "US Secretary of State Pompeo" is no part of the name
            title = max(
                (i for i in inside if tokens[i].lower in TITLES or not _capital(tokens[i].text)), default=-1
            )
            persons.update(i for i in inside if i > title)
            if len(inside):
                surnames.add(tokens[inside[-1]].text)
        for name in doc.names:
            if name.kind != "PERSON":
                continue
            words = [i for i in range(name.start, name.end) if _capital(tokens[i].text)]
            if len(words) >= 2 and not places_called(self.join(words[0], words[-1] + 1)):
                persons.update(words)
                surnames.add(tokens[words[-1]].text)
            elif len(words) == 1 and _titled(doc, words[0]):
                persons.update(words)
                surnames.add(tokens[words[0]].text)
        for i in range(1, len(tokens)):
            if (
                _capital(tokens[i].text)
                and tokens[i].pos == "PROPN"
                and _titled(doc, i)
                and not _tabled(tokens[i].text)
            ):
                if i + 1 == len(tokens) or tokens[i + 1].lower not in GEOGRAPHIC:
                    persons.add(i)
                    surnames.add(tokens[i].text)
        return persons, surnames

    # --- the parser's names

    def _known(self, name: Name) -> None:
        """A place name of the parser that the gazetteer or the country table knows as a whole."""
        first, last = self._trim(name.start, name.end)
        if first >= last or self._is_other(first, last):
            return
        words = self.join(first, last)
        if words.lower() in PLAIN_WORDS:
            return
        hit = countries.lookup(words)
        if hit is not None and not _toponym(hit, words):
            return
        short = _states.state(words, after_comma=True) if "." in words else None
        found = places_called(words)
        if hit is not None or short:
            self._take(first, last, hit, short)
        elif found and (name.kind != "FAC" or max(e.weight for e in found) >= 1000):
            self._take(first, last, None)

    def _other_name(self, name: Name) -> None:
        """Names that the tables do not know, or that the parser takes for something else."""
        doc = self.doc
        first, last = self._trim(name.start, name.end)
        if first >= last or any(i in self.taken for i in range(first, last)) or self._is_other(first, last):
            return
        words = self.join(first, last)
        before = doc.tokens[first - 1].lower if first else ""
        if name.kind in PLACE_KINDS and len(words) <= 60:
            if _geographic(words) or (before in _PLACED and words.isalpha() and not words.isupper()):
                self._take(first, last, None)
        elif name.kind == "FAC" and before in INSIDE and _geographic(words):
            self._take(first, last, None)

    def _counties(self) -> None:
        """ "Boone County" and the like wherever they stand, also in "Boone County Sheriff"."""
        tokens = self.doc.tokens
        for i in range(1, len(tokens)):
            if tokens[i].lower not in {"county", "parish", "province", "oblast"} or not _capital(
                tokens[i - 1].text
            ):
                continue
            for first in range(max(0, i - 3), i):
                if (
                    all(_capital(tokens[j].text) and j not in self.taken for j in range(first, i))
                    and i not in self.taken
                ):
                    if any(e.feature[:3] == "ADM" for e in places_called(self.join(first, i + 1))):
                        self._take(first, i + 1, None)

    def _datelines(self) -> None:
        """Towns in capitals at the beginning of a paragraph, before a dash, a bracket or a comma: "MINSK (AP) -"."""
        tokens = self.doc.tokens
        before = -1
        for sentence in self.doc.sentences:
            if sentence.paragraph == before:
                continue
            before = sentence.paragraph
            first = last = sentence.start
            while (
                last < sentence.end
                and last - first < 4
                and tokens[last].text.isupper()
                and len(tokens[last].text) > 2
            ):
                last += 1
            if first < last < sentence.end and tokens[last].text in {"(", ",", "-", "--", "–", "—", "_"}:
                if places_called(self.join(first, last)):
                    self._take(first, last, None)

    def _by_context(self) -> None:
        """Towns that the parser took for something else or for nothing, told by the words around them."""
        tokens = self.doc.tokens
        i = 0
        while i < len(tokens):
            if (
                i in self.taken
                or i in self.persons
                or tokens[i].pos != "PROPN"
                or not _capital(tokens[i].text)
            ):
                i += 1
                continue
            last = i + 1
            while (
                last < len(tokens)
                and last not in self.taken
                and tokens[last].pos == "PROPN"
                and _capital(tokens[last].text)
            ):
                last += 1
            least = self._people_needed(i, last)
            if least is not None and last - i <= 4 and not self._is_other(i, last):
                words = self.join(i, last)
                if words.lower() in PLAIN_WORDS or countries.lookup(words) is not None:
                    pass
                elif any(e.main and e.weight >= least for e in places_called(words)):
                    self._take(i, last, None)
            i = last

    def _people_needed(self, first: int, last: int) -> int | None:
        """How large a town must be to be meant by words in this context; None where no town is."""
        tokens = self.doc.tokens
        before = tokens[first - 1].lower if first else ""
        name = self.doc.names_by_token.get(first)
        if name is not None and (name.start < first or name.end > last):
            return None
        if name is not None and name.kind in NO_NAMES:
            return None
        person = name is not None and name.kind == "PERSON"
        if before in INSIDE:
            return 20_000 if person else 1_000
        if before in LOCATIVE:
            return 100_000
        token = tokens[last - 1]
        if token.dep == "conj" and token.head in self.taken and not self.taken[token.head].adjective:
            return 50_000 if person else 5_000
        if token.dep in {"dobj", "nsubjpass"} and tokens[token.head].lemma in DONE_TO_TOWNS:
            return 50_000
        return None

    def _repeated(self) -> None:
        """The same words elsewhere in the article name the same place, whatever the parser makes of them."""
        known = {t.name for t in self.taken.values() if t.hit is None and t.state is None and not t.adjective}
        longest = max((t.last - t.first for t in self.taken.values()), default=0)
        if not known:
            return
        firsts = {name.split()[0].split("-")[0] for name in known}
        i = 0
        while i < len(self.doc.tokens):
            if self.doc.tokens[i].text in firsts and i not in self.taken and i not in self.persons:
                for last in range(min(i + longest, len(self.doc.tokens)), i, -1):
                    if self.join(i, last) in known and not any(j in self.taken for j in range(i, last)):
                        if not self._is_other(i, last) and not self._longer_name(i, last):
                            self._take(i, last, None)
                        break
            i += 1

    def _drop_persons(self) -> None:
        """Names of no large town that speak or are spoken to, and that nothing is ever in, are surnames."""
        tokens = self.doc.tokens
        doubtful: dict[str, bool] = {}
        mentions: dict[str, list[Toponym]] = {}
        for t in dict.fromkeys(self.taken.values()):
            if t.hit is not None or t.state or t.last - t.first > 1:
                continue
            mentions.setdefault(t.name, []).append(t)
            token = tokens[t.first]
            head = tokens[token.head]
            speaks = token.dep in {"nsubj", "dobj"} and head.lemma in SPEECH | {
                "assure",
                "inform",
                "thank",
                "arrest",
            }
            if t.first and tokens[t.first - 1].lower in _PLACED or t.within:
                doubtful[t.name] = False
            elif speaks:
                doubtful.setdefault(t.name, True)
        for name, doubt in doubtful.items():
            if doubt and max((e.weight for e in places_called(name) if e.main), default=0) < 300_000:
                for t in mentions[name]:
                    del self.taken[t.first]

    def _longer_name(self, first: int, last: int) -> bool:
        """Whether a run of words is the beginning of a person's name."""
        name = self.doc.names_by_token.get(first)
        return name is not None and name.kind == "PERSON" and name.end > last

    # --- the tables

    def _tables(self) -> None:
        """Countries, states, seas and regions wherever they stand; the longest words win."""
        tokens = self.doc.tokens
        i = 0
        while i < len(tokens):
            token = tokens[i]
            if i in self.taken or not _capital(token.text) or token.lower == "the":
                i += 1
                continue
            i = self._table_at(i)

    def _table_at(self, i: int) -> int:
        """Look up the words that begin at a token; gives the token to go on from."""
        tokens = self.doc.tokens
        regions = gazetteer().regions
        for last in range(self._run(i), i, -1):
            if last - i > 1 and not _capital(tokens[last - 1].text):
                continue
            words = self.join(i, last)
            hit = countries.lookup(words)
            abbreviation = _states.state(words) if hit is None else None
            region = hit is None and fold(words) in regions and (last - i > 1 or _capital(words))
            if hit is None and not abbreviation and not region and words not in REGION_ADJECTIVES:
                continue
            if hit is not None and not _toponym(hit, words):
                self.organisations.update(range(i, last))
                return last
            if self._is_other(i, last) or any(j in self.taken for j in range(i, last)):
                return last
            self._take(i, last, hit, state=abbreviation)
            return last
        match = _hyphened.match(tokens[i].text)
        if match and i not in self.persons:
            self._hyphened(i, match.group(1))
        return i + 1

    def _hyphened(self, i: int, word: str) -> None:
        """The country in "U.S.-led", which is one token."""
        token = self.doc.tokens[i]
        hit = countries.lookup(word)
        if hit is None or hit.relation not in {"name", "adjective", "capital"}:
            return
        if self.doc.text[token.start : token.start + len(word)] == word:
            span = (token.start, token.start + len(word))
            self.taken[i] = Toponym(i, i + 1, span, word, hit)

    def _run(self, i: int) -> int:
        """End of the run of capitalised and small words that begins at a token."""
        tokens = self.doc.tokens
        last = i + 1
        while (
            last < len(tokens)
            and last - i < _LONGEST
            and tokens[last].sentence == tokens[i].sentence
            and (_capital(tokens[last].text) or tokens[last].lower in _SMALL)
        ):
            last += 1
        return last

    def _after_commas(self) -> None:
        """Towns before a comma and their state or country: "Paris, Texas", "Dayton, OH", "Brest, Belarus"."""
        tokens = self.doc.tokens
        for i in range(1, len(tokens) - 1):
            if tokens[i].text != "," or not _capital(tokens[i + 1].text):
                continue
            whole = self._container(i + 1)
            if whole is None:
                continue
            first = i
            while (
                first > 0
                and i - first < 4
                and _capital(tokens[first - 1].text)
                and tokens[first - 1].sentence == tokens[i].sentence
            ):
                first -= 1
            self._in_container(first, i, *whole)

    def _in_container(self, first: int, comma: int, containers: tuple[str, ...], last: int) -> None:
        """The longest run of words before a comma that is a town of what stands after it."""
        known = self.taken.get(comma - 1)
        for start in [known.first] if known else range(first, comma):
            found = places_called(self.join(start, comma))
            inside = next((c for c in containers if any(_lies_in(e, c) for e in found)), None)
            if inside is None or (known is None and self._is_other(start, comma)):
                continue
            town = known or self._take(start, comma, None)
            if town is not None:
                town.within = inside
                self._take(comma + 1, last, None, _states.state(self.join(comma + 1, last), True))
                if inside in _US_STATES and comma + 1 in self.taken:
                    self.taken[comma + 1].state, self.taken[comma + 1].hit = inside, None
            return

    def _container(self, i: int) -> tuple[tuple[str, ...], int] | None:
        """The states (by name) and countries (by code) that the words at a token can mean, and their end."""
        known = self.taken.get(i)
        if known is not None and known.first == i:
            codes = (known.hit.iso3,) if known.hit is not None and known.hit.relation == "name" else ()
            return (*codes, known.state or known.name), known.last
        short = _states.state(self.doc.tokens[i].text, after_comma=True)
        return ((short,), i + 1) if short else None

    def _called_states(self) -> None:
        """ "Washington state" and "the state of Georgia" are the states and nothing else so called."""
        tokens = self.doc.tokens
        for t in dict.fromkeys(self.taken.values()):
            after = tokens[t.last].lower if t.last < len(tokens) else ""
            before = [token.lower for token in tokens[max(0, t.first - 2) : t.first]]
            if (after == "state" or before == ["state", "of"]) and fold(t.name) in gazetteer().regions:
                if any(e.feature == "ADM1" for e in places_called(t.name)):
                    t.state, t.hit = t.name, None

    # --- taking

    def _take(self, first: int, last: int, hit: Hit | None, state: str | None = None) -> Toponym | None:
        if any(i in self.taken for i in range(first, last)):
            return None
        toponym = Toponym(first, last, self.doc.span(first, last), self.join(first, last), hit, state)
        for i in range(first, last):
            self.taken[i] = toponym
        return toponym

    def _trim(self, first: int, last: int) -> tuple[int, int]:
        """A name without "the" before it and possessive or punctuation after it."""
        tokens = self.doc.tokens
        while first < last and (not _capital(tokens[first].text) or tokens[first].lower == "the"):
            first += 1
        while last > first and not tokens[last - 1].text[:1].isalnum():
            last -= 1
        return first, last

    def _is_other(self, first: int, last: int) -> bool:
        """Whether words are (part of) a person's name: known as such, after a title, or a surname here; or of
        an organisation's or a people's that the country table knows."""
        if any(i in self.persons or i in self.organisations for i in range(first, last)):
            return True
        if last - first > 1:
            return False
        word = self.doc.tokens[first].text
        if word in self.surnames:
            hit = countries.lookup(word)
            return hit is None or hit.relation not in {"name", "capital"}
        return (
            _titled(self.doc, first)
            and self.doc.tokens[first].entity != "NORP"
            and not _office(self.doc, first)
        )

    def join(self, first: int, last: int) -> str:
        """The words of some tokens as written, damage and runs of white space passed over."""
        tokens = self.doc.tokens
        if last - first == 1:
            return tokens[first].text
        out = [tokens[first].text]
        for i in range(first + 1, last):
            if tokens[i].start > tokens[i - 1].end:
                out.append(" ")
            out.append(tokens[i].text)
        return "".join(out)


_US_STATES = frozenset(_states.ABBREVIATIONS.values()) | {
    "Alaska",
    "Hawaii",
    "Idaho",
    "Iowa",
    "Maine",
    "Ohio",
    "Utah",
}


def _lies_in(entry: Entry, container: str) -> bool:
    return entry.country == container or (entry.admin1 == container and entry.feature != "ADM1")


def _toponym(hit: Hit, words: str) -> bool:
    """Whether words that the country table knows name a place or its people: no organisation; and of the seats
    of power those only that are large towns ("Brussels")."""
    if hit.relation == "seat":
        return any(e.weight >= 300_000 for e in places_called(words))
    return hit.relation != "organisation"


def _tabled(word: str) -> bool:
    """Whether a word is a country, capital or state: such a word after a title is no surname for that alone."""
    return countries.lookup(word) is not None or fold(word) in gazetteer().regions or word.isupper()


def _capital(word: str) -> bool:
    return word[:1].isupper()


def _geographic(words: str) -> bool:
    parts = words.lower().split()
    return len(parts) > 1 and (parts[-1] in GEOGRAPHIC or parts[0] in GEOGRAPHIC)


def _titled(doc: Doc, i: int) -> bool:
    """Whether a title stands right before a token: "President", "Mr.", "Secretary of State"."""
    if i == 0 or doc.tokens[i - 1].sentence != doc.tokens[i].sentence:
        return False
    before = doc.tokens[i - 1].lower
    if before == "state" and i >= 3 and doc.tokens[i - 3].lower == "secretary":
        return True
    return before in TITLES


def _office(doc: Doc, i: int) -> bool:
    """Whether a noun follows that makes the word before a title a clause of its own ("Attorney Georgia case")."""
    return i + 1 < len(doc.tokens) and doc.tokens[i + 1].pos == "NOUN" and doc.tokens[i].dep == "compound"


def spot(doc: Doc, people: Collection[Span] = ()) -> Iterator[Toponym]:
    """The toponyms of an article in the order of the text."""
    yield from Spotter(doc, people).find()
