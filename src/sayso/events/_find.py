"""Finds and codes events: trigger by trigger; then what is no deed is left out and twins are joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sayso.actors import Cast
from sayso.attribution import Found
from sayso.events import _settings as settings
from sayso.events._arguments import Frame, actors_of, frame_of, parties, recipients_of
from sayso.events._match import first_match
from sayso.events._status import cancelled_later, status_of
from sayso.events.codebook import Codebook, Trigger, load
from sayso.language import Doc, syntax
from sayso.records import Attribution, Event, EventType, Place, Quantity, Status, Time

VERBAL = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
"""Types that are acts of speech: what stands in their content is not a deed of its own."""

CLOSED = frozenset({"REQUEST", "THREATEN", "ACCUSE", "AGREE"})
"""Types whose complement is demanded, threatened, alleged or promised, and so gives no event."""


@dataclass(slots=True)
class Coded:
    """An event under construction, with token indices."""

    frame: Frame
    trigger: Trigger
    type: EventType
    modes: tuple[str, ...]
    cameo: str | None
    status: Status
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
) -> tuple[Event, ...]:
    """Code every event of an article; ids e1, e2 ... in order of the triggers.

    ``found`` and ``attributions`` are the same attributions, as token indices and as records.
    """
    book = load()
    chains = _Chains(found, attributions)
    coded = [c for c in (_code(doc, cast, i, book, chains) for i in _candidates(doc, book)) if c is not None]
    coded = _without_contents(doc, coded)
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
                contexts=book.contexts_of(doc.tokens[t].lemma.lower() for t in _sentence_words(doc, c)),
                cameo=c.cameo,
                status=c.status,
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


def _candidates(doc: Doc, book: Codebook) -> list[int]:
    out = []
    for token in doc.tokens:
        pos = "verb" if token.pos in {"VERB", "AUX"} else "noun" if token.pos in {"NOUN", "PROPN"} else "adj"
        if (token.lemma.lower(), pos) in book.triggers and token.dep not in {"aux", "auxpass"}:
            if pos == "noun" and token.entity in {"PERSON", "ORG", "FAC", "WORK_OF_ART", "PRODUCT", "LAW"}:
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
    pos = "noun" if frame.is_noun else "verb" if doc.tokens[i].pos in {"VERB", "AUX"} else "adj"
    trigger = first_match(frame, book.triggers[(doc.tokens[i].lemma.lower(), pos)])
    if trigger is None:
        return None
    chain = [f for f in chains.of(i) if f.anchor != i]
    status = status_of(frame, book, chain)
    if status is None:
        return None
    actor_heads = _actor_heads(frame, trigger)
    actors = parties(frame, actor_heads, descend=frame.is_noun)
    recipients, joint = recipients_of(frame, trigger.recipients)
    if joint:
        actors = list(dict.fromkeys([*actors, *joint]))
    clause = settings.clause_words(frame)
    off = cancelled_later(doc, frame, book) if status in {"planned", "happened"} else None
    also: list[int] = []
    if off is not None and status == "planned":
        status = "cancelled"
        also = [
            t
            for t in range(doc.sentence_of(off).start, off + 1)
            if t in settings.clause_words(Frame(doc, cast, off, False)) and t <= off
        ]
    kind, modes, cameo, status = _by_status(trigger, status)
    confidence = 0.55 + 0.15 * bool(actors) + 0.1 * bool(recipients) + 0.05 * (not frame.is_noun)
    return Coded(
        frame, trigger, kind, modes, cameo, status, actors, recipients, chain, [i], clause, confidence, also
    )


def _actor_heads(frame: Frame, trigger: Trigger) -> list[int]:
    from sayso.events._arguments import slot

    if trigger.actor:
        return slot(frame, trigger.actor)
    heads = actors_of(frame)
    if frame.is_noun and not heads:
        for name in ("by", "from", "between", "among", "compound"):
            if name not in trigger.recipients and (heads := slot(frame, name)):
                return heads
        if "of" not in trigger.recipients:
            return slot(frame, "of")
    return heads


def _by_status(trigger: Trigger, status: Status) -> tuple[EventType, tuple[str, ...], str | None, Status]:
    """PLOVER's own future and refusal types: a planned meeting is an agreement to meet, a cancelled one a
    refusal; promised aid or support is AGREE. Those acts happened. (docs/decisions: status and PLOVER.)"""
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


def _without_contents(doc: Doc, coded: list[Coded]) -> list[Coded]:
    """Leave out what a demand, threat, promise or accusation holds: it is not said to have been done."""
    drop: set[int] = set()
    for c in coded:
        if c.type not in CLOSED:
            continue
        inside = set(_complement(doc, c))
        drop.update(n for n, other in enumerate(coded) if other is not c and other.frame.trigger in inside)
    kept = [c for n, c in enumerate(coded) if n not in drop]
    # A demand made by demonstrating is the protest's own (PLOVER: "not coded again"); its target is whom
    # the protest is against.
    protests = {c.frame.clause: c for c in kept if c.type == "PROTEST"}
    out = []
    for c in kept:
        if c.type == "REQUEST" and doc.tokens[c.frame.trigger].dep in {"advcl", "conj", "acl", "xcomp"}:
            protest = protests.get(doc.tokens[c.frame.trigger].head)
            if protest is not None and (
                not c.actors or set(c.actors) & set(protest.actors) or not protest.actors
            ):
                protest.recipients = protest.recipients or c.recipients
                continue
        out.append(c)
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
    if a.type != b.type or a.status != b.status:
        return False
    i, j = a.frame.trigger, b.frame.trigger
    if doc.tokens[i].sentence != doc.tokens[j].sentence:
        return False
    linked = doc.tokens[j].head == i or doc.tokens[i].head == j
    close = linked and "conj" not in {doc.tokens[i].dep, doc.tokens[j].dep}
    through = any(
        doc.tokens[doc.tokens[x].head].dep == "prep" and doc.tokens[doc.tokens[x].head].head == y
        for x, y in ((i, j), (j, i))
    )
    if not close and not through:
        return False
    return not (a.actors and b.actors and not set(a.actors) & set(b.actors))


def _sentence_words(doc: Doc, c: Coded) -> range:
    sentence = doc.sentence_of(c.frame.trigger)
    return range(sentence.start, sentence.end)
