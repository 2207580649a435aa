"""Attributions without a speaking verb: "is expected to", "it is said that", "is confident that".

An impersonal passive has no source: somebody believes or says it, and the text keeps who to itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from sayso.attribution._beside import afterthoughts
from sayso.attribution._cues import adjective_cues
from sayso.attribution._found import Found, cue_words, source_words
from sayso.language import Doc, syntax
from sayso.records import Stance

HELD: dict[str, Stance] = {
    "expect": "predicts",
    "forecast": "predicts",
    "predict": "predicts",
    "project": "predicts",
    "anticipate": "predicts",
    "believe": "believes",
    "think": "believes",
    "fear": "believes",
    "presume": "believes",
    "suspect": "believes",
    "assume": "believes",
    "understand": "believes",
    "say": "says",
    "report": "reports",
    "allege": "asserts",
    "claim": "asserts",
    "rumor": "reports",
    "rumour": "reports",
    "estimate": "asserts",
}
"""Verbs of "is expected to ..." and "it is believed that ..."."""

ASKED = frozenset({"ask", "question", "press"})
HEARD_BY = ASKED | {"tell", "inform", "notify", "warn", "assure", "advise"}
OPENERS = frozenset({"that", "whether", "if", "how", "why", "what", "when", "where", "who", "which"})

SOURCELESS = frozenset({"unclear", "uncertain", "doubtful"})
"""Adjectives of "it is unclear whether": nobody is named who knows or does not."""


def held(doc: Doc, i: int) -> Iterator[Found]:
    """ "X is expected (by Z) to do Y", "it is believed that Y": the content is the subject and the
    infinitive, or the clause; the source who stands beside it, else nobody."""
    token = doc.tokens[i]
    stance = HELD.get(token.lemma)
    if stance is None:
        return
    heads = syntax.agents(doc, i)
    subjects = syntax.kids(doc, i, "nsubjpass")
    if not subjects or token.tag != "VBN":
        return
    infinitives = [c for c in syntax.kids(doc, i, "xcomp") if c > i]
    clauses = [c for c in syntax.kids(doc, i, "ccomp") if c > i]
    if doc.tokens[subjects[0]].lower == "it" and clauses:
        content = {t for c in clauses for t in syntax.subtree(doc, c)}
    elif infinitives:
        content = {t for c in [*subjects, *infinitives] for t in syntax.subtree(doc, c)}
    else:
        return
    source = source_words(doc, heads, i)
    content -= {*afterthoughts(doc, content, i, clauses=True), *source}
    kind = "speech" if heads and stance in ("says", "reports", "asserts") else "thought"
    yield Found(cue_words(doc, i, [], content), source, content, heads, stance, "held", kind=kind, anchor=i)


def told(doc: Doc, i: int) -> Iterator[Found]:
    """ "Asked about the deal, ...", "the crew was told that ...": an utterance whose hearer is named and
    whose speaker is not."""
    token = doc.tokens[i]
    if token.tag != "VBN" or token.lemma not in HEARD_BY or syntax.agents(doc, i):
        return
    hearers = syntax.kids(doc, i, "nsubjpass")
    bare = token.dep in {"advcl", "acl"} and not syntax.kids(doc, i, "nsubj", "dobj")
    if (not hearers and not bare) or any(doc.tokens[c].lower == "have" for c in syntax.kids(doc, i, "aux")):
        return
    clauses = [c for c in syntax.kids(doc, i, "ccomp", "advcl") if c > i and _is_question_or_that(doc, c)]
    extra: list[int] = []
    content = {t for c in clauses[:1] for t in syntax.subtree(doc, c)}
    if not content:
        preps = [c for c in syntax.kids(doc, i, "prep") if doc.tokens[c].lower == "about" and c > i]
        content = {t for c in preps[:1] for t in syntax.subtree(doc, c)} - set(preps[:1])
        extra = preps[:1]
    if not content:
        return
    stance: Stance = "asks" if token.lemma in ASKED else "says"
    hearer = hearers[0] if hearers else None
    cue = cue_words(doc, i, extra, content)
    kind = "stance" if extra else "speech"
    yield Found(cue, [], content, [], stance, "held", kind=kind, addressee=hearer, anchor=i)


def _is_question_or_that(doc: Doc, c: int) -> bool:
    return any(doc.tokens[t].lower in OPENERS for t in syntax.subtree(doc, c)[:2])


def adjective(doc: Doc, i: int) -> Iterator[Found]:
    """ "X is confident that ...", "X was critical of ...", "it is unclear whether ..."."""
    token = doc.tokens[i]
    stance, prepositions = adjective_cues()[token.lower]
    if token.dep not in {"acomp", "oprd"} or doc.tokens[token.head].pos not in {"AUX", "VERB"}:
        return
    verb = token.head
    heads = syntax.subjects(doc, verb)
    clauses = [c for c in [*syntax.kids(doc, i, "ccomp"), *syntax.kids(doc, verb, "ccomp")] if c > i]
    infinitives = [c for c in syntax.kids(doc, i, "xcomp") if c > i] if "x" in prepositions else []
    preps = [c for c in syntax.kids(doc, i, "prep") if doc.tokens[c].lower in prepositions and c > i]
    impersonal = not heads or doc.tokens[heads[0]].lower in {"it", "that", "this", "what", "there"}
    if impersonal and token.lower not in SOURCELESS:
        return
    roots = clauses if "c" in prepositions and clauses else infinitives
    content = {t for c in roots for t in syntax.subtree(doc, c)}
    extra = [verb] if verb < i and verb >= i - 3 else []
    if not content and preps and not impersonal:
        content = {t for c in preps[:1] for t in syntax.subtree(doc, c)} - {preps[0]}
        extra.append(preps[0])
    if not content:
        return
    heads = [] if impersonal or token.lower in SOURCELESS else heads
    kind = "stance" if not roots else "thought"
    cue = cue_words(doc, i, extra, content)
    source = source_words(doc, heads, verb)
    yield Found(cue, source, content - set(source), heads, stance, "adjective", kind=kind, anchor=i)
