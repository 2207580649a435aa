"""The linked data: read offline by a JSON-LD processor of others, in terms that exist."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from sayso.case import Case
from sayso.stories import Stories
from tests.packet.conftest import Made, arrest, made

SCHEMA = set(
    "about appearance author contentSize creator creditText dateCreated datePublished description endDate "
    "geo hasPart headline identifier inLanguage latitude location longitude maxValue minValue name "
    "propertyID publisher roleName sha256 softwareVersion startDate text unitText url value".split()
)
"""Properties of schema.org that we use."""
TYPES = set(
    "Claim Collection Country Dataset Event GeoCoordinates MediaObject NewsArticle Organization Person Place "
    "PropertyValue QuantitativeValue Quotation Role SoftwareApplication Thing".split()
)
PROV = set("Activity Agent Entity SoftwareAgent".split())
PROV_TERMS = set("used wasAssociatedWith wasDerivedFrom wasGeneratedBy wasInfluencedBy".split())
OA = {"SpecificResource"}
SELECTORS = {"TextPositionSelector", "TextQuoteSelector"}
PLACE = set("source selector exact prefix suffix start end id type".split())


def inside(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for part in value.values():
            yield from inside(part)
    elif isinstance(value, list):
        for part in value:
            yield from inside(part)


@pytest.fixture(scope="module")
def corrected(week: Case) -> Made:
    return made(week, arrest(week).id)


def test_every_term_is_one_that_exists(packet: Made) -> None:
    for node in inside(json.loads(packet.graph)["@graph"]):
        for name in node:
            prefix, colon, term = name.rpartition(":")
            if not colon:
                assert name in SCHEMA | PLACE, name
            else:
                assert prefix == "sayso" or (prefix == "prov" and term in PROV_TERMS), name
        types = node.get("type", [])
        for kind in [types] if isinstance(types, str) else types:
            prefix, colon, term = kind.rpartition(":")
            assert term in {"": TYPES | SELECTORS, "prov": PROV, "oa": OA}[prefix], kind


def test_every_node_that_is_named_is_there_or_is_a_record_of_the_case(packet: Made) -> None:
    there = packet.nodes
    linked = (
        "appearance",
        "prov:wasDerivedFrom",
        "prov:wasGeneratedBy",
        "prov:wasInfluencedBy",
        "sayso:chain",
    )
    for node in there.values():
        for name in linked:
            for id in [node[name]] if isinstance(node.get(name), str) else node.get(name, []):
                if node["type"] == ["Claim", "prov:Entity"] and "text" in node:
                    assert id in there, (node["id"], name)


def test_each_record_has_one_node(week: Case) -> None:
    """Whoever reads it as plain JSON takes nodes by their ids."""
    stories = Stories(week)
    told = {r for saying in stories.sayings() for version in saying.versions for r in version.records}
    alone = next(statement for statement in week.statements() if statement.id not in told)
    packet = made(week, alone.id, alone.article, arrest(week).id)
    graph = json.loads(packet.graph)["@graph"]
    assert len(graph) == len(packet.nodes)
    for id in (alone.id, alone.article):
        entry = packet.nodes[f"urn:sayso:entry:{id}"]
        assert entry["about"] == {"id": f"urn:sayso:{id}"}
    assert packet.nodes[f"urn:sayso:entry:{alone.id}"]["sayso:notKnown"]


def no_loader(url: str, options: Any = None) -> Any:
    raise AssertionError(f"{url} would be fetched")


def test_a_processor_reads_it_offline(packet: Made, week: Case) -> None:
    jsonld = pytest.importorskip("pyld").jsonld
    document = json.loads(packet.graph)
    expanded = jsonld.expand(document, {"documentLoader": no_loader})
    ours = {node["id"] for node in document["@graph"]}
    assert {node["@id"] for node in expanded} == ours
    for node in inside(expanded):
        assert all(name.startswith("@") or ":" in name for name in node)
    quads = jsonld.to_rdf(document, {"format": "application/n-quads", "documentLoader": no_loader})
    happening = f"<urn:sayso:{arrest(week).id}>"
    status = f'{happening} <urn:sayso:term:status> "disputed" .'
    assert status in quads
    assert (
        f"{happening} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://schema.org/Claim> ." in quads
    )
    number = "^^<http://www.w3.org/2001/XMLSchema#nonNegativeInteger> ."
    starts = [q for q in quads.splitlines() if "<http://www.w3.org/ns/oa#start>" in q]
    assert len(starts) > 300
    assert all(q.endswith(number) for q in starts)
    assert "<http://www.w3.org/ns/prov#wasDerivedFrom> <urn:sayso:a_" in quads
    assert "<http://www.w3.org/ns/prov#wasGeneratedBy> <urn:sayso:r_" in quads


def test_nothing_is_lost_when_it_is_expanded_and_compacted(week: Case) -> None:
    """A term that the context does not know would be dropped."""
    jsonld = pytest.importorskip("pyld").jsonld
    document = json.loads(made(week, arrest(week).id).graph)
    options = {"documentLoader": no_loader}
    back = jsonld.compact(jsonld.expand(document, options), document["@context"], options)
    before = sorted(sum(map(len, inside(node))) for node in document["@graph"])
    after = sorted(sum(map(len, inside(node))) for node in back["@graph"])
    assert before == after


def test_the_graph_normalises(week: Case) -> None:
    jsonld = pytest.importorskip("pyld").jsonld
    id = arrest(week).reports[0].article
    document = json.loads(made(week, id).graph)
    options = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": no_loader}
    one = jsonld.normalize(document, options)
    document["@graph"].reverse()
    assert jsonld.normalize(document, options) == one


def test_chains_and_spans_keep_their_order(packet: Made) -> None:
    context = json.loads(packet.graph)["@context"]
    for node in packet.nodes.values():
        for name, value in node.items():
            if name.endswith("Words") or name in ("sayso:chain", "sayso:passage", "sayso:trigger"):
                assert context[name]["@container"] == "@list"
                starts = [q["selector"][0]["start"] for q in value if isinstance(q, dict)]
                assert starts == sorted(starts)
