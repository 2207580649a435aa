"""Crowds: a table in the columns of the Crowd Counting Consortium, one row for each protest that happened.

A row is a happening, coded as in its leading report, with the least and the largest number that any of its
reports gives. What nobody counted stays empty: an empty cell is not a nought."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sayso.exports._cells import write_csv
from sayso.exports._facts import city_of, day_of, exact, lead_of
from sayso.exports._parties import joined, name_of
from sayso.exports._records import Format, Item, Options, Row, Standing
from sayso.exports._source import Source

SOURCES = 10
"""Columns for sources; what is more is left out, and the report on losses says so."""

COLUMNS = (
    "date", "locality", "state", "location_detail", "online", "type", "title", "macroevent", "actors",
    "organizations", "participants", "claims", "valence", "issues", "issues_major", "size_low", "size_high",
    "size_mean", "size_text", "size_cat", "arrests", "arrests_any", "injuries_crowd", "injuries_crowd_any",
    "injuries_police", "injuries_police_any", "property_damage", "property_damage_any", "chemical_agents",
    "participant_measures", "police_measures", "participant_deaths", "police_deaths",
    *(f"source_{n}" for n in range(1, SOURCES + 1)),
    "notes", "lat", "lon", "resolved_locality", "resolved_county", "resolved_state", "fips_code",
)  # fmt: skip

VAGUE = {"hundreds": 200, "thousands": 2000, "tens of thousands": 20000, "hundreds of thousands": 200000}
"""What the consortium writes for such words."""

_TYPES = {
    "demo": "demonstration",
    "riot": "riot",
    "strike": "strike",
    "hunger": "hunger strike",
    "boycott": "boycott",
    "obstruct": "direct action",
    "vandalize": "direct action",
}


def rows(item: Item, options: Options, source: Source) -> Iterator[Row]:
    """One row for a protest, when its leading report comes."""
    event, happening = item.event, item.happening
    lead = lead_of(happening, options)
    if event.type != "PROTEST" or happening is None or lead is None or lead.record != event.id:
        return
    where = event.where
    low, high, words = sizes(happening)
    mean = None if low is None or high is None else (low + high) / 2
    arrested = exact(item, "arrested")
    sources = [name for r in happening.reports if (name := r.outlet or r.article)]
    outlets = [*dict.fromkeys(sources), *[""] * SOURCES][:SOURCES]
    yield (
        day_of(item, options, happening=True),
        city_of(where),
        where.admin1 if where else "",
        "",
        "",
        "; ".join(dict.fromkeys(_TYPES[mode] for mode in event.modes if mode in _TYPES)),
        "",
        "",
        joined(event.actors),
        "; ".join(name_of(party) for party in event.actors if party.kind == "organisation"),
        "; ".join(name_of(party) for party in event.actors if party.kind == "group"),
        "",
        "",
        "",
        "",
        low,
        high,
        mean,
        words,
        size_class(mean),
        arrested,
        1 if arrested else "",
        *[""] * 5,
        1 if "vandalize" in event.modes else "",
        *[""] * 5,
        *outlets,
        event.words,
        where.lat if where else None,
        where.lon if where else None,
        city_of(where),
        "",
        where.admin1 if where else "",
        "",
    )


def sizes(happening: Standing) -> tuple[float | None, float | None, str]:
    """The least and the largest size of a crowd that any origin gives, and the words of all. A range that is
    open at one end counts with the other."""
    claims = [claim for claim in happening.claims if claim.about == "crowd"]
    numbers: list[float] = []
    for claim in claims:
        vague = VAGUE.get(re.sub(r"\s+", " ", claim.value.lower()).strip())
        numbers += [vague] if vague else [n for n in (claim.low, claim.high) if n is not None]
    words = "; ".join(dict.fromkeys(claim.value for claim in claims))
    return (min(numbers), max(numbers), words) if numbers else (None, None, words)


def size_class(mean: float | None) -> int:
    """The class of a size: 0 unknown, 1 to 99, 2 to 999, 3 to 9,999, 4 from 10,000 on."""
    if mean is None:
        return 0
    return next((n for n, least in ((4, 10_000), (3, 1_000), (2, 100), (1, 1)) if mean >= least), 0)


FORMAT = Format(
    name="ccc",
    suffix="csv",
    about="Protests that happened, in the columns of the Crowd Counting Consortium.",
    rows=rows,
    write=write_csv,
    columns=COLUMNS,
    happened_only=True,
    stories=True,
    takes=frozenset({"safe"}),
    out="no protest, or a further report of one that has its row",
    holds=frozenset({"actors", "ranges", "unnamed", "place", "words"}),
    loss={
        "type": "all are protests",
        "modes": "`type` stands for them",
        "contexts": "issues stay empty: the consortium has its own list of issues",
        "cameo": "no column",
        "status": "what goes on is written as if it had happened",
        "chain": "no column",
        "recipient": "no column for whom a protest is against",
        "recipients": "no column",
        "countries": "no column; `state` is the first-order division, in any country",
        "sectors": "no column",
        "more_sectors": "no column",
        "entities": "the name over articles is kept, the id is not",
        "days": "date is the day on which most reports agree; an interval leaves it empty",
        "undated": "date is that of other reports, or stays empty; --report-day takes that of publication",
        "counts": "crowds and arrests are kept; whether the dead and injured are of the crowd is not known",
        "counted_by": "no column",
        "basis": "no column",
        "spans": "no column",
        "confidence": "no column",
        "article": f"outlets of the first {SOURCES} sources are kept, addresses are not",
        "run": "no column",
        "corrections": "applied, but not told",
        "origins": "sources are outlets, and not independent origins",
        "disputes": "size_low and size_high are the ends of what is disputed; who says which is lost",
    },
)
