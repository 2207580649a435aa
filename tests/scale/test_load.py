"""Segments into a case: what ``add`` of the same inputs would have made, again and again, and no more of it
believed than has to be."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from sayso.case import Loaded, open_case, read_all
from sayso.errors import SaysoError, SegmentError
from sayso.scale import Target
from tests.case.conftest import (
    CLOCK,
    LATER,
    NEWS,
    NOW,
    TEXTS,
    TWO_MEN,
    differing,
    dump,
    invented,
    process,
    quick,
    write,
)

__all__ = ["quick"]

TODAY = CLOCK["today"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = {**invented(20), **TEXTS, "copy.txt": TEXTS["one.txt"], "bare.txt": TWO_MEN}
    return write(tmp_path / "in", texts)


def segments(inputs: list[Any], to: Path, segment: int = 7) -> str:
    read_all([str(name) for name in inputs], str(to), on="process", segment=segment, today=TODAY)
    return str(to)


def loaded(path: Path, place: str, **more: Any) -> Loaded:
    with open_case(path) as case:
        done = case.load(place, **{"now": NOW, **more})
        assert case.check().list() == []
        return done


def added(path: Path, inputs: list[Any]) -> Path:
    with open_case(path) as case:
        case.add(inputs, raw=False, **CLOCK)
    return path


def test_a_case_of_segments_is_that_of_add(tmp_path: Path, folder: Path, quick: object) -> None:
    place = segments([folder, "none.txt"], tmp_path / "out")
    done = loaded(tmp_path / "a.sayso", place)
    assert (done.segments, done.kept, done.copies, done.dropped, done.failed) == (5, 26, 1, 1, 2)
    assert (
        differing(dump(tmp_path / "a.sayso"), dump(added(tmp_path / "b.sayso", [folder, "none.txt"]))) == []
    )


def test_the_example_too(tmp_path: Path, week_of_add: Path) -> None:
    place = segments([NEWS], tmp_path / "out", 5)
    loaded(tmp_path / "a.sayso", place)
    assert differing(dump(tmp_path / "a.sayso"), dump(week_of_add)) == []


@pytest.fixture
def week_of_add(tmp_path: Path) -> Path:
    return added(tmp_path / "week.sayso", [NEWS])


def test_again_changes_nothing(tmp_path: Path, folder: Path, quick: object) -> None:
    place = segments([folder], tmp_path / "out")
    loaded(tmp_path / "a.sayso", place)
    before = dump(tmp_path / "a.sayso")
    done = loaded(tmp_path / "a.sayso", place, now=LATER)
    assert (done.known, done.total) == (29, 29)
    assert dump(tmp_path / "a.sayso") == before


def test_onto_what_was_added_and_add_onto_what_was_loaded(
    tmp_path: Path, folder: Path, quick: object
) -> None:
    files = sorted(folder.iterdir())
    place = segments(files[8:], tmp_path / "out")
    both = added(tmp_path / "a.sayso", files[:14])
    loaded(both, place)
    other = tmp_path / "b.sayso"
    loaded(other, place)
    added(other, files[:14])
    wanted = dump(added(tmp_path / "c.sayso", files), but=("named",))
    assert differing(dump(both, but=("named",)), wanted) == []
    assert differing(dump(other, but=("named",)), wanted) == []


def test_a_failure_is_mended_by_a_later_load(tmp_path: Path, quick: object) -> None:
    folder = write(tmp_path / "in", {"a.txt": "Tom Birch met Ada Quill."})
    inputs = [folder / "a.txt", folder / "b.txt"]
    loaded(tmp_path / "a.sayso", segments(inputs, tmp_path / "out"))
    write(folder, {"b.txt": "Iris Vale met Noel Marsh."})
    done = loaded(tmp_path / "a.sayso", segments(inputs, tmp_path / "out2"))
    assert (done.kept, done.known) == (1, 1)


LOAD = """
from sayso.case import _add
_add._BATCH = 5
put = _add.put
def slowly(*given):
    time.sleep(0.02)
    return put(*given)
_add.put = slowly
with open_case(sys.argv[1]) as case:
    case.load(sys.argv[2], now=CLOCK["now"], progress=lambda done: print(done, flush=True))
