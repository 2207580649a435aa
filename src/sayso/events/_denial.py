"""Negation and denial: the words by which a text, or somebody in it, says that a deed was not done.

All words of negation and denial of the events room stand here. What a text negates in its own voice is no
event; what somebody is quoted as negating or denying is an event with the status ``denied``. Who does not
confirm, or refuses a request, denies nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.attribution import Found
from sayso.events._arguments import Frame
from sayso.events._tense import verb_of
from sayso.events.codebook import DEEDS
from sayso.language import Doc, syntax

NOBODY = frozenset({"nobody", "none", "neither", "nothing", "no-one"})
"""Subjects that say that it was not done: "neither of them", "nobody"; "no one" has "no" as its word."""

UNDONE = frozenset({"fail", "refuse", "decline", "neglect", "forget", "omit"})
"""Verbs whose complement was not done."""

KEEPING = frozenset(
    {"block", "prevent", "stop", "bar", "ban", "keep", "prohibit", "deter", "refrain", "abstain"}
)

FALSE = frozenset(
    """false untrue bogus baseless unfounded groundless wrong fake incorrect fabricated inaccurate
    made-up""".split()
)
"""What an account turns out to be."""

TRUE = frozenset({"true", "correct", "accurate", "so"})
"""What an account is not, where it is denied."""

UNTRUE = frozenset(
    """invention fiction lie fabrication hoax fake nonsense slander propaganda fantasy myth fairytale
    falsehood untruth disinformation misinformation libel defamation""".split()
)
"""What a denial calls the story of an event."""

ACCOUNTS = UNTRUE | frozenset(
    """report claim allegation rumour rumor story account suggestion assertion accusation information version
    insinuation""".split()
)
"""What tells of an event, and may be said to be untrue."""

DENYING = frozenset({"deny", "refute", "rebut", "disavow", "disclaim", "repudiate"})
"""Verbs that deny whatever they are said of."""

REFUSING = DENYING | frozenset({"reject", "dismiss", "contest", "dispute", "contradict", "debunk", "rubbish"})
"""What one does with an account that one says is untrue."""

ANSWERING = frozenset({"counter", "retort"})
"""Verbs of contradiction whose clause is what the speaker himself holds."""

PLAYING_DOWN = frozenset({"downplay", "discount", "confirm", "verify", "corroborate"})
"""Verbs that, negated or not, leave open whether it was done: "could not *confirm* the attack"."""

CALLING = frozenset({"call", "brand", "label", "describe", "denounce", "dismiss", "term", "slam"})
"""Verbs that say what somebody takes an account for."""

GRANTED = frozenset(
    """access admission asylum bail chance citizenship entry freedom licence license motion nomination
    opportunity parole permission permit petition plea request right service stay treatment visa
    application appeal bid""".split()
)
"""What is denied to somebody, and no account: "denied him *bail*"."""

HAND = frozenset({"responsibility", "involvement", "role", "part", "complicity", "knowledge", "link", "hand"})
"""What somebody says that he had not in a deed, which was done all the same."""

ORDERS = frozenset({"order", "instruction", "command", "attempt"})
"""Nouns without which a deed was not done."""

EVIDENCE = frozenset(
    {"evidence", "sign", "proof", "indication", "confirmation", "reason", "doubt", "question"}
)
"""Nouns whose lack says nothing of the deed: "there was *no sign* of an attack"."""

UNSURE = frozenset({"believe", "think", "remember", "recall", "discuss", "mention", "go"})
"""Verbs whose negation is none of the deed: "did not *remember* meeting him", "is not *going to* march"."""

WANTED = frozenset({"demands", "asks", "promises", "threatens"})
"""Stances whose content is to come, or is not to."""

OCCURRING = frozenset({"happen", "occur", "take", "exist", "be", "hold", "make", "carry", "conduct", "plan"})
"""Verbs that say of a deed that it was done at all."""

LACKING = frozenset({"be", "have", "know", "hear", "exist", "receive"})
"""Verbs that say in the present that there is no such thing."""

FOUNDATION = frozenset({"foundation", "basis", "substance", "merit", "truth"})


def is_negated(doc: Doc, frame: Frame, path: Sequence[int]) -> bool:
    """Whether the words say that it was not done; ``path`` are the governors of the event."""
    if frame.is_noun and path and acts_on(doc, frame, path[0]):
        return "no" in {doc.tokens[c].lower for c in syntax.kids(doc, frame.trigger, "det")}
    if syntax.negated(doc, frame.trigger) or (
        frame.carrier is not None and syntax.negated(doc, frame.carrier)
    ):
        return True
    up = doc.tokens[doc.tokens[frame.trigger].head]
    if doc.tokens[frame.trigger].dep == "pobj" and (up.lower == "without" or _is_nothing_of(doc, up.head)):
        return True
    if doc.tokens[frame.clause].dep == "pcomp" and _is_kept_from(doc, doc.tokens[frame.clause].head):
        return True
    verb = syntax.clause_root(doc, frame.clause)
    if verb in {frame.trigger, frame.carrier}:
        for h in syntax.kids(doc, verb, "nsubj", "nsubjpass"):
            determiners = (doc.tokens[c].lower for c in syntax.kids(doc, h, "det", "preconj", "cc"))
            if doc.tokens[h].lower in NOBODY or any(w in {"no", "neither"} for w in determiners):
                return True
        for h in syntax.kids(doc, verb, "dobj"):
            if doc.tokens[h].lower in NOBODY or any(
                doc.tokens[c].lower == "no" for c in syntax.kids(doc, h, "det")
            ):
                return True
        if any(_is_nobody(doc, h) for h in syntax.prep_objects(doc, verb, "to", "on", "at", "upon")):
            return True  # "gave praise *to no one*", "fired *on nobody*"
    if any(doc.tokens[up].lemma in UNDONE for up in path[:2]):
        return True
    # "did not plan to attack", "was not arrested", "no plans to attack"
    return (
        bool(path)
        and syntax.negated(doc, path[0])
        and not acts_on(doc, frame, path[0])
        and doc.tokens[path[0]].lemma not in {"rule", "know", "say", "deny"}
    )


def _is_nobody(doc: Doc, h: int) -> bool:
    no = any(doc.tokens[c].lower == "no" for c in syntax.kids(doc, h, "det"))
    return doc.tokens[h].lower == "nobody" or (no and doc.tokens[h].lower in {"one", "body"})


def _is_nothing_of(doc: Doc, i: int) -> bool:
    """ "knows *nothing* of a threat"."""
    return doc.tokens[i].lower == "nothing" and doc.tokens[doc.tokens[i].head].lemma in {"know", "hear"}


def _is_kept_from(doc: Doc, preposition: int) -> bool:
    """ "blocked lawyers *from* visiting him"."""
    token = doc.tokens[preposition]
    return token.lower == "from" and doc.tokens[token.head].lemma in KEEPING


def acts_on(doc: Doc, frame: Frame, up: int) -> bool:
    """Whether the event is the subject of an active verb with an object ("the march *stopped* the train")."""
    i = syntax.first_conjunct(doc, frame.trigger)
    return (
        doc.tokens[i].dep == "nsubj"
        and doc.tokens[i].head == up
        and up != frame.carrier
        and bool(syntax.kids(doc, up, "dobj"))
    )


def is_disclaimed(doc: Doc, frame: Frame, chain: Sequence[Found], path: Sequence[int]) -> bool:
    """Whether somebody says that a negated deed was not done: "nobody was beaten, the governor said"."""
    if frame.row is None or any(doc.tokens[n].lemma in EVIDENCE | UNSURE for n in path[:2]):
        return False
    if (chain and chain[-1].stance in WANTED) or is_presupposed(doc, frame, path):
        return False
    verb = verb_of(doc, frame)
    if not any(_vouches(doc, found) and frame.trigger in found.content for found in chain):
        return False
    if _is_open(doc, verb) or any(doc.tokens[c].lower == "yet" for c in doc.children[verb]):
        return False
    if path and doc.tokens[path[0]].lemma in ORDERS and syntax.negated(doc, path[0]):
        verb = syntax.clause_root(doc, doc.tokens[path[0]].head)  # "there was *no order* to arrest him"
    if not _can_be_disclaimed(doc, frame, verb):
        return False
    words = syntax.auxiliaries(doc, verb)
    if words[:1] in (["will"], ["would"], ["can"], ["could"], ["should"], ["must"]):
        return False
    token = doc.tokens[verb]
    if token.tag == "VBG" and words[:1] in (["is"], ["are"], ["was"], ["were"]):
        return not frame.is_noun and frame.row.type in {"ASSAULT", "COERCE"}  # "is not shelling the town"
    never = any(doc.tokens[c].lower == "never" for c in doc.children[verb])
    lacks = frame.is_noun and token.tag in {"VBZ", "VBP"} and token.lemma in LACKING
    return (
        token.tag in {"VBD", "VBN"}
        or words[:1] in (["did"], ["has"], ["have"], ["had"])
        or (never and not words)
        or lacks
    )


def is_presupposed(doc: Doc, frame: Frame, path: Sequence[int]) -> bool:
    """Whether a deed is known, and something else is said of it: "denied that *the riots* spread", "denied
    any politics behind *the arrest*", "*the shooting* did not appear random"."""
    if not frame.is_noun or frame.carrier is not None:
        return False
    noun = doc.tokens[syntax.first_conjunct(doc, frame.trigger)]
    given = {doc.tokens[c].lower for c in syntax.kids(doc, frame.trigger, "det", "amod")}
    if not given & {"the", "this", "that", "these", "those", "recent"}:
        return False
    if noun.dep == "pobj":
        return doc.tokens[noun.head].lower not in {"of", "about"}
    verb = next((up for up in path if doc.tokens[up].pos in {"VERB", "AUX"}), None)
    if verb is None or noun.dep not in {"nsubj", "nsubjpass"} or noun.head != verb:
        return False
    return doc.tokens[verb].lemma not in OCCURRING | REFUSING


