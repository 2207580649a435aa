"""The trigger lexicon and the network put together: which event a word stands for, and who takes part.

The lexicon is precise where the words around a trigger fit one of its rows, and says how modes, codes and
slots go with it. The network (``Doc.judged``) has learned from sentences: it knows senses (*fired* a rocket, a
minister, a goal), words that the lexicon does not have, and parties that grammar alone does not show. Each
can overrule the other where it is sure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sayso.events.codebook import Codebook, Trigger
from sayso.language import Doc, Judged
from sayso.records import EventType

NONE = "-"

NEW = 0.7
"""How likely a type must be for a word that no row of the lexicon fits."""

TRUST = 0.75
"""What a fitting row of the lexicon adds to the chance of its type."""

SURE = 0.8
"""From this chance on the network is believed against signs that a word is a name, or no politics."""

MODE = 0.5
"""A mode of this chance is taken."""

PARTY = 0.5
"""A word of this chance heads a party."""

FOUND = 0.2
"""A word by grammar in the place of a party is one from this chance on."""

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
    judged = doc.judged.get(i)
    own = row.type if row is not None else None
    if judged is None:
        return Reading(row, shadow=True) if row is not None and own is not None else None
    chances = dict(judged.types)
    if own is not None:
        chances[own] = chances.get(own, 0.0) + TRUST
    best = max(chances, key=lambda t: (chances[t], t))
    if row is not None and own is not None:
        if best == NONE:
            return Reading(row, shadow=True)
        if best in ("AGREE", "REJECT") and own in TWINS:
            return Reading(row, act=best)  # type: ignore[arg-type]
        if best == own:
            return Reading(row)
    if best == NONE or (own is None and chances[best] < NEW):
        return None
    lemma = doc.tokens[i].lemma.lower()
    known = next((r for r in book.triggers.get((lemma, pos), ()) if r.type == best), None)
    mode = _mode(judged, best)
    return Reading(
        known
        or Trigger(
            lemma, pos, best, (mode,) if mode else (), book.cameo_of(best, mode), SLOTS, (), (), (), "", 0  # type: ignore[arg-type]
        )
    )


def certainty(doc: Doc, i: int, type: str | None = None) -> float:
    """How sure the network is that a word stands for an event of a type, or of any one type."""
    judged = doc.judged.get(i)
    if judged is None:
        return 0.0
    if type is not None:
        return judged.types.get(type, 0.0)
    return max((p for t, p in judged.types.items() if t != NONE), default=0.0)


def _mode(judged: Judged, kind: str) -> str | None:
    """The mode of a type, where the network is sure of one."""
    chances = {m.split("/")[1]: p for m, p in judged.modes.items() if m.startswith(kind)}
    best = max(chances, key=lambda m: chances[m], default=None)
    return best if best is not None and chances[best] >= MODE else None


def _kind(judged: Judged | None, row: Trigger | None) -> EventType | None:
    own = row.type if row is not None else None
    if judged is None:
        return None
    best = max((t for t in judged.types if t != NONE), key=lambda t: judged.types[t], default=None)
    if own is None:
        return best if best is not None and judged.types[best] >= NEW else None  # type: ignore[return-value]
    if judged.types.get(NONE, 0.0) >= DOUBTED:
        return None
    if best is not None and judged.types[best] >= OTHER and judged.types.get(own, 0.0) < LESS:
        return best  # type: ignore[return-value]
    return own


def heads(doc: Doc, i: int, role: str, by_grammar: Sequence[int]) -> list[int]:
    """Heads of the phrases of those who play a role (``actors``, ``recipients``) in an event, in their order
    in the text: those of whom the network is sure, and those of grammar that it finds possible."""
    judged = doc.judged.get(i)
    if judged is None:
        return list(by_grammar)
    chances: dict[int, float] = getattr(judged, role)
    other: dict[int, float] = judged.recipients if role == "actors" else judged.actors
    sentence = doc.sentence_of(i)
    sure = [
        j
        for j, p in chances.items()
        if p >= PARTY and p >= other.get(j, 0.0) and sentence.start <= j < sentence.end and _is_head(doc, j)
    ]
    if role == "recipients" and not sure and not by_grammar:
        least = [j for j, p in chances.items() if p >= FOUND and _is_head(doc, j) and other.get(j, 0.0) < p]
        least = [j for j in least if sentence.start <= j < sentence.end]
        sure = [max(least, key=lambda j: (chances[j], -j))] if least else []
    found = [j for j in by_grammar if chances.get(j, 0.0) >= FOUND and chances.get(j, 0) >= other.get(j, 0.0)]
    return sorted({*_outermost(doc, sure), *found})


def _is_head(doc: Doc, j: int) -> bool:
    token = doc.tokens[j]
    return token.pos in {"NOUN", "PROPN", "PRON", "NUM"} or (token.pos == "ADJ" and token.dep != "amod")


def _outermost(doc: Doc, found: Iterable[int]) -> list[int]:
    """Without words inside the phrase of another ("*Lebanon's* new president")."""
    found = list(found)
    inner = {"poss", "compound", "amod", "nmod", "appos", "nummod", "pobj", "prep", "flat"}
    out = []
    for j in found:
        up, dropped = j, False
        while doc.tokens[up].dep in inner and doc.tokens[up].head != up:
            up = doc.tokens[up].head
            dropped = dropped or up in found
        if not dropped:
            out.append(j)
    return out
