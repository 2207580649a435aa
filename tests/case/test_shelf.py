"""The tables of stories in a case file: files of version 1 brought up to date, tables made anew, changes in
between, several processes at once, kills."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import time
from pathlib import Path
from typing import Any

import msgspec
import pytest

from sayso.case import Case, EventRecord, Shelf, open_case, rebuild_file
from sayso.case import _schema as schema
from sayso.errors import CaseError
from sayso.stories import Stories
from sayso.stories import _make as making
from tests.case.conftest import CLOCK, LATER, TEXTS, differing, dump, process, sql, write

TOLD = tuple(table.name for table in schema.TOLD)
MORE: dict[str, Any] = {**CLOCK, "now": LATER}


def public(case: Case) -> dict[str, list[str]]:
    """All that a user may see of the stories of a case."""
    stories = Stories(case)
    rows = {
        "happenings": stories.happenings(),
        "sayings": stories.sayings(),
        "stories": stories.stories(),
        "copies": stories.copies(passages=True),
        "disputes": stories.disputes(),
        "findings": stories.findings(),
    }
    return {name: [msgspec.json.encode(row).decode() for row in some] for name, some in rows.items()}


def tables(path: str | Path, names: tuple[str, ...] = TOLD) -> dict[str, list[tuple[Any, ...]]]:
    """What stands in the tables of stories."""
    connection = sqlite3.connect(f"{Path(path).absolute().as_uri()}?mode=ro", uri=True)
    try:
        return {name: sorted(connection.execute(f"SELECT * FROM {name}"), key=repr) for name in names}
    finally:
        connection.close()


def from_scratch(case: Case, folder: Path) -> dict[str, list[str]]:
    """The stories of a copy of the case that knows nothing of them."""
    copy = folder / "scratch.sayso"
    shutil.copy(case.path, copy)
    sql(copy, *(f"DELETE FROM {name}" for name in TOLD))
    with open_case(copy) as other:
        made = public(other)
    copy.unlink()
    return made


def older(path: Path) -> Path:
    """Make a file of version 1 of a current one."""
    connection = sqlite3.connect(path)
    for name in (*TOLD, *(table.name for table in schema.GIVEN)):
        connection.execute(f"DROP TABLE {name}")
    for n, row in connection.execute("SELECT n, row FROM events").fetchall():
        record = json.loads(row)
        record.pop("statements", None)
        for count in record.get("counts", ()):
            count.pop("statements", None)
        connection.execute("UPDATE events SET row = ? WHERE n = ?", (json.dumps(record).encode(), n))
    connection.execute("PRAGMA user_version = 1")
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return path


@pytest.fixture
def first_version(news_file: Path, tmp_path: Path) -> Path:
    """The invented week as a file of version 1."""
    return older(Path(shutil.copy(news_file, tmp_path / "old.sayso")))


@pytest.fixture(scope="module")
def asked_file(news_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented week with its stories made."""
    path = Path(shutil.copy(news_file, tmp_path_factory.mktemp("asked") / "week.sayso"))
    with open_case(path) as case:
        Stories(case)
    return path


@pytest.fixture
def asked(asked_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(asked_file, tmp_path / "asked.sayso"))


# Files of version 1


def test_an_older_file_is_brought_up_to_date(first_version: Path, news_file: Path) -> None:
    with open_case(first_version) as case, open_case(news_file) as new:
        assert case.check().list() == []
        assert case.events().list() == new.events().list()
        with_statements = [event for event in case.events() if event.statements]
        assert with_statements
        named = {statement.id for statement in case.statements(hidden=True)}
        for event in with_statements:
            assert named.issuperset(event.statements)
            assert len(event.statements) >= len(event.said_by)  # a speaker in two of them is named once
        assert public(case)["happenings"]
    assert differing(dump(first_version), dump(news_file)) == []
    assert sqlite3.connect(first_version).execute("PRAGMA user_version").fetchone() == (schema.VERSION,)


def test_an_older_file_gives_the_same_stories(first_version: Path, asked: Path) -> None:
    with open_case(first_version) as old, open_case(asked) as new:
        assert public(old) == public(new)
    assert tables(first_version) == tables(asked)


def test_an_older_file_keeps_its_corrections(news_file: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(news_file, tmp_path / "old.sayso"))
    with open_case(path) as case:
        one, two, three = case.events(limit=3)
        case.correct("hide", one.id, who="Ada", why="a film", now=CLOCK["now"])
        case.correct(
            "recode", two.id, values={"status": "denied"}, who="Ada", why="so they say", now=CLOCK["now"]
        )
        case.correct("note", three.id, who="Ada", why="see there", now=CLOCK["now"])
        before = case.events(hidden=True).list()
    older(path)
    with open_case(path) as case:
        assert case.events(hidden=True).list() == before
        assert one.id not in {event.id for event in case.events()}
        assert case.check().list() == []


