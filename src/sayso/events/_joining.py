"""What is one event and what is none: contents of acts of speech left out, twins and retellings joined."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sayso.events import _settings as settings
from sayso.events._arguments import Frame
from sayso.events._coded import Coded, by_status
from sayso.events._judge import SURE, certainty
from sayso.events._status import calls_off
from sayso.events.codebook import Codebook
from sayso.language import Doc, syntax

NEEDS_ACTOR = frozenset({"AGREE", "SUPPORT", "CONCEDE", "COOPERATE", "REQUEST", "REJECT", "THREATEN"})
"""Types that are nothing without somebody who does them; a deed can lack its doer in the text."""

CLOSED = frozenset({"REQUEST", "THREATEN", "ACCUSE", "AGREE", "REJECT"})
"""Types whose complement is demanded, threatened, alleged, promised or refused, and so gives no event."""

DEPLORING = frozenset(
    {"condemn", "deplore", "denounce", "decry", "lament", "mourn", "condemnation", "outrage"}
)
"""What somebody deplores was done; of what he accuses somebody that is not said."""

PARTY_DEPS = frozenset({"pobj", "dobj", "nsubj", "poss", "dative", "nsubjpass", "conj", "amod", "compound"})

DEFINITE = frozenset({"the", "this", "that", "these", "those"})

NEAR = 3
"""Sentences within which "the attack" takes up an attack, and a lead its headline."""


def call_off(coded: list[Coded], doc: Doc, book: Codebook) -> None:
    """In "A rally was planned for Sunday. It was cancelled." a pronoun that is called off is the nearest
    planned event before it, in the same sentence or the one before."""
    planned = [c for c in coded if not c.shadow and c.status in {"planned", "cancelled"}]
    if not planned:
        return
    for i in range(len(doc.tokens)):
        if not calls_off(doc, i, book):
            continue
        here = doc.tokens[i].sentence
        before = [
            c for c in planned if c.frame.trigger < i and here - doc.tokens[c.frame.trigger].sentence <= 1
        ]
        if before:
            last = max(before, key=lambda c: c.frame.trigger)
            last.type, last.modes, last.cameo, last.status = by_status(last.trigger, "cancelled")
            frame = Frame(doc, last.frame.cast, i, False, last.frame.further)
            last.also = [t for t in settings.clause_words(frame) if t <= i]


def without_contents(doc: Doc, coded: list[Coded], book: Codebook) -> list[Coded]:
    """Leave out what a demand, threat, promise or accusation holds: it is not said to have been done. What
    it holds makes the act more precise ("promised to release" is AGREE about a release)."""
    drop: set[int] = set()
    _beside(doc, coded)
    for c in coded:
        if c.type not in CLOSED or c.shadow:
            continue
        inside = set(_complement(doc, c))
        if doc.tokens[c.frame.trigger].lemma in DEPLORING:
            _deplored(c, [other for other in coded if other.frame.trigger in inside])
            continue
        for n, other in enumerate(coded):
            if other is c or other.frame.trigger not in inside:
                continue
            drop.add(n)
            deed = other.trigger
            assert deed.type is not None
            row = book.compose(c.type, deed.type, deed.modes, deed.cameo)
            c.recipients = c.recipients or other.recipients
            if row is not None and not c.modes:
                c.modes = (row.result_mode,) if row.result_mode else ()
                c.cameo = row.result_cameo
        if not c.recipients and c.status is not None and c.type != "ACCUSE":
            c.recipients = _concerned(doc, c, inside)
    kept = [c for n, c in enumerate(coded) if n not in drop and c.status is not None and not c.shadow]
    _accusers(doc, kept)
    return _without_slogans(doc, [c for c in kept if _has_parties(c)], book)


def _deplored(c: Coded, deeds: Sequence[Coded]) -> None:
    """Who is condemned for a deed is who did it, never whom it was done to: "condemned the killing *of two
    nuns*" names nobody."""
    for deed in deeds:
        if deed.actors or set(c.recipients) <= set(deed.recipients):
            c.recipients = list(deed.actors)


def _beside(doc: Doc, coded: list[Coded]) -> None:
    """A verb beside one of the same type is no shadow: "nine were killed and twelve *wounded*"."""
    real = {(c.frame.trigger, c.type) for c in coded if not c.shadow}
    for c in coded:
        first = syntax.first_conjunct(doc, c.frame.trigger)
        if c.shadow and first != c.frame.trigger and (first, c.type) in real:
            c.shadow = False


def _accusers(doc: Doc, coded: list[Coded]) -> None:
    """Who imposes sanctions on those "who are accused of fraud" is who accuses them."""
    sanctions = {doc.tokens[c.frame.trigger].sentence: c for c in coded if c.type == "SANCTION" and c.actors}
    for c in coded:
        token = doc.tokens[c.frame.trigger]
        by = sanctions.get(token.sentence)
        if c.type != "ACCUSE" or c.actors or by is None or token.dep not in {"relcl", "acl"}:
            continue
        if c.frame.trigger in by.clause:
            c.actors, c.recipients = list(by.actors), list(by.recipients)


