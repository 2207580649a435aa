"""The workbench: what its parts say of a small case, that forms do what they say, and that hostile values are
answered in the one shape of errors."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from litestar.testing import TestClient

from sayso.case import ActorRecord, Case, open_case
from sayso.exports import FORMATS, export
from sayso.stories import Stories
from sayso.web import application
from sayso.web._desk import Desk
from sayso.web._overview import ACCEPTED
from sayso.web.workbench import SCREENS, _jobs, _runs

CLOCK: dict[str, Any] = {"now": "2021-10-20T06:00:00Z", "today": date(2021, 12, 1)}
EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>\u202e"
PAPERS = {
    "one": "Police said on Monday that 5,000 people rallied in Minsk on Sunday. The crowd walked from the "
    "station to the old market and went home before dark.",
    "two": "The organisers said on Monday that 50,000 people had rallied in Minsk on Sunday. Many had come "
    "by bus from the villages, with flags and drums.",
    "three": "President Anton Lysak met Prime Minister Maria Holub of Poland in Warsaw on Wednesday. They "
    "spoke for three hours about the price of gas.",
    "four": "Prime Minister Maria Holub of Poland said on Friday that Poland would send help. The ministry "
    "of Poland condemned the arrests.",
    "five": "Police arrested Viktor Malko in Brest on Saturday, the rights group Spring said. "
    f"{EVIL} He teaches.",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case with two runs, of which the second knows an actor more, and inputs of every fate."""
    folder = tmp_path_factory.mktemp("bench")
    lines = [
        {
            "id": name,
            "text": text,
            "date": "2021-10-18",
            "outlet": f"The {name} Post",
            "title": f"{EVIL} {name}",
        }
        for name, text in PAPERS.items()
    ]
    (folder / "in.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    (folder / "again.jsonl").write_text(json.dumps(lines[0]) + "\n", encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4\x00\x01\x02")
    (folder / "people.csv").write_text("name,country\nMaria Holub,LTU\n", encoding="utf-8")
    with open_case(folder / "a.sayso") as case:
        for name in ("in.jsonl", "again.jsonl", "empty.txt", "broken.pdf"):
            case.add(folder / name, **CLOCK)
        case.add(folder / "missing.txt", **CLOCK)
        case.reread(actors=[str(folder / "people.csv")], **CLOCK)
        Stories(case)
    return folder / "a.sayso"


Ask = Callable[..., Any]


class Room:
    """A served copy of the case: ``json`` is a twin, ``page`` the page, ``post`` a correction."""

    def __init__(self, client: TestClient[Any], case: Case, desk: Desk) -> None:
        self.client, self.case, self.desk = client, case, desk

    def ask(self, path: str, **query: Any) -> Any:
        address = f"{path}?{urlencode(query, doseq=True)}" if query else path
        return self.client.get(address, headers={"accept": "text/html"})

    def page(self, part: str, **query: Any) -> str:
        answer = self.ask(f"/workbench/{part}" if part else "/workbench", **query)
        assert answer.status_code == 200, answer.text
        return str(answer.text)

    def json(self, part: str, **query: Any) -> Any:
        answer = self.ask(f"/workbench/{part}.json", **query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, **fields: Any) -> Any:
        form = urlencode({"who": "Iris Vale", "why": "the wire says so", **fields}, doseq=True)
        headers = {
            "origin": "http://room.test",
            "content-type": "application/x-www-form-urlencoded",
            "accept": "application/json",
        }
        answer = self.client.post("/correct", content=form, headers=headers)
        self.desk.wait()
        return answer


@pytest.fixture
def room(made: Path, tmp_path: Path) -> Iterator[Room]:
    path = tmp_path / "a.sayso"
    shutil.copy(made, path)
    app: Any = application(str(path), hosts=["room.test"])
    with TestClient(app, base_url="http://room.test") as client, open_case(path) as case:
        yield Room(client, case, app.app.state.desk)


def actor(case: Case, name: str) -> ActorRecord:
    return next(a for a in case.actors() if name in a.name)


# -- inputs ------------------------------------------------------------------------------------------------


def test_every_input_stands_in_the_ledger_with_what_became_of_it(room: Room) -> None:
    view = room.json("inputs")
    assert [one["id"] for one in view["inputs"]] == [one.id for one in room.case.inputs()]
    assert view["intake"]["inputs"] == room.case.status().inputs
    assert {"kept", "copy of", "failed"} <= set(view["intake"]["inputs"])
    page = room.page("inputs")
    for one in room.case.inputs():
        assert one.code is None or one.code in page
    assert "sayso retry" in page
    assert '<form method="post"' not in page.split("<main", 1)[1]  # a page never adds or retries itself


