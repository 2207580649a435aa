"""Places: a parsed article in, its toponyms out, resolved, with how each is used.

In: a ``Doc``, and the spans that are known to be persons.  Out: ``Place`` records: span, GeoNames id,
coordinates, country, the basis on which they were chosen, and ``use``: ``literal`` (in Minsk), ``metonym``
(Minsk said), ``modifier`` (the Belarusian capital).

    >>> from sayso.language import parse
    >>> [(p.name, p.country, p.use) for p in find(parse("Police arrested ten men in Minsk."))]
    [('Minsk', 'BLR', 'literal')]
"""

from sayso.places._find import find

__all__ = ["find"]
