"""Where the content of a reporting verb stands, by the frames of the cue lexicon."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.attribution._beside import TELLING, has_tense, is_citing, said_beside
from sayso.attribution._cues import Cue
from sayso.attribution._quotes import CLOSING, STRAIGHT
from sayso.language import Doc, syntax

WITNESSED = frozenset({"see", "decide"})
"""Verbs that report only where they are finite: "saw that ...", not "went to see"."""

HEARD = frozenset(
    {"ask", "inform", "notify", "brief", "warn", "question", "press", "alert", "advise", "remind", "assure"}
)
"""Verbs whose object hears what their preposition names ("briefed reporters on the attack")."""

NOT_BESIDE = frozenset({"see", "find", "know", "show", "decide", "recognize", "recognise", "teach", "hear"})
"""Verbs that hardly stand beside what they report ("The road, they found, was closed" is rare)."""


def contents(doc: Doc, i: int, cue: Cue, passive: bool) -> Iterator[tuple[str, set[int], list[int]]]:
    """(rule, content tokens, further cue tokens) in order of preference."""
    frames = cue.frames
    clauses = own_clauses(doc, i)
    if clauses and frames & {"c", "q"}:
        content = {t for c in clauses for t in syntax.subtree(doc, c, said_beside(doc, c))}
        objects = syntax.kids(doc, i, "dobj") if "oof" in frames else []
        yield "c", content | {t for o in objects for t in syntax.subtree(doc, o)}, []
    if clauses and "oi" in frames:
        yield "oi", {t for c in clauses for t in syntax.subtree(doc, c)}, []
    if "c" in frames and doc.tokens[i].dep in {"parataxis", "ccomp"} and _stands_beside(doc, i, clauses):
        above = doc.tokens[i].head
        if doc.tokens[i].dep == "parataxis" or _is_interrupting(doc, i):
            yield "parataxis", set(syntax.subtree(doc, above, [i])), []
    infinitives = [c for c in syntax.kids(doc, i, "xcomp") if doc.tokens[c].tag in {"VB", "VBG"}]
    objects = syntax.kids(doc, i, "dobj", "dative", "nsubjpass")
    if "ox" in frames and infinitives and objects:
        yield "ox", {t for c in [*infinitives, *objects] for t in syntax.subtree(doc, c)}, []
    if "ox" in frames and clauses:
        yield "ox", {t for c in clauses for t in syntax.subtree(doc, c)}, []
    if "x" in frames and infinitives and not passive:
        yield "x", {t for c in infinitives for t in syntax.subtree(doc, c)}, []
    if "c" in frames and not clauses and not passive:
        strayed = _strayed_clause(doc, i)
        if strayed is not None:
            yield "c", set(syntax.subtree(doc, strayed)), []
    yield from _nominal_contents(doc, i, cue, objects)
    if "c" in frames and not clauses and not passive:
        rest = _rest_of_sentence(doc, i, cue)
        if rest:
            yield "rest", rest, []


def own_clauses(doc: Doc, i: int) -> list[int]:
    """The clauses that a verb reports. Beside one that "that" opens, another before the verb is none."""
    clauses = syntax.kids(doc, i, "ccomp")
    if is_citing(doc, i):
        return []
    clauses = clauses or [
        c for k in doc.children[i] if is_citing(doc, k) for c in syntax.kids(doc, k, "ccomp")
    ]
    if doc.tokens[i].lemma in WITNESSED:
        clauses = [c for c in clauses if c > i and has_tense(doc, c)]
    after = [c for c in clauses if c > i]
    marked = [c for c in after if any(doc.tokens[m].lower == "that" for m in doc.children[c])]
    if marked or not after or len(after) == len(clauses):
        return marked or clauses
    # Two clauses, one on each side: "The talks were hard; most said they were very hard."
    parted = any(doc.tokens[t].text in {";", ":"} for t in range(min(clauses), i))
    return after if parted else clauses


def _deed_of(doc: Doc, i: int) -> list[int]:
    """The "of doing" of an accusation that the parser hung on a word between ("several times of paying")."""
    for c in range(i + 1, doc.sentence_of(i).end):
        strayed = doc.tokens[c].lower == "of" and syntax.kids(doc, c, "pcomp")
        if strayed and i in syntax.ancestors(doc, c):
            return [c]
    return []


def _strayed_clause(doc: Doc, i: int) -> int | None:
    """A that-clause that the parser hung on a noun between ("emphasised during the talks that ...")."""
    for prep in syntax.kids(doc, i, "prep", "npadvmod"):
        for noun in syntax.subtree(doc, prep):
            for c in syntax.kids(doc, noun, "acl", "relcl", "ccomp"):
                if any(
                    doc.tokens[m].lower == "that" and doc.tokens[m].dep == "mark" for m in doc.children[c]
                ):
                    return c
    return None


def _rest_of_sentence(doc: Doc, i: int, cue: Cue) -> set[int]:
    """Where the parse lost the clause: what follows the cue up to the end of its sentence, if "that"
    opens it or a subject and a finite verb stand in it. Not after a quotation ("...", wrote the pilot who
    ...), and for verbs that mostly have an object ("found a man who ...") only with "that"."""
    if _follows_quotation(doc, i):
        return set()
    end = next(
        (t for t in range(i + 2, doc.sentence_of(i).end) if doc.tokens[t].text in CLOSING | STRAIGHT),
        doc.sentence_of(i).end,
    )
    start = i + 1
    while (
        start < end
        and doc.tokens[start].dep in {"dobj", "dative", "advmod", "prt"}
        and doc.tokens[start].head == i
    ):
        start += 1
    if start + 2 >= end or (
        doc.tokens[start].pos in {"PUNCT", "ADP", "CCONJ", "SCONJ"} and doc.tokens[start].lower != "that"
    ):
        return set()
    that = doc.tokens[start].lower == "that"
    if doc.tokens[start].tag in {"WP", "WDT", "VB"} and not that:
        return set()
    if not that and cue.lemma not in TELLING:
        return set()
    rest = range(start, end)
    finite = any(doc.tokens[t].tag in {"VBD", "VBZ", "VBP", "MD"} for t in rest)
    subject = any(doc.tokens[t].dep in syntax.SUBJECTS for t in rest)
    return set(rest) if finite and (subject or doc.tokens[start].lower == "that") else set()


def _follows_quotation(doc: Doc, i: int) -> bool:
    """Whether a closing mark stands right before a verb or before the subject on its left."""
    left = min([i, *(t for h in syntax.kids(doc, i, "nsubj") if h < i for t in syntax.subtree(doc, h))])
    return left > doc.sentence_of(i).start and doc.tokens[left - 1].text in CLOSING | STRAIGHT


def _nominal_contents(
    doc: Doc, i: int, cue: Cue, objects: list[int]
) -> Iterator[tuple[str, set[int], list[int]]]:
    frames = cue.frames
    if doc.tokens[i].dep == "acl" and syntax.is_passive(doc, i):
        objects = [*objects, doc.tokens[i].head]
    below = {t for o in objects for t in syntax.subtree(doc, o, [i])}
    if "oof" in frames and objects:
        of = [
            c
            for c in syntax.kids(doc, i, "prep")
            if doc.tokens[c].lower in {"of", "for", "over", "as", "on", "with", "to"}
        ]
        of += _deed_of(doc, i)
        deep = [
            c
            for o in objects
            for h in syntax.conjuncts(doc, o)
            for c in syntax.kids(doc, h, "prep")
            if doc.tokens[c].lower in {"of", "for"}
        ]
        if of or deep:
            yield "oof", below | {t for c in of for t in syntax.subtree(doc, c)}, []
    if "oa" in frames and objects:
        as_ = [
            c
            for c in syntax.kids(doc, i, "prep", "oprd", "advcl")
            if doc.tokens[c].dep == "oprd" or doc.tokens[c].lower == "as"
        ]
        if as_:
            yield "oa", below | {t for c in as_ for t in syntax.subtree(doc, c)}, []
    if "oa" in frames and cue.lemma not in WITNESSED:
        small = syntax.kids(doc, i, "ccomp", "oprd")
        if small:
            yield "oa", below | {t for c in small for t in syntax.subtree(doc, c)}, []
    for c in syntax.kids(doc, i, "prep"):
        if doc.tokens[c].lower in cue.prepositions and (not objects or cue.lemma in HEARD):
            under = {t for k in doc.children[c] for t in syntax.subtree(doc, k)}
            under |= {t for k in _asked_to(doc, i, c) for t in syntax.subtree(doc, k)}
            if under:
                yield "prep", under, [c]
    if "o" in frames and objects:
        adverbial = [
            c
            for c in doc.children[i]
            if doc.tokens[c].dep == "prep" and doc.tokens[c].lower in {"against", "for", "on", "of"} and c > i
        ]
        yield "o", below | {t for c in adverbial for t in syntax.subtree(doc, c)}, []


def _stands_beside(doc: Doc, i: int, clauses: list[int]) -> bool:
    """Whether a cue may report the clause around it: it has no complement of its own and a subject."""
    if clauses or doc.tokens[i].lemma in NOT_BESIDE or syntax.kids(doc, i, "dobj", "xcomp"):
        return False
    return bool(syntax.kids(doc, i, "nsubj"))


def _asked_to(doc: Doc, i: int, preposition: int) -> list[int]:
    """The infinitive of "called on the council *to resign*", which the parser hangs on the verb."""
    if doc.tokens[preposition].lower != "on":
        return []
    return [c for c in syntax.kids(doc, i, "xcomp", "advcl") if c > preposition and doc.tokens[c].tag == "VB"]


def _is_interrupting(doc: Doc, i: int) -> bool:
    """ "The plan, he said, is dead": the cue's clause is set off by commas or quotation marks."""
    under = syntax.subtree(doc, i)
    lo, hi = under[0], under[-1]
    before = doc.tokens[lo - 1].text if lo else ""
    return before in {",", "”", '"', "–", "—"} and len(under) <= 8 and hi - lo < 12
