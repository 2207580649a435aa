"""Verbs that attribute: their source, and their content by the frames of the cue lexicon."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.attribution._cues import Cue, lexicon, noun_cues
from sayso.attribution._found import Found, cue_words, source_words
from sayso.attribution._quotes import CLOSING, STRAIGHT
from sayso.language import Doc, syntax
from sayso.records import Stance

SKIP_SUBJECTS = frozenset({"it", "that", "which", "this", "there", "what"})
"""Subjects that are nobody: "it said in the paper", "which shows"."""


def by_verb(doc: Doc, i: int, cue: Cue) -> Iterator[Found]:
    heads, passive = _source_heads(doc, i)
    if passive and not heads:
        return
    if heads and doc.tokens[heads[0]].lower in SKIP_SUBJECTS:
        return
    if heads and cue.kind == "thought" and doc.tokens[heads[0]].lower == "you":
        return
    addressee = next(iter(syntax.indirect_objects(doc, i)), None)
    for rule, content, extra in _contents(doc, i, cue, passive):
        if rule == "c" and addressee is None:
            addressee = next((o for o in syntax.objects(doc, i) if doc.tokens[o].i not in content), None)
        source = source_words(doc, heads, i)
        content = content - set(source) - {i}
        if not any(doc.tokens[c].pos != "PUNCT" for c in content):
            continue
        kind = cue.kind
        if (
            rule in {"o", "prep"}
            and cue.kind == "speech"
            and cue.stance not in {"says", "asserts", "reports", "confirms"}
        ):
            kind = "stance"
        yield Found(
            cue=cue_words(doc, i, extra, content),
            source=source,
            content=content,
            heads=heads,
            stance="demands"
            if _is_call(doc, extra)
            else _stance(doc, i, cue, content if rule == "o" else set()),
            rule=rule if not passive else rule + "-passive",
            kind=kind,
            addressee=addressee,
            anchor=i,
        )
        return


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
    if syntax.is_passive(doc, i):
        return syntax.agents(doc, i), True
    if doc.tokens[i].dep == "acl" and doc.tokens[doc.tokens[i].head].lemma in noun_cues():
        noun = doc.tokens[i].head
        if any(syntax.agents(doc, c) for c in syntax.kids(doc, noun, "acl")):
            return [], True  # "the ultimatum calling for X, announced by Y" is told by "announced by"
        return _speakers_of_noun(doc, noun), True
    heads = syntax.subjects(doc, i)
    if heads and doc.tokens[heads[0]].tag in {"WP", "WDT"} and doc.tokens[i].dep == "relcl":
        heads = syntax.conjuncts(doc, doc.tokens[i].head)
    return heads, False


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
        content = {t for c in clauses for t in syntax.subtree(doc, c, _said_beside(doc, c))}
        objects = syntax.kids(doc, i, "dobj") if "oof" in frames else []
        yield "c", content | {t for o in objects for t in syntax.subtree(doc, o)}, []
    if clauses and "oi" in frames:
        yield "oi", {t for c in clauses for t in syntax.subtree(doc, c)}, []
    if "c" in frames and doc.tokens[i].dep in {"parataxis", "ccomp"} and not clauses:
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
        rest = _rest_of_sentence(doc, i)
        if rest:
            yield "rest", rest, []


def _own_clauses(doc: Doc, i: int) -> list[int]:
    """The clauses that a verb reports. Beside one that "that" opens, another before the verb is none."""
    clauses = syntax.kids(doc, i, "ccomp")
    marked = [c for c in clauses if c > i and any(doc.tokens[m].lower == "that" for m in doc.children[c])]
    return marked or clauses


def _deed_of(doc: Doc, i: int) -> list[int]:
    """The "of doing" of an accusation that the parser hung on a word between ("several times of paying")."""
    for c in range(i + 1, doc.sentence_of(i).end):
        strayed = doc.tokens[c].lower == "of" and syntax.kids(doc, c, "pcomp")
        if strayed and i in syntax.ancestors(doc, c):
            return [c]
    return []


def _said_beside(doc: Doc, clause: int) -> list[int]:
    """Participles at the end of a reported clause that report again ("..., telling reporters that ..."):
    they hang on the reporting verb, not on what was reported."""
    out = []
    for c in syntax.kids(doc, clause, "advcl"):
        token = doc.tokens[c]
        if (
            token.tag == "VBG"
            and c > clause
            and token.lemma in lexicon()
            and doc.tokens[min(syntax.subtree(doc, c)) - 1].text == ","
        ):
            out.append(c)
    return out


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


def _rest_of_sentence(doc: Doc, i: int) -> set[int]:
    """Where the parse lost the clause: what follows the cue up to the end of its sentence, if "that"
    opens it or a subject and a finite verb stand in it."""
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
    rest = range(start, end)
    finite = any(doc.tokens[t].tag in {"VBD", "VBZ", "VBP", "MD"} for t in rest)
    subject = any(doc.tokens[t].dep in syntax.SUBJECTS for t in rest)
    return set(rest) if finite and (subject or doc.tokens[start].lower == "that") else set()


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
    if "oa" in frames:
        small = syntax.kids(doc, i, "ccomp", "oprd")
        if small:
            yield "oa", below | {t for c in small for t in syntax.subtree(doc, c)}, []
    for c in syntax.kids(doc, i, "prep"):
        if doc.tokens[c].lower in cue.prepositions:
            under = {t for k in doc.children[c] for t in syntax.subtree(doc, k)}
            if under:
                yield "prep", under, [c]
    if "o" in frames and objects:
        adverbial = [
            c
            for c in doc.children[i]
            if doc.tokens[c].dep == "prep" and doc.tokens[c].lower in {"against", "for", "on", "of"} and c > i
        ]
        yield "o", below | {t for c in adverbial for t in syntax.subtree(doc, c)}, []


def _is_interrupting(doc: Doc, i: int) -> bool:
    """ "The plan, he said, is dead": the cue's clause is set off by commas or quotation marks."""
    under = syntax.subtree(doc, i)
    lo, hi = under[0], under[-1]
    before = doc.tokens[lo - 1].text if lo else ""
    return before in {",", "”", '"', "–", "—"} and len(under) <= 8 and hi - lo < 12
