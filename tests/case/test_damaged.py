"""Files that are damaged, strange, too new or too old: said so, never trusted, and saved as far as can be."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import tracemalloc
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from sayso.case import Case, open_case
from sayso.case import _schema as schema
from sayso.case._rebuild import salvage
from sayso.errors import CaseError, SaysoError
from tests.case.conftest import CLOCK, NEWS, TEXTS, differing, dump, invented, sql, write


@pytest.fixture
def path(news_file: Path, tmp_path: Path) -> Path:
    """A case file that a test may damage."""
    path = tmp_path / "week.sayso"
    shutil.copy(news_file, path)
    return path


def refused(path: Path) -> str:
    """The code with which opening, and checking, a file ends; empty where nothing is found."""
    try:
        with open_case(path) as case:
            found = case.check().list()
            return "problem" if found else ""
    except CaseError as error:
        return error.code


# Truncated and damaged


@pytest.mark.parametrize("share", [0.0, 0.001, 0.3, 0.6, 0.97])
def test_truncated(path: Path, share: float) -> None:
    size = path.stat().st_size
    os.truncate(path, max(50, int(size * share)))
    with pytest.raises(CaseError, match="SAY402"):
        open_case(path)
    with pytest.raises(CaseError, match="SAY402"):
        Case(str(path)).add_text("Tom Birch met Ada Quill.")
    left = path.read_bytes()
    assert len(left) == max(50, int(size * share))


@pytest.mark.parametrize("pages", [1, 30, pytest.param(80, marks=pytest.mark.slow)])
def test_truncated_and_saved(path: Path, news_file: Path, pages: int) -> None:
    size = path.stat().st_size
    os.truncate(path, size - 4096 * pages)
    left = path.read_bytes()
    done = salvage(str(path))
    assert done.moved is not None
    assert Path(done.moved).read_bytes() == left
    assert done.articles == done.saved["articles"] > 0
    with open_case(path) as case:
        assert case.status().articles == done.articles
        case.retry(**CLOCK)
        case.add([NEWS], **CLOCK)
        assert case.check().list() == []
    assert differing(dump(path), dump(news_file)) == []
    beside = {name for name in os.listdir(path.parent) if not name.startswith("week.sayso.damaged")}
    assert beside <= {"week.sayso", "week.sayso-wal", "week.sayso-shm"}


def test_nothing_can_be_saved(path: Path) -> None:
    os.truncate(path, 4096)
    with pytest.raises(CaseError, match=r"SAY40[12]"):
        salvage(str(path))
    assert path.stat().st_size == 4096
    assert [name for name in os.listdir(path.parent) if "rebuilding" in name] == []


def test_moved_aside_under_a_name_of_its_own(path: Path) -> None:
    for n in (1, 2):
        os.truncate(path, path.stat().st_size - 10)
        assert salvage(str(path)).moved == f"{path}.damaged-{n}"
    with open_case(path) as case:
        assert case.status().articles == 12


LOST = {
    "raws": "DELETE FROM raws WHERE rowid % 2",
    "raws flipped": "UPDATE raws SET data = x'00' WHERE rowid % 2",
    "inputs": "DELETE FROM inputs WHERE rowid % 2",
    "articles": "DELETE FROM articles WHERE rowid % 2",
    "text": "UPDATE articles SET text = 'Nothing' WHERE rowid % 2",
    "title": "UPDATE articles SET title = x'ff' WHERE rowid % 2",
    "taken": "UPDATE articles SET taken = '{' WHERE rowid % 2",
    "readings": "DELETE FROM readings WHERE rowid % 2",
    "readings flipped": "UPDATE readings SET data = x'78ff' WHERE rowid % 2",
    "runs": "INSERT INTO readings (article, run, sha256, data) "
    "SELECT article, 'r_0', sha256, data FROM readings",
    "events": "DELETE FROM events",
    "rows": "UPDATE events SET row = x'7b7b'",
    "actors": "DELETE FROM actors",
    "words": "INSERT INTO words (words) VALUES ('delete-all')",
}


QUICK = ("raws flipped", "inputs", "readings flipped", "rows", "events", "parties", "details")


@pytest.mark.parametrize(
    "what", [w if w in QUICK[:4] else pytest.param(w, marks=pytest.mark.slow) for w in LOST]
)
def test_rows_that_were_lost(path: Path, news_file: Path, what: str) -> None:
    """Found by a check, and there again after saving what is left and adding once more."""
    sql(path, LOST[what])
    found = refused(path)
    assert found in ("problem", "SAY402") or what == "raws"
    done = salvage(str(path))
    assert done.articles > 0
    assert min(done.saved.values()) >= 0
    with open_case(path) as case:
        case.retry(**CLOCK)
        case.add([NEWS], **CLOCK)
        assert case.check().list() == []
    assert differing(dump(path), dump(news_file)) == []


DERIVED = ("events", "statements", "actors", "parties", "countries", "details")


@pytest.mark.parametrize(
    "table", [t if t in QUICK else pytest.param(t, marks=pytest.mark.slow) for t in DERIVED]
)
def test_what_is_derived_is_made_anew(path: Path, news_file: Path, table: str) -> None:
    sql(path, f"DELETE FROM {table}")
    assert refused(path) == "problem"
    with open_case(path) as case:
        assert case.rebuild() == 12
        assert case.check().list() == []
    assert differing(dump(path), dump(news_file)) == []


@pytest.mark.parametrize("seed", range(6))
def test_flipped_bytes_are_found(path: Path, seed: int) -> None:
    """A page of chance: a check names it, and whatever is asked ends in an answer or an error of ours."""
    chance = random.Random(seed)
    at = chance.randrange(1, path.stat().st_size // 4096) * 4096
    with open(path, "r+b") as stream:
        stream.seek(at)
        stream.write(chance.randbytes(4096))
    assert refused(path) in ("problem", "SAY402")
    for ask in (
        lambda case: case.events().list(),
        lambda case: case.statements().list(),
        lambda case: case.actors().list(),
        lambda case: case.inputs().list(),
        lambda case: case.search("bread").list(),
        lambda case: list(case.readings()),
        lambda case: case.status(),
        lambda case: case.runs().list(),
    ):
        try:
            with open_case(path) as case:
                ask(case)
        except SaysoError as error:
            if error.code != "SAY402":
                raise


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(40))
def test_any_damage_is_saved(path: Path, news_file: Path, seed: int) -> None:
    chance = random.Random(seed)
    with open(path, "r+b") as stream:
        for _ in range(chance.choice((1, 1, 3, 8))):
            stream.seek(chance.randrange(4096, path.stat().st_size - 64))
            stream.write(chance.randbytes(chance.choice((1, 64))))
    refused(path)
    left = path.read_bytes()
    try:
        salvage(str(path))
    except CaseError as error:  # the page was hit from which all of a table is reached
        if error.code not in ("SAY401", "SAY402"):
            raise
        assert path.read_bytes() == left
        return
    with open_case(path) as case:
        case.retry(**CLOCK)
        case.add([NEWS], **CLOCK)
        assert case.check().list() == []
    assert differing(dump(path), dump(news_file)) == []


@pytest.mark.parametrize("column", ["title", "taken"])
def test_an_article_that_is_not_as_it_was_taken_in_is_lost_and_comes_again(
    path: Path, news_file: Path, column: str
) -> None:
    new = "'Another'" if column == "title" else 'replace(taken, \'"title":"\', \'"title":"A\')'
    sql(path, f"UPDATE articles SET {column} = {new} WHERE id = (SELECT min(id) FROM articles)")
    assert salvage(str(path)).lost["articles"] == 1
    with open_case(path) as case:
        case.retry(**CLOCK)
        case.add([NEWS], **CLOCK)
        assert case.check().list() == []
    assert differing(dump(path), dump(news_file)) == []


# Strange


def test_no_case_file(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "text").write_text("Ada Quill said so. " * 50)
    (tmp_path / "short").write_text("Hi")
    (tmp_path / "noise").write_bytes(random.Random(1).randbytes(9000))
    (tmp_path / "damaged").write_bytes(b"SQLite format 3\0" + random.Random(1).randbytes(9000))
    sql(
        tmp_path / "others",
        "CREATE TABLE articles (id TEXT, text TEXT)",
        "INSERT INTO articles VALUES ('1', 'x')",
    )
    for name in ("folder", "text", "short", "noise", "others"):
        with pytest.raises(CaseError, match="SAY401"):
            open_case(tmp_path / name)
        with pytest.raises(CaseError, match="SAY401"):
            Case(str(tmp_path / name)).add_text("Tom Birch met Ada Quill.")
    with pytest.raises(CaseError, match=r"SAY40[12]"):
        open_case(tmp_path / "damaged")
    with closing(sqlite3.connect(tmp_path / "others")) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (1,)


def test_no_file_yet(tmp_path: Path) -> None:
    case = open_case(tmp_path / "none.sayso")
    for ask in (case.status, case.events().list, case.check().list, lambda: case.show("e_12")):
        with pytest.raises(CaseError, match="SAY401"):
            ask()
    assert os.listdir(tmp_path) == []


def test_a_newer_version(path: Path) -> None:
    sql(path, f"PRAGMA user_version = {schema.VERSION + 1}")
    before = path.read_bytes()
    for act in (lambda: open_case(path), lambda: Case(str(path)).add_text("Tom Birch met Ada Quill.")):
        with pytest.raises(CaseError, match="SAY406"):
            act()
    assert path.read_bytes() == before


@pytest.mark.parametrize("version", [0, -1])
def test_a_version_that_never_was(path: Path, version: int) -> None:
    sql(path, f"PRAGMA user_version = {version}")
    with pytest.raises(CaseError, match=r"SAY40[1256]"):
        open_case(path)


STRANGE = {
    "trigger": "CREATE TRIGGER extra AFTER INSERT ON corrections BEGIN DELETE FROM events; END",
    "trigger with a name of ours": "CREATE TRIGGER words_data AFTER INSERT ON corrections "
    "BEGIN DELETE FROM events; END",
    "trigger with a name of a table": "CREATE TRIGGER events AFTER INSERT ON corrections "
    "BEGIN DELETE FROM events; END",
    "view": "CREATE VIEW extra AS SELECT * FROM events",
    "table": "CREATE TABLE extra (id TEXT)",
    "virtual table": "CREATE VIRTUAL TABLE extra USING fts5(text)",
    "index": "CREATE INDEX extra ON events (cameo)",
    "index of an expression": "CREATE INDEX extra ON events (length(row))",
    "column": "ALTER TABLE events ADD COLUMN extra TEXT",
}


@pytest.mark.parametrize("what", STRANGE)
def test_what_sayso_did_not_put_there(path: Path, what: str) -> None:
    sql(path, STRANGE[what])
    before = path.read_bytes()
    for act in (lambda: open_case(path), lambda: Case(str(path)).add_text("Tom Birch met Ada Quill.")):
        with pytest.raises(CaseError, match="SAY405"):
            act()
    assert path.read_bytes() == before


HIDDEN = {
    "trigger": "INSERT INTO sqlite_master VALUES ('trigger', 'sqlite_stat9', 'corrections', 0, "
    "'CREATE TRIGGER sqlite_stat9 AFTER INSERT ON corrections BEGIN DELETE FROM events; END')",
    "index": "UPDATE sqlite_master SET sql = 'CREATE INDEX events_day ON events (latest)' "
    "WHERE name = 'events_day'",
    "check": "UPDATE sqlite_master SET sql = "
    "replace(sql, 'cameo TEXT', 'cameo TEXT CHECK (abs(-1) > 0)') "
    "WHERE name = 'events'",
    "default": "UPDATE sqlite_master SET sql = "
    "replace(sql, 'cameo TEXT', 'cameo TEXT DEFAULT (zeroblob(9))') "
    "WHERE name = 'events'",
    "shadow": "UPDATE sqlite_master SET sql = 'CREATE VIEW words_data AS SELECT 1', "
    "type = 'view', rootpage = 0 "
    "WHERE name = 'words_data'",
}


@pytest.mark.parametrize("what", HIDDEN)
def test_what_was_hidden_in_the_schema(path: Path, what: str) -> None:
    sql(path, "PRAGMA writable_schema = ON", HIDDEN[what])
    with pytest.raises(CaseError, match=r"SAY40[25]"):
        open_case(path)


def test_an_index_of_ours_that_is_missing_is_found(path: Path) -> None:
    sql(path, "DROP INDEX events_day", "DROP TABLE details")
    assert refused(path) in ("problem", "SAY402", "SAY405")


def test_statistics_are_no_strangers(path: Path) -> None:
    sql(path, "ANALYZE")
    assert refused(path) == ""


# Bombs


@pytest.mark.parametrize("table", ["readings", pytest.param("raws", marks=pytest.mark.slow)])
def test_a_bomb(path: Path, table: str) -> None:
    """A Reading of 400 MB that was packed into 2 MB is not unpacked whole."""
    packing, chunk = zlib.compressobj(1), b"a" * 1_000_000
    data = packing.compress(b'{"format": "') + b"".join(packing.compress(chunk) for _ in range(400))
    data += packing.flush()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"UPDATE {table} SET data = ? WHERE rowid = 1", (data,))
        (article,) = connection.execute("SELECT article FROM readings WHERE rowid = 1").fetchone()
        connection.commit()
    tracemalloc.start()
    try:
        with open_case(path) as case:
            assert len(case.check().list()) >= 1
            if table == "readings":
                with pytest.raises(CaseError, match="SAY402"):
                    case.reading(article)
                with pytest.raises(CaseError, match="SAY402"):
                    case.rebuild()
        assert tracemalloc.get_traced_memory()[1] < 500_000_000
    finally:
        tracemalloc.stop()


# Older versions


def test_an_older_version_is_brought_up_to_date(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = []

    def migrate(connection: object) -> None:
        done.append("migrated")
        connection.exec_driver_sql("UPDATE inputs SET reason = 'moved on'")  # type: ignore[attr-defined]

    now = schema.VERSION
    monkeypatch.setattr(schema, "VERSION", now + 1)
    monkeypatch.setitem(schema.MIGRATIONS, now, migrate)
    with open_case(path) as case:
        assert {r.reason for r in case.inputs()} == {"moved on"}
        assert case.add_text("Tom Birch met Ada Quill.", **CLOCK).kept == 1
    with open_case(path) as case:
        assert case.status().articles == 13
    assert done == ["migrated"]
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (now + 1,)


def test_a_migration_that_fails_changes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def migrate(connection: object) -> None:
        connection.exec_driver_sql("DELETE FROM inputs")  # type: ignore[attr-defined]
        connection.exec_driver_sql("SELECT * FROM nowhere")  # type: ignore[attr-defined]

    before = dump(path)
    now = schema.VERSION
    with monkeypatch.context() as patched:
        patched.setattr(schema, "VERSION", now + 1)
        patched.setitem(schema.MIGRATIONS, now, migrate)
        with pytest.raises(CaseError):
            open_case(path)
    assert differing(before, dump(path)) == []
    assert refused(path) == ""


def test_a_stranger_is_refused_before_a_migration(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sql(path, STRANGE["trigger"].replace("INSERT ON corrections", "UPDATE ON inputs"))
    count: Callable[[], object] = lambda: dump(path)["events"]  # noqa: E731
    before = count()
    now = schema.VERSION
    monkeypatch.setattr(schema, "VERSION", now + 1)
    monkeypatch.setitem(
        schema.MIGRATIONS,
        now,
        lambda connection: connection.exec_driver_sql("UPDATE inputs SET reason = 'x'"),
    )
    with pytest.raises(CaseError, match="SAY405"):
        open_case(path)
    assert count() == before


def test_a_case_without_articles_is_sound(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", {"empty.txt": TEXTS["empty.txt"]})
    with open_case(tmp_path / "a.sayso") as case:
        case.add([folder], **CLOCK)
        assert case.check().list() == []
        assert case.events().list() == case.actors().list() == case.search("bread").list() == []
        assert case.events().df().empty
        assert case.status().articles == 0
        assert case.rebuild() == 0
        assert case.reread(**CLOCK).read == 0


def test_rebuild_of_a_sound_case_changes_nothing(tmp_path: Path, quick: object) -> None:
    folder, path = write(tmp_path / "in", {**invented(70), **TEXTS}), tmp_path / "a.sayso"
    with open_case(path) as case:
        case.add([folder], **CLOCK)
        before = dump(path)
        assert case.rebuild() == 75
        assert case.check().list() == []
    assert differing(dump(path), before) == []
