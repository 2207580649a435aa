"""Toponyms of an article as Place records."""

from __future__ import annotations

from collections.abc import Collection

from sayso.language import Doc
from sayso.places._resolve import Resolved, resolve
from sayso.places._spot import spot
from sayso.places._toponym import Toponym
from sayso.places._use import use
from sayso.records import Place, Span

NO_GOVERNMENT = frozenset(
    "AIRP AREA BAY CHN CNL DSRT GULF HLL ISLS LK MT MTS OCN PEN PRK SEA ST STM STRT VAL".split()
)
"""Features that no government is called by: what they are said to do is never a metonym."""


def find(doc: Doc, people: Collection[Span] = ()) -> tuple[Place, ...]:
    """Every toponym of an article, in the order of the text, with ids ``l1``, ``l2`` ...

    ``people`` are spans known to be persons' names: no toponym is read in them (but the country in "US
    Secretary of State ..." is). Coordinates are WGS 84 degrees from our gazetteer (GeoNames, CC BY 4.0) or
    the country table; a clear toponym that neither knows has none, and says so in ``basis``.
    """
    toponyms = spot(doc, people)
    resolved = resolve(toponyms)
    return tuple(_place(n, doc, t, r) for n, (t, r) in enumerate(zip(toponyms, resolved, strict=True), 1))


def _place(number: int, doc: Doc, toponym: Toponym, resolved: Resolved) -> Place:
    entry = resolved.entry
    used = use(doc, toponym, entry is None or entry.feature not in NO_GOVERNMENT)
    if entry is None:
        return Place(id=f"l{number}", span=toponym.span, name=toponym.name, use=used, basis=resolved.basis)
    return Place(
        id=f"l{number}",
        span=toponym.span,
        name=entry.name,
        geonames_id=entry.geonames_id or None,
        lat=entry.lat,
        lon=entry.lon,
        country=entry.country or None,
        admin1=entry.admin1 or None,
        feature=entry.feature,
        use=used,
        basis=resolved.basis,
        alternatives=resolved.alternatives,
    )
