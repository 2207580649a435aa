"""Questions about a parse, asked by every room: who is the subject, what hangs below, is it negated.

All knowledge of arc labels lives here (ClearNLP style, as in OntoNotes and in spaCy's English models), so
that a parser with other labels changes this module and no other. Every function takes a Doc and a token
index and gives token indices.
"""

from __future__ import annotations

from collections.abc import Iterable

from sayso.language._doc import Doc

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
_PASSIVE_MARKS = PASSIVE_SUBJECTS | {"auxpass", "agent"}
NOUN_PARTS = frozenset(
    {"det", "amod", "compound", "nmod", "nummod", "poss", "predet", "quantmod", "advmod", "case"}
)


def kids(doc: Doc, i: int, *labels: str) -> list[int]:
    """Direct dependents of a token, those with one of the labels where any are named."""
    if not labels:
        return doc.children[i]
    return [c for c in doc.children[i] if doc.tokens[c].dep in labels]


def conjuncts(doc: Doc, i: int) -> list[int]:
    """A token and what is coordinated with it ("A, B and C"), in the order of the text."""
    out: list[int] = []
    stack = [i]
    while stack:
        here = stack.pop()
        out.append(here)
        stack.extend(c for c in reversed(doc.children[here]) if doc.tokens[c].dep == "conj")
    return out


def first_conjunct(doc: Doc, i: int) -> int:
    """The first member of the coordination that a token belongs to (itself where there is none)."""
    while doc.tokens[i].dep == "conj" and doc.tokens[i].head != i:
        i = doc.tokens[i].head
    return i


def hyphened(doc: Doc, i: int) -> bool:
    """Whether a hyphen stands right before or after a word ("*Syrian*-backed", "pro-*Russian*")."""
    return any(t.text == "-" for t in doc.tokens[max(0, i - 1) : i + 2])


def subtree(doc: Doc, i: int, without: Iterable[int] = ()) -> list[int]:
    """A token and everything below it, sorted; the branches that begin at ``without`` are left out."""
    skip = set(without)
    out: list[int] = []
    stack = [i]
    while stack:
        here = stack.pop()
        out.append(here)
        stack.extend(c for c in doc.children[here] if c not in skip)
    return sorted(out)


def subjects(doc: Doc, verb: int, *, inherit: bool = True) -> list[int]:
    """Heads of a verb's subject, coordination unrolled.

    With ``inherit``, a verb without a subject of its own takes that of the verb it is coordinated with or
    is a complement or adjunct of ("announced and left"; "wants to leave"; "left, saying ..."); a
    participle or relative clause on a noun takes the noun.
    """
    here: int | None = verb
    while here is not None:
        own = [c for c in doc.children[here] if doc.tokens[c].dep in SUBJECTS]
        if own:
            return _own_subjects(doc, here, own)
        if not inherit:
            return []
        found, here = _inherited(doc, here)
        if found:
            return found
    return []


def _own_subjects(doc: Doc, verb: int, own: list[int]) -> list[int]:
    """The heads of a verb's subject; for the pronoun of a relative clause, the noun it stands for."""
    heads = [h for c in own for h in conjuncts(doc, c)]
    token = doc.tokens[verb]
    if token.dep == "relcl" and all(
        doc.tokens[h].tag in {"WDT", "WP"} or doc.tokens[h].lower == "that" for h in heads
    ):
        return conjuncts(doc, token.head)
    return heads


def _inherited(doc: Doc, verb: int) -> tuple[list[int], int | None]:
    """What a verb without a subject takes for one, or else the verb whose subject it takes."""
    token = doc.tokens[verb]
    if token.head == verb:
        return [], None
    if token.dep in {"conj", "xcomp", "advcl", "ccomp"} and doc.tokens[token.head].pos in {
        "VERB",
        "AUX",
        "ADJ",
    }:
        if token.dep == "ccomp" and token.tag not in {"VB", "VBG"}:
            return [], None
        if token.dep == "xcomp":
            controller = [c for c in doc.children[token.head] if doc.tokens[c].dep in {"dobj", "dative"}]
            if controller:
                return [h for c in controller for h in conjuncts(doc, c)], None
        return [], token.head
    if token.dep == "acl" and token.tag == "VBG":
        return [token.head], None
    if token.dep == "pcomp":
        clause = doc.tokens[token.head].head
        if doc.tokens[clause].pos in {"VERB", "AUX"}:
            return [], clause
        up = doc.tokens[clause].head
        if doc.tokens[clause].dep in {"pobj", "prep"} and doc.tokens[up].dep == "prep":
            return [], doc.tokens[up].head
    return [], None


def is_passive(doc: Doc, verb: int) -> bool:
    """Whether a verb stands in the passive: an auxiliary or passive subject says so, or it is a bare
    past participle on a noun ("the men arrested on Sunday")."""
    while True:
        token = doc.tokens[verb]
        below = {doc.tokens[c].dep for c in doc.children[verb]}
        if not below.isdisjoint(_PASSIVE_MARKS):
            return True
        if token.dep != "conj" or token.tag != "VBN" or token.head == verb or below & {"aux", "nsubj"}:
            return token.tag == "VBN" and token.dep in {"acl", "amod"}
        verb = token.head


def objects(doc: Doc, verb: int) -> list[int]:
    """Heads of a verb's direct objects, coordination unrolled."""
    return [h for c in doc.children[verb] if doc.tokens[c].dep in {"dobj", "obj"} for h in conjuncts(doc, c)]


