"""Reading one noun phrase for what it says of an agent: country, sectors, kind, office.

"senior officials of the Minsk regime" is of Belarus and of its government; "a former CIA official" is of
the United States and no longer in office. Only the phrase's own words are read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sayso.actors._lexicon import (
    FORMER,
    LONGEST_BODY,
    Body,
    Kind,
    Noun,
    body,
    body_words,
    folded,
    noun_at,
)
from sayso.countries import LONGEST, Hit, lookup
from sayso.directory import Directory

_PREPOSITIONS = frozenset(
    "of in at from for to with on by against near over under inside outside including about during without "
    "after before between into through as among like within across throughout amid since until".split()
)
_OF_PLACE = frozenset({"of", "in", "at", "from", "across", "throughout", "within", "inside"})
_CLAUSE = frozenset(
    {"who", "which", "that", "whose", "when", "where", "whom", ",", ";", ":", "(", "–", "—", "and", "or"}
)
SPOKEN_FOR = frozenset(
    "spokesman spokeswoman spokesperson lawyer attorney representative adviser advisor correspondent "
    "candidate campaigner".split()
)
BODY_BASIS = "table of bodies: "
"""How a ``basis`` begins that names an entry of the table of bodies."""

FORMER_SECTORS = ("ELI",)
"""Sectors of those who held an office once."""

_OFFICE = frozenset({"GOV", "LEG", "MIL", "JUD", "SPY", "COP", "PTY"})
_BREAKAWAY = frozenset(
    (
        "Abkhazia, South Ossetia, Transnistria, Northern Cyprus, Nagorno-Karabakh, Artsakh, "
        "Donetsk People's Republic, Luhansk People's Republic, Somaliland, Western Sahara"
    ).split(", ")
)
_FALLBACK = {
    noun: sector
    for sector, nouns in {
        "GOV": "official, senior official, delegate",
        "MIL": "commander, commander-in-chief",
        "CVL": "supporter, backer, loyalist, sympathizer, follower, volunteer",
        "LAB": "employee, staffer",
        "PTY": "candidate, nominee, contender, frontrunner, hopeful",
        "EDU": "analyst, expert",
        "BUS": "executive, manager, executive director, managing director",
    }.items()
    for noun in nouns.split(", ")
}
_OF_COUNTRY = frozenset(
    (
        "leader, head, chief, representative, special representative, counterpart, delegate, negotiator, "
        "adviser, advisor, spokesman, spokeswoman, director, spokesperson, chairman, mediator, "
        "deputy head, deputy"
    ).split(", ")
)
ALSO_ADJECTIVES = frozenset(
    "national local individual public adult private general major patient principal youth majority "
    "minority justice marine state child citizen people woman man society foreigner".split()
)
_token = re.compile(r"\w+(?:[.’'&/-]\w+)*\.?|[^\w\s]")
_BASIS = {"name": "stated: ", "historic": "stated: ", "adjective": "adjective ", "demonym": "demonym ",
          "capital": "capital ", "seat": "seat ", "organisation": "stated: "}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Phrase:
    """What the words of a noun phrase say. ``first``/``last`` are the words of ``noun`` (both included)."""

    country: str | None = None
    basis: str = "unknown"
    sectors: tuple[str, ...] = ()
    kind: Kind = "unknown"
    noun: Noun | None = None
    first: int = -1
    last: int = -1
    former: bool = False
    nation: Hit | None = None


def describe(
    words: str, known: Directory | None = None, on: str | None = None, setting: str | None = None
) -> tuple[str | None, tuple[str, ...]]:
    """Country code and sectors of an actor's name or description that stands alone.

    The code is that of ``sayso.countries`` or None, the sectors are PLOVER's, the primary one first. Only
    the words are read, and a person's bare name gives ``(None, ())``, unless a directory is given: ``known``
    then says who that was on the day ``on`` (ISO date; None: unknown). ``setting`` names the country that a
    description without one belongs to ("Ecuador", "German").

    >>> describe("senior officials of the Minsk regime")
    ('BLR', ('GOV',))
    """
    country, sectors = _described(words[:500])
    if known is not None and (country is None or not sectors):
        theirs = _of_directory(words[:500], known, on)
        if theirs is not None:
            country, sectors = country or theirs[0], sectors or theirs[1]
    if country is None and sectors and setting:
        hit = lookup(setting)
        country = hit.iso3 if hit is not None else None
    return country, sectors


def _of_directory(words: str, known: Directory, on: str | None) -> tuple[str | None, tuple[str, ...]] | None:
    """Country and sectors of the person whom a phrase names, alone or after a title."""
    from sayso.actors._known import by_surname, tenure_of

    parts = split(words)
    phrase = read(parts)
    title = " ".join(parts[: phrase.last + 1]) if phrase.noun is not None else ""
    name = " ".join(parts[phrase.last + 1 :]) if title else " ".join(parts)
    found = known.find(name) if name else ()
    if not found and name and " " not in name:
        found = by_surname(name, [title] if title else [], known)
    if not found:
        return None
    tenure, former = tenure_of(found[0], on, on)
    if tenure is None:
        return None
    return tenure.country, FORMER_SECTORS if former else tenure.sectors


@lru_cache(maxsize=4096)
def _described(words: str) -> tuple[str | None, tuple[str, ...]]:
    parts = split(words)
    if not parts:
        return None, ()
    if (seen := _whole(" ".join(parts))) is not None:
        return seen
    phrase = read(parts)
    return phrase.country, phrase.sectors


def split(words: str) -> list[str]:
    """Words and marks of a phrase; a possessive 's stands alone."""
    out: list[str] = []
    for match in _token.finditer(words.replace("’", "'")):
        token = match.group()
        if len(token) > 2 and token.lower().endswith("'s"):
            out += [token[:-2], "'s"]
        elif token.lower().startswith("ex-"):
            out += ["ex-", token[3:]]
        else:
            out.append(token)
    return out


