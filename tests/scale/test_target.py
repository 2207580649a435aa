"""Places for segments: written in one step, checked by digest, on a path or a URL of fsspec."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import msgspec
import pytest

from sayso.errors import SegmentError
from sayso.scale import Marker, Target, file_name, marker_name


def marker(part: int, data: bytes, **more: object) -> Marker:
    values = {
        "part": part,
        "sha256": hashlib.sha256(data).hexdigest(),
        "size": len(data),
        "rows": 1,
        "counts": {"read": 1},
        "inputs": 1,
        "inputs_sha256": "",
        "first": "a.txt",
        "last": "a.txt",
        "run": "r_1",
        "about": {},
        "writer": "pyarrow",
    }
    return Marker(**{**values, **more})  # type: ignore[arg-type]


@pytest.fixture(params=["path", "file", "memory"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Target:
    url = {"path": f"{tmp_path}/out", "file": f"file://{tmp_path}/out", "memory": f"memory://{tmp_path}/out"}
    made = Target(url[request.param])
    made.prepare()
    return made


def test_what_is_put_is_there(target: Target) -> None:
    assert target.parts() == {}
    target.put(marker(17, b"data"), b"data")
    assert target.parts() == {17: {"parquet", "done"}}
    assert target.segment(17) == (marker(17, b"data"), b"data")
    assert (file_name(17), marker_name(17)) == ("part-00017.parquet", "part-00017.done")


def test_a_place_that_is_not_there_yet_is_empty(tmp_path: Path) -> None:
    assert Target(f"{tmp_path}/none").parts() == {}
    assert Target(f"{tmp_path}/none").read("part-00000.done") is None


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("part-00001.parquet", b"dat", "digest"),
        ("part-00001.parquet", b"dota", "digest"),
        ("part-00001.done", b"", "truncated"),
        ("part-00001.done", b"{}", "missing required field"),
        ("part-00001.done", msgspec.json.encode(marker(2, b"data")), "another part"),
        ("part-00001.done", b"\xff\xfe", "malformed"),
        ("part-00001.done", b'{"about":' + b'{"x":' * 100_000, "recursion"),
    ],
)
def test_what_is_damaged_is_told(target: Target, name: str, data: bytes, why: str) -> None:
    target.put(marker(1, b"data"), b"data")
    target.write(name, data)
    with pytest.raises(SegmentError, match=why) as told:
        target.segment(1)
    assert told.value.code == "SAY603"
    assert "\n" not in str(told.value)


def test_half_of_a_segment_is_none(tmp_path: Path) -> None:
    target = Target(str(tmp_path))
    target.put(marker(1, b"data"), b"data")
    (tmp_path / "part-00001.done").unlink()
    with pytest.raises(SegmentError, match="no done-marker"):
        target.segment(1)
    target.put(marker(1, b"data"), b"data")
    (tmp_path / "part-00001.parquet").unlink()
    with pytest.raises(SegmentError, match="not there"):
        target.segment(1)


def test_the_marker_comes_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target, seen = Target(str(tmp_path)), []
    monkeypatch.setattr(os, "replace", lambda _, path: seen.append(os.path.basename(path)))
    target.put(marker(1, b"data"), b"data")
    assert seen == ["part-00001.parquet", "part-00001.done"]
    assert target.parts() == {}  # what was written aside does not count


def test_what_was_left_half_written_is_taken_away(tmp_path: Path) -> None:
    target = Target(str(tmp_path))
    target.put(marker(1, b"data"), b"data")
    (tmp_path / ".part-00002.parquet.0123456789ab").write_bytes(b"half")
    (tmp_path / ".mine").write_bytes(b"of somebody else")
    target.tidy()
    assert {path.name for path in tmp_path.iterdir()} == {"part-00001.parquet", "part-00001.done", ".mine"}


def test_a_run_beside_this_one_tidies_and_the_file_is_there_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, synced = Target(str(tmp_path)), iter([True])
    monkeypatch.setattr(os, "fsync", lambda _: next(synced, False) and target.tidy())
    target.put(marker(1, b"data"), b"data")
    assert target.segment(1) == (marker(1, b"data"), b"data")
    monkeypatch.setattr(os, "fsync", lambda _: target.tidy())  # what takes all away is no run of ours
    with pytest.raises(SegmentError, match="taken away"):
        target.put(marker(2, b"data"), b"data")


@pytest.mark.parametrize("name", ["with space", "a::b", "%20", "part-00000.parquet"])
def test_a_path_is_taken_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    target = Target(name)
    target.prepare()
    target.write("part-00001.done", b"1")
    assert (tmp_path / name / "part-00001.done").read_bytes() == b"1"


@pytest.mark.parametrize("url", ["", "no\0path", "nosuch://x/y", "/proc/nowhere/x", "http://[/"])
def test_a_place_that_cannot_be_is_told_in_one_line(url: str) -> None:
    with pytest.raises(SegmentError) as told:
        Target(url).prepare()
    assert told.value.code == "SAY601"
    assert "\n" not in str(told.value)


def test_a_password_is_not_told() -> None:
    with pytest.raises(SegmentError) as told:
        Target("nosuch://me:secret@host/x")
    assert "secret" not in str(told.value)


def test_a_password_is_not_told_by_a_file_system_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise ValueError("cannot log in to sftp://me:secret@host/x")

    monkeypatch.setattr("fsspec.implementations.local.LocalFileSystem.makedirs", refuse)
    with pytest.raises(SegmentError, match=r"sftp://\*\*\*@host/x"):
        Target(str(tmp_path)).prepare()


def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    target = Target(str(tmp_path))
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SegmentError, match="No space left"):
        target.put(marker(1, b"data"), b"data")
    assert list(tmp_path.iterdir()) == []
