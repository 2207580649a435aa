"""What happened, and what did not: the events of a Reading, in the order of the text."""

from __future__ import annotations

from collections.abc import Collection

from rich.console import Group
from rich.text import Text

from sayso.cli._style import DIM, STRONG, Facts, Hanging, Lines, facts
from sayso.records import Event
from sayso.wording import DOUBTFUL, STATUS_WORDS, UNKNOWN, Index, circumstances, names_of, quoted, safe

_STYLE = {
    "happened": "bold green",
    "ongoing": "bold green",
    "planned": "bold yellow",
    "hypothetical": "bold yellow",
    "cancelled": "bold red",
    "denied": "bold red",
}
STATUS = {status: (mark, _STYLE[status], note) for status, (mark, note) in STATUS_WORDS.items()}
_WIDTH = max(len(mark) for mark, _, _ in STATUS.values()) + 1


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
    if event.confidence < DOUBTFUL:
        line.append(f"  (doubtful: {event.confidence:.2f})", style=DIM)
    return line


def _parties(index: Index, event: Event) -> Text:
    line = Text(names_of(index, event.actors))
    if event.recipients:
        line.append(" → ", style=STRONG)
        line.append(names_of(index, event.recipients))
    return line


def _circumstances(index: Index, event: Event) -> Facts:
    return facts(circumstances(index, event))
