"""A piece to an Article: decoded, its text found, its language judged, with what was odd about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import BinaryIO

import msgspec

from sayso.errors import InputError
from sayso.intake._dates import dated_by, stated
from sayso.intake._decode import decoded
from sayso.intake._fetch import Fetch
from sayso.intake._inputs import find_pieces
from sayso.intake._jsonl import read_line
from sayso.intake._oddities import oddities
from sayso.intake._pieces import HTML_START, MAX_BYTES, Limits, Piece
from sayso.intake._plain import build
from sayso.intake._unpack import PAGE
from sayso.records import Article


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """Something about an input that a reader of the record should know.

    ``kind`` is ``captured`` (the day on which a crawler fetched it), ``columns`` (a row of a table that is
    wider or narrower than the header), ``damaged`` (its digest does not match), ``date`` (known only from
    its last change), ``insecure`` (its host had no valid certificate), ``encoding`` (decoded with doubt, with
    surrogates that were joined or replaced, or with NUL characters in it), ``mojibake``, ``truncated`` (not
    all of it was read), ``summary`` (a feed had no more than that), ``wall`` (a note about cookies,
    subscriptions or ad blockers in place of an article) or ``title`` (it does not fit its body)."""

    kind: str
    note: str


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """An Article, the encoding its bytes were decoded by, and the findings on it."""

    article: Article
    encoding: str
    findings: tuple[Finding, ...] = ()


def take(
    piece: Piece, *, max_bytes: int = MAX_BYTES, today: date | None = None, encoding: str | None = None
) -> Taken:
    """The Article of a piece. ``encoding`` overrules what the bytes say of themselves. ``today`` is the day
    of reading, where it is to count: a date of publication after the next day is refused. Raises
    ``InputError``."""
    text = decoded(piece.data, piece.source, html=_is_page(piece), charset=piece.charset, encoding=encoding)
    article, notes = _article(piece, text.text, max_bytes)
    if today is not None:
        article = dated_by(article, today)
    found = [Finding(kind=kind, note=note) for kind, note in (*piece.notes, *text.notes, *notes)]
    found += [Finding(kind=kind, note=note) for kind, note in oddities(article)]
    return Taken(article=article, encoding=text.encoding, findings=tuple(dict.fromkeys(found)))


def _is_page(piece: Piece) -> bool:
    return piece.suffix in PAGE or (
        piece.suffix != ".json" and HTML_START.match(piece.data[:4000]) is not None
    )


def _article(piece: Piece, text: str, max_bytes: int) -> tuple[Article, Sequence[tuple[str, str]]]:
    given = piece.given
    if piece.suffix == ".json":
        return read_line(text, piece.source, piece.data, dict(piece.fields))
    if _is_page(piece):
        from sayso.intake._html import read_page

        return read_page(text, piece.data, piece.source, max_bytes, given)
    return build(
        text,
        piece.source,
        title=given.title,
        published=stated(given.date) if given.date else None,
        url=given.url,
        outlet=given.outlet or given.feed,
        byline=given.byline,
        given_id=given.id,
        raw=piece.data,
    ), []


def read_inputs(
    inputs: Sequence[str | Path],
    *,
    max_bytes: int = MAX_BYTES,
    stdin: BinaryIO | None = None,
    today: date | None = None,
    fetch: Fetch | None = None,
) -> Iterator[Article | InputError]:
    """An ``Article`` for each article in the inputs, and an ``InputError`` (it never raises one) for whatever
    cannot become one, in order, one at a time. ``inputs``, ``stdin`` and ``fetch`` as in ``find_pieces``."""
    for piece in find_pieces(inputs, limits=Limits(max_bytes=max_bytes), stdin=stdin, fetch=fetch):
        if isinstance(piece, InputError):
            yield piece
            continue
        try:
            yield take(piece, max_bytes=max_bytes, today=today).article
        except InputError as error:
            yield error
