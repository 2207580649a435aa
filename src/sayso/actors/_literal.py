"""Whether the name of a country or capital is meant as a place: "in Minsk", but not "Minsk said"."""

from __future__ import annotations

from sayso.actors._names import NamedSpan
from sayso.language import Doc, Token

_AT = frozenset({"in", "at", "across", "throughout", "inside", "near", "around", "outside", "within", "over", "off",
                 "through", "into", "onto", "beyond"})  # fmt: skip
_WAY = frozenset({"to", "from", "toward", "towards", "via", "for"})
_MOVES = frozenset(
    "visit trip travel arrive fly go return come drive march journey head move leave depart flight tour evacuate "
    "deport flee import export ship send transfer extradite border road train route train plane bring withdraw "
    "refugee migrant".split()
)
_PLACES_MOVED = frozenset({"visit", "leave", "enter", "reach", "tour", "flee", "shell", "bomb", "hit", "strike", "capture", "occupy",
                           "liberate", "quit", "cross", "paralyze", "paralyse"})  # fmt: skip
_ABSTRACT = frozenset({"confidence", "trust", "interest", "faith", "involvement", "believe", "interfere",
                       "interference", "intervene", "meddle", "invest"})  # fmt: skip
_LAND = frozenset(
    "street square airport suburb mayor centre center outskirts resident metro district region border city town "
    "north south east west countryside coast capital territory soil airspace station stadium road river hotel "
    "hospital university embassy suburbs port area province village street neighborhood neighbourhood".split()
)
_BLAMED = frozenset(
    "accuse blame criticise criticize condemn urge ask tell warn sanction pressure force call support invite punish "
    "isolate say report expect require praise thank see consider represent back help arm fund".split()
)


def is_literal(doc: Doc, span: NamedSpan) -> bool:
    """Whether a country's or capital's name stands for the land or city itself, by its place in the clause."""
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
        return _prepositional(doc, above)
    if dep in {"dobj", "obj"}:
        return above.lemma in _PLACES_MOVED
    if hit.relation in {"capital", "seat"}:
        if dep in {"poss", "compound", "nmod", "amod"}:
            return above.lemma.lower() in _LAND
        if dep == "nsubjpass":
            return above.lemma not in _BLAMED
        return dep == "appos" and above.lemma in {"capital", "city"}
    return False


def _prepositional(doc: Doc, preposition: Token) -> bool:
    above = doc.tokens[preposition.head]
    if preposition.lower in _AT:
        return above.lemma not in _ABSTRACT
    if preposition.lower in _WAY:
        return above.lemma in _MOVES
    return preposition.lower == "of" and above.lemma.lower() in _LAND


def _dateline(doc: Doc, span: NamedSpan) -> bool:
    """A paragraph that opens with the place it was written in: "MINSK (Reuters) -", "KYIV, Aug 3 -"."""
    sentence = doc.sentence_of(span.start)
    if span.start != sentence.start or span.end >= sentence.end:
        return False
    after = doc.tokens[span.end].text
    return after in {"(", "—", "–", "-", "--"} or (after == "," and doc.tokens[span.head].text.isupper() and len(doc.tokens[span.head].text) > 3)
