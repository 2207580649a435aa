"""Sentences torn at an abbreviation for thousand or million.

Where the original had a number with an abbreviation (Lithuanian *tūkst.*, Russian *тыс.*, Polish *tys.*),
machine translation takes its full stop for the end of the sentence. What is left is a full stop before a
small letter, near a number: ``some 40,000 people in all. and more people.``, ``up to 9,000 soldiers were
expected. soldiers, it was put off``, ``about 5 mln. euros``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from sayso.damage._marks import LINE_BREAKS, Found

REACH = 320
"""Characters before the full stop in which the number must stand."""

_scale = r"thousand|million|billion|trillion|thous|mln|mlrd|mio|bln|bn|tys|tis|tūkst|тыс|млн|млрд|тис"
_number = re.compile(
    r"(?<![\w.,$€£])(?:\d{1,3}(?:[,.\u00a0 ]\d{3}){1,3}|(?!(?:19|20)\d\d\b)\d{4,9}"
    rf"|\d{{1,3}}(?:[.,]\d{{1,2}})?(?= (?:{_scale})\b)"
    r"|(?:[Hh]alf a|[Ss]everal|[Aa] few|[Tt]ens of|[Hh]undreds of)(?: hundred)?(?= (?:thousand|million)))"
    rf"(?![\w%])(?: (?:{_scale})s?)?"
    r"(?: (?:of )?((?:[a-z-]{2,20} ){0,2}[a-z]{3,20}))?"
)
_stop = re.compile(r"(?<=[^\W\d_][^\W\d_])\. {1,2}(?=[a-z])")
_abbreviated_scale = re.compile(r"(?:\d|(?i:several|few|hundred)) ?(" + _scale + r")$")
_fragment = re.compile(r"[a-z][a-z'’-]{0,30}(?![\w.@/:#])")
_more = re.compile(
    r"(?:(?:and|or) )?(?:(?:even|many|still) )?(?:more|fewer|less|others)\b"
    r"(?: than [\d,.]{1,12})?(?: [a-z]{3,20}\b)?"
)
_sentence_end = re.compile(r"[^\W\d_]{2}[.!?][\"”’')\]]{0,2}\s{1,3}[\"“‘(\[]?[A-ZÀ-Ý]")
_qualifier = re.compile(
    r"(?:some|about|around|nearly|almost|over|up to|at least|more than|as many as|roughly) $"
)

_ABBREVIATIONS = frozenset(
    "inc corp co ltd llc plc jr sr st vs etc approx dept gov sen rep gen col lt sgt capt maj cmdr adm "
    "rev hon prof dr mr mrs ms no nos vol fig ave blvd rd ft mt jan feb mar apr jun jul aug sep sept "
    "oct nov dec mon tue tues wed thu thur thurs fri sat sun ala ariz ark calif colo conn del fla ga "
    "ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa penn tenn tex va vt wash "
    "wis wyo ont que alta bros assn univ est intl dist supt atty min max sq cf viz al ca ed eds esp "
    "ext ibid op cit pp pt tel www com org net gmbh bhd sdn pty oz lb lbs yr yrs hr hrs secs mins km "
    "kg cm mm mph kph".split()
)
_NO_FRAGMENT = frozenset("via pic http https www com de von van der al el bin ibn iphone ipad ebay".split())


class _Count(NamedTuple):
    """A number of the text with the first words after it: among them, if any, the noun that it counts."""

    start: int
    end: int
    words: tuple[str, ...]


def torn_sentences(text: str, lowered: str) -> Iterator[Found]:
    """Mark false full stops near numbers. ``lowered`` is ``text.lower()``.

    A leftover noun (``expected. soldiers, it was``) is marked with its stop and the suggestion is what
    follows them; a torn-off part (``. and more people``) is marked with its stop and the suggestion is the
    number phrase as it probably read.
    """
    stops = [match for match in _stop.finditer(text) if _no_abbreviation(text, match.start())]
    if not stops:
        return
    counts = [_count(match) for match in _number.finditer(text)]
    starts = [count.start for count in counts]
    for stop in stops:
        fragment = _fragment.match(text, stop.end())
        if fragment is None or fragment.group() in _NO_FRAGMENT:
            continue
        scale = _abbreviated_scale.search(text, max(0, stop.start() - 24), stop.start())
        if scale:
            yield _cut_number(text, stop, fragment, scale.group(1))
            continue
        n = bisect_left(starts, stop.start()) - 1
        if n >= 0 and _same_sentence(text, counts[n].start, stop.start()):
            found = _near_number(text, stop, fragment, counts[n])
            if found:
                yield found


def _no_abbreviation(text: str, at: int) -> bool:
    start = at
    while start > max(0, at - 24) and text[start - 1].isalpha():
        start -= 1
    word = text[start:at]
    return word.lower() not in _ABBREVIATIONS and text[start - 1 : start] not in tuple(".@/#_-")


def _count(match: re.Match[str]) -> _Count:
    words = match.group(1) or ""
    return _Count(match.start(), match.end() - len(words), tuple(words.split()))


def _same_sentence(text: str, start: int, stop: int) -> bool:
    """Whether the number stands in the sentence that the stop seems to end."""
    if stop - start > REACH:
        return False
    between = text[start:stop]
    return not any(c in between for c in LINE_BREAKS) and not _sentence_end.search(between)


def _cut_number(text: str, stop: re.Match[str], fragment: re.Match[str], scale: str) -> Found:
    """``5 mln. euros``: the mark holds the abbreviation and the word after it."""
    note = f"torn at the abbreviation {scale!r}: one sentence, not two"
    start = stop.start() - len(scale)
    return Found(start, fragment.end(), "torn_sentence", note, f"{scale} {fragment.group()}")


def _near_number(text: str, stop: re.Match[str], fragment: re.Match[str], count: _Count) -> Found | None:
    """The mark for a small letter after a full stop whose sentence holds a number."""
    number = text[count.start : count.end].strip()
    if fragment.group() in count.words:
        return _leftover(text, stop, fragment, f"{number} {fragment.group()}")
    more = _more.match(text, stop.end())
    if more:
        about = _qualifier.search(text, max(0, count.start - 14), count.start)
        whole = f"{about.group() if about else ''}{number} {more.group()}"
        note = f"torn at an abbreviation for thousand or million: it belongs to {number!r}"
        return Found(stop.start(), more.end(), "torn_sentence", note, whole)
    if not count.words:
        return None
    note = f"small letter after a full stop, near {number!r}: perhaps one sentence torn at an abbreviation"
    return Found(stop.start(), fragment.end(), "torn_sentence", note, f" {fragment.group()}")


def _leftover(text: str, stop: re.Match[str], fragment: re.Match[str], phrase: str) -> Found:
    """``. soldiers,``: the noun of the number phrase, left over when its abbreviation was torn off."""
    note = f"torn at an abbreviation for thousand or million: left over from {phrase!r}"
    end = fragment.end()
    if text[end : end + 1] in tuple(",;:."):
        return Found(stop.start(), end + 1, "torn_sentence", note, text[end])
    if text[end : end + 2] in (" –", " —", " -"):
        return Found(stop.start(), end + 2, "torn_sentence", note, text[end : end + 2])
    return Found(stop.start(), end, "torn_sentence", note, f" {fragment.group()}")
