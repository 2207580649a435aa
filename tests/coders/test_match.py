"""Which events of two codings are one, and what is counted of that."""

from __future__ import annotations

import statistics
from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.coders import Coding, Tally, kappa, match
from sayso.coders._agreement import correlated
from sayso.events.codebook import load

TYPES = ("PROTEST", "ASSAULT", "COERCE", "CONSULT", "AGREE")
COUNTRIES = st.lists(st.sampled_from(["MDA", "ROU", "RUS"]), max_size=2, unique=True).map(tuple)


def coding(name: str, day: str = "2021-10-12", type: str = "PROTEST", **more: object) -> Coding:
    return Coding(id=name, day=day, type=type, quad=load().quad(type), **more)  # type: ignore[arg-type]


@st.composite
def codings(draw: st.DrawFn, letter: str) -> list[Coding]:
    made = [
        coding(
            f"{letter}{n:03}",
            (date(2021, 10, 1) + timedelta(days=draw(st.integers(0, 6)))).isoformat(),
            draw(st.sampled_from(TYPES)),
            actors=draw(COUNTRIES),
            recipients=draw(COUNTRIES),
            country=draw(st.sampled_from([None, "MDA", "ROU"])),
            actor_sector=draw(st.sampled_from([None, "GOV", "COP"])),
        )
        for n in range(draw(st.integers(0, 12)))
    ]
    return sorted(made, key=lambda one: (one.day, one.id))


def ids(ones: list[Coding], twos: list[Coding], **rule: object) -> list[tuple[str | None, str | None]]:
    return [(a and a.id, b and b.id) for a, b in match(ones, twos, **rule)]  # type: ignore[arg-type]


# The rule


@pytest.mark.parametrize(
    ("one", "two", "pair"),
    [
        ({"actors": ("MDA",)}, {"actors": ("MDA",)}, True),
        ({"actors": ("MDA",)}, {"actors": ("ROU",)}, False),
        ({"actors": ("MDA", "ROU")}, {"actors": ("ROU",)}, True),
        ({"actors": ("MDA",), "recipients": ("ROU",)}, {"actors": ("MDA",), "recipients": ("RUS",)}, False),
        ({"actors": ("MDA",), "recipients": ("ROU",)}, {"actors": ("MDA",)}, True),
        ({"recipients": ("ROU",)}, {"actors": ("MDA",), "recipients": ("ROU",)}, True),
        ({"actors": ("MDA",)}, {"recipients": ("MDA",)}, False),
        ({"country": "MDA"}, {"actors": ("ROU",), "country": "MDA"}, True),
        ({"country": "MDA"}, {"actors": ("MDA",)}, False),
        ({}, {}, False),
        ({"actors": ("MDA",), "recipients": ("ROU",)}, {"actors": ("ROU",), "recipients": ("MDA",)}, False),
    ],
)
def test_countries(one: dict[str, object], two: dict[str, object], pair: bool) -> None:
    found = ids([coding("a", **one)], [coding("b", **two)])  # type: ignore[arg-type]
    assert (("a", "b") in found) is pair


def test_what_people_do_together_has_no_direction() -> None:
    one = coding("a", type="CONSULT", actors=("MDA",), recipients=("ROU",))
    two = coding("b", type="CONSULT", actors=("ROU",), recipients=("MDA",))
    assert ids([one], [two]) == [("a", "b")]


def test_days_types_and_quad_classes() -> None:
    one = [coding("a", "2021-10-12", actors=("MDA",))]
    later = [coding("b", "2021-10-14", actors=("MDA",))]
    assert ids(one, later, within=1) == [("a", None), (None, "b")]
    assert ids(one, later, within=2) == [("a", "b")]
    other = [coding("b", type="COERCE", actors=("MDA",))]  # of the same quad class
    assert ids(one, other) == [("a", None), (None, "b")]
    assert ids(one, other, same="quad") == [("a", "b")]


def test_the_best_pair_is_made_first() -> None:
    ones = [coding("a", "2021-10-12", actors=("MDA",))]
    twos = [
        coding("b", "2021-10-11", actors=("MDA",)),
        coding("c", "2021-10-12", actors=("MDA",), recipients=("ROU",)),
        coding("d", "2021-10-12", actors=("MDA",)),
    ]
    assert ("a", "d") in ids(ones, twos)  # the same day, and the same countries
    assert ("a", "c") in ids(ones, twos[:2])  # the same day
    same_sector = coding("e", "2021-10-12", actors=("MDA",), actor_sector="COP")
    ones = [coding("a", "2021-10-12", actors=("MDA",), actor_sector="COP")]
    assert ("a", "e") in ids(ones, [twos[2], same_sector])
    ones = [coding("a", "2021-10-12", actors=("MDA",), modes=("riot",), actor_sector="COP")]
    assert ("a", "f") in ids(ones, [same_sector, coding("f", actors=("MDA",), modes=("riot",))])


