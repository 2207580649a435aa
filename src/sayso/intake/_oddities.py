"""What is odd about an Article as a whole: a wall in its place, another article's title, broken characters.

Findings are told, never acted upon: the text stays as it is and is read like any other.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator

from sayso.intake._pieces import one_line
from sayso.records import Article

_WORD = re.compile(r"([^\W_]+)(?:['’][^\W_]+)*")
_STEM = re.compile(r"(\d+|[^\W_]{1,5})[^\W_]*(?:['’][^\W_]+)*")
"""A word's first five letters, without a possessive; a number as it is."""

_SENTENCE = re.compile(r"[^.!?\n]{1,2000}[.!?\n]?")

_WALL = re.compile(
    r"\bad[ -]?block(?:er|ers|ing)\b|\bsoftware that blocks ads\b|\bads? (?:help|helps) us\b"
    r"|\b(?:your|our) (?:ad[ -]?blocker['’]s )?white-?list\b|\bwhite-?list (?:us|our|this)\b"
    r"|\bads aren['’]t what you|\bad-free version\b|\bsupport(?:ing)? our journalism\b"
    r"|\b(?:enable|turn on|activate|requires?|without) (?:javascript|cookies)\b"
    r"|\b(?:javascript|cookies) (?:is|are|must be|seems? to be|appears? to be|has been|have been) "
    r"(?:currently )?(?:disabled|enabled|turned off|turned on|required|blocked)\b"
    r"|\b(?:we|site|website|partners) (?:and our partners |also |may )?(?:use|uses|store) cookies\b"
    r"|\b(?:accept|reject|manage|use of) (?:all |our )?cookies\b|\bcookie (?:policy|settings|preferences)\b"
    r"|\b(?:log|sign) in (?:or (?:subscribe|register|sign up) )?to (?:continue|read|keep reading|view)\b"
    r"|\b(?:subscribe|register|sign up) (?:now |today |here )?to (?:continue|keep) reading\b"
    r"|\b(?:subscribe|register) (?:now |today )?to (?:read|unlock|access) (?:this|the|our|full|unlimited)\b"
    r"|\b(?:article|content|story|page) is (?:only )?(?:available )?(?:exclusive(?:ly)? )?(?:to|for) "
    r"(?:our )?(?:paying )?subscribers\b"
    r"|\b(?:already|not) a (?:subscriber|member)\b"
    r"|\b(?:free articles?|articles? (?:left|remaining)) this month\b"
    r"|\bverify (?:that )?you are (?:a )?human\b|\bchecking your browser\b|\bare you a robot\b"
    r"|\b(?:regular visitor|disable|turn(?:ing)?) (?:your )?ad blocker\b",
    re.I,
)
"""Phrases of notes in place of an article: ad blockers, cookies, scripts, subscriptions, robots."""

_WALL_WORDS = (
    "ad block", "ad-block", "adblock", "blocks ads", "ads help", "ad helps", "ads aren", "whitelist",
    "white-list", "ad-free", "our journalism", "javascript", "cookie", "log in ", "sign in ", "subscri",
    "register ", "sign up ", "a member", "this month", "verify", "your browser", "a robot",
)  # fmt: skip
"""One of these is in every such phrase; looking for them first is ten times faster."""

_TO_READER = re.compile(r"\b(?:you|your|please|subscribers?|subscribe|(?:log|sign) in)\b", re.I)
"""A note speaks to the reader; an article about ad blockers or cookies speaks of them."""

_SHORT, _MOST_WALLED = 150, 20_000
"""Words under which a text that says so is a wall; characters beyond which no text is one."""

_STOP = frozenset(
    """a an and are as at be been but by for from had has have he her his how i if in into is it its just
    me my new no not of off on one or our out over said say says she so than that the their them there
    these they this those to up us was we were what when where which who whose why will with you your
    about after all any before can could did do does done don get gets go goes got here if may might
    more most now should some still then through until very would against amid among around because
    between down during each every per since though under while within without report reports video
    photos""".split()
)
_TAIL = re.compile(r"\s[-–—|]\s(?=[A-Z])[^-–—|]{2,40}$")
"""The outlet that aggregators put behind a title."""

