"""Tables in the forms of other coders, written for these tests, and a case to bring them into."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pytest

from sayso.case import Case, Coders, open_case
from sayso.coders import FORMS, RowFinding, Table
from tests.case.conftest import news, news_file, week
from tests.commands import sayso

__all__ = ["news", "news_file", "sayso", "week"]

TABLES = Path(__file__).resolve().parents[2] / "examples" / "case" / "coders"
NOW = "2021-11-02T08:00:00Z"
STUDENTS = (
    ("day", "date"), ("type", "what"), ("mode", "how"), ("actor", "by"), ("actor_country", "by_country"),
    ("recipient", "to"), ("recipient_country", "to_country"), ("place", "where"),
)  # fmt: skip
"""Columns of `students.csv`."""


def gdelt(**cells: str) -> str:
    """A line of GDELT, the ten students of Balti by default."""
    row = dict.fromkeys(FORMS["gdelt"].columns, "") | {
        "GLOBALEVENTID": "1", "SQLDATE": "20211012", "EventCode": "141", "Actor1Code": "MDAEDU",
        "Actor1Name": "STUDENT", "ActionGeo_CountryCode": "MD", "SOURCEURL": "https://mpa.example/1",
    } | cells  # fmt: skip
    return "\t".join(row.values())


def quoted(rows: Iterable[Sequence[str]], delimiter: str = ",") -> str:
    """Rows as spreadsheets write them."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return text.getvalue()


def polecat(rows: Iterable[Mapping[str, str]], *more: str) -> str:
    """A table of POLECAT; ``more`` are further names in its header."""
    columns = FORMS["polecat"].columns
    base = {"Event ID": "1", "Event Date": "2021-10-12", "Event Type": "PROTEST", "Actor Country": "MDA"}
    made = [[*columns, *more], *([(base | dict(row)).get(name, "") for name in columns] for row in rows)]
    return quoted(made, "\t")


def read(path: Path, text: str | bytes, form: str | None = None) -> tuple[list[object], list[RowFinding]]:
    """The events of a table with these bytes, and what was found in it."""
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape"))
    rows = list(Table(str(path), form).rows())
    return [row.event for row in rows if row.event], [f for row in rows for f in row.findings]


@pytest.fixture
def case(tmp_path: Path) -> Case:
    """A case that is still empty."""
    return open_case(tmp_path / "case.sayso")


@pytest.fixture
def coders(news: Case) -> Coders:
    """The invented week with the codings of three others."""
    made = Coders(news)
    for name, file in (("polecat", "polecat.tsv"), ("icews", "icews.tsv"), ("gdelt", "gdelt.CSV")):
        made.add(TABLES / file, name, now=NOW)
    return made
