"""Names and their kinds, settled over the whole article.

A name finder judges each occurrence alone and calls the same man a person here and a country there. We
collect what the whole article says of a name - titles before it, its longer forms elsewhere, the country
table, known bodies, the words it is made of, the finder's own votes - and decide once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Literal

from sayso.actors._lexicon import (
    HONORIFICS,
    LONGEST_BODY,
    LONGEST_NOUN,
    Body,
    Noun,
    body,
    body_words,
    folded,
    noun_at,
)
from sayso.countries import LONGEST, Hit, lookup
from sayso.language import Doc

NameKind = Literal["person", "organisation", "country", "place", "people", "other", "unknown"]

_FOUND = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place",
          "NORP": "people"}  # fmt: skip
_NOT_NAMES = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY", "LANGUAGE"})
_DEAD = frozenset({"EVENT", "WORK_OF_ART", "LAW"})
_PARTICLES = frozenset({"de", "da", "di", "du", "van", "von", "der", "den", "bin", "ibn", "al", "el", "ben", "abu",
                        "la", "le", "dos", "del", "della", "ter", "af", "of", "y", "-"})  # fmt: skip
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december christmas easter ramadan".split()
)
_SPEECH = frozenset(
    "say tell add note report announce claim insist warn ask argue declare believe think hope accuse deny confirm "
    "write quote cite state explain stress emphasize emphasise urge call demand vow promise reply answer".split()
)
_AT = frozenset({"in", "at", "near", "throughout", "across", "outside"})
_HUMAN = frozenset({"himself", "herself"})


@dataclass(slots=True)
class NamedSpan:
    """A name in the text as tokens (end exclusive), its kind, and what the tables know of it."""

    start: int
    end: int
    kind: NameKind
    key: tuple[str, ...]
    hit: Hit | None = None
    body: Body | None = None

    @property
    def head(self) -> int:
        """The last token, which is the head of a name in English."""
        return self.end - 1


def settle(doc: Doc) -> list[NamedSpan]:
    """All names of an article in order, none overlapping, each name of one kind throughout."""
    covered = _title_tokens(doc)
    spans = _candidates(doc, covered)
    votes: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for span in spans:
        _vote(doc, span, votes[span.key])
    kinds = {key: _winner(counter) for key, counter in votes.items()}
    _share_surnames(spans, votes, kinds)
    for span in spans:
        span.kind = kinds[span.key]
        if span.kind not in {"country", "people"} and span.body is None:
            span.hit = None
    return spans


def title_noun(doc: Doc, i: int, first: int = 0) -> tuple[int, Noun] | None:
    """The longest lexicon entry that ends at token ``i`` of its sentence, and the token it begins at."""
    start = max(doc.sentence_of(i).start, first, i - LONGEST_NOUN + 1)
    found = noun_at([t.lower for t in doc.tokens[start : i + 1]], i - start)
    return (start + found[0], found[1]) if found else None


def _title_tokens(doc: Doc) -> set[int]:
    """Tokens of offices of several words ("Secretary of State"): no names by themselves."""
    out: set[int] = set()
    for token in doc.tokens:
        if token.pos in {"NOUN", "PROPN", "ADJ"} and (found := title_noun(doc, token.i)) is not None:
            if found[0] < token.i and "title" in found[1].marks:
                out.update(range(found[0], token.i + 1))
    return out


def _candidates(doc: Doc, covered: set[int]) -> list[NamedSpan]:
    """Names of the tables, of the finder, and runs of proper nouns that neither knows."""
    table = _from_tables(doc)
    found = []
    for name in doc.names:
        if name.kind in _NOT_NAMES:
            continue
        start, end = _trim(doc, name.start, name.end, covered)
        if start < end and any(c.isalpha() for c in doc.tokens[end - 1].text):
            found.append((*_grown(doc, start, end, name.kind, covered, table), name.kind))
    taken: set[int] = set()
    out: list[NamedSpan] = []
    for start, end, kind in found:
        inner = [t for t in table if t.start < end and t.end > start]
        if taken & set(range(start, end)):
            continue
        if inner and (_inner_wins(doc, inner, start, end, kind)):
            continue
        out.append(_span(doc, start, end, kind))
        taken.update(range(start, end))
    for span in table:
        if not taken & set(range(span.start, span.end)) and not _inside_title(span, covered):
            out.append(span)
            taken.update(range(span.start, span.end))
    out.extend(_runs(doc, taken, covered))
    return sorted(out, key=lambda s: s.start)


def _inside_title(span: NamedSpan, covered: set[int]) -> bool:
    return span.end - span.start == 1 and span.start in covered


def _inner_wins(doc: Doc, inner: list[NamedSpan], start: int, end: int, kind: str) -> bool:
    """Whether a country or known body in or over a found name is to be read instead of it."""
    if any(t.start <= start and t.end >= end for t in inner):
        return True
    if kind in {"GPE", "LOC", "NORP"}:
        return True
    if kind == "PERSON":
        return inner[0].start == start and inner[0].hit is not None and inner[0].hit.relation == "adjective"
    return False


def _span(doc: Doc, start: int, end: int, kind: str = "") -> NamedSpan:
    words = " ".join(t.text for t in doc.tokens[start:end]).replace(" - ", "-")
    known = body(words)
    return NamedSpan(
        start, end, "unknown", tuple(folded(t.text) for t in doc.tokens[start:end]), lookup(words), known
    )


def _from_tables(doc: Doc) -> list[NamedSpan]:
    """Names that the country table or the table of bodies knows, the longest from the left."""
    out: list[NamedSpan] = []
    tokens, firsts, i = doc.tokens, body_words(), 0
    while i < len(tokens):
        token = tokens[i]
        step = 1
        if (token.text[0].isupper() or token.lower in firsts) and token.lower != "the":
            stop = _run_end(doc, i)
            for end in range(stop, i, -1):
                words = " ".join(t.text for t in tokens[i:end]).replace(" 's", "'s").replace(" - ", "-")
                known = body(words) if folded(token.text) in firsts else None
                hit = lookup(words)
                if (hit is not None or known is not None) and tokens[end - 1].lower not in {"'s", "the", "and"}:
                    if not (token.text.isupper() and hit is not None and hit.relation == "capital" and end - i == 1 and len(token.text) < 4):
                        out.append(NamedSpan(i, end, "unknown", tuple(folded(t.text) for t in tokens[i:end]), hit, known))
                        step = end - i
                        break
        i += step
    return out


def _run_end(doc: Doc, i: int) -> int:
    """End of the run of words from ``i`` that may still be one name of the tables."""
    stop = min(doc.sentence_of(i).end, i + max(LONGEST, LONGEST_BODY))
    for end in range(i + 1, stop):
        token = doc.tokens[end]
        if not (token.text[0].isupper() or token.text in {"-", "&"} or token.lower in {"of", "the", "and", "'s", "for", "in", "to", "without", "d'"}):
            return end
    return stop


def _trim(doc: Doc, start: int, end: int, covered: set[int]) -> tuple[int, int]:
    """A found name without articles, titles, possessive endings and marks at its edges."""
    while end > start and (doc.tokens[end - 1].tag == "POS" or not doc.tokens[end - 1].text[-1].isalnum() and doc.tokens[end - 1].text[-1] != "." or doc.tokens[end - 1].lower == "'s"):
        end -= 1
    while start < end:
        token = doc.tokens[start]
        if token.pos in {"DET", "PUNCT"} or token.lower in HONORIFICS or token.lower == "the" or start in covered and end - start > 1:
            start += 1
        elif end - start > 1 and _is_title(doc, start, end):
            start += 1
        else:
            break
    if start < end and all(i in covered for i in range(start, end)) and end - start < 3:
        return end, end
    if end - start == 1 and (not doc.tokens[start].text[0].isupper() or doc.tokens[start].lower in _CALENDAR):
        return end, end
    return start, end


def _is_title(doc: Doc, start: int, end: int) -> bool:
    """Whether a found name begins with a title of one word ("President Putin")."""
    found = noun_at([doc.tokens[start].lower], 0)
    if found is None or "title" not in found[1].marks:
        return False
    return doc.names_by_token.get(start) is None or doc.tokens[start].entity == "PERSON"


def _grown(doc: Doc, start: int, end: int, kind: str, covered: set[int], table: list[NamedSpan]) -> tuple[int, int]:
    """A person's name with the proper nouns right beside it that the finder left out."""
    if kind != "PERSON":
        return start, end
    blocked = {i for t in table for i in range(t.start, t.end)} if start and doc.tokens[start - 1].pos == "PROPN" else set()
    first = doc.sentence_of(start).start
    while start > first:
        before = doc.tokens[start - 1]
        if before.pos != "PROPN" or before.entity or before.i in covered or before.i in blocked:
            break
        if before.lower in HONORIFICS | _CALENDAR or noun_at([before.lower], 0) or not before.text[0].isupper():
            break
        if not before.text[-1].isalnum() or doc.tokens[before.i].end == doc.tokens[start].start:
            break
        start -= 1
    return start, end


