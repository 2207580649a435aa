"""Values and the days they mean."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.times import _calendar as cal


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2020-10-24", "2020-10-24", "2020-10-24"),
        ("2020-10-24TNI", "2020-10-24", "2020-10-24"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2020", "2020-01-01", "2020-12-31"),
        ("2020-W43", "2020-10-19", "2020-10-25"),
        ("2020-W43-WE", "2020-10-24", "2020-10-25"),
        ("2020-Q3", "2020-07-01", "2020-09-30"),
        ("2020-H2", "2020-07-01", "2020-12-31"),
        ("2020-WI", "2020-12-01", "2021-02-28"),
        ("199", "1990-01-01", "1999-12-31"),
        ("19", "1900-01-01", "1999-12-31"),
    ],
)
def test_interval(value: str, first: str, last: str) -> None:
    assert cal.interval(value) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "value", ["XXXX-10", "XXXX-WXX-6", "PRESENT_REF", "P3M", "BC0480", "2019-02-29", "2020-W60", "00", ""]
)
def test_what_is_not_on_the_calendar_has_no_interval(value: str) -> None:
    assert cal.interval(value) is None


@given(st.dates(min_value=date(1800, 1, 1), max_value=date(2199, 12, 31)), st.integers(-500, 500))
def test_adding_months_back_and_forth(day: date, months: int) -> None:
    there = cal.add_months(day, months)
    assert there is not None
    back = cal.add_months(there, -months)
    assert back is not None
    assert (back.year, back.month) == (day.year, day.month)


@given(st.dates(min_value=date(1, 1, 1), max_value=date(9998, 12, 31)))
def test_a_week_holds_its_day(day: date) -> None:
    week = cal.interval(cal.week_value(day))
    assert week is None or week[0] <= day <= week[1]


def test_feasts() -> None:
    assert cal.easter(2020) == date(2020, 4, 12)
    assert cal.easter(2019) == date(2019, 4, 21)
    assert cal.thanksgiving(2020) == date(2020, 11, 26)
    assert cal.thanksgiving(2018) == date(2018, 11, 22)


@pytest.mark.parametrize("part", ["early", "mid", "late", "start", "end"])
@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)))
def test_a_part_lies_in_its_whole(part: str, day: date) -> None:
    whole = cal.interval(f"{day.year}-{day.month:02d}")
    inner = cal.interval(f"{day.year}-{day.month:02d}", part)
    assert whole is not None
    assert inner is not None
    assert whole[0] <= inner[0] <= inner[1] <= whole[1]
