"""Each format on the demo case, read by somebody else's reader where one installs, else by a strict one."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pytest

from sayso.case import Case
from sayso.exports import FORMATS
from tests.exports.written import CSV, TABLES, TSV, records, written

ROOT = Path(__file__).resolve().parents[2]
HAPPENED = ("happened", "ongoing")


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("explode", [False, True])
def test_pandas_reads_every_table_with_the_published_header(demo: Case, name: str, explode: bool) -> None:
    if explode and "explode" not in FORMATS[name].takes:
        pytest.skip("no dyads")
    form = FORMATS[name]
    data, loss = written(demo, name, explode=explode)
    frame = pd.read_csv(
        io.BytesIO(data),
        sep="," if name in CSV else "\t",
        names=None if form.header else list(form.columns),
        header=0 if form.header else None,
        dtype=str,
        keep_default_na=False,
    )
    assert tuple(frame.columns) == form.columns
    assert len(frame) == loss.parts[0].rows > 20
    strict = records(name, data)
    assert frame.to_dict("records") == strict


def test_pandas_gives_numbers_and_days_where_they_are_known(demo: Case) -> None:
    data, _ = written(demo, "gdelt")
    frame = pd.read_csv(io.BytesIO(data), sep="\t", names=FORMATS["gdelt"].columns, dtype={"EventCode": str})
    assert frame.GLOBALEVENTID.is_unique
    assert frame.GLOBALEVENTID.dtype == "int64"
    assert set(frame.EventCode.str.len()) <= {3, 4}
    assert any(code.startswith("0") for code in frame.EventCode)
    days = pd.to_datetime(frame.SQLDATE.dropna().astype(int).astype(str), format="%Y%m%d")
    assert days.min().year > 2000
    assert set(frame.QuadClass) <= {1, 2, 3, 4}
    mentions = pd.read_csv(
        io.BytesIO(written(demo, "gdelt-mentions")[0]), sep="\t", names=FORMATS["gdelt-mentions"].columns
    )
    assert set(mentions.GLOBALEVENTID) == set(frame.GLOBALEVENTID)
    counted = mentions.GLOBALEVENTID.value_counts()
    told = frame.set_index("GLOBALEVENTID").NumMentions
    assert (counted.reindex(told.index) <= told).all()  # reports that deny it are no mentions of the event


def test_parquet_and_json_lines_have_every_event_as_it_is(demo: Case) -> None:
    wanted = [event.id for event in demo.events()]
    for name in ("parquet", "jsonl", "csv", "geojson"):
        assert [row["id"] for row in records(name, written(demo, name)[0])] == wanted
    plain = records("jsonl", written(demo, "jsonl")[0])
    packed = records("parquet", written(demo, "parquet")[0])
    assert [row["words"] for row in plain] == [row["words"] for row in packed]
    assert [row["origins"] for row in plain] == [row["origins"] for row in packed]


PLOVER_TYPES = (
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION "
    "MOBILIZE COERCE ASSAULT"
).split()
PLOVER_FIELDS = (
    "id has_event date time enddate endtime actor recipient event event_loc event_text quad_code event_scale "
    "mode context link text text_info cite_info coder coded_date coded_time comment size"
).split()
PLOVER_ENTITY = (
    "code sector entity_text identifier_id identifier_text religion ethnicity office gender age"
).split()


def test_plover_has_only_fields_of_the_manual(demo: Case) -> None:
    for record in records("plover", written(demo, "plover", report_day=True)[0]):
        assert set(record) <= set(PLOVER_FIELDS)
        assert {"id", "date", "actor", "event"} <= set(record)
        assert set(record["event"]) <= set(PLOVER_TYPES)
        assert record["quad_code"] in (1, 2, 3, 4)
        for entity in record["actor"] + record["recipient"]:
            assert set(entity) <= set(PLOVER_ENTITY)
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", record["date"])
        start, end = record["text_info"]["start"], record["text_info"]["end"]
        assert demo.reading(record["cite_info"]["citation"]).article.text[start:end]


FTM: dict[str, set[str]] = {
    "Article": set("title author publisher sourceUrl publishedAt retrievedAt language".split()),
    "Person": set("name alias country position".split()),
    "Event": set(
        "name summary keywords recordId date startDate endDate location country involved sourceUrl publisher "
        "proof notes".split()
    ),
    "Note": set("name description entity proof keywords notes sourceUrl publisher".split()),
}
for _schema in ("Organization", "PublicBody", "LegalEntity"):
    FTM[_schema] = {"name", "alias", "country", "sector"}


def test_follow_the_money_by_our_own_strict_reader(demo: Case) -> None:
    for entity in records("ftm", written(demo, "ftm")[0]):
        assert set(entity) == {"id", "schema", "properties"}
        assert set(entity["properties"]) <= FTM[entity["schema"]]
        for values in entity["properties"].values():
            assert values
            assert all(isinstance(value, str) and value for value in values)


def test_follow_the_money_by_its_own_library(demo: Case) -> None:
    model = pytest.importorskip("followthemoney").model
    for entity in records("ftm", written(demo, "ftm")[0]):
        proxy = model.get_proxy(entity)  # cleaned: what it does not take is gone afterwards
        proxy.schema.validate({"properties": entity["properties"]})
        kept = proxy.to_dict()["properties"]
        assert {name: sorted(values) for name, values in kept.items()} == {
            name: sorted(values) for name, values in entity["properties"].items()
        }


def test_graphml_by_networkx(demo: Case) -> None:
    networkx = pytest.importorskip("networkx")
    data, loss = written(demo, "graphml")
    graph = networkx.read_graphml(io.BytesIO(data), force_multigraph=True)
    assert graph.is_directed()
    assert graph.number_of_edges() == loss.parts[0].rows
    assert all(data["name"] for _, data in graph.nodes(data=True))
    assert {kind for *_, kind in graph.edges(data="status")} >= {"happened"}


def test_graphml_is_sound(demo: Case) -> None:
    root = ElementTree.fromstring(written(demo, "graphml")[0])
    space = "{http://graphml.graphdrawing.org/xmlns}"
    nodes = {node.get("id") for node in root.iter(f"{space}node")}
    edges = list(root.iter(f"{space}edge"))
    keys = {key.get("id") for key in root.iter(f"{space}key")}
    assert len(nodes) == len(list(root.iter(f"{space}node")))
    assert len({edge.get("id") for edge in edges}) == len(edges)
    assert {edge.get(end) for edge in edges for end in ("source", "target")} <= nodes
    assert {data.get("key") for data in root.iter(f"{space}data")} <= keys


ANNOTATION = {
    "id", "type", "motivation", "created", "creator", "body", "target", "purpose", "value", "format",
    "source", "selector", "state", "cached", "language", "via", "start", "end", "exact", "prefix", "suffix",
    "name",
}  # fmt: skip
"""Terms of http://www.w3.org/ns/anno.jsonld that we use."""


