"""Days and places that stand apart from their event: "Two men were shot. It happened on Sunday in Kano."

In: coded events.  Out: such clauses told as further words of the nearest deed before them; where somebody
else says it than who told of the deed ("it happened in Kano, the company said"), as an event of its own, so
that two who give two places can be held against each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso.attribution import Found
from sayso.events import _settings as settings
from sayso.events._arguments import Frame
from sayso.events._coded import Chains, Coded
from sayso.events._joining import DEFINITE
from sayso.events.codebook import DEEDS
from sayso.language import Doc, Token, syntax

_HAPPEN = frozenset({"happen", "occur"})
_INCIDENT = frozenset("incident episode tragedy event operation robbery raid explosion blast case".split())
"""Nouns that take up a deed of any name."""
_BACK = 2
"""Sentences before the clause in which its event may stand."""


def with_later_settings(
    doc: Doc, coded: Sequence[Coded], chains: Chains, scene: settings.Scene
) -> list[Coded]:
    """Events in the order in which they came, those that are made of such clauses last."""
    out = list(coded)
    for i in range(len(doc.tokens)):
        timed = _takes_up(doc, i)
        if timed is None:
            continue
        here = doc.tokens[i].sentence
        before = [c for c in coded if c.type in DEEDS and 0 < here - _sentence(doc, c) <= _BACK]
        own = any(doc.tokens[t].sentence == here for c in coded for t in c.triggers)
        if not before or own:
            continue
        near = max(_sentence(doc, c) for c in before)
        told = next(c for c in before if _sentence(doc, c) == near)
        if told.status in {"happened", "ongoing"}:
            out += _told_again(doc, told, i, timed, chains, scene)
    return out


def _told_again(
    doc: Doc, told: Coded, i: int, timed: bool, chains: Chains, scene: settings.Scene
) -> list[Coded]:
    """Puts the day and place of a clause to its event; the event that is made of it where it is one."""
    frame = Frame(doc, told.frame.cast, i, False, told.frame.further)
    again = replace(
        told,
        frame=frame,
        chain=[f for f in chains.of(i) if f.anchor != i],
        triggers=[i],
        also=[],
        told=[],
        clause=settings.clause_words(frame),
        actors=list(told.actors),
        recipients=list(told.recipients),
    )
    day, place = scene.day_and_place(again)
    if not day and (timed or not place):
        return []
    if again.chain and _voice(again.chain, chains) != _voice(told.chain, chains):
        again.told = told.frames
        return [again]
    known = scene.day_and_place(told)
    if all(not a or not b or a == b for a, b in zip(known, (day, place), strict=True)):
        told.told.append(frame)
        told.also = sorted({*told.also, *again.clause})
    return []


def _voice(chain: Sequence[Found], chains: Chains) -> str | None:
    """Who says what stands in a chain, None for the article itself."""
    return chains.speaker(chain) or (chains.said_by(chain)[-1] if chain else None)


def _takes_up(doc: Doc, i: int) -> bool | None:
    """Whether a verb says of what was told before when or where it happened: True where only a day counts
    ("it was on Sunday": "it was in Perth" is of a thing), None where it says nothing of the kind."""
    token = doc.tokens[i]
    be = token.lemma == "be" and token.pos in {"VERB", "AUX"}
    if not (be or token.lemma in _HAPPEN or _takes_place(doc, token)) or token.tag not in {
        "VBD",
        "VBN",
        "VBZ",
    }:
        return None
    if syntax.negated(doc, i) or token.dep in {"relcl", "advcl", "acl", "xcomp"}:
        return None
    subjects = syntax.kids(doc, i, "nsubj")
    if len(subjects) != 1 or not _is_it(doc, doc.tokens[subjects[0]]):
        return None
    if syntax.kids(doc, i, "ccomp", "acl", "relcl", "csubj", "advcl", "attr", "acomp", "xcomp"):
        return None  # "it was on Sunday that ..."
    return be


def _takes_place(doc: Doc, token: Token) -> bool:
    objects = syntax.kids(doc, token.i, "dobj")
    return token.lemma == "take" and any(doc.tokens[o].lower == "place" for o in objects)


def _is_it(doc: Doc, token: Token) -> bool:
    if token.pos == "PRON":
        return token.lower in {"it", "this", "that"}
    determiners = {doc.tokens[d].lower for d in syntax.kids(doc, token.i, "det")}
    return token.lemma in _INCIDENT and bool(determiners & DEFINITE)


def _sentence(doc: Doc, c: Coded) -> int:
    return doc.tokens[c.triggers[-1]].sentence
