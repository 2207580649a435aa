"""Did it happen: the status of an event, from tense, modality, negation, cue words and where it is said.

Order of judgement, first answer wins: negation; the attribution it stands in (denied, demanded); "is going
to"; what a governing word says (planned, called off, feared ...), the nearest governor first; what is
predicted or believed; conditions and questions; the tense of its own verb; else it happened.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from sayso.attribution import Found
from sayso.events._arguments import Frame
from sayso.events._denial import (
    ACCOUNTS,
    DENYING,
    acts_on,
    denies,
    grants_not,
    has_no_hand,
    is_disclaimed,
    is_negated,
    is_presupposed,
    leaves_open,
    said_untrue,
)
from sayso.events._tense import COMING, SETTING, UNITS, WEEKDAYS, by_tense, is_given, verb_of
from sayso.events.codebook import Codebook, StatusCue
from sayso.language import Doc, syntax
from sayso.records import Status

NOT_REAL = frozenset({"demands", "asks", "promises", "threatens", "refuses"})
"""Stances whose content is wanted, offered or threatened: no event beside the demand or threat itself."""

PLANNING = frozenset({"plan", "intend", "prepare", "mean", "schedule", "decide", "resolve", "vote", "aim"})
"""Cues whose content is a plan and no promise: what is planned has a status of its own."""

UNCERTAIN: dict[str, Status] = {"predicts": "planned", "believes": "hypothetical"}

PRONOUNS = frozenset({"it", "which", "this", "that", "they", "both"})

CONDITIONS = frozenset({"if", "unless", "whether", "lest", "until"})


def status_of(frame: Frame, book: Codebook, chain: Sequence[Found]) -> Status | None:
    """The status, or None where the words describe no event at all (negated, demanded, only accused of)."""
    doc = frame.doc
    path = _governors(frame)
    if _is_alleged(doc, frame):
        return None
    if is_negated(doc, frame, path):
        if _is_off(doc, frame, path):
            return "cancelled"
        return "denied" if is_disclaimed(doc, frame, chain, path) else None
    if _wants_to(doc, frame):
        return "planned"
    # The nearest attribution that the event stands in says most about it.
    for found in reversed(chain):
        if _is_the_act(doc, frame, found):
            continue
        if found.stance in NOT_REAL and frame.trigger != found.anchor:
            if doc.tokens[found.anchor].lemma in PLANNING:
                continue
            if found.stance == "refuses" and any(doc.tokens[up].lemma in ACCOUNTS for up in path):
                return "denied"
            return None
        if (
            found.stance == "accuses"
            and frame.trigger != found.anchor
            and found.rule in {"oof", "noun-clause", "noun-prep"}
        ):
            return None
        known = has_no_hand(doc, frame, found.anchor) or is_presupposed(doc, frame, path)
        if found.stance == "denies" and not known:
            if denies(doc, found.anchor) and not _is_beside(doc, frame, found):
                return "hypothetical" if _question(doc, frame) else "denied"
            if grants_not(doc, found.anchor):
                return None
            if leaves_open(doc, found.anchor):
                return "hypothetical"
    if any(grants_not(doc, up) for up in path[:2]):
        return None
    said_of = _said_of(doc, path) or _goes_on(doc, frame)
    if said_of is not None:
        return said_of
    cued = _cued(frame, book, path)
    if cued not in {"cancelled", "denied"} and _is_set_for(doc, frame, path):
        return "planned"
    if cued != "cancelled" and _intended(doc, frame, path):
        return "planned"
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


def _wants_to(doc: Doc, frame: Frame) -> bool:
    """ "*wants to send* flour": an offer of aid, and no demand on somebody else."""
    token = doc.tokens[frame.trigger]
    return (
        frame.row is not None
        and frame.row.type == "AID"
        and token.dep == "xcomp"
        and doc.tokens[token.head].lemma in {"want", "wish", "like"}
        and not syntax.objects(doc, token.head)
    )


CHARGES = frozenset({"suspicion", "charge", "count", "accusation"})
"""Nouns that say of what somebody is suspected: no say-so, and so no event."""


def _is_alleged(doc: Doc, frame: Frame) -> bool:
    """ "arrested on suspicion *of assaulting* officers", "on charges *of murder*"."""
    of = doc.tokens[doc.tokens[syntax.first_conjunct(doc, frame.clause)].head]
    on = doc.tokens[doc.tokens[of.head].head]
    return of.lower == "of" and doc.tokens[of.head].lemma in CHARGES and on.lower in {"on", "over", "facing"}


def _said_of(doc: Doc, path: Sequence[int]) -> Status | None:
    """What is said of an event as a whole: "is *under way*", "is *off*", "called it *an invention*"."""
    for up in path[:3]:
        token = doc.tokens[up]
        if token.pos not in {"VERB", "AUX"}:
            continue
        after = [t.lower for t in doc.tokens[up + 1 : min(up + 6, doc.sentence_of(up).end)]]
        if token.lemma in {"be", "remain"}:
            if "underway" in after or any(
                p in " ".join(after)
                for p in ("under way", "in progress", "in full swing", "in force", "in effect")
            ):
                future = syntax.auxiliaries(doc, up)[:1] in (["will"], ["would"])
                return "planned" if future else "ongoing"
            if after[:1] == ["off"] or "off the table" in " ".join(after):
                return "cancelled"
        if said_untrue(doc, up, path):
            return "denied"
        if token.lemma == "leave" and after[:2] == ["without", "effect"]:
            return "cancelled"
    return None


ORDINAL_UNITS = frozenset({"day", "week", "month", "year"})


def _goes_on(doc: Doc, frame: Frame) -> Status | None:
    """ "on strike since Monday", "in the 40th day of his hunger strike", "the strike *enters its second
    week*"; "will be on strike" is planned."""
    i = syntax.first_conjunct(doc, frame.trigger)
    up = doc.tokens[doc.tokens[i].head]
    if doc.tokens[i].dep == "nsubj" and up.lemma == "enter" and syntax.modal(doc, up.i) is None:
        days = (doc.tokens[h].lemma for h in syntax.objects(doc, up.i))
        return "ongoing" if ORDINAL_UNITS & set(days) else None
    if doc.tokens[i].dep != "pobj":
        return None
    if up.lower == "on":
        verb = doc.tokens[up.head]
        words = syntax.auxiliaries(doc, verb.i)
        if words[:1] == ["had"]:
            return None
        if verb.lemma == "be" and words[:1] in (["will"], ["would"]):
            return "planned"
        since = any(
            doc.tokens[c].lower == "since" for h in (i, up.i, verb.i) for c in syntax.kids(doc, h, "prep")
        )
        now = verb.lemma == "be" and (verb.tag in {"VBZ", "VBP"} or words[:1] in (["has"], ["have"]))
        return "ongoing" if since or now else None
    counted = doc.tokens[up.head]
    nth = any(doc.tokens[c].tag in {"JJ", "CD"} for c in syntax.kids(doc, counted.i, "amod", "nummod"))
    return "ongoing" if up.lower == "of" and counted.lemma in ORDINAL_UNITS and nth else None


