"""From what the rules found to records: kinds, chains, speakers, confidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sayso.attribution._find import Found
from sayso.attribution._quotes import quotations
from sayso.language import Doc
from sayso.records import Attribution, AttributionKind, Spans

CONFIDENCE = {
    "c": 0.9, "quote-beside": 0.9, "according": 0.9, "parataxis": 0.85, "quoted": 0.8, "quoting": 0.8, "label": 0.8,
    "view": 0.8, "rest": 0.7, "oof": 0.75, "oi": 0.75, "ox": 0.7, "oa": 0.65, "x": 0.6, "noun-clause": 0.6, "prep": 0.55,
    "o": 0.55, "noun-prep": 0.5,
}  # fmt: skip
"""Share of each rule's finds that annotated news confirms, rounded; a passive takes a tenth off."""


def link(doc: Doc, found: list[Found], actor_at: Callable[[int], str | None]) -> tuple[Attribution, ...]:
    """Make records: ids s1, s2 ... in order of the cue (an outer one before the inner of the same cue),
    ``within`` the smallest content that holds the cue, ``speaker`` by ``actor_at`` of the source's head."""
    quoted = {i for q in quotations(doc) for i in range(q.start, q.end)}
    ids = {id(f): f"s{n}" for n, f in enumerate(found, 1)}
    parents = _parents(found)
    return tuple(
        Attribution(
            id=ids[id(f)],
            kind=_kind(doc, f, quoted),
            stance=f.stance,
            source=_spans(doc, f.source),
            cue=_spans(doc, f.cue),
            content=_spans(doc, f.content),
            speaker=next((a for a in map(actor_at, f.heads) if a), None),
            addressee=actor_at(f.addressee) if f.addressee is not None else None,
            within=ids[id(parent)] if (parent := parents[n]) is not None else None,
            confidence=round(
                CONFIDENCE[f.rule.removesuffix("-passive")] - 0.1 * f.rule.endswith("-passive"), 2
            ),
        )
        for n, f in enumerate(found)
    )


def _parents(found: list[Found]) -> list[Found | None]:
    """For each attribution the innermost other one whose content holds its cue. Always a tree: a parent's
    content is larger, or equal and named as the outer one by the text."""
    by_size = sorted(range(len(found)), key=lambda n: (len(found[n].content), n))
    out: list[Found | None] = []
    for n, f in enumerate(found):
        if f.inside is not None:
            out.append(f.inside)
            continue
        out.append(next((found[m] for m in by_size if m != n and f.anchor in found[m].content
                         and f.anchor != found[m].anchor
                         and (len(found[m].content) > len(f.content)
                              or not found[m].anchor in f.content and len(found[m].content) == len(f.content))), None))  # fmt: skip
    return _without_cycles(found, out)


def _without_cycles(found: list[Found], parents: list[Found | None]) -> list[Found | None]:
    index = {id(f): n for n, f in enumerate(found)}
    for n in range(len(found)):
        seen = {n}
        here = parents[n]
        while here is not None:
            m = index[id(here)]
            if m in seen:
                parents[n] = None
                break
            seen.add(m)
            here = parents[m]
    return parents


def _kind(doc: Doc, f: Found, quoted: set[int]) -> AttributionKind:
    if f.kind == "thought":
        return "thought"
    words = [i for i in f.content if doc.tokens[i].pos != "PUNCT"]
    inside = sum(1 for i in words if i in quoted)
    if inside >= 0.9 * len(words):
        return "direct"
    if inside > 1 or (inside and inside >= 0.3 * len(words)):
        return "mixed"
    return "stance" if f.kind == "stance" else "indirect"


def _spans(doc: Doc, indices: Iterable[int]) -> Spans:
    """Spans of tokens, joined over marks of punctuation that stand between two of them."""
    wanted = set(indices)
    if not wanted:
        return ()
    for i in range(min(wanted), max(wanted)):
        if i not in wanted and doc.tokens[i].pos == "PUNCT" and i - 1 in wanted and i + 1 in wanted:
            wanted.add(i)
    return doc.spans(wanted)
