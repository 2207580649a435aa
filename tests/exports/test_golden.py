"""Golden files of each format on three articles of ours, and the report beside it. ``SAYSO_GOLDEN=rewrite``
writes them anew; look at the difference before you keep it. The id of the run depends on the code and is
left out."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from sayso.case import Case, open_case
from sayso.exports import FORMATS
from tests.exports.conftest import CLOCK, made_by_hand
from tests.exports.written import records, written

GOLDEN = Path(__file__).resolve().parent / "golden"
RUN = re.compile(rb"r_[0-9a-f]{16}")


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_is_as_it_was(three: Case, name: str) -> None:
    data, loss = written(three, name)
    if name == "parquet":  # its bytes are pyarrow's affair; its rows are those of jsonl
        assert [row["id"] for row in records(name, data)] == [
            row["id"] for row in records("jsonl", written(three, "jsonl")[0])
        ]
        return
    for path, now in (
        (GOLDEN / f"{name}.{FORMATS[name].suffix}", RUN.sub(b"r_run", data)),
        (GOLDEN / f"{name}.loss.md", loss.markdown().encode()),
    ):
        if os.environ.get("SAYSO_GOLDEN") == "rewrite":
            GOLDEN.mkdir(exist_ok=True)
            path.write_bytes(now)
        assert path.read_bytes() == now, f"{path.name}: SAYSO_GOLDEN=rewrite writes it anew"


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_case_gives_the_same_bytes_in_any_order_of_its_articles(
    three: Case, case_file: Path, tmp_path: Path, name: str
) -> None:
    before, _ = written(three, name)
    assert written(three, name)[0] == before
    lines = (case_file.parent / "three.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    other = tmp_path / "three.jsonl"
    other.write_text("".join(reversed(lines)), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch, open_case(tmp_path / "other.sayso") as case:
        patch.setattr("sayso.reader.read", made_by_hand)
        case.add(other, **CLOCK)
        assert written(case, name)[0] == before