def _runs(doc: Doc, taken: set[int], covered: set[int]) -> list[NamedSpan]:
    """Runs of capitalised proper nouns that no finder and no table has claimed."""
    out: list[NamedSpan] = []
    for sentence in doc.sentences:
        if _title_case(doc, sentence.start, sentence.end):
            continue
        i = sentence.start
        while i < sentence.end:
            start = i
            while i < sentence.end and i not in taken and i not in covered and _proper(doc, i):
                i += 1
            if i > start:
                end = i
                while end - start > 1 and _is_title(doc, start, end):
                    start += 1
                if not (end - start == 1 and title_noun(doc, start) is not None):
                    out.append(_span(doc, start, end))
            else:
                i += 1
    return out


def _proper(doc: Doc, i: int) -> bool:
    token = doc.tokens[i]
    return (
        token.pos == "PROPN"
        and token.text[0].isupper()
        and len(token.text) > 1
        and token.entity not in _NOT_NAMES | _DEAD
        and token.lower not in HONORIFICS | _CALENDAR
        and not token.lower.startswith(("http", "www.", "@", "#"))
    )


def _title_case(doc: Doc, start: int, end: int) -> bool:
    """Whether a sentence is a headline in title case, where capitals say nothing."""
    words = [t for t in doc.tokens[start:end] if t.text[0].isalpha() and len(t.text) > 3]
    return len(words) > 3 and sum(t.text[0].isupper() for t in words) > 0.75 * len(words)


