"""``sayso show``, ``sayso why`` and ``sayso export``: one record, its chain of evidence, all Readings."""

from __future__ import annotations

import sys
from itertools import islice
from typing import TYPE_CHECKING, Any

import msgspec
from rich.console import Group, RenderableType
from rich.text import Text

from sayso.cli._rows import Format, console
from sayso.cli._style import DIM, STRONG, Hanging
from sayso.errors import UsageError
from sayso.records import Reading, encode
from sayso.wording import inline, quoted, safe

if TYPE_CHECKING:
    from sayso.case import Case, Link


def print_record(record: Any, form: Format) -> None:
    """Print one record: a page for people, or JSON."""
    if form is not Format.table:
        _json(record, form)
        return
    if isinstance(record, Reading):
        from sayso.cli._page import page

        console().print(page(record), crop=False)
        return
    console().print(_fields(msgspec.to_builtins(record)), crop=False)


def _json(value: Any, form: Format) -> None:
    if form not in (Format.json, Format.jsonl):
        raise UsageError("SAY324", str(form), "one record is shown as a page, json or jsonl")
    data = encode(value) if isinstance(value, Reading) else msgspec.json.encode(value)
    if form is Format.json:
        data = msgspec.json.format(data, indent=2)
    sys.stdout.flush()
    sys.stdout.buffer.write(data + b"\n")
    sys.stdout.buffer.flush()


def _fields(fields: dict[str, Any]) -> RenderableType:
    """A record as names and values; what is empty is said to be unknown."""
    width = max(map(len, fields))
    return Group(*(Hanging(name, _value(value), DIM, width=width) for name, value in fields.items()))


def _value(value: Any) -> RenderableType:
    if value is None or value in ((), [], ""):
        return Text("unknown" if value is None else "none", style=DIM)
    if isinstance(value, dict):
        parts = [f"{safe(str(k))}: {inline(v)}" for k, v in value.items() if v not in (None, [], ())]
        return Text(" · ".join(parts))
    if isinstance(value, list | tuple):
        return Text("\n".join(inline(item) for item in value))
    return Text(inline(value))


def print_chain(links: list[Link], form: Format) -> None:
    """Print a chain of evidence."""
    if form is not Format.table:
        _json(links, form)
        return
    blocks: list[RenderableType] = []
    for link in links:
        blocks += [
            Text(f"{safe(link.step)}  ", style=STRONG).append(safe(link.id), style=DIM),
            _link(link),
            Text(),
        ]
    console().print(Group(*blocks), crop=False)


def _link(link: Link) -> RenderableType:
    about = dict(link.about)
    lines: list[RenderableType] = []
    if link.step == "words":
        before, after = about.pop("before"), about.pop("after")
        words = Text(safe(before[-100:].partition(" ")[2]), style=DIM)
        words.append(" " if before[-1:].isspace() else "")
        words.append(quoted(safe(about.pop("words"))), style=STRONG)
        words.append(" " if after[:1].isspace() else "")
        words.append(safe(after[:100].rpartition(" ")[0]), style=DIM)
        lines.append(Hanging("", words))
    kept = {name: value for name, value in about.items() if value not in (None, [], (), "")}
    if kept:
        width = max(map(len, kept))
        lines += [Hanging(name, _value(value), DIM, width=width) for name, value in kept.items()]
    return Group(*lines)


def write_readings(case: Case, limit: int | None, output: str | None) -> None:
    """All Readings as JSON lines."""
    sys.stdout.flush()
    try:
        stream = open(output, "wb") if output else sys.stdout.buffer  # noqa: SIM115
    except OSError as error:
        raise UsageError("SAY304", str(output), error.strerror or type(error).__name__) from None
    try:
        for reading in islice(case.readings(), limit):
            stream.write(encode(reading) + b"\n")
        stream.flush()
    finally:
        if output:
            stream.close()
