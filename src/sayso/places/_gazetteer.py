"""The gazetteer: names in, places out. Loaded on first use (about 0.1 s, 40 MB), looked up by bisection.

Contains data of GeoNames (https://www.geonames.org), CC BY 4.0, changed: see ``training/build_gazetteer.py``
for the sources and for the format of ``gazetteer.bin.gz``.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import unicodedata
from array import array
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

_LONGEST = 60
_marks = re.compile(r"[-‐‑/\s]+|[.’ʼ'`‘]+")
_letters = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th"}
)
_short = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}


def fold(name: str) -> str:
    """The key of a name: lower case, no diacritics, full stops, apostrophes or hyphens; "Saint" as "st"."""
    if not name.isascii():
        name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    key = _marks.sub(
        lambda m: " " if m.group()[0] in "-‐‑/ \t\n" or m.group().isspace() else "", name.lower()
    )
    if not key.isascii():
        key = key.translate(_letters)
    words = key.split()
    if words and words[0] in _short and len(words) > 1:
        words[0] = _short[words[0]]
    return " ".join(words)


@dataclass(frozen=True, slots=True)
class Entry:
    """One place of the gazetteer. ``geonames_id`` is 0 where the entry has none; ``weight`` is its
    population or, for regions and seas, a number of that order; ``main`` whether it is usually so called."""

    index: int
    geonames_id: int
    name: str
    lat: float
    lon: float
    country: str
    admin1: str
    feature: str
    weight: int
    main: bool


class Gazetteer:
    """The columns of ``gazetteer.bin.gz``. ``regions`` are the keys of states, seas and known regions."""

    def __init__(self, data: bytes) -> None:
        end = data.index(b"\n")
        head = json.loads(data[:end])
        self.areas: list[list[str]] = head["areas"]
        self.features: list[str] = head["features"]
        self.regions: frozenset[str] = frozenset(head["regions"])
        parts = []
        at = end + 1
        for length in head["lengths"]:
            parts.append(data[at : at + length])
            at += length
        columns = []
        for code, part in zip("IiiIHBI", parts, strict=False):
            column = array(code)
            column.frombytes(part)
            if sys.byteorder == "big":
                column.byteswap()
            columns.append(column)
        self._ids, self._lats, self._lons, self._weights, self._area, self._feature, self._offsets = columns
        self._names, self._keys = parts[7], parts[8]

    def entry(self, index: int, main: bool = True) -> Entry:
        country, admin1 = self.areas[self._area[index]]
        return Entry(
            index,
            self._ids[index],
            self._names[self._offsets[index] : self._offsets[index + 1]].decode(),
            self._lats[index] / 10_000,
            self._lons[index] / 10_000,
            country,
            admin1,
            self.features[self._feature[index]],
            self._weights[index],
            main,
        )

    def find(self, key: str) -> tuple[Entry, ...]:
        """Places of a folded name, those usually so called first, each kind by weight."""
        line = self._line(key.encode())
        if line is None:
            return ()
        cells = line.decode().split("\t")
        found = [self.entry(int(i)) for i in cells[1].split(",") if i]
        if len(cells) > 2:
            seen = {e.index for e in found}
            found += [self.entry(int(i), False) for i in cells[2].split(",") if int(i) not in seen]
        return tuple(found)

    def _line(self, key: bytes) -> bytes | None:
        """The line of a key, by bisection over the sorted lines."""
        keys = self._keys
        low, high = 0, len(keys) - 1  # both stand on line feeds
        while low < high:
            middle = keys.rindex(b"\n", low, (low + high) // 2 + 1)
            end = keys.index(b"\n", middle + 1)
            line = keys[middle + 1 : end]
            here = line[: line.index(b"\t")]
            if here == key:
                return line
            if here < key:
                low = end
            else:
                high = middle
        return None


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The gazetteer, read once."""
    return Gazetteer(gzip.decompress(files("sayso.places").joinpath("gazetteer.bin.gz").read_bytes()))


@lru_cache(maxsize=4096)
def places_called(name: str) -> tuple[Entry, ...]:
    """Every place that goes by a name, as spelt by the article; empty for none and for words too long."""
    if len(name) > _LONGEST:
        return ()
    key = fold(name)
    return gazetteer().find(key) if key else ()
