"""CAMEO actor codes and names of countries to the country and the PLOVER sectors that they stand for.

A CAMEO code is made of threes: BLRGOV, IGOUNO, MNCUSAMED. The first is a country or the sort of an
international actor, the rest are roles, homes, regions, faiths and single organisations. PLOVER has fewer
sectors, and names two otherwise: CAMEO's MED (media) is JRN, its HLH (health) is MED.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from sayso.countries import countries, lookup

SECTORS = frozenset(
    "AGR BUS COP CRM CVL EDU ELI GOV JRN JUD LAB LEG MED MIL NGO OPP PRE PRM PTY REB REF REL SOC SPY "
    "UAF".split()
)
"""The PLOVER sectors that a tenure may have."""

INTERNATIONAL = frozenset({"EUR", "IGO", "IMG", "ISM", "MNC", "NGO", "UNO"})
"""What PLOVER writes in place of a country for actors that belong to none."""

_TO_PLOVER = {
    **{sector: sector for sector in SECTORS},
    "MED": "JRN",
    "HLH": "MED",
    "INS": "REB",
    "SEP": "REB",
    "SET": "CVL",
    "PPL": "CVL",
    "UNR": "PRE",
    **dict.fromkeys(
        "ADR ATH BAH BUD CHR CON CPT CTH DOX DRZ FLN HIN HSD ITR JAN JEW JHW LDS MOS MRN MUS NRM PAG PRO SFI "
        "SHI SIK SUN TAO UDX ZRO".split(),
        "REL",
    ),
}
_OLD_COUNTRIES = {
    "ABW": "NLD", "AIA": "GBR", "ALA": "FIN", "ANT": "NLD", "ASM": "USA", "BMU": "GBR", "BUR": "MMR",
    "COK": "NZL", "CSK": "CZE", "CYM": "GBR", "DDR": "DEU", "ESH": "MAR", "FLK": "GBR", "FRN": "FRA",
    "FRO": "DNK", "FRY": "SRB", "GDR": "DEU", "GFR": "DEU", "GGY": "GBR", "GIB": "GBR", "GLP": "FRA",
    "GME": "DEU", "GRL": "DNK", "GUF": "FRA", "GUM": "USA", "IMN": "GBR", "IMY": "GBR", "JEY": "GBR",
    "KRJ": "HRV", "KSV": "KOS", "MAC": "CHN", "MNP": "USA", "MSR": "GBR", "MTQ": "FRA", "MYT": "FRA",
    "NCL": "FRA", "NFK": "AUS", "NIU": "NZL", "PAL": "PSE", "PCN": "GBR", "PRI": "USA", "PYF": "FRA",
    "REU": "FRA", "ROM": "ROU", "SCG": "SRB", "SHN": "GBR", "SPM": "FRA", "SRP": "BIH", "SUN": "RUS",
    "TCA": "GBR", "TKL": "NZL", "TMP": "TLS", "TRK": "TUR", "USR": "RUS", "VDR": "VNM", "VGB": "GBR",
    "VIR": "USA", "WLF": "FRA", "XKX": "KOS", "YAR": "YEM", "YMD": "YEM", "YUG": "SRB", "ZAR": "COD",
}  # fmt: skip
"""Codes of states that have ended, older codes, and dependencies (their owner's), to the code of today."""

_FEDERATIONS = frozenset({"CSK", "FRY", "SCG", "SUN", "USR", "YUG"})
"""Before another country these only say that it was a part: YUGBIH is Bosnia, USRARM Armenia."""


_list_mark = re.compile(r"[|;,/\s]+")


@dataclass(frozen=True, slots=True)
class Coded:
    """A code read: country (or EUR, UNO, IGO ...), PLOVER sectors, and the parts that stand for neither."""

    country: str | None = None
    sectors: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


@lru_cache(maxsize=1 << 14)
def cameo(code: str) -> Coded:
    """What a CAMEO code stands for. ``~`` (an agent's place for its country) does not matter.

    >>> cameo("BLRGOVMED")
    Coded(country='BLR', sectors=('GOV', 'JRN'), unread=())
    >>> cameo("IGOUNO").country, cameo("MNCUSA").country, cameo("MNCUSA").sectors
    ('UNO', 'USA', ('BUS',))
    """
    bare = code.replace("~", "").upper()
    parts = [bare[i : i + 3] for i in range(0, len(bare), 3)]
    if not parts:
        return Coded()
    first, rest = parts[0], parts[1:]
    if "~" in code or not (_current(first) or first in INTERNATIONAL):
        agent = first in INTERNATIONAL and first != "NGO"
        return _coded(first if agent else None, (), rest if agent else parts)
    if first in ("IGO", "NGO", "MNC"):
        return _international(first, rest)
    if first in _FEDERATIONS and rest and _current(rest[0]):
        first, rest = rest[0], rest[1:]
    return _coded(_current(first) or first, (), rest)


def _international(first: str, rest: list[str]) -> Coded:
    """UNO for bodies of the UN, EUR for those of the EU; the home of an NGO or a company that has one."""
    home = _current(rest[0]) if rest else None
    if first == "IGO":
        body = "UNO" if "UNO" in rest[:1] else "EUR" if rest[:2] == ["EUR", "EEC"] else "IGO"
        return _coded(body, (), rest[{"UNO": 1, "EUR": 2, "IGO": 0}[body] :])
    if first == "NGO":
        return _coded(home or "NGO", ("NGO",), rest[1:] if home else rest)
    return _coded(home or "MNC", ("BUS",), rest[1:] if home else rest)


def _coded(country: str | None, sectors: tuple[str, ...], parts: list[str]) -> Coded:
    found = dict.fromkeys(sectors)
    unread: list[str] = []
    for part in parts:
        sector = _TO_PLOVER.get(part)
        if sector is not None:
            found[sector] = None
        elif country is None or _current(part) is None:
            unread.append(part)
    return Coded(country, tuple(found), tuple(unread))


@lru_cache(maxsize=1)
def _iso() -> dict[str, str]:
    table = {known.iso2: known.iso3 for known in countries()}
    return table | {known.iso3: known.iso3 for known in countries()}


def _current(code: str) -> str | None:
    """The code of today of a three-letter country code, or None."""
    return _OLD_COUNTRIES.get(code) or (_iso().get(code) if len(code) == 3 else None)


@lru_cache(maxsize=1 << 10)
def country_code(words: str) -> str | None:
    """The code for what a list calls a country (ISO3, ISO2, an old code or an English name), or None."""
    upper = words.strip().upper()
    if upper in INTERNATIONAL:
        return upper
    if len(upper) <= 3 and (code := _OLD_COUNTRIES.get(upper) or _iso().get(upper)):
        return code
    hit = lookup(words.strip()) or lookup(words.strip().title()) or lookup(upper)
    return hit.iso3 if hit else None


@lru_cache(maxsize=1 << 12)
def sectors_of(cell: str) -> Coded:
    """What a list writes in its column of sectors: PLOVER sectors (MED is medical there), or CAMEO codes."""
    words = _words(cell)
    return _together(words, [_sector(word.upper()) for word in words])


@lru_cache(maxsize=1 << 12)
def codes_of(cell: str) -> Coded:
    """What a list writes in its column of codes: CAMEO codes (MED is the media there)."""
    words = _words(cell)
    return _together(words, [_whole(word) for word in words])


def _words(cell: str) -> list[str]:
    return [word for word in _list_mark.split(cell) if word]


def _sector(word: str) -> Coded:
    """One PLOVER sector or CAMEO code; nothing where an English word only looks like a code (POLICE)."""
    if word in SECTORS:
        return Coded(None, (word,))
    coded = _whole(word)
    return coded if coded.sectors or not coded.unread else Coded()


def _whole(word: str) -> Coded:
    return cameo(word.upper()) if word.isascii() and word.isalpha() and len(word) % 3 == 0 else Coded()


def _together(words: list[str], found: list[Coded]) -> Coded:
    """Several codes as one: the first country, all sectors, and what was not read."""
    unread: list[str] = []
    for word, coded in zip(words, found, strict=True):
        unread.extend(coded.unread if coded.country or coded.sectors else (word,))
    country = next((coded.country for coded in found if coded.country), None)
    return Coded(country, tuple(dict.fromkeys(s for coded in found for s in coded.sectors)), tuple(unread))
