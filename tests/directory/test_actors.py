"""Tenures and days: what is sure, what is possible, and what somebody was before."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.directory import Directory, KnownActor, Tenure, at, former

ANNAN = KnownActor(
    "Kofi Annan",
    "person",
    (),
    (
        Tenure("UNO", (), "Secretary-General", "1997-01-01", "2007-01-01"),
        Tenure("IGO", (), "envoy", "2012-02-23", "2012-08-31"),
    ),
)
DATES = st.dates().map(str) | st.dates().map(lambda d: str(d)[:7]) | st.dates().map(lambda d: str(d)[:4])


@pytest.mark.parametrize(
    ("since", "until", "possible", "certain"),
    [
        ("1994", None, ("1994-01-01", None), ("1994-12-31", None)),
        ("1994-02", "1996", ("1994-02-01", "1996-12-30"), ("1994-02-28", "1995-12-31")),
        ("2008-02", "2008-05-07", ("2008-02-01", "2008-05-06"), ("2008-02-29", "2008-05-06")),
        (None, "2000-01-01", (None, "1999-12-31"), (None, "1999-12-31")),
        ("2004", "2004", ("2004-01-01", "2004-12-30"), ("2004-12-31", "2003-12-31")),
        ("0001-01-01", "0001-01-01", ("0001-01-01", "0000-12-31"), ("0001-01-01", "0000-12-31")),
    ],
)
def test_partial_dates(
    since: str | None,
    until: str | None,
    possible: tuple[str | None, str | None],
    certain: tuple[str | None, str | None],
) -> None:
    tenure = Tenure(since=since, until=until)
    assert tenure.possible() == possible
    assert tenure.certain() == certain


def test_a_tenure_is_half_open() -> None:
    tenure = Tenure(since="2008-05-07", until="2012-05-07")
    assert tenure.overlaps("2008-05-07", "2008-05-07")
    assert not tenure.overlaps("2008-05-06", "2008-05-06")
    assert tenure.overlaps("2012-05-06", "2012-05-06")
    assert not tenure.overlaps("2012-05-07", "2012-05-07")
    assert tenure.overlaps("2000", "2008-05")
    assert not Tenure(since="2008-05-07", until="2008-05-07").overlaps("2000", "2020")


def test_annan_was_secretary_general_from_1997_to_2006() -> None:
    during = at(ANNAN, "2003-03-20", "2003-03-20")
    assert during is not None
    assert during.country == "UNO"
    assert at(ANNAN, "1996-12-31", "1996-12-31") is None
    assert at(ANNAN, "2006-12-31", "2006-12-31") == during
    assert at(ANNAN, "2007-01-01", "2007-01-01") is None


def test_who_is_nothing_any_more_is_a_former_official() -> None:
    assert at(ANNAN, "2015-01-01", "2015-01-01") is None
    assert former(ANNAN, "2015-01-01") == ANNAN.tenures[1]
    assert former(ANNAN, "2010-01-01") == ANNAN.tenures[0]
    assert former(ANNAN, "2006-12-31") is None
    assert former(ANNAN, "2007-01-01") == ANNAN.tenures[0]


def test_the_first_in_the_order_of_the_file_wins() -> None:
    actor = KnownActor("X", tenures=(Tenure("AFG", ("ELI",), None, "1975", "2010"), Tenure("AFG", ("GOV",))))
    assert at(actor, "2005-01-01", "2005-01-01") == actor.tenures[0]
    assert at(actor, "2011-01-01", "2011-01-01") == actor.tenures[1]


def test_a_certain_tenure_goes_before_a_possible_one() -> None:
    actor = KnownActor("X", tenures=(Tenure("AAA", until="2004"), Tenure("BBB", since="2004-03-01")))
    assert at(actor, "2004-02-01", "2004-02-01") == actor.tenures[0]
    assert at(actor, "2004-06-15", "2004-06-15") == actor.tenures[1]


def test_without_a_date_only_what_all_tenures_share_is_given() -> None:
    tenures = (
        Tenure("RUS", ("GOV",), "president", "2000-05-07", "2008-05-07"),
        Tenure("RUS", ("GOV", "MIL"), "prime minister", "2008-05-08", "2012-05-07"),
    )
    actor = KnownActor("Vladimir Putin", tenures=tenures)
    assert at(actor, None, None) == Tenure("RUS", ("GOV",))
    assert at(actor, "2008-06-01", None) == tenures[1]
    assert at(actor, None, "2004-01-01") == tenures[0]
    assert at(ANNAN, None, None) is None
    assert at(KnownActor("Nobody"), None, None) is None
    assert at(KnownActor("Nobody"), "2000-01-01", "2000-01-01") is None


def test_the_directory_offers_both() -> None:
    directory = Directory([ANNAN])
    assert directory.at(ANNAN, "2000-01-01", "2000-01-01") == ANNAN.tenures[0]
    assert directory.former(ANNAN, "2020-01-01") == ANNAN.tenures[1]


@given(st.none() | DATES, st.none() | DATES, st.dates(), st.dates())
def test_what_is_certain_is_possible(
    since: str | None, until: str | None, one: object, other: object
) -> None:
    earliest, latest = sorted((str(one), str(other)))
    tenure = Tenure("AAA", since=since, until=until)
    given_one = at(KnownActor("X", tenures=(tenure,)), earliest, latest)
    assert (given_one is not None) == tenure.overlaps(earliest, latest)
    first, last = tenure.certain()
    if (first or "") <= (last or "9999-12-31") and (first or "") <= latest and (last or "9999") >= earliest:
        assert tenure.overlaps(earliest, latest)


@given(st.lists(st.tuples(DATES, DATES), max_size=5), st.dates())
def test_former_has_ended(dates: list[tuple[str, str]], day: object) -> None:
    actor = KnownActor("X", tenures=tuple(Tenure("AAA", since=a, until=b) for a, b in dates))
    tenure = former(actor, str(day))
    if tenure is not None:
        last = tenure.possible()[1]
        assert last is not None
        assert last < str(day)
