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

FUTURE_AUXILIARIES = frozenset(
    {"will", "'ll", "’ll", "shall", "wo", "going", "would", "may", "might", "should", "must"}
)


LOOKS_AHEAD = re.compile(
    r"\b(?:until|till|by|through|as soon as|as early as|no later than|scheduled for|planned for|set for|due"
    r"|effective|extended to|postponed to)(?: the| early| late)?\s*$"
)
"""Words right before an expression that look ahead from the day of the article."""


def tense_at(doc: Doc, offset: int, before: str) -> Tense:
    """ "past", "future" or "" for the clause that the text at an offset stands in; ``before`` are the last
    words before it."""
    i = doc.at(offset)
    if LOOKS_AHEAD.search(before):
        # "had filed by Wednesday", "until Thursday they had not": the bound lies behind
        return "past" if i is not None and _had(doc, syntax.clause_root(doc, i)) else "future"
    if i is None:
        return ""
    for _ in range(6):
        verb = syntax.clause_root(doc, i)
        token = doc.tokens[verb]
        if token.pos not in ("VERB", "AUX"):
            return ""
        told = _of_verb(doc, verb)
        if told or token.head == verb:
            return told
        i = token.head
    return ""


def _had(doc: Doc, verb: int) -> bool:
    """Whether a verb stands in the past perfect."""
    return doc.tokens[verb].pos in ("VERB", "AUX") and "had" in syntax.auxiliaries(doc, verb)


def _of_verb(doc: Doc, verb: int) -> Tense:
    token = doc.tokens[verb]
    auxiliaries = set(syntax.auxiliaries(doc, verb))
    lemma = token.lemma.lower()
    if "had" in auxiliaries or ("have" in auxiliaries and token.tag == "VBN"):
        return "past"
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
