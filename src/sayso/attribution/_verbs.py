"""Verbs that attribute: their source, and their content by the frames of the cue lexicon."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.attribution._beside import (
    afterthoughts,
    as_said,
    reporting_verb_of,
    said_after,
    strayed_cues,
)
from sayso.attribution._contents import WITNESSED, contents, own_clauses
from sayso.attribution._cues import Cue, noun_cues
from sayso.attribution._found import Found, cue_words, source_words
from sayso.attribution._subjects import inverted_subject, subject_nearby, trailing_speaker
from sayso.language import Doc, syntax
from sayso.records import Stance

SKIP_SUBJECTS = frozenset({"it", "that", "which", "this", "there", "what"})
"""Subjects that are nobody: "it said in the paper", "which shows"."""

CALLING = frozenset(
    {"call", "ask", "appeal", "push", "plead", "press", "lobby", "campaign", "rally", "argue", "advocate"}
)
"""Verbs that demand what their "for" names; one may also vote or apologise for something."""

RELATIVE = frozenset({"who", "which", "that"})
"""Pronouns that stand as the source in a relative clause; who is meant, their antecedent says."""


def by_verb(doc: Doc, i: int, cue: Cue) -> Iterator[Found]:
    speaker = trailing_speaker(doc, i)
    if speaker:
        content, source = set(range(doc.sentence_of(i).start, i)), source_words(doc, speaker, i)
        yield Found([i], source, content, speaker, cue.stance, "parataxis", anchor=i)
        return
    heads, passive = _source_heads(doc, i)
    if not heads and not passive:
        heads = inverted_subject(doc, i) or ([] if _commands(doc, i) else subject_nearby(doc, i))
    if (passive and not heads) or (not heads and _commands(doc, i)):
        return
    if cue.lemma in WITNESSED and not _is_finite(doc, i):
        return
    if heads and doc.tokens[heads[0]].lower in SKIP_SUBJECTS and not _speaking_it(doc, i, cue, heads[0]):
        return
    if heads and cue.kind == "thought" and doc.tokens[heads[0]].lower == "you":
        return
    addressee = next(iter(syntax.indirect_objects(doc, i)), None)
    for rule, content, extra in contents(doc, i, cue, passive):
        if rule == "c" and addressee is None:
            addressee = next((o for o in syntax.objects(doc, i) if o not in content and o not in heads), None)
        source = _relative_pronoun(doc, i) or source_words(doc, heads, i)
        if rule not in {"c", "parataxis", "rest"}:
            content -= afterthoughts(doc, content, i)
        content = content - set(source) - {i} - strayed_cues(doc, content, i)
        if not any(doc.tokens[c].pos != "PUNCT" for c in content) or (rule == "prep" and not heads):
            continue
        nominal = rule in {"o", "prep", "oa"}
        yield Found(
            cue=cue_words(doc, i, extra, content),
            source=source,
            content=content,
            heads=heads,
            stance="demands"
            if cue.lemma in CALLING and _is_call(doc, extra)
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
    return doc.tokens[head].lower == "it" and cue.kind == "speech" and bool(own_clauses(doc, i))


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
