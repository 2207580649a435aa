"""Whether the name of a country or capital is meant as a place: "in Minsk", but not "Minsk said"."""

from __future__ import annotations

from sayso.actors._names import NamedSpan
from sayso.language import Doc, Token

_AT = frozenset(
    "in at across throughout inside near around outside within over off through into onto beyond".split()
)
_WAY = frozenset({"to", "from", "toward", "towards", "via", "for"})
_MOVES = frozenset(
    "visit trip travel arrive fly go return come drive march journey head move leave depart flight tour "
    "evacuate deport flee import export ship send transfer extradite border road train route train plane "
    "bring withdraw refugee migrant".split()
)
_PLACES_MOVED = frozenset(
    "visit leave enter reach tour flee shell bomb hit strike capture occupy liberate quit cross paralyze "
    "paralyse".split()
)
_ABSTRACT = frozenset(
    "confidence trust interest faith involvement believe interfere interference intervene "
    "meddle invest".split()
)
_ADDRESSED = frozenset(
    "appeal message letter signal response respond reply accord according aid support loyal loyalty say "
    "speak talk offer sell supply give provide demand pressure threat approval backing help money order "
    "instruction independence permission concession ultimatum warning proposal close linked tie answer "
    "turn bow bend object opposed".split()
)
_LAND = frozenset(
    "street square airport suburb mayor centre center outskirts resident metro district region border "
    "city town north south east west countryside coast capital territory soil airspace station stadium "
    "road river hotel hospital university embassy suburbs port area province village street neighborhood "
    "neighbourhood".split()
)
_BLAMED = frozenset(
    "accuse blame criticise criticize condemn urge ask tell warn sanction pressure force call support "
    "invite punish isolate say report expect require praise thank see consider represent back help arm "
    "fund".split()
)


def is_literal(doc: Doc, span: NamedSpan) -> bool:
    """Whether a country's or capital's name stands for the land or city, by its place in the clause."""
    hit = span.hit
    token = doc.tokens[span.head]
    if hit is None or hit.relation in {"organisation", "adjective", "demonym"}:
        return False
    if _dateline(doc, span):
        return True
    above = doc.tokens[token.head]
    dep = token.dep
    if dep == "conj":
        while token.dep == "conj" and token.head != token.i:
            token = doc.tokens[token.head]
        dep, above = token.dep, doc.tokens[token.head]
    if dep == "pobj":
        return _prepositional(doc, above, hit.relation == "capital")
    if dep in {"dobj", "obj"}:
        return above.lemma in _PLACES_MOVED
    if hit.relation in {"capital", "seat"}:
        if dep in {"poss", "compound", "nmod", "amod"}:
            return above.lemma.lower() in _LAND
        if dep == "nsubjpass":
            return above.lemma not in _BLAMED
        return dep == "appos" and above.lemma in {"capital", "city"}
    return False


def _prepositional(doc: Doc, preposition: Token, capital: bool) -> bool:
    above = doc.tokens[preposition.head]
    if preposition.lower in _AT:
        return above.lemma not in _ABSTRACT
    if preposition.lower in _WAY:
        way = capital and preposition.lower in {"to", "from"} and preposition.lower != above.lower
        return above.lemma in _MOVES or (way and above.lemma not in _ADDRESSED)
    return preposition.lower == "of" and above.lemma.lower() in _LAND


def _dateline(doc: Doc, span: NamedSpan) -> bool:
    """A paragraph that opens with the place it was written in: "MINSK (Reuters) -", "KYIV, Aug 3 -"."""
    sentence = doc.sentence_of(span.start)
    if span.end >= sentence.end or span.start > sentence.start + 3:
        return False
    shouted = doc.tokens[span.head].text.isupper() and len(doc.tokens[span.head].text) > 3
    if (
        shouted
        and span.hit is not None
        and span.hit.relation == "capital"
        and not doc.tokens[span.end].text.isupper()
    ):
        return True
    if span.start > sentence.start:
        return False
    after = doc.tokens[span.end].text
    return after in {"(", "—", "–", "-", "--"} or (after == "," and shouted)


def is_visited(doc: Doc, span: NamedSpan) -> bool:
    """Whether a place is the end of a visit: its government is the host."""
    token = doc.tokens[span.head]
    above = doc.tokens[token.head]
    if token.dep == "pobj" and above.lower == "to":
        above = doc.tokens[above.head]
        return above.lemma in {"visit", "trip", "tour", "travel", "journey"}
    return token.dep in {"dobj", "obj"} and above.lemma in {"visit", "tour"}


def lies_in(doc: Doc, span: NamedSpan) -> bool:
    """Whether an adjective of nationality tells where a literal place lies: "in other Belarusian cities"."""
    above = doc.tokens[doc.tokens[span.head].head]
    return (
        span.hit is not None and span.hit.relation == "adjective" and above.i > span.head
        and above.lemma in _LAND and doc.tokens[above.head].lower in _AT
    )  # fmt: skip
