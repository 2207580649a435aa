"""Attributions of numbers: "Police put the crowd at 3,500", "20,000 people by the count of the
organisers"."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.attribution._found import Found, source_words
from sayso.language import Doc, syntax

PUT = frozenset({"number", "figure", "count", "toll", "total", "crowd", "turnout", "attendance", "damage"})
"""What somebody puts at a number."""

_BESIDE = 4
"""Words of a number with what it counts, at most, before "by"."""

COUNTS = frozenset({"count", "estimate", "tally", "reckoning", "calculation", "figure"})
"""Nouns of "by X's count", "by the estimate of X"."""


def put_at(doc: Doc, i: int) -> Iterator[Found]:
    """ "X put the toll at N": what follows "at" is the content."""
    if not any(doc.tokens[o].lemma in PUT for o in syntax.kids(doc, i, "dobj")):
        return
    at = next((t for t in _below(doc, i) if doc.tokens[t].lower == "at"), None)
    heads = [h for s in syntax.kids(doc, i, "nsubj") for h in syntax.conjuncts(doc, s)]
    if at is None or not heads:
        return
    content = set(syntax.subtree(doc, at)) - {at}
    if any(doc.tokens[t].pos == "NUM" for t in content):
        yield Found([i, at], source_words(doc, heads, i), content, heads, "says", "count", anchor=i)


def by_count(doc: Doc, i: int) -> Iterator[Found]:
    """ "N people by the count of X", "N by that of Y": the number before "by" is the content."""
    by = doc.tokens[i].head
    if doc.tokens[by].lower != "by" or doc.tokens[i].dep != "pobj":
        return
    heads = syntax.kids(doc, i, "poss") or syntax.prep_objects(doc, i, "of")
    counted = doc.tokens[by].head
    below = set(syntax.subtree(doc, by))
    if not heads or doc.tokens[heads[0]].lower in {"its", "their", "his", "her"}:
        heads = _owner(doc, counted) if heads else []
    numbers = [t for t in syntax.subtree(doc, counted) if doc.tokens[t].pos == "NUM" and t < by]
    content = set(range(numbers[-1], by)) if numbers else set()
    source = source_words(doc, heads, i)
    if source and 0 < len(content) <= _BESIDE:
        cue = sorted(below - set(source))
        yield Found(cue[:4], source, content - set(source), heads, "reports", "count", anchor=i)


def _owner(doc: Doc, counted: int) -> list[int]:
    """Who counts by "its own count": the subject of the clause."""
    verb = counted
    while doc.tokens[verb].pos not in {"VERB", "AUX"} and doc.tokens[verb].head != verb:
        verb = doc.tokens[verb].head
    return list(syntax.kids(doc, verb, "nsubj"))


def _below(doc: Doc, i: int) -> list[int]:
    return [t for t in syntax.subtree(doc, i) if t > i]
