"""The commands that ask a case for its stories: each format, options, exit codes, files that cannot be
written to, hostile words, narrow terminals, readers that leave."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from sayso.case import flat_columns, open_case
from sayso.stories import Copy, Disputed, Happening, Saying, Story
from tests.commands import Ended, Run

CLOCK: dict[str, Any] = {"now": "2021-10-20T06:00:30Z", "today": date(2021, 10, 20)}
LATER: dict[str, Any] = {"now": "2021-10-21T06:00:30Z", "today": date(2021, 10, 21)}
LISTS: dict[str, type] = {
    "stories": Story,
    "happenings": Happening,
    "disputes": Disputed,
    "sayings": Saying,
    "copies": Copy,
}
FORMATS = ("table", "json", "jsonl", "csv", "tsv", "parquet")
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]")
"""What a terminal would obey."""
AS_ROOT = pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")


def paper(name: str, text: str, day: str = "2021-10-18", **more: str) -> dict[str, str]:
    row = {"id": name, "outlet": f"The {name.title()} Post", "title": f"Page of {name}", "date": day}
    return {**row, "text": text, **more}


MARKET = "The crowd walked from the railway station to the old market and went home before dark. Trams stood "
SPEECH = "“We will not leave the square before every prisoner in the country is free,” {} said on Monday."
PAPERS = (
    paper(
        "alpha", f"Police said on Monday that 5,000 people rallied in Minsk on Sunday. {MARKET}still then."
    ),
    paper("bravo", "The organisers said on Monday that 50,000 people had rallied in Minsk on Sunday."),
    paper(
        "charlie", f"Police said on Monday that 5,000 people rallied in Minsk on Sunday. {MARKET}still then."
    ),
    paper("delta", "Police arrested Viktor Malko in Brest on Saturday, the rights group Spring said."),
    paper("echo", "The interior ministry denied that police had arrested Viktor Malko in Brest on Saturday."),
    paper("golf", SPEECH.format("Opposition leader Maria Holub")),
    paper("hotel", SPEECH.format("Maria Holub, the opposition leader,")),
)
TOLL = (
    paper("india", "A bomb killed three people in Vitebsk on Thursday, the hospital said.", "2021-10-15"),
    paper("juliett", "The hospital said that a bomb had killed five people in Vitebsk on Thursday.",
          "2021-10-16"),
)  # fmt: skip


def written(path: Path, papers: object) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in papers), encoding="utf-8")  # type: ignore[attr-defined]
    return path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two days of a case; its stories are made."""
    home = tmp_path_factory.mktemp("stories")
    path = home / "week.sayso"
    with open_case(path) as case:
        case.add(written(home / "one.jsonl", [*PAPERS, TOLL[0]]), **CLOCK)
        case.add(written(home / "two.jsonl", TOLL[1:]), **LATER)
        from sayso.stories import Stories

        Stories(case)
    return path


@pytest.fixture
def week(made: Path, tmp_path: Path) -> Path:
    """A copy that a test may change, its stories made."""
    return Path(shutil.copy(made, tmp_path / "week.sayso"))


@pytest.fixture(scope="module")
def unasked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case that has not been asked for its stories."""
    home = tmp_path_factory.mktemp("unasked")
    with open_case(home / "week.sayso") as case:
        case.add(written(home / "one.jsonl", PAPERS[:2]), **CLOCK)
    return home / "week.sayso"


@pytest.fixture(scope="module")
def no_events(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("quiet") / "quiet.sayso"
    with open_case(path) as case:
        case.add_text("The moon is round. Bread is made of flour and water.", name="a", **CLOCK)
        case.add_text("…", name="b", **CLOCK)
    return path


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case to which nothing could be added."""
    home = tmp_path_factory.mktemp("empty")
    (home / "blank.txt").write_text(" \n")
    with open_case(home / "empty.sayso") as case:
        case.add(home / "blank.txt", **CLOCK)
    return home / "empty.sayso"


