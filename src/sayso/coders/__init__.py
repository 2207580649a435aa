"""Other coders: tables of events that others have coded, and how far two codings of one period agree.

In: a table of POLECAT, ICEWS or GDELT, or a CSV whose columns are named.  Out: ``Coded`` events, row by
row, with a ``RowFinding`` for every row that cannot be read; and of two codings, both in the order of their
days, the pairs that code one event, and how many there are of each sort.

    >>> one = [Coding(id="1", day="2021-10-12", type="PROTEST", actors=("MDA",))]
    >>> two = [Coding(id="2", day="2021-10-13", type="PROTEST", actors=("MDA",), recipients=("ROU",))]
    >>> [(a and a.id, b and b.id) for a, b in match(one, two, within=1)]
    [('1', '2')]
    >>> [(a and a.id, b and b.id) for a, b in match(one, two, within=0)]
    [('1', None), (None, '2')]

A table is read line by line, whatever its length. It knows no SQL: ``case`` keeps what is read.
"""

from sayso.coders._agreement import BY, Agreed, Tally, kappa, keys_of
from sayso.coders._forms import FORMS, GDELT, ICEWS, OURS, POLECAT, Form
from sayso.coders._match import SAME, Coding, match
from sayso.coders._records import Coded, RowFinding, Side
from sayso.coders._table import CodedRow, Piece, Table, is_table, row_of

__all__ = [
    "BY",
    "FORMS",
    "GDELT",
    "ICEWS",
    "OURS",
    "POLECAT",
    "SAME",
    "Agreed",
    "Coded",
    "CodedRow",
    "Coding",
    "Form",
    "Piece",
    "RowFinding",
    "Side",
    "Table",
    "Tally",
    "is_table",
    "kappa",
    "keys_of",
    "match",
    "row_of",
]