CALLED = frozenset({"PROTEST", "CONSULT"})
"""Types of deeds that somebody calls or announces before they are done, and that take place or do not."""


def _is_set_for(doc: Doc, frame: Frame, path: Sequence[int]) -> bool:
    """A day was set: "is *announced for Saturday*", "*called* a strike *for Monday*"; a protest that somebody
    announces is to come."""
    if frame.row is None:
        return False
    here = (frame.trigger, *path[:1]) if frame.row.type in CALLED else path[:1]
    verbs = [up for up in here if doc.tokens[up].lemma in SETTING]
    if not verbs and doc.tokens[verb_of(doc, frame)].lemma not in COMING:
        ahead = syntax.kids(doc, frame.trigger, "acl", "relcl")
        verbs = [c for c in ahead if doc.tokens[c].lemma in SETTING]
    if verbs and any(
        _is_day(doc, h) for v in (frame.trigger, *verbs) for h in syntax.prep_objects(doc, v, "for")
    ):
        return True
    announced = frame.carrier is not None and doc.tokens[frame.carrier].lemma == "announce"
    return announced and frame.row.type == "PROTEST"


def _is_day(doc: Doc, i: int) -> bool:
    """Whether a word names a day or an hour, and not how long something lasts."""
    token = doc.tokens[i]
    if token.lower in WEEKDAYS or token.lower == "tomorrow":
        return True
    lasts = token.lemma in UNITS | {"hour", "minute"} and not any(
        doc.tokens[c].lower == "next" for c in doc.children[i]
    )
    return token.entity in {"DATE", "TIME"} and not lasts


FUTURE = frozenset({"will", "would", "wo", "'ll"})


def _is_off(doc: Doc, frame: Frame, path: Sequence[int]) -> bool:
    """What was to be and will not: "the march *will not go ahead*", "will not ban it *after all*"."""
    verb = verb_of(doc, frame)
    if not FUTURE & set(syntax.auxiliaries(doc, verb)):
        return _did_not_take_place(doc, frame, verb)
    after = [t.lower for t in doc.tokens[verb : doc.sentence_of(verb).end]]
    if any(pair == ("after", "all") for pair in itertools.pairwise(after)):
        return True
    return is_given(doc, frame) and verb in path and doc.tokens[verb].lemma in COMING


