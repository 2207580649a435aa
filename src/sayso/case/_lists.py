"""Lists of actors that a case keeps, so that whoever reads its articles later reads them with these lists."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

import sqlalchemy as sa

from sayso.case import _schema as schema
from sayso.case._digest import sha256
from sayso.case._file import CaseFile
from sayso.case._ids import digest
from sayso.case._packing import inflated, packed
from sayso.case._records import CaseRecord
from sayso.directory import ActorList, load
from sayso.errors import CaseError, InputError

_MOST = 50_000_000
"""Bytes of a list."""


class ActorListRecord(CaseRecord, frozen=True, kw_only=True):
    """A list of actors that the case keeps: the name of its file, its digest, and how many actors it names.
    Lists are asked in the order in which they were imported."""

    id: str
    name: str
    sha256: str
    size: int
    actors: int
    added: str


class ListImported(CaseRecord, frozen=True, kw_only=True):
    """What came of importing a list: its record, whether it is new, and what in it was not read as it
    stands."""

    record: ActorListRecord
    new: bool
    problems: tuple[str, ...] = ()


def put_list(case: CaseFile, path: str, *, now: str) -> ListImported:
    """Keep a list of actors in a case. Raises ``UsageError`` SAY101 to SAY103, SAY311, SAY312 where it is
    none."""
    load(path)  # says what is wrong with the file in the words of lists
    try:
        with open(path, "rb") as stream:
            data = stream.read(_MOST + 1)
    except OSError as error:
        raise InputError("SAY102", path, error.strerror or "") from None
    name = os.path.basename(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    imported = load(ActorList(name, data))
    found = sha256(data)
    table = schema.actor_lists
    record = ActorListRecord(
        id=digest("n", found), name=name, sha256=found, size=len(data), actors=len(imported.actors), added=now
    )
    with case.writing() as connection:
        there = next((kept for kept in find_lists(connection) if kept.id == record.id), None)
        if there is None:
            fields = {field: getattr(record, field) for field in record.__struct_fields__}
            connection.execute(table.insert().values(**fields, data=packed(data)))
    return ListImported(record=there or record, new=there is None, problems=imported.problems)


def find_lists(connection: sa.Connection) -> Iterator[ActorListRecord]:
    """The lists in the order in which they are asked."""
    if not schema.has_coders(connection):
        return
    table = schema.actor_lists
    columns = [table.c[name] for name in ActorListRecord.__struct_fields__]
    for row in connection.execute(sa.select(*columns).order_by(table.c.n)):
        yield ActorListRecord(**row._mapping)


def kept_list(connection: sa.Connection, name: str) -> ActorList:
    """A list as it was imported. Raises ``CaseError`` SAY402 where it is damaged or lost."""
    table = schema.actor_lists
    row = connection.execute(
        sa.select(table.c.name, table.c.data, table.c.size, table.c.sha256).where(table.c.id == name)
    ).first()
    if row is None:
        raise CaseError("SAY402", name, "the list of actors is not there")
    data = inflated(row.data, row.name, "the list of actors", row.size + 1)
    if sha256(data) != row.sha256:
        raise CaseError("SAY402", row.name, "the list of actors is not that of its digest")
    return ActorList(row.name, data)


def take_out_list(connection: sa.Connection, name: str) -> None:
    """Take a list out of the case. Raises ``CaseError`` SAY421."""
    table = schema.actor_lists
    if not connection.execute(table.delete().where(table.c.id == name)).rowcount:
        raise CaseError("SAY421", name)


def lists_to_read_with(case: CaseFile, *, kept: bool) -> Sequence[ActorListRecord]:
    """The lists of a case that articles are read with: all of them, or none where that was asked for."""
    if not kept:
        return ()
    with case.reading() as connection:
        return tuple(find_lists(connection))
