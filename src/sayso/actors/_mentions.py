"""Mentions: every place where the text names or describes an agent, before any are joined."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Literal

from sayso.actors._lexicon import Noun, acts, is_plural
from sayso.actors._literal import is_literal
from sayso.actors._names import NamedSpan, title_noun
from sayso.actors._phrase import ALSO_ADJECTIVES, SPOKEN_FOR, Phrase, read
from sayso.language import Doc, syntax

Sort = Literal["person", "organisation", "country", "described", "pronoun", "other"]

_QUANTIFIERS = frozenset(
    "several some many few dozens hundreds thousands other more most all another numerous countless both "
    "scores millions various".split()
)
_MODIFIERS = frozenset({"compound", "amod", "nmod"})
_AGENT_PLACES = frozenset({"in", "at", "into", "inside", "outside", "near", "to", "from", "through", "onto"})
_BESIDE = frozenset(
    "nsubj nsubjpass dobj pobj conj appos attr poss dative ROOT compound nmod oprd npadvmod dep agent "
    "intj parataxis amod obj csubj".split()
)
_COUNTERS = frozenset(
    "thousands hundreds dozens tens scores millions some many most all several number handful couple "
    "lot lots majority half thousand hundred dozen million few rest plenty one two three four five six "
    "percent".split()
)
_BREAKS = frozenset({"(", ")", "[", "]", "—", "–", "--", ":", ";", "/", "|"})
_OF_VERBS = frozenset(
    {
        "accuse",
        "suspect",
        "convict",
        "rob",
        "warn",
        "inform",
        "remind",
        "assure",
        "deprive",
        "acquit",
        "notify",
        "rid",
    }
)
_OUTSIDE = frozenset("relcl acl appos conj cc punct advcl parataxis ccomp".split())
_MOST = 40
_LIMIT = 14
"""Words of an of-phrase that still belong to a mention."""


@dataclass(slots=True)
class Mention:
    """One mention as tokens ``start`` to ``end`` (exclusive) with its ``head``.

    ``sort`` says how it refers; ``phrase`` what its words say; ``span`` is set for names. ``actor`` is the
    index of the figure it was joined to, ``-1`` before. ``misread`` is a token that the parser took for its
    head, or -1.
    """

    head: int
    start: int
    end: int
    sort: Sort
    phrase: Phrase = field(default_factory=Phrase)
    name: NamedSpan | None = None
    definite: bool = False
    counted: bool = False
    plural: bool = False
    literal: bool = False
    predicate: bool = False
    actor: int = -1
    misread: int = -1

    @property
    def noun(self) -> Noun | None:
        """The entry of the lexicon that its head noun is."""
        return self.phrase.noun


def named_mentions(doc: Doc, names: list[NamedSpan]) -> list[Mention]:
    """Mentions of persons, organisations and countries by name, with the words that belong to the name."""
    out: list[Mention] = []
    for span in names:
        if span.kind in {"country", "people"} and _hyphenated(doc, span):
            continue
        if span.kind == "person":
            out.append(Mention(span.head, span.start, span.end, "person", name=span))
        elif span.kind == "organisation":
            out.append(_organisation(doc, span))
        elif span.kind == "country":
            literal = is_literal(doc, span)
            out.append(Mention(span.head, *_with_article(doc, span), "country", name=span, literal=literal))
        elif span.kind == "people":
            out.extend(_people(doc, span))
    return out


def _hyphenated(doc: Doc, span: NamedSpan) -> bool:
    """Part of an adjective: "US-led", "Iran-allied"."""
    if span.end >= len(doc.tokens):
        return False
    after = doc.tokens[span.end]
    return after.text == "-" and after.start == doc.tokens[span.head].end


def _with_article(doc: Doc, span: NamedSpan) -> tuple[int, int]:
    start = span.start
    before = doc.tokens[start - 1] if start > doc.sentence_of(start).start else None
    if before is not None and before.lower == "the" and before.head < span.end:
        start -= 1
    return start, span.end


def _organisation(doc: Doc, span: NamedSpan) -> Mention:
    """A named organisation with its modifiers: "the opposition Coordination Council"."""
    token = doc.tokens[span.head]
    beside = token.dep == "appos" and token.head == span.start - 1
    start = _start(doc, syntax.noun_phrase(doc, token.head if beside else span.head)[0], span.start)
    tokens = doc.tokens[start : span.start]
    if (
        start > span.start
        or len(tokens) > 6
        or any(t.pos in {"VERB", "ADP", "PUNCT"} or t.tag == "POS" for t in tokens)
    ):
        start = _with_article(doc, span)[0]
    end = span.end
    owner = _owner(doc, span)
    phrase = _phrase_of(doc, start if owner is None else owner, end, span.head, end)
    return Mention(span.head, start, end, "organisation", phrase, span, definite=True)


def _owner(doc: Doc, span: NamedSpan) -> int | None:
    """Where the possessor of a named organisation begins: "*Ivory Coast's* Supreme Court"."""
    for c in syntax.kids(doc, span.head, "poss"):
        start = min(syntax.subtree(doc, c))
        if span.start - 6 <= start < span.start:
            return start
    return None


def _people(doc: Doc, span: NamedSpan) -> list[Mention]:
    """Nationalities and peoples as actors ("Americans"), and adjectives on acts ("Russian airstrikes")."""
    token = doc.tokens[span.head]
    above = doc.tokens[token.head]
    if token.dep in _MODIFIERS and above.i > token.i:
        if (
            title_noun(doc, above.i) is None
            and (above.lemma in acts() or above.lower in acts())
            and span.hit is not None
        ):
            return [Mention(span.head, span.start, span.end, "country", name=span)]
        return []
    if title_noun(doc, span.head) is not None and span.end - span.start == 1 and span.hit is None:
        return []
    if token.tag in {"NNS", "NNPS", "NN", "NNP"} or token.pos in {"PROPN", "NOUN"} or _headed(doc, span.head):
        start, end = syntax.noun_phrase(doc, span.head)
        start, end = min(_start(doc, start, span.start), span.start), max(end, span.end)
        phrase = _phrase_of(doc, start, end, span.head, end)
        return [_described(doc, start, end, span.head, phrase, name=span)]
    return []


def _headed(doc: Doc, i: int) -> bool:
    """An adjective that stands as a noun: "the British"."""
    return doc.tokens[i].dep in {"nsubj", "nsubjpass", "dobj", "pobj", "conj"} and any(
        doc.tokens[c].dep == "det" for c in doc.children[i]
    )


def described_mentions(
    doc: Doc, names: list[NamedSpan], taken: Collection[int], sources: Collection[int]
) -> list[Mention]:
    """Noun phrases headed by a noun of the lexicon. ``taken`` are tokens that titles have used up."""
    named = {i for s in names for i in range(s.start, s.end)}
    out: list[Mention] = []
    for token in doc.tokens:
        i = token.i
        if (
            i in named
            or i in taken
            or token.pos not in {"NOUN", "PROPN", "ADJ", "VERB"}
            or not token.text[0].isalpha()
        ):
            continue
        found = title_noun(doc, i)
        if found is None or (token.pos in {"ADJ", "VERB"} and not _nounlike(doc, i)):
            continue
        if not any(j in named or j in taken for j in range(found[0], i)) and _is_agent(
            doc, i, found[1], i in sources
        ):
            start, end = _extent(doc, i, found[0])
            out.append(
                _described(
                    doc, start, end, i, _phrase_of(doc, start, max(end, i + 1), i, _reach(doc, i, end))
                )
            )
    return out


def phrase_mention(doc: Doc, i: int) -> Mention:
    """A mention of whatever noun phrase a token heads, for sources that no rule has found."""
    if doc.tokens[i].pos == "PRON":
        return Mention(
            i, i, i + 1, "pronoun", plural=doc.tokens[i].lower in {"they", "we", "them", "these", "those"}
        )
    start, end = syntax.noun_phrase(doc, i)
    start = _start(doc, start, i)
    found = title_noun(doc, i)
    inner = i - 1
    if found is None and inner >= start and title_noun(doc, inner) is not None:
        # "by the president time and again": the parser has taken an adverb for the head
        mention = phrase_mention(doc, inner)
        mention.misread, mention.start, mention.definite = i, start, _definite(doc, i)
        return mention
    phrase = _phrase_of(doc, start, end, i, end) if found else Phrase()
    mention = _described(doc, start, end, i, phrase)
    mention.sort = "described" if found else "other"
    return mention


def _nounlike(doc: Doc, i: int) -> bool:
    return doc.tokens[i].dep in {"nsubj", "nsubjpass", "dobj", "pobj"} and any(
        doc.tokens[c].dep in {"det", "poss"} for c in doc.children[i]
    )


def _is_agent(doc: Doc, i: int, noun: Noun, source: bool) -> bool:
    """Whether an occurrence of an agent noun speaks of an agent: not a modifier of one, not an office
    ("as president"), not a building one goes into."""
    token = doc.tokens[i]
    if source:
        return True
    if "name" in noun.marks:
        return False
    if "crowd" in noun.marks:
        return token.dep in {"nsubj", "nsubjpass"} and not syntax.kids(doc, i, "prep")
    if token.dep in _MODIFIERS and token.head > i:
        if (
            noun.open
            or "weak" in noun.marks
            or ("title" in noun.marks and noun.kind == "person")
            or noun.kind == "country"
        ):
            return False
        return doc.tokens[token.head].lemma in acts() and title_noun(doc, token.head) is None
    if token.dep not in _BESIDE:
        return False
    plural = token.tag in {"NNS", "NNPS"} or is_plural(token.lower)
    if "states" in noun.marks and not plural:
        return False
    acting = token.dep in {"nsubj", "agent", "poss"} or (
        token.dep == "pobj" and doc.tokens[token.head].dep == "agent"
    )
    if "weak" in noun.marks and not (acting or _definite(doc, i)):
        return False
    if token.dep == "pobj" and noun.kind == "organisation" and "medium" not in noun.marks:
        return doc.tokens[token.head].lower not in _AGENT_PLACES
    bare = not any(
        doc.tokens[c].dep in {"det", "poss", "nummod", "amod", "compound"} for c in doc.children[i]
    )
    if bare and not plural and noun.noun in ALSO_ADJECTIVES:
        return False
    if noun.kind == "person" and not plural and bare and token.dep not in {"oprd", "attr"}:
        return acting and token.sentence == 0
    return True


def _definite(doc: Doc, i: int) -> bool:
    return any(
        doc.tokens[c].dep == "poss"
        or (doc.tokens[c].dep == "det" and doc.tokens[c].lower in {"the", "this", "that", "these", "those"})
        for c in doc.children[i]
    )


def _extent(doc: Doc, head: int, first: int) -> tuple[int, int]:
    """Tokens of a described actor: the noun phrase, a count before it ("thousands of students"), and the
    of-phrase that follows it at once."""
    start, end = syntax.noun_phrase(doc, head)
    start = min(start, first)
    if doc.tokens[head].dep in _MODIFIERS and doc.tokens[head].head > head:
        return first, head + 1
    start = _start(doc, start, first)
    counter = _counter(doc, head)
    if counter is not None and counter < start:
        start = _start(doc, syntax.noun_phrase(doc, counter)[0], counter)
    follows = end < len(doc.tokens) and doc.tokens[end].head == head
    follows = follows and (
        doc.tokens[end].lower == "of" or (doc.tokens[end].lower == "for" and _speaks_for(doc, head))
    )
    if doc.tokens[doc.tokens[head].head].lemma in _OF_VERBS and doc.tokens[head].dep in {"dobj", "nsubjpass"}:
        follows = False
    if follows:
        pobj = [c for c in doc.children[end] if doc.tokens[c].dep == "pobj"]
        if pobj and pobj[0] > end:
            stop = _last_below(doc, pobj[0])
            if stop is not None and stop + 1 - end <= _LIMIT:
                end = stop + 1
    return start, end


def _last_below(doc: Doc, i: int) -> int | None:
    """The last token of a phrase without its clauses, appositions and coordinated members; None where it
    has more than ``_MOST`` tokens."""
    last, stack, seen = i, [i], 0
    while stack:
        here = stack.pop()
        seen += 1
        if seen > _MOST:
            return None
        last = max(last, here)
        stack.extend(c for c in doc.children[here] if here != i or doc.tokens[c].dep not in _OUTSIDE)
    return last


def _counter(doc: Doc, head: int) -> int | None:
    """The noun that counts another: "thousands" of "thousands of students"."""
    of = doc.tokens[head].head
    if doc.tokens[head].dep != "pobj" or doc.tokens[of].lower != "of" or head - of > 6:
        return None
    counter = doc.tokens[of].head
    return counter if doc.tokens[counter].lower in _COUNTERS and counter == of - 1 else None


def _speaks_for(doc: Doc, i: int) -> bool:
    found = title_noun(doc, i)
    return found is not None and found[1].noun in SPOKEN_FOR


def _start(doc: Doc, start: int, head: int) -> int:
    """Where a noun phrase begins: no bracket, dash or colon stands in one ("(Reuters) - Police")."""
    i = head
    while i > start:
        token = doc.tokens[i - 1]
        if token.text in _BREAKS or (token.text == "-" and doc.tokens[i].start > token.end):
            break
        i -= 1
    while i < head and doc.tokens[i].pos in {"ADP", "CCONJ", "PUNCT"} and doc.tokens[i].dep != "quantmod":
        if doc.tokens[i].lower == "at" and doc.tokens[i + 1].lower in {"least", "most"}:
            break
        i += 1
    return i


def _reach(doc: Doc, head: int, end: int) -> int:
    """How far words after a mention still say where it belongs: "people in the UK", "troops from Chad"."""
    stop = doc.sentence_of(head).end
    if (
        end < stop
        and doc.tokens[end].lower in {"in", "from", "at", "of", "for"}
        and doc.tokens[end].head == head
    ):
        last = _last_below(doc, end)
        return min(end + 5, stop if last is None else last + 1)
    return end


def _phrase_of(doc: Doc, start: int, end: int, head: int, reach: int) -> Phrase:
    return read([t.text for t in doc.tokens[start : max(end, reach)]], head - start)


def _described(
    doc: Doc, start: int, end: int, head: int, phrase: Phrase, name: NamedSpan | None = None
) -> Mention:
    token = doc.tokens[head]
    counted = any(
        doc.tokens[c].dep in {"nummod", "quantmod"}
        or doc.tokens[c].lower in _QUANTIFIERS
        or doc.tokens[c].lower in {"a", "an"}
        for c in doc.children[head]
    )
    counted = counted or _counter(doc, head) is not None
    collective = phrase.noun is not None and phrase.noun.kind == "group"
    plural = token.tag in {"NNS", "NNPS"} or (collective and is_plural(token.lower))
    return Mention(head, start, end, "described", phrase, name, _definite(doc, head), counted, plural,
                   predicate=token.dep in {"attr", "oprd", "appos"})  # fmt: skip
