"""Inputs into segments: byte-equal whatever the engine, the workers and the order; made again where they are
damaged; nothing lost."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import time
from collections.abc import Callable, Generator, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso import scale
from sayso.case import Case, Written, _read_all, _segment, open_case, read_all
from sayso.errors import ReadingError, SegmentError, UsageError
from tests.case.conftest import (
    CLOCK,
    NEWS,
    NOW,
    REPO,
    TEXTS,
    differing,
    dump,
    invented,
    process,
    quick,
    write,
)

__all__ = ["quick"]

HERE = Path(__file__).parent
TODAY = CLOCK["today"]

Files = dict[str, bytes]


def written(inputs: Iterable[str | Path], to: Path, **more: Any) -> Written:
    options: dict[str, Any] = {"on": "process", "segment": 7, "today": TODAY, **more}
    return read_all([str(name) for name in inputs], str(to), **options)


def files(folder: Path) -> Files:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def table(folder: Path, *columns: str) -> list[dict[str, Any]]:
    import pyarrow.parquet as pq

    parts = sorted(folder.glob("part-*.parquet"))
    return [row for part in parts for row in pq.read_table(part, columns=list(columns) or None).to_pylist()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "in", {**invented(20), **TEXTS, "copy.txt": TEXTS["one.txt"]})


# What is in them


def test_a_row_for_each_input_in_their_order(tmp_path: Path, folder: Path, quick: object) -> None:
    done = written([folder, "none.txt"], tmp_path / "out")
    assert (done.made, done.there, done.read, done.dropped, done.failed) == (5, 0, 26, 1, 2)
    rows = table(tmp_path / "out")
    assert [row["status"] for row in rows].count("read") == 26
    sources = [os.path.basename(row["source"]) for row in rows]
    assert sources == [
        *sorted(invented(20)), "copy.txt", "empty.txt", "lines.jsonl line 1", "lines.jsonl line 2",
        "lines.jsonl line 3", "one.txt", "three.txt", "two.txt", "none.txt",
    ]  # fmt: skip
    failed = {os.path.basename(row["source"]): row["code"] for row in rows if row["code"]}
    assert failed == {"empty.txt": "SAY111", "lines.jsonl line 2": "SAY121", "none.txt": "SAY101"}


def test_columns_say_what_the_reading_says(tmp_path: Path) -> None:
    written([NEWS / "mpa"], tmp_path / "out")
    with open_case(tmp_path / "a.sayso") as case:
        case.add([NEWS / "mpa"], **CLOCK)
        rows = {row["article_id"]: row for row in table(tmp_path / "out")}
        for record in case.events():
            found = {event["id"]: event for event in rows[record.article]["events"]}[record.id]
            assert (found["type"], found["status"], found["words"]) == (
                record.type,
                record.status,
                record.words,
            )
            assert [party["name"] for party in found["actors"]] == [party.name for party in record.actors]
            assert (found["when"] or {}).get("earliest") == (record.when.earliest if record.when else None)
        assert sum(len(row["events"]) for row in rows.values()) == len(case.events().list()) > 3
        assert sum(len(row["statements"]) for row in rows.values()) == len(case.statements().list()) > 3
        for article, row in rows.items():
            assert json.loads(row["reading"]) == json.loads(reading_json(case, article))
            raw = Path(row["source"]).read_bytes()
            assert row["bytes_sha256"] == hashlib.sha256(raw).hexdigest()


def reading_json(case: Case, article: str) -> bytes:
    from sayso.records import encode

    return encode(case.reading(article))


def test_segments_end_after_so_many_bytes_too() -> None:
    items = [_segment.Item(named="a", piece=_piece(str(n), 40)) for n in range(10)]
    cuts = [[int(i.key()[0]) for i in segment.items] for segment in _read_all.cut(items, 4, 100)]
    assert cuts == [[0, 1, 2], [3, 4, 5], [6, 7, 8], [9]]
    assert [len(s.items) for s in _read_all.cut(items, 4, 10_000)] == [4, 4, 2]


def _piece(source: str, size: int) -> Any:
    from sayso.intake import Piece

    return Piece(source=source, data=b"x" * size)


# Whatever the engine, the workers, the order


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32), held=st.integers(1, 9), lost=st.floats(0, 0.4))
def test_any_engine_gives_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory, seed: int, held: int, lost: float
) -> None:
    """An engine that takes so many tasks at once, ends them in any order, and loses some."""
    from tests.case.conftest import pretend

    patch = pytest.MonkeyPatch()
    patch.setattr("sayso.reader.read", pretend)
    tmp = tmp_path_factory.mktemp("any")
    folder = write(tmp / "in", {**invented(17), **TEXTS})
    try:
        written([folder], tmp / "wanted", segment=3)
        patch.setattr(_segment._SegmentReader, "_carefully", _segment._SegmentReader._at_once)
        patch.setattr(scale, "run_on", shuffled(random.Random(seed), held, lost))
        written([folder], tmp / "out", segment=3)
    finally:
        patch.undo()
    assert files(tmp / "out") == files(tmp / "wanted")


def shuffled(chance: random.Random, held: int, lost: float) -> Callable[..., Generator[scale.Done]]:
    def run(_on: str, tasks: Any, start: str, options: str, **_: Any) -> Generator[scale.Done]:
        work, waiting = _segment.start_segment(options), []
        tries: dict[int, int] = {}
        while True:
            while len(waiting) < held and (task := next(tasks, None)) is not None:
                waiting.append(task)
            if not waiting:
                return
            task = waiting.pop(chance.randrange(len(waiting)))
            part = task.about[0].part
            tries[part] = tries.get(part, 0) + 1
            if tries[part] < 4 and chance.random() < lost:
                yield scale.Done(task, scale.Lost("died", "a node went"))
            else:
                yield scale.Done(task, work(task.data))

    return run


@pytest.mark.parametrize("workers", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_the_pool_gives_what_one_process_gives(tmp_path: Path, workers: int) -> None:
    folder = write(tmp_path / "in", TEXTS)
    written([folder, "none.txt"], tmp_path / "one", segment=3)
    done = written([folder, "none.txt"], tmp_path / "pool", segment=3, on="pool", workers=workers)
    assert (done.made, done.read, done.dropped, done.failed) == (3, 5, 1, 2)
    assert files(tmp_path / "one") == files(tmp_path / "pool")


def test_neither_clock_nor_place_is_in_them(tmp_path: Path, folder: Path, quick: object) -> None:
    written([folder], tmp_path / "one")
    written([folder], tmp_path / "other" / "deep", today=None, clock=lambda: TODAY)
    assert files(tmp_path / "one") == files(tmp_path / "other" / "deep")


# Again


def test_again_makes_nothing(tmp_path: Path, folder: Path, quick: object) -> None:
    first = written([folder], tmp_path / "out")
    before = files(tmp_path / "out")
    again = written([folder], tmp_path / "out", today=None, clock=lambda: date(2030, 1, 1))
    assert (again.made, again.there, again.total) == (0, first.made, first.total)
    assert files(tmp_path / "out") == before


@pytest.mark.parametrize("name", ["part-00001.parquet", "part-00001.done"])
@pytest.mark.parametrize("damage", ["cut", "flip", "gone"])
def test_what_is_damaged_is_made_again(
    tmp_path: Path, folder: Path, quick: object, name: str, damage: str
) -> None:
    written([folder], tmp_path / "out")
    before = files(tmp_path / "out")
    path, data = tmp_path / "out" / name, before[name]
    if damage == "gone":
        path.unlink()
    else:
        middle = len(data) // 2
        path.write_bytes(
            data[:middle] + (bytes([data[middle] ^ 1]) + data[middle + 1 :]) * (damage == "flip")
        )
    again = written([folder], tmp_path / "out")
    if name.endswith("done") and damage == "flip":
        assert again.made <= 1  # a flip may hit what does not count
    else:
        assert (again.made, again.there) == (1, 3)
    assert files(tmp_path / "out")["part-00001.parquet"] == before["part-00001.parquet"]


def test_another_version_reads_all_again(
    tmp_path: Path, folder: Path, quick: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    written([folder], tmp_path / "out")
    monkeypatch.setattr("sayso.version.VERSION", "9.9")
    assert written([folder], tmp_path / "out").made == 4
    assert b'"sayso": "9.9"' in files(tmp_path / "out")["part-00000.done"]


def test_inputs_may_come_at_the_end(tmp_path: Path, folder: Path, quick: object) -> None:
    written([folder], tmp_path / "out", segment=8)
    more = write(tmp_path / "more", invented(3))
    done = written([folder, more], tmp_path / "out", segment=8)
    assert (done.made, done.there, done.total) == (1, 3, 31)
    written([folder, more], tmp_path / "whole", segment=8)
    assert files(tmp_path / "out") == files(tmp_path / "whole")


def test_other_inputs_or_options_are_refused(tmp_path: Path, folder: Path, quick: object) -> None:
    out = tmp_path / "out"
    written([folder], out)
    before = files(out)
    for inputs, more in (
        ([folder / "two.txt", folder], {}),  # in another order
        ([folder / "001.txt"], {}),  # fewer
        (sorted(folder.glob("0*.txt"))[:14], {}),  # fewer, ending where a segment ends
        ([folder], {"segment": 8}),
        ([folder], {"today": date(2021, 11, 2)}),
        ([folder], {"how": _read_all.How(encoding="koi8-r")}),
    ):
        with pytest.raises(SegmentError) as told:
            written(inputs, out, **more)
        assert told.value.code == "SAY602"
        assert files(out) == before


def test_what_another_run_writes_meanwhile_is_not_written_over(
    tmp_path: Path, folder: Path, quick: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two runs find the place empty; the other one is the first to write."""
    out, check = tmp_path / "out", _segment._SegmentReader._check_alone

    def later(reader: Any, segment: Any) -> None:
        monkeypatch.setattr(_segment._SegmentReader, "_check_alone", check)
        written([folder / "two.txt", folder], out)
        check(reader, segment)

    monkeypatch.setattr(_segment._SegmentReader, "_check_alone", later)
    with pytest.raises(SegmentError) as told:
        written([folder], out)
    assert told.value.code == "SAY602"
    monkeypatch.undo()
    quick_again(monkeypatch)
    assert written([folder / "two.txt", folder], out).made == 0


