"""Whether the clause of an expression looks back or ahead."""

from __future__ import annotations

import re

from sayso.language import Doc, syntax
from sayso.times._frame import Tense

AHEAD = frozenset({
    "expect", "plan", "schedule", "due", "slate", "intend", "hope", "vow", "promise", "urge", "demand",
    "call", "invite", "prepare", "propose", "want", "threaten", "agree", "set", "upcoming", "likely",
})  # fmt: skip
"""Lemmas whose complement lies ahead: "is expected to march on Sunday", "a rally planned for Sunday"."""

ACTS = frozenset({
    "agree", "call", "demand", "invite", "prepare", "promise", "propose", "set", "schedule", "threaten",
    "urge", "vow",
})  # fmt: skip
"""Of these, what is itself done on a day: "*agreed* in January to pay", "*urged* them on Monday to leave"."""

FUTURE_AUXILIARIES = frozenset(
    {"will", "'ll", "’ll", "shall", "wo", "going", "would", "may", "might", "should", "must"}
)


LOOKS_AHEAD = re.compile(
    r"\b(?:until|till|by|through|as soon as|as early as|no later than|scheduled for|planned for|set for|due"
    r"|effective|extended to|postponed to)(?: the| early| late)?\s*$"
)
"""Words right before an expression that look ahead from the day of the article."""

LOOKS_BACK = re.compile(r"\bsince(?: the| early| late)?\s*$")
"""Words right before an expression that look back from it."""


def tense_at(doc: Doc, offset: int, before: str) -> Tense:
    """The tense, "" where it tells none, of the clause that the text at an offset stands in; ``before`` are
    the last words before it."""
    i = doc.at(offset)
    if LOOKS_AHEAD.search(before):
        # "had filed by Wednesday", "until Thursday they had not": the bound lies behind
        return "past" if i is not None and _lies_behind(doc, i) else "future"
    if LOOKS_BACK.search(before):
        return "plain past"
    if i is None:
        return ""
    for _ in range(6):
        verb = syntax.clause_root(doc, i)
        token = doc.tokens[verb]
        if token.pos not in ("VERB", "AUX"):
            return ""
        told = _of_verb(doc, verb)
        if _is_day_of_act(doc, i, verb) or (told == "past" and _is_beside(doc, i, verb)):
            told = "plain past"
        if not told and _is_arranged(doc, i, verb):
            told = "future"
        if told or token.head == verb:
            return told
        i = token.head
    return ""


def _lies_behind(doc: Doc, i: int) -> bool:
    """Whether a bound is told of in the past perfect, or opens a clause in the past: "*By Thursday* they
    held the town"."""
    verb = syntax.clause_root(doc, i)
    had = _had(doc, verb) and not _is_called_off(doc, verb)
    return had or (i < verb and doc.tokens[verb].pos in ("VERB", "AUX") and _opens(doc, i, verb))


def _opens(doc: Doc, i: int, verb: int) -> bool:
    """Whether an expression stands before the subject of a clause that tells of the past."""
    subjects = syntax.kids(doc, verb, "nsubj", "nsubjpass")
    return bool(subjects) and i < min(subjects) and _of_verb(doc, verb) == "past"


def _is_day_of_act(doc: Doc, i: int, verb: int) -> bool:
    """Whether an expression says when somebody agreed, urged, vowed ..., and not for when: it stands before
    the verb, or right at it and before what was agreed ("agreed *on Friday* to meet")."""
    token = doc.tokens[verb]
    passive = token.tag == "VBN" and bool({"was", "were"} & set(syntax.auxiliaries(doc, verb)))
    if token.lemma.lower() not in ACTS or not (token.tag == "VBD" or passive):
        return False
    if i < verb:
        return not passive or token.lemma.lower() not in ("set", "schedule")
    told = [c for c in syntax.kids(doc, verb, "xcomp", "ccomp", "advcl") if c < i]
    return not told and _is_beside(doc, i, verb, without="for")


def _is_arranged(doc: Doc, i: int, verb: int) -> bool:
    """ "They *are leaving* on Monday": an ongoing present with a day of its own is what is to come."""
    now = {"is", "are", "am", "'s", "'re", "'m", "’s", "’re", "’m"} & set(syntax.auxiliaries(doc, verb)[:1])
    return doc.tokens[verb].tag == "VBG" and bool(now) and verb < i and _is_beside(doc, i, verb)


def _is_beside(doc: Doc, i: int, verb: int, without: str = "") -> bool:
    """Whether an expression hangs on a verb with no more than a preposition between them; a name bears no
    date, so what the parse hangs on one ("called on *China on Wednesday* to") is the verb's."""
    above = syntax.ancestors(doc, i)
    if verb not in above:
        return False
    way = [doc.tokens[w] for w in (i, *above[: above.index(verb)])]
    prepositions = [t.lower for t in way if t.dep == "prep" and doc.tokens[t.head].pos != "PROPN"]
    direct = way[-1].dep in ("prep", "npadvmod", "advmod") or (
        way[-1].dep == "dobj" and way[-1].pos == "PROPN"
    )
    return direct and len(prepositions) < 2 and without not in prepositions


def _had(doc: Doc, verb: int) -> bool:
    """Whether a verb stands in the past perfect."""
    return doc.tokens[verb].pos in ("VERB", "AUX") and "had" in syntax.auxiliaries(doc, verb)


def _is_called_off(doc: Doc, verb: int) -> bool:
    """Whether what a relative clause tells of is called off before its day: "a march that had been
    planned for Sunday *was called off*"."""
    token = doc.tokens[verb]
    above = doc.tokens[syntax.clause_root(doc, token.head)].lemma.lower() if token.dep == "relcl" else ""
    return above in _CALLING_OFF


_CALLING_OFF = frozenset(
    {"call", "cancel", "postpone", "suspend", "scrap", "abandon", "ban", "prohibit", "drop"}
)


def _of_verb(doc: Doc, verb: int) -> Tense:
    token = doc.tokens[verb]
    auxiliaries = set(syntax.auxiliaries(doc, verb))
    lemma = token.lemma.lower()
    if "had" in auxiliaries or ("have" in auxiliaries and token.tag == "VBN"):
        return "future" if lemma in AHEAD and _is_called_off(doc, verb) else "past"
    if auxiliaries & FUTURE_AUXILIARIES:
        return "future"
    if token.tag in ("VBN", "VBD", "VBZ", "VBP") and lemma in AHEAD:
        return "future"
    if token.tag == "VBD" or auxiliaries & {"did", "was", "were", "has", "'d"}:
        return "past"
    if token.tag == "VB" and "to" in auxiliaries:
        above = doc.tokens[token.head]
        return "future" if above.lemma.lower() in AHEAD or above.lower in AHEAD else ""
    if token.tag == "VBN" and not auxiliaries:
        return "past"
    if (
        token.tag in ("VBZ", "VBP")
        and lemma not in ("say", "report", "note", "claim")
        and token.dep == "ROOT"
    ):
        return (
            "future"
            if lemma in ("open", "begin", "start", "meet", "expire", "end", "arrive", "leave", "go", "return")
            else ""
        )
    return ""
