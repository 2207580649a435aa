"""What happened, and what did not: the events of a Reading, in the order of the text."""

from __future__ import annotations

from collections.abc import Collection

from rich.console import Group
from rich.text import Text

from sayso.cli._safe import quoted, safe
from sayso.cli._style import DIM, STRONG, Facts, Hanging, Lines, facts
from sayso.cli._words import UNKNOWN, Index, actor_phrase, place_phrase, span_of_numbers, time_phrase
from sayso.records import Event

STATUS = {
    "happened": ("● happened", "bold green", ""),
    "ongoing": ("◐ ongoing", "bold green", ""),
    "planned": ("○ planned", "bold yellow", "has not happened"),
    "hypothetical": ("◌ hypothetical", "bold yellow", "only supposed"),
    "cancelled": ("✗ cancelled", "bold red", "did not happen"),
    "denied": ("✗ denied", "bold red", "said not to have happened"),
}
_WIDTH = max(len(mark) for mark, _, _ in STATUS.values()) + 1
_LOW = 0.5


def events(index: Index, shown: Collection[str]) -> Lines:
    """One entry for each event: status beside it, then type, parties, circumstances, say-so and words."""
    found = sorted(index.reading.events, key=lambda event: (event.trigger or event.evidence or ((0, 0),))[0])
    lines: Lines = []
    for n, event in enumerate(found):
        mark, style, _ = STATUS.get(event.status, (safe(event.status), "", ""))
        lines += [Text()] if n else []
        lines.append(Hanging(mark, _entry(index, event), style, width=_WIDTH))
    return lines


def _entry(index: Index, event: Event) -> Group:
    rows: Lines = [_type(event), _parties(index, event), _circumstances(index, event)]
    if event.said_by:
        rows.append(Text(f"according to {index.chain(event.said_by)}"))
    rows.append(Text(quoted(index.words(event.evidence)), style=DIM))
    return Group(*rows)


def _type(event: Event) -> Text:
    line = Text.assemble((safe(event.type), STRONG))
    line.append(f" {', '.join(map(safe, event.modes))}" if event.modes else "", style=STRONG)
    line.append(f" — {STATUS[event.status][2]}" if STATUS[event.status][2] else "")
    line.append(f"  CAMEO {safe(event.cameo or UNKNOWN)}", style=DIM)
    line.append(f"  [{', '.join(map(safe, event.contexts))}]" if event.contexts else "", style=DIM)
    if event.confidence < _LOW:
        line.append(f"  (doubtful: {event.confidence:.2f})", style=DIM)
    return line


def _parties(index: Index, event: Event) -> Text:
    line = Text(_names(index, event.actors))
    if event.recipients:
        line.append(" → ", style=STRONG)
        line.append(_names(index, event.recipients))
    return line


def _names(index: Index, ids: tuple[str, ...]) -> str:
    return (
        ", ".join(actor_phrase(index.actors[name]) for name in ids if name in index.actors) or "actor unknown"
    )


def _circumstances(index: Index, event: Event) -> Facts:
    time, place = index.times.get(event.time or ""), index.places.get(event.place or "")
    items = [
        f"when: {time_phrase(time, index) if time else UNKNOWN}",
        f"where: {place_phrase(place) if place else UNKNOWN}",
    ]
    for name in event.quantities:
        quantity = index.quantities.get(name)
        if quantity is not None:
            items.append(f"how many: {span_of_numbers(quantity.low, quantity.high)} ({safe(quantity.what)})")
    return facts(items)
