"""Records as a query gives them: read as they are asked for, or all at once as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import msgspec

from sayso import drawn
from sayso.case._records import CaseRecord
from sayso.case._tables import arrow_table
from sayso.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

T = TypeVar("T", bound=CaseRecord)


class Rows(Generic[T]):
    """The records of one query. Each time it is gone through, the query is run again, a page at a time.

    for event in case.events(country="BLR"): ...
    case.events(country="BLR").df()

    ``by_days`` tells that they are a timeline: a notebook draws them as one.
    """

    def __init__(self, kind: type[T], find: Callable[[], Iterator[T]], *, by_days: bool = False) -> None:
        self.kind = kind
        self.by_days = by_days
        self._find = find

    def __iter__(self) -> Iterator[T]:
        return self._find()

    def list(self) -> list[T]:
        """All of them."""
        return list(self)

    def first(self) -> T | None:
        """The first, or None."""
        return next(iter(self), None)

    def arrow(self) -> pa.Table:
        """A table of Arrow: nested records are structs, several are lists."""
        return arrow_table(self.kind, self)

    def df(self) -> pd.DataFrame:
        """A data frame of pandas: nested records are flat (``when_earliest``), several are lists. Raises
        ``UsageError`` SAY322 without pandas."""
        try:
            import pandas as pd
        except ImportError:
            raise UsageError("SAY322", "df()") from None
        from sayso.case._tables import flat, flat_columns

        rows: list[dict[str, Any]] = [flat(record) for record in self]
        return pd.DataFrame(rows, columns=list(flat_columns(self.kind)))

    def dicts(self) -> Iterator[dict[str, Any]]:
        """Each as a plain dictionary."""
        return (msgspec.to_builtins(record) for record in self)

    def __repr__(self) -> str:
        return f"<Rows of {self.kind.__name__}>"

    def _repr_html_(self) -> str | None:
        return drawn.html(self)
