"""The file under a case: opened without trusting it, read by many, written by one at a time.

SQLite in WAL mode: readers never wait for the writer, and whatever is committed survives a kill. Readers open
the file read-only. Before anything is read of a file, its header, its length and the list of what is in it
are compared with what Sayso writes.
"""

from __future__ import annotations

import contextlib
import functools
import os
import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError, OperationalError

from sayso.case import _schema as schema
from sayso.errors import CaseError, SaysoError, UsageError

_MAGIC = b"SQLite format 3\x00"
_PATIENCE = 600.0
"""Seconds that a second writer waits for its turn."""
_PLANNER = {
    "sqlite_stat1": "CREATE TABLE sqlite_stat1(tbl,idx,stat)",
    "sqlite_stat4": "CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)",
}
"""Tables that SQLite makes for its planner, where somebody asks for it."""

EMPTY = "it is empty"
"""What is said of a file without tables: a new case, or one whose maker was killed at once."""

Told = Callable[[str], None]
"""Called with a line about something that takes long."""


class CaseFile:
    """An open case file. ``path`` is as the user named it; ``writable`` decides how it is opened; one that
    is not ``pooled`` holds nothing open between its transactions. ``seconds`` are the most that one question
    may take, where somebody waits for the answer."""

    def __init__(
        self,
        path: str,
        *,
        writable: bool = False,
        pooled: bool = True,
        told: Told | None = None,
        seconds: float | None = None,
    ) -> None:
        self.path = path
        self.writable = writable
        self._seconds = seconds
        self._told = told or (lambda _: None)
        fresh = _is_fresh(path)
        if fresh and not writable:
            raise CaseError("SAY401", path, EMPTY if os.path.exists(path) else "no such file")
        if not fresh:
            _check_kind(path)
        if writable and not _may_write(path):
            raise CaseError("SAY403", path)
        self._engine = _engine(path, writable, pooled)
        try:
            with self._checked():
                if fresh:
                    self._create()
                else:
                    self._open()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the file. What was written is put from the log into the file, as far as no reader is in the
        way, so that the file alone can be copied."""
        if self.writable:
            with contextlib.suppress(DatabaseError), self._engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA busy_timeout = 0")  # a reader is not waited for
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        self._engine.dispose()
        if not self.writable and os.path.exists(self.path + "-wal") and _may_write(self.path):
            # who only reads cannot take away the files that readers share; who may write does so if he is
            # the last
            with contextlib.suppress(sqlite3.Error), contextlib.closing(_connect(self.path, "rw")) as last:
                last.execute("PRAGMA schema_version").fetchone()

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection that sees one state of the case. Raises ``CaseError``: SAY413 where it takes longer
        than it may."""
        with self._checked(), self._engine.connect() as connection, self._hurried(connection):
            connection.exec_driver_sql("BEGIN")
            try:
                yield connection
            finally:
                connection.rollback()

    @contextmanager
    def _hurried(self, connection: sa.Connection) -> Iterator[None]:
        """Have SQLite look at the clock while it works. The clock decides whether there is an answer, never
        what it is."""
        if self._seconds is None:
            yield
            return
        ends = time.monotonic() + self._seconds
        driver: Any = connection.connection.driver_connection
        driver.set_progress_handler(lambda: time.monotonic() > ends, _STEPS)
        try:
            yield
        finally:
            driver.set_progress_handler(None, 0)

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A connection whose changes are kept together, or not at all. Raises ``CaseError``: SAY403, SAY404,
        SAY410."""
        if not self.writable:
            raise CaseError("SAY403", self.path, "it was opened for reading")
        with self._checked(), self._engine.connect() as connection:
            self._begin(connection)
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()

    def _begin(self, connection: sa.Connection) -> None:
        """Begin to write, waiting for another writer."""
        began = time.monotonic()
        while True:
            try:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                return
            except OperationalError as error:
                connection.rollback()
                if "locked" not in str(error.orig):
                    raise
                waited = time.monotonic() - began
                if waited > _PATIENCE:
                    raise CaseError("SAY410", self.path) from None
                if waited < 2 * _BUSY:
                    self._told(f"{self.path} is being written to by another process; waiting for it")

    def _create(self) -> None:
        with self._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")
        with self.writing() as connection:
            if not _objects(connection):  # another process may have made them just now
                schema.create(connection)

    def _open(self) -> None:
        with self._engine.connect() as connection:
            if not _objects(connection):  # a process was killed before it could make the tables
                if not self.writable:
                    raise CaseError("SAY401", self.path, EMPTY)
                self._create()
            version = _checked_version(connection, self.path)
            _refuse_active(connection, self.path)
        if version < schema.VERSION:
            if self.writable:
                self._migrate()
            elif _may_write(self.path):
                CaseFile(self.path, writable=True, told=self._told).close()
        with self._engine.connect() as connection:
            # evidence is often kept where nothing can be written: an older file is read as it is
            _refuse_strange(connection, self.path, _pragma(connection, "user_version"))

    def _migrate(self) -> None:
        with self.writing() as connection:
            version = _pragma(connection, "user_version")
            if version < schema.VERSION:  # another process may have done it just now
                schema.migrate(connection, version)

    @contextmanager
    def _checked(self) -> Iterator[None]:
        """What SQLite says, in our words."""
        try:
            yield
        except DatabaseError as error:
            raise _in_our_words(error, self.path) from error
        except sqlite3.DatabaseError as error:
            raise _in_our_words(error, self.path) from error
        except OverflowError as error:
            raise UsageError("SAY321", "a number", str(error)) from None
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise CaseError("SAY402", self.path, f"a row cannot be read: {error}") from error


_STEPS = 20_000
"""Instructions of SQLite, well under a millisecond, between looks at the clock."""
_LOG = 16_000
"""Pages of the log after which it is put into the file: what is written often is then written there once."""
_LONGEST = 500_000_000
"""Bytes of one value: more is nothing of ours."""
_BUSY = 5.0
"""Seconds that SQLite itself waits for a lock before we are told."""


def _engine(path: str, writable: bool, pooled: bool) -> sa.Engine:
    def connect() -> sqlite3.Connection:
        mode = "rwc" if writable else "ro"
        connection = _connect(path, mode)
        if not writable:
            try:
                connection.execute("SELECT 1 FROM sqlite_master").fetchone()
            except sqlite3.OperationalError as error:
                connection.close()
                said = str(error)
                if "unable to open" not in said and "readonly" not in said:
                    raise
                # a folder that cannot be written to has no room for the files that readers share
                if os.path.exists(path + "-wal") and os.path.getsize(path + "-wal") > 0:
                    words = "part of it is in its log; copy it with its log to a folder of yours"
                    raise CaseError("SAY403", path, words) from None
                connection = _connect(path, "ro&immutable=1")
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
        if hasattr(connection, "setconfig"):  # Python 3.12
            connection.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)  # type: ignore[attr-defined]
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cell_size_check = ON")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA cache_size = -65536")
        if writable:
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute(f"PRAGMA wal_autocheckpoint = {_LOG}")
        return connection

    return sa.create_engine(
        "sqlite+pysqlite://", creator=connect, poolclass=sa.pool.QueuePool if pooled else sa.pool.NullPool
    )


def _connect(path: str, mode: str) -> sqlite3.Connection:
    uri = f"{Path(path).absolute().as_uri()}?mode={mode}"
    # isolation_level None: transactions begin when we say so
    return sqlite3.connect(uri, uri=True, timeout=_BUSY, isolation_level=None, check_same_thread=False)


_SMALLEST = 512
"""Bytes below which nothing is a database."""


def _check_kind(path: str) -> None:
    """Raise ``CaseError`` SAY401 or SAY402 where a file can be no database.

    Only a file that is too small to be one is opened: closing any handle of a file drops the locks of the
    whole process on it, SQLite's too, and then another process may take away the log that we are using."""
    if os.path.isdir(path):
        raise CaseError("SAY401", path, "it is a directory")
    size = os.path.getsize(path)
    if size >= _SMALLEST:
        return
    with open(path, "rb") as stream:
        begins = stream.read(len(_MAGIC))
    if _MAGIC.startswith(begins) or begins.startswith(_MAGIC):
        raise CaseError("SAY402", path, f"{size} bytes are left of it")
    raise CaseError("SAY401", path)


