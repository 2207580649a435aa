"""Plain text to Article, from Python or from a file."""

from __future__ import annotations

from datetime import date

import msgspec

from sayso.errors import InputError
from sayso.intake._dates import stated
from sayso.intake._decode import without_surrogates
from sayso.intake._gate import check_english
from sayso.intake._head import Head, head_of
from sayso.records import Article, Known, Published, article_of


def read_text(
    text: str,
    *,
    title: str | None = None,
    published: str | date | Published | None = None,
    url: str | None = None,
    outlet: str | None = None,
    byline: str | None = None,
    given_id: str | None = None,
    name: str = "text",
) -> Article:
    """The Article of a string. What is not given is read from its first lines where they say it.

    The text is kept as it is, but for lone surrogates, each of which becomes U+FFFD (offsets hold).
    ``published`` is a day (``2020-10-24`` or a ``date``), a month or year, or a ``Published``. ``name`` is
    what an error calls the text. Raises ``InputError`` SAY111 (empty) or SAY115 (not in English).
    """
    if isinstance(published, date):
        published = published.isoformat()
    if isinstance(published, str):
        published = stated(published)
    return build(
        text, name, title=title, published=published, url=url, outlet=outlet, byline=byline, given_id=given_id
    )


def build(
    text: str,
    name: str,
    *,
    title: str | None = None,
    published: Published | None = None,
    url: str | None = None,
    outlet: str | None = None,
    byline: str | None = None,
    given_id: str | None = None,
    raw: bytes | None = None,
    given: str = "stated",
) -> Article:
    """An Article of a decoded text; ``given`` is how the title, outlet and byline named here are known."""
    text = without_surrogates(text)
    if not text.strip("\ufeff\u200b \t\r\n\f\v\xa0") or text.isspace():
        raise InputError("SAY111", name)
    title, url, outlet, byline, given_id = map(_clean, (title, url, outlet, byline, given_id))
    head = head_of(text)
    judged = check_english(text, name, skip=_body_start(text, head.title))
    return article_of(
        text,
        title=title or head.title,
        url=url,
        given_id=given_id,
        outlet=outlet or head.outlet,
        byline=byline or head.byline,
        published=_when(published, head),
        known=Known(
            title=_how(title, given, head.title, "first line"),
            outlet=_how(outlet, given, head.outlet, "dateline"),
            byline=_how(byline, given, head.byline, "byline"),
            language="detected" if judged else "assumed: too short to judge",
        ),
        raw=raw,
    )


def _when(given: Published | None, head: Head) -> Published:
    """What was given, or read in the first lines; the reasons why a date was refused are kept."""
    if given is None:
        return head.published or Published()
    if given.earliest is None and given.latest is None and head.published is not None:
        return msgspec.structs.replace(head.published, reasons=given.reasons + head.published.reasons)
    return given


def _how(given: str | None, given_basis: str, read: str | None, read_basis: str) -> str | None:
    if given:
        return given_basis
    return read_basis if read else None


def _clean(value: str | None) -> str | None:
    return without_surrogates(value).strip() or None if value is not None else None


def _body_start(text: str, title: str | None) -> int:
    return text.index(title) + len(title) if title else 0
