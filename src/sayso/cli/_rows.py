"""Records on standard output: a table for people, or JSON, CSV, TSV and Parquet for programs."""

from __future__ import annotations

import csv
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from itertools import islice
from typing import IO, TYPE_CHECKING, Any

import msgspec

from sayso.cli._console import Console
from sayso.cli._streams import note
from sayso.errors import UsageError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sayso.case import CaseRecord, Rows

PIPED, WIDEST = 100, 140
"""Columns of a table that goes to a file, and the most that a table has."""
SHOWN = 50
"""Records of a table unless the user says otherwise."""


class Format(StrEnum):
    """How records are printed."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    tsv = "tsv"
    parquet = "parquet"


View = Callable[[list[Any]], "RenderableType"]
"""Records to what a terminal shows."""


def shown(form: Format, limit: int | None) -> int | None:
    """How many records a query has to give: one more than a table shows, so that it can say that there are
    more."""
    if form is Format.table:
        return (SHOWN if limit is None else limit) + 1
    return limit


def print_rows(
    rows: Rows[Any], form: Format, limit: int | None, view: View, output: str | None = None
) -> int:
    """Print records; a table stops at ``limit`` or 50 and says so. Returns how many there were."""
    if form is Format.table:
        return _print_table(rows, SHOWN if limit is None else limit, view)
    found = islice(rows, limit)
    if output is not None:
        with open(output, "wb") as stream:
            return _write(rows.kind, found, form, stream)
    if form is Format.parquet and sys.stdout.isatty():
        raise UsageError("SAY304", "standard output", "Parquet is not for terminals; use --output FILE")
    sys.stdout.flush()
    return _write(rows.kind, found, form, sys.stdout.buffer)


def _print_table(rows: Iterable[Any], limit: int, view: View) -> int:
    records = list(islice(rows, limit + 1))
    more = len(records) > limit
    records = records[:limit]
    if not records:
        note("nothing found")
        return 0
    console().print(view(records), crop=False)
    if more:
        note(f"there are more than these {limit}: --limit N shows more, --format jsonl all")
    return len(records)


def console() -> Console:
    """The console of standard output, not wider than the eye likes."""
    stream = sys.stdout
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="replace")
    told = stream.isatty() or "COLUMNS" in os.environ
    made = Console(file=stream, width=None if told else PIPED, highlight=False, markup=False, emoji=False)
    if made.width > WIDEST:
        made.width = WIDEST
    return made


def _write(kind: type[CaseRecord], records: Iterator[Any], form: Format, stream: IO[bytes]) -> int:
    counted = _Counted(records)
    _WRITERS[form](kind, counted, stream)
    return counted.count


class _Counted:
    """An iterator that knows how many it gave."""

    def __init__(self, records: Iterator[Any]) -> None:
        self._records, self.count = records, 0

    def __iter__(self) -> Iterator[Any]:
        for record in self._records:
            self.count += 1
            yield record


def _write_jsonl(_: type[CaseRecord], records: Iterable[Any], stream: IO[bytes]) -> None:
    for record in records:
        stream.write(msgspec.json.encode(record) + b"\n")
        stream.flush()


def _write_json(_: type[CaseRecord], records: Iterable[Any], stream: IO[bytes]) -> None:
    opened = False
    for record in records:
        stream.write(b",\n" if opened else b"[\n")
        stream.write(msgspec.json.format(msgspec.json.encode(record), indent=2))
        opened = True
    stream.write(b"\n]\n" if opened else b"[]\n")


def _write_csv(kind: type[CaseRecord], records: Iterable[Any], stream: IO[bytes]) -> None:
    _separated(kind, records, stream, ",")


def _write_tsv(kind: type[CaseRecord], records: Iterable[Any], stream: IO[bytes]) -> None:
    """Tabs and line breaks within a value become spaces: TSV has no way to say them."""
    _separated(kind, records, stream, "\t")


def _separated(kind: type[CaseRecord], records: Iterable[Any], stream: IO[bytes], mark: str) -> None:
    import io

    from sayso.case import flat_columns, text_row

    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    try:
        if mark == "\t":
            text.write("\t".join(flat_columns(kind)) + "\n")
            for record in records:
                text.write("\t".join(" ".join(v.split()) for v in text_row(record).values()) + "\n")
            return
        writer = csv.DictWriter(text, flat_columns(kind), lineterminator="\r\n")
        writer.writeheader()
        for record in records:
            writer.writerow(text_row(record))
    finally:
        text.detach()


def _write_parquet(kind: type[CaseRecord], records: Iterable[Any], stream: IO[bytes]) -> None:
    import pyarrow.parquet as pq

    from sayso.case import arrow_batches, arrow_schema

    with pq.ParquetWriter(stream, arrow_schema(kind), compression="zstd") as writer:
        for batch in arrow_batches(kind, records):
            writer.write_batch(batch)


_WRITERS: dict[Format, Callable[[type[CaseRecord], Iterable[Any], IO[bytes]], None]] = {
    Format.json: _write_json,
    Format.jsonl: _write_jsonl,
    Format.csv: _write_csv,
    Format.tsv: _write_tsv,
    Format.parquet: _write_parquet,
}
