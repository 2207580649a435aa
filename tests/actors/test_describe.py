"""A bare phrase: country and sectors from its own words."""

import pytest

from sayso.actors import describe


@pytest.mark.parametrize(
    ("words", "country", "sector"),
    [
        ("senior officials of the Minsk regime", "BLR", "GOV"),
        ("Danish Foreign Minister Anna Holm", "DNK", "GOV"),
        ("a retired Peruvian general", "PER", "ELI"),
        ("Chile's Supreme Court", "CHL", "JUD"),
        ("Laos' ambassador to Japan", "LAO", "GOV"),
        ("Jewish leaders in Morocco", "MAR", None),
        ("fishermen", None, "CVL"),
        ("opposition supporters", None, "OPP"),
        ("the ruling party of Togo", "TGO", "PTY"),
        ("Bolivian coca farmers", "BOL", "AGR"),
        ("masked gunmen", None, "UAF"),
        ("two Brazilians", "BRA", "CVL"),
        ("the Mossad", "ISR", "SPY"),
        ("EU lawmakers", "EUR", "LEG"),
        ("Beijing", "CHN", "GOV"),
        ("western countries", None, "GOV"),
        ("Abkhazia", "GEO", "PRE"),
        ("Karl Huber", None, None),
        ("a ball of string", None, None),
        ("", None, None),
    ],
)
def test_phrases(words, country, sector):
    found, sectors = describe(words)
    assert found == country
    assert sectors[0] == sector if sector else True


def test_the_primary_sector_comes_first():
    assert describe("the Latvian Defence Ministry") == ("LVA", ("GOV", "MIL"))


def test_a_long_phrase_is_read_no_further_than_its_limit():
    assert describe("police " * 100_000)[1] == ("COP",)
