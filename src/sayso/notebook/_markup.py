"""Small pieces of HTML. ``Html`` is made here only, of text that was made safe, cut and escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import islice
from typing import NewType, TypeVar

from sayso.notebook._style import STYLE
from sayso.wording import safe

Html = NewType("Html", str)
"""Markup. Whatever is a plain ``str`` is text of strangers."""

ROWS = 25
"""Rows of a table that are shown."""
COUNTED = 2_000
"""Rows beyond these that are counted, so that a question of a large case ends."""
WORDS = 300
"""Characters of a cell that are shown."""

T = TypeVar("T")
Row = Sequence[Html]

NOTHING = Html("")


def text(words: str, style: str = "", most: int = WORDS) -> Html:
    """Text of strangers on one line; ``style`` is a class of the style sheet."""
    shown = safe(words)
    if len(shown) > most:
        shown = shown[:most].rstrip() + " …"
    if not shown:
        return NOTHING
    made = escape(shown)
    return Html(f'<span class="{style}">{made}</span>' if style else made)


def lines(*parts: Html) -> Html:
    """Parts under one another; empty ones are left out."""
    return Html("<br>".join(part for part in parts if part))


def row(*parts: Html, between: str = " ") -> Html:
    """Parts beside one another; empty ones are left out. ``between`` is ours and not escaped."""
    return Html(between.join(part for part in parts if part))


def tag(name: str, inside: Html, style: str = "") -> Html:
    """An element."""
    return Html(f'<{name} class="{style}">{inside}</{name}>' if style else f"<{name}>{inside}</{name}>")


def first(records: Iterable[T], most: int = ROWS) -> tuple[list[T], Html]:
    """The first records, and what to say of those that are not shown."""
    left = iter(records)
    shown = list(islice(left, most))
    more = sum(1 for _ in islice(left, COUNTED + 1))
    if more > COUNTED:
        return shown, text(f"and more than {COUNTED:,} more", "d")
    return shown, text(f"and {more:,} more", "d") if more else NOTHING


def table(heads: Sequence[str], rows: Sequence[Row], more: Html = NOTHING) -> Html:
    """Rows under heads; a column in which nothing stands is left out. ``more`` stands below."""
    used = [n for n in range(len(heads)) if any(one[n] for one in rows)]
    head = "".join(f'<th scope="col">{escape(heads[n])}</th>' for n in used)
    body = "".join("<tr>" + "".join(f"<td>{one[n]}</td>" for n in used) + "</tr>" for one in rows)
    made = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>" if used else ""
    return Html(made + (tag("div", more) if more else ""))


def section(heading: str, count: int, inside: Html, *, shut: bool = False) -> Html:
    """A part that can be opened and shut without a script; nothing where nothing is in it."""
    if not inside:
        return NOTHING
    number = f" <span class='d'>{count:,}</span>" if count else ""
    return Html(
        f"<details{'' if shut else ' open'}><summary>{escape(heading)}{number}</summary>{inside}</details>"
    )


def whole(*parts: Html) -> str:
    """All of it, with its style sheet."""
    return f'<div class="sayso">{STYLE}{"".join(parts)}</div>'
