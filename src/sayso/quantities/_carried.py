"""Numbers that stand without a noun and count what was counted before: "police said 5,000, organisers
50,000"."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.language import Doc
from sayso.quantities._counted import Counted, is_label, phrase_ends
from sayso.records import Quantity

SENTENCES = 2
"""How many sentences back the count may stand that a number carries on."""

TELLING = frozenset(
    "say claim put estimate count speak register report retort insist acknowledge number figure "
    "total toll credit reach rise climb fall drop grow announce give confirm counter reply maintain "
    "tally official police organiser organizer ministry authority predict expect admit declare "
    "record list document verify free release".split()
)
"""Lemmas by one of which a sentence tells a number."""

_THEM = frozenset({"them", "those", "whom", "these", "which"})
_COMPARED = frozenset({"from", "than", "against", "to", "and", "or"})


def carried_on(doc: Doc, first: int, last: int, value: float, before: Sequence[Quantity]) -> Counted | None:
    """What a bare number of some value counts, by the count before it; None where nothing says that it
    carries on."""
    number = doc.tokens[first : last + 1]
    if not before or any(t.entity in ("DATE", "TIME", "ORDINAL", "GPE") for t in number):
        return None
    earlier = _earlier(doc, first, before)
    if earlier is None:
        return None
    same = Counted(earlier.what, last, earlier.unit)
    following = [t.lower for t in doc.tokens[last + 1 : last + 3]]
    if len(following) == 2 and following[0] in ("of", "from") and following[1] in _THEM:
        return same
    large = _large(doc, last, value)
    if not phrase_ends(doc, last) or (is_label(doc, first) and not large):
        return None
    if earlier.unit == "%" or earlier.what == "money":
        return None
    sentence = doc.sentence_of(first)
    words = {t.lemma.lower() for t in doc.tokens[sentence.start : sentence.end]}
    lead = doc.tokens[first - 1].lower if first else ""
    if large:
        told = not words.isdisjoint(TELLING) or first == sentence.start or lead in _COMPARED
        return same if told else None
    compared = lead in _COMPARED and doc.tokens[first].sentence == _sentence(doc, earlier)
    return same if compared or not words.isdisjoint(TELLING) else None


def _large(doc: Doc, last: int, value: float) -> bool:
    """Whether a number is too large, or too finely told, for a year, an age or a label."""
    return value >= 2100 or (value >= 1000 and not doc.tokens[last].text.isdecimal())


def _sentence(doc: Doc, earlier: Quantity) -> int:
    tokens = doc.within(*earlier.span)
    return doc.tokens[tokens[0]].sentence if tokens else -1


def _earlier(doc: Doc, first: int, before: Sequence[Quantity]) -> Quantity | None:
    """The last count of people or votes in this sentence or the two before."""
    for quantity in reversed(before[-4:]):
        if doc.tokens[first].sentence - _sentence(doc, quantity) > SENTENCES:
            return None
        if quantity.unit is None:
            return quantity
    return None
