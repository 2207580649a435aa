"""Records as tables: flat for CSV and data frames, nested for Arrow and Parquet.

The rule of flattening: a record within a record gives columns ``outer_inner``; of several records the names
are kept (of counts the range), each in its place; spans are ``start-end``. In text, several values are
joined with ``; ``."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

from sayso.case._records import CaseRecord

if TYPE_CHECKING:
    import pyarrow as pa

_BATCH = 2_000
_FLAT_LIST = {"Party": "name", "Count": None, "RoleRecord": "title", "Finding": None, "Correction": "id"}


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _struct(hint: Any) -> type[msgspec.Struct] | None:
    """The record type of a field that holds one record or none."""
    options = typing.get_args(hint) if isinstance(hint, types.UnionType) else (hint,)
    return next((o for o in options if isinstance(o, type) and issubclass(o, msgspec.Struct)), None)


@cache
def flat_columns(kind: type) -> tuple[str, ...]:
    """Names of the columns of a record that is laid out flat."""
    names: list[str] = []
    for name, hint in _hints(kind).items():
        inner = _struct(hint)
        names += [f"{name}_{more}" for more in flat_columns(inner)] if inner else [name]
    return tuple(names)


def flat(record: msgspec.Struct) -> dict[str, Any]:
    """A record laid out flat: column -> text, number, None or a list of these."""
    row: dict[str, Any] = {}
    for name, hint in _hints(type(record)).items():
        value, inner = getattr(record, name), _struct(hint)
        if inner is not None:
            empty = dict.fromkeys(flat_columns(inner))
            row |= {f"{name}_{more}": v for more, v in (flat(value) if value is not None else empty).items()}
        elif isinstance(value, tuple):
            row[name] = [_flat_item(item) for item in value]
        elif isinstance(value, dict):
            row[name] = msgspec.json.encode(value).decode()
        else:
            row[name] = value
    return row


def _flat_item(item: Any) -> Any:
    if isinstance(item, tuple) and len(item) == 2 and all(isinstance(part, int) for part in item):
        return f"{item[0]}-{item[1]}"
    if isinstance(item, tuple):  # spans that belong together
        return "/".join(str(_flat_item(part)) for part in item)
    if not isinstance(item, msgspec.Struct):
        return item
    kind = type(item).__name__
    if kind == "Count":
        return _range(item)
    if kind == "Finding":
        return f"{item.kind}: {item.note}"  # type: ignore[attr-defined]
    name = _FLAT_LIST.get(kind)
    if name is None and hasattr(item, "line"):
        return item.line()
    return getattr(item, name or "id")


def _range(count: Any) -> str:
    low, high = count.low, count.high
    shown = f"{low}" if low == high else f"{'' if low is None else low}-{'' if high is None else high}"
    unit = f" {count.unit}" if count.unit else ""
    return f"{count.what} {shown}{unit}"


def text_row(record: msgspec.Struct) -> dict[str, str]:
    """A record laid out flat as text: nothing is unknown, several values are joined with ``; ``."""
    return {name: _text(value) for name, value in flat(record).items()}


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(_text(item) for item in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


# -- Arrow -------------------------------------------------------------------------------------------------


def arrow_schema(kind: type) -> pa.Schema:
    """The Arrow schema of a record type."""
    import pyarrow as pa

    return pa.schema([pa.field(name, _arrow_type(hint)) for name, hint in _hints(kind).items()])


def _arrow_type(hint: Any) -> Any:
    import pyarrow as pa

    simple = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
    options = [o for o in typing.get_args(hint) if o is not type(None)]
    if isinstance(hint, types.UnionType):
        if set(options) == {int, float}:
            return pa.float64()
        return _arrow_type(options[0])
    origin = typing.get_origin(hint)
    if origin is tuple:
        inner = typing.get_args(hint)
        return pa.list_(_arrow_type(inner[0]))
    if origin is typing.Literal:
        return pa.string()
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return pa.struct([pa.field(name, _arrow_type(h)) for name, h in _hints(hint).items()])
    return simple.get(hint, pa.string())  # free dictionaries are kept as JSON


def arrow_batches(kind: type[CaseRecord], records: Iterable[CaseRecord]) -> Iterator[pa.RecordBatch]:
    """Records as batches of Arrow, a few thousand at a time."""
    import pyarrow as pa

    schema = arrow_schema(kind)
    held: list[dict[str, Any]] = []
    for record in records:
        held.append(_plain(record))
        if len(held) == _BATCH:
            yield pa.RecordBatch.from_pylist(held, schema=schema)
            held = []
    yield pa.RecordBatch.from_pylist(held, schema=schema)


def _plain(record: msgspec.Struct) -> dict[str, Any]:
    made: dict[str, Any] = msgspec.to_builtins(record)
    return {
        name: msgspec.json.encode(v).decode() if _free(type(record), name) else v for name, v in made.items()
    }


@cache
def _free(kind: type, name: str) -> bool:
    """Whether a field holds a dictionary of whatever."""
    return typing.get_origin(_hints(kind)[name]) is dict


def arrow_table(kind: type[CaseRecord], records: Iterable[CaseRecord]) -> pa.Table:
    """Records as one table of Arrow."""
    import pyarrow as pa

    return pa.Table.from_batches(arrow_batches(kind, records), schema=arrow_schema(kind))