_FEWEST_TITLE_WORDS, _FEWEST_BODY_WORDS = 4, 80
_FIT = 0.2
"""The share of a title's words that its body has at least."""

_SHORT_BODY, _LONG_TITLE = 150, 7
"""A body under so many words may well put a title in other words, unless that is long and not a word fits."""

_BEGINNING = 0.05
"""A word of the title in this first part of a body is what the body is about."""

_UNUSUAL = re.compile("[^\x00-\x7f‘’“”–—…]")
"""Broken text has other characters than the punctuation that is set in every newsroom."""

_FEWEST_BAD, _BADNESS_PER_1000 = 3, 1.0
_EXAMPLE = 24


def oddities(article: Article) -> Iterator[tuple[str, str]]:
    """The kind (``wall``, ``title``, ``mojibake``) and the words of each finding on an article."""
    body = _body(article)
    if wall := _wall(body):
        yield "wall", wall
    elif misfit := _misfit(article.title, article.outlet, body):
        yield "title", misfit
    if broken := _mojibake(article.text):
        yield "mojibake", broken


def _body(article: Article) -> str:
    """The text without the title that it may begin with."""
    text = article.text.lstrip("\ufeff \t\r\n")
    first, _, rest = text.partition("\n")
    return rest if rest and article.title and one_line(first) == one_line(article.title) else text


def _wall(body: str) -> str | None:
    """Words on a note that stands in place of the article: most sentences of the body are such notes, or the
    body is short and one of the first is."""
    if len(body) > _MOST_WALLED:
        return None
    lower = body.lower()
    first = _WALL.search(body) if any(word in lower for word in _WALL_WORDS) else None
    if first is None:
        return None
    sentences = [one for one in (m[0].strip() for m in _SENTENCE.finditer(body)) if one]
    notes = [one for one in sentences if _WALL.search(one)]
    walled, words = (sum(len(one.split()) for one in some) for some in (notes, sentences))
    if not any(_TO_READER.search(one) for one in notes):
        return None
    if walled * 2 > words or (words < _SHORT and walled * 5 >= words):
        return f"a note in place of the article: {one_line(first[0])!r}"
    return None


def _misfit(title: str | None, outlet: str | None, body: str) -> str | None:
    """Words on a title that hardly any word of the body speaks of."""
    if not title:
        return None
    words = _WORD.findall(_TAIL.sub("", html.unescape(title)))
    content = set(_stems(" ".join(filter(_weighs, words)))) - set(_stems(outlet or ""))
    if len(content) < _FEWEST_TITLE_WORDS:
        return None
    stems = _stems(body)
    if len(stems) < _FEWEST_BODY_WORDS:
        return None
    shared = Counter(stem for stem in stems if stem in content)
    if len(stems) < _SHORT_BODY:
        fits = bool(shared) or len(content) < _LONG_TITLE
    else:
        fits = len(shared) >= _FIT * len(content) or max(shared.values(), default=0) > 1
        fits = fits or any(stem in content for stem in stems[: int(len(stems) * _BEGINNING)])
    if fits:
        return None
    return f"the body has {len(shared) or 'none'} of the {len(content)} words of the title"


def _weighs(word: str) -> bool:
    return word.lower() not in _STOP and (len(word) > 2 or word.isdecimal() or word.isupper())


def _stems(text: str) -> list[str]:
    return _STEM.findall(text.lower())


def _mojibake(text: str) -> str | None:
    """How much of a text is broken, with an example, where it is more than a character here and there."""
    if not _UNUSUAL.search(text):
        return None
    from ftfy.badness import BADNESS_RE, badness

    count = badness(text)
    if count < _FEWEST_BAD or count * 1000 < _BADNESS_PER_1000 * len(text):
        return None
    match = BADNESS_RE.search(text)
    start = max(0, match.start() - _EXAMPLE // 2) if match else 0
    return f"{count} broken characters, such as {text[start : start + _EXAMPLE]!r}"
