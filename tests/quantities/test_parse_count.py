"""Number phrases as ranges, by the convention."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.quantities import parse_count

EXACT = [
    ("17", 17, 17),
    ("the 17", 17, 17),
    ("1,643", 1643, 1643),
    ("35.000", 35_000, 35_000),
    ("1.200.000", 1_200_000, 1_200_000),
    ("twenty-six", 26, 26),
    ("forty-five thousand", 45_000, 45_000),
    ("one hundred and fifty", 150, 150),
    ("two hundred and fifty thousand", 250_000, 250_000),
    ("twelve hundred", 1_200, 1_200),
    ("2.5 million", 2_500_000, 2_500_000),
    ("100 thousand", 100_000, 100_000),
    ("5k", 5_000, 5_000),
    ("1.2m", 1_200_000, 1_200_000),
    ("a dozen", 12, 12),
    ("half a dozen", 6, 6),
    ("half a million", 500_000, 500_000),
    ("three quarters of a million", 750_000, 750_000),
    ("a million and a half", 1_500_000, 1_500_000),
    ("two and a half million", 2_500_000, 2_500_000),
    ("only six", 6, 6),
    ("six-million", 6_000_000, 6_000_000),
    ("20,000-strong", 20_000, 20_000),
]
ABOUT = [
    ("about 500", 450, 550),
    ("some 100,000", 90_000, 110_000),
    ("roughly 200", 180, 220),
    ("close to a million", 900_000, 1_100_000),
    ("an estimated 40,000", 36_000, 44_000),
    ("1,000 or so", 900, 1_100),
    ("about two dozen", 22, 26),
    ("twenty-odd", 18, 22),
    ("nearly 300", 270, 300),
    ("almost two hundred", 180, 200),
    ("just under 1,000", 900, 1_000),
]
OPEN = [
    ("at least three", 3, None),
    ("more than 1600", 1_600, None),
    ("over a dozen", 12, None),
    ("no fewer than 40", 40, None),
    ("50 or more", 50, None),
    ("300,000 and more", 300_000, None),
    ("2,000-plus", 2_000, None),
    ("500+", 500, None),
    ("more than a quarter of a million", 250_000, None),
    ("at least several hundred", 300, None),
    ("up to 300,000", None, 300_000),
    ("as many as 80", None, 80),
    ("fewer than 10", None, 10),
    ("no more than 1,500", None, 1_500),
    ("up to several thousand", None, 9_999),
]
VAGUE = [
    ("dozens", 24, 99),
    ("scores of", 40, 99),
    ("hundreds", 200, 999),
    ("several hundred", 300, 999),
    ("a few hundred", 200, 500),
    ("a few dozen", 24, 60),
    ("thousands of", 2_000, 9_999),
    ("many thousands", 2_000, 9_999),
    ("several thousand", 3_000, 9_999),
    ("tens of thousands", 20_000, 99_999),
    ("hundreds of thousands", 200_000, 999_999),
    ("millions", 2_000_000, 9_999_999),
    ("a couple of", 2, 3),
    ("a handful of", 3, 7),
    ("hundreds, if not thousands", 200, 9_999),
]
RANGES = [
    ("50 to 70", 50, 70),
    ("200-300", 200, 300),
    ("2,000–3,000", 2_000, 3_000),
    ("between 30,000 and 50,000", 30_000, 50_000),
    ("from 100 to 200", 100, 200),
    ("2 to 3 million", 2_000_000, 3_000_000),
    ("about 2,000-3,000", 2_000, 3_000),
    ("200,000 or 250,000", 200_000, 250_000),
    ("at least 40 but fewer than 60", 40, 60),
]


@pytest.mark.parametrize(("words", "low", "high"), EXACT + ABOUT + OPEN + VAGUE + RANGES)
def test_ranges(words: str, low: int | None, high: int | None) -> None:
    found = parse_count(words)
    assert found is not None
    assert (found.low, found.high) == (low, high)


@pytest.mark.parametrize(
    "words",
    ["", "many", "people", "the", "G20", "19th", "5 people", "some", "about", "half", "10%", "between 5"],
)
def test_what_is_no_count(words: str) -> None:
    assert parse_count(words) is None


def test_the_rule_and_the_qualifier_are_told() -> None:
    several = parse_count("several hundred")
    some = parse_count("some 100,000")
    assert several is not None
    assert some is not None
    assert (several.qualifier, several.rule) == ("several", "several hundred")
    assert (some.qualifier, some.rule) == ("some", "some N: +-10%")


def test_a_backward_range_is_none() -> None:
    found = parse_count("between 500 and 200")
    assert found is None


@given(st.integers(0, 10**11))
def test_figures_with_and_without_commas(number: int) -> None:
    plain, grouped = parse_count(str(number)), parse_count(f"{number:,}")
    assert plain is not None
    assert plain == grouped
    assert (plain.low, plain.high) == (number, number)


WORDS = (
    "about some at least up to more than between and or to - + a the few several couple of half quarter "
    "dozen dozens hundred hundreds thousand thousands million one two twenty 5 1,500 2.5 300 k % odd "
    "strong if not , . ~"
).split()
pieces = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)


@settings(max_examples=400, deadline=None)
@given(pieces | st.text(max_size=60))
def test_a_range_never_runs_backwards(words: str) -> None:
    found = parse_count(words)
    if found is not None:
        assert found.low is not None or found.high is not None
        if found.low is not None and found.high is not None:
            assert 0 <= found.low <= found.high
        assert found.rule


def test_long_nonsense_is_quick() -> None:
    begun = time.process_time()
    for piece in ("one ", "1,", "hundred ", "hundreds of ", "and a half ", "about ", "9"):
        parse_count(piece * 100_000)
    assert time.process_time() - begun < 1
