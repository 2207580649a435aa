"""What the clause says of the people counted: marching, dead, injured, arrested, displaced."""

from __future__ import annotations

from sayso.language import Doc, Token, syntax
from sayso.quantities._people import (
    ADJECTIVE_CLASSES,
    HOLD_VERBS,
    NOUN_CLASSES,
    OWN_VERB_CLASSES,
    PROTESTS,
    STREET_VERBS,
    STREETS,
    VERB_CLASSES,
)

COMING = frozenset({"come", "arrive", "appear", "show", "attend"})
AWAITED = frozenset({"mean", "expect", "suppose", "due", "plan", "invite"})
"""People who "are meant to come" or "were expected to arrive" are a crowd somebody waits for."""


def fate(doc: Doc, first: int, last: int, noun: int, lemma: str) -> str:
    """The class of the people a phrase counts, number at tokens ``first`` to ``last``, head noun at ``noun``.

    By adjectives before the noun, participles and clauses on it, the verb or preposition over it, and the
    noun itself, in this order; ``other`` where none of them tells.
    """
    for i in range(last + 1, noun):
        if doc.tokens[i].lower in ADJECTIVE_CLASSES:
            return ADJECTIVE_CLASSES[doc.tokens[i].lower]
    return by_clause(doc, first, noun) or to_death(doc, noun) or NOUN_CLASSES.get(lemma) or "other"


def by_clause(doc: Doc, first: int, noun: int) -> str | None:
    """The class that a verb, participle or adjective on the noun gives."""
    return _by_words_on(doc, noun) or _by_head(doc, _governing(doc, first, noun), noun)


def _governing(doc: Doc, first: int, noun: int) -> int:
    """The token whose role is that of the phrase: in "scores of students" it is "scores"."""
    token = doc.tokens[noun]
    above = doc.tokens[token.head]
    if token.dep == "pobj" and above.lower == "of" and first <= above.head < noun:
        return above.head
    return noun


def _by_words_on(doc: Doc, noun: int) -> str | None:
    """Participles, relative clauses and adjectives after the noun: "killed in", "who marched", "dead"."""
    for child in doc.children[noun]:
        token = doc.tokens[child]
        if token.dep in ("acl", "relcl", "advcl") and child > noun:
            told = _by_own_clause(doc, child)
            if told:
                return told
        if token.dep in ("amod", "acomp", "oprd") and child > noun and token.lower in ADJECTIVE_CLASSES:
            return ADJECTIVE_CLASSES[token.lower]
    after = doc.tokens[noun + 1] if noun + 1 < len(doc.tokens) else None
    return "dead" if after is not None and after.lower == "dead" else None


def _by_head(doc: Doc, number: int, noun: int) -> str | None:
    """The class that the verb or preposition over the phrase gives."""
    if number != noun:
        told = _by_words_on(doc, number)
        if told:
            return told
    head = syntax.first_conjunct(doc, number)
    token = doc.tokens[head]
    if token.head == head:
        return _participle_after(doc, noun)
    return _by_role(doc, head, token.dep, token.head) or (
        _participle_after(doc, noun) if token.dep != "pobj" else None
    )


def _by_own_clause(doc: Doc, verb: int) -> str | None:
    token = doc.tokens[verb]
    lemma = token.lemma.lower()
    if token.tag == "VBN" and lemma in VERB_CLASSES and token.dep in ("acl", "advcl"):
        return VERB_CLASSES[lemma]
    if lemma in VERB_CLASSES:
        return VERB_CLASSES[lemma] if syntax.is_passive(doc, verb) else None
    return by_deed(doc, verb)


def _participle_after(doc: Doc, noun: int) -> str | None:
    """ "25 people killed in ...", where the parse went astray."""
    if noun + 1 >= len(doc.tokens):
        return None
    token = doc.tokens[noun + 1]
    if token.tag == "VBN":
        return VERB_CLASSES.get(token.lemma.lower())
    if token.tag == "VBG":
        return OWN_VERB_CLASSES.get(token.lemma.lower())
    return None


def _by_role(doc: Doc, head: int, dep: str, verb: int) -> str | None:
    """The class by the role of a noun: subject, object, object of a preposition."""
    above = doc.tokens[verb]
    lemma = above.lemma.lower()
    if dep == "nsubjpass" and (below := _by_complement(doc, verb)):
        return below
    if dep == "nsubjpass" or (dep in ("dobj", "obj") and above.pos == "VERB"):
        told = VERB_CLASSES.get(lemma)
        if told:
            return told
        if dep != "nsubjpass":
            if lemma in ("draw", "attract") or (lemma == "gather" and dep == "dobj"):
                return "crowd"
            return "dead" if lemma in ("leave", "find", "shoot") and _says_dead(doc, verb) else None
        return "dead" if lemma == "shoot" and _says_dead(doc, verb) else by_deed(doc, verb)
    if dep == "nsubj":
        return _by_subject(doc, verb)
    if dep == "pobj":
        return _by_preposition(doc, head, verb)
    if dep in ("attr", "npadvmod", "appos") and lemma in ("toll",):
        return "dead"
    return None


