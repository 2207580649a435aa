"""Attributions that are no plain verb: "according to", "in his view", nouns, labels, and quoted sources."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.attribution._cues import REPORTED_AS, lexicon, noun_cues
from sayso.attribution._found import Found, cue_words, source_words
from sayso.language import Doc, syntax

CARRYING = frozenset(
    {"issue", "make", "give", "deliver", "raise", "have", "release", "put", "send", "launch", "file", "lodge"}
    | {"reiterate", "renew", "level", "offer", "pledge", "throw", "lend", "draw"}
)
"""Verbs that carry a noun of speech: their subject is its speaker."""

NOUN_PREPOSITIONS = frozenset({"for", "of", "to", "on", "against", "about", "over", "with"})
NEED_CLAUSE = frozenset(
    {
        "statement",
        "report",
        "comment",
        "plan",
        "decision",
        "remark",
        "fear",
        "idea",
        "notion",
        "offer",
        "claim",
    }
    | {"point", "goal", "aim", "message", "answer", "response", "testimony", "story"}
)
SOURCELESS = frozenset(
    {"support for", "call for", "concern about", "concern over", "doubt about"}
    | {"criticism of", "accusation of", "allegation of", "complaint about", "opposition to", "fear of"}
    | {"criticism over", "condemnation of", "demand for", "speculation about", "rumor of"}
)
"""Nouns with a preposition that attribute even where nobody is named: somebody is concerned."""

RUBRICS = frozenset(
    {
        "update",
        "updated",
        "breaking",
        "revealed",
        "latest",
        "correction",
        "exclusive",
        "video",
        "watch",
        "read",
    }
    | {"photo", "photos", "analysis", "opinion", "editorial", "related", "note", "source", "sources", "news"}
    | {"tags", "topics", "category", "live", "report", "review", "explainer", "factbox", "timeline", "total"}
)
"""Words before a colon that name a kind of text and nobody who speaks."""


def according(doc: Doc, i: int) -> Iterator[Found]:
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
        anchor = _sharing_clause(doc, anchor)
        content = set(syntax.subtree(doc, anchor)) - below - {i, to} - set(source)
    if content:
        yield Found([i, to], source, content, heads, "reports", "according", anchor=i)


def _sharing_clause(doc: Doc, verb: int) -> int:
    """The first of coordinated verbs that share a subject ("He came and said little, according to ...")."""
    while doc.tokens[verb].dep == "conj" and not syntax.kids(doc, verb, "nsubj", "nsubjpass"):
        verb = doc.tokens[verb].head
    return verb


def in_view(doc: Doc, i: int) -> Iterator[Found]:
    """ "in his view", "in the words of X", "by their account": the clause it hangs on is the content."""
    prep = doc.tokens[i].head
    if doc.tokens[prep].lower not in {"in", "by", "from"} or doc.tokens[i].dep != "pobj":
        return
    if any(syntax.kids(doc, c, "mark") for c in syntax.kids(doc, i, "acl", "ccomp")):
        return  # "stands by his word *that* ...": the clause is what he says
    heads = syntax.kids(doc, i, "poss") or syntax.prep_objects(doc, i, "of")
    if not heads:
        return
    below = set(syntax.subtree(doc, prep))
    content = set(syntax.subtree(doc, doc.tokens[prep].head)) - below
    clause = doc.tokens[prep].head
    if doc.tokens[clause].pos in {"VERB", "AUX"} and content:
        source = source_words(doc, heads, i)
        yield Found(
            sorted(below - set(source)) if len(below) > 4 else sorted(below),
            source,
            content,
            heads,
            "believes",
            "view",
            kind="thought",
            anchor=i,
        )


def noun(doc: Doc, i: int) -> Iterator[Found]:
    """ "X's claim that ...", "the opposition's call for ...", "issued a warning that ...": a complement,
    and a possessor or the subject of a light verb; nouns that need none ("concern about the vote") may
    stand without a source."""
    token = doc.tokens[i]
    lemma = token.lemma
    heads = _owners(doc, i)
    if heads and doc.tokens[heads[0]].lower in {"its", "whose"}:
        return
    clauses = [
        c
        for c in syntax.kids(doc, i, "acl", "ccomp", "relcl")
        if any(doc.tokens[k].dep == "mark" for k in doc.children[c])
        or (
            doc.tokens[c].tag == "VB"
            and doc.tokens[c].dep != "relcl"
            and heads
            and lemma not in {"concern", "fear", "report"}
        )
    ]
    clauses = clauses or (_predicate(doc, i) if heads else [])
    preps = [c for c in syntax.kids(doc, i, "prep") if doc.tokens[c].lower in NOUN_PREPOSITIONS and c > i]
    if (not clauses and lemma in NEED_CLAUSE) or (not heads and _names_medium(doc, i)):
        return
    if not heads:
        preps = [c for c in preps if f"{lemma} {doc.tokens[c].lower}" in SOURCELESS]
    content = {t for c in clauses or preps[:1] for t in syntax.subtree(doc, c)}
    source = source_words(doc, heads, i)
    content -= set(source)
    if not content:
        return
    cue = [i]
    if not clauses:
        content.discard(preps[0])
        cue.append(preps[0])
    rule = "noun-clause" if clauses else "noun-prep"
    if not heads:
        rule = "noun-bare"
    yield Found(cue, source, content, heads, noun_cues()[lemma], rule, kind="stance", anchor=i)


def _names_medium(doc: Doc, i: int) -> bool:
    """Whether a noun only says in what a verb said it ("said in a statement that ...")."""
    preposition = doc.tokens[i].head
    return doc.tokens[i].dep == "pobj" and doc.tokens[doc.tokens[preposition].head].lemma in lexicon()


def _predicate(doc: Doc, i: int) -> list[int]:
    """The clause of "his point was that ...", "their demand is to ..."."""
    verb = doc.tokens[i].head
    if doc.tokens[i].dep != "nsubj" or doc.tokens[verb].lemma != "be":
        return []
    return [
        c
        for c in syntax.kids(doc, verb, "ccomp", "xcomp")
        if c > verb and any(doc.tokens[k].lower in {"that", "to", "whether"} for k in doc.children[c])
    ]


def _owners(doc: Doc, i: int) -> list[int]:
    """Whose statement a noun names: its possessor, the "by" or "from" after it, or the subject of the verb
    that carries it ("issued a warning")."""
    owners = syntax.kids(doc, i, "poss")
    if not owners and doc.tokens[i].lemma != "fear":
        owners = syntax.prep_objects(doc, i, "by", "from", "among")
    verb = doc.tokens[i].head
    if not owners and doc.tokens[i].dep == "dobj" and doc.tokens[verb].lemma in CARRYING:
        owners = [] if syntax.is_passive(doc, verb) else syntax.subjects(doc, verb)
    return list(dict.fromkeys(h for p in owners for h in syntax.conjuncts(doc, p)))


SECTIONS = frozenset(
    "sport sports business news world politics opinion analysis update breaking video watch photos note "
    "correction related exclusive live weather markets culture science health local summary "
    "background".split()
)
"""Headings that stand before a colon as speakers do."""


def label(doc: Doc, i: int) -> Iterator[Found]:
    """ "PENCE: ..." and "Pence: ...": a name, a colon, and what is said, at the start of a sentence."""
    sentence = doc.sentence_of(i)
    start = sentence.start
    while start < i and doc.tokens[start].pos == "PUNCT":
        start += 1
    label = range(start, i)
    if len(label) == 1 and doc.tokens[start].lower in SECTIONS:
        return
    end = _end_of_paragraph(doc, i)
    if i + 2 >= end:
        return
    if not 1 <= len(label) <= 5 or not _is_label(doc, label):
        # "... said the pollster Jane Doe: "...": a person right before the colon and a quotation after it.
        person = doc.names_by_token.get(i - 1)
        if person is None or person.kind != "PERSON" or doc.tokens[i + 1].text not in {"“", '"', "„", "«"}:
            return
        if any(doc.tokens[t].lemma in lexicon() for t in range(sentence.start, i)):
            return
        label = range(person.start, person.end)
    end = end if label.start == start else sentence.end
    if not any(doc.tokens[t].pos in {"VERB", "AUX", "INTJ", "ADJ", "PRON"} for t in range(i + 1, end)):
        return
    yield Found([i], list(label), set(range(i + 1, end)), [label[-1]], "says", "label", anchor=i)


def _end_of_paragraph(doc: Doc, i: int) -> int:
    """Where the paragraph of a token ends, or the next speaker's label begins: so far a label holds."""
    sentence = doc.sentence_of(i)
    n = sentence.i
    while n + 1 < len(doc.sentences) and doc.sentences[n + 1].paragraph == sentence.paragraph:
        n += 1
        start = doc.sentences[n].start
        colon = next(
            (t for t in range(start + 1, start + 6) if doc.tokens[min(t, len(doc.tokens) - 1)].text == ":"),
            None,
        )
        if colon is not None and colon < doc.sentences[n].end and _is_label(doc, range(start, colon)):
            return start
    return doc.sentences[n].end