def _did_not_take_place(doc: Doc, frame: Frame, verb: int) -> bool:
    """ "*The* march *did not take place*", "*the* talks *were not held*": they had been to come."""
    if frame.row is None or frame.row.type not in CALLED or not is_given(doc, frame):
        return False
    token, words = doc.tokens[verb], syntax.auxiliaries(doc, verb)
    took = token.lemma in {"take", "go", "happen"} and "did" in words
    return verb != frame.trigger and (took or (token.lemma == "hold" and bool({"was", "were"} & set(words))))


def _intended(doc: Doc, frame: Frame, path: Sequence[int]) -> bool:
    """ "is going to strike", "was to withdraw", "is about to strike", "a rally was to be held"."""
    verb = verb_of(doc, frame)
    before = [t.lower for t in doc.tokens[max(0, verb - 3) : verb]]
    if before[-1:] == ["to"] and "about" in before:
        return True
    if doc.tokens[verb].lemma == "be" and any(
        "to" in syntax.auxiliaries(doc, c) for c in syntax.kids(doc, verb, "xcomp", "ccomp")
    ):
        return True
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


def _is_beside(doc: Doc, frame: Frame, found: Found) -> bool:
    """ "denied the report and *accused* the rebels": a deed beside the denial is not denied."""
    return syntax.first_conjunct(doc, frame.trigger) in {found.anchor, doc.tokens[found.anchor].head} and (
        doc.tokens[frame.trigger].dep == "conj" and doc.tokens[frame.trigger].pos == "VERB"
    )


def _governors(frame: Frame) -> list[int]:
    """Verbs, nouns and adjectives that govern the event, the nearest first, within its own clause chain:
    through objects, subjects, complements and "of", but not out of relative clauses or adjuncts."""
    doc = frame.doc
    out: list[int] = []
    i = syntax.first_conjunct(doc, frame.trigger)
    while len(out) < 6:
        token = doc.tokens[i]
        plan = _what_for(doc, i)
        if plan is not None:
            out.append(plan)
            i = plan
            continue
        if token.head == i or token.dep in {"advcl", "relcl", "parataxis", "npadvmod", "appos"}:
            break
        if (
            token.dep == "acl"
            and token.tag in {"VBN", "VBG"}
            and not syntax.kids(doc, i, "nsubj", "nsubjpass")
        ):
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
        beside = token.dep == "conj" and token.pos in {"VERB", "AUX"}
        if doc.tokens[up].pos in {"VERB", "AUX", "NOUN", "ADJ"} and not beside:
            out.append(up)
        if token.dep == "nsubj" and doc.tokens[up].tag == "VBN" and not syntax.auxiliaries(doc, up):
            # "the march, *set for May*, was called off": the participle was taken for the verb
            out.extend(c for c in syntax.kids(doc, up, "conj") if syntax.is_passive(doc, c))
        if (
            token.dep == "conj"
            and doc.tokens[up].pos in {"VERB", "AUX"}
            and syntax.kids(doc, i, "nsubj", "nsubjpass")
        ):
            break
        i = up
    return out


def _what_for(doc: Doc, i: int) -> int | None:
    """The noun whose content or aim a clause is, where the parse hangs it elsewhere: "dropped an *operation*
    to abduct him", "*reports* that they had deported him"."""
    token = doc.tokens[i]
    if token.dep == "relcl" and doc.tokens[token.head].lemma in ACCOUNTS:
        own = any(
            doc.tokens[s].lower not in {"that", "which"} for s in syntax.kids(doc, i, "nsubj", "nsubjpass")
        )
        said = any(t.lower == "that" for t in doc.tokens[token.head + 1 : token.head + 2])
        return token.head if own and said else None
    if token.dep != "advcl" or token.tag != "VB" or "to" not in syntax.auxiliaries(doc, i):
        return None
    first = min((c for c in doc.children[i] if doc.tokens[c].lower == "to"), default=i)
    nouns = syntax.kids(doc, token.head, "dobj", "nsubjpass")
    return next((n for n in nouns if n == first - 1 and doc.tokens[n].lemma in AIMS), None)


