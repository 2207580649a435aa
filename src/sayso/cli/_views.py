"""Records of a case as tables for people. All text of articles passes through ``safe``; ids are shown by
their first letters, which are enough for ``show`` and ``why``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.box import SIMPLE_HEAD
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.table import Table
from rich.text import Text

from sayso.cli._events import STATUS
from sayso.cli._style import DIM, STRONG, Hanging
from sayso.wording import (
    country_name,
    parties,
    party,
    quoted,
    safe,
    same_name,
    short,
    source_line,
    stated_roles,
    when,
    where_and_how_many,
)

if TYPE_CHECKING:
    from sayso.case import (
        ActorRecord,
        Change,
        Correction,
        EventRecord,
        Hit,
        InputRecord,
        Problem,
        RunRecord,
        StatementRecord,
    )

_NARROW = 90
"""Cells of a line below which records are shown as blocks."""
_HIT = "bold reverse"


class Grid:
    """Rows under headings. Columns with a number wrap, and take that share of the room; a column in which
    nothing stands is left out. Where there is too little room for columns, each row is a block of lines."""

    def __init__(self, *columns: str | tuple[str, int | None]) -> None:
        self._columns = [column if isinstance(column, tuple) else (column, None) for column in columns]
        self._rows: list[list[Text]] = []

    def add_row(self, *cells: str | Text) -> None:
        """One row; a cell for each column."""
        self._rows.append([cell if isinstance(cell, Text) else Text(cell) for cell in cells])

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Render for Rich."""
        used = [n for n in range(len(self._columns)) if any(row[n].plain for row in self._rows)]
        if options.max_width < _NARROW:
            for row in self._rows:
                width = max(len(self._columns[n][0]) for n in used)
                for n in used:
                    if row[n].plain:
                        yield Hanging(self._columns[n][0], row[n], DIM, width=width)
                yield Text()
            return
        table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold cyan", expand=True)
        for n in used:
            name, ratio = self._columns[n]
            table.add_column(name, ratio=ratio, overflow="fold", no_wrap=ratio is None)
        for row in self._rows:
            table.add_row(*(row[n] for n in used))
        yield table


def events(records: Sequence[EventRecord]) -> RenderableType:
    """Events: when, what, who to whom, where and how many, on whose say-so."""
    table = Grid("when", ("what", 4), ("who → whom", 5), ("where, how many", 4), ("words", 8), "id")
    for event in records:
        mark, style, _ = STATUS[event.status]
        what = Text(safe(event.type), style=STRONG)
        what.append(f" {', '.join(map(safe, event.modes))}" if event.modes else "", style=DIM)
        what.append(f"\n{mark.replace(' ', chr(160))}", style=style)
        who = Text(parties(event.actors) or "unknown", style="" if event.actors else DIM)
        if event.recipients:
            who.append(" → ", style=STRONG)
            who.append(parties(event.recipients))
        words = Text(quoted(safe(event.words)))
        words.append(f"\n{source_line(event)}", style=DIM)
        table.add_row(
            _day(event.when),
            what,
            who,
            "\n".join(where_and_how_many(event)),
            words,
            Text(short(event.id), style=DIM),
        )
    return table


def _day(days: Any) -> Text:
    shown = when(days).replace(" to ", "\n– ")
    return Text(shown, style=DIM if shown == "unknown" else "")


def statements(records: Sequence[StatementRecord]) -> RenderableType:
    """Statements: who, how, what, in which outlet."""
    table = Grid("reported", ("who", 4), ("how", 2), ("what", 9), "id")
    for record in records:
        who = Text(party(record.speaker) if record.speaker else safe(record.source) or "unknown")
        if len(record.chain) > 1:
            who.append(f"\naccording to {' < '.join(map(safe, record.chain[:-1]))}", style=DIM)
        how = Text(safe(record.stance))
        how.append(f"\n{safe(record.kind)}", style=DIM)
        if record.polarity == "negative":
            how.append("\nnot held", style="bold red")
        what = Text(quoted(safe(record.words)) if record.words else "content unknown")
        carried = f" · in {record.articles} articles" if (record.articles or 0) > 1 else ""
        what.append(f"\n{safe(record.outlet or record.title or 'outlet unknown')}{carried}", style=DIM)
        table.add_row(_day(record.reported), who, how, what, Text(short(record.id), style=DIM))
    return table


