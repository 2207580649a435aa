"""RSS, Atom and RDF feeds to pieces: one for each entry, as the page that the entry would be.

Method: feedparser reads the entries. It is given the root element only: the prolog with its DOCTYPE is cut
off before, so that no entity of a feed's own is ever declared, and nothing is fetched or opened.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import date
from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import Any

import msgspec

from sayso.errors import InputError
from sayso.intake._pieces import Given, Notes, Piece, one_line
from sayso.intake._xml import UTF16, prolog

_DECLARED = re.compile(rb"""<\?xml[^>]{0,100}?\sencoding\s?=\s?["']([A-Za-z0-9_:.-]{2,30})["']""")
_ASCII_BASED = re.compile(
    r"(?:utf-?8|us-ascii|ascii|iso-?8859-?\d{1,2}|latin-?\d|windows-?125\d|cp125\d|koi8-[ru]|gb2312|gbk|gb18030"
    r"|big5|shift_jis|euc-(?:jp|kr))$",
    re.I,
)
"""Encodings that a feed may declare. Others (UTF-7 ...) could hide markup from whoever looks at the bytes."""

_ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]{0,40}:)?(?:rss|feed|RDF)(?=[\s>/])", re.I)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,1000}>")
_BLOCK = re.compile(r"<(?:p|div|ul|ol|dl|table|blockquote|h[1-6]|section|article|pre|figure|main)\b", re.I)
_ISO_DAY = re.compile(r"\s{0,9}(\d{4}-\d{2}-\d{2})(?!\d)")
_WHOLE = 200
"""A description of so many words is taken for the article itself, not for its summary."""

_MOST_MARKS = 1_000_000
"""Tags and entities in one feed; the parser takes some microseconds for each."""

_SUMMARY = ("summary", "the feed has only a summary")
_CHANGED = ("date", "the feed gives the day of the last change, not of publication")