def _has_parties(c: Coded) -> bool:
    """Whether an event has the parties that its type cannot do without."""
    if c.type in NEEDS_ACTOR:
        # Who agreed to talks or called them off often stays unsaid; that they were planned or called off
        # is news all the same.
        # Nor does anybody know who threatens with a bomb.
        return bool(c.actors) or c.trigger.type == "CONSULT" or (c.type == "THREATEN" and c.trigger.firm)
    if c.type not in {"ACCUSE", "AID", "RETREAT"} or c.actors or c.recipients:
        return True
    return c.trigger.firm or certainty(c.frame.doc, c.frame.trigger, c.trigger.type) >= SURE


def _concerned(doc: Doc, c: Coded, inside: set[int]) -> list[str]:
    """Whom a promise, refusal or demand concerns, where no slot says it: the first party in its complement
    that is not the actor ("promised to continue aid *to Mozambique*")."""
    cast = c.frame.cast
    for i in sorted(inside):
        actor = cast.at(i)
        if actor is None or actor in c.actors or doc.tokens[i].pos in {"PRON", "DET", "ADP"}:
            continue
        if doc.tokens[i].dep in PARTY_DEPS:
            return [actor]
    return []


def _without_slogans(doc: Doc, coded: list[Coded], book: Codebook) -> list[Coded]:
    """A demand made by demonstrating is the protest's own (PLOVER: "not coded again"); whom it is made of
    is whom the protest is against."""
    protests = [c for c in coded if c.type == "PROTEST"]
    out = []
    for c in coded:
        protest = next((p for p in protests if c.type == "REQUEST" and _demands(doc, p, c)), None)
        if protest is None:
            out.append(c)
            continue
        protest.recipients = protest.recipients or c.recipients
        protest.actors = protest.actors or c.actors
        row = book.compose("PROTEST", "REQUEST", c.modes, c.cameo)
        if row is not None:
            protest.cameo = row.result_cameo
    return out


def _demands(doc: Doc, protest: Coded, request: Coded) -> bool:
    """Whether a protest makes a demand: "marched to demand ...", "was demanded at a march"."""
    if request.actors and protest.actors and not shared(request, protest):
        return False
    token = doc.tokens[syntax.first_conjunct(doc, request.frame.trigger)]
    places = {protest.frame.clause, protest.frame.trigger}
    if token.dep in {"advcl", "acl", "xcomp"} and token.head in places:
        return True
    if token.i in places:
        return True
    said = doc.tokens[request.chain[-1].anchor] if request.chain else token
    if said.dep == "advcl" and said.head == protest.frame.clause:
        return True  # "staged rallies, saying that he must resign"
    for one, other in ((request, protest), (protest, request)):
        # "was demanded by students who marched through the town"
        i = one.frame.trigger
        if doc.tokens[i].dep == "relcl" and shared(one, other):
            return other.frame.clause in syntax.ancestors(doc, i)
    # "was demanded on Tuesday at a march": the march hangs on the demand, over nouns and prepositions only.
    way: list[int] = []
    for up in syntax.ancestors(doc, protest.frame.trigger):
        if up == token.i:
            return any(doc.tokens[w].lower in {"at", "in", "during"} for w in way)
        if doc.tokens[up].pos in {"VERB", "AUX"}:
            break
        way.append(up)
    return False


def _complement(doc: Doc, c: Coded) -> list[int]:
    """What hangs on an act of speech as its content: clauses, objects' insides, "of" and "for" phrases."""
    i = c.frame.trigger
    out: list[int] = []
    for child in doc.children[i]:
        token = doc.tokens[child]
        if (
            token.dep in {"ccomp", "xcomp", "pcomp"}
            or (token.dep == "prep" and token.lower in {"of", "for", "over", "to", "with", "against"})
            or token.dep in {"dobj", "acl", "dative", "nsubjpass"}
            or (token.dep == "nsubj" and child > i)
        ):
            out.extend(_asserted_apart(doc, child))
    return out


def _asserted_apart(doc: Doc, i: int) -> list[int]:
    """A branch without its relative clauses: "vowed to free those *whom police arrested*" says they were."""
    inside = syntax.subtree(doc, i)
    return syntax.subtree(doc, i, [c for c in inside if doc.tokens[c].dep == "relcl" and c != i])


def joined(doc: Doc, coded: list[Coded]) -> list[Coded]:
    """Join triggers that name one event: a noun and the verb or participle that says the same of it
    ("the ultimatum calling for his resignation"; "attacked in a raid")."""
    out: list[Coded] = []
    for c in coded:
        twin = next((o for o in reversed(out) if _same(doc, o, c)), None)
        if twin is None:
            out.append(c)
        else:
            twin.take_in(c)
    return out


