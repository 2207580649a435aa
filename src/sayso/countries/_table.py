"""The country table: loaded once, looked up by hash."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal, cast

Relation = Literal["name", "adjective", "demonym", "capital", "historic", "organisation", "seat"]

LONGEST = 9
"""No entry of the table has more words than this; a scan of a text need not try longer runs."""

_LONGEST_CHARACTERS = 80
_SMALL = frozenset({"of", "the", "and", "for", "in", "on", "to", "de", "du", "da", "del", "d", "l"})


@dataclass(frozen=True, slots=True)
class Hit:
    """What some words stand for: the code, how the words relate to it, and its usual English name.

    ``relation``: ``name`` (Belarus, Scotland), ``adjective`` (Belarusian), ``demonym`` (Belarusians, a Dane),
    ``capital`` (Minsk), ``historic`` (Soviet Union, Soviet), ``organisation`` (the EU, NATO), ``seat`` (the
    Kremlin, Brussels). ``name`` is that of what the words name: "Scottish" has GBR and "Scotland".
    """

    iso3: str
    relation: Relation
    name: str


@dataclass(frozen=True, slots=True)
class Country:
    """One country: codes, English name, capital, a central point (WGS 84 degrees), population.

    ``iso3`` and ``iso2`` are ISO 3166-1 (KOS and XK for Kosovo). ``geonames_id`` is that of the country in
    GeoNames. ``capital`` is empty for Antarctica.
    """

    iso3: str
    iso2: str
    geonames_id: int
    name: str
    capital: str
    lat: float
    lon: float
    population: int


@dataclass(frozen=True, slots=True)
class _Tables:
    """``exact`` holds acronyms and other words of one case, ``folded`` the rest without case and marks."""

    countries: dict[str, Country]
    exact: dict[str, Hit]
    folded: dict[str, Hit]


def country(iso3: str) -> Country:
    """The country of a code of this table. Raises ``KeyError`` for any other, EUR, UNO, IGO ... included."""
    return _tables().countries[iso3]


_ORGANISATIONS = frozenset(("EUR", "UNO", "IGO", "NGO", "IMG"))


def is_code(code: str) -> bool:
    """Whether a code is one that a record may hold: of a country of this table, or of an organisation."""
    return code in _tables().countries or code in _ORGANISATIONS


def countries() -> tuple[Country, ...]:
    """All countries, by code."""
    return tuple(_tables().countries.values())


def lookup(words: str) -> Hit | None:
    """The country or organisation that some words stand for, or None.

    A leading "the", a possessive 's and runs of white space do not matter; case does: every word but small
    ones ("of", "and") must be capitalised, and acronyms must be written as acronyms ("us" and "Us" are
    pronouns). Constant time in the size of the table; words longer than any entry are refused unread.
    """
    if len(words) > _LONGEST_CHARACTERS:
        return None
    key = _bare(words)
    tables = _tables()
    hit = tables.exact.get(key)
    if hit is not None or not key:
        return hit
    if not all(map(_capitalised, key.split(" "))):
        return None
    return tables.folded.get(_folded(key))


def _capitalised(part: str) -> bool:
    """Whether a word is written as one of a name: "United", "al-Qaeda", "d'Ivoire", "of", "&", "10"."""
    return not part[0].islower() or part in _SMALL or "-" in part or part.startswith(("d'", "l'"))


def _bare(words: str) -> str:
    """Words without "the", possessive and odd spaces."""
    parts = words.replace("’", "'").split()
    if len(parts) > 1 and parts[0].lower() == "the":
        parts = parts[1:]
    key = " ".join(parts)
    if key.endswith(("'s", "'S")):
        return key[:-2].rstrip()
    return key[:-1] if key.endswith("s'") else key


def _folded(words: str) -> str:
    """Lower case, without diacritics."""
    if words.isascii():
        return words.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", words) if not unicodedata.combining(c)).lower()


def of_fips(code: str) -> str | None:
    """Our code of a country that has this FIPS 10-4 code, as GDELT writes places; None for any other.

    >>> of_fips("RS"), of_fips("UP"), of_fips("XX")
    ('RUS', 'UKR', None)
    """
    return _fips().get(code.strip().upper())


def fips_of(iso3: str) -> str | None:
    """The FIPS 10-4 code of one of our codes; None where there is none.

    >>> fips_of("RUS"), fips_of("PSE"), fips_of("EUR")
    ('RS', 'WE', None)
    """
    return _to_fips().get(iso3)


@lru_cache(maxsize=1)
def _to_fips() -> dict[str, str]:
    return {iso3: fips for fips, iso3 in _fips().items()}  # of two, the later in the table: WE, and not GZ


@lru_cache(maxsize=1)
def _fips() -> dict[str, str]:
    return {cells[0]: cells[1] for cells in _rows("fips.tsv")}


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    known: dict[str, Country] = {}
    for cells in _rows("countries.tsv"):
        code, iso2, geonames_id, name, capital, lat, lon, population = cells
        known[code] = Country(
            code, iso2, int(geonames_id), name, capital, float(lat), float(lon), int(population)
        )
    exact: dict[str, Hit] = {}
    folded: dict[str, Hit] = {}
    for word, code, relation, name in _rows("words.tsv"):
        hit = Hit(code, cast(Relation, relation), name)
        if word.startswith("="):
            exact[word[1:]] = hit
        else:
            # "The Hague" and "the Hague" are looked up without their article
            folded.setdefault(_folded(_bare(word)), hit)
    return _Tables(known, exact, folded)


def _rows(name: str) -> list[list[str]]:
    text = files("sayso.countries").joinpath(name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()[1:]]
