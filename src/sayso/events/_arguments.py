"""The words around a trigger: what stands in its slots (those of triggers.tsv), as token indices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.actors import Cast
from sayso.events._further import Further
from sayso.events.codebook import Codebook, Trigger
from sayso.language import Doc, syntax

PART_VERBS = frozenset({"take", "go", "engage", "participate", "join", "come", "resort"})
"""Verbs that carry an event noun over a preposition ("took part in the rally")."""


CARRIED = frozenset({"dobj", "obj", "attr", "oprd", "nsubjpass", "nsubj"})
"""How an event noun hangs on the light verb that carries it."""


@dataclass(slots=True)
class Frame:
    """The words around one trigger: the token itself, and the verb that carries it where it is a noun.

    ``carrier`` is the light verb of "held a rally"; ``carries`` says what its subject is to the event:
    ``actor``, ``recipient`` or ``none``. ``further`` makes parties that the cast lacks.
    ``speaker`` is who says it: the "we" of a quotation; ``row`` the reading of the trigger, once it is known.
    """

    doc: Doc
    cast: Cast
    trigger: int
    is_noun: bool
    further: Further
    carrier: int | None = None
    carries: str = "none"
    speaker: str | None = None
    row: Trigger | None = None

    @property
    def clause(self) -> int:
        """The verb (or noun) whose clause the event stands in."""
        return self.trigger if self.carrier is None else self.carrier


def frame_of(doc: Doc, cast: Cast, trigger: int, book: Codebook, further: Further) -> Frame:
    """Find the light verb that carries an event noun, if any."""
    token = doc.tokens[trigger]
    frame = Frame(doc, cast, trigger, token.pos in {"NOUN", "PROPN"}, further)
    if not frame.is_noun:
        return frame
    head = syntax.first_conjunct(doc, trigger)
    up = doc.tokens[head].head
    if up == head:
        return frame
    verb = doc.tokens[up]
    if verb.pos == "ADP" and doc.tokens[verb.head].pos == "VERB":
        # "took part in the rally", "went on strike": the preposition belongs to the light verb.
        if doc.tokens[verb.head].lemma in PART_VERBS:
            frame.carrier, frame.carries = verb.head, "actor"
        return frame
    dep = doc.tokens[head].dep
    for light in book.light_verbs.get(verb.lemma, ()):
        if light.subject_is_event == (dep == "nsubj") and dep in CARRIED:
            frame.carrier, frame.carries = verb.i, light.subject
            break
    return frame


def actors_of(frame: Frame, *, suffers: bool = False) -> list[int]:
    """Heads of those who do it, as token indices, before they are looked up as actors: of a verb its
    subject; of a noun its possessor, by-phrase, or the subject of the light verb that carries it.

    ``suffers`` says that the noun's possessor is whom it is done to ("her abduction")."""
    doc, i = frame.doc, frame.trigger
    if not frame.is_noun:
        return subjects(doc, i)
    announced = [a for c in syntax.kids(doc, i, "acl") for a in syntax.agents(doc, c)]
    own = announced or slot(frame, ("by",)) or ([] if suffers else slot(frame, ("poss",)))
    if own:
        return own
    if frame.carrier is not None and frame.carries == "actor":
        return [h for h in subjects(doc, frame.carrier) if h != i]
    if frame.carrier is not None and frame.carries == "recipient":
        return slot(frame, ("from",))
    return []


def subjects(doc: Doc, verb: int) -> list[int]:
    """Who does it, by grammar: the subject; in the passive the by-phrase."""
    token = doc.tokens[verb]
    if _is_misread(doc, verb):
        return syntax.conjuncts(doc, token.head)
    if is_passive(doc, verb):
        return _agents(doc, verb)
    if token.pos == "ADJ" and token.dep in {"acomp", "attr", "oprd"}:
        return syntax.subjects(doc, token.head)
    if token.dep == "amod":
        return []
    # "Minister Eikeland telephones ...": in headlines the subject is taken for a part of a name.
    return syntax.subjects(doc, verb) or (
        syntax.kids(doc, verb, "compound")[-1:] if token.tag in {"VBZ", "VBD"} else []
    )


def is_passive(doc: Doc, verb: int) -> bool:
    """Whether a verb stands in the passive, for verbs that share the auxiliary of the one they are
    coordinated with too, whatever the tagger made of their form ("was ambushed and *shot*")."""
    if _is_misread(doc, verb):
        return False
    if syntax.is_passive(doc, verb):
        return True
    token = doc.tokens[verb]
    if token.dep != "conj" or token.tag not in {"VBD", "VBN"} or token.head == verb:
        return False
    own = {"nsubj", "nsubjpass", "dobj", "aux", "ccomp", "prt"}
    return not syntax.kids(doc, verb, *own) and is_passive(doc, token.head)


