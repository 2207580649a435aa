"""A packet as linked data: happenings, sayings and stories as claims, and under them the nodes of records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import quote as percent

from sayso.packet._context import URN
from sayso.packet._nodes import Node, correction, days_node, party, present, report, statement, urn
from sayso.packet._records import NO_NUMBERS, Entry, PartyThen, Reported, Said, Spoken
from sayso.stories import Claim, Happening, Origin, Saying, Story


class Nodes:
    """Nodes of entries, each record once: a record that two entries have is described by the first."""

    def __init__(self) -> None:
        self._made: set[str] = set()

    def _new(self, id: str) -> bool:
        before = len(self._made)
        self._made.add(id)
        return len(self._made) > before

    def of(self, entry: Entry) -> Iterator[Node]:
        """Everything of an entry but its articles and runs."""
        about: Node = {}
        if entry.happening is not None:
            about = happening(entry.happening)
            yield from self._origins(entry.happening)
        elif entry.saying is not None:
            about = _saying(entry.saying, entry.target.heading)
        elif entry.story is not None:
            about = _story(entry.story)
        else:
            # The record has a node elsewhere, and a second of the same id would hide it from readers of JSON
            about = {"id": f"{URN}entry:{entry.target.id}", "type": ["Dataset", "prov:Entity"]}
            about["about"] = {"id": urn(entry.target.id)}
        yield about | present({"sayso:notKnown": list(entry.unknown)})
        for one in entry.every_report():
            yield from self._report(one, entry)
        for spoken in entry.statements:
            yield from self._statements(spoken)
        for changed in entry.corrections:
            if self._new(changed.correction.id):
                yield correction(changed)

    def _origins(self, of: Happening) -> Iterator[Node]:
        for origin in (*of.origins, *of.unnamed):
            if self._new(origin_urn(origin)):
                yield _origin(origin)

    def _report(self, one: Reported, entry: Entry) -> Iterator[Node]:
        for said in one.chain:
            yield from self._statement(said, None)
        if self._new(one.event.id):
            of = entry.happening or one.happening
            yield from self._origins(of) if of else ()
            yield report(one, of.id if of else None, _author(one, of))
            yield from self._parties(one.parties)

    def _statements(self, spoken: Spoken) -> Iterator[Node]:
        for said in spoken.chain:
            yield from self._statement(said, spoken.saying if said == spoken.said else None)

    def _statement(self, said: Said, saying: str | None) -> Iterator[Node]:
        if self._new(said.record.id):
            yield statement(said, saying)
            yield from self._parties(said.parties)

    def _parties(self, parties: Iterable[PartyThen]) -> Iterator[Node]:
        yield from (party(one) for one in parties if self._new(one.party.id))


def happening(h: Happening) -> Node:
    """A happening: a claim about an event, of which its reports are parts."""
    place = present({"type": "Place", "name": h.place, "sayso:country": h.country}) if h.place else None
    event = {"type": "Event", "startDate": h.earliest, "endDate": h.latest, "location": place}
    return present(
        {
            "id": urn(h.id),
            "type": ["Claim", "prov:Entity"],
            "name": h.headline,
            "about": present(event),
            "sayso:eventType": h.type,
            "sayso:mode": list(h.modes),
            "sayso:context": list(h.contexts),
            "sayso:status": h.status,
            "sayso:course": [present({"sayso:status": c.status, "sayso:since": c.since}) for c in h.course],
            "sayso:who": list(h.actors),
            "sayso:toWhom": list(h.recipients),
            "sayso:articles": h.articles,
            "sayso:reportsThatAreNoCopies": h.told,
            "sayso:independentOrigins": len(h.origins),
            "author": [origin_urn(origin) for origin in h.origins],
            "sayso:unnamedOrigin": [origin_urn(origin) for origin in h.unnamed],
            "appearance": list(dict.fromkeys(urn(report.article) for report in h.reports)),
            "hasPart": [urn(report.record) for report in h.reports],
            "sayso:claims": [_claim(claim) for claim in h.claims],
            "sayso:dispute": [
                {"sayso:about": d.about, "sayso:claims": [_claim(c) for c in d.claims]} for d in h.disputes
            ],
            "sayso:revision": [
                {"sayso:about": r.about, "sayso:by": r.origin, "sayso:claims": [_claim(c) for c in r.claims]}
                for r in h.revisions
            ],
            "sayso:denial": [urn(id) for id in h.denials],
        }
    )


def _author(one: Reported, of: Happening | None) -> str | None:
    """The name of the origin of a report, where it is one of those that are described."""
    if of is None or one.report is None:
        return None
    named = {origin.name: origin_urn(origin) for origin in (*of.unnamed, *of.origins)}
    return named.get(one.report.origin)


def origin_urn(origin: Origin) -> str:
    """The name of an origin: the same for all voices of one body."""
    return f"{URN}origin:{percent(origin.key, safe='')}"


def _origin(origin: Origin) -> Node:
    kind = {"agency": "Organization", "outlet": "Organization"}.get(origin.kind)
    if kind is None:
        kind = "Person" if origin.key.startswith("person ") else None
    types = ["prov:Agent", kind] if kind else ["prov:Agent"]
    return {"id": origin_urn(origin), "type": types, "name": origin.name, "sayso:originKind": origin.kind}


def _claim(claim: Claim) -> Node:
    number = None
    if claim.about not in NO_NUMBERS:
        number = {"type": "QuantitativeValue", "minValue": claim.low, "maxValue": claim.high}
        number = present({**number, "unitText": claim.unit, "sayso:openAbove": claim.open or None})
    return present(
        {
            "type": "Claim",
            "sayso:about": claim.about,
            "sayso:value": claim.value,
            "sayso:number": number,
            "sayso:by": claim.origin,
            "text": claim.words,
            "sayso:reports": [urn(id) for id in claim.reports],
            "sayso:reported": days_node(claim.reported),
        }
    )


def _saying(saying: Saying, name: str) -> Node:
    return present(
        {
            "id": urn(saying.id),
            "type": ["Claim", "prov:Entity"],
            "name": name,
            "sayso:by": saying.origin,
            "sayso:speaker": saying.speaker,
            "sayso:stance": saying.stance,
            "sayso:articles": saying.articles,
            "sayso:independentOrigins": 1,
            "appearance": list(
                dict.fromkeys(urn(a) for version in saying.versions for a in version.articles)
            ),
            "hasPart": [urn(record) for version in saying.versions for record in version.records],
        }
    )


def _story(story: Story) -> Node:
    return present(
        {
            "id": urn(story.id),
            "type": ["Collection", "prov:Entity"],
            "name": story.title,
            "description": story.headline,
            "sayso:origins": story.origins,
            "hasPart": [urn(id) for id in (*story.happenings, *story.articles)],
        }
    )
