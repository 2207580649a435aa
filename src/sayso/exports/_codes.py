"""Tables of other people's codes, each in one place.

- ``goldstein.tsv``: the conflict-cooperation score of each CAMEO code, -10 to +10, as the coding projects
  that use CAMEO publish it, after Goldstein (1992), "A Conflict-Cooperation Scale for WEIS Events Data",
  Journal of Conflict Resolution 36. Codes that came later (155, 176, 1951 ...) have that of the longest code
  above them.
- ``states.tsv``: ISO 3166-1 numeric codes (country table of GeoNames, CC BY 4.0), and numbers of the
  Correlates of War state list (2016), by our country codes. FIPS 10-4 codes are those of ``countries``.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from sayso.countries import country, fips_of

_QUADS = {1: range(1, 6), 2: range(6, 9), 3: range(9, 14), 4: range(14, 21)}


class State(NamedTuple):
    """Codes of a country, empty where a list does not have it."""

    iso3: str
    fips: str
    cow: str
    numeric: str


def state(code: str | None) -> State:
    """The codes of a country; all empty for organisations and what is no country."""
    return _states().get(code or "", State("", "", "", ""))


def country_name(code: str | None) -> str:
    """The English name of a country; empty for what is none."""
    return country(code).name if code and state(code).iso3 else ""


def goldstein(code: str | None) -> float | None:
    """The score of a CAMEO code, or of the longest code above it; None without a code."""
    table = _goldstein()
    for length in range(len(code or ""), 1, -1):
        score = table.get((code or "")[:length])
        if score is not None:
            return score
    return None


def quad(code: str | None) -> int | None:
    """The quad class of a CAMEO code as GDELT has it: roots 01-05 are 1, 06-08 2, 09-13 3, 14-20 4."""
    root = int(code[:2]) if code and code[:2].isdigit() else 0
    return next((number for number, roots in _QUADS.items() if root in roots), None)


def penta(code: str | None) -> int | None:
    """The penta class as Phoenix has it: roots 01 and 02 are 0, the others as in ``quad``."""
    return 0 if code and code[:2] in ("01", "02") else quad(code)


@lru_cache(maxsize=1)
def _goldstein() -> dict[str, float]:
    return {code: float(score) for code, score in _table("goldstein.tsv")}


@lru_cache(maxsize=1)
def _states() -> dict[str, State]:
    return {
        iso3: State(iso3, fips_of(iso3) or "", cow, numeric) for iso3, cow, numeric in _table("states.tsv")
    }


def _table(name: str) -> list[list[str]]:
    text = files("sayso.exports").joinpath(name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()[1:]]
