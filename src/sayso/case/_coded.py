"""Events of other coders in a case, found again, and the lines of their tables."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from typing import Any

import msgspec
import sqlalchemy as sa

from sayso.case import _schema as schema
from sayso.case._find import first_day, last_day
from sayso.case._packing import inflated
from sayso.case._records import CaseRecord
from sayso.coders import Coded, RowFinding, row_of
from sayso.errors import CaseError, UsageError

OURS = "sayso"
"""The coder of our own events."""
_PAGE = 500

Columns = tuple[tuple[str, str], ...]
"""Pairs of our name of a column and the table's."""

_decode = msgspec.json.Decoder(Coded).decode


class CodedRecord(Coded, CaseRecord, frozen=True, kw_only=True, omit_defaults=False):
    """An event of another coder: what its row says, whose it is, and in ``file``, ``sha256`` and
    ``file_line`` where it stands."""

    id: str
    coder: str
    coding: str
    file: str
    sha256: str
    file_line: int


class CodingRecord(CaseRecord, frozen=True, kw_only=True):
    """A file of another coder. ``rows`` could be read, ``left_out`` could not, ``events`` stand under it in
    the case (of rows that several files have one is kept); without ``whole`` it was not read to its end.
    ``codebook`` is the version that gave CAMEO codes their types."""

    id: str
    coder: str
    form: str
    columns: Columns = ()
    file: str
    sha256: str
    size: int
    whole: bool
    rows: int
    left_out: int
    events: int
    earliest: str | None = None
    latest: str | None = None
    codebook: str
    findings: tuple[RowFinding, ...] = ()
    added: str


class CodedFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which events of a coder: each field that is given has to fit."""

    coder: str
    type: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    actor: str | None = None
    recipient: str | None = None
    place: str | None = None
    cameo: str | None = None
    since: str | None = None
    until: str | None = None


def coders(connection: sa.Connection) -> list[str]:
    """The names of the coders."""
    if not schema.has_coders(connection):
        return []
    codings = schema.codings
    return list(connection.execute(sa.select(codings.c.coder).distinct().order_by(codings.c.coder)).scalars())


def known_coder(connection: sa.Connection, name: str) -> str:
    """The name, if it is that of a coder of the case. Raises ``CaseError`` SAY421."""
    found = coders(connection)
    if name not in found:
        raise CaseError("SAY421", name, f"there are {', '.join(found)}" if found else "there is none yet")
    return name


def find_codings(connection: sa.Connection) -> Iterator[CodingRecord]:
    """The files of all coders, by coder, days and digest."""
    if not schema.has_coders(connection):
        return
    codings, coded = schema.codings, schema.coded
    counts = (
        sa.select(
            coded.c.coding,
            sa.func.count().label("events"),
            sa.func.min(coded.c.earliest).label("earliest"),
            sa.func.max(coded.c.latest).label("latest"),
        )
        .group_by(coded.c.coding)
        .subquery()
    )
    query = (
        sa.select(codings, counts.c.events, counts.c.earliest, counts.c.latest)
        .outerjoin(counts, counts.c.coding == codings.c.id)
        .order_by(codings.c.coder, counts.c.earliest, codings.c.sha256)
    )
    for row in connection.execute(query):
        yield CodingRecord(
            id=row.id,
            coder=row.coder,
            form=row.form,
            columns=msgspec.json.decode(row.columns, type=Columns),
            file=row.source,
            sha256=row.sha256,
            size=row.size,
            whole=bool(row.whole),
            rows=row.rows,
            left_out=row.left_out,
            events=row.events or 0,
            earliest=row.earliest,
            latest=row.latest,
            codebook=row.codebook,
            findings=msgspec.json.decode(row.findings, type=tuple[RowFinding, ...]),
            added=row.added,
        )


def find_coded(connection: sa.Connection, f: CodedFilter, limit: int | None = None) -> Iterator[CodedRecord]:
    """Events of a coder that fit, by their days, then by id; without ``since`` and ``until`` those that
    have no day come last."""
    known_coder(connection, f.coder)
    coded, codings = schema.coded, schema.codings
    where: list[Any] = [coded.c.coder == f.coder]
    where += [coded.c.type.in_(f.type)] if f.type else []
    where += [coded.c.cameo.startswith(f.cameo, autoescape=True)] if f.cameo else []
    where += [coded.c.latest >= first_day(f.since)] if f.since else []
    where += [coded.c.earliest <= last_day(f.until)] if f.until else []
    if f.country:
        where.append(sa.or_(*(coded.c.countries.contains(f" {code} ") for code in f.country)))
    query = (
        sa.select(coded, codings.c.source, codings.c.sha256)
        .join(codings, codings.c.id == coded.c.coding)
        .where(*where)
    )
    by_day = query.where(coded.c.earliest.is_not(None)).order_by(coded.c.earliest, coded.c.id)
    found = _records(connection, by_day)
    if not (f.since or f.until):
        undated = query.where(coded.c.earliest.is_(None)).order_by(coded.c.id)
        found = chain(found, _records(connection, undated))
    if f.actor or f.recipient or f.place:
        found = (record for record in found if _fits(record, f))
    yield from islice(found, limit)


def _fits(record: CodedRecord, f: CodedFilter) -> bool:
    """Whether all words that are looked for stand in the words of the parties and of the place."""
    given = ((f.actor, record.actor.words), (f.recipient, record.recipient.words), (f.place, record.place))
    return all(
        wanted is None or all(word in (words or "").casefold() for word in wanted.casefold().split())
        for wanted, words in given
    )


def one_coded(connection: sa.Connection, name: str) -> CodedRecord:
    """The event of that id."""
    coded, codings = schema.coded, schema.codings
    query = (
        sa.select(coded, codings.c.source, codings.c.sha256)
        .join(codings, codings.c.id == coded.c.coding)
        .where(coded.c.id == name)
    )
    found = next(_records(connection, query), None)
    if found is None:
        raise CaseError("SAY402", name, "its file is not there")
    return found


def _records(connection: sa.Connection, query: Any) -> Iterator[CodedRecord]:
    for page in connection.execution_options(stream_results=True).execute(query).partitions(_PAGE):
        for row in page:
            yield CodedRecord(
                id=row.id,
                coder=row.coder,
                coding=row.coding,
                file=row.source,
                sha256=row.sha256,
                file_line=row.line,
                **msgspec.structs.asdict(_decode(row.row)),
            )


def row_text(connection: sa.Connection, record: CodedRecord) -> str:
    """The row of an event as it stands in its table; empty where it is lost. Raises ``CaseError`` SAY402
    where what is kept of the table is damaged."""
    codings = schema.codings
    form, columns = connection.execute(
        sa.select(codings.c.form, codings.c.columns).where(codings.c.id == record.coding)
    ).one()
    begun = _lines_from(connection, record.coding, record.file_line)
    first = _lines_from(connection, record.coding, 1).partition(b"\n")[0]
    try:
        return row_of(begun, first, form, msgspec.json.decode(columns, type=Columns)) if begun else ""
    except UsageError:
        raise CaseError("SAY402", record.coding, "its first line") from None


def _lines_from(connection: sa.Connection, coding: str, line: int) -> bytes:
    """A line of a file and those behind it, more than a row may have; empty where it is lost."""
    lines = schema.coded_lines
    query = sa.select(lines.c.part, lines.c.first, lines.c.data).where(lines.c.coding == coding)
    begun = query.where(lines.c.first <= line).order_by(lines.c.part.desc()).limit(1)
    row = connection.execute(begun).first()
    if row is None:
        return b""
    data = b"".join(
        inflated(part.data, coding, "its lines")
        for part in connection.execute(
            query.where(lines.c.part.between(row.part, row.part + 1)).order_by(lines.c.part)
        )
    )
    return b"\n".join(data.split(b"\n")[line - row.first :])
