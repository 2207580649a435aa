"""What the rules find: an attribution as token indices, and the words of a source and a cue."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.attribution._quotes import MARKS
from sayso.language import Doc, syntax
from sayso.records import Stance

NETWORK = "network"
"""The rule of what no rule but the network found."""


@dataclass(slots=True)
class Found:
    """One attribution as token indices.

    ``heads`` are the heads of the source's members, empty where it is left out; ``anchor`` is the cue's main
    word; ``rule`` names the rule that found it; ``inside`` is set where the text gives the chain by its
    words ("X quoted on television"); ``heard`` is the network's probability, None where only a rule found it.
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
    heard: float | None = None


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
            if doc.tokens[c].dep in {"advcl", "parataxis", "conj", "cc", "ccomp"}
            or (doc.tokens[c].dep in {"relcl", "acl"} and not _restricts(doc, c, h, cue))
            or c == cue
            or doc.tokens[c].dep == "case"
        ]
        out.update(t for t in syntax.subtree(doc, h, leave))
    if len(heads) > 1:
        out.update(range(min(heads), max(heads) + 1))
    out -= {cue} | cue_side
    ordered = _after_quotation(doc, sorted(out), heads[0])
    while ordered and doc.tokens[ordered[0]].pos in {"PUNCT", "SPACE"}:
        ordered.pop(0)
    while ordered and doc.tokens[ordered[-1]].pos in {"PUNCT", "SPACE"}:
        ordered.pop()
    return ordered


def _restricts(doc: Doc, clause: int, head: int, cue: int) -> bool:
    """Whether a clause says which one is meant ("an official who asked not to be named"): it follows the
    noun without a comma and does not hold the cue."""
    under = syntax.subtree(doc, clause)
    return (
        under[0] > head
        and cue not in under
        and all(doc.tokens[t].pos != "PUNCT" for t in range(head + 1, under[0]))
    )


def _after_quotation(doc: Doc, ordered: list[int], head: int) -> list[int]:
    """A source without the end of a quotation that the parser hung on it ("Every one," said X)."""
    for i in range(head, ordered[0], -1):
        if doc.tokens[i].text in MARKS and doc.tokens[i - 1].text in {",", ".", "!", "?"}:
            return [t for t in ordered if t > i]
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