AIMS = frozenset("plan operation mission bid attempt scheme plot proposal decision effort order move".split())
"""Nouns that an infinitive says the aim of."""


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
            if not _governs(doc, up, cue, as_subject=acts_on(doc, frame, up)):
                continue
            if doc.tokens[up].lemma in TOPICS and is_given(doc, frame):
                continue
            if doc.tokens[up].lower == "able" and _was(doc, up):
                continue
            if cue.name == "denied" and _says_otherwise(doc, frame, up, path):
                continue
            if cue.name == "denied" and doc.tokens[up].lemma == "rule" and syntax.negated(doc, up):
                return "hypothetical"
            if cue.name == "failed" and doc.tokens[up].pos == "VERB" and _is_undone(doc, up):
                return "hypothetical"
            return cue.status
    return None


def _says_otherwise(doc: Doc, frame: Frame, up: int, path: Sequence[int]) -> bool:
    """Whether a word of denial does not deny the deed: "did not deny it", "denied *a part in* it"."""
    known = has_no_hand(doc, frame, up) or is_presupposed(doc, frame, path)
    return doc.tokens[up].lemma in DENYING and (known or not denies(doc, up))


TOPICS = frozenset({"discuss", "debate", "doubt", "oppose", "weigh"})
"""Verbs whose object may have happened: "to discuss *the latest test*", but "to discuss *sanctions*"."""


def _was(doc: Doc, adjective: int) -> bool:
    """ "*was able to* arrest them": they did."""
    be = doc.tokens[adjective].head
    return doc.tokens[be].tag in {"VBD", "VBN"} and not FUTURE & set(syntax.auxiliaries(doc, be))


def _is_undone(doc: Doc, verb: int) -> bool:
    """Whether what a verb says is itself to come: "*to prevent* attacks", "*will stop* the rally"."""
    return doc.tokens[verb].tag == "VB" or syntax.modal(doc, verb) is not None


def _governs(doc: Doc, up: int, cue: StatusCue, *, as_subject: bool = False) -> bool:
    token = doc.tokens[up]
    lemma = token.lemma
    particles = [
        doc.tokens[c].lower
        for c in doc.children[up]
        if doc.tokens[c].dep in {"prt", "advmod"}
        or (doc.tokens[c].dep == "prep" and not (cue.name == "ongoing" and doc.children[c]))
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
        ) or _inverted(doc, here):
            return True
        if doc.tokens[here].dep not in {"xcomp", "conj", "ccomp", "dobj", "pobj"}:
            break
    return False


def _inverted(doc: Doc, verb: int) -> bool:
    """A condition without "if": "*had he been* arrested", "*were they to* meet"."""
    subjects = syntax.kids(doc, verb, "nsubj", "nsubjpass")
    before = [c for c in doc.children[verb] if subjects and c == subjects[0] - 1]
    return any(doc.tokens[c].lower in {"had", "were", "should"} for c in before)


def _question(doc: Doc, frame: Frame) -> bool:
    sentence = doc.sentence_of(frame.trigger)
    return any(doc.tokens[t].text == "?" for t in range(max(sentence.start, sentence.end - 2), sentence.end))


def _is_past(doc: Doc, frame: Frame) -> bool:
    verb = verb_of(doc, frame)
    return doc.tokens[verb].tag in {"VBD", "VBN"} and syntax.modal(doc, verb) is None


def _infinitive(doc: Doc, frame: Frame) -> bool:
    verb = verb_of(doc, frame)
    return doc.tokens[verb].tag == "VB"


THINGS = PRONOUNS | frozenset({"idea", "plan", "action", "move", "operation", "project", "event", "measure"})
"""Words that take up what was planned."""


def calls_off(doc: Doc, i: int, book: Codebook) -> bool:
    """Whether a word calls off what a pronoun or noun before it names ("it was cancelled", "dropped the
    idea", "that is off the table"), or what the grammar does not show ("Harbour march *cancelled*")."""
    token = doc.tokens[i]
    if token.lower == "off" and doc.tokens[token.head].lemma == "be":
        return any(doc.tokens[h].lower in PRONOUNS for h in syntax.kids(doc, token.head, "nsubj"))
    cue = next(c for c in book.status_cues if c.name == "cancelled")
    if token.pos != "VERB" or not _governs(doc, i, cue) or syntax.negated(doc, i):
        return False
    passive = syntax.is_passive(doc, i)
    things = syntax.kids(doc, i, "nsubjpass") if passive else syntax.objects(doc, i)
    if not things:
        return (
            token.tag == "VBN"
            and (passive or token.dep in {"acl", "advcl", "conj"})
            and token.lemma in CLEARLY
        )
    return any(doc.tokens[h].lower in THINGS for h in things)


CLEARLY = frozenset({"cancel", "call", "scrap", "abort", "give"})
"""Verbs that are said of plans alone."""
