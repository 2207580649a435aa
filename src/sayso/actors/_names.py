"""Where names stand: those of the tables, those of the name finder put right at their edges, and runs of
proper nouns that neither knows. Their kinds are settled in ``_kinds``."""

from __future__ import annotations

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

_NOT_NAMES = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY", "LANGUAGE"})
DEAD = frozenset({"EVENT", "WORK_OF_ART", "LAW"})
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december christmas easter ramadan jan. feb. mar. apr. jun. jul. "
    "aug. sept. sep. oct. nov. dec. mon. tue. wed. thu. fri. sat. sun. "
    "am pm a.m. p.m. gmt est edt utc".split()
)
_MEDIA = frozenset(
    "radio tv television news times post herald tribune gazette gazeta kanal canal channel telegraph "
    "press journal daily chronicle agency zeitung pravda novosti media telegram broadcasting newspaper "
    "wire".split()
)


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


def names_medium(key: tuple[str, ...]) -> bool:
    """Whether the words of a name say that it is a news medium: "Kanal Nord", "the Baltic Times"."""
    return len(key) > 1 and (key[-1] in _MEDIA or key[0] in _MEDIA)


def title_noun(doc: Doc, i: int, first: int = 0) -> tuple[int, Noun] | None:
    """The longest lexicon entry that ends at token ``i`` of its sentence, and the token it begins at."""
    start = max(doc.sentence_of(i).start, first, i - LONGEST_NOUN + 1)
    found = noun_at([t.lower for t in doc.tokens[start : i + 1]], i - start)
    return (start + found[0], found[1]) if found else None


def title_tokens(doc: Doc) -> set[int]:
    """Tokens of offices of several words ("Secretary of State"): no names by themselves."""
    out: set[int] = set()
    for token in doc.tokens:
        found = title_noun(doc, token.i) if token.pos in {"NOUN", "PROPN", "ADJ"} else None
        if found is not None and found[0] < token.i and "title" in found[1].marks:
            out.update(range(found[0], token.i + 1))
    return out


def candidates(doc: Doc, covered: set[int]) -> list[NamedSpan]:
    """Names of the tables, of the finder, and runs of proper nouns that neither knows."""
    table = _from_tables(doc)
    owner = {i: t for t in table for i in range(t.start, t.end)}
    found = []
    for name in doc.names:
        if name.kind in _NOT_NAMES:
            continue
        start, end = _trim(doc, name.start, name.end, covered)
        if start < end and any(c.isalpha() for c in doc.tokens[end - 1].text):
            found.append((*_grown(doc, start, end, name.kind, covered, owner), name.kind))
    taken: set[int] = set()
    out: list[NamedSpan] = []
    for start, end, kind in found:
        if not taken.isdisjoint(range(start, end)):
            continue
        inner = list({id(owner[i]): owner[i] for i in range(start, end) if i in owner}.values())
        if inner and (_inner_wins(doc, inner, start, end, kind)):
            continue
        out.append(_span(doc, start, end, kind))
        taken.update(range(start, end))
    for span in table:
        if taken.isdisjoint(range(span.start, span.end)) and not _inside_title(span, covered):
            out.append(span)
            taken.update(range(span.start, span.end))
    known = {part for span in out for part in span.key if len(part) > 2}
    out.extend(_runs(doc, taken, covered, known))
    return sorted(out, key=lambda s: s.start)


def _inside_title(span: NamedSpan, covered: set[int]) -> bool:
    return span.end - span.start == 1 and span.start in covered


def _inner_wins(doc: Doc, inner: list[NamedSpan], start: int, end: int, kind: str) -> bool:
    """Whether a country or known body in or over a found name is to be read instead of it."""
    if any(t.start <= start and t.end >= end for t in inner):
        return True
    if kind != "ORG" and any(doc.tokens[i].lower in {"to", "in", "at", "from"} for i in range(start, end)):
        return True
    if kind in {"GPE", "LOC", "NORP"}:
        return True
    if kind == "ORG" and inner[-1].body is not None and inner[-1].end == end:
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
    firsts, i = body_words(), 0
    while i < len(doc.tokens):
        token = doc.tokens[i]
        found = None
        if (token.text[0].isupper() or token.lower in firsts) and token.lower != "the":
            found = _known_from(doc, i, folded(token.text) in firsts)
        if found is not None:
            out.append(found)
        i = found.end if found is not None else i + 1
    return out


def _known_from(doc: Doc, i: int, perhaps_body: bool) -> NamedSpan | None:
    """The longest name of the tables that begins at a token."""
    tokens = doc.tokens
    for end in range(_run_end(doc, i), i, -1):
        if tokens[end - 1].lower in {"'s", "the", "and"}:
            continue
        words = " ".join(t.text for t in tokens[i:end]).replace(" 's", "'s").replace(" - ", "-")
        known = body(words) if perhaps_body else None
        hit = lookup(words)
        if hit is not None or known is not None:
            return NamedSpan(i, end, "unknown", tuple(folded(t.text) for t in tokens[i:end]), hit, known)
    return None