def _terms(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {term for inner in value.values() for term in _terms(inner)}
    return {term for inner in value for term in _terms(inner)} if isinstance(value, list) else set()


def test_annotations_have_only_terms_of_the_context(demo: Case) -> None:
    page = json.loads(written(demo, "webannotation")[0])
    assert set(page) == {"@context", "id", "type", "items"}
    assert _terms(page["items"]) <= ANNOTATION
    ids = [item["id"] for item in page["items"]]
    assert len(set(ids)) == len(ids)
    texts = {reading.article.id: reading.article.text for reading in demo.readings()}
    for item in page["items"]:
        assert item["target"]
        for target in item["target"]:
            position, quote = target["selector"]
            text = texts[target["source"]["id"].removeprefix("urn:sayso:")]
            assert text[position["start"] : position["end"]] == quote["exact"]


CLAIM = {
    "@type", "@id", "text", "author", "appearance", "name", "headline", "url", "datePublished", "publisher",
}  # fmt: skip
"""Properties of schema.org that we use."""


def test_claims_have_only_properties_of_schema_org(demo: Case) -> None:
    whole = json.loads(written(demo, "claims")[0])
    assert whole["@context"] == "https://schema.org"
    assert _terms(whole["@graph"]) <= CLAIM
    assert len(whole["@graph"]) > 100


def test_geojson_is_as_rfc_7946_has_it(demo: Case) -> None:
    whole = json.loads(written(demo, "geojson")[0])
    assert whole["type"] == "FeatureCollection"
    for feature in whole["features"]:
        assert set(feature) == {"type", "id", "geometry", "properties"}
        if feature["geometry"] is not None:
            lon, lat = feature["geometry"]["coordinates"]
            assert -180 <= lon <= 180
            assert -90 <= lat <= 90


def test_tasks_of_label_studio(demo: Case) -> None:
    tasks = json.loads(written(demo, "labelstudio")[0])
    assert len(tasks) == sum(1 for _ in demo.readings())
    for task in tasks:
        text = task["data"]["text"]
        for row in task["predictions"][0]["result"]:
            if row["type"] != "relation":
                value = row["value"]
                assert text[value["start"] : value["end"]] == value["text"]
                assert set(value) - {"start", "end", "text"} == {row["type"]}


def test_tasks_fit_the_interface_in_the_docs_by_label_studios_own_schema(demo: Case) -> None:
    interface = pytest.importorskip("label_studio_sdk.label_interface").LabelInterface
    page = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
    view = page[page.index("<View>") : page.index("</View>")] + "</View>"
    others = "".join(f'<Label value="{name}"/>' for name in PLOVER_TYPES if f'"{name}"' not in view)
    labels = interface(view.replace("<!-- and the other types -->", others))
    for task in json.loads(written(demo, "labelstudio")[0]):
        assert labels.validate_prediction(task["predictions"][0], return_errors=True) == []


def test_the_table_like_acled_and_crowds_are_read_as_numbers(demo: Case) -> None:
    acled = pd.read_csv(io.BytesIO(written(demo, "acled-like", report_day=True)[0]))
    assert len(acled) > 20
    assert set(acled.time_precision.dropna()) <= {1.0, 2.0, 3.0}
    assert pd.to_datetime(acled.event_date).notna().all()
    crowds = pd.read_csv(io.BytesIO(written(demo, "ccc")[0]))
    assert (crowds.size_low.dropna() <= crowds.size_high.dropna()).all()
    assert set(crowds.size_cat) <= {0, 1, 2, 3, 4}


@pytest.mark.parametrize("name", [name for name in TSV if FORMATS[name].happened_only])
def test_only_what_happened_is_in_a_table_of_what_happened(demo: Case, name: str) -> None:
    did_not = {event.id for event in demo.events() if event.status not in HAPPENED}
    data, _ = written(demo, name, incomplete=True)
    assert did_not
    assert not [id for id in did_not if id.encode() in data]
