"""Did it happen: the status of an event, from tense, modality, negation, cue words and where it is said.

Order of judgement, first answer wins: negation; the attribution it stands in (denied, demanded); "is going
to"; what a governing word says (planned, called off, feared ...), the nearest governor first; what is
predicted or believed; conditions and questions; the tense of its own verb; else it happened.
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.attribution import Found
from sayso.events._arguments import Frame
from sayso.events._tense import by_tense, is_given, verb_of
from sayso.events.codebook import Codebook, StatusCue
from sayso.language import Doc, syntax
from sayso.records import Status

NOT_REAL = frozenset({"demands", "asks", "promises", "threatens", "refuses"})
"""Stances whose content is wanted, offered or threatened: no event beside the demand or threat itself."""

UNCERTAIN: dict[str, Status] = {"predicts": "planned", "believes": "hypothetical"}

PRONOUNS = frozenset({"it", "which", "this", "that", "they", "both"})

NOBODY = frozenset({"nobody", "none", "neither", "nothing", "no-one"})
"""Subjects that say that it was not done: "neither of them", "nobody"; "no one" has "no" as its word."""

UNDONE = frozenset({"fail", "refuse", "decline", "neglect", "forget", "omit"})
"""Verbs whose complement was not done."""

CONDITIONS = frozenset({"if", "unless", "whether", "lest", "until"})


def status_of(frame: Frame, book: Codebook, chain: Sequence[Found]) -> Status | None:
    """The status, or None where the words describe no event at all (negated, demanded, only accused of)."""
    doc = frame.doc
    path = _governors(frame)
    if _negated(doc, frame, path):
        return None
    # The nearest attribution that the event stands in says most about it.
    for found in reversed(chain):
        if _is_the_act(doc, frame, found):
            continue
        if found.stance in NOT_REAL and frame.trigger != found.anchor:
            return None
        if (
            found.stance == "accuses"
            and frame.trigger != found.anchor
            and found.rule in {"oof", "noun-clause", "noun-prep"}
        ):
            return None
        if found.stance == "denies":
            return "denied"
    if _intended(doc, frame, path):
        return "planned"
    cued = _cued(frame, book, path)
    if cued is not None:
        return cued
    for found in reversed(chain):
        if found.stance in UNCERTAIN and not _is_past(doc, frame):
            return UNCERTAIN[found.stance]
        if found.kind == "thought" and found.stance == "believes" and _infinitive(doc, frame):
            return "hypothetical"
    if _conditional(doc, frame) or _question(doc, frame):
        return "hypothetical"
    return by_tense(doc, frame, bool(chain))


def _intended(doc: Doc, frame: Frame, path: Sequence[int]) -> bool:
    """ "is going to strike", "was to withdraw"."""
    verb = verb_of(doc, frame)
    if not path or doc.tokens[verb].dep != "xcomp" or "to" not in syntax.auxiliaries(doc, verb):
        return False
    up = doc.tokens[doc.tokens[verb].head]
    return (up.lemma == "go" and up.tag == "VBG") or (
        up.lemma == "be" and not syntax.kids(doc, up.i, "attr", "acomp")
    )


def _is_the_act(doc: Doc, frame: Frame, found: Found) -> bool:
    """Whether the event word names the act of speech itself ("announced an *ultimatum*"), so that it does
    not stand in its own content."""
    i = syntax.first_conjunct(doc, frame.trigger)
    nominal = found.rule.startswith("o") or found.rule == "network"
    return frame.is_noun and nominal and doc.tokens[i].head not in found.content


def _governors(frame: Frame) -> list[int]:
    """Verbs, nouns and adjectives that govern the event, the nearest first, within its own clause chain:
    through objects, subjects, complements and "of", but not out of relative clauses or adjuncts."""
    doc = frame.doc
    out: list[int] = []
    i = syntax.first_conjunct(doc, frame.trigger)
    while len(out) < 6:
        token = doc.tokens[i]
        if token.head == i or token.dep in {"advcl", "relcl", "parataxis", "npadvmod", "appos"}:
            break
        if token.dep == "acl" and token.tag in {"VBN", "VBG"}:
            break
        up = token.head
        if doc.tokens[up].dep == "prep" and token.dep not in {"pobj", "pcomp"}:
            break
        if (
            token.dep == "prep"
            and doc.tokens[up].pos in {"VERB", "AUX"}
            and token.lower not in {"for", "of", "to", "on", "about"}
        ):
            # "continued despite the arrests": what stands in an adjunct is not governed by the verb.
            break
        if doc.tokens[up].pos == "AUX" and token.dep in {"nsubj", "nsubjpass"}:
            # "a march is due": the predicate adjective says it.
            out.extend(syntax.kids(doc, up, "acomp"))
        if doc.tokens[up].pos in {"VERB", "AUX", "NOUN", "ADJ"}:
            out.append(up)
        if (
            token.dep == "conj"
            and doc.tokens[up].pos in {"VERB", "AUX"}
            and syntax.kids(doc, i, "nsubj", "nsubjpass")
        ):
            break
        i = up
    return out


def _negated(doc: Doc, frame: Frame, path: Sequence[int]) -> bool:
    if frame.is_noun and path and _acts_on(doc, frame, path[0]):
        return "no" in {doc.tokens[c].lower for c in syntax.kids(doc, frame.trigger, "det")}
    if syntax.negated(doc, frame.trigger) or (
        frame.carrier is not None and syntax.negated(doc, frame.carrier)
    ):
        return True
    up = doc.tokens[doc.tokens[frame.trigger].head]
    if doc.tokens[frame.trigger].dep == "pobj" and up.lower == "without":
        return True
    if doc.tokens[frame.clause].dep == "pcomp" and _is_kept_from(doc, doc.tokens[frame.clause].head):
        return True
    verb = syntax.clause_root(doc, frame.clause)
    if verb in {frame.trigger, frame.carrier}:
        for h in syntax.kids(doc, verb, "nsubj", "nsubjpass"):
            determiners = (doc.tokens[c].lower for c in syntax.kids(doc, h, "det", "preconj", "cc"))
            if doc.tokens[h].lower in NOBODY or any(w in {"no", "neither"} for w in determiners):
                return True
    if any(doc.tokens[up].lemma in UNDONE for up in path[:2]):
        return True
    # "did not plan to attack", "was not arrested", "no plans to attack"
    return (
        bool(path)
        and syntax.negated(doc, path[0])
        and not _acts_on(doc, frame, path[0])
        and doc.tokens[path[0]].lemma not in {"rule", "know", "say"}
    )


KEEPING = frozenset(
    {"block", "prevent", "stop", "bar", "ban", "keep", "prohibit", "deter", "refrain", "abstain"}
)


def _is_kept_from(doc: Doc, preposition: int) -> bool:
    """ "blocked lawyers *from* visiting him"."""
    token = doc.tokens[preposition]
    return token.lower == "from" and doc.tokens[token.head].lemma in KEEPING


def _cued(frame: Frame, book: Codebook, path: Sequence[int]) -> Status | None:
    doc = frame.doc
    modifiers = [
        c for c in doc.children[frame.trigger] if doc.tokens[c].dep in {"amod", "advmod", "compound", "nmod"}
    ]
    if frame.carrier is not None:
        modifiers += [c for c in doc.children[frame.carrier] if doc.tokens[c].dep == "advmod"]
    for cue in book.status_cues:
        if any(
            doc.tokens[c].lower in cue.adjectives or doc.tokens[c].lower in cue.modifiers for c in modifiers
        ):
            return cue.status
        for up in path:
            if not _governs(doc, up, cue, as_subject=_acts_on(doc, frame, up)):
                continue
            if doc.tokens[up].lemma in TOPICS and is_given(doc, frame):
                continue
            if cue.name == "failed" and doc.tokens[up].pos == "VERB" and _is_undone(doc, up):
                return "hypothetical"
            return cue.status
    return None


TOPICS = frozenset({"discuss", "debate", "doubt", "oppose", "weigh"})
"""Verbs whose object may have happened: "to discuss *the latest test*", but "to discuss *sanctions*"."""


def _is_undone(doc: Doc, verb: int) -> bool:
    """Whether what a verb says is itself to come: "*to prevent* attacks", "*will stop* the rally"."""
    return doc.tokens[verb].tag == "VB" or syntax.modal(doc, verb) is not None


def _acts_on(doc: Doc, frame: Frame, up: int) -> bool:
    """Whether the event is the subject of an active verb with an object ("the march *stopped* the train")."""
    i = syntax.first_conjunct(doc, frame.trigger)
    return (
        doc.tokens[i].dep == "nsubj"
        and doc.tokens[i].head == up
        and up != frame.carrier
        and bool(syntax.kids(doc, up, "dobj"))
    )


def _governs(doc: Doc, up: int, cue: StatusCue, *, as_subject: bool = False) -> bool:
    token = doc.tokens[up]
    lemma = token.lemma
    particles = [
        doc.tokens[c].lower for c in doc.children[up] if doc.tokens[c].dep in {"prt", "prep", "advmod"}
    ]
    names = {lemma, *(f"{lemma} {p}" for p in particles)}
    if token.pos in {"VERB", "AUX"}:
        return bool(names & cue.verbs and not as_subject) or bool(names & cue.subject_of)
    if token.pos == "NOUN":
        return lemma in cue.nouns
    return token.lower in cue.adjectives


def _conditional(doc: Doc, frame: Frame) -> bool:
    """In an if-clause, or in the main clause of one that has a modal."""
    i = verb_of(doc, frame)
    for here in [i, *syntax.ancestors(doc, i)]:
        if any(
            doc.tokens[c].dep in {"mark", "advmod"} and doc.tokens[c].lower in CONDITIONS
            for c in doc.children[here]
        ):
            return True
        if doc.tokens[here].dep not in {"xcomp", "conj", "ccomp", "dobj", "pobj"}:
            break
    return False


def _question(doc: Doc, frame: Frame) -> bool:
    sentence = doc.sentence_of(frame.trigger)
    return any(doc.tokens[t].text == "?" for t in range(max(sentence.start, sentence.end - 2), sentence.end))


def _is_past(doc: Doc, frame: Frame) -> bool:
    verb = verb_of(doc, frame)
    return doc.tokens[verb].tag in {"VBD", "VBN"} and syntax.modal(doc, verb) is None


def _infinitive(doc: Doc, frame: Frame) -> bool:
    verb = verb_of(doc, frame)
    return doc.tokens[verb].tag == "VB"


def calls_off(doc: Doc, i: int, book: Codebook) -> bool:
    """Whether a verb calls off what a pronoun or noun before it names ("it was cancelled")."""
    cue = next(c for c in book.status_cues if c.name == "cancelled")
    if doc.tokens[i].pos != "VERB" or not _governs(doc, i, cue):
        return False
    things = syntax.kids(doc, i, "nsubjpass") if syntax.is_passive(doc, i) else syntax.objects(doc, i)
    return any(doc.tokens[h].lower in PRONOUNS for h in things) and not syntax.negated(doc, i)
