"""Which record is drawn how."""

from __future__ import annotations

import msgspec

from sayso.errors import SaysoError
from sayso.notebook._markup import text, whole
from sayso.notebook._reading import reading
from sayso.records import Reading


def draw(record: object) -> str:
    """The HTML of a record or of the rows of a query. Of rows that cannot be read the error is shown."""
    if isinstance(record, Reading):
        return reading(record)
    from sayso.notebook._rows import fields, rows

    if isinstance(record, msgspec.Struct):
        return fields(record)
    try:
        return rows(record)
    except SaysoError as error:
        return whole(text(str(error), "no"))
