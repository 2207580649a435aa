"""Verbs that attribute: their source, and their content by the frames of the cue lexicon."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.attribution._cues import Cue, lexicon, noun_cues
from sayso.attribution._beside import (
    TELLING,
    afterthoughts,
    as_said,
    has_tense,
    inverted_subject,
    is_citing,
    reporting_verb_of,
    said_after,
    said_beside,
    strayed_cues,
)
from sayso.attribution._found import Found, cue_words, source_words
from sayso.attribution._quotes import CLOSING, STRAIGHT
from sayso.language import Doc, syntax
from sayso.records import Stance

SKIP_SUBJECTS = frozenset({"it", "that", "which", "this", "there", "what"})
"""Subjects that are nobody: "it said in the paper", "which shows"."""

WITNESSED = frozenset({"see", "decide"})
HEARD = frozenset(
    {"ask", "inform", "notify", "brief", "warn", "question", "press", "alert", "advise", "remind", "assure"}
)
"""Verbs whose object hears what their preposition names ("briefed reporters on the attack")."""

NOT_BESIDE = frozenset({"see", "find", "know", "show", "decide", "recognize", "recognise", "teach", "hear"})
"""Verbs that hardly stand beside what they report ("The road, they found, was closed" is rare)."""

RELATIVE = frozenset({"who", "which", "that"})
"""Pronouns that stand as the source in a relative clause; who is meant, their antecedent says."""


def by_verb(doc: Doc, i: int, cue: Cue) -> Iterator[Found]:
    heads, passive = _source_heads(doc, i)
    if not heads and not passive:
        heads = inverted_subject(doc, i)
    if (passive and not heads) or (not heads and _commands(doc, i)):
        return
    if cue.lemma in WITNESSED and not _is_finite(doc, i):
        return
    if heads and doc.tokens[heads[0]].lower in SKIP_SUBJECTS and not _speaking_it(doc, i, cue, heads[0]):
        return
    if heads and cue.kind == "thought" and doc.tokens[heads[0]].lower == "you":
        return
    addressee = next(iter(syntax.indirect_objects(doc, i)), None)
    for rule, content, extra in _contents(doc, i, cue, passive):
        if rule == "c" and addressee is None:
            addressee = next((o for o in syntax.objects(doc, i) if doc.tokens[o].i not in content), None)
        source = _relative_pronoun(doc, i) or source_words(doc, heads, i)
        if rule not in {"c", "parataxis", "rest"}:
            content -= afterthoughts(doc, content, i)
        content = content - set(source) - {i} - strayed_cues(doc, content, i)
        if not any(doc.tokens[c].pos != "PUNCT" for c in content) or (rule == "prep" and not heads):
            continue
        nominal = rule in {"o", "prep", "oa"} and cue.kind == "speech"
        yield Found(
            cue=cue_words(doc, i, extra, content),
            source=source,
            content=content,
            heads=heads,
            stance="demands"
            if _is_call(doc, extra)
            else _stance(doc, i, cue, content if rule == "o" else set()),
            rule=rule if not passive else rule + "-passive",
            kind="stance" if nominal else cue.kind,
            addressee=addressee,
            anchor=i,
        )
        return
    if not passive:
        yield from as_said(doc, i, cue, heads) or said_after(doc, i, cue)


def _commands(doc: Doc, i: int) -> bool:
    """Whether a verb without a subject is an imperative ("Ask any driver", "see Table 2")."""
    token = doc.tokens[i]
    if token.tag not in {"VB", "VBP"} or syntax.kids(doc, i, "nsubj", "nsubjpass"):
        return False
    return not any(doc.tokens[c].lower == "to" for c in syntax.kids(doc, i, "aux")) and token.dep != "xcomp"


def _is_finite(doc: Doc, i: int) -> bool:
    """Whether a verb tells of something that is or was so: no infinitive, no "might find"."""
    modal = syntax.modal(doc, i)
    return modal is None and doc.tokens[i].tag in {"VBD", "VBZ", "VBP", "VBN", "VBG"}


def _speaking_it(doc: Doc, i: int, cue: Cue, head: int) -> bool:
    """Whether "it" is somebody: an organisation or a text that says ("It said that ...")."""
    return doc.tokens[head].lower == "it" and cue.kind == "speech" and bool(_own_clauses(doc, i))


def _relative_pronoun(doc: Doc, i: int) -> list[int]:
    """The "who" of "the envoy, who said ...": the word that stands for the source in a relative clause."""
    if doc.tokens[i].dep != "relcl":
        return []
    return [c for c in syntax.kids(doc, i, "nsubj") if doc.tokens[c].lower in RELATIVE][:1]


def _is_call(doc: Doc, extra: list[int]) -> bool:
    """ "called for", "asked for", "appealed for": what follows is demanded."""
    return any(doc.tokens[t].lower == "for" for t in extra)


def _stance(doc: Doc, i: int, cue: Cue, nominal: set[int]) -> Stance:
    """The stance of the lexicon, turned round by a negation ("did not confirm"); what is announced or
    reported by a noun of speech has the noun's stance ("announced an ultimatum")."""
    if cue.stance in {"says", "asserts", "reports"}:
        head = next((t for t in sorted(nominal) if doc.tokens[t].head not in nominal), None)
        others = head is not None and any(doc.tokens[p].pos != "PRON" for p in syntax.kids(doc, head, "poss"))
        noun = noun_cues().get(doc.tokens[head].lemma) if head is not None else None
        if noun is not None and (not others or noun in {"demands", "threatens"}):
            return noun
    if not syntax.negated(doc, i):
        return cue.stance
    return {"confirms": "denies", "promises": "refuses", "demands": "refuses"}.get(cue.stance, cue.stance)  # type: ignore[return-value]


