"""What the records of a case and of its stories say, in words: the same ones in a terminal and a notebook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sayso.wording._safe import safe
from sayso.wording._words import country_name, days, same_name, span_of_numbers

if TYPE_CHECKING:
    from sayso.case import ActorRecord, Days, EventRecord, Party
    from sayso.stories import Claim, Happening

DISPUTED = ("≠ disputed", "origins disagree whether it happened")
"""The mark of a happening that some say happened and others not, and what it means."""

_ID = 10


def short(id: str) -> str:
    """The first letters of an id."""
    return safe(id[:_ID])


def when(when: Days | Any) -> str:
    """An interval of days, short."""
    if when is None or (when.earliest is None and when.latest is None):
        return "unknown"
    if when.earliest is not None and when.earliest == when.latest:
        return safe(when.earliest)
    return f"{safe(when.earliest or '…')} to {safe(when.latest or '…')}"


def party(one: Party) -> str:
    """A name with its country, where the name does not say it; the entity's name where the article has a
    shorter."""
    name = safe(one.known_as if one.known_as and one.kind in ("person", "organisation") else one.name)
    if one.country is None or same_name(name, country_name(one.country)):
        return name
    return f"{name} ({safe(one.country)})"


def parties(of: Iterable[Party]) -> str:
    """Several names."""
    return ", ".join(party(one) for one in of)


def where_and_how_many(event: EventRecord) -> list[str]:
    """The place of an event and its numbers, as far as known."""
    found = [safe(event.where.name)] if event.where else []
    return found + [f"{span_of_numbers(c.low, c.high)} ({safe(c.unit or c.what)})" for c in event.counts]


def source_line(record: EventRecord) -> str:
    """Who says so, in which outlet, when it was reported."""
    chain = [safe(name) for name in record.said_by]
    outlet = safe(record.outlet) if record.outlet else safe(record.title or "outlet unknown")
    said = f"according to {' < '.join(chain)} · " if chain else ""
    return f"{said}{outlet}, {when(record.reported)}"


def support(happening: Happening) -> str:
    """How well something is supported: "11 articles, 3 reports, 2 independent origins"."""
    from sayso.stories import many

    origins = len(happening.origins)
    parts = [many(happening.articles, "article")]
    if happening.articles > 1:
        parts.append(many(happening.told, "report"))
    parts.append(many(origins, "independent origin"))
    if happening.unnamed:
        parts.append(f"{len(happening.unnamed)} unnamed")
    return ", ".join(parts)


def place_and_numbers(happening: Happening) -> list[str]:
    """The place of a happening, and all values of each of its numbers."""
    found = [safe(happening.place)] if happening.place else []
    return found + [f"{safe(about)} {safe(values)}" for about, values in _numbers(happening.claims)]


def _numbers(claims: Iterable[Claim]) -> Iterator[tuple[str, str]]:
    numbers = (c for c in claims if c.about != "place" and (c.low is not None or c.high is not None))
    counted = sorted(numbers, key=lambda c: c.about)
    for about, some in groupby(counted, key=lambda c: c.about):
        yield about, " / ".join(dict.fromkeys(claim.value for claim in some))


def stated_roles(actor: ActorRecord, most: int = 4) -> list[str]:
    """Each role once, with the days on which articles state it."""
    stated: dict[str, tuple[str, list[str]]] = {}
    for role in actor.roles:
        found = stated.setdefault(role.title.casefold(), (safe(role.title), []))[1]
        found += [day for day in (role.reported.earliest, role.reported.latest) if day]
    shown = []
    for title, found in stated.values():
        said = days(min(found), max(found)) if found else None
        shown.append(f"{title} ({said})" if said else title)
    return shown[:most] + ([f"and {len(shown) - most} more"] if len(shown) > most else [])


def inline(value: Any) -> str:
    """Any value of a record, made of plain dictionaries and lists, on one line. Lists within lists, which are
    spans, keep their brackets."""
    if isinstance(value, dict):
        return " · ".join(f"{safe(str(k))}: {inline(v)}" for k, v in value.items() if v not in (None, [], ()))
    if isinstance(value, list | tuple):
        items = (f"[{inline(item)}]" if isinstance(item, list | tuple) else inline(item) for item in value)
        return ", ".join(items) or "none"
    return safe(str(value))
