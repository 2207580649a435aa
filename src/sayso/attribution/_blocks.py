"""Block quotes: a paragraph that ends in a colon after a verb of speech, and the paragraph it introduces.

"The nuns write:" and, on a line of its own without quotation marks, what they write.
"""

from __future__ import annotations

from itertools import pairwise

from sayso.attribution._cues import lexicon
from sayso.attribution._found import Found, cue_words, source_words
from sayso.attribution._quotes import MARKS, paragraphs
from sayso.language import Doc, Sentence, syntax

NEAR = 8
"""Words at most between the verb of speech and the colon."""

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD", "VB"})
_SPOKEN = frozenset({"c", "q"})


def blocks(doc: Doc, found: list[Found]) -> list[Found]:
    """Give each block to the statement that introduces it; gives the statements that no rule had found."""
    by_anchor = {f.anchor: f for f in found}
    added: list[Found] = []
    for sentence, block in _introduced(doc):
        content = set(block)
        cue = _cue(doc, sentence)
        f = by_anchor.get(cue) if cue is not None else _announcing(doc, sentence, found)
        if f is not None:
            clause = any(doc.tokens[i].tag in _FINITE and i > f.anchor for i in f.content)
            f.content = f.content | content if clause else content
        elif cue is not None and (heads := syntax.subjects(doc, cue)):
            stance = lexicon()[doc.tokens[cue].lemma].stance
            words = cue_words(doc, cue, [], content)
            added.append(
                Found(words, source_words(doc, heads, cue), content, heads, stance, "block", anchor=cue)
            )
    return added


def _introduced(doc: Doc) -> list[tuple[Sentence, range]]:
    """Sentences that end their paragraph in a colon, and the tokens of the paragraph after them."""
    out = []
    for (_, colon), (start, end) in pairwise(paragraphs(doc)):
        if doc.tokens[colon - 1].text != ":" or doc.tokens[start].text in MARKS:
            continue
        block = range(start, end)
        if any(doc.tokens[i].tag in _FINITE for i in block):
            out.append((doc.sentence_of(colon - 1), block))
    return out


def _cue(doc: Doc, sentence: Sentence) -> int | None:
    """The verb of speech right before the colon."""
    for i in range(sentence.end - 2, max(sentence.start, sentence.end - 2 - NEAR) - 1, -1):
        token = doc.tokens[i]
        if token.pos == "VERB":
            known = lexicon().get(token.lemma)
            return i if known is not None and known.frames & _SPOKEN else None
    return None


def _announcing(doc: Doc, sentence: Sentence, found: list[Found]) -> Found | None:
    """The statement whose content only announces the block ("broadcast the following statement:")."""
    for f in found:
        inside = sentence.start <= f.anchor < sentence.end
        if inside and any(doc.tokens[i].lower in {"following", "this"} for i in f.content):
            return f
    return None
