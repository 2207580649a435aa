"""Whether a toponym is meant as a place, stands for a government, or qualifies a noun.

Read from the parse: what the name depends on (a verb it is subject or object of, the preposition over it and
the word that governs the preposition, the noun it stands before or owns), against the word lists of
``_words.py``. Where nothing speaks for a government, the use is literal.
"""

from __future__ import annotations

from sayso.language import Doc, syntax
from sayso.places import _words
from sayso.places._toponym import Toponym
from sayso.records import PlaceUse

_UP = 4
"""How far coordinations and appositions are followed upwards."""


def use(doc: Doc, toponym: Toponym, government: bool = True) -> PlaceUse:
    """How a toponym is used: ``literal`` (in Minsk), ``metonym`` (Minsk said), ``modifier`` (Minsk regime).

    ``government`` says whether the place can stand for one (a country, capital, state or town can; a
    river or a square cannot).
    """
    if toponym.adjective:
        return "modifier"
    head = _head(doc, toponym)
    if _in_organisation(doc, toponym) or _compound(doc, toponym, head):
        return "modifier"
    return _role(doc, head, government, _UP)


def _head(doc: Doc, t: Toponym) -> int:
    """The token of a name whose head stands outside of it (the last such)."""
    for i in range(t.last - 1, t.first - 1, -1):
        if not t.first <= doc.tokens[i].head < t.last or doc.tokens[i].head == i:
            return i
    return t.last - 1


def _compound(doc: Doc, t: Toponym, head: int) -> bool:
    """Whether a name qualifies what follows: "the Minsk regime", "US-led", "New York Times"."""
    tokens = doc.tokens
    if t.span[1] < tokens[t.last - 1].end:
        return True
    token = tokens[head]
    after = tokens[t.last] if t.last < len(tokens) else None
    if (
        after is not None
        and after.start == t.span[1]
        and after.text in {"-", "–"}
        and t.last + 1 < len(tokens)
    ):
        follows = tokens[t.last + 1]
        if follows.start == after.end and follows.text[:1].islower():
            return True
    if token.dep in {"compound", "nmod", "amod"} and token.head >= t.last:
        return tokens[token.head].pos in {"NOUN", "PROPN", "ADJ"} and not _of_container(doc, t)
    return False


def _in_organisation(doc: Doc, t: Toponym) -> bool:
    """Whether the name is part of an organisation's: "Air Zimbabwe", "University of Alexandria"."""
    name = doc.names_by_token.get(t.first)
    if name is None or name.kind != "ORG" or name.end < t.last:
        return False
    inside = [i for i in range(name.start, name.end) if not t.first <= i < t.last]
    return any(doc.tokens[i].text[:1].isalpha() and doc.tokens[i].lower not in {"the", "'s"} for i in inside)


def _of_container(doc: Doc, t: Toponym) -> bool:
    """Whether the name only stands before the state it lies in: "Paris, Texas"."""
    return t.last < len(doc.tokens) and doc.tokens[t.last].text == ","


def _role(doc: Doc, i: int, government: bool, left: int) -> PlaceUse:
    """Use of the name whose head is token ``i``, by its arc; coordinations count as their first member."""
    token = doc.tokens[i]
    if token.dep == "conj" and left:
        first = token.head
        if doc.tokens[first].dep in {"compound", "amod", "nmod"} and doc.tokens[first].head > i:
            return "modifier"
        return _role(doc, first, government, left - 1)
    if token.dep == "appos" and left and doc.tokens[token.head].lower in _words.SITES:
        return _role(doc, token.head, government, left - 1)
    if token.dep == "poss":
        return _possessor(doc, token.head, government)
    if not government:
        return "literal"
    if token.dep in syntax.SUBJECTS:
        return _subject(doc, i, token.head)
    if token.dep in {"pobj", "pcomp"}:
        return _object_of_preposition(doc, token.head)
    if token.dep in {"dobj", "obj", "dative"} and doc.tokens[token.head].pos in {"VERB", "AUX"}:
        return "metonym" if _lemma(doc, token.head) in _words.DONE_TO_GOVERNMENTS else "literal"
    return "literal"


def _possessor(doc: Doc, owned: int, government: bool) -> PlaceUse:
    """ "Moscow's support" is a government's; "Russia's president" qualified; "Minsk's streets" a place's."""
    noun, lemma = doc.tokens[owned], _lemma(doc, owned)
    if lemma in _words.OFFICES or noun.pos == "PROPN":
        return "modifier"
    if not government:
        return "literal"
    political = lemma in _words.POLITICAL or lemma in _words.DEEDS
    return "metonym" if political and lemma not in _words.NOT_POSSESSED else "literal"


