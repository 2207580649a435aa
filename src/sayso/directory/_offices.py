"""Our own table of office holders, ``offices.tsv``: facts compiled by us, read once, when first asked for."""

from __future__ import annotations

import os
import re
from functools import lru_cache
from importlib.resources import files
from io import StringIO
from typing import TextIO

from sayso.directory._actors import Imported, KnownActor, Tenure, iso_date
from sayso.directory._codes import INTERNATIONAL
from sayso.directory._directory import Directory
from sayso.directory._names import fold_name
from sayso.directory._text import shown, text_of

SOURCE = "table of offices"
"""What a ``basis`` prints for an actor of this table."""

OFFICES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        "head_of_state head_of_government foreign_minister defence_minister cabinet spokesperson "
        "central_bank".split(),
        ("GOV",),
    ),
    "legislature": ("LEG",),
    "opposition": ("OPP",),
    "candidate": ("PTY",),
    "military": ("MIL",),
    "security": ("COP",),
    "religious": ("REL",),
    "rebel": ("REB",),
    "head_of_organisation": (),
}
"""The offices of the table and their PLOVER sectors.

``security`` is SPY where the title speaks of intelligence. ``religious`` is REL, and GOV before it for the
Vatican, whose clergy is its government; an Iranian cleric in office stands in the table under that office.
What is GOV for a country has no sector for an organisation (UNO, EUR ...).
"""

_spies = re.compile(
    r"intelligence|\bspy\b|espionage|\b(?:CIA|FSB|FIS|GRU|KGB|MI5|MI6|MOIS|Mossad|NSA|ISI|SBU|SVR|BND|DGSE)\b",
    re.IGNORECASE,
)

Row = tuple[str, str, tuple[str, ...], Tenure]


@lru_cache(maxsize=1)
def offices() -> Directory:
    """The directory of office holders that comes with Sayso; empty in a build that has no table."""
    table = files("sayso.directory").joinpath("offices.tsv")
    if not table.is_file():
        return Directory()
    return Directory(read_offices(StringIO(table.read_text(encoding="utf-8"))).actors)


def read_offices(source_file: str | os.PathLike[str] | TextIO, source: str = SOURCE) -> Imported:
    """The persons of a table of offices: lines of one name and one country are tenures of one person.

    Seven columns with tabs between them and no header: country (ISO3, or UNO, IGO, EUR, NGO), office (a key
    of ``OFFICES``), title, name, variants (with | between them), since, until; empty is unknown. Empty lines
    and lines that begin with # are passed over. A name in two countries is two persons, but what stands under
    an organisation belongs to the person of the same name in the first country that has one. Tenures are
    sorted by ``since``. Raises ``UsageError`` where the file cannot be opened or is no text.
    """
    problems: list[str] = []
    people: dict[str, dict[str, list[Row]]] = {}
    for number, line in enumerate(text_of(source_file, problems).split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            name, country, *_ = row = _row(line.rstrip("\r"))
        except ValueError as error:
            problems.append(f"line {number}: left out: {error}")
            continue
        homes = people.setdefault(fold_name(name), {})
        homes.setdefault("" if country in INTERNATIONAL else country, []).append(row)
    actors = [_person(rows, source) for homes in people.values() for rows in _persons(homes)]
    return Imported(tuple(actors), tuple(problems))


def _row(line: str) -> Row:
    """Name, country, variants and tenure of one line. Raises ``ValueError`` with what to do."""
    cells = [cell.strip() for cell in line.split("\t")]
    if len(cells) != 7:
        raise ValueError(f"{len(cells)} columns: write 7 with tabs between them")
    country, office, title, name, variants, since, until = cells
    if office not in OFFICES:
        raise ValueError(f"{shown(office)} is no office: use one of {', '.join(OFFICES)}")
    if not any(map(str.isalpha, name)):
        raise ValueError("no name in the fourth column: write one")
    if not (len(country) == 3 and country.isascii() and country.isupper()):
        raise ValueError(f"{shown(country)} is no country: write three capital letters")
    for day in filter(None, (since, until)):
        _checked(day)
    tenure = Tenure(
        country,
        _sectors(office, country, title),
        title or office.replace("_", " "),
        since or None,
        until or None,
    )
    if tenure.empty():
        raise ValueError(f"until {until} is not after since {since}: put the later day last")
    return name, country, _variants(variants), tenure


def _variants(cell: str) -> tuple[str, ...]:
    return tuple(v for part in cell.split("|") if (v := part.strip())) if cell else ()


def _checked(day: str) -> None:
    try:
        iso_date(day)
    except ValueError as error:
        raise ValueError(f"{shown(day)} is no date: write YYYY, YYYY-MM or YYYY-MM-DD") from error


def _sectors(office: str, country: str, title: str) -> tuple[str, ...]:
    sectors = OFFICES[office]
    if office == "security" and _spies.search(title):
        return ("SPY",)
    if office == "religious" and country == "VAT":
        return ("GOV", "REL")
    return () if sectors == ("GOV",) and country in INTERNATIONAL else sectors


def _persons(homes: dict[str, list[Row]]) -> list[list[Row]]:
    """The lines of one name, a person each: those under an organisation go to the first country."""
    international = homes.get("", [])
    persons = [rows for home, rows in homes.items() if home]
    if not persons:
        return [international]
    return [persons[0] + international, *persons[1:]]


def _person(rows: list[Row], source: str) -> KnownActor:
    name = rows[0][0]
    variants = dict.fromkeys(v for _, _, variants, _ in rows for v in variants)
    variants |= dict.fromkeys(other for other, *_ in rows)
    variants.pop(name, None)
    tenures = sorted((tenure for *_, tenure in rows), key=lambda tenure: tenure.since or "")
    return KnownActor(name, "person", tuple(variants), tuple(tenures), source)
