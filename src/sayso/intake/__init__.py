"""Intake: files, standard input and strings in, ``Article`` records out, and what became of every input.

In: paths of plain text, saved HTML pages and JSON lines, ``-`` for standard input, or a string.  Out: one
``Article`` for each article and one ``InputError`` for each input that cannot become one, in the order of
the inputs, one at a time, with memory bounded by ``max_bytes``. Nothing is fetched from the network, and no
character of a text is changed once it is decoded.

    >>> article = read_text("Ten men were arrested\\n\\nMINSK, Oct. 24, 2020 (Reuters) - Police said so.")
    >>> article.title, article.outlet, article.published.best
    ('Ten men were arrested', 'Reuters', '2020-10-24')
"""

from sayso.intake._inputs import MAX_BYTES, count_inputs, read_inputs
from sayso.intake._plain import read_text

__all__ = ["MAX_BYTES", "count_inputs", "read_inputs", "read_text"]
