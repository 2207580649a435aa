"""What the room of stories takes from a case and keeps in it. It knows the tables; what stands in them is
that room's affair, and can be made anew at any time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

import msgspec
import sqlalchemy as sa

from sayso.case import _schema as schema
from sayso.case._case import Case
from sayso.case._find import EventFilter, among, entities_of, find_events, joined_party
from sayso.case._records import CaseRecord, Days, EventRecord, Party
from sayso.errors import CaseError

_AT_ONCE = 500
"""Rows, or values of a condition, in one statement."""

Row = dict[str, Any]


class Carrier(CaseRecord, frozen=True, kw_only=True):
    """An article as what carries the news. ``added`` is when its input came into the case, as its caller told
    the time; ``body_sha256`` is a digest of the text without its title."""

    id: str
    given_id: str | None = None
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    url: str | None = None
    reported: Days = Days()
    body_sha256: str = ""
    added: str = ""


class Line(CaseRecord, frozen=True, kw_only=True):
    """A statement, with no more than stories are made of."""

    id: str
    stance: str
    polarity: str
    speaker: Party | None = None
    words: str
    source: str
    source_type: str
    article: str


_decode_line = msgspec.json.Decoder(Line).decode


class Shelf:
    """The tables of a case for stories, by their names (``sayso.case._schema.TOLD``).

    Reading raises ``CaseError`` as the case does; ``writing`` opens the file for writing (SAY403 where that
    is not possible)."""

    def __init__(self, case: Case) -> None:
        self.case = case

    def check(self) -> None:
        """Raise ``CaseError`` SAY403 where an older file without the tables could not be brought up to date,
        SAY401 where there is none."""
        with self.case.reading_tables() as connection:
            version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        if version < schema.STORIES_SINCE:
            raise CaseError("SAY403", self.case.path, "it is of an older version, which has no stories")

    def state(self) -> str:
        """A digest of all that stories are made of: articles, how they were read, corrections."""
        articles, corrections = schema.articles, schema.corrections
        columns = [articles.c[name] for name in ("id", "rank", "run", "earliest", "latest")]
        found = sha256()
        with self.case.reading_tables() as connection:
            for row in connection.execute(sa.select(*columns).order_by(articles.c.id)):
                found.update(repr(tuple(row)).encode())
            for row in connection.execute(sa.select(corrections.c.id).order_by(corrections.c.n)):
                found.update(repr(tuple(row)).encode())
            waiting = connection.execute(sa.select(sa.func.count()).select_from(schema.stale)).scalar_one()
            found.update(b"actors are not joined yet" if waiting else b"")
        return found.hexdigest()

    def carriers(self, ids: Sequence[str] | None = None) -> list[Carrier]:
        """The articles of the case, or those of some ids, in the order of their ids."""
        articles, inputs = schema.articles, schema.inputs
        names = ("id", "title", "outlet", "byline", "url", "earliest", "latest", "dated", "body_sha256")
        query = (
            sa.select(
                *(articles.c[name] for name in names),
                sa.func.json_extract(articles.c.taken, "$.given_id").label("given_id"),
                inputs.c.added,
            )
            .outerjoin(inputs, inputs.c.id == articles.c.input)
            .order_by(articles.c.id)
        )
        with self.case.reading_tables() as connection:
            rows = [
                row for part in _parts(articles.c.id, ids) for row in connection.execute(query.where(part))
            ]
        return sorted((_carrier(row) for row in rows), key=lambda carrier: carrier.id)

    def texts(self, ids: Iterable[str] | None = None) -> Iterator[tuple[str, str]]:
        """Id and text of articles, in the order of their ids."""
        articles = schema.articles
        query = sa.select(articles.c.id, articles.c.text).order_by(articles.c.id)
        wanted = None if ids is None else sorted(ids)
        with self.case.reading_tables() as connection:
            for part in _parts(articles.c.id, wanted):
                for row in connection.execute(query.where(part)).yield_per(100):
                    yield row.id, row.text

    def events(self, ids: Iterable[str]) -> list[EventRecord]:
        """The events of these ids that are not hidden, by their days."""
        with self.case.reading_tables() as connection:
            return list(find_events(connection, EventFilter(ids=tuple(ids))))

    def titles(self) -> dict[str, tuple[str, ...]]:
        """Titles that articles give to persons, by the actor that stands for each, in alphabetical order."""
        actors = schema.actors
        title = sa.func.json_extract(sa.cast(actors.c.row, sa.Text), "$.member.titles")
        query = sa.select(actors.c.entity, title.label("titles")).where(
            actors.c.kind == "person", title.is_not(None)
        )
        found: dict[str, set[str]] = {}
        with self.case.reading_tables() as connection:
            for row in connection.execute(query).yield_per(_AT_ONCE):
                found.setdefault(row.entity, set()).update(msgspec.json.decode(row.titles))
        return {entity: tuple(sorted(titles)) for entity, titles in found.items()}

    def lines(self) -> Iterator[Line]:
        """The statements of the case that are not hidden, in the order of their ids."""
        table = schema.statements
        query = sa.select(table.c.row).where(table.c.hidden == 0).order_by(table.c.id)
        with self.case.reading_tables() as connection:
            rows = connection.execution_options(stream_results=True).execute(query)
            for page in rows.partitions(_AT_ONCE):
                lines = [_decode_line(row.row) for row in page]
                known = entities_of(connection, {line.speaker.id for line in lines if line.speaker})
                yield from (
                    msgspec.structs.replace(line, speaker=joined_party(line.speaker, known))
                    if line.speaker
                    else line
                    for line in lines
                )

    def rows(
        self, table: str, column: str | None = None, values: Iterable[str] | None = None
    ) -> Iterator[Any]:
        """Rows of a table by its key, all or those with one of the values in a column."""
        chosen = schema.metadata.tables[table]
        query = sa.select(chosen).order_by(*chosen.primary_key.columns)
        wanted = None if values is None else sorted(values)
        with self.case.reading_tables() as connection:
            for part in _parts(chosen.c[column] if column else None, wanted):
                yield from connection.execute(query.where(part)).yield_per(_AT_ONCE)

    def of_articles(self, articles: Iterable[str]) -> set[str]:
        """What the events of some articles are reports of: ids of happenings."""
        events, told = schema.events, schema.told
        found: set[str] = set()
        with self.case.reading_tables() as connection:
            for part in _parts(events.c.article, sorted(articles)):
                query = sa.select(told.c.into).join(events, events.c.id == told.c.record).where(part)
                found.update(connection.execute(query).scalars())
        return found

    def beginning(self, table: str, prefix: str, most: int = 2) -> list[str]:
        """Keys of a table of one key that begin so, at most so many."""
        column = next(iter(schema.metadata.tables[table].primary_key.columns))
        query = (
            sa.select(column).where(column.startswith(prefix, autoescape=True)).order_by(column).limit(most)
        )
        with self.case.reading_tables() as connection:
            return list(connection.execute(query).scalars())

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """Change the tables, all of it or nothing."""
        with self.case.writing_file() as file, file.writing() as connection:
            yield Writing(connection)


class Writing:
    """Changes of the tables of stories, in one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def put(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Put rows in; one of the same key is replaced."""
        chosen = schema.metadata.tables[table]
        for at in range(0, len(rows), _AT_ONCE):
            self._connection.execute(
                chosen.insert().prefix_with("OR REPLACE"), list(rows[at : at + _AT_ONCE])
            )

    def drop(self, table: str, keys: Sequence[Sequence[str]]) -> None:
        """Take out the rows of keys."""
        chosen = schema.metadata.tables[table]
        columns = list(chosen.primary_key.columns)
        condition = sa.and_(*(column == sa.bindparam(f"key_{column.name}") for column in columns))
        for at in range(0, len(keys), _AT_ONCE):
            values = [
                {f"key_{column.name}": value for column, value in zip(columns, key, strict=True)}
                for key in keys[at : at + _AT_ONCE]
            ]
            self._connection.execute(chosen.delete().where(condition), values)

    def become(self, table: str, rows: Iterable[Mapping[str, Any]]) -> int:
        """Let a table hold just these rows; those that are there already are not touched. Returns how many
        were put in or taken out."""
        chosen = schema.metadata.tables[table]
        names = [column.name for column in chosen.primary_key.columns]
        wanted = {tuple(row[name] for name in names): row for row in rows}
        gone = []
        for there in self._connection.execute(sa.select(chosen)).mappings():
            key = tuple(there[name] for name in names)
            row = wanted.get(key)
            if row is None:
                gone.append(key)
            elif all(there[name] == value for name, value in row.items()):
                del wanted[key]
        self.drop(table, gone)
        self.put(table, list(wanted.values()))
        return len(gone) + len(wanted)


def _parts(column: Any, values: Sequence[str] | None) -> Iterator[Any]:
    """Conditions that together take all rows, or those with one of the values."""
    if values is None or column is None:
        yield sa.true()
        return
    for at in range(0, len(values), _AT_ONCE):
        yield among(column, values[at : at + _AT_ONCE])


def _carrier(row: Any) -> Carrier:
    return Carrier(
        id=row.id,
        given_id=row.given_id,
        title=row.title,
        outlet=row.outlet,
        byline=row.byline,
        url=row.url,
        reported=Days(earliest=row.earliest, latest=row.latest, basis=row.dated),
        body_sha256=row.body_sha256,
        added=row.added or "",
    )
