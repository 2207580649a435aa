"""``sayso packet``: its two files, exit codes, and what is told."""

from __future__ import annotations

import hashlib
import os
from datetime import date
from pathlib import Path

import pytest

from sayso.case import open_case
from sayso.stories import Stories
from tests.commands import Ended, Run

TEXT = "Police arrested ten men in Minsk on 4 May 2021, the ministry said."
AS_ROOT = pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """A case in the working folder, and the id of its happening."""
    monkeypatch.chdir(tmp_path)
    with open_case("small.sayso") as case:
        case.add_text(TEXT, now="2021-05-05T06:00:00Z", today=date(2021, 5, 5))
        happening = next(iter(Stories(case).happenings())).id
    return "small.sayso", happening


def beside() -> list[str]:
    return sorted(name for name in os.listdir() if not name.startswith("small.sayso"))


def test_two_files_are_written_and_told_with_their_digests(sayso: Run, small: tuple[str, str]) -> None:
    case, happening = small
    done = sayso("packet", case, happening[:10], "-o", "out.html")
    assert (done.code, done.out) == (0, b"")
    assert beside() == ["out.html", "out.jsonld"]
    for name in beside():
        assert hashlib.sha256(Path(name).read_bytes()).hexdigest() in done.err
    assert "1 entry, 1 article" in done.err
    assert os.stat("out.html").st_mode & 0o777 == 0o666 & ~_umask()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_without_a_name_the_page_is_called_after_the_first_id(sayso: Run, small: tuple[str, str]) -> None:
    case, happening = small
    assert sayso("packet", case, happening[:10], "--quiet") == Ended(0, b"", "")
    assert beside() == [f"packet-{happening[:10]}.html", f"packet-{happening[:10]}.jsonld"]
    sayso("packet", case, "../../" + "x" * 40, happening)
    assert f"packet-{'x' * 12}-and-1-more.html" in beside()


def test_the_same_twice_gives_the_same_files(sayso: Run, small: tuple[str, str]) -> None:
    case, happening = small
    sayso("packet", case, happening, "-o", "one.html")
    sayso("packet", case, happening, "-o", "two.htm")
    assert Path("one.html").read_bytes() == Path("two.htm").read_bytes()
    assert Path("one.jsonld").read_bytes() == Path("two.jsonld").read_bytes()
    sayso("packet", case, happening, "-o", "three", "--now", "2021-05-06")
    assert b"2021-05-06T00:00:00Z" in Path("three").read_bytes()
    assert b"2021-05-06T00:00:00Z" in Path("three.jsonld").read_bytes()


def test_an_id_that_is_not_there_is_one_line_and_the_others_go_on(sayso: Run, small: tuple[str, str]) -> None:
    case, happening = small
    done = sayso("packet", case, "h_0000", happening, "p_12", "-o", "out.html", "--quiet")
    assert done.code == 2
    assert [line[:19] for line in done.err.splitlines()] == ["error: SAY407 h_000", "error: SAY441 p_12:"]
    assert beside() == ["out.html", "out.jsonld"]


def test_where_no_id_is_there_nothing_is_written(sayso: Run, small: tuple[str, str]) -> None:
    Path("out.html").write_text("mine")
    done = sayso("packet", small[0], "h_0000", "-o", "out.html")
    assert done.code == 2
    assert "error: SAY407 h_0000" in done.err
    assert beside() == ["out.html"]
    assert Path("out.html").read_text() == "mine"


@pytest.mark.parametrize(
    ("output", "code"),
    [("none/out.html", "SAY304"), ("out.jsonld", "SAY326"), ("a/", "SAY326"), ("", "SAY326")],
)
def test_a_place_that_cannot_be_written_to(
    sayso: Run, small: tuple[str, str], output: str, code: str
) -> None:
    done = sayso("packet", *small, "-o", output)
    assert done.code == 2
    assert code in done.err
    assert beside() == []


@pytest.mark.parametrize("name", ["out.html", "out.jsonld"])
def test_a_folder_of_that_name_is_left_alone(sayso: Run, small: tuple[str, str], name: str) -> None:
    os.mkdir(name)
    done = sayso("packet", *small, "-o", "out.html")
    assert done.code == 2
    assert "SAY304" in done.err
    assert beside() == [name]


@pytest.mark.parametrize("output", ["small.sayso", "link.html", "small.html"])
def test_the_case_is_never_written_over(sayso: Run, small: tuple[str, str], output: str) -> None:
    os.symlink("small.sayso", "link.html")
    os.symlink("small.sayso", "small.jsonld")
    before = Path("small.sayso").read_bytes()
    done = sayso("packet", *small, "-o", output)
    assert done.code == 2
    assert "SAY326" in done.err
    assert Path("small.sayso").read_bytes() == before
    assert os.path.islink("small.jsonld")


@pytest.mark.skipif(os.name != "posix", reason="named pipes are of Unix")
@pytest.mark.parametrize("name", ["out.html", "out.jsonld"])
def test_what_is_no_file_is_left_alone(sayso: Run, small: tuple[str, str], name: str) -> None:
    """Root could replace a device by a page, /dev/null too."""
    os.mkfifo(name)
    done = sayso("packet", *small, "-o", "out.html")
    assert done.code == 2
    assert "SAY304" in done.err
    assert Path(name).is_fifo()


def test_a_time_that_is_none(sayso: Run, small: tuple[str, str]) -> None:
    done = sayso("packet", *small, "--now", "noon")
    assert (done.code, beside()) == (2, [])
    assert "SAY321" in done.err


def test_a_case_that_is_not_there(sayso: Run, small: tuple[str, str]) -> None:
    done = sayso("packet", "other.sayso", small[1])
    assert done.code == 1
    assert "SAY401" in done.err


@AS_ROOT
def test_a_case_that_cannot_be_written_to_is_said_to_be_so(sayso: Run, small: tuple[str, str]) -> None:
    case, happening = small
    with open_case(case) as file:
        file.correct("note", happening.replace("h_", "e_"), who="A", why="b", now="2021-05-07T00:00:00Z")
    os.chmod(case, 0o444)
    os.makedirs("out")
    os.chmod(".", 0o555)
    try:
        done = sayso("packet", case, happening, "-o", "out/x.html")
    finally:
        os.chmod(".", 0o755)
    assert done.code == 0
    assert "cannot be written to" in done.err
    assert "before its last change" in Path("out/x.html").read_text(encoding="utf-8")