def _by_complement(doc: Doc, verb: int) -> str | None:
    """ "are thought to have been killed", "were reported dead"."""
    for child in doc.children[verb]:
        token = doc.tokens[child]
        if token.dep in ("xcomp", "oprd", "acomp", "ccomp") and child > verb:
            told = ADJECTIVE_CLASSES.get(token.lower)
            if told is None and token.tag == "VBN":
                told = VERB_CLASSES.get(token.lemma.lower())
            if told:
                return told
    return None


def to_death(doc: Doc, noun: int) -> str | None:
    """ "was stabbed to death", "burnt to death", of the noun that suffers it."""
    head = syntax.first_conjunct(doc, noun)
    verb = doc.tokens[head].head
    if doc.tokens[head].dep not in ("nsubjpass", "dobj") or doc.tokens[verb].pos != "VERB":
        return None
    words = [t.lower for t in doc.tokens[verb + 1 : verb + 4]]
    return "dead" if ["to", "death"] in (words[:2], words[1:]) else None


def _says_dead(doc: Doc, verb: int) -> bool:
    return any(doc.tokens[c].lower == "dead" for c in doc.children[verb])


def _by_subject(doc: Doc, verb: int) -> str | None:
    """Class by the verb whose subject is counted; conjoined and complement verbs count too."""
    token = doc.tokens[verb]
    if token.lemma.lower() in VERB_CLASSES and (syntax.is_passive(doc, verb) or token.tag == "VBN"):
        has_object = any(doc.tokens[c].dep == "dobj" for c in doc.children[verb])
        return None if has_object and not syntax.is_passive(doc, verb) else VERB_CLASSES[token.lemma.lower()]
    for child in doc.children[verb]:
        if (
            doc.tokens[child].dep in ("acomp", "attr", "oprd", "amod")
            and doc.tokens[child].lower in ADJECTIVE_CLASSES
        ):
            return ADJECTIVE_CLASSES[doc.tokens[child].lower]
    return by_deed(doc, verb)


def by_deed(doc: Doc, verb: int, depth: int = 0) -> str | None:
    """What a deed makes of those who do it: who dies is dead, who marches is a crowd."""
    token = doc.tokens[verb]
    lemma = token.lemma.lower()
    told = OWN_VERB_CLASSES.get(lemma)
    if told and (lemma != "join" or _joins_protest(doc, verb)):
        return told
    below = _below(doc, verb) if lemma in HOLD_VERBS | STREET_VERBS else []
    roles = ("dobj", "pobj", "conj") if lemma in ("go", "join", "attend") else ("dobj", "conj")
    if lemma in HOLD_VERBS and any(
        t.i > verb and t.lemma.lower() in PROTESTS and t.dep in roles for t in below
    ):
        return "crowd"
    if lemma in COMING and token.dep == "xcomp" and doc.tokens[token.head].lemma in AWAITED:
        return "crowd"
    if lemma in STREET_VERBS and any(t.i > verb and t.lemma.lower() in STREETS for t in below):
        return "crowd"
    return _by_further_deed(doc, verb, depth) if depth < 2 else None


def _by_further_deed(doc: Doc, verb: int, depth: int) -> str | None:
    """ "were expected to gather", "came and marched": complements, conjoined verbs, adjuncts."""
    for child in doc.children[verb]:
        dep = doc.tokens[child].dep
        if dep in ("xcomp", "conj", "advcl", "acomp") and child > verb:
            more = by_deed(doc, child, depth + 1)
            if more and (dep != "advcl" or more == "crowd"):
                return more
    return None


def _joins_protest(doc: Doc, verb: int) -> bool:
    return any(token.lemma.lower() in PROTESTS for token in _below(doc, verb))


def _below(doc: Doc, top: int) -> list[Token]:
    """The tokens under a token, nearest first, at most some dozens: sentences may be endless."""
    out = [top]
    for i in out:
        out.extend(doc.children[i])
        if len(out) > 40:
            break
    return [doc.tokens[i] for i in out[1:41]]


def _by_preposition(doc: Doc, noun: int, preposition: int) -> str | None:
    """ "a march by 3,000 women", "the killing of ten men", "attended by 500 people"."""
    prep = doc.tokens[preposition]
    above = doc.tokens[prep.head]
    lemma = above.lemma.lower()
    if prep.lower in ("of", "by", "with", "involving", "for", "from", "to", "in"):
        if lemma in PROTESTS and prep.lower in ("of", "by", "with", "involving"):
            return "crowd"
        if prep.lower == "of" and above.pos == "NOUN":
            nominal = {
                "death": "dead", "killing": "dead", "murder": "dead", "massacre": "dead",
                "execution": "dead", "arrest": "arrested", "detention": "arrested", "injury": "injured",
                "displacement": "displaced", "evacuation": "displaced", "body": "dead", "loss": None,
            }.get(lemma)  # fmt: skip
            if nominal:
                return nominal
        if prep.lower == "by" and lemma in ("attend", "join"):
            return "crowd"
    return None