def _can_be_disclaimed(doc: Doc, frame: Frame, verb: int) -> bool:
    """Whether a negation says that there was no such deed, and not what it was not like ("the deployments
    *are no different*"), nor where somebody stands ("did not agree with him", "is not committed")."""
    assert frame.row is not None
    kind, words = frame.row.type, syntax.auxiliaries(doc, verb)
    token = doc.tokens[verb]
    if token.lemma == "be" and frame.is_noun and doc.tokens[frame.trigger].dep == "nsubj":
        return "no" in {doc.tokens[c].lower for c in syntax.kids(doc, frame.trigger, "det")}
    if kind in DEEDS or kind == "COOPERATE":
        return True
    if frame.is_noun and kind != "CONSULT":
        return kind == "THREATEN" and token.lemma in LACKING
    if doc.tokens[frame.trigger].lemma == "discuss":
        return False  # they may have met, and spoken of other things
    if kind in {"AGREE", "SUPPORT", "CONCEDE", "REQUEST"}:
        perfect = words[:1] in (["has"], ["have"], ["had"]) or frame.is_noun
        return perfect or any(doc.tokens[c].lower == "never" for c in doc.children[verb])
    return words[:1] not in (["is"], ["are"], ["'s"], ["’s"], ["am"])


def _vouches(doc: Doc, found: Found) -> bool:
    """Whether a source says what it is quoted with: no wish, no doubt, no mere report of a belief."""
    if found.stance in {"says", "asserts", "confirms"} or doc.tokens[found.anchor].lemma in ANSWERING:
        return not syntax.negated(doc, found.anchor)
    if found.stance != "believes":
        return False
    words = {doc.tokens[i].lemma for i in (*found.cue, found.anchor)}
    return bool(words & {"stand", "know", "hear"}) and not syntax.negated(doc, found.anchor)


