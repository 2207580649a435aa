"""Pronouns joined to whom they mean, conservatively: "he", "his", "they", "its allies"; and the memory of
who was spoken of last, which descriptions share."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

from sayso.actors._figures import Figure, Figures, Key
from sayso.actors._mentions import Mention
from sayso.language import Doc, syntax

HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
IT = frozenset({"it", "its", "itself"})
THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
PRONOUNS = HE | SHE | IT | THEY
WHO = frozenset({"who", "whom", "whose", "which", "that"})

_WOMEN = frozenset("queen mother wife daughter sister girl widow actress nun princess".split()) | {
    "first lady"
}
_MEN = frozenset("king father husband son brother boy pope prince monk widower".split())

WINDOW = 40
"""How many of the figures spoken of last are looked at."""


class Memory:
    """The figures in the order they were last spoken of; only the last ones are kept in mind."""

    def __init__(self) -> None:
        self._recent: deque[tuple[int, Mention]] = deque(maxlen=WINDOW)

    def note(self, index: int, mention: Mention) -> None:
        """A figure has been spoken of."""
        self._recent.append((index, mention))

    def back(self) -> list[tuple[int, Mention]]:
        """Figure and mention, the last first."""
        return list(reversed(self._recent))


def antecedent(figures: Figures, mention: Mention, memory: Memory) -> int | None:
    """The figure that a pronoun means, or None where nothing before it fits."""
    doc = figures.doc
    word = doc.tokens[mention.head].lower
    if word in WHO:
        return _clause_head(figures, mention)
    if word in IT:
        return _nearest(figures, mention, memory, {"organisation", "country"}, None, 1)
    if word in HE | SHE:
        return _nearest(figures, mention, memory, {"person"}, word in SHE, 2)
    if word in THEY:
        return _nearest(figures, mention, memory, {"group"}, None, 1)
    return None


def _clause_head(figures: Figures, mention: Mention) -> int | None:
    """Who a relative pronoun stands for: the noun its clause hangs on."""
    doc = figures.doc
    i = mention.head
    for _ in range(4):
        i = doc.tokens[i].head
        if doc.tokens[i].dep == "relcl":
            return figures.by_head.get(doc.tokens[i].head)
    return None


def _nearest(
    figures: Figures, mention: Mention, memory: Memory, kinds: set[str], female: bool | None, back: int
) -> int | None:
    """The best fitting figure before a pronoun: a subject rather than another, in the same sentence (but not
    of the pronoun's own verb) or else in the ``back`` sentences before."""
    doc = figures.doc
    token = doc.tokens[mention.head]
    first = _coordinated(figures, mention)
    if first is not None and figures.all[first].kind in kinds:
        return first
    quoted = _in_quotes(doc, mention.head)
    best: tuple[tuple[int, int, int], int] | None = None
    for index, earlier in memory.back():
        distance = token.sentence - doc.tokens[earlier.head].sentence
        if distance > back:
            break
        if not _fits(figures.all[index], earlier, kinds, female) or earlier.head >= mention.head:
            continue
        if distance == 0 and (
            quoted != _in_quotes(doc, earlier.head) or _own_argument(doc, mention, earlier)
        ):
            continue
        score = (-distance, _rank(doc, earlier), earlier.head)
        if best is None or score > best[0]:
            best = (score, index)
    return best[1] if best else None


def _coordinated(figures: Figures, mention: Mention) -> int | None:
    """The first member of the coordination that "its allies" ends: "the United States and its allies"."""
    doc = figures.doc
    token = doc.tokens[mention.head]
    if token.tag != "PRP$" or doc.tokens[token.head].dep != "conj":
        return None
    return figures.by_head.get(syntax.first_conjunct(doc, token.head))


def _rank(doc: Doc, mention: Mention) -> int:
    dep = doc.tokens[mention.head].dep
    return (
        3
        if dep in {"nsubj", "nsubjpass"}
        else 2
        if dep in {"dobj", "dative"}
        else 1
        if dep != "compound"
        else 0
    )


def _own_argument(doc: Doc, mention: Mention, earlier: Mention) -> bool:
    """Whether both depend on the same verb, so that "he" cannot be the other ("he told Smith")."""
    token = doc.tokens[mention.head]
    return (
        token.tag != "PRP$"
        and token.dep in {"nsubj", "nsubjpass", "dobj", "dative"}
        and (doc.tokens[earlier.head].head == token.head)
    )


def _fits(figure: Figure, earlier: Mention, kinds: set[str], female: bool | None) -> bool:
    if "group" in kinds:
        return earlier.plural or figure.kind == "group"
    if figure.kind not in kinds or earlier.plural or (earlier.sort == "pronoun" and not figure.mentions):
        return False
    if female is None:
        return True
    known = gender(figure)
    return known is None or known == female


def gender(figure: Figure) -> bool | None:
    """Whether a person is taken for a woman, by honorific, office word or given name; None if unknown."""
    words = [o.noun.noun for o in figure.offices]
    if figure.described and figure.mentions and figure.mentions[0].noun is not None:
        words.append(figure.mentions[0].noun.noun)
    return gender_of(figure.female, words, figure.key)


def gender_of(female: bool | None, offices: Iterable[str], key: Key) -> bool | None:
    """The same of a name, folded, with what an honorific says and the words for the offices."""
    if female is not None:
        return female
    for word in offices:
        if word.endswith("woman") or word in _WOMEN:
            return True
        if (word.endswith("man") and word != "chairman") or word in _MEN:
            return False
    return _given_names().get(key[0]) if len(key) > 1 else None


@lru_cache(maxsize=1)
def _given_names() -> dict[str, bool]:
    text = files("sayso.actors").joinpath("given.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    return {name: who == "she" for who, names in rows for name in names.split()}


def _in_quotes(doc: Doc, i: int) -> bool:
    """Whether a token stands inside quotation marks opened in its own sentence."""
    sentence = doc.sentence_of(i)
    inside = False
    for token in doc.tokens[sentence.start : i]:
        if token.text in {"“", "„", "«"}:
            inside = True
        elif token.text in {"”", "»"}:
            inside = False
        elif token.text in {'"', "''", "``"}:
            inside = not inside
    return inside
