"""Finds and codes events: trigger by trigger; then what is no deed is left out and twins are joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sayso.actors import Cast
from sayso.attribution import Found
from sayso.events import _settings as settings
from sayso.events._arguments import Frame, doers_of, frame_of, recipients_of
from sayso.events._contexts import contexts_of
from sayso.events._match import first_match
from sayso.events._status import calls_off, status_of
from sayso.events.codebook import Codebook, Trigger, load
from sayso.language import Doc, syntax
from sayso.records import Attribution, Event, EventType, Place, Quantity, Span, Status, Time

NEEDS_ACTOR = frozenset({"AGREE", "SUPPORT", "CONCEDE", "COOPERATE", "REQUEST", "REJECT", "THREATEN"})
"""Types that are nothing without somebody who does them; a deed can lack its doer in the text."""

CLOSED = frozenset({"REQUEST", "THREATEN", "ACCUSE", "AGREE"})
"""Types whose complement is demanded, threatened, alleged or promised, and so gives no event."""


NAMES = frozenset({"PERSON", "ORG", "FAC", "WORK_OF_ART", "PRODUCT", "LAW", "DATE", "TIME"})
"""Kinds of names whose words trigger nothing ("Strike Force", "March")."""


@dataclass(slots=True)
class Coded:
    """An event under construction, with token indices."""

    frame: Frame
    trigger: Trigger
    type: EventType
    modes: tuple[str, ...]
    cameo: str | None
    status: Status | None
    actors: list[str]
    recipients: list[str]
    chain: list[Found]
    triggers: list[int]
    clause: list[int]
    confidence: float
    also: list[int] = field(default_factory=list)


def find(
    doc: Doc,
    cast: Cast,
    found: Sequence[Found],
    attributions: Sequence[Attribution],
    times: Sequence[Time],
    places: Sequence[Place],
    quantities: Sequence[Quantity],
    doubtful: Sequence[Span] = (),
) -> tuple[Event, ...]:
    """Code every event of an article; ids e1, e2 ... in order of the triggers.

    ``found`` and ``attributions`` are the same attributions, as token indices and as records. Words in
    ``doubtful`` spans (slips of machine translation) trigger no event.
    """
    book = load()
    chains = _Chains(found, attributions)
    coded = [
        c
        for c in (_code(doc, cast, i, book, chains) for i in _candidates(doc, book, doubtful))
        if c is not None
    ]
    _call_off(doc, cast, coded, book)
    coded = _without_contents(doc, coded, book)
    coded = _joined(doc, coded)
    time_heads = settings.heads(doc, times)
    place_heads = settings.heads(doc, places)
    quantity_heads = settings.heads(doc, quantities)
    events = []
    for n, c in enumerate(coded, 1):
        words = sorted({*c.clause, *c.also})
        events.append(
            Event(
                id=f"e{n}",
                type=c.type,
                modes=c.modes,
                contexts=contexts_of(doc, c.frame.trigger, book),
                cameo=c.cameo,
                status=c.status or "happened",
                actors=tuple(c.actors),
                recipients=tuple(r for r in c.recipients if r not in c.actors),
                trigger=doc.spans(c.triggers),
                evidence=settings.evidence(doc, words),
                time=settings.time_of(c.frame, time_heads),  # type: ignore[arg-type]
                place=settings.place_of(c.frame, place_heads),  # type: ignore[arg-type]
                quantities=settings.quantities_of(c.frame, c.type, quantity_heads, set(words)),  # type: ignore[arg-type]
                said_by=tuple(chains.ids[id(f)] for f in c.chain),
                confidence=round(c.confidence, 2),
            )
        )
    return tuple(events)


class _Chains:
    """For a token the attributions it stands in, the outermost first."""

    def __init__(self, found: Sequence[Found], attributions: Sequence[Attribution]) -> None:
        self.ids = {id(f): a.id for f, a in zip(found, attributions, strict=True)}
        self.speakers = {id(f): a.speaker for f, a in zip(found, attributions, strict=True)}
        by_id = {a.id: f for f, a in zip(found, attributions, strict=True)}
        self.parent = {id(f): by_id.get(a.within or "") for f, a in zip(found, attributions, strict=True)}
        self.by_token: dict[int, list[Found]] = {}
        for f in found:
            for i in f.content:
                self.by_token.setdefault(i, []).append(f)

    def of(self, i: int) -> list[Found]:
        """The chain of the smallest content that holds token ``i``."""
        here = self.by_token.get(i)
        if not here:
            return []
        innermost = min(here, key=lambda f: (len(f.content), f.inside is None))
        chain: list[Found] = [innermost]
        while (up := self.parent[id(chain[-1])]) is not None:
            chain.append(up)
        return chain[::-1]


def _candidates(doc: Doc, book: Codebook, doubtful: Sequence[Span]) -> list[int]:
    """Tokens that the trigger lexicon knows, names and modifiers of nouns left out."""
    out = []
    for token in doc.tokens:
        if any(start < token.end and token.start < end for start, end in doubtful):
            continue
        pos = _pos(doc, token.i)
        if pos == "verb" and token.dep == "amod":
            continue  # "the ousted president": background, not news
        if (token.lemma.lower(), pos) in book.triggers and token.dep not in {"aux", "auxpass"}:
            if pos == "noun" and token.entity in NAMES:
                continue
            if (
                pos == "noun"
                and token.dep in {"compound", "nmod"}
                and doc.tokens[token.head].pos in {"NOUN", "PROPN"}
            ):
                continue
            out.append(token.i)
    return out


def _code(doc: Doc, cast: Cast, i: int, book: Codebook, chains: _Chains) -> Coded | None:
    frame = frame_of(doc, cast, i, book)
    trigger = first_match(frame, book.triggers[doc.tokens[i].lemma.lower(), _pos(doc, i)])
    if trigger is None or trigger.type is None:
        return None
    chain = [f for f in chains.of(i) if f.anchor != i]
    frame.speaker = chains.speakers[id(chain[-1])] if chain else None
    status = status_of(frame, book, chain)
    actors, recipients = doers_of(frame, trigger), recipients_of(frame, trigger)
    clause = settings.clause_words(frame)
    if trigger.type == "PROTEST" and not actors:
        actors = _crowd(frame, clause)
    kind, modes, cameo, status = _by_status(trigger, status)
    confidence = 0.55 + 0.15 * bool(actors) + 0.1 * bool(recipients) + 0.05 * (not frame.is_noun)
    return Coded(
        frame, trigger, kind, modes, cameo, status, actors, recipients, chain, [i], clause, confidence
    )


def _crowd(frame: Frame, clause: Sequence[int]) -> list[str]:
    """Who a protest without a named actor is made of: counted people in its clause ("demonstrations took
    place, with some 5,000 people gathering")."""
    doc = frame.doc
    counted = (i for i in clause if i > frame.trigger and syntax.kids(doc, i, "nummod") and frame.cast.at(i))
    return list(
        dict.fromkeys(a for i in counted if (a := frame.cast.at(i)) and frame.cast.actor(a).kind == "group")
    )[:1]


def _pos(doc: Doc, i: int) -> str:
    pos = doc.tokens[i].pos
    return "verb" if pos in {"VERB", "AUX"} else "noun" if pos in {"NOUN", "PROPN"} else "adj"


def _by_status(
    trigger: Trigger, status: Status | None
) -> tuple[EventType, tuple[str, ...], str | None, Status | None]:
    """PLOVER's own future and refusal types: a planned meeting is an agreement to meet, a cancelled one a
    refusal; promised aid or support is AGREE. Those acts happened. (docs/decisions: status and PLOVER.)"""
    assert trigger.type is not None
    kind, modes, cameo = trigger.type, trigger.modes, trigger.cameo
    if kind == "CONSULT":
        if status == "planned":
            return "AGREE", (), "036", "happened"
        if status == "cancelled":
            return "REJECT", ("meet",), "125", "happened"
    if status == "planned" and kind in {"AID", "COOPERATE", "SUPPORT"}:
        return "AGREE", (), {"AID": "033", "COOPERATE": "031", "SUPPORT": "032"}[kind], "happened"
    if status == "cancelled" and kind in {"AID", "COOPERATE"}:
        return "REJECT", ("assist",), "122", "happened"
    return kind, modes, cameo, status


def _call_off(doc: Doc, cast: Cast, coded: list[Coded], book: Codebook) -> None:
    """In "A rally was planned for Sunday. It was cancelled." a pronoun that is called off is the nearest
    planned event before it, in the same sentence or the one before."""
    for i in range(len(doc.tokens)):
        if not calls_off(doc, i, book):
            continue
        near = [
            c
            for c in coded
            if c.status in {"planned", "cancelled"}
            and 0 <= doc.tokens[i].sentence - doc.tokens[c.frame.trigger].sentence <= 1
        ]
        before = [c for c in near if c.frame.trigger < i]
        if before:
            last = max(before, key=lambda c: c.frame.trigger)
            last.type, last.modes, last.cameo, last.status = _by_status(last.trigger, "cancelled")
            last.also = [t for t in settings.clause_words(Frame(doc, cast, i, False)) if t <= i]


def _without_contents(doc: Doc, coded: list[Coded], book: Codebook) -> list[Coded]:
    """Leave out what a demand, threat, promise or accusation holds: it is not said to have been done. What
    it holds makes the act more precise ("promised to release" is AGREE about a release)."""
    drop: set[int] = set()
    for c in coded:
        if c.type not in CLOSED and c.type != "REJECT":
            continue
        inside = set(_complement(doc, c))
        for n, other in enumerate(coded):
            if other is c or other.frame.trigger not in inside:
                continue
            drop.add(n)
            row = book.compose(c.type, other.type, other.modes, other.cameo)
            c.recipients = c.recipients or other.recipients
            if row is not None and not c.modes:
                c.modes = (row.result_mode,) if row.result_mode else ()
                c.cameo = row.result_cameo
        if not c.recipients and c.status is not None and c.type != "ACCUSE":
            c.recipients = _concerned(doc, c, inside)
    kept = [c for n, c in enumerate(coded) if n not in drop and c.status is not None]
    return _without_slogans(doc, [c for c in kept if _has_parties(c)], book)


def _has_parties(c: Coded) -> bool:
    """Whether an event has the parties that its type cannot do without."""
    if c.type in NEEDS_ACTOR:
        return bool(c.actors)
    return bool(c.actors or c.recipients) or c.type not in {"ACCUSE", "AID", "RETREAT"}


def _concerned(doc: Doc, c: Coded, inside: set[int]) -> list[str]:
    """Whom a promise, refusal or demand concerns, where no slot says it: the first party in its complement
    that is not the actor ("promised to continue aid *to Mozambique*")."""
    cast = c.frame.cast
    for i in sorted(inside):
        actor = cast.at(i)
        if actor is None or actor in c.actors or doc.tokens[i].pos in {"PRON", "DET", "ADP"}:
            continue
        if doc.tokens[i].dep in {
            "pobj",
            "dobj",
            "nsubj",
            "poss",
            "dative",
            "nsubjpass",
            "conj",
            "amod",
            "compound",
        }:
            return [actor]
    return []


def _without_slogans(doc: Doc, coded: list[Coded], book: Codebook) -> list[Coded]:
    """A demand made by demonstrating is the protest's own (PLOVER: "not coded again"); whom it is made of
    is whom the protest is against."""
    protests = {c.frame.clause: c for c in coded if c.type == "PROTEST"}
    out = []
    for c in coded:
        token = doc.tokens[c.frame.trigger]
        protest = protests.get(token.head) if token.dep in {"advcl", "conj", "acl", "xcomp"} else None
        if c.type != "REQUEST" or protest is None or (c.actors and protest.actors and not shared(c, protest)):
            out.append(c)
        else:
            protest.recipients = protest.recipients or c.recipients
            row = book.compose("PROTEST", "REQUEST", c.modes, c.cameo)
            if row is not None:
                protest.cameo = row.result_cameo
    return out


def _complement(doc: Doc, c: Coded) -> list[int]:
    """What hangs on an act of speech as its content: clauses, objects' insides, "of" and "for" phrases."""
    i = c.frame.trigger
    out: list[int] = []
    for child in doc.children[i]:
        token = doc.tokens[child]
        if (
            token.dep in {"ccomp", "xcomp", "pcomp"}
            or (token.dep == "prep" and token.lower in {"of", "for", "over", "to", "with", "against"})
            or (token.dep in {"dobj", "acl", "dative", "nsubj"} and not (token.dep == "nsubj" and child < i))
        ):
            out.extend(syntax.subtree(doc, child))
    return out


def _joined(doc: Doc, coded: list[Coded]) -> list[Coded]:
    """Join triggers that name one event: a noun and the verb or participle that says the same of it
    ("the ultimatum calling for his resignation"; "attacked in a raid")."""
    out: list[Coded] = []
    for c in coded:
        twin = next((o for o in out if _same(doc, o, c)), None)
        if twin is None:
            out.append(c)
            continue
        twin.triggers = sorted({*twin.triggers, *c.triggers})
        twin.clause = sorted({*twin.clause, *c.clause})
        twin.modes = twin.modes or c.modes
        twin.actors = twin.actors or c.actors
        twin.recipients = twin.recipients or c.recipients
        if not twin.trigger.modes and c.trigger.modes:
            twin.cameo = c.cameo
    return out


def _same(doc: Doc, a: Coded, b: Coded) -> bool:
    i, j = a.frame.trigger, b.frame.trigger
    if a.type != b.type or doc.tokens[i].sentence != doc.tokens[j].sentence:
        return False
    if doc.tokens[i].head == j and doc.tokens[i].dep == "nsubjpass":
        return True
    if doc.tokens[j].head == i and doc.tokens[j].dep in {"dobj", "nsubjpass"}:
        return True
    if a.status != b.status or (a.actors and b.actors and not shared(a, b)):
        return False
    if shared(a, b) and doc.tokens[j].dep == "pcomp" and j in a.clause:
        # "demonstrations took place, with some 5,000 people gathering"
        return True
    linked = doc.tokens[j].head == i or doc.tokens[i].head == j
    if linked:
        return "conj" not in {doc.tokens[i].dep, doc.tokens[j].dep}
    heads = ((doc.tokens[x].head, y) for x, y in ((i, j), (j, i)))
    return any(doc.tokens[h].dep == "prep" and doc.tokens[h].head == y for h, y in heads)


def shared(a: Coded, b: Coded) -> bool:
    """Whether two events have an actor in common."""
    return bool(set(a.actors) & set(b.actors))
