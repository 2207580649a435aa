"""Numbers that stand without a noun and count what was counted before: "police said 5,000, organisers
50,000"."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.language import Doc, syntax
from sayso.quantities._counted import Counted, is_label, phrase_ends
from sayso.records import Quantity

SENTENCES = 2
"""How many sentences back the count may stand that a number carries on."""

TELLING = frozenset(
    "say claim put estimate count speak register report retort insist acknowledge number total credit give "
    "confirm counter reply maintain tally predict expect admit declare record list document verify free "
    "release see tell detain arrest announce".split()
)
"""Verbs by which somebody tells a number."""

TOLLS = frozenset("toll number figure count total turnout estimate tally death crowd attendance".split())
"""Nouns that are a number themselves: "the count was under 90,000"."""

ESTIMATORS = frozenset(
    "police official officer authority government organiser organizer union ministry minister state army "
    "military opposition hall office hospital agency group activist rebel militant resident witness party "
    "commission media court coroner prosecutor junta council mayor governor spokesman spokeswoman company "
    "medic rescuer monitor committee campaigner protester insurgent commander embassy newspaper radio "
    "television channel".split()
)
"""Nouns of those who tell numbers."""

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
    if not phrase_ends(doc, last) or (is_label(doc, first) and not _large(doc, last, value)):
        return None
    if earlier.unit == "%" or earlier.what == "money":
        return None
    lead = doc.tokens[first - 1].lower if first else ""
    if lead in _COMPARED and _right_before(doc, first, earlier):
        return same
    return same if _told(doc, first) or _after_estimator(doc, first) else None


def _right_before(doc: Doc, first: int, earlier: Quantity) -> bool:
    """Whether the count before stands right beside: "rose to 87, from 61"."""
    tokens = doc.within(*earlier.span)
    near = bool(tokens) and first - tokens[-1] <= _NEAR
    return near and doc.tokens[tokens[0]].sentence == doc.tokens[first].sentence


_NEAR = 12
"""Tokens between a number and the one that it is compared with."""


def _told(doc: Doc, first: int) -> bool:
    """Whether a verb of telling governs the number, with somebody who tells numbers as its subject, or a noun
    that is a number: "police said 5,000", "the count was under 90,000"."""
    above = syntax.ancestors(doc, first)[:4]
    verb = next((i for i in above if doc.tokens[i].pos in ("VERB", "AUX")), None)
    if verb is None:
        return False
    subjects = syntax.subjects(doc, verb)
    if not subjects:
        return doc.tokens[verb].lemma in TELLING
    subject = doc.tokens[subjects[0]]
    if subject.lemma.lower() in TOLLS:
        return True
    teller = subject.entity in ("PERSON", "ORG", "GPE", "NORP") or subject.pos in ("PROPN", "PRON")
    teller = teller or subject.lemma.lower() in ESTIMATORS
    return teller and doc.tokens[verb].lemma in TELLING


def _after_estimator(doc: Doc, first: int) -> bool:
    """ "... 5,000, organisers 50,000": the number right after somebody who tells numbers, no verb between."""
    i = first - 1
    while i > 0 and (doc.tokens[i].pos in ("ADV", "ADP", "DET") or doc.tokens[i].lower in ("more", "than")):
        i -= 1
    if i <= 0 or doc.tokens[i].sentence != doc.tokens[first].sentence:
        return False
    token = doc.tokens[i]
    return token.lemma.lower() in ESTIMATORS or token.entity == "ORG"


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
