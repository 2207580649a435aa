"""Users' lists of actors as tables: CSV with commas, semicolons or tabs, as spreadsheets write it."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TextIO

from sayso.directory._actors import Imported, KnownActor, Tenure, iso_date
from sayso.directory._codes import codes_of, country_code, sectors_of
from sayso.directory._kinds import guess
from sayso.directory._names import fold_name
from sayso.directory._text import shown, text_of
from sayso.errors import UsageError
from sayso.records import ActorKind

_COLUMNS = {
    "name": "name", "actor": "name",
    "kind": "kind", "type": "kind",
    "variants": "variants", "variant": "variants", "aliases": "variants", "alias": "variants",
    "country": "country",
    "sectors": "sectors", "sector": "sectors",
    "code": "code",
    "title": "title", "role": "title", "office": "title",
    "since": "since", "start": "since", "from": "since",
    "until": "until", "end": "until", "to": "until",
}  # fmt: skip
_KINDS: dict[str, ActorKind] = {
    "person": "person", "organisation": "organisation", "organization": "organisation", "group": "group",
    "country": "country", "unknown": "unknown", "": "unknown",
}  # fmt: skip
_OPEN = frozenset({"", "-", "?", "present", "now", "current", "today", "open", "none"})
_list_mark = re.compile(r"[|;]")
_MOST_LINES = 20
"""A cell with line breaks may make one row of so many lines; a quotation mark left open costs one line."""

Row = dict[str, str]


@dataclass(slots=True)
class _Gathered:
    """The rows of one name."""

    name: str
    kind: ActorKind = "unknown"
    variants: dict[str, None] = field(default_factory=dict)
    tenures: list[Tenure] = field(default_factory=list)


def read_csv(source_file: str | os.PathLike[str] | TextIO, source: str) -> Imported:
    """The actors of a table with a header, in the order of their first rows.

    Columns, in any order and case: name (needed), kind, variants or aliases (with | or ; between them),
    country (ISO3, ISO2 or an English name), sectors or sector (PLOVER: GOV;MIL), code (CAMEO: BLRGOV), title
    or role, since or start, until or end (YYYY, YYYY-MM, YYYY-MM-DD). Rows of one name are tenures of one
    actor. A kind that is not given is guessed. What cannot be read is told in ``problems`` and costs its row
    or its cell only. Raises ``UsageError``: SAY311 without a column of names, SAY101 to SAY103 where the file
    cannot be opened.
    """
    problems: list[str] = []
    lines = text_of(source_file, problems).splitlines(keepends=True)
    top = next((n for n, line in enumerate(lines) if line.strip()), None)
    columns = None if top is None else header_of(lines[top])
    if top is None or columns is None:
        raise UsageError("SAY311", source, "it has no header with a column called name")
    names, delimiter = columns
    known = _known_columns(top + 1, names, problems)
    gathered: dict[str, _Gathered] = {}
    empty = dict.fromkeys(_COLUMNS.values(), "")
    for number, cells in _rows(lines, top + 1, delimiter, problems):
        if len(cells) > len(names) and any(cell.strip() for cell in cells[len(names) :]):
            problems.append(
                f"line {number}: left out: more cells than the header: put quotation marks around text"
            )
            continue
        row = empty.copy()
        for column, cell in zip(known, cells, strict=False):
            if column:
                row[column] = cell.strip()
        if any(row.values()):
            _gather(number, row, gathered, problems)
    actors = (
        KnownActor(
            g.name,
            guess(g.name, g.tenures) if g.kind == "unknown" else g.kind,
            tuple(g.variants),
            tuple(g.tenures),
            source,
        )
        for g in gathered.values()
    )
    return Imported(tuple(actors), tuple(problems))


def header_of(line: str) -> tuple[list[str], str] | None:
    """The cells of a header and the delimiter, or None where no cell is called name (or actor)."""
    best: tuple[int, list[str], str] | None = None
    for delimiter in ",;\t":
        try:
            cells = [cell.strip().lower() for cell in next(csv.reader([line], delimiter=delimiter), [])]
        except csv.Error:
            continue
        hits = len({_COLUMNS[cell] for cell in cells if cell in _COLUMNS})
        if any(_COLUMNS.get(cell) == "name" for cell in cells) and (best is None or hits > best[0]):
            best = hits, cells, delimiter
    return None if best is None else best[1:]


def _known_columns(number: int, names: list[str], problems: list[str]) -> list[str | None]:
    """What each column holds, None for one that is not read: unknown, or the second of its sort."""
    known: list[str | None] = []
    for name in names:
        column = _COLUMNS.get(name)
        if column is None or column in known:
            if name:
                why = "not known" if column is None else f"a second {column}"
                problems.append(
                    f"line {number}: the column {shown(name)} was not read: {why}: rename it to use it"
                )
            column = None
        known.append(column)
    return known


def _rows(
    lines: list[str], start: int, delimiter: str, problems: list[str]
) -> Iterator[tuple[int, list[str]]]:
    """The rows with the number of their first line; a broken row costs its own line only."""
    here = start
    while here < len(lines):
        taken, cells = 0, None
        for taken in range(1, min(_MOST_LINES, len(lines) - here) + 1):
            cells, unfinished = _row(lines[here : here + taken], delimiter)
            if not unfinished:
                break
        if cells is None:
            problems.append(
                f"line {here + 1}: left out: its quotation marks do not match: close or double them"
            )
            taken = 1
        elif cells:
            yield here + 1, cells
        here += taken


def _row(lines: list[str], delimiter: str) -> tuple[list[str] | None, bool]:
    """The cells of a row, None where its lines are not one whole row, and whether a cell is still open."""
    try:
        rows = list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as error:
        return None, "unexpected end" in str(error)
    return (rows[0] if rows else []), False


def _gather(number: int, row: Row, gathered: dict[str, _Gathered], problems: list[str]) -> None:
    name = " ".join(row["name"].split())
    if not any(map(str.isalnum, name)):
        problems.append(f"line {number}: left out: it has no name: write one")
        return
    try:
        tenure = _tenure(number, row, problems)
    except ValueError as error:
        problems.append(f"line {number}: left out: {error}")
        return
    actor = gathered.setdefault(fold_name(name), _Gathered(name))
    variants = [" ".join(part.split()) for part in _list_mark.split(row["variants"])]
    actor.variants.update(dict.fromkeys(v for v in (*variants, name) if v and v != actor.name))
    kind = _KINDS.get(row["kind"].lower())
    if kind is None:
        kinds = "person, organisation, group, country"
        problems.append(f"line {number}: the kind {shown(row['kind'])} was passed over: use one of {kinds}")
    elif actor.kind == "unknown":
        actor.kind = kind
    if tenure != Tenure():
        actor.tenures.append(tenure)


def _tenure(number: int, row: Row, problems: list[str]) -> Tenure:
    """What a row says of its actor. Raises ``ValueError`` with what to do where its dates cannot be read."""
    since, until = _date("since", row["since"]), _date("until", row["until"])
    coded, roles = sectors_of(row["sectors"]), codes_of(row["code"])
    country = country_code(row["country"]) if row["country"] else roles.country or coded.country
    if row["country"] and country is None:
        problems.append(
            f"line {number}: the country {shown(row['country'])} is not known: write its ISO code, like BLR"
        )
    for part in (*coded.unread, *roles.unread):
        problems.append(
            f"line {number}: {shown(part)} is no sector and was passed over: use GOV, MIL, OPP ..."
        )
    sectors = tuple(dict.fromkeys((*coded.sectors, *roles.sectors)))
    tenure = Tenure(country, sectors, row["title"] or None, since, until)
    if tenure.empty():
        raise ValueError(f"until {until} is not after since {since}: put the later day last")
    return tenure


def _date(column: str, text: str) -> str | None:
    if text.lower() in _OPEN:
        return None
    try:
        return iso_date(text)
    except ValueError as error:
        raise ValueError(f"{column} {shown(text)} is no date: write YYYY, YYYY-MM or YYYY-MM-DD") from error
