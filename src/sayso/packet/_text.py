"""Text of strangers made safe for a page: escaped, with nothing in it that steers what surrounds it.

What would steer a page is shown as everywhere (``wording.visible``), so that a reader sees that it is there
and the page does not obey it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from itertools import pairwise
from urllib.parse import urlsplit

from sayso.records import Span
from sayso.wording import quoted as in_quotation_marks
from sayso.wording import visible

_RIGHT_TO_LEFT = re.compile(
    r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_PLAIN_URL = re.compile(r"https?://[!-~]+", re.IGNORECASE)


def line(text: str) -> str:
    """Markup of a text on one line. What is written from right to left is kept from moving what is beside it.

    >>> line("<b>\\na & b")
    '&lt;b&gt; a &amp; b'
    """
    return _escaped(_on_one_line(text))


def _on_one_line(text: str) -> str:
    return visible(text).replace("\n", " ").replace("\t", " ").strip()


def _escaped(text: str) -> str:
    return f"<bdi>{escape(text)}</bdi>" if _RIGHT_TO_LEFT.search(text) else escape(text)


def lines(text: str) -> str:
    """Markup of a text that keeps the ends of its lines."""
    return "<br/>\n".join(escape(visible(part)) for part in text.split("\n"))


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
    return _escaped(in_quotation_marks(_on_one_line(words)))


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
