"""Joins what the network heard with what the rules found: one list of attributions.

The network finds more, and draws sources and contents better; the rules say more of what they find (stance,
chains given by the words, who is addressed) and are sure of constructions that are rare in what the network
was trained on. So where both speak of one cue, the network's spans go into the rule's find; what only the
network heard is added; what only a rule found stays where the network thinks it possible, or where the rule
is one of the trusted.
"""

from __future__ import annotations

from collections.abc import Set

from sayso.attribution._cues import VIEW_NOUNS, adjective_cues, lexicon, noun_cues
from sayso.attribution._found import NETWORK, Found
from sayso.language import Doc, Heard, syntax
from sayso.records import Stance

SURE = 0.5
"""The network's own probability from which on a cue that a rule found too counts as heard."""

ALONE = 0.8
"""The same for a cue that no rule found."""

DOUBTED = 0.15
"""Below this the network speaks against a cue that a rule found, as it does by not even considering it."""

GIVEN_BY_WORDS = frozenset({"quoting", "quoted", "label", "view", "count"})
"""Rules whose spans are taken as they are."""

TRUSTED = frozenset({"quoting", "quoted", "label", "according", "parataxis", "view", "count"})
"""Rules that stand against the network."""

LITTLE = frozenset({"PUNCT", "PRON", "DET", "ADP", "SCONJ", "PART"})
"""A content of nothing else ("which") is not worth a row that no rule asked for."""

GAP = 3
"""Words that may stand between two pieces of one source."""


def joined(doc: Doc, found: list[Found]) -> list[Found]:
    """The rules' finds and the network's, one for each cue, in order of the cue.

    What the network is surest of is joined first; a candidate that shares a word with the cue of a surer one
    says the same again and is passed over, as is one without a source for what somebody is found to have
    said.
    """
    by_word: dict[int, list[Found]] = {}
    for f in found:
        for t in {f.anchor, *f.cue}:
            by_word.setdefault(t, []).append(f)
    out: list[Found] = []
    said: set[frozenset[int]] = set()
    taken: set[int] = set()
    gone: set[int] = set()
    considered = {t for heard in doc.heard for t in heard.cue}
    for heard in sorted(doc.heard, key=lambda h: (-h.confidence, h.cue)):
        if not taken.isdisjoint(heard.cue):
            continue
        same = list({id(f): f for t in heard.cue for f in by_word.get(t, ()) if id(f) not in gone}.values())
        if any(f.rule in GIVEN_BY_WORDS for f in same):
            continue
        anchor = _anchor(doc, heard.cue)
        mine = next((f for f in same if f.anchor == anchor), same[0] if same else None)
        taken.update(heard.cue)
        if mine is None:
            again = not heard.source and frozenset(heard.content) in said
            if heard.confidence >= ALONE and not again and _tells(doc, heard, anchor):
                out.append(_found(doc, heard, anchor))
                said.add(frozenset(heard.content))
        elif heard.confidence >= SURE and _has_words(doc, heard.content, {"PUNCT"}):
            gone.add(id(mine))
            out.append(_redrawn(doc, mine, heard, anchor))
            said.add(frozenset(heard.content))
        elif heard.confidence < DOUBTED and _rule(mine) not in TRUSTED:
            gone.add(id(mine))
    out += [
        f
        for f in found
        if id(f) not in gone
        and (_rule(f) in TRUSTED or not considered.isdisjoint({f.anchor, *f.cue}))
        and (f.source or frozenset(f.content) not in said)
    ]
    return sorted(out, key=lambda f: (f.cue[0], f.anchor))


def _tells(doc: Doc, heard: Heard, anchor: int) -> bool:
    """Whether what only the network heard is worth a row: it has words of its own, is no person ("spoke with
    Pompeo"), and, where nobody is named, is a clause that somebody could have said ("a rally was planned" is
    none)."""
    if not _has_words(doc, heard.content, LITTLE) or _is_partner(doc, heard, anchor):
        return False
    return bool(heard.source) or doc.tokens[anchor].pos != "VERB" or _is_clause(doc, heard.content)


def _rule(f: Found) -> str:
    return f.rule.removesuffix("-passive")


def _has_words(doc: Doc, indices: list[int], little: Set[str]) -> bool:
    return any(doc.tokens[i].pos not in little for i in indices)


def _nearest(source: list[int], anchor: int) -> list[int]:
    """The piece of a source that is nearest to its cue, where the network drew several far apart; a source in
    two pieces is as good as unknown in annotated news."""
    pieces: list[list[int]] = []
    for i in source:
        if pieces and i - pieces[-1][-1] <= GAP:
            pieces[-1].append(i)
        else:
            pieces.append([i])
    return min(pieces, key=lambda piece: min(abs(i - anchor) for i in piece), default=[])


