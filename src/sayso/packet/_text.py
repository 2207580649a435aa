"""Text of strangers made safe for a page: escaped, with nothing in it that steers what surrounds it.

Control characters and marks that turn the direction of writing are shown by their numbers (``⟨U+202E⟩``), so
that a reader sees that they are there and a page does not obey them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from html import escape
from itertools import pairwise
from urllib.parse import urlsplit

from sayso.records import Span

_JOINERS = "\u200c\u200d\u00ad"
"""Format characters that words and emoji need, and that show nothing by themselves."""
_STEERING = frozenset(("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))
_SUSPECT = re.compile(r"[^\n -~\xa1-\xac\xae-\u02ff\u0370-\u05ff\u2010-\u2027\u2030-\u205f]")
_RIGHT_TO_LEFT = re.compile(
    r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_PLAIN_URL = re.compile(r"https?://[!-~]+", re.IGNORECASE)


def shown(text: str) -> str:
    """The text with everything visible that a page would obey and not show, but for the ends of lines.

    >>> shown("Hello\\x1b[31m\\u202e")
    'Hello⟨U+001B⟩[31m⟨U+202E⟩'
    """
    return _SUSPECT.sub(_shown, text)


def _shown(match: re.Match[str]) -> str:
    character = match[0]
    number = ord(character)
    nothing = number & 0xFFFE == 0xFFFE or 0xFDD0 <= number <= 0xFDEF  # no characters at all
    if character in _JOINERS or (unicodedata.category(character) not in _STEERING and not nothing):
        return character
    return f"⟨U+{number:04X}⟩"


def line(text: str) -> str:
    """Markup of a text on one line. What is written from right to left is kept from moving what is beside it.

    >>> line("<b>\\na & b")
    '&lt;b&gt; a &amp; b'
    """
    made = escape(shown(" ".join(text.split("\n"))).strip())
    return f"<bdi>{made}</bdi>" if _RIGHT_TO_LEFT.search(text) else made


def lines(text: str) -> str:
    """Markup of a text that keeps the ends of its lines."""
    return "<br/>\n".join(escape(shown(part)) for part in text.split("\n"))


def marked(text: str, start: int, marks: Iterable[tuple[Span, str]]) -> str:
    """Markup of a passage that begins at ``start`` of an article, with spans of the article marked: those of
    kind ``words`` as ``mark``, those of ``trigger`` as ``strong`` within it."""
    spans = [((max(0, first - start), min(len(text), last - start)), kind) for (first, last), kind in marks]
    borders = sorted({0, len(text), *(border for span, _ in spans for border in span)})
    made = []
    for first, last in pairwise(borders):
        kinds = {kind for span, kind in spans if span[0] <= first and last <= span[1]}
        piece = lines(text[first:last])
        if "trigger" in kinds:
            piece = f"<strong>{piece}</strong>"
        made.append(f"<mark>{piece}</mark>" if kinds else piece)
    joined = "".join(made).replace("</mark><mark>", "")
    return f'<bdi dir="auto">{joined}</bdi>' if _RIGHT_TO_LEFT.search(text) else joined


def quoted(words: str) -> str:
    """Markup of words in quotation marks: single ones where the words hold double ones."""
    made = line(words)
    return f"‘{made}’" if any(mark in words for mark in '“”„"') else f"“{made}”"


def address(url: str) -> str:
    """Markup of an address: its text, and a link where it is one of http or https and shows where it
    leads."""
    if not leads_somewhere(url):
        return line(url)
    return f'<a href="{escape(url)}" rel="noreferrer noopener nofollow">{line(url)}</a>'


def leads_somewhere(url: str) -> bool:
    """Whether an address is plain http or https: of ASCII, without a name before the host.

    >>> [leads_somewhere(u) for u in ("https://a.example/b", "javascript:alert(1)", "https://a.example@b.example/")]
    [True, False, False]
    """
    if not _PLAIN_URL.fullmatch(url) or "\\" in url:
        return False
    try:
        host = urlsplit(url).netloc
    except ValueError:
        return False
    return bool(host) and "@" not in host


def amount(low: float | None, high: float | None) -> str:
    """A range in words; null is an open end.

    >>> amount(540, 660), amount(2000, None), amount(3, 3), amount(None, None)
    ('540 to 660', '2,000 or more', '3', 'not known')
    """
    if low is not None and high is not None:
        return f"{low:,}" if low == high else f"{low:,} to {high:,}"
    if low is not None:
        return f"{low:,} or more"
    return "not known" if high is None else f"up to {high:,}"


def days(earliest: str | None, latest: str | None) -> str:
    """An interval of days in words."""
    if earliest is None and latest is None:
        return "not known"
    if earliest == latest:
        return str(earliest)
    return f"{earliest or '…'} to {latest or '…'}"


def clusters(spans: Iterable[Span], gap: int) -> Iterator[tuple[int, int]]:
    """Stretches that hold spans which lie no more than ``gap`` characters from each other."""
    start = end = -1
    for first, last in sorted(spans):
        if end < 0:
            start, end = first, last
        elif first - end <= gap:
            end = max(end, last)
        else:
            yield start, end
            start, end = first, last
    if end >= 0:
        yield start, end
