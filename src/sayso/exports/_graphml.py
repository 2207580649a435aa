"""GraphML: who did what to whom. A node is an actor over articles, an edge a dyad of an event.

Edges carry the status: what was planned or denied is an edge too unless ``--status happened`` is asked for.
Characters that XML cannot hold become their pictures (U+2400 ...)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO, Any
from xml.sax.saxutils import escape, quoteattr

from sayso.exports._cells import number, pictured
from sayso.exports._parties import dyads
from sayso.exports._records import Format, Item, Options, Row
from sayso.exports._source import Source

NODE = ("name", "kind", "country", "sectors")
EDGE = (
    "event", "type", "modes", "cameo", "status", "earliest", "latest", "place", "said_by", "confidence",
    "article", "outlet",
)  # fmt: skip


def before(source: Source) -> Iterator[Row]:
    """The actors of events as nodes."""
    for actor in source.case.actors(hidden=True):
        if actor.events:
            cells = {
                "name": actor.known_as or actor.name,
                "kind": actor.kind,
                "country": actor.country,
                "sectors": ", ".join(actor.sectors),
            }
            yield f"<node id={_quoted(actor.id)}>{_data('n', cells)}</node>"


def rows(item: Item, options: Options, source: Source) -> Iterator[Row]:
    """An edge for each dyad that has both ends."""
    event, when = item.event, item.event.when
    cells = {
        "event": event.id,
        "type": event.type,
        "modes": ", ".join(event.modes),
        "cameo": event.cameo,
        "status": event.status,
        "earliest": when.earliest if when else None,
        "latest": when.latest if when else None,
        "place": event.where.name if event.where else None,
        "said_by": " > ".join(event.said_by),
        "confidence": number(event.confidence),
        "article": event.article,
        "outlet": item.article.outlet,
    }
    for dyad in dyads(event, explode=True):
        if dyad.actor and dyad.recipient:
            one, other = (p.entity or p.id for p in (dyad.actor, dyad.recipient))
            head = (
                f"<edge id={_quoted(f'{event.id}.{dyad.n}')} source={_quoted(one)} target={_quoted(other)}>"
            )
            yield f"{head}{_data('e', cells)}</edge>"


def _data(prefix: str, cells: dict[str, Any]) -> str:
    kept = ((name, value) for name, value in cells.items() if value not in (None, ""))
    return "".join(f'<data key="{prefix}_{name}">{_text(value)}</data>' for name, value in kept)


def _text(value: Any) -> str:
    return escape(pictured(str(value)), {"\r": "&#13;"})


def _quoted(value: str) -> str:
    return quoteattr(pictured(value))


def write(rows: Iterable[Row], stream: IO[bytes], form: Format, options: Options) -> None:
    """An element a line."""
    stream.write(
        b'<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    )
    for of, prefix, names in (("node", "n", NODE), ("edge", "e", EDGE)):
        for name in names:
            kind = "double" if name == "confidence" else "string"
            key = f'<key id="{prefix}_{name}" for="{of}" attr.name="{name}" attr.type="{kind}"/>\n'
            stream.write(key.encode())
    stream.write(b'<graph id="events" edgedefault="directed">\n')
    for row in rows:
        stream.write(row.encode() + b"\n")
    stream.write(b"</graph>\n</graphml>\n")


FORMAT = Format(
    name="graphml",
    suffix="graphml",
    about="Who did what to whom: actors as nodes, dyads of events as edges.",
    rows=rows,
    write=write,
    before=before,
    out="no pair of an actor and a recipient",
    holds=frozenset(
        {"type", "modes", "cameo", "status", "actors", "recipient", "recipients", "countries", "sectors",
         "more_sectors",
         "entities", "days", "undated", "confidence", "unnamed"}
    ),
    loss={
        "contexts": "no attribute",
        "chain": "kept as words in `said_by`",
        "place": "its name is kept",
        "counts": "no attribute",
        "ranges": "no attribute",
        "counted_by": "no attribute",
        "basis": "no attribute",
        "words": "no attribute",
        "spans": "no attribute",
        "article": "id and outlet are kept",
        "run": "no attribute",
        "corrections": "applied, but not told",
        "origins": "no attribute",
        "disputes": "no attribute",
    },
)  # fmt: skip
