"""Finds and codes events: trigger by trigger; then what is no deed is left out and twins are joined."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.actors import Cast
from sayso.attribution import Found
from sayso.events import _joining as joining
from sayso.events import _settings as settings
from sayso.events._arguments import Frame, frame_of, slot, subjects
from sayso.events._coded import Chains, Coded, by_status
from sayso.events._contexts import contexts_of
from sayso.events._further import Further
from sayso.events._judge import HALF, SURE, certainty, doubt, reading
from sayso.events._later_settings import with_later_settings
from sayso.events._match import first_match
from sayso.events._modal import modal_act
from sayso.events._parties import parties, parties_of
from sayso.events._politics import Surroundings
from sayso.events._rebuttals import rebutted
from sayso.events._status import status_of
from sayso.events.codebook import Codebook, load
from sayso.language import Doc, syntax
from sayso.records import Actor, Attribution, Event, Place, Published, Quantity, Span, Time

NAMES = frozenset({"PERSON", "ORG", "FAC", "WORK_OF_ART", "PRODUCT", "LAW", "DATE", "TIME"})
"""Kinds of names whose words trigger nothing ("Strike Force", "March")."""

UNDATED = Published()


def find(
    doc: Doc,
    cast: Cast,
    found: Sequence[Found],
    attributions: Sequence[Attribution],
    times: Sequence[Time],
    places: Sequence[Place],
    quantities: Sequence[Quantity],
    doubtful: Sequence[Span] = (),
    published: Published = UNDATED,
) -> tuple[tuple[Event, ...], tuple[Actor, ...]]:
    """Code every event of an article; ids e1, e2 ... in order of the triggers. Beside them, as further
    actors, the things and places to which something is done, which the cast does not have.

    ``found`` and ``attributions`` are the same attributions, as token indices and as records. Words in
    ``doubtful`` spans (slips of machine translation) trigger no event.
    """
    book = load()
    chains = Chains(found, attributions)
    candidates = _candidates(doc, book, doubtful)
    further = Further(doc, cast, places)
    scene = settings.Scene(doc, times, places, quantities, published)
    coded = [c for i in candidates if (c := _code(doc, cast, i, book, chains, further, scene)) is not None]
    joining.call_off(coded, doc, book)
    denied = rebutted(doc, cast, coded, chains, further)
    coded = joining.joined(doc, joining.without_contents(doc, coded, book))
    around = Surroundings(doc)
    coded = [c for c in coded if _is_political(c, further, around)]
    coded = joining.retold(doc, [c for c in coded if not scene.is_history(c)], scene.day_and_place)
    coded = with_later_settings(doc, coded, chains, scene)
    coded = sorted([*coded, *denied], key=lambda c: min(c.triggers))
    made = further.named(id for c in coded for id in (*c.actors, *c.recipients))
    for c in coded:
        c.actors = [made[id].id if id in made else id for id in c.actors]
        c.recipients = [made[id].id if id in made else id for id in c.recipients]
    events = tuple(_event(doc, c, f"e{n}", book, chains, scene) for n, c in enumerate(coded, 1))
    return events, tuple(made.values())


def _event(doc: Doc, c: Coded, id: str, book: Codebook, chains: Chains, scene: settings.Scene) -> Event:
    """The record of an event."""
    return Event(
        id=id,
        type=c.type,
        modes=c.modes,
        contexts=contexts_of(doc, c.frame.trigger, book),
        cameo=c.cameo,
        status=c.status or "happened",
        actors=tuple(c.actors),
        recipients=tuple(r for r in c.recipients if r not in c.actors),
        trigger=doc.spans(c.triggers),
        evidence=settings.evidence(doc, c.words),
        time=scene.time_of(c.frames, c.status or "happened"),
        place=scene.place_of(c.frames, c.type),
        quantities=scene.quantities_of(c.type, set(c.words)),
        said_by=chains.said_by(c.chain),
        confidence=round(c.confidence, 2),
    )


def _is_political(c: Coded, further: Further, around: Surroundings) -> bool:
    parties = [further.actor(id) for id in (*c.actors, *c.recipients)]
    if c.status == "denied" and c.frame.speaker is not None:
        parties.append(further.actor(c.frame.speaker))  # who denies it takes part
    firm, done = c.trigger.firm, c.status != "denied"
    sure = certainty(c.frame.doc, c.frame.trigger, c.trigger.type) >= SURE
    sure = sure or (firm and doubt(c.frame.doc, c.frame.trigger) < HALF)
    return around.political(c.frame.trigger, c.type, c.modes, parties, sure=sure, firm=firm, done=done)


def _candidates(doc: Doc, book: Codebook, doubtful: Sequence[Span]) -> list[int]:
    """Tokens that the trigger lexicon knows, names and modifiers of nouns left out."""
    out = []
    for token in doc.tokens:
        pos = _pos(doc, token.i)
        if (token.lemma.lower(), pos) not in book.triggers and token.i not in doc.judged:
            continue
        if token.dep in {"aux", "auxpass"} or not token.text[0].isalnum():
            continue
        if any(start < token.end and token.start < end for start, end in doubtful):
            continue
        if certainty(doc, token.i) >= SURE:
            out.append(token.i)
            continue
        if pos == "verb" and token.dep == "amod":
            continue  # "the ousted president": background, not news
        if pos == "noun" and (token.entity in NAMES or _is_month(doc, token.i) or _modifies(doc, token.i)):
            continue
        out.append(token.i)
    return out


def _modifies(doc: Doc, i: int) -> bool:
    """Whether a noun modifies another ("protest leader")."""
    token = doc.tokens[i]
    return token.dep in {"compound", "nmod"} and doc.tokens[token.head].pos in {"NOUN", "PROPN"}


def _is_month(doc: Doc, i: int) -> bool:
    """ "March 13", "13 March": a date that was not seen as one."""
    if doc.tokens[i].text != "March":
        return False
    beside = [doc.tokens[n] for n in (i - 1, i + 1) if 0 <= n < len(doc.tokens)]
    return doc.tokens[i].tag == "NNP" or any(t.text[:1].isdigit() for t in beside)


def _code(
    doc: Doc, cast: Cast, i: int, book: Codebook, chains: Chains, further: Further, scene: settings.Scene
) -> Coded | None:
    """The event that a trigger stands for, if any, with its parties and status."""
    frame = frame_of(doc, cast, i, book, further)
    pos = _pos(doc, i)
    fitting = first_match(frame, book.triggers.get((doc.tokens[i].lemma.lower(), pos), ()))
    read = reading(doc, i, pos, fitting, book)
    if read is None:
        return None
    trigger = read.row
    assert trigger.type is not None
    frame.row = trigger
    chain = [f for f in chains.of(i) if f.anchor != i]
    frame.speaker = chains.speaker(chain)
    status = status_of(frame, book, chain)
    if status in {"happened", "ongoing"} and scene.is_to_come(frame):
        status = "planned"
    if read.act is not None and status in {"happened", "ongoing", "hypothetical"}:
        status = "planned" if read.act == "AGREE" else "cancelled"
    actors, recipients = parties_of(frame, trigger)
    if trigger.type == "PROTEST":
        actors, recipients = _without_bystanders(frame, actors, recipients)
    clause = settings.clause_words(frame)
    if trigger.type == "PROTEST" and not actors:
        actors = _crowd(frame, clause)
    kind, modes, cameo, status = by_status(trigger, status)
    confidence = 0.55 + 0.15 * bool(actors) + 0.1 * bool(recipients) + 0.05 * (not frame.is_noun)
    coded = Coded(
        frame, trigger, kind, modes, cameo, status, actors, recipients, chain, [i], clause, confidence
    )
    modal_act(coded, book)
    coded.shadow = read.shadow
    return coded


def _without_bystanders(
    frame: Frame, actors: Sequence[str], recipients: Sequence[str]
) -> tuple[list[str], list[str]]:
    """Parties of a protest without those who have to do with it and do not stage it: who breaks it up
    ("*police* broke up the rally"), before whose door it is held, and in whose support."""
    doc, i = frame.doc, frame.trigger
    backed = _backed(frame)
    recipients = [r for r in recipients if r not in backed]
    if not frame.is_noun:
        return list(actors), recipients
    heads = slot(frame, ("head",)) if frame.carrier is None else []
    broken = [v for v in heads if doc.tokens[v].lemma in settings.BREAKING and doc.tokens[v].pos == "VERB"]
    verbs = [u for v in broken for u in (v, doc.tokens[v].head) if doc.tokens[u].pos == "VERB"]
    doors = syntax.prep_objects(doc, i, "before", "outside", "near")
    beside = parties(frame, [*(h for v in verbs for h in subjects(doc, v)), *doors], descend=False)
    if broken:  # whom the police hurt in doing so is no party of it
        inside = {a for h in syntax.subtree(doc, i) if (a := frame.cast.at(h)) is not None}
        recipients = [r for r in recipients if r in inside or r in frame.further.actors]
    return [a for a in actors if a not in beside], recipients


def _backed(frame: Frame) -> list[str]:
    """In whose support people come together: no protest is against them."""
    backing = [h for h in slot(frame, ("in",)) if frame.doc.tokens[h].lemma in {"support", "solidarity"}]
    heads = [o for h in backing for o in syntax.prep_objects(frame.doc, h, "of", "with", "for")]
    return parties(frame, heads, descend=True)


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