def _is_fresh(path: str) -> bool:
    return not os.path.exists(path) or (os.path.isfile(path) and os.path.getsize(path) == 0)


def _may_write(path: str) -> bool:
    folder = os.path.dirname(os.path.abspath(path))
    return os.access(folder, os.W_OK) and (not os.path.exists(path) or os.access(path, os.W_OK))


def _pragma(connection: sa.Connection, name: str) -> int:
    return int(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())


Objects = dict[tuple[str, str], str | None]
"""What is in a file: type and name -> the SQL that made it."""


def _objects(connection: sa.Connection) -> Objects:
    found = connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master").all()
    return {(row[0], row[1]): row[2] for row in found}


def _checked_version(connection: sa.Connection, path: str) -> int:
    version = _pragma(connection, "user_version")
    if _pragma(connection, "application_id") != schema.APPLICATION_ID or version < 1:
        raise CaseError("SAY401", path, "an SQLite database that Sayso did not make")
    if version > schema.VERSION:
        raise CaseError("SAY406", path, f"version {version} of the tables")
    return version


def _refuse_active(connection: sa.Connection, path: str) -> None:
    """Triggers and views do things by themselves; no version of ours has any."""
    for kind, name in _objects(connection):
        if kind not in ("table", "index"):
            raise CaseError("SAY405", path, f"{kind} {name[:60]}")


