"""The records of the codebook, all frozen; see the heads of the data files for what their fields mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sayso.records import EventType, Status

Key = tuple[str, str]
"""A word of the trigger lexicon: lower-case lemma and ``verb``, ``noun`` or ``adj``."""

DEEDS = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "SANCTION", "RETREAT", "AID"})
"""Types of what is done at a place on a day, and not said or stood for."""


@dataclass(frozen=True, slots=True)
class Mode:
    """A mode of an event type; ``score`` (conflict to co-operation) is None where the manual has none."""

    name: str
    score: float | None
    means: str


@dataclass(frozen=True, slots=True)
class EventTypeEntry:
    """A PLOVER event type: quad class 1-4, whether a recipient is needed, score (-10 to +10), modes."""

    name: EventType
    quad: int
    recipient: Literal["required", "optional", "one-sided"]
    score: float
    definition: str
    modes: Mapping[str, Mode]


@dataclass(frozen=True, slots=True)
class Context:
    """A PLOVER context: cue lemmas (one word) and cue phrases (tuples of lower-case lemmas).

    ``unless`` names contexts beside which this one is left out.
    """

    name: str
    definition: str
    words: frozenset[str]
    phrases: tuple[tuple[str, ...], ...]
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CameoCode:
    """A CAMEO code; ``type`` is None where PLOVER has no event for it. ``marks`` name decisions.

    ``default_of`` are the (type, mode) that have this code when nothing more is known.
    """

    code: str
    type: EventType | None
    mode: str | None
    default_of: tuple[tuple[str, str | None], ...]
    means: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Composition:
    """What a verbal act about a deed becomes: ``act`` about (``type``, ``mode``) has result mode and CAMEO.

    ``type`` is ``any`` in the row that holds where no other does; ``mode`` and ``cameo_prefix`` narrow it.
    """

    act: EventType
    type: str
    mode: str | None
    cameo_prefix: str
    result_mode: str | None
    result_cameo: str


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a trigger row: ``slots`` (any of them will do), ``op`` ``=`` or ``:``, ``values``.

    With ``=`` the values are lemmas (of ``comp``: that, to, ing; of ``prep`` and ``prt``: the words), with
    ``:`` they are kinds: actor, person, official, group, place, any. ``negated`` turns it round.
    A slot is a path such as ``("obj", "of")``.
    """

    slots: tuple[tuple[str, ...], ...]
    op: Literal["=", ":"]
    values: frozenset[str]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Trigger:
    """One reading of a trigger word. ``type`` is None where the reading is no event.

    ``recipient`` are slot paths in order of preference; ``joint`` those whose party is a further actor.
    ``actor`` is empty where the actor stands in the usual place, ``(("none",),)`` where it has none.
    ``firm`` says that the words which the row asks for leave no doubt, so that the judge is not asked;
    ``only`` that without them the word stands for the type no more than one that the lexicon does not have.
    """

    lemma: str
    pos: str
    type: EventType | None
    modes: tuple[str, ...]
    cameo: str | None
    recipient: tuple[tuple[str, ...], ...]
    joint: tuple[tuple[str, ...], ...]
    actor: tuple[tuple[str, ...], ...]
    needs: tuple[Condition, ...]
    note: str
    line: int
    firm: bool = False
    only: bool = False


@dataclass(frozen=True, slots=True)
class LightVerb:
    """A verb that carries an event noun, and what its subject is to the noun's event."""

    lemma: str
    subject: Literal["actor", "recipient", "none"]
    subject_is_event: bool
    status: Status | None


@dataclass(frozen=True, slots=True)
class ModalAct:
    """What a modal makes of a deed; ``negated`` None means either, an empty ``deeds`` means any type.

    ``whose`` is ``other`` (only inside an attribution, the speaker is not the deed's actor) or ``self``.
    """

    modals: frozenset[str]
    negated: bool | None
    deeds: frozenset[str]
    whose: Literal["self", "other"]
    act: EventType


@dataclass(frozen=True, slots=True)
class StatusCue:
    """Words that set the status of the event they govern; see ``status_cues.toml`` for the lists."""

    name: str
    status: Status
    verbs: frozenset[str]
    subject_of: frozenset[str]
    nouns: frozenset[str]
    adjectives: frozenset[str]
    modifiers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Decision:
    """A contradiction or gap of the public material, decided once."""

    id: str
    question: str
    choice: str
    why: str


@dataclass(frozen=True)
class Codebook:
    """The whole codebook. Mappings are not to be changed."""

    version: str
    types: Mapping[str, EventTypeEntry]
    contexts: Mapping[str, Context]
    cameo: Mapping[str, CameoCode]
    defaults: Mapping[tuple[str, str | None], str]
    compositions: tuple[Composition, ...]
    modal_acts: tuple[ModalAct, ...]
    triggers: Mapping[Key, tuple[Trigger, ...]]
    light_verbs: Mapping[str, tuple[LightVerb, ...]]
    status_cues: tuple[StatusCue, ...]

    @property
    def modes(self) -> Mapping[tuple[str, str], Mode]:
        """(type, mode) -> Mode, over all types."""
        return {(t.name, m.name): m for t in self.types.values() for m in t.modes.values()}

    def quad(self, type: str) -> int:
        """Quad class 1-4 of a type. Raises KeyError for a name that is no type."""
        return self.types[type].quad

    def score(self, type: str, modes: tuple[str, ...] = ()) -> float:
        """Conflict-cooperation score: that of the most extreme mode that has one, else that of the type."""
        entry = self.types[type]
        scores = [s for m in modes if (s := entry.modes[m].score) is not None]
        return max(scores, key=abs) if scores else entry.score

    def cameo_of(self, type: str, mode: str | None = None) -> str:
        """The CAMEO code of a bare (type, mode); that of the type where the mode has none."""
        return self.defaults.get((type, mode)) or self.defaults[type, None]

    def plover_of(self, cameo: str) -> tuple[EventType, str | None] | None:
        """PLOVER type and mode of a CAMEO code; None where PLOVER has no event for it.

        A code that is not listed falls to its longest listed prefix, at last to its root (``20`` -> ``200``).
        """
        for code in (cameo, *(cameo[:n] for n in range(len(cameo) - 1, 2, -1)), cameo[:2] + "0"):
            found = self.cameo.get(code)
            if found is not None:
                return (found.type, found.mode) if found.type else None
        return None

    def compose(
        self, act: str, type: str, modes: tuple[str, ...] = (), cameo: str | None = None
    ) -> Composition | None:
        """Mode and CAMEO code of an act (AGREE, REQUEST, REJECT, THREATEN) about a deed; None: no row.

        "promised to release" is AGREE about RETREAT/release: ``result_cameo`` 0353.
        """
        for row in self.compositions:
            if row.act != act or row.type not in (type, "any"):
                continue
            if row.mode is not None and row.mode not in modes:
                continue
            if row.cameo_prefix and not (cameo or "").startswith(row.cameo_prefix):
                continue
            return row
        return None
