"""Exports as tests read them: bytes, the report, and rows by independent readers."""

from __future__ import annotations

import csv
import io
import json
from typing import Any
from xml.etree import ElementTree

import pyarrow.parquet as pq

from sayso.case import Case
from sayso.exports import FORMATS, Loss, Options, export

TABLES = [name for name, form in FORMATS.items() if form.columns]
TSV = [name for name in TABLES if FORMATS[name].suffix not in ("csv",)]
CSV = [name for name in TABLES if name not in TSV]


def written(case: Case, name: str, **options: Any) -> tuple[bytes, Loss]:
    """An export, and its report."""
    stream = io.BytesIO()
    loss = export(case, name, stream, Options(**options))
    return stream.getvalue(), loss


def records(name: str, data: bytes) -> list[Any]:
    """The records of an export, read by what is not ours: rows as dictionaries, objects, elements."""
    form = FORMATS[name]
    text = "" if name == "parquet" else data.decode("utf-8")
    if name in TSV:
        lines = text.split("\n")
        assert lines.pop() == ""
        rows = [line.split("\t") for line in lines]
        return _named(form.columns, rows, header=form.header)
    if name in CSV:
        return _named(form.columns, list(csv.reader(io.StringIO(text, newline=""))), header=True)
    if form.suffix in ("jsonl", "ftm.json"):
        return [json.loads(line) for line in text.splitlines(keepends=False)] if text else []
    if name == "parquet":
        found: list[Any] = pq.read_table(io.BytesIO(data)).to_pylist()
        return found
    if name == "graphml":
        return list(ElementTree.fromstring(text).iter("{http://graphml.graphdrawing.org/xmlns}edge"))
    whole = json.loads(text)
    if isinstance(whole, list):
        return whole
    items: list[Any] = next(whole[key] for key in ("items", "@graph", "features") if key in whole)
    return items


def _named(columns: tuple[str, ...], rows: list[list[str]], *, header: bool) -> list[dict[str, str]]:
    if header:
        assert tuple(rows[0]) == columns
        rows = rows[1:]
    assert all(len(row) == len(columns) for row in rows)
    return [dict(zip(columns, row, strict=True)) for row in rows]
