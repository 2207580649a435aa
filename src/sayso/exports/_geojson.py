"""GeoJSON (RFC 7946): one feature an event, a point where it has coordinates, else without geometry.

Coordinates are WGS 84, longitude first. Properties are the columns of our own table (``csv``) that are not
empty; any status is there, so draw by ``status``."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.exports._cells import json_list, present
from sayso.exports._records import Format, Item, Options, Row
from sayso.exports._source import Source
from sayso.exports._table import COLUMNS, CSV, flat_rows


def rows(item: Item, options: Options, source: Source) -> Iterator[Row]:
    """One feature."""
    where = item.event.where
    for cells in flat_rows(item, options, source):
        yield {
            "type": "Feature",
            "id": item.event.id,
            "geometry": {"type": "Point", "coordinates": [where.lon, where.lat]}
            if where and where.lat is not None and where.lon is not None
            else None,
            "properties": present(dict(zip(COLUMNS, cells, strict=True))),
        }


FORMAT = Format(
    name="geojson",
    suffix="geojson",
    about="All events of the case as features, with a point where the place has coordinates.",
    rows=rows,
    write=json_list(b'{"type":"FeatureCollection","features":[', b"]}"),
    stories=True,
    holds=CSV.holds,
    loss=CSV.loss,
)
