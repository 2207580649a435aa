"""The kind of each name, decided once for the whole article.

A name finder judges each occurrence alone and calls the same man a person here and a country there. We
collect what the whole article says of a name - titles before it, its longer forms elsewhere, the country
table, known bodies, the words it is made of, the finder's own votes - and let the majority decide.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from sayso.actors._lexicon import HONORIFICS, noun_at
from sayso.actors._names import (
    DEAD,
    NamedSpan,
    NameKind,
    candidates,
    names_medium,
    title_case,
    title_noun,
    title_tokens,
)
from sayso.language import Doc

_FOUND = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place",
          "NORP": "people"}  # fmt: skip
SPEECH = frozenset(
    "say tell add note report announce claim insist warn ask argue declare believe think hope accuse deny "
    "confirm write quote cite state explain stress emphasize emphasise urge call demand vow promise reply "
    "answer".split()
)
_SITES = frozenset(
    "city town village port harbour harbor province region district suburb county island state".split()
)
"""What stands before the name of a place: "the port of Durres"."""

_AT = frozenset({"in", "at", "near", "throughout", "across", "outside"})


def settle(doc: Doc) -> list[NamedSpan]:
    """All names of an article in order, none overlapping, each name of one kind throughout."""
    covered = title_tokens(doc)
    spans = candidates(doc, covered)
    votes: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for span in spans:
        _vote(doc, span, votes[span.key])
    _doubt_headlines(doc, spans, votes)
    kinds = {key: _winner(counter) for key, counter in votes.items()}
    _share_surnames(spans, votes, kinds)
    for span in spans:
        span.kind = kinds[span.key]
        if span.kind not in {"country", "people"} and not (span.hit and span.hit.relation == "organisation"):
            span.hit = None
    return spans


def _vote(doc: Doc, span: NamedSpan, votes: Counter[str]) -> None:
    """Add what one occurrence says of the kind of its name."""
    found = doc.names_by_token.get(span.start)
    if found is not None and found.kind in _FOUND:
        votes[_FOUND[found.kind]] += 2
    elif found is not None and found.kind in DEAD:
        votes["other"] += 2
    if span.end - span.start == 1 and _capital_only(doc, span.start):
        votes["organisation"] += 1
    _vote_tables(doc, span, votes)
    _vote_before(doc, span, votes)
    _vote_role(doc, span, votes)


def _capital_only(doc: Doc, i: int) -> bool:
    text = doc.tokens[i].text
    return (
        2 <= len(text) <= 6
        and text.isupper()
        and not title_case(doc, doc.sentence_of(i).start, doc.sentence_of(i).end)
    )


def _doubt_headlines(doc: Doc, spans: list[NamedSpan], votes: dict[tuple[str, ...], Counter[str]]) -> None:
    """Take back what the finder says of words that only stand capitalised in a headline."""
    titled = {s.i for s in doc.sentences if title_case(doc, s.start, s.end)}
    below = {span.key for span in spans if doc.tokens[span.start].sentence not in titled}
    for span in spans:
        if span.key not in below and span.hit is None and span.body is None:
            votes[span.key]["organisation"] -= 3


def _vote_tables(doc: Doc, span: NamedSpan, votes: Counter[str]) -> None:
    if span.body is not None:
        votes["organisation"] += 6
    elif span.hit is not None:
        relation = span.hit.relation
        kind = (
            "people"
            if relation in {"adjective", "demonym"}
            else "organisation"
            if relation == "organisation"
            else "country"
        )
        votes[kind] += 5
    else:
        entry = noun_at(span.key, len(span.key) - 1)
        if entry and "faith" in entry[1].marks:
            votes["people"] += 6
            return
        if _says_body(span.key):
            votes["organisation"] += 5


def _says_body(key: tuple[str, ...]) -> bool:
    """Whether the words of a name say that it is a body: "... Council", "Ministry of ...", "Radio ..."."""
    last, first = noun_at(key, len(key) - 1), noun_at(key[:1], 0)
    if len(key) > 1 and last and last[1].kind in {"organisation", "group"}:
        return "nocountry" not in last[1].marks
    if len(key) > 2 and first and first[1].kind == "organisation" and not {"of", "for"}.isdisjoint(key):
        return True
    return names_medium(key)


def _vote_before(doc: Doc, span: NamedSpan, votes: Counter[str]) -> None:
    if span.start == doc.sentence_of(span.start).start:
        return
    before = doc.tokens[span.start - 1]
    if before.text in {"“", "„", "«", '"'} and before.i:
        before = doc.tokens[before.i - 1]
    if before.lower in HONORIFICS:
        votes["person"] += 8
    elif before.lower == "the":
        votes["organisation"] += 1
        votes["person"] -= 2
    elif before.lower in _AT and before.pos == "ADP":
        votes["place"] += 2
    elif before.lower == "of" and doc.tokens[before.head].lemma in _SITES:
        votes["place"] += 4
    elif before.pos in {"NOUN", "PROPN"}:
        found = title_noun(doc, before.i)
        if found is not None and found[1].kind == "person" and "title" in found[1].marks:
            votes["person"] += 6
        elif found is not None and found[1].kind == "organisation" and "nocountry" not in found[1].marks:
            votes["organisation"] += 5  # "the firm Nordmill"


_OF_FIRMS = frozenset(
    """truck lorry plant factory store refinery mill warehouse employee worker shares executive mine jet
    flight smelter shipyard brewery pipeline""".split()
)
"""What firms have and people have not."""


def _vote_role(doc: Doc, span: NamedSpan, votes: Counter[str]) -> None:
    token = doc.tokens[span.head]
    head = doc.tokens[token.head]
    if token.dep == "nsubj" and head.lemma in SPEECH:
        votes["person"] += 1
        votes["organisation"] += 1
    if token.dep in {"compound", "nmod"} and head.lemma in _OF_FIRMS:
        votes["organisation"] += 3  # "a Nordmill truck"
    for c in doc.children[span.head]:
        child = doc.tokens[c]
        if child.dep == "relcl" and any(
            doc.tokens[w].lower in {"who", "whom", "whose"} for w in doc.children[c]
        ):
            votes["person"] += 2
        if child.dep == "appos" and (found := title_noun(doc, c)) is not None:
            votes["person" if found[1].kind == "person" else "organisation"] += 4
    if token.dep == "appos" and (found := title_noun(doc, head.i)) is not None and found[1].kind == "person":
        votes["person"] += 4


def _winner(votes: Counter[str]) -> NameKind:
    order: tuple[NameKind, ...] = ("person", "organisation", "country", "people", "place", "other")
    best = max(order, key=lambda kind: votes[kind])
    return best if votes[best] > 0 else "unknown"


def _share_surnames(
    spans: list[NamedSpan], votes: dict[tuple[str, ...], Counter[str]], kinds: dict[tuple[str, ...], NameKind]
) -> None:
    """Let a full name of a person speak for its surname, and a titled surname for the full name."""
    parts: dict[str, int] = defaultdict(int)
    for key, kind in kinds.items():
        if kind == "person" and len(key) > 1:
            parts[key[-1]] += 4
    for key in list(kinds):
        if len(key) == 1 and parts[key[0]]:
            votes[key]["person"] += parts[key[0]]
            kinds[key] = _winner(votes[key])
    sure = {key[0] for key in kinds if len(key) == 1 and kinds[key] == "person" and votes[key]["person"] >= 4}
    tables = {span.key for span in spans if span.hit is not None or span.body is not None}
    for key, kind in list(kinds.items()):
        if (
            kind in {"organisation", "place", "unknown", "other"}
            and 1 < len(key) < 4
            and key[-1] in sure
            and key not in tables
        ):
            kinds[key] = "person"