@pytest.mark.parametrize("status", ["kept", "copy of", "dropped", "failed"])
def test_inputs_of_one_fate(room: Room, status: str) -> None:
    view = room.json("inputs", status=status)
    assert [one["id"] for one in view["inputs"]] == [one.id for one in room.case.inputs(status)]
    assert view["pages"]["total"] == view["intake"]["inputs"].get(status, 0)


def test_inputs_by_code_finding_and_words(room: Room) -> None:
    for code, count in room.case.status().codes.items():
        found = room.json("inputs", code=code)["inputs"]
        assert len(found) == count
        assert {one["code"] for one in found} == {code}
    for kind in room.case.status().findings:
        found = room.json("inputs", finding=kind)["inputs"]
        assert [one["id"] for one in found] == [one.id for one in room.case.inputs(findings=kind)]
    assert {one["source"] for one in room.json("inputs", words="AGAIN.jsonl")["inputs"]} == {
        one.source for one in room.case.inputs() if "again.jsonl" in one.source
    }
    assert room.json("inputs", words="%")["inputs"] == []  # no pattern, but a sign that is in no name
    assert "There is no page 9" in room.page("inputs", page=9)


# -- review ------------------------------------------------------------------------------------------------


def impact_of(room: Room, id: str) -> float:
    """The impact by the words of the page, from the stories themselves."""
    stories = Stories(room.case)
    tenth = 0.1

    def of(record: str) -> float:
        try:
            found: Any = stories.find(record)
        except Exception:
            found = None
        if id.startswith("e_") or record.startswith("e_"):
            return len(found.origins) + tenth * found.articles + 2 * len(found.disputes) if found else tenth
        return 1 + tenth * (found.articles if found else 1)

    inside = [of(event.id) for event in room.case.events() if id in event.statements]
    return max([of(id), *inside])


def test_the_queue_is_sorted_by_the_formula_on_the_page(room: Room) -> None:
    items = room.json("review")["items"]
    values = [item["candidate"]["value"] for item in items]
    assert values == sorted(values, reverse=True)
    assert len(values) > 5
    for item in items:
        one = item["candidate"]
        assert one["impact"] == pytest.approx(impact_of(room, one["id"]))
        assert one["value"] == pytest.approx((1 - one["confidence"]) * one["impact"], abs=1e-3)
    assert "(1 − confidence) × impact" in room.page("review")


def test_the_queue_holds_every_record_that_is_not_hidden(room: Room) -> None:
    ids: list[str] = []
    page = 1
    while found := room.json("review", page=page)["items"]:
        ids += [item["candidate"]["id"] for item in found]
        page += 1
    assert len(ids) == len(set(ids))
    assert set(ids) == {e.id for e in room.case.events()} | {s.id for s in room.case.statements()}


def test_the_link_of_a_record_leads_to_its_words(room: Room) -> None:
    for item in room.json("review")["items"]:
        start, end = map(int, item["span"].split("-"))
        text = room.case.reading(item["candidate"]["article"]).article.text
        assert text[start:end].strip()
        record: Any = room.case.show(item["candidate"]["id"])
        words = record.trigger if item["lane"] == "event" else record.words
        assert text[start:end] in words or words.startswith(text[start:end])


def first(room: Room) -> str:
    return str(room.json("review")["items"][0]["candidate"]["id"])


def test_what_is_accepted_leaves_the_queue_and_stays_in_the_case(room: Room) -> None:
    id, before = first(room), room.json("review")
    assert room.post(action="note", target=id, why=ACCEPTED).status_code == 201
    after = room.json("review")
    assert id not in {item["candidate"]["id"] for item in after["items"]}
    assert after["waiting"] == before["waiting"] - 1
    assert after["accepted"] == 1
    assert room.case.show(id)
    made = room.case.corrections().list()[-1]
    room.post(action="undo", target=made.id)
    assert first(room) == id


def test_what_is_rejected_is_hidden(room: Room) -> None:
    id = first(room)
    assert room.post(action="hide", target=id).status_code == 201
    assert first(room) != id
    assert id not in {e.id for e in room.case.events()} | {s.id for s in room.case.statements()}


