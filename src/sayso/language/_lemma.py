"""Lemmas: a word and its Penn tag in, its dictionary form out.

Regular forms go by rules of spelling, checked against the verbs that English is known to have
(``verbs.txt``); what the rules get wrong stands in ``lemmas.tsv``. Both lists are made by
``training/lemmas.py`` from treebanks.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

VERB, NOUN, MORE = "V", "N", "A"

_doubled = re.compile(r".*[^aeiou][aeiouy]([bdgkmnprtvz])\1|.*qu[ai]([tzp])\2")
_wants_e = re.compile(
    r".*(?:[^aeiou]at|[^aeiou]it|uat|iat|eat|iz|yz|[aeiou]v|[aeiou]s|rs|ns|nc|rc|[aeiou]c|[aeiou]g|rg|dg|ng[^aeiou]?|u|lv|rv|tl|bl|dl|gl|kl|pl|zl|ur|ir|iqu|th)"
)
_drops_e = re.compile(r".*(?:[aeiou][gsz]|[^aeiou]l|[aeiou]r[gs]?|fin|lat|dg|ns|v|c)")
_short = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")


def lemma(word: str, tag: str, *, name: bool = False) -> str:
    """The dictionary form of a word, in lower case; of a name (``name``) the word as it stands.

    >>> [lemma(w, t) for w, t in (("staged", "VBD"), ("said", "VBD"), ("crises", "NNS"), ("worst", "JJS"))]
    ['stage', 'say', 'crisis', 'bad']
    """
    if name:
        return word
    low = word.lower().replace("’", "'")
    if low == "n't":
        return "not"
    group = _group(tag)
    known = _exceptions().get((low, group))
    if known is not None:
        return known
    if group == VERB:
        return _verb(low, tag)
    if tag == "NNS":
        return _singular(low)
    return _positive(low) if tag in {"JJR", "JJS", "RBR", "RBS"} else low


def past(word: str, tag: str) -> str:
    """The tag of a verb form: "protested" is never a present or an infinitive (VBP, VB)."""
    low = word.lower()
    if tag in {"VBP", "VB"} and low.endswith("ed") and low not in _verbs() and _verb(low, "VBD") in _verbs():
        return "VBD"
    return tag


def _group(tag: str) -> str:
    if tag.startswith("VB"):
        return VERB
    if tag == "NNS":
        return NOUN
    return MORE if tag in {"JJR", "JJS", "RBR", "RBS"} else tag


def _verb(word: str, tag: str) -> str:
    if tag == "VBZ" and word.endswith("s"):
        for ending, instead in (("ies", "y"), ("es", "e"), ("es", ""), ("s", "")):
            stem = word.removesuffix(ending) + instead
            if word.endswith(ending) and stem in _verbs():
                return stem
        return _singular(word)
    ending = "ing" if tag == "VBG" else "ed"
    if tag not in {"VBG", "VBD", "VBN"} or not word.endswith(ending):
        return word
    stem = word.removesuffix(ending)
    if not set(stem) & set("aeiouy"):
        return word
    twice = bool(_doubled.fullmatch(stem))
    options = [stem + "e", stem, *([stem[:-1]] if stem[-1:] == stem[-2:-1] else [])]
    if stem.endswith("i"):
        options.insert(0, stem[:-1] + "y")
    if stem.endswith("ick"):
        options.append(stem[:-1])
    known = [o for o in options if o in _verbs()]
    if known:
        return known[0]
    if stem.endswith("i"):
        return stem[:-1] + "y"
    if twice:
        return stem[:-1]
    return stem + "e" if _wants_e.fullmatch(stem) or _short.fullmatch(stem) else stem


def _singular(word: str) -> str:
    if (
        len(word) < 4
        or not word[:-1].isalpha()
        or not word.endswith("s")
        or word.endswith(("ss", "us", "is"))
    ):
        return word
    if word.endswith(("theses", "lyses", "crises", "oses")) and not word.endswith(
        ("roses", "noses", "poses")
    ):
        return word[:-2] + "is"
    if word.endswith("ies"):
        return word[:-3] + "y" if len(word) > 4 else word[:-1]
    if word.endswith("zzes"):
        return word[:-3] if len(word) == 7 else word[:-2]
    if word.endswith(("sses", "shes", "ches", "xes", "oes")):
        return word[:-2]
    if word.endswith("uses") and not word.endswith(
        ("ouses", "auses", "cuses", "fuses", "abuses", "muses", "ruses")
    ):
        return word[:-2] if len(word) > 5 else word[:-1]
    return word[:-1]


def _positive(word: str) -> str:
    for ending in ("est", "er"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word.removesuffix(ending)
            if stem.endswith("i"):
                return stem[:-1] + "y"
            if stem[-1] == stem[-2] and stem[-1] not in "ls":
                return stem[:-1]
            return stem + "e" if _short.fullmatch(stem) or _drops_e.fullmatch(stem) else stem
    return word


_IN_USE = ("ouses", "auses", "cuses", "fuses", "abuses", "muses", "ruses")


@lru_cache(maxsize=1)
def _exceptions() -> dict[tuple[str, str], str]:
    lines = files(__package__).joinpath("lemmas.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {(form, group): word for form, group, word in rows}


@lru_cache(maxsize=1)
def _verbs() -> frozenset[str]:
    lines = files(__package__).joinpath("verbs.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))
