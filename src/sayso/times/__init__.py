"""Times: every time expression of an article, normalised and, where something anchors it, dated.

In: a ``Doc`` and what is known of the article's date (``Published``).  Out: ``Time`` records with TIMEX3 type
and value, the days meant (``earliest``, ``latest``) and the basis they were computed on.

    >>> from sayso.language import parse
    >>> from sayso.records import Published
    >>> doc = parse("Police arrested ten men on Saturday.")
    >>> [(t.value, t.basis) for t in find(doc, Published(best="2020-10-26", basis="stated"))]
    [('2020-10-24', 'weekday before the dateline (2020-10-26), by the plain past tense of its clause')]
    >>> [(t.value, t.earliest, t.basis) for t in find(doc, Published())]
    [('XXXX-WXX-6', None, 'open: no dateline')]
"""

from sayso.times._find import find

__all__ = ["find"]
