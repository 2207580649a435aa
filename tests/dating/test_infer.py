"""Dating an article from its text: what each kind of clue says, and what is never said."""

from __future__ import annotations

import json
from datetime import date
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.dating._landmarks import elections, named_in
from sayso.dating._weigh import BINS, HELD, days, prior, tables
from sayso.reader import read
from sayso.records import Published, article_of


def inferred(text: str) -> Published:
    return read(article_of(text)).article.published


def lies(published: Published, first: str, last: str) -> bool:
    """Whether the interval given lies within two days."""
    return published.earliest is not None and first <= published.earliest <= str(published.latest) <= last


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "The fire broke out on Tuesday, March 15, 2016, and was put out on Wednesday, police said.",
            "2016-03-16",
        ),
        (
            "Secretary of State Mike Pompeo and President Donald Trump met before the presidential election "
            "in "
            "November. Vice President Mike Pence and Defense Secretary Mark Esper came too, in 2020.",
            "2020-09-15",
        ),
        (
            "Chancellor Gerhard Schröder and President Jacques Chirac met Prime Minister Tony Blair after "
            "the "
            "Madrid train bombings of 2004.",
            "2004-05-01",
        ),
    ],
)
def test_the_interval_holds_the_day(text: str, day: str) -> None:
    published = inferred(text)
    assert published.basis == "inferred"
    assert str(published.earliest) <= day <= str(published.latest)
    assert published.reasons
    assert 0.5 <= published.confidence <= 1


def test_a_running_count_is_counted_from_what_is_dated_beside_it() -> None:
    published = inferred(
        "For the third month in a row people marched in Minsk after the presidential elections in Belarus "
        "of August 9, "
        "when Alexander Lukashenko was declared the winner. Mike Pompeo, the US secretary of state, called "
        "him.\n\n"
        "They met ahead of the US presidential election."
    )
    assert lies(published, "2020-10-01", "2020-11-08")
    assert any("third month in a row" in reason for reason in published.reasons)


def test_an_article_that_says_nothing_of_its_day_stays_undated() -> None:
    published = inferred("A man walked into a bar and asked for a glass of water. The waiter laughed at him.")
    assert published == Published()


def test_what_is_given_is_not_overruled() -> None:
    stated = Published(
        earliest="2019-01-01", latest="2019-01-01", best="2019-01-01", confidence=1.0, basis="stated"
    )
    text = "The fire broke out on Tuesday, March 15, 2016."
    assert read(article_of(text, published=stated)).article.published == stated


def test_why_a_given_date_was_refused_is_kept_beside_the_inferred_one() -> None:
    refused = Published(reasons=("given as '20189-01-01': not understood as a date",))
    text = "The fire broke out on Tuesday, March 15, 2016, and was put out on Wednesday, March 16, 2016."
    published = read(article_of(text, published=refused)).article.published
    assert published.basis == "inferred"
    assert published.reasons[0] == refused.reasons[0]


def test_a_weekday_is_resolved_to_the_days_that_it_may_be_and_stays_open() -> None:
    reading = read(
        article_of(
            "The vote was held on March 1, 2016. Thousands marched on Saturday. “It is over,” he said on "
            "Tuesday, March 8, 2016, in Oslo."
        )
    )
    saturday = next(t for t in reading.times if reading.article.text[slice(*t.span)] == "Saturday")
    assert reading.article.published.basis == "inferred"
    assert "itself inferred" in saturday.basis
    assert saturday.earliest is not None


def test_a_person_is_what_they_were_at_the_time() -> None:
    text = "Angela Merkel spoke in Berlin on Tuesday, {day}. She spoke again on {day} in Bonn."
    then = read(article_of(text.format(day="4 May 2010"))).actors[0]
    later = read(article_of(text.format(day="2 May 2023"))).actors[0]
    assert (then.country, then.sectors) == ("DEU", ("GOV",))
    assert (later.country, later.sectors) == ("DEU", ("ELI",))
    assert then.roles[0].basis == "table of offices"


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            "on Monday March 3 2016 20189 1114 in the since August elections Trump Merkel said Ramadan "
            "third month "
            "running war 9/11 President after before Super Tuesday , . \n".split(" ")
        ),
        max_size=40,
    ).map(" ".join)
)
def test_any_text_gives_an_interval_that_holds_together_and_the_same_twice(text: str) -> None:
    published = inferred(text)
    assert published == inferred(text)
    if published.earliest is not None:
        first, last = date.fromisoformat(published.earliest), date.fromisoformat(str(published.latest))
        assert first <= last
        assert published.best is None or published.earliest <= published.best <= str(published.latest)


def test_the_weights_have_an_entry_for_every_bin_and_kind() -> None:
    assert set(tables()["weight"]) == set(tables()["power"]) == set(BINS) | HELD
    text = files("sayso.dating").joinpath("weights.json").read_text(encoding="utf-8")
    assert json.loads(text) == tables()
    assert len(prior()) == len(days().ordinals)


def test_the_table_of_landmarks_is_in_order() -> None:
    lines = files("sayso.dating").joinpath("landmarks.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    assert len(rows) > 10_000
    for first, last, kind, country, phrases, unique in rows:
        assert date.fromisoformat(first) <= date.fromisoformat(last)
        assert kind.isalpha()
        assert len(country) == 3
        assert phrases == phrases.lower()
        assert unique in ("0", "1")


def test_landmarks_are_found_by_their_longest_phrase() -> None:
    (named,) = named_in("They spoke of the Charlie Hebdo attack at length.")
    assert named.phrase == "Charlie Hebdo attack"
    assert [e.first for e in named.events] == [date(2015, 1, 7)]
    assert date(2020, 8, 9) in [e.first for e in elections()["BLR"]]
