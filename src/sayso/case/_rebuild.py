"""What is derived, made anew from what is kept; and a damaged file saved as far as it can be read."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy as sa

from sayso.case import _schema as schema
from sayso.case._corrections import overlays
from sayso.case._digest import sha256
from sayso.case._file import CaseFile, Told
from sayso.case._joined import join_stale
from sayso.case._packing import inflated, unpacked
from sayso.case._rows import Derived, Overlay, derive
from sayso.case._work import is_as_taken
from sayso.case._write import index_article, put_derived
from sayso.errors import CaseError
from sayso.intake import Finding

_BATCH = 50
_GAP = 2_000
"""Rows that are tried after one that cannot be read: more than a lost page holds."""


class Rebuilt(msgspec.Struct, kw_only=True):
    """What came of rebuilding: articles derived anew; of a damaged file, where it was moved to, and for
    each table how many rows were saved and how many could not be read."""

    articles: int = 0
    moved: str | None = None
    saved: dict[str, int] = {}
    lost: dict[str, int] = {}


def rebuild_file(path: str, told: Told | None = None) -> Rebuilt:
    """Make anew what is derived of a case file; where the file is damaged, save what can be read of it first.
    Raises ``CaseError`` where that cannot be done."""
    if not os.path.exists(path):
        raise CaseError("SAY401", path, "no such file")
    try:
        with contextlib.closing(CaseFile(path, writable=True, told=told)) as case:
            if _is_whole(case):
                return Rebuilt(articles=rebuild(case), saved={}, lost={})
    except CaseError as error:
        if error.code != "SAY402":
            raise
    return salvage(path)


def _is_whole(case: CaseFile) -> bool:
    """Whether SQLite can read all of the file."""
    with case.reading() as connection:
        return bool(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one() == "ok")


def rebuild(case: CaseFile) -> int:
    """Make everything that is derived from the Readings anew, at once: whoever reads meanwhile sees what
    was there before, and so does whoever comes after a kill. Returns the number of articles."""
    articles, last, count = schema.articles, 0, 0
    with case.writing() as connection:
        for table in (*schema.DERIVED, *schema.TOLD):
            connection.execute(table.delete())
        connection.exec_driver_sql("INSERT INTO words (words) VALUES ('delete-all')")
        connection.exec_driver_sql("DELETE FROM names")
        overlay = overlays(connection)
        columns = (articles.c.n, articles.c.id, articles.c.title, articles.c.text)
        while True:
            page = sa.select(*columns).where(articles.c.n > last).order_by(articles.c.n).limit(_BATCH)
            rows = connection.execute(page).all()
            for row in rows:
                index_article(connection, row.n, row.title, row.text)
                derive_again(connection, row.id, overlay)
            if not rows:
                break
            last, count = rows[-1].n, count + len(rows)
    join_stale(case)
    return count


def derive_again(connection: sa.Connection, article: str, overlay: Mapping[str, Overlay]) -> None:
    """Derive the rows of an article from the Reading of its current run."""
    put_derived(connection, article, _derived(connection, article, overlay))


def _derived(connection: sa.Connection, article: str, overlay: Mapping[str, Overlay]) -> Derived:
    articles, readings = schema.articles, schema.readings
    row = connection.execute(
        sa.select(readings.c.data, readings.c.run)
        .join(articles, (articles.c.id == readings.c.article) & (articles.c.run == readings.c.run))
        .where(articles.c.id == article)
    ).one()
    return derive(unpacked(row.data, article), row.run, overlay)


def rewrite_events(connection: sa.Connection) -> None:
    """Write the records of all events anew, and nothing else: for a migration."""
    events, overlay = schema.events, overlays(connection)
    for article in connection.execute(sa.select(schema.articles.c.id)).scalars().all():
        try:
            rows = _derived(connection, article, overlay).events
        except CaseError:  # a damaged Reading is found by ``check``; the others are brought up to date
            continue
        if rows:
            change = events.update().where(events.c.id == sa.bindparam("key"))
            values = [{"key": row["id"], "row": row["row"]} for row in rows]
            connection.execute(change.values(row=sa.bindparam("row")), values)


def salvage(path: str) -> Rebuilt:
    """Save what can be read of a damaged case file into a new one under its name; the damaged one is moved
    aside, and nothing of it is changed. Raises ``CaseError`` where nothing can be read."""
    fresh = f"{path}.rebuilding"
    _remove(fresh)
    done = Rebuilt(saved={}, lost={})
    try:
        with contextlib.closing(CaseFile(fresh, writable=True)) as case:
            with contextlib.closing(_damaged(path)) as source, case.writing() as connection:
                connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
                for table in (*schema.KEPT, *schema.GIVEN):
                    if _is_there(source, table):
                        _save_table(source, connection, table, done)
                _make_up_runs(connection)
                _forget_what_has_no_reading(connection, done)
                _make_up_inputs(connection)
                _forget_what_has_no_file(connection, done)
            if not (done.saved["articles"] or done.saved.get("coded")):
                raise CaseError("SAY401", path, "and nothing in it can be read")
            done.articles = rebuild(case)
    except BaseException:
        _remove(fresh)
        raise
    done.moved = _aside(path)
    os.replace(fresh, path)  # at every moment there is a file of that name
    return done


def _remove(path: str) -> None:
    for ending in ("", "-wal", "-shm"):
        with contextlib.suppress(FileNotFoundError):
            os.remove(path + ending)


def _damaged(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{Path(path).absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute("PRAGMA writable_schema = ON")  # else a file that is too short is not read at all
    return connection


def _is_there(source: sqlite3.Connection, table: sa.Table) -> bool:
    """Whether a file has a table: older ones do not have all of them."""
    if table in schema.KEPT:
        return True
    query = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
    try:
        return source.execute(query, (table.name,)).fetchone() is not None
    except sqlite3.DatabaseError:
        return True


def _save_table(source: sqlite3.Connection, target: sa.Connection, table: sa.Table, done: Rebuilt) -> None:
    done.saved[table.name] = done.lost[table.name] = 0
    for row in _rows(source, table):
        sound = row is not None and _is_sound(table, dict(zip(table.c.keys(), row, strict=True)))
        if row is not None and sound:
            try:
                target.execute(table.insert().values(**dict(zip(table.c.keys(), row, strict=True))))
                done.saved[table.name] += 1
                continue
            except sa.exc.IntegrityError:
                pass
        done.lost[table.name] += 1


def _rows(source: sqlite3.Connection, table: sa.Table) -> Iterator[tuple[Any, ...] | None]:
    """Rows one by one; None for each gap of rows that are there, or may be, and cannot be read."""
    columns = ", ".join(f'"{name}"' for name in table.c.keys())  # noqa: SIM118
    query = f"SELECT rowid, {columns} FROM {table.name} WHERE rowid > ? ORDER BY rowid LIMIT 1"
    after, skipped = 0, 0
    while skipped < _GAP:
        try:
            found = source.execute(query, (after,)).fetchone()
        except (sqlite3.DatabaseError, OverflowError):
            if not skipped:
                yield None
            after, skipped = after + 1, skipped + 1
            continue
        if found is None:
            return
        after, skipped = found[0], 0
        yield found[1:]


_JSON = {
    "runs": ("about",), "inputs": ("how", "findings"), "articles": ("taken",), "corrections": ("value",),
    "codings": ("columns", "findings"), "coded": ("row",),
}  # fmt: skip


def _is_sound(table: sa.Table, row: dict[str, Any]) -> bool:
    """Whether a row has values of the right kinds, and holds what its digest says."""
    try:
        for column in table.c:
            kinds = {sa.Text: str, sa.Integer: int, sa.LargeBinary: bytes}
            kind = next((k for t, k in kinds.items() if isinstance(column.type, t)), object)
            value = row[column.name]
            if not isinstance(value, kind) and not (value is None and column.nullable):
                return False
        for name in _JSON.get(table.name, ()):
            msgspec.json.decode(row[name])
        if table.name == "raws":
            return bool(
                sha256(inflated(row["data"], row["sha256"], "its bytes", row["size"] + 1)) == row["sha256"]
            )
        if table.name in ("coded_lines", "actor_lists"):
            return bool(sha256(inflated(row["data"], table.name, "its lines")) == row["sha256"])
        if table.name == "readings":
            return bool(sha256(inflated(row["data"], row["article"], "its Reading")) == row["sha256"])
        if table.name == "articles":
            return sha256(row["text"].encode()) == row["text_sha256"] and is_as_taken(row)
        return True
    except (CaseError, msgspec.DecodeError, UnicodeError):
        return False


def _forget_what_has_no_reading(connection: sa.Connection, done: Rebuilt) -> None:
    """Readings without a run or an article go, and articles whose Reading is lost; their inputs have
    failed, so that ``retry`` reads them again."""
    inputs, articles, readings = schema.inputs, schema.articles, schema.readings
    read = sa.select(readings.c.article).where(
        readings.c.article == articles.c.id, readings.c.run == articles.c.run
    )
    gone = connection.execute(sa.select(articles.c.id).where(~read.exists())).scalars().all()
    for name in gone:
        connection.execute(readings.delete().where(readings.c.article == name))
        connection.execute(articles.delete().where(articles.c.id == name))
    connection.execute(readings.delete().where(readings.c.article.not_in(sa.select(articles.c.id))))
    done.saved["articles"] -= len(gone)
    done.lost["articles"] += len(gone)
    connection.execute(
        inputs.update()
        .where(inputs.c.article.is_not(None), inputs.c.article.not_in(sa.select(articles.c.id)))
        .values(status="failed", code="SAY402", reason="lost with the damaged case file", article=None)
    )


def _make_up_runs(connection: sa.Connection) -> None:
    """Runs that articles show, and that are lost, get a row that says that nothing is known of them;
    Readings of other lost runs go."""
    runs, articles, readings = schema.runs, schema.articles, schema.readings
    known = sa.select(runs.c.id)
    lost = connection.execute(
        sa.select(articles.c.run).where(articles.c.run.not_in(known)).distinct()
    ).scalars()
    unknown = {"sayso": "unknown", "code_sha256": "", "models": {}, "codebook": "unknown", "options": {}}
    for name in lost.all():
        about = msgspec.json.encode(unknown).decode()
        connection.execute(runs.insert().values(id=name, about=about, begun=""))
    connection.execute(readings.delete().where(readings.c.run.not_in(known)))


def _make_up_inputs(connection: sa.Connection) -> None:
    """Articles whose input is lost get one that says so, until they are added again."""
    inputs, articles = schema.inputs, schema.articles
    rows = connection.execute(
        sa.select(articles.c.id, articles.c.input, articles.c.rank, articles.c.taken).where(
            articles.c.input.not_in(sa.select(inputs.c.id))
        )
    ).all()
    note = Finding(kind="damaged", note="what the case knew of this input is lost")
    for row in rows:
        taken = msgspec.json.decode(row.taken)
        connection.execute(
            inputs.insert().values(
                id=row.input, source="lost with the damaged case file", named="-", folder="", how="{}",
                sha256=taken.get("bytes_sha256"), status="kept", article=row.id, rank=row.rank,
                findings=msgspec.json.encode([note]).decode(), added="",
            )
        )  # fmt: skip


def _forget_what_has_no_file(connection: sa.Connection, done: Rebuilt) -> None:
    """Events of other coders whose file is not known any more go: nobody could say where they are from. A
    file of which anything is lost is to be imported again, which brings back what is missing."""
    codings, coded, lines = schema.codings, schema.coded, schema.coded_lines
    known = sa.select(codings.c.id)
    for table in (coded, lines):
        gone = connection.execute(table.delete().where(table.c.coding.not_in(known))).rowcount
        if gone:
            done.saved[table.name] -= gone
            done.lost[table.name] += gone
    if any(done.lost.get(table.name) for table in (coded, lines)):
        connection.execute(codings.update().values(whole=0))


def _aside(path: str) -> str:
    """Keep the damaged file under another name too, until the new one takes its place."""
    n = 1
    while os.path.exists(f"{path}.damaged-{n}"):
        n += 1
    moved = f"{path}.damaged-{n}"
    try:
        os.link(path, moved)
    except OSError:  # a file system without links
        shutil.copyfile(path, moved)
    for ending in ("-wal", "-shm"):
        if os.path.exists(path + ending):
            os.replace(path + ending, moved + ending)
    return moved