def test_a_form_of_the_queue_recodes(room: Room) -> None:
    id = room.json("review", kind="events")["items"][0]["candidate"]["id"]
    assert room.post(action="recode", target=id, field="status", value="denied").status_code == 201
    record: Any = room.case.show(id)
    assert record.status == "denied"
    (row,) = room.json("corrections", target=id)["rows"]
    (field,) = row["fields"]
    assert (field["name"], field["after"]) == ("status", "denied")
    assert field["before"] in ("happened", "ongoing", "planned", "cancelled", "hypothetical")
    wrong = room.post(action="recode", target=id, field="status", value="maybe")
    assert (wrong.status_code, wrong.json()["code"]) == (400, "SAY409")


def test_the_queue_is_narrowed(room: Room) -> None:
    for kind, letter in (("events", "e_"), ("statements", "s_")):
        found = room.json("review", kind=kind)["items"]
        assert found
        assert all(item["candidate"]["id"].startswith(letter) for item in found)
    assert {i["candidate"]["code"] for i in room.json("review", code="PROTEST")["items"]} == {"PROTEST"}
    disputed = room.json("review", disputed="true")["items"]
    assert disputed
    assert all(item["candidate"]["disputes"] for item in disputed)


# -- corrections -------------------------------------------------------------------------------------------


def test_corrections_are_listed_and_filtered(room: Room) -> None:
    one, other = (room.json("review")["items"][n]["candidate"]["id"] for n in (0, 1))
    room.post(action="note", target=one, why=EVIL, who="Ben Roe")
    room.post(action="hide", target=other)
    rows = room.json("corrections")["rows"]
    assert [row["correction"]["action"] for row in rows] == ["hide", "note"]  # the newest first
    assert [r["correction"]["target"] for r in room.json("corrections", who="Ben Roe")["rows"]] == [one]
    assert [r["correction"]["target"] for r in room.json("corrections", target=other[:9])["rows"]] == [other]
    room.post(action="undo", target=rows[0]["correction"]["id"], why="a slip")
    everything, standing = room.json("corrections")["rows"], room.json("corrections", standing="true")["rows"]
    assert [row["correction"]["action"] for row in everything] == ["undo", "hide", "note"]
    assert everything[1]["undoing"]["why"] == "a slip"
    assert [row["correction"]["action"] for row in standing] == ["note"]


# -- actors ------------------------------------------------------------------------------------------------


def entities(case: Case) -> dict[str, str]:
    return {member: one.id for one in case.actors(hidden=True) for member in one.members}


def ahead_of(room: Room, **query: Any) -> Any:
    for _ in range(200):
        view = room.json("actors", **query)
        if view["ready"]:
            return view
        time.sleep(0.05)
    raise AssertionError("it is not ready")


@pytest.mark.parametrize("action", ["merge", "split"])
def test_a_preview_is_what_then_happens(room: Room, action: str) -> None:
    holub = actor(room.case, "Maria Holub")
    assert len(holub.members) > 1
    if action == "merge":
        other = actor(room.case, "Anton Lysak")
        view = ahead_of(room, merge=[holub.id, other.id])
    else:
        view = ahead_of(room, of=holub.id, split=holub.members[1])
    before, records = entities(room.case), parties(room.case)
    ahead = view["preview"]
    assert entities(room.case) == before  # looking changes nothing
    assert room.case.corrections().list() == []
    assert room.post(action=action, target=ahead["target"], members=ahead["members"]).status_code == 201
    after = entities(room.case)
    moved = {id for id in before if before[id] != after[id]}
    assert moved
    assert ahead["moved"] == len(moved)
    sides = {side["id"]: side for side in ahead["after"]}
    for entity, side in sides.items():
        found: Any = room.case.show(entity)
        assert (found.id, found.name, found.articles) == (entity, side["name"], side["articles"])
        assert len(found.members) == side["members"]
        assert (found.events, found.statements) == (side["events"], side["statements"])
        assert set(side["names"]) == set(found.names)
    assert {after[id] for id in moved} <= sides.keys()
    for part in ("events", "statements"):
        touched = {id for id, named in records[part].items() if named & moved}
        assert ahead[part] == len(touched)
        assert {one["id"] for one in view[part]} == touched


