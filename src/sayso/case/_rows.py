"""A Reading, and what people corrected about it, to the rows that queries read. Pure: no SQL, no clock.

The rows of a Reading depend on nothing but the Reading, its run and the corrections of its own records, so
they can be made in any process, in any order, and again at any time."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from sayso.case._digest import folded_digest
from sayso.case._ids import ids_of
from sayso.case._joining import ALONE, Member, block_key
from sayso.case._records import Count, Days, EventRecord, Party, RoleRecord, StatementRecord, When, Where
from sayso.directory import fold_name
from sayso.records import Actor, Article, Attribution, Event, Reading, Spans

_LOCAL_TIME = re.compile(r"\bt\d+\b")

Row = dict[str, Any]


class Overlay(msgspec.Struct, frozen=True, kw_only=True):
    """Corrections of one record: new values of its fields, whether it is hidden, and the corrections' ids."""

    values: dict[str, Any] = {}
    hidden: bool = False
    ids: tuple[str, ...] = ()


_NONE = Overlay()


def lean(record: msgspec.Struct) -> bytes:
    """The JSON of a record without what its defaults say; it is decoded as it was."""
    return msgspec.json.encode(_lean(record))


def _lean(value: Any) -> Any:
    if isinstance(value, msgspec.Struct):
        pairs = ((name, getattr(value, name)) for name in value.__struct_fields__)
        defaults = _defaults(type(value))
        return {
            name: _lean(field) for name, field in pairs if name not in defaults or defaults[name] != field
        }
    return [_lean(item) for item in value] if isinstance(value, tuple) else value


@functools.cache
def _defaults(kind: type[msgspec.Struct]) -> dict[str, Any]:
    return {
        field.name: field.default
        for field in msgspec.structs.fields(kind)
        if field.default is not msgspec.NODEFAULT
    }


