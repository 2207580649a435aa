"""A timeline: a chart of what happened on which days, and under it the entries, day by day.

In the chart a row is a type of event, a bar the days on which it was. What happened or goes on is
filled; what is planned or only supposed is hollow; what was cancelled, denied or disputed is crossed out;
each has rows of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape
from itertools import chain, islice

from sayso.case import EventRecord
from sayso.notebook._entries import Entry, cells, entry, heads
from sayso.notebook._markup import COUNTED, NOTHING, ROWS, Html, Row, row, table, tag, text
from sayso.notebook._status import STYLES
from sayso.notebook._style import STATUSES
from sayso.stories import Happening
from sayso.wording import safe

DRAWN = 2_000
"""Entries that the chart shows."""

_WIDTH, _LEFT, _ROW, _BAR = 900, 110, 20, 9
"""Units of the chart: its width, the place for names, the height of a row and of a bar."""
_TICKS, _DATE = 6, 70
"""How many days are named below, at most about so many; and the units that one of them takes."""
_MARKS = {"yes": "●", "open": "○", "no": "✗"}
_MOST, _FAR = 80, 3
"""Per cent of the entries that are most of them; how many times the time of these is far from it."""


def timeline(records: Iterable[EventRecord | Happening], kind: type) -> Html:
    """The chart and the table of records of one kind that stand in the order of their days."""
    left = iter(records)
    drawn = [entry(record) for record in islice(left, DRAWN)]
    beyond = sum(1 for _ in islice(left, COUNTED + 1))
    rows: list[Row] = []
    day = ""
    for one in drawn[:ROWS]:
        made = cells(one)
        rows.append((text(one.when, "b") if one.when != day else NOTHING, *made[1:]))
        day = one.when
    unlisted = len(drawn) - len(rows) + beyond
    more = f"and {unlisted:,} more" if beyond <= COUNTED else f"and more than {COUNTED:,} more"
    return row(
        chart(drawn),
        _note(f"the chart shows the first {DRAWN:,}" if beyond else ""),
        table(heads(kind), rows, text(more, "d") if unlisted else NOTHING),
        between="",
    )


def chart(drawn: Sequence[Entry]) -> Html:
    """A drawing in SVG, without a script; nothing where no days are known. What began long before or after
    most of it is left out and counted below."""
    known = [(one, *days) for one in drawn if (days := _days(one)) is not None]
    if not known:
        return NOTHING
    first, last = _reach(sorted(start for _, start, _ in known))
    placed = [(one, start, min(end, last)) for one, start, end in known if first <= start <= last]
    left_out = len(known) - len(placed)
    note = _note(f"not in the chart, being far from these days: {left_out:,}" if left_out else "")
    return row(_drawing(placed), note, between="")


def _note(words: str) -> Html:
    return tag("div", text(words, "d")) if words else NOTHING


def _reach(starts: Sequence[int]) -> tuple[int, int]:
    """The first and the last day that are drawn: all days that are not far from the shortest time in which
    most entries begin."""
    held = -(-len(starts) * _MOST // 100)
    least = min(range(len(starts) - held + 1), key=lambda n: starts[n + held - 1] - starts[n])
    begin, end = starts[least], starts[least + held - 1]
    far = _FAR * (end - begin + 1)
    return begin - far, end + far


def _drawing(placed: Sequence[tuple[Entry, int, int]]) -> Html:
    first = min(start for _, start, _ in placed)
    last = max(end for _, _, end in placed)
    kinds = sorted({_kind(one) for one, _, _ in placed}, key=lambda kind: (kind[0], [*_MARKS].index(kind[1])))
    scale = (_WIDTH - _LEFT - 20) / (last - first + 1)
    height = _ROW * (len(kinds) + 1)
    names = (_name(f"{_MARKS[style]} {name}", n) for n, (name, style) in enumerate(kinds))
    together: dict[tuple[tuple[str, str], int, int], list[Entry]] = {}
    for one, start, end in placed:
        together.setdefault((_kind(one), start, end), []).append(one)
    bars = (
        _bar(some, _LEFT + (start - first) * scale, (end - start + 1) * scale, kinds.index(kind))
        for (kind, start, end), some in together.items()
    )
    inside = "".join(chain(names, bars, _ticks(first, last, scale, height)))
    label = f"chart of {len(placed):,} by type and day, {_iso(first)} to {_iso(last)}"
    return Html(
        f'<svg viewBox="0 0 {_WIDTH} {height}" xmlns="http://www.w3.org/2000/svg" role="img" '
        f'aria-label="{label}">{inside}</svg>'
    )


def _kind(one: Entry) -> tuple[str, str]:
    """The row of an entry: what did not happen never stands with what did."""
    return one.type, STYLES.get(one.status, "no")


def _days(one: Entry) -> tuple[int, int] | None:
    """The days of an entry as numbers; an open end is the day that is known."""
    try:
        known = [date.fromisoformat(day).toordinal() for day in (one.earliest, one.latest) if day]
    except ValueError:  # a correction by hand may be a year or a month
        return None
    return (min(known), max(known)) if known else None


def _name(name: str, n: int) -> str:
    y = n * _ROW + _BAR + 4
    line = f'<line x1="{_LEFT}" x2="{_WIDTH}" y1="{(n + 1) * _ROW - 3}" y2="{(n + 1) * _ROW - 3}" '
    return f'<text x="0" y="{y}">{escape(safe(name))}</text>{line}stroke="gray" stroke-opacity=".25"/>'


def _bar(some: Sequence[Entry], x: float, width: float, n: int) -> str:
    """The bar of all entries of a row that are of the same days; the more there are, the darker it is."""
    one = some[0]
    _, style = _kind(one)
    colour = STATUSES[style]
    wide, y = max(4.0, width - 1), n * _ROW + 3
    fill = colour if style == "yes" else "none"
    box = (
        f'<rect x="{x:.1f}" y="{y}" width="{wide:.1f}" height="{_BAR}" rx="2" fill="{fill}" '
        f'fill-opacity="{1 - 0.5 ** len(some):.2f}" stroke="{colour}"/>'
    )
    if style == "no":
        box += f'<line x1="{x:.1f}" y1="{y + _BAR}" x2="{x + wide:.1f}" y2="{y}" stroke="{colour}"/>'
    of = f"{one.who} {'→ ' + one.whom if one.whom else ''}" if len(some) == 1 else f"{len(some):,} of these"
    hint = safe(f"{one.when} {one.type} {one.status}: {of}")[:160]
    return f"<g>{box}<title>{escape(hint)}</title></g>"


def _ticks(first: int, last: int, scale: float, height: int) -> Iterable[str]:
    step = max(1, -(-(last - first + 1) // _TICKS))
    for day in range(first, last + 1, step):
        x = _LEFT + (day - first) * scale
        anchor, x = ("end", float(_WIDTH)) if x > _WIDTH - _DATE else ("start", x)
        yield (
            f'<text x="{x:.1f}" y="{height - 5}" text-anchor="{anchor}" fill-opacity=".65">{_iso(day)}</text>'
        )


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()
