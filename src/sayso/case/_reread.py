"""Reading a case again with other code, models or lists, and what that changed, record by record."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

import msgspec
import sqlalchemy as sa

from sayso import scale
from sayso.case import _schema as schema
from sayso.case._add import allowed_seconds
from sayso.case._corrections import overlays
from sayso.case._file import CaseFile
from sayso.case._ids import ids_of
from sayso.case._joined import join_stale
from sayso.case._lists import lists_to_read_with
from sayso.case._packing import unpacked
from sayso.case._rebuild import derive_again
from sayso.case._records import CaseRecord
from sayso.case._runs import this_run
from sayso.case._work import Again, Options, ReadAgain, decode_read_again, encode_again, encode_options
from sayso.case._write import put_reading, put_run
from sayso.records import Reading, Spans

_BATCH = 64
COMPARED = ("events", "attributions", "actors", "times", "places", "quantities")
"""Parts of the Readings that are compared."""
WORKER = "sayso.case:start_again"


class Reread(msgspec.Struct, kw_only=True):
    """What came of reading a case again: the run, how many articles were read and how many could not be."""

    run: str
    read: int = 0
    failed: int = 0
    known: int = 0


class Change(CaseRecord, frozen=True, kw_only=True):
    """A record in two runs: ``kept``, ``changed`` (``fields``: name -> values before and after), ``lost`` or
    ``new``. ``words`` are those of the record."""

    change: str
    part: str
    id: str
    words: str
    fields: dict[str, tuple[Any, Any]] = msgspec.field(default_factory=dict)
    article: str
    title: str | None = None


def reread(
    case: CaseFile,
    *,
    workers: int = 0,
    actors: Sequence[str] = (),
    kept_lists: bool = True,
    now: str,
    today: date | None = None,
    told: Callable[[ReadAgain], None] | None = None,
) -> Reread:
    """Read every article again that this run has not read; queries then show this run. The Readings of other
    runs are kept, so that runs can be compared, and corrections hold. Goes on where it was interrupted."""
    lists = lists_to_read_with(case, kept=kept_lists)
    run = this_run(actors, [kept.sha256 for kept in lists])
    with case.writing() as connection:
        put_run(connection, run, now)
        done = Reread(run=run.id, known=_show(connection, run.id))
    options = Options(
        case=os.path.abspath(case.path),
        run=run.id,
        actors=tuple(os.path.abspath(path) for path in actors),
        lists=tuple(kept.id for kept in lists),
        today=today.isoformat() if today else None,
    )
    held: list[Held] = []
    work = scale.run(_tasks(case, run.id), WORKER, encode_options(options).decode(), workers=workers)
    try:
        for made in work:
            held.append(_result(made))
            if len(held) >= _BATCH:
                _commit(case, held, done, told)
    finally:
        work.close()
        _commit(case, held, done, told)
    join_stale(case)
    return done


def _show(connection: sa.Connection, run: str) -> int:
    """Let queries show what this run has read already. Returns how many articles that are."""
    articles, readings = schema.articles, schema.readings
    of = sa.select(readings.c.article).where(readings.c.run == run)
    hidden = connection.execute(
        sa.select(articles.c.id).where(articles.c.id.in_(of), articles.c.run != run)
    ).scalars()
    overlay = overlays(connection)
    for article in hidden.all():
        connection.execute(articles.update().where(articles.c.id == article).values(run=run))
        derive_again(connection, article, overlay)
    return connection.execute(sa.select(sa.func.count()).select_from(of.subquery())).scalar_one()


def _tasks(case: CaseFile, run: str) -> Iterator[scale.Task]:
    """Articles that the run has not read, a page at a time, so that writing goes on in between."""
    articles, last = schema.articles, 0
    while True:
        with case.reading() as connection:
            rows = connection.execute(
                sa.select(articles.c.n, articles.c.id, articles.c.taken, articles.c.text)
                .where(articles.c.n > last, articles.c.run != run)
                .order_by(articles.c.n)
                .limit(_BATCH)
            ).all()
        if not rows:
            return
        for row in rows:
            again = encode_again(Again(taken=row.taken, text=row.text))
            yield scale.Task(again, allowed_seconds(len(row.text)), (row.id, row.taken))
        last = rows[-1].n


Held = tuple[ReadAgain, str]
"""A new Reading, and the Article as it was taken in, of which it is one."""


def _result(made: scale.Done) -> Held:
    article, taken = made.task.about
    if isinstance(made.result, scale.Lost):
        return ReadAgain(article=article, error=f"{made.result.why}: {made.result.detail}"), taken
    return decode_read_again(made.result), taken


def _commit(case: CaseFile, held: list[Held], done: Reread, told: Callable[[ReadAgain], None] | None) -> None:
    if not held:
        return
    articles = schema.articles
    with case.writing() as connection:
        overlay = overlays(connection)
        for made, taken in held:
            now = connection.execute(
                sa.select(articles.c.taken).where(articles.c.id == made.article)
            ).scalar()
            if made.reading is not None and now == taken:  # else another process has changed it meanwhile
                put_reading(connection, made.article, made.reading, overlay)
    for made, _ in held:
        done.read += made.reading is not None
        done.failed += made.reading is None
        if told:
            told(made)
    held.clear()


# -- comparing runs ----------------------------------------------------------------------------------------


def diff(
    connection: sa.Connection, before: str, after: str, *, kept: bool = False, parts: Sequence[str] = COMPARED
) -> Iterator[Change]:
    """What changed between two runs, for each article that both have read, in the order of the articles' ids;
    with ``kept`` also what did not change."""
    one, other = schema.readings.alias("one"), schema.readings.alias("other")
    query = (
        sa.select(one.c.article, one.c.data.label("before"), other.c.data.label("after"))
        .join(other, one.c.article == other.c.article)
        .where(one.c.run == before, other.c.run == after)
        .order_by(one.c.article)
    )
    for page in connection.execution_options(stream_results=True).execute(query).partitions(20):
        for row in page:
            first, second = unpacked(row.before, row.article), unpacked(row.after, row.article)
            for change in _changes(first, second, parts):
                if kept or change.change != "kept":
                    yield change


def _changes(before: Reading, after: Reading, parts: Sequence[str]) -> Iterator[Change]:
    old_ids, new_ids = ids_of(before), ids_of(after)
    for part in parts:
        old = {old_ids[part][r.id]: r for r in getattr(before, part)}
        new = {new_ids[part][r.id]: r for r in getattr(after, part)}
        for name, record in old.items():
            words = _words(before, record)
            if name not in new:
                yield _change("lost", part, name, words, {}, after)
                continue
            fields = _differing(_flat(record, old_ids), _flat(new[name], new_ids))
            yield _change("changed" if fields else "kept", part, name, words, fields, after)
        for name, record in new.items():
            if name not in old:
                yield _change("new", part, name, _words(after, record), {}, after)


def _change(
    change: str, part: str, name: str, words: str, fields: dict[str, tuple[Any, Any]], reading: Reading
) -> Change:
    article = reading.article
    return Change(
        change=change, part=part, id=name, words=words, fields=fields, article=article.id, title=article.title
    )


def _words(reading: Reading, record: Any) -> str:
    spans: Spans = ()
    for field in ("evidence", "content", "mentions", "span"):
        found = getattr(record, field, None)
        if found:
            spans = (found,) if field == "span" else found
            break
    if hasattr(record, "mentions"):
        spans = spans[:1]
    return " … ".join(reading.article.text[start:end] for start, end in spans)


def _flat(record: Any, ids: dict[str, dict[str, str]]) -> dict[str, Any]:
    """The fields of a record, with ids that mean the same in both runs."""
    known = {local: name for part in ids.values() for local, name in part.items()}

    def named(value: Any) -> Any:
        if isinstance(value, str):
            return known.get(value, value)
        return [named(item) for item in value] if isinstance(value, list | tuple) else value

    fields = msgspec.to_builtins(record)
    references = ("actors", "recipients", "time", "place", "quantities", "said_by", "speaker", "co_speakers")
    more = ("addressee", "within", "estimated_by")
    return {
        name: named(value) if name in (*references, *more) else value
        for name, value in fields.items()
        if name != "id"
    }


def _differing(before: dict[str, Any], after: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    return {name: (before[name], after[name]) for name in before if before[name] != after.get(name)}