def actors(records: Sequence[ActorRecord]) -> RenderableType:
    """Actors: name, country, roles as stated, other names, and how often they act."""
    table = Grid(("name", 4), ("country", 2), ("roles, as stated", 5), ("also called", 4), "in", "id")
    for actor in records:
        name = Text(safe(actor.name), style=STRONG)
        name.append(f"\n{safe(actor.kind)}", style=DIM)
        country = country_name(actor.country) if actor.country else "unknown"
        others = [safe(n) for n in actor.names if not same_name(n, actor.name)][:4]
        counts = f"{actor.articles} articles\n{actor.statements} statements\n{actor.events} events"
        table.add_row(
            name,
            Text(country, style="" if actor.country else DIM),
            "\n".join(stated_roles(actor)),
            Text(", ".join(others), style=DIM),
            Text(counts, style=DIM),
            Text(short(actor.id), style=DIM),
        )
    return table


def hits(records: Sequence[Hit]) -> RenderableType:
    """What a search found: the article, and the words with the hits marked."""
    blocks: list[RenderableType] = []
    for hit in records:
        head = Text(safe(hit.title or "title unknown"), style=STRONG)
        about = f"{safe(hit.outlet or 'outlet unknown')} · {when(hit.reported)} · {hit.events} events · "
        about += f"{hit.statements} statements · {short(hit.id)}"
        blocks += [head, Text(about, style=DIM), _snippet(hit), Text()]
    return Group(*blocks)


def _snippet(hit: Hit) -> Text:
    start, end = hit.span
    line, here = Text(), start
    for first, last in hit.marks:
        last = min(last, end)
        if start <= first < last:
            line.append(_part(hit.snippet[here - start : first - start]))
            line.append(_part(hit.snippet[first - start : last - start]), style=_HIT)
            here = last
    line.append(_part(hit.snippet[here - start :]))
    return line


def _part(words: str) -> str:
    """Safe words that keep the blanks at their ends, because they are a part of a line."""
    made = safe(words)
    before = " " if words[:1].isspace() else ""
    after = " " if words[-1:].isspace() and made else ""
    return f"{before}{made}{after}"


def inputs(records: Sequence[InputRecord]) -> RenderableType:
    """What became of inputs."""
    table = Grid("status", ("source", 5), ("why · findings", 7), "article")
    styles = {"kept": "green", "copy of": "cyan", "dropped": "yellow", "failed": "bold red"}
    for record in records:
        lines = [f"{safe(record.code)}: {safe(record.reason or '')}"] if record.code else []
        lines += [f"{safe(f.kind)}: {safe(f.note)}" for f in record.findings]
        table.add_row(
            Text(safe(record.status), style=styles.get(record.status, "")),
            safe(record.source),
            "\n".join(lines),
            Text(short(record.article) if record.article else "", style=DIM),
        )
    return table


def problems(records: Sequence[Problem]) -> RenderableType:
    """What does not hold together."""
    table = Grid("where", ("which", 3), ("what is wrong", 6))
    for problem in records:
        table.add_row(safe(problem.where), safe(problem.id), safe(problem.problem))
    return table


def corrections(records: Sequence[Correction]) -> RenderableType:
    """Corrections: what, who, why, and whether they stand."""
    table = Grid("when", "what", ("of", 4), ("who", 2), ("why", 4), "id")
    for made in records:
        value = ", ".join(f"{k}={_value(v)}" for k, v in made.value.items() if k != "stay")
        what = Text(safe(made.action), style=DIM if made.undone else STRONG)
        what.append("\nundone" if made.undone else "", style=DIM)
        table.add_row(
            safe(made.at[:10]),
            what,
            f"{short(made.target)} {safe(value)}",
            safe(made.who),
            safe(made.why),
            short(made.id),
        )
    return table


def _value(value: Any) -> str:
    return (
        ", ".join(map(str, value))
        if isinstance(value, list | tuple)
        else "nothing"
        if value is None
        else str(value)
    )


def runs(records: Sequence[RunRecord]) -> RenderableType:
    """Runs: what read how many articles."""
    table = Grid("begun", ("version", 3), ("code", 3), ("codebook", 3), "articles", "shown", "id")
    for run in records:
        table.add_row(
            safe(run.begun[:16]),
            safe(run.sayso),
            safe(run.code_sha256[:12]),
            safe(run.codebook),
            str(run.articles),
            str(run.current),
            safe(run.id),
        )
    return table


def changes(records: Sequence[Change]) -> RenderableType:
    """What changed between two runs."""
    table = Grid("change", "part", ("words", 5), ("what", 5), "id")
    for change in records:
        what = "\n".join(f"{name}: {_value(a)} → {_value(b)}" for name, (a, b) in change.fields.items())
        table.add_row(
            safe(change.change), safe(change.part), safe(change.words), safe_lines(what), short(change.id)
        )
    return table


def safe_lines(text: str) -> str:
    """Several lines, each made safe."""
    return "\n".join(safe(line) for line in text.split("\n"))