def _whole(words: str) -> tuple[str | None, tuple[str, ...]] | None:
    known = body(words)
    hit = lookup(words)
    if hit is None and len(words) > 4 and words.isupper():
        hit, known = lookup(words.title()), known or body(words.title())
    if known is not None:
        return known.country, known.sectors
    if hit is None:
        return None
    if hit.relation in {"name", "historic"}:
        return hit.iso3, ("PRE",) if breakaway(hit.name) else ()
    if hit.relation == "demonym":
        return hit.iso3, ("CVL",)
    return hit.iso3, () if hit.relation in {"adjective", "organisation"} else ("GOV",)


def breakaway(name: str) -> bool:
    """Whether a territory is one that PLOVER codes with its sovereign's country and sector PRE."""
    return name in _BREAKAWAY


MOST_WORDS = 60
"""Words of a phrase that are read."""


def read(words: Sequence[str], head: int | None = None) -> Phrase:
    """What a phrase says. ``head`` is the index of its head noun where that is known; otherwise the last
    agent noun before the first preposition is taken for it. Of a phrase without end the words around its
    head are read."""
    if len(words) > MOST_WORDS and head is not None:
        first = max(0, head - MOST_WORDS // 2)
        words, head = words[first : first + MOST_WORDS], head - first
    words = words[:MOST_WORDS]
    lowers = [w.lower().replace("’", "'") for w in words]
    entries = _entries(lowers)
    end = _clause_end(lowers, entries, head)
    core = _core_end(lowers, entries, end, head)
    chosen = _head_entry(entries, core, head)
    former = any(w in FORMER for w in lowers[:core])
    places, bodies = _named(words, lowers, end)
    noun = chosen[2] if chosen else None
    first, last = chosen[:2] if chosen else (-1, -1)
    nation, country, basis = _country(words, lowers, places, bodies, core, end, noun)
    sectors = _sectors(noun, first, entries, bodies, core, end, country)
    if former and (not sectors or _OFFICE & set(sectors)):
        sectors = FORMER_SECTORS
    if nation is not None and noun is None and nation.relation == "demonym":
        sectors = sectors or ("CVL",)
    kind: Kind = noun.kind if noun else "organisation" if bodies else "unknown"
    return Phrase(country, basis, sectors, kind, noun, first, last, former, nation)


def _entries(lowers: Sequence[str]) -> list[tuple[int, int, Noun]]:
    """(first, last, entry) of the lexicon entries in a phrase; where two overlap, the later one, as English
    phrases end in their head ("Islamist militant group")."""
    out: list[tuple[int, int, Noun]] = []
    for last in range(len(lowers)):
        found = noun_at(lowers, last)
        if found is None:
            continue
        while out and out[-1][1] >= found[0]:
            out.pop()
        out.append((found[0], last, found[1]))
    return out


def _clause_end(lowers: Sequence[str], entries: list[tuple[int, int, Noun]], head: int | None) -> int:
    for i, word in enumerate(lowers):
        if (
            word in _CLAUSE
            and i > 0
            and (head is None or i > head)
            and not any(f <= i <= e for f, e, _ in entries)
        ):
            return i
    return len(lowers)


def _core_end(lowers: Sequence[str], entries: list[tuple[int, int, Noun]], end: int, head: int | None) -> int:
    for i in range(1, end):
        inside = lowers[i] in _PREPOSITIONS and any(f <= i <= e for f, e, _ in entries)
        if lowers[i] in _PREPOSITIONS and not inside and (head is None or i > head):
            return i
    return end


def _head_entry(
    entries: list[tuple[int, int, Noun]], core: int, head: int | None
) -> tuple[int, int, Noun] | None:
    if head is not None:
        return next((e for e in entries if e[0] <= head <= e[1]), None)
    inside = [e for e in entries if e[1] < core]
    return inside[-1] if inside else None


def _named(
    words: Sequence[str], lowers: Sequence[str], end: int
) -> tuple[list[tuple[int, int, Hit]], list[tuple[int, int, Body]]]:
    """Countries and known bodies among the words, longest first from the left."""
    places: list[tuple[int, int, Hit]] = []
    bodies: list[tuple[int, int, Body]] = []
    firsts = body_words()
    i = 0
    while i < end:
        step = 1
        if words[i][:1].isupper() or lowers[i] in firsts:
            for size in range(min(max(LONGEST, LONGEST_BODY), end - i), 0, -1):
                text = " ".join(words[i : i + size]).replace(" 's", "'s").replace(" - ", "-")
                known = body(text) if folded(words[i]) in firsts else None
                if known is not None:
                    bodies.append((i, i + size, known))
                    step = size
                    break
                hit = lookup(text) if lowers[i + size - 1] not in {"'s", "the", "of", "and"} else None
                if hit is not None:
                    places.append((i, i + size, hit))
                    step = size
                    break
        i += step
    return places, bodies


def _country(
    words: Sequence[str],
    lowers: Sequence[str],
    places: list[tuple[int, int, Hit]],
    bodies: list[tuple[int, int, Body]],
    core: int,
    end: int,
    noun: Noun | None,
) -> tuple[Hit | None, str | None, str]:
    if noun is not None and "nocountry" in noun.marks:
        return None, None, "unknown"
    allowed = _OF_PLACE | {"for"} if noun is not None and noun.noun in SPOKEN_FOR else _OF_PLACE
    relational = noun is not None and "relational" in noun.marks
    for start, stop, hit in places:
        if lowers[stop : stop + 1] == ["-"] and lowers[stop + 1 : stop + 2] and lowers[stop + 1] in HELPED:
            continue  # "the Syrian-backed militia" is not Syria's
        if lowers[max(0, start - 2) : start] in (["pro", "-"], ["anti", "-"]):
            continue
        if relational and (start >= core or hit.relation != "adjective"):
            continue
        if start < core or _preposition(lowers, start, core) in allowed:
            said = " ".join(words[start:stop])
            return hit, hit.iso3, _BASIS[hit.relation] + said
    for start, _, known in () if relational else bodies:
        if start < core or _preposition(lowers, start, core) in allowed:
            return None, known.country, BODY_BASIS + known.name
    return None, None, "unknown"


HELPED = frozenset(
    "backed supported sponsored funded financed armed trained aligned allied friendly occupied held".split()
)
"""What follows the nationality of those who stand behind somebody."""


def _preposition(lowers: Sequence[str], i: int, core: int) -> str:
    """The nearest preposition before a word that stands after the core."""
    while i >= core:
        if lowers[i] in _PREPOSITIONS:
            return lowers[i]
        i -= 1
    return ""


def _sectors(
    noun: Noun | None,
    first: int,
    entries: list[tuple[int, int, Noun]],
    bodies: list[tuple[int, int, Body]],
    core: int,
    end: int,
    country: str | None,
) -> tuple[str, ...]:
    around = _around(noun, first, entries, bodies, core, end)
    if noun is None:
        return around
    if noun.sectors[:1] == ("UAF",):
        # "Boko Haram gunmen" are Boko Haram's
        theirs = next((b.sectors for start, _, b in bodies if start < first and b.sectors), ())
        return theirs or noun.sectors
    if not noun.open:
        if "OPP" in around and "OPP" not in noun.sectors:
            return (*noun.sectors, "OPP") if noun.sectors[0] not in {"PTY", "CVL"} else ("OPP",)
        return noun.sectors
    if around:
        return around
    if noun.noun in _FALLBACK:
        return (_FALLBACK[noun.noun],)
    return ("GOV",) if country is not None and noun.noun in _OF_COUNTRY else ()


def _around(
    noun: Noun | None,
    first: int,
    entries: list[tuple[int, int, Noun]],
    bodies: list[tuple[int, int, Body]],
    core: int,
    end: int,
) -> tuple[str, ...]:
    """Sectors of the modifiers before the noun (nearest first), else of bodies, else of what follows."""
    limit = first if noun is not None else core
    for _, last, entry in reversed(entries):
        if last < limit and not entry.open and entry.noun not in ALSO_ADJECTIVES:
            return entry.sectors
    for start, _, known in bodies:
        if start < end and known.sectors:
            return known.sectors
    for start, _, entry in entries:
        named = entry.noun not in ALSO_ADJECTIVES
        if start >= core and start < end and not entry.open and named and noun is not None:
            return entry.sectors
    return ()
