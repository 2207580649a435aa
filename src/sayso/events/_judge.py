"""The trigger lexicon and the network put together: which event a word stands for, and who takes part.

The lexicon is precise where the words around a trigger fit one of its rows, and says how modes, codes and
slots go with it. The network (``Doc.judged``) has learned from sentences: it knows senses (*fired* a rocket,
a minister, a goal), words that the lexicon does not have, and parties that grammar alone does not show. Each
can overrule the other where it is sure.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import cast

from sayso.events._arguments import STRUCTURE
from sayso.events.codebook import Codebook, Trigger
from sayso.language import Doc, Judged, syntax
from sayso.records import EventType

NONE = "-"

NEW = 0.93
"""How likely a type must be for a word that the lexicon does not have."""

KNOWN = 0.65
"""The same for a word that the lexicon has with this type, in other surroundings."""

LIKELIEST = 0.3
"""The same where it is hardly (``HARDLY``) no event, and the chances are spread over several types."""

HARDLY = 0.25

TRUST = 0.7
"""What a fitting row of the lexicon adds to the chance of its type."""

SPECIAL = 0.9
"""The same of a row that asks for certain words around it."""

SURE = 0.8
"""From this chance on the network is believed against signs that a word is a name, or no politics."""

HALF = 0.5
"""Below this chance of no event the words of a firm row are believed against such signs."""

MODE = 0.8
"""A mode of this chance is taken."""

PARTY = 0.5
"""A word of this chance heads a party."""

FOUND = 0.2
"""Where grammar and the network name no recipient, the likeliest word is one from this chance on."""

GRAMMAR = 0.8
"""What a slot of the lexicon's row adds to the chance of a role."""

REPORTING = frozenset(
    """say tell report note cite quote add state write explain speak recall describe insist argue maintain
    assure claim""".split()
)
"""Verbs of mere speech: what they stand for is in their contents."""

INFORMING = frozenset({"warn", "agree", "assure"})
"""Verbs that threaten and promise with a clause of what will be, and only inform with one of what is."""

TWINS = frozenset({"CONSULT", "AID", "COOPERATE", "SUPPORT"})
"""Deeds that PLOVER codes as AGREE where they lie ahead, and as REJECT where they are called off."""

SLOTS = (("obj",), ("of",), ("against",), ("on",), ("to",), ("with",), ("for",))
"""Where the recipient is looked for of a word that the lexicon does not have."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a word is read as: ``row`` of the lexicon or like it; ``shadow`` says that the network takes the
    word for no event, so that it only makes more precise what it stands in (*offered to hand over*);
    ``act`` is AGREE or REJECT where the network hears a promise or a refusal of the deed."""

    row: Trigger
    shadow: bool = False
    act: EventType | None = None


def reading(doc: Doc, i: int, pos: str, row: Trigger | None, book: Codebook) -> Reading | None:
    """The reading of a word: the lexicon's row, one of another type, a new one, or None for no event."""
    if row is not None and row.firm:
        return Reading(row)
    judged = doc.judged.get(i)
    if judged is None:
        return Reading(row, shadow=True) if row is not None and row.type is not None else None
    chances = _weighed(judged, row)
    if row is not None and row.type is None:
        row = None
    best = max(chances, key=lambda t: (chances[t], t))
    if best == NONE:
        return Reading(row, shadow=True) if row is not None else None
    kind = cast(EventType, best)
    if doc.tokens[i].lemma in INFORMING and _only_informs(doc, i):
        return None
    mode = _mode(judged, kind)
    if row is not None and kind == row.type:
        return Reading(_with_mode(row, kind, mode, book))
    if row is not None and kind in ("AGREE", "REJECT") and row.type in TWINS:
        return Reading(row, act=kind)
    known = _row(book, doc.tokens[i].lemma.lower(), pos, kind, mode)
    if row is None and not _is_new(doc, i, kind, chances[kind], known):
        return None
    return Reading(known or _made(doc.tokens[i].lemma.lower(), pos, kind, mode, book))


