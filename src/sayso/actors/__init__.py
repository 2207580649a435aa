"""Actors: a parsed article in, the people, bodies, countries and groups in it out, mentions joined.

In: a ``Doc``, and the heads of the sources of its attributions.  Out: a ``Cast`` of ``Actor`` records with
kind, country, sectors and roles, each read from the article's own words or from a table that is named in
``country_basis``; unknown stays unknown. Data: ``agents.tsv`` (nouns), ``bodies.tsv`` (known bodies),
``given.tsv`` (given names), all compiled for this project.

    >>> from sayso.language import parse
    >>> cast = find(parse("The Polish president, Andrzej Duda, met Belarusian protesters. He praised them."))
    >>> [(a.name, a.kind, a.country, a.sectors) for a in cast.actors]
    [('Andrzej Duda', 'person', 'POL', ('GOV',)), ('Belarusian protesters', 'group', 'BLR', ('CVL',))]
"""

from sayso.actors._cast import Cast
from sayso.actors._find import find
from sayso.actors._phrase import describe
from sayso.actors._placed import placed

__all__ = ["Cast", "describe", "find", "placed"]
