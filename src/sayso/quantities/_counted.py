"""What a number counts: the noun after it, the verb over it, the words before it."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.language import Doc, Token, syntax
from sayso.quantities._fate import by_deed, fate
from sayso.quantities._people import ADJECTIVE_CLASSES, ANIMALS, MEASURES, VERB_CLASSES, is_people, lemma_of
from sayso.quantities._units import VOTES, things

SKIPPED = frozenset(
    {"more", "others", "other", "mostly", "additional", "of", "the", "them", "those", "their", "its"}
)

COLLECTIVES = frozenset({
    "people", "police", "staff", "personnel", "crew", "troop", "troops", "dead", "wounded", "injured",
})  # fmt: skip
"""Nouns that may stand in the singular after a number above one."""

HARM_CLASSES = frozenset({"dead", "injured", "arrested", "kidnapped", "missing"})
MIXABLE = frozenset({"dead", "injured", "arrested"})
LABELS = frozenset(
    "article page number no. chapter section aged age flight block cell line gate channel quarter "
    "bulletin group day phase zone ward district stage room house metro route highway unit brigade "
    "division platform terminal sector building apartment paragraph resolution annex verse psalm "
    "level category class magnitude version".split()
)
REACHES = frozenset({"to", "at", "of", "was", "is", "reached", "hit", "past", "passed", "topped", "exceeded"})
CROWDS = frozenset({"crowd", "throng", "turnout", "gathering", "attendance", "rally"})
TURNOUTS = frozenset({"turnout", "attendance"})
ESTIMATED = frozenset({
    "turnout", "crowd", "attendance", "protester", "demonstrator", "marcher", "participant", "number",
})  # fmt: skip
ESTIMATING = frozenset({"put", "estimate", "say", "claim", "count", "turnout"})
ESTIMATORS = frozenset({"say", "claim", "estimate", "count", "organiser", "organizer", "police"})


@dataclass(frozen=True, slots=True)
class Counted:
    """Class of what is counted, the token of the noun (or of the number itself) it hangs on, and the noun of
    things that are no people."""

    what: str
    noun: int
    unit: str | None = None


def counted(doc: Doc, first: int, last: int, vague: bool) -> Counted | None:
    """What the number at tokens ``first`` to ``last`` (inclusive) counts: people, votes or
    things that are counted; None where it is none of them."""
    noun = noun_after(doc, last)
    if noun is not None:
        token = doc.tokens[noun]
        lemma = lemma_of(token.text, token.lemma)
        several = vague or doc.tokens[last].lower not in ("one", "1")
        if (
            several
            and token.tag in ("NN", "NNP")
            and not (lemma in COLLECTIVES or is_people(lemma) or lemma in things())
        ):
            return None
        nationals = token.entity == "NORP" and token.tag in ("NNPS", "NNS")
        if lemma in VOTES:
            return Counted("votes", noun)
        if lemma in things():
            return Counted("other", noun, lemma)
        if not is_people(lemma) and not nationals:
            if lemma in ("more", "other"):
                return _bare(doc, first, last)
            return _harmed(doc, first, last, noun, lemma)
        what = fate(doc, first, last, noun, lemma)
        return Counted("other" if what in MIXABLE and _mixed(doc, noun, what) else what, noun)
    return _bare(doc, first, last)


def _harmed(doc: Doc, first: int, last: int, noun: int, lemma: str) -> Counted | None:
    """Whoever is killed, hurt, held or driven out is somebody, whatever word names them ("drinkers")."""
    if lemma in MEASURES or lemma in ANIMALS or doc.tokens[noun].pos not in ("NOUN", "PROPN"):
        return None
    what = fate(doc, first, last, noun, lemma)
    return Counted(what, noun) if what in HARM_CLASSES else None


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


def noun_after(doc: Doc, last: int) -> int | None:
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


# Without a noun


def _bare(doc: Doc, first: int, last: int) -> Counted | None:
    """A number that stands alone: "killing 34", "34 dead", "5,000 marched", "the toll rose to 12"."""
    if is_label(doc, first):
        return None
    told = (
        _dead_after(doc, last)
        or by_verb_after(doc, last)
        or _object_of(doc, first, last)
        or _toll(doc, first, last)
    )
    if told in MIXABLE and _mixed(doc, last, told):
        told = "other"
    return Counted(told, last) if told else None


def is_label(doc: Doc, first: int) -> bool:
    """ "Article 19", "Flight 17": a name or noun right before makes the number its label."""
    if first == 0:
        return False
    before = doc.tokens[first - 1]
    if before.sentence != doc.tokens[first].sentence or before.entity in ("DATE", "GPE", "LOC", "TIME"):
        return False
    return before.pos == "PROPN" or before.lower in LABELS


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


def by_verb_after(doc: Doc, last: int) -> str | None:
    """ "34 were killed", "5,000 marched", "dozens have been arrested"."""
    i = _next_word(doc, last)
    if i is None:
        return None
    for _ in range(4):
        if i >= len(doc.tokens):
            return None
        token = doc.tokens[i]
        if token.pos == "AUX" or token.lower in ("also", "reportedly", "still", "later", "since", "now"):
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
    return by_deed(doc, i) if token.pos == "VERB" else None


def _object_of(doc: Doc, first: int, last: int) -> str | None:
    """ "killed at least 34.", "wounding dozens": the verb right before, and nothing counted after."""
    if not phrase_ends(doc, last):
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


def phrase_ends(doc: Doc, last: int) -> bool:
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
    """ "the death toll rose to 12", "police put the turnout at 5,000, organisers at 50,000"."""
    if not phrase_ends(doc, last):
        return None
    before = doc.tokens[max(doc.sentence_of(last).start, first - 25) : first]
    if not before or doc.tokens[first].entity in ("DATE", "MONEY", "PERCENT", "TIME"):
        return None
    lead = before[-1]
    if lead.lower in REACHES | {"from", "than"} and (toll := _subject_toll(doc, first)) is not None:
        return _of_toll(doc, toll)
    words = [token.lemma.lower() for token in before]
    if lead.lower in REACHES and "toll" in words[-12:]:
        return _of_toll(doc, before[len(words) - 1 - words[::-1].index("toll")].i)
    if lead.lower in REACHES and "number" in words[-12:] and "dead" in words[-12:]:
        return "dead"
    named = words[-2] if len(words) > 1 else ""
    if (named in CROWDS and lead.lower == "of") or (named in TURNOUTS and lead.lower in REACHES):
        return "crowd"
    return (
        "crowd"
        if _estimates(words) and (lead.lower in ("at", "to", ":") or words[-1] in ESTIMATORS)
        else None
    )


def _subject_toll(doc: Doc, first: int) -> int | None:
    """The toll that a verb over the number speaks of: "the death toll from the bombings climbed to 73"."""
    above = syntax.ancestors(doc, first)[:3]
    verb = next((i for i in above if doc.tokens[i].pos == "VERB"), None)
    subjects = syntax.subjects(doc, verb) if verb is not None else []
    return next((s for s in subjects if doc.tokens[s].lemma == "toll"), None)


def _of_toll(doc: Doc, toll: int) -> str:
    """An injury toll counts the injured; any other the dead."""
    before = doc.tokens[toll - 1].lower if toll else ""
    return "injured" if before in ("injury", "injured", "injuries", "wounded") else "dead"


def _estimates(words: list[str]) -> bool:
    """Whether the words before tell of the size of a crowd."""
    return not ESTIMATED.isdisjoint(words) and not ESTIMATING.isdisjoint(words)