def _run_end(doc: Doc, i: int) -> int:
    """End of the run of words from ``i`` that may still be one name of the tables."""
    stop = min(doc.sentence_of(i).end, i + max(LONGEST, LONGEST_BODY))
    for end in range(i + 1, stop):
        token = doc.tokens[end]
        if not (
            token.text[0].isupper()
            or token.text in {"-", "&"}
            or token.lower in {"of", "the", "and", "'s", "for", "in", "to", "without", "d'"}
        ):
            return end
    return stop


def _trim(doc: Doc, start: int, end: int, covered: set[int]) -> tuple[int, int]:
    """A found name without articles, titles, possessive endings and marks at its edges."""
    while end > start and (
        doc.tokens[end - 1].tag == "POS"
        or (not doc.tokens[end - 1].text[-1].isalnum() and doc.tokens[end - 1].text[-1] != ".")
        or doc.tokens[end - 1].lower == "'s"
    ):
        end -= 1
    start = _after_place(doc, start, end)
    while start < end:
        token = doc.tokens[start]
        if (
            token.pos in {"DET", "PUNCT"}
            or token.lower in HONORIFICS
            or token.lower == "the"
            or (start in covered and end - start > 1)
        ) or (end - start > 1 and _is_title(doc, start, end)):
            start += 1
        else:
            break
    if start < end and all(i in covered for i in range(start, end)) and end - start < 3:
        return end, end
    if end - start == 1 and (not doc.tokens[start].text[0].isupper() or doc.tokens[start].lower in _CALENDAR):
        return end, end
    return start, end


def _after_place(doc: Doc, start: int, end: int) -> int:
    """Where a found name begins after a dateline ("ADEN Islamic State") or the country it belongs to
    ("Russia's FSB")."""
    tokens = doc.tokens
    first = tokens[start]
    shouted = len(first.text) > 3 and first.text.isupper()
    opens = end - start > 1 and start == doc.sentence_of(start).start
    if opens and shouted and not any(t.text.isupper() for t in tokens[start + 1 : end]):
        return start + 1
    for i in range(start + 1, end - 1):
        if tokens[i].tag == "POS" and lookup(" ".join(t.text for t in tokens[start:i])) is not None:
            return i + 1
    return start


def _is_title(doc: Doc, start: int, end: int) -> bool:
    """Whether a found name begins with a title of one word ("President Putin")."""
    found = noun_at([doc.tokens[start].lower], 0)
    if found is None or "title" not in found[1].marks:
        return False
    return doc.names_by_token.get(start) is None or doc.tokens[start].entity == "PERSON"


def _grown(
    doc: Doc, start: int, end: int, kind: str, covered: set[int], owner: dict[int, NamedSpan]
) -> tuple[int, int]:
    """A person's name with the proper nouns right beside it that the finder left out."""
    if kind != "PERSON":
        return start, end
    first = doc.sentence_of(start).start
    while start > first:
        before = doc.tokens[start - 1]
        if before.pos != "PROPN" or before.entity or before.i in covered or before.i in owner:
            break
        if (
            before.lower in HONORIFICS | _CALENDAR
            or noun_at([before.lower], 0)
            or not before.text[0].isupper()
        ):
            break
        if not before.text[-1].isalnum() or doc.tokens[before.i].end == doc.tokens[start].start:
            break
        start -= 1
    return start, end


def _runs(doc: Doc, taken: set[int], covered: set[int], known: set[str]) -> list[NamedSpan]:
    """Runs of capitalised proper nouns that no finder and no table has claimed. In a headline where
    every word is capitalised only those that follow a title or are ``known`` from elsewhere."""
    out: list[NamedSpan] = []
    for sentence in doc.sentences:
        headline = title_case(doc, sentence.start, sentence.end)
        i = sentence.start
        while i < sentence.end:
            start = i
            while i < sentence.end and i not in taken and i not in covered and _proper(doc, i):
                i += 1
            if i > start:
                end = i
                while end - start > 1 and _is_title(doc, start, end):
                    start += 1
                if headline and not _known_run(doc, start, end, known):
                    continue
                if not (end - start == 1 and title_noun(doc, start) is not None):
                    out.append(_span(doc, start, end))
            else:
                i += 1
    return out


def _known_run(doc: Doc, start: int, end: int, known: set[str]) -> bool:
    if all(folded(doc.tokens[i].text) in known for i in range(start, end)):
        return True
    before = title_noun(doc, start - 1) if start > doc.sentence_of(start).start else None
    return before is not None and "title" in before[1].marks


def _proper(doc: Doc, i: int) -> bool:
    token = doc.tokens[i]
    return (
        token.pos == "PROPN"
        and token.text[0].isupper()
        and len(token.text) > 1
        and token.entity not in _NOT_NAMES | DEAD
        and token.lower not in HONORIFICS | _CALENDAR
        and not token.lower.startswith(("http", "www.", "@", "#"))
    )


def title_case(doc: Doc, start: int, end: int) -> bool:
    """Whether a sentence is a headline in title case, where capitals say nothing."""
    if doc.tokens[end - 1].text in {".", "!", "”"}:
        return False
    words = [t for t in doc.tokens[start:end] if t.text[0].isalpha() and len(t.text) > 3]
    return len(words) > 3 and sum(t.text[0].isupper() for t in words) > 0.75 * len(words)
