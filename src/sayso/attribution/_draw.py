"""Draws quotations into attributions: contents grow to whole quotations, and loose quotations find a cue."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

from sayso.attribution._blocks import blocks
from sayso.attribution._cues import lexicon
from sayso.attribution._found import NETWORK, Found, cue_words, source_words
from sayso.attribution._quotes import MARKS, SCARE_WORDS, Quotation, quotations
from sayso.language import Doc, syntax

SPOKEN_BY = frozenset({"c", "parataxis", "according", "oof", "prep", "rest", NETWORK})
"""Rules of attributions whose speaker may go on in a quotation that is a sentence of its own."""

SPEECH_FRAMES = frozenset({"c", "q"})


def draw(doc: Doc, found: list[Found]) -> list[Found]:
    """Match what the rules found with the quotations of the article. Gives all attributions, by cue."""
    quotes = quotations(doc)
    _grow(quotes, found)
    _absorb(doc, quotes, found)
    covers = _covers(found)
    loose = [q for q in quotes if _owner(q, covers) is None]
    added = _adopt(doc, loose, found)
    everything = found + added
    everything += blocks(doc, everything)
    _carry_on(doc, quotes, everything)
    for f in everything:
        _tidy(doc, f)
    return sorted(
        (f for f in everything if f.content), key=lambda f: (f.cue[0], f.inside is not None, min(f.content))
    )


def _grow(quotes: list[Quotation], found: list[Found]) -> None:
    """A content that reaches into a quotation from outside takes the whole of it."""
    starts = [q.start for q in quotes]
    for f in found:
        if not quotes or not f.content:
            continue
        n, last = max(0, bisect_left(starts, min(f.content)) - 1), max(f.content)
        while n < len(quotes) and quotes[n].start <= last:
            q = quotes[n]
            n += 1
            if q.start <= f.anchor < q.end or any(q.start <= i < q.end for i in f.source):
                continue
            inside = sum(1 for i in range(q.start, q.end) if i in f.content)
            if 0 < inside < q.end - q.start and (inside > 1 or q.end - q.start < 4):
                f.content.update(range(q.start, q.end))
                last = max(last, q.end - 1)


def _absorb(doc: Doc, quotes: list[Quotation], found: list[Found]) -> None:
    """A quotation that goes on in the words of a content right before it ("... he had offers, but "the
    offers were bad""; "... they have two ways: "..."") belongs to it."""
    ends: dict[int, Found] = {}
    covered = {i for f in found for i in f.content}
    for f in found:
        if f.content and f.rule in {"c", "rest", NETWORK}:
            ends[max(f.content)] = f
    for q in quotes:
        if q.end - q.start <= SCARE_WORDS or q.start in covered:
            continue
        i, first = q.start - 2, doc.sentence_of(q.start).start
        first = min(first, doc.sentences[max(0, doc.sentence_of(q.start).i - 1)].end - 1)
        while i >= first and i not in ends and doc.tokens[i].pos in {"PUNCT", "CCONJ"}:
            if doc.tokens[i].text in {".", *MARKS}:
                break
            i -= 1
        owner = ends.get(i)
        if (
            owner is not None
            and i >= first
            and owner.anchor < i
            and doc.sentence_of(i).paragraph == doc.sentence_of(q.start).paragraph
        ):
            owner.content.update(range(i + 1, q.end))


def _adopt(doc: Doc, loose: list[Quotation], found: list[Found]) -> list[Found]:
    """Loose quotations: the nearest speech verb of the same sentence that has no content of its own."""
    words = lexicon()
    used = {f.anchor for f in found}
    added: list[Found] = []
    for q in loose:
        cue = _cue_beside(doc, q, used)
        if cue is None:
            continue
        lexical = words[doc.tokens[cue].lemma]
        heads = syntax.subjects(doc, cue)
        heads = [h for h in heads if not q.start <= h < q.end] or _said_by(doc, cue, q)
        if not heads and syntax.is_passive(doc, cue):
            continue
        content = set(range(q.start, q.end))
        added.append(
            Found(
                cue_words(doc, cue, [], content),
                source_words(doc, heads, cue),
                content,
                heads,
                lexical.stance,
                "quote-beside",
                anchor=cue,
            )
        )
        used.add(cue)
    return added


def _said_by(doc: Doc, cue: int, q: Quotation) -> list[int]:
    """The noun after the verb after a quotation, if the parser gave no subject ("Run!" shouted a guard)."""
    after = [o for o in syntax.kids(doc, cue, "dobj", "nsubj") if o > cue >= q.end]
    if doc.tokens[cue].dep in {"amod", "compound"}:
        after = [doc.tokens[cue].head]
    return [h for o in after[:1] for h in syntax.conjuncts(doc, o)]


def _cue_beside(doc: Doc, q: Quotation, used: set[int]) -> int | None:
    """A speech verb right after the quotation ("...", he said) or right before it (he said, "...")."""
    for side in (_after(doc, q), _before(doc, q)):
        for i in side:
            token = doc.tokens[i]
            if token.pos == "VERB" and _speaks(token.lemma):
                if i in used or token.tag == "VB":
                    break
                if token.dep in {"amod", "compound"} and not (
                    q.end <= i <= q.end + 2 and token.tag in {"VBD", "VBN"}
                ):
                    break
                if q.end - q.start <= SCARE_WORDS and i < q.start and not _introduces(doc, i, q):
                    break
                return i
    return None


def _introduces(doc: Doc, i: int, q: Quotation) -> bool:
    """Whether nothing but punctuation and "that" stands between a verb and a quotation after it."""
    between = range(i + 1, q.start - 1)
    return all(
        doc.tokens[t].pos == "PUNCT" or doc.tokens[t].lower in {"that", "only", "simply"} for t in between
    )


def _speaks(lemma: str) -> bool:
    cue = lexicon().get(lemma)
    return cue is not None and bool(cue.frames & SPEECH_FRAMES)


def _after(doc: Doc, q: Quotation) -> range:
    """Where a cue may stand after a quotation: in its sentence, or, where its last mark ends that ("Is it
    over?" she asked), at the beginning of the next sentence up to its first verb."""
    sentence = doc.sentence_of(q.end - 1)
    here = range(q.end, min(q.end + 12, sentence.end))
    if any(doc.tokens[t].pos != "PUNCT" for t in here) or sentence.i + 1 >= len(doc.sentences):
        return here
    following = doc.sentences[sentence.i + 1]
    if following.paragraph != sentence.paragraph:
        return here
    start = following.start
    while start < following.end and (start <= q.end or doc.tokens[start].pos == "PUNCT"):
        start += 1
    for i in range(start, min(start + 10, following.end)):
        if doc.tokens[i].text in MARKS or doc.tokens[i].text == ":":
            break
        if doc.tokens[i].pos == "VERB" and doc.tokens[i].dep not in {"amod", "acl", "relcl", "compound"}:
            told = any(k > i for k in syntax.kids(doc, i, "ccomp", "dobj", "xcomp"))
            return range(i, i + 1) if not told else here
    return here


def _before(doc: Doc, q: Quotation) -> range:
    """Where a cue may stand before a quotation: in its sentence, or in one before it that ends in a colon."""
    sentence = doc.sentence_of(q.start)
    if q.start - 1 == sentence.start and sentence.i > 0:
        last = doc.sentences[sentence.i - 1]
        if doc.tokens[last.end - 1].text == ":":
            return range(last.end - 1, last.start - 1, -1)
    return range(q.start - 1, max(q.start - 14, sentence.start) - 1, -1)


def _carry_on(doc: Doc, quotes: list[Quotation], found: list[Found]) -> None:
    """Quotations that go on: whole quoted sentences after the cue's sentence in the same paragraph, and
    quotations continued over a paragraph break, belong to the quotation before them."""
    covers = _covers(found)
    told = {
        doc.tokens[f.anchor].sentence: f for f in reversed(found) if f.anchor >= 0 and f.rule in SPOKEN_BY
    }
    before: Quotation | None = None
    for q in quotes:
        owner: Found | None = None
        free = _owner(q, covers) is None
        if free and before is not None:
            goes_on = q.continued or _goes_on(doc, before, q) or _stands_alone(doc, before, q)
            owner = _owner(before, covers) if goes_on else None
        if free and owner is None:
            owner = _told_before(doc, q, told)
        if owner is not None:
            _give(q, owner, covers)
        if q.end - q.start > SCARE_WORDS or _owner(q, covers) is not None:
            before = q
    for earlier, q in reversed(list(pairwise(quotes))):
        # The speaker is named in the last of the paragraphs over which a quotation runs.
        owner = _owner(q, covers) if q.continued and _owner(earlier, covers) is None else None
        if owner is not None:
            _give(earlier, owner, covers)


def _covers(found: list[Found]) -> dict[int, list[Found]]:
    """Token -> the attributions whose content holds it."""
    out: dict[int, list[Found]] = {}
    for f in found:
        for i in f.content:
            out.setdefault(i, []).append(f)
    return out


def _owner(q: Quotation, covers: dict[int, list[Found]]) -> Found | None:
    """Whose words a quotation is: an attribution that takes it in from outside; not one told within it."""
    ends = (*covers.get(q.end - 1, ()), *covers.get(q.start, ()))
    return next((f for f in ends if not q.start <= f.anchor < q.end), None)


def _give(q: Quotation, owner: Found, covers: dict[int, list[Found]]) -> None:
    owner.content.update(range(q.start, q.end))
    for i in range(q.start, q.end):
        covers.setdefault(i, []).append(owner)


def _told_before(doc: Doc, q: Quotation, told: dict[int, Found]) -> Found | None:
    """Whose words a sentence is that is all quotation and has no cue: of who spoke in the sentence before
    it in the paragraph."""
    sentence = doc.sentence_of(q.start)
    f = told.get(sentence.i - 1)
    if (
        f is None
        or doc.sentences[sentence.i - 1].paragraph != sentence.paragraph
        or q.end - q.start <= SCARE_WORDS
    ):
        return None
    if any(doc.tokens[t].pos != "PUNCT" for t in range(sentence.start, q.start)):
        return None
    last = doc.sentence_of(q.end - 1)
    return f if all(doc.tokens[t].pos == "PUNCT" for t in range(q.end, last.end)) else None


def _goes_on(doc: Doc, before: Quotation, q: Quotation) -> bool:
    first, last = doc.sentence_of(before.end - 1), doc.sentence_of(q.start)
    if first.paragraph != last.paragraph or last.i - first.i > 2:
        return False
    ended = (
        doc.tokens[q.end - 1].text in {".", "!", "?"}
        or doc.tokens[min(q.end + 1, len(doc.tokens) - 1)].text == "."
    )
    if q.end - q.start <= SCARE_WORDS and not (ended and q.start - 1 <= last.start):
        return False
    # The sentence must be all quotation, or the tail of the cue's own sentence.
    lead = [i for i in range(last.start, q.start) if doc.tokens[i].pos != "PUNCT"]
    return not lead or first.i == last.i


def _stands_alone(doc: Doc, before: Quotation, q: Quotation) -> bool:
    """Whether a quotation is all of a paragraph that follows the paragraph of the one before it: then the
    same speaker goes on."""
    sentence = doc.sentence_of(q.start)
    if sentence.paragraph != doc.sentence_of(before.end - 1).paragraph + 1:
        return False
    if sentence.start < q.start - 1 or (
        sentence.i and doc.sentences[sentence.i - 1].paragraph == sentence.paragraph
    ):
        return False
    last = doc.sentence_of(q.end - 1)
    rest = range(q.end, last.end)
    after = doc.sentences[last.i + 1] if last.i + 1 < len(doc.sentences) else None
    if after is not None and after.paragraph == sentence.paragraph:
        return after.end - after.start <= 1
    return all(doc.tokens[t].pos == "PUNCT" for t in rest)


EDGES = frozenset({",", "”", "“", '"', "''", "``", "–", "—", "-", ":", ";", "(", ")", "’", "'", "«", "»"})


def _tidy(doc: Doc, f: Found) -> None:
    """Content without the source, the cue, and marks of punctuation at the edges of each of its stretches."""
    f.content -= set(f.cue)
    if f.rule != "quoted":
        f.content -= set(f.source)
    kept: set[int] = set()
    for stretch in _stretches(sorted(f.content)):
        lo, hi = stretch
        while lo < hi and doc.tokens[lo].pos == "PUNCT" and doc.tokens[lo].text not in {"(", "[", "..."}:
            lo += 1
        while lo < hi and doc.tokens[hi - 1].text in EDGES:
            hi -= 1
        if any(doc.tokens[i].pos != "PUNCT" for i in range(lo, hi)):
            kept.update(range(lo, hi))
    f.content = kept


def _stretches(ordered: list[int]) -> list[tuple[int, int]]:
    """Runs of neighbouring indices, end exclusive."""
    out: list[tuple[int, int]] = []
    for i in ordered:
        if out and out[-1][1] == i:
            out[-1] = (out[-1][0], i + 1)
        else:
            out.append((i, i + 1))
    return out
