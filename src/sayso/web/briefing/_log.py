"""The log: what is new since a time, and what failed."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import Literal

import msgspec

from sayso.case import InputRecord
from sayso.stories import News
from sayso.web._address import at_span
from sayso.web._desk import Desk

Kind = Literal["happening", "number", "status", "denial", "dispute", "input", "finding"]
KINDS = ("dispute", "number", "status", "denial", "happening", "finding", "input")
"""Kinds of entries in the order of the log."""

MOST = 500
"""Events of which the log is made, and failed inputs."""
ROWS = 40
"""Entries of a page of the log."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is new. ``to`` leads to the event, or to the words in the article where it is none;
    ``words_to`` to the words of its newest report."""

    kind: Kind
    headline: str
    note: str = ""
    origin: str = ""
    words: str = ""
    outlet: str = ""
    to: str = ""
    words_to: str = ""


class Log(msgspec.Struct, frozen=True, kw_only=True):
    """What articles bring that are new ``since`` a time. ``counts`` is by kind, ``entries`` one page of the
    kind that was asked for or of all; ``left_out`` counts events that were not looked at beside the ``most``
    of most origins."""

    since: str
    articles: int
    counts: dict[str, int]
    entries: tuple[Entry, ...]
    pages: int = 1
    left_out: int = 0
    most: int = MOST


def log_of(desk: Desk, since: str, reported: bool, kind: str, page: int) -> Log:
    """The log. Raises ``UsageError`` SAY321 where ``since`` is no time."""
    brief = desk.stories.brief(since, reported=reported, most=MOST)
    entries = [_entry(news) for news in brief.news]
    if not reported:
        at = _time(since)
        failed = desk.case.inputs("failed", limit=10 * MOST)
        entries += [_failed(row) for row in failed if _time(row.added) >= at][:MOST]
    order = {name: n for n, name in enumerate(KINDS)}
    entries.sort(key=lambda entry: order[entry.kind])
    counts: Counter[str] = Counter(entry.kind for entry in entries)
    wanted = [entry for entry in entries if not kind or entry.kind == kind]
    return Log(
        since=since,
        articles=brief.articles,
        counts={name: counts[name] for name in KINDS if counts[name]},
        entries=tuple(wanted[(page - 1) * ROWS : page * ROWS]),
        pages=max(1, -(-len(wanted) // ROWS)),
        left_out=brief.left_out,
    )


def _time(said: str) -> datetime:
    made = datetime.fromisoformat(said)
    return made if made.tzinfo else made.replace(tzinfo=UTC)


def _entry(news: News) -> Entry:
    words_to = at_span(news.article, *news.spans[0], "event") if news.spans else f"/a/{news.article}"
    return Entry(
        kind=news.kind if news.kind in KINDS else "finding",  # type: ignore[arg-type]
        headline=news.headline,
        note=news.note,
        origin=news.origin,
        words=news.words,
        outlet=news.outlet or "",
        to=f"/h/{news.id}" if news.id.startswith("h_") else words_to,
        words_to=words_to,
    )


def _failed(row: InputRecord) -> Entry:
    return Entry(
        kind="input",
        headline=row.source,
        to="/workbench/inputs?status=failed",
        note=f"{row.code or ''} {row.reason or ''}".strip(),
    )
