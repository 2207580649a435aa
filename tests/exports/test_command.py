"""``sayso export CASE FORMAT``: files, the report beside them, options, refusals in one line."""

from __future__ import annotations

import io
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from sayso.case import open_case
from sayso.cli import main
from sayso.cli._export import RECORDS, What
from sayso.exports import FORMATS
from tests.exports.written import records, written


class Ended(NamedTuple):
    """What a command printed, and its exit code."""

    code: int
    out: bytes
    err: str


def sayso(*arguments: str | Path) -> Ended:
    raw = io.BytesIO()
    out, err = io.TextIOWrapper(raw, encoding="utf-8", write_through=True), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    out.flush()
    return Ended(int(ended.value.code or 0), raw.getvalue(), err.getvalue())


def test_the_command_offers_every_format_of_the_room() -> None:
    assert [what.value for what in What if what not in RECORDS] == list(FORMATS)


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_goes_to_a_file_with_its_report_beside_it(copied: Path, tmp_path: Path, name: str) -> None:
    file = tmp_path / "out"
    said = sayso("export", copied, name, "-o", file)
    assert (said.code, said.out) == (0, b"")
    with open_case(copied) as case:
        data, loss = written(case, name)
    assert file.read_bytes() == data
    assert (tmp_path / "out.loss.md").read_text(encoding="utf-8") == loss.markdown()
    told = [f"note: {line}" for line in loss.lines()]
    assert said.err.splitlines()[-len(told) :] == told  # before it may stand that stories are made


def test_a_format_goes_to_standard_output_and_its_report_to_standard_error(copied: Path) -> None:
    said = sayso("export", copied, "icews", "--explode-dyads", "--report-day")
    with open_case(copied) as case:
        data, loss = written(case, "icews", explode=True, report_day=True)
    assert (said.code, said.out) == (0, data)
    assert all(line in said.err for line in loss.lines())


@pytest.mark.parametrize(
    ("arguments", "options"),
    [
        (["csv", "--status", "happened", "--status", "Denied"], {"status": ("happened", "denied")}),
        (["csv", "--min-origins", "2"], {"min_origins": 2}),
        (["csv", "--spreadsheet-safe"], {"safe": True}),
        (["plover", "--incomplete"], {"incomplete": True}),
    ],
)
def test_options_reach_the_room(copied: Path, arguments: list[str], options: dict[str, Any]) -> None:
    said = sayso("export", copied, *arguments)
    with open_case(copied) as case:
        assert said.out == written(case, arguments[0], **options)[0]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["icews", "--spreadsheet-safe"], "SAY326"),
        (["webannotation", "--explode-dyads"], "SAY326"),
        (["phoenix", "--status", "planned"], "SAY326"),
        (["claims", "--min-origins", "2"], "SAY326"),
        (["events", "--explode-dyads"], "SAY326"),
        (["readings", "--incomplete"], "SAY326"),
        (["csv", "--format", "json"], "SAY326"),
        (["csv", "--limit", "3"], "SAY326"),
        (["csv", "--status", "maybe"], "SAY321"),
        (["csv", "-o", "/nowhere/at/all"], "SAY304"),
    ],
)
def test_what_makes_no_sense_is_one_line(copied: Path, arguments: list[str], code: str) -> None:
    said = sayso("export", copied, *arguments)
    assert (said.code, said.out) == (2, b"")
    assert said.err.startswith(f"error: {code} ")
    assert len(said.err.splitlines()) == 1


def test_the_case_itself_is_never_written_over(copied: Path, tmp_path: Path) -> None:
    before = copied.read_bytes()
    link = tmp_path / "link"
    link.symlink_to(copied)
    for file in (copied, link):
        said = sayso("export", copied, "polecat", "-o", file)
        assert said.code == 2
        assert said.err.startswith("error: SAY326 ")
    assert copied.read_bytes() == before


def test_no_case_no_file(tmp_path: Path) -> None:
    said = sayso("export", tmp_path / "none.sayso", "gdelt", "-o", tmp_path / "out")
    assert said.code == 1
    assert said.err.startswith("error: SAY4")
    assert not (tmp_path / "out").exists()


def test_inputs_are_read_as_a_format_of_others(tmp_path: Path) -> None:
    good, bad = tmp_path / "arrest.txt", tmp_path / "nowhere.txt"
    good.write_text("Police arrested ten men in Minsk on 4 May 2021.", encoding="utf-8")
    said = sayso("read", good, "--as", "icews")
    (row,) = records("icews", said.out)
    assert (said.code, row["Event Date"], row["CAMEO Code"], row["City"]) == (0, "2021-05-04", "173", "Minsk")
    assert "note: 1 event read, 1 written in 1 row, 0 left out" in said.err
    both = sayso("read", bad, good, "--as", "icews", "--quiet")
    assert (both.code, both.out) == (1, said.out)
    assert sayso("read", bad, "--as", "csv").out.count(b"\n") == 1  # the header


@pytest.mark.parametrize(
    ("options", "code"),
    [(["--as", "dance"], "SAY324"), (["--as", "csv", "--only", "events"], "SAY326"),
     (["--as", "csv", "--format", "json"], "SAY326")],
)  # fmt: skip
def test_reading_as_what_makes_no_sense(tmp_path: Path, options: list[str], code: str) -> None:
    said = sayso("read", tmp_path / "some.txt", *options)
    assert (said.code, said.out) == (2, b"")
    assert said.err.startswith(f"error: {code} ")
    assert said.err.count("\n") == 1
