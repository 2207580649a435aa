"""Dictionaries of actors and agents: the format, its oddities, the public files where they are at hand."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.directory import Directory, Imported, KnownActor, Tenure, at, read_petrarch

PUBLIC = Path(__file__).resolve().parents[3] / "shared" / "dictionaries"


def read(text: str) -> Imported:
    return read_petrarch(io.StringIO(text), "my.actors.txt")


def one(text: str) -> KnownActor:
    imported = read(text)
    assert imported.problems == ()
    (actor,) = imported.actors
    return actor


def test_a_name_its_synonyms_and_its_dated_codes() -> None:
    actor = one(
        "# a dictionary\n\n"
        "HUGO_EXAMPLE_  # made up\n"
        "+PRESIDENT_EXAMPLE_\n"
        "+H._EXAMPLE ; and so on\n"
        "\t[VENELI 540728-19990202]\n"
        "    [VENGOV 990202-130305] [VENGOVMIL >20130305] # later\n"
        "\t[VENELI]\n"
    )
    assert (actor.name, actor.kind, actor.source) == ("Hugo Example", "person", "my.actors.txt")
    assert actor.variants == ("President Example", "H. Example")
    assert actor.tenures == (
        Tenure("VEN", ("ELI",), None, "1954-07-28", "1999-02-02"),
        Tenure("VEN", ("GOV",), None, "1999-02-02", "2013-03-05"),
        Tenure("VEN", ("GOV", "MIL"), None, "2013-03-05", None),
        Tenure("VEN", ("ELI",)),
    )
    assert at(actor, "2013-03-05", "2013-03-05") == actor.tenures[2]
    assert at(actor, "1999-02-01", "1999-02-01") == actor.tenures[0]
    assert at(actor, "1950-01-01", "1950-01-01") == actor.tenures[3]


@pytest.mark.parametrize(
    ("dates", "since", "until"),
    [
        ("300101-310101", "2030-01-01", "1931-01-01"),
        ("<820101", None, "1982-01-01"),
        ("> 20120101", "2012-01-01", None),
        (">000000", "2000", None),
        ("<19940500", None, "1994-05"),
        ("970101 - 20061231", "1997-01-01", "2006-12-31"),
    ],
)
def test_dates(dates: str, since: str | None, until: str | None) -> None:
    (actor,) = read(f"A_NAME [BLRGOV {dates}]").actors
    assert (actor.tenures[0].since, actor.tenures[0].until) == (since, until)


@pytest.mark.parametrize(
    ("code", "country", "sectors"),
    [
        ("BLR", "BLR", ()),
        ("ROMGOV", "ROU", ("GOV",)),
        ("ZARREB", "COD", ("REB",)),
        ("SUNGOV", "RUS", ("GOV",)),
        ("YUGBIHGOV", "BIH", ("GOV",)),
        ("KSVLEG", "KOS", ("LEG",)),
        ("GBRFLKGOV", "GBR", ("GOV",)),
        ("AFGGOVHLH", "AFG", ("GOV", "MED")),
        ("AFGGOVMED", "AFG", ("GOV", "JRN")),
        ("SYRINSMUS", "SYR", ("REB", "REL")),
        ("IGOUNO", "UNO", ()),
        ("IGOEUREEC", "EUR", ()),
        ("IGOJUD", "IGO", ("JUD",)),
        ("IMG", "IMG", ()),
        ("NGO", "NGO", ("NGO",)),
        ("NGOUSAHLH", "USA", ("NGO", "MED")),
        ("MNC", "MNC", ("BUS",)),
        ("MNCGBRMED", "GBR", ("BUS", "JRN")),
        ("ELI", None, ("ELI",)),
    ],
)
def test_codes(code: str, country: str | None, sectors: tuple[str, ...]) -> None:
    assert one(f"A_NAME\t[{code}]").tenures == (Tenure(country, sectors),)


def test_parts_of_codes_that_plover_has_no_place_for_are_told_in_one_line() -> None:
    imported = read("A_NAME [AFGGOVDEV]\nB_NAME [IGOAFRAFU]\nC_NAME [XQXGOV]\nD_NAME [AFGGOVDEV]\n")
    assert [a.tenures[0] for a in imported.actors] == [
        Tenure("AFG", ("GOV",)),
        Tenure("IGO"),
        Tenure(None, ("GOV",)),
        Tenure("AFG", ("GOV",)),
    ]
    (problem,) = imported.problems
    assert problem.startswith("line 1: and elsewhere")
    assert "DEV 2, AFR 1, AFU 1, XQX 1" in problem


def test_no_code_is_no_tenure() -> None:
    actor = one("A_SEA  [---]")
    assert actor.tenures == ()
    actor = one("A_NAME [IGOUNO 000101-080801] [---]")
    assert at(actor, "2010-01-01", "2010-01-01") is None


def test_agents() -> None:
    imported = read(
        "!PERSON! = MAN, MEN, WOMAN\n"
        "CATTLE!PERSON! [~AGR]\n"
        "THIEF {THIEVES} [~CRM]\n"
        "POLICE {} [~COP]\n"
        "DEPUTY [~LEG]\n"
        "!PERSON! OF_THE_CHURCH [~REL]\n"
        "TRUCE_MONITOR [IGO~]\n"
        "BUSHEL [~JNK]\n"
    )
    assert imported.problems == ()
    assert [(a.name, a.variants) for a in imported.actors] == [
        ("CATTLEMAN", ("CATTLEMEN", "CATTLEWOMAN")),
        ("THIEF", ("THIEVES",)),
        ("POLICE", ()),
        ("DEPUTY", ("DEPUTIES",)),
        ("MAN OF THE CHURCH", ("MEN OF THE CHURCH", "WOMAN OF THE CHURCH")),
        ("TRUCE MONITOR", ("TRUCE MONITORS",)),
        ("BUSHEL", ("BUSHELS",)),
    ]
    assert {a.kind for a in imported.actors} == {"group"}
    assert [a.tenures for a in imported.actors[:1]] == [(Tenure(None, ("AGR",)),)]
    assert imported.actors[5].tenures == (Tenure("IGO"),)
    assert imported.actors[6].tenures == ()


def test_names_right_above_a_name_with_codes_are_names_of_the_same_actor() -> None:
    imported = read("BORIS_ONE_\nB._ONE\nONE\n\t[RUSGOV 910710-991231]\n\nLONELY\n\nOTHER [BLR]\n")
    boris, lonely, other = imported.actors
    assert (boris.name, boris.variants) == ("Boris One", ("B. One", "One"))
    assert (lonely.name, lonely.tenures) == ("LONELY", ())
    assert other.tenures == (Tenure("BLR"),)
    assert [problem.split(":")[0] for problem in imported.problems] == ["line 1", "line 6"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A_NAME [BLRGOV 9008223-911221]\n", "line 1: the code 'BLRGOV 9008223-911221' was left out"),
        ("A_NAME [BLRGOV 991301-991401]\n", "line 1: the code 'BLRGOV 991301-991401' was left out"),
        ("A_NAME [BLRGOV 20121204]\n", "line 1: the date of 'BLRGOV 20121204' has no sign"),
        ("A_NAME [BLRGOV 20121204-20120101]\n", "line 1: no day lies within"),
        ("A_NAME [BLR/RUS]\n", "line 1: the code 'BLR/RUS' was left out"),
        ("A_NAME [BLRGO]\n", "line 1: the code 'BLRGO' is not made of threes"),
        ("A_NAME [BLRGOV}\n", "line 1: a code ends in }"),
        ("A_NAME [BLRGOV\n", "line 1: '[BLRGOV' was passed over"),
        ("A_NAME [BLRGOV] $5 \n", "line 1: '$5' was passed over"),
        ("FAEROYENE] [DNK]\n", "line 1: 'FAEROYENE]' has a broken character"),
        ("Z\x1aROUAL [DZA]\n", "line 1: 'Z\\x1aROUAL' has a broken character"),
        ("+A_NAME [BLR]\n", "line 1: + stands above the first name"),
        ("\t[BLR]\n", "line 1: a code above the first name"),
        ("!WHO!_OF [~GOV]\n", "line 1: '!WHO!_OF' was left out: define !WHO!"),
        ("___ [BLR]\n", "line 1: '___' was left out: it has no letter"),
        ("A_NAME [BLR]\n\t[BLRGOV 990101-000101]\n", "has codes behind one without dates"),
    ],
)
def test_whatever_is_odd_is_told_and_costs_no_other(text: str, told: str) -> None:
    imported = read(text + "\nGOOD_NAME [UKR]\n")
    assert imported.actors[-1].tenures == (Tenure("UKR"),)
    assert any(told in problem for problem in imported.problems)


def test_what_stands_under_a_name_that_was_left_out_goes_to_nobody_else() -> None:
    imported = read("GOOD_NAME [UKR]\n!WHO!_OF [~GOV]\n\t[RUSGOV 990101-000101]\n")
    assert [actor.tenures for actor in imported.actors] == [(Tenure("UKR"),)]


@pytest.mark.parametrize("macro", ["!A! = !A!X, B", "!A! = " + ", ".join(f"!A!{n}" for n in range(50))])
def test_a_macro_of_itself_does_not_run_for_ever(macro: str) -> None:
    (actor,) = read(f"{macro}\nA!A! [~GOV]\n").actors
    assert len(actor.variants) < 64


def test_markup_comments() -> None:
    imported = read("<!-- one [AAA]\ntwo -->\nA_NAME [BLR] <!-- three -->\n<!-- open\nB_NAME [UKR]\n")
    assert [actor.name for actor in imported.actors] == ["A NAME"]


@given(st.text(alphabet="AB_+[]{}!~#;<>-= 0123456789\n\t", max_size=200))
def test_nothing_makes_it_fall_over(text: str) -> None:
    imported = read(text)
    assert all(actor.name.strip() for actor in imported.actors)
    assert all("\n" not in problem and problem.startswith("line ") for problem in imported.problems)


@pytest.mark.skipif(not PUBLIC.is_dir(), reason="the public dictionaries are not here")
def test_the_public_dictionary_of_countries_is_read_whole() -> None:
    """18,390 names stand in it and 26,110 dated codes; the dates of five codes cannot be read."""
    imported = read_petrarch(PUBLIC / "Phoenix.Countries.actors.txt", "Phoenix.Countries.actors.txt")
    dated = sum(1 for a in imported.actors for t in a.tenures if t.since or t.until)
    left_out = [p for p in imported.problems if "was left out: write its dates" in p]
    joined = sum(
        int(p.split("as one actor with ")[1].split()[0]) for p in imported.problems if "as one actor" in p
    )
    assert len(imported.actors) + joined == 18_390
    assert dated + len(left_out) == 26_110
    assert len(left_out) == 5
    directory = Directory(imported.actors)
    (medvedev,) = directory.find("Dmitry Medvedev")
    assert medvedev.kind == "person"
    assert directory.by_surname("Karzai")


@pytest.mark.skipif(not PUBLIC.is_dir(), reason="the public dictionaries are not here")
def test_the_other_public_dictionaries_are_read_too() -> None:
    international = read_petrarch(PUBLIC / "Phoenix.International.actors.txt", "x")
    (annan,) = Directory(international.actors).find("Kofi Annan")
    during, after = at(annan, "2000-01-01", "2000-01-01"), at(annan, "2010-01-01", "2010-01-01")
    assert during is not None
    assert after is not None
    assert (during.country, after.sectors) == ("UNO", ("ELI",))
    for name in ("Phoenix.agents.txt", "PLOVER_agents.txt"):
        agents = read_petrarch(PUBLIC / name, "x").actors
        assert len(agents) > 2000
        assert {tenure.country for actor in agents for tenure in actor.tenures} <= {None, "IGO", "IMG"}
