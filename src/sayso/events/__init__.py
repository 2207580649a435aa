"""Events: who did what to whom, and did it happen: PLOVER and CAMEO codes with a status.

In: a Doc, its cast, attributions, times, places and quantities.  Out: coded events, and the things to which
something is done as further actors. The codebook is data (``events/codebook``); this room reads words by it,
together with what the network thinks of them (``Doc.judged``).

    >>> from sayso import actors, attribution
    >>> from sayso.language import parse
    >>> doc = parse("France will send troops to Mali. Police arrested two editors.")
    >>> found = attribution.find(doc)
    >>> cast = actors.find(doc, attribution.sources(doc, found))
    >>> events, things = find(doc, cast, found, attribution.link(doc, found, cast.at), (), (), ())
    >>> [(e.type, e.status) for e in events]
    [('MOBILIZE', 'planned'), ('COERCE', 'happened')]
"""

from sayso.events._find import find
from sayso.events._later_counts import with_later_counts

__all__ = ["find", "with_later_counts"]
