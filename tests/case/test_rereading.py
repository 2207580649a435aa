"""Reading again: nothing where nothing has changed, new Readings where the run has, and what that changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from sayso.case import Case, Change, open_case
from sayso.case import _runs as runs_of_case
from sayso.case._reread import _changes
from sayso.errors import CaseError
from sayso.records import Actor, Article, Event, Reading, article_of
from tests.case.conftest import CLOCK, LATER, differing, dump, invented, pretend, process, write


def of_version(monkeypatch: pytest.MonkeyPatch, n: int) -> None:
    """Another run: as if the code had changed."""
    monkeypatch.setattr(runs_of_case, "_code", lambda: f"{n:064d}")


@pytest.fixture
def case(tmp_path: Path, quick: object) -> Any:
    with open_case(tmp_path / "a.sayso") as made:
        made.add([write(tmp_path / "in", invented(8))], **CLOCK)
        yield made


def test_an_unchanged_run_reads_nothing(news: Case) -> None:
    before = dump(news.path)
    done = news.reread(now=LATER)
    assert (done.read, done.failed, done.known) == (0, 0, 12)
    assert differing(before, dump(news.path)) == []


def test_a_list_of_actors_is_another_run(news: Case, tmp_path: Path) -> None:
    listed = tmp_path / "mine.csv"
    listed.write_text("name,code,title\nAnton Lipcanu,MDAGOV,prime minister\n")
    (old,) = [run.id for run in news.runs()]
    told: list[str] = []
    done = news.reread(actors=[str(listed)], told=lambda made: told.append(made.article), **CLOCK)
    assert (done.read, done.failed) == (12, 0)
    assert done.run != old
    assert sorted(told) == sorted(reading.article.id for reading in news.readings())
    after = {run.id: (run.articles, run.current) for run in news.runs()}
    assert after == {old: (12, 0), done.run: (12, 12)}
    assert all(e.run == done.run for e in news.events())
    (found,) = [a for a in news.actors("Lipcanu") if a.name == "Anton Lipcanu"]
    assert found.known_as == "Anton Lipcanu"
    assert found.country == "MDA"
    changes = news.diff(old, done.run).list()
    assert changes
    assert any(c.part == "actors" and c.change == "changed" and "known_as" in c.fields for c in changes)
    assert news.check().list() == []
    assert news.reread(actors=[str(listed)]).read == 0
    back = news.reread(**CLOCK)
    assert (back.run, back.read, back.known) == (old, 0, 12)
    assert all(e.run == old for e in news.events())
    assert news.check().list() == []


@pytest.mark.slow
def test_back_to_an_earlier_run_is_the_case_as_it_was(news: Case, news_file: Path, tmp_path: Path) -> None:
    listed = tmp_path / "mine.csv"
    listed.write_text("name,code,title\nAnton Lipcanu,MDAGOV,prime minister\n")
    other = news.reread(actors=[str(listed)], **CLOCK).run
    news.reread(**CLOCK)
    before, after = dump(news_file), dump(news.path)
    after["runs"] = [row for row in after["runs"] if row[0] != other]
    after["readings"] = [row for row in after["readings"] if row[1] != other]
    assert differing(before, after) == []


# Changes


def changed(article: Article, *more: object) -> Reading:
    """The first person is lost, the second has another country, a new one comes last."""
    reading = pretend(article)
    start = article.text.index("mayor")
    first, second, *rest = reading.actors
    new = Actor(id=first.id, name="the mayor", kind="person", mentions=((start, start + 5),))
    attributions = tuple(msgspec.structs.replace(a, speaker=second.id) for a in reading.attributions)
    actors = (msgspec.structs.replace(second, country="NZL", country_basis="title"), *rest, new)
    return msgspec.structs.replace(reading, actors=actors, attributions=attributions)


def test_what_changed_between_two_runs(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    (old,) = [run.id for run in case.runs()]
    of_version(monkeypatch, 1)
    monkeypatch.setattr("sayso.reader.read", changed)
    new = case.reread(**CLOCK).run
    changes = case.diff(old, new).list()
    assert [c.article for c in changes] == sorted(c.article for c in changes)
    by_article: dict[str, list[Change]] = {}
    for change in changes:
        by_article.setdefault(change.article, []).append(change)
    assert len(by_article) == 8
    for of_one in by_article.values():
        actors = {c.change: c for c in of_one if c.part == "actors"}
        assert set(actors) == {"lost", "changed", "new"}
        assert actors["changed"].fields == {
            "country": (None, "NZL"),
            "country_basis": ("unknown", "title"),
        }
        assert actors["new"].words == "mayor"
        (said,) = [c for c in of_one if c.part == "attributions"]
        assert said.change == "changed"
        assert said.fields["speaker"] == (actors["lost"].id, actors["changed"].id)
    everything = case.diff(old, new, kept=True).list()
    assert len(everything) > len(changes)
    assert {c.change for c in everything} == {"kept", "changed", "lost", "new"}
    swapped = {"lost": "new", "new": "lost"}
    back = sorted((swapped.get(c.change, c.change), c.id) for c in case.diff(new, old, kept=True))
    assert back == sorted((c.change, c.id) for c in everything)
    assert case.diff(old, old).list() == []
    assert {c.change for c in case.diff(old, old, kept=True)} == {"kept"}
    assert case.diff(old, new).arrow().num_rows == len(case.diff(old, new).df()) == len(changes)
    assert case.check().list() == []


def test_lists_of_references_are_compared_by_what_they_mean() -> None:
    text = "Ann met Bob in Riga."
    ann, bob = ((0, 3),), ((8, 11),)

    def reading(*actors: Actor, of: str) -> Reading:
        event = Event(
            id="e1",
            type="CONSULT",
            status="happened",
            actors=(of,),
            trigger=((4, 7),),
            evidence=((0, 20),),
            confidence=0.9,
        )
        return Reading(article=article_of(text), actors=actors, events=(event,))

    before = reading(
        Actor(id="p1", name="Ann", kind="person", mentions=ann),
        Actor(id="p2", name="Bob", kind="person", mentions=bob),
        of="p2",
    )
    numbered_anew = reading(Actor(id="p1", name="Bob", kind="person", mentions=bob), of="p1")
    somebody_else = reading(
        Actor(id="p1", name="Bob", kind="person", mentions=bob),
        Actor(id="p2", name="Ann", kind="person", mentions=ann),
        of="p2",
    )
    assert [c.change for c in _changes(before, numbered_anew, ("events",))] == ["kept"]
    (change,) = _changes(before, somebody_else, ("events",))
    assert (change.change, list(change.fields)) == ("changed", ["actors"])


def test_ids_stay_where_the_words_stay(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {a.id for a in case.actors()}
    of_version(monkeypatch, 1)
    case.reread(**CLOCK)
    assert {a.id for a in case.actors()} == before


def test_no_such_run(case: Case) -> None:
    (run,) = [run.id for run in case.runs()]
    for pair in ((run, "r_0000000000000000"), ("", run)):
        with pytest.raises(CaseError, match="SAY411"):
            case.diff(*pair).list()


# Interrupted


def test_an_interrupted_reread_goes_on(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (old,) = [run.id for run in case.runs()]
    of_version(monkeypatch, 1)
    count = iter(range(100))

    def read(article: Article, *more: object) -> Reading:
        if next(count) == 3:
            raise KeyboardInterrupt
        return pretend(article)

    monkeypatch.setattr("sayso.reader.read", read)
    with pytest.raises(KeyboardInterrupt):
        case.reread(**CLOCK)
    assert case.status().articles == 8
    current = {run.id: run.current for run in case.runs()}
    assert current[old] == 5
    assert [p for p in case.check() if p.where != "actors"] == []
    done = case.reread(**CLOCK)
    assert (done.read, done.known, done.failed) == (5, 3, 0)
    assert case.check().list() == []
    assert case.status().unjoined == 0
    assert len(case.diff(old, done.run, kept=True).list()) > 0


@pytest.mark.slow
def test_a_killed_reread_goes_on(tmp_path: Path, quick: object) -> None:
    folder, path = write(tmp_path / "in", invented(90)), tmp_path / "a.sayso"
    with open_case(path) as case:
        case.add([folder], **CLOCK)
    again = """
    from sayso.case import _runs
    _runs._code = lambda: "7" * 64
    case = open_case(sys.argv[1])
    done = case.reread(told=lambda made: print(made.article, flush=True), **CLOCK)
    print("done", done.read, done.known)
    """
    rereading = process(again, path, pause=0.02)
    assert rereading.stdout is not None
    told = [rereading.stdout.readline().strip()]
    rereading.kill()
    rest = rereading.stdout.read()
    rereading.wait(timeout=60)
    told += rest.split("\n")[:-1]
    with open_case(path) as case:
        assert [p for p in case.check() if p.where != "actors"] == []
        shown = {run.id: run.current for run in case.runs()}
        assert sum(shown.values()) == 90
        assert len(told) <= max(n for n in shown.values())
    last, _ = process(again, path).communicate(timeout=60)
    word, read, known = last.splitlines()[-1].split()
    assert word == "done"
    assert int(read) + int(known) == 90
    assert int(known) >= len(told) > 0
    with open_case(path) as case:
        assert case.check().list() == []


def test_an_article_that_can_no_longer_be_read(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(article: Article, *more: object) -> Reading:
        if "number 3 " in article.text:
            raise RuntimeError("of ours")
        return pretend(article)

    (old,) = [run.id for run in case.runs()]
    of_version(monkeypatch, 1)
    monkeypatch.setattr("sayso.reader.read", read)
    errors: list[str] = []
    done = case.reread(told=lambda made: errors.append(made.error or ""), **CLOCK)
    assert (done.read, done.failed) == (7, 1)
    assert [error for error in errors if error] == ["RuntimeError: of ours"]
    assert {run.id: run.current for run in case.runs()} == {old: 1, done.run: 7}
    assert case.check().list() == []
    monkeypatch.setattr("sayso.reader.read", pretend)
    assert case.reread(**CLOCK).read == 1


def test_a_reread_of_an_article_without_its_actors(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    of_version(monkeypatch, 1)
    monkeypatch.setattr("sayso.reader.read", lambda article, *more: Reading(article=article))
    assert case.reread(**CLOCK).read == 8
    assert case.actors().list() == case.statements().list() == []
    assert case.check().list() == []
    assert case.status().unjoined == 0


def test_new_articles_are_read_by_the_new_run(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_version(monkeypatch, 1)
    case.add([write(tmp_path / "more", {"x.txt": "Tom Birch met Ada Quill in May."})], **CLOCK)
    assert sorted(run.current for run in case.runs()) == [1, 8]
    done = case.reread(**CLOCK)
    assert (done.read, done.known) == (8, 1)
    assert case.check().list() == []


@pytest.mark.slow
def test_workers_reread_the_same(news: Case, tmp_path: Path, news_file: Path) -> None:
    import shutil

    listed = tmp_path / "mine.csv"
    listed.write_text("name,code,title\nAnton Lipcanu,MDAGOV,prime minister\n")
    shutil.copy(news_file, tmp_path / "other.sayso")
    with open_case(tmp_path / "other.sayso") as other:
        assert other.reread(actors=[str(listed)], workers=2, **CLOCK) == news.reread(
            actors=[str(listed)], **CLOCK
        )
        assert differing(dump(other.path), dump(news.path)) == []
