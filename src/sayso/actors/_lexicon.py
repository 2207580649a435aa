"""The lexicon of agents and the table of bodies: loaded once, looked up by hash.

``agents.tsv`` holds nouns that name agents ("protester", "foreign ministry"), ``bodies.tsv`` bodies that
news names without saying what they are ("the CIA", "Hezbollah"). Both were compiled for this project.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal, cast

Kind = Literal["person", "organisation", "group", "country", "unknown"]

LONGEST_NOUN = 6
"""No noun of the lexicon has more words than this."""

LONGEST_BODY = 8
"""No name in the table of bodies has more words than this."""

HONORIFICS = frozenset(
    "mr mr. mrs mrs. ms ms. miss dr dr. sir lady lord dame prof prof. mme mme. madame herr frau sayyid hon. "
    "rev. fr. st. señor don doña".split()
)
FEMALE_HONORIFICS = frozenset("mrs mrs. ms ms. miss lady dame madame".split())
ABBREVIATED = {
    "gen": "general", "sen": "senator", "rep": "congressman", "gov": "governor", "pres": "president",
    "col": "colonel", "lt": "lieutenant", "capt": "captain", "maj": "major", "sgt": "sergeant",
    "adm": "admiral", "prof": "professor", "rev": "reverend", "cpl": "corporal", "pm": "prime minister",
    "brig": "brigadier", "amb": "ambassador", "spokeperson": "spokesperson",
}  # fmt: skip
FORMER = frozenset({"former", "ex", "retired", "ousted", "deposed", "late", "ex-", "onetime", "erstwhile"})
ACTING = frozenset({"acting", "interim", "deputy", "vice", "assistant", "first", "senior", "chief", "top"})

_IRREGULAR = {
    "men": "man", "children": "child", "wives": "wife", "thieves": "thief", "people": "people",
    "media": "media", "police": "police", "clergy": "clergy", "press": "press", "mps": "mp", "meps": "mep",
    "ngos": "ngo", "forces": "force", "allies": "ally",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Noun:
    """An entry of the lexicon. ``sectors`` is ``("*",)`` where the words around it give the sector."""

    noun: str
    kind: Kind
    sectors: tuple[str, ...]
    marks: frozenset[str]

    @property
    def open(self) -> bool:
        """Whether the sector is to be taken from the words around the noun."""
        return not self.sectors or self.sectors == ("*",)


@dataclass(frozen=True, slots=True)
class Body:
    """An entry of the table of bodies: usual name, country code, sectors."""

    name: str
    country: str
    sectors: tuple[str, ...]


def folded(words: str) -> str:
    """Lower case, straight apostrophes, no diacritics: the form in which names are compared."""
    words = words.replace("’", "'")
    if not words.isascii():
        words = "".join(c for c in unicodedata.normalize("NFKD", words) if not unicodedata.combining(c))
    return words.lower()


@lru_cache(maxsize=8192)
def singular(word: str) -> str:
    """A lower-case noun in the singular, by rule; words the lexicon knows as they are stay so."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    nouns = _nouns()
    if word in nouns or len(word) < 4:
        return word
    if word.endswith("men"):
        return word[:-2] + "an"
    if not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    for form in (
        word[:-1],
        word[:-3] + "y" if word.endswith("ies") else "",
        word[:-2] if word.endswith("es") else "",
    ):
        if form and form in nouns:
            return form
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-1]


def noun_at(words: Sequence[str], last: int, first: int = 0) -> tuple[int, Noun] | None:
    """The longest entry that ends at index ``last`` of lower-case ``words`` and begins at ``first`` or
    later, with the index it begins at. A plural counts as its singular."""
    word = words[last]
    ending = singular(word)
    nouns, lasts = _nouns(), _last_words()
    if ending not in lasts:
        word = ABBREVIATED.get(word.rstrip("."), "")
        return (last, nouns[word]) if word in nouns else None
    longest = min(lasts[ending], last - first + 1)
    for size in range(longest, 0, -1):
        key = " ".join((*words[last - size + 1 : last], ending))
        entry = nouns.get(key)
        if entry is not None:
            return last - size + 1, entry
    return None


def is_plural(word: str) -> bool:
    """Whether a lower-case noun reads as more than one."""
    return singular(word) != word or word in {"people", "police", "media", "clergy", "troops"}


def body(words: str) -> Body | None:
    """The known body that a name stands for, or None. A leading "the" and a possessive do not matter."""
    words = words.replace("’", "'")
    if words[:4].lower() == "the ":
        words = words[4:]
    words = words.removesuffix("'s")
    exact, loose = _bodies()
    hit = exact.get(words)
    if hit is not None or not words[:1].isupper():
        return hit
    return loose.get(folded(words))


def body_words() -> frozenset[str]:
    """Folded first words of all known bodies, so that a scan may pass over most words at once."""
    return _first_words()


@lru_cache(maxsize=1)
def acts() -> frozenset[str]:
    """Nouns of what governments and armed sides do ("proposal", "airstrike")."""
    return frozenset(row[0] for row in _rows("acts.txt"))


@lru_cache(maxsize=1)
def _nouns() -> dict[str, Noun]:
    out: dict[str, Noun] = {}
    for cells in _rows("agents.tsv"):
        noun, kind, sectors, marks = (*cells, "", "", "")[:4]
        entry = Noun(noun, cast(Kind, kind), tuple(sectors.split()), frozenset(marks.split()))
        out[noun] = entry
        if "-" in noun:
            # some tokenisers part a word at its hyphens
            out.setdefault(noun.replace("-", " - "), entry)
    return out


@lru_cache(maxsize=1)
def _last_words() -> dict[str, int]:
    """Last word of an entry -> number of words of the longest entry that ends in it."""
    out: dict[str, int] = {}
    for noun in _nouns():
        parts = noun.split(" ")
        out[parts[-1]] = max(out.get(parts[-1], 0), len(parts))
    return out


@lru_cache(maxsize=1)
def _bodies() -> tuple[dict[str, Body], dict[str, Body]]:
    """Names by their exact spelling (acronyms and those marked ``=``), and by their folded form."""
    exact: dict[str, Body] = {}
    loose: dict[str, Body] = {}
    for name, others, country, sectors in ((*cells, "", "", "")[:4] for cells in _rows("bodies.tsv")):
        entry = Body(name.removesuffix("="), country, tuple(sectors.split()))
        for form in (name, *filter(None, others.split(";"))):
            bare = form.removesuffix("=").removeprefix("the ")
            exact[bare] = entry
            if not form.endswith("=") and not (bare.isupper() and len(bare) < 5):
                loose.setdefault(folded(bare), entry)
    return exact, loose


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    exact, _ = _bodies()
    return frozenset(folded(form).split(" ")[0] for form in exact)


def _rows(name: str) -> list[list[str]]:
    text = files("sayso.actors").joinpath(name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
