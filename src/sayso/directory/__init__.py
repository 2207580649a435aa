"""The directory: known actors with dated roles, from our table of offices and from users' own lists.

In: ``offices.tsv``, a CSV of actors, or a dictionary of TABARI, PETRARCH or Phoenix.  Out: a ``Directory``
that finds a ``KnownActor`` by name, by transliteration or by surname, and says which ``Tenure`` it had on a
day.

    >>> import io
    >>> rows = "name,code,title,since,until\\nAlexander Lukashenko,BLRGOV,president,1994-07-20,\\n"
    >>> imported = read_csv(io.StringIO(rows), "my.csv")
    >>> imported.problems
    ()
    >>> (actor,) = Directory(imported.actors).find("Aliaksandr Lukashenka")
    >>> at(actor, "2020-08-09", "2020-08-09")
    Tenure(country='BLR', sectors=('GOV',), title='president', since='1994-07-20', until=None)
    >>> at(actor, "1990-01-01", "1990-12-31") is None
    True

A tenure is half-open, and the first one in the order of the list that holds a day counts. Dates may be years
or months; ``Tenure.certain`` and ``Tenure.possible`` are what they leave sure and what they leave open.
Nothing in a list is dropped without a line in ``Imported.problems``.
"""

from sayso.directory._actors import Imported, KnownActor, Tenure, at, former
from sayso.directory._codes import Coded, cameo, country_code, sectors_of
from sayso.directory._csv import read_csv
from sayso.directory._directory import Directory
from sayso.directory._listed import with_offices
from sayso.directory._load import load
from sayso.directory._names import fold_name, sound_key
from sayso.directory._offices import offices, read_offices
from sayso.directory._petrarch import read_petrarch
from sayso.directory._text import ActorList
from sayso.directory._titles import same_title

__all__ = [
    "ActorList",
    "Coded",
    "Directory",
    "Imported",
    "KnownActor",
    "Tenure",
    "at",
    "cameo",
    "country_code",
    "fold_name",
    "former",
    "load",
    "offices",
    "read_csv",
    "read_offices",
    "read_petrarch",
    "same_title",
    "sectors_of",
    "sound_key",
    "with_offices",
]
