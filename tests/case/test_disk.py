"""The disk: full, or read-only. What was acknowledged is kept, the file is whole, and it goes on later."""

from __future__ import annotations

import hashlib
import os
import resource
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from sayso.case import open_case
from sayso.errors import CaseError
from tests.case.conftest import ADD, CLOCK, differing, dump, invented, process, write

ROOT = os.geteuid() == 0


def mounted(source: str, folder: Path, *options: str) -> bool:
    folder.mkdir(exist_ok=True)
    done = subprocess.run(["mount", *options, source, str(folder)], capture_output=True, check=False)
    return done.returncode == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 2 MB."""
    folder = tmp_path / "disk"
    if not ROOT or not mounted("tmpfs", folder, "-t", "tmpfs", "-o", "size=2m"):
        pytest.skip("no small disk can be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=False)


@pytest.fixture
def read_only(tmp_path: Path, news_file: Path) -> Iterator[Path]:
    """A case file in a folder that nobody can write to."""
    folder = tmp_path / "locked"
    folder.mkdir()
    shutil.copy(news_file, folder / "week.sayso")
    if not ROOT:
        folder.chmod(0o555)
        yield folder / "week.sayso"
        folder.chmod(0o755)
        return
    if not mounted(str(folder), folder, "--bind") or not mounted(
        str(folder), folder, "-o", "remount,bind,ro"
    ):
        pytest.skip("no read-only folder can be made here")
    yield folder / "week.sayso"
    subprocess.run(["umount", "-l", str(folder)], check=False)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_disk_is_full(small_disk: Path, tmp_path: Path, quick: object) -> None:
    folder, path = write(tmp_path / "in", invented(140)), small_disk / "a.sayso"
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(1_100_000))
    told: list[str] = []
    with open_case(path) as case, pytest.raises(CaseError, match="SAY404"):
        case.add([folder], committed=lambda record: told.append(record.id), **CLOCK)
    assert told
    with open_case(path) as case:
        assert set(told) <= {r.id for r in case.inputs()}
        assert case.status().articles < 140
        ballast.unlink()
        assert case.check().list() == []
        subprocess.run(["mount", "-o", "remount,size=60m", str(small_disk)], check=True)
        case.add([folder], **CLOCK)
        assert case.status().articles == 140
        assert case.check().list() == []
    whole = tmp_path / "whole.sayso"
    with open_case(whole) as case:
        case.add([folder], **CLOCK)
    assert differing(dump(path), dump(whole)) == []


def test_no_room_to_begin(small_disk: Path, tmp_path: Path, quick: object) -> None:
    path = small_disk / "a.sayso"
    with open(small_disk / "ballast", "wb", buffering=0) as stream, suppress(OSError):
        while stream.write(bytes(4096)):
            pass
    with pytest.raises(CaseError, match="SAY404"), open_case(path) as case:
        case.add_text("Tom Birch met Ada Quill.", **CLOCK)
    (small_disk / "ballast").unlink()
    with open_case(path) as case:
        assert case.add_text("Tom Birch met Ada Quill.", **CLOCK).kept == 1
        assert case.check().list() == []


@pytest.mark.slow
def test_a_file_may_not_grow(tmp_path: Path, quick: object) -> None:
    """The other way to run out of room, in a process of its own: a limit on the size of files."""
    folder, path = write(tmp_path / "in", invented(140)), tmp_path / "a.sayso"

    def limited() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))

    code = ADD.replace(
        "case.add(sys.argv[2:], committed=said, **CLOCK)",
        "try:\n    case.add(sys.argv[2:], committed=said, **CLOCK)\n"
        "except SaysoError as error:\n    print(error.code, error.code)",
    )
    adding = process(code, path, folder, preexec_fn=limited)
    told, _ = adding.communicate(timeout=60)
    *lines, last = told.splitlines()
    assert last == "SAY404 SAY404"
    with open_case(path) as case:
        assert {line.split()[0] for line in lines} <= {r.id for r in case.inputs()}
        assert case.check().list() == []
        case.add([folder], **CLOCK)
        assert case.status().articles == 140
        assert case.check().list() == []


def test_a_read_only_folder(read_only: Path) -> None:
    before = digest(read_only)
    with open_case(read_only) as case:
        assert len(case.events().list()) > 50
        assert case.search("bread").first() is not None
        assert case.check().list() == []
        event = case.events().list()[0].id
        for change in (
            lambda: case.add_text("Tom Birch met Ada Quill."),
            lambda: case.correct("hide", event, who="Iris", why="a test"),
            case.reread,
            case.rebuild,
            case.retry,
        ):
            with pytest.raises(CaseError, match="SAY403"):
                change()
        assert len(case.events().list()) > 50
    assert digest(read_only) == before
    assert os.listdir(read_only.parent) == ["week.sayso"]


def test_a_new_case_in_a_read_only_folder(read_only: Path) -> None:
    with pytest.raises(CaseError, match="SAY403"), open_case(read_only.parent / "new.sayso") as case:
        case.add_text("Tom Birch met Ada Quill.")


@pytest.mark.skipif(ROOT, reason="root may write to everything")
def test_a_read_only_file(tmp_path: Path, news_file: Path) -> None:
    path = tmp_path / "a.sayso"
    shutil.copy(news_file, path)
    path.chmod(0o444)
    before = digest(path)
    with open_case(path) as case:
        assert case.search("bread").first() is not None
        with pytest.raises(CaseError, match="SAY403"):
            case.add_text("Tom Birch met Ada Quill.")
    assert digest(path) == before


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    for path in (tmp_path / "no" / "a.sayso", tmp_path / "file" / "a.sayso"):
        (tmp_path / "file").write_text("a file")
        with pytest.raises(CaseError, match=r"SAY40[13]"), open_case(path) as case:
            case.add_text("Tom Birch met Ada Quill.")
