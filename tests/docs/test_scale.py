"""The page on scale: its recipes read segments as they are, and give what the case of the articles gives."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from sayso.case import open_case, read_all
from sayso.case._segment_rows import segment_schema
from sayso.scale import Marker
from tests.case.conftest import CLOCK, NEWS

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "scale.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("segments")
    read_all([str(NEWS)], str(folder / "out"), on="process", segment=5, today=CLOCK["today"])
    return folder


@pytest.fixture(scope="module")
def wanted(place: Path) -> list[tuple[Any, ...]]:
    with open_case(place / "a.sayso") as case:
        case.load(place / "out")
        found = case.events(type="PROTEST").list()
    by_status = {status: [e for e in found if e.status == status] for status in {e.status for e in found}}
    assert len(by_status) > 1
    return sorted((s, len(events), len({e.article for e in events})) for s, events in by_status.items())


@pytest.mark.parametrize(
    ("heading", "package"), [("DuckDB", "duckdb"), ("Polars", "polars"), ("Spark", "pyspark")]
)
def test_a_recipe_gives_what_the_case_gives(
    heading: str, package: str, place: Path, wanted: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip(package)
    code = re.search(rf"^## {heading}\n.*?^```python\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert code
    monkeypatch.chdir(place)
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    names: dict[str, Any] = {}
    exec(code[1], names)
    assert [tuple(row) for row in names["protests"]] == wanted


def test_every_column_and_every_field_of_a_marker_is_described() -> None:
    described = set(re.findall(r"`(\w+)`", PAGE))
    columns = set(segment_schema().names)
    inner = {
        f.name for name in ("events", "statements") for f in segment_schema().field(name).type.value_type
    }
    assert columns | inner | set(Marker.__struct_fields__) - {"format", "part"} <= described
