"""Quantities: the counts of people and things, votes, money and shares in an article, as ranges.

In: a ``Doc`` (or a number phrase).  Out: ``Quantity`` records with range, qualifier and what is counted (or a
``Range``).

    >>> from sayso.language import parse
    >>> [(q.what, q.low, q.high, q.rule) for q in find(parse("Several hundred women marched in Minsk."))]
    [('crowd', 300, 999, 'several hundred')]
    >>> parse_count("some 100,000")
    Range(low=90000, high=110000, qualifier='some', rule='some N: +-10%')
"""

from sayso.quantities._find import find
from sayso.quantities._phrases import Range, parse_count

__all__ = ["Range", "find", "parse_count"]
