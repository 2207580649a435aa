"""Hostile cells: whatever stands in a text, the number of rows and columns is the same, and what a format can
hold comes back as it was."""

from __future__ import annotations

import csv
import io
import json
from types import SimpleNamespace
from typing import Any, cast
from xml.etree import ElementTree

import msgspec
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.case import ActorRecord, Carrier, Count, Days, EventRecord, Party, StatementRecord, When, Where
from sayso.exports import FORMATS, Format, Options
from sayso.exports._cells import csv_cell, encoded, pictured, tsv_cell
from sayso.exports._records import Item, Said, Standing
from sayso.exports._source import Source
from sayso.records import Actor, Event, Reading, article_of
from sayso.stories import Claim, Happening, Origin, Report
from tests.exports.written import CSV, TSV, records

HOSTILE = st.text(
    st.one_of(
        st.sampled_from(
            list("\t\n\r\x00\x0b\x0c\x1b\x1c\x85\u2028\u2029\"',;|=+-@<>&\\ \u202e\u2066\ufeff🚢👩\u200d")
        ),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=12,
)
WORDS = HOSTILE.filter(bool)


def parties(name: str, entity: str) -> Party:
    return Party(
        id="p_" + "1" * 16, name=name, kind="group", country="BLR", sectors=("GOV", "LAB"),
        entity="p_" + "2" * 16, known_as=entity,
    )  # fmt: skip


@st.composite
def items(draw: Any) -> tuple[Item, Reading]:
    """An event whose every word is hostile, with a Reading that it was read from."""
    text = draw(WORDS)
    name = draw(WORDS)
    article = article_of(text + name, title=draw(HOSTILE), url=draw(HOSTILE))
    span = ((0, len(text)),)
    local = Event(
        id="e1",
        type="PROTEST",
        status="happened",
        actors=("p1",),
        trigger=span,
        evidence=span,
        confidence=0.5,
    )
    reading = Reading(
        article=article,
        actors=(Actor(id="p1", name=name, kind="group", mentions=((len(text), len(text + name)),)),),
        events=(local,),
    )
    event = EventRecord(
        id="e_" + "a" * 16, type="PROTEST", modes=("demo",), contexts=("economic",), cameo="141",
        status="happened", actors=(parties(name, draw(WORDS)),),
        recipients=(parties(draw(WORDS), draw(WORDS)),),
        when=When(words=draw(WORDS), value="2021-10-10", earliest="2021-10-10", latest="2021-10-10",
                  basis=draw(WORDS)),
        where=Where(words=draw(WORDS), name=draw(WORDS), country="BLR", admin1=draw(WORDS), lat=-1.5, lon=2.0,
                    geonames_id=1, feature="PPL", basis=draw(WORDS)),
        counts=(Count(words=draw(WORDS), what="crowd", low=3, high=9, rule="x", said_by=(draw(WORDS),)),),
        said_by=(draw(WORDS),), statements=("s_1",), words=text, trigger=text, confidence=0.5,
        article=article.id, title=article.title, outlet=draw(HOSTILE), reported=Days(),
        evidence_spans=span, trigger_spans=span, run="r_1",
    )  # fmt: skip
    carrier = Carrier(
        id=article.id, title=article.title, outlet=event.outlet, byline=draw(HOSTILE), url=article.url,
        given_id=draw(HOSTILE), added="2021-11-01T08:00:00Z",
    )  # fmt: skip
    report = Report(
        record=event.id, article=article.id, outlet=draw(WORDS), status="happened", origin="x", words=text
    )
    happening = Happening(
        id="h_" + "a" * 16, headline="x", type="PROTEST", status="happened", earliest="2021-10-10",
        latest="2021-10-10", articles=1, told=1, origins=(Origin(key="x", name=draw(WORDS), kind="source"),),
        claims=(Claim(about="crowd", value=draw(WORDS), origin="x", words=text, reports=(event.id,), low=3),),
        reports=(report,),
    )  # fmt: skip
    standing = msgspec.convert(happening, Standing, from_attributes=True)
    return Item(event, carrier, standing), reading


def actor_of(party: Party) -> ActorRecord:
    return ActorRecord(
        id=party.entity, name=party.known_as, kind="group", country="BLR", sectors=party.sectors,
        names=(party.name,), events=1,
    )  # fmt: skip


def exported(form: Format, item: Item, reading: Reading) -> bytes:
    """The same item twice, so that what ends one row cannot hide in the next."""
    (recipient,) = item.event.recipients
    case = SimpleNamespace(actors=lambda hidden: [actor_of(recipient)])
    source = cast(
        Source,
        SimpleNamespace(
            case=case,
            articles=lambda: [item.article],
            text=lambda article: reading.article.text,
            digest=lambda article: "ni:",
            first_mention=lambda event, party: None,
        ),
    )
    options = Options()
    rows = list(form.before(source)) if form.before else []
    for _ in range(2):
        rows += form.grouped(reading, [item], options) if form.grouped else form.rows(item, options, source)
    stream = io.BytesIO()
    form.write(iter(rows), stream, form, options)
    return stream.getvalue()


OF_EVENTS = [name for name, form in FORMATS.items() if form.of == "events"]


@pytest.mark.parametrize("name", OF_EVENTS)
def test_hostile_words_never_change_the_number_of_rows_or_columns(name: str) -> None:
    form = FORMATS[name]

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(items())
    def tried(made: tuple[Item, Reading]) -> None:
        item, reading = made
        data = exported(form, item, reading)
        found = records(name, data)
        extra = 2 if name == "ftm" else 0
        assert len(found) == 2 + extra
        assert found[-1] == found[-2] or name == "graphml"
        if name in (*TSV, *CSV):
            frame = pd.read_csv(
                io.BytesIO(data),
                sep="," if name in CSV else "\t",
                names=list(form.columns),
                header=0 if form.header else None,
                dtype=str,
                keep_default_na=False,
            )
            assert len(frame) == 2

    tried()


@given(items())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_json_holds_comes_back_as_it_was(made: tuple[Item, Reading]) -> None:
    item, reading = made
    (row, _) = records("jsonl", exported(FORMATS["jsonl"], item, reading))
    assert row["actors"][0]["name"] == item.event.actors[0].name
    assert row["words"] == item.event.words
    (row, _) = records("parquet", exported(FORMATS["parquet"], item, reading))
    assert row["actors"][0]["name"] == item.event.actors[0].name
    (row, _) = records("plover", exported(FORMATS["plover"], item, reading))
    assert row["text"] == item.event.words
    page = records("webannotation", exported(FORMATS["webannotation"], item, reading))
    body = msgspec.json.decode(page[0]["body"][-1]["value"], type=EventRecord)
    assert body == item.event
    assert page[0]["target"][0]["selector"][1]["exact"] == item.event.words


@given(st.lists(HOSTILE, min_size=2, max_size=6))
def test_a_cell_of_csv_comes_back_as_it_was_but_for_control_characters(cells: list[str]) -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\r\n").writerow([csv_cell(cell) for cell in cells])
    (row,) = csv.reader(io.StringIO(stream.getvalue(), newline=""))
    assert row == [pictured(cell) for cell in cells]
    guarded = [csv_cell(cell, safe=True) for cell in cells]
    assert not [cell for cell in guarded if cell[:1] in tuple("=+-@\t\r") and cell]


@given(HOSTILE)
def test_a_cell_without_escapes_is_one_line_and_begins_no_quotation(cell: str) -> None:
    made = tsv_cell(cell)
    assert len(made.splitlines()) <= 1
    assert "\t" not in made
    assert '"' not in made
    assert len(made) == len(cell)


@given(HOSTILE, HOSTILE)
@settings(max_examples=100, deadline=None)
def test_hostile_statements_are_claims_notes_and_annotations(words: str, name: str) -> None:
    speaker = parties(name, name) if name else None
    article = article_of(words or "x", title=name, url=words)
    found = StatementRecord(
        id="s_" + "a" * 16, kind="direct", stance="says", polarity="positive", speaker=speaker,
        chain=(name, name), words=words, source=name, source_type="named", cue=name, confidence=0.5,
        article=article.id, content_spans=((0, len(words)),), run="r_1",
    )  # fmt: skip
    said = Said(found, Carrier(id=article.id, title=name, outlet=name, url=words))
    source = cast(
        Source, SimpleNamespace(text=lambda article_id: article.text, digest=lambda article_id: "ni:")
    )
    for form in (FORMATS["claims"], *FORMATS["ftm"].also, *FORMATS["webannotation"].also):
        stream = io.BytesIO()
        whole = FORMATS[form.name]
        whole.write(iter(form.rows(said, Options(), source)), stream, whole, Options())
        assert len(records(form.name, stream.getvalue())) == (0 if form.name == "claims" and not words else 1)


@given(HOSTILE)
def test_xml_holds_any_words(words: str) -> None:
    from sayso.exports._graphml import _data, _quoted

    element = ElementTree.fromstring(f"<node id={_quoted(words)}>{_data('n', {'name': words})}</node>")
    assert (element.findtext("data") or "") == pictured(words)


@given(HOSTILE)
def test_json_is_one_line_to_any_reader(words: str) -> None:
    line = encoded({"a": words}).decode()
    assert len(line.splitlines()) == 1
    assert json.loads(line) == {"a": words}
