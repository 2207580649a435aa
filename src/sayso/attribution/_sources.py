"""What kind of source a statement has: named, described, anonymous, a document, a pronoun, or unstated."""

from __future__ import annotations

import re

from sayso.attribution._found import Found
from sayso.language import Doc, syntax
from sayso.records import SourceType

_anonymous = re.compile(
    r"\b(?:anonym\w+|unnamed|un-named|unidentified|(?:asked|asking|wished|requested|preferred) not to be"
    r"|(?:declined|declining|refused) to (?:be (?:named|identified|quoted)|give (?:his|her|their) names?)"
    r"|(?:not|n't) authori[sz]ed to|without giving (?:his|her|their) names?)\b"
)
_INFORMANTS = frozenset({"source", "insider", "informant", "whistleblower", "leaker"})
"""Nouns for somebody who is not to be known."""

_DOCUMENTS = frozenset(
    """report letter statement poll survey study document article email e-mail memo tweet post cable
    dossier decree resolution communique communiqué transcript book paper law indictment lawsuit
    complaint filing text message note audit review data statistics leaflet poster
    census ruling verdict agreement treaty constitution charter press-release release bulletin editorial
   """.split()
)
_NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW"})


def source_type(doc: Doc, f: Found) -> SourceType:
    """The kind of a find's source, by its words and those of its clause ("on condition of anonymity")."""
    if not f.source:
        return "unstated"
    head = doc.tokens[f.heads[0] if f.heads else f.source[-1]]
    words = " ".join(doc.tokens[i].lower for i in f.source)
    beside = [c for c in (doc.children[f.anchor] if f.anchor >= 0 else []) if doc.tokens[c].dep == "prep"]
    condition = " ".join(
        doc.tokens[i].lower for c in beside for i in syntax.subtree(doc, c) if i not in f.content
    )
    if head.lemma.lower() in _INFORMANTS or _anonymous.search(f"{words} {condition}"):
        return "anonymous"
    if head.pos == "PRON":
        return "pronoun"
    beside = [c for c in doc.children[head.i] if doc.tokens[c].dep == "appos" and c in f.source]
    if any(doc.tokens[i].pos == "PROPN" or doc.tokens[i].entity in _NAMES for i in (head.i, *beside)):
        return "named"
    document = head.lemma.lower() in _DOCUMENTS or head.lower == "figures"
    return "document" if document else "described"
