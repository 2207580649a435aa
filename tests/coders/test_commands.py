"""``sayso import``, ``sayso events --coder`` and ``sayso diff --coders``."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from sayso.case import PARTS, Coders, open_case
from sayso.cli._coders import As, By, Part, Same
from sayso.coders import BY, FORMS, SAME
from tests.coders.conftest import NOW, STUDENTS, TABLES, gdelt, polecat
from tests.commands import Run

COLUMNS = ",".join(f"{ours}={theirs}" for ours, theirs in STUDENTS)


@pytest.fixture(scope="session")
def filled_file(news_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = Path(shutil.copy(news_file, tmp_path_factory.mktemp("coded") / "week.sayso"))
    with open_case(path) as case:
        Coders(case).add(TABLES / "polecat.tsv", "polecat", now=NOW)
        Coders(case).add(TABLES / "gdelt.CSV", "gdelt", now=NOW)
    return path


@pytest.fixture
def filled(filled_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(filled_file, tmp_path / "week.sayso"))


def test_the_commands_offer_what_the_rooms_have() -> None:
    offered = {As: (*FORMS, "actors"), By: BY, Same: SAME, Part: PARTS}
    for choices, there in offered.items():
        assert tuple(choice.value for choice in choices) == tuple(there)


def test_import_says_what_came_of_it(sayso: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.sayso"
    said = sayso("import", path, TABLES / "polecat.tsv", "--coder", "polecat")
    assert (said.code, said.out) == (0, b"")
    assert "16 events of polecat added" in said.err
    again = sayso("import", path, TABLES / "polecat.tsv", "--coder", "polecat")
    assert "no events of polecat added, 16 there already" in again.err
    said = sayso("import", path, TABLES / "students.csv", "--coder", "students", "--columns", COLUMNS)
    assert said.code == 1
    assert "students.csv, line 4: left out: ‘DEMO’ is not a PLOVER type" in said.err
    assert "3 events of students added, 1 row left out" in said.err
    listed = sayso("import", path, "--format", "jsonl")
    assert [(row["coder"], row["events"]) for row in listed.rows] == [("polecat", 16), ("students", 3)]
    assert "students" in sayso("import", path).text
    assert sayso("import", path, "--remove", "students").code == 0
    assert len(sayso("import", path, "--format", "jsonl").rows) == 1


def test_lists_of_actors(sayso: Run, tmp_path: Path) -> None:
    path, mine = tmp_path / "a.sayso", tmp_path / "my\x1b[2J.csv"
    mine.write_text("name,code\nTom Birch,NORGOV\n")
    said = sayso("import", path, mine)
    assert said.code == 0
    assert "1 actor," in said.err
    (tmp_path / "one.txt").write_text("Tom Birch told Ada Quill on Sunday that he would go.")
    said = sayso("add", path, tmp_path / "one.txt", "--workers", "1")
    assert "with the list of actors" in said.err
    assert "\x1b" not in said.err
    assert "with the list" not in sayso("reread", path, "--no-kept-lists", "--workers", "1").err
    assert "list of actors n_" in sayso("import", path).text


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "tsv", "parquet"])
@pytest.mark.parametrize(
    "asked",
    [
        ["events", "--coder", "polecat"],
        ["diff", "--coders", "sayso", "polecat"],
        ["diff", "--coders", "polecat", "gdelt", "--by", "dyad"],
        ["diff", "--coders", "sayso", "polecat", "--show", "both"],
        ["diff", "--coders", "sayso", "polecat", "--show", "only-two"],
        ["import"],
    ],
    ids=" ".join,
)
def test_each_format(sayso: Run, filled_file: Path, asked: list[str], form: str) -> None:
    command, *more = asked
    said = sayso(command, filled_file, *more, "--format", form)
    assert said.code == 0, said.err
    assert "Traceback" not in said.err
    wanted = sayso(command, filled_file, *more, "--format", "jsonl").rows
    assert wanted
    if form == "csv":
        assert len(list(csv.reader(io.StringIO(said.text)))) == len(wanted) + 1
    elif form == "tsv":
        assert len(said.text.splitlines()) == len(wanted) + 1
    elif form == "parquet":
        assert pq.read_table(io.BytesIO(said.out)).num_rows == len(wanted)
    elif form == "json":
        assert json.loads(said.out) == wanted
    else:
        assert said.out


@pytest.mark.parametrize("coder", [["--coder", "x"], []])
def test_a_file_that_cannot_be_read_does_not_stop_the_others(
    sayso: Run, tmp_path: Path, coder: list[str]
) -> None:
    good = [tmp_path / "a", tmp_path / "b"]
    for number, path in enumerate(good):
        path.write_text(gdelt(GLOBALEVENTID=str(number)) if coder else f"name,code\nTom Birch{number},NOR\n")
    said = sayso("import", tmp_path / "x.sayso", good[0], tmp_path / "no", TABLES, good[1], *coder)
    lines = said.err.splitlines()
    assert [line.split()[0] for line in lines] == ["note:", "error:", "error:", "note:"]
    assert said.code == 1
    with open_case(tmp_path / "x.sayso") as case:
        files = [record.file for record in Coders(case).files()]
        lists = [record.name for record in Coders(case).actor_lists()]
    assert (sorted(files), lists) == (([str(path) for path in good], []) if coder else ([], ["a", "b"]))


def test_each_record_has_all_its_fields(sayso: Run, filled_file: Path) -> None:
    rows = sayso("events", filled_file, "--coder", "gdelt", "--format", "jsonl").rows
    assert {frozenset(row) for row in rows} == {frozenset(rows[0])}
    assert {frozenset(row[side]) for row in rows for side in ("actor", "recipient")} == {
        frozenset({"words", "countries", "sectors"})
    }


def test_events_of_a_coder_only_where_they_are_asked_for(sayso: Run, filled_file: Path) -> None:
    ours = sayso("events", filled_file, "--format", "jsonl").rows
    assert all(str(row["id"]).startswith("e_") for row in ours)
    assert sayso("events", filled_file, "--coder", "sayso", "--format", "jsonl").rows == ours
    theirs = sayso("events", filled_file, "--coder", "polecat", "--type", "aid", "--format", "jsonl").rows
    assert [row["type"] for row in theirs] == ["AID"]
    (exported,) = {str(row["id"])[0] for row in sayso("export", filled_file, "events").rows}
    assert exported == "e"


def test_a_number_of_a_comparison_can_be_opened(sayso: Run, filled_file: Path) -> None:
    asked = ["diff", filled_file, "--coders", "sayso", "polecat"]
    rows = {row["key"]: row for row in sayso(*asked, "--format", "jsonl").rows}
    said = sayso(*asked, "--show", "both", "--type", "PROTEST", "--format", "jsonl")
    assert len(said.rows) == rows["PROTEST"]["both"]
    line = said.rows[0]["two"]
    assert isinstance(line, dict)
    assert sayso("why", filled_file, line["id"], "--format", "json").code == 0
    assert "compared from 2021-10-10" in sayso(*asked).err
    narrow = sayso(
        *asked, "--since", "2021-10-12", "--until", "2021-10-12", "--by", "day", "--format", "jsonl"
    )
    assert [row["key"] for row in narrow.rows] == ["all", "2021-10-12"]


def test_happenings_are_made_when_they_are_asked_for(sayso: Run, filled: Path) -> None:
    asked = ["diff", filled, "--coders", "sayso", "polecat", "--format", "jsonl"]
    reports, once = sayso(*asked).rows[0]["one"], sayso(*asked, "--happenings").rows[0]["one"]
    assert isinstance(reports, int)
    assert isinstance(once, int)
    assert 0 < once < reports


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["import", "CASE", "no.tsv", "--coder", "x"], "SAY101"),
        (["import", "CASE", "TABLE", "--coder", "sayso"], "SAY332"),
        (["import", "CASE", "TABLE", "--coder", "x", "--as", "gdelt"], "SAY331"),
        (["import", "CASE", "TABLE", "--coder", "x", "--columns", "day"], "SAY323"),
        (["import", "CASE", "TABLE", "--coder", "x", "--as", "actors"], "SAY326"),
        (["import", "CASE", "TABLE", "--as", "polecat"], "SAY326"),
        (["import", "CASE", "TABLE"], "SAY326"),
        (["import", "CASE", "TABLE", "--as", "actors"], "SAY311"),
        (["import", "CASE", "no.csv"], "SAY101"),
        (["import", "CASE", "--coder", "x"], "SAY326"),
        (["import", "CASE", "--remove", "x"], "SAY421"),
        (["import", "CASE", "TABLE", "--remove", "x"], "SAY326"),
        (["events", "CASE", "--coder", "x"], "SAY421"),
        (["events", "CASE", "--coder", "polecat", "--confidence", "0.5"], "SAY326"),
        (["diff", "CASE", "--coders", "sayso", "x"], "SAY421"),
        (["diff", "CASE", "--coders", "sayso", "sayso"], "SAY326"),
        (["diff", "CASE", "--coders", "sayso", "polecat", "--type", "AID"], "SAY326"),
        (["diff", "CASE", "r_1", "r_2", "--coders", "sayso", "polecat"], "SAY326"),
        (["diff", "CASE", "--by", "day"], "SAY326"),
        (["diff", "CASE", "--coders", "sayso", "polecat", "--since", "x"], "SAY321"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    sayso: Run, filled_file: Path, arguments: list[str], code: str
) -> None:
    named = {"CASE": filled_file, "TABLE": TABLES / "polecat.tsv"}
    said = sayso(*(named.get(argument, argument) for argument in arguments))
    assert said.code in (1, 2)
    lines = [line for line in said.err.splitlines() if not line.startswith("note: ")]
    assert len(lines) == 1
    assert code in lines[0]


def test_hostile_words_do_not_steer_the_terminal(sayso: Run, tmp_path: Path) -> None:
    bad = "\x1b[2J\u202e\x07=1+1"
    path, file = tmp_path / "a.sayso", tmp_path / "t"
    hostile = dict.fromkeys(("Actor Name", "Placename", "Source", "Country", "Event ID"), bad)
    file.write_text(polecat([hostile, {"Event Type": bad}]))
    said = sayso("import", path, file, "--coder", "x" + "’")
    (tmp_path / "g").write_text(gdelt(Actor1Name=bad))
    sayso("import", path, tmp_path / "g", "--coder", "g")
    outputs = [
        said,
        sayso("events", path, "--coder", "x’"),
        sayso("import", path),
        sayso("diff", path, "--coders", "x’", "g", "--show", "both"),
        sayso("diff", path, "--coders", "x’", "g"),
    ]
    for one in outputs:
        assert "Traceback" not in one.err
        assert not {"\x1b", "\u202e", "\x07"} & {*one.text, *one.err}
