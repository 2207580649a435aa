"""Whether a case file holds together: digests, spans, references, what is derived, and the search index."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

import msgspec
import sqlalchemy as sa

from sayso.case import _schema as schema
from sayso.case._add import How
from sayso.case._check_given import check_given
from sayso.case._corrections import overlays
from sayso.case._digest import sha256
from sayso.case._joined import wrongly_joined
from sayso.case._packing import inflated, unpacked
from sayso.case._problem import Problem
from sayso.case._rows import Derived, Overlay, derive
from sayso.case._work import is_as_taken
from sayso.errors import CaseError
from sayso.intake import Finding
from sayso.records import problems

_JOINED = frozenset(("n", "entity", "articles", "lent_country", "reason", "certainty"))
"""Columns of actors that depend on other articles."""


_PLAIN = re.compile(r"(?<![^ ])[A-Za-z]{3,}(?= )")
"""Words that are words by anybody's rules."""


def check(connection: sa.Connection) -> Iterator[Problem]:
    """Everything in a case that does not hold together; a sound case gives nothing."""
    yield from _file(connection)
    yield from _references(connection)
    yield from _inputs(connection)
    yield from _raws(connection)
    yield from _articles(connection)
    yield from _index(connection)
    yield from _entities(connection)
    yield from check_given(connection)


def _file(connection: sa.Connection) -> Iterator[Problem]:
    for row in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
        if row[0] != "ok":
            yield Problem(where="file", id="", problem=row[0])
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Problem(where=row[0], id=str(row[1]), problem=f"it points to nothing in {row[2]}")


_DANGLING = {
    "inputs": "SELECT i.id FROM inputs i LEFT JOIN articles a ON a.id = i.article "
    "WHERE i.article IS NOT NULL AND a.id IS NULL",
    "articles": "SELECT a.id FROM articles a LEFT JOIN inputs i ON i.id = a.input AND i.status = 'kept' "
    "WHERE i.id IS NULL",
    "articles ": "SELECT a.id FROM articles a LEFT JOIN readings r ON r.article = a.id AND r.run = a.run "
    "WHERE r.n IS NULL",
    "parties": "SELECT p.record FROM parties p LEFT JOIN actors a ON a.id = p.actor WHERE a.id IS NULL",
    "actors": "SELECT a.id FROM actors a LEFT JOIN actors e ON e.id = a.entity WHERE e.id IS NULL",
    "actors ": "SELECT d.id FROM actors d LEFT JOIN articles a ON a.id = d.article WHERE a.id IS NULL",
    "events": "SELECT d.id FROM events d LEFT JOIN articles a ON a.id = d.article WHERE a.id IS NULL",
    "statements": "SELECT d.id FROM statements d LEFT JOIN articles a ON a.id = d.article WHERE a.id IS NULL",
    "details": "SELECT d.id FROM details d LEFT JOIN articles a ON a.id = d.article WHERE a.id IS NULL",
    "countries": "SELECT c.record FROM countries c LEFT JOIN events e ON e.id = c.record WHERE e.id IS NULL",
    "parties ": "SELECT p.record FROM parties p LEFT JOIN events e ON e.id = p.record "
    "LEFT JOIN statements s ON s.id = p.record WHERE e.id IS NULL AND s.id IS NULL",
}
_MEANING = {
    "inputs": "its article is not there",
    "articles": "no input is kept for it",
    "articles ": "its Reading is not there",
    "parties": "an actor of it is not there",
    "actors": "the actor that stands for it is not there",
    "actors ": "its article is not there",
    "events": "its article is not there",
    "statements": "its article is not there",
    "details": "its article is not there",
    "countries": "its event is not there",
    "parties ": "the event or statement is not there",
}


def _references(connection: sa.Connection) -> Iterator[Problem]:
    for table, query in _DANGLING.items():
        for row in connection.exec_driver_sql(query):
            yield Problem(where=table.strip(), id=row[0], problem=_MEANING[table])


def _inputs(connection: sa.Connection) -> Iterator[Problem]:
    """What inputs and articles hold as JSON."""
    inputs, articles = schema.inputs, schema.articles
    for row in connection.execute(sa.select(inputs.c.id, inputs.c.how, inputs.c.findings)).yield_per(500):
        try:
            msgspec.json.decode(row.how, type=How)
            msgspec.json.decode(row.findings, type=list[Finding])
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            yield Problem(where="inputs", id=row.id, problem=str(error))
    names = ("title", "outlet", "url", "byline")
    columns = [articles.c[name] for name in ("id", "taken", *names)]
    for row in connection.execute(sa.select(*columns)).yield_per(500):
        try:
            if not is_as_taken(row._asdict()):
                yield Problem(where="articles", id=row.id, problem="it is not as it was taken in")
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            yield Problem(where="articles", id=row.id, problem=str(error))


def _raws(connection: sa.Connection) -> Iterator[Problem]:
    rows = connection.execution_options(stream_results=True).execute(sa.select(schema.raws))
    for row in rows.yield_per(50):
        try:
            data = inflated(row.data, row.sha256, "its bytes", row.size + 1)
            if sha256(data) != row.sha256 or len(data) != row.size:
                yield Problem(where="raws", id=row.sha256, problem="the bytes are not those of the digest")
        except CaseError as error:
            yield Problem(where="raws", id=row.sha256, problem=error.detail)


