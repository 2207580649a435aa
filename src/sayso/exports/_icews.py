"""ICEWS: the tab-separated table of 20 columns of the ICEWS coded event data. One source, one target."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.case import Party
from sayso.coders import ICEWS
from sayso.events.codebook import load
from sayso.exports._cells import write_tsv
from sayso.exports._codes import country_name, goldstein
from sayso.exports._facts import cameo_of, city_of, day_of, province_of
from sayso.exports._parties import SECTOR_WORDS, dyads, name_of, row_id
from sayso.exports._records import Format, Item, Options, Row
from sayso.exports._source import Source


def rows(item: Item, options: Options, source: Source) -> Iterator[Row]:
    """One row for the first dyad, or one for each. Event Text is what the CAMEO code means."""
    event, where = item.event, item.event.where
    code = cameo_of(event)
    entry = load().cameo.get(code)
    for dyad in dyads(event, explode=options.explode):
        yield (
            row_id(event, dyad, explode=options.explode),
            day_of(item, options),
            *_party(dyad.actor),
            entry.means if entry else "",
            code,
            goldstein(code),
            *_party(dyad.recipient),
            event.article,
            "",
            item.article.outlet,
            city_of(where),
            "",
            province_of(where),
            country_name(where.country) if where else "",
            where.lat if where else None,
            where.lon if where else None,
        )


def _party(party: Party | None) -> tuple[str, str, str]:
    """Name, sectors in words, country by name."""
    if party is None:
        return "", "", ""
    sectors = ", ".join(SECTOR_WORDS.get(sector, sector) for sector in party.sectors)
    return name_of(party), sectors, country_name(party.country)


DYADIC = {
    "type": "the CAMEO code stands for it",
    "modes": "the CAMEO code stands for them, as far as it tells them apart",
    "contexts": "no column",
    "status": "what goes on is written as if it had happened",
    "chain": "no column",
    "actors": "the first is written; --explode-dyads writes a row for each",
    "recipients": "the first is written; --explode-dyads writes a row for each",
    "days": "one day is kept; an interval leaves the cell empty",
    "undated": "the cell stays empty; --report-day takes the day of publication",
    "counts": "no column",
    "ranges": "no column",
    "counted_by": "no column",
    "basis": "no column",
    "words": "no column",
    "spans": "no column",
    "confidence": "no column",
    "run": "no column",
    "corrections": "applied, but not told",
    "origins": "no column",
    "disputes": "no column",
}
"""What becomes of the things that no table of CAMEO dyads has a place for."""

FORMAT = Format(
    name="icews",
    suffix="tsv",
    about="A table in the 20 columns of ICEWS.",
    rows=rows,
    write=write_tsv,
    columns=ICEWS,
    happened_only=True,
    requires=("actor", "recipient"),
    takes=frozenset({"explode"}),
    holds=frozenset({"cameo", "recipient", "countries", "sectors", "more_sectors", "entities", "place"}),
    loss=DYADIC
    | {
        "unnamed": "an empty Source",
        "article": "Story ID is the article's id, Publisher the outlet; the address is lost",
    },
)