def _is_open(doc: Doc, verb: int) -> bool:
    """ "did not say *whether* anybody was arrested"."""
    return any(
        doc.tokens[c].lower in {"whether", "if"}
        for up in (verb, doc.tokens[verb].head)
        for c in syntax.kids(doc, up, "mark", "advmod")
    )


def denies(doc: Doc, i: int) -> bool:
    """Whether a word of denial denies something: not where it is itself negated ("*did not* deny"), left open
    ("would neither confirm *nor* deny"), or refuses a request ("denied him bail")."""
    token = doc.tokens[i]
    if token.lemma in ANSWERING | PLAYING_DOWN:
        return False
    if token.pos not in {"VERB", "AUX"}:
        return True
    return not (syntax.negated(doc, i) or leaves_open(doc, i) or grants_not(doc, i))


def grants_not(doc: Doc, i: int) -> bool:
    """ "denied them *permission* to march": what is refused is no event beside the refusal."""
    objects = [*syntax.objects(doc, i), *syntax.kids(doc, i, "nsubjpass", "oprd")]
    if doc.tokens[i].lemma == "deny" and syntax.is_passive(doc, i) and syntax.kids(doc, i, "dobj"):
        return True  # "was denied a third trip"
    return doc.tokens[i].lemma == "deny" and any(
        doc.tokens[h].lemma in GRANTED and not _tells(doc, h) for h in objects
    )


def leaves_open(doc: Doc, i: int) -> bool:
    """Whether a word of denial says neither that it was done nor that it was not: "declined to confirm or
    deny", "was asked *whether* he denied it", "could not confirm"."""
    token = doc.tokens[i]
    if token.lemma in PLAYING_DOWN:
        return True
    first = doc.tokens[syntax.first_conjunct(doc, i)]
    ups = [up for up in (first.i, *([first.head] if first.dep == "xcomp" else [])) if up != i]
    if any(syntax.negated(doc, up) or doc.tokens[up].lemma in UNDONE | HARD for up in ups):
        return True
    if doc.tokens[i - 1].lower in {"nor", "or", "neither"} or _is_open(doc, i):
        return True
    if token.dep == "pcomp" and doc.tokens[token.head].lower == "without":
        return True  # "without admitting or denying"
    doubt = any(doc.tokens[c].lower in {"hardly", "barely"} for c in doc.children[i])
    return doubt or syntax.auxiliaries(doc, i)[:1] in (["can"], ["could"], ["may"], ["might"])


