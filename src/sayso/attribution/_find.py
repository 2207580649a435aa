"""Finds attributions by rules over the parse: for each cue its source and its content.

Each rule gives a ``Found``; ``rule`` names it, and its precision on annotated news is the confidence.
Method: a cue lexicon with valency frames, in the line of quote extractors that start from reporting verbs
(Krestel et al. 2008; the rules of GenderGapTracker), widened to indirect speech, thoughts and demands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sayso.attribution._cues import NOUN_CUES, QUOTING, REPORTED_AS, VIEW_NOUNS, Cue, lexicon
from sayso.attribution._quotes import CLOSING, STRAIGHT
from sayso.language import Doc, syntax
from sayso.records import Stance

SKIP_SUBJECTS = frozenset({"it", "that", "which", "this", "there", "what"})
VERB_DEPS_OUT = frozenset({"amod", "compound", "aux", "auxpass"})


@dataclass(slots=True)
class Found:
    """One attribution as token indices. ``head`` is the source's head token, None where it is left out.

    ``inside`` is set where the text gives the chain by its words ("X quoted on television")."""

    cue: list[int]
    source: list[int]
    content: set[int]
    head: int | None
    heads: list[int]
    stance: Stance
    rule: str
    kind: str = "speech"
    addressee: int | None = None
    anchor: int = -1
    inside: Found | None = None
    denied: bool = False
    order: tuple[int, int] = field(default=(0, 0))


def candidates(doc: Doc) -> Iterator[Found]:
    """Every attribution that a rule finds, before quotations are drawn in; in order of the cue."""
    words = lexicon()
    for token in doc.tokens:
        if token.lower == "according":
            yield from _according(doc, token.i)
        elif token.pos in {"VERB", "AUX"} and token.dep not in VERB_DEPS_OUT:
            cue = words.get(token.lemma)
            if cue is not None:
                yield from _verb(doc, token.i, cue)
        elif token.pos == "NOUN":
            if token.lower in VIEW_NOUNS:
                yield from _in_view(doc, token.i)
            elif token.lemma in NOUN_CUES:
                yield from _noun(doc, token.i)
        elif token.text == ":":
            yield from _label(doc, token.i)


def _verb(doc: Doc, i: int, cue: Cue) -> Iterator[Found]:
    if cue.lemma in QUOTING:
        chain = list(_quoting(doc, i))
        if chain:
            yield from chain
            return
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
            head=heads[0] if heads else None,
            heads=heads,
            stance=_stance(doc, i, cue, content if rule == "o" else set()),
            rule=rule if not passive else rule + "-passive",
            kind=kind,
            addressee=addressee,
            anchor=i,
        )
        return


def _stance(doc: Doc, i: int, cue: Cue, nominal: set[int]) -> Stance:
    """The stance of the lexicon, turned round by a negation ("did not confirm"); what is announced or
    reported by a noun of speech has the noun's stance ("announced an ultimatum")."""
    if cue.stance in {"says", "asserts", "reports"}:
        head = next((t for t in sorted(nominal) if doc.tokens[t].head not in nominal), None)
        others = head is not None and any(doc.tokens[p].pos != "PRON" for p in syntax.kids(doc, head, "poss"))
        if head is not None and doc.tokens[head].lemma in NOUN_CUES and not others:
            return NOUN_CUES[doc.tokens[head].lemma]
    if not syntax.negated(doc, i):
        return cue.stance
    return {"confirms": "denies", "promises": "refuses", "demands": "refuses"}.get(cue.stance, cue.stance)  # type: ignore[return-value]


