"""Where toponyms stand: the parser's names checked against the tables, the tables, and the words around."""

from __future__ import annotations

from collections.abc import Collection

from sayso import countries
from sayso.language import Doc, Name
from sayso.places import _states, _tables
from sayso.places._gazetteer import places_called
from sayso.places._persons import Persons
from sayso.places._toponym import Finds, Toponym, is_geographic, is_place
from sayso.places._words import DONE_TO_TOWNS, PLAIN_WORDS, SPEECH
from sayso.records import Span

_PLACE_KINDS = frozenset({"GPE", "LOC", "FAC"})
_NO_NAMES = frozenset(
    {"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY", "LANGUAGE", "WORK_OF_ART", "LAW"}
)
_AT = frozenset({"in", "near", "at", "outside", "around", "across", "throughout", "into"})
_BOUND = _AT | {"from", "to", "of"}
_INSIDE = (_AT - {"at", "into"}) | {"northern", "southern", "eastern", "western", "central", "downtown"}
_WAYS = frozenset(
    "road highway motorway railway railroad line route bridge border flight train bus ferry corridor".split()
)
"""What runs "between" two towns, and not between two people."""
_LONGEST_NAME = 60


def spot(doc: Doc, people: Collection[Span] = ()) -> list[Toponym]:
    """The toponyms of an article in the order of the text, not overlapping."""
    finds = Finds(doc, Persons(doc, people))
    names = [name for name in doc.names if name.kind in _PLACE_KINDS]
    for name in names:
        _known_name(finds, name)
    _tables.find_known(finds)
    _tables.find_before_commas(finds)
    _tables.name_states(finds)
    _tables.find_counties(finds)
    _tables.find_datelines(finds)
    for name in names:
        _unknown_name(finds, name)
    _by_context(finds)
    _drop_surnames(finds)
    _repeated(finds)
    return finds.all()


def _known_name(finds: Finds, name: Name) -> None:
    """A place name of the parser that the country table or the gazetteer knows as a whole."""
    first, last = _trim(finds.doc, name)
    if first >= last or finds.is_other(first, last):
        return
    words = finds.words(first, last)
    hit = countries.lookup(words)
    if words.lower() in PLAIN_WORDS or (hit is not None and not is_place(hit, words)):
        return
    short = _states.state(words, after_comma=True) if "." in words else None
    found = places_called(words)
    if hit is not None or short:
        finds.take(first, last, hit, short)
    elif found and (name.kind != "FAC" or max(e.weight for e in found) >= 1000):
        finds.take(first, last)


def _unknown_name(finds: Finds, name: Name) -> None:
    """A place name of the parser that nothing knows: taken where it says so itself or something is in it."""
    first, last = _trim(finds.doc, name)
    if first >= last or any(i in finds for i in range(first, last)) or finds.is_other(first, last):
        return
    words = finds.words(first, last)
    if len(words) > _LONGEST_NAME:
        return
    before = finds.doc.tokens[first - 1].lower if first else ""
    if name.kind == "FAC":
        clear = before in _INSIDE and is_geographic(words)
    else:
        clear = is_geographic(words) or (before in _AT and words.isalpha() and not words.isupper())
    if clear:
        finds.take(first, last)


def _by_context(finds: Finds) -> None:
    """Towns that the parser took for something else or for nothing, told by the words around them."""
    tokens = finds.doc.tokens

    def free(i: int) -> bool:
        return i not in finds and tokens[i].pos == "PROPN" and tokens[i].text[:1].isupper()

    i = 0
    while i < len(tokens):
        if i in finds.persons.tokens or not free(i):
            i += 1
            continue
        last = i + 1
        while last < len(tokens) and free(last):
            last += 1
        least = _people_needed(finds, i, last) if last - i <= 4 and not finds.is_other(i, last) else None
        if least is not None:
            words = finds.words(i, last)
            unknown = words.lower() not in PLAIN_WORDS and countries.lookup(words) is None
            if unknown and any(e.weight >= (least if e.main else 200_000) for e in places_called(words)):
                finds.take(i, last)
        i = last


def _people_needed(finds: Finds, first: int, last: int) -> int | None:
    """How large a town must be to be meant by words in this context; None where no town is."""
    tokens = finds.doc.tokens
    before = tokens[first - 1].lower if first else ""
    name = finds.doc.names_by_token.get(first)
    if name is not None and (name.start < first or name.end > last or name.kind in _NO_NAMES):
        return None
    person = name is not None and name.kind == "PERSON"
    if before in _INSIDE:
        return 20_000 if person else 1_000
    if before == "between" and first > 1 and tokens[first - 2].lemma in _WAYS:
        return 20_000
    if before in _BOUND:
        return 100_000
    token = tokens[last - 1]
    beside = finds.at(token.head) if token.dep == "conj" else None
    if beside is not None and not beside.adjective:
        return 50_000 if person else 5_000
    if token.dep in {"dobj", "nsubjpass"} and tokens[token.head].lemma in DONE_TO_TOWNS:
        return 50_000
    return None


def _drop_surnames(finds: Finds) -> None:
    """Names of no large town that speak or are spoken to, and that nothing is ever in, are surnames."""
    tokens = finds.doc.tokens
    doubtful: dict[str, bool] = {}
    mentions: dict[str, list[Toponym]] = {}
    for t in finds.all():
        if not t.gazetted or t.last - t.first > 1:
            continue
        mentions.setdefault(t.name, []).append(t)
        token = tokens[t.first]
        if t.within or (t.first and tokens[t.first - 1].lower in _AT):
            doubtful[t.name] = False
        elif token.dep in {"nsubj", "dobj"} and tokens[token.head].lemma in SPEECH:
            doubtful.setdefault(t.name, True)
    for name, doubt in doubtful.items():
        if doubt and max((e.weight for e in places_called(name) if e.main), default=0) < 300_000:
            for t in mentions[name]:
                finds.drop(t)


def _repeated(finds: Finds) -> None:
    """The same words elsewhere in the article name the same place, whatever the parser makes of them."""
    tokens = finds.doc.tokens
    lengths: dict[str, set[int]] = {}
    names = set()
    for t in finds.all():
        if t.gazetted:
            names.add(t.name)
            lengths.setdefault(tokens[t.first].text, set()).add(t.last - t.first)
    for i, token in enumerate(tokens):
        if token.text not in lengths or i in finds or i in finds.persons.tokens:
            continue
        for length in sorted(lengths[token.text], reverse=True):
            last = i + length
            if last <= len(tokens) and finds.words(i, last) in names:
                name = finds.doc.names_by_token.get(i)
                longer = name is not None and name.kind == "PERSON" and name.end > last
                if not longer and not finds.is_other(i, last):
                    finds.take(i, last)
                break


def _trim(doc: Doc, name: Name) -> tuple[int, int]:
    """A name without "the" before it and possessive or punctuation after it."""
    first, last = name.start, name.end
    while first < last and (not doc.tokens[first].text[:1].isupper() or doc.tokens[first].lower == "the"):
        first += 1
    while last > first and not doc.tokens[last - 1].text[:1].isalnum():
        last -= 1
    return first, last
