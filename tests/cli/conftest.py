"""A Reading made by hand of an article we wrote, with something of everything that the page shows."""

import pytest

from sayso.records import (
    Actor,
    Article,
    Attribution,
    Damage,
    Event,
    Place,
    Quantity,
    Reading,
    Role,
    Time,
    article_of,
)
from tests.commands import sayso

__all__ = ["sayso"]

TITLE = "Marchers demand that the governor of Riverton resign"
TEXT = f"""{TITLE}

[ad_1]

Several hundred dockers marched in Riverton on Sunday, demanding the resignation of Governor Ada Quill.

The River Herald reported that Quill had told the cabinet that “the [uosto] workers want a fair and \
fair wage.”

A counter-rally of up to 20,000 people planned for Monday was called off, Mayor Tom Birch said. \
Upland may impose sanctions.
"""


def _span(words: str, nth: int = 0) -> tuple[int, int]:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return (start, start + len(words))


def _one(words: str, nth: int = 0):
    return (_span(words, nth),)


ARTICLE: Article = article_of(TEXT, title=TITLE)

READING = Reading(
    article=ARTICLE,
    damage=(
        Damage(kind="residue", span=_span("[ad_1]"), note="ad slot left by an auto-poster"),
        Damage(
            kind="untranslated", span=_span("[uosto]"), note="left in the source language", suggestion="port"
        ),
        Damage(kind="doubled_word", span=_span("fair and fair"), note="a word twice", suggestion="fair"),
    ),
    actors=(
        Actor(
            id="p1",
            name="several hundred dockers",
            kind="group",
            sectors=("LAB",),
            mentions=_one("Several hundred dockers"),
        ),
        Actor(
            id="p2",
            name="Ada Quill",
            kind="person",
            country="FRA",
            country_basis="stated",
            sectors=("GOV",),
            roles=(Role(title="governor of Riverton", spans=_one("governor of Riverton")),),
            mentions=(_span("Ada Quill"), _span("Quill", 1)),
        ),
        Actor(
            id="p3",
            name="The River Herald",
            kind="organisation",
            sectors=("MED",),
            mentions=_one("The River Herald"),
        ),
        Actor(
            id="p4",
            name="Tom Birch",
            kind="person",
            roles=(Role(title="mayor", since="2019", spans=_one("Mayor")),),
            mentions=_one("Tom Birch"),
        ),
        Actor(id="p5", name="Upland", kind="country", mentions=_one("Upland")),
    ),
    attributions=(
        Attribution(
            id="s1",
            kind="indirect",
            stance="demands",
            source=_one("Several hundred dockers"),
            cue=_one("demanding"),
            content=_one("the resignation of Governor Ada Quill"),
            speaker="p1",
            confidence=0.9,
        ),
        Attribution(
            id="s2",
            kind="indirect",
            stance="reports",
            source=_one("The River Herald"),
            cue=_one("reported"),
            content=_one(
                "that Quill had told the cabinet that “the [uosto] workers want a fair and fair wage.”"
            ),
            speaker="p3",
            confidence=0.9,
        ),
        Attribution(
            id="s3",
            kind="mixed",
            stance="says",
            source=_one("Quill", 1),
            cue=_one("had told"),
            content=(_span("that “the"), _span("workers want a fair and fair wage.”")),
            speaker="p2",
            within="s2",
            confidence=0.42,
        ),
        Attribution(
            id="s4",
            kind="indirect",
            stance="says",
            source=_one("Mayor Tom Birch"),
            cue=_one("said"),
            content=_one("A counter-rally of up to 20,000 people planned for Monday was called off"),
            speaker="p4",
            confidence=0.8,
        ),
    ),
    events=(
        Event(
            id="e1",
            type="PROTEST",
            modes=("demo",),
            contexts=("economic",),
            cameo="1411",
            status="happened",
            actors=("p1",),
            recipients=("p2",),
            trigger=_one("marched"),
            evidence=_one("Several hundred dockers marched in Riverton on Sunday"),
            time="t1",
            place="l2",
            quantities=("q1",),
            confidence=0.9,
        ),
        Event(
            id="e2",
            type="REQUEST",
            status="happened",
            actors=("p2",),
            trigger=_one("want"),
            evidence=_one("workers want a fair and fair wage"),
            said_by=("s2", "s3"),
            confidence=0.4,
        ),
        Event(
            id="e3",
            type="PROTEST",
            modes=("demo",),
            status="cancelled",
            trigger=_one("counter-rally"),
            evidence=_one("A counter-rally of up to 20,000 people planned for Monday was called off"),
            time="t2",
            quantities=("q2",),
            said_by=("s4",),
            confidence=0.8,
        ),
        Event(
            id="e4",
            type="SANCTION",
            status="hypothetical",
            actors=("p5",),
            trigger=_one("impose sanctions"),
            evidence=_one("Upland may impose sanctions."),
            confidence=0.8,
        ),
    ),
    times=(
        Time(id="t1", span=_span("Sunday"), type="DATE", value="XXXX-WXX-7", basis="no dateline"),
        Time(
            id="t2",
            span=_span("Monday"),
            type="DATE",
            value="2020-10-26",
            earliest="2020-10-26",
            latest="2020-10-26",
            basis="relative to dateline",
        ),
    ),
    places=(
        Place(
            id="l1", span=_span("Riverton"), name="Riverton", country="FRA", use="modifier", basis="gazetteer"
        ),
        Place(
            id="l2",
            span=_span("Riverton", 1),
            name="Riverton",
            country="FRA",
            use="literal",
            basis="gazetteer",
        ),
        Place(id="l3", span=_span("Upland"), name="Upland", use="metonym", basis="unknown"),
    ),
    quantities=(
        Quantity(
            id="q1", span=_span("Several hundred"), what="crowd", low=300, high=999, rule="several hundred"
        ),
        Quantity(
            id="q2",
            span=_span("up to 20,000 people"),
            what="crowd",
            high=20000,
            estimated_by="s4",
            rule="up to N",
        ),
    ),
)


@pytest.fixture
def reading() -> Reading:
    return READING
