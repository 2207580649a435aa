"""The card of one happening: what it is, who says so, in which words, and in what they differ.

In: the id of a happening, or of an event that is a report of it. Out: its status with its course, parties,
days and places with their basis, values by what they are about, disputes side by side, and the reports of
each independent origin with their copies beneath."""

from sayso.web._screens import Screen
from sayso.web.happening._view import HappeningQuery, HappeningView, look

SCREEN = Screen(
    path="/h", name="happening", title="Event", query=HappeningQuery, view=HappeningView, look=look,
    template="happening.html", of_one=True,
)  # fmt: skip

__all__ = ["SCREEN"]
