"""The records: JSON there and back, the published schema, and a validator that finds each kind of fault."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.records import (
    PARTS,
    Actor,
    Attribution,
    Damage,
    Event,
    Place,
    Published,
    Quantity,
    Reading,
    Role,
    Time,
    article_of,
    decode,
    encode,
    problems,
    schema,
)

TEXT = "Mayor Ada Osei said on Friday that up to 300 dockers had marched in Tema. [ad_1]"


def span(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def full_reading() -> Reading:
    """A Reading in which every kind of record stands, made by hand."""
    content = span("that up to 300 dockers had marched in Tema")
    mayor = Actor(
        id="p1",
        name="Ada Osei",
        kind="person",
        country="GHA",
        country_basis="inferred from Tema",
        sectors=("GOV",),
        roles=(Role(title="mayor", spans=(span("Mayor"),)),),
        mentions=(span("Mayor Ada Osei"),),
    )
    dockers = Actor(id="p2", name="dockers", kind="group", mentions=(span("up to 300 dockers"),))
    inner = Attribution(
        id="s2",
        kind="thought",
        stance="believes",
        source=(),
        cue=(span("had"),),
        content=(span("marched in Tema"),),
        within="s1",
        confidence=0.5,
    )
    said = Attribution(
        id="s1",
        kind="indirect",
        stance="says",
        source=(span("Mayor Ada Osei"),),
        cue=(span("said"),),
        content=(content,),
        speaker="p1",
        addressee="p2",
        confidence=0.9,
    )
    march = Event(
        id="e1",
        type="PROTEST",
        modes=("demo",),
        cameo="141",
        status="happened",
        actors=("p2",),
        recipients=("p1",),
        trigger=(span("marched"),),
        evidence=(content,),
        time="t1",
        place="l1",
        quantities=("q1",),
        said_by=("s1",),
        confidence=0.8,
    )
    return Reading(
        article=article_of(TEXT, title="A march", published=Published(basis="unknown")),
        damage=(Damage(kind="residue", span=span("[ad_1]"), note="ad slot"),),
        actors=(mayor, dockers),
        attributions=(said, inner),
        events=(march,),
        times=(Time(id="t1", span=span("Friday"), type="DATE", value="XXXX-WXX-5", basis="weekday"),),
        places=(Place(id="l1", span=span("Tema"), name="Tema", use="literal", basis="gazetteer"),),
        quantities=(
            Quantity(
                id="q1", span=span("up to 300"), what="crowd", high=300, estimated_by="s1", rule="up to N"
            ),
        ),
    )


def altered(part: str, index: int = 0, **changes: Any) -> Reading:
    """The full Reading with one record changed."""
    reading = full_reading()
    records = list(getattr(reading, part))
    records[index] = msgspec.structs.replace(records[index], **changes)
    return msgspec.structs.replace(reading, **{part: tuple(records)})


# --- JSON ---------------------------------------------------------------------------------------------


def test_round_trip() -> None:
    reading = full_reading()
    assert problems(reading) == []
    assert decode(encode(reading)) == reading
    assert encode(decode(encode(reading))) == encode(reading)


def test_encoding_is_one_line_in_the_order_of_the_records() -> None:
    line = encode(full_reading())
    assert b"\n" not in line
    assert list(json.loads(line)) == ["format", "article", *PARTS]


@pytest.mark.parametrize("part", PARTS)
def test_only_keeps_the_named_part(part: str) -> None:
    assert list(json.loads(encode(full_reading(), only=[part]))) == ["format", "article", part]


def test_only_keeps_the_order_and_still_decodes() -> None:
    line = encode(full_reading(), only=("events", "attributions"))
    assert list(json.loads(line)) == ["format", "article", "attributions", "events"]
    assert decode(line).events == full_reading().events
    assert decode(line).actors == ()


def test_only_of_nothing_is_the_article() -> None:
    assert list(json.loads(encode(full_reading(), only=()))) == ["format", "article"]


@pytest.mark.parametrize(
    "change",
    [
        {"format": "sayso-reading/2"},
        {"colour": "red"},
        {"events": [{"id": "e1"}]},
        {"damage": [{"kind": "rust", "span": [0, 1], "note": ""}]},
    ],
    ids=["format", "unknown field", "missing fields", "unknown kind"],
)
def test_decode_refuses_what_is_no_reading(change: dict[str, Any]) -> None:
    data = json.loads(encode(full_reading())) | change
    with pytest.raises(msgspec.ValidationError):
        decode(json.dumps(data))


def test_records_are_frozen() -> None:
    with pytest.raises(AttributeError):
        full_reading().events[0].status = "planned"  # type: ignore[misc]


# --- the schema ---------------------------------------------------------------------------------------


def test_schema_is_a_schema_and_accepts_readings() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    validator = jsonschema.Draft202012Validator(schema())
    assert list(validator.iter_errors(json.loads(encode(full_reading())))) == []
    assert list(validator.iter_errors(json.loads(encode(Reading(article=article_of("x")))))) == []


@pytest.mark.parametrize(
    ("part", "field", "value"),
    [
        ("events", "status", "finished"),
        ("events", "type", "FIGHT"),
        ("attributions", "kind", "rumour"),
        ("places", "use", "figurative"),
        ("quantities", "low", "many"),
    ],
)
def test_schema_refuses_values_outside_the_contract(part: str, field: str, value: str) -> None:
    data = json.loads(encode(full_reading()))
    data[part][0][field] = value
    assert list(jsonschema.Draft202012Validator(schema()).iter_errors(data))


# --- the validator ------------------------------------------------------------------------------------

BAD_SPANS = [(5, 5), (7, 3), (-1, 4), (0, len(TEXT) + 1), (len(TEXT), len(TEXT) + 1)]


@pytest.mark.parametrize("bad", BAD_SPANS)
@pytest.mark.parametrize(
    ("part", "field"),
    [
        ("damage", "span"),
        ("times", "span"),
        ("places", "span"),
        ("quantities", "span"),
        ("actors", "mentions"),
        ("attributions", "source"),
        ("attributions", "cue"),
        ("attributions", "content"),
        ("events", "trigger"),
        ("events", "evidence"),
    ],
)
def test_a_bad_span_is_found_everywhere(part: str, field: str, bad: tuple[int, int]) -> None:
    found = problems(altered(part, **{field: bad if field == "span" else (bad,)}))
    assert len(found) == 1
    assert field in found[0]


def test_a_bad_span_of_a_role_is_found() -> None:
    assert problems(altered("actors", roles=(Role(title="mayor", spans=((3, 3),)),)))


@pytest.mark.parametrize("spans", [((5, 9), (0, 4)), ((0, 4), (3, 9))], ids=["order", "overlap"])
def test_span_lists_are_in_order_and_apart(spans: tuple[tuple[int, int], ...]) -> None:
    assert problems(altered("attributions", content=spans))
    assert problems(altered("attributions", content=((0, 4), (4, 9)))) == []


@pytest.mark.parametrize(
    ("part", "changes"),
    [
        ("attributions", {"speaker": "p9"}),
        ("attributions", {"addressee": "p9"}),
        ("attributions", {"within": "s9"}),
        ("events", {"actors": ("p1", "p9")}),
        ("events", {"recipients": ("p9",)}),
        ("events", {"said_by": ("s9",)}),
        ("events", {"time": "t9"}),
        ("events", {"place": "l9"}),
        ("events", {"quantities": ("q9",)}),
        ("events", {"place": "t1"}),
        ("quantities", {"estimated_by": "s9"}),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else value,
)
def test_an_unknown_id_is_found(part: str, changes: dict[str, Any]) -> None:
    (found,) = problems(altered(part, **changes))
    assert next(iter(changes)) in found


@pytest.mark.parametrize("part", PARTS[1:])
def test_an_id_that_stands_twice_is_found(part: str) -> None:
    reading = full_reading()
    records = getattr(reading, part)
    found = problems(msgspec.structs.replace(reading, **{part: (*records, records[0])}))
    assert f"{part}: an id stands twice" in found


def test_a_chain_that_comes_back_is_found() -> None:
    assert any("s1" in problem for problem in problems(altered("attributions", within="s2")))
    assert problems(altered("attributions", within="s1"))


def test_a_long_chain_is_a_tree() -> None:
    first = full_reading().attributions[0]
    chain = tuple(
        msgspec.structs.replace(first, id=f"s{n}", within=f"s{n - 1}" if n else None) for n in range(2000)
    )
    reading = msgspec.structs.replace(full_reading(), attributions=chain)
    assert problems(reading) == []


# --- ids ----------------------------------------------------------------------------------------------


def test_article_ids_come_from_text_title_and_url_alone() -> None:
    one = article_of("A text.", title="T", url="u")
    assert one.id == article_of("A text.", title="T", url="u", given_id="7", outlet="O", raw=b"bytes").id
    others = [
        article_of("A text", title="T", url="u"),
        article_of("A text.", title="t", url="u"),
        article_of("A text.", title="T"),
        article_of("A text.T", title="", url="u"),
    ]
    assert len({one.id, *(article.id for article in others)}) == 5


def test_article_id_is_pinned() -> None:
    """Ids are stored in case files: they must not change with the code."""
    assert article_of("A text.").id == "a_22cd936b4996177c"
    assert article_of("A text.", title="T", url="u").id == "a_24d438cba4895d2e"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_any_text_survives_json(text: str) -> None:
    reading = Reading(article=article_of(text))
    assert decode(encode(reading)) == reading
    assert problems(reading) == []


def test_the_published_schema_is_that_of_the_records():
    """``sayso schema > docs/reading.schema.json`` after a change of the records. Names are compared, not
    every word: another version of msgspec may write the same schema otherwise."""
    path = Path(__file__).parents[1] / "docs" / "reading.schema.json"
    published = json.loads(path.read_text(encoding="utf-8"))["$defs"]
    fields = {name: set(entry["properties"]) for name, entry in published.items()}
    assert fields == {name: set(entry["properties"]) for name, entry in schema()["$defs"].items()}
