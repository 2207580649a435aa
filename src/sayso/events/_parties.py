"""Which parties stand in the slots of a trigger: actor ids of those who do it and to whom it is done."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sayso.events._arguments import Frame, actors_of, is_passive, slot, subjects
from sayso.events._judge import vote
from sayso.events.codebook import Trigger
from sayso.language import syntax

INNER = ("of", "in", "from", "at", "for")
"""Prepositions through which a noun phrase gives its party ("the elections *in Belarus*")."""

COUNTS = frozenset({"thousand", "hundred", "dozen", "ten", "score", "million", "crowd"})

MATERIAL = frozenset(
    {"CONSULT", "COOPERATE", "AID", "RETREAT", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}
)
"""Types of deeds that are done to places and things too."""

FIRST_PERSON = frozenset({"i", "we", "me", "us", "my", "our"})
"""Words by which a speaker names himself or those he speaks for."""


def parties(frame: Frame, heads: Iterable[int], *, descend: bool) -> list[str]:
    """Actor ids for heads of phrases, in order, each once.

    With ``descend``, a head that is nobody ("the sovereignty of Belarus", "the elections in Belarus")
    gives the parties inside its phrase.
    """
    out: list[str] = []
    for head in heads:
        actor = frame.cast.at(_counted(frame, head)) or frame.cast.at(head)
        if actor is not None:
            out.append(actor)
            of = syntax.prep_objects(frame.doc, head, "of")
            for i in (head, *(h for h in of if frame.cast.at(h) == actor)):
                out.extend(frame.further.nations(i, actor))
        elif frame.speaker is not None and frame.doc.tokens[head].lower in FIRST_PERSON:
            out.append(frame.speaker)
        elif frame.doc.tokens[head].lower == "both":
            out.extend(_pair_before(frame, head))
        elif descend:
            out.extend(_inside(frame, head))
    return list(dict.fromkeys(out))


def _counted(frame: Frame, head: int) -> int:
    """The word that counts a group, if any: of "thousands of students who marched" the thousands."""
    of = frame.doc.tokens[frame.doc.tokens[head].head]
    counts = of.lower == "of" and frame.doc.tokens[of.head].lemma in COUNTS
    return of.head if counts else head


def _pair_before(frame: Frame, both: int) -> list[str]:
    """The two parties that "both" takes up: the nearest pair before it in its sentence."""
    doc = frame.doc
    for i in range(both - 1, doc.sentence_of(both).start - 1, -1):
        pair = [a for h in syntax.conjuncts(doc, i) if (a := frame.cast.at(h)) is not None]
        if doc.tokens[i].dep != "conj" and len(pair) == 2:
            return pair
    return []


def _inside(frame: Frame, head: int, depth: int = 0) -> list[str]:
    doc = frame.doc
    if depth > 3:
        return []
    if (named := _named_beside(frame, head)) is not None:
        return [named]
    out = _owners(frame, head)
    announced = [a for c in syntax.kids(doc, head, "acl") for a in syntax.agents(doc, c)]
    for inner in (*syntax.prep_objects(doc, head, *INNER), *announced):
        actor = frame.cast.at(inner)
        out.extend([actor] if actor is not None else _inside(frame, inner, depth + 1))
    return out


def _named_beside(frame: Frame, head: int) -> str | None:
    """The party whose name follows a noun right away: "the organisation *Clear Vote*"."""
    doc = frame.doc
    for c in syntax.kids(doc, head, "appos"):
        between = [
            t
            for t in doc.tokens[head + 1 : min(syntax.subtree(doc, c))]
            if t.text not in {"“", '"', "«", "„"}
        ]
        if c > head and not between and doc.tokens[head].pos == "NOUN":
            return frame.cast.at(c)
    return None


def _owners(frame: Frame, head: int) -> list[str]:
    """The parties before a noun: "*UN* helicopters", "recent *US* Predator attacks"."""
    out: list[str] = []
    for c in syntax.kids(frame.doc, head, "poss", "compound", "nmod", "amod"):
        actor = frame.cast.at(c)
        out.extend([actor] if actor is not None else _owners(frame, c))
    return out


def parties_of(frame: Frame, trigger: Trigger) -> tuple[list[str], list[str]]:
    """Actor ids of those who do it, all parties of joint acts among them, and of those to whom it is done."""
    doc = frame.doc
    places, joint = _doers(frame, trigger)
    own = {*parties(frame, places, descend=frame.is_noun), *parties(frame, joint, descend=False)}
    does, suffers = vote(doc, frame.trigger, places, joint, _sufferers(frame, trigger, own))
    if trigger.actor == (("none",),):
        does = []  # nobody in these words does it, whoever the judge takes for it
    if frame.speaker is not None and (trigger.type in MATERIAL or trigger.lemma == "assure"):
        # who tells of it does not do it, unless grammar says so
        does = [h for h in does if h in places or h in joint or frame.cast.at(h) != frame.speaker]
    others = [h for h in does if h not in joint]
    first = parties(frame, others, descend=frame.is_noun)
    if not first and trigger.type in MATERIAL:
        first = [a for h in others for a in _owners(frame, h)]
    doers = list(dict.fromkeys([*first, *parties(frame, [h for h in does if h in joint], descend=False)]))
    found = [p for p in parties(frame, suffers, descend=True) if p not in doers]
    if not found and trigger.type in MATERIAL:
        found = [thing for h in suffers if (thing := frame.further.thing(h)) is not None]
    if not found and _is_placed(trigger):
        found = [p for p in _scene(frame) if p not in doers]
    if not found and frame.carries == "recipient" and frame.carrier is not None:
        found = parties(frame, subjects(doc, frame.carrier), descend=False)
    return doers, found


def _sufferers(frame: Frame, trigger: Trigger, doers: Collection[str]) -> list[int]:
    """Heads in the first of the trigger's recipient slots that holds a party who is not one of ``doers``."""
    passive = not frame.is_noun and is_passive(frame.doc, frame.trigger)
    for path in trigger.recipient:
        if passive and path == ("by",):
            continue
        here = slot(frame, path)
        if any(p not in doers for p in parties(frame, here, descend=True)):
            return here
    return []


