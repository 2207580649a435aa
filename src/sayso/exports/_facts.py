"""What several formats ask of an event: its day, its place, its counts."""

from __future__ import annotations

from functools import lru_cache

from sayso.case import Carrier, Count, EventRecord, When, Where
from sayso.events.codebook import load
from sayso.exports._records import HAPPENED, Item, Options, Standing, Told
from sayso.records import Span


def one_day(earliest: str | None, latest: str | None) -> str:
    """The day of an interval of one day (ISO); empty for all others."""
    return earliest if earliest and earliest == latest else ""


def lead_of(happening: Standing | None, options: Options) -> Told | None:
    """The first report that says that it happened (or has a status that was asked for); None where none
    does. A copy is no report."""
    if happening is None:
        return None
    taken = options.status or HAPPENED
    return next((r for r in happening.reports if r.status in taken and r.repeats is None), None)


def cameo_of(event: EventRecord) -> str:
    """The CAMEO code of an event, that of its type and mode where it has none of its own."""
    return event.cameo or load().cameo_of(event.type, event.modes[0] if event.modes else None)


def score_of(event: EventRecord) -> float:
    """The conflict-cooperation score of PLOVER of an event, -10 to +10."""
    return _score(event.type, event.modes)


@lru_cache(maxsize=1000)
def _score(type: str, modes: tuple[str, ...]) -> float:
    book = load()
    return book.score(type, tuple(mode for mode in modes if mode in book.types[type].modes))


def day_of(item: Item, options: Options, *, happening: bool = False) -> str:
    """The one day of an event (ISO), or empty. ``happening`` takes the day on which most reports agree.
    ``options.report_day`` takes that of publication (of the leading report) where nothing at all is known of
    the event's; an interval says something, and stays without a day."""
    reported, lead = item.article.reported, None
    known: When | Standing | None = item.event.when
    if happening and item.happening is not None:
        known, lead = item.happening, lead_of(item.happening, options)
    if known is not None and (known.earliest or known.latest):
        return one_day(known.earliest, known.latest)
    if not options.report_day:
        return ""
    reported = lead.reported if lead else reported
    return one_day(reported.earliest, reported.latest)


def positions(text: str, span: Span, options: Options) -> tuple[int, int]:
    """Start and end of a span as code points of the text, or as UTF-16 code units where that is asked for."""
    start, end = span
    if not options.utf16 or text.isascii():
        return start, end
    before, inside = (
        len(part.encode("utf-16-le", "surrogatepass")) // 2 for part in (text[:start], text[start:end])
    )
    return before, before + inside


def published_on(article: Carrier) -> str:
    """The one day of publication (ISO), or empty."""
    return one_day(article.reported.earliest, article.reported.latest)


def stamp(time: str) -> str:
    """A time in UTC (``2021-10-20T06:00:30Z``) as 14 digits; empty where it is no such time."""
    digits = "".join(c for c in time if c.isdigit())
    return digits[:14] if len(digits) >= 14 else ""


def city_of(where: Where | None) -> str:
    """The name of a place that is a town; empty for any other."""
    return where.name if where and (where.feature or "").startswith("PPL") else ""


def province_of(where: Where | None) -> str:
    """The first-order division of a place."""
    return (where.admin1 or "") if where else ""


def counted(item: Item, what: str) -> tuple[Count, ...]:
    """The counts of one kind."""
    return tuple(count for count in item.event.counts if count.what == what)


def exact(item: Item, what: str) -> int | float | None:
    """The number of one kind, where all who give one give the same and it is no range."""
    found = {(count.low, count.high) for count in counted(item, what)}
    if len(found) != 1:
        return None
    low, high = found.pop()
    return low if low == high else None


def according_to(item: Item) -> str:
    """The chain of say-so in words."""
    return " > ".join(item.event.said_by)