def _vote(doc: Doc, span: NamedSpan, votes: Counter[str]) -> None:
    """Add what one occurrence says of the kind of its name."""
    found = doc.names_by_token.get(span.start)
    if found is not None and found.kind in _FOUND:
        votes[_FOUND[found.kind]] += 2
    elif found is not None and found.kind in _DEAD:
        votes["other"] += 2
    if span.end - span.start == 1 and _capital_only(doc, span.start):
        votes["organisation"] += 1
    _vote_tables(doc, span, votes)
    _vote_before(doc, span, votes)
    _vote_role(doc, span, votes)


def _capital_only(doc: Doc, i: int) -> bool:
    text = doc.tokens[i].text
    return 2 <= len(text) <= 6 and text.isupper() and not _title_case(doc, doc.sentence_of(i).start, doc.sentence_of(i).end)


def _vote_tables(doc: Doc, span: NamedSpan, votes: Counter[str]) -> None:
    if span.body is not None:
        votes["organisation"] += 6
    elif span.hit is not None:
        relation = span.hit.relation
        kind = "people" if relation in {"adjective", "demonym"} else "organisation" if relation == "organisation" else "country"
        votes[kind] += 5
    else:
        entry = noun_at(span.key, len(span.key) - 1)
        first = noun_at(span.key[:1], 0)
        if entry and len(span.key) > 1 and entry[1].kind in {"organisation", "group"} and "nocountry" not in entry[1].marks:
            votes["organisation"] += 5
        elif len(span.key) > 2 and first and first[1].kind == "organisation" and "of" in span.key:
            votes["organisation"] += 5


def _vote_before(doc: Doc, span: NamedSpan, votes: Counter[str]) -> None:
    if span.start == doc.sentence_of(span.start).start:
        return
    before = doc.tokens[span.start - 1]
    if before.lower in HONORIFICS:
        votes["person"] += 8
    elif before.lower == "the":
        votes["organisation"] += 1
        votes["person"] -= 2
    elif before.lower in _AT and before.pos == "ADP":
        votes["place"] += 1
    elif before.pos in {"NOUN", "PROPN"}:
        found = title_noun(doc, before.i)
        if found is not None and found[1].kind == "person" and "title" in found[1].marks:
            votes["person"] += 6


def _vote_role(doc: Doc, span: NamedSpan, votes: Counter[str]) -> None:
    token = doc.tokens[span.head]
    head = doc.tokens[token.head]
    if token.dep == "nsubj" and head.lemma in _SPEECH:
        votes["person"] += 1
        votes["organisation"] += 1
    for c in doc.children[span.head]:
        child = doc.tokens[c]
        if child.dep == "relcl" and any(doc.tokens[w].lower in {"who", "whom", "whose"} for w in doc.children[c]):
            votes["person"] += 2
        if child.dep == "appos" and (found := title_noun(doc, c)) is not None and found[1].kind == "person":
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
        if kind in {"organisation", "place", "unknown", "other"} and 1 < len(key) < 4 and key[-1] in sure and key not in tables:
            kinds[key] = "person"