def _doers(frame: Frame, trigger: Trigger) -> tuple[list[int], list[int]]:
    """Heads of those who do it, by grammar, and of the further parties of joint acts."""
    if trigger.actor == (("none",),):
        places: list[int] = []
    elif trigger.actor:
        places = [h for path in trigger.actor for h in slot(frame, path)]
    else:
        suffers = ("poss",) in trigger.recipient
        places = actors_of(frame, suffers=suffers) or (_loose_actors(frame, trigger) if frame.is_noun else [])
    if not places and trigger.type == "MOBILIZE" and not frame.is_noun and not trigger.actor:
        places = slot(frame, ("obj",))  # "two battalions will be deployed": the troops themselves
    return places, [h for path in trigger.joint for h in slot(frame, path)]


def _is_placed(trigger: Trigger) -> bool:
    """Whether it is the place that suffers or is freed, where nobody else is named: troops stand in it, leave
    it, a curfew lies on it, a visitor comes to it."""
    return trigger.type == "MOBILIZE" or bool(
        {"withdraw", "curfew", "martial-law", "visit"} & set(trigger.modes)
    )


def _scene(frame: Frame) -> list[str]:
    """The first place that the event's own words name: "a curfew *in Abidjan*", "strengthened its forces *in
    Lebanon*"."""
    doc = frame.doc
    hosts = [frame.trigger, *([] if frame.carrier is None else [frame.carrier])]
    hosts += [h for i in hosts for h in syntax.objects(doc, i)]
    for host in hosts:
        for place in syntax.prep_objects(doc, host, "in", "from", "to", "into", "on", "against", "over"):
            if frame.cast.literal(place) and (id := frame.cast.at(place)) is not None:
                return [id]
            if place in frame.further.places:
                thing = frame.further.thing(place)
                return [thing] if thing is not None else []
    return []


def _loose_actors(frame: Frame, trigger: Trigger) -> list[int]:
    """Who does what a noun names, where nothing says it outright: "violence *from militias*", "*police*
    violence", "a rally *of supporters*"."""
    taken = {path[0] for path in trigger.recipient}
    for name in ("from", "between", "among"):
        if name not in taken and (heads := slot(frame, (name,))):
            return heads
    modifiers = [h for h in slot(frame, ("mod",)) if frame.cast.at(h)]
    if modifiers:
        return modifiers
    return slot(frame, ("of",)) if "of" not in taken else []
