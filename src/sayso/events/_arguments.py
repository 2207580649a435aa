"""Who and whom: the parties that stand in the slots of a trigger.

A slot is where the codebook says that a party stands: ``subj``, ``obj``, ``iobj``, ``poss``, a preposition,
``objof`` ("demand the resignation *of X*"), or ``joint:with``, whose party is a further actor.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sayso.actors import Cast
from sayso.events.codebook import Codebook
from sayso.language import Doc, syntax

INNER = ("of", "in", "from", "at", "for")
"""Prepositions through which a noun phrase gives its party ("the elections *in Belarus*")."""


@dataclass(slots=True)
class Frame:
    """The words around one trigger: the token itself, and the verb that carries it where it is a noun.

    ``carrier`` is the light verb of "held a rally"; ``carries`` says what its subject is to the event:
    ``actor``, ``recipient`` or ``none``.
    """

    doc: Doc
    cast: Cast
    trigger: int
    is_noun: bool
    carrier: int | None = None
    carries: str = "none"

    @property
    def clause(self) -> int:
        """The verb (or noun) whose clause the event stands in."""
        return self.trigger if self.carrier is None else self.carrier


def frame_of(doc: Doc, cast: Cast, trigger: int, book: Codebook) -> Frame:
    """Find the light verb that carries an event noun, if any."""
    token = doc.tokens[trigger]
    frame = Frame(doc, cast, trigger, token.pos in {"NOUN", "PROPN"})
    if not frame.is_noun:
        return frame
    head = syntax.first_conjunct(doc, trigger)
    up = doc.tokens[head].head
    if up == head:
        return frame
    verb = doc.tokens[up]
    if verb.pos == "ADP" and doc.tokens[verb.head].pos == "VERB":
        # "took part in the rally", "went on strike": the preposition between belongs to the light verb.
        verb = doc.tokens[verb.head]
        if verb.lemma not in {"take", "go", "engage", "participate", "join", "carry", "be", "come"}:
            return frame
        frame.carrier, frame.carries = verb.i, "actor"
        return frame
    if verb.pos not in {"VERB", "AUX"}:
        if verb.dep == "acl" or verb.tag in {"VBN", "VBG"}:
            return frame
        return frame
    dep = doc.tokens[head].dep
    if dep in {"dobj", "obj", "attr", "oprd"} or (dep == "nsubjpass"):
        role = book.light_verb(verb.lemma)
        if role is not None:
            frame.carrier, frame.carries = verb.i, role
        elif dep == "nsubjpass" or dep == "dobj":
            frame.carrier = None
    elif dep == "nsubj" and book.takes_event_subject(verb.lemma):
        frame.carrier, frame.carries = verb.i, "none"
    return frame


def actors_of(frame: Frame) -> list[int]:
    """Heads of those who do it, as token indices, before they are looked up as actors."""
    doc, i = frame.doc, frame.trigger
    if not frame.is_noun:
        if syntax.is_passive(doc, i):
            return syntax.agents(doc, i)
        if doc.tokens[i].dep == "amod":
            return []
        return syntax.subjects(doc, i)
    own = slot(frame, "poss") or slot(frame, "by")
    if own:
        return own
    if frame.carrier is not None:
        if frame.carries == "actor":
            passive = syntax.is_passive(doc, frame.carrier)
            carried = syntax.agents(doc, frame.carrier) if passive else syntax.subjects(doc, frame.carrier)
            carried = [h for h in carried if h != frame.trigger]
            if carried:
                return carried
        if frame.carries == "recipient":
            return slot(frame, "from")
    return []


def slot(frame: Frame, name: str) -> list[int]:
    """Heads of the parties in one slot, as token indices; an empty list where the slot is empty."""
    doc, i = frame.doc, frame.trigger
    if name.startswith("joint:"):
        return slot(frame, name.removeprefix("joint:"))
    if name == "subj":
        return actors_of(frame) if frame.is_noun else syntax.subjects(doc, i)
    if name == "obj":
        return _objects(doc, i)
    if name == "iobj":
        return syntax.indirect_objects(doc, i)
    if name == "poss":
        return [h for p in syntax.kids(doc, i, "poss") for h in syntax.conjuncts(doc, p)]
    if name == "compound":
        return [c for c in syntax.kids(doc, i, "compound", "nmod", "amod") if frame.cast.at(c)]
    if name.startswith("objof"):
        objects = _objects(doc, i) or [h for p in ("for", "of") for h in syntax.prep_objects(doc, i, p)]
        return [
            h for o in objects for h in (syntax.prep_objects(doc, o, "of") or syntax.kids(doc, o, "poss"))
        ]
    found = syntax.prep_objects(doc, i, name)
    if not found and frame.carrier is not None:
        found = [h for h in syntax.prep_objects(doc, frame.carrier, name) if h != i]
    return found


def _objects(doc: Doc, i: int) -> list[int]:
    if syntax.is_passive(doc, i):
        token = doc.tokens[i]
        if token.dep in {"acl", "amod"}:
            return [token.head]
        return [h for h in syntax.subjects(doc, i) if h != i]
    found = syntax.objects(doc, i)
    if not found:
        # "urged X to leave": the parser makes X the subject of the infinitive.
        found = [
            s
            for c in syntax.kids(doc, i, "ccomp")
            for s in syntax.kids(doc, c, "nsubj")
            if doc.tokens[c].tag == "VB"
        ]
    return found


def parties(frame: Frame, heads: Iterable[int], *, descend: bool) -> list[str]:
    """Actor ids for heads of phrases, in order, each once.

    With ``descend``, a head that is nobody ("the sovereignty of Belarus", "the elections in Belarus")
    gives the parties inside its phrase.
    """
    out: list[str] = []
    for head in heads:
        actor = frame.cast.at(head)
        if actor is not None and _is_party(frame, head, actor):
            out.append(actor)
        elif descend:
            out.extend(_inside(frame, head))
    return list(dict.fromkeys(out))


def _is_party(frame: Frame, head: int, actor: str) -> bool:
    """Whether a mention is headed here (and the head is not a modifier inside another's phrase)."""
    return frame.doc.tokens[head].pos in {"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X", "VERB"}


def _inside(frame: Frame, head: int, depth: int = 0) -> list[str]:
    doc = frame.doc
    if depth > 3:
        return []
    out: list[str] = []
    for c in syntax.kids(doc, head, "poss", "compound", "nmod", "amod"):
        actor = frame.cast.at(c)
        if actor is not None:
            out.append(actor)
    for inner in syntax.prep_objects(doc, head, *INNER):
        actor = frame.cast.at(inner)
        out.extend([actor] if actor is not None else _inside(frame, inner, depth + 1))
    return out


def recipients_of(frame: Frame, slots: Sequence[str]) -> tuple[list[str], list[str]]:
    """(recipients, further joint actors) from the slots of a trigger, the first slot that holds one."""
    joint: list[str] = []
    for name in slots:
        heads = slot(frame, name)
        found = parties(frame, heads, descend=not name.startswith("joint:"))
        if name.startswith("joint:"):
            joint.extend(found)
        elif found:
            return found, joint
    if frame.carries == "recipient" and frame.carrier is not None:
        carried = parties(frame, syntax.subjects(frame.doc, frame.carrier), descend=False)
        return carried, joint
    return [], joint
