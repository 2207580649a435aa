"""What the rules find: an attribution as token indices, and the words of a source and a cue."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.language import Doc, syntax
from sayso.records import Stance


@dataclass(slots=True)
class Found:
    """One attribution as token indices.

    ``heads`` are the heads of the source's members, empty where it is left out; ``anchor`` is the cue's main
    word; ``rule`` names the rule that found it; ``inside`` is set where the text gives the chain by its
    words ("X quoted on television").
    """

    cue: list[int]
    source: list[int]
    content: set[int]
    heads: list[int]
    stance: Stance
    rule: str
    kind: str = "speech"
    addressee: int | None = None
    anchor: int = -1
    inside: Found | None = None


def source_words(doc: Doc, heads: list[int], cue: int) -> list[int]:
    """Token indices of a source: its whole noun phrase with appositions, without the cue's own words."""
    if not heads:
        return []
    out: set[int] = set()
    cue_side = set(syntax.subtree(doc, cue)) if cue not in syntax.ancestors(doc, heads[0]) else set()
    for h in heads:
        leave = [
            c
            for c in doc.children[h]
            if doc.tokens[c].dep in {"relcl", "advcl", "parataxis", "conj", "cc", "ccomp", "acl"}
            or c == cue
            or doc.tokens[c].dep == "case"
        ]
        out.update(t for t in syntax.subtree(doc, h, leave))
    if len(heads) > 1:
        out.update(range(min(heads), max(heads) + 1))
    out -= {cue} | cue_side
    ordered = sorted(out)
    while ordered and doc.tokens[ordered[0]].pos in {"PUNCT", "SPACE"}:
        ordered.pop(0)
    while ordered and doc.tokens[ordered[-1]].pos in {"PUNCT", "SPACE"}:
        ordered.pop()
    return ordered


def cue_words(doc: Doc, i: int, extra: list[int], content: set[int]) -> list[int]:
    """The verb group: auxiliaries, negations and adverbs next to the verb, its particle, its preposition."""
    group = {i, *extra}
    lo = i
    while (
        lo > 0
        and doc.tokens[lo - 1].head in {i, lo}
        and doc.tokens[lo - 1].dep in {"aux", "auxpass", "neg", "advmod"}
        and lo - 1 not in content
    ):
        lo -= 1
        group.add(lo)
    group.update(c for c in syntax.kids(doc, i, "prt"))
    agent = [c for c in syntax.kids(doc, i, "agent") if c == i + 1]
    return sorted(group | set(agent))
