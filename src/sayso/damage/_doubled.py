"""Doubled words: ``of of``, ``working working``, and the pair that a translator made of two synonyms,
``peaceful and peaceful``.

English doubles words on purpose as well (*again and again*, *had had*, *very very*), so only three shapes
are taken: a function word twice, a longer word twice that nobody repeats for emphasis, and one adjective
or abstract noun twice with *and* between, where neither belongs to a longer name or compound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sayso.damage._marks import Found

_twice = re.compile(r"(?<![\w'’.-])([A-Za-z]{1,30}+) (?=[a-z])(?i:\1)(?![\w'’-])")
_paired = re.compile(
    r"(?<![\w'’.-])([a-z]{1,30}+[,;:]? |[,;:“\"(]|^)([a-z]{4,30}+) and \2(?![\w'’-])( [a-z]{1,30}+)?",
    re.MULTILINE,
)
_two_words_twice = re.compile(
    r"\b((?:of|in|to|on|at|for|from|by|with|and|that|as|it|he|she|they|there) "
    r"(?:the|a|an|is|was|are|were|has|had|will)) \1\b"
)

_FUNCTION_WORDS = frozenset(
    "the a an of to and for with from at by are were their they them he she it we or but as its our "
    "your my his into onto has have will would could should can may must be been if than these those "
    "which who when where because while after before during between among against under about through "
    "some any other also".split()
)
_REPEATED_ON_PURPOSE = frozenset(
    "that very really many much more most long never ever million billion trillion thousand hundred "
    "blah bora chop choo wait tweet turn there here work first well tsk knock night bang boom beep "
    "ring ding clap click etcetera same high deep slow quick fast good great huge please thank thanks "
    "whoa whoo yeah nope hear okay fine only just even still maybe bunga paw poo pooh tuk chow chin "
    "cous dodo dumdum frou hush mama papa nana pompom putt rah sing tata tom wink yada yadda zoom "
    "zzzz money mayday lock down back stop play five four nine seven eight three fifty forty sixty "
    "dead real true tiny poor what this like does were had berry mahi peri piri couscous dik gado "
    "gaga pili wiki walla nasi".split()
)

_BEFORE_A_PAIR = _FUNCTION_WORDS | frozenset(
    "is was this that so such more most less very quite too both no not every each in on his her "
    "during towards toward without remain remains remained stay stays stayed be become becomes became "
    "seem seems seemed".split()
)
_BEFORE_AN_ADJECTIVE = frozenset("a an very more most".split())
_BE = frozenset("is are was were be been being".split())
_ADJECTIVE = re.compile(
    r"[a-z]{2,}(?:ful|ous|[^d]al|ive|[^m]ic|able|ible|less|ant|ent|ary|ory|ish|ly|[^aeiou]ate)|un[a-z]{3,}ed"
)
_PLAIN_ADJECTIVES = frozenset(
    "calm fair free safe quiet open clear strong weak firm good honest just kind mild harsh cruel "
    "brave severe secure stable huge large small serious quick rapid slow early late clean dirty poor "
    "rich right wrong true false sharp direct strict tough hard soft main basic key common public "
    "private foreign different difficult simple complex modern ancient young cold warm dark bright "
    "empty full equal joint mutual sincere tense".split()
)
_NOUN = re.compile(
    r"[a-z]{3,}(?:tion|sion|ment|ness|ity|ance|ence|ship|ism|cy)|peace|freedom|order|justice|help|support"
)
_AFTER_A_NOUN = frozenset("in on at by between among within for from with to during after before".split())


def doubled_words(text: str) -> Iterator[Found]:
    """Mark words that stand twice; the span holds both copies, the suggestion is the one that stays."""
    for match in _twice.finditer(text):
        word = match.group(1)
        if _is_slip(text, match, word.lower()):
            yield Found(*match.span(), "doubled_word", "the same word twice", word)
    for match in _two_words_twice.finditer(text):
        yield Found(*match.span(), "doubled_word", "the same words twice", match.group(1))
    for match in _paired.finditer(text):
        word = match.group(2)
        if _is_pair(match):
            start = match.start(2)
            end = match.end(3) - len(match.group(3)) if match.group(3) else match.end()
            note = "one word twice, where the original probably had two words of like meaning"
            yield Found(start, end, "doubled_word", note, word)


def _is_slip(text: str, match: re.Match[str], word: str) -> bool:
    """Whether a word that stands twice in a row is a slip and no emphasis, sound or stutter."""
    if word in _FUNCTION_WORDS:
        known = len(word) > 1 or word == "a"
    else:
        known = len(word) >= 4 and word not in _REPEATED_ON_PURPOSE and match.group(1).islower()
    return known and not text.startswith(f" {word}", match.end()) and not _echoes(text, match.start(), word)


def _echoes(text: str, start: int, word: str) -> bool:
    """Whether the word already stands before, as in *boom boom boom* or *X, X X*."""
    return text[max(0, start - len(word) - 2) : start].lower().rstrip(" ,").endswith(word)


def _is_pair(match: re.Match[str]) -> bool:
    before = match.group(1).strip()
    if before and before.isalpha() and before not in _BEFORE_A_PAIR:
        return False
    word, after = match.group(2), (match.group(3) or "").strip()
    if word in _PLAIN_ADJECTIVES or _ADJECTIVE.fullmatch(word):
        return True
    if before in _BEFORE_AN_ADJECTIVE and word.endswith(("ing", "ed")):
        return bool(after)
    if before in _BE and word.endswith("ed"):
        return not after or after in _AFTER_A_NOUN
    return bool(_NOUN.fullmatch(word)) and (not after or after in _AFTER_A_NOUN)