def _is_label(doc: Doc, label: range) -> bool:
    """A speaker's label: capitals, or a name; in the title line any words with capitals."""
    tokens = [doc.tokens[t] for t in label]
    if any(t.lower in RUBRICS for t in tokens):
        return False
    if tokens[-1].end <= doc.title_end or tokens[0].sentence == 0:
        return all(t.text[0].isupper() or not t.text[0].isalpha() for t in tokens)
    if not all(t.pos == "PROPN" or t.text.isupper() or t.text in {".", "(", ")"} for t in tokens):
        return False
    return any(t.entity in {"PERSON", "ORG"} or t.text.isupper() for t in tokens)


def quoting(doc: Doc, i: int) -> Iterator[Found]:
    """One source passing on another. "Y quoted X as saying Z", "X was quoted by Y as saying Z",
    and of translated copy "Z, X quoted on television": a medium after "on" or "by", a person before it."""
    as_ = [c for c in syntax.kids(doc, i, "prep", "advcl") if doc.tokens[c].lower in {"as", *REPORTED_AS}]
    said = [t for c in as_ for t in syntax.subtree(doc, c) if doc.tokens[t].lower in REPORTED_AS][:1]
    outer, inner = _quoter_and_quoted(doc, i, bool(said))
    if not inner:
        return
    content = _quoted_content(doc, i, said, [*outer, *inner])
    if not content:
        return
    parent = None
    if outer:
        prep = [t for h in outer if (t := doc.tokens[h].head) == i + 1 and doc.tokens[t].pos == "ADP"]
        cue = [*cue_words(doc, i, [], content), *prep]
        parent = Found(cue, source_words(doc, outer, i), set(content), outer, "reports", "quoting", anchor=i)
        yield parent
    source = source_words(doc, inner, i)
    yield Found([i, *said], source, content, inner, "says", "quoted", anchor=i, inside=parent)


def _quoter_and_quoted(doc: Doc, i: int, said: bool) -> tuple[list[int], list[int]]:
    """Heads of who passes on and of who is passed on; the latter empty where it is no such pair."""
    subjects = syntax.subjects(doc, i, inherit=False)
    objects = syntax.objects(doc, i)
    passive = syntax.is_passive(doc, i)
    if subjects and objects and said and not passive:
        return subjects, objects
    media = [h for h in syntax.prep_objects(doc, i, "on", "by", "in") if h > i] + syntax.agents(doc, i)
    if subjects and (media or passive) and not objects:
        return list(dict.fromkeys(media)), subjects
    return [], []


def _quoted_content(doc: Doc, i: int, said: list[int], people: list[int]) -> set[int]:
    """What was passed on: the clause of "saying", else what stands before the pair in its sentence."""
    roots = said or syntax.kids(doc, i, "ccomp")
    content = {t for c in roots for t in syntax.subtree(doc, c)} - set(said)
    content -= {t for h in people for t in syntax.full_phrase(doc, h)} | {i}
    if any(doc.tokens[t].pos != "PUNCT" for t in content):
        return content
    return set(range(doc.sentence_of(i).start, min(*people, i)))
