"""The table of offices: its format, its sectors, and who is one person."""

from __future__ import annotations

import io
import time
from importlib.resources import files

import pytest

from sayso.directory import Directory, at, former, offices, read_offices

TABLE = """\
# country office title name variants since until
RUS\thead_of_government\tPrime Minister\tDmitry Medvedev\tDmitriy Medvedev\t2012-05-08\t2020-01-16
RUS\thead_of_state\tPresident\tDmitry Medvedev\t\t2008-05-07\t2012-05-07
UNO\thead_of_organisation\tSecretary-General\tKofi Annan\t\t1997-01-01\t2007-01-01

GHA\tcabinet\tMinister of Odd Jobs\tKofi Annan\t\t1990\t1991
FRA\tcandidate\t\tMarie Exemple\t\t2002\t
DEU\tcandidate\t\tMarie Exemple\t\t2009\t
"""


def read(text: str) -> Directory:
    imported = read_offices(io.StringIO(text))
    assert imported.problems == ()
    return Directory(imported.actors)


def test_medvedev_was_president_then_prime_minister() -> None:
    (medvedev,) = read(TABLE).find("Dmitriy Medvedev")
    assert medvedev.kind == "person"
    assert medvedev.source == "table of offices"
    assert [tenure.title for tenure in medvedev.tenures] == ["President", "Prime Minister"]
    president, premier = medvedev.tenures
    assert at(medvedev, "2008-08-08", "2008-08-08") == president
    assert at(medvedev, "2012-05-07", "2012-05-07") is None
    assert at(medvedev, "2012-05-08", "2012-05-08") == premier
    assert at(medvedev, "2021-01-01", "2021-01-01") is None
    assert former(medvedev, "2021-01-01") == premier
    assert former(medvedev, "2012-05-07") == president


def test_an_organisations_head_is_the_person_of_that_name_in_a_country() -> None:
    (annan,) = read(TABLE).find("Kofi Annan")
    assert [(t.country, t.sectors) for t in annan.tenures] == [("GHA", ("GOV",)), ("UNO", ())]


def test_one_name_in_two_countries_is_two_persons() -> None:
    assert [a.tenures[0].country for a in read(TABLE).find("Marie Exemple")] == ["FRA", "DEU"]


@pytest.mark.parametrize(
    ("country", "office", "title", "sectors"),
    [
        ("NLD", "head_of_state", "King", ("GOV",)),
        ("USA", "defence_minister", "Secretary of Defense", ("GOV",)),
        ("USA", "legislature", "Speaker", ("LEG",)),
        ("USA", "opposition", "", ("OPP",)),
        ("USA", "candidate", "", ("PTY",)),
        ("USA", "military", "General", ("MIL",)),
        ("USA", "security", "Director of the CIA", ("SPY",)),
        ("GBR", "security", "Chief of the Secret Intelligence Service", ("SPY",)),
        ("FRA", "security", "Prefect of Police, special associate", ("COP",)),
        ("USA", "spokesperson", "", ("GOV",)),
        ("UNO", "spokesperson", "", ()),
        ("EUR", "foreign_minister", "High Representative", ()),
        ("IGO", "military", "Supreme Commander", ("MIL",)),
        ("VAT", "religious", "Cardinal", ("GOV", "REL")),
        ("IRQ", "religious", "Grand Ayatollah", ("REL",)),
        ("COL", "rebel", "", ("REB",)),
        ("NGO", "head_of_organisation", "", ()),
    ],
)
def test_sectors_of_offices(country: str, office: str, title: str, sectors: tuple[str, ...]) -> None:
    (actor,) = read(f"{country}\t{office}\t{title}\tA Name\t\t\t").actors
    assert actor.tenures[0].sectors == sectors
    assert actor.tenures[0].title == (title or office.replace("_", " "))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("RUS\tcabinet\tMinister\tA Name\t\t2000", "6 columns"),
        ("RUS\tjester\tJester\tA Name\t\t\t", "'jester' is no office"),
        ("RUS\tcabinet\tMinister\t\t\t\t", "no name"),
        ("Russia\tcabinet\tMinister\tA Name\t\t\t", "'Russia' is no country"),
        ("RUS\tcabinet\tMinister\tA Name\t\t2000-13\t", "'2000-13' is no date"),
        ("RUS\tcabinet\tMinister\tA Name\t\t2001\t1999", "until 1999 is not after since 2001"),
    ],
)
def test_a_broken_line_is_told_and_costs_no_other(line: str, told: str) -> None:
    imported = read_offices(io.StringIO(f"{line}\n{TABLE}"))
    assert len(imported.actors) == 4
    (problem,) = imported.problems
    assert problem.startswith("line 1: ")
    assert told in problem


def test_the_built_in_table_is_read_once_and_whole() -> None:
    assert offices() is offices()
    table = files("sayso.directory").joinpath("offices.tsv")
    if not table.is_file():
        assert len(offices()) == 0
        pytest.skip("the table of offices is not there yet")
    assert read_offices(io.StringIO(table.read_text(encoding="utf-8"))).problems == ()
    assert all(actor.kind == "person" for actor in offices().actors)


def test_four_thousand_lines_load_fast() -> None:
    names = [f"Given{n} Family{n}" for n in range(3000)]
    lines = (f"FRA\tcabinet\tMinister\t{names[n % 3000]}\tG. Family{n}|F. G{n}\t{1950 + n % 70}\t"
             for n in range(4000))  # fmt: skip
    text = "\n".join(lines)
    begun = time.process_time()
    directory = read(text)
    assert time.process_time() - begun < 0.5
    assert len(directory) == 3000