EVIL = "\x1b[2J\x1b]0;owned\x07 \u202eeman\u202c \u2066[red]bold[/red]\n\r\t[/] \x9b31m\x7f\u2028 {x} %s"


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same week with hostile words wherever a newspaper puts words."""
    home = tmp_path_factory.mktemp("bad")
    path = home / "bad.sayso"
    papers = [
        {**row, "title": f"{row['title']} {EVIL}", "outlet": f"{row['outlet']}{EVIL}", "byline": EVIL,
         "text": row["text"].replace("people", "people\x1b[5m").replace("Minsk", "Minsk\u202e")
         .replace("Malko", "Mal\x9bko").replace("square", "square [red]\u2028\x1b[31m")}
        for row in (*PAPERS, *TOLL)
    ]  # fmt: skip
    with open_case(path) as case:
        case.add(written(home / "papers.jsonl", papers), **CLOCK)
    return path


# Data and messages


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("command", LISTS)
@pytest.mark.parametrize("which", ["made", "bad"])
def test_each_format_of_each_list(
    request: pytest.FixtureRequest, sayso: Run, which: str, command: str, form: str
) -> None:
    case = request.getfixturevalue(which)
    wanted = sayso(command, case, "--format", "jsonl").rows
    said = sayso(command, case, "--format", form)
    assert wanted
    assert said.code == 0
    assert all(line.startswith("note: ") for line in said.err.splitlines())
    kind, key = LISTS[command], next(iter(wanted[0]))
    if form == "json":
        assert json.loads(said.out) == wanted
    elif form == "jsonl":
        assert said.rows == wanted
        assert set(wanted[0]) == set(kind.__struct_fields__)  # type: ignore[attr-defined]
    elif form == "csv":
        header, *rows = list(csv.reader(io.StringIO(said.text, newline="")))
        assert header == list(flat_columns(kind))
        assert [row[0] for row in rows] == [row[key] for row in wanted]
        assert all(len(row) == len(header) for row in rows)
        assert "object at 0x" not in said.text
        assert "((" not in said.text  # a Python tuple is no value of a table
    elif form == "tsv":
        lines = said.text.split("\n")
        assert len(lines) == len(wanted) + 2
        assert len({len(line.split("\t")) for line in lines[:-1]}) == 1
    elif form == "parquet":
        table = pq.read_table(io.BytesIO(said.out)).to_pylist()
        assert [row[key] for row in table] == [row[key] for row in wanted]
    else:
        assert STEERING.findall(said.text) == []


@pytest.mark.parametrize("form", FORMATS[1:])
@pytest.mark.parametrize("command", LISTS)
def test_output_goes_to_a_file(made: Path, sayso: Run, command: str, form: str, tmp_path: Path) -> None:
    file = tmp_path / f"out.{form}"
    said = sayso(command, made, "--output", file)
    assert (said.code, said.out, said.err) == (0, b"", "")
    printed = sayso(command, made, "--format", form)
    if form == "parquet":
        assert pq.read_table(file).to_pylist() == pq.read_table(io.BytesIO(printed.out)).to_pylist()
    else:
        assert file.read_bytes() == printed.out
    refused = sayso(command, made, "--output", tmp_path / "no.txt")
    assert (refused.code, refused.out) == (2, b"")
    nowhere = sayso(command, made, "--output", tmp_path / "no" / f"no.{form}")
    assert (nowhere.code, nowhere.out) == (2, b"")
    assert "SAY304" in nowhere.err


@pytest.mark.parametrize("command", [*LISTS, "timeline"])
@pytest.mark.parametrize("which", ["empty", "no_events"])
@pytest.mark.parametrize("form", FORMATS)
def test_a_case_without_events(
    request: pytest.FixtureRequest, sayso: Run, command: str, which: str, form: str
) -> None:
    case = request.getfixturevalue(which)
    said = sayso(command, case, "--format", form)
    assert said.code == 0
    assert "error" not in said.err
    there = len(sayso(command, case, "--format", "jsonl").rows)
    assert there == (2 if (command, which) == ("stories", "no_events") else 0)  # an article alone is a story
    if form == "json":
        assert len(json.loads(said.out)) == there
    elif form == "parquet":
        assert pq.read_table(io.BytesIO(said.out)).num_rows == there
    elif form in ("csv", "tsv"):
        assert len(said.text.splitlines()) == there + 1
    elif form == "table" and not there:
        assert said.out == b""
        assert "note: nothing found" in said.err


@pytest.mark.parametrize("which", ["empty", "no_events"])
def test_a_brief_of_a_case_without_events(request: pytest.FixtureRequest, sayso: Run, which: str) -> None:
    case = request.getfixturevalue(which)
    page = sayso("brief", case)
    assert page.code == 0
    assert "nothing new" in page.text
    (made,) = sayso("brief", case, "--format", "jsonl").rows
    assert made["news"] == []
    assert made["articles"] == (2 if which == "no_events" else 0)


def test_a_case_is_made_ready_when_it_is_first_asked(unasked: Path, tmp_path: Path, sayso: Run) -> None:
    case = shutil.copy(unasked, tmp_path / "week.sayso")
    first = sayso("disputes", case, "--format", "jsonl")
    assert [row["about"] for row in first.rows] == ["crowd"]
    assert all(line.startswith("note: ") for line in first.err.splitlines())
    second = sayso("disputes", case, "--format", "jsonl")
    assert (second.out, second.err) == (first.out, "")


def test_what_the_week_says(made: Path, sayso: Run) -> None:
    """The lists find what a reader of the articles would."""
    disputes = sayso("disputes", made, "--format", "jsonl").rows
    crowd = next(row for row in disputes if row["about"] == "crowd")
    assert {claim["value"] for claim in crowd["claims"]} == {"5,000", "50,000"}
    assert any(row["about"] == "happened" for row in disputes)
    (copy,) = sayso("copies", made, "--format", "jsonl").rows
    assert {copy["one_given_id"], copy["other_given_id"]} == {"alpha", "charlie"}
    sayings = sayso("sayings", made, "--format", "jsonl").rows
    assert {saying["articles"] for saying in sayings} == {2}
    (holub,) = [saying for saying in sayings if "Holub" in saying["speaker"]]
    assert "every prisoner" in holub["versions"][0]["words"]
    (toll,) = sayso("happenings", made, "--type", "ASSAULT", "--format", "jsonl").rows
    assert [[claim["value"] for claim in made_["claims"]] for made_ in toll["revisions"]] == [["3", "5"]]


def test_happenings_are_chosen(made: Path, sayso: Run) -> None:
    def ids(*options: object) -> set[str]:
        said = sayso("happenings", made, "--format", "jsonl", *options)
        assert said.code == 0
        return {row["id"] for row in said.rows}

    every = sayso("happenings", made, "--format", "jsonl").rows
    assert ids("--disputed") == {row["id"] for row in every if row["disputes"]}
    assert ids("--min-origins", 2) == {row["id"] for row in every if len(row["origins"]) > 1}
    assert ids("--status", "disputed") == {row["id"] for row in every if row["status"] == "disputed"}
    for story in {row["story"] for row in every}:
        assert ids("--story", story) == {row["id"] for row in every if row["story"] == story}
    dated = {row["id"] for row in every if row["earliest"]}
    for day in ("2021", "2021-10"):  # "up to this day, month or year", as in events
        assert ids("--since", day) == dated
        assert ids("--until", day) == dated
    assert ids("--until", "2021-09") == ids("--since", "2021-11") == set()


def test_lists_stop_where_they_are_told(made: Path, sayso: Run) -> None:
    for command in ("stories", "happenings", "disputes"):
        rows = sayso(command, made, "--format", "jsonl").rows
        assert len(rows) > 1
        limited = sayso(command, made, "--limit", 1, "--format", "jsonl")
        assert (limited.rows, limited.err) == (rows[:1], "")
        table = sayso(command, made, "--limit", 1)
        assert table.code == 0
        assert "there are more than these 1: " in table.err
        assert sayso(command, made, "--limit", len(rows)).err == ""
    (story,) = {
        row["story"] for row in sayso("happenings", made, "--type", "ASSAULT", "--format", "jsonl").rows
    }
    assert len(sayso("timeline", made, "--story", story, "--limit", 1, "--format", "jsonl").rows) == 1


@pytest.mark.parametrize("form", FORMATS)
def test_the_timeline_of_a_story(made: Path, sayso: Run, form: str) -> None:
    stories = sayso("stories", made, "--format", "jsonl").rows
    for story in stories:
        said = sayso("timeline", made, "--story", story["id"], "--format", form)
        assert said.code == 0
        rows = sayso("timeline", made, "--story", story["id"], "--format", "jsonl").rows
        assert {row["id"] for row in rows} <= set(story["happenings"])
        assert [row["earliest"] for row in rows] == sorted(row["earliest"] for row in rows)
    article = stories[0]["articles"][0]
    by_article = sayso("timeline", made, "--story", article, "--format", form)
    by_story = sayso("timeline", made, "--story", stories[0]["id"], "--format", form)
    assert by_article.code == 0
    if form != "parquet":
        assert by_article.out == by_story.out


# One record


@pytest.mark.parametrize("command", ["story", "show"])
def test_one_record_and_all_behind_it(made: Path, sayso: Run, command: str) -> None:
    for name in ("happenings", "sayings", "stories"):
        for row in sayso(name, made, "--format", "jsonl").rows:
            page = sayso(command, made, row["id"])
            assert (page.code, page.err) == (0, "")
            (same,) = sayso(command, made, row["id"], "--format", "jsonl").rows
            assert same == row
            assert json.loads(sayso(command, made, row["id"], "--format", "json").out) == row
            for form in ("csv", "tsv", "parquet"):
                refused = sayso(command, made, row["id"], "--format", form)
                assert (refused.code, refused.out) == (2, b"")
                assert "SAY324" in refused.err
            assert sayso(command, made, row["id"][:14]).out == page.out


def test_every_count_can_be_opened(made: Path, sayso: Run) -> None:
    """A page of a happening has every report, with its origin and its words."""
    for row in sayso("happenings", made, "--format", "jsonl").rows:
        page = sayso("story", made, row["id"]).flow
        assert f"{row['articles']} article" in page
        for report in row["reports"]:
            assert report["record"][:10] in page
            assert report["article"][:10] in page
            assert report["origin"] in page
            assert sayso("why", made, report["record"]).code == 0
        for claim in row["claims"]:
            assert claim["about"] == "happened" or claim["value"] in page


def test_records_of_articles_lead_to_what_they_are_in(made: Path, sayso: Run) -> None:
    for row in sayso("happenings", made, "--format", "jsonl").rows:
        for report in row["reports"]:
            assert sayso("story", made, report["record"], "--format", "jsonl").rows == [row]
    for row in sayso("stories", made, "--format", "jsonl").rows:
        for article in row["articles"]:
            assert sayso("story", made, article, "--format", "jsonl").rows == [row]
    for row in sayso("sayings", made, "--format", "jsonl").rows:
        for version in row["versions"]:
            for record in version["records"]:
                assert sayso("story", made, record, "--format", "jsonl").rows == [row]


def test_what_a_brief_names_can_be_opened(made: Path, bad: Path, sayso: Run) -> None:
    for case in (made, bad):
        (brief,) = sayso(
            "brief", case, "--side", "a=The Alpha Post,The Charlie Post", "--format", "jsonl"
        ).rows
        assert brief["news"]
        for item in brief["news"]:
            opened = sayso("story", case, item["id"])
            assert opened.code == 0, (item["kind"], opened.err)


# What is new


def test_a_brief_says_what_is_new(made: Path, sayso: Run) -> None:
    (whole,) = sayso("brief", made, "--format", "jsonl").rows
    assert whole["articles"] == 9
    assert "happening" in {item["kind"] for item in whole["news"]}
    (new,) = sayso("brief", made, "--since", "2021-10-21", "--format", "jsonl").rows
    assert new["articles"] == 1
    assert [(item["kind"], item["note"]) for item in new["news"]] == [("number", "dead: 3 → 5")]
    page = sayso("brief", made, "--since", "2021-10-21")
    assert "1 article since 2021-10-21" in page.text
    assert "dead: 3 → 5" in page.text
    (reported,) = sayso("brief", made, "--since", "2021-10-16", "--reported", "--format", "jsonl").rows
    assert reported["articles"] == 8


@pytest.mark.parametrize(
    "since",
    [
        "2021-10-21T06:00:30Z",
        "2021-10-21T06:00:30",
        "2021-10-21 06:00:30",
        "2021-10-21T06:00Z",
        "2021-10-21T06:00",
        "2021-10-21T06Z",
        "2021-10-21T06",
        "2021-10-21T05:59:59.5Z",
        "2021-10-21T06:00:30+00:00",
        "2021-10-21T09:00:30+03:00",
        "2021-10-21T09:00+0300",
        "2021-10-21T01:00:30-05:00",
        "2021-10-20T23:00-05:00",
    ],
)
def test_a_time_is_a_time_however_it_is_written(made: Path, sayso: Run, since: str) -> None:
    """The second article came at 06:00:30 UTC: that is since all of these."""
    (brief,) = sayso("brief", made, "--since", since, "--format", "jsonl").rows
    assert brief["articles"] == 1


@pytest.mark.parametrize(
    "since", ["2021-10-21T06:00:31Z", "2021-10-21T06:01", "2021-10-21T09:01+03:00", "2021-10-22"]
)
def test_what_came_before_is_not_new(made: Path, sayso: Run, since: str) -> None:
    (brief,) = sayso("brief", made, "--since", since, "--format", "jsonl").rows
    assert brief["articles"] == 0


@pytest.mark.parametrize(
    "since",
    ["yesterday", "", "2021", "2021-10", "2021-13-45", "2021-02-30", "2021-10-20T25:00Z", "2021-10-20T06:61",
     "2021-10-20\n", "２０２１-10-20", "-1", "2021-10-20T06:00+99:00"],
)  # fmt: skip
def test_no_time_is_refused(made: Path, sayso: Run, since: str) -> None:
    said = sayso("brief", made, f"--since={since}")
    assert (said.code, said.out) == (2, b"")
    assert said.err.startswith("error: SAY32")


def test_what_one_side_says(made: Path, sayso: Run) -> None:
    def found(*sides: str) -> set[str]:
        options = [part for side in sides for part in ("--side", side)]
        said = sayso("brief", made, *options, "--format", "jsonl")
        assert said.code == 0
        return {item["headline"] for item in said.rows[0]["news"] if item["kind"] == "one-sided"}

    (saying,) = found("exile=The Golf Post,The Hotel Post")
    assert saying.startswith("only in media of the side “exile”: ")
    assert found("exile=the golf post, THE HOTEL POST ,") == {saying}
    assert found("exile=The Golf Post", "state=The Hotel Post") == set()
    assert found("exile=The Golf Post") == set()
    # a name given twice is one side of all its outlets
    assert found("exile=The Golf Post", "exile=The Hotel Post") == {saying}


@pytest.mark.parametrize("side", ["bad", "", "=", "a=", "=b", "a=,", "a= , ", " =b"])
def test_no_side_is_refused(made: Path, sayso: Run, side: str) -> None:
    said = sayso("brief", made, "--side", side)
    assert (said.code, said.out) == (2, b"")
    assert said.err.startswith("error: SAY326 ")


def test_a_brief_of_everything_has_what_came_at_no_known_time(week: Path, sayso: Run) -> None:
    """When an input came is lost with a damaged file (``rebuild``); what it brought is not."""
    (whole,) = sayso("brief", week, "--format", "jsonl").rows
    connection = sqlite3.connect(week)
    connection.execute("UPDATE inputs SET added = ''")
    connection.commit()
    connection.close()
    (same,) = sayso("brief", week, "--format", "jsonl").rows
    assert same == whole


# Misuse


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        *(([command, "nowhere.sayso", *more], 1, "SAY401") for command, *more in (
            *([name] for name in LISTS), ["brief"], ["story", "y_1"], ["show", "h_1"],
            ["timeline", "--story", "y_1"])),
        *(([command, "{here}"], 1, "SAY401") for command in (*LISTS, "brief")),
        *(([command, "{text}"], 1, "SAY40") for command in (*LISTS, "brief")),
        *(([command, "{case}", "--limit", limit], 2, "--limit") for command in LISTS for limit in "0x"),
        *(([command, "{case}", "--limit", "-1"], 2, "--limit") for command in LISTS),
        *(([command, "{case}", "--format", "xml"], 2, "--format") for command in (*LISTS, "brief")),
        *(([command, "{case}", "--story", "zzz"], 2, "SAY407")
          for command in ("happenings", "disputes", "timeline")),
        *(([command, "{case}", "--story", "h_"], 2, "SAY408")
          for command in ("happenings", "disputes", "timeline")),
        *(([command, "{case}", "y_zzz"], 2, "SAY407") for command in ("story", "show")),
        *(([command, "{case}", "h_"], 2, "SAY408") for command in ("story", "show")),
        (["story", "{case}", ""], 2, "SAY40"),
        (["story", "{case}", "%"], 2, "SAY407"),
        (["story", "{case}", "h_%"], 2, "SAY407"),
        (["story", "{case}", "a_"], 2, "SAY408"),
        (["story", "{case}", "\udcff"], 2, "SAY407"),
        (["show", "{case}", "h_\udcff"], 2, "SAY407"),
        (["happenings", "{case}", "--story", "\udcff"], 2, "SAY407"),
        (["story", "{case}"], 2, "ID"),
        (["happenings", "{case}", "--type", "NOPE"], 2, "SAY321"),
        (["happenings", "{case}", "--status", "nope"], 2, "SAY321"),
        (["happenings", "{case}", "--since", "yesterday"], 2, "SAY321"),
        (["happenings", "{case}", "--until", "2021-13"], 2, "SAY321"),
        (["happenings", "{case}", "--min-origins", "-1"], 2, "--min-origins"),
        (["timeline", "{case}", "--story", "y_1", "--since", "2021"], 2, "SAY326"),
        (["timeline", "{case}", "--story", "y_1", "--type", "PROTEST"], 2, "SAY326"),
        (["brief", "{case}", "--format", "csv"], 2, "SAY324"),
        (["demo-case", "{case}"], 2, "SAY304"),
        (["demo-case", "{here}"], 2, "SAY304"),
        (["demo-case", "{here}/no/no.sayso"], 1, "SAY40"),
    ],
)  # fmt: skip
def test_misuse(
    arguments: list[str], code: int, words: str, week: Path, sayso: Run, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("no case at all " * 100)
    before = week.read_bytes()
    said = sayso(*(a.format(case=week, here=tmp_path, text=tmp_path / "a.txt") for a in arguments))
    assert said.code == code
    assert said.out == b""
    assert words in said.err
    assert not (tmp_path / "nowhere.sayso").exists()
    assert week.read_bytes() == before


WORDS = st.text(st.characters(exclude_characters="\x00"), max_size=10) | st.sampled_from(
    ["", "-", "--", "%", "_", "'; DROP TABLE told;--", "e_", "h_", "y_", "w_", "a_", "\u202e", "9" * 400,
     "a=b", "2021-10-20T06:00Z", "\udcff"]
)  # fmt: skip
OPTIONS: dict[str, tuple[str, ...]] = {
    "happenings": ("--type", "--status", "--min-origins", "--story", "--since", "--until", "--limit"),
    "disputes": ("--story", "--limit", "--format"),
    "brief": ("--since", "--side", "--format"),
    "story": ("--format",),
    "sayings": ("--limit",),
    "timeline": ("--story",),
}


@pytest.mark.parametrize("command", OPTIONS)
def test_nonsense_is_told_and_no_traceback(
    made: Path, command: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from typer.testing import CliRunner

    from sayso.cli import app

    copy = Path(shutil.copy(made, tmp_path_factory.mktemp("nonsense") / "week.sayso"))
    runner = CliRunner()

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(options=st.dictionaries(st.sampled_from(OPTIONS[command]), WORDS, max_size=3), place=WORDS)
    def tried(options: dict[str, str], place: str) -> None:
        given_ = [part for option in options.items() for part in option]
        more = ["--", place] if command == "story" else []
        result = runner.invoke(app, [command, str(copy), *given_, *more])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        assert result.exit_code in (0, 1, 2)
        assert "Traceback" not in result.stderr

    tried()


# Files that cannot be written to


def _asked(command: str, case: Path, sayso: Run) -> Ended:
    return sayso(command, case, *(["h_"] if command in ("story", "show") else []))


@pytest.fixture
def unwritable(monkeypatch: pytest.MonkeyPatch) -> None:
    """For root too: nothing may be written to."""
    monkeypatch.setattr("sayso.case._file._may_write", lambda path: False)


def test_what_was_made_before_is_shown_without_writing(week: Path, sayso: Run, unwritable: None) -> None:
    """Nothing changed since: there is nothing to say about it."""
    for command in (*LISTS, "brief"):
        said = sayso(command, week)
        assert said.code == 0
        assert said.out
        assert said.err == ""


def test_what_is_behind_is_shown_with_a_note(week: Path, sayso: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    before = sayso("happenings", week, "--format", "jsonl").out
    with open_case(week) as case:
        case.add_text("Soldiers shot two farmers near Grodno on Friday.", name="z", **LATER)
    monkeypatch.setattr("sayso.case._file._may_write", lambda path: False)
    for command in (*LISTS, "brief"):
        said = sayso(command, week, "--format", "jsonl")
        assert said.code == 0
        assert said.out
        assert "cannot be written to" in said.err
        assert all(line.startswith("note: ") for line in said.err.splitlines())
    assert sayso("happenings", week, "--format", "jsonl").out == before
    for row in sayso("stories", week, "--format", "jsonl").rows:
        assert sayso("story", week, row["id"]).code == 0


def test_what_was_never_made_cannot_be_shown(
    unasked: Path, tmp_path: Path, sayso: Run, unwritable: None
) -> None:
    case = Path(shutil.copy(unasked, tmp_path / "week.sayso"))
    for command in (*LISTS, "brief", "story"):
        said = _asked(command, case, sayso)
        assert (said.code, said.out) == (1, b"")
        assert "error: SAY403 " in said.err
    assert sayso("events", case).code == 0


@AS_ROOT
@pytest.mark.parametrize("which", ["file", "folder"])
def test_a_file_or_folder_that_may_not_be_written_to(
    made: Path, unasked: Path, sayso: Run, tmp_path: Path, which: str
) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()
    ready, raw = (
        shutil.copy(case, folder / name) for case, name in ((made, "a.sayso"), (unasked, "b.sayso"))
    )
    locked = [ready, raw] if which == "file" else [folder]
    modes = {path: os.stat(path).st_mode for path in locked}
    for path in locked:
        os.chmod(path, 0o444 if which == "file" else 0o555)
    try:
        for command in (*LISTS, "brief"):
            said = sayso(command, ready)
            assert (said.code, said.err) == (0, "")
            assert said.out
            refused = sayso(command, raw)
            assert (refused.code, refused.out) == (1, b"")
            assert "error: SAY403 " in refused.err
        assert sayso("events", raw).code == 0
    finally:
        for path, mode in modes.items():
            os.chmod(path, mode)


def test_a_damaged_row_is_said(week: Path, sayso: Run) -> None:
    """What stands in the tables of stories is no more to be trusted than the rest of a file."""
    connection = sqlite3.connect(week)
    for table in ("happenings", "stories", "sayings"):
        connection.execute(f"UPDATE {table} SET row = x'7b7d'")
    connection.execute("UPDATE made SET row = x'7b' WHERE what = 'findings'")
    connection.execute("UPDATE compared SET row = x'7b' WHERE row IS NOT NULL")
    connection.commit()
    connection.close()
    for command in (*LISTS, "brief"):
        said = sayso(command, week)
        assert said.code == 1, command
        assert "error: SAY402 " in said.err
    assert sayso("rebuild", week).code == 0
    for command in (*LISTS, "brief"):
        assert sayso(command, week).code == 0


def test_a_strangers_case_steers_no_terminal(week: Path, sayso: Run) -> None:
    """A case file may come from anybody, with a record of stories that Sayso never made."""
    connection = sqlite3.connect(week)
    for table in ("happenings", "stories", "sayings"):
        for key, row in connection.execute(f"SELECT id, row FROM {table}").fetchall():
            value = _steered(json.loads(row))
            connection.execute(f"UPDATE {table} SET row = ? WHERE id = ?", (json.dumps(value).encode(), key))
    kind = {"id": "f_\x1b[2J", "kind": "\x1b[2Jtitles", "note": "\x1b[2J", "articles": [], "records": []}
    (article,) = connection.execute("SELECT id FROM articles LIMIT 1").fetchone()
    kind["articles"] = [article]
    connection.execute("UPDATE made SET row = ? WHERE what = 'findings'", (json.dumps([kind]).encode(),))
    connection.commit()
    connection.close()
    for command in ("stories", "happenings", "disputes", "sayings", "brief"):
        said = sayso(command, week)
        assert said.code == 0
        assert STEERING.findall(said.text + said.err) == [], command
    with sqlite3.connect(week) as connection:
        ids = [row[0] for table in ("happenings", "sayings") for row in
               connection.execute(f"SELECT id FROM {table}")]  # fmt: skip
    for id_ in ids:
        said = sayso("story", week, id_)
        assert STEERING.findall(said.text + said.err) == [], id_


def _steered(value: Any) -> Any:
    """A record with a command for terminals in each text that is free."""
    if isinstance(value, dict):
        kept = ("id", "record", "article", "articles", "repeats", "story", "reports", "happenings", "key")
        return {k: v if k in kept and not (isinstance(v, list) and v and isinstance(v[0], dict))
                else _steered(v) for k, v in value.items()}  # fmt: skip
    if isinstance(value, list):
        return [_steered(item) for item in value]
    return f"{value}\x1b[2J\u202e" if isinstance(value, str) else value


# Hostile words


@pytest.mark.parametrize("width", [None, "40", "20", "300"])
@pytest.mark.parametrize("command", [*LISTS, "brief"])
def test_tables_show_and_do_not_obey(
    bad: Path, sayso: Run, command: str, width: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if width:
        monkeypatch.setenv("COLUMNS", width)
    side = (
        ["--side", f"\x1b[2J\u202e[red]=The Golf Post{EVIL}".replace("\n", " ")] if command == "brief" else []
    )
    said = sayso(command, bad, *side)
    assert said.code == 0
    assert said.out
    assert STEERING.findall(said.text + said.err) == []


def test_markup_is_words(bad: Path, sayso: Run) -> None:
    assert "[red]bold[/red]" in sayso("stories", bad).flow
    assert "[red]bold[/red]" in sayso("copies", bad).flow
    assert "[red]" in sayso("sayings", bad).flow


@pytest.mark.parametrize("command", ["story", "show"])
def test_pages_show_and_do_not_obey(bad: Path, sayso: Run, command: str) -> None:
    for name in ("stories", "happenings", "sayings"):
        rows = sayso(name, bad, "--format", "jsonl").rows
        assert rows
        for row in rows:
            said = sayso(command, bad, row["id"])
            assert said.code == 0
            assert STEERING.findall(said.text + said.err) == []
            if name == "stories":
                timeline = sayso("timeline", bad, "--story", row["id"])
                assert STEERING.findall(timeline.text + timeline.err) == []


def test_messages_show_and_do_not_obey(bad: Path, tmp_path: Path, sayso: Run) -> None:
    for arguments in (
        ["story", bad, "\x1b[2J\u202e"],
        ["happenings", bad, "--story", "\x1b[2J\u202e"],
        ["brief", bad, "--since", "\x1b[2J\u202e"],
        ["brief", bad, "--side", "\x1b[2J\u202e"],
        ["stories", tmp_path / "no\x1b[2J\u202e.sayso"],
        ["demo-case", tmp_path / "no\x1b[2J\u202e" / "a.sayso"],
    ):
        said = sayso(*arguments)
        assert said.code in (1, 2)
        assert STEERING.findall(said.text + said.err) == []


@pytest.mark.parametrize("width", [40, 25, 60, 100])
@pytest.mark.parametrize("which", ["made", "bad"])
def test_a_narrow_terminal(
    request: pytest.FixtureRequest, sayso: Run, which: str, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = request.getfixturevalue(which)
    pages = [[command, case] for command in (*LISTS, "brief")]
    for name in ("stories", "happenings", "sayings"):
        pages += [["story", case, row["id"]] for row in sayso(name, case, "--format", "jsonl").rows]
    monkeypatch.setenv("COLUMNS", str(width))
    for page in pages:
        said = sayso(*page)
        assert said.code == 0
        lines = said.text.splitlines()
        assert lines
        wide = [line for line in lines if cell_len(line) > width]
        assert wide == [], page


# Readers that leave, disks that are full


ENV = {**os.environ, "OMP_NUM_THREADS": "1"}


@pytest.mark.parametrize(
    "arguments",
    [["happenings", "--format", "jsonl"], ["happenings"], ["brief"], ["story"], ["brief", "--format", "json"],
     ["stories", "--format", "csv"]],
)  # fmt: skip
def test_a_reader_that_leaves_ends_it_quietly(made: Path, arguments: list[str]) -> None:
    command, *more = arguments
    if command == "story":
        with sqlite3.connect(made) as connection:
            more = [connection.execute("SELECT id FROM happenings LIMIT 1").fetchone()[0]]
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "sayso", command, str(made), *more],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=ENV,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    err = process.stderr.read()
    assert process.wait(60) == 0
    assert err == b""
    process.stderr.close()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
@pytest.mark.parametrize("arguments", [["happenings", "--format", "jsonl"], ["disputes"], ["brief"]])
def test_a_full_disk_is_said(made: Path, arguments: list[str]) -> None:
    command, *more = arguments
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "sayso", command, str(made), *more],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            env=ENV,
        )
    assert done.returncode == 1
    assert done.stderr.startswith(b"error: SAY304 ")


# Help, and the demo case


@pytest.mark.parametrize("command", [*LISTS, "brief", "story", "demo-case"])
def test_help_has_examples(sayso: Run, command: str) -> None:
    said = sayso(command, "--help")
    assert (said.code, said.err) == (0, "")
    lines = said.text.partition("Examples:")[2].splitlines()
    assert any(line.strip().startswith(f"sayso {command} ") for line in lines)


@pytest.mark.slow
def test_the_demo_case_is_made_and_asked(tmp_path: Path, sayso: Run) -> None:
    case = tmp_path / "demo.sayso"
    said = sayso("demo-case", case)
    assert (said.code, said.out) == (0, b"")
    assert "articles" in said.err
    for command in (*LISTS, "brief"):
        asked = sayso(command, case)
        assert asked.code == 0
        assert asked.out
        assert STEERING.findall(asked.text) == []
    again = sayso("demo-case", case)
    assert (again.code, again.out) == (2, b"")
    assert sayso("check", case).code == 0


def test_a_package_without_the_demo_case_says_so(
    tmp_path: Path, sayso: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sayso.stories._demo._PLACES", (tmp_path / "nowhere",))
    said = sayso("demo-case", tmp_path / "demo.sayso")
    assert (said.code, said.out) == (1, b"")
    assert said.err.startswith("error: SAY")
    assert not (tmp_path / "demo.sayso").exists()
