"""Sayso reads the news about an unfolding crisis and keeps the record.

Who did what to whom, when, where, how many - and on whose say-so. In: a path or a text.  Out: a Reading.

    >>> reading = read("The minister said that the strike was over.")
    >>> reading.attributions[0].stance
    'says'
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING
from warnings import warn

from sayso.drawn import draw_with
from sayso.errors import SaysoError
from sayso.records import Article, Reading
from sayso.version import VERSION

if TYPE_CHECKING:
    from sayso.case import Case
    from sayso.directory import Directory
    from sayso.errors import InputError

__all__ = ["Article", "Reading", "SaysoError", "__version__", "open", "read", "read_many"]

__version__ = VERSION

MAX_PATH = 1024
"""A longer string is a text, not a path."""

SUFFIX = re.compile(r"\S+\.(?:txt|text|md|html?|xhtml|jsonl?|ndjson)")
"""A string that can only be meant as a path."""


def open(path: str | PathLike[str]) -> Case:
    """Open a case file, or name one that its first ``add`` will make. See ``sayso.case.Case``.

    Raises ``SaysoError`` where the file is no case file, or a damaged one.
    """
    from sayso.case import open_case

    return open_case(path)


def read(source: str | PathLike[str], *, actors: Directory | Sequence[str | PathLike[str]] = ()) -> Reading:
    """Read one article: a path, or the text itself.

    ``actors`` are paths of lists of actors of your own (CSV, or dictionaries of TABARI, PETRARCH or Phoenix),
    asked before our table of offices; or, to load them once for many calls, what ``directory.with_offices``
    made of them. A warning says what could not be read in a list.

    A string is a path if a file of that name exists or if it is one word that ends like one
    ("report.txt"); else it is the text. Raises ``SaysoError`` where there is nothing to read or the input
    holds several articles (``read_many`` takes those).
    """
    from sayso import reader
    from sayso.errors import InputError, UsageError
    from sayso.intake import read_inputs, read_text

    known = _known(actors)
    if isinstance(source, str) and not _is_path(source):
        return reader.read(read_text(source), known)
    articles = read_inputs([str(source)])
    first = next(articles)
    if isinstance(first, InputError):
        raise first
    if next(articles, None) is not None:
        raise UsageError("SAY303", str(source))
    return reader.read(first, known)


def read_many(
    sources: Iterable[str | PathLike[str] | Article],
    *,
    actors: Directory | Sequence[str | PathLike[str]] = (),
) -> Iterator[Reading | SaysoError]:
    """Read paths and Articles one after the other; what fails gives its error in its place. ``actors`` as in
    ``read``."""
    from sayso import reader
    from sayso.intake import read_inputs

    def articles() -> Iterator[Article | InputError]:
        for source in sources:
            if isinstance(source, Article):
                yield source
            else:
                yield from read_inputs([str(source)])

    return reader.read_many(articles(), _known(actors))


def _known(actors: Directory | Sequence[str | PathLike[str]]) -> Directory | None:
    """The actors known from elsewhere; None where there are no lists, so that the table of offices is
    asked."""
    from sayso.directory import Directory, with_offices

    if isinstance(actors, Directory):
        return actors
    if isinstance(actors, str | PathLike):
        actors = (actors,)
    if not actors:
        return None
    known, problems = with_offices(actors)
    if problems:
        warn(f"{problems[0]} (and {len(problems) - 1} more)", stacklevel=3)
    return known


def _is_path(source: str) -> bool:
    if len(source) > MAX_PATH or "\n" in source or "\0" in source:
        return False
    try:
        return bool(SUFFIX.fullmatch(source)) or Path(source).is_file()
    except OSError:
        return False


def _draw(record: object) -> str:
    from sayso.notebook import draw

    return draw(record)


draw_with(_draw)
