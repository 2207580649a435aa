"""Our own table of events, whole: CSV, JSON lines, Parquet. Every event with its status, whatever it is."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from itertools import islice
from operator import attrgetter
from typing import IO, Any

import msgspec

from sayso.case import Count, EventRecord, Party, When, Where, arrow_schema, flat_columns
from sayso.exports._cells import encoded, write_csv, write_jsonl
from sayso.exports._parties import dyads, joined
from sayso.exports._records import Format, Item, Options, Row
from sayso.exports._source import Source
from sayso.exports._things import EVENT
from sayso.records import Spans


class EventRow(EventRecord, frozen=True, kw_only=True):
    """An event with what the case knows of its article, and of the happening it is a report of."""

    url: str | None = None
    byline: str | None = None
    given_id: str | None = None
    added: str = ""
    happening: str | None = None
    happening_status: str | None = None
    origins: tuple[str, ...] = ()
    disputes: tuple[str, ...] = ()


_PARTIES = ("country", "sectors", "entity")
_OWN = EventRecord.__struct_fields__
_WHEN, _WHERE = attrgetter(*flat_columns(When)), attrgetter(*flat_columns(Where))
_NO_WHEN, _NO_WHERE = (None,) * len(flat_columns(When)), (None,) * len(flat_columns(Where))
_PAGE = 2_000
"""Records that Arrow takes at a time."""

COLUMNS = (
    *flat_columns(EventRow),
    *(f"{role}_{field}" for role in ("actors", "recipients") for field in _PARTIES),
    "counts_said_by",
    "counts_words",
)


def record_of(item: Item) -> EventRow:
    """The event as one record with all that is known beside it."""
    happening, article = item.happening, item.article
    return EventRow(
        **dict(zip(_OWN, msgspec.structs.astuple(item.event), strict=True)),
        url=article.url,
        byline=article.byline,
        given_id=article.given_id,
        added=article.added,
        happening=happening.id if happening else None,
        happening_status=happening.status if happening else None,
        origins=tuple(origin.name for origin in happening.origins) if happening else (),
        disputes=tuple(dispute.line() for dispute in happening.disputes) if happening else (),
    )


def flat_rows(item: Item, options: Options, source: Source) -> Iterator[Row]:
    """One flat row, or one for each dyad."""
    if not options.explode:
        yield _flat(item, item.event.actors, item.event.recipients)
        return
    for dyad in dyads(item.event, explode=True):
        actors = (dyad.actor,) if dyad.actor else ()
        recipients = (dyad.recipient,) if dyad.recipient else ()
        yield _flat(item, actors, recipients)


def _flat(item: Item, actors: tuple[Party, ...], recipients: tuple[Party, ...]) -> list[Any]:
    """The cells in the order of ``COLUMNS``, as ``sayso.case.text_row`` would write them, and the numbers as
    numbers."""
    event, article, happening = item.event, item.article, item.happening
    return [
        event.id,
        event.type,
        "; ".join(event.modes),
        "; ".join(event.contexts),
        event.cameo,
        event.status,
        "; ".join([party.name for party in actors]),
        "; ".join([party.name for party in recipients]),
        *(_WHEN(event.when) if event.when else _NO_WHEN),
        *(_WHERE(event.where) if event.where else _NO_WHERE),
        "; ".join([_count(count) for count in event.counts]),
        "; ".join(event.said_by),
        "; ".join(event.statements),
        event.words,
        event.trigger,
        event.confidence,
        event.article,
        event.title,
        event.outlet,
        event.reported.earliest,
        event.reported.latest,
        event.reported.basis,
        _spans(event.evidence_spans),
        _spans(event.trigger_spans),
        event.run,
        "; ".join(event.corrections),
        article.url,
        article.byline,
        article.given_id,
        article.added,
        happening.id if happening else None,
        happening.status if happening else None,
        "; ".join([origin.name for origin in happening.origins]) if happening else "",
        "; ".join([dispute.line() for dispute in happening.disputes]) if happening else "",
        *_parties(actors),
        *_parties(recipients),
        "; ".join([" > ".join(count.said_by) for count in event.counts]),
        "; ".join([count.words for count in event.counts]),
    ]


def _parties(parties: tuple[Party, ...]) -> tuple[str, str, str]:
    if not parties:
        return "", "", ""
    return joined(parties, "country"), joined(parties, "sectors"), joined(parties, "entity")


def _count(count: Count) -> str:
    """What and range, as in all flat tables: ``crowd 300-999``."""
    low, high = count.low, count.high
    ends = f"{low}" if low == high else f"{'' if low is None else low}-{'' if high is None else high}"
    return f"{count.what} {ends}" + (f" {count.unit}" if count.unit else "")


def _spans(spans: Spans) -> str:
    return "; ".join([f"{start}-{end}" for start, end in spans])


def whole_rows(item: Item, options: Options, source: Source) -> Iterator[Row]:
    """One record with all that it holds."""
    yield record_of(item)


def write_parquet(rows: Iterable[Row], stream: IO[bytes], form: Format, options: Options) -> None:
    """Packed by zstd; records within records are structs, several are lists. Arrow is given our JSON lines,
    which it reads faster than our records."""
    import pyarrow.json
    import pyarrow.parquet as pq

    schema = arrow_schema(EventRow)
    how = pyarrow.json.ParseOptions(explicit_schema=schema, unexpected_field_behavior="error")
    found = iter(rows)
    with pq.ParquetWriter(stream, schema, compression="zstd") as writer:
        while page := b"\n".join(encoded(row) for row in islice(found, _PAGE)):
            once = pyarrow.json.ReadOptions(use_threads=False, block_size=len(page) + 1)
            table = pyarrow.json.read_json(io.BytesIO(page), read_options=once, parse_options=how)
            writer.write_table(table.select(schema.names).cast(schema))


CSV = Format(
    name="csv",
    suffix="csv",
    about="All events of the case in one flat table of ours, whatever their status.",
    rows=flat_rows,
    write=write_csv,
    columns=COLUMNS,
    stories=True,
    holds=frozenset(EVENT) - {"more_sectors", "basis", "disputes"},
    loss={
        "more_sectors": "joined with commas in one cell",
        "basis": "that of the day and of the place has columns; that of countries is in jsonl and parquet",
        "disputes": "joined in one cell; `sayso disputes` has the words of each",
    },
    takes=frozenset({"explode", "safe"}),
)

JSONL = Format(
    name="jsonl",
    suffix="jsonl",
    about="All events of the case, each as one record of ours with all that it holds.",
    rows=whole_rows,
    write=write_jsonl,
    stories=True,
    holds=frozenset(EVENT) - {"disputes"},
    loss={"disputes": "one line each; `sayso disputes` has the words of each"},
)

PARQUET = Format(
    name="parquet",
    suffix="parquet",
    about="All events of the case in one nested table of ours, for Arrow, DuckDB, Polars and Spark.",
    rows=whole_rows,
    write=write_parquet,
    stories=True,
    holds=JSONL.holds,
    loss=JSONL.loss,
)