def _is_misread(doc: Doc, verb: int) -> bool:
    """Whether the main verb was taken for a participle on its subject ("Rebels *attacked* a base")."""
    token = doc.tokens[verb]
    head = doc.tokens[token.head]
    return (
        token.dep == "acl"
        and token.tag == "VBN"
        and head.dep == "ROOT"
        and bool(syntax.kids(doc, verb, "dobj"))
        and not syntax.kids(doc, verb, "agent", "auxpass")
    )


def _agents(doc: Doc, verb: int) -> list[int]:
    """The by-phrase of a passive verb: its own; below one of its phrases ("charged with fraud *by
    prosecutors*"); or that of a verb coordinated with it ("beaten and arrested *by police*")."""
    found = syntax.agents(doc, verb)
    if found:
        return found
    inner = (o for p in syntax.kids(doc, verb, "prep") for o in syntax.kids(doc, p, "pobj"))
    found = next((h for o in inner if (h := syntax.prep_objects(doc, o, "by"))), [])
    if found:
        return found
    hands = [h for h in syntax.prep_objects(doc, verb, "at") if doc.tokens[h].lower == "hands"]
    if hands:
        return syntax.prep_objects(doc, hands[0], "of")
    twins = syntax.conjuncts(doc, syntax.first_conjunct(doc, verb))
    return next((h for t in twins if t != verb and (h := syntax.agents(doc, t))), [])


def slot(frame: Frame, path: Sequence[str]) -> list[int]:
    """Heads of what stands in a slot, as token indices; empty where nothing does.

    ``path`` is a slot and what hangs on it, and so on: ``("obj", "of")`` is the of-phrase of the object.
    """
    found = _slot(frame, path[0])
    for step in path[1:]:
        found = [h for f in found for h in _below(frame.doc, f, step)]
    return found


def _slot(frame: Frame, name: str) -> list[int]:
    doc, i = frame.doc, frame.trigger
    if name == "subj":
        return actors_of(frame)
    if name == "head":
        return governor(doc, i)
    if name == "nearby":
        return nearby(doc, i)
    found = _below(doc, i, name)
    if not found and frame.carrier is not None and name not in STRUCTURE:
        # "held talks in Oslo with the rebels": the phrase hangs on the light verb.
        found = [h for h in syntax.prep_objects(doc, frame.carrier, name) if h != i]
    if not found and not frame.is_noun and name not in STRUCTURE and name != "of":
        # "shared evidence with India": the phrase hangs on the object.
        hosts = (*_objects(doc, i), *syntax.agents(doc, i))
        found = [h for o in hosts for h in syntax.prep_objects(doc, o, name)]
    if not found and frame.is_noun and name not in STRUCTURE:
        # "the arrests and intimidation of protesters": the phrase belongs to both.
        first = syntax.first_conjunct(doc, i)
        twins = [t for t in syntax.conjuncts(doc, first) if t != i]
        found = next((h for t in twins if (h := syntax.prep_objects(doc, t, name))), [])
    if not found and frame.is_noun and name in {"by", "against", "on"}:
        # "allegations of torture *against the army*": the phrase hangs on the noun below.
        twins = syntax.conjuncts(doc, syntax.first_conjunct(doc, i))
        below = [h for t in (i, *twins) for h in syntax.prep_objects(doc, t, "of", "in", "on", "against")]
        found = next((h for o in below if (h := syntax.prep_objects(doc, o, name))), [])
    if not found and frame.is_noun and name in {"by", "against", "on", "from"}:
        found = _beside_container(doc, i, name)
    return found


def _beside_container(doc: Doc, i: int, name: str) -> list[int]:
    """ "a wave of violence *from militias*": the phrase hangs on the noun that counts the event."""
    holder = container(doc, i)
    if holder is None:
        return []
    first = syntax.first_conjunct(doc, holder)
    above = [doc.tokens[first].head] if doc.tokens[first].dep == "dobj" and name == "from" else []
    hosts = dict.fromkeys((holder, first, *above))
    return [h for host in hosts for h in syntax.prep_objects(doc, host, name) if h != i]


def container(doc: Doc, i: int) -> int | None:
    """The noun that counts an event noun, or None: "a *wave* of violence"."""
    of = doc.tokens[doc.tokens[syntax.first_conjunct(doc, i)].head]
    return of.head if of.lower == "of" and doc.tokens[of.head].lemma in CONTAINERS else None


