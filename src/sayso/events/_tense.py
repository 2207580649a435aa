"""What the tense of an event's verb says of its status: auxiliaries, infinitives, habits."""

from __future__ import annotations

import itertools

from sayso.events._arguments import Frame, container
from sayso.language import Doc, syntax
from sayso.records import Status

HABITS = frozenset(
    "usually often always regularly traditionally annually sometimes typically normally generally".split()
)
"""Adverbs that make a present tense a habit."""

ALIKE = frozenset({"let", "set", "cut", "hit", "hurt", "put", "shut"})
"""Verbs whose past is their infinitive: the tagger takes "they *let* him go" for a command."""

MODALS = frozenset({"may", "might", "could", "would", "can", "should", "must", "'d", "ca"})

PRESENT = frozenset({"is", "are", "'s", "'re", "am"})

PAST = frozenset({"was", "were"})

COMING = frozenset("be begin start take go happen occur come follow continue proceed last end open".split())
"""Verbs that say of an event that it takes place."""

BEGINNING = frozenset({"begin", "start", "open", "resume", "commence"})
UNITS = frozenset({"day", "week", "month", "year", "weekend", "spring", "summer", "autumn", "winter"})
WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())

VERBAL = frozenset({"REQUEST", "ACCUSE", "SUPPORT", "CONCEDE", "REJECT", "THREATEN"})
"""Types of acts of speech: what somebody called, wrote or gathered in order to say was said."""
SPEAKING = frozenset(
    "call phone telephone write gather meet march rally speak visit turn join assemble use take issue".split()
)
"""Verbs of what one does in order to say something."""

POWERS = frozenset(
    {"power", "right", "authority", "mandate", "duty", "ability", "capacity", "job", "responsibility"}
)
"""Nouns that say what somebody may do: "the power to investigate"."""

MATERIAL = frozenset({"AID", "COOPERATE", "ASSAULT", "COERCE", "MOBILIZE", "RETREAT"})
"""Types of deeds, which a relative clause in the present tells as a standing task."""


LASTING = frozenset({"PROTEST", "COERCE", "MOBILIZE", "SANCTION", "AID", "COOPERATE"})
"""Types of deeds that go on for days; of other ones "since" counts up several."""


def is_given(doc: Doc, frame: Frame) -> bool:
    """Whether an event noun speaks of something known: "the", a possessor, "latest"."""
    if not frame.is_noun:
        return False
    kids = [doc.tokens[c] for c in doc.children[frame.trigger]]
    return any(k.dep == "poss" or k.lower in {"the", "this", "these", "latest", "recent"} for k in kids)


def verb_of(doc: Doc, frame: Frame) -> int:
    """The verb whose tense says when: the event's own, its light verb, or the verb it is subject of."""
    i = frame.clause
    if doc.tokens[i].pos in {"VERB", "AUX"}:
        return i
    return syntax.clause_root(doc, i)


