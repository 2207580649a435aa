"""The reference names everything: commands, options, error codes, record fields and their fixed values."""

from __future__ import annotations

import re
import typing
from pathlib import Path

import msgspec
import pytest

from sayso import records
from sayso.errors import CATALOGUE

DOCS = Path(__file__).resolve().parents[2] / "docs"
REFERENCE = (DOCS / "reference.md").read_text(encoding="utf-8")
RECORDS = [
    record
    for record in vars(records).values()
    if isinstance(record, type) and issubclass(record, records.Record) and record is not records.Record
]


def section(heading: str) -> str:
    """The text of one section of the reference, down to the next heading of the same or a higher level."""
    found = re.search(rf"^(#+) {re.escape(heading)}$", REFERENCE, re.MULTILINE)
    assert found, f"docs/reference.md has no section {heading!r}"
    rest = REFERENCE[found.end() :]
    end = re.search(rf"^#{{1,{len(found[1])}}} ", rest, re.MULTILINE)
    return rest[: end.start()] if end else rest


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_every_field_of_every_record_is_described(record: type[msgspec.Struct]) -> None:
    described = section(record.__name__)
    for name in record.__struct_fields__:
        assert re.search(rf"^\| `{name}` \|", described, re.MULTILINE), f"{record.__name__}.{name}"


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_no_field_is_described_that_does_not_exist(record: type[msgspec.Struct]) -> None:
    described = re.findall(r"^\| `(\w+)` \|", section(record.__name__), re.MULTILINE)
    assert set(described) == set(record.__struct_fields__)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_every_fixed_value_is_named_beside_its_field(record: type[msgspec.Struct]) -> None:
    described = section(record.__name__)
    for name, kind in typing.get_type_hints(record).items():
        if typing.get_origin(kind) is not typing.Literal:
            continue
        row = next(line for line in described.splitlines() if line.startswith(f"| `{name}` |"))
        missing = [value for value in typing.get_args(kind) if f"`{value}`" not in row]
        assert not missing, f"{record.__name__}.{name}: {missing}"


def test_every_part_of_a_reading_is_named() -> None:
    for part in records.PARTS:
        assert f"`{part}`" in section("sayso read"), part


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_error_code_stands_with_what_it_means_and_the_fix(code: str) -> None:
    entry = CATALOGUE[code]
    row = next((line for line in section("Error codes").splitlines() if line.startswith(f"| `{code}` |")), "")
    assert entry.what in row
    assert entry.fix in row


def test_no_error_code_is_described_that_does_not_exist() -> None:
    assert set(re.findall(r"SAY\d{3}", REFERENCE)) <= set(CATALOGUE)
