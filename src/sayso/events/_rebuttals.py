"""Denials that do not name what they deny: "The ministry denied this", "rejected the account", "a charge he
denies", "“A lie,” the minister said".

What such words mean was told before them: in the same sentence or in the one right before. Only where exactly
one event was told there by somebody else, or alleged of somebody, is it taken for the one that is denied; the
record has its type, parties, date and place, and the denial's words and speaker.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.actors import Cast
from sayso.attribution import Found
from sayso.events import _denial as denial
from sayso.events import _settings as settings
from sayso.events._arguments import Frame
from sayso.events._coded import Chains, Coded
from sayso.events._further import Further
from sayso.language import Doc, syntax

CHARGES = frozenset({"charge", "accusation", "allegation"})
"""What somebody is said to have done."""

ACCUSING = frozenset({"accuse", "blame", "allege", "accusation", "allegation", "claim"})
"""Words of charges that are made in public; one denies guilt, and not the charge, before a court."""

TOLD = CHARGES | denial.ACCOUNTS - denial.UNTRUE | {"statement", "news", "word"}
"""Nouns that take up what was told before."""

POINTING = frozenset({"this", "that", "it", "which", "these"})
"""Pronouns that take up what was told before."""

DEFINITE = frozenset({"the", "this", "that", "these", "those", "such", "both", "all"})

OUTRIGHT = denial.DENYING | {"dispute", "contest"}
"""Verbs whose pronoun is what is untrue; who rejects *this* may refuse a demand."""

HAPPENING = frozenset({"happen", "occur", "take", "exist"})

COURTS = frozenset({"court", "judge", "jury", "tribunal", "panel", "board"})
"""Those who reject a charge in law and deny nothing."""

DONE = frozenset({"happened", "ongoing"})


@dataclass(slots=True)
class Rebuttal:
    """Words of denial: ``verb`` is their main word, ``topic`` the word that stands for what is denied;
    ``inside`` says that it was told in the same sentence; ``such`` is the lemma after "no such"."""

    words: list[int]
    verb: int
    topic: int
    inside: bool = False
    such: str | None = None


def rebutted(doc: Doc, cast: Cast, coded: Sequence[Coded], chains: Chains, further: Further) -> list[Coded]:
    """The denied events of an article that a denial takes up from before, each with the denial's words.

    ``coded`` are all events so far, also those that are only alleged. An act of refusing or calling that is
    nothing but the denial is taken out: its ``status`` becomes None.
    """
    if not coded:
        return []
    out: list[Coded] = []
    for rebuttal in _rebuttals(doc, chains):
        chain = _chain(rebuttal, chains)
        denier = _denier(doc, cast, rebuttal, chains, chain)
        if not chain or denier is None:
            continue
        meant = _meant(doc, rebuttal, coded, chains, denier)
        if meant is None or any(o.triggers == sorted(rebuttal.words) for o in out):
            continue
        if rebuttal.inside:  # "X said they shot him, which the army denied": X does not say that it denied
            chain = [f for f in chain if f not in meant.chain] or chain
        out.append(_denied(doc, meant, rebuttal, chain, further))
        for c in coded:
            if c.frame.trigger in rebuttal.words:
                c.status = None
    return out


def _rebuttals(doc: Doc, chains: Chains) -> Iterator[Rebuttal]:
    for token in doc.tokens:
        i = token.i
        if token.pos in {"VERB", "AUX"}:
            found = _refused(doc, i) or _called(doc, i) or _false(doc, i) or _never(doc, i)
            if found is not None and not _asked(doc, i):
                yield found
        elif token.lower in {"nothing", "no"} or token.lemma.lower() in denial.UNTRUE:
            found = _nothing(doc, i) or _outcry(doc, i, chains)
            if found is not None and not _asked(doc, i):
                yield found


def _asked(doc: Doc, i: int) -> bool:
    sentence = doc.sentence_of(i)
    return any(doc.tokens[t].text == "?" for t in range(max(sentence.start, sentence.end - 2), sentence.end))


def _refused(doc: Doc, i: int) -> Rebuttal | None:
    """ "denied this", "rejected the account", "the claim was dismissed by Moscow", "a charge he denies"."""
    token = doc.tokens[i]
    if (
        token.lemma not in denial.REFUSING
        or not denial.denies(doc, i)
        or syntax.kids(doc, i, "ccomp", "xcomp")
    ):
        return None
    if COURTS & {doc.tokens[h].lemma for h in (*syntax.subjects(doc, i), *syntax.agents(doc, i))}:
        return None
    if syntax.modal(doc, i) is not None:
        return None
    things = syntax.kids(doc, i, "nsubjpass") if syntax.is_passive(doc, i) else syntax.objects(doc, i)
    for h in things:
        as_untrue = any(
            doc.tokens[o].lemma.lower() in denial.UNTRUE for o in syntax.prep_objects(doc, i, "as")
        )
        pointing = _points(doc, i, h) and (token.lemma in OUTRIGHT or as_untrue)
        if pointing or _takes_up(doc, h):
            return Rebuttal(_words(doc, i, h), i, h, inside=token.dep == "relcl")
    over = doc.tokens[token.head]
    if (
        token.dep == "relcl"
        and not things
        and over.lemma in TOLD
        and over.dep in {"appos", "dobj", "npadvmod"}
    ):
        return Rebuttal(_words(doc, i, over.i), i, over.i, inside=True)
    return None


def _points(doc: Doc, verb: int, h: int) -> bool:
    """Whether a pronoun takes up what was told; in "men *that* he denied to know" it stands for the men."""
    token = doc.tokens[h]
    if token.lower not in POINTING or (token.lower == "these" and syntax.kids(doc, h)):
        return False
    if doc.tokens[verb].dep != "relcl" or token.tag not in {"WDT", "WP"}:
        return True
    over = doc.tokens[doc.tokens[verb].head]
    return over.lemma in TOLD or (
        token.lower == "which" and doc.tokens[h - 1].text in {",", "-", "--", "–", "—"}
    )


def _takes_up(doc: Doc, h: int) -> bool:
    """Whether a noun takes up what was told: "the claim", "his account", but not "claims of torture"."""
    token = doc.tokens[h]
    if token.lemma not in TOLD or token.lower == "word":
        return False
    before = syntax.kids(doc, h, "det", "predet", "poss", "amod")
    definite = any(doc.tokens[c].lower in DEFINITE or doc.tokens[c].dep == "poss" for c in before)
    own = syntax.kids(doc, h, "acl", "relcl", "ccomp", "appos") or syntax.prep_objects(
        doc, h, "of", "about", "on", "over", "as", "in", "by", "from"
    )
    return definite and not own


def _called(doc: Doc, i: int) -> Rebuttal | None:
    """ "called it a lie", "dismissed the report as nonsense"."""
    if (
        doc.tokens[i].lemma not in denial.CALLING
        or syntax.negated(doc, i)
        or syntax.modal(doc, i) is not None
    ):
        return None
    things = syntax.kids(doc, i, "nsubjpass") if syntax.is_passive(doc, i) else syntax.objects(doc, i)
    inner = [s for v in syntax.kids(doc, i, "ccomp", "xcomp") for s in syntax.kids(doc, v, "nsubj")]
    for h in (*things, *inner):
        if (_points(doc, i, h) or _takes_up(doc, h)) and (said := _untrue_word(doc, i, h)) is not None:
            return Rebuttal(sorted({*_words(doc, i, h), said}), i, h, inside=doc.tokens[i].dep == "relcl")
    return None


def _untrue_word(doc: Doc, verb: int, topic: int) -> int | None:
    """The word by which a verb says that its object is untrue."""
    said = [*syntax.kids(doc, verb, "oprd", "attr", "acomp", "dobj"), *syntax.prep_objects(doc, verb, "as")]
    said += syntax.kids(doc, verb, "ccomp", "xcomp") + syntax.kids(doc, topic, "appos")
    return next(
        (
            c
            for c in said
            if c != topic
            and (doc.tokens[c].lemma.lower() in denial.UNTRUE or doc.tokens[c].lower in denial.FALSE)
        ),
        None,
    )


def _false(doc: Doc, i: int) -> Rebuttal | None:
    """ "this is a lie", "the claim is false", "that is not true"."""
    if doc.tokens[i].lemma not in {"be", "remain"} or syntax.modal(doc, i) is not None:
        return None
    subjects = syntax.kids(doc, i, "nsubj")
    if not subjects or syntax.kids(doc, i, "ccomp", "xcomp", "csubj"):
        return None
    h = subjects[0]
    if (doc.tokens[h].lower == "which" or not _points(doc, i, h)) and not _takes_up(doc, h):
        return None
    if denial.is_false(doc, i):
        said = syntax.kids(doc, i, "neg", "acomp", "attr", "prep")
        return Rebuttal(sorted({h, i, *said}), i, h)
    lies = [c for c in syntax.kids(doc, i, "attr") if doc.tokens[c].lemma.lower() in denial.UNTRUE]
    if not lies or syntax.negated(doc, i):
        return None
    return Rebuttal(sorted({h, i, *lies}), i, h)


def _never(doc: Doc, i: int) -> Rebuttal | None:
    """ "it never happened", "this did not take place"."""
    subjects = syntax.kids(doc, i, "nsubj")
    if doc.tokens[i].lemma not in HAPPENING - {"exist"} or not syntax.negated(doc, i) or not subjects:
        return None
    if doc.tokens[subjects[0]].lower not in POINTING - {"which"} or syntax.modal(doc, i) is not None:
        return None
    place = [o for o in syntax.objects(doc, i) if doc.tokens[o].lemma == "place"]
    if doc.tokens[i].lemma == "take" and not place:
        return None
    nots = [c for c in doc.children[i] if doc.tokens[c].lower in {"never", "not", "n't"}]
    return Rebuttal(sorted({subjects[0], i, *nots, *place}), i, subjects[0])


def _nothing(doc: Doc, i: int) -> Rebuttal | None:
    """ "nothing of the kind happened", "no such order existed"."""
    token = doc.tokens[i]
    if token.lower == "nothing" and doc.tokens[token.head].lemma in {"know", "hear"}:
        things = [h for h in syntax.prep_objects(doc, i, "of", "about") if doc.tokens[h].lower in POINTING]
        things += [
            h for h in syntax.prep_objects(doc, token.head, "of", "about") if doc.tokens[h].lower in POINTING
        ]
        return Rebuttal(sorted({token.head, i, things[0]}), token.head, things[0]) if things else None
    if token.lower == "nothing":
        kinds = [h for h in syntax.prep_objects(doc, i, "of") if doc.tokens[h].lower in {"kind", "sort"}]
        return Rebuttal(list(range(i, kinds[0] + 1)), i, i) if kinds else None
    if (
        token.lower != "no"
        or token.dep not in {"det", "neg"}
        or doc.tokens[min(i + 1, len(doc.tokens) - 1)].lower != "such"
    ):
        return None
    noun = doc.tokens[token.head]
    verb = doc.tokens[noun.head]
    if noun.i < i or verb.lemma not in HAPPENING | {"be", "give", "issue", "make"}:
        return None
    if syntax.prep_objects(doc, noun.i, "as", "for", "of"):
        return None  # "there is no such thing as a free lunch"
    such = None if noun.lemma == "thing" else noun.lemma
    return Rebuttal(sorted({*range(i, noun.i + 1), verb.i}), verb.i, noun.i, such=such)


def _outcry(doc: Doc, i: int, chains: Chains) -> Rebuttal | None:
    """ "“A lie from the first word to the last,” the minister said": the whole of what is quoted."""
    chain = chains.of(i)
    if not chain or doc.tokens[i].pos != "NOUN":
        return None
    content = sorted(chain[-1].content)
    words = [t for t in content if doc.tokens[t].pos not in {"PUNCT", "SPACE"}]
    before = [t for t in words if t < i]
    if any(doc.tokens[t].pos in {"VERB", "AUX", "PRON"} for t in words):
        return None
    return Rebuttal([i], i, i) if all(doc.tokens[t].pos in {"DET", "ADJ", "ADV"} for t in before) else None


def _words(doc: Doc, verb: int, topic: int) -> list[int]:
    """The verb, and the phrase that stands for what is denied."""
    lo, hi = syntax.noun_phrase(doc, topic)
    return sorted({verb, *range(lo, hi)})


def _chain(rebuttal: Rebuttal, chains: Chains) -> list[Found]:
    """The attributions that the denial stands in, its own the innermost."""
    chain = chains.of(rebuttal.topic)
    if not any(f.anchor == rebuttal.verb for f in chain):
        chain = chains.of(rebuttal.verb) or chain
    return [f for f in chain if f.stance != "accuses"]  # "... accuse the army, which denies it"


def _denier(doc: Doc, cast: Cast, rebuttal: Rebuttal, chains: Chains, chain: Sequence[Found]) -> str | None:
    """The actor who denies: the one whom a relative clause is about, or the innermost speaker."""
    for h in syntax.kids(doc, rebuttal.verb, "nsubj"):
        if doc.tokens[h].tag in {"WDT", "WP"} and doc.tokens[rebuttal.verb].dep == "relcl":
            return cast.at(doc.tokens[rebuttal.verb].head) or chains.speaker(chain)
    return chains.speaker(chain)


def _meant(doc: Doc, rebuttal: Rebuttal, coded: Sequence[Coded], chains: Chains, denier: str) -> Coded | None:
    """The one event that a denial can mean; None where there is none or more than one."""
    here = doc.tokens[rebuttal.verb].sentence
    first = min(rebuttal.words)
    own = {t for h in syntax.kids(doc, rebuttal.verb, "nsubj") for t in syntax.subtree(doc, h)}
    same = [
        c
        for c in coded
        if doc.tokens[c.frame.trigger].sentence == here
        and c.frame.trigger < first
        and c.frame.trigger not in own
    ]
    if rebuttal.such is not None:
        same = [c for c in same if _names(doc, c, rebuttal.such)]
    told = _told(same, rebuttal, chains, denier)
    back = (
        1
        if doc.tokens[rebuttal.topic].lower in POINTING or doc.tokens[rebuttal.topic].i == rebuttal.verb
        else 3
    )
    for s in range(here - 1, max(-1, here - 1 - back), -1):
        if (
            told
            or rebuttal.inside
            or (s < here - 1 and doc.sentences[s].paragraph != doc.sentences[here].paragraph)
        ):
            break
        near = [c for c in coded if doc.tokens[c.frame.trigger].sentence == s]
        if rebuttal.such is not None:
            near = [c for c in near if _names(doc, c, rebuttal.such)]
        told = _told(near, rebuttal, chains, denier)
    deeds = [c for c in told if c.type != "ACCUSE" and _is_claimed(doc, c, denier)]
    if len(deeds) == 1:
        return deeds[0]
    charges = [
        c
        for c in told
        if c.type == "ACCUSE"
        and c.status in DONE
        and denier not in c.actors
        and doc.tokens[c.frame.trigger].lemma in ACCUSING
    ]
    return charges[0] if not deeds and len(charges) == 1 else None


def _told(near: Sequence[Coded], rebuttal: Rebuttal, chains: Chains, denier: str) -> list[Coded]:
    """Events of others than the denier; "there was no such order" may also take back what he said himself."""
    own = rebuttal.such is not None
    return [c for c in near if not c.shadow and (own or chains.speaker(c.chain) != denier)]


def _names(doc: Doc, c: Coded, lemma: str) -> bool:
    """Whether the sentence of an event has the word that "no such" takes up: "ordered", "an order"."""
    sentence = doc.sentence_of(c.frame.trigger)
    return any(doc.tokens[t].lemma == lemma for t in range(sentence.start, sentence.end))


def _is_claimed(doc: Doc, c: Coded, denier: str) -> bool:
    """Whether it is the main thing of what somebody says or accuses somebody of, or of what the one who
    denies did."""
    if not _is_main(doc, c):
        return False
    if c.status is None:
        return _accusing(c) is not None and not syntax.negated(doc, c.frame.trigger)
    return c.status in DONE and (bool(c.chain) or denier in c.actors)


def _accusing(c: Coded) -> Found | None:
    """The accusation that an event stands in."""
    return next((f for f in c.chain if f.stance == "accuses" and f.anchor != c.frame.trigger), None)


def _is_main(doc: Doc, c: Coded) -> bool:
    """Whether an event is the main thing of what is said, and not told beside it or known before ("*the*
    attack")."""
    i = syntax.first_conjunct(doc, c.frame.clause)
    if not c.frame.is_noun or c.frame.carrier is not None:
        return doc.tokens[i].dep in {"ccomp", "pcomp", "xcomp", "ROOT"}
    noun = doc.tokens[c.frame.trigger]
    given = any(doc.tokens[d].lower in DEFINITE for d in syntax.kids(doc, noun.i, "det", "poss"))
    over = doc.tokens[noun.head]
    if given:
        return noun.dep == "pobj" and over.lower == "of" and _accusing(c) is not None
    return noun.dep in {"dobj", "attr", "nsubj", "nsubjpass"} or (noun.dep == "pobj" and over.lower == "of")


def _doers(doc: Doc, cast: Cast, meant: Coded, accuser: Found | None) -> list[str]:
    """Who did it by what is told: of a deed that somebody is accused of, the accused."""
    if accuser is None or meant.status is not None:
        return list(meant.actors)
    accused = [cast.at(h) for h in syntax.objects(doc, accuser.anchor)]
    named = [a for a in accused if a is not None and a not in meant.recipients]
    return named or [a for a in meant.actors if a not in {cast.at(h) for h in accuser.heads}]


def _denied(doc: Doc, meant: Coded, rebuttal: Rebuttal, chain: list[Found], further: Further) -> Coded:
    """The record: the event that is meant, with the words and the speaker of the denial."""
    trigger = meant.trigger
    assert trigger.type is not None
    frame = Frame(doc, meant.frame.cast, rebuttal.verb, False, further)
    words = {*settings.clause_words(frame), *rebuttal.words}
    return Coded(
        frame=meant.frame,
        trigger=trigger,
        type=trigger.type,
        modes=trigger.modes,
        cameo=trigger.cameo,
        status="denied",
        actors=_doers(doc, meant.frame.cast, meant, _accusing(meant)),
        recipients=list(meant.recipients),
        chain=chain,
        triggers=sorted(rebuttal.words),
        clause=meant.clause,
        confidence=round(meant.confidence - 0.15, 2),
        also=sorted(words),
    )
