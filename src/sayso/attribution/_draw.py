"""Draws quotations into attributions: contents grow to whole quotations, and loose quotations find a cue."""

from __future__ import annotations

from bisect import bisect_left

from sayso.attribution._cues import lexicon
from sayso.attribution._found import Found, cue_words, source_words
from sayso.attribution._quotes import SCARE_WORDS, Quotation, quotations
from sayso.language import Doc, syntax

SPEECH_FRAMES = frozenset({"c", "q"})


def draw(doc: Doc, found: list[Found]) -> list[Found]:
    """Match what the rules found with the quotations of the article. Gives all attributions, by cue."""
    quotes = quotations(doc)
    _grow(quotes, found)
    loose = [q for q in quotes if not any(q.start in f.content or q.end - 1 in f.content for f in found)]
    added = _adopt(doc, loose, found)
    everything = found + added
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
        n = max(0, bisect_left(starts, min(f.content)) - 1)
        while n < len(quotes) and quotes[n].start <= max(f.content):
            q = quotes[n]
            n += 1
            if q.start <= f.anchor < q.end or any(q.start <= i < q.end for i in f.source):
                continue
            inside = sum(1 for i in range(q.start, q.end) if i in f.content)
            if 0 < inside < q.end - q.start and (inside > 1 or q.end - q.start < 4):
                f.content.update(range(q.start, q.end))


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
        heads = [h for h in heads if not q.start <= h < q.end]
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


def _cue_beside(doc: Doc, q: Quotation, used: set[int]) -> int | None:
    """A speech verb right after the quotation ("...", he said) or right before it (he said, "...")."""
    words = lexicon()
    after = range(q.end, min(q.end + 12, doc.sentences[doc.tokens[q.end - 1].sentence].end))
    before = range(q.start - 1, max(q.start - 14, doc.sentences[doc.tokens[q.start].sentence].start) - 1, -1)
    if len(after) <= 1 and q.end < len(doc.tokens) and doc.tokens[q.end].i + 1 < len(doc.tokens):
        nxt = doc.sentences[min(doc.tokens[q.end].sentence + 1, len(doc.sentences) - 1)]
        if doc.tokens[nxt.start].text in {",", "”"} or doc.tokens[nxt.start].lower in {"said", "says"}:
            after = range(q.end, min(q.end + 12, nxt.end))
    paragraph_before = doc.tokens[q.start].sentence - 1
    if q.start - 1 == doc.sentence_of(q.start).start and paragraph_before >= 0:
        last = doc.sentences[paragraph_before]
        if doc.tokens[last.end - 1].text == ":":
            before = range(last.end - 1, last.start - 1, -1)
    for side in (after, before):
        for i in side:
            token = doc.tokens[i]
            if token.pos == "VERB" and token.lemma in words and words[token.lemma].frames & SPEECH_FRAMES:
                if i in used or token.dep in {"amod", "compound"} or token.tag == "VB":
                    break
                return i
    return None


def _carry_on(doc: Doc, quotes: list[Quotation], found: list[Found]) -> None:
    """Quotations that go on: whole quoted sentences after the cue's sentence in the same paragraph, and
    quotations continued over a paragraph break, belong to the quotation before them."""
    covered: dict[int, Found] = {}
    for f in found:
        for i in f.content:
            covered.setdefault(i, f)
    before: Quotation | None = None
    for q in quotes:
        if before is not None and q.start not in covered and q.end - 1 not in covered:
            owner = covered.get(before.end - 1) or covered.get(before.start)
            if owner is not None and (q.continued or _goes_on(doc, before, q)):
                owner.content.update(range(q.start, q.end))
                for i in range(q.start, q.end):
                    covered[i] = owner
        before = q


def _goes_on(doc: Doc, before: Quotation, q: Quotation) -> bool:
    first, last = doc.sentence_of(before.end - 1), doc.sentence_of(q.start)
    if first.paragraph != last.paragraph or last.i - first.i > 2:
        return False
    if q.end - q.start <= SCARE_WORDS:
        return False
    # The sentence must be all quotation, or the tail of the cue's own sentence.
    lead = [i for i in range(last.start, q.start) if doc.tokens[i].pos != "PUNCT"]
    return not lead or first.i == last.i


EDGES = frozenset({",", "”", "“", '"', "–", "—", "-", ":", ";", "(", ")", "’", "'", "«", "»"})


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