def quick_again(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.case.conftest import pretend

    monkeypatch.setattr("sayso.reader.read", pretend)


def test_a_run_that_has_no_segment_yet_keeps_its_place(
    tmp_path: Path, folder: Path, quick: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as stopped:
        stopped.setattr(scale.Target, "put", meanwhile)
        with pytest.raises(KeyboardInterrupt):
            written([folder], tmp_path / "out")
    with pytest.raises(SegmentError, match="--segment is another"):
        written([folder], tmp_path / "out", segment=8)
    assert written([folder], tmp_path / "out").made == 4


def test_a_place_says_whether_it_has_them_all(
    tmp_path: Path, folder: Path, quick: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    def segments() -> object:
        return json.loads((tmp_path / "out" / "_sayso.json").read_bytes())["segments"]

    def stop(_report: object, made: bool) -> None:
        if made:
            assert segments() is None
            raise KeyboardInterrupt

    more = write(tmp_path / "more", invented(9))
    for inputs, count in (([folder], 4), ([folder, more], 6)):
        with pytest.raises(KeyboardInterrupt):
            written(inputs, tmp_path / "out", told=stop)
        written(inputs, tmp_path / "out")
        assert segments() == count == len(list((tmp_path / "out").glob("*.done")))


KILLED = """
from sayso.case import read_all
read_all([sys.argv[1]], sys.argv[2], on="process", segment=7, today=CLOCK["today"],
         told=lambda report, made: print(report.marker.part, flush=True))
"""


def test_killed_and_run_again(tmp_path: Path, quick: object) -> None:
    folder = write(tmp_path / "in", {**invented(60), **TEXTS})
    written([folder], tmp_path / "wanted")
    for wait in (0.0, 0.15, 0.3):
        running = process(KILLED, folder, tmp_path / "out", pause=0.02)
        assert running.stdout is not None
        running.stdout.readline()
        time.sleep(wait)
        os.kill(running.pid, signal.SIGKILL)
        said = running.stdout.read()
        running.wait(timeout=60)
        assert len(list((tmp_path / "out").glob("*.done"))) >= said.count("\n")
    assert 0 < len(list((tmp_path / "out").glob("*.done"))) < 10
    done = written([folder], tmp_path / "out")
    assert (done.there > 0, done.made > 0, done.there + done.made) == (True, True, 10)
    assert files(tmp_path / "out") == files(tmp_path / "wanted")


# What goes wrong


@pytest.fixture
def deadly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes whose reader dies of one article and hangs in another."""
    monkeypatch.setenv(
        "PYTHONPATH", os.pathsep.join((str(HERE), str(REPO), os.environ.get("PYTHONPATH", "")))
    )
    monkeypatch.syspath_prepend(str(HERE))
    monkeypatch.setattr(_read_all, "WORKER", "workers:start_segment")
    monkeypatch.setattr(_read_all, "allowed_for", lambda segment: 60.0 if segment.careful else 6.0)


@pytest.mark.slow
def test_what_kills_or_hangs_costs_its_own_row(tmp_path: Path, deadly: None) -> None:
    folder = write(
        tmp_path / "in",
        {"a.txt": "Ada Quill met him.", "b.txt": "Die Now, he said.", "c.txt": "Tom Birch met her.",
         "d.txt": "Hang On, she said.", "e.txt": "Iris Vale met them.", "f.txt": "Ruth Lane left."},
    )  # fmt: skip
    done = written([folder], tmp_path / "out", segment=4, on="pool", workers=1)
    assert (done.made, done.read, done.failed) == (2, 4, 2)
    rows = {os.path.basename(row["source"]): row for row in table(tmp_path / "out")}
    assert {name: row["code"] for name, row in rows.items() if row["code"]} == {
        "b.txt": "SAY204",
        "d.txt": "SAY205",
    }
    assert all(row["reading"] for row in rows.values() if not row["code"])


def test_a_segment_that_is_lost_each_time_ends_the_run(
    tmp_path: Path, folder: Path, quick: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(_on: str, tasks: Any, *_: Any, **__: Any) -> Generator[scale.Done]:
        while (task := next(tasks, None)) is not None:
            yield scale.Done(task, scale.Lost("died", "the machine is broken"))

    with monkeypatch.context() as broken:
        broken.setattr(scale, "run_on", run)
        with pytest.raises(ReadingError, match="the machine is broken") as told:
            written([folder], tmp_path / "out")
        assert told.value.code == "SAY605"
    assert written([folder], tmp_path / "out").total == 28


def test_a_disk_that_is_full_ends_the_run_and_it_goes_on(
    tmp_path: Path, folder: Path, quick: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    put, count = scale.Target.put, iter(range(100))

    def full(target: scale.Target, marker: Any, data: bytes) -> None:
        if next(count) == 2:
            raise SegmentError("SAY601", target.shown, "No space left on device")
        put(target, marker, data)

    with monkeypatch.context() as small:
        small.setattr(scale.Target, "put", full)
        with pytest.raises(SegmentError, match="No space left"):
            written([folder], tmp_path / "out")
    done = written([folder], tmp_path / "out")
    assert (done.made, done.there) == (2, 2)


def test_workers_of_another_version_are_refused(tmp_path: Path, folder: Path) -> None:
    options = _segment.SegmentOptions(
        to=str(tmp_path), about="{}", how="{}", folder="", reading=_read_all.Options(run="r_0123")
    )
    import msgspec

    with pytest.raises(ReadingError, match="another version"):
        _segment.start_segment(msgspec.json.encode(options).decode())


HOSTILE = {
    "nul.txt": "Tom\0Birch met \ufeffAda Quill\u202e." + " He came home late, she said." * 40 + "\n",
    "=cmd.txt": "=HYPERLINK(\"x\"),\t'Tom Birch' met Ada Quill; DROP TABLE x -- \U0001f600\n",
    "lines.jsonl": json.dumps({"id": "\ud800", "title": "\udfff", "text": "Tom Birch \ud83d met Ada Quill."})
    + '\n{"id": 1e999, "text": "x"}\n[1]\n' + json.dumps({"text": "Ada Quill. " * 3, "date": "-0001-00-99"}),
}  # fmt: skip


def test_hostile_inputs_have_their_rows(tmp_path: Path, quick: object) -> None:
    folder = write(tmp_path / "in", HOSTILE)
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    os.close(os.open(os.fsencode(folder) + b"/\xff\xfe.txt", os.O_CREAT | os.O_WRONLY))
    os.mkfifo(folder / "pipe")
    done = written([folder], tmp_path / "out", segment=2)
    rows = table(tmp_path / "out")
    assert done.total == len(rows) == 9
    assert done.read >= 3
    for row in rows:
        assert (row["status"] == "read") == (row["reading"] is not None) == (row["code"] is None)
    texts = [json.loads(row["reading"])["article"]["text"] for row in rows if row["reading"]]
    assert HOSTILE["nul.txt"] in texts
    assert HOSTILE["=cmd.txt"] in texts


def test_segments_among_the_inputs_are_no_inputs(
    tmp_path: Path, folder: Path, quick: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    written([tmp_path], folder / "out", segment=5)
    assert written([tmp_path], folder / "out", segment=5).made == 0
    monkeypatch.chdir(tmp_path)
    written(["in/**/*"], folder / "out2", segment=5)
    assert not [row for row in table(folder / "out2", "source") if "out2" in row["source"]]


@pytest.mark.parametrize("on", ["spark", "ray://", "ray://host", "ray://host:1/x", ""])
def test_an_engine_that_is_none_is_told(tmp_path: Path, folder: Path, on: str) -> None:
    with pytest.raises(UsageError, match="an engine is"):
        written([folder], tmp_path / "out", on=on)


def test_ray_that_is_not_installed_is_told(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(UsageError, match=r"pip install 'sayso\[ray\]'"):
        written([folder], tmp_path / "out", on="ray")
    assert not (tmp_path / "out").exists()


# Elsewhere


def test_a_url_of_fsspec(tmp_path: Path, folder: Path, quick: object) -> None:
    import fsspec

    written([folder], tmp_path / "wanted")
    read_all([str(folder)], f"file://{tmp_path}/out", on="process", segment=7, today=TODAY)
    assert files(tmp_path / "out") == files(tmp_path / "wanted")
    place = f"memory://{tmp_path}/out"
    for made in (4, 0):
        assert read_all([str(folder)], place, on="process", segment=7, today=TODAY).made == made
    memory = fsspec.filesystem("memory")
    found = {name.rpartition("/")[2]: memory.cat_file(name) for name in memory.ls(f"{tmp_path}/out", False)}
    assert found == files(tmp_path / "wanted")
    with pytest.raises(UsageError, match="--on process"):
        read_all([str(folder)], place, on="pool")
    with open_case(tmp_path / "a.sayso") as one, open_case(tmp_path / "b.sayso") as other:
        one.load(place, now=NOW)
        other.add([folder], raw=False, **CLOCK)
    assert differing(dump(tmp_path / "a.sayso"), dump(tmp_path / "b.sayso")) == []
