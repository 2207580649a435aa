"""The ledger of statements, one statement, comparisons, actors and the search: what they say of a small week,
that every statement leads to its words, and that wrong or hostile values are answered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from litestar.testing import TestClient

from sayso.case import Case, Ledger, StatementFilter, open_case
from sayso.stories import Stories
from sayso.web.statements._compare import _marked
from tests.web.papers import EVIL, client, html, links, twin, week

Room = TestClient[Any]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return week(tmp_path_factory.mktemp("statements"))


@pytest.fixture(scope="module")
def room(file: Path) -> Iterator[Room]:
    with client(file) as made:
        yield made


@pytest.fixture(scope="module")
def case(room: Room, file: Path) -> Iterator[Case]:
    """Opened after the room, which makes the stories."""
    with open_case(file) as opened:
        yield opened


def rows(room: Room, **query: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = twin(room, "/statements.json", **query)["rows"]
    return found


def row_with(room: Room, words: str, **query: Any) -> dict[str, Any]:
    (found,) = [row for row in rows(room, **query) if words in row["words"]]
    return found


# The ledger


def test_every_statement_is_there_once_or_in_a_lane(room: Room, case: Case) -> None:
    listed = [
        one["id"] for row in rows(room) for lane in row["lanes"] for one in (lane["first"], *lane["copies"])
    ]
    assert sorted(listed) == sorted(statement.id for statement in case.statements())


def test_copies_are_folded_and_who_asks_for_himself_is_not(room: Room) -> None:
    row = row_with(room, "old market had been closed")
    assert (row["articles"], row["independent"]) == (3, 2)
    copied, own = row["lanes"]
    assert [len(copied["copies"]), len(own["copies"])] == [1, 0]
    assert {copied["first"]["outlet"], copied["copies"][0]["outlet"]} == {"The alpha Post", "The beta Post"}
    assert own["first"]["outlet"] == "The delta Post"


def test_of_very_many_carriers_some_are_left_out_and_it_says_so(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sayso.web.statements._rows._LOOKED_AT", 1)
    row = row_with(room, "old market had been closed")
    shown = sum(1 + len(lane["copies"]) for lane in row["lanes"])
    assert shown < 3
    assert row["left_out"] == 3 - shown
    assert row["articles"] == 3
    monkeypatch.setattr("sayso.web.statements._rows._LOOKED_AT", 300)
    monkeypatch.setattr("sayso.web.statements._rows._CARRIERS", 2)
    row = row_with(room, "old market had been closed")
    assert (len(row["lanes"]), row["left_out"], row["articles"], row["independent"]) == (1, 1, 3, 2)
    assert "1 more carrier left out here" in html(room, "/statements")


def test_those_who_say_it_together_all_stand_there(room: Room, case: Case) -> None:
    joint = [s for s in case.statements() if s.co_speakers]
    assert joint
    for statement in joint:
        chain = twin(room, f"/s/{statement.id}.json")["row"]["chain"]
        assert [one["name"] for one in chain[-1]["also"]] == [
            p.known_as or p.name for p in statement.co_speakers
        ]
        assert all(f"/p/{p.entity}" in links(html(room, "/statements")) for p in statement.co_speakers)


def test_a_chain_has_all_who_say_so_the_outermost_first(room: Room) -> None:
    row = row_with(room, "400 dockers marched in Riga", speaker="ministry")
    assert [level["cue"] for level in row["chain"]] == ["reported", "had said"]
    assert "Herald" in row["chain"][0]["name"]
    page = html(room, "/statements", speaker="ministry")
    assert page.index(">reported<") < page.index(">had said<")


@pytest.mark.parametrize("path", ["/statements", "/p", "/s"])
def test_every_statement_leads_to_its_words(room: Room, case: Case, path: str) -> None:
    for row in rows(room):
        if path == "/p" and row["chain"][-1]["to"]:
            page = html(room, row["chain"][-1]["to"])
        elif path == "/s":
            page = html(room, f"/s/{row['id']}")
        else:
            page = html(room, "/statements")
        assert row["to"] in links(page)
        at = urlsplit(row["to"])
        query = parse_qs(at.query)
        start, end = map(int, query["s"][0].split("-"))
        text = case.reading(at.path.removeprefix("/a/")).article.text
        assert text[start:end].startswith(query["q"][0])
        reader = room.get(f"{at.path}.json?{at.query}").json()
        assert not reader.get("lost")
        assert not reader.get("moved")
        assert reader["card"]["mark"]["id"] == row["id"]


def test_filters_give_what_the_case_gives(room: Room, case: Case) -> None:
    asked: list[dict[str, Any]] = [
        {"speaker": "police"}, {"about": "Malko"}, {"stance": "denies"}, {"kind": "indirect"},
        {"polarity": "negative"}, {"outlet": "beta"}, {"since": "2021-10-19"}, {"until": "2021-10-17"},
    ]  # fmt: skip
    for query in asked:
        ids = {s.id for s in case.statements(**query)}
        shown = rows(room, **query)
        assert shown
        assert {row["id"] for row in shown} <= ids
        words = {s.words for s in case.statements(**query)}
        assert {row["words"] for row in shown} <= words
        sayings = {row["saying"] or row["id"] for row in shown}
        assert len(sayings) == len(shown), "a saying is one row"


def test_an_outlet_that_copies_is_found_though_it_was_not_first(room: Room) -> None:
    row = row_with(room, "old market had been closed", outlet="beta")
    assert row["outlet"] == "The beta Post"


def test_single_source_has_nothing_that_two_articles_carry(room: Room) -> None:
    found = rows(room, single_source="true")
    assert found
    assert all(row["articles"] == 1 for row in found)
    assert len(found) < len(rows(room))


def test_unnamed_has_no_name(room: Room) -> None:
    found = rows(room, unnamed="true")
    assert found
    assert {row["named"] for row in found} <= {"anonymous", "described", "unstated"}
    others = [row for row in rows(room) if row["id"] not in {one["id"] for one in found}]
    assert {row["named"] for row in others} <= {"named", "document", "pronoun"}


def test_contradicted_are_those_that_others_contradict(room: Room) -> None:
    found = rows(room, contradicted="true")
    crowds = [row for row in found if "rallied in Minsk" in row["words"]]
    assert {row["chain"][-1]["name"].lower() for row in crowds} == {"police", "organisers"}
    assert all(row["against"] for row in found)
    malko = [row for row in found if "arrested Viktor Malko" in row["words"]]
    assert {one["how"] for row in malko for one in row["against"]} & {"denied", "disputed"}
    for row in found:
        for one in row["against"]:
            assert one["to"].startswith("/h/h_")


def test_pages_part_the_whole(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = [row["id"] for row in rows(room)]
    oldest = [row["id"] for row in rows(room, order="oldest")]
    assert len(whole) == len(oldest)
    monkeypatch.setattr("sayso.web.statements._view.ROWS", 2)
    first = twin(room, "/statements.json")
    parts = [rows(room, page=n + 1) for n in range(first["pages"])]
    assert [row["id"] for part in parts for row in part] == whole
    assert first["total"] == len(whole)
    assert rows(room, page=first["pages"] + 1) == []


def test_no_statement_fits_and_the_page_says_where_to_look(room: Room) -> None:
    view = twin(room, "/statements.json", speaker="nobodyatall")
    assert view["rows"] == []
    assert view["unnamed"] > 0
    page = html(room, "/statements", speaker="nobodyatall")
    assert "/statements?unnamed=true" in links(page)


# Comparisons


def test_a_disputed_event_is_put_side_by_side(room: Room, case: Case) -> None:
    (crowd,) = [d for d in Stories(case).disputes() if d.about == "crowd"]
    view = twin(room, "/statements.json", compare=crowd.happening)["comparison"]
    (field,) = [f for f in view["fields"] if f["field"] == "crowd"]
    assert field["differs"]
    assert sorted(field["values"]) == ["5,000", "50,000"]
    (same,) = [f for f in view["fields"] if f["field"] == "deed"]
    assert not same["differs"]
    only = [
        "".join(piece["words"] for piece in column["pieces"] if piece["only"]) for column in view["columns"]
    ]
    assert "5,000" in only[0] + only[1]
    assert "Minsk" not in only[0] + only[1]
    assert view["to"] == f"/h/{crowd.happening}"


def test_statements_sayings_and_events_can_be_compared(room: Room, case: Case) -> None:
    one, other = (row_with(room, words) for words in ("5,000 people rallied", "50,000 people had rallied"))
    event = next(iter(case.events(type="COERCE")))
    asked = [one["saying"] or one["id"], other["id"], event.id]
    view = twin(room, "/statements.json", compare=asked)["comparison"]
    assert [column["asked"] for column in view["columns"]] == asked
    assert [column["letter"] for column in view["columns"]] == ["A", "B", "C"]
    assert all(len(field["values"]) == 3 for field in view["fields"])
    page = html(room, "/statements", compare=asked)
    assert page.count('name="compare" value="' + other["id"]) >= 1
    for column in view["columns"]:
        assert column["to"] in links(page)


def test_more_than_four_are_cut_short_and_it_says_so(room: Room, case: Case) -> None:
    ids = [statement.id for statement in case.statements(limit=6)]
    view = twin(room, "/statements.json", compare=ids)["comparison"]
    assert len(view["columns"]) == 4
    assert view["cut"] == 2
    assert "cut short" in html(room, "/statements", compare=ids)
    many = [*ids, *(f"s_{n:016x}" for n in range(500))]
    assert twin(room, "/statements.json", compare=many)["comparison"]["cut"] == 502


def test_the_words_of_a_claim_hold_its_number(room: Room, case: Case) -> None:
    (crowd,) = [d for d in Stories(case).disputes() if d.about == "crowd"]
    view = twin(room, "/statements.json", compare=crowd.happening)["comparison"]
    (field,) = [f for f in view["fields"] if f["field"] == "crowd"]
    for column, value in zip(view["columns"], field["values"], strict=True):
        words = "".join(piece["words"] for piece in column["pieces"])
        assert value in words
        assert column["speaker"].lower() in words.lower()
        assert column["id"].startswith("s_")


def test_marked_words_are_those_of_one_sentence_only() -> None:
    sentences = ["Police said 5,000 rallied in Minsk", "Organisers said that 50,000 rallied in Minsk.", ""]
    made = list(_marked(sentences))
    assert ["".join(piece.words for piece in pieces) for pieces in made] == sentences
    assert [p.words for p in made[0] if p.only] == ["Police", "5,000"]
    assert [p.words for p in made[1] if p.only] == ["Organisers", "50,000"]


# One statement


def test_a_saying_and_each_of_its_statements_show_the_same_lanes(room: Room, case: Case) -> None:
    saying = next(s for s in Stories(case).sayings() if "old market" in s.versions[0].words)
    views = [
        twin(room, f"/s/{id}.json") for id in (saying.id, *(id for v in saying.versions for id in v.records))
    ]
    lanes = [
        [[lane["first"]["id"], *(copy["id"] for copy in lane["copies"])] for lane in view["row"]["lanes"]]
        for view in views
    ]
    assert all(one == lanes[0] for one in lanes)
    assert {id for lane in lanes[0] for id in lane} == {id for v in saying.versions for id in v.records}
    assert [w["words"] for w in views[0]["wordings"]] == [v.words for v in saying.versions]


def test_what_is_around_and_within_is_shown(room: Room) -> None:
    inner = row_with(room, "400 dockers marched", speaker="ministry")
    view = twin(room, f"/s/{inner['id']}.json")
    outer = twin(room, f"/s/{view['outer']['id']}.json")
    assert [one["id"] for one in outer["inner"]] == [inner["id"]]


# Actors


def test_an_actor_has_all_that_is_attributed_to_it(room: Room, case: Case) -> None:
    dremov = next(a for a in case.actors("Dremov"))
    view = twin(room, f"/p/{dremov.id}.json")
    listed = {
        one["id"] for row in view["rows"] for lane in row["lanes"] for one in (lane["first"], *lane["copies"])
    }
    assert {s.id for s in case.statements(speaker="Dremov")} <= listed
    assert [role["title"].lower() for role in view["roles"]] == ["police chief"]
    assert view["roles"][0]["articles"] == 3
    assert [one["id"] for one in view["joined"]] == list(dremov.members)
    assert [one["reason"] for one in view["joined"][1:]] == list(dremov.reasons)
    assert room.get(f"/p/{dremov.members[-1]}.json").json()["actor"]["id"] == dremov.id


def test_what_was_contradicted_stands_first_with_an_actor(room: Room, case: Case) -> None:
    organisers = row_with(room, "50,000 people had rallied")["chain"][-1]["to"]
    view = twin(room, f"{organisers}.json")
    assert [one["how"] for row in view["against"] for one in row["against"]] == ["disputed"]
    assert "Later denied, contradicted or revised" in html(room, organisers)


# The search


def test_hits_are_marked_and_lead_to_their_words(room: Room, case: Case) -> None:
    for query in ("market", '"old market"', "speaker:police", "type:PROTEST", "bre*"):
        view = twin(room, "/search.json", q=query)
        assert [hit["id"] for hit in view["found"]] == [hit.id for hit in case.search(query, limit=None)]
        for hit in view["found"]:
            text = case.reading(hit["id"]).article.text
            words = "".join(piece["words"] for piece in hit["pieces"])
            assert words in text
            for piece in hit["pieces"]:
                if piece.get("to"):
                    start, end = map(int, parse_qs(urlsplit(piece["to"]).query)["s"][0].split("-"))
                    assert text[start:end] == piece["words"]
    page = html(room, "/search", q="market")
    assert "<mark>market</mark>" in page


def test_a_hit_is_shown_in_the_reader_where_no_record_stands(room: Room) -> None:
    hit = twin(room, "/search.json", q="trams")["found"][0]
    assert "#found" in hit["to"]
    page = html(room, hit["to"].split("#")[0])
    assert '<mark class="found" id="found">' in page
    assert "are not in the text" not in page


def test_pages_of_hits_part_the_whole(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = [hit["id"] for hit in twin(room, "/search.json", q="police")["found"]]
    assert len(whole) > 2
    monkeypatch.setattr("sayso.web.search._view.ROWS", 2)
    found: list[str] = []
    page, more = 1, True
    while more:
        view = twin(room, "/search.json", q="police", page=page)
        found += [hit["id"] for hit in view["found"]]
        page, more = page + 1, view["more"]
    assert found == whole


# Wrong and hostile


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("/statements", {"stance": "sings"}, 400),
        ("/statements", {"order": "words; DROP TABLE statements"}, 400),
        ("/statements", {"page": "0"}, 400),
        ("/statements", {"page": "x"}, 400),
        ("/statements", {"since": "yesterday"}, 400),
        ("/statements", {"speaker": "..."}, 400),
        ("/statements", {"compare": "x_1"}, 400),
        ("/statements", {"compare": "s_0000000000000000"}, 404),
        ("/statements", {"compare": "e_0000000000000000"}, 404),
        ("/statements", {"compare": "h_zzz"}, 404),
        ("/s/e_1", {}, 400),
        ("/s/s_0000000000000000", {}, 404),
        ("/s/w_zz", {}, 404),
        ("/p/s_1", {}, 400),
        ("/p/p_zz", {}, 404),
        ("/search", {"q": "nofield:x"}, 400),
        ("/search", {"q": '"half'}, 400),
        ("/search", {"q": "-police"}, 400),
        ("/search", {"q": "x", "page": "999"}, 400),
    ],
)
def test_wrong_values_say_what_is_wrong(room: Room, path: str, query: dict[str, str], status: int) -> None:
    answer = room.get(path, params=query, headers={"accept": "text/html"})
    assert answer.status_code == status
    of_twin = room.get(f"{path}.json", params=query)
    assert of_twin.status_code == status
    problem = of_twin.json()
    assert problem["code"].startswith("SAY")
    assert problem["fix"]
    assert problem["detail"]
    assert of_twin.headers["content-type"].startswith("application/problem+json")


HOSTILE = (
    EVIL,
    "'; DROP TABLE statements; --",
    "\ufffd",
    "\u2066a\u2069",
    "🚢" * 40,
    "x" * 1500,
    "%",
    "_",
    "\\",
    '"',
    "p_%",
    "{{7*7}}",
    "${7*7}",
    "../../etc/passwd",
    "NEAR(a b)",
    "\x00\x1b[31m",
)


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_are_answered(room: Room, value: str) -> None:
    for name in ("speaker", "about", "outlet", "since", "until", "stance", "order", "compare", "page"):
        answer = room.get("/statements", params={name: value}, headers={"accept": "text/html"})
        assert answer.status_code in (200, 400, 404), answer.text
        assert "<script>alert" not in answer.text
        assert "<img src=x" not in answer.text
    for path in ("/search?q=", "/s/", "/p/"):
        answer = room.get(path + quote(value, safe=""), headers={"accept": "text/html"})
        assert answer.status_code in (200, 400, 404), answer.text
        assert "<script>alert" not in answer.text


def test_hostile_text_is_shown_and_not_obeyed(room: Room, case: Case) -> None:
    spring = row_with(room, "arrested Viktor Malko", outlet="evil")
    pages = [
        html(room, "/statements"),
        html(room, "/statements", compare=spring["id"]),
        html(room, f"/s/{spring['id']}"),
        html(room, spring["chain"][-1]["to"]),
        html(room, "/search", q="police"),
    ]
    for page in pages:
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "\u202e" not in page
    assert "&lt;script&gt;" in pages[-1]
    assert "⟨U+202E⟩" in pages[-1]


# The ledger of the case


def test_a_page_is_a_part_of_all_in_either_order(case: Case) -> None:
    ledger = Ledger(case)
    every = StatementFilter()
    newest = ledger.page(every, limit=1000)
    assert {s.id for s in newest} == {s.id for s in case.statements()}
    assert [s.reported.earliest for s in newest] == sorted(
        (s.reported.earliest or "" for s in newest), reverse=True
    )
    oldest = ledger.page(every, oldest=True, limit=1000)
    assert [s.id for s in oldest] == [s.id for s in case.statements()]
    assert ledger.page(every, offset=2, limit=3) == newest[2:5]
    assert ledger.count(every) == len(newest)
    assert ledger.count(every, most=2) == 3
    some = tuple(s.id for s in newest[:2])
    assert [s.id for s in ledger.page(StatementFilter(ids=some))] == list(some)
    assert ledger.count(StatementFilter(without=some)) == len(newest) - 2
    assert ledger.count(StatementFilter(ids=())) == 0


def test_records_are_those_that_the_case_has(case: Case) -> None:
    ledger = Ledger(case)
    events = {event.id: event for event in case.events()}
    assert ledger.events(events) == events
    assert ledger.events(["e_nothing"]) == {}
    articles = {event.article for event in events.values()}
    assert {event.id: event for event in ledger.events_in(articles)} == events
    assert ledger.statements([s.id for s in case.statements()]) == {s.id: s for s in case.statements()}