def test_types_that_are_no_matter_of_choice() -> None:
    """Without regard to types, a pair is made only where no type is chosen for it."""
    ones = [coding("a", type="COERCE", actors=("MDA",))]
    twos = [coding("b", type="ASSAULT", actors=("MDA",))]
    assert ids(ones, twos, same=None) == [("a", "b")]
    assert ("a", "b") not in ids(ones, [*twos, coding("c", type="COERCE", actors=("MDA",))], same=None)


# Laws


@settings(max_examples=150, deadline=None)
@given(
    ones=codings("a"),
    twos=codings("b"),
    within=st.integers(0, 3),
    same=st.sampled_from(["type", "quad", None]),
)
def test_every_event_once_and_every_pair_by_the_rule(
    ones: list[Coding], twos: list[Coding], within: int, same: str | None
) -> None:
    found = list(match(ones, twos, within=within, same=same))
    assert Counter(a.id for a, _ in found if a) == Counter(one.id for one in ones)
    assert Counter(b.id for _, b in found if b) == Counter(two.id for two in twos)
    for a, b in found:
        if a is None or b is None:
            continue
        assert abs((date.fromisoformat(a.day) - date.fromisoformat(b.day)).days) <= within
        assert same is None or getattr(a, same) == getattr(b, same)
        parties = {*a.actors, *a.recipients} & {*b.actors, *b.recipients}
        assert parties or (a.country == b.country and a.country)
    days = [(a or b).day for a, b in found if (a or b)]  # type: ignore[union-attr]
    assert days == sorted(days)


@settings(max_examples=100, deadline=None)
@given(ones=codings("a"), twos=codings("b"), within=st.integers(0, 2))
def test_a_wider_reach_keeps_the_pairs_of_the_narrower(
    ones: list[Coding], twos: list[Coding], within: int
) -> None:
    narrow = {pair for pair in ids(ones, twos, within=within) if None not in pair}
    wide = {pair for pair in ids(ones, twos, within=within + 1) if None not in pair}
    assert narrow <= wide


@settings(max_examples=50, deadline=None)
@given(ones=codings("a"))
def test_a_coding_agrees_with_itself(ones: list[Coding]) -> None:
    """But for events of which neither a party nor the place has a country."""
    twos = [Coding(**{name: getattr(one, name) for name in one.__struct_fields__}) for one in ones]
    alone = [a or b for a, b in match(ones, twos, within=0) if a is None or b is None]
    assert all(one is not None and not (one.actors or one.recipients or one.country) for one in alone)


# Counts


def test_kappa_of_a_known_table() -> None:
    """The worked example of Cohen (1960) as textbooks print it: 20, 5, 10, 15 of 50."""
    assert kappa({("yes", "yes"): 20, ("yes", "no"): 5, ("no", "yes"): 10, ("no", "no"): 15}) == 0.4
    assert kappa({("a", "a"): 3, ("b", "b"): 4}) == 1.0
    assert kappa({}) is None
    assert kappa({("a", "a"): 3}) is None


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=2, max_size=20))
def test_correlation_is_that_of_the_standard_library(counts: list[tuple[int, int]]) -> None:
    x, y = ([pair[place] for pair in counts] for place in (0, 1))
    try:
        expected = statistics.correlation(x, y)
    except statistics.StatisticsError:
        assert correlated([list(pair) for pair in counts], len(counts)) is None
        return
    found = correlated([list(pair) for pair in counts if pair != (0, 0)], len(counts))
    assert found == pytest.approx(expected, abs=1e-4)


@settings(max_examples=60, deadline=None)
@given(ones=codings("a"), twos=codings("b"))
def test_counts_add_up(ones: list[Coding], twos: list[Coding]) -> None:
    tally = Tally()
    found = list(match(ones, twos))
    for matched in found:
        tally.add(matched)
    both = sum(None not in matched for matched in found)
    for by in ("type", "dyad", "sector", "day"):
        whole, *rows = tally.rows(by, "2021-10-01", "2021-10-07", {})
        assert (whole.one, whole.two, whole.both) == (len(ones), len(twos), both)
        if by in ("type", "day"):
            assert (sum(row.one for row in rows), sum(row.two for row in rows)) == (len(ones), len(twos))
            assert sum(row.both for row in rows) == both
        for row in rows:
            assert row.both <= row.one
            assert all(share is None or 0 <= share <= 1 for share in (row.of_one, row.of_two))
