"""Toponyms that the tables know: countries, states, seas, counties, towns before their state, datelines."""

from __future__ import annotations

import re

from sayso import countries
from sayso.places import _states
from sayso.places._gazetteer import Entry, fold, gazetteer, places_called
from sayso.places._toponym import Finds, Toponym, is_place
from sayso.places._words import REGION_ADJECTIVES

_LONGEST = 6
_SMALL = frozenset({"of", "the", "and", "de", "la", "el", "al", "du", "da", "do", "es", "-", "–", "&"})
_DASHES = frozenset({"(", ",", "-", "--", "–", "—", "_"})
_hyphened = re.compile(r"(U\.S\.|U\.K\.|[A-Z][^\W\d_]+|U\.?S|UK|UAE)[-–][^\W\d_]")
_US_STATES = frozenset(_states.POSTAL.values())


def find_known(finds: Finds) -> None:
    """Countries, states, seas and regions wherever they stand; the longest words win."""
    tokens = finds.doc.tokens
    i = 0
    while i < len(tokens):
        if i in finds or not tokens[i].text[:1].isupper() or tokens[i].lower == "the":
            i += 1
        else:
            i = _known_at(finds, i)


def _known_at(finds: Finds, i: int) -> int:
    """Look up the words that begin at a token; gives the token to go on from."""
    tokens = finds.doc.tokens
    if tokens[i].pos in {"PRON", "VERB"}:  # "Polish it", and what the parser takes for "us"
        return i + 1
    for last in range(_run(finds, i), i, -1):
        if not tokens[last - 1].text[:1].isupper():
            continue
        words = finds.words(i, last)
        hit = countries.lookup(words)
        if hit is None:
            state = _states.state(words)
            if not state and words not in REGION_ADJECTIVES and fold(words) not in gazetteer().regions:
                continue
            if not finds.is_other(i, last):
                finds.take(i, last, None, state)
        elif not is_place(hit, words):
            finds.organisations.update(range(i, last))
        elif not finds.is_other(i, last):
            finds.take(i, last, hit)
        return last
    match = _hyphened.match(tokens[i].text)
    if match and i not in finds.persons.tokens:
        _hyphenated(finds, i, match.group(1))
    return i + 1


def _run(finds: Finds, i: int) -> int:
    """End of the run of capitalised and small words that begins at a token."""
    tokens = finds.doc.tokens
    last = i + 1
    while last < len(tokens) and last - i < _LONGEST and tokens[last].sentence == tokens[i].sentence:
        if last in finds or not (tokens[last].text[:1].isupper() or tokens[last].lower in _SMALL):
            break
        last += 1
    return last


def _hyphenated(finds: Finds, i: int, word: str) -> None:
    """The country in "U.S.-led", which is one token."""
    token = finds.doc.tokens[i]
    hit = countries.lookup(word)
    if hit is None or hit.relation not in {"name", "adjective", "capital"}:
        return
    # only where the token holds no damage, so that the offsets are known
    if finds.doc.text[token.start : token.start + len(word)] == word:
        finds.put(Toponym(i, i + 1, (token.start, token.start + len(word)), word, hit))


def find_before_commas(finds: Finds) -> None:
    """Towns before a comma and their state or country: "Paris, Texas", "Dayton, OH", "Brest, Belarus"."""
    tokens = finds.doc.tokens
    for i in range(1, len(tokens) - 1):
        if tokens[i].text != "," or not tokens[i + 1].text[:1].isupper():
            continue
        container = _container(finds, i + 1)
        if container is None:
            continue
        first = i
        while first > 0 and i - first < 4 and tokens[first - 1].sentence == tokens[i].sentence:
            if not tokens[first - 1].text[:1].isupper():
                break
            first -= 1
        _town(finds, first, i, *container)


def _container(finds: Finds, i: int) -> tuple[tuple[str, ...], int] | None:
    """The countries (by code) and states (by name) that the words at a token can mean, and their end."""
    known = finds.at(i)
    if known is not None and known.first == i:
        codes = (known.hit.iso3,) if known.hit is not None and known.hit.relation == "name" else ()
        return (*codes, known.state or known.name), known.last
    short = _states.state(finds.doc.tokens[i].text, after_comma=True)
    return ((short,), i + 1) if short else None


def _town(finds: Finds, first: int, comma: int, containers: tuple[str, ...], last: int) -> None:
    """The longest run of words before a comma that is a town of what stands after it."""
    known = finds.at(comma - 1)
    for start in [known.first] if known else range(first, comma):
        found = places_called(finds.words(start, comma))
        inside = next((c for c in containers if any(lies_in(e, c) for e in found)), None)
        if inside is None or (known is None and finds.is_other(start, comma)):
            continue
        town = known or finds.take(start, comma)
        if town is None:
            continue
        town.within = inside
        finds.take(comma + 1, last, None, _states.state(finds.words(comma + 1, last), after_comma=True))
        after = finds.at(comma + 1)
        if inside in _US_STATES and after is not None:
            after.state, after.hit = inside, None
        return


def lies_in(entry: Entry, container: str) -> bool:
    """Whether a place lies in a country (code) or state (name)."""
    return entry.country == container or (entry.admin1 == container and entry.feature != "ADM1")


def name_states(finds: Finds) -> None:
    """ "Washington state" and "the state of Georgia" are the states and nothing else so called."""
    tokens = finds.doc.tokens
    for t in finds.all():
        after = tokens[t.last].lower if t.last < len(tokens) else ""
        before = [token.lower for token in tokens[max(0, t.first - 2) : t.first]]
        said = after == "state" or before == ["state", "of"]
        if said and t.name in _US_STATES and any(e.feature == "ADM1" for e in places_called(t.name)):
            t.state, t.hit = t.name, None


def _take_known(finds: Finds, first: int, last: int) -> None:
    if places_called(finds.words(first, last)):
        finds.take(first, last)


def find_counties(finds: Finds) -> None:
    """ "Boone County" and the like wherever they stand, also in "Boone County Sheriff"."""
    tokens = finds.doc.tokens
    for i in range(1, len(tokens)):
        if tokens[i].lower not in {"county", "parish", "province", "oblast"} or i in finds:
            continue
        for first in range(max(0, i - 3), i):
            if any(j in finds or not tokens[j].text[:1].isupper() for j in range(first, i)):
                continue
            if any(e.feature[:3] == "ADM" for e in places_called(finds.words(first, i + 1))):
                finds.take(first, i + 1)


def find_datelines(finds: Finds) -> None:
    """Towns in capitals at the beginning of a paragraph, before a dash, bracket or comma: "MINSK (AP) -"."""
    tokens = finds.doc.tokens
    before = -1
    for sentence in finds.doc.sentences:
        if sentence.paragraph == before:
            continue
        before = sentence.paragraph
        first = last = sentence.start
        while last < sentence.end and last - first < 4 and len(tokens[last].text) > 2:
            if not tokens[last].text.isupper():
                break
            last += 1
        if first < last < sentence.end and tokens[last].text in _DASHES and not finds.is_other(first, last):
            _take_known(finds, first, last)