def is_feed(head: bytes) -> bool:
    """Whether bytes begin like XML whose root is ``rss``, ``feed`` or ``rdf:RDF``."""
    if head.startswith(UTF16):
        return _root(head.decode("utf-16", "replace")) is not None
    return _root(head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")) is not None


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of a feed: what the feed says of it, notes on that, and its text as HTML, maybe empty."""

    source: str
    given: Given
    notes: Notes
    body: str


def read_feed(data: bytes, source: str) -> Iterator[Piece | InputError]:
    """A Piece for each entry of a feed, in its order, and one ``InputError`` SAY111 for all without text.

    A feed that breaks off gives the entries before the break. Raises ``InputError`` SAY135 where there is no
    entry at all.
    """
    bare: list[str] = []
    for entry in read_entries(data, source):
        if entry.body:
            yield entry_piece(entry)
        else:
            bare.append(entry.source)
    yield from without_text(bare, source)


def read_entries(data: bytes, source: str) -> Iterator[Entry]:
    """The entries of a feed, also those without text. Raises ``InputError`` SAY135 where there are none."""
    text = _decoded(data)
    start = _root(text)
    if start is None:
        raise InputError("SAY135", source)
    if text.count("<") + text.count("&") > _MOST_MARKS:
        raise InputError("SAY135", source, f"it has more than {_MOST_MARKS:,} tags and entities")
    parsed = _parsed(text[start:].encode("utf-8"), source)
    if not parsed.entries:
        raise InputError("SAY135", source, _line(parsed.get("bozo_exception"))[:100])
    outlet = _plain(parsed.feed.get("title"))
    for number, entry in enumerate(parsed.entries, 1):
        yield _entry(entry, source, number, outlet)


def without_text(entries: list[str], source: str) -> Iterator[InputError]:
    """SAY111 for one entry by its own name; one for all where a feed has many, as a feed of titles has."""
    if len(entries) == 1:
        yield InputError("SAY111", entries[0], "the entry has no text")
    elif entries:
        yield InputError("SAY111", source, f"{len(entries):,} entries have no text")


def entry_piece(entry: Entry) -> Piece:
    """The page that an entry with a text would be."""
    head = f"<title>{html.escape(entry.given.title)}</title>" if entry.given.title else ""
    page = f"<html><head>{head}</head><body><article>{entry.body}</article></body></html>"
    return Piece(
        source=entry.source,
        data=page.encode("utf-8", "replace"),
        suffix=".html",
        charset="utf-8",
        given=entry.given,
        notes=entry.notes,
    )


def _parsed(data: bytes, source: str) -> Any:
    """What feedparser makes of the bytes; links relative to the feed are resolved where it has a URL."""
    import feedparser

    headers = {"content-type": "application/xml; charset=utf-8"}
    if source.startswith(("http://", "https://")):
        headers["content-location"] = source
    try:
        # A stream, never a string: feedparser would take a string for a URL or a path and open it.
        return feedparser.parse(BytesIO(data), response_headers=headers, sanitize_html=False)
    except Exception as error:  # whatever a parser does on a hostile feed, the other inputs go on
        raise InputError("SAY135", source, f"it could not be parsed: {type(error).__name__}") from error


def _decoded(data: bytes) -> str:
    """The text of a feed; bytes that its encoding does not have become U+FFFD."""
    if data.startswith(UTF16):
        return data.decode("utf-16", "replace")
    match = _DECLARED.search(data[:500])
    declared = match[1].decode("ascii") if match else "utf-8"
    for encoding in ("utf-8-sig", declared if _ASCII_BASED.match(declared) else "utf-8"):
        try:
            return data.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            continue
    text = data.decode("utf-8", "replace")
    return text if text.count("\ufffd") * 50 <= len(text) else data.decode("cp1252", "replace")


def _root(text: str) -> int | None:
    """Where the root element of a feed starts; None where the root is another."""
    at, _ = prolog(text)
    return at if _ROOT.match(text, at) else None


def _entry(entry: Any, source: str, number: int, outlet: str | None) -> Entry:
    """One entry as feedparser has it; the date is that of the last change only where there is no other."""
    notes = []
    day = _day(entry.get("published"), entry.get("published_parsed"))
    if day is None and (day := _day(entry.get("updated"), entry.get("updated_parsed"))):
        notes.append(_CHANGED)
    body, whole = _body(entry)
    if body and not whole:
        notes.append(_SUMMARY)
    author = entry.get("author_detail", {}).get("name") or entry.get("author")
    given = Given(
        title=_plain(entry.get("title")),
        date=day,
        url=_line(entry.get("link")) or None,
        outlet=_plain(entry.get("source", {}).get("title")) or outlet,
        byline=_plain(author),
        id=_line(entry.get("id")) or None,
    )
    where = f"{source}!{given.id or given.url or f'entry {number}'}"
    return Entry(source=where, given=given, notes=tuple(notes), body=body)


def _day(stamp: str | None, parsed: Any) -> str | None:
    """The ISO day of a stamp, in the zone that it is written in; ``parsed`` is the same in universal time."""
    if not stamp:
        return None
    if match := _ISO_DAY.match(stamp):
        return match[1]
    try:
        return parsedate_to_datetime(stamp[:100]).date().isoformat()
    except (ValueError, TypeError, OverflowError, IndexError):
        pass
    try:
        return date(*parsed[:3]).isoformat() if parsed else None
    except ValueError:
        return None


def _body(entry: Any) -> tuple[str, bool]:
    """The fullest text of an entry as HTML, and whether it is more than a summary."""
    contents = [_markup(content) for content in entry.get("content", ())]
    summary = _markup(entry.get("summary_detail") or {"value": entry.get("summary", "")})
    content = max(contents, key=_words, default="")
    if _words(content) and _words(content) >= _words(summary):
        return content, True
    return (summary, _words(summary) >= _WHOLE) if _words(summary) else ("", False)


def _markup(detail: Any) -> str:
    """The value of a content element as HTML; empty for one that is not text."""
    kind, value = detail.get("type") or "text/html", str(detail.get("value") or "").strip()
    if not kind.startswith("text/") and "html" not in kind:
        return ""
    if kind == "text/plain" or not _TAG.search(value):
        paragraphs = re.split(r"\n\s{0,20}\n|\n", html.unescape(value) if kind != "text/plain" else value)
        return "".join(f"<p>{html.escape(one.strip())}</p>\n" for one in paragraphs if one.strip())
    # Words outside of any block would be torn apart at each tag within the line.
    return value if _BLOCK.search(value) else f"<p>{value}</p>"


def _words(markup: str) -> int:
    return len(_TAG.sub(" ", markup).split())


def _plain(value: Any) -> str | None:
    """A title or a name without markup and entities, in one line."""
    return _line(html.unescape(_TAG.sub("", str(value)))) or None if value else None


def _line(value: Any) -> str:
    return one_line(str(value)) if value else ""
