"""Which place a toponym means: the country table and the gazetteer, and what else the article names.

Method: candidates of each name are scored by the logarithm of their population and by how many of the other
names of the article can lie in the same state or country (each name votes for the areas of its candidates),
the nearest thing to "one town, one county, one state" that is linear in the length of the article. A state
or country after a comma ("Paris, Texas") decides. One name means one place throughout an article, unless a
comma says otherwise.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log10

from sayso import countries
from sayso.places._gazetteer import Entry, fold, gazetteer, places_called
from sayso.places._toponym import Toponym
from sayso.places._words import REGION_ADJECTIVES

AREA = 2.6
"""What the votes for a state are worth, against one power of ten in population."""

COUNTRY = 2.2
LARGE = 0.7
"""What it is worth to be a city that everybody knows (LARGE_FROM people and more)."""

LARGE_FROM = 200_000
CAPITAL = 2.0
BY_OTHER_NAME = -1.5
STATE = 0.2
_MANY = 12
_ADM1 = frozenset({"ADM1", "RGN", "PCLD", "PCLS", "CONT", "OCN", "SEA"})


@dataclass(frozen=True, slots=True)
class Resolved:
    """The place that a name means, how it was chosen, and the other places so called."""

    entry: Entry | None
    basis: str
    alternatives: tuple[int, ...] = ()


def resolve(toponyms: Sequence[Toponym]) -> list[Resolved]:
    """One ``Resolved`` for each toponym, in the same order."""
    candidates: dict[str, tuple[Entry, ...]] = {}
    for t in toponyms:
        if _called(t) not in candidates:
            candidates[_called(t)] = _candidates(t)
    named = _Areas(toponyms, candidates)
    chosen: dict[tuple[str, str | None], Resolved] = {}
    within = {t.name: t.within for t in reversed(toponyms) if t.within}
    out = []
    for t in toponyms:
        name = _called(t)
        key = (name, t.within or within.get(t.name))
        if key not in chosen:
            chosen[key] = _choose(name, candidates[name], key[1], named)
        out.append(chosen[key])
    return out


def _called(t: Toponym) -> str:
    """What a mention is called, "Georgia" after "Atlanta," told from "Georgia"."""
    return f"{t.name} ({t.state})" if t.state else t.name


def _candidates(t: Toponym) -> tuple[Entry, ...]:
    """What a name can mean, the likeliest first; a country stands before towns so called."""
    if t.state:
        return tuple(e for e in places_called(t.state) if e.feature == "ADM1")[:1]
    found = places_called(REGION_ADJECTIVES.get(t.name, t.name))
    if t.hit is None:
        return found
    if t.adjective:
        meant = _country(t.hit.iso3, t.hit.name) or _part(t.hit.name, t.hit.iso3)
        return (meant,) if meant else ()
    if t.hit.relation in {"name", "historic"}:
        regions = tuple(e for e in found if e.feature in _ADM1)
        own = _country(t.hit.iso3, t.hit.name, historic=t.hit.relation == "historic")
        parts = [e for e in regions if e.country == t.hit.iso3] if fold(t.name) in gazetteer().regions else []
        if own is None or parts:
            return regions or tuple(e for e in found if e.country == t.hit.iso3) or found
        return (own, *found)
    return found


def _country(iso3: str, name: str, historic: bool = True) -> Entry | None:
    """A country as an entry; None for parts of countries, which have points of their own."""
    try:
        c = countries.country(iso3)
    except KeyError:
        return None
    if c.name != name and not (historic and not _part(name, iso3)):
        return None
    feature = "PCLI" if c.name == name else "PCLH"
    return Entry(-1, c.geonames_id, c.name, c.lat, c.lon, iso3, "", feature, c.population, True)


def _part(name: str, iso3: str) -> Entry | None:
    """The region that a part of a country is ("Scotland")."""
    return next((e for e in places_called(name) if e.feature in _ADM1 and e.country == iso3), None)


class _Areas:
    """Votes of an article's names for states and countries."""

    def __init__(self, toponyms: Iterable[Toponym], candidates: dict[str, tuple[Entry, ...]]) -> None:
        count = Counter(_called(t) for t in toponyms)
        self.states: dict[tuple[str, str], float] = defaultdict(float)
        self.countries: dict[str, float] = defaultdict(float)
        self.own: dict[str, dict[tuple[str, str], float]] = {}
        for name, found in candidates.items():
            self._vote(name, found, 1.0 + log10(count[name]))

    def _vote(self, name: str, found: tuple[Entry, ...], weight: float) -> None:
        if not found:
            return
        if found[0].feature in {"PCLI", "PCLH"} and found[0].name != "Georgia":
            found = found[:1]
        areas = {(e.country, e.admin1) for e in found[:_MANY] if e.country}
        if not areas:
            return
        share = weight / len(areas)
        self.own[name] = dict.fromkeys(areas, share)
        for country, admin1 in areas:
            if admin1:
                self.states[country, admin1] += share
            self.countries[country] += share

    def state(self, entry: Entry, name: str) -> float:
        area = (entry.country, entry.admin1)
        return self.states.get(area, 0.0) - self.own.get(name, {}).get(area, 0.0) if entry.admin1 else 0.0

    def country(self, entry: Entry, name: str) -> float:
        own = sum(share for (country, _), share in self.own.get(name, {}).items() if country == entry.country)
        return self.countries.get(entry.country, 0.0) - own


