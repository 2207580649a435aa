"""Users' lists as CSV: every shape a spreadsheet gives them, and what is told of what cannot be read."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.directory import Imported, Tenure, read_csv
from sayso.errors import UsageError


def read(text: str) -> Imported:
    return read_csv(io.StringIO(text), "mine.csv")


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends(mark: str, end: str) -> None:
    rows = [["Until", "NAME", "Country", "Since", "Sectors", "Role"],
            ["", "Alexander Lukashenko", "Belarus", "1994-07-20", "GOV", "president"]]  # fmt: skip
    imported = read(end.join(mark.join(row) for row in rows))
    assert imported.problems == ()
    (actor,) = imported.actors
    assert (actor.name, actor.kind, actor.source) == ("Alexander Lukashenko", "person", "mine.csv")
    assert actor.tenures == (Tenure("BLR", ("GOV",), "president", "1994-07-20", None),)


def test_a_byte_order_mark_and_other_encodings(tmp_path: Path) -> None:
    text = "name,country\nHugo Chávez,VE\n"
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        path = tmp_path / encoding
        path.write_bytes(text.encode(encoding))
        assert read_csv(path, "x").actors[0].name == "Hugo Chávez"
        assert read_csv(path, "x").problems == ()
    path.write_bytes(text.encode("cp1252"))
    imported = read_csv(path, "x")
    assert imported.actors[0].name == "Hugo Chávez"
    assert imported.problems[0].startswith("line 1: not UTF-8")
    assert read("\ufeff" + text).actors[0].tenures == (Tenure("VEN"),)


def test_rows_of_one_name_are_tenures_of_one_actor() -> None:
    imported = read(
        "name,aliases,code,since,until\n"
        "Dmitry Medvedev,D. Medvedev|Dmitri Medvedev,RUSGOV,2008-05-07,2012-05-07\n"
        "Someone Else,,,,\n"
        "DMITRY MEDVEDEV,D. Medvedev; Dima,RUSGOV,2012-05-08,2020\n"
    )
    assert imported.problems == ()
    medvedev, other = imported.actors
    assert medvedev.variants == ("D. Medvedev", "Dmitri Medvedev", "Dima", "DMITRY MEDVEDEV")
    assert [tenure.since for tenure in medvedev.tenures] == ["2008-05-07", "2012-05-08"]
    assert other.tenures == ()


@pytest.mark.parametrize(
    ("header", "cell", "country", "sectors"),
    [
        ("country", "BLR", "BLR", ()),
        ("country", "by", "BLR", ()),
        ("country", "belarus", "BLR", ()),
        ("country", "the United States", "USA", ()),
        ("country", "UK", "GBR", ()),
        ("country", "EU", "EUR", ()),
        ("country", "UNO", "UNO", ()),
        ("sectors", "GOV;MIL", None, ("GOV", "MIL")),
        ("sectors", "gov, med", None, ("GOV", "MED")),
        ("sector", "BLRGOVMED", "BLR", ("GOV", "JRN")),
        ("code", "BLRGOV", "BLR", ("GOV",)),
        ("code", "MED", None, ("JRN",)),
        ("code", "IGOUNO", "UNO", ()),
        ("code", "ROMGOVHLH", "ROU", ("GOV", "MED")),
    ],
)
def test_countries_sectors_and_codes(
    header: str, cell: str, country: str | None, sectors: tuple[str, ...]
) -> None:
    imported = read(f'name,{header}\nA Name,"{cell}"\n')
    assert imported.problems == ()
    assert imported.actors[0].tenures == (Tenure(country, sectors),)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (",GOV,BLR,,", "no name"),
        ("A Name,GOV,Atlantis,,", "the country 'Atlantis' is not known"),
        ("A Name,police,BLR,,", "'police' is no sector"),
        ("A Name,GOV,BLR,soon,", "since 'soon' is no date"),
        ("A Name,GOV,BLR,,31/12/2004", "until '31/12/2004' is no date"),
        ("A Name,GOV,BLR,2005,2004", "until 2004 is not after since 2005"),
        ("A Name,GOV,BLR,,,,more", "more cells than the header"),
        ('"A Name,GOV,BLR,,', "quotation marks"),
        ('"A" Name,GOV,BLR,,', "quotation marks"),
    ],
)
def test_a_broken_row_is_told_and_costs_no_other(row: str, told: str) -> None:
    imported = read(f"name,sectors,country,since,until\n{row}\nGood Name,GOV,BLR,,present\n")
    assert "Good Name" in [actor.name for actor in imported.actors]
    (problem,) = imported.problems
    assert problem.startswith("line 2: ")
    assert told in problem


def test_a_date_that_cannot_be_read_never_becomes_an_open_one() -> None:
    assert read("name,country,since\nA Name,BLR,1.5.1999\n").actors == ()


def test_cells_with_line_breaks_and_columns_that_nobody_reads() -> None:
    imported = read('name,notes,title,role\n"Anna\nLang","a\n\nlong, ""note""",chair,boss\nB Name,,,\n')
    assert [actor.name for actor in imported.actors] == ["Anna Lang", "B Name"]
    assert [problem.split(":")[1] for problem in imported.problems] == [
        " the column 'notes' was not read",
        " the column 'role' was not read",
    ]


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        ("person", "Someone", "person"),
        ("Organization", "Someone", "organisation"),
        ("group", "Someone", "group"),
        ("", "Ministry of Truth", "organisation"),
        ("", "Belarus", "country"),
        ("", "Someone", "unknown"),
    ],
)
def test_kinds(kind: str, name: str, expected: str) -> None:
    assert read(f"kind,name\n{kind},{name}\n").actors[0].kind == expected


def test_a_kind_that_we_do_not_know_is_told() -> None:
    imported = read("kind,name\nrobot,Someone\n")
    assert imported.actors[0].kind == "unknown"
    assert imported.problems == (
        "line 2: the kind 'robot' was passed over: use one of person, organisation, group, country",
    )


@pytest.mark.parametrize("text", ["", "\n\n", "Alexander Lukashenko,BLR\n", "who,what\na,b\n"])
def test_without_a_column_of_names_it_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="SAY311"):
        read(text)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_nothing_makes_it_fall_over(text: str) -> None:
    imported = read("name,country,since\n" + text)
    assert all("\n" not in problem and problem.startswith("line ") for problem in imported.problems)


@given(st.lists(st.text(alphabet='ab,;"\n\r\t 1', max_size=20), max_size=20))
def test_every_row_is_read_or_told(rows: list[str]) -> None:
    imported = read("name\n" + "\n".join(rows) + "\nLast One\n")
    assert [actor.name for actor in imported.actors][-1:] == ["Last One"]
