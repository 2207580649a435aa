"""One record by its id, and why it is there: the chain from its words to the bytes they were read from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec
import sqlalchemy as sa

from sayso.case import _schema as schema
from sayso.case._coded import CodedRecord, CodingRecord, find_codings, one_coded, row_text
from sayso.case._corrections import listed
from sayso.case._find import EventFilter, StatementFilter, find_events, find_statements
from sayso.case._ids import ids_of
from sayso.case._intake import records_of_inputs, runs
from sayso.case._packing import inflated, unpacked
from sayso.case._people import entities
from sayso.case._records import (
    ActorRecord,
    Correction,
    DetailRecord,
    EventRecord,
    InputRecord,
    Link,
    RunRecord,
    StatementRecord,
)
from sayso.errors import CaseError
from sayso.records import Reading, Spans

_TABLES = {
    "a": schema.articles, "e": schema.events, "s": schema.statements, "p": schema.actors, "t": schema.details,
    "l": schema.details, "q": schema.details, "i": schema.inputs, "r": schema.runs, "c": schema.corrections,
    "k": schema.coded, "d": schema.codings,
}  # fmt: skip
_AN_ID = re.compile(r"[a-z]_[0-9a-f]{1,16}")
_CONTEXT = 160
"""Characters shown before and after the words of a record."""

Shown = (
    EventRecord
    | StatementRecord
    | ActorRecord
    | DetailRecord
    | InputRecord
    | RunRecord
    | Correction
    | CodedRecord
    | CodingRecord
    | Reading
)
"""What an id may stand for; an article is shown as its Reading."""


def resolve(connection: sa.Connection, given: str, letters: str = "", code: str = "SAY407") -> str:
    """The whole id of which these are the first letters; ``letters`` are those that ids of the wanted kinds
    begin with. Raises ``CaseError``: ``code`` where there is none, SAY408 where there are several."""
    table = _TABLES.get(given[:1])
    if table is None or not _AN_ID.fullmatch(given) or (letters and given[0] not in letters):
        raise CaseError(code, given)
    if table in schema.GIVEN and not schema.has_coders(connection):
        raise CaseError(code, given)
    query = (
        sa.select(table.c.id)
        .where(table.c.id.startswith(given, autoescape=True))
        .order_by(table.c.id)
        .limit(2)
    )
    found = connection.execute(query).scalars().all()
    if not found:
        raise CaseError(code, given)
    if len(found) > 1 and found[0] != given:
        raise CaseError("SAY408", given, f"for instance {found[0]} and {found[1]}")
    return str(found[0])


def reading_of(connection: sa.Connection, article: str, run: str | None = None) -> Reading:
    """The Reading of an article, by the run that is current or by another. Raises ``CaseError``."""
    readings, articles = schema.readings, schema.articles
    query = sa.select(readings.c.data).where(readings.c.article == article)
    if run is None:
        query = query.join(
            articles, (articles.c.id == readings.c.article) & (articles.c.run == readings.c.run)
        )
    else:
        query = query.where(readings.c.run == run)
    data = connection.execute(query).scalar()
    if data is None:
        raise CaseError("SAY407", article)
    return unpacked(data, article)


def original_of(connection: sa.Connection, article: str) -> tuple[InputRecord, bytes | None]:
    """The input that an article was taken from, and its bytes where they are kept."""
    inputs, raws = schema.inputs, schema.raws
    articles = schema.articles
    own = sa.select(articles.c.input).where(articles.c.id == article).scalar_subquery()
    record = next(records_of_inputs(connection, inputs.c.id == own), None)
    if record is None:
        raise CaseError("SAY407", article, "its input is not there")
    query = sa.select(raws.c.data, raws.c.size).where(raws.c.sha256 == record.sha256)
    row = connection.execute(query).first()
    return record, None if row is None else inflated(row.data, article, "its bytes", row.size + 1)


def readings(connection: sa.Connection) -> Iterator[Reading]:
    """The current Readings of all articles, by id."""
    kept, articles = schema.readings, schema.articles
    query = (
        sa.select(kept.c.data, articles.c.id)
        .join(articles, (articles.c.id == kept.c.article) & (articles.c.run == kept.c.run))
        .order_by(articles.c.id)
    )
    rows = connection.execution_options(stream_results=True).execute(query)
    for row in rows.yield_per(20):
        yield unpacked(row.data, row.id)


def show(connection: sa.Connection, given: str) -> Shown:
    """The record that an id, or its first letters, stands for. Raises ``CaseError``."""
    name = resolve(connection, given)
    match name[0]:
        case "a":
            return reading_of(connection, name)
        case "e":
            return next(iter(_events(connection, name)))
        case "s":
            return next(iter(_statements(connection, name)))
        case "p":
            entity = connection.execute(
                sa.select(schema.actors.c.entity).where(schema.actors.c.id == name)
            ).scalar_one()
            return next(iter(entities(connection, [entity])))
        case "i":
            return next(iter(records_of_inputs(connection, schema.inputs.c.id == name)))
        case "r":
            return next(run for run in runs(connection) if run.id == name)
        case "k":
            return one_coded(connection, name)
        case "d":
            return next(coding for coding in find_codings(connection) if coding.id == name)
        case "c":
            return next(made for made in listed(connection) if made.id == name)
        case _:
            return _detail(connection, name)


def _events(connection: sa.Connection, name: str) -> Iterator[EventRecord]:
    of = connection.execute(sa.select(schema.events.c.article).where(schema.events.c.id == name)).scalar_one()
    found = find_events(connection, EventFilter(article=of, hidden=True))
    return (record for record in found if record.id == name)


def _statements(connection: sa.Connection, name: str) -> Iterator[StatementRecord]:
    table = schema.statements
    of = connection.execute(sa.select(table.c.article).where(table.c.id == name)).scalar_one()
    found = find_statements(connection, StatementFilter(article=of, hidden=True))
    return (record for record in found if record.id == name)


def _detail(connection: sa.Connection, name: str) -> DetailRecord:
    row = connection.execute(sa.select(schema.details).where(schema.details.c.id == name)).one()
    reading = reading_of(connection, row.article)
    record = next(r for r in getattr(reading, row.kind) if r.id == row.local)
    run = connection.execute(
        sa.select(schema.articles.c.run).where(schema.articles.c.id == row.article)
    ).scalar_one()
    start, end = record.span
    return DetailRecord(
        id=name,
        part=row.kind,
        words=reading.article.text[start:end],
        record=msgspec.to_builtins(record),
        article=row.article,
        title=reading.article.title,
        outlet=reading.article.outlet,
        run=run,
    )


# -- why ---------------------------------------------------------------------------------------------------


def why(connection: sa.Connection, given: str) -> list[Link]:
    """The chain of evidence of a record: its words in their context, what they were read by, the article, the
    input and its bytes, the run, and what people have corrected. Raises ``CaseError``."""
    name = resolve(connection, given)
    record = show(connection, name)
    links: list[Link] = []
    if isinstance(record, ActorRecord):
        return list(_why_actor(connection, record, name))
    if isinstance(record, EventRecord | StatementRecord | DetailRecord):
        reading = reading_of(connection, record.article)
        links.append(_words_link(record, reading))
        links.extend(_article_links(connection, record.article))
    elif isinstance(record, Reading):
        links.extend(_article_links(connection, name))
    elif isinstance(record, InputRecord):
        links.extend(_input_links(connection, schema.inputs.c.id == name))
    elif isinstance(record, CodedRecord):
        about = {
            "coder": record.coder,
            "line": record.file_line,
            "row": row_text(connection, record),
        }
        links.append(Link(step="row", id=record.id, about=about))
        links.append(_coding_link(connection, record.coding))
    elif isinstance(record, CodingRecord):
        links.append(_coding_link(connection, name))
    elif isinstance(record, RunRecord):
        links.append(Link(step="run", id=name, about=msgspec.to_builtins(record)))
    links.extend(_correction_links(connection, name))
    return links


def _words_link(record: EventRecord | StatementRecord | DetailRecord, reading: Reading) -> Link:
    if isinstance(record, EventRecord):
        spans: Spans = record.evidence_spans
        about: dict[str, Any] = {
            "record": "event",
            "code": f"{record.type} {record.status}",
            "trigger": record.trigger,
            "read by": "trigger lexicon and judge (network)",
            "said by": list(record.said_by),
        }
        if record.when:
            about["when"] = f"“{record.when.words}”: {record.when.basis}"
        if record.where:
            about["where"] = f"“{record.where.words}”: {record.where.basis}"
    elif isinstance(record, StatementRecord):
        spans = tuple(sorted((*record.source_spans, *record.cue_spans, *record.content_spans)))
        about = {
            "record": "statement",
            "code": f"{record.kind} {record.stance}",
            "cue": record.cue,
            "read by": "network and rules over the parse",
            "said by": list(record.chain),
        }
    else:
        spans = (record.record["span"],)
        rule = record.record.get("rule") or record.record.get("basis")
        about = {"record": record.part, "read by": rule}
    confidence = getattr(record, "confidence", None)
    if confidence is not None:
        about["confidence"] = confidence
    start, end = spans[0][0], spans[-1][1]
    text = reading.article.text
    about |= {
        "spans": [list(span) for span in spans],
        "before": text[max(0, start - _CONTEXT) : start],
        "words": text[start:end],
        "after": text[end : end + _CONTEXT],
    }
    return Link(step="words", id=record.id, about=about)


def _article_links(connection: sa.Connection, article: str) -> Iterator[Link]:
    row = connection.execute(sa.select(schema.articles).where(schema.articles.c.id == article)).one()
    reading = reading_of(connection, article)
    published = reading.article.published
    yield Link(
        step="article",
        id=article,
        about={
            "title": row.title,
            "outlet": row.outlet,
            "url": row.url,
            "published": published.best or _span(published.earliest, published.latest),
            "date is": published.basis,
            "reasons": list(published.reasons),
            "text sha256": row.text_sha256,
        },
    )
    yield from _input_links(connection, schema.inputs.c.article == article)
    run = next(run for run in runs(connection) if run.id == row.run)
    yield Link(step="run", id=run.id, about=msgspec.to_builtins(run))


def _span(earliest: str | None, latest: str | None) -> str | None:
    return f"{earliest} to {latest}" if earliest else None


def _input_links(connection: sa.Connection, condition: Any) -> Iterator[Link]:
    for record in records_of_inputs(connection, condition):
        kept = connection.execute(
            sa.select(schema.raws.c.size).where(schema.raws.c.sha256 == record.sha256)
        ).scalar()
        yield Link(
            step="input",
            id=record.id,
            about={
                "source": record.source,
                "status": record.status,
                "added": record.added,
                "sha256": record.sha256,
                "bytes": record.size,
                "bytes are": "kept in the case" if kept is not None else "not kept",
                "encoding": record.encoding,
                "findings": [f"{f.kind}: {f.note}" for f in record.findings],
            },
        )


def _why_actor(connection: sa.Connection, record: ActorRecord, name: str) -> Iterator[Link]:
    """For each article's actor: its words, and why it is taken for the same."""
    actors = schema.actors
    rows = connection.execute(sa.select(actors).where(actors.c.id.in_(record.members))).all()
    by_id = {row.id: row for row in rows}
    for member in record.members:
        row = by_id[member]
        reading = reading_of(connection, row.article)
        local = next(a for a in reading.actors if ids_of(reading)["actors"][a.id] == member)
        text = reading.article.text
        yield Link(
            step="stands for all" if member == record.id else "joined",
            id=member,
            about={
                "reason": row.reason or None,
                "certainty": row.certainty,
                "name": row.name,
                "country": row.country,
                "country is": local.country_basis,
                "words": [text[start:end] for start, end in local.mentions[:5]],
                "article": row.article,
                "title": reading.article.title,
            },
        )
    links = {link.id: link for member in record.members for link in _correction_links(connection, member)}
    yield from links.values()


def _coding_link(connection: sa.Connection, name: str) -> Link:
    coding = next(found for found in find_codings(connection) if found.id == name)
    about = msgspec.to_builtins(coding)
    return Link(
        step="table",
        id=name,
        about={key: about[key] for key in ("file", "form", "sha256", "added", "codebook")},
    )


def _correction_links(connection: sa.Connection, name: str) -> Iterator[Link]:
    for made in listed(connection, name):
        yield Link(step="correction", id=made.id, about=msgspec.to_builtins(made))
