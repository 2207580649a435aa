"""Countries: words in, the country they stand for out. The one country table of the house.

In: a name, adjective, demonym, capital, seat of power or organisation ("Belarusian", "the Kremlin", "the
EU").  Out: a ``Hit`` with the code that PLOVER uses: ISO 3166-1 alpha-3, KOS for Kosovo, the owner's code
for dependencies, the sovereign's for regions that broke away, and EUR, UNO, IGO, NGO, IMG for
organisations. Words that name no single country ("the West", "Kurdish") give None.

    >>> lookup("Belarusians")
    Hit(iso3='BLR', relation='demonym', name='Belarus')
    >>> lookup("us") is None and lookup("the US").iso3 == "USA"
    True

Words without context are taken in the sense that international news uses most: "Georgia" is the country,
"Congo" and "Congolese" Kinshasa's, "Korea" the South, "Dominican" the Dominican Republic, "Washington" the
capital, "Brussels" the European Union (relation ``seat``). Whether "Jordan" is a man is the caller's to know.

Data: ``countries.tsv`` and ``words.tsv``, built by ``training/build_countries.py``, which names the sources;
``fips.tsv``, FIPS 10-4 codes of the country table of GeoNames (CC BY 4.0), with GZ (Gaza) beside WE for PSE.
"""

from sayso.countries._table import (
    LONGEST,
    Country,
    Hit,
    Relation,
    countries,
    country,
    fips_of,
    is_code,
    lookup,
    of_fips,
)

__all__ = [
    "LONGEST",
    "Country",
    "Hit",
    "Relation",
    "countries",
    "country",
    "fips_of",
    "is_code",
    "lookup",
    "of_fips",
]
