"""The formats, by their names."""

from __future__ import annotations

from collections.abc import Mapping

from sayso.exports import (
    _acled,
    _annotations,
    _claims,
    _crowds,
    _ftm,
    _gdelt,
    _geojson,
    _graphml,
    _icews,
    _labelstudio,
    _petrarch,
    _phoenix,
    _plover,
    _polecat,
    _table,
)
from sayso.exports._records import Format

FORMATS: Mapping[str, Format] = {
    form.name: form
    for form in (
        _table.CSV,
        _table.JSONL,
        _table.PARQUET,
        _plover.FORMAT,
        _polecat.FORMAT,
        _icews.FORMAT,
        _gdelt.EVENTS,
        _gdelt.MENTION,
        _phoenix.FORMAT,
        _petrarch.FORMAT,
        _acled.FORMAT,
        _crowds.FORMAT,
        _annotations.FORMAT,
        _ftm.FORMAT,
        _claims.FORMAT,
        _geojson.FORMAT,
        _graphml.FORMAT,
        _labelstudio.FORMAT,
    )
}
"""Every format, in the order in which they are listed."""