def _with_mode(row: Trigger, kind: EventType, mode: str | None, book: Codebook) -> Trigger:
    """A row that has no mode of its own with the one that the judge is sure of, and its CAMEO code."""
    if row.modes or mode is None:
        return row
    plain = row.cameo == book.cameo_of(kind)
    return replace(row, modes=(mode,), cameo=book.cameo_of(kind, mode) if plain else row.cameo)


def _weighed(judged: Judged, row: Trigger | None) -> dict[str, float]:
    """Chances of the types and of none, the row's vote among them. Against a row that asks for certain words
    around its own only *none* can win: those words tell senses apart better than the judge."""
    chances = dict(judged.types)
    if row is None:
        return chances
    own = row.type or NONE
    asks = any(need.op == "=" or need.slots[0][0] not in STRUCTURE for need in row.needs)
    chances[own] = chances.get(own, 0.0) + (SPECIAL if asks or row.type is None else TRUST)
    return {t: p for t, p in chances.items() if t in (NONE, own)} if asks else chances


def _made(lemma: str, pos: str, kind: EventType, mode: str | None, book: Codebook) -> Trigger:
    """A row for a word that the lexicon does not have."""
    modes = (mode,) if mode else ()
    return Trigger(lemma, pos, kind, modes, book.cameo_of(kind, mode), SLOTS, (), (), (), "", 0)


def _row(book: Codebook, lemma: str, pos: str, kind: EventType, mode: str | None) -> Trigger | None:
    """The lexicon's row of a word with a type: with the mode if there is one, else one that asks for nothing
    around it, else the slots of any without its mode, which hangs on those words."""
    rows = [r for r in book.triggers.get((lemma, pos), ()) if r.type == kind and not r.only]
    found = next((r for r in rows if mode in r.modes), None) or next((r for r in rows if not r.needs), None)
    if found is not None or not rows:
        return found
    modes = (mode,) if mode else ()
    return replace(rows[-1], modes=modes, cameo=book.cameo_of(kind, mode), needs=())


def _is_new(doc: Doc, i: int, kind: str, chance: float, known: Trigger | None) -> bool:
    """Whether the network's word is enough where no row of the lexicon fits."""
    if doc.tokens[i].lemma.lower() in REPORTING:
        return kind == "REQUEST" and chance >= PARTY and _obliges(doc, i)
    if known is None:
        return chance >= NEW
    return chance >= KNOWN or (chance >= LIKELIEST and doc.judged[i].types.get(NONE, 0.0) <= HARDLY)


def _only_informs(doc: Doc, verb: int) -> bool:
    """Whether a clause says how things are, not what will or should be: "agreed that it *was* unusual"."""
    return any(
        syntax.modal(doc, c) is None and doc.tokens[c].tag in {"VBD", "VBZ", "VBP", "VBN"}
        for c in _said(doc, verb)
    )


def _obliges(doc: Doc, verb: int) -> bool:
    """Whether a verb of speech says that somebody must do something."""
    return any(
        syntax.modal(doc, c) in {"must", "should"} or doc.tokens[c].lemma in {"need", "have"}
        for c in _said(doc, verb)
    )


def _said(doc: Doc, verb: int) -> list[int]:
    """The verbs of the clauses, with subjects of their own, that a verb of speech says."""
    return [c for c in syntax.kids(doc, verb, "ccomp") if syntax.subjects(doc, c, inherit=False)]


def certainty(doc: Doc, i: int, type: str | None = None) -> float:
    """How sure the network is that a word stands for an event of a type, or of any one type."""
    judged = doc.judged.get(i)
    if judged is None:
        return 0.0
    if type is not None:
        return judged.types.get(type, 0.0)
    return max((p for t, p in judged.types.items() if t != NONE), default=0.0)


def doubt(doc: Doc, i: int) -> float:
    """How likely the network takes a word to stand for no event."""
    judged = doc.judged.get(i)
    return 1.0 if judged is None else judged.types.get(NONE, 0.0)


