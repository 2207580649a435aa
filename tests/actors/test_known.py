"""What a directory knows of those whom the text names."""

from __future__ import annotations

import pytest

from sayso.actors import describe
from sayso.directory import Directory, KnownActor, Tenure, offices
from sayso.reader import read
from sayso.records import Actor, Published, article_of

KNOWN = Directory([
    KnownActor(
        "Ana Torvald", "person", ("Anna Torvald",),
        (Tenure("NOR", ("GOV",), "Prime Minister", "2010-01-01", "2015-01-01"),
         Tenure("NOR", ("OPP",), "opposition leader", "2015-01-01", "2019-01-01")), "my.csv"),
    KnownActor("Bo Torvald", "person", (), (Tenure("SWE", ("MIL",), "general", "2010-01-01",
    None),), "my.csv"),
    KnownActor("Free Harbour Front", "organisation", ("FHF",), (Tenure("NOR", ("REB",)),), "my.csv"),
])  # fmt: skip


def actors(text: str, day: str | None = None) -> dict[str, Actor]:
    published = Published(earliest=day, latest=day, best=day, confidence=1.0, basis="stated") if day else None
    return {a.name: a for a in read(article_of(text, published=published), KNOWN).actors}


@pytest.mark.parametrize(
    ("day", "sectors", "title"),
    [
        ("2012-05-05", ("GOV",), "prime minister"),
        ("2016-05-05", ("OPP",), "opposition leader"),
        ("2021-05-05", ("ELI",), "former opposition leader"),
    ],
)
def test_the_tenure_of_the_day_counts(day: str, sectors: tuple[str, ...], title: str) -> None:
    torvald = actors("Ana Torvald spoke in Oslo.", day)["Ana Torvald"]
    assert (torvald.country, torvald.sectors, torvald.known_as) == ("NOR", sectors, "Ana Torvald")
    assert torvald.country_basis == "my.csv: Ana Torvald"
    assert [(r.title, r.basis) for r in torvald.roles] == [(title, "my.csv")]


def test_what_the_text_says_comes_first() -> None:
    torvald = actors("The Danish lawyer Ana Torvald spoke in Oslo.", "2012-05-05")["Ana Torvald"]
    assert [r.title for r in torvald.roles] == ["lawyer"]
    assert torvald.country == "DNK"


def test_the_prime_minister_is_who_held_the_office_then() -> None:
    found = actors("Ana Torvald spoke in Oslo. The prime minister was tired.", "2012-05-05")
    assert len(found["Ana Torvald"].mentions) == 2
    later = actors("Ana Torvald spoke in Oslo. The prime minister was tired.", "2016-05-05")
    assert len(later["Ana Torvald"].mentions) == 1


def test_a_surname_with_an_office_is_enough_and_a_surname_that_several_have_is_not() -> None:
    assert actors("General Torvald spoke in Oslo.", "2012-05-05")["Torvald"].known_as == "Bo Torvald"
    assert actors("Torvald spoke in Oslo.", "2012-05-05")["Torvald"].known_as == "Ana Torvald"


def test_another_spelling_is_the_same_person() -> None:
    assert actors("Anna Torvald spoke in Oslo.", "2012-05-05")["Anna Torvald"].known_as == "Ana Torvald"


def test_bodies_of_a_list_are_known_too() -> None:
    front = actors("The Free Harbour Front said that it would march.", "2012-05-05")["Free Harbour Front"]
    assert (front.country, front.sectors) == ("NOR", ("REB",))


def test_without_a_date_only_what_all_tenures_share_is_taken() -> None:
    torvald = actors("Ana Torvald spoke.")["Ana Torvald"]
    assert (torvald.country, torvald.sectors) == ("NOR", ())


def test_i_is_the_speaker() -> None:
    found = actors("“I will go,” Ana Torvald said. “My house is cold.”", "2012-05-05")
    text = "“I will go,” Ana Torvald said. “My house is cold.”"
    words = [text[s:e] for s, e in found["Ana Torvald"].mentions]
    assert "I" in words


@pytest.mark.parametrize(
    ("words", "day", "setting", "code"),
    [
        ("Angela Merkel", "2017-04-01", None, ("DEU", "GOV")),
        ("Angela Merkel", "2022-01-10", None, ("DEU", "ELI")),
        ("Prime Minister Scott Morrison", "2022-01-01", None, ("AUS", "GOV")),
        ("Defence Minister", None, "German", ("DEU", "GOV")),
        ("Kazakhstan", None, None, ("KAZ", "")),
        ("Boko Haram gunmen", None, None, ("NGA", "REB")),
        ("Nobody Inparticular", "2020-01-01", None, (None, "")),
    ],
)
def test_describe_with_the_table_of_offices(
    words: str, day: str | None, setting: str | None, code: tuple[str | None, str]
) -> None:
    country, sectors = describe(words, offices(), day, setting)
    assert (country, sectors[0] if sectors else "") == code


def test_heads_of_state_of_all_years_are_in_the_table() -> None:
    heads = {
        ("Nelson Mandela", "1996-01-01", "ZAF"), ("Boris Yeltsin", "1995-06-01", "RUS"),
        ("Alexander Lukashenko", "2020-08-09", "BLR"), ("Park Geun-hye", "2014-01-01", "KOR"),
        ("Hugo Chávez", "2005-01-01", "VEN"), ("Indira Gandhi", "1990-01-01", None),
    }  # fmt: skip
    for name, day, country in heads:
        found = offices().find(name)
        tenure = Directory.at(found[0], day, day) if found else None
        assert (tenure.country if tenure else None) == country, name
