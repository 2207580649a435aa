"""What an XML document is, told by its prolog and its root element; nothing in it is parsed or resolved."""

from __future__ import annotations

import re
from typing import Literal

UTF16 = (b"\xff\xfe", b"\xfe\xff")
_BEGINS = re.compile(r"\ufeff?\s*+<[?!A-Za-z_]")
_DECLARATION = re.compile(r"\ufeff?\s*+<\?xml\b", re.I)
_PROLOG = re.compile(r"\s+|\ufeff|<\?.*?\?>|<!--.*?-->", re.S)
_DOCTYPE = re.compile(r"<!doctype\b", re.I)
_DOCTYPE_PART = re.compile(
    r"""<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|"[^"]*(?:"|\Z)|'[^']*(?:'|\Z)|[\[\]>]""", re.S
)
_HTML_DOCTYPE = re.compile(r"<!doctype\s{1,99}(?:[a-z]{1,20}:)?html\b", re.I)
_ROOT = re.compile(r"<((?:[A-Za-z_][\w.-]{0,99}:)?([A-Za-z_][\w.-]{0,99}))(?=[\s>/])")
_TAG = re.compile(r"<[/?!]?[A-Za-z_][^<>]*+>")
_LOOK = 100_000
"""Characters among which tags are weighed against words."""

_HTML = frozenset(
    """a abbr address article aside audio b base blockquote body br button canvas center cite code dd
    details div dl dt em embed fieldset figure font footer form frameset h1 h2 h3 h4 h5 h6 head header hr
    html i iframe img input ins label li link main map mark menu meta nav noscript object ol p picture pre
    q s script section select small source span strike strong style sub summary sup svg table tbody td
    template textarea tfoot th thead time title tr tt u ul var video""".split()
)
"""Elements that a saved piece of a page may begin with."""


def prolog(text: str) -> tuple[int, str]:
    """Where the root element would start, after declarations, comments and a DOCTYPE, and that DOCTYPE."""
    at, doctype = 0, ""
    while True:
        if match := _PROLOG.match(text, at):
            at = match.end()
        elif match := _DOCTYPE.match(text, at):
            at = _doctype_end(text, match.end())
            doctype = doctype or text[match.start() : match.start() + 200]
        else:
            return at, doctype


def kind_of(data: bytes) -> Literal["page", "xml"] | None:
    """Whether it is a web page, or another XML document, which says so or is more tags than words."""
    text = data.decode("utf-16", "replace") if data.startswith(UTF16) else _ascii(data)
    if not _BEGINS.match(text):
        return None
    at, doctype = prolog(text)
    root = _ROOT.match(text, at)
    name = root[2].lower() if root else ""
    if name == "html" or _HTML_DOCTYPE.match(doctype):
        return "page"
    if doctype or (_DECLARATION.match(text) and (root or not _is_words(text, at))):
        return "xml"
    return "xml" if root and name not in _HTML and _is_markup(text, root) else None


def _ascii(data: bytes) -> str:
    return data.removeprefix(b"\xef\xbb\xbf").decode("latin-1")


def _is_words(text: str, at: int) -> bool:
    """Whether something other than markup stands there: text that begins with an XML declaration."""
    return at < len(text) and text[at] != "<"


def _is_markup(text: str, root: re.Match[str]) -> bool:
    """Whether a text that begins with a tag ends with that element, or has more of tags than of words."""
    if text.rstrip().endswith(f"</{root[1]}>"):
        return True
    begun = text[root.start() : root.start() + _LOOK]
    return 2 * sum(len(tag[0]) for tag in _TAG.finditer(begun)) > len(begun)


def _doctype_end(text: str, at: int) -> int:
    """The end of a DOCTYPE with its internal subset; that of the text where it never ends."""
    depth = 0
    for part in _DOCTYPE_PART.finditer(text, at):
        if part[0] == "[":
            depth += 1
        elif part[0] == "]":
            depth -= 1
        elif part[0] == ">" and depth <= 0:
            return part.end()
    return len(text)
