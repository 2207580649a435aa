"""The view of the briefing."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Annotated, Literal

import msgspec

from sayso.errors import UsageError
from sayso.records import EventType
from sayso.stories import Happening
from sayso.web._desk import Desk
from sayso.web._overview import Line
from sayso.web._query import Query
from sayso.web.briefing._log import Kind, Log, log_of
from sayso.web.briefing._units import (
    Facet,
    Filter,
    Unit,
    Versions,
    chosen,
    facets,
    granularity,
    unit,
    versions,
)

ROWS = 50
"""Stories, or events of a story, of a page."""
_DISPUTED = 200
"""Disputed events of a page whose versions are counted."""
_DAYS = 6
"""Days on which articles came that are proposed."""

Page = Annotated[int, msgspec.Meta(ge=1, le=100_000)]


class BriefingQuery(Query, frozen=True, kw_only=True):
    """``since`` is the day or time since which things are new, ``by`` whether by when articles came into the
    case or were published; ``news`` is the kind of entries of the log, ``log`` its page. ``story`` shows the
    events of one story in the place of the stories."""

    type: EventType | Literal[""] = ""
    place: str = ""
    country: str = ""
    actor: str = ""
    disputed: bool = False
    story: str = ""
    page: Page = 1
    since: str = ""
    by: Literal["added", "published"] = "added"
    news: Kind | Literal[""] = ""
    log: Page = 1
    part: Literal["page", "log"] = "page"


class EventLine(msgspec.Struct, frozen=True, kw_only=True):
    """An event of a story that is shown by itself."""

    line: Line
    granularity: str
    versions: tuple[Versions, ...] = ()


class Came(msgspec.Struct, frozen=True, kw_only=True):
    """A day, and how many articles came into the case then or later."""

    day: str
    articles: int


class BriefingView(msgspec.Struct, frozen=True, kw_only=True):
    """A page of stories, those of the newest evidence first (or of the events of one story), ``total`` in
    all, with counts by field. ``log`` is null where it is not said since when; ``came`` are days to choose
    from, ``week`` is the first day of the last week of publication. ``cut`` counts events that are not kept
    in memory."""

    articles: int
    events: int
    total: int
    pages: int
    units: tuple[Unit, ...] = ()
    of: Unit | None = None
    lines: tuple[EventLine, ...] = ()
    facets: dict[str, tuple[Facet, ...]] = {}
    log: Log | None = None
    came: tuple[Came, ...] = ()
    week: str | None = None
    cut: int = 0


def look(desk: Desk, query: BriefingQuery) -> BriefingView:
    """The view. Raises ``UsageError`` SAY321."""
    overview = desk.overview
    log = log_of(desk, query.since, query.by == "published", query.news, query.log) if query.since else None
    asked = Filter(
        type=query.type, place=query.place, country=query.country, actor=query.actor, disputed=query.disputed
    )
    found, counted = chosen(overview, asked)
    carriers = desk.stories.carriers() if log is None else {}
    came, week = (
        _came([c.added for c in carriers.values()]),
        _week([c.reported.latest for c in carriers.values()]),
    )
    articles = sum(len(story.articles) for story in overview.stories.values())
    at = slice((query.page - 1) * ROWS, query.page * ROWS)
    first = BriefingView(
        articles=articles, events=len(overview.lines), total=len(found), pages=_pages(len(found)),
        facets=counted, log=log, came=came, week=week, cut=overview.cut,
    )  # fmt: skip
    if query.story:
        return _of_story(desk, query, asked, first)
    page = found[at]
    disputed = _disputed(desk, [line for _, lines in page for line in lines])
    return msgspec.structs.replace(first, units=tuple(unit(story, lines, disputed) for story, lines in page))


def _of_story(desk: Desk, query: BriefingQuery, asked: Filter, first: BriefingView) -> BriefingView:
    """The events of one story, those that most origins report first."""
    story = desk.overview.stories.get(query.story)
    if story is None:
        raise UsageError(
            "SAY321", query.story[:40], "no story of this case; it may have grown together with another"
        )
    lines = [line for line in desk.overview.by_story.get(story.id, ()) if asked.fits(line)]
    lines.sort(key=lambda line: (-len(line.origins), -line.articles, line.earliest or "9999", line.id))
    page = lines[(query.page - 1) * ROWS : query.page * ROWS]
    disputed = _disputed(desk, page)
    shown = tuple(
        EventLine(
            line=line,
            granularity=granularity(line.earliest, line.latest),
            versions=versions([disputed[line.id]]) if line.id in disputed else (),
        )
        for line in page
    )
    return msgspec.structs.replace(
        first,
        of=unit(story, lines, {}),
        lines=shown,
        total=len(lines),
        pages=_pages(len(lines)),
        facets=facets([(story, lines)]),
    )


def _disputed(desk: Desk, lines: list[Line]) -> dict[str, Happening]:
    ids = [line.id for line in lines if line.disputes][:_DISPUTED]
    return {happening.id: happening for happening in desk.stories.happenings(ids=ids)} if ids else {}


def _pages(total: int) -> int:
    return max(1, -(-total // ROWS))


def _came(added: list[str]) -> tuple[Came, ...]:
    """The newest days on which articles came into the case."""
    counts = Counter(time[:10] for time in added if time)
    found, so_far = [], 0
    for day in sorted(counts, reverse=True)[:_DAYS]:
        so_far += counts[day]
        found.append(Came(day=day, articles=so_far))
    return tuple(found)


def _week(published: list[str | None]) -> str | None:
    """Six days before the newest day of publication: with that a week."""
    newest = max((day for day in published if day), default=None)
    if newest is None:
        return None
    day = date.fromisoformat(newest)
    return (day - timedelta(days=6)).isoformat() if day > date(1, 1, 7) else newest
