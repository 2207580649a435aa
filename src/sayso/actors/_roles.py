"""Roles: the offices that the text gives to persons, before the name, after it, or by a verb."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.actors._lexicon import ACTING, FEMALE_HONORIFICS, FORMER, HONORIFICS, Noun
from sayso.actors._mentions import Mention
from sayso.actors._names import title_noun
from sayso.actors._phrase import Phrase, read
from sayso.countries import lookup
from sayso.language import Doc, syntax
from sayso.records import Role

_MODIFIER_TAGS = frozenset(
    {"JJ", "JJR", "JJS", "NN", "NNP", "NNS", "NNPS", "POS", "HYPH", "VBN", "VBG", "CD", "FW", "AFX"}
)
_STOP_ENTITIES = frozenset({"DATE", "TIME", "CARDINAL", "MONEY", "PERCENT", "QUANTITY"})
_MADE = frozenset(
    "declare elect name appoint nominate crown proclaim re-elect reelect inaugurate choose become remain "
    "be serve".split()
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_REACH = 9
"""Tokens before a name that may still belong to its title."""


@dataclass(slots=True)
class Office:
    """A role as found: the tokens of its words, what they say, and the record made of it."""

    head: int
    noun: Noun
    phrase: Phrase
    role: Role
    start: int
    end: int


def title_before(doc: Doc, mention: Mention, blocked: set[int]) -> tuple[int, Office | None, bool | None]:
    """The title right before a person's name.

    Gives the token at which the mention with its title begins, the office or None, and whether the
    honorific marks a woman (None where there is none). ``blocked`` are tokens of other names of persons.
    """
    first = doc.sentence_of(mention.start).start
    i = mention.start
    female: bool | None = None
    while i > first and doc.tokens[i - 1].lower in HONORIFICS and doc.tokens[i - 1].text != "miss":
        i -= 1
        female = doc.tokens[i].lower in FEMALE_HONORIFICS
    if i == first:
        return i, None, female
    found = title_noun(doc, i - 1)
    head = i - 1
    if found is None or "title" not in found[1].marks:
        head = _of_title(doc, i, first)
        found = title_noun(doc, head) if head >= 0 else None
    if found is None or found[1].kind != "person" or not _may_title(doc, head, found[1], i):
        return i, None, female
    start = _title_start(doc, found[0], first, blocked)
    phrase = read([t.text for t in doc.tokens[start:i]], head - start)
    if phrase.noun is None:
        return i, None, female
    return start, _office(doc, found[0], i, head, phrase, start), female


def _may_title(doc: Doc, head: int, noun: Noun, i: int) -> bool:
    """Whether a noun stands before a name as its title; a name that a verb hands to a noun does not count
    ("told the president Mr Smith ...")."""
    token = doc.tokens[head]
    return (
        "title" in noun.marks
        and (token.tag in {"NN", "NNP", "JJ", "NNPS"} or not token.text.endswith("s"))
        and head < i
    )


def _of_title(doc: Doc, i: int, first: int) -> int:
    """Head of "President of Russia" before a name: a title, "of", and at most three capitalised words."""
    for j in range(i - 1, max(first, i - 5), -1):
        token = doc.tokens[j]
        if token.lower == "of" and j > first:
            found = title_noun(doc, j - 1)
            return j - 1 if found is not None and "title" in found[1].marks and j < i - 1 else -1
        if not (token.text[0].isupper() or token.lower in {"the", "and"}):
            return -1
    return -1


def _title_start(doc: Doc, start: int, first: int, blocked: set[int]) -> int:
    """Where a title begins: its modifiers, an article before them."""
    limit = max(first, start - _REACH)
    while start > limit:
        token = doc.tokens[start - 1]
        if token.i in blocked or token.entity in _STOP_ENTITIES:
            break
        if token.pos == "DET" and token.lower in {"the", "a", "an"}:
            return start - 1
        if token.lower in FORMER or token.tag == "PRP$":
            start -= 1
            continue
        if token.tag not in _MODIFIER_TAGS or (token.pos == "VERB" and token.dep not in {"amod", "compound"}):
            break
        start -= 1
    while start < first + len(doc.tokens) and doc.tokens[start].tag in {"HYPH", "POS"}:
        start += 1
    return start


def office_of(doc: Doc, mention: Mention) -> Office | None:
    """The office that a described mention (an apposition, a predicate) names."""
    phrase = mention.phrase
    if phrase.noun is None or phrase.noun.kind != "person" or mention.plural:
        return None
    found = title_noun(doc, mention.head)
    first = found[0] if found else mention.head
    return _office(doc, first, mention.end, mention.head, phrase, mention.start)


def _office(doc: Doc, first: int, end: int, head: int, phrase: Phrase, begin: int) -> Office:
    """The record of a role whose noun begins at ``first``; the words end before ``end``. ``begin`` is where
    its noun phrase begins."""
    start = first
    while start > 0 and _part_of_title(doc, start - 1, head):
        start -= 1
    since, until, stop = _years(doc, end)
    title = " ".join(doc.words(start, end).split())
    role = Role(title=title, since=since, until=until, basis="stated", spans=(doc.span(start, stop),))
    noun = phrase.noun
    assert noun is not None
    return Office(head, noun, phrase, role, begin, end)


def _part_of_title(doc: Doc, i: int, head: int) -> bool:
    """Whether a word before the noun belongs to the title itself: "Deputy", "opposition", not "US"."""
    token = doc.tokens[i]
    if token.sentence != doc.tokens[head].sentence or token.lower in HONORIFICS:
        return False
    if token.entity in {"GPE", "NORP", "DATE", "LOC", "PERSON"} or token.tag in {"POS", "DT", "PRP$"}:
        return False
    if (token.text.isupper() and token.entity != "ORG") or lookup(token.text) is not None:
        return False
    if token.lower in ACTING or token.lower in FORMER:
        return True
    return (token.dep in {"compound", "nmod", "amod"} and token.head > i and token.head <= head + 1
            and token.tag in {"NN", "NNP", "NNS", "HYPH"} and token.text[0].isalpha())  # fmt: skip


def _years(doc: Doc, end: int) -> tuple[str | None, str | None, int]:
    """Years that follow a role: "since 1994", "from 2010 to 2015", "until 2019"; and where they end."""
    since = until = None
    stop = end
    i = end
    limit = min(len(doc.tokens), end + 8)
    while i + 1 < limit:
        word, after = doc.tokens[i].lower, doc.tokens[i + 1].text
        if not _YEAR.fullmatch(after):
            break
        if word in {"since", "from"} and since is None:
            since = after
        elif word in {"until", "till", "to"}:
            until = after
        else:
            break
        i += 2
        stop = i
    return since, until, stop


def predicate_offices(
    doc: Doc, named: dict[int, Mention], described: dict[int, Mention]
) -> list[tuple[Mention, Mention]]:
    """Pairs (person, description) that apposition or a verb makes one: "Merz, the chancellor", "Merz was
    elected chancellor", "Lukashenko, who was declared the winner ..."."""
    out: list[tuple[Mention, Mention]] = []
    for head, mention in described.items():
        token = doc.tokens[head]
        person = named.get(token.head)
        if token.dep == "appos" and person is not None:
            out.append((person, mention))
            continue
        for c in doc.children[head]:
            other = named.get(c)
            if other is not None and doc.tokens[c].dep == "appos" and not mention.plural:
                out.append((other, mention))
        if token.dep in {"attr", "oprd", "dobj"} and doc.tokens[token.head].lemma in _MADE:
            out.extend(_by_verb(doc, token.head, mention, named))
    return out + _after_of(doc, named, described)


