"""Tables of other coders: every form read, and rows that somebody else has damaged."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.coders import FORMS, Coded, Side, Table, is_table
from sayso.coders._lines import LONGEST
from sayso.errors import InputError, SaysoError, UsageError
from tests.coders.conftest import STUDENTS, TABLES, gdelt, polecat, quoted, read

CELLS = st.text(st.characters(blacklist_categories=("Cs",)), max_size=40) | st.sampled_from(
    ["\t", "\n", '"', '"open', 'a"b', "=1+1", "\0", "\r\n", "’", "😀", " ", "x" * 5000, "nan", "1e999", "-"]
)
RELAXED = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def events_of(name: str) -> list[Coded]:
    columns = STUDENTS if name.endswith("csv") else ()
    return [row.event for row in Table(str(TABLES / name), None, columns).rows() if row.event]


# What is read


def test_polecat() -> None:
    first, *_, last = events_of("polecat.tsv")
    assert first == Coded(
        given_id="2021MDA0001",
        earliest="2021-10-10",
        latest="2021-10-10",
        type="PROTEST",
        modes=("demo",),
        actor=Side(words="Opposition", countries=("MDA",), sectors=("OPP",)),
        recipient=Side(words="Government of Moldova", countries=("MDA",), sectors=("GOV",)),
        place="Chisinau",
        country="MDA",
        lat=47.01,
        lon=28.86,
        title="Meridian Press Agency",
    )
    assert (last.type, last.modes, last.recipient) == ("PROTEST", ("obstruct",), Side())


def test_icews() -> None:
    found = events_of("icews.tsv")
    assert [event.type for event in found[:6]] == [
        "PROTEST",
        "COERCE",
        "PROTEST",
        "ASSAULT",
        "CONSULT",
        "AGREE",
    ]
    assert found[1].actor == Side(words="Police (Moldova)", countries=("MDA",), sectors=("GOV", "COP"))
    assert found[7].actor.countries == ("EUR",)
    statement = found[9]  # CAMEO 010: PLOVER has no event for it
    assert (statement.cameo, statement.type) == ("010", None)


def test_gdelt() -> None:
    found = events_of("gdelt.CSV")
    assert (found[0].actor.countries, found[0].actor.sectors) == (("MDA",), ("OPP",))
    assert found[0].country == "MDA"  # from FIPS MD
    assert found[4].recipient == Side(words="STUDENT", countries=(), sectors=("EDU",))
    assert found[6].country == "ROU"
    assert (found[0].url, found[0].given_id) == ("https://mpa.example/2021/10/10-march", "1009000001")


def test_a_csv_with_columns_of_its_own() -> None:
    table = Table(str(TABLES / "students.csv"), None, STUDENTS)
    rows = list(table.rows())
    assert [row.event is not None for row in rows] == [True, True, False, True]
    assert rows[1].event is not None
    assert rows[1].event.recipient == Side(words="protesters, mill workers", countries=("MDA",))
    (finding,) = rows[2].findings
    assert (finding.line, finding.kind, finding.note) == (4, "left out", "‘DEMO’ is not a PLOVER type")


@pytest.mark.parametrize("name", ["polecat.tsv", "icews.tsv"])
def test_pandas_reads_the_same_rows(name: str) -> None:
    """An independent reader sees the same number of rows, ids and days."""
    frame = pd.read_csv(TABLES / name, sep="\t", dtype=str)
    found = events_of(name)
    assert [event.given_id for event in found] == frame["Event ID"].tolist()
    assert [event.earliest for event in found] == frame["Event Date"].tolist()


def test_the_form_is_told_from_the_first_line() -> None:
    names = ("polecat.tsv", "icews.tsv", "gdelt.CSV")
    assert [Table(str(TABLES / name)).form.name for name in names] == ["polecat", "icews", "gdelt"]


def test_names_of_columns_in_any_case_and_order(tmp_path: Path) -> None:
    text = "event_date\tRECIPIENT COUNTRY\tevent_id\tEvent_Type\tactor name\tactor country\trecipient name\n"
    text += "2021-10-12\tROU\t7\tconsult\tA\tMoldova\tB\n"
    (found,), findings = read(tmp_path / "t", text)
    assert isinstance(found, Coded)
    assert (found.type, found.actor.countries, found.recipient.countries) == ("CONSULT", ("MDA",), ("ROU",))
    assert findings == []


def test_a_header_with_more_names_than_cells(tmp_path: Path) -> None:
    """Some of the published files of POLECAT name a Headline that no row has."""
    lines = polecat([{"Event ID": "9"}]).splitlines()
    lines[0] = lines[0].replace("Event Type", "Headline\tEvent Type")
    (found,), findings = read(tmp_path / "t", "\n".join(lines))
    assert isinstance(found, Coded)
    assert (found.given_id, found.type, findings) == ("9", "PROTEST", [])


def test_gdelt_with_the_header_that_somebody_gave_it(tmp_path: Path) -> None:
    text = "\t".join(FORMS["gdelt"].columns) + "\n" + gdelt() + "\n"
    found, findings = read(tmp_path / "t", text)
    assert (len(found), findings) == (1, [])


def test_a_row_without_a_day_has_none(tmp_path: Path) -> None:
    (found,), findings = read(tmp_path / "t", gdelt(SQLDATE=" "))
    assert isinstance(found, Coded)
    assert (found.earliest, found.latest, found.type, findings) == (None, None, "PROTEST", [])


@pytest.mark.parametrize("nothing", ["NA", "NaN", "None", "nan", " "])
def test_what_programs_write_for_no_value_is_none(tmp_path: Path, nothing: str) -> None:
    """R writes NA where there is no country; Namibia is NAM, or its name."""
    cells = ("Event Date", "Actor Country", "Country", "Latitude", "Longitude")
    text = polecat([dict.fromkeys(cells, nothing), {"Country": "NAM", "Actor Country": "Namibia"}])
    (found, named), findings = read(tmp_path / "t", text)
    assert isinstance(found, Coded)
    assert (found.earliest, found.actor.countries, found.country, found.lat) == (None, (), None, None)
    assert isinstance(named, Coded)
    assert (named.actor.countries, named.country, findings) == (("NAM",), "NAM", [])


@pytest.mark.parametrize(("type", "modes"), [("PROTEST", ("demo",)), ("AID", ())])
def test_a_cameo_code_gives_no_mode_to_another_type(
    tmp_path: Path, type: str, modes: tuple[str, ...]
) -> None:
    text = quoted([["day", "type", "cameo"], ["2021-10-12", type, "1411"]])
    (found,), _ = read(tmp_path / "t", text)
    assert isinstance(found, Coded)
    assert (found.type, found.modes, found.cameo) == (type, modes, "1411")


@pytest.mark.parametrize("name", ["Occupied Palestinian Territory", "Lao People's Democratic Republic"])
def test_countries_as_others_call_them(tmp_path: Path, name: str) -> None:
    (found,), findings = read(tmp_path / "t", polecat([{"Country": name}]))
    assert isinstance(found, Coded)
    assert (found.country, findings) == ("PSE" if "Pal" in name else "LAO", [])


# Rows that are damaged


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"SQLDATE": "20211340"}, "is not a day that exists"),
        ({"SQLDATE": "October"}, "is not a day"),
        ({"EventCode": "42"}, "leading zeros"),
        ({"EventCode": "---"}, "is not a CAMEO code"),
        ({"SOURCEURL": "a\tb"}, "it has 62 cells where there should be 61"),
        ({"SOURCEURL": "a\rb"}, "it cannot be read"),
        ({"SOURCEURL": "x" * 200_000}, "it cannot be read: field larger than field limit"),
        ({"SOURCEURL": "x" * LONGEST}, f"it is longer than {LONGEST} bytes"),
    ],
)
def test_a_row_that_cannot_be_read_costs_itself(tmp_path: Path, cells: dict[str, str], why: str) -> None:
    text = "\n".join([gdelt(), gdelt(**cells), gdelt(GLOBALEVENTID="3")])
    found, (finding,) = read(tmp_path / "t", text)
    assert [event.given_id for event in found if isinstance(event, Coded)] == ["1", "3"]
    assert (finding.line, finding.kind) == (2, "left out")
    assert why in finding.note


def test_a_cell_that_nothing_depends_on_is_left_empty(tmp_path: Path) -> None:
    text = polecat([{"Latitude": "north", "Longitude": "999", "Country": "Ruritania"}])
    (found,), findings = read(tmp_path / "t", text)
    assert isinstance(found, Coded)
    assert (found.lat, found.lon, found.country) == (None, None, None)
    assert {f.kind for f in findings} == {"left empty"}
    assert len(findings) == 3


def test_bytes_that_are_not_utf8_are_read_and_told(tmp_path: Path) -> None:
    text = gdelt(Actor1Name="PÉTER").encode("cp1252")
    (found,), (finding,) = read(tmp_path / "t", text)
    assert isinstance(found, Coded)
    assert (found.actor.words, finding.kind) == ("PÉTER", "encoding")


def test_quotation_marks_that_do_not_match(tmp_path: Path) -> None:
    """A mark left open costs its own line, or nothing where the tabs alone are right."""
    rows = polecat([{"Event ID": str(n)} for n in range(4)]).splitlines()
    cells = rows[2].split("\t")
    cells[7] = '"open'
    rows[2] = "\t".join(cells)
    found, _ = read(tmp_path / "t", "\n".join(rows))
    assert [event.given_id for event in found if isinstance(event, Coded)] == ["0", "1", "2", "3"]
    rows[2] = rows[2] + "\tmore"
    found, (finding,) = read(tmp_path / "t", "\n".join(rows))
    assert [event.given_id for event in found if isinstance(event, Coded)] == ["0", "2", "3"]
    assert (finding.line, "quotation marks do not match" in finding.note) == (3, True)


@RELAXED
@given(rows=st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=6))
def test_whatever_stands_in_quoted_cells(tmp_path: Path, rows: list[tuple[str, str, str]]) -> None:
    """Every row that a spreadsheet writes comes back, its words in one line and without NULs."""
    made = [{"Actor Name": a, "Placename": b, "Source": c} for a, b, c in rows]
    text = polecat(made)
    if "\r" in text.replace("\r\n", ""):
        text = text.replace("\r", "")
        made = [{name: cell.replace("\r", "") for name, cell in row.items()} for row in made]
    found, findings = read(tmp_path / "t", text)
    assert [f for f in findings if f.kind == "left out"] == []
    assert len(found) == len(rows)
    for event, row in zip(found, made, strict=True):
        assert isinstance(event, Coded)
        words = " ".join(row["Actor Name"].replace("\0", "").split())[:300] or None
        assert event.actor.words == words


@RELAXED
@given(junk=st.binary(max_size=400).filter(lambda data: b"\n" not in data and b'"' not in data))
@pytest.mark.parametrize("form", ["gdelt", "polecat"])
def test_a_line_of_anything_between_two_rows(tmp_path: Path, form: str, junk: bytes) -> None:
    one, other = (
        (gdelt(), gdelt(GLOBALEVENTID="2"))
        if form == "gdelt"
        else polecat([{}, {"Event ID": "2"}]).rstrip("\n").rsplit("\n", 1)
    )
    found, findings = read(tmp_path / "t", b"\n".join([one.encode(), junk, other.encode()]), form)
    ids = [event.given_id for event in found if isinstance(event, Coded)]
    assert ids == ["1", "2"]
    assert [f.kind for f in findings if f.kind == "left out"] == ["left out"] * bool(_text(junk).strip())


def _text(junk: bytes) -> str:
    try:
        return junk.decode("utf-8")
    except UnicodeDecodeError:
        return junk.decode("cp1252", errors="replace")


@RELAXED
@given(data=st.binary(max_size=2000))
@pytest.mark.parametrize("form", [None, *FORMS])
def test_any_bytes_are_a_table_or_an_error(tmp_path: Path, form: str | None, data: bytes) -> None:
    codes = set()
    try:
        read(tmp_path / "t", data, form)
    except SaysoError as error:
        codes.add(error.code)
    assert codes <= {"SAY331"}


@RELAXED
@given(data=st.lists(st.sampled_from([b'"', b"\t", b"\n", b"a", b'a"b', b"\0"]), max_size=200))
def test_any_lines_under_a_header_are_rows_or_findings(tmp_path: Path, data: list[bytes]) -> None:
    head = polecat([]).encode()
    found, findings = read(tmp_path / "t", head + b"".join(data))
    assert found == []
    lines = b"".join(data).split(b"\n")
    assert all(2 <= finding.line <= len(lines) + 1 for finding in findings)


def test_every_byte_goes_by(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbf" + polecat([{}]).encode() + b'\n"open\n' + b"y" * (LONGEST + 7) + b"\r\nend"
    path = tmp_path / "t"
    path.write_bytes(data)
    seen: list[bytes] = []
    list(Table(str(path)).rows(lambda piece: seen.append(piece.data)))
    assert b"".join(seen) == data


# Files that are no tables


@pytest.mark.parametrize(
    ("data", "form", "why"),
    [
        (b"", None, "it is empty"),
        (b"PK\x03\x04\x00\x00", None, "unpack it first"),
        (b"\x1f\x8b\x08\x00", "gdelt", "unpack it first"),
        ("a,b\n".encode("utf-16"), None, "is not text"),
        (
            b"Event ID\tEvent Date\tEvent Type\n",
            "polecat",
            "no column Actor Name, Actor Country, Recipient Name",
        ),
        (b"Event ID\tCAMEO Code\n", "icews", "no column Event Date"),
        (b"1\t20211012\n", "gdelt", "2 cells of 61"),
        (b"date,what\n", "csv", "no column day, type or cameo"),
        (b"date,what\n", None, "not that of POLECAT"),
        (
            b"event_id\tevent_date\tcameo_code\tsource_name\ttarget_name\n",
            None,
            "as icews it has no column Source C",
        ),
        (b"day;actor\n", None, "as csv it has no column type or cameo"),
    ],
)
def test_what_is_missing_is_said(tmp_path: Path, data: bytes, form: str | None, why: str) -> None:
    path = tmp_path / "t"
    path.write_bytes(data)
    with pytest.raises(UsageError, match=why) as error:
        Table(str(path), form)
    assert error.value.code == "SAY331"
    assert "\n" not in str(error.value)
    assert not is_table(str(path))


def test_columns_that_are_not_there(tmp_path: Path) -> None:
    path = tmp_path / "t"
    path.write_text("date,what\n2021-10-12,PROTEST\n")
    with pytest.raises(UsageError, match="no column when"):
        Table(str(path), None, [("day", "when"), ("type", "what")])
    with pytest.raises(UsageError, match="no column url"):
        Table(str(path), None, [("day", "date"), ("type", "what"), ("title", "url")])
    with pytest.raises(UsageError, match="SAY323"):
        Table(str(path), None, [("weather", "what")])


def test_no_such_file(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "no", "SAY101"), (tmp_path, "SAY103")):
        with pytest.raises(InputError) as error:
            Table(str(path))
        assert error.value.code == code


def test_a_file_that_changes_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "t"
    path.write_text(gdelt() + "\n")
    table = Table(str(path))
    path.write_text(gdelt(GLOBALEVENTID="2") + "\n")
    with pytest.raises(InputError, match="SAY333"):
        list(table.rows())


def test_semicolons_and_a_csv_of_our_own_names(tmp_path: Path) -> None:
    rows = [
        ["day", "cameo", "actor", "status", "until"],
        ["2021-10-12", "1411", 'A; "B"', "Planned", "2021-10-14"],
        ["2021-10-12", "141", "", "", "2021-10-01"],
    ]
    (found,), (finding,) = read(tmp_path / "t", quoted(rows, ";"))
    assert isinstance(found, Coded)
    assert (found.type, found.modes, found.status, found.latest) == (
        "PROTEST",
        ("demo",),
        "planned",
        "2021-10-14",
    )
    assert "it ends on 2021-10-01, and begins 2021-10-12" in finding.note


def test_the_csv_module_agrees_on_rows_with_quotation_marks(tmp_path: Path) -> None:
    text = quoted(
        [["day", "type", "actor"], ["2021-10-12", "PROTEST", 'a,"b"\nc'], ["2021-10-13", "AID", "d"]]
    )
    found, _ = read(tmp_path / "t", text)
    theirs = [row["actor"].split() for row in csv.DictReader(io.StringIO(text))]
    assert [
        event.actor.words.split() for event in found if isinstance(event, Coded) and event.actor.words
    ] == theirs
