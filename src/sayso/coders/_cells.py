"""Cells of the tables of others, read. What a comparison needs raises ``ValueError`` where it cannot be read;
of what it does not need it is noted that the cell is left empty."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache

from sayso.coders._records import Side
from sayso.directory import cameo, country_code, sectors_of
from sayso.events.codebook import load

_DAY = re.compile(r"(\d{4})(-?)(\d{2})\2(\d{2})(?:[T ].*)?", re.ASCII | re.DOTALL)
_CAMEO = re.compile(r"(?:0[1-9]|1\d|20)\d{0,2}", re.ASCII)
_SEVERAL = re.compile(r"[;|]")
_NOTHING = frozenset({"", "na", "nan", "none"})
"""What programs write where there is no value. NA is so not Namibia, which is NAM."""
_WORDS = 300
"""Characters of a name or title that are kept; the whole row is kept beside."""
_ADDRESS = 2_000
_CACHED = 40
"""Characters of a code or day: what has been read is remembered, and must not fill the memory."""

Note = Callable[[str], None]
"""Told of a cell that is left empty."""
Row = Mapping[str, str]


def words(cell: str, most: int = _WORDS) -> str | None:
    """The words of a cell in one line, without NULs; None where it is empty."""
    if not cell:
        return None
    made = " ".join(cell.replace("\0", "").split())
    return made[:most] or None


def address(cell: str) -> str | None:
    """A URL or another name of a source."""
    return words(cell, _ADDRESS)


def day(cell: str) -> str | None:
    """A day as YYYY-MM-DD, from that or YYYYMMDD, with or without a time; None where there is none."""
    given = cell.strip()[:_CACHED]
    return None if given.casefold() in _NOTHING else _day(given)


@lru_cache(maxsize=1 << 14)
def _day(cell: str) -> str:
    found = _DAY.fullmatch(cell)
    if found is None:
        raise ValueError(f"{_shown(cell)} is not a day (YYYY-MM-DD)")
    try:
        return date(int(found[1]), int(found[3]), int(found[4])).isoformat()
    except ValueError:
        raise ValueError(f"{_shown(cell)} is not a day that exists") from None


def plover_type(cell: str) -> str:
    """A PLOVER type."""
    name = cell.strip().upper()
    if name not in load().types:
        raise ValueError(f"{_shown(cell)} is not a PLOVER type")
    return name


def modes(cell: str) -> tuple[str, ...]:
    """Modes as the coder writes them, in small letters."""
    if not cell:
        return ()
    found = (part.strip().lower() for part in re.split(r"[;,|]", cell.replace("\0", "")))
    return tuple(dict.fromkeys(part[:_WORDS] for part in found if part))


def by_cameo(cell: str) -> tuple[str, str | None, tuple[str, ...]]:
    """A CAMEO code, and the PLOVER type and modes that our codebook gives it; no type for statements and
    other codes that PLOVER has no event for."""
    return _by_cameo(cell.strip()[:_CACHED])


@lru_cache(maxsize=1 << 12)
def _by_cameo(code: str) -> tuple[str, str | None, tuple[str, ...]]:
    if not _CAMEO.fullmatch(code):
        lost = " (have leading zeros been lost?)" if code.isascii() and code.isdigit() else ""
        raise ValueError(f"{_shown(code)} is not a CAMEO code{lost}")
    found = load().plover_of(code)
    if found is None:
        return code, None, ()
    return code, found[0], (found[1],) if found[1] else ()


def by_name(names: str, countries: str, sectors: str, note: Note) -> Side:
    """A party whose countries are written by name or code."""
    return Side(words=words(names), countries=several(countries, note), sectors=plover_sectors(sectors))


def by_code(name: str, code: str, country: str) -> Side:
    """A party that a CAMEO code of actors stands for; ``country`` counts where the code names none. Codes of
    regions and of faiths name no country."""
    return _by_code(name[:_WORDS], code[:_CACHED], country[:_CACHED])


@lru_cache(maxsize=1 << 14)
def _by_code(name: str, code: str, country: str) -> Side:
    found = cameo(code) if code.isascii() and code.isalpha() else None
    home = (found.country if found else None) or (country_code(country) if country.strip() else None)
    return Side(words=words(name), countries=(home,) if home else (), sectors=found.sectors if found else ())


def several(cell: str, note: Note) -> tuple[str, ...]:
    """Countries by name or code, with ``;`` between them."""
    if not cell or not cell.strip():
        return ()
    found: dict[str, None] = {}
    for part in map(str.strip, _SEVERAL.split(cell)[:100]):
        if part.casefold() in _NOTHING:
            continue
        if code := country_code(part[:80]):
            found[code] = None
        else:
            note(f"no country {_shown(part)}")
    return tuple(found)


def country(cell: str, note: Note) -> str | None:
    """The first country of a cell."""
    return next(iter(several(cell, note)), None)


def plover_sectors(cell: str) -> tuple[str, ...]:
    """PLOVER sectors, or CAMEO's."""
    return sectors_of(cell[:_WORDS]).sectors if cell.strip() else ()


def degrees(cell: str, most: float, note: Note) -> float | None:
    """A latitude or longitude."""
    if cell.strip().casefold() in _NOTHING:
        return None
    try:
        value = float(cell)
    except ValueError:
        value = math.nan
    if not abs(value) <= most:
        note(f"{_shown(cell)} is not a number of degrees")
        return None
    return value


def _shown(cell: str) -> str:
    text = "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in cell.strip()[:41])
    return f"‘{text[:40]}…’" if len(text) > 40 else f"‘{text}’"
