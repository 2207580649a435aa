"""Phoenix: the tab-separated table of 26 fields, without a header, of the Phoenix pipeline.

Each event record is a row; SentenceID stays empty, because the record has spans and not numbers."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.case import Party
from sayso.exports._cells import write_tsv
from sayso.exports._codes import goldstein, penta, state
from sayso.exports._facts import cameo_of, city_of, day_of, province_of
from sayso.exports._icews import DYADIC
from sayso.exports._parties import cameo_actor, cameo_country, cameo_types, dyads, row_id
from sayso.exports._records import Format, Item, Options, Row
from sayso.exports._source import Source

COLUMNS = (
    "EventID", "Date", "Year", "Month", "Day", "SourceActorFull", "SourceActorEntity", "SourceActorRole",
    "SourceActorAttribute", "TargetActorFull", "TargetActorEntity", "TargetActorRole", "TargetActorAttribute",
    "EventCode", "EventRootCode", "PentaClass", "GoldsteinScore", "Issues", "Lat", "Lon", "LocationName",
    "StateName", "CountryCode", "SentenceID", "URLs", "NewsSources",
)  # fmt: skip


def rows(item: Item, options: Options, source: Source) -> Iterator[Row]:
    """One row for the first dyad, or one for each. Dates are ``YYYYMMDD``."""
    event, where = item.event, item.event.where
    code = cameo_of(event)
    day = day_of(item, options).replace("-", "")
    for dyad in dyads(event, explode=options.explode):
        yield (
            row_id(event, dyad, explode=options.explode),
            day,
            day[:4],
            day[4:6],
            day[6:],
            *_party(dyad.actor),
            *_party(dyad.recipient),
            code,
            code[:2],
            penta(code),
            goldstein(code),
            "",
            where.lat if where else None,
            where.lon if where else None,
            city_of(where),
            province_of(where),
            state(where.country).iso3 if where else "",
            "",
            item.article.url,
            item.article.outlet,
        )


def _party(party: Party | None) -> tuple[str, str, str, str]:
    """Full code, entity (country), role (first), attribute (further roles, with ``;``)."""
    types = cameo_types(party)
    return cameo_actor(party), cameo_country(party), "".join(types[:1]), ";".join(types[1:3])


FORMAT = Format(
    name="phoenix",
    suffix="txt",
    about="A table in the 26 fields of Phoenix; tabs, no header.",
    rows=rows,
    write=write_tsv,
    columns=COLUMNS,
    header=False,
    happened_only=True,
    requires=("actor", "recipient"),
    takes=frozenset({"explode"}),
    holds=frozenset({"cameo", "recipient", "countries", "place"}),
    loss=DYADIC
    | {
        "unnamed": "an empty code",
        "sectors": "those that CAMEO has a code for are kept",
        "more_sectors": "the first three are kept",
        "entities": "actors are codes here; names are lost",
        "contexts": "Issues stays empty: Phoenix has its own list of issues",
        "article": "address and outlet are kept, title and id are not",
    },
)
