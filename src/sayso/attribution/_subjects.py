"""Who speaks where the parser gave a verb no subject: behind the verb, before it, or above it."""

from __future__ import annotations

from sayso.attribution._beside import TELLING
from sayso.attribution._quotes import MARKS
from sayso.language import Doc, syntax

SPOKEN = TELLING | {"inform", "shout", "cry", "ask", "reply", "answer", "post", "tweet", "respond", "exclaim"}
NAMING = frozenset({"NOUN", "PROPN", "PRON"})
NOBODY = frozenset({"it", "that", "which", "this", "there", "what", "you"})
ABOVE = frozenset(
    {"pcomp", "xcomp", "acl", "relcl", "advcl", "csubj", "conj", "dep", "prep", "acomp", "pobj", "dobj"}
)
"""Arcs over which a verb without a subject may take that of the clause above it."""


def inverted_subject(doc: Doc, i: int) -> list[int]:
    """The subject after a verb that the parser took for its object ("..., informs the agency")."""
    objects = [o for o in syntax.kids(doc, i, "dobj") if i < o <= i + 6]
    before = doc.tokens[i - 1].text if i else ""
    if not objects or doc.tokens[i].lemma not in SPOKEN or before not in {",", *MARKS}:
        return []
    if any(c > i for c in syntax.kids(doc, i, "ccomp")) or syntax.kids(doc, i, "nsubj"):
        return []
    return [h for o in objects for h in syntax.conjuncts(doc, o)]


def trailing_speaker(doc: Doc, i: int) -> list[int]:
    """Who speaks at the end of a translated sentence: "The envoys met in Quito, informed the state channel":
    the parser coordinates the verb with what it reports and takes the speaker for its object."""
    token = doc.tokens[i]
    if token.dep != "conj" or token.lemma not in SPOKEN or syntax.kids(doc, i, "nsubj", "ccomp", "xcomp"):
        return []
    objects = syntax.kids(doc, i, "dobj")
    if len(objects) != 1 or doc.tokens[i - 1].text != "," or objects[0] < i:
        return []
    end = doc.sentence_of(i).end
    after = range(max(syntax.subtree(doc, objects[0])) + 1, end)
    return objects if all(doc.tokens[t].pos == "PUNCT" for t in after) else []


def subject_nearby(doc: Doc, i: int) -> list[int]:
    """The subject of a verb to which the parser gave none: for an infinitive or a gerund that of the clause
    above ("is likely *to warn*"), for a finite verb the noun right before it, past a comma ("Ito, the
    envoy, *said*"), or right after it where a quotation or comma stands before ("...," *said* Ito)."""
    token = doc.tokens[i]
    if token.tag in {"VBD", "VBZ"} and token.dep != "conj":
        return _noun_after(doc, i) or _noun_before(doc, i)
    here = i
    for _ in range(5):
        if doc.tokens[here].head == here or doc.tokens[here].dep not in ABOVE:
            return []
        here = doc.tokens[here].head
        own = [c for c in syntax.kids(doc, here, "nsubj", "nsubjpass") if c < i]
        if own and doc.tokens[own[0]].lower in NOBODY:
            return []
        if own:
            return [h for c in own for h in syntax.conjuncts(doc, c)]
    return []


def _noun_after(doc: Doc, i: int) -> list[int]:
    before = doc.tokens[i - 1].text if i else ""
    if before not in {",", *MARKS}:
        return []
    end = doc.sentence_of(i).end
    for j in range(i + 1, min(i + 5, end)):
        if doc.tokens[j].pos in {"PUNCT", "VERB", "AUX", "ADP", "SCONJ"}:
            return []
        if doc.tokens[j].pos in NAMING:
            while j + 1 < end and doc.tokens[j + 1].pos in {"NOUN", "PROPN"}:
                j += 1
            return [j]
    return []


def _noun_before(doc: Doc, i: int) -> list[int]:
    start = doc.sentence_of(i).start
    j = i - 1
    while j > start and (
        doc.tokens[j].pos in {"ADV", "AUX", "PART"} or doc.tokens[j].text in {",", "-", "–", "—"}
    ):
        j -= 1
    if j < start or doc.tokens[j].pos not in NAMING:
        return []
    up = doc.tokens[j].head
    while up != j and start <= up < j and doc.tokens[up].pos in {*NAMING, "ADP"}:
        if doc.tokens[j].dep == "appos" and doc.tokens[up].dep in {"dobj", "pobj", "attr"}:
            break  # "..., until the council scraps the fees, *Abena Korsah*, the secretary, said"
        j, up = up, doc.tokens[up].head
    somebody = doc.tokens[j].pos in NAMING and doc.tokens[j].lower not in NOBODY
    return [j] if somebody else []