def _articles(connection: sa.Connection) -> Iterator[Problem]:
    """Each article: its text, all its Readings, and the rows derived from the current one."""
    articles, readings = schema.articles, schema.readings
    overlay = overlays(connection)
    query = (
        sa.select(articles.c.id, articles.c.text, articles.c.text_sha256, articles.c.run.label("current"),
                  readings.c.run, readings.c.sha256, readings.c.data)
        .join(readings, readings.c.article == articles.c.id)
        .order_by(articles.c.n, readings.c.n)
    )  # fmt: skip
    rows = connection.execution_options(stream_results=True).execute(query)
    for row in rows.yield_per(20):
        if sha256(row.text.encode()) != row.text_sha256:
            yield Problem(where="articles", id=row.id, problem="the text is not that of its digest")
        yield from _reading(connection, row, overlay)


def _reading(connection: sa.Connection, row: Any, overlay: dict[str, Overlay]) -> Iterator[Problem]:
    try:
        data = inflated(row.data, row.id, "its Reading")
        if sha256(data) != row.sha256:
            yield Problem(where="readings", id=row.id, problem="the Reading is not that of its digest")
        reading = unpacked(row.data, row.id)
    except CaseError as error:
        yield Problem(where="readings", id=row.id, problem=error.detail)
        return
    if reading.article.text != row.text or reading.article.id != row.id:
        yield Problem(where="readings", id=row.id, problem="its text is not that of the article")
    for problem in problems(reading):
        yield Problem(where="readings", id=row.id, problem=problem)
    if row.run == row.current:
        yield from _derived(connection, row.id, derive(reading, row.run, overlay))


def _derived(connection: sa.Connection, article: str, derived: Derived) -> Iterator[Problem]:
    """Rows that are not what the Reading gives."""
    articles, amiss = schema.articles, "not what the Reading gives; run rebuild"
    own = connection.execute(sa.select(articles).where(articles.c.id == article)).mappings().one()
    for name, value in derived.article.items():
        if own[name] != value:
            yield Problem(where="articles", id=article, problem=f"its {name} is {amiss}")
    for table in (schema.events, schema.statements, schema.actors, schema.details):
        expected = {row["id"]: _comparable(row) for row in getattr(derived, table.name)}
        rows = connection.execute(sa.select(table).where(table.c.article == article)).mappings()
        there = {row["id"]: _comparable(row) for row in rows}
        for name in sorted(expected.keys() | there.keys()):
            if expected.get(name) != there.get(name):
                yield Problem(where=table.name, id=name, problem=f"it is {amiss}")
    records = [row["id"] for row in (*derived.events, *derived.statements)]
    for beside in (schema.parties, schema.countries):
        wanted = {tuple(row.values()) for row in getattr(derived, beside.name)}
        columns = [beside.c[name] for name in beside.c.keys()]  # noqa: SIM118
        found = connection.execute(sa.select(*columns).where(beside.c.record.in_(records))).all()
        if {tuple(row) for row in found} != wanted:
            yield Problem(where=beside.name, id=article, problem=f"they are {amiss}")


def _comparable(row: Any) -> dict[str, Any]:
    made = {name: value for name, value in dict(row).items() if name not in _JOINED}
    if "row" in made:
        with suppress(
            msgspec.DecodeError, UnicodeDecodeError
        ):  # what cannot be decoded is not what the Reading gives
            made["row"] = msgspec.json.decode(made["row"])
    return made


def _index(connection: sa.Connection) -> Iterator[Problem]:
    """Every article and actor is indexed, and each article is found by some of its first words."""
    articles = schema.articles
    for name, table in (("words", articles), ("names", schema.actors)):
        indexed = connection.exec_driver_sql(f"SELECT count(*) FROM {name}_docsize").scalar_one()
        there = connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
        if indexed != there:
            yield Problem(where="index", id=name, problem=f"it holds {indexed} of {there}; run rebuild")
    rows = connection.execution_options(stream_results=True).execute(
        sa.select(articles.c.n, articles.c.id, sa.func.substr(articles.c.text, 1, 2000).label("text"))
    )
    for row in rows.yield_per(200):
        words = _PLAIN.findall(row.text)[:8]
        if words and not _is_found(connection, row.n, words):
            yield Problem(where="index", id=row.id, problem="a search does not find its words; run rebuild")


def _is_found(connection: sa.Connection, n: int, words: Sequence[str]) -> bool:
    query = sa.text("SELECT 1 FROM words WHERE words MATCH :match AND rowid = :n")
    match = " AND ".join(f'"{word}"' for word in words)
    return connection.execute(query, {"match": match, "n": n}).first() is not None


def _entities(connection: sa.Connection) -> Iterator[Problem]:
    """Actors are joined over articles as they have to be. Where an add was interrupted before that,
    ``status`` says so, and the next one does it."""
    if connection.execute(sa.select(schema.stale).limit(1)).first() is not None:
        return
    for name in wrongly_joined(connection):
        yield Problem(where="actors", id=name, problem="it is not joined as it has to be; run rebuild")