HARD = frozenset({"hard", "difficult", "impossible"})
"""What it is to deny what everybody knows."""


def _tells(doc: Doc, noun: int) -> bool:
    """Whether a clause says what a noun tells: "the claim *that he was shot*"."""
    return any(
        doc.tokens[c].lower == "that" for v in syntax.kids(doc, noun, "acl", "relcl") for c in doc.children[v]
    )


def has_no_hand(doc: Doc, frame: Frame, verb: int) -> bool:
    """ "denied *responsibility for the attack*": it was done, and by others."""
    hands = [h for h in syntax.objects(doc, verb) if doc.tokens[h].lemma in HAND]
    if not hands or not frame.is_noun:
        return False
    given = {doc.tokens[c].lower for c in syntax.kids(doc, frame.trigger, "det", "poss")}
    return bool(given & {"the", "this", "that", "these", "those"})


def said_untrue(doc: Doc, up: int, path: Sequence[int]) -> bool:
    """Whether a word over an event says that it is not true: "rejected *the claim* that ...", "*reports* that
    ... turned out to be *false*", "called it *an invention*", "put it *in denial*"."""
    token = doc.tokens[up]
    told = [n for n in path[:2] if doc.tokens[n].lemma in ACCOUNTS]
    if token.lemma in REFUSING and told and denies(doc, up):
        return True
    if token.lemma == "put" and any(doc.tokens[h].lower == "denial" for h in _after(doc, up, "in", "into")):
        return True
    if path and doc.tokens[path[0]].lemma in ACCOUNTS and _turns_out_false(doc, up, path[0]):
        return True
    said = syntax.kids(doc, up, "oprd", "attr", "dobj", "xcomp", "ccomp")
    said += syntax.prep_objects(doc, up, "as")
    if any(doc.tokens[c].lemma.lower() in UNTRUE for c in said):
        return not syntax.negated(doc, up)
    return token.lemma in CALLING and bool(told) and _called(doc, up, told[0])


def _turns_out_false(doc: Doc, up: int, account: int) -> bool:
    """Whether an account is said to be false, also where the parse takes it for the subject of the speaker's
    verb ("*reports* that they had shot him *are false*, the army said")."""
    if is_false(doc, up):
        return True
    strayed = doc.tokens[account].dep == "nsubj" and doc.tokens[account].head == up
    return strayed and any(account < c < up and is_false(doc, c) for c in syntax.kids(doc, up, "ccomp"))


def _after(doc: Doc, verb: int, *prepositions: str) -> list[int]:
    """Objects of a verb's prepositions, also of those that the parse hangs on its object."""
    hosts = [verb, *syntax.objects(doc, verb)]
    return [h for host in hosts for h in syntax.prep_objects(doc, host, *prepositions)]


def is_false(doc: Doc, verb: int) -> bool:
    """Whether a verb says that its subject is not true: "is *false*", "is *not true*", "is *without
    foundation*", "does *not correspond* to reality"."""
    words = {doc.tokens[c].lower for c in _below(doc, verb)}
    if syntax.negated(doc, verb):
        real = {doc.tokens[h].lower for h in syntax.prep_objects(doc, verb, "to", "with")}
        return bool(words & TRUE) or (
            doc.tokens[verb].lemma == "correspond" and bool(real & {"reality", "truth", "facts"})
        )
    bare = [h for host in (verb, *_below(doc, verb)) for h in syntax.prep_objects(doc, host, "without")]
    bare += [h for h in syntax.objects(doc, verb) if "no" in _determiners(doc, h)]
    return bool(words & FALSE) or any(doc.tokens[h].lower in FOUNDATION for h in bare)


def _determiners(doc: Doc, i: int) -> set[str]:
    return {doc.tokens[c].lower for c in syntax.kids(doc, i, "det")}


def _called(doc: Doc, verb: int, account: int) -> bool:
    """Whether a verb takes an account for untrue, wherever the parse hangs the word: "called reports of an
    arrest *a lie*"."""
    if syntax.negated(doc, verb):
        return False
    end = doc.sentence_of(verb).end
    inside = [i for i in syntax.subtree(doc, verb) if i > account and i < end]
    return any(
        doc.tokens[i].lemma.lower() in UNTRUE or doc.tokens[i].lower in FALSE
        for i in inside
        if doc.tokens[i].dep in {"appos", "oprd", "dobj", "attr", "acomp", "pobj", "conj", "ccomp", "xcomp"}
    )


def _below(doc: Doc, verb: int) -> list[int]:
    """What a verb says that its subject is: "is *false*", "turned out to be *false*"."""
    said = syntax.kids(doc, verb, "acomp", "attr", "oprd")
    return said + [
        c for v in syntax.kids(doc, verb, "xcomp") for c in (v, *syntax.kids(doc, v, "acomp", "attr"))
    ]
