"""Whether the clause of an expression looks back or ahead."""

from __future__ import annotations

from sayso.language import Doc, syntax
from sayso.times._anchor import Tense

AHEAD = frozenset({
    "expect", "plan", "schedule", "due", "slate", "intend", "hope", "vow", "promise", "urge", "demand", "call", "invite",
    "prepare", "propose", "want", "threaten", "agree", "set", "upcoming", "likely",
})  # fmt: skip
"""Lemmas whose complement lies ahead: "is expected to march on Sunday", "a rally planned for Sunday"."""

FUTURE_AUXILIARIES = frozenset({"will", "'ll", "’ll", "shall", "wo", "going"})


def tense_at(doc: Doc, offset: int) -> Tense:
    """ "past", "future" or "" for the clause that the text at an offset stands in."""
    i = doc.at(offset)
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


def _of_verb(doc: Doc, verb: int) -> Tense:
    token = doc.tokens[verb]
    auxiliaries = set(syntax.auxiliaries(doc, verb))
    if auxiliaries & FUTURE_AUXILIARIES:
        return "future"
    lemma = token.lemma.lower()
    if token.tag in ("VBN", "VBD") and lemma in AHEAD and (token.tag == "VBN" or not auxiliaries):
        return "future" if token.tag == "VBN" else ""
    if token.tag == "VBD" or auxiliaries & {"had", "did", "was", "were", "have", "has", "'d"}:
        return "past"
    if token.tag == "VB" and "to" in auxiliaries:
        above = doc.tokens[token.head]
        return "future" if above.lemma.lower() in AHEAD or above.lower in AHEAD else ""
    if token.tag == "VBN" and not auxiliaries:
        return "past"
    if token.tag in ("VBZ", "VBP") and lemma not in ("say", "report", "note", "claim") and token.dep == "ROOT":
        return "future" if lemma in ("open", "begin", "start", "meet", "expire", "end", "arrive", "leave", "go", "return") else ""
    return ""