def by_tense(doc: Doc, frame: Frame, quoted: bool) -> Status | None:
    """The status by the event's own verb, None for habits, powers and standing tasks; ``quoted`` says
    that it stands in an attribution."""
    verb = verb_of(doc, frame)
    holder = container(doc, frame.trigger)  # "a *meeting* of protest will be held"
    top = doc.tokens[syntax.first_conjunct(doc, frame.trigger if holder is None else holder)]
    own = verb in {frame.clause, frame.carrier} or (
        top.dep in {"nsubj", "nsubjpass", "dobj"} and top.head == verb
    )
    if not own:
        return "happened"
    words = syntax.auxiliaries(doc, verb)
    token = doc.tokens[verb]
    up = doc.tokens[token.head]
    if (
        not words
        and token.tag == "VBG"
        and token.dep in {"advcl", "acomp"}
        and up.lemma == "be"
        and up.i < verb
    ):
        words = [up.lower]  # "were at that hour rounding up"
    first = words[0] if words else ""
    if first in {"will", "'ll", "shall", "wo"}:
        return "planned"
    if frame.is_noun and verb != frame.carrier and first in {"would", "'d"} and token.lemma not in COMING:
        return "hypothetical"  # "an attack would endanger the region"
    if first in {"would", "'d"} and "have" not in words and _is_future_in_the_past(doc, verb, quoted):
        return "planned"
    if first in MODALS:
        return "hypothetical"  # and "would have sued": did not
    progressive = token.tag == "VBG" or (token.tag == "VBN" and "being" in words)
    if progressive and first in PRESENT and _is_ahead(doc, verb):
        return "planned"  # "they are leaving tomorrow"
    told = first in PAST and (quoted or _as_it_was_written(doc, verb)) and not _when(doc, verb)
    if progressive and (first in PRESENT or (first in {"has", "have"} and "been" in words) or told):
        return "ongoing"  # "said that the army was shelling the town": told as going on
    if first in {"has", "have", "'s", "'ve"} and _lasts_since(frame, verb):
        return "ongoing"  # "have occupied the hall since Monday"
    if token.tag == "VBG" and token.dep == "csubj" and syntax.modal(doc, token.head) is not None:
        return "hypothetical"
    if token.tag == "VB" and token.dep == "acl" and doc.tokens[token.head].lemma in POWERS:
        return None
    if token.tag == "VB" and "to" in words and _is_headline(doc, verb):
        return "planned"
    if token.tag == "VB" and token.dep in {"acl", "relcl", "advcl"} and "to" in words:
        return "happened" if _is_purpose_done(doc, frame, verb) else "hypothetical"
    if token.tag == "VB" and not words and token.dep == "ROOT":
        return "happened" if token.lemma in ALIKE and syntax.kids(doc, verb, "nsubj") else None
    if token.tag in {"VBZ", "VBP", "VB"} and not words and _is_ahead(doc, verb):
        return "planned"
    if token.tag in {"VBZ", "VBP"} and not words and _is_standing(frame, verb):
        return None
    if token.tag in {"VBZ", "VBP", "VB"} and not words and _is_habit(doc, verb):
        return None
    if token.tag == "VBD" and any(doc.tokens[c].lower in HABITS - {"sometimes"} for c in doc.children[verb]):
        return None  # "often brought clashes"; what sometimes was done, was done
    return "happened"


def is_spoken(frame: Frame) -> bool:
    """Whether an event is an act of speech, which is done by being told, whatever lies ahead of it."""
    return frame.row is not None and frame.row.type in VERBAL | {"AGREE"}


SETTING = frozenset({"announce", "call", "set", "schedule", "fix", "declare", "plan", "convene"})
"""Verbs that set a day for what is to come."""


def told_as_past(frame: Frame) -> bool:
    """Whether an event's own verb tells that it was done: a day to come in its clause is not its day."""
    doc, verb = frame.doc, verb_of(frame.doc, frame)
    noun = doc.tokens[syntax.first_conjunct(doc, frame.trigger)]
    told = verb in {frame.clause, frame.carrier} or (noun.dep in {"nsubj", "nsubjpass"} and noun.head == verb)
    if told and doc.tokens[verb].tag == "VBG" and doc.tokens[doc.tokens[verb].head].pos == "VERB":
        verb = doc.tokens[verb].head if not syntax.auxiliaries(doc, verb) else verb
    if frame.is_noun and doc.tokens[verb].lemma in SETTING:
        return False  # "announced a visit next month"
    words = syntax.auxiliaries(doc, verb)
    done = bool({"had", "has", "have", "was", "were", "did"} & set(words[:1]))
    return told and (done or (not words and doc.tokens[verb].tag in {"VBD", "VBN"}))


def _when(doc: Doc, verb: int) -> bool:
    """Whether a clause with "when" follows: "were firing *when the lights went out*"."""
    clauses = syntax.kids(doc, verb, "advcl")
    return any(doc.tokens[k].lower == "when" for c in clauses for k in syntax.kids(doc, c, "advmod", "mark"))


