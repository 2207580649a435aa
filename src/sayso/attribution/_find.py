"""Finds attributions by rules over the parse: for each cue its source and its content.

Each rule gives a ``Found``; ``rule`` names it, and its precision on annotated news is the confidence.
Method: a cue lexicon with valency frames, in the line of quote extractors that start from reporting verbs
(Krestel et al. 2008; the rules of GenderGapTracker), widened to indirect speech, thoughts and demands.
"""

from __future__ import annotations

from collections.abc import Iterator

from sayso.attribution import _counts as counts
from sayso.attribution import _phrases as phrases
from sayso.attribution import _states as states
from sayso.attribution._cues import QUOTING, VIEW_NOUNS, Cue, adjective_cues, lexicon, noun_cues
from sayso.attribution._found import Found
from sayso.attribution._verbs import by_verb
from sayso.language import Doc

NO_VERB = frozenset({"amod", "compound", "aux", "auxpass"})
"""Places in a sentence where a verb form does not stand for a verb."""


def candidates(doc: Doc) -> Iterator[Found]:
    """Every attribution that a rule finds, before quotations are drawn in; in order of the cue."""
    words, nouns, adjectives = lexicon(), noun_cues(), adjective_cues()
    for token in doc.tokens:
        if token.lower == "according":
            yield from phrases.according(doc, token.i)
        elif token.lemma == "put" and token.pos == "VERB":
            yield from counts.put_at(doc, token.i)
        elif token.pos in {"VERB", "AUX"} and token.dep not in NO_VERB:
            cue = words.get(token.lemma)
            impersonal = [*states.held(doc, token.i), *states.told(doc, token.i)]
            if impersonal or cue is None:
                yield from impersonal
            else:
                yield from _by_cue(doc, token.i, cue)
        elif token.lower in adjectives and token.pos in {"ADJ", "VERB"}:
            yield from states.adjective(doc, token.i)
        elif token.lower == "that" and token.i and doc.tokens[token.i - 1].lower == "by":
            yield from counts.by_count(doc, token.i)
        elif token.pos == "NOUN":
            by_count = list(counts.by_count(doc, token.i)) if token.lower in counts.COUNTS else []
            if by_count:
                yield from by_count
            elif token.lower in VIEW_NOUNS:
                yield from phrases.in_view(doc, token.i)
            elif token.lemma in nouns:
                yield from phrases.noun(doc, token.i)
        elif token.text == ":":
            yield from phrases.label(doc, token.i)


def _by_cue(doc: Doc, i: int, cue: Cue) -> Iterator[Found]:
    chain = list(phrases.quoting(doc, i)) if cue.lemma in QUOTING else []
    yield from chain or by_verb(doc, i, cue)