def indirect_objects(doc: Doc, verb: int) -> list[int]:
    """Heads of a verb's indirect objects ("told *reporters*")."""
    return [
        h
        for c in doc.children[verb]
        if doc.tokens[c].dep == "dative" and doc.tokens[c].pos != "ADP"
        for h in conjuncts(doc, c)
    ]


def agents(doc: Doc, verb: int) -> list[int]:
    """Heads of the by-phrase of a passive verb."""
    out: list[int] = []
    for c in doc.children[verb]:
        if doc.tokens[c].dep == "agent" or (
            doc.tokens[c].lower == "by" and doc.tokens[c].dep == "prep" and is_passive(doc, verb)
        ):
            out.extend(h for p in doc.children[c] if doc.tokens[p].dep == "pobj" for h in conjuncts(doc, p))
    return out


def prep_objects(doc: Doc, i: int, *prepositions: str) -> list[int]:
    """Heads of the objects of prepositions that hang on a token, coordination unrolled.

    No ``prepositions`` means any. ``dative`` prepositions ("gave X *to* Y") count.
    """
    out: list[int] = []
    stack = doc.children[i][::-1]
    while stack:
        c = stack.pop()
        token = doc.tokens[c]
        if token.dep in {"prep", "agent", "dative"} and token.pos in {"ADP", "SCONJ", "VERB", "ADV"}:
            if prepositions and token.lower not in prepositions:
                # "out of", "on to": a preposition below a preposition
                stack.extend(reversed(doc.children[c]))
                continue
            for p in doc.children[c]:
                if doc.tokens[p].dep == "pobj":
                    out.extend(conjuncts(doc, p))
                elif doc.tokens[p].dep == "prep":
                    out.extend(
                        h for q in doc.children[p] if doc.tokens[q].dep == "pobj" for h in conjuncts(doc, q)
                    )
    return out


def negated(doc: Doc, i: int) -> bool:
    """Whether a token carries a negation: "not", "never", "no", "neither", "nor", "without"."""
    for c in doc.children[i]:
        token = doc.tokens[c]
        if token.dep == "neg" or token.lower in {"not", "n't", "never", "neither", "nor", "no"}:
            if token.lower == "no" and token.dep not in {"det", "neg"}:
                continue
            if token.lower == "nor" and token.dep == "cc" and token.i > i:
                continue
            return True
        # "no longer", "never before"
        adverb = token.dep == "advmod" and token.lower in {"longer", "before", "again", "ever", "yet"}
        if adverb and any(doc.tokens[g].dep == "neg" for g in doc.children[c]):
            return True
    head = doc.tokens[i].head
    return doc.tokens[i].dep == "pobj" and doc.tokens[head].lower == "without"


def auxiliaries(doc: Doc, verb: int) -> list[str]:
    """Lower-case auxiliaries of a verb in order; a coordinated verb shares those of the first."""
    while True:
        own = [doc.tokens[c].lower for c in doc.children[verb] if doc.tokens[c].dep in {"aux", "auxpass"}]
        token = doc.tokens[verb]
        shares = token.dep == "conj" and token.tag in {"VB", "VBN", "VBG"} and token.head != verb
        if own or not shares:
            return own
        verb = token.head


def modal(doc: Doc, verb: int) -> str | None:
    """The modal auxiliary of a verb ("will", "may", "to" for an infinitive) or None."""
    for word in auxiliaries(doc, verb):
        if word in {
            "will",
            "'ll",
            "’ll",
            "would",
            "'d",
            "’d",
            "shall",
            "should",
            "may",
            "might",
            "can",
            "could",
            "must",
            "to",
        }:
            return word
    return None


def noun_phrase(doc: Doc, head: int) -> tuple[int, int]:
    """Token range (end exclusive) of a noun phrase without its relative clauses, appositions and
    prepositional phrases: "the opposition Coordination Council"."""
    lo = hi = head
    for c in doc.children[head]:
        if doc.tokens[c].dep in NOUN_PARTS and doc.tokens[c].pos != "PUNCT" and c < head:
            lo = min(lo, min(subtree(doc, c)))
    while lo < head and doc.tokens[lo].pos == "PUNCT":
        lo += 1
    return lo, hi + 1


def full_phrase(doc: Doc, head: int) -> list[int]:
    """Token indices of a noun phrase with its prepositional phrases and "of" chains, but without
    clauses, appositions set off by commas, and other members of its coordination."""
    leave = [
        c
        for c in doc.children[head]
        if doc.tokens[c].dep
        in {"relcl", "acl", "appos", "conj", "cc", "punct", "advcl", "parataxis", "ccomp"}
        and not (doc.tokens[c].dep == "punct" and doc.tokens[c].text in "-–")
    ]
    return subtree(doc, head, leave)


def clause_root(doc: Doc, i: int) -> int:
    """The verb (or root) of the clause that a token stands in."""
    while doc.tokens[i].head != i:
        token = doc.tokens[i]
        if token.pos in {"VERB", "AUX"} and token.dep not in {"aux", "auxpass", "amod", "compound"}:
            return i
        i = token.head
    return i


def ancestors(doc: Doc, i: int) -> list[int]:
    """The heads above a token, nearest first."""
    out: list[int] = []
    while doc.tokens[i].head != i:
        i = doc.tokens[i].head
        out.append(i)
    return out
