"""The ledger of statements: who said what, by whom it came to us, who carries it, and who says otherwise.

In: statements, their sayings and lanes, the events in them.  Out: a page of rows; two to four of them side by
side; one statement with all that is known of it.
"""

from sayso.web._screens import Screen
from sayso.web.statements._one import StatementQuery, StatementView, look_at
from sayso.web.statements._records import Row
from sayso.web.statements._rows import rows_of
from sayso.web.statements._view import StatementsQuery, StatementsView, folded, look

SCREEN = Screen(
    path="/statements", name="statements", title="Statements", query=StatementsQuery, view=StatementsView,
    look=look, template="statements.html",
)  # fmt: skip
ONE = Screen(
    path="/s", name="statement", title="Statement", query=StatementQuery, view=StatementView, look=look_at,
    template="statement.html", of_one=True,
)  # fmt: skip

__all__ = ["ONE", "SCREEN", "Row", "folded", "rows_of"]
