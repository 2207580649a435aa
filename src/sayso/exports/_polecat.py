"""POLECAT: the tab-separated table of 40 columns that the POLECAT project publishes weekly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sayso.case import Party
from sayso.coders import POLECAT
from sayso.events.codebook import load
from sayso.exports._cells import write_tsv
from sayso.exports._codes import country_name, state
from sayso.exports._facts import city_of, day_of, published_on, score_of
from sayso.exports._parties import dyads, joined, primary, row_id
from sayso.exports._records import Format, Item, Options, Row
from sayso.exports._source import Source

_QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}


def rows(item: Item, options: Options, source: Source) -> Iterator[Row]:
    """One row, names of several parties joined with ``; ``; or one for each dyad."""
    event = item.event
    if not options.explode:
        yield _row(item, options, event.id, event.actors, event.recipients)
        return
    for dyad in dyads(event, explode=True):
        actors = (dyad.actor,) if dyad.actor else ()
        recipients = (dyad.recipient,) if dyad.recipient else ()
        yield _row(item, options, row_id(event, dyad, explode=True), actors, recipients)


def _row(
    item: Item, options: Options, name: str, actors: tuple[Party, ...], recipients: tuple[Party, ...]
) -> Row:
    event, where, book = item.event, item.event.where, load()
    return (
        name,
        day_of(item, options),
        event.type,
        "; ".join(event.modes),
        score_of(event),
        _QUADS[book.quad(event.type)],
        "; ".join(event.contexts),
        *_party(actors),
        *_party(recipients),
        where.name if where else "",
        city_of(where),
        "",
        where.admin1 if where else "",
        country_name(where.country) if where else "",
        where.lat if where else None,
        where.lon if where else None,
        where.geonames_id if where else None,
        where.words if where else "",
        where.feature if where else "",
        item.article.outlet,
        published_on(item.article),
        "",
        "",
        "",
        "en",
        book.version,
    )


def _party(parties: Iterable[Party]) -> tuple[str, ...]:
    """Name, country, COW number, primary sector, sectors, title, raw name, Wikipedia id."""
    found = tuple(parties)
    cow = [state(party.country).cow for party in found]
    sectors = [primary(party) for party in found]
    return (
        joined(found),
        joined(found, "country"),
        "; ".join(cow) if any(cow) else "",
        "; ".join(sectors) if any(sectors) else "",
        joined(found, "sectors"),
        "",
        joined(found, "name"),
        "",
    )


FORMAT = Format(
    name="polecat",
    suffix="tsv",
    about="A table in the 40 columns of POLECAT.",
    rows=rows,
    write=write_tsv,
    columns=POLECAT,
    happened_only=True,
    takes=frozenset({"explode"}),
    holds=frozenset(
        {"type", "modes", "contexts", "actors", "recipient", "recipients", "unnamed", "countries", "sectors",
         "more_sectors", "entities", "place"}
    ),
    loss={
        "cameo": "POLECAT has no CAMEO codes",
        "status": "what goes on is written as if it had happened",
        "chain": "no column",
        "days": "Event Date is one day; an interval leaves it empty",
        "undated": "Event Date stays empty; --report-day takes that of publication",
        "counts": "no column",
        "ranges": "no column",
        "counted_by": "no column",
        "basis": "no column",
        "words": "no column",
        "spans": "no column",
        "confidence": "no column",
        "article": "outlet and day of publication are kept, title and address are not",
        "run": "Version is that of the codebook",
        "corrections": "applied, but not told",
        "origins": "no column",
        "disputes": "no column",
    },
)  # fmt: skip
