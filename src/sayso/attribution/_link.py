"""From what the rules found to records: kinds, chains, speakers, confidence."""

from __future__ import annotations

from collections.abc import Callable

from sayso.attribution._beside import TELLING
from sayso.attribution._found import NETWORK, Found
from sayso.attribution._quotes import quotations
from sayso.attribution._sources import source_type
from sayso.language import Doc, syntax
from sayso.records import Attribution, AttributionKind, Polarity

SPEECH_ROLES = frozenset({"i", "we", "you", "me", "us", "my", "our", "your"})
"""Words that name speaker and hearer, whoever they are."""

CONFIDENCE = {
    "c": 0.82,
    "quote-beside": 0.82,
    "according": 0.95,
    "parataxis": 0.85,
    "quoted": 0.8,
    "quoting": 0.75,
    "label": 0.62,
    "view": 0.7,
    "count": 0.9,
    "rest": 0.65,
    "oof": 0.92,
    "ox": 0.85,
    "oa": 0.82,
    "x": 0.82,
    "noun-clause": 0.87,
    "noun-prep": 0.58,
    "noun-bare": 0.57,
    "prep": 0.7,
    "o": 0.68,
    "held": 0.81,
    "adjective": 0.65,
    "block": 0.8,
}
"""Share of each rule's finds that annotated news (330 training articles of PolNeAR) confirms, rounded; a
passive takes a tenth off."""

BY_TELLING = {"c": 0.96, "quote-beside": 0.94, "parataxis": 0.93}
"""The same where the cue is a verb of telling ("said", "added")."""

OF_THOUGHT = {"c": 0.78, "x": 0.68}
"""The same where the cue is a verb of thought."""


HEARD = {
    (True, "quoted"): (0.98, 0.78),
    (True, "told"): (0.96, 0.82),
    (True, "held"): (0.83, 0.7),
    (False, "quoted"): (0.92, 0.64),
    (False, "told"): (0.75, 0.63),
    (False, "held"): (0.71, 0.64),
}
"""Share of what the network heard that annotated news confirms (every second article of PolNeAR dev), by
whether a rule found it too and what kind it is: where the network is as good as sure, and where less so."""

SURE = 0.975
"""The network's own probability from which on it is as good as sure; it thinks too well of itself below 1."""


def link(doc: Doc, found: list[Found], actor_at: Callable[[int], str | None]) -> tuple[Attribution, ...]:
    """Make records: ids s1, s2 ... in order of the cue (an outer one before the inner of the same cue),
    ``within`` the smallest content that holds the cue, ``speaker`` by ``actor_at`` of the source's head."""
    quoted = {i for q in quotations(doc) for i in range(q.start, q.end)}
    ids = {id(f): f"s{n}" for n, f in enumerate(found, 1)}
    parents = _parents(found)
    kinds = [_kind(doc, f, quoted) for f in found]
    speakers = _speakers(doc, found, parents, actor_at)
    return tuple(
        Attribution(
            id=ids[id(f)],
            kind=kinds[n],
            stance=f.stance,
            polarity=_polarity(doc, f),
            source=doc.spans(f.source),
            source_type=source_type(doc, f),
            cue=doc.spans(f.cue),
            content=doc.spans(f.content),
            speaker=next(iter(speakers[n]), None),
            co_speakers=speakers[n][1:],
            addressee=actor_at(f.addressee) if f.addressee is not None else None,
            within=ids[id(parent)] if (parent := parents[n]) is not None else None,
            confidence=_confidence(doc, f, kinds[n]),
        )
        for n, f in enumerate(found)
    )


def _confidence(doc: Doc, f: Found, kind: AttributionKind) -> float:
    if f.heard is not None:
        group = {"direct": "quoted", "mixed": "quoted", "indirect": "told"}.get(kind, "held")
        return HEARD[f.rule != NETWORK, group][f.heard < SURE]
    rule = f.rule.removesuffix("-passive")
    share = CONFIDENCE[rule]
    if f.kind == "thought":
        share = OF_THOUGHT.get(rule, share)
    elif doc.tokens[f.anchor].lemma in TELLING:
        share = BY_TELLING.get(rule, share)
    return round(share - 0.1 * (rule != f.rule), 2)


def _speakers(
    doc: Doc, found: list[Found], parents: list[Found | None], actor_at: Callable[[int], str | None]
) -> list[tuple[str, ...]]:
    """Who speaks: the actors of the source; the "I" or "we" of a statement is whoever makes the statement
    around it."""
    index = {id(f): n for n, f in enumerate(found)}

    def speaker(n: int) -> tuple[str, ...]:
        while (parent := parents[n]) is not None:
            heads = found[n].heads
            if not heads or doc.tokens[heads[0]].lower not in {"i", "we"}:
                break
            n = index[id(parent)]
        return tuple(dict.fromkeys(a for a in map(actor_at, found[n].heads) if a))

    return [speaker(n) for n in range(len(found))]


def _parents(found: list[Found]) -> list[Found | None]:
    """For each attribution the innermost other one whose content holds its cue. Always a tree: a parent's
    content is larger, or equal and named as the outer one by the text."""
    around: dict[int, list[Found]] = {f.anchor: [] for f in found}
    for outer in sorted(found, key=lambda f: len(f.content)):
        for i in outer.content & around.keys():
            around[i].append(outer)
    out: list[Found | None] = []
    present = {id(f) for f in found}
    for f in found:
        smallest = (outer for outer in around[f.anchor] if _holds(outer, f))
        named = f.inside if id(f.inside) in present else None
        out.append(named or next(smallest, None))
    return _without_cycles(found, out)


def _holds(outer: Found, inner: Found) -> bool:
    if outer is inner or outer.anchor == inner.anchor or inner.anchor not in outer.content:
        return False
    if len(outer.content) == len(inner.content):
        return outer.anchor not in inner.content
    return len(outer.content) > len(inner.content)


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


NOT = frozenset({"not", "n't", "never", "nor", "neither", "without"})
DOUBTING = frozenset({"doubt", "doubtful", "skeptical", "sceptical", "disbelieve", "unaware"})


def _polarity(doc: Doc, f: Found) -> Polarity:
    """Negative for a denial, a doubt and a negated cue ("has never said that"), but not for both at once
    ("does not deny that")."""
    words = {doc.tokens[i].lower for i in f.cue} | {doc.tokens[i].lemma for i in f.cue}
    negated = bool(words & NOT) or (f.anchor >= 0 and syntax.negated(doc, f.anchor))
    against = f.stance == "denies" or bool(words & DOUBTING)
    return "negative" if against != negated else "positive"


def _kind(doc: Doc, f: Found, quoted: set[int]) -> AttributionKind:
    if f.kind == "thought":
        return "thought"
    words = [i for i in f.content if doc.tokens[i].pos != "PUNCT"]
    # A cue that is itself quoted reports within somebody's quotation: the marks are not its own.
    inside = sum(1 for i in words if i in quoted) if f.anchor not in quoted else 0
    if inside >= 0.9 * len(words):
        return "direct"
    if inside > 1 or (inside and inside >= 0.3 * len(words)):
        return "mixed"
    return "stance" if f.kind == "stance" else "indirect"