def parties(case: Case) -> dict[str, dict[str, set[str]]]:
    """Actors of articles that each event and statement names as taking part in it."""
    events = {e.id: {p.id for p in (*e.actors, *e.recipients)} for e in case.events()}
    statements = {
        s.id: {p.id for p in (s.speaker, *s.co_speakers, s.addressee) if p} for s in case.statements()
    }
    return {"events": events, "statements": statements}


def test_a_merge_is_taken_back_where_it_was_made(room: Room) -> None:
    one, other = actor(room.case, "Maria Holub"), actor(room.case, "Anton Lysak")
    before = entities(room.case)
    room.post(action="merge", target=one.id, members=other.id)
    page = room.page("actors", of=one.id)
    (made,) = room.case.corrections().list()
    assert f'form="undo" name="target" value="{made.id}"' in page
    room.post(action="undo", target=made.id)
    assert entities(room.case) == before


def test_who_is_apart_by_hand_is_not_merged_again_by_looking(room: Room) -> None:
    one = actor(room.case, "Maria Holub")
    view = ahead_of(room, merge=[one.id, one.members[1]])
    assert view["preview"]["moved"] == 0
    assert "nothing would change" in room.page("actors", merge=[one.id, one.members[1]])
    assert 'value="merge"' not in room.page("actors", merge=[one.id, one.members[1]])


def test_actors_are_found(room: Room) -> None:
    every = room.json("actors")["actors"]
    assert [one["id"] for one in every] == [one.id for one in room.case.actors()]
    assert {one["id"] for one in room.json("actors", name="holub")["actors"]} == {
        one.id for one in room.case.actors("holub")
    }
    assert {one["id"] for one in room.json("actors", kind="country", country="Poland")["actors"]} == {
        one.id for one in room.case.actors(kind="country", country="POL")
    }


# -- runs --------------------------------------------------------------------------------------------------


def compared(room: Room, **query: str) -> Any:
    for _ in range(100):
        view = room.json("runs", **query)
        if view["comparison"]["finished"]:
            return view["comparison"]
        time.sleep(0.05)
    raise AssertionError("it is not finished")


def test_two_runs_are_compared_as_the_case_does(room: Room) -> None:
    before, after = (run.id for run in room.case.runs())
    made = compared(room, before=before, after=after)
    counted = {
        (part, change): n for part, counts in made["counts"].items() for change, n in counts.items() if n
    }
    assert counted == room.case.diff_counts(before, after)
    changes = [c for c in room.case.diff(before, after) if c.part == "actors" and c.change == "changed"]
    assert changes
    shown = compared(room, before=before[:8], after=after[:8], records="actors", change="changed")
    assert [one["id"] for one in shown["examples"]] == [one.id for one in changes]
    assert {field["name"] for one in shown["examples"] for field in one["fields"]} == {
        name for one in changes for name in one.fields
    }
    file = room.ask("/workbench/runs/file", before=before, after=after, records="actors", change="changed")
    assert [json.loads(line)["id"] for line in file.text.splitlines()] == [one.id for one in changes]


def test_a_comparison_that_takes_too_long_is_cut_short_and_says_so(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_runs, "LONGEST", -1.0)
    before, after = (run.id for run in room.case.runs())
    page = ""
    for _ in range(100):
        page = room.page("runs", before=before, after=after)
        if "still comparing" not in page:
            break
        time.sleep(0.05)
    assert "cut short" in page
    assert room.json("runs", before=before, after=after)["comparison"]["finished"] is False


def test_a_case_of_one_run_says_so(tmp_path: Path) -> None:
    with open_case(tmp_path / "b.sayso") as case:
        case.add_text("Police arrested ten protesters in Minsk, the ministry said.", **CLOCK)
    app: Any = application(str(tmp_path / "b.sayso"), hosts=["room.test"])
    with TestClient(app, base_url="http://room.test") as client:
        page = client.get("/workbench/runs").text
    assert "nothing to compare it with" in page


# -- exports -----------------------------------------------------------------------------------------------


def written(room: Room, **query: Any) -> Any:
    for _ in range(200):
        view = room.json("export", **query)
        if view["ready"]:
            return view
        time.sleep(0.05)
    raise AssertionError("it is not ready")


