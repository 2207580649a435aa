"""Whether the conditions of a trigger hold: the words around it, in the language of triggers.tsv."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.events._arguments import STRUCTURE, Frame, slot
from sayso.events.codebook import Condition, Trigger
from sayso.language import syntax

KINDS = {
    "actor": frozenset({"person", "organisation", "group", "country"}),
    "person": frozenset({"person"}),
    "group": frozenset({"group", "organisation"}),
}

PERSONAL = frozenset(
    """he him she her anyone anybody somebody someone brother sister husband wife son daughter father
    mother""".split()
)
"""Words for a person, whether or not it is known who."""


def first_match(frame: Frame, rows: Sequence[Trigger]) -> Trigger | None:
    """The first row whose conditions all hold, also one that says that the word is no event (its ``type`` is
    None); None where no row fits."""
    return next(
        (r for r in rows if all(_holds(frame, c) != c.negated for c in r.needs)),
        None,
    )


def _holds(frame: Frame, condition: Condition) -> bool:
    return any(_slot_holds(frame, path, condition) for path in condition.slots)


def _slot_holds(frame: Frame, path: tuple[str, ...], condition: Condition) -> bool:
    doc, i = frame.doc, frame.trigger
    if condition.op == "=" and path == ("comp",) and condition.values <= {"that", "to", "ing"}:
        return bool(condition.values & _clause_forms(frame))
    if condition.op == "=" and path == ("prep",):
        hosts = [i] if frame.carrier is None else [i, frame.carrier]
        return any(
            doc.tokens[c].lower in condition.values
            for h in hosts
            for c in syntax.kids(doc, h, "prep", "agent")
        )
    words = slot(frame, path)
    if condition.op == "=":
        return any(
            doc.tokens[w].lemma.lower() in condition.values or doc.tokens[w].lower in condition.values
            for w in words
        )
    if "any" in condition.values:
        if path[-1] not in STRUCTURE and not words and len(path) == 1:
            return any(doc.tokens[c].lower == path[0] for c in syntax.kids(doc, i, "prep", "agent"))
        return bool(words)
    return any(_is_kind(frame, w, condition.values) for w in words)


def _clause_forms(frame: Frame) -> set[str]:
    """Which forms of clausal complement a word has."""
    doc, i = frame.doc, frame.trigger
    forms = set()
    for c in syntax.kids(doc, i, "ccomp", "xcomp", "acl", "pcomp"):
        tag = doc.tokens[c].tag
        if tag == "VB" and any(doc.tokens[k].lower == "to" for k in doc.children[c]):
            forms.add("to")
        elif tag == "VBG" and doc.tokens[c].dep in {"xcomp", "pcomp", "ccomp"}:
            forms.add("ing")
        elif doc.tokens[c].dep in {"ccomp", "acl"}:
            forms.add("that")
    return forms


def _is_kind(frame: Frame, i: int, kinds: frozenset[str]) -> bool:
    """Whether a word speaks of an actor of one of the kinds, or of a place."""
    cast = frame.cast
    if "place" in kinds and (cast.literal(i) or frame.doc.tokens[i].entity in {"GPE", "LOC", "FAC"}):
        return True
    id = cast.at(i)
    if id is None:
        return "person" in kinds and frame.doc.tokens[i].lower in PERSONAL
    actor = cast.actor(id)
    if "official" in kinds and actor.kind == "person" and actor.sectors[:1] == ("GOV",):
        return True
    return any(actor.kind in KINDS.get(wanted, ()) for wanted in kinds)