def _same(doc: Doc, a: Coded, b: Coded) -> bool:
    i, j = a.frame.trigger, b.frame.trigger
    if a.type != b.type or doc.tokens[i].sentence != doc.tokens[j].sentence:
        return False
    if doc.tokens[i].head == j and doc.tokens[i].dep == "nsubjpass":
        return True
    if a.status == b.status and a.type == "ASSAULT" and (_is_harm(a) or _is_harm(b)):
        return True  # "five were killed and twenty *hurt*": one attack, and whom it harmed
    if doc.tokens[j].head == i and doc.tokens[j].dep in {"dobj", "nsubjpass"}:
        return True
    purpose = doc.tokens[j].tag == "VB" and doc.tokens[j].dep in {"advcl", "acl", "xcomp"}
    if a.type == "PROTEST" and purpose and doc.tokens[j].head in {i, a.frame.clause}:
        return True  # "a rally to protest against the killing"
    if a.status != b.status or (a.actors and b.actors and not shared(a, b)):
        return False
    below = doc.tokens[j].dep == "pcomp" or (doc.tokens[j].dep == "acl" and a.type == "PROTEST")
    if shared(a, b) and below and j in a.clause:
        # "demonstrations took place, with some 5,000 people gathering"
        return True
    if doc.tokens[j].head == i or doc.tokens[i].head == j:
        lower = doc.tokens[j] if doc.tokens[j].head == i else doc.tokens[i]
        return lower.dep != "conj" and not (lower.dep == "advcl" and syntax.kids(doc, lower.i, "mark"))
    heads = ((doc.tokens[x].head, y) for x, y in ((i, j), (j, i)))
    return any(doc.tokens[h].dep == "prep" and doc.tokens[h].head == y for h, y in heads)


def _is_harm(c: Coded) -> bool:
    """Whether words say only what an attack did to somebody, and nobody does it."""
    return c.trigger.actor == (("none",),) and c.frame.doc.tokens[c.frame.trigger].lemma in HARM


HARM = frozenset("injure wound hurt receive suffer sustain treat hospitalise hospitalize".split())


def shared(a: Coded, b: Coded) -> bool:
    """Whether two events have an actor in common."""
    return bool(set(a.actors) & set(b.actors))


def retold(doc: Doc, coded: list[Coded], setting: Callable[[Coded], tuple[str, str]]) -> list[Coded]:
    """Join what one article tells twice: a headline and its lead, and "the attack" that takes up an attack
    of the sentences before. ``setting`` gives day and place of an event, "" where the words have none."""
    out: list[Coded] = []
    for c in coded:
        near = [o for o in out if 0 < _apart(doc, o, c) <= NEAR and o.type == c.type]
        first = next((o for o in reversed(near) if _taken_up(doc, o, c) or _repeated(doc, o, c)), None)
        if first is None or not _compatible(setting(first), setting(c)):
            out.append(c)
        else:
            first.take_in(c)
    return out


def _apart(doc: Doc, a: Coded, b: Coded) -> int:
    """Sentences from the last words that tell of one event to those that tell of another."""
    return doc.tokens[b.frame.trigger].sentence - doc.tokens[a.triggers[-1]].sentence


def _compatible(a: Sequence[str], b: Sequence[str]) -> bool:
    return all(not x or not y or x == y for x, y in zip(a, b, strict=True))


def _taken_up(doc: Doc, first: Coded, c: Coded) -> bool:
    """Whether a noun without parties of its own ("the attack") takes up an event."""
    if not c.frame.is_noun or c.status != "happened" or first.status not in {"happened", "ongoing"}:
        return False
    determiners = {doc.tokens[d].lower for d in syntax.kids(doc, c.frame.trigger, "det")}
    if not determiners & DEFINITE or syntax.kids(doc, c.frame.trigger, "relcl", "acl", "nummod"):
        return False
    same_mode = not c.modes or not first.modes or bool(set(c.modes) & set(first.modes))
    return same_mode and not (c.actors or c.recipients) and _number(doc, first) in {_number(doc, c), ""}


def _number(doc: Doc, c: Coded) -> str:
    """Whether an event is told of as one or as several; "" for a verb, which leaves it open."""
    tag = doc.tokens[c.frame.trigger].tag
    return "several" if tag in {"NNS", "NNPS"} else "one" if tag in {"NN", "NNP"} else ""


def _repeated(doc: Doc, first: Coded, c: Coded) -> bool:
    """Whether an event has the same parties and words as one at the head of the article."""
    lemmas = {doc.tokens[i].lemma for i in first.triggers} & {doc.tokens[i].lemma for i in c.triggers}
    return (
        doc.tokens[first.frame.trigger].sentence < NEAR
        and bool(lemmas)
        and bool(c.actors or c.recipients)
        and first.status == c.status
        and _names(first, first.actors) == _names(c, c.actors)
        and _names(first, first.recipients) == _names(c, c.recipients)
    )


def _names(c: Coded, ids: Sequence[str]) -> set[str]:
    return {c.frame.further.actor(id).name for id in ids}
