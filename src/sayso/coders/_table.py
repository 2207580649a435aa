"""A table of another coder: its form told from its first line, its rows read one after the other."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO, NamedTuple

from sayso.coders._forms import FORMS, OURS, Form, key
from sayso.coders._lines import Cells, Piece, decoded, pieces, rows
from sayso.coders._records import Coded, RowFinding
from sayso.errors import InputError, UsageError

__all__ = ["CodedRow", "Piece", "Table", "is_table", "row_of"]

_CHUNK = 1 << 20
_BOM = b"\xef\xbb\xbf"
_PACKED = (b"PK\x03\x04", b"\x1f\x8b", b"BZh")
"""How archives begin."""
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class CodedRow(NamedTuple):
    """A row: the number of its (first) line, the row as it stands, and what it says; ``event`` is None where
    it cannot be read, which one of the ``findings`` says. ``columns`` name what is read from each cell."""

    line: int
    text: str
    event: Coded | None
    findings: tuple[RowFinding, ...]
    columns: Sequence[str] = ()


class Table:
    """A table in a file. ``form`` is a name of ``FORMS``, told from the first line where it is not given;
    ``columns`` are pairs of our name of a column of a CSV and the table's. Raises ``InputError`` where the
    file cannot be opened (SAY101 to SAY103), ``UsageError`` SAY331 where it is no such table."""

    def __init__(self, path: str, form: str | None = None, columns: Sequence[tuple[str, str]] = ()) -> None:
        _checked(columns)
        self.path = path
        self.columns = tuple(columns)
        with _opened(path) as stream:
            first = next(pieces(stream), None)
            if first is None:
                raise UsageError("SAY331", path, "it is empty")
            if first.data.startswith(_PACKED):
                raise UsageError("SAY331", path, "it is packed: unpack it first")
            if first.cut or first.data.startswith(_UTF16) or b"\0" in first.data[:4]:
                raise UsageError("SAY331", path, "it is not text in UTF-8")
            stream.seek(0)
            whole = hashlib.sha256()
            self.size = 0
            while chunk := stream.read(_CHUNK):
                whole.update(chunk)
                self.size += len(chunk)
        self.sha256 = whole.hexdigest()
        self._layout = _told(path, first.data, form, dict(columns))
        self.form = self._layout.form

    def rows(self, seen: Callable[[Piece], None] | None = None) -> Iterator[CodedRow]:
        """The rows in their order. ``seen`` is called with every line before the row that it belongs to is
        given. Raises ``InputError`` SAY333, at the end, where the file is not what it was."""
        whole = hashlib.sha256()

        def lines(stream: BinaryIO) -> Iterator[Piece]:
            for piece in pieces(stream):
                whole.update(piece.data)
                if seen is not None:
                    seen(piece)
                if piece.number == 1:
                    if self.form.header or _is_header(piece.data):
                        continue
                    piece = piece._replace(data=piece.data.removeprefix(_BOM))
                yield piece

        with _opened(self.path) as stream:
            for cells in self._layout.rows(lines(stream)):
                yield self._read(cells)
        if whole.hexdigest() != self.sha256:
            raise InputError("SAY333", self.path)

    def _read(self, cells: Cells) -> CodedRow:
        findings: list[RowFinding] = []
        if cells.encoding:
            findings.append(RowFinding(line=cells.line, kind="encoding", note=cells.encoding))
        event, columns = None, self._layout.columns.get(len(cells.cells), ())
        problem = cells.problem
        if problem is None:
            row = dict(zip(columns, cells.cells, strict=True))
            try:
                event = self.form.read(
                    row,
                    lambda note: findings.append(RowFinding(line=cells.line, kind="left empty", note=note)),
                )
            except ValueError as error:
                problem = str(error)
        if problem is not None:
            findings.append(RowFinding(line=cells.line, kind="left out", note=problem))
        return CodedRow(cells.line, cells.text, event, tuple(findings), columns)


def is_table(path: str) -> bool:
    """Whether a file is a table of events by its first line. Raises ``InputError`` where it cannot be
    opened."""
    try:
        Table(path)
    except UsageError:
        return False
    return True


def row_of(data: bytes, first: bytes, form: str, columns: Sequence[tuple[str, str]] = ()) -> str:
    """The row that ``data`` begins with, as it stands; ``first`` is the first line of its table. Raises
    ``UsageError`` SAY331 where that is none."""
    layout = _told("", first, form, dict(columns))
    row = next(layout.rows(pieces(io.BytesIO(data.removeprefix(_BOM)))), None)
    return row.text if row is not None else ""


def _opened(path: str) -> BinaryIO:
    try:
        return open(path, "rb")
    except FileNotFoundError:
        raise InputError("SAY101", path) from None
    except IsADirectoryError:
        raise InputError("SAY103", path) from None
    except (OSError, ValueError) as error:
        raise InputError("SAY102", path, getattr(error, "strerror", None) or str(error)) from None


class _Layout(NamedTuple):
    """A form, the delimiter, and by the number of cells that a row may have the name of what is read from
    each cell, or an empty one."""

    form: Form
    delimiter: str
    columns: dict[int, Sequence[str]]

    def rows(self, lines: Iterator[Piece]) -> Iterator[Cells]:
        return rows(lines, self.delimiter, tuple(self.columns), quoted=self.form.header)


def _layout(form: Form, delimiter: str, names: Sequence[str]) -> _Layout:
    columns = {len(names): names}
    if form.name == "polecat":  # some published tables name columns that have no cells
        known = [name for name in names if name]
        columns.setdefault(len(known), known)
    return _Layout(form, delimiter, columns)


def _told(path: str, first: bytes, named: str | None, columns: dict[str, str]) -> _Layout:
    """The layout that a first line tells. Raises ``UsageError`` SAY331, with what is missing for the form
    that is named, or else for the one that comes nearest."""
    if columns and named not in (None, "csv"):
        raise UsageError("SAY331", path, "columns are named for a csv only")
    head = decoded(first.removeprefix(_BOM))[0]
    nearest = (0.0, "its first line is not that of POLECAT, ICEWS, GDELT or our CSV")
    for form in [FORMS[named]] if named else [FORMS["csv"]] if columns else FORMS.values():
        found = _with_header(head, form, columns) if form.header else _without_header(head, form)
        if isinstance(found, _Layout):
            return found
        if named or columns or found[0] > nearest[0]:
            nearest = found
    raise UsageError("SAY331", path, nearest[1])


def _without_header(head: str, form: Form) -> _Layout | tuple[float, str]:
    """The layout, or how near the line comes to it, 0 to 1, and what is missing."""
    cells = head.split("\t")
    if len(cells) == len(form.columns) and (_is_header(head.encode()) or cells[0].isdigit()):
        return _layout(form, "\t", [key(name) for name in form.columns])
    return 0.0, f"as {form.name} its first line has {len(cells)} cells of {len(form.columns)}, or no id"


def _with_header(head: str, form: Form, columns: dict[str, str]) -> _Layout | tuple[float, str]:
    """The layout, or how near the line comes to it, 0 to 1, and what is missing."""
    wanted = {key(name): key(name) for name in form.columns}
    needed = [key(name) for name in form.needed]
    for ours, theirs in columns.items():
        wanted.pop(key(ours), None)
        wanted[key(theirs)] = key(ours)
    delimiter, cells = _header(head, form.delimiter, wanted)
    names = _unique([wanted.get(key(cell), "") for cell in cells])
    missing = [_theirs(name, form, columns) for name in needed if name not in names]
    near = 1 - len(missing) / len(needed)
    if form.name == "csv" and not {"type", "cameo"} & set(names):
        missing.append("type or cameo")
    missing += [
        theirs for ours, theirs in columns.items() if key(ours) not in names and key(ours) not in needed
    ]
    if not missing:
        return _layout(form, delimiter, names)
    return float(near), f"as {form.name} it has no column {', '.join(missing)}"


def _header(head: str, delimiter: str | None, wanted: dict[str, str]) -> tuple[str, list[str]]:
    """The delimiter that gives most of the wanted names, and the cells that it gives."""
    best: tuple[int, str, list[str]] = (-1, delimiter or ",", [])
    for mark in delimiter or ",;\t":
        try:
            cells = next(csv.reader([head], delimiter=mark, strict=True), [])
        except csv.Error:
            continue
        hits = len({wanted[key(cell)] for cell in cells if key(cell) in wanted})
        if hits > best[0]:
            best = hits, mark, cells
    return best[1], best[2]


def _unique(names: list[str]) -> list[str]:
    """Each name once: of two columns of one name the first counts."""
    seen: set[str] = set()
    made = []
    for name in names:
        made.append("" if name in seen else name)
        seen.add(name)
    return made


def _theirs(name: str, form: Form, columns: dict[str, str]) -> str:
    given = {key(ours): theirs for ours, theirs in columns.items()}
    return given.get(name) or next(column for column in form.columns if key(column) == name)


def _is_header(data: bytes) -> bool:
    """Whether the first line of a table that needs none is one all the same."""
    return data.removeprefix(_BOM).lstrip(b'"')[:13].upper() == b"GLOBALEVENTID"


def _checked(given: Sequence[tuple[str, str]]) -> None:
    """Raise ``UsageError`` SAY323 where a name is none of ours."""
    for ours, _ in given:
        if key(ours) not in {key(name) for name in OURS}:
            raise UsageError("SAY323", ours, f"ours is one of {', '.join(OURS)}")