def _refuse_strange(connection: sa.Connection, path: str, version: int) -> None:
    """A stranger's file may hold anything; ours holds what we make, and what SQLite makes for its planner."""
    _refuse_active(connection, path)
    ours = _ours(version)
    for (kind, name), sql in _objects(connection).items():
        expected = _PLANNER.get(name) or ours.get((kind, name), "")
        if (kind, name) not in ours and name not in _PLANNER:
            raise CaseError("SAY405", path, f"{kind} {name[:60]}")
        if _plain(sql) != _plain(expected):
            raise CaseError("SAY405", path, f"{kind} {name[:60]}")
    for kind, name in ours.keys() - _objects(connection).keys():
        raise CaseError("SAY402", path, f"the {kind} {name} is not there")


def _plain(sql: str | None) -> str | None:
    """SQL without quotation marks and blanks, which versions of SQLite write differently."""
    return re.sub(r"['\"\s]+", "", sql) if sql else None


@functools.cache
def _ours(version: int) -> Objects:
    """What is in a file of a version."""
    engine = sa.create_engine("sqlite+pysqlite://")
    with engine.begin() as connection:
        schema.create(connection)
        if version < schema.STORIES_SINCE:
            schema.metadata.drop_all(connection, tables=schema.TOLD)
        if version < schema.CODERS_SINCE:
            schema.metadata.drop_all(connection, tables=schema.GIVEN)
        return _objects(connection)


_DAMAGE = ("malformed", "corrupt", "could not decode", "short read", "vtable constructor failed")
_TOO_MUCH = ("too large", "too complex", "too big", "too many", "too long", "stack overflow")


def _in_our_words(error: BaseException, path: str) -> SaysoError:
    words = str(getattr(error, "orig", error)).partition("\n")[0]
    said = words.casefold()
    if "disk is full" in said or "disk i/o error" in said:
        return CaseError("SAY404", path, words)
    if said == "interrupted":
        return CaseError("SAY413", path)
    if "readonly" in said or "unable to open" in said:
        return CaseError("SAY403", path, words)
    if "locked" in said or "busy" in said:
        return CaseError("SAY410", path)
    if "not a database" in said:
        return CaseError("SAY401", path, words)
    if any(word in said for word in _DAMAGE):
        return CaseError("SAY402", path, words)
    if any(word in said for word in _TOO_MUCH):
        return UsageError("SAY321", "the query", words)
    return CaseError("SAY412", path, words)
