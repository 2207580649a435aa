"""Where the case meets the world around it: working folders, odd names, pipes, a rebuild that others see."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sayso.case import Case, How, open_case
from sayso.case._file import CaseFile
from sayso.case._rebuild import rebuild_file
from tests.case.conftest import CLOCK, sql


def test_two_names_in_one_query_are_two_names(week: Case) -> None:
    found = week.events(actor="police", recipient="harjeu").list()
    assert found
    for event in found:
        assert any("police" in party.name.casefold() for party in event.actors)
        assert any("harjeu" in party.known_as.casefold() for party in event.recipients)
    both = {hit.id for hit in week.search("speaker:lipcanu actor:harjeu", limit=None)}
    assert both == {hit.id for hit in week.search("speaker:lipcanu", limit=None)} & {
        hit.id for hit in week.search("actor:harjeu", limit=None)
    }


def test_nothing_in_the_working_folder_is_imported(tmp_path: Path) -> None:
    """An unpacked archive may hold Python files of any name."""
    for name in ("sayso", "msgspec", "resource"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("import os; os.mkdir('pwned')\n")
    (tmp_path / "a.txt").write_text("Police arrested ten protesters in Minsk, the ministry said.")
    sayso = str(Path(sys.executable).with_name("sayso"))
    done = subprocess.run(
        [sayso, "add", "a.sayso", "a.txt"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, "1 kept" in done.stderr) == (0, True), done.stderr
    assert not (tmp_path / "pwned").exists()


def test_retry_finds_inputs_and_case_from_any_folder(
    tmp_path: Path, quick: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    news = tmp_path / "news"
    news.mkdir()
    monkeypatch.chdir(news)
    with open_case("../a.sayso") as case:
        assert case.add("late.txt", **CLOCK).failed == 1
    (news / "late.txt").write_text("Ada Quill met Tom Birch.")
    monkeypatch.chdir(tmp_path)
    with open_case("a.sayso") as case:
        assert case.retry(**CLOCK).kept == 1
        assert [record.source for record in case.inputs()] == ["late.txt"]
    assert os.getcwd() == str(tmp_path)


def test_failures_of_standard_input_stay(tmp_path: Path, quick: object) -> None:
    with open_case(tmp_path / "a.sayso") as case:
        case.add_text('{"text": "Ada Quill met Tom Birch."}\n{"text": 5}', **CLOCK)
        assert [record.code for record in case.inputs("failed")] == ["SAY122"]
        case.add_text('{"text": "Tom Birch met nobody."}\n{"text": "Ada Quill slept."}', **CLOCK)
        assert [record.code for record in case.inputs("failed")] == ["SAY122"]


def test_an_heir_is_read_again(tmp_path: Path, quick: object) -> None:
    """No article keeps what an input said of it that has become another article."""
    text = "Ada Quill met José Birch in Riverton."
    best = f'{{"text": "{text}", "outlet": "Herald", "byline": "Jane Roe", "date": "2021-05-03"}}'
    (tmp_path / "a.jsonl").write_text(best, encoding="utf-8")
    (tmp_path / "b.jsonl").write_text(f'{{"text": "{text}", "outlet": "Valley Post"}}', encoding="utf-8")
    with open_case(tmp_path / "a.sayso") as case:
        case.add([tmp_path / "a.jsonl", tmp_path / "b.jsonl"], **CLOCK)
        case.add([tmp_path / "a.jsonl"], how=How(encoding="cp1251"), **CLOCK)
        assert [record.code for record in case.inputs("failed")] == ["SAY207"]
        assert case.retry(**CLOCK).kept == 1
        assert {event.outlet for event in case.statements()} <= {"Herald", "Valley Post"}
        outlets = {case.reading(r.article).article.outlet: r.source for r in case.inputs() if r.article}
        assert {name: Path(source.partition(" line")[0]).name for name, source in outlets.items()} == {
            "Herald": "a.jsonl",
            "Valley Post": "b.jsonl",
        }
        assert case.check().list() == []


def test_a_name_that_is_no_text_and_a_pipe_cost_only_themselves(tmp_path: Path, quick: object) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("Ada Quill met Tom Birch.")
    os.mkfifo(folder / "b.pipe")
    with open(os.fsencode(folder) + b"/\xff.txt", "w") as stream:
        stream.write("Iris Vale met Tom Birch.")
    with open_case(tmp_path / "a.sayso") as case:
        added = case.add(folder, **CLOCK)
        assert (added.kept, added.failed) == (2, 1)
        assert {Path(r.source).name: r.status for r in case.inputs()} == {
            "a.txt": "kept",
            "b.pipe": "failed",
            "\\xff.txt": "kept",
        }


def test_what_is_named_twice_is_read_once(tmp_path: Path, quick: object) -> None:
    (tmp_path / "a.txt").write_text("Ada Quill met Tom Birch.")
    with open_case(tmp_path / "a.sayso") as case:
        added = case.add([tmp_path / "a.txt", tmp_path / "a.txt", f"{tmp_path}/*.txt"], **CLOCK)
        assert (added.kept, added.known) == (1, 2)


def test_what_is_hidden_does_not_count(news: Case) -> None:
    actor = news.actors("stratulat").list()[0]
    assert actor.statements > 0
    for statement in news.statements(speaker=actor.id).list():
        news.correct("hide", statement.id, who="mara", why="a test")
    assert news.actors(actor.id).list()[0].statements == 0


def test_bytes_that_were_not_to_be_kept_are_not_kept_by_a_retry(tmp_path: Path, quick: object) -> None:
    with open_case(tmp_path / "a.sayso") as case:
        case.add(tmp_path / "late.txt", raw=False, **CLOCK)
        (tmp_path / "late.txt").write_text("Ada Quill met Tom Birch.")
        assert case.retry(**CLOCK).kept == 1
        assert {link.about["bytes are"] for link in case.why(case.inputs().list()[0].id)} == {"not kept"}


def test_a_rebuild_is_seen_whole_or_not_at_all(news: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    before = len(news.events().list())
    seen: list[int] = []

    def watched(*arguments: object) -> None:
        if not seen:
            with open_case(news.path) as other:
                seen.append(len(other.events().list()))
        original(*arguments)  # type: ignore[arg-type]

    from sayso.case import _rebuild

    original = _rebuild.derive_again
    monkeypatch.setattr(_rebuild, "derive_again", watched)
    assert rebuild_file(news.path).articles == 12
    assert seen == [before]


def test_a_table_that_cannot_be_read_is_saved_from(news: Case) -> None:
    """Damage in a table that no query needs is no reason to leave the file as it is."""
    news.close()
    with contextlib.closing(CaseFile(news.path)) as file, file.reading() as connection:
        page = connection.exec_driver_sql(
            "SELECT rootpage FROM sqlite_master WHERE name = 'runs'"
        ).scalar_one()
    with open(news.path, "r+b") as stream:
        stream.seek((page - 1) * 4096)
        stream.write(b"\xff" * 4096)
    done = rebuild_file(news.path)
    assert done.moved is not None
    assert done.articles == 12
    with open_case(news.path) as case:
        assert case.check().list() == []
        assert {run.sayso for run in case.runs()} == {"unknown"}


def test_a_wrongly_joined_actor_is_found(news: Case) -> None:
    news.close()
    sql(news.path, "UPDATE actors SET entity = (SELECT min(id) FROM actors), reason = 'x' WHERE n = 7")
    with open_case(news.path) as case:
        assert any(problem.where == "actors" for problem in case.check())


def test_words_of_a_strangers_file_do_not_steer_the_terminal(news: Case) -> None:
    news.close()
    sql(news.path, """UPDATE actors SET row = replace(row, '"kind":"person"', '"kind":"per\\u001b[2Json"')""")
    done = subprocess.run(
        [str(Path(sys.executable).with_name("sayso")), "actors", news.path],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert "\x1b" not in done.stdout


def test_nothing_opens_the_file_past_sqlite(news: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """Closing any handle of a file drops the locks of the process on it: SQLite's log could be taken away."""
    opened: list[object] = []
    original = open

    def watched(file: object, *more: object, **options: object) -> object:
        opened.append(file)
        return original(file, *more, **options)  # type: ignore[call-overload]

    monkeypatch.setattr("builtins.open", watched)
    with open_case(news.path) as case:
        case.add([news.path, Path(news.path).parent], **CLOCK)
        case.events().first()
        assert [r.code for r in case.inputs("dropped") if r.source == news.path] == ["SAY112"]
    assert news.path not in [str(file) for file in opened]
