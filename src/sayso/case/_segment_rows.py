"""The rows of a segment: one for each input, with its Reading as JSON and, in columns, what is asked most.

A row holds all that a case keeps of an input but its bytes, so that a case can be made of segments. Bytes of
a file are a function of the rows: nothing of the clock, the machine or the engine is in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from sayso.case._packing import inflated
from sayso.case._records import EventRecord, Party, StatementRecord
from sayso.case._work import Outcome
from sayso.errors import CaseError
from sayso.records import Reading, decode

if TYPE_CHECKING:
    import pyarrow as pa

FORMAT = "sayso-segment/1"
_GROUP_ROWS, _GROUP_BYTES = 500, 16_000_000
"""Rows, and bytes of Readings, after which a row group ends."""

_PARTY = ("id", "name", "kind", "country", "sectors")
_EVENT = (
    "id", "type", "modes", "contexts", "cameo", "status", "actors", "recipients", "when", "where", "counts",
    "said_by", "words", "confidence",
)  # fmt: skip
_WHEN = ("words", "earliest", "latest", "basis")
_WHERE = ("name", "country", "admin1", "lat", "lon", "geonames_id")
_COUNT = ("what", "unit", "low", "high", "words")
_STATEMENT = (
    "id", "kind", "stance", "polarity", "speaker", "chain", "words", "source_type", "within", "confidence",
)  # fmt: skip


def segment_schema() -> pa.Schema:
    """The Arrow schema of a segment: names as in the records of a case."""
    import pyarrow as pa

    text, whole, real = pa.string(), pa.int64(), pa.float64()
    texts = pa.list_(text)
    party = pa.struct({"id": text, "name": text, "kind": text, "country": text, "sectors": texts})
    event = pa.struct({
        "id": text, "type": text, "modes": texts, "contexts": texts, "cameo": text, "status": text,
        "actors": pa.list_(party), "recipients": pa.list_(party),
        "when": pa.struct(dict.fromkeys(_WHEN, text)),
        "where": pa.struct({
            "name": text, "country": text, "admin1": text, "lat": real, "lon": real, "geonames_id": whole,
        }),
        "counts": pa.list_(pa.struct({"what": text, "unit": text, "low": real, "high": real, "words": text})),
        "said_by": texts, "words": text, "confidence": real,
    })  # fmt: skip
    statement = pa.struct({
        "id": text, "kind": text, "stance": text, "polarity": text, "speaker": party, "chain": texts,
        "words": text, "source_type": text, "within": text, "confidence": real,
    })  # fmt: skip
    columns = {
        "input_id": text, "source": text, "named": text, "bytes_sha256": text, "size": whole, "status": text,
        "code": text, "reason": text, "encoding": text,
        "findings": pa.list_(pa.struct({"kind": text, "note": text})),
        "article_id": text, "given_id": text, "title": text, "url": text, "outlet": text, "byline": text,
        "published_earliest": text, "published_latest": text, "published_basis": text, "language": text,
        "words": whole, "events": pa.list_(event), "statements": pa.list_(statement), "reading": text,
        "taken": text,
    }  # fmt: skip
    return pa.schema(columns)


Row = dict[str, Any]


def row_of(outcome: Outcome) -> Row:
    """The row of what became of an input."""
    facts = outcome.input
    row: Row = {
        "input_id": facts.id,
        "source": _text(facts.source),
        "named": _text(facts.named),
        "bytes_sha256": facts.sha256,
        "size": facts.size,
        "status": "read" if outcome.reading else facts.status,
        "code": facts.code,
        "reason": _text(facts.reason),
        "encoding": facts.encoding,
        "findings": [{"kind": one.kind, "note": _text(one.note)} for one in facts.findings],
    }
    if outcome.article is None or outcome.reading is None:
        return row
    data = inflated(outcome.reading.data, outcome.article.id, "its Reading")
    article = decode(data).article
    derived = outcome.reading.derived
    return row | {
        "article_id": article.id,
        "given_id": article.given_id,
        "title": article.title,
        "url": article.url,
        "outlet": article.outlet,
        "byline": article.byline,
        "published_earliest": article.published.earliest,
        "published_latest": article.published.latest,
        "published_basis": article.published.basis,
        "language": article.language,
        "words": outcome.article.words,
        "events": [_event(event["row"]) for event in derived.events],
        "statements": [_statement(statement["row"]) for statement in derived.statements],
        "reading": data.decode(),
        "taken": outcome.article.taken,
    }


def _text(words: str | None) -> str | None:
    """Words that can be written as UTF-8, whatever a file was called."""
    return words and words.encode("utf-8", "backslashreplace").decode()


def _event(data: bytes) -> Row:
    event = msgspec.json.decode(data, type=EventRecord)
    made = _only(event, _EVENT)
    made["actors"] = [_party(party) for party in event.actors]
    made["recipients"] = [_party(party) for party in event.recipients]
    made["when"] = event.when and _only(event.when, _WHEN)
    made["where"] = event.where and _only(event.where, _WHERE)
    made["counts"] = [_only(count, _COUNT) for count in event.counts]
    return made


def _statement(data: bytes) -> Row:
    statement = msgspec.json.decode(data, type=StatementRecord)
    return _only(statement, _STATEMENT) | {"speaker": statement.speaker and _party(statement.speaker)}


def _party(party: Party) -> Row:
    return _only(party, _PARTY)


def _only(record: msgspec.Struct, names: Sequence[str]) -> Row:
    return {name: getattr(record, name) for name in names}


def segment_bytes(rows: Iterable[Row]) -> bytes:
    """The Parquet file of rows. The settings are pinned: the same rows give the same bytes."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema, sink = segment_schema(), pa.BufferOutputStream()
    with pq.ParquetWriter(
        sink,
        schema,
        version="2.6",
        data_page_version="1.0",
        compression="zstd",
        compression_level=3,
        use_dictionary=True,
        write_statistics=True,
        store_schema=False,
    ) as writer:
        writer.add_key_value_metadata({"format": FORMAT})
        for group in _groups(rows):
            writer.write_table(pa.Table.from_pylist(group, schema=schema), row_group_size=_GROUP_ROWS)
    data: bytes = sink.getvalue().to_pybytes()
    return data


