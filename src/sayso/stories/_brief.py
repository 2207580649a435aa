"""What is new since a time: happenings, numbers old and new, changes of status, denials, disputes,
findings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import combinations

from sayso.case import Carrier, CaseRecord
from sayso.errors import UsageError
from sayso.records import Spans
from sayso.stories._claims import exclude
from sayso.stories._records import Claim, Finding, Happening, many, short


class News(CaseRecord, frozen=True, kw_only=True):
    """One thing that is new. ``kind`` is ``happening``, ``number``, ``status``, ``denial``, ``dispute``, or
    that of a finding; ``note`` says what, ``words`` are those of the newest report, at ``spans`` of
    ``article``; ``id`` is that of the happening or finding."""

    kind: str
    id: str
    headline: str
    note: str = ""
    origin: str = ""
    words: str = ""
    article: str = ""
    outlet: str | None = None
    spans: Spans = ()


class Brief(CaseRecord, frozen=True, kw_only=True):
    """What is new ``since`` a time: how many articles, and what they bring. ``left_out`` counts happenings
    that were not looked at because there are so many."""

    since: str
    articles: int
    news: tuple[News, ...] = ()
    left_out: int = 0


def new_articles(carriers: Iterable[Carrier], since: str, reported: bool) -> set[str]:
    """Ids of the articles that came since a time, into the case or, with ``reported``, out. Raises
    ``UsageError`` SAY321."""
    at = _time(since)
    day = since[:10]
    return {c.id for c in carriers if ((c.reported.latest or "") >= day if reported else _after(c.added, at))}


def brief(new: set[str], happenings: Iterable[Happening], findings: Iterable[Finding], since: str) -> Brief:
    """What new articles bring. Happenings that none of them reports are passed over."""
    news = [item for happening in happenings for item in _of(happening, new)]
    news += [
        News(
            kind=f.kind,
            id=f.records[0] if f.kind == "one-sided" else f.id,
            headline=f.note,
            article=next(id for id in f.articles if id in new),
        )
        for f in findings
        if not new.isdisjoint(f.articles)
    ]
    order = ("happening", "number", "status", "denial", "dispute")
    ranked = {kind: n for n, kind in enumerate(order)}
    news.sort(key=lambda item: (ranked.get(item.kind, len(order)), item.kind))
    return Brief(since=since, articles=len(new), news=tuple(news))


_DASHED = re.compile(r"\d{4}-\d{2}-\d{2}")


def _time(said: str) -> datetime:
    """A day or time; without an offset it is UTC. Raises ``UsageError`` SAY321."""
    try:
        if not _DASHED.match(said):
            raise ValueError
        made = datetime.fromisoformat(said)
    except ValueError:
        words = "not a day or time: 2020-10-14 or 2020-10-14T06:00Z"
        raise UsageError("SAY321", said, words) from None
    return made if made.tzinfo else made.replace(tzinfo=UTC)


def _after(added: str, at: datetime) -> bool:
    return at.year == 1 if not added else _time(added) >= at


def _of(happening: Happening, new: set[str]) -> Iterator[News]:
    reports = {report.record: report for report in happening.reports}
    fresh = {record for record, report in reports.items() if report.article in new}
    if not fresh:
        return
    last = max(
        (reports[id] for id in fresh), key=lambda r: (r.repeats is None, r.reported.latest or "", r.record)
    )
    if len(fresh) == len(reports):
        origins = len(happening.origins)
        note = ", ".join(
            (
                many(happening.articles, "article"),
                many(happening.told, "report"),
                many(origins, "independent origin"),
            )
        )
        yield _news("happening", happening, note, last.record)
        for dispute in happening.disputes:
            yield _dispute(happening, dispute.about, dispute.claims, fresh)
        return
    yield from _numbers(happening, fresh)
    known = {report.status for report in happening.reports if report.record not in fresh}
    for change in happening.course:
        if change.status not in known | {"denied", "hypothetical"} and not (
            change.status in _REAL and known & _REAL
        ):
            record = next(
                r.record for r in happening.reports if r.status == change.status and r.record in fresh
            )
            yield _news("status", happening, f"{_before(happening, known)} → {change.status}", record)
    if "denied" not in known and not fresh.isdisjoint(happening.denials):
        record = next(id for id in happening.denials if id in fresh)
        yield _news("denial", happening, f"denied by {reports[record].origin}", record)
    for dispute in happening.disputes:
        old = [claim for claim in dispute.claims if not fresh.issuperset(claim.reports)]
        known_of = any(exclude(one, other) for one, other in combinations(old, 2))
        if not known_of and not fresh.isdisjoint(id for claim in dispute.claims for id in claim.reports):
            yield _dispute(happening, dispute.about, dispute.claims, fresh)


_REAL = frozenset(("happened", "ongoing"))
"""Statuses of which the one is no news after the other."""


def _before(happening: Happening, known: set[str]) -> str:
    return ", ".join(change.status for change in happening.course if change.status in known)


def _numbers(happening: Happening, fresh: set[str]) -> Iterator[News]:
    """Numbers that nobody had given before."""
    for claim in happening.claims:
        if claim.about in ("date", "place", "actor", "happened") or not fresh.issuperset(claim.reports):
            continue
        old = [c for c in happening.claims if c.about == claim.about and not fresh.issuperset(c.reports)]
        if old and all(exclude(claim, other) for other in old):
            own = [c for c in old if c.origin == claim.origin] or old
            note = f"{claim.about}: {' / '.join(dict.fromkeys(c.value for c in own))} → {claim.value}"
            yield _news("number", happening, note, claim.reports[0], claim.origin)


def _dispute(happening: Happening, about: str, claims: Sequence[Claim], fresh: set[str]) -> News:
    note = f"{about}: " + " / ".join(f"{claim.value} ({claim.origin})" for claim in claims)
    record = next(id for claim in reversed(claims) for id in claim.reports if id in fresh)
    return _news("dispute", happening, note, record)


def _news(kind: str, happening: Happening, note: str, record: str, origin: str = "") -> News:
    report = next(report for report in happening.reports if report.record == record)
    return News(
        kind=kind,
        id=happening.id,
        headline=happening.headline,
        note=note,
        origin=origin or report.origin,
        words=short(report.words),
        article=report.article,
        outlet=report.outlet,
        spans=report.spans,
    )
