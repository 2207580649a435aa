"""What the first lines of an article's text say about it: headline, byline, wire credit and date.

Precise rather than complete: a line counts only if the whole of it (or, for a dateline, the whole of its
beginning) has the form; what is in doubt stays unknown. Every pattern is tried on lines of at most 200
characters, so that none can run away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sayso.intake._dates import DATE, MONTH, day_of, published
from sayso.records import Published

_LINES, _LONGEST, _REACH = 12, 200, 4000
_BLANK = "\ufeff \t\r\n\f\v\xa0\u2028\u2029"

_PLACEHOLDER = re.compile(r"[\[{<(]{1,2}[\w /:-]{1,40}[\]}>)]{1,2}$")
_NO_HEADLINE_END = re.compile(r"[.;:,…_–—-]['\"”’)\]]?$")
_CREDIT = re.compile(
    r"\b(?:Getty|Photo|PHOTO|File|via|USA TODAY Sports|Agence|Shutterstock|Updated|UPDATED)\b"
)
_WORD = re.compile(r"[^\W\d_]+")

_PARTICLES = r"(?:(?:de|da|di|del|van|von|der|bin|al|el|of|la|le)\s){0,2}"
_NAME = rf"[A-Z][\w.’'-]{{0,30}}(?:\s{_PARTICLES}[A-Z][\w.’'-]{{0,30}}){{1,4}}"
_BYLINE = re.compile(
    rf"(?:By|BY):?\s{{1,3}}(?P<who>{_NAME}(?:(?:,\s|,?\s(?:and|AND|&)\s){_NAME}){{0,3}})"
    r"(?:\s{0,3}[,|/•·–—-]\s{0,3}[A-Z][\w.&’' -]{1,40})?$"
)
_CITY = r"[A-Z][A-Z.’'-]{2,30}(?:[ /][A-Z.’'-]{2,30}){0,3}"
_DATELINE = re.compile(
    rf"{_CITY}(?:,\s[A-Z][\w.]{{1,30}}(?:\s[A-Z][\w.]{{1,30}})?)?"
    rf"(?:,\s(?:(?P<date>{DATE})|{MONTH}\.?\s\d{{1,2}}|\d{{1,2}}\s{MONTH}))?,?"
    rf"(?:\s\((?P<wire>(?!{MONTH}\b)[A-Z][\w.&/’'-]{{1,30}}(?:\s[A-Z][\w.&/’'-]{{0,30}}){{0,4}})\))?\s?[-–—_]{{1,2}}(?:\s|$)"
)
_CLOCK = r"[0-2]?\d[:.h]\d\d(?:[:.]\d\d)?\s?(?:[ap]\.?m\.?)?"
_PUBLISHED = re.compile(
    r"(?:(?:first\s)?(?:published|posted|date|publication\sdate)(?:\s(?:on|at))?\s?:?\s{1,3})?"
    rf"(?:{_CLOCK},?\s)?(?:[A-Z][a-z]{{2,8}},?\s{{1,3}})?(?P<date>{DATE})(?!\d)"
    rf"(?:[\s,|/•·–—T-]{{1,4}}(?:at\s)?{_CLOCK}\s?(?:[A-Z]{{2,4}}|Z|[+-]\d\d:?\d\d)?)?$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Head:
    """What the first lines say; each is None where nothing there says it."""

    title: str | None
    outlet: str | None
    byline: str | None
    published: Published | None


def head_of(text: str) -> Head:
    """Read the first lines of ``text``, of which nothing is changed or cut off."""
    lines = list(_first_lines(text))
    title = _title(text, lines)
    byline = outlet = None
    days: list[tuple[date, str]] = []
    refused: list[str] = []
    for n, (_, line) in enumerate(lines):
        if n and byline is None and (match := _BYLINE.match(line)):
            byline = match["who"]
            continue
        dateline = _DATELINE.match(line)
        if dateline:
            outlet = outlet or dateline["wire"]
        dated = dateline if dateline and dateline["date"] else _PUBLISHED.match(line)
        if dated:
            day = day_of(dated)
            if isinstance(day, str):
                refused.append(f"“{dated['date']}”: {day}")
            else:
                days.append((day, dated["date"]))
    return Head(title, outlet, byline, _published(days, refused))


def _first_lines(text: str) -> Iterator[tuple[int, str]]:
    """Offset and words of the first lines that are neither empty nor placeholders, cut at _LONGEST."""
    position = given = 0
    for line in text[:_REACH].splitlines(keepends=True):
        words = line.strip(_BLANK)
        if words and not _PLACEHOLDER.match(words[:60]):
            yield position + line.index(words), words[: _LONGEST + 1]
            given += 1
            if given == _LINES:
                return
        position += len(line)


def _title(text: str, lines: list[tuple[int, str]]) -> str | None:
    """The first line, if it looks like a headline: short, not ending like a sentence, text after it."""
    if len(lines) < 2:
        return None
    (start, first), (next_start, second) = lines[0], lines[1]
    words = _WORD.findall(first)
    if (
        not 3 <= len(words) <= 24
        or len(first) > 150
        or _CREDIT.search(first)
        or _NO_HEADLINE_END.search(first)
    ):
        return None
    other = any(form.match(first) for form in (_BYLINE, _DATELINE, _PUBLISHED))
    if other or first[0].islower() or first[0] == "(":
        return None
    gap = text[start + len(first) : next_start]
    if gap.count("\n") + gap.count("\r") - gap.count("\r\n") < 2 and _wrapped(second, lines):
        return None
    rest = text[next_start : next_start + _REACH]
    return first if any(mark in rest for mark in '.!?”"') else None


def _wrapped(second: str, lines: list[tuple[int, str]]) -> bool:
    """Whether the text is wrapped by hand, so that its first line is only part of a sentence."""
    if second[0].islower():
        return True
    lengths = [len(line) for _, line in lines[:4]]
    return len(lengths) >= 3 and min(lengths[:-1]) > 40 and max(lengths) <= 90


def _published(days: list[tuple[date, str]], refused: list[str]) -> Published | None:
    if not days:
        return Published(reasons=tuple(refused)) if refused else None
    reasons = tuple(dict.fromkeys([f"“{words}” in the first lines" for _, words in days] + refused))
    known = sorted({day for day, _ in days})
    if len(known) == 1:
        return published(known[0], "dateline", 0.9, reasons)
    earliest, latest = known[0].isoformat(), known[-1].isoformat()
    return Published(earliest=earliest, latest=latest, confidence=0.8, basis="dateline", reasons=reasons)
