"""Words left untranslated: a bracketed word that is no English (``[abi] countries``), other scripts.

Journalism is full of brackets that are not damage (``[the]``, ``[sanctions]``, ``[expletive]``), so a
bracketed word counts only where it is neither English by our list of words, nor by its ending, nor used
elsewhere in the same text; words known from other languages (``foreign.tsv``) count at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from sayso.damage._marks import Found, data

_bracketed = re.compile(
    r"(?<![^\s\"“”‘’'(—–-])\[([^\W\d_]{2,24}(?: [^\W\d_]{2,24}){0,2})\](?![\w\[(])",
)
_phonetic = re.compile("[\u0250-\u02ff]")
_small = re.compile(r"(?<![\w\[])[a-zà-ɏ]{2,24}+(?![\w\]])")
_SCRIPTS = (
    "\u0370-\u03ff\u0400-\u052f\u0530-\u058f\u0590-\u05ff\u0600-\u06ff\u0900-\u0dff\u0e00-\u0e7f\u10a0-\u10ff"
    "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
)
_other_script_run = re.compile(
    f"[{_SCRIPTS}]"
    "[\u0370-\u0dff\u0e00-\u0e7f\u10a0-\u10ff\u3000-\u9fff\uac00-\ud7af\uff00-\uffef"
    " «»„“”\"'’.,:;!?–—-]{11,4000}"
)
_MARKS = " «»„“”\"'’.,:;!?–—-"

_CLEAR_ENDINGS = tuple("ing tion tions ness ism isms ists ship hood ously ably ibly ingly".split())
_PREFIXES = ("un", "re", "non", "pre", "over", "anti", "mis", "dis", "counter", "under")
_ENDINGS = (
    ("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ied", "y"), ("ing", ""), ("ing", "e"),
    ("ly", ""), ("ily", "y"), ("er", ""), ("er", "e"), ("ers", ""), ("ers", "e"), ("est", ""), ("est", "e"),
    ("ness", ""), ("iness", "y"), ("able", ""), ("able", "e"), ("less", ""), ("ful", ""),
    ("ity", ""), ("ity", "e"),
)  # fmt: skip


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    return frozenset(line for line in data("words.txt").splitlines() if not line.startswith("#"))


@lru_cache(maxsize=1)
def _foreign() -> dict[str, tuple[str, str]]:
    rows = (line.split("\t") for line in data("foreign.tsv").splitlines() if not line.startswith("#"))
    return {word: (language, english) for word, language, english in rows}


def untranslated(text: str) -> Iterator[Found]:
    """Mark bracketed words that are no English and runs of another script; suggestions only where known."""
    if "[" in text:
        used: set[str] | None = None
        for match in _bracketed.finditer(text):
            if match.group(1).islower() and not _phonetic.search(match.group(1)):
                used = _used(text) if used is None else used
                found = _judged(match, used)
                if found:
                    yield found
    if not text.isascii():
        yield from _other_scripts(text)


def _used(text: str) -> set[str]:
    """The words in small letters that stand in the text outside brackets."""
    return set(_small.findall(text))


def _judged(match: re.Match[str], used: set[str]) -> Found | None:
    phrase = match.group(1)
    known = _foreign().get(phrase)
    if known:
        language, english = known
        return Found(*match.span(), "untranslated", f"left untranslated ({language})", english or None)
    if any(word in used or is_english(word) for word in phrase.split()):
        return None
    return Found(*match.span(), "untranslated", "perhaps left untranslated: no English word that we know")


@lru_cache(maxsize=4096)
def is_english(word: str) -> bool:
    """Whether a word in small letters is English by our list, by an ending, or by what it is made of."""
    if word in _words() or word.endswith(_CLEAR_ENDINGS) or any(stem in _words() for stem in stems(word)):
        return True
    bare = next((word[len(p) :] for p in _PREFIXES if word.startswith(p) and len(word) >= len(p) + 4), "")
    return bare in _words() or any(stem in _words() for stem in stems(bare))


def stems(word: str) -> Iterator[str]:
    """What is left of a word when a regular English ending is taken off."""
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            stem = word[: -len(ending)] + instead
            yield stem
            if not instead and len(stem) > 3 and stem[-1] == stem[-2]:
                yield stem[:-1]


def _other_scripts(text: str) -> Iterator[Found]:
    for match in _other_script_run.finditer(text):
        run = match.group().rstrip(_MARKS)
        if len(run) >= 12 and sum(map(str.isalpha, run)) >= 10:
            note = "words of another script in an English text"
            yield Found(match.start(), match.start() + len(run), "untranslated", note)
