"""Whether what others have made holds together in a case: the lines of their tables, their events, lists of
actors."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import msgspec
import sqlalchemy as sa

from sayso.case import _schema as schema
from sayso.case._coded import find_codings
from sayso.case._digest import sha256
from sayso.case._lists import find_lists, kept_list
from sayso.case._packing import inflated
from sayso.case._problem import Problem
from sayso.coders import Coded
from sayso.errors import CaseError


def check_given(connection: sa.Connection) -> Iterator[Problem]:
    """Everything in codings and lists of actors that does not hold together."""
    if not schema.has_coders(connection):
        return
    for coding in find_codings(connection):
        if not coding.whole:
            words = "it was not read to its end, or a part of it is lost; import the file again"
            yield Problem(where="codings", id=coding.id, problem=words)
        else:
            yield from _lines(connection, coding.id, coding.sha256)
    yield from _events(connection)
    for kept in find_lists(connection):
        try:
            kept_list(connection, kept.id)
        except CaseError as error:
            yield Problem(where="actor_lists", id=kept.id, problem=error.detail)


def _lines(connection: sa.Connection, coding: str, digest: str) -> Iterator[Problem]:
    lines, whole = schema.coded_lines, hashlib.sha256()
    query = sa.select(lines).where(lines.c.coding == coding).order_by(lines.c.part)
    for row in connection.execution_options(stream_results=True).execute(query).yield_per(5):
        try:
            data = inflated(row.data, coding, f"part {row.part} of its lines")
            if sha256(data) != row.sha256:
                words = f"part {row.part} of its lines is not that of its digest"
                yield Problem(where="coded_lines", id=coding, problem=words)
            whole.update(data)
        except CaseError as error:
            yield Problem(where="coded_lines", id=coding, problem=error.detail)
    if whole.hexdigest() != digest:
        yield Problem(where="codings", id=coding, problem="its lines are not the bytes of its digest")


def _events(connection: sa.Connection) -> Iterator[Problem]:
    coded, codings = schema.coded, schema.codings
    query = sa.select(coded, codings.c.coder.label("of")).outerjoin(codings, codings.c.id == coded.c.coding)
    for row in connection.execution_options(stream_results=True).execute(query).yield_per(500):
        if row.of != row.coder:
            yield Problem(where="coded", id=row.id, problem="its file is not there, or of another coder")
        try:
            event = msgspec.json.decode(row.row, type=Coded)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            yield Problem(where="coded", id=row.id, problem=str(error))
            continue
        if any(
            getattr(event, name) != getattr(row, name) for name in ("earliest", "latest", "type", "cameo")
        ):
            yield Problem(where="coded", id=row.id, problem="its columns are not those of its row")