CONTAINERS = frozenset(
    """wave series string spate burst outbreak campaign act round spree number lot kind form use threat
    meeting action""".split()
)
"""Nouns that count or measure an event named after "of"."""

STRUCTURE = frozenset(
    "subj obj done iobj compl comp compsubj purpose when poss mod aux adv prt head nearby".split()
)
"""Slots by grammar; any other name is a preposition."""

BEFORE, AFTER = 4, 1
"""How many sentences before and after its own are *nearby* a word."""


def nearby(doc: Doc, i: int) -> list[int]:
    """The words of the sentences around a trigger, itself left out: they say what an everyday word is about
    ("she was *let go*" after the news of an arrest)."""
    own = doc.tokens[i].sentence
    around = doc.sentences[max(0, own - BEFORE) : own + AFTER + 1]
    return [t for s in around for t in range(s.start, s.end) if t != i]


def _below(doc: Doc, i: int, name: str) -> list[int]:
    """What stands in a slot of any word."""
    match name:
        case "subj":
            return subjects(doc, i)
        case "obj":
            return _objects(doc, i)
        case "iobj":
            return syntax.indirect_objects(doc, i)
        case "poss":
            return [h for p in syntax.kids(doc, i, "poss") for h in syntax.conjuncts(doc, p)]
        case "mod":
            return [*syntax.kids(doc, i, "amod", "compound", "nmod", "nummod")]
        case "aux":
            return syntax.kids(doc, i, "aux", "mark")
        case "adv":
            return syntax.kids(doc, i, "advmod", "prt", "acomp")
        case "prt":
            return syntax.kids(doc, i, "prt") or [
                c for c in syntax.kids(doc, i, "advmod", "prep") if c == i + 1 and not doc.children[c]
            ]
        case "compl":
            return [h for c in syntax.kids(doc, i, "oprd", "acomp", "attr") for h in syntax.conjuncts(doc, c)]
        case "comp":
            return syntax.kids(doc, i, "ccomp", "xcomp", "acl")
        case "purpose":
            return [c for c in syntax.kids(doc, i, "advcl", "xcomp") if doc.tokens[c].tag == "VB"]
        case "when":
            return [c for c in syntax.kids(doc, i, "advcl") if _says_when(doc, c)]
        case "done":
            return _objects(doc, i) if is_passive(doc, i) else []
        case "compsubj":
            return [
                h
                for c in syntax.kids(doc, i, "ccomp", "xcomp")
                for h in syntax.subjects(doc, c, inherit=False)
            ]
        case "head":
            return governor(doc, i)
        case _:
            return syntax.prep_objects(doc, i, name)


def _says_when(doc: Doc, clause: int) -> bool:
    """ "were hurt *when police cleared the square*"."""
    marks = (doc.tokens[m].lower for m in syntax.kids(doc, clause, "advmod", "mark"))
    return bool(syntax.kids(doc, clause, "nsubj", "nsubjpass")) and any(m in WHEN for m in marks)


WHEN = frozenset({"when", "as", "while", "after"})


def governor(doc: Doc, i: int) -> list[int]:
    """The word that governs a noun: the verb it is subject or object of, else the word above its
    preposition. At most one."""
    head = syntax.first_conjunct(doc, i)
    up = doc.tokens[head].head
    if up == head:
        return []
    if doc.tokens[up].pos == "ADP" and doc.tokens[up].head != up:
        up = doc.tokens[up].head
    return [up]


def _objects(doc: Doc, i: int) -> list[int]:
    """The direct object; in the passive the subject; "urged X to leave" gives X."""
    if is_passive(doc, i):
        token = doc.tokens[i]
        subjects = syntax.kids(doc, i, "nsubjpass", "nsubj")
        if token.dep in {"acl", "amod"} and not subjects:
            return [token.head]
        heads = [h for s in subjects for h in syntax.conjuncts(doc, s)] or syntax.subjects(doc, i)
        if token.dep == "relcl" and subjects and doc.tokens[subjects[0]].tag in {"WDT", "WP"}:
            return [token.head]
        return [h for h in heads if h != i]
    found = syntax.objects(doc, i)
    if not found:
        clauses = syntax.kids(doc, i, "ccomp")
        found = [s for c in clauses if doc.tokens[c].tag == "VB" for s in syntax.kids(doc, c, "nsubj")]
    if not found and doc.tokens[i].tag in {"VBZ", "VBD"} and syntax.kids(doc, i, "compound"):
        found = syntax.kids(doc, i, "appos")
    if doc.tokens[i].dep == "relcl" and any(doc.tokens[h].tag in {"WDT", "WP"} for h in found):
        return [doc.tokens[i].head]
    return found