def _choose(name: str, found: tuple[Entry, ...], within: str | None, named: _Areas) -> Resolved:
    if not found:
        return Resolved(None, "not in the gazetteer")
    if within:
        inside = [e for e in found if e.country == within or (e.admin1 == within and e.feature != "ADM1")]
        if inside:
            return _resolved(inside[0], found, "gazetteer: in a country named nearby")
    first = found[0]
    if first.feature in {"PCLI", "PCLH"} and not _rival_state(found, named, name):
        return _resolved(first, found, "country table")
    if len(found) == 1:
        return Resolved(first, "gazetteer: only place so called")
    known = any(e.main and e.weight >= LARGE_FROM for e in found)
    scored = sorted(
        ((_score(e, name, named, known), -n, e) for n, e in enumerate(found)),
        reverse=True,
        key=lambda s: s[:2],
    )
    best = scored[0][2]
    heaviest = max(found, key=lambda e: e.weight)
    if best is heaviest:
        basis = f"gazetteer: most populous of {len(found)}"
    elif best.feature == "PPLC":
        basis = f"gazetteer: capital among {len(found)}"
    else:
        basis = "gazetteer: in a country named nearby"
    return _resolved(best, found, basis)


def _rival_state(found: tuple[Entry, ...], named: _Areas, name: str) -> bool:
    """Whether a country's name is rather that of a state here ("Georgia" among other places of the US)."""
    state = next((e for e in found[1:] if e.feature == "ADM1" and e.weight >= 1_000_000), None)
    if state is None:
        return False
    return named.country(state, name) + 2 * named.state(state, name) > 1.5 * named.country(found[0], name)


def _score(entry: Entry, name: str, named: _Areas, known: bool) -> float:
    """``known``: a large city is usually so called, so that a capital that once was ("Philadelphia", Amman)
    is no likelier for being one."""
    score = log10(entry.weight + 10)
    score += AREA * min(1.0, named.state(entry, name))
    score += COUNTRY * min(1.0, named.country(entry, name) / 1.5)
    if entry.feature == "PPLC" and (entry.main or not known):
        score += CAPITAL
    elif entry.feature in _ADM1:
        score += STATE
    if entry.weight >= LARGE_FROM and entry.feature not in _ADM1:
        score += LARGE
    if not entry.main:
        score += BY_OTHER_NAME
    return score


def _resolved(entry: Entry, found: tuple[Entry, ...], basis: str) -> Resolved:
    others = [e.geonames_id for e in found if e.index != entry.index and e.geonames_id]
    return Resolved(entry, basis, tuple(dict.fromkeys(others))[:5])