@pytest.mark.parametrize("command", ["events", "statements", "actors", "runs", "inputs"])
def test_an_older_file_that_cannot_be_written_to_can_be_read(
    first_version: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """Evidence is often kept on what cannot be written to: nothing but stories needs the new tables."""
    monkeypatch.setattr("sayso.case._file._may_write", lambda path: False)
    before = first_version.read_bytes()
    with open_case(first_version) as case:
        assert getattr(case, command)().list()
        with pytest.raises(CaseError, match="SAY403"):
            Stories(case)
    assert first_version.read_bytes() == before


def test_an_older_file_with_a_damaged_reading_can_be_opened(first_version: Path) -> None:
    """One Reading that cannot be unpacked is no reason to show nothing of the other eleven articles."""
    sql(first_version, "UPDATE readings SET data = x'00' WHERE n = 1")
    with open_case(first_version) as case:
        assert len(case.statements().list()) > 10
        assert case.check().list() != []


def test_an_older_file_is_as_it_was_where_that_fails(
    first_version: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tables(first_version, ("events",))

    def fail(connection: object) -> None:
        raise RuntimeError("no")

    monkeypatch.setattr("sayso.case._rebuild.rewrite_events", fail)
    with pytest.raises(RuntimeError), open_case(first_version) as case:
        case.check_opened()
    assert sqlite3.connect(first_version).execute("PRAGMA user_version").fetchone() == (1,)
    assert tables(first_version, ("events",)) == before
    monkeypatch.undo()
    with open_case(first_version) as case:
        assert case.check().list() == []


def test_a_newer_file_is_refused(asked: Path) -> None:
    sql(asked, f"PRAGMA user_version = {schema.VERSION + 1}")
    with pytest.raises(CaseError, match="SAY406"), open_case(asked) as case:
        case.check_opened()


MIGRATE = """
import sqlite3
case = open_case(sys.argv[1])
case.check_opened()
print("there", len(case.events().list()), flush=True)
case.close()
"""


def test_two_processes_bring_a_file_up_to_date(first_version: Path, news_file: Path) -> None:
    both = [process(MIGRATE, first_version, stderr=subprocess.PIPE) for _ in range(2)]
    for each in both:
        out, err = each.communicate(timeout=120)
        assert (each.returncode, err) == (0, "")
        assert out.startswith("there ")
    assert differing(dump(first_version), dump(news_file)) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_killed_while_a_file_is_brought_up_to_date(first_version: Path, news_file: Path, seed: int) -> None:
    started = process(f"print('on', flush=True)\n{MIGRATE}", first_version)
    assert started.stdout is not None
    started.stdout.readline()
    time.sleep(random.Random(seed).uniform(0, 0.4))
    os.kill(started.pid, signal.SIGKILL)
    started.communicate(timeout=60)
    version = sqlite3.connect(first_version).execute("PRAGMA user_version").fetchone()[0]
    assert version in (1, schema.VERSION)
    with open_case(first_version) as case:
        assert case.check().list() == []
        assert all(isinstance(event, EventRecord) for event in case.events())
    assert differing(dump(first_version), dump(news_file)) == []


# Made anew


def test_asking_twice_writes_nothing(asked: Path) -> None:
    before = asked.read_bytes()
    with open_case(asked) as case:
        assert not making.bring_up_to_date(case)
        public(case)
    assert asked.read_bytes() == before


def test_rebuild_empties_them_and_they_come_again(asked: Path) -> None:
    before = tables(asked)
    assert all(before[name] for name in ("sketches", "stories", "happenings", "told", "made"))
    rebuild_file(str(asked))
    assert all(rows == [] for rows in tables(asked).values())
    with open_case(asked) as case:
        Stories(case)
        assert case.check().list() == []
    assert tables(asked) == before


@pytest.mark.parametrize("name", [n for n in TOLD if n != "made"])
def test_a_table_that_was_emptied_does_not_break_the_next_time(asked: Path, name: str) -> None:
    before = tables(asked)
    sql(asked, f"DELETE FROM {name}", "DELETE FROM made WHERE what = 'stories'")
    with open_case(asked) as case:
        Stories(case)
    assert tables(asked) == before


def test_other_rules_make_everything_anew(asked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was kept by the rules of another version is not what this version would keep."""
    before = {name: rows for name, rows in tables(asked).items() if name != "made"}
    notes = json.dumps({"stems": ["nothing"], "credits": ["TASS"]}).encode().hex()
    sql(asked, f"UPDATE sketches SET notes = x'{notes}'", "UPDATE compared SET copy = 1 - copy, of_one = 0.5")
    monkeypatch.setattr(making, "RULES", "another version")
    with open_case(asked) as case:
        Stories(case)
    assert {name: rows for name, rows in tables(asked).items() if name != "made"} == before


# A case that changes


def test_an_article_more(asked: Path, tmp_path: Path) -> None:
    with open_case(asked) as case:
        before = public(case)
        case.add([write(tmp_path / "in", TEXTS)], **MORE)
        after = public(case)
        assert after != before
        assert after == from_scratch(case, tmp_path)
        assert case.check().list() == []


@pytest.mark.parametrize("action", ["hide", "recode", "merge", "undo"])
def test_a_correction(asked: Path, tmp_path: Path, action: str) -> None:
    with open_case(asked) as case:
        before = public(case)
        happening = max(Stories(case).happenings(), key=lambda h: (h.articles, h.id))
        record = happening.reports[0].record
        if action == "merge":
            one, two, *_ = case.actors(kind="person")
            made = case.correct("merge", one.id, [two.id], who="Ada", why="the same", now=LATER)
        elif action == "recode":
            made = case.correct("recode", record, values={"type": "AID"}, who="Ada", why="help", now=LATER)
        else:
            made = case.correct("hide", record, who="Ada", why="a film", now=LATER)
        corrected = public(case)
        assert corrected == from_scratch(case, tmp_path)
        if action == "undo":
            case.correct("undo", made.id, who="Ada", why="it was none", now=LATER)
            assert public(case) == before
        elif action in ("hide", "recode"):
            assert corrected != before
            reports = [r.record for h in Stories(case).happenings() if h.type == happening.type
                       for r in h.reports]  # fmt: skip
            assert record not in reports


@pytest.mark.slow
def test_reading_again(asked: Path, tmp_path: Path) -> None:
    actors = tmp_path / "actors.csv"
    actors.write_text("name,code\nAnton Lipcanu,MDAGOV\nVote,MDAOPP\n")
    with open_case(asked) as case:
        Stories(case)
        case.reread(actors=[str(actors)], **MORE)
        assert public(case) == from_scratch(case, tmp_path)


def test_actors_that_are_joined_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An add that was interrupted before actors were joined, a look at the stories, and the add again: that
    adds no article, but joins the actors."""
    texts = {
        "one.txt": "RIVERTON, May 3, 2021 (Herald) - Police arrested opposition leader Viktor Malko in "
        "Minsk on Sunday, May 2, 2021. Viktor Malko is from Brest.",
        "two.txt": "RIVERTON, May 4, 2021 (Post) - Viktor Malko was detained by police in Minsk on May 2, "
        "2021. “They will let me go,” said Malko of the other guests in the cell on that long night.",
    }
    folder, path = write(tmp_path / "in", texts), tmp_path / "a.sayso"
    with open_case(path) as case:
        with monkeypatch.context() as interrupted:
            interrupted.setattr("sayso.case._add.join_stale", lambda case: 0)
            case.add([folder], **CLOCK)
        assert case.status().unjoined
        Stories(case)
        case.add([folder], **CLOCK)
        assert not case.status().unjoined
        assert public(case) == from_scratch(case, tmp_path)


def test_a_better_input_of_the_same_text(tmp_path: Path) -> None:
    """The title of an article may come later, with another input of the same text."""
    text = (
        "Bakers strike in Riverton over flour\n\nBakers went on strike in Riverton on Monday, the union said."
    )
    (tmp_path / "a.txt").write_text(text)
    row = {
        "id": "b",
        "text": text,
        "title": "Bakers strike in Riverton over flour",
        "outlet": "Post",
        "date": "2021-05-03",
    }
    (tmp_path / "b.jsonl").write_text(json.dumps(row) + "\n")
    with open_case(tmp_path / "a.sayso") as case:
        case.add([tmp_path / "a.txt"], **CLOCK)
        Stories(case)
        case.add([tmp_path / "b.jsonl"], **MORE)
        assert public(case) == from_scratch(case, tmp_path)
        sketches = tables(case.path, ("sketches",))
        sql(case.path, *(f"DELETE FROM {name}" for name in TOLD))
        Stories(case)
        assert tables(case.path, ("sketches",)) == sketches


@pytest.mark.parametrize("moment", range(3))
def test_an_article_that_comes_while_they_are_made(asked: Path, tmp_path: Path, moment: int) -> None:
    """Somebody else adds to the case meanwhile: what is shown is the case before or after it."""
    texts = write(tmp_path / "in", TEXTS)
    extra = write(
        tmp_path / "extra", {"z.txt": "Soldiers shot two farmers near Upland on Friday, the army said."}
    )
    calls = 0

    def told(_: str) -> None:
        nonlocal calls
        calls += 1
        if calls == moment + 1:
            with open_case(asked) as other:
                other.add([extra], **MORE)

    with open_case(asked) as case:
        case.add([texts], **MORE)
        Stories(case, told=told)
        if calls <= moment:
            pytest.skip("no such moment")
        assert public(case) == from_scratch(case, tmp_path)


# Several processes


ASK = """
from sayso.stories import Stories
with open_case(sys.argv[1]) as case:
    print("on", flush=True)
    print(len(Stories(case).happenings().list()), flush=True)
"""


def test_two_processes_ask_at_once(news_file: Path, asked_file: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(news_file, tmp_path / "week.sayso"))
    both = [process(ASK, path, stderr=subprocess.PIPE) for _ in range(3)]
    said = []
    for each in both:
        out, err = each.communicate(timeout=120)
        assert (each.returncode, err) == (0, "")
        said.append(out)
    assert len(set(said)) == 1
    assert tables(path) == tables(asked_file)
    with open_case(path) as case:
        assert case.check().list() == []


@pytest.mark.slow
def test_asking_while_another_adds(tmp_path: Path, asked_file: Path) -> None:
    """Whoever asks while articles come in gets an answer of some moment, and in the end that of all."""
    from tests.case.conftest import ADD, invented

    path = Path(shutil.copy(asked_file, tmp_path / "week.sayso"))
    folder = write(tmp_path / "in", invented(60))
    adding = process(ADD, path, folder, pause=0.05)
    failed = []
    while adding.poll() is None:
        asking = process(ASK, path, stderr=subprocess.PIPE)
        _, err = asking.communicate(timeout=120)
        if asking.returncode:
            failed.append(err.splitlines()[-1])
    assert adding.stdout is not None
    adding.stdout.close()
    assert failed == []
    with open_case(path) as case:
        assert public(case) == from_scratch(case, tmp_path)
        assert case.check().list() == []


def _killed(path: Path, seconds: float) -> None:
    asking = process(ASK, path)
    assert asking.stdout is not None
    asking.stdout.readline()
    time.sleep(seconds)
    os.kill(asking.pid, signal.SIGKILL)
    asking.communicate(timeout=60)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(5))
def test_killed_while_stories_are_made(news_file: Path, asked_file: Path, tmp_path: Path, seed: int) -> None:
    path, chance = Path(shutil.copy(news_file, tmp_path / "week.sayso")), random.Random(seed)
    for _ in range(3):
        _killed(path, chance.uniform(0, 0.5))
        with open_case(path) as case:
            assert case.check().list() == []
            assert case.status().articles == 12
    with open_case(path) as case:
        Stories(case)
        assert case.check().list() == []
    assert tables(path) == tables(asked_file)


# The shelf itself


def test_a_table_becomes_what_it_should(asked: Path) -> None:
    with open_case(asked) as case:
        shelf = Shelf(case)
        rows = [{"record": f"e_{n:04}", "into": f"h_{n % 7}"} for n in range(1700)]
        with shelf.writing() as writing:
            assert writing.become("told", rows) > 1700
            assert writing.become("told", rows) == 0
            assert writing.become("told", [*rows[1:], {"record": "e_0001", "into": "h_x"}]) == 2
        assert len(list(shelf.rows("told"))) == 1699
        assert [row.into for row in shelf.rows("told", "record", ["e_0001"])] == ["h_x"]
        many = [row["record"] for row in rows]
        assert len(list(shelf.rows("told", "record", many))) == 1699
        assert list(shelf.rows("told", "record", [])) == []
        assert shelf.beginning("told", "e_000", most=3) == ["e_0001", "e_0002", "e_0003"]
        assert shelf.beginning("told", "e%") == shelf.beginning("told", "_") == []

        def change() -> None:
            with shelf.writing() as writing:
                writing.drop("told", [["e_0001"]])
                writing.drop("no such table", [])

        with pytest.raises(KeyError):
            change()
        assert len(list(shelf.rows("told"))) == 1699


def test_texts_and_carriers_of_many_ids(asked: Path) -> None:
    with open_case(asked) as case:
        shelf = Shelf(case)
        ids = [carrier.id for carrier in shelf.carriers()]
        assert ids == sorted(ids)
        assert len(ids) == 12
        wanted = [f"a_{n}" for n in range(1200)] + ids
        assert [id for id, _ in shelf.texts(wanted)] == ids
        assert [carrier.id for carrier in shelf.carriers(wanted)] == ids
        assert list(shelf.texts([])) == shelf.carriers([]) == []


def test_lines_are_statements_that_are_not_hidden(asked: Path) -> None:
    with open_case(asked) as case:
        lines = list(Shelf(case).lines())
        assert [line.id for line in lines] == sorted(statement.id for statement in case.statements())
        known = {statement.id: statement for statement in case.statements()}
        for line in lines:
            assert line.speaker == known[line.id].speaker
            assert line.words == known[line.id].words
        case.correct("hide", lines[0].id, who="Ada", why="a quotation of a song", now=LATER)
        assert lines[0].id not in {line.id for line in Shelf(case).lines()}
