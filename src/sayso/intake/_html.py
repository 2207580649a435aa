"""A saved web page to Article: its running text, and what its markup says about it.

Method: trafilatura (A. Barbaresi, ACL 2021) finds the article's text; the date is read from the page's own
markup by us, so that the record can say where it was found. ``article.text`` is the title, a blank line and
the text, where a title is known: what the headline says has then words to point to.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec

from sayso.errors import InputError
from sayso.intake._dates import FIRST_YEAR, LAST_YEAR, given_day, published, stated
from sayso.intake._head import head_of
from sayso.intake._pieces import Given, one_line
from sayso.intake._plain import build
from sayso.intake._tame import tame
from sayso.records import Article, Published

_JSON_DATE = re.compile(r'"datePublished"\s{0,9}:\s{0,9}"([^"\\]{4,40})"')
_META = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "pubdate",
    "publishdate", "publish-date", "publish_date", "publication_date", "dc.date.issued", "dcterms.created",
    "article.published", "originalpublicationdate", "parsely-pub-date", "sailthru.date",
    "cxenseparse:recs:publishtime", "dc.date", "date",
)  # fmt: skip
_URL_DATE = re.compile(r"[/_-](\d{4})([/-])(\d{1,2})\2(\d{1,2})(?=[/_-]|$)")


def read_page(
    html: str, raw: bytes, name: str, max_bytes: int, given: Given
) -> tuple[Article, list[tuple[str, str]]]:
    """The Article of one decoded HTML page, and notes on what was left unread, as (kind, words).

    What is ``given`` beside the page, by a feed or an archive, stands before what its markup says. Raises
    ``InputError`` SAY111, SAY114, SAY115 or SAY116.
    """
    # Parsers differ in what they make of NUL: to leave it out, as browsers do, keeps the words around it.
    tamed, notes = tame(html.replace("\x00", ""), name, max_bytes)
    if not tamed.strip():
        raise InputError("SAY111", name)
    page = _extract(tamed, name)
    title = _line(given.title or page.title)
    body = (page.text or "").strip("\n")
    url = _line(given.url or page.url)
    text = body if title is None or _begins_with(body, title) else f"{title}\n\n{body}"
    article = build(
        text,
        name,
        title=title,
        published=stated(given.date) if given.date else _published(page, url, body),
        url=url,
        outlet=_line(given.outlet or page.sitename or given.feed),
        byline=_line(given.byline or page.author),
        given_id=given.id,
        raw=raw,
        given="page metadata",
    )
    return article, notes


class _Page:
    """What the libraries found: the tree as parsed, the text and the metadata, each None where missing."""

    def __init__(self, tree: Any, found: Any) -> None:
        self.tree = tree
        self.title: str | None = found.title
        self.text: str | None = found.text
        self.url: str | None = found.url
        self.sitename: str | None = found.sitename
        self.author: str | None = found.author
        self.date: str | None = found.date


def _extract(html: str, name: str) -> _Page:
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        tree = trafilatura.load_html(html)
        found = trafilatura.bare_extraction(
            tree,
            fast=True,
            include_comments=False,
            with_metadata=True,
            date_extraction_params=_FAST_DATE_SEARCH,
        )
    except Exception as error:  # whatever a parser does on a hostile page, the other inputs go on
        raise InputError("SAY116", name, f"the page could not be parsed: {type(error).__name__}") from error
    if tree is None or found is None or isinstance(found, dict) or not (found.text or "").strip():
        raise InputError("SAY116", name)
    return _Page(tree, found)


_FAST_DATE_SEARCH = {
    "extensive_search": False,
    "original_date": True,
    "min_date": f"{FIRST_YEAR}-01-01",
    "max_date": f"{LAST_YEAR}-12-31",
}
"""For htmldate: fixed bounds and no guessing at relative dates, so that no clock is asked."""


def _line(value: str | None) -> str | None:
    return one_line(value) or None if value else None


def _begins_with(body: str, title: str) -> bool:
    first = body.partition("\n")[0]
    return one_line(first).casefold() == title.casefold()


def _published(page: _Page, url: str | None, body: str) -> Published | None:
    """The day that the markup states, else the first lines, else what htmldate finds; with the reasons."""
    reasons: list[str] = []
    days: dict[str, date] = {}
    for where, value in _candidates(page.tree, url):
        day = given_day(value)
        shown = f"{where}: {value.strip()[:40]!r}"
        reasons.append(shown if isinstance(day, date) else f"{shown}: {day}")
        if isinstance(day, date):
            days.setdefault(where, day)
    reasons = list(dict.fromkeys(reasons))[:8]
    if days:
        return _agreed(days, reasons)
    head = head_of(body).published
    if head is not None and head.earliest is not None:
        return msgspec.structs.replace(head, reasons=(*reasons, *head.reasons))
    found = given_day(page.date or "")
    if isinstance(found, date):
        return published(found, "inferred", 0.6, (*reasons, f"htmldate found {page.date} in the page"))
    return Published(reasons=tuple(reasons)) if reasons else None


def _agreed(days: dict[str, date], reasons: list[str]) -> Published:
    """One day of what the places of the markup say.

    The first place counts, unless the URL is one day off: a stamp in universal time is a day ahead of an
    evening in America, while the URL has the newsroom's own day.
    """
    best = next(iter(days.values()))
    apart = max(abs((day - best).days) for day in days.values())
    local = days.get("URL")
    if local is not None and abs((local - best).days) == 1:
        best = local
    return published(best, "metadata", 0.95 if apart == 0 else 0.85 if apart == 1 else 0.7, tuple(reasons))


def _candidates(tree: Any, url: str | None) -> Iterator[tuple[str, str]]:
    """Where and what, for each place of the markup that states a date of publication, the surest first."""
    for script in tree.iterfind('.//script[@type="application/ld+json"]'):
        if match := _JSON_DATE.search((script.text or "")[:500_000]):
            yield "JSON-LD datePublished", match[1]
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        key = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if meta.get("content"):
            metas.setdefault(key.strip().lower(), meta.get("content"))
    yield from ((f"meta {key}", metas[key]) for key in _META if key in metas)
    for element in tree.iter("time"):
        stamp = element.get("datetime")
        if stamp and (element.get("pubdate") is not None or element.get("itemprop") == "datePublished"):
            yield "time element", stamp
            break
    if match := _URL_DATE.search(url or ""):
        yield "URL", f"{match[1]}-{match[3]}-{match[4]}"