def _as_it_was_written(doc: Doc, verb: int) -> bool:
    """ "As this edition went *to press*", "at *press time*"."""
    sentence = doc.sentence_of(verb)
    words = [t.lower for t in doc.tokens[sentence.start : sentence.end]]
    return any(pair in {("to", "press"), ("press", "time")} for pair in itertools.pairwise(words))


def _lasts_since(frame: Frame, verb: int) -> bool:
    """Whether a perfect with "since" tells of a state, and not of deeds that are counted up: "have *arrested
    two hundred* since Monday"."""
    doc = frame.doc
    if not any(doc.tokens[c].lower == "since" for c in syntax.kids(doc, verb, "prep", "mark")):
        return False
    counted = any(syntax.kids(doc, h, "nummod", "quantmod") for h in syntax.objects(doc, verb))
    return not counted and (frame.row is None or frame.row.type in LASTING)


def _is_headline(doc: Doc, verb: int) -> bool:
    """ "Army *to reinforce* border posts": a sentence whose only verb is an infinitive on its first noun."""
    token = doc.tokens[verb]
    head = doc.tokens[token.head]
    sentence = doc.sentence_of(verb)
    finite = any(t.tag in {"VBD", "VBZ", "VBP", "MD"} for t in doc.tokens[sentence.start : verb])
    return head.dep == "ROOT" and head.pos in {"NOUN", "PROPN"} and head.i < verb and not finite


def _is_ahead(doc: Doc, verb: int) -> bool:
    """Whether a verb in the present speaks of a day to come: "move to the frontier *tomorrow*", "*begins on
    Monday*"."""
    below = [c for c in syntax.subtree(doc, verb) if c > verb and c - verb < 12]
    words = {doc.tokens[c].lower for c in below}
    if "tomorrow" in words or any(
        doc.tokens[c].lower == "next" and doc.tokens[doc.tokens[c].head].lemma in UNITS for c in below
    ):
        return True
    if doc.tokens[verb].lemma not in BEGINNING:
        return False
    return any(
        doc.tokens[h].lower in WEEKDAYS for p in ("on", "at", "in") for h in syntax.prep_objects(doc, verb, p)
    )


def _is_future_in_the_past(doc: Doc, verb: int, quoted: bool) -> bool:
    """ "said that they would strike": told as coming, unless there is a condition."""
    told = doc.tokens[verb].dep == "ccomp" and doc.tokens[doc.tokens[verb].head].tag in {"VBD", "VBN"}
    return (told or quoted) and not syntax.kids(doc, verb, "advcl")


def _is_purpose_done(doc: Doc, frame: Frame, verb: int) -> bool:
    """Whether an infinitive tells what was done: "called him to express regret", "to discuss *the raid*"."""
    if frame.is_noun and verb != frame.carrier:
        return is_given(doc, frame)
    up = doc.tokens[doc.tokens[verb].head]
    speech = frame.row is not None and frame.row.type in VERBAL
    return speech and up.lemma in SPEAKING and up.tag in {"VBD", "VBN"}


def _is_standing(frame: Frame, verb: int) -> bool:
    """Whether a relative clause in the present says what somebody is for: "which *provides* funding"."""
    material = frame.row is not None and frame.row.type in MATERIAL
    return material and frame.doc.tokens[verb].dep == "relcl"


def _is_habit(doc: Doc, verb: int) -> bool:
    """ "holds rallies every year", "usually meet": a habit is no event."""
    for c in doc.children[verb]:
        if doc.tokens[c].lower in HABITS:
            return True
        each = any(doc.tokens[d].lower in {"every", "each"} for d in syntax.kids(doc, c, "det"))
        if each and doc.tokens[c].dep not in {"nsubj", "nsubjpass"}:
            return True
    return False
