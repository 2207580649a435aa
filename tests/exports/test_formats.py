"""What each format says, cell by cell, where it is easy to get wrong."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from sayso.case import Case, open_case
from sayso.countries import countries
from sayso.errors import UsageError
from sayso.events.codebook import load
from sayso.exports import FORMATS, Options
from sayso.exports._acled import COLUMNS as ACLED
from sayso.exports._codes import goldstein, penta, quad, state
from sayso.exports._crowds import size_class
from sayso.exports._facts import positions
from sayso.exports._gdelt import number_of
from sayso.exports._parties import CAMEO_SECTOR
from tests.exports.conftest import HOSTILE, MARCH
from tests.exports.written import TABLES, records, written


def rows(case: Case, name: str, **options: Any) -> list[Any]:
    return records(name, written(case, name, **options)[0])


def by(found: list[Any], column: str, value: str) -> Any:
    (row,) = [row for row in found if row[column] == value]
    return row


WIDTHS = {
    "polecat": 40, "icews": 20, "gdelt": 61, "gdelt-mentions": 16, "phoenix": 26, "acled-like": 31,
}  # fmt: skip


@pytest.mark.parametrize("name", WIDTHS)
def test_the_number_of_columns(name: str) -> None:
    assert len(FORMATS[name].columns) == len(set(FORMATS[name].columns)) == WIDTHS[name]


HEADINGS = {
    "polecat": "### POLECAT", "gdelt": "### GDELT 2.0 Events", "icews": "### ICEWS", "phoenix": "### Phoenix",
    "acled-like": "### ACLED", "ccc": "### Crowd Counting",
}  # fmt: skip


@pytest.mark.parametrize("name", HEADINGS)
def test_the_columns_are_those_of_the_reference_where_it_is_present(shared: Path, name: str) -> None:
    page = (shared / "reference" / "export-columns.md").read_text(encoding="utf-8")
    section = page.split(HEADINGS[name], 1)[1].split("\n", 1)[1].split("\n#")[0]
    words = [word.strip(" .\n") for word in " ".join(section.split()).split(",")]
    columns = [column for column in FORMATS[name].columns if not column.startswith("source_")]
    found = [word for word in words if not word.startswith("source_")][: len(columns)]
    found[-1] = found[-1].split(".")[0].split(" ")[0] if name != "polecat" else found[-1].split(".")[0]
    assert found == columns


# -- codes -------------------------------------------------------------------------------------------------


def test_every_code_of_the_codebook_has_a_score_and_a_quad_class() -> None:
    for code in load().cameo:
        assert -10 <= (goldstein(code) or 0) <= 10
        assert goldstein(code) is not None
        assert quad(code) in (1, 2, 3, 4)
    known = {
        "010": 0.0,
        "036": 4.0,
        "042": 1.9,
        "043": 2.8,
        "112": -2.0,
        "141": -6.5,
        "173": -5.0,
        "190": -10.0,
    }
    assert {code: goldstein(code) for code in known} == known
    assert goldstein("1951") == goldstein("195")  # newer than the scale
    assert (penta("020"), quad("020"), penta("043"), penta("190")) == (0, 1, 1, 4)


def test_every_country_has_its_codes() -> None:
    without_fips = {c.iso3 for c in countries() if not state(c.iso3).fips}
    assert without_fips == set()
    assert (state("BLR").fips, state("BLR").cow, state("BLR").numeric) == ("BO", "370", "112")
    assert (state("DEU").fips, state("GBR").fips, state("KOS").fips) == ("GM", "UK", "KV")
    fips = [state(c.iso3).fips for c in countries()]
    assert len(set(fips)) == len(fips)


def test_the_same_letters_do_not_mean_the_same_in_plover_and_cameo() -> None:
    assert CAMEO_SECTOR["JRN"] == "MED"  # the media
    assert CAMEO_SECTOR["MED"] == "HLH"  # medicine


# -- formats -----------------------------------------------------------------------------------------------


def test_plover_says_what_did_not_happen_in_a_mode(three: Case) -> None:
    found = rows(three, "plover", incomplete=True)
    assert len(found) == 9
    auxiliary = {
        tuple(row["mode"]): row["comment"] for row in found if row.get("comment", "").startswith("status")
    }
    assert auxiliary == {
        ("strike", "future"): "status: planned",
        ("arrest", "negation"): "status: denied; according to: Ada Quill",
        ("discontinue", "hypothetical"): "status: hypothetical",
    }
    shelling = by(found, "event_text", "shelled")
    assert (shelling["quad_code"], shelling["size"]) == (4, {"dead": 2})
    march = next(row for row in found if row["event_text"] == "marched" and len(row["actor"]) == 2)
    assert "size" not in march  # a crowd is none of dead, injured and arrested
    arrested = by(found, "event_text", "were arrested")
    assert (arrested["actor"], arrested["date"], arrested["enddate"]) == ([], "2021-04-01", "2021-04-30")


def test_plover_leaves_out_what_lacks_an_actor_or_a_day_unless_asked(three: Case) -> None:
    assert len(rows(three, "plover")) == 5
    assert len(rows(three, "plover", report_day=True)) == 8
    assert all(row["actor"] and row["date"] for row in rows(three, "plover", report_day=True))


def test_polecat_joins_names_or_explodes(three: Case) -> None:
    talks = by(rows(three, "polecat"), "Event Type", "CONSULT")
    assert (talks["Actor Name"], talks["Actor Country"], talks["Actor COW"]) == (
        "Poland; Lithuania", "POL; LTU", "290; 368",
    )  # fmt: skip
    assert (talks["City"], talks["Country"], talks["GeoNames ID"]) == ("Warsaw", "Poland", "756135")
    both = [row for row in rows(three, "polecat", explode=True) if row["Event Type"] == "CONSULT"]
    assert [(row["Actor Name"], row["Recipient Name"]) for row in both] == [
        ("Poland", "Lithuania"), ("Lithuania", "Poland"),
    ]  # fmt: skip
    assert [row["Event ID"].partition(".")[2] for row in both] == ["0", "1"]


def test_an_event_without_a_day_keeps_none_unless_asked(three: Case) -> None:
    shelling = by(rows(three, "icews"), "CAMEO Code", "194")
    assert shelling["Event Date"] == ""
    assert by(rows(three, "icews", report_day=True), "CAMEO Code", "194")["Event Date"] == "2021-10-12"
    arrests = by(rows(three, "polecat", report_day=True), "Event Mode", "arrest")
    assert arrests["Event Date"] == ""  # a month is known, so the day of publication is not taken


def test_icews_keeps_leading_zeros(three: Case) -> None:
    talks = by(rows(three, "icews"), "CAMEO Code", "046")
    assert (talks["Source Name"], talks["Target Name"], talks["Intensity"]) == ("Poland", "Lithuania", "7")
    assert talks["Source Country"] == "Poland"


def test_gdelt_has_a_row_for_each_happening_and_a_mention_for_each_report(three: Case) -> None:
    events, mentions = rows(three, "gdelt"), rows(three, "gdelt-mentions")
    assert len(events) == 5
    march = by(events, "EventCode", "141")
    assert (march["SQLDATE"], march["FractionDate"], march["MonthYear"]) == (
        "20211010",
        "2021.7671",
        "202110",
    )
    assert (march["NumMentions"], march["NumSources"], march["NumArticles"]) == ("2", "2", "2")
    geo = {name: march[f"ActionGeo_{name}"] for name in ("Type", "FullName", "CountryCode", "FeatureID")}
    assert geo == {
        "Type": "4", "FullName": "Minsk, Minsk City, Belarus", "CountryCode": "BO", "FeatureID": "",
    }  # fmt: skip
    assert march["Actor1CountryCode"] == "BLR"  # CAMEO, where the place is FIPS
    assert (march["Actor1Geo_Type"], march["AvgTone"]) == ("", "")
    assert march["DATEADDED"] == "20211101080000"
    ids = {row["GLOBALEVENTID"] for row in events}
    assert {row["GLOBALEVENTID"] for row in mentions} == ids
    assert len(mentions) == len(events) + 1


def test_mentions_have_exact_offsets(three: Case) -> None:
    shelling = by(rows(three, "gdelt"), "EventCode", "194")["GLOBALEVENTID"]
    row = by(rows(three, "gdelt-mentions"), "GLOBALEVENTID", shelling)
    at = {name: int(row[f"{name}CharOffset"]) for name in ("Actor1", "Actor2", "Action")}
    assert MARCH[at["Actor1"] :].startswith("rebels")
    assert MARCH[at["Actor2"] :].startswith("two soldiers")
    assert MARCH[at["Action"] :].startswith("shelled")
    attack = next(r for r in rows(three, "gdelt-mentions") if r["MentionIdentifier"].endswith("/h"))
    assert HOSTILE[int(attack["ActionCharOffset"]) :].startswith("attacked")  # after an emoji
    assert int(attack["MentionDocLen"]) == len(HOSTILE)


def test_a_number_of_gdelt_leads_back_to_the_record(three: Case) -> None:
    for row in rows(three, "gdelt", explode=True):
        number = int(row["GLOBALEVENTID"])
        assert number < 2**63
        assert three.show(f"e_{number >> 10:013x}").id[:15] == f"e_{number >> 10:013x}"  # type: ignore[union-attr]
    assert number_of("e_ffffffffffffffff", 0) < 2**63


def test_phoenix_and_petrarch_have_codes(three: Case) -> None:
    shelling = by(rows(three, "phoenix"), "EventCode", "194")
    assert [shelling[f"SourceActor{part}"] for part in ("Full", "Entity", "Role", "Attribute")] == [
        "REB", "", "REB", "",
    ]  # fmt: skip
    assert (shelling["TargetActorFull"], shelling["PentaClass"], shelling["CountryCode"]) == (
        "BLRMIL", "4", "BLR",
    )  # fmt: skip
    talks = by(rows(three, "petrarch2"), "event_code", "046")
    assert (talks["story_date"], talks["source"], talks["target"], talks["issues"]) == (
        "20211011", "POL", "LTU", "",
    )  # fmt: skip
    attack = by(rows(three, "petrarch2"), "event_code", "193")
    assert (attack["source"], attack["target"]) == ("ISRREBCRM", "KSVREF")


def test_the_table_like_acled(three: Case) -> None:
    found = rows(three, "acled-like", incomplete=True)
    assert "acled" not in " ".join(ACLED).lower()
    shelling = by(found, "sub_event_type", "Shelling/artillery/missile attack")
    assert (shelling["event_date"], shelling["time_precision"], shelling["fatalities"]) == ("", "", "2")
    assert (shelling["interaction"], shelling["admin1"], shelling["iso"]) == (
        "Rebel group-State forces", "Brest", "112",
    )  # fmt: skip
    arrests = by(found, "sub_event_type", "Arrests")
    assert (arrests["event_date"], arrests["time_precision"]) == ("2021-04-15", "3")
    march = next(row for row in found if row["assoc_actor_1"])
    assert (march["actor1"], march["assoc_actor_1"], march["interaction"]) == (
        "Several hundred dockers", "Teachers' Union", "Protesters only",
    )  # fmt: skip
    assert march["tags"] == "crowd size=Several hundred"
    assert march["fatalities"] == ""  # nobody counted is not nobody dead


def test_crowds_have_the_ends_of_what_is_said(three: Case) -> None:
    (march,) = rows(three, "ccc")
    assert (march["date"], march["locality"], march["type"]) == ("2021-10-10", "Minsk", "demonstration")
    assert (march["size_low"], march["size_high"]) == ("300", "12000")
    assert {march["source_1"], march["source_2"], march["source_3"]} == {"Valley Post", "River Herald", ""}
    assert (march["arrests"], march["arrests_any"], march["participant_deaths"]) == ("", "", "")
    assert [size_class(size) for size in (None, 1, 99, 100, 999.5, 1000, 9999, 10000)] == [
        0, 1, 1, 2, 2, 3, 3, 4,
    ]  # fmt: skip


def test_annotations_quote_what_stands_there(three: Case) -> None:
    found = rows(three, "webannotation")
    assert len(found) == 9 + 6
    for annotation in found:
        text = next(
            three.reading(target["source"]["id"].removeprefix("urn:sayso:")).article.text
            for target in annotation["target"]
        )
        for target in annotation["target"]:
            position, quote = target["selector"]
            start, end = position["start"], position["end"]
            assert text[start:end] == quote["exact"]
            assert text[:start].endswith(quote["prefix"])
            assert text[end:].startswith(quote["suffix"])
        body = json.loads(annotation["body"][-1]["value"])
        assert annotation["id"] == f"urn:sayso:{body['id']}"


def test_claims_rate_nobody_and_leave_out_what_is_denied(three: Case) -> None:
    data, _ = written(three, "claims")
    assert b"ClaimReview" not in data
    found = records("claims", data)
    assert len(found) == 5
    assert not any("arrested" in claim["text"] for claim in found)


def test_follow_the_money_entities_lead_to_each_other(three: Case) -> None:
    found = {entity["id"]: entity for entity in rows(three, "ftm")}
    assert len(found) == len(rows(three, "ftm"))
    for entity in found.values():
        for name in ("involved", "entity", "proof"):
            assert all(other in found for other in entity["properties"].get(name, ()))
    assert {entity["schema"] for entity in found.values()} == {
        "Article", "Person", "Organization", "PublicBody", "LegalEntity", "Event", "Note",
    }  # fmt: skip


def test_points_have_longitude_first(three: Case) -> None:
    march = next(f for f in rows(three, "geojson") if f["properties"].get("place") or f["geometry"])
    assert march["geometry"] == {"type": "Point", "coordinates": [27.566667, 53.9]}
    assert by(rows(three, "geojson"), "id", march["id"])["properties"]["where_name"] == "Minsk"


def test_edges_lead_from_actor_to_recipient(three: Case) -> None:
    edges = rows(three, "graphml")
    nodes = {
        node.get("id")
        for node in __import__("xml.etree.ElementTree", fromlist=["x"])
        .fromstring(written(three, "graphml")[0])
        .iter("{http://graphml.graphdrawing.org/xmlns}node")
    }
    assert (
        len(edges) == 6
    )  # the talks go both ways; the shelling, the attack, the denied arrest, the sanctions
    assert {edge.get(end) for edge in edges for end in ("source", "target")} <= nodes


def test_tasks_of_label_studio_quote_what_stands_there(three: Case) -> None:
    for task in rows(three, "labelstudio"):
        text = task["data"]["text"]
        (prediction,) = task["predictions"]
        ids = {row["id"] for row in prediction["result"] if row["type"] == "labels"}
        for row in prediction["result"]:
            if row["type"] == "relation":
                assert {row["from_id"], row["to_id"]} <= ids
            else:
                assert text[row["value"]["start"] : row["value"]["end"]] == row["value"]["text"]
                assert row["id"] in ids


# -- options -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TABLES)
def test_a_spreadsheet_is_guarded_only_in_text(three: Case, name: str) -> None:
    if "safe" not in FORMATS[name].takes:
        with pytest.raises(UsageError, match="SAY326"):
            written(three, name, safe=True)
        return
    plain, safe = rows(three, name), rows(three, name, safe=True)
    for before, after in zip(plain, safe, strict=True):
        for column, cell in before.items():
            guarded = cell[:1] in tuple("=+-@\t\r") and cell[:1] != ""
            assert after[column] == (f"'{cell}" if guarded else cell)
    assert safe != plain or name == "ccc"


def test_negative_numbers_are_no_formulas(three: Case) -> None:
    from sayso.exports._cells import csv_cell

    assert csv_cell(-27.5, safe=True) == "-27.5"
    assert csv_cell("-27.5 degrees", safe=True) == "'-27.5 degrees"


def test_status_and_origins_are_chosen(three: Case) -> None:
    assert {row["status"] for row in rows(three, "csv")} > {"planned", "denied"}
    assert {row["status"] for row in rows(three, "csv", status=("denied",))} == {"denied"}
    two = rows(three, "csv", min_origins=2)
    assert {row["trigger"] for row in two} == {"marched"}
    assert len(two) == 2
    assert len(rows(three, "gdelt", min_origins=2)) == 1


def test_what_makes_no_sense_is_refused(three: Case) -> None:
    for name, options, code in (
        ("nope", {}, "SAY324"),
        ("plover", {"explode": True}, "SAY326"),
        ("gdelt", {"status": ("planned",)}, "SAY326"),
        ("claims", {"min_origins": 2}, "SAY326"),
    ):
        with pytest.raises(UsageError) as raised:
            written(three, name, **options)
        assert raised.value.code == code


def test_what_is_hidden_is_not_exported(copied: Path) -> None:
    with open_case(copied) as case:
        attack = next(e for e in case.events() if e.trigger == "attacked")
        case.correct("hide", attack.id, who="us", why="a test", now="2021-11-02T08:00:00Z")
        for name in FORMATS:
            assert attack.id.encode() not in written(case, name, incomplete="plover" in name)[0]


def test_positions_in_code_points_or_as_javascript_counts_them() -> None:
    text = "Police 🚓 arrested ten men 🧑"
    span = (text.index("arrested"), text.index("arrested") + 8)
    assert positions(text, span, Options()) == span
    first, last = positions(text, span, Options(utf16=True))
    units = text.encode("utf-16-le")
    assert units[2 * first : 2 * last].decode("utf-16-le") == "arrested"
    assert (first, last) == (span[0] + 1, span[1] + 1)


@pytest.mark.parametrize("name", ["webannotation", "labelstudio"])
def test_positions_of_both_kinds_lead_to_the_same_words(three: Case, name: str) -> None:
    def places(row: Any) -> list[tuple[str, int, int]]:
        if isinstance(row, list):
            return [place for inner in row for place in places(inner)]
        if not isinstance(row, dict):
            return []
        here = [(str(row.get("text", "")), row["start"], row["end"])] if "start" in row else []
        return here + [place for inner in row.values() for place in places(inner)]

    plain, wide = (places(json.loads(written(three, name, utf16=flag)[0])) for flag in (False, True))
    assert plain
    assert [text for text, *_ in plain] == [text for text, *_ in wide]
    assert all(one[1] <= other[1] for one, other in zip(plain, wide, strict=True))


def test_the_source_of_an_annotation_has_the_digest_of_its_text(three: Case) -> None:
    page = json.loads(written(three, "webannotation")[0])
    for item in page["items"]:
        for target in item["target"]:
            text = three.reading(target["source"]["id"].removeprefix("urn:sayso:")).article.text
            digest = base64.urlsafe_b64decode(target["state"]["cached"].removeprefix("ni:///sha-256;") + "=")
            assert digest == hashlib.sha256(text.encode()).digest()
