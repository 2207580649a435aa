"""The commands on a case: data on standard output, messages on standard error, exit codes, hostile words."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from sayso.case import InputRecord, flat_columns, open_case
from tests.case import hostile
from tests.commands import Ended, Run

REPO = Path(__file__).resolve().parents[2]
NEWS = REPO / "examples" / "case" / "news"
LISTING = {
    "search": ["police"],
    "events": [],
    "statements": [],
    "actors": [],
    "timeline": [],
    "status": ["--kept"],
    "correct": [],
    "diff": [],
    "check": [],
}
"""Commands that list records, with an argument that finds some."""
COMMANDS = (*LISTING, "add", "retry", "show", "why", "export", "reread", "rebuild")
FORMATS = ("table", "json", "jsonl", "csv", "tsv", "parquet")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The twelve articles of the example."""
    path = tmp_path_factory.mktemp("cli") / "news.sayso"
    with open_case(path) as case:
        case.add(NEWS)
        (one, *_) = case.events(limit=1)
        case.correct("note", one.id, who="Ada Quill", why="seen\x1b[2J by\nus \u202eand others")
    return path


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles of hostile words, in a file of a hostile name."""
    home = tmp_path_factory.mktemp("bad")
    path = home / "bad.sayso"
    rows = [
        {
            "title": '=cmd|" /C calc"!A0,\t"quoted"\n\x1b]0;title\x07',
            "outlet": "Post\u2028,\u202e;\r\n\tHerald\x1b[2J",
            "byline": "\x9b31m",
            "text": "“We will\x1b[31m strike,\r\n\tor \u202eelse,” Ada Quill told Tom\x07 Birch on Monday. "
            "Police arrested two men "
            'in Riverton\x9b on Tuesday, “,""x;” the mayor said.',
        }
    ]
    folder = home / "in\u202e\x1b[1m"
    folder.mkdir()
    (folder / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (folder / "awkward.jsonl").write_bytes(hostile.ROW_15["awkward.jsonl"]())
    (folder / "x\x1b[2J\n.zip").write_bytes(hostile.ROW_6["slip.zip"]())
    with open_case(path) as case:
        case.add(folder)
        (one, *_) = case.events(limit=1)
        case.correct("hide", one.id, who="\x1b[5mwho\u2066", why="why\x1b\n\u202d")
    return path


@pytest.fixture
def news(made: Path, tmp_path: Path) -> Path:
    """A copy that a test may change."""
    return Path(shutil.copy(made, tmp_path / "news.sayso"))


# Data and messages


@pytest.mark.parametrize("which", ["made", "bad"])
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("command", LISTING)
def test_each_format_of_each_list(
    request: pytest.FixtureRequest, sayso: Run, command: str, form: str, which: str
) -> None:
    case = request.getfixturevalue(which)
    arguments = [command, case, *LISTING[command]]
    said = sayso(*arguments, "--format", form)
    wanted = sayso(*arguments, "--format", "jsonl").rows
    unsound = command == "check" and which == "bad"  # see test_bad_inputs: two texts that no search finds
    assert said.code == int(unsound and bool(wanted))
    assert "Traceback" not in said.err
    assert all(line.startswith("note: ") for line in said.err.splitlines())
    if command not in ("check",):
        assert wanted
    match form:
        case "json":
            assert json.loads(said.out) == wanted
        case "jsonl":
            assert said.rows == wanted
        case "csv":
            found = list(csv.DictReader(io.StringIO(said.text, newline="")))
            assert [row.get("id") for row in found] == [row.get("id") for row in wanted]
            for row, full in zip(found, wanted, strict=True):
                assert None not in row
                for name, value in full.items():
                    if isinstance(value, str) and name in row:
                        assert row[name] == value
        case "tsv":
            lines = said.text.split("\n")
            columns = lines[0].split("\t")
            assert len(lines) == len(wanted) + 2
            assert all(len(line.split("\t")) == len(columns) for line in lines[:-1])
        case "parquet":
            table = pq.read_table(io.BytesIO(said.out)).to_pylist()
            assert [row.get("id") for row in table] == [row.get("id") for row in wanted]


@pytest.mark.parametrize("what", ["events", "statements", "actors", "inputs", "corrections", "runs"])
@pytest.mark.parametrize("form", FORMATS[1:])
def test_each_format_of_each_export(bad: Path, sayso: Run, what: str, form: str, tmp_path: Path) -> None:
    said = sayso("export", bad, what, "--format", form)
    assert (said.code, said.err) == (0, "")
    file = tmp_path / "out"
    to_file = sayso("export", bad, what, "--format", form, "--output", file)
    assert (to_file.code, to_file.out, to_file.err) == (0, b"", "")
    if form == "parquet":
        assert pq.read_table(file).to_pylist() == pq.read_table(io.BytesIO(said.out)).to_pylist()
    else:
        assert file.read_bytes() == said.out
    if form == "csv":
        with open_case(bad) as case:
            kind = getattr(case, what)().kind
        header, *rows = csv.reader(io.StringIO(said.text, newline=""))
        assert header == list(flat_columns(kind))
        assert all(len(row) == len(header) for row in rows)


def test_readings_are_exported_as_they_are_read(made: Path, sayso: Run, tmp_path: Path) -> None:
    said = sayso("export", made)
    assert len(said.rows) == 12
    assert all(row["format"] for row in said.rows)
    assert len(sayso("export", made, "--limit", 3).rows) == 3
    sayso("export", made, "--output", tmp_path / "r.jsonl")
    assert (tmp_path / "r.jsonl").read_bytes() == said.out
    for arguments in (["--format", "csv"], ["events", "--format", "table"]):
        refused = sayso("export", made, *arguments)
        assert (refused.code, refused.out) == (2, b"")
        assert refused.err.startswith("error: SAY324 ")


def test_nothing_found_has_a_header_all_the_same(made: Path, sayso: Run) -> None:
    for form in FORMATS:
        said = sayso("events", made, "--actor", "nobody at all", "--format", form)
        assert said.code == 0
        if form == "table":
            assert (said.out, said.err) == (b"", "note: nothing found\n")
        elif form == "json":
            assert json.loads(said.out) == []
        elif form == "parquet":
            assert pq.read_table(io.BytesIO(said.out)).num_rows == 0
        elif form == "jsonl":
            assert said.out == b""
        else:
            assert said.text.startswith("id,type" if form == "csv" else "id\ttype")
            assert said.text.count("\n") == 1


def test_a_table_stops_and_says_so(made: Path, sayso: Run) -> None:
    for command, limit in (("events", 3), ("statements", 50), ("actors", 1), ("timeline", 2), ("search", 2)):
        more = [] if limit == 50 else ["--limit", limit]
        said = sayso(command, made, *LISTING[command], *more)
        assert said.code == 0
        assert f"there are more than these {limit}: " in said.err
        assert len(sayso(command, made, *LISTING[command], "--format", "jsonl", *more).rows) >= limit
    assert "there are more" not in sayso("diff", made).err
    assert "there are more" not in sayso("status", made, "--kept", "--limit", 12).err
    assert "there are more" in sayso("status", made, "--kept", "--limit", 11).err
    assert len(sayso("events", made, "--format", "jsonl", "--limit", 7).rows) == 7


IDS = re.compile(r"\b[a-z]_[0-9a-f]{8}(?=\s|$)")


@pytest.mark.parametrize("command", ["events", "statements", "actors", "timeline", "search", "status"])
def test_ids_as_printed_lead_on(made: Path, sayso: Run, command: str) -> None:
    ids = IDS.findall(sayso(command, made, *LISTING[command], "--limit", 4).text)
    assert len(ids) >= 3
    for id_ in ids[:3]:
        shown = sayso("show", made, id_)
        assert (shown.code, shown.err) == (0, "")
        whole = sayso("show", made, id_, "--format", "json")
        assert id_ in whole.text
        assert len(sayso("show", made, id_, "--format", "jsonl").rows) == 1
        why = sayso("why", made, id_)
        assert (why.code, why.err) == (0, "")
        assert "article" in why.text
        chain = json.loads(sayso("why", made, id_, "--format", "json").out)
        assert [link["step"] for link in chain]
        refused = sayso("show", made, id_, "--format", "csv")
        assert (refused.code, refused.out) == (2, b"")


def test_ids_of_corrections_inputs_and_runs(made: Path, sayso: Run) -> None:
    for what in ("corrections", "inputs", "runs"):
        id_ = sayso("export", made, what).rows[0]["id"]
        assert sayso("show", made, id_).code == 0
        assert sayso("why", made, id_).code == 0


@pytest.mark.parametrize("command", ["events", "search", "correct", "status"])
def test_output_goes_to_a_file(made: Path, sayso: Run, command: str, tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    arguments = [command, made, *LISTING[command]]
    said = sayso(*arguments, "--format", "csv", "--output", file)
    assert (said.code, said.out) == (0, b"")
    assert file.read_bytes() == sayso(*arguments, "--format", "csv").out
    refused = sayso(*arguments, "--output", tmp_path / "no.txt")
    assert (refused.code, refused.out) == (2, b"")
    assert not (tmp_path / "no.txt").exists()
    nowhere = sayso(*arguments, "--format", "csv", "--output", tmp_path / "no" / "no.csv")
    assert (nowhere.code, nowhere.out) == (2, b"")
    assert "SAY304" in nowhere.err


# Hostile words


STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u202a-\u202e\u2066-\u2069\u2028\u2029]")


@pytest.mark.parametrize("command", [*LISTING, "statements --hidden", "events --hidden", "status --findings"])
def test_tables_show_and_do_not_obey(bad: Path, sayso: Run, command: str) -> None:
    name, *more = command.split()
    said = sayso(name, bad, *more, *(LISTING[name] if not more else []))
    assert STEERING.findall(said.text) == []
    assert STEERING.findall(said.err) == []


def test_pages_show_and_do_not_obey(bad: Path, sayso: Run) -> None:
    ids: list[str] = []
    for what in ("events", "statements", "actors", "inputs", "corrections", "runs"):
        ids += [str(row["id"]) for row in sayso("export", bad, what).rows[:4]]
    ids += [str(row["id"]) for row in sayso("search", bad, "Quill", "--format", "jsonl").rows[:12]]
    for id_ in ids:
        for command in ("show", "why"):
            said = sayso(command, bad, id_)
            assert said.code == 0
            assert STEERING.findall(said.text) == [], (command, id_)


def test_messages_show_and_do_not_obey(tmp_path: Path, sayso: Run) -> None:
    (tmp_path / "x\x1b[2J\u202e.pdf").write_bytes(b"%PDF-1.4")
    for said in (
        sayso("add", tmp_path / "a.sayso", tmp_path / "x\x1b[2J\u202e.pdf", tmp_path / "no\x9b\u2028.txt"),
        sayso("events", tmp_path / "no\x1b[2J\u202e.sayso"),
        sayso("show", tmp_path / "a.sayso", "\x1b[2J\u202e"),
        sayso("search", tmp_path / "a.sayso", 'type:"\x1b[2J\u202e'),
        sayso("events", tmp_path / "a.sayso", "--type", "\x1b[2J\u202e"),
        sayso("status", tmp_path / "a.sayso"),
    ):
        assert STEERING.findall(said.text + said.err) == []
        assert said.err.count("Traceback") == 0


# Exit codes


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["events", "{case}", "--type", "NOPE"], 2, "SAY321"),
        (["events", "{case}", "--status", "nope"], 2, "SAY321"),
        (["events", "{case}", "--country", "Nowhere Land"], 2, "no such country"),
        (["events", "{case}", "--since", "yesterday"], 2, "not a date"),
        (["events", "{case}", "--limit", "0"], 2, "--limit"),
        (["events", "{case}", "--limit", "x"], 2, "--limit"),
        (["events", "{case}", "--format", "xml"], 2, "--format"),
        (["events", "{case}", "--confidence", "2"], 2, "--confidence"),
        (["statements", "{case}", "--stance", "sings"], 2, "SAY321"),
        (["events", "nowhere.sayso"], 1, "SAY401"),
        (["events", "{here}"], 1, "SAY401"),
        (["reread", "nowhere.sayso"], 1, "SAY401"),
        (["retry", "nowhere.sayso"], 1, "SAY401"),
        (["check", "nowhere.sayso"], 1, "SAY401"),
        (["status", "nowhere.sayso"], 1, "SAY401"),
        (["show", "{case}", "zzz"], 2, "SAY407"),
        (["show", "{case}", ""], 2, "SAY40"),
        (["why", "{case}", "e_"], 2, "SAY40"),
        (["show", "{case}", "%"], 2, "SAY40"),
        (["diff", "{case}", "r_no", "r_no"], 2, "SAY411"),
        (["correct", "{case}", "hide"], 2, "SAY409"),
        (["correct", "{case}", "hide", "e_0"], 2, "--why"),
        (["correct", "{case}", "hide", "e_zzz", "--why", "x"], 2, "SAY40"),
        (["correct", "{case}", "dance", "e_0", "--why", "x"], 2, "SAY40"),
        (["search", "{case}", '"open'], 2, "SAY321"),
        (["search", "{case}"], 2, "QUERY"),
        (["add", "{case}"], 2, "INPUT"),
        (["add", "{case}", "x", "--columns", "nope"], 2, "SAY323"),
        (["add", "{case}", "x", "--columns", "words=a"], 2, "SAY323"),
        (["add", "{case}", "x", "--format", "csv"], 2, "SAY324"),
        (["add", "{case}", "x", "--workers", "0"], 2, "--workers"),
        (["add", "{case}", "x", "--actors", "nowhere.csv"], 2, "nowhere.csv"),
        (["add", "{case}", "nowhere-at-all"], 1, "SAY101"),
        (["add", "{here}", "x"], 1, "SAY401"),
        (["export", "{case}", "nope"], 2, "WHAT"),
        (["rebuild", "nowhere.sayso"], 1, "SAY401"),
        (["diff", "{case}", "r_1"], 2, "error"),
        (["statements", "{case}", "--kind", "nope"], 2, "nope"),
        (["actors", "{case}", "--kind", "nope"], 2, "nope"),
        (["add", "{case}", "{news}", "--encoding", "nonsense"], 2, "nonsense"),
        (["add", "{case}", "{news}", "--encoding", "rot13"], 2, "rot13"),
    ],
)  # fmt: skip
def test_misuse(
    arguments: list[str],
    code: int,
    words: str,
    news: Path,
    sayso: Run,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    said = sayso(*(a.format(case=news, here=tmp_path, news=NEWS / "mpa") for a in arguments))
    assert said.code == code
    assert said.out == b""
    assert words in said.err
    assert "Traceback" not in said.err
    assert not (tmp_path / "nowhere.sayso").exists()


@pytest.mark.slow
def test_what_failed_is_said_and_ends_with_one(tmp_path: Path, sayso: Run) -> None:
    good, empty, broken = (tmp_path / name for name in ("good.txt", "empty.txt", "broken.jsonl"))
    good.write_text(hostile.story("one"))
    empty.write_text(" ")
    broken.write_text("{\n")
    case = tmp_path / "a.sayso"
    fine = sayso("add", case, good, empty)
    assert (fine.code, fine.out) == (0, b"")
    assert "1 kept, 1 dropped" in fine.err
    failing = sayso("add", case, broken, good, "--format", "jsonl")
    assert failing.code == 1
    assert [(row["status"], row["code"]) for row in failing.rows] == [("failed", "SAY121")]
    assert "1 failed, 1 there already" in failing.err
    quiet = sayso("add", case, tmp_path / "none.txt", "--quiet")
    assert (quiet.code, quiet.out) == (1, b"")
    assert "SAY101" not in quiet.err
    assert sayso("status", case, "--failed", "--format", "jsonl").code == 0
    (tmp_path / "none.txt").write_text(hostile.story("three"))
    mended = sayso("retry", case)
    assert mended.code == 1
    assert "1 kept, 1 failed" in mended.err
    (left,) = sayso("status", case, "--failed", "--format", "jsonl").rows
    assert left["code"] == "SAY121"


@pytest.mark.slow
def test_what_is_mended_has_not_failed(tmp_path: Path, sayso: Run) -> None:
    file, case = tmp_path / "a.jsonl", tmp_path / "a.sayso"
    file.write_text("{\n")
    assert sayso("add", case, file).code == 1
    file.write_text(json.dumps({"text": hostile.story("mended")}))
    assert sayso("retry", case).code == 0
    assert sayso("status", case, "--failed", "--format", "jsonl").out == b""


def test_status_counts_and_lists(made: Path, sayso: Run) -> None:
    said = sayso("status", made)
    assert (said.code, said.err) == (0, "")
    assert "12 articles" in said.text
    rows = sayso("status", made, "--format", "jsonl").rows
    assert len(rows) == 12
    assert set(rows[0]) == set(InputRecord.__struct_fields__)
    assert sayso("status", made, "--failed").err == "note: nothing found\n"


def test_check_says_what_is_wrong(news: Path, sayso: Run) -> None:
    import sqlite3

    assert sayso("check", news) == Ended(0, b"", f"note: {news} is sound\n")
    connection = sqlite3.connect(news)
    connection.execute("UPDATE articles SET text = text || 'x' WHERE n = 1")
    connection.commit()
    connection.close()
    said = sayso("check", news)
    assert said.code == 1
    assert "the text is not that of its digest" in " ".join(said.text.split())
    assert sayso("check", news, "--format", "jsonl").rows


def test_the_file_alone_has_everything(news: Path, sayso: Run, tmp_path: Path) -> None:
    """Who sends the case to somebody else sends one file."""
    id_ = sayso("events", news, "--format", "jsonl", "--limit", 1).rows[0]["id"]
    assert sayso("correct", news, "note", id_, "--why", "seen by us").code == 0
    assert not Path(f"{news}-wal").exists()
    copy = shutil.copy(news, tmp_path / "copy.sayso")
    assert sayso("correct", copy, "--format", "jsonl").out == sayso("correct", news, "--format", "jsonl").out


def test_correcting_and_undoing(news: Path, sayso: Run) -> None:
    id_ = str(sayso("events", news, "--format", "jsonl", "--limit", 1).rows[0]["id"])
    hidden = sayso("correct", news, "hide", id_[:10], "--why", "a film", "--who", "me")
    assert (hidden.code, hidden.out) == (0, b"")
    made_id = re.search(r"c_[0-9a-f]+", hidden.err)
    assert made_id is not None
    assert id_ not in sayso("events", news, "--format", "jsonl").text
    assert id_ in sayso("events", news, "--hidden", "--format", "jsonl").text
    assert sayso("correct", news, "undo", made_id[0], "--why", "it was none").code == 0
    assert id_ in sayso("events", news, "--format", "jsonl").text
    recoded = sayso("correct", news, "recode", id_, "status=denied", "--why", "so they say")
    assert recoded.code == 0
    assert sayso("show", news, id_, "--format", "jsonl").rows[0]["status"] == "denied"
    for wrong in ("status", "status=sung", "colour=red"):
        refused = sayso("correct", news, "recode", id_, wrong, "--why", "x")
        assert (refused.code, refused.out) == (2, b"")
    assert len(sayso("correct", news, "--format", "jsonl").rows) == 4
    assert sayso("check", news).code == 0


@pytest.mark.slow
def test_reading_again_and_building_anew(news: Path, sayso: Run, tmp_path: Path) -> None:
    listing = [
        sayso(command, news, "--format", "jsonl").out for command in ("events", "statements", "actors")
    ]
    assert sayso("rebuild", news).code == 0
    for command, before in zip(("events", "statements", "actors"), listing, strict=True):
        assert sayso(command, news, "--format", "jsonl").rows == [
            json.loads(line) for line in before.splitlines()
        ]
    same = sayso("reread", news)
    assert (same.code, same.out) == (0, b"")
    assert "0 read, 12 there already, 0 failed" in same.err
    actors = tmp_path / "actors.csv"
    actors.write_text("name,code\nAnton Lipcanu,MDAGOV\n")
    other = sayso("reread", news, "--actors", actors)
    if other.code == 0:
        runs = [str(row["id"]) for row in sayso("diff", news, "--format", "jsonl").rows]
        assert len(runs) == 2
        compared = sayso("diff", news, *runs)
        assert compared.code == 0
        assert "kept" in compared.err


# Ways in


@pytest.mark.slow
def test_standard_input(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "sayso", "add", "a.sayso", "-", "--workers", "1"],
        input=(json.dumps({"text": hostile.story("stdin")}) + "\n").encode(),
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, b"")
    with open_case(tmp_path / "a.sayso") as case:
        assert [record.source for record in case.inputs()] == ["standard input line 1"]


@pytest.mark.slow
def test_columns_encoding_and_no_raw(tmp_path: Path, sayso: Run) -> None:
    table, other, case = tmp_path / "t.csv", tmp_path / "o.txt", tmp_path / "a.sayso"
    table.write_text(f'story,day,paper\r\n"{hostile.story("table")}",2021-05-03,Valley Post\r\n')
    said = sayso(
        "add", case, table, "--columns", "text=story,date=day", "--columns", "outlet=paper", "--no-raw"
    )
    assert said.code == 0
    (hit,) = sayso("search", case, "table", "--format", "jsonl").rows
    assert hit["outlet"] == "Valley Post"
    other.write_bytes(f"„Żółć”, said José Quill. {hostile.story('encoding')}".encode("cp1250"))
    assert sayso("add", case, other, "--encoding", "cp1250").code == 0
    assert len(sayso("search", case, "Żółć", "--format", "jsonl").rows) == 1
    (row,) = [
        r for r in sayso("status", case, "--format", "jsonl").rows if str(r["source"]).endswith("o.txt")
    ]
    assert row["encoding"] == "cp1250"
    why = sayso("why", case, str(hit["id"])).text
    assert "kept in the case" not in why


@pytest.mark.slow
def test_two_workers_say_the_same_as_one(tmp_path: Path, sayso: Run) -> None:
    printed = []
    for workers in (1, 2):
        case = tmp_path / f"{workers}.sayso"
        said = sayso("add", case, NEWS, "--workers", workers, "--format", "jsonl")
        assert said.code == 0
        rows = sorted(said.rows, key=lambda row: str(row["source"]))
        told = said.err.replace(str(case), "")
        lists = [
            sayso(command, case, "--format", "csv").out for command in ("events", "statements", "actors")
        ]
        printed.append(([{**row, "added": ""} for row in rows], told, lists))
    assert printed[0] == printed[1]


# Ways out


@pytest.mark.parametrize(
    "arguments", [["statements", "--format", "jsonl"], ["export"], ["actors", "--limit", "200"]]
)
def test_a_reader_that_leaves_ends_it_quietly(made: Path, arguments: list[str]) -> None:
    command, *more = arguments
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "sayso", command, str(made), *more],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    err = process.stderr.read()
    assert process.wait(60) == 0
    assert b"Traceback" not in err
    process.stderr.close()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
@pytest.mark.parametrize("more", [["events", "--format", "csv"], ["events"], ["export"], ["status"]])
def test_a_full_disk_is_said(made: Path, more: list[str]) -> None:
    command, *options = more
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "sayso", command, str(made), *options],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.decode().startswith("error: SAY304 ")
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
@pytest.mark.parametrize("more", [["events", "--format", "csv"], ["export"]])
def test_a_full_disk_under_a_file_is_said(made: Path, sayso: Run, more: list[str]) -> None:
    command, *options = more
    said = sayso(command, made, *options, "--output", "/dev/full")
    assert said.code in (1, 2)
    assert "SAY304" in said.err


# Help


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_examples(sayso: Run, command: str) -> None:
    said = sayso(command, "--help")
    assert (said.code, said.err) == (0, "")
    assert "Examples:" in said.text
    lines = said.text.partition("Examples:")[2].splitlines()
    assert any(line.strip().startswith("sayso ") and f" {command} " in f"{line} " for line in lines)
    assert said.text == sayso(command, "-h").text


def test_the_completion_script_is_printed(sayso: Run) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "sayso", "--show-completion", "bash"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"},
    )
    assert done.returncode == 0
    assert "complete" in done.stdout
    assert "Traceback" not in done.stderr


# Nonsense


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12) | st.sampled_from(
    [
        "",
        "-",
        "--",
        "*",
        '"',
        "%",
        "_",
        "a OR",
        "NEAR(",
        "'; DROP TABLE events;--",
        "e_",
        "r_",
        "\u202e",
        "9" * 400,
        "since:",
        "-1",
    ]
)
OPTIONS: dict[str, tuple[str, ...]] = {
    "events": ("--type", "--status", "--country", "--actor", "--recipient", "--place", "--cameo", "--since",
               "--until", "--article", "--confidence", "--limit", "--format"),
    "statements": ("--speaker", "--about", "--stance", "--kind", "--country", "--outlet", "--since",
                   "--until", "--article", "--confidence", "--limit"),
    "actors": ("--kind", "--country", "--articles", "--limit"),
    "timeline": ("--country", "--type", "--status", "--actor", "--since", "--until"),
    "search": ("--limit", "--format"),
    "status": ("--limit", "--format"),
    "show": ("--format",),
    "why": ("--format",),
    "diff": ("--limit",),
    "correct": ("--why", "--who"),
    "export": ("--limit",),
}  # fmt: skip
PLACES = {"search": 2, "actors": 1, "show": 1, "why": 1, "diff": 2, "correct": 3, "export": 1}
"""Arguments after the case."""


@pytest.mark.parametrize("command", OPTIONS)
def test_nonsense_is_told_and_no_traceback(
    made: Path, command: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from typer.testing import CliRunner

    from sayso.cli import app

    copy = Path(shutil.copy(made, tmp_path_factory.mktemp("nonsense") / "news.sayso"))
    runner = CliRunner()

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        options=st.dictionaries(st.sampled_from(OPTIONS[command]), WORDS, max_size=3),
        places=st.lists(WORDS, max_size=PLACES.get(command, 0)),
    )
    def tried(options: dict[str, str], places: list[str]) -> None:
        given_ = [part for option in options.items() for part in option]
        result = runner.invoke(app, [command, str(copy), *given_, "--", *places])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        assert result.exit_code in (0, 1, 2)
        assert "Traceback" not in result.stderr
        if result.exit_code:
            assert "rror: " in result.stderr

    tried()


@pytest.mark.parametrize(
    "width", [60, *(pytest.param(n, marks=pytest.mark.slow) for n in (20, 40, 100, 300))]
)
def test_any_width_of_a_terminal(bad: Path, width: int) -> None:
    """Tables fit any terminal; nothing is lost, and no line is wider."""
    import pty
    import termios

    for command in ("events", "actors", "status"):
        ours, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, (40, width))
        process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "sayso", command, str(bad), *LISTING[command]],
            stdout=theirs,
            stderr=subprocess.DEVNULL,
            env={**{k: v for k, v in os.environ.items() if k != "COLUMNS"}, "TERM": "xterm"},
        )
        os.close(theirs)
        shown = b"".join(_chunks(ours))
        assert process.wait(60) == 0
        lines = re.sub(r"\x1b\[[0-9;]*m", "", shown.decode()).splitlines()
        assert lines
        assert max(map(cell_len, lines)) <= max(width, 20)
        assert STEERING.findall("".join(lines)) == []


def _chunks(descriptor: int) -> Iterator[bytes]:
    while True:
        try:
            chunk = os.read(descriptor, 1 << 16)
        except OSError:
            chunk = b""
        if not chunk:
            os.close(descriptor)
            return
        yield chunk