class ActorNote(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept of an actor of one article, beside what the columns say."""

    member: Member
    roles: tuple[RoleRecord, ...] = ()
    country_basis: str = "unknown"
    mentions: Spans = ()
    corrections: tuple[str, ...] = ()


class Derived(msgspec.Struct, frozen=True, kw_only=True):
    """Rows by table, in the order of the Reading; of the article's own row what the Reading says."""

    article: Row
    events: list[Row]
    statements: list[Row]
    actors: list[Row]
    parties: list[Row]
    countries: list[Row]
    details: list[Row]


def derive(reading: Reading, run: str, overlay: Mapping[str, Overlay] | None = None) -> Derived:
    """The rows of a Reading. ``overlay`` has the corrections by record id."""
    return _Deriving(reading, run, overlay or {}).rows()


class _Deriving:
    """One Reading on its way into rows."""

    def __init__(self, reading: Reading, run: str, overlay: Mapping[str, Overlay]) -> None:
        self.reading, self.run, self.overlay = reading, run, overlay
        self.article: Article = reading.article
        self.text = reading.article.text
        self.ids = ids_of(reading)
        published = reading.article.published
        self.reported = Days(earliest=published.earliest, latest=published.latest, basis=published.basis)
        self.times = {time.id: time for time in reading.times}
        self.places = {place.id: place for place in reading.places}
        self.quantities = {quantity.id: quantity for quantity in reading.quantities}
        self.attributions = {a.id: a for a in reading.attributions}
        self.parties = {actor.id: self._party(actor) for actor in reading.actors}

    def rows(self) -> Derived:
        rows = Derived(
            article=self._article(),
            events=[],
            statements=[],
            actors=[self._actor(actor) for actor in self.reading.actors],
            parties=[],
            countries=[],
            details=[],
        )
        for event in self.reading.events:
            self._event(event, rows)
        for attribution, about in self._about():
            self._statement(attribution, about, rows)
        for part in ("times", "places", "quantities"):
            rows.details.extend(
                {"id": name, "article": self.article.id, "kind": part, "local": local}
                for local, name in self.ids[part].items()
            )
        return rows

    def _article(self) -> Row:
        published = self.article.published
        named = {fold_name(a.name) for a in self.reading.actors if a.kind in ("person", "organisation")}
        return {
            "earliest": published.earliest,
            "latest": published.latest,
            "dated": published.basis,
            "named": msgspec.json.encode(sorted(named)).decode(),
        }

    def words(self, spans: Spans) -> str:
        return " … ".join(self.text[start:end] for start, end in spans)

    def _over(self, part: str, local: str) -> tuple[str, Overlay]:
        name = self.ids[part][local]
        return name, self.overlay.get(name, _NONE)

    # -- actors ----------------------------------------------------------------------------------------------

    def _party(self, actor: Actor) -> Party:
        name, over = self._over("actors", actor.id)
        values = over.values
        country = values.get("country", actor.country)
        return Party(
            id=name,
            name=values.get("name", actor.name),
            kind=values.get("kind", actor.kind),
            country=country,
            country_basis="corrected" if "country" in values else actor.country_basis,
            sectors=tuple(values.get("sectors", actor.sectors)),
        )

    def _actor(self, actor: Actor) -> Row:
        party, over = self.parties[actor.id], self._over("actors", actor.id)[1]
        names = dict.fromkeys(self.text[start:end] for start, end in actor.mentions)
        member = Member(
            id=party.id,
            article=self.article.id,
            kind=party.kind,
            name=party.name,
            names=tuple(names),
            known_as=actor.known_as,
            country=party.country,
            country_basis=party.country_basis,
            sectors=party.sectors,
            titles=tuple(dict.fromkeys(role.title for role in actor.roles)),
        )
        note = ActorNote(
            member=member,
            roles=tuple(
                RoleRecord(
                    title=role.title,
                    since=role.since,
                    until=role.until,
                    basis=role.basis,
                    words=self.words(role.spans),
                    article="",
                )
                for role in actor.roles
            ),
            country_basis=party.country_basis,
            mentions=actor.mentions,
            corrections=over.ids,
        )
        return {
            "id": party.id,
            "article": self.article.id,
            "local": actor.id,
            "kind": party.kind,
            "name": party.name,
            "country": party.country,
            "block": _block(member),
            "entity": party.id,
            "articles": 1,
            "lent_country": None,
            "reason": "",
            "certainty": 1.0,
            "hidden": int(over.hidden),
            "row": lean(note),
        }

    # -- events ----------------------------------------------------------------------------------------------

    def _event(self, event: Event, rows: Derived) -> None:
        name, over = self._over("events", event.id)
        values = over.values
        actors = self._corrected_parties(values.get("actors"), event.actors)
        recipients = self._corrected_parties(values.get("recipients"), event.recipients)
        when, where = self._when(event, values), self._where(event)
        record = EventRecord(
            id=name,
            type=values.get("type", event.type),
            modes=tuple(values.get("modes", event.modes)),
            contexts=tuple(values.get("contexts", event.contexts)),
            cameo=values.get("cameo", event.cameo),
            status=values.get("status", event.status),
            actors=actors,
            recipients=recipients,
            when=when,
            where=where,
            counts=tuple(self._count(q) for q in event.quantities),
            said_by=self._chain(event.said_by),
            statements=tuple(self.ids["attributions"][a] for a in event.said_by),
            words=self.words(event.evidence),
            trigger=self.words(event.trigger),
            confidence=event.confidence,
            article=self.article.id,
            evidence_spans=event.evidence,
            trigger_spans=event.trigger,
            run="",
            corrections=over.ids,
        )
        earliest = when.earliest if when else None
        country = where.country if where else None
        rows.events.append(
            {
                "id": name,
                "article": self.article.id,
                "local": event.id,
                "type": record.type,
                "cameo": record.cameo,
                "status": record.status,
                "earliest": earliest,
                "latest": when.latest if when else None,
                "country": country,
                "confidence": event.confidence,
                "hidden": int(over.hidden),
                "row": lean(record),
            }
        )
        rows.parties.extend(_party_rows(name, {"actor": actors, "recipient": recipients}))
        found = {party.country for party in (*actors, *recipients)} | {country}
        rows.countries.extend(
            {"country": code, "earliest": earliest or "", "record": name}
            for code in sorted(filter(None, found))
        )

    def _corrected_parties(self, ordered: Iterable[str] | None, local: Iterable[str]) -> tuple[Party, ...]:
        if ordered is None:
            return tuple(self.parties[a] for a in local)
        by_id = {party.id: party for party in self.parties.values()}
        return tuple(by_id[name] for name in ordered if name in by_id)

    def _when(self, event: Event, values: Mapping[str, Any]) -> When | None:
        time = self.times.get(event.time or "")
        if "earliest" in values or "latest" in values:
            return When(
                words=self.words((time.span,)) if time else "",
                value=time.value if time else "",
                earliest=values.get("earliest", time.earliest if time else None),
                latest=values.get("latest", time.latest if time else None),
                basis="corrected",
            )
        if time is None:
            return None
        return When(
            words=self.words((time.span,)),
            value=time.value,
            earliest=time.earliest,
            latest=time.latest,
            basis=_LOCAL_TIME.sub(self._time_words, time.basis),
        )

    def _time_words(self, match: re.Match[str]) -> str:
        """The words of the time that a basis names by its local id."""
        time = self.times.get(match[0])
        return f"“{self.words((time.span,))}”" if time else match[0]

    def _where(self, event: Event) -> Where | None:
        place = self.places.get(event.place or "")
        if place is None:
            return None
        return Where(
            words=self.words((place.span,)),
            name=place.name,
            country=place.country,
            admin1=place.admin1,
            lat=place.lat,
            lon=place.lon,
            geonames_id=place.geonames_id,
            feature=place.feature,
            basis=place.basis,
        )

    def _count(self, local: str) -> Count:
        quantity = self.quantities[local]
        around = self._around(quantity.estimated_by)
        return Count(
            words=self.words((quantity.span,)),
            what=quantity.what,
            unit=quantity.unit,
            low=quantity.low,
            high=quantity.high,
            qualifier=quantity.qualifier,
            rule=quantity.rule,
            said_by=self._chain(around),
            statements=tuple(self.ids["attributions"][a] for a in around),
        )

    # -- statements ------------------------------------------------------------------------------------------

    def _around(self, innermost: str | None) -> tuple[str, ...]:
        """The attributions around one, the outermost first and itself last."""
        ids: list[str] = []
        while innermost is not None:
            ids.append(innermost)
            innermost = self.attributions[innermost].within
        return tuple(reversed(ids))

    def _chain(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Names of who speaks in each of the attributions; one who speaks twice in a row is named once."""
        chain: list[str] = []
        for name in ids:
            attribution = self.attributions[name]
            party = self.parties.get(attribution.speaker or "")
            speaker = party.name if party else self.words(attribution.source) or "unknown"
            if not chain or chain[-1] != speaker:
                chain.append(speaker)
        return tuple(chain)

    def _about(self) -> Iterable[tuple[Attribution, list[str]]]:
        """Each attribution with the actors that are mentioned in its content, in the order of the Reading."""
        starts = sorted((start, end, a.id) for a in self.reading.actors for start, end in a.mentions)
        for attribution in self.reading.attributions:
            inside: dict[str, None] = {}
            for start, end in attribution.content:
                for first, last, actor in _between(starts, start, end):
                    if last <= end and first >= start:
                        inside[actor] = None
            yield attribution, [actor for actor in self.parties if actor in inside]

    def _statement(self, a: Attribution, about: Sequence[str], rows: Derived) -> None:
        name, over = self._over("attributions", a.id)
        values = over.values
        speaker = self._corrected_speaker(values, a)
        others = tuple(self.parties[other] for other in a.co_speakers)
        addressee = self.parties.get(a.addressee or "")
        named = tuple(self.parties[actor] for actor in about)
        words = self.words(a.content)
        record = StatementRecord(
            id=name,
            kind=a.kind,
            stance=values.get("stance", a.stance),
            polarity=values.get("polarity", a.polarity),
            speaker=speaker,
            co_speakers=others,
            addressee=addressee,
            chain=self._chain(self._around(a.id)),
            words=words,
            source=self.words(a.source),
            source_type=a.source_type,
            cue=self.words(a.cue),
            about=named,
            within=self.ids["attributions"][a.within] if a.within else None,
            confidence=a.confidence,
            article=self.article.id,
            content_spans=a.content,
            source_spans=a.source,
            cue_spans=a.cue,
            run="",
            corrections=over.ids,
        )
        rows.statements.append(
            {
                "id": name,
                "article": self.article.id,
                "local": a.id,
                "stance": record.stance,
                "kind": a.kind,
                "polarity": record.polarity,
                "earliest": self.reported.earliest,
                "latest": self.reported.latest,
                "words": words,
                "words_sha256": folded_digest(words),
                "confidence": a.confidence,
                "hidden": int(over.hidden),
                "row": lean(record),
            }
        )
        roles = {
            "speaker": (speaker,) if speaker else (),
            "co_speaker": others,
            "addressee": (addressee,) if addressee else (),
            "about": named,
        }
        rows.parties.extend(_party_rows(name, roles))

    def _corrected_speaker(self, values: Mapping[str, Any], a: Attribution) -> Party | None:
        if "speaker" not in values:
            return self.parties.get(a.speaker or "")
        by_id = {party.id: party for party in self.parties.values()}
        return by_id.get(values["speaker"] or "")


def _block(member: Member) -> str | None:
    """The block of an actor; None for one that is never joined."""
    key = block_key(member)
    return None if key.startswith(ALONE) else key


def _party_rows(record: str, roles: Mapping[str, Sequence[Party]]) -> list[Row]:
    pairs = dict.fromkeys((party.id, role) for role, parties in roles.items() for party in parties)
    return [{"actor": actor, "role": role, "record": record} for actor, role in pairs]


def _between(starts: Sequence[tuple[int, int, str]], start: int, end: int) -> Iterable[tuple[int, int, str]]:
    """The mentions that begin within a span."""
    return starts[bisect_left(starts, (start, 0, "")) : bisect_left(starts, (end, 0, ""))]