def _words(doc: Doc, cue: list[int]) -> list[int]:
    """A cue without marks of punctuation, unless it is nothing else."""
    return [i for i in cue if doc.tokens[i].pos != "PUNCT"] or cue


def _redrawn(doc: Doc, f: Found, heard: Heard, anchor: int) -> Found:
    """A rule's find with the network's spans; the rule's source where the network has none."""
    f.anchor = f.anchor if f.anchor in heard.cue else anchor
    f.content = set(heard.content) - {f.anchor}
    f.cue = _words(doc, heard.cue)
    f.heard = heard.confidence
    source = _nearest(heard.source, f.anchor)
    if source:
        f.source = source
        f.heads = [h for h in f.heads if h in source] or _heads(doc, source)
    if f.addressee is None and heard.addressee:
        f.addressee = _heads(doc, heard.addressee)[0]
    return f


def _found(doc: Doc, heard: Heard, anchor: int) -> Found:
    """What only the network heard; stance and kind by the lexicon of its main word."""
    stance, kind = _sense(doc, heard.cue, anchor)
    source = _nearest(heard.source, anchor)
    return Found(
        cue=_words(doc, heard.cue),
        source=source,
        content=set(heard.content),
        heads=_heads(doc, source) if source else [],
        stance=stance,
        rule=NETWORK,
        kind=kind if _is_clause(doc, heard.content) or _is_label(doc, anchor) else "stance",
        addressee=_heads(doc, heard.addressee)[0] if heard.addressee else None,
        anchor=anchor,
        heard=heard.confidence,
    )


def _anchor(doc: Doc, cue: list[int]) -> int:
    """The cue's main word: the last verb or noun of the lexicon, else the word the others hang on."""
    words, nouns, adjectives = lexicon(), noun_cues(), adjective_cues()
    for tokens in (
        [i for i in cue if doc.tokens[i].lower == "according"],
        [i for i in cue if doc.tokens[i].pos == "VERB" and doc.tokens[i].lemma in words],
        [i for i in cue if doc.tokens[i].lemma in nouns or doc.tokens[i].lower in adjectives],
        [i for i in cue if doc.tokens[i].pos == "VERB"],
        [i for i in cue if doc.tokens[i].head not in cue],
    ):
        if tokens:
            return tokens[-1]
    return cue[0]


def _sense(doc: Doc, cue: list[int], anchor: int) -> tuple[Stance, str]:
    token = doc.tokens[anchor]
    if (known := lexicon().get(token.lemma)) is not None:
        return known.stance, known.kind
    if (noun := noun_cues().get(token.lemma)) is not None:
        return noun, "stance"
    if token.lower in adjective_cues():
        return adjective_cues()[token.lower][0], "thought"
    if any(doc.tokens[i].lower in VIEW_NOUNS for i in cue):
        return "believes", "thought"
    return "says", "speech"


def _is_partner(doc: Doc, heard: Heard, anchor: int) -> bool:
    """Whether a content is only a person, and the cue no known word of attitude: "spoke with Pompeo"."""
    token = doc.tokens[anchor]
    known = any(
        w in words for words in (lexicon(), noun_cues(), adjective_cues()) for w in (token.lemma, token.lower)
    )
    if not heard.content or token.pos != "VERB" or known:
        return False
    return doc.tokens[_heads(doc, heard.content)[0]].entity == "PERSON"


def _is_label(doc: Doc, anchor: int) -> bool:
    """Whether a cue only names its source, as credit lines do ("Image: NASA"), and takes no stance."""
    token = doc.tokens[anchor]
    return token.pos not in {"VERB", "AUX", "ADJ"} and token.lemma not in noun_cues()


def _is_clause(doc: Doc, content: list[int]) -> bool:
    """Whether a verb heads a content: a clause or an infinitive, and no noun phrase."""
    inside = set(content)
    tops = [t for i in content if (t := doc.tokens[i]).head not in inside or t.head == i]
    return any(t.pos in {"VERB", "AUX"} for t in tops)


def _heads(doc: Doc, source: list[int]) -> list[int]:
    """The words of a phrase that the others hang on, with those coordinated with them."""
    inside = set(source)
    tops = [i for i in source if doc.tokens[i].head not in inside or doc.tokens[i].head == i]
    tops = [i for i in tops if doc.tokens[i].pos in {"NOUN", "PROPN", "PRON", "NUM"}] or [
        i for i in tops if doc.tokens[i].pos not in {"PUNCT", "DET", "ADP", "CCONJ"}
    ]
    first = tops[0] if tops else source[-1]
    if doc.tokens[first].entity in {"CARDINAL", "QUANTITY"}:
        # "thousands of teachers": the teachers speak.
        first = next((h for h in syntax.prep_objects(doc, first, "of") if h in inside), first)
    out, stack = [], [first]
    while stack:
        here = stack.pop()
        out.append(here)
        stack += [c for c in doc.children[here] if doc.tokens[c].dep == "conj" and c in inside]
    return sorted(out)
