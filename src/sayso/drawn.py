"""How records draw themselves in a notebook: the room that draws stands to the right of all of them, so the
package says here who that is, and records ask.

In: a record.  Out: HTML, or None where nobody draws; a notebook then shows the record as Python does.

    >>> import sayso
    >>> html(sayso.read("The strike is over, the minister said."))[:19]
    '<div class="sayso">'
"""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["draw_with", "html"]

Draw = Callable[[object], str]

_drawers: list[Draw] = []


def draw_with(draw: Draw) -> None:
    """Let ``draw`` make the HTML of all records."""
    _drawers[:] = [draw]


def html(record: object) -> str | None:
    """The HTML of a record, or of the rows of a query: what ``_repr_html_`` gives."""
    return _drawers[0](record) if _drawers else None
