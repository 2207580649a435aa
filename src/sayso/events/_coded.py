"""An event under construction, and what decides about its type beside the trigger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sayso.attribution import Found
from sayso.events._arguments import Frame
from sayso.events.codebook import Trigger
from sayso.records import Attribution, EventType, Status


@dataclass(slots=True)
class Coded:
    """An event under construction, with token indices.

    A ``shadow`` is no event by itself: it only makes the act in whose content it stands more precise.
    ``told`` are the frames of the other words that tell of it; ``chain`` the attributions it stands in.
    """

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
    told: list[Frame] = field(default_factory=list)
    shadow: bool = False

    @property
    def frames(self) -> list[Frame]:
        """The frames of all words that tell of the event, the first one first."""
        return [self.frame, *self.told]

    @property
    def words(self) -> list[int]:
        """Tokens of its evidence, in order."""
        return sorted({*self.clause, *self.also})

    def take_in(self, other: Coded) -> None:
        """Make another telling of the same event part of this one; whom a strike was on and whom it killed
        are both its recipients."""
        self.triggers = sorted({*self.triggers, *other.triggers})
        self.clause = sorted({*self.clause, *other.clause})
        self.also = sorted({*self.also, *other.also})
        self.told += other.frames
        self.actors = self.actors or other.actors
        self.recipients = list(dict.fromkeys([*self.recipients, *other.recipients]))
        if not self.modes and other.modes:
            self.modes, self.cameo = other.modes, other.cameo


class Chains:
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

    def said_by(self, chain: Sequence[Found]) -> tuple[str, ...]:
        """Ids of the attributions of a chain."""
        return tuple(self.ids[id(f)] for f in chain)

    def speaker(self, chain: Sequence[Found]) -> str | None:
        """Actor id of the speaker of the innermost attribution of a chain."""
        return self.speakers[id(chain[-1])] if chain else None


def by_status(
    trigger: Trigger, status: Status | None
) -> tuple[EventType, tuple[str, ...], str | None, Status | None]:
    """PLOVER's own future and refusal types: a planned meeting is an agreement to meet, a cancelled one a
    refusal; promised aid or support is AGREE. Those acts happened (docs/codebook.md, Status)."""
    assert trigger.type is not None
    kind, modes, cameo = trigger.type, trigger.modes, trigger.cameo
    if kind == "CONSULT":
        if status == "planned":
            return "AGREE", (), "036", "happened"
        if status == "cancelled":
            return "REJECT", ("meet",), "125", "happened"
    if status == "planned" and kind in {"AID", "COOPERATE", "SUPPORT"}:
        return "AGREE", (), {"AID": "033", "COOPERATE": "031", "SUPPORT": "032"}[kind], "happened"
    return kind, modes, cameo, status
