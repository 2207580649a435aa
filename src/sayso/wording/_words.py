"""How single facts of a Reading are put into words: names, dates, ranges, who says so."""

from __future__ import annotations

import calendar
import re
from functools import cached_property

from sayso import countries
from sayso.records import Actor, Attribution, Place, Published, Quantity, Reading, Spans, Time
from sayso.wording._safe import quoted, safe

UNKNOWN = "unknown"

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})$")
_ARTICLE_OR_TITLE = re.compile(r"^(?:the|a|an|mr|mrs|ms|dr)\.?\s", re.I)
_DURATION = re.compile(r"P(?P<time>T?)(?P<count>\d{1,6}|X)(?P<unit>[YMWDHS]|DE)$")
_UNITS = {
    "Y": "year", "M": "month", "W": "week", "D": "day", "TH": "hour", "TM": "minute", "TS": "second",
    "DE": "decade",
}  # fmt: skip
_ORGANISATIONS = {
    "EUR": "European Union",
    "UNO": "United Nations",
    "IGO": "international organisation",
    "NGO": "non-governmental organisation",
    "IMG": "international armed group",
}


class Index:
    """One Reading with its records by id, and the words of spans."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.article.text

    @cached_property
    def actors(self) -> dict[str, Actor]:
        return {actor.id: actor for actor in self.reading.actors}

    @cached_property
    def attributions(self) -> dict[str, Attribution]:
        return {attribution.id: attribution for attribution in self.reading.attributions}

    @cached_property
    def times(self) -> dict[str, Time]:
        return {time.id: time for time in self.reading.times}

    @cached_property
    def places(self) -> dict[str, Place]:
        return {place.id: place for place in self.reading.places}

    @cached_property
    def quantities(self) -> dict[str, Quantity]:
        return {quantity.id: quantity for quantity in self.reading.quantities}

    def words(self, spans: Spans) -> str:
        """The exact words of spans, safe to print, with an ellipsis where something stands between."""
        return " … ".join(safe(self.text[start:end]) for start, end in spans)

    def speaker(self, attribution: Attribution) -> str:
        """The name of who speaks, else the words of the source, else ``unknown``."""
        actor = self.actors.get(attribution.speaker or "")
        return safe(actor.name) if actor else self.words(attribution.source) or UNKNOWN

    def chain(self, ids: tuple[str, ...]) -> str:
        """Who says so, the outermost first: ``the agency < the president``."""
        speakers = [self.speaker(self.attributions[name]) for name in ids if name in self.attributions]
        return " < ".join(
            speaker for n, speaker in enumerate(speakers) if n == 0 or speakers[n - 1] != speaker
        )

    def chain_of(self, innermost: str) -> str:
        """The chain that ends in one attribution."""
        ids: list[str] = []
        here: str | None = innermost
        while here is not None and here not in ids and here in self.attributions:
            ids.append(here)
            here = self.attributions[here].within
        return self.chain(tuple(reversed(ids)))


def same_name(a: str, b: str) -> bool:
    """Whether two names differ only in case, an article or a form of address."""
    return _ARTICLE_OR_TITLE.sub("", a).casefold() == _ARTICLE_OR_TITLE.sub("", b).casefold()


def country_name(code: str) -> str:
    """The English name of a country code, or the code itself where it has none."""
    try:
        return countries.country(code).name
    except KeyError:
        return _ORGANISATIONS.get(code, safe(code))


def actor_phrase(actor: Actor) -> str:
    """Name and country: ``Jane Doe (France)``; the country is left out where the name says it."""
    name = safe(actor.name)
    if actor.country is None:
        return name
    country = country_name(actor.country)
    return name if same_name(name, country) else f"{name} ({country})"


def day(iso: str) -> str:
    """An ISO date as people write it: ``24 October 2020``; anything else as it is."""
    match = _ISO.match(iso)
    if match is None or not 1 <= int(match[2]) <= 12:
        return safe(iso)
    return f"{int(match[3])} {calendar.month_name[int(match[2])]} {int(match[1])}"


def days(earliest: str | None, latest: str | None) -> str | None:
    """An interval of days, ends included, without saying a month or a year twice; None if both are open."""
    if earliest is None and latest is None:
        return None
    if earliest is None:
        return f"by {day(latest or '')}"
    if latest is None:
        return f"from {day(earliest)}"
    if earliest == latest:
        return day(earliest)
    return _whole(earliest, latest) or f"{_without_shared_end(day(earliest), day(latest))} to {day(latest)}"


def published(when: Published) -> str:
    """The date of publication and how it is known."""
    inferred = when.basis == "inferred"
    known = days(when.best, when.best) if when.best and not inferred else days(when.earliest, when.latest)
    if known is None:
        return "date unknown"
    earliest, to, latest = known.partition(" to ")
    if to:
        known = f"between {earliest} and {latest}"
    best = days(when.best, when.best) if when.best and inferred else None
    likely = f", most likely {best}" if best and best != known else ""
    return f"{known}{likely} ({safe(when.basis)})"


def time_phrase(time: Time, index: Index) -> str:
    """The words of a time and the days they mean."""
    return f"{quoted(index.words((time.span,)))} {meaning(time)}"


def meaning(time: Time) -> str:
    """What a time expression means, in brackets: days, a duration, a set, or ``unknown``."""
    known = days(time.earliest, time.latest)
    if known is None and time.type in ("DURATION", "SET"):
        known = _period(safe(time.value), repeated=time.type == "SET")
    return f"({known or UNKNOWN})"


def _period(value: str, *, repeated: bool) -> str:
    """A TIMEX3 duration in words: ``P3M`` is ``3 months`` or ``every 3 months``; others as they are."""
    match = _DURATION.match(value)
    unit = _UNITS.get(match["time"] + match["unit"]) if match else None
    if match is None or unit is None or (repeated and match["count"] == "X"):
        return f"repeated: {value}" if repeated else value
    count = "some" if match["count"] == "X" else match["count"]
    if repeated:
        return f"every {unit}" if count == "1" else f"every {count} {unit}s"
    return f"{count} {unit}{'' if count == '1' else 's'}"


def place_phrase(place: Place) -> str:
    """Name and country of a place."""
    name = safe(place.name)
    if place.country is None:
        return f"{name} (country {UNKNOWN})"
    country = country_name(place.country)
    return name if same_name(name, country) else f"{name}, {country}"


def span_of_numbers(low: float | None, high: float | None) -> str:
    """A range: ``300–999``, ``90,000 or more``, ``up to 300,000``, ``12``, ``41.3``, ``unknown``."""
    if low is None and high is None:
        return UNKNOWN
    if high is None:
        return f"{low:,} or more"
    if low is None:
        return f"up to {high:,}"
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"


def amount(quantity: Quantity) -> str:
    """A quantity with its unit: ``1,200,000 KES``, ``41.3%``, ``20 (rocket)``, ``300–999``."""
    numbers = span_of_numbers(quantity.low, quantity.high)
    if quantity.unit is None:
        return numbers
    unit = safe(quantity.unit)
    if quantity.what == "other":
        return f"{numbers} ({unit})"
    return f"{numbers}{'' if unit == '%' else ' '}{unit}"


def _whole(earliest: str, latest: str) -> str | None:
    """The year or month that an interval fills: ``2020``, ``October 2020``."""
    first, last = _ISO.match(earliest), _ISO.match(latest)
    if first is None or last is None or first[1] != last[1] or first[3] != "01":
        return None
    if (first[2], last[2], last[3]) == ("01", "12", "31"):
        return first[1]
    month = int(first[2])
    if (
        first[2] == last[2]
        and 1 <= month <= 12
        and int(last[3]) == calendar.monthrange(int(first[1]), month)[1]
    ):
        return f"{calendar.month_name[month]} {first[1]}"
    return None


def _without_shared_end(first: str, second: str) -> str:
    a, b = first.split(" "), second.split(" ")
    while len(a) > 1 and len(b) > 1 and a[-1] == b[-1]:
        a.pop()
        b.pop()
    return " ".join(a)
