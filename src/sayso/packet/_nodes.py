"""The nodes of the graph of a packet that stand for records: reports, statements, articles, files, runs and
corrections.

Every word quoted is a ``Quotation`` with two selectors of the Web Annotation model: its position in the text
of the article in code points, and itself with what stands before and after it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sayso.case import Count, Days, EventRecord, Link, RunRecord, StatementRecord
from sayso.packet._context import URN
from sayso.packet._records import AboutArticle, Changed, PartyThen, Quotes, Reported, Said, Shared
from sayso.records import Published

Node = dict[str, Any]

_KINDS = {"person": "Person", "organisation": "Organization", "country": "Country", "group": "Organization"}


def urn(id: str) -> str:
    """The name of a record in the graph."""
    return URN + id


def present(node: Node) -> Node:
    """A node without what is not known and what is empty."""
    return {name: value for name, value in node.items() if value not in (None, [], {}, "")}


def quotations(quotes: Quotes) -> list[Node]:
    """Words with their two selectors."""
    return [
        {
            "type": ["Quotation", "oa:SpecificResource"],
            "text": quote.exact,
            "source": urn(quote.article),
            "selector": quote.selectors,
        }
        for quote in quotes
    ]


def days_node(days: Days | Published) -> Node:
    """An interval of days of publication, and how it is known."""
    return present({"sayso:earliest": days.earliest, "sayso:latest": days.latest, "sayso:basis": days.basis})


# -- records -----------------------------------------------------------------------------------------------


def _record(record: EventRecord | StatementRecord) -> Node:
    """What every record has: a claim that appears in one article, which a run read there."""
    return {
        "id": urn(record.id),
        "type": ["Claim", "prov:Entity"],
        "text": record.words,
        "appearance": urn(record.article),
        "prov:wasDerivedFrom": urn(record.article),
        "prov:wasGeneratedBy": urn(record.run),
        "prov:wasInfluencedBy": [urn(id) for id in record.corrections],
        "sayso:confidence": record.confidence,
        "sayso:reported": days_node(record.reported),
    }


def report(one: Reported, happening: str | None, author: str | None) -> Node:
    """An event record. ``author`` is the name of its origin."""
    event, when, where = one.event, one.event.when, one.event.where
    place = None
    if where is not None:
        geo = {"type": "GeoCoordinates", "latitude": where.lat, "longitude": where.lon}
        place = present(
            {
                "type": "Place",
                "name": where.name,
                "sayso:country": where.country,
                "geo": geo if where.lat is not None else None,
                "sayso:geonamesId": where.geonames_id,
                "sayso:basis": where.basis,
                "sayso:placeWords": quotations(one.where),
            }
        )
    return present(
        {
            **_record(event),
            "sayso:happening": urn(happening) if happening else None,
            "author": author,
            "sayso:by": one.report.origin if one.report else None,
            "sayso:copyOf": urn(one.report.repeats) if one.report and one.report.repeats else None,
            "sayso:eventType": event.type,
            "sayso:mode": list(event.modes),
            "sayso:context": list(event.contexts),
            "sayso:cameo": event.cameo,
            "sayso:status": event.status,
            "sayso:passage": quotations(one.passage),
            "sayso:trigger": quotations(one.trigger),
            "sayso:chain": [urn(said.record.id) for said in one.chain],
            "sayso:actor": _those(one.parties, "actor"),
            "sayso:recipient": _those(one.parties, "recipient"),
            "sayso:when": present(
                {
                    "sayso:earliest": when.earliest,
                    "sayso:latest": when.latest,
                    "sayso:basis": when.basis,
                    "sayso:dateWords": quotations(one.when),
                }
            )
            if when
            else None,
            "sayso:where": place,
            "sayso:count": [_count(number.count, number.quotes) for number in one.counts],
        }
    )


def _count(count: Count, quotes: Quotes) -> Node:
    return present(
        {
            "type": "QuantitativeValue",
            "sayso:about": count.what,
            "minValue": count.low,
            "maxValue": count.high,
            "unitText": count.unit,
            "sayso:qualifier": count.qualifier,
            "sayso:rule": count.rule,
            "sayso:saidBy": list(count.said_by),
            "sayso:numberWords": quotations(quotes),
        }
    )


def _those(parties: Iterable[PartyThen], part: str) -> list[str]:
    return [urn(one.party.id) for one in parties if one.part == part]


def party(one: PartyThen) -> Node:
    """Somebody of one article, with the roles that it gives him."""
    who = one.party
    kind = _KINDS.get(who.kind)
    return present(
        {
            "id": urn(who.id),
            "type": ["prov:Agent", kind] if kind and who.kind != "country" else kind or "Thing",
            "name": who.name,
            "sayso:joinedWith": urn(who.entity) if who.entity and who.entity != who.id else None,
            "sayso:knownAs": who.known_as,
            "sayso:country": who.country,
            "sayso:countryBasis": who.country_basis if who.country else None,
            "sayso:sector": list(who.sectors),
            "sayso:nameWords": quotations(one.quotes),
            "sayso:role": [
                present(
                    {
                        "type": "Role",
                        "roleName": then.role.title,
                        "startDate": then.role.since,
                        "endDate": then.role.until,
                        "sayso:basis": then.role.basis,
                        "sayso:roleWords": quotations(then.quotes),
                    }
                )
                for then in one.roles
            ],
        }
    )


def statement(said: Said, saying: str | None) -> Node:
    """A statement record: who says what in one article, and within which other statement."""
    record = said.record
    return present(
        {
            **_record(record),
            "sayso:within": urn(record.within) if record.within else None,
            "sayso:saying": urn(saying) if saying else None,
            "sayso:stance": record.stance,
            "sayso:kind": record.kind,
            "sayso:polarity": record.polarity,
            "sayso:sourceType": record.source_type,
            "sayso:speaker": _those(said.parties, "speaker"),
            "sayso:coSpeaker": _those(said.parties, "co-speaker"),
            "sayso:addressee": _those(said.parties, "addressee"),
            "sayso:sourceWords": quotations(said.source),
            "sayso:cueWords": quotations(said.cue),
            "sayso:contentWords": quotations(said.content),
        }
    )


# -- provenance --------------------------------------------------------------------------------------------


def article(one: AboutArticle) -> Iterator[Node]:
    """An article and the inputs that it was taken from."""
    made, published = one.article, one.article.published
    yield present(
        {
            "id": urn(made.id),
            "type": ["NewsArticle", "prov:Entity"],
            "headline": made.title,
            "url": made.url,
            "publisher": {"type": "Organization", "name": made.outlet} if made.outlet else None,
            "creditText": made.byline,
            "datePublished": published.best,
            "sayso:published": days_node(published),
            "sayso:dateReason": list(published.reasons),
            "identifier": made.given_id,
            "inLanguage": made.language,
            "sayso:textSha256": made.text_sha256,
            "sayso:codePoints": one.length,
            "prov:wasDerivedFrom": [urn(link.id) for link in one.inputs],
            "sayso:readBy": {"id": urn(one.run)},
            "sayso:shares": [_shared(shared, made.id) for shared in one.shares],
        }
    )
    yield from map(_input, one.inputs)


def _shared(one: Shared, article: str) -> Node:
    def position(of: str, span: Sequence[int]) -> Node:
        selector = {"type": "TextPositionSelector", "start": span[0], "end": span[1]}
        return {"type": "oa:SpecificResource", "source": urn(of), "selector": selector}

    return {
        "sayso:with": {"id": urn(one.other)},
        "sayso:copy": one.copy,
        "sayso:share": one.share,
        "sayso:passages": [
            {"sayso:here": position(article, here), "sayso:there": position(one.other, there)}
            for here, there in one.passages
        ],
    }


def _input(link: Link) -> Node:
    about = link.about
    return present(
        {
            "id": urn(link.id),
            "type": ["MediaObject", "prov:Entity"],
            "sha256": about["sha256"],
            "contentSize": str(about["bytes"]) if about["bytes"] is not None else None,
            "sayso:foundAt": about["source"],
            "sayso:cameIntoTheCase": about["added"],
            "sayso:status": about["status"],
            "sayso:encoding": about["encoding"],
            "sayso:bytesAre": about["bytes are"],
            "sayso:finding": list(about["findings"]),
        }
    )


def run(record: RunRecord) -> Node:
    """A run: the activity that made records, with the program and what it used."""
    used = [
        {"id": f"{URN}sha256:{digest}", "type": "prov:Entity", "name": name, "sha256": digest}
        for name, digest in sorted(record.models.items())
    ]
    used += [
        {"id": f"{URN}sha256:{digest}", "type": "prov:Entity", "name": "list of actors", "sha256": digest}
        for digest in record.options.get("actors") or ()
    ]
    return {
        "id": urn(record.id),
        "type": "prov:Activity",
        "sayso:firstUsed": record.begun,
        "sayso:codebook": record.codebook,
        "prov:used": used,
        "prov:wasAssociatedWith": {
            "id": f"{URN}sha256:{record.code_sha256}",
            "type": ["SoftwareApplication", "prov:SoftwareAgent"],
            "name": "Sayso",
            "softwareVersion": record.sayso,
            "sha256": record.code_sha256,
        },
    }


def correction(one: Changed) -> Node:
    """A correction: what somebody changed, why, and what it was before."""
    made = one.correction
    return present(
        {
            "id": urn(made.id),
            "type": "prov:Activity",
            "sayso:action": made.action,
            "sayso:target": urn(made.target),
            "sayso:to": _values(made.value),
            "sayso:before": _values(one.before),
            "prov:wasAssociatedWith": {"type": ["Person", "prov:Agent"], "name": made.who},
            "sayso:why": made.why,
            "sayso:at": made.at,
            "sayso:takenBackBy": urn(one.undoing.id) if one.undoing else None,
        }
    ) | _undoing(one)


def _undoing(one: Changed) -> Node:
    undo = one.undoing
    if undo is None:
        return {}
    return {"sayso:takenBack": {"sayso:by": undo.who, "sayso:why": undo.why, "sayso:at": undo.at}}


def _values(values: dict[str, Any]) -> list[Node]:
    """Fields and their values; null is a value that is not known."""
    return [
        {"type": "PropertyValue", "propertyID": name, "value": _plain(value)}
        for name, value in values.items()
        if name != "stay"
    ]


def _plain(value: Any) -> Any:
    if value is None:
        return "not known"
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value
