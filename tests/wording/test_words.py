"""Single facts in words."""

import pytest

from sayso.records import Place, Published, Quantity, Time
from sayso.wording import Index, amount, days, inline, meaning, place_phrase, published, span_of_numbers


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (300, 999, "300–999"),
        (90_000, None, "90,000 or more"),
        (None, 300_000, "up to 300,000"),
        (12, 12, "12"),
        (0, 0, "0"),
        (None, None, "unknown"),
    ],
)
def test_ranges(low, high, words):
    assert span_of_numbers(low, high) == words


@pytest.mark.parametrize(
    ("earliest", "latest", "words"),
    [
        ("2020-10-24", "2020-10-24", "24 October 2020"),
        ("2020-10-10", "2020-10-31", "10 to 31 October 2020"),
        ("2020-09-10", "2020-10-10", "10 September to 10 October 2020"),
        ("2019-12-31", "2020-01-01", "31 December 2019 to 1 January 2020"),
        ("2020-10-01", "2020-10-31", "October 2020"),
        ("2020-01-01", "2020-12-31", "2020"),
        ("2020-10-24", None, "from 24 October 2020"),
        (None, "2020-10-24", "by 24 October 2020"),
        (None, None, None),
        ("odd", "odd", "odd"),
    ],
)
def test_intervals(earliest, latest, words):
    assert days(earliest, latest) == words


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("DURATION", "P3M", "(3 months)"),
        ("DURATION", "PT1H", "(1 hour)"),
        ("DURATION", "PXY", "(some years)"),
        ("SET", "P1D", "(every day)"),
        ("SET", "P2W", "(every 2 weeks)"),
        ("SET", "XXXX-WXX-7", "(repeated: XXXX-WXX-7)"),
        ("SET", "PXY", "(repeated: PXY)"),
        ("DURATION", "P2H", "(P2H)"),
        ("SET", "P2H", "(repeated: P2H)"),
        ("DATE", "XXXX-WXX-7", "(unknown)"),
    ],
)
def test_times_without_days(kind, value, words):
    assert meaning(Time(id="t1", span=(0, 1), type=kind, value=value, basis="")) == words


def test_dates_of_publication():
    assert published(Published()) == "date unknown"
    known = Published(earliest="2020-10-24", latest="2020-10-24", best="2020-10-24", basis="dateline")
    assert published(known) == "24 October 2020 (dateline)"
    open_ = Published(earliest="2020-10-10", latest="2020-10-31", basis="inferred")
    assert published(open_) == "between 10 and 31 October 2020 (inferred)"


@pytest.mark.parametrize(
    ("earliest", "latest", "words"),
    [
        ("2020-10-01", "2020-10-31", "October 2020 (stated)"),
        ("2020-01-01", "2020-12-31", "2020 (stated)"),
        ("2020-10-10", None, "from 10 October 2020 (stated)"),
        (None, "2020-10-10", "by 10 October 2020 (stated)"),
    ],
)
def test_between_is_said_of_two_days_only(earliest, latest, words):
    assert published(Published(earliest=earliest, latest=latest, basis="stated")) == words


def test_a_country_does_not_say_its_name_twice():
    france = Place(id="l1", span=(0, 1), name="France", country="FRA", use="literal", basis="")
    assert place_phrase(france) == "France"
    nowhere = Place(id="l1", span=(0, 1), name="Riverton", use="literal", basis="")
    assert place_phrase(nowhere) == "Riverton (country unknown)"


def test_chains_run_from_the_outermost_and_do_not_repeat_a_speaker(reading):
    index = Index(reading)
    assert index.chain(("s2", "s3")) == "The River Herald < Ada Quill"
    assert index.chain(("s2", "s2", "s3")) == "The River Herald < Ada Quill"
    assert index.chain_of("s3") == "The River Herald < Ada Quill"


@pytest.mark.parametrize(
    ("what", "unit", "low", "high", "words"),
    [
        ("money", "KES", 1_200_000, 1_200_000, "1,200,000 KES"),
        ("percent", "%", 41.3, 41.3, "41.3%"),
        ("other", "rocket", 20, None, "20 or more (rocket)"),
        ("crowd", None, 300, 999, "300–999"),
    ],
)
def test_an_amount_has_its_unit(what, unit, low, high, words):
    quantity = Quantity(id="q1", span=(0, 1), what=what, unit=unit, low=low, high=high, rule="exact")
    assert amount(quantity) == words


def test_an_inferred_date_is_an_interval_with_its_likeliest_day():
    when = Published(
        earliest="2020-10-10", latest="2020-11-02", best="2020-10-17", confidence=0.9, basis="inferred"
    )
    assert published(when) == "between 10 October and 2 November 2020, most likely 17 October 2020 (inferred)"


def test_spans_of_a_record_stay_apart():
    assert inline({"trigger": [[30, 39], [50, 60]], "actors": ["p1", "p2"], "said_by": []}) == (
        "trigger: [30, 39], [50, 60] · actors: p1, p2"
    )
