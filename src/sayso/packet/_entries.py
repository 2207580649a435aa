"""Markup of entries: what each is, the records under it, corrections, and what is not known."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.packet._blocks import Anchors, published, reported, spoken
from sayso.packet._corrected import corrections
from sayso.packet._happening import happening
from sayso.packet._markup import facts, grid, identity, items, on_days, to
from sayso.packet._records import Entry
from sayso.packet._targets import NOT_HELD
from sayso.packet._text import line, quoted
from sayso.stories import Saying, Story, many

NAMES = {
    "happening": "Happening",
    "saying": "Statement in several articles",
    "event": "Event of one article",
    "statement": "Statement of one article",
    "article": "Article",
    "story": "Story",
}


def entry(one: Entry, number: int, anchors: Anchors) -> Iterator[str]:
    """One entry under a heading of the second level."""
    target = one.target
    yield f"<section{anchors.new(target.id)}>\n"
    yield f"<h2>{number}. {NAMES[target.kind]}: {line(target.heading)}</h2>\n"
    if one.happening is not None:
        yield from happening(one, one.happening, _asked(one), anchors)
    elif one.saying is not None:
        yield from _saying(one, one.saying, anchors)
    elif one.story is not None:
        yield from _story(one, one.story)
    elif target.kind == "article":
        yield from _article(one, anchors)
    else:
        yield from _alone(one, anchors)
    if one.corrections:
        yield "<h3>Corrections by people</h3>\n"
        yield corrections(one.corrections, anchors)
    yield "<h3>What is not known</h3>\n"
    yield items(map(line, one.unknown)) or "<p>Nothing that this packet could name.</p>\n"
    yield "</section>\n"


def _asked(one: Entry) -> str:
    given = [id for id in one.target.asked if id != one.target.id]
    own = identity(one.target.id)
    return own + (f", asked for by {', '.join(map(line, given))}" if given else "")


def _saying(one: Entry, saying: Saying, anchors: Anchors) -> Iterator[str]:
    yield facts(
        "What it is",
        [
            ("speaker", line(saying.speaker)),
            ("how", line(saying.stance)),
            ("origin", f"{line(saying.origin)}: one origin, however many articles carry it"),
            ("articles", str(saying.articles)),
            ("outlets", ", ".join(map(line, saying.outlets)) or "not known"),
            ("reported", published(saying.reported)),
            ("id", _asked(one)),
        ],
    )
    records = [spoken.said.record for spoken in one.statements]
    labels = {
        record.id: f"statement {n}" + (f" ({NOT_HELD})" if record.polarity == "negative" else "")
        for n, record in enumerate(records, 1)
    }
    rows = (
        (
            quoted(version.words),
            ", ".join(to(id, labels[id]) if id in labels else line(id) for id in version.records),
            ", ".join(map(line, version.outlets)) or "not known",
        )
        for version in saying.versions
    )
    yield grid("Its wordings, the most carried first", ("words", "records", "outlets"), rows)
    yield "<h3>Every article that carries it</h3>\n"
    for n, said in enumerate(one.statements, 1):
        yield from spoken(said, 4, f"Statement {n}", anchors, True)


def _story(one: Entry, story: Story) -> Iterator[str]:
    yield facts(
        "What it is",
        [
            ("title", quoted(story.title) + ", of its first article" if story.title else "not known"),
            ("main happening", line(story.headline)),
            ("days of what happened", on_days(story.earliest, story.latest)),
            ("reported", on_days(story.reported.earliest, story.reported.latest)),
            ("articles", f"{len(story.articles)}, {story.told} of them no copies"),
            ("outlets", ", ".join(map(line, story.outlets)) or "not known"),
            ("origins", str(story.origins)),
            (
                "happenings",
                f"{len(story.happenings)}, with {many(story.disputes, 'dispute')}; each is an entry below",
            ),
            ("id", _asked(one)),
        ],
    )
    yield "<h3>Its articles</h3>\n"
    yield items(map(to, story.articles))


def _article(one: Entry, anchors: Anchors) -> Iterator[str]:
    yield facts("What it is", [("article", to(one.target.id)), ("id", _asked(one))])
    yield "<h3>Events that it reports</h3>\n"
    if not one.reports:
        yield "<p>None was found.</p>\n"
    for n, report in enumerate(one.reports, 1):
        yield from reported(report, 4, f"Event {n}", anchors, False)
    yield "<h3>Statements in it</h3>\n"
    if not one.statements:
        yield "<p>None was found.</p>\n"
    for n, said in enumerate(one.statements, 1):
        yield from spoken(said, 4, f"Statement {n}", anchors, False)


def _alone(one: Entry, anchors: Anchors) -> Iterator[str]:
    yield facts("What it is", [("id", _asked(one))])
    for report in one.reports:
        yield from reported(report, 3, "Report", anchors, False)
    for said in one.statements:
        yield from spoken(said, 3, "Statement", anchors, False)