@pytest.mark.parametrize("name", FORMATS)
def test_a_download_is_the_export_with_the_digest_of_the_page(room: Room, name: str) -> None:
    file = room.ask("/workbench/export/file", format=name)
    stream = io.BytesIO()
    loss = export(room.case, name, stream)
    assert file.content == stream.getvalue()
    assert "attachment" in file.headers["content-disposition"]
    made = written(room, format=name, date="2021-11-02")["made"]
    assert made["sha256"] == hashlib.sha256(file.content).hexdigest()
    assert (made["size"], made["loss"]) == (len(file.content), loss.lines())
    assert made["sha256"] in made["citation"]
    assert "2021-11-02" in made["citation"]
    report = room.ask("/workbench/export/file", format=name, what="loss")
    assert report.text == loss.markdown()


def test_options_are_those_of_the_format(room: Room) -> None:
    some = written(room, format="csv", status="planned")["made"]
    every = written(room, format="csv")["made"]
    assert some["rows"] < every["rows"]
    wrong = room.ask("/workbench/export", format="icews", utf16="true")
    assert wrong.status_code == 400
    assert "SAY326" in wrong.text
    assert room.ask("/workbench/export", format="xml").status_code == 404
    assert room.ask("/workbench/export", format="csv", date="yesterday").status_code == 400


def test_a_packet_is_downloaded_as_page_and_as_graph(room: Room) -> None:
    id = next(iter(Stories(room.case).happenings())).id
    made = written(room, ids=f"{id}, e_0000000000000000")["packet"]
    page = room.ask("/workbench/export/file", ids=f"{id}, e_0000000000000000", what="page")
    graph = room.ask("/workbench/export/file", ids=f"{id}, e_0000000000000000", what="graph")
    assert hashlib.sha256(page.content).hexdigest() == made["page_sha256"]
    assert hashlib.sha256(graph.content).hexdigest() == made["graph_sha256"]
    assert len(made["missing"]) == 1
    assert "attachment" in page.headers["content-disposition"]
    none = room.ask("/workbench/export/file", ids="e_0000000000000000", what="page")
    assert none.status_code == 404


def test_work_that_is_not_wanted_any_more_is_stopped(room: Room) -> None:
    names = list(FORMATS)[: _jobs.MOST + 2]
    for name in names:
        room.ask("/workbench/export/file", format=name)
    jobs = _jobs.jobs_of(room.desk)
    assert len(jobs._jobs) == _jobs.MOST
    assert room.ask("/workbench/export/file", format=names[0]).status_code == 200


# -- all of them -------------------------------------------------------------------------------------------


HOSTILE = (
    EVIL, "\0", "\ud800", "a\nb\r\nX-Evil: 1", "x" * 3_000, "-1", "999999999999999999999", "1e400", "nan",
    "'; DROP TABLE events; --", "%", "_", '"', "e_", "p_ffffffffffffffff", "r_", "../../etc/passwd", "true",
    "🦜" * 50, "\u202e\u2066", "None", "[]", "titles", "*", "AND OR NOT NEAR(", "a_*", " ", "🇧🇾", "{{ 7*7 }}",
)  # fmt: skip


def test_hostile_values_are_answered_in_the_one_shape(room: Room) -> None:
    asked = [(screen.path, sorted(screen.query.__struct_fields__)) for screen in SCREENS]
    asked += [
        ("/workbench/export/file", ["format", "ids", "what", "date"]),
        ("/workbench/runs/file", ["before", "after"]),
    ]
    for path, fields in asked:
        for field in fields:
            for value in HOSTILE:
                query = urlencode({field: value.encode("utf-8", "surrogatepass")})
                answer = room.client.get(f"{path}?{query}", headers={"accept": "text/html"})
                assert answer.status_code < 500, (path, field, value, answer.text[-2000:])
                assert "<script>alert" not in answer.text
                assert "<img src=x" not in answer.text
                if "/file" in path:
                    continue
                twin = room.client.get(f"{path}.json?{query}")
                assert twin.status_code == answer.status_code
                if twin.status_code != 200:
                    problem = twin.json()
                    assert {"title", "status"} <= problem.keys()
                    assert problem["status"] == twin.status_code


def test_hostile_text_of_articles_is_shown_as_text(room: Room) -> None:
    for part in ("", "inputs", "review", "corrections", "runs", "actors", "export"):
        page = room.page(part)
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "\u202e" not in page
    assert "&lt;script&gt;alert" in room.page("inputs")


def test_an_address_says_all_of_a_page(room: Room) -> None:
    for screen in SCREENS:
        one, other = (room.ask(screen.path).text for _ in range(2))
        assert one == other
        assert screen.query.parse([]).url(screen.path) == screen.path
