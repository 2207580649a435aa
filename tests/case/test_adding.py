"""Adding: the state of a case is a function of the set of its inputs, in whatever order, however often, and
by however many processes they were read."""

from __future__ import annotations

import os
import random
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.case import Added, Case, How, open_case
from tests.case.conftest import CLOCK, LATER, NEWS, NOW, TEXTS, TWO_MEN, differing, dump, invented, write


def added(path: Path, inputs: list[Path] | list[str], **more: object) -> Added:
    with open_case(path) as case:
        return case.add(inputs, **{**CLOCK, **more})  # type: ignore[arg-type]


def by_source(case: Case) -> dict[str, tuple[str, str | None]]:
    return {os.path.basename(r.source): (r.status, r.code) for r in case.inputs()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "in", TEXTS)


# Again


def test_adding_again_changes_nothing(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "a.sayso"
    first = added(path, [folder])
    assert (first.kept, first.dropped, first.failed) == (5, 1, 1)
    before = dump(path)
    again = added(path, [folder], now=LATER)
    assert (again.kept, again.copies, again.dropped) == (0, 0, 0)
    assert dump(path) == before
    added(path, sorted(folder.iterdir()), now=LATER)
    with open_case(path) as case:
        assert case.check().list() == []
    assert before["inputs"] != []


@pytest.mark.slow
def test_the_example_again_in_another_order(news: Case, news_file: Path, tmp_path: Path) -> None:
    """12 articles are read once more, the last first."""
    path = tmp_path / "backwards.sayso"
    files = sorted((p for p in NEWS.rglob("*") if p.is_file()), reverse=True)
    for file in files:
        added(path, [file])
    # `named` is how the user named it, and differs
    assert differing(dump(path, but=("named",)), dump(news_file, but=("named",))) == []
    assert news.add([NEWS], now=LATER).known == 12
    assert differing(dump(news.path), dump(news_file)) == []


def test_any_order(tmp_path: Path, quick: object) -> None:
    folder = write(tmp_path / "in", {**invented(12), **TEXTS, "copy.txt": TEXTS["one.txt"]})
    files = sorted(folder.iterdir())
    wanted = None
    for seed in range(3):
        path = tmp_path / f"{seed}.sayso"
        random.Random(seed).shuffle(files)
        cuts = sorted(random.Random(seed).sample(range(len(files)), 2))
        for part in (files[: cuts[0]], files[cuts[0] : cuts[1]], files[cuts[1] :]):
            if part:
                added(path, part)
        with open_case(path) as case:
            assert case.check().list() == []
        wanted = wanted or dump(path)
        assert differing(wanted, dump(path)) == []


@pytest.mark.parametrize("workers", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_any_number_of_workers(tmp_path: Path, folder: Path, workers: int) -> None:
    (folder / "copy.txt").write_text(TEXTS["one.txt"])
    alone, many = tmp_path / "alone.sayso", tmp_path / "many.sayso"
    one, other = added(alone, [folder]), added(many, [folder], workers=workers)
    assert one.kept + one.copies == other.kept + other.copies == 6
    assert (one.dropped, one.failed) == (other.dropped, other.failed) == (1, 1)
    assert differing(dump(alone), dump(many)) == []


# Copies


@pytest.mark.parametrize("order", [("a.txt", "b.txt"), ("b.txt", "a.txt")])
def test_a_text_from_two_files(tmp_path: Path, quick: object, order: tuple[str, str]) -> None:
    folder = write(tmp_path / "in", {"a.txt": TWO_MEN, "b.txt": TWO_MEN})
    path = tmp_path / "a.sayso"
    told = []
    for name in order:
        added(path, [folder / name], committed=lambda record: told.append(record.status))
    with open_case(path) as case:
        records = case.inputs().list()
        assert sorted(r.status for r in records) == ["copy of", "kept"]
        assert len({r.article for r in records}) == 1
        assert case.status().articles == 1
        assert case.check().list() == []
    one = tmp_path / "one.sayso"
    added(one, [folder])
    assert differing(dump(one, but=("named",)), dump(path, but=("named",))) == []
    assert "kept" in told


BARE = '{"id": "7", "text": "Soldiers shot three farmers near Upland on Tuesday, the army said."}\n'
DATED = (
    '{"id": "7", "date": "2021-05-11", "outlet": "Valley Post", "byline": "Iris Vale", '
    '"text": "Soldiers shot three farmers near Upland on Tuesday, the army said."}\n'
)


@pytest.mark.parametrize(
    "order", [("bare", "dated", "copy"), ("dated", "copy", "bare"), ("copy", "bare", "dated")]
)
def test_the_better_description_has_the_article(tmp_path: Path, order: tuple[str, ...]) -> None:
    texts = {"bare.jsonl": BARE, "dated.jsonl": DATED, "copy.jsonl": BARE}
    folder = write(tmp_path / "in", texts)
    path, at_once = tmp_path / "a.sayso", tmp_path / "at-once.sayso"
    for name in order:
        added(path, [folder / f"{name}.jsonl"])
    with open_case(path) as case:
        found = by_source(case)
        statuses = {name.partition(".")[0]: status for name, (status, _) in found.items()}
        assert statuses == {"bare": "copy of", "dated": "kept", "copy": "copy of"}
        (article,) = case.search("farmers")
        assert article.outlet == "Valley Post"
        assert article.reported.earliest == "2021-05-11"
        (event,) = case.events(type="ASSAULT")
        assert event.when is not None
        assert event.when.earliest == event.when.latest
        assert event.when.earliest is not None
        assert event.when.earliest.startswith("2021-05-")
        assert case.check().list() == []
    added(at_once, [folder])
    assert differing(dump(at_once, but=("named",)), dump(path, but=("named",))) == []


FACTS = st.fixed_dictionaries(
    {},
    optional={
        "date": st.sampled_from(["2021-05-11", "2021-05-12"]),
        "outlet": st.sampled_from(["Post", "Herald"]),
        "byline": st.just("Iris Vale"),
        "id": st.sampled_from(["1", "2"]),
    },
)


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(descriptions=st.lists(FACTS, min_size=1, max_size=5), data=st.data())
def test_any_descriptions_in_any_order(
    descriptions: list[dict[str, str]],
    data: st.DataObject,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import json

    from tests.case.conftest import pretend

    monkeypatch.setattr("sayso.reader.read", pretend)
    home = tmp_path_factory.mktemp("orders")
    texts = {
        f"{n}.jsonl": json.dumps({"text": TWO_MEN, "title": "Arrests", **facts}) + "\n"
        for n, facts in enumerate(descriptions)
    }
    files = sorted(write(home / "in", texts).iterdir())
    one, other = home / "one.sayso", home / "other.sayso"
    added(one, files)
    for file in data.draw(st.permutations(files)):
        added(other, [file])
    assert differing(dump(one), dump(other)) == []
    with open_case(one) as case:
        assert case.check().list() == []


# What goes wrong with an input


def test_what_became_of_each_input(tmp_path: Path, folder: Path, quick: object) -> None:
    path = tmp_path / "a.sayso"
    done = added(path, [folder, str(folder / "nowhere.txt")])
    assert (done.kept, done.dropped, done.failed) == (5, 1, 2)
    with open_case(path) as case:
        found = by_source(case)
        assert found["empty.txt"] == ("dropped", "SAY111")
        assert found["lines.jsonl line 2"] == ("failed", "SAY121")
        assert found["nowhere.txt"] == ("failed", "SAY101")
        assert found["one.txt"] == ("kept", None)
        assert len(case.inputs("failed").list()) == 2
        assert case.status().codes == {"SAY101": 1, "SAY111": 1, "SAY121": 1}
        assert all(r.added == NOW for r in case.inputs())


def test_retry_takes_what_is_mended(tmp_path: Path, folder: Path, quick: object) -> None:
    late = tmp_path / "late.txt"
    path, wanted = tmp_path / "a.sayso", tmp_path / "wanted.sayso"
    added(path, [folder, str(late)])
    late.write_text(TWO_MEN)
    with open_case(path) as case:
        assert case.unread_failures() == 2
        assert case.retry(**CLOCK).kept == 1
        assert by_source(case)["late.txt"] == ("kept", None)
        assert case.check().list() == []
    added(wanted, [folder, str(late)])
    but = ("added",)
    assert differing(dump(path, but=but), dump(wanted, but=but)) == []


def test_retry_leaves_what_came_by_standard_input(tmp_path: Path, quick: object) -> None:
    with open_case(tmp_path / "a.sayso") as case:
        case.add("-", stdin=BytesIO(b'{"text": "Tom Birch said so."}\n{"text": \n'), **CLOCK)
        before = dump(case.path)
        case.retry(**CLOCK)
        assert differing(before, dump(case.path)) == []


def test_another_encoding_makes_another_article(tmp_path: Path, quick: object) -> None:
    text = "Prime Minister Jürgen Köhler and Tom Birch met teachers on Monday, the ministry said."
    file, path = tmp_path / "a.txt", tmp_path / "a.sayso"
    file.write_bytes(text.encode("cp1252"))
    added(path, [file])
    added(path, [file], how=How(encoding="cp1251"))
    added(path, [file], how=How(encoding="cp1252"))
    with open_case(path) as case:
        assert case.status().articles == 1
        assert case.search("Köhler").first() is not None
        assert case.check().list() == []


def test_names_of_texts(tmp_path: Path, quick: object) -> None:
    with open_case(tmp_path / "a.sayso") as case:
        case.add_text("Tom Birch met Ada Quill.", name="my notes", **CLOCK)
        assert [r.source for r in case.inputs()] == ["my notes"]


def test_without_the_bytes(tmp_path: Path, folder: Path, quick: object) -> None:
    path = tmp_path / "a.sayso"
    added(path, [folder], raw=False)
    assert dump(path)["raws"] == []
    with open_case(path) as case:
        assert case.check().list() == []


def test_the_case_does_not_read_itself(tmp_path: Path, quick: object) -> None:
    write(tmp_path, TEXTS)
    path = tmp_path / "a.sayso"
    added(path, [tmp_path])
    added(path, [tmp_path])
    with open_case(path) as case:
        assert not [r.source for r in case.inputs() if ".sayso" in r.source]


def test_a_fault_of_the_reader_costs_one_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.case.conftest import pretend

    def read(article: object, *more: object) -> object:
        if "Sunday" in article.text:  # type: ignore[attr-defined]
            raise RuntimeError("of ours")
        return pretend(article)  # type: ignore[arg-type]

    monkeypatch.setattr("sayso.reader.read", read)
    folder, path = write(tmp_path / "in", TEXTS), tmp_path / "a.sayso"
    added(path, [folder])
    with open_case(path) as case:
        assert by_source(case)["three.txt"] == ("failed", "SAY201")
        assert by_source(case)["one.txt"] == ("kept", None)
        monkeypatch.setattr("sayso.reader.read", pretend)
        assert case.retry(**CLOCK).kept == 1
        assert case.check().list() == []


@pytest.mark.parametrize("workers", [0, pytest.param(1, marks=pytest.mark.slow)])
def test_a_case_is_one_file(tmp_path: Path, quick: object, workers: int) -> None:
    """Whoever copies the file has the whole case: nothing is left in a log beside it."""
    folder, home = write(tmp_path / "in", TEXTS), tmp_path / "home"
    home.mkdir()
    with open_case(home / "a.sayso") as case:
        case.add([folder], workers=workers, **CLOCK)
        (home / "b.sayso").write_bytes((home / "a.sayso").read_bytes())
        with open_case(home / "b.sayso") as copy:
            assert copy.status().articles == 5
    assert sorted(os.listdir(home)) == ["a.sayso", "b.sayso"]
