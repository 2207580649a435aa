"""Places: a parsed article in, its toponyms out, resolved, with how each is used.

In: a ``Doc``, and the spans that are known to be persons.  Out: ``Place`` records: span, GeoNames id,
coordinates, country, the basis on which they were chosen, and ``use``: ``literal`` (in Minsk), ``metonym``
(Minsk said), ``modifier`` (the Belarusian capital; Belarusians). Nothing happens at the latter two.

    >>> from sayso.language import parse
    >>> [(p.name, p.country, p.use) for p in find(parse("Police arrested ten men in Minsk."))]
    [('Minsk', 'BLR', 'literal')]

The gazetteer holds data of GeoNames (https://www.geonames.org), licensed under CC BY 4.0
(https://creativecommons.org/licenses/by/4.0/), selected and changed by ``training/build_gazetteer.py``, and
outlines of the U.S. Census Bureau (public domain). Coordinates are WGS 84 degrees.
"""

from sayso.places._find import find

__all__ = ["find"]
