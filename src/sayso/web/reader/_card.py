"""The card of one mark: every field of its record, with the basis it stands on."""

from __future__ import annotations

from typing import get_args

import msgspec

from sayso.case import FIELDS, EventRecord, Party, StatementRecord
from sayso.records import EventType, Polarity, Stance, Status
from sayso.web.reader._marks import Mark, Sheet
from sayso.wording import amount, country_name, damage_words, days, meaning, place_phrase, span_of_numbers

_CHOICES = {
    "type": get_args(EventType),
    "status": get_args(Status),
    "stance": get_args(Stance),
    "polarity": get_args(Polarity),
}


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """A line of a card. ``basis`` says what the value was read from or computed by; ``to`` is a page on
    it."""

    name: str
    value: str
    basis: str = ""
    to: str = ""


class Editable(msgspec.Struct, frozen=True, kw_only=True):
    """A field that can be re-coded: its name, what it is now, and the values it may have where these are
    few."""

    name: str
    value: str
    choices: tuple[str, ...] = ()


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """One record of the article. ``words`` is what it was read from; ``facts`` its fields; ``alternatives``
    what else it may be; ``chain`` who says so, the outermost first; ``editable`` is empty for what cannot
    be corrected. ``previous`` and ``next`` are spans of its neighbours in the text."""

    mark: Mark
    title: str
    words: str
    facts: tuple[Fact, ...] = ()
    alternatives: tuple[str, ...] = ()
    chain: tuple[str, ...] = ()
    editable: tuple[Editable, ...] = ()
    hidden: bool = False
    corrections: tuple[str, ...] = ()
    happening: str | None = None
    previous: str | None = None
    next: str | None = None
    note: str = ""


def card_of(sheet: Sheet, mark: Mark) -> Card:
    """The card of a mark."""
    make = {
        "speaker": _statement,
        "statement": _statement,
        "event": _event,
        "number": _number,
        "time": _time,
        "place": _place,
        "damage": _damage,
    }[mark.lane]
    return make(sheet, mark)


def _statement(sheet: Sheet, mark: Mark) -> Card:
    record = sheet.statements[mark.id]
    facts = [
        Fact(
            name="speaker",
            value=_party(record.speaker) or record.source or "not named",
            basis=record.source_type,
            to=_to(record.speaker),
        ),
        *(Fact(name="also", value=_party(one), to=_to(one)) for one in record.co_speakers),
        Fact(name="source", value=record.source or "left out", basis="the words for the speaker"),
        Fact(name="cue", value=record.cue or "none", basis="the words for the saying"),
        Fact(name="stance", value=record.stance),
        Fact(name="polarity", value="not held by the speaker" if record.polarity == "negative" else "held"),
        Fact(name="kind", value=record.kind),
        Fact(name="to", value=_party(record.addressee) or "nobody named", to=_to(record.addressee)),
        Fact(
            name="confidence", value=f"{record.confidence:.2f}", basis="network and rules, joined at the cue"
        ),
        Fact(name="read by", value=record.run),
    ]
    return Card(
        mark=mark,
        title=f"{_party(record.speaker) or record.source or 'Somebody'} {record.stance}",
        words=record.words,
        facts=tuple(facts),
        chain=record.chain,
        editable=editable_of(record),
        corrections=record.corrections,
    )


def _event(sheet: Sheet, mark: Mark) -> Card:
    record = sheet.events[mark.id]
    when, where = record.when, record.where
    facts = [
        Fact(name="type", value=record.type, basis=", ".join(record.modes)),
        Fact(name="contexts", value=", ".join(record.contexts) or "none"),
        Fact(name="CAMEO", value=record.cameo or "none"),
        Fact(name="status", value=record.status),
        *(Fact(name="actor", value=_party(p), basis=_party_basis(p), to=_to(p)) for p in record.actors),
        *(
            Fact(name="recipient", value=_party(p), basis=_party_basis(p), to=_to(p))
            for p in record.recipients
        ),
        Fact(
            name="when",
            value=(days(when.earliest, when.latest) or "unknown") if when else "not stated",
            basis=f"“{when.words}”, {when.basis}" if when else "",
        ),
        Fact(
            name="where",
            value=f"{where.name}{', ' + country_name(where.country) if where.country else ''}"
            if where
            else "not stated",
            basis=f"“{where.words}”, {where.basis}" if where else "",
        ),
        *(
            Fact(
                name=count.what,
                value=span_of_numbers(count.low, count.high) + (f" {count.unit}" if count.unit else ""),
                basis=f"“{count.words}”, rule {count.rule}"
                + (f", {' > '.join(count.said_by)}" if count.said_by else ""),
            )
            for count in record.counts
        ),
        Fact(
            name="confidence", value=f"{record.confidence:.2f}", basis="trigger lexicon, frames and codebook"
        ),
        Fact(name="read by", value=record.run),
    ]
    return Card(
        mark=mark,
        title=f"{record.type} {' '.join(record.modes)}".strip(),
        words=record.words,
        facts=tuple(facts),
        chain=record.said_by,
        editable=editable_of(record),
        corrections=record.corrections,
    )