def _source_heads(doc: Doc, i: int) -> tuple[list[int], bool]:
    """Heads of the source (subject, or agent of a passive) and whether the cue is passive."""
    if syntax.is_passive(doc, i) and not _is_perfect(doc, i):
        return syntax.agents(doc, i), True
    outer = reporting_verb_of(doc, i)
    if outer is not None:
        return syntax.subjects(doc, outer), False
    if doc.tokens[i].dep == "acl" and doc.tokens[doc.tokens[i].head].lemma in noun_cues():
        noun = doc.tokens[i].head
        if any(syntax.agents(doc, c) for c in syntax.kids(doc, noun, "acl")):
            return [], True  # "the ultimatum calling for X, announced by Y" is told by "announced by"
        return _speakers_of_noun(doc, noun), True
    heads = syntax.subjects(doc, i)
    if heads and doc.tokens[heads[0]].tag in {"WP", "WDT"} and doc.tokens[i].dep == "relcl":
        heads = syntax.conjuncts(doc, doc.tokens[i].head)
    return heads, False


def _is_perfect(doc: Doc, i: int) -> bool:
    """ "He's said that ...": a perfect that the parser took for a passive."""
    short = [c for c in syntax.kids(doc, i, "auxpass") if doc.tokens[c].lower in {"'s", "’s"}]
    return bool(short) and not syntax.agents(doc, i) and any(c > i for c in syntax.kids(doc, i, "ccomp"))


def _speakers_of_noun(doc: Doc, noun: int) -> list[int]:
    """Whose statement it is: the possessor, or who issued it ("the party issued a statement saying ...")."""
    owners = syntax.kids(doc, noun, "poss")
    if not owners and doc.tokens[noun].dep == "dobj":
        owners = syntax.subjects(doc, doc.tokens[noun].head)
    elif not owners and doc.tokens[noun].dep == "pobj":
        verb = doc.tokens[doc.tokens[noun].head].head
        owners = syntax.subjects(doc, verb) if doc.tokens[verb].pos == "VERB" else []
    return [h for o in owners for h in syntax.conjuncts(doc, o)]


def _contents(doc: Doc, i: int, cue: Cue, passive: bool) -> Iterator[tuple[str, set[int], list[int]]]:
    """(rule, content tokens, further cue tokens) in order of preference."""
    frames = cue.frames
    clauses = _own_clauses(doc, i)
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


def _own_clauses(doc: Doc, i: int) -> list[int]:
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
