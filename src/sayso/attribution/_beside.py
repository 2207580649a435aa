"""Clauses that report beside a reported one: what the parser hung too deep, and who speaks there.

"The envoy said that he would offer help and *insisted* that ...": the second verb belongs to the envoy's
act of saying, though a parser hangs it on what was said.
"""

from __future__ import annotations

from collections.abc import Iterator

from sayso.attribution._cues import Cue, lexicon
from sayso.attribution._found import Found, cue_words, source_words
from sayso.attribution._quotes import MARKS
from sayso.language import Doc, syntax

DASHES = frozenset({",", "–", "—", "-", "--", ";"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
TELLING = frozenset(
    {"say", "tell", "add", "note", "report", "write", "announce", "claim", "argue", "explain", "warn"}
    | {"state", "insist", "declare", "acknowledge", "admit", "believe", "conclude", "confirm", "stress"}
    | {"emphasize", "emphasise", "inform", "recall", "remark", "reveal", "assert", "contend", "predict"}
)
AS_SAID = TELLING | {"speculate", "promise", "describe", "put", "point", "observe", "predict", "allege"}
CONTRAST = frozenset({"while", "whereas", "whilst"})


def reporting_verb_of(doc: Doc, i: int) -> int | None:
    """The verb whose subject a coordinated cue shares, where the parser coordinated it with the reported
    clause: told by the tense, which is that of the reporting verb and not that of what was reported."""
    token = doc.tokens[i]
    if token.dep != "conj" or token.lemma not in lexicon() or syntax.kids(doc, i, "nsubj", "nsubjpass"):
        return None
    tense, clause = _tense(doc, i), syntax.first_conjunct(doc, i)
    verb = _verb_above(doc, clause)
    if tense is None or verb is None or clause < verb or doc.tokens[verb].lemma not in lexicon():
        return None
    return verb if tense == _tense(doc, verb) and tense != _tense(doc, clause) else None


def _verb_above(doc: Doc, clause: int) -> int | None:
    """The finite verb that governs a reported clause, or the gerund or infinitive of one."""
    token = doc.tokens[clause]
    if token.dep == "ccomp":
        return token.head
    if token.dep not in {"pcomp", "xcomp"} or has_tense(doc, clause):
        return None
    above = token.head
    return doc.tokens[above].head if token.dep == "pcomp" else above


def strayed_cues(doc: Doc, content: set[int], cue: int) -> set[int]:
    """Tokens of coordinated cues inside a content that share the speaker of ``cue`` ("accused them of
    looting and *vowed revenge*")."""
    out: set[int] = set()
    for c in content:
        if doc.tokens[c].dep == "conj" and c > cue and reporting_verb_of(doc, c) == cue:
            out.update(syntax.subtree(doc, c), _joint(doc, c))
    return out


def is_citing(doc: Doc, i: int) -> bool:
    """Whether a participle names who told the source ("reported, *citing two officials*, that ...")."""
    token = doc.tokens[i]
    return token.lemma in {"cite", "quote"} and token.tag == "VBG" and token.dep in {"advcl", "acl", "prep"}


def has_tense(doc: Doc, i: int) -> bool:
    """Whether a clause is finite."""
    return _tense(doc, i) is not None


def _tense(doc: Doc, i: int) -> str | None:
    """The Penn tag of the finite verb of a clause, None where it has none of its own."""
    for c in syntax.kids(doc, i, "aux", "auxpass"):
        if doc.tokens[c].tag in {"VBD", "VBZ", "VBP", "MD"}:
            return "VBZ" if doc.tokens[c].tag == "VBP" else doc.tokens[c].tag
    tag = doc.tokens[i].tag
    return {"VBD": "VBD", "VBZ": "VBZ", "VBP": "VBZ"}.get(tag)


def as_said(doc: Doc, i: int, cue: Cue, heads: list[int]) -> list[Found]:
    """ "As the mayor told reporters, the bridge is closed": what the as-clause stands beside was said."""
    token = doc.tokens[i]
    if token.dep != "advcl" or token.lemma not in AS_SAID or not heads or not has_tense(doc, i):
        return []
    if not any(doc.tokens[m].lower == "as" for m in syntax.kids(doc, i, "mark", "advmod", "prep")):
        return []
    if syntax.kids(doc, i, "dobj") and token.lemma not in {"tell", "put", "inform", "remind"}:
        return []
    below = syntax.subtree(doc, i)
    if doc.tokens[below[0]].lower != "as" or not syntax.kids(doc, i, "nsubj", "nsubjpass"):
        return []
    content = set(syntax.subtree(doc, token.head)) - set(below)
    set_off = doc.tokens[max(0, below[0] - 1)].text in DASHES or below[0] == doc.sentence_of(i).start
    if not content or not set_off:
        return []
    cue_tokens = cue_words(doc, i, [below[0]], content)
    source = source_words(doc, heads, i)
    return [Found(cue_tokens, source, content, heads, cue.stance, "parataxis", cue.kind, anchor=i)]


def said_after(doc: Doc, i: int, cue: Cue) -> Iterator[Found]:
    """ "The bridge is closed, said the mayor of Graz.": the parser lost the clause before the comma. The
    verb ends the sentence with its subject; what stands before the comma and has a finite verb was said."""
    token = doc.tokens[i]
    if token.lemma not in TELLING or token.tag not in {"VBD", "VBZ", "VBP"} or token.dep == "relcl":
        return
    sentence = doc.sentence_of(i)
    heads = [h for h in syntax.kids(doc, i, "nsubj") if abs(h - i) <= 12]
    behind = [h for h in heads if h > i]
    heads = behind or heads
    if not heads:
        return
    source = source_words(doc, heads, i)
    first = i if behind else min(source, default=i)
    if first - 1 <= sentence.start or doc.tokens[first - 1].text != ",":
        return
    before = range(sentence.start, first - 1)
    if doc.tokens[first - 2].text in MARKS or not any(doc.tokens[t].tag in FINITE for t in before):
        return
    rest = range((max(source) if behind else i) + 1, sentence.end)
    if any(doc.tokens[t].tag in FINITE for t in rest) or set(before) & set(source):
        return
    yield Found(
        cue_words(doc, i, [], set(before)), source, set(before), heads, cue.stance, "parataxis", anchor=i
    )


def said_beside(doc: Doc, clause: int) -> list[int]:
    """Where branches begin that report again beside a reported clause: participles at its end ("...,
    telling reporters that ..."), coordinated cues of the same speaker ("and insisted that ..."), and those
    of another speaker ("while others said that ..."). They hang on the reporting verb, not on what it
    reported."""
    out: list[int] = []
    members = [clause]
    while members:
        here = members.pop()
        for c in doc.children[here]:
            if c > here and doc.tokens[c].lemma in lexicon() and _reports_again(doc, c):
                out.append(c)
            elif doc.tokens[c].dep == "conj":
                members.append(c)
    return out + [cc for c in out for cc in _joint(doc, c)]


def _reports_again(doc: Doc, c: int) -> bool:
    token = doc.tokens[c]
    before = doc.tokens[max(0, min(syntax.subtree(doc, c)) - 1)].text
    own = syntax.kids(doc, c, "nsubj")
    if token.dep == "advcl" and token.tag == "VBG":
        return before in DASHES
    if token.dep == "advcl":
        contrast = any(doc.tokens[m].lower in CONTRAST for m in syntax.kids(doc, c, "mark"))
        return contrast and bool(own) and bool(syntax.kids(doc, c, "ccomp"))
    if token.dep != "conj":
        return False
    if own:
        somebody = any(doc.tokens[s].pos in {"PROPN", "NOUN"} for s in own)
        return somebody and bool(syntax.kids(doc, c, "ccomp"))
    return reporting_verb_of(doc, c) is not None


def afterthoughts(doc: Doc, content: set[int], cue: int, *, clauses: bool = False) -> set[int]:
    """Tokens of what follows a nominal content after a comma and is the writer's own: participles ("...,
    linking to a story") and appositions ("..., a sign of her support"); with ``clauses`` also relative and
    adverbial clauses ("is expected on Sunday, when the deadline ends")."""
    out: set[int] = set()
    for c in sorted(content):
        token = doc.tokens[c]
        if c in out or c < cue or doc.tokens[token.head].i not in content | {cue}:
            continue
        participle = token.dep == "advcl" and (token.tag == "VBG" or clauses)
        if not participle and token.dep != "appos" and not (clauses and token.dep in {"relcl", "prep"}):
            continue
        under = syntax.subtree(doc, c)
        if doc.tokens[under[0] - 1].text in DASHES and under[-1] >= max(content) - 1:
            out.update(under)
    return out


def _joint(doc: Doc, c: int) -> list[int]:
    """The conjunction before a coordinated branch."""
    if doc.tokens[c].dep != "conj":
        return []
    left = [t for t in syntax.kids(doc, doc.tokens[c].head, "cc") if t < c]
    return left[-1:]