def _source_heads(doc: Doc, i: int) -> tuple[list[int], bool]:
    """Heads of the source (subject, or agent of a passive) and whether the cue is passive."""
    if syntax.is_passive(doc, i):
        return syntax.agents(doc, i), True
    if doc.tokens[i].dep == "acl" and doc.tokens[doc.tokens[i].head].lemma in NOUN_CUES:
        return _speakers_of_noun(doc, doc.tokens[i].head), True
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
    clauses = syntax.kids(doc, i, "ccomp")
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
        for noun in syntax.kids(doc, prep, "pobj"):
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
    if (
        start + 2 >= end
        or doc.tokens[start].pos in {"PUNCT", "ADP", "CCONJ", "SCONJ"}
        and doc.tokens[start].lower != "that"
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
        deep = [
            c for o in objects for c in syntax.kids(doc, o, "prep") if doc.tokens[c].lower in {"of", "for"}
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


def _according(doc: Doc, i: int) -> Iterator[Found]:
    """ "according to X": content is the clause it hangs on, or a that-clause right after it."""
    to = next((c for c in doc.children[i] if doc.tokens[c].lower == "to"), None)
    if to is None and i + 1 < len(doc.tokens) and doc.tokens[i + 1].lower == "to":
        to = i + 1
    heads = (
        [h for p in doc.children[to] if doc.tokens[p].dep == "pobj" for h in syntax.conjuncts(doc, p)]
        if to is not None
        else []
    )
    if to is None or not heads:
        return
    source = source_words(doc, heads, i)
    sentence = doc.sentence_of(i)
    after = (source[-1] if source else to) + 1
    content: set[int]
    if after + 1 < sentence.end and doc.tokens[after].text == "," and doc.tokens[after + 1].lower == "that":
        content = set(range(after + 1, sentence.end))
    else:
        below = set(syntax.subtree(doc, i))
        anchor = doc.tokens[i].head
        while doc.tokens[anchor].pos not in {"VERB", "AUX"} and doc.tokens[anchor].head != anchor:
            anchor = doc.tokens[anchor].head
        content = set(syntax.subtree(doc, anchor)) - below - {i, to} - set(source)
    if content:
        yield Found([i, to], source, content, heads[0], heads, "reports", "according", anchor=i)


def _in_view(doc: Doc, i: int) -> Iterator[Found]:
    """ "in his view", "in the words of X", "by their account": the clause it hangs on is the content."""
    prep = doc.tokens[i].head
    if doc.tokens[prep].lower not in {"in", "by", "from"} or doc.tokens[i].dep != "pobj":
        return
    heads = syntax.kids(doc, i, "poss") or syntax.prep_objects(doc, i, "of")
    if not heads:
        return
    below = set(syntax.subtree(doc, prep))
    content = set(syntax.subtree(doc, doc.tokens[prep].head)) - below
    clause = doc.tokens[prep].head
    if doc.tokens[clause].pos in {"VERB", "AUX"} and content:
        source = source_words(doc, heads, i)
        yield Found(sorted(below - set(source)) if len(below) > 4 else sorted(below), source, content,
                    heads[0], heads, "believes", "view", kind="thought", anchor=i)  # fmt: skip


def _noun(doc: Doc, i: int) -> Iterator[Found]:
    """ "X's claim that ...", "the opposition's call for ...": a possessor and a complement."""
    lemma = doc.tokens[i].lemma
    heads = syntax.kids(doc, i, "poss") or (
        syntax.prep_objects(doc, i, "by", "from") if lemma not in {"fear"} else []
    )
    heads = [h for p in heads for h in syntax.conjuncts(doc, p)]
    if not heads or doc.tokens[heads[0]].lower in {"its", "whose"}:
        return
    clauses = [c for c in syntax.kids(doc, i, "acl", "ccomp") if any(doc.tokens[k].dep == "mark" for k in doc.children[c])
               or (doc.tokens[c].tag == "VB")]  # fmt: skip
    preps = [
        c for c in syntax.kids(doc, i, "prep") if doc.tokens[c].lower in {"for", "of", "to", "on", "against"}
    ]
    content = {t for c in clauses or preps[:1] for t in syntax.subtree(doc, c)}
    source = source_words(doc, heads, i)
    content -= set(source)
    if not content or (
        not clauses and lemma in {"statement", "report", "comment", "plan", "decision", "remark", "fear"}
    ):
        return
    cue = [i]
    if not clauses and content:
        first = preps[0]
        content.discard(first)
        cue.append(first)
    rule = "noun-clause" if clauses else "noun-prep"
    yield Found(cue, source, content, heads[0], heads, NOUN_CUES[lemma], rule, kind="stance", anchor=i)


def _label(doc: Doc, i: int) -> Iterator[Found]:
    """ "PENCE: ..." and "Pence: ...": a name, a colon, and what is said, at the start of a sentence."""
    sentence = doc.sentence_of(i)
    start = sentence.start
    while start < i and doc.tokens[start].pos == "PUNCT":
        start += 1
    label = range(start, i)
    if i + 2 >= sentence.end:
        return
    if not 1 <= len(label) <= 5 or not _is_label(doc, label):
        # "... said the pollster Jane Doe: "...": a person right before the colon and a quotation after it.
        person = doc.names_by_token.get(i - 1)
        if person is None or person.kind != "PERSON" or doc.tokens[i + 1].text not in {"“", '"', "„", "«"}:
            return
        if any(doc.tokens[t].lemma in lexicon() for t in range(sentence.start, i)):
            return
        label = range(person.start, person.end)
    yield Found(
        [i], list(label), set(range(i + 1, sentence.end)), label[-1], [label[-1]], "says", "label", anchor=i
    )


def _is_label(doc: Doc, label: range) -> bool:
    """A speaker's label: capitals, or a name; in the title line any words with capitals."""
    tokens = [doc.tokens[t] for t in label]
    if tokens[-1].end <= doc.title_end or tokens[0].sentence == 0:
        return all(t.text[0].isupper() or not t.text[0].isalpha() for t in tokens)
    if not all(t.pos == "PROPN" or t.text.isupper() or t.text in {".", "(", ")"} for t in tokens):
        return False
    return any(t.entity in {"PERSON", "ORG"} or t.text.isupper() for t in tokens)


def _quoting(doc: Doc, i: int) -> Iterator[Found]:
    """One source passing on another. "Y quoted X as saying Z", "X was quoted by Y as saying Z",
    and of translated copy "Z, X quoted on television": a medium after "on" or "by", a person before it."""
    sentence = doc.sentence_of(i)
    media = [h for h in syntax.prep_objects(doc, i, "on", "by", "in") if h > i] + syntax.agents(doc, i)
    media = list(dict.fromkeys(media))
    subjects = syntax.subjects(doc, i, inherit=False)
    objects = syntax.objects(doc, i)
    as_ = [
        c
        for c in syntax.kids(doc, i, "prep", "advcl")
        if doc.tokens[c].lower == "as" or doc.tokens[c].lower in REPORTED_AS
    ]
    said = [t for c in as_ for t in syntax.subtree(doc, c) if doc.tokens[t].lower in REPORTED_AS][:1]
    if said:
        content = set(syntax.subtree(doc, said[0])) - {said[0]}
    else:
        content = {t for c in syntax.kids(doc, i, "ccomp") for t in syntax.subtree(doc, c)}
    if subjects and objects and said and not syntax.is_passive(doc, i):
        outer, inner = subjects, objects
    elif subjects and (media or syntax.is_passive(doc, i)) and not objects:
        outer, inner = media, subjects
    else:
        return
    content -= {t for h in [*outer, *inner] for t in syntax.full_phrase(doc, h)} | {i}
    if not content:
        content = set(range(sentence.start, min(inner[0], i)))
        while content and doc.tokens[max(content)].pos == "PUNCT":
            content.discard(max(content))
    if not content:
        return
    prep = [
        doc.tokens[h].head
        for h in outer
        if doc.tokens[doc.tokens[h].head].pos == "ADP" and doc.tokens[h].head == i + 1
    ]
    parent = None
    if outer:
        parent = Found([*cue_words(doc, i, [], content), *prep], source_words(doc, outer, i), set(content),
                       outer[0], outer, "reports", "quoting", anchor=i)  # fmt: skip
        yield parent
    yield Found(
        [i, *said],
        source_words(doc, inner, i),
        content,
        inner[0],
        inner,
        "says",
        "quoted",
        anchor=i,
        inside=parent,
    )


def source_words(doc: Doc, heads: list[int], cue: int) -> list[int]:
    """Token indices of a source: its whole noun phrase with appositions, without the cue's own words."""
    if not heads:
        return []
    out: set[int] = set()
    cue_side = set(syntax.subtree(doc, cue)) if cue not in syntax.ancestors(doc, heads[0]) else set()
    for h in heads:
        leave = [c for c in doc.children[h]
                 if doc.tokens[c].dep in {"relcl", "advcl", "parataxis", "conj", "cc", "ccomp", "acl"}
                 or c == cue or doc.tokens[c].dep == "case"]  # fmt: skip
        out.update(t for t in syntax.subtree(doc, h, leave))
    if len(heads) > 1:
        out.update(range(min(heads), max(heads) + 1))
    out -= {cue} | cue_side
    ordered = sorted(out)
    while ordered and doc.tokens[ordered[0]].pos in {"PUNCT", "SPACE"}:
        ordered.pop(0)
    while ordered and doc.tokens[ordered[-1]].pos in {"PUNCT", "SPACE"}:
        ordered.pop()
    return ordered


def cue_words(doc: Doc, i: int, extra: list[int], content: set[int]) -> list[int]:
    """The verb group: auxiliaries, negations and adverbs next to the verb, its particle, its preposition."""
    group = {i, *extra}
    lo = i
    while (
        lo > 0
        and doc.tokens[lo - 1].head in {i, lo}
        and doc.tokens[lo - 1].dep in {"aux", "auxpass", "neg", "advmod"}
        and lo - 1 not in content
    ):
        lo -= 1
        group.add(lo)
    group.update(c for c in syntax.kids(doc, i, "prt"))
    agent = [c for c in syntax.kids(doc, i, "agent") if c == i + 1]
    return sorted(group | set(agent))
