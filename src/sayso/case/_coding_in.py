"""Events of other coders put into a case from their tables, and taken out again.

A row is known by its coder, its own words and what is read from each of its cells, so a file that is
imported twice, or a second file with the same rows, adds nothing, and the order of files does not matter.
The lines of a file are kept as they stand, so that every event can be shown in the words of its table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import sqlalchemy as sa

from sayso.case import _schema as schema
from sayso.case._coded import OURS
from sayso.case._digest import sha256
from sayso.case._file import CaseFile
from sayso.case._ids import digest
from sayso.case._packing import packed
from sayso.coders import Coded, CodedRow, Piece, RowFinding, Table
from sayso.errors import CaseError, UsageError
from sayso.events.codebook import load as codebook

_BATCH = 5_000
"""Rows that are written at a time."""
_PART = 1_000_000
"""Bytes of lines that are kept together, before they are compressed."""
_PARTS = 8
"""Parts that are held before they are written."""
_PAGE = 500
_MOST = 1_000
"""Findings of a file that are kept; all are counted."""
_LONGEST = 60
"""Characters of the name of a coder."""

_encode = msgspec.json.Encoder().encode

Told = Callable[[RowFinding], None]


class Imported(msgspec.Struct, kw_only=True):
    """What came of importing a file: events that are new, rows that were there already, rows that could not
    be read, and cells that were left empty."""

    coding: str
    added: int = 0
    known: int = 0
    left_out: int = 0
    left_empty: int = 0


def put_table(
    case: CaseFile, table: Table, coder: str, *, now: str, told: Told, progress: Callable[[int], None]
) -> Imported:
    """Put the rows of a table into a case. Raises ``UsageError`` SAY326 where the same bytes have been read
    in another way, ``InputError`` SAY333 where the file changes meanwhile."""
    coder = checked_coder(coder)
    columns = msgspec.json.encode(sorted(table.columns)).decode()
    with case.writing() as connection:
        there = _known(connection, table, coder, columns)
        if there is not None and there.whole:
            return Imported(coding=there.id, known=there.rows, left_out=there.left_out)
        name = there.id if there is not None else digest("d", coder, table.sha256)
        if there is None:
            fields = {"id": name, "coder": coder, "form": table.form.name, "columns": columns,
                      "source": _named(table.path), "sha256": table.sha256, "size": table.size,
                      "codebook": codebook().version, "whole": 0, "rows": 0, "left_out": 0, "findings": "[]",
                      "added": now}  # fmt: skip
            connection.execute(schema.codings.insert().values(**fields))
    putting = _Putting(case, name, coder, told, progress)
    for row in table.rows(putting.seen):
        putting.take(row)
    putting.end()
    return putting.done


def _known(connection: sa.Connection, table: Table, coder: str, columns: str) -> Any:
    codings = schema.codings
    query = sa.select(codings).where(codings.c.coder == coder, codings.c.sha256 == table.sha256)
    row = connection.execute(query).first()
    if row is not None and (row.form, row.columns) != (table.form.name, columns):
        words = f"it is in the case as {row.form} {_shown(row.columns)}; take {coder} out first with --remove"
        raise UsageError("SAY326", table.path, words.replace(" ;", ";"))
    return row


def _shown(columns: str) -> str:
    return ", ".join(f"{ours}={theirs}" for ours, theirs in msgspec.json.decode(columns))


def checked_coder(name: str) -> str:
    """The name of another coder. Raises ``UsageError`` SAY332."""
    if not 0 < len(name) <= _LONGEST or name != name.strip() or not name.isprintable() or name == OURS:
        raise UsageError("SAY332", name or "nothing")
    return name


def _named(path: str) -> str:
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


class _Putting:
    """One file on its way into a case."""

    def __init__(
        self, case: CaseFile, name: str, coder: str, told: Told, progress: Callable[[int], None]
    ) -> None:
        self.case, self.name, self.coder = case, name, coder
        self.told, self.progress = told, progress
        self.done = Imported(coding=name)
        self.rows = 0
        self.findings: list[RowFinding] = []
        self.held: list[tuple[str, int, Coded]] = []
        self.lines: list[bytes] = []
        self.size, self.first, self.part = 0, 1, 0
        self.parts: list[tuple[int, int, bytes]] = []

    def seen(self, piece: Piece) -> None:
        """Keep a line."""
        if not self.lines:
            self.first = piece.number
        self.lines.append(piece.data)
        self.size += len(piece.data)
        if self.size >= _PART:
            self._close_part()

    def _close_part(self) -> None:
        if self.lines:
            self.parts.append((self.part, self.first, b"".join(self.lines)))
            self.part += 1
            self.lines, self.size = [], 0
        if len(self.parts) >= _PARTS:
            self.commit()

    def take(self, row: CodedRow) -> None:
        """Take a row."""
        for finding in row.findings:
            self._tell(finding)
        if row.event is None:
            self.done.left_out += 1
            return
        name = digest("k", self.coder, "\t".join(row.columns), row.text)
        self.held.append((name, row.line, row.event))
        if len(self.held) >= _BATCH:
            self.commit()

    def _tell(self, finding: RowFinding) -> None:
        self.done.left_empty += finding.kind == "left empty"
        if len(self.findings) < _MOST:
            self.findings.append(finding)
        self.told(finding)

    def commit(self) -> None:
        """Write what is held."""
        with self.case.writing() as connection:
            self._write(connection)
        self.progress(self.rows + self.done.left_out)

    def end(self) -> None:
        """Write the rest; the file has been read to its end."""
        self._close_part()
        with self.case.writing() as connection:
            self._write(connection)
            codings = schema.codings
            connection.execute(
                codings.update()
                .where(codings.c.id == self.name)
                .values(
                    whole=1,
                    rows=self.rows,
                    left_out=self.done.left_out,
                    findings=msgspec.json.encode(sorted(self.findings, key=lambda f: f.line)).decode(),
                )
            )

    def _write(self, connection: sa.Connection) -> None:
        held, self.held = self.held, []
        parts, self.parts = self.parts, []
        if parts:
            connection.exec_driver_sql(
                "INSERT OR IGNORE INTO coded_lines (coding, part, first, sha256, data) "
                "VALUES (?, ?, ?, ?, ?)",
                [(self.name, part, first, sha256(data), packed(data)) for part, first, data in parts],
            )
        there = _places(connection, [name for name, _, _ in held])
        rows = []
        for name, line, event in held:
            known = there.get(name)
            if known is not None and known[0] == self.name and known[1] != line:
                # said, and not kept: it cannot be seen where another file has the row too
                self.told(RowFinding(line=line, kind="repeated", note=f"it is the same as line {known[1]}"))
            self.rows += 1
            self.done.known += known is not None
            self.done.added += known is None
            if known is None or (self.name, line) < known:
                there[name] = (self.name, line)
                rows.append(self._row(name, line, event))
        if rows:
            connection.exec_driver_sql(_INSERT, rows)

    def _row(self, name: str, line: int, event: Coded) -> tuple[Any, ...]:
        found = dict.fromkeys((*event.actor.countries, *event.recipient.countries))
        if event.country:
            found[event.country] = None
        countries = f" {' '.join(sorted(found))} " if found else ""
        return (name, self.coder, self.name, line, event.earliest, event.latest, event.type, event.cameo,
                countries, _encode(event))  # fmt: skip


_INSERT = (
    "INSERT INTO coded (id, coder, coding, line, earliest, latest, type, cameo, countries, row) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (id) DO UPDATE SET coding = excluded.coding, line = excluded.line"
)


def _places(connection: sa.Connection, ids: list[str]) -> dict[str, tuple[str, int]]:
    """Where those of the ids stand that are in the case."""
    found: dict[str, tuple[str, int]] = {}
    for start in range(0, len(ids), _PAGE):
        part = ids[start : start + _PAGE]
        marks = ",".join("?" * len(part))
        query = f"SELECT id, coding, line FROM coded WHERE id IN ({marks})"
        for row in connection.exec_driver_sql(query, tuple(part)):
            found[row[0]] = (row[1], row[2])
    return found


def take_out(connection: sa.Connection, coder: str) -> int:
    """Take everything of a coder out of the case. Returns the number of events. Raises ``CaseError``
    SAY421."""
    codings, coded, lines = schema.codings, schema.coded, schema.coded_lines
    of = sa.select(codings.c.id).where(codings.c.coder == coder)
    if connection.execute(of.limit(1)).first() is None:
        raise CaseError("SAY421", coder)
    connection.execute(lines.delete().where(lines.c.coding.in_(of)))
    gone = connection.execute(coded.delete().where(coded.c.coder == coder)).rowcount
    connection.execute(codings.delete().where(codings.c.coder == coder))
    return gone
