"""Stories as lines of a list: what, where, when, on how many independent origins, in how many versions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

import msgspec

from sayso.stories import Happening, Story
from sayso.web._contested import field_words
from sayso.web._overview import Line, Overview
from sayso.wording import country_name


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """What an event has to meet: each that is given. ``place`` and ``actor`` are names as the record has
    them, ``country`` is a code."""

    type: str = ""
    place: str = ""
    country: str = ""
    actor: str = ""
    disputed: bool = False

    def fits(self, line: Line) -> bool:
        """Whether an event meets it."""
        return (
            (not self.type or line.type == self.type)
            and (not self.place or line.place == self.place)
            and (not self.country or line.country == self.country)
            and (not self.actor or self.actor in line.actors or self.actor in line.recipients)
            and (not self.disputed or bool(line.disputes))
        )


class Facet(msgspec.Struct, frozen=True, kw_only=True):
    """A value of a field, and how many of the chosen stories have it."""

    value: str
    words: str
    stories: int


class Versions(msgspec.Struct, frozen=True, kw_only=True):
    """That origins contradict each other, in words, and the id of the event where it is one; ``times`` is in
    how many events."""

    words: str
    times: int
    happening: str | None = None


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """A story. ``lead`` is the event that most origins report (of those that were asked for), ``events`` how
    many there are; ``newest`` is the day of its newest article. ``versions`` says in words where origins
    contradict each other; ``granularity`` how exactly the lead's time is known."""

    id: str
    title: str
    lead: Line | None = None
    events: int = 0
    articles: int = 0
    outlets: int = 0
    newest: str | None = None
    granularity: str = ""
    versions: tuple[Versions, ...] = ()
    first_article: str = ""


class Chosen(NamedTuple):
    """The stories that have an event that fits, each with these events, those of the newest evidence first;
    and the counts of the fields."""

    stories: list[tuple[Story, list[Line]]]
    facets: dict[str, tuple[Facet, ...]]


_RECENT = 8
_recent: dict[tuple[str, Filter], Chosen] = {}
"""What was asked last: pages and links of one filter are asked one after the other."""


def chosen(overview: Overview, asked: Filter) -> Chosen:
    """What fits a filter. Without one stories without events are among them."""
    key = (overview.state, asked)
    held = _recent.get(key)
    if held is None:
        every = asked == Filter()
        found = []
        for story in overview.stories.values():
            lines = [line for line in overview.by_story.get(story.id, ()) if asked.fits(line)]
            if lines or every:
                found.append((story, lines))
        found.sort(key=lambda pair: (_newest(pair[0]), len(pair[0].articles), pair[0].id), reverse=True)
        held = _recent[key] = Chosen(found, facets(found))
        for n, old in enumerate(reversed(list(_recent))):
            if n >= _RECENT or old[0] != overview.state:
                _recent.pop(old, None)
    return held


def _newest(story: Story) -> str:
    return story.reported.latest or story.reported.earliest or ""


def facets(stories: Iterable[tuple[Story, list[Line]]]) -> dict[str, tuple[Facet, ...]]:
    """By field the values that most of the stories have, each counted once a story."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in ("type", "country", "place", "actor")}
    for _, lines in stories:
        counts["type"].update({line.type for line in lines})
        counts["country"].update({line.country for line in lines if line.country})
        counts["place"].update({line.place for line in lines if line.place})
        counts["actor"].update({name for line in lines for name in (*line.actors, *line.recipients)})
    return {
        name: tuple(
            Facet(value=value, words=country_name(value) if name == "country" else value, stories=n)
            for value, n in sorted(counter.items(), key=lambda item: (-item[1], item[0]))[:FACETS]
        )
        for name, counter in counts.items()
    }


FACETS = 40
"""Values of a field that are shown."""


def unit(story: Story, lines: list[Line], disputed: Mapping[str, Happening]) -> Unit:
    """A story as a line; ``disputed`` are its happenings that are in dispute, by their ids."""
    lead = max(lines, key=_weight, default=None)
    return Unit(
        id=story.id,
        title=story.title or story.headline,
        lead=lead,
        events=len(lines),
        articles=len(story.articles),
        outlets=len(story.outlets),
        newest=_newest(story) or None,
        granularity=granularity(lead.earliest, lead.latest) if lead else "",
        versions=versions(disputed[line.id] for line in lines if line.id in disputed),
        first_article=story.articles[0],
    )


def _weight(line: Line) -> tuple[int, int, bool, str]:
    return len(line.origins), line.articles, bool(line.disputes), line.id


def versions(happenings: Iterable[Happening]) -> tuple[Versions, ...]:
    """Where origins of some events exclude each other: ``2 versions of the crowd``. What the most events have
    stands first."""
    found: dict[str, list[tuple[int, str]]] = {}
    for happening in happenings:
        for dispute in happening.disputes:
            different = len({claim.value for claim in dispute.claims})
            found.setdefault(dispute.about, []).append((different, happening.id))
    made = []
    for about, some in found.items():
        words = f"{max(some)[0]} versions of {field_words(about)}"
        made.append(
            Versions(
                words=words + (f" in {len(some)} events" if len(some) > 1 else ""),
                times=len(some),
                happening=some[0][1] if len(some) == 1 else None,
            )
        )
    return tuple(sorted(made, key=lambda one: (-one.times, one.words)))


def granularity(earliest: str | None, latest: str | None) -> str:
    """How exactly a time is known, in a word or two."""
    if earliest is None and latest is None:
        return "no day known"
    if earliest is None or latest is None:
        return "open"
    first, last = date.fromisoformat(earliest), date.fromisoformat(latest)
    days = (last - first).days + 1
    if days == 1:
        return "to the day"
    after = date.fromordinal(last.toordinal() + 1) if last < date.max else last
    if first.day == 1 and after.day == 1:
        months = (after.year - first.year) * 12 + after.month - first.month
        if months == 1:
            return "to the month"
        if months == 12 and first.month == 1:
            return "to the year"
    return f"within {days:,} days"