def _subject(doc: Doc, i: int, verb: int) -> PlaceUse:
    """Who says, decides or acts is a government; what lies, suffers or is bombed is a place."""
    token = doc.tokens[verb]
    if token.pos not in {"VERB", "AUX"}:
        return "literal"
    if doc.tokens[i].dep in syntax.PASSIVE_SUBJECTS:
        return "metonym" if token.lemma in _words.DONE_TO_GOVERNMENTS else "literal"
    if token.lemma in {"be", "become", "remain", "stay", "seem", "appear", "get"}:
        return _predicate(doc, verb)
    if token.lemma == "have":
        return _having(doc, verb)
    return "literal" if token.lemma in _words.HAPPENS_TO_PLACES else "metonym"


def _having(doc: Doc, verb: int) -> PlaceUse:
    """ "Slovenia had to sign", "Dubai has plans": governments; "Minsk has two airports" is a place."""
    for c in syntax.kids(doc, verb, "xcomp"):
        return "literal" if _lemma(doc, c) in _words.HAPPENS_TO_PLACES else "metonym"
    owned = syntax.objects(doc, verb)
    return "metonym" if any(_lemma(doc, c) in _words.POLITICAL for c in owned) else "literal"


def _lemma(doc: Doc, i: int) -> str:
    return doc.tokens[i].lemma.lower()


def _predicate(doc: Doc, verb: int) -> PlaceUse:
    """ "Minsk is ready to talk" and "Russia is an ally" speak of governments, "Minsk is a city" does not."""
    states = [
        *syntax.kids(doc, verb, "acomp", "attr", "xcomp", "oprd"),
        *syntax.prep_objects(doc, verb, "in", "on"),
    ]
    for c in states:
        if doc.tokens[c].lemma in _words.STATES_OF_MIND or doc.tokens[c].lemma in _words.POLITICAL:
            return "metonym"
        if doc.tokens[c].dep == "xcomp" and doc.tokens[c].lemma not in _words.HAPPENS_TO_PLACES:
            return "metonym" if doc.tokens[verb].lemma in {"seem", "appear"} else "literal"
    return "literal"


def _object_of_preposition(doc: Doc, preposition: int) -> PlaceUse:
    """Use by the preposition and the word that governs it: "talks with", "visit to", "sanctions on"."""
    tokens = doc.tokens
    word = tokens[preposition].lower
    governor = tokens[preposition].head
    while tokens[governor].dep == "prep" and tokens[governor].head != governor:  # "away from", "up to"
        word = word if word not in {"of"} else tokens[governor].lower
        governor = tokens[governor].head
    lemma = _lemma(doc, governor)
    noun = tokens[governor].pos in {"NOUN", "PROPN"}
    if tokens[preposition].dep == "agent" or (word == "by" and syntax.is_passive(doc, governor)):
        return "metonym"
    if word in _words.NEVER_PLACES:
        return "literal" if lemma in _words.BORDERS else "metonym"
    if word == "between":
        return "metonym" if lemma in _words.POLITICAL or lemma in _words.DEEDS else "literal"
    if word in {"to", "from"} and "according" in (tokens[governor].lower, tokens[preposition - 1].lower):
        return "metonym"
    if word == "to" and lemma in {"ambassador", "envoy"}:
        return "metonym"
    if word == "of" and noun:
        return _of(lemma)
    if word in _words.EITHER and (lemma in _words.POLITICAL or lemma in _words.TURNS_TO_GOVERNMENTS):
        return "metonym"
    if word in {"on", "upon", "over"} and lemma in _words.PRESSURES:
        return "metonym"
    if word == "in" and lemma in {"confidence", "trust", "faith"}:
        return "metonym"
    if word == "for" and lemma in _words.ON_BEHALF:
        return "metonym"
    return "literal"


def _of(lemma: str) -> PlaceUse:
    """ "the support of Moscow" is a government's; "the president of Belarus" qualifies; else a place."""
    if lemma in _words.OFFICES:
        return "modifier"
    political = lemma in _words.POLITICAL or lemma in _words.SOVEREIGN
    return "metonym" if political and lemma not in _words.NOT_POSSESSED else "literal"
