"""What a number counts: the noun after it, the verb over it, the words before it."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.language import Doc, Token, syntax
from sayso.quantities._people import (
    ADJECTIVE_CLASSES,
    HOLD_VERBS,
    MEASURES,
    NOUN_CLASSES,
    OWN_VERB_CLASSES,
    PROTESTS,
    STREET_VERBS,
    STREETS,
    VERB_CLASSES,
    is_people,
    lemma_of,
)

PHRASE_PARTS = frozenset({"ADJ", "NOUN", "PROPN", "ADV", "DET", "NUM"})
SKIPPED = frozenset(
    {"more", "others", "other", "mostly", "additional", "of", "the", "them", "those", "their", "its"}
)


@dataclass(frozen=True, slots=True)
class Counted:
    """Class of what is counted, and the token of the noun (or of the number itself) it hangs on."""

    what: str
    noun: int


def counted(doc: Doc, first: int, last: int, vague: bool) -> Counted | None:
    """What the number at tokens ``first`` to ``last`` (inclusive) counts; None where it is not people."""
    noun = _noun_after(doc, last)
    if noun is not None:
        token = doc.tokens[noun]
        lemma = lemma_of(token.text, token.lemma)
        if token.tag in ("NN", "NNP") and lemma not in COLLECTIVES and (vague or doc.tokens[last].lower not in ("one", "1")):
            return None
        nationals = token.entity == "NORP" and token.tag in ("NNPS", "NNS")
        if not is_people(lemma) and not nationals:
            return _bare(doc, first, last) if lemma in ("more", "other") else None
        what = _class_of_phrase(doc, first, last, noun, lemma)
        return Counted("other" if what in MIXABLE and _mixed(doc, noun, what) else what, noun)
    return _bare(doc, first, last)


COLLECTIVES = frozenset({"people", "police", "staff", "personnel", "crew", "troop", "troops", "dead", "wounded", "injured"})
"""Nouns that may stand in the singular after a number above one."""

MIXABLE = frozenset({"dead", "injured", "arrested"})


def _mixed(doc: Doc, last: int, what: str) -> bool:
    """ "were killed or wounded", "killed, captured or missing": one number for several fates tells none."""
    for i in range(last + 1, min(last + 8, len(doc.tokens) - 2)):
        token = doc.tokens[i]
        if token.pos == "PUNCT" and token.text != ",":
            return False
        if ADJECTIVE_CLASSES.get(token.lower) == what:
            follow = doc.tokens[i + 1 : i + 3]
            if follow[0].lower in ("and", "or", ",", "/", "&"):
                return ADJECTIVE_CLASSES.get(follow[1].lower, what) != what
            return False
    return False


def _noun_after(doc: Doc, last: int) -> int | None:
    """The head of the noun phrase that a number begins: the last noun before the phrase ends."""
    tokens = doc.tokens
    found: int | None = None
    for i in range(last + 1, min(last + 9, len(tokens))):
        token = tokens[i]
        if token.sentence != tokens[last].sentence:
            break
        if token.lower in MEASURES or token.lemma.lower() in MEASURES:
            return i
        if token.lower in ("of", "the", "these", "those", "its", "their", "our", "his") and found is None:
            continue
        if token.text in "-–" and i + 1 < len(tokens) and found is None:
            continue
        if token.text == "," and found is None and (tokens[i - 1].pos == "ADJ" or _is(doc, i + 1, "of")):
            continue
        if (
            token.lower in ("dead", "wounded", "injured", "killed", "hurt")
            and found is None
            and not _noun_next(doc, i)
        ):
            return None
        if token.pos in ("NOUN", "PROPN") or (token.tag in ("NNS", "NN") and token.pos != "PUNCT"):
            if found is not None and token.pos == "PROPN" and tokens[found].tag == "NNS":
                break
            found = i
            continue
        if (
            found is None
            and is_people(lemma_of(token.text, token.lemma))
            and token.pos in ("ADJ", "NUM", "VERB")
        ):
            found = i
            continue
        if found is not None or not _may_stand_before_noun(token):
            break
    return found


def _is(doc: Doc, i: int, word: str) -> bool:
    return i < len(doc.tokens) and doc.tokens[i].lower == word


def _noun_next(doc: Doc, i: int) -> bool:
    for token in doc.tokens[i + 1 : i + 3]:
        if token.pos == "NOUN" and is_people(lemma_of(token.text, token.lemma)):
            return True
        if token.pos not in ("ADJ", "PROPN"):
            return False
    return False


def _may_stand_before_noun(token: Token) -> bool:
    return (
        token.pos in ("ADJ", "ADV")
        or token.tag in ("VBN", "VBG", "JJ", "POS")
        or token.lower in ("or", "more", "and")
    )


# With a noun


def _class_of_phrase(doc: Doc, first: int, last: int, noun: int, lemma: str) -> str:
    for i in range(last + 1, noun):
        if doc.tokens[i].lower in ADJECTIVE_CLASSES:
            return ADJECTIVE_CLASSES[doc.tokens[i].lower]
    return _by_clause(doc, first, noun) or NOUN_CLASSES.get(lemma) or "other"


def _by_clause(doc: Doc, first: int, noun: int) -> str | None:
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
    return _by_deed(doc, verb)


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
        return "dead" if lemma == "shoot" and _says_dead(doc, verb) else _by_deed(doc, verb)
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
    return _by_deed(doc, verb)


def _by_deed(doc: Doc, verb: int, depth: int = 0) -> str | None:
    """What a deed makes of those who do it: who dies is dead, who marches is a crowd."""
    token = doc.tokens[verb]
    lemma = token.lemma.lower()
    told = OWN_VERB_CLASSES.get(lemma)
    if told and not (lemma == "rise" or (lemma == "join" and not _joins_protest(doc, verb))):
        return told
    below = (
        [doc.tokens[i] for i in syntax.subtree(doc, verb)[:60]] if lemma in HOLD_VERBS | STREET_VERBS else []
    )
    roles = ("dobj", "conj") if lemma in ("hold", "stage", "organize", "organise") else ("dobj", "pobj", "conj")
    if lemma in HOLD_VERBS and any(
        t.i > verb and t.lemma.lower() in PROTESTS and t.dep in roles for t in below
    ):
        return "crowd"
    if lemma in STREET_VERBS and any(t.i > verb and t.lemma.lower() in STREETS for t in below):
        return "crowd"
    if depth < 2:
        for child in doc.children[verb]:
            if doc.tokens[child].dep in ("xcomp", "conj", "advcl") and child > verb:
                more = _by_deed(doc, child, depth + 1)
                if more and (doc.tokens[child].dep != "advcl" or more == "crowd"):
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


# Without a noun


def _bare(doc: Doc, first: int, last: int) -> Counted | None:
    """A number that stands alone: "killing 34", "34 dead", "5,000 marched", "the toll rose to 12"."""
    if _is_label(doc, first):
        return None
    told = (
        _dead_after(doc, last)
        or _verb_after(doc, last)
        or _object_of(doc, first, last)
        or _toll(doc, first, last)
    )
    if told in MIXABLE and _mixed(doc, last, told):
        told = "other"
    return Counted(told, last) if told else None


def _is_label(doc: Doc, first: int) -> bool:
    """ "Article 19", "Flight 17": a name or noun right before makes the number its label."""
    if first == 0:
        return False
    before = doc.tokens[first - 1]
    if before.sentence != doc.tokens[first].sentence or before.lower in (
        "police",
        "organisers",
        "organizers",
    ):
        return False
    return before.pos == "PROPN" or before.lower in (
        "article",
        "page",
        "number",
        "no.",
        "chapter",
        "section",
        "aged",
        "age",
    )


def _next_word(doc: Doc, last: int) -> int | None:
    """The first token after a number that is not "more", "others", "of them"."""
    i = last + 1
    while i < len(doc.tokens) and i < last + 5 and doc.tokens[i].lower in SKIPPED:
        i += 1
    return i if i < len(doc.tokens) and doc.tokens[i].sentence == doc.tokens[last].sentence else None


def _dead_after(doc: Doc, last: int) -> str | None:
    i = _next_word(doc, last)
    if i is None:
        return None
    return ADJECTIVE_CLASSES.get(doc.tokens[i].lower)


def _verb_after(doc: Doc, last: int) -> str | None:
    """ "34 were killed", "5,000 marched", "dozens have been arrested"."""
    i = _next_word(doc, last)
    if i is None:
        return None
    for _ in range(4):
        if i >= len(doc.tokens):
            return None
        token = doc.tokens[i]
        if token.pos == "AUX" or token.lower in (
            "also",
            "reportedly",
            "have",
            "had",
            "been",
            "being",
            "still",
            "later",
        ):
            i += 1
            continue
        break
    else:
        return None
    token = doc.tokens[i]
    lemma = token.lemma.lower()
    if token.pos not in ("VERB", "ADJ", "AUX"):
        return None
    if lemma in VERB_CLASSES and token.tag in ("VBN", "VBD", "JJ"):
        passive = syntax.is_passive(doc, i) or doc.tokens[i - 1].pos == "AUX"
        has_object = any(doc.tokens[c].dep == "dobj" for c in doc.children[i])
        return VERB_CLASSES[lemma] if passive or not has_object else None
    return _by_deed(doc, i) if token.pos == "VERB" else None


def _object_of(doc: Doc, first: int, last: int) -> str | None:
    """ "killed at least 34.", "wounding dozens": the verb right before, and nothing counted after."""
    if not _phrase_ends(doc, last):
        return None
    i = first - 1
    if i < 0 or doc.tokens[i].sentence != doc.tokens[last].sentence:
        return None
    if doc.tokens[i].lower in ("another", "a", "the", "also", "and", "further"):
        i -= 1
    token = doc.tokens[max(i, 0)]
    if token.pos == "VERB" and token.tag in ("VBD", "VBG", "VBN", "VBZ", "VBP", "VB"):
        lemma = token.lemma.lower()
        if lemma in VERB_CLASSES:
            return VERB_CLASSES[lemma]
        return "crowd" if lemma in ("draw", "attract") else None
    return None


def _phrase_ends(doc: Doc, last: int) -> bool:
    if last + 1 >= len(doc.tokens):
        return True
    token = doc.tokens[last + 1]
    return (
        token.sentence != doc.tokens[last].sentence
        or token.pos in ("PUNCT", "CCONJ", "ADP", "SCONJ", "VERB", "AUX", "PRON", "PART")
        or token.lower in ("more", "others", "there", "so", "overnight")
        or token.entity in ("DATE", "TIME")
    ) and token.text not in ("%", "-")


def _toll(doc: Doc, first: int, last: int) -> str | None:
    """ "the death toll rose to 12", "a crowd of 10,000", "police put the turnout at 5,000, organisers at 50,000"."""
    if not _phrase_ends(doc, last):
        return None
    before = doc.tokens[max(doc.sentence_of(last).start, first - 25) : first]
    if not before or doc.tokens[first].entity in ("DATE", "MONEY", "PERCENT", "TIME"):
        return None
    lead = before[-1]
    words = [token.lemma.lower() for token in before]
    if "toll" in words[-10:] and lead.lower in (
        "to",
        "at",
        "of",
        "was",
        "is",
        "reached",
        "hit",
        "past",
        "passed",
    ):
        return "dead"
    if (
        lead.lower == "of"
        and len(before) > 1
        and words[-2] in ("crowd", "throng", "turnout", "gathering", "attendance", "rally")
    ):
        return "crowd"
    if words[-2:-1] in (["turnout"], ["attendance"]) and lead.lower in ("of", "was", "is", "at", "reached", "hit", "topped"):
        return "crowd"
    if _estimates(words) and (
        lead.lower in ("at", "to", ":")
        or lead.lemma.lower() in ("say", "claim", "estimate", "count", "organiser", "organizer", "police")
    ):
        return "crowd"
    return None


def _estimates(words: list[str]) -> bool:
    """Whether the words before tell of the size of a crowd."""
    return any(
        word
        in ("turnout", "crowd", "attendance", "protester", "demonstrator", "marcher", "participant", "number")
        for word in words
    ) and any(word in ("put", "estimate", "say", "claim", "count", "turnout") for word in words)