def _mode(judged: Judged, kind: str) -> str | None:
    """The mode of a type, where the network is sure of one."""
    chances = {m.split("/")[1]: p for m, p in judged.modes.items() if m.startswith(kind)}
    best = max(chances, key=lambda m: chances[m], default=None)
    return best if best is not None and chances[best] >= MODE else None


def vote(
    doc: Doc, i: int, actors: Sequence[int], joint: Sequence[int], recipients: Sequence[int]
) -> tuple[list[int], list[int]]:
    """Heads of the phrases of who does it and to whom, in the order of the text.

    Grammar votes with ``GRAMMAR`` for the words that stand in the slots of ``actors`` and ``recipients``,
    the network with what it thinks of any word of the sentence; a word has one role. Words in ``joint`` slots
    ("met *with her*") can only be actors.
    """
    judged = doc.judged.get(i)
    if judged is None:
        return [*actors, *joint], list(recipients)
    sentence = doc.sentence_of(i)
    heads = {
        j
        for j in (*judged.actors, *judged.recipients)
        if sentence.start <= j < sentence.end and _is_head(doc, j) and not _is_beside(doc, i, j)
    }
    grammar = {*actors, *joint, *recipients}
    does: list[int] = []
    suffers: list[int] = []
    for j in sorted(heads | grammar):
        if j not in grammar and _is_anothers(doc, i, j):
            continue
        actor = judged.actors.get(j, 0.0) + GRAMMAR * (j in actors)
        recipient = judged.recipients.get(j, 0.0) + GRAMMAR * (j in recipients)
        if j in joint:
            actor, recipient = max(actor, recipient) + GRAMMAR, 0.0
        if max(actor, recipient) >= PARTY:
            (does if actor >= recipient else suffers).append(j)
    does, suffers = (_outermost(doc, found, grammar) for found in (does, suffers))
    if not suffers and not recipients:
        least = {j: p for j, p in judged.recipients.items() if p >= FOUND and p > judged.actors.get(j, 0.0)}
        inside = [j for j in least if j in heads and j not in does]
        suffers = [max(inside, key=lambda j: (least[j], -j))] if inside else []
    return does, suffers


def _is_anothers(doc: Doc, i: int, j: int) -> bool:
    """Whether a word belongs to a verb that neither governs the trigger nor hangs on it: "the unrest began
    when *police* cleared the square"; or is the object of one beside it: "condemned it and punished *its
    owners*"."""
    verb = next((v for v in syntax.ancestors(doc, j) if doc.tokens[v].pos == "VERB"), i)
    if verb == i or i in syntax.ancestors(doc, verb):
        return False
    beside = verb < j and verb in syntax.conjuncts(doc, syntax.first_conjunct(doc, i))
    return beside or verb not in syntax.ancestors(doc, i)


BESIDE = frozenset({"despite", "notwithstanding", "amid", "amidst"})
"""Prepositions before what happens at the same time, and is another event."""


def _is_beside(doc: Doc, i: int, j: int) -> bool:
    """Whether a word stands in what goes on beside the event: "protests continued despite violence *from
    militias*"."""
    above = syntax.ancestors(doc, j)
    beside = next((p for p in above if doc.tokens[p].lower in BESIDE), None)
    return beside is not None and beside not in syntax.ancestors(doc, i)


def _is_head(doc: Doc, j: int) -> bool:
    token = doc.tokens[j]
    return token.pos in {"NOUN", "PROPN", "PRON", "NUM"} or (token.pos == "ADJ" and token.dep != "amod")


def _outermost(doc: Doc, found: Sequence[int], grammar: Collection[int]) -> list[int]:
    """Without words inside the phrase of another ("*Lebanon's* new president"), unless grammar has them."""
    inner = {"poss", "compound", "amod", "nmod", "appos", "nummod", "pobj", "prep", "flat"}
    out = []
    for j in found:
        up, dropped = j, False
        while doc.tokens[up].dep in inner and doc.tokens[up].head != up:
            up = doc.tokens[up].head
            dropped = dropped or up in found
        if not dropped or j in grammar:
            out.append(j)
    return out
