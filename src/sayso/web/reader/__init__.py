"""The reader: one article with every extraction on it, in lanes under its words.

In: a Reading of the case, with the ids and corrections of its records.  Out: the text cut where a span begins
or ends, each piece with the rows of its lanes; tags that lead to the card of a span; the card.
"""

from sayso.web._screens import Screen
from sayso.web.reader._card import Editable, editable_of
from sayso.web.reader._view import ReaderQuery, ReaderView, look

SCREEN = Screen(
    path="/a", name="reader", title="Reader", query=ReaderQuery, view=ReaderView, look=look,
    template="reader.html", of_one=True,
)  # fmt: skip

__all__ = ["SCREEN", "Editable", "editable_of"]