def _groups(rows: Iterable[Row]) -> Iterator[list[Row]]:
    held: list[Row] = []
    size = 0
    for row in rows:
        held.append(row)
        size += len(row.get("reading") or "")
        if len(held) >= _GROUP_ROWS or size >= _GROUP_BYTES:
            yield held
            held, size = [], 0
    if held:
        yield held


def writer_name() -> str:
    """The library that writes segments: another version may write the same rows in other bytes."""
    import pyarrow as pa

    return f"pyarrow {pa.__version__}"


LOADED = (
    "input_id", "source", "named", "bytes_sha256", "size", "status", "code", "reason", "encoding", "findings",
    "reading", "taken",
)  # fmt: skip
"""Columns of which a case is made; the others are made of these."""


def rows_of(data: bytes, name: str) -> Iterator[Row]:
    """The rows of a segment, their LOADED columns, one at a time. Raises ``CaseError`` SAY402 where the
    bytes are no segment."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(pa.BufferReader(data))
        wanted = segment_schema()
        if (file.metadata.metadata or {}).get(b"format") != FORMAT.encode():
            raise CaseError("SAY402", name, f"its format is not {FORMAT}")
        for column in LOADED:
            if file.schema_arrow.field(column).type != wanted.field(column).type:
                raise CaseError("SAY402", name, f"the column {column} is of another type")
        # one by one: a small file may say of many rows that they hold the same large value
        for batch in file.iter_batches(batch_size=1, columns=list(LOADED)):
            yield from batch.to_pylist()
    except (pa.ArrowException, OSError, KeyError, UnicodeDecodeError) as error:
        raise CaseError("SAY402", name, str(error).partition("\n")[0][:200]) from None


def inputs_digest(items: Iterable[tuple[str, str]]) -> str:
    """A digest of inputs in order: for each where it was found and the digest of its bytes, or why it could
    not be opened."""
    whole = hashlib.sha256()
    for parts in items:
        for part in parts:
            encoded = part.encode("utf-8", "surrogatepass")
            whole.update(len(encoded).to_bytes(8, "big") + encoded)
    return whole.hexdigest()


def checked_reading(data: str) -> Reading:
    """A Reading of a row. Raises ``ValueError``."""
    from sayso.records import problems

    reading = decode(data)
    for problem in problems(reading):
        raise ValueError(problem)
    return reading
