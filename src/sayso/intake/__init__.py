"""Intake: whatever analysts have in, ``Article`` records out, and what became of every input.

In: paths, directories and patterns of text, saved pages, JSON lines, tables, feeds, mailboxes, archives and
WARC files, URLs, ``-`` for standard input, or a string.  Out: in two steps, so that the second can be done
in many processes. ``find_pieces`` opens the inputs and gives a ``Piece``, bytes and where they were found,
for each article; ``take`` makes an ``Article`` of a piece, with findings on what is odd about it. Whatever
cannot be opened or taken is an ``InputError``, and the others go on. One piece is held at a time, sizes are
bounded by ``Limits``, nothing is fetched but the URLs that were named, and no character of a text is
changed once it is decoded.

    >>> article = read_text("Ten men were arrested\\n\\nMINSK, Oct. 24, 2020 (Reuters) - Police said so.")
    >>> article.title, article.outlet, article.published.best
    ('Ten men were arrested', 'Reuters', '2020-10-24')
    >>> piece = Piece(source="a.txt", data=b"Police said so.")
    >>> take(piece).article.text
    'Police said so.'
"""

from sayso.intake._fetch import Fetch
from sayso.intake._inputs import STDIN, count_inputs, find_pieces, is_url
from sayso.intake._pieces import MAX_BYTES, Given, Limits, Piece
from sayso.intake._plain import read_text
from sayso.intake._take import Finding, Taken, read_inputs, take

__all__ = [
    "MAX_BYTES",
    "STDIN",
    "Fetch",
    "Finding",
    "Given",
    "Limits",
    "Piece",
    "Taken",
    "count_inputs",
    "find_pieces",
    "is_url",
    "read_inputs",
    "read_text",
    "take",
]