def _number(sheet: Sheet, mark: Mark) -> Card:
    count = sheet.index.quantities[mark.local]
    facts = (
        Fact(name="what", value=count.what),
        Fact(name="range", value=amount(count), basis=f"rule {count.rule}"),
        Fact(name="qualifier", value=count.qualifier or "none"),
        Fact(
            name="given by",
            value=sheet.index.chain_of(count.estimated_by) if count.estimated_by else "the article itself",
        ),
    )
    return Card(mark=mark, title=f"{count.what} {amount(count)}", words=mark.words, facts=facts)


def _time(sheet: Sheet, mark: Mark) -> Card:
    time = sheet.index.times[mark.local]
    facts = (
        Fact(name="means", value=meaning(time).strip("()"), basis=time.basis),
        Fact(name="TIMEX3", value=f"{time.type} {time.value}"),
    )
    return Card(mark=mark, title=meaning(time).strip("()"), words=mark.words, facts=facts)


def _place(sheet: Sheet, mark: Mark) -> Card:
    place = sheet.index.places[mark.local]
    at = f"{place.lat:.3f}, {place.lon:.3f}" if place.lat is not None and place.lon is not None else "unknown"
    facts = (
        Fact(name="place", value=place_phrase(place), basis=place.basis),
        Fact(name="division", value=place.admin1 or "unknown"),
        Fact(
            name="coordinates", value=at, basis=f"GeoNames {place.geonames_id}" if place.geonames_id else ""
        ),
        Fact(name="feature", value=place.feature or "unknown"),
        Fact(name="use", value=place.use),
    )
    return Card(
        mark=mark,
        title=place_phrase(place),
        words=mark.words,
        facts=facts,
        alternatives=tuple(f"GeoNames {id}" for id in place.alternatives),
    )


def _damage(sheet: Sheet, mark: Mark) -> Card:
    damage = next(d for d in sheet.index.reading.damage if d.span == mark.spans[0])
    facts = (Fact(name="kind", value=damage_words(damage.kind)), Fact(name="why", value=damage.note))
    return Card(
        mark=mark,
        title=damage_words(damage.kind),
        words=mark.words,
        facts=facts,
        alternatives=(damage.suggestion,) if damage.suggestion else (),
    )


def _party(party: Party | None) -> str:
    if party is None:
        return ""
    name = party.name
    return f"{name} ({party.known_as})" if party.known_as and party.known_as != name else name


def _party_basis(party: Party) -> str:
    country = f"{country_name(party.country)} ({party.country_basis})" if party.country else "country unknown"
    return ", ".join((party.kind, country, *party.sectors))


def _to(party: Party | None) -> str:
    return f"/p/{party.entity or party.id}" if party else ""


def editable_of(record: EventRecord | StatementRecord) -> tuple[Editable, ...]:
    """The fields of a record that a form can re-code."""
    if isinstance(record, StatementRecord):
        return _editable("s", stance=record.stance, polarity=record.polarity)
    when = record.when
    return _editable(
        "e",
        type=record.type,
        status=record.status,
        cameo=record.cameo or "",
        modes=",".join(record.modes),
        earliest=(when.earliest or "") if when else "",
        latest=(when.latest or "") if when else "",
    )


def _editable(letter: str, **now: str) -> tuple[Editable, ...]:
    return tuple(
        Editable(name=name, value=value, choices=_CHOICES.get(name, ()))
        for name, value in now.items()
        if name in FIELDS[letter]
    )
