"""The event board: timeline, map, who-to-whom and table on one selection of the happenings.

In: all happenings of a case, and an address that brushes them. Out: counts by periods, places and pairs, each
a table that the script of the page draws as a picture, and the happenings on lines."""

from sayso.web._screens import Screen
from sayso.web.board._query import BoardQuery
from sayso.web.board._view import BoardView, look

SCREEN = Screen(
    path="/board", name="board", title="Events", query=BoardQuery, view=BoardView, look=look,
    template="board.html",
)  # fmt: skip

__all__ = ["SCREEN"]