def _after_of(
    doc: Doc, named: dict[int, Mention], described: dict[int, Mention]
) -> list[tuple[Mention, Mention]]:
    """ "The president of Chad, Ali Deby": the parser takes the name for an apposition to the country."""
    holder = {i: m for m in described.values() for i in range(m.start, m.end) if not m.plural}
    out = []
    for head, person in named.items():
        above = doc.tokens[head].head
        mention = holder.get(above)
        if doc.tokens[head].dep == "appos" and mention is not None and mention.head != above:
            noun = mention.noun
            if noun is not None and "title" in noun.marks and person.start - mention.end <= 1:
                out.append((person, mention))
    return out


def predicate_of(doc: Doc, mention: Mention) -> int | None:
    """Head of the other side of a "be": "Russia is an ally", "the main ally is Russia"."""
    token = doc.tokens[mention.head]
    if token.dep == "nsubj" and doc.tokens[token.head].lemma == "be":
        said = [c for c in doc.children[token.head] if doc.tokens[c].dep == "attr" and c > mention.head]
        return said[0] if len(said) == 1 and doc.tokens[said[0]].pos == "PROPN" else None
    if token.dep != "attr" or doc.tokens[token.head].lemma not in {"be", "become", "remain"}:
        return None
    subjects = syntax.subjects(doc, token.head, inherit=False)
    return subjects[0] if len(subjects) == 1 and subjects[0] < mention.head else None


def _by_verb(
    doc: Doc, verb: int, mention: Mention, named: dict[int, Mention]
) -> list[tuple[Mention, Mention]]:
    token = doc.tokens[verb]
    if doc.tokens[mention.head].dep == "dobj" and not syntax.is_passive(doc, verb):
        return []
    if syntax.negated(doc, verb) or syntax.modal(doc, verb) is not None:
        return []
    subjects = syntax.subjects(doc, verb, inherit=token.dep == "relcl")
    if token.lemma in {"elect", "name", "appoint", "nominate", "choose", "declare"} and not syntax.is_passive(
        doc, verb
    ):
        subjects = syntax.objects(doc, verb)
    return [(named[s], mention) for s in subjects[:1] if s in named and not mention.plural]