"""


def test_killed_and_loaded_again(tmp_path: Path, quick: object) -> None:
    folder = write(tmp_path / "in", invented(60))
    place, path = segments([folder], tmp_path / "out"), tmp_path / "a.sayso"
    running = process(LOAD, path, place)
    assert running.stdout is not None
    running.stdout.readline()
    time.sleep(0.2)
    os.kill(running.pid, signal.SIGKILL)
    running.communicate(timeout=60)
    with open_case(path) as case:
        assert 0 < case.status().articles < 60
    done = loaded(path, place)
    assert (done.known > 0, done.total) == (True, 60)
    assert differing(dump(path), dump(added(tmp_path / "b.sayso", [folder]))) == []


# What is not believed


def test_what_is_not_done_or_damaged_is_named_and_the_rest_is_loaded(
    tmp_path: Path, folder: Path, quick: object
) -> None:
    place = segments([folder], tmp_path / "out")
    (tmp_path / "out" / "part-00000.done").unlink()
    path = tmp_path / "out" / "part-00002.parquet"
    path.write_bytes(path.read_bytes()[:-9])
    told: list[SaysoError] = []
    done = loaded(tmp_path / "a.sayso", place, damaged=told.append)
    assert (done.segments, done.damaged) == (3, 2)
    assert [error.code for error in told] == ["SAY603", "SAY603"]
    assert "no done-marker" in str(told[0])
    segments([folder], tmp_path / "out")
    done = loaded(tmp_path / "a.sayso", place, damaged=told.append)
    assert (done.segments, done.damaged, len(told)) == (5, 0, 2)
    assert differing(dump(tmp_path / "a.sayso"), dump(added(tmp_path / "b.sayso", [folder]))) == []


def test_what_is_not_there_at_all_is_named_too(tmp_path: Path, folder: Path, quick: object) -> None:
    place = segments([folder], tmp_path / "out", 3)
    for part in (2, 5, 6, 9):
        (tmp_path / "out" / f"part-0000{part}.parquet").unlink()
        (tmp_path / "out" / f"part-0000{part}.done").unlink()
    told: list[SaysoError] = []
    done = loaded(tmp_path / "a.sayso", place, damaged=told.append)
    assert (done.segments, done.damaged, done.ended) == (6, 4, True)
    assert [str(error).partition("out/")[2][:13] for error in told] == [
        "part-00002.pa",
        "part-00005.pa",
        "part-00009.pa",
    ]
    assert "nor are 1 after it" in str(told[1])


def test_a_run_that_has_not_ended_is_known_by_its_place(tmp_path: Path, folder: Path, quick: object) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_all([str(folder)], str(tmp_path / "out"), on="process", segment=7, today=TODAY, told=stop)
    done = loaded(tmp_path / "a.sayso", str(tmp_path / "out"))
    assert (done.segments, done.damaged, done.ended) == (1, 0, False)


def test_what_has_failed_before_is_counted_as_by_add(tmp_path: Path, folder: Path, quick: object) -> None:
    place = segments([folder], tmp_path / "out")
    loaded(tmp_path / "a.sayso", place)
    done = loaded(tmp_path / "a.sayso", place)
    assert (done.known, done.failed_before) == (29, 1)


@pytest.mark.parametrize("place", ["", "nowhere", "in"])
def test_a_place_without_segments_is_told(tmp_path: Path, folder: Path, place: str) -> None:
    with open_case(tmp_path / "a.sayso") as case, pytest.raises(SegmentError) as told:
        case.load(str(tmp_path / place))
    assert told.value.code == "SAY601"


def forged(place: Path, change: Callable[[list[dict[str, Any]]], None]) -> str:
    """A segment that somebody changed, with a marker that fits it."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    target = Target(str(place))
    marker, _ = target.segment(0)
    rows = pq.read_table(place / "part-00000.parquet").to_pylist()
    change(rows)
    from sayso.case._segment_rows import segment_bytes

    try:
        data = segment_bytes(rows)
    except (pa.ArrowException, AttributeError):
        sink = pa.BufferOutputStream()
        pq.write_table(pa.Table.from_pylist(rows), sink)
        data = sink.getvalue().to_pybytes()
    changed = {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    target.put(msgspec.structs.replace(marker, **changed), data)
    return str(place)


def _reading(rows: list[dict[str, Any]], part: str, value: Any) -> None:
    made = json.loads(rows[0]["reading"])
    made[part] = value
    rows[0]["reading"] = json.dumps(made)


FORGED: dict[str, Callable[[list[dict[str, Any]]], None]] = {
    "a reading that is none": lambda rows: rows[0].update(reading="{}"),
    "no JSON": lambda rows: rows[0].update(reading="\x00"),
    "no reading": lambda rows: rows[0].update(reading=None),
    "no article": lambda rows: rows[0].update(taken="{}"),
    "another digest": lambda rows: rows[0].update(bytes_sha256="0" * 64),
    "no source": lambda rows: rows[0].update(source=None),
    "no name": lambda rows: rows[1].update(named=None),
    "an id of nobody": lambda rows: rows[0].update(
        input_id="x", bytes_sha256=None, status="failed", code="SAY101"
    ),
    "no end": lambda rows: rows[0].update(reading='{"x":' * 100_000),
    "another status": lambda rows: rows[0].update(status="kept"),
    "a code of nobody": lambda rows: rows[0].update(status="failed", code="SAY999"),
    "another format": lambda rows: _reading(rows, "format", "sayso-reading/2"),
    "the reading of another": lambda rows: rows[0].update(reading=rows[1]["reading"]),
    "a span that is nowhere": lambda rows: _reading(
        rows, "places", [{"id": "l1", "span": [9, 99999], "name": "x", "use": "literal", "basis": "x"}]
    ),
    "another article": lambda rows: rows[0].update(
        taken=json.dumps({**json.loads(rows[0]["taken"]), "id": "a_0123456789abcdef"})
    ),
    "columns of other types": lambda rows: [row.update(size="many") for row in rows] and None,
    "no rows of ours": lambda rows: [row.clear() for row in rows] and None,
}


@pytest.mark.parametrize("name", FORGED)
def test_what_was_forged_is_not_loaded(tmp_path: Path, quick: object, name: str) -> None:
    folder = write(tmp_path / "in", invented(4))
    segments([folder], tmp_path / "out", 2)
    told: list[SaysoError] = []
    done = loaded(tmp_path / "a.sayso", forged(tmp_path / "out", FORGED[name]), damaged=told.append)
    assert (done.segments, done.damaged) == (1, 1)
    assert [error.code for error in told] == ["SAY603"]
    assert "\n" not in str(told[0])


def test_a_large_value_of_many_rows_is_held_once(tmp_path: Path) -> None:
    """A dictionary of one value of 100 MB, and 64 rows that point at it."""
    code = """
        import resource
        import pyarrow as pa, pyarrow.parquet as pq
        from sayso.case._segment_rows import FORMAT, rows_of, segment_schema

        schema, sink = segment_schema(), pa.BufferOutputStream()
        columns = {field.name: pa.nulls(64, field.type) for field in schema}
        large = pa.array(["x" * 100_000_000])
        columns["reading"] = pa.DictionaryArray.from_arrays(pa.array([0] * 64, pa.int32()), large)
        table = pa.table(columns)
        with pq.ParquetWriter(sink, table.schema, compression="zstd", store_schema=False) as writer:
            writer.add_key_value_metadata({"format": FORMAT})
            writer.write_table(table)
        data = sink.getvalue().to_pybytes()
        assert len(data) < 100_000
        resource.setrlimit(resource.RLIMIT_DATA, (2 << 30, 2 << 30))
        assert len(next(rows_of(data, "part-00000.parquet"))["reading"]) == 100_000_000
    """
    subprocess.run([sys.executable, "-c", textwrap.dedent(code)], check=True, timeout=120)


def test_a_run_that_is_not_that_of_its_account(tmp_path: Path, quick: object) -> None:
    folder = write(tmp_path / "in", invented(2))
    place = segments([folder], tmp_path / "out")
    target = Target(place)
    marker, data = target.segment(0)
    target.put(msgspec.structs.replace(marker, about={"sayso": "0.0"}), data)
    assert loaded(tmp_path / "a.sayso", place).damaged == 1
