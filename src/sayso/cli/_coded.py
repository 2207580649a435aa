"""Events of other coders, and comparisons of two codings, as tables for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.text import Text

from sayso.cli._style import DIM, STRONG
from sayso.cli._views import Grid
from sayso.wording import safe, short, when

if TYPE_CHECKING:
    from sayso.case import AgreedRecord, CodedRecord, CodingRecord, PairRecord
    from sayso.coders import Coding, Side


def files(records: Sequence[CodingRecord]) -> RenderableType:
    """Files of other coders."""
    table = Grid(("coder", 3), ("file", 5), "form", ("days", 3), "events", "left out", "id")
    for record in records:
        days = f"{record.earliest} to {record.latest}" if record.earliest else ""
        file = Text(safe(record.file))
        if not record.whole:
            file.append("\nnot read to its end", style="bold red")
        table.add_row(
            Text(safe(record.coder), style=STRONG),
            file,
            record.form,
            safe(days),
            f"{record.events:,}",
            f"{record.left_out:,}" if record.left_out else "",
            Text(short(record.id), style=DIM),
        )
    return table


def events(records: Sequence[CodedRecord]) -> RenderableType:
    """Events of another coder: when, what, who to whom, where, and the line that they stand in."""
    table = Grid("when", ("what", 4), ("who → whom", 8), ("where", 4), ("line", 4), "id")
    for event in records:
        days = when(event).replace(" to ", "\n– ")
        what = Text(safe(event.type or "no PLOVER type"), style=STRONG if event.type else DIM)
        what.append(f" {', '.join(map(safe, event.modes))}" if event.modes else "", style=DIM)
        what.append(f"\n{safe(event.cameo)}" if event.cameo else "", style=DIM)
        who = Text(_side(event.actor))
        if event.recipient.words or event.recipient.countries:
            who.append(" → ", style=STRONG)
            who.append(_side(event.recipient))
        where = safe(event.place or "") + (f" ({safe(event.country)})" if event.country else "")
        line = f"{safe(event.file.rpartition('/')[2])}:{event.file_line}"
        table.add_row(days, what, who, where.strip(), Text(line, style=DIM), Text(short(event.id), style=DIM))
    return table


def _side(side: Side) -> str:
    codes = " ".join((*side.countries, *side.sectors))
    return f"{safe(side.words or 'unknown')}" + (f" ({safe(codes)})" if codes else "")


def agreement(records: Sequence[AgreedRecord], one: str, two: str) -> RenderableType:
    """How far two codings agree."""
    by = records[0].by if records else "type"
    names = (safe(one), safe(two))
    table = Grid((by, 5), *names, "both", f"of {names[0]}", f"of {names[1]}", "kappa", "daily r")
    for row in records:
        table.add_row(
            Text(safe(row.key), style=STRONG if row.key == "all" else ""),
            f"{row.one:,}",
            f"{row.two:,}",
            f"{row.both:,}",
            _percent(row.of_one),
            _percent(row.of_two),
            "" if row.kappa is None else f"{row.kappa:.2f}",
            "" if row.correlation is None else f"{row.correlation:.2f}",
        )
    return table


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share:.0%}"


def pairs(records: Sequence[PairRecord]) -> RenderableType:
    """Events behind a number: of both coders side by side, or of one."""
    table = Grid(("one", 1), ("two", 1))
    for pair in records:
        table.add_row(_coding(pair.one), _coding(pair.two))
    return table


def _coding(coding: Coding | None) -> Text:
    if coding is None:
        return Text("")
    text = Text(f"{safe(coding.day)} ")
    text.append(safe(coding.type), style=STRONG)
    text.append(f" {', '.join(map(safe, coding.modes))}" if coding.modes else "", style=DIM)
    countries = (" ".join(coding.actors), " ".join(coding.recipients))
    for words, codes, mark in ((coding.who, countries[0], "\n"), (coding.whom, countries[1], "\n→ ")):
        if words or codes:
            text.append(mark + safe(words or "unknown") + (f" ({safe(codes)})" if codes else ""))
    if coding.place or coding.country:
        place = safe(coding.place or "") + (f" ({safe(coding.country)})" if coding.country else "")
        text.append(f"\nin {place.strip()}")
    text.append(f"\n{short(coding.id)} · {_source(coding)}", style=DIM)
    return text


def _source(coding: Coding) -> str:
    return short(coding.source) if coding.id.startswith("e_") else safe(coding.source)
