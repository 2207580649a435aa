"""Contexts of an event: a keyword rule over the sentence it stands in."""

from __future__ import annotations

from sayso.events.codebook import Codebook
from sayso.language import Doc


def contexts_of(doc: Doc, trigger: int, book: Codebook) -> tuple[str, ...]:
    """Names of the contexts whose cue lemmas or phrases stand in the trigger's sentence, in the order of
    the codebook; a context is left out beside those that its entry names under ``unless``."""
    sentence = doc.sentence_of(trigger)
    lemmas = [doc.tokens[i].lemma.lower() for i in range(sentence.start, sentence.end)]
    words = set(lemmas)
    joined = f" {' '.join(lemmas)} "
    found = [
        context
        for context in book.contexts.values()
        if context.words & words or any(f" {' '.join(p)} " in joined for p in context.phrases)
    ]
    names = {context.name for context in found}
    return tuple(context.name for context in found if not names & set(context.unless))
