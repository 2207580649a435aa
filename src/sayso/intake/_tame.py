"""Hostile HTML made harmless before a parser sees it, in one linear pass over its tags.

Elements nested too deeply lose their tags (their words stay), tags with hundreds of attributes lose the
attributes, cells that span hundreds of columns or rows span one, a tag that never ends is cut off as the HTML
standard says, and a page with too many tags is refused: the libraries behind us take time that grows faster
than the page. A page that is none of this comes back as it is.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator

from sayso.errors import InputError

_DEEPEST = 80
_ATTRIBUTES, _LONGEST = 200, 20_000
_BYTES_PER_TAG = 330
"""A page may have one tag for so many bytes of the limit: 60,000 as it comes."""

_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]{0,40}+)((?:[^=>]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?+)*+)>")
_TAG_START = re.compile(r"<!--|</?[A-Za-z]")
_SEPARATOR = re.compile(r"[\s/]+")
_ATTRIBUTE = re.compile(r"""([^\s/="'<>]++)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s>]++))?+""")
_DIGITS = re.compile(r"\d+")
_WIDEST = 100
"""Columns or rows that a cell may span."""

_VOID = frozenset(
    (
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    )
)
_CLOSED_BY_NEXT = frozenset(
    ("p", "li", "dt", "dd", "td", "th", "tr", "thead", "tbody", "tfoot", "colgroup", "option", "optgroup",
     "rt", "rp", "html", "head", "body")
)  # fmt: skip
_CELLS = frozenset(("td", "th"))
_WEIGHT = {"table": 4, "ul": 2, "ol": 2, "dl": 2, "select": 2}
_RAW = frozenset(("script", "style", "textarea", "title", "noscript", "xmp", "iframe"))


def tame(html: str, name: str, max_bytes: int) -> tuple[str, list[tuple[str, str]]]:
    """The page, or the page without what would hurt, and notes on what that was, as (kind, words).

    Raises ``InputError`` SAY114 for too many tags.
    """
    budget = max(1000, max_bytes // _BYTES_PER_TAG)
    pieces: list[str] = []
    position = depth = tags = all_attributes = 0
    flattened = False
    for seen, (start, end, close, tag, attributes) in enumerate(_tags(html)):
        weight = 0 if tag in _VOID or tag in _CLOSED_BY_NEXT else _WEIGHT.get(tag, 1)
        too_deep = weight > 0 and depth + (0 if close else weight) > _DEEPEST
        depth = max(0, depth - weight) if close else depth + weight
        if too_deep or tag == "":
            pieces += (html[position:start], " ")
            position = end
            flattened = flattened or too_deep
        elif _too_many(attributes) or all_attributes > max_bytes // 8:
            pieces += (html[position:start], f"<{close}{tag}>")
            position = end
        else:
            all_attributes += len(attributes)
            if tag in _CELLS and (fewer := _without_wide_spans(attributes)) != attributes:
                pieces += (html[position:start], f"<{close}{tag}{fewer}>")
                position = end
        tags += not (close or too_deep)
        if tags > budget or seen > 20 * budget:
            raise InputError("SAY114", name, f"more than {budget:,} HTML elements")
    notes = (
        [("truncated", f"depth: elements nested deeper than {_DEEPEST} were flattened")] if flattened else []
    )
    return "".join((*pieces, html[position:])) if pieces else html, notes


def _too_many(attributes: str) -> bool:
    if len(attributes) <= _ATTRIBUTES:
        return False
    return len(attributes) > _LONGEST or sum(1 for _ in _SEPARATOR.finditer(attributes)) > _ATTRIBUTES


def _without_wide_spans(attributes: str) -> str:
    """The attributes of a cell without a ``colspan`` or ``rowspan`` that no table of an article has."""
    if "span" not in attributes.lower():
        return attributes
    return _ATTRIBUTE.sub(lambda found: "" if _is_wide(found[1], found[2] or "") else found[0], attributes)


def _is_wide(name: str, value: str) -> bool:
    digits = _DIGITS.search(entities.unescape(value))
    wide = digits is not None and (len(digits[0]) > 4 or int(digits[0]) > _WIDEST)
    return wide and name.lower() in ("colspan", "rowspan")


def _tags(html: str) -> Iterator[tuple[int, int, str, str, str]]:
    """Start, end, slash, lower-case name and attributes of each tag; a tag that never ends has no name."""
    position = 0
    while start := _TAG_START.search(html, position):
        if start[0] == "<!--":
            end = html.find("-->", start.end())
            if end < 0:
                return
            position = end + 3
            continue
        match = _TAG.match(html, start.start())
        if match is None:
            yield start.start(), len(html), "", "", ""
            return
        name = match[2].lower()
        yield match.start(), match.end(), match[1], name, match[3]
        position = match.end()
        if name in _RAW and not match[1]:
            closing = re.compile(f"</{re.escape(name)}", re.I).search(html, position)
            if closing is None:
                return
            position = closing.start()
