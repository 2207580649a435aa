"""Dating: when an article was written, from its text alone.

In: the text, its time expressions read without a date of publication, its actors, the table of offices.
Out: ``Published`` with an interval, a confidence and reasons, or nothing known. Method: every clue (a date in
the text, an office that somebody holds, an event that has happened or is awaited ...) makes each day of
1985 to 2035 likelier or less likely; the interval is the shortest that holds 86% of what is left.

    >>> from sayso.language import parse
    >>> from sayso.directory import offices
    >>> from sayso.records import Published
    >>> from sayso.times import find
    >>> doc = parse("The storm hit on Tuesday, March 15, 2016, and power was still out on Thursday.")
    >>> infer(doc.view, find(doc, Published()), (), offices()).earliest[:7]
    '2016-03'
"""

from sayso.dating._infer import infer

__all__ = ["infer"]
