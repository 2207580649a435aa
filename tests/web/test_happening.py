"""The page of a happening: whatever it says leads to the words that say so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest
from litestar.testing import TestClient

from sayso.case import Case, Days, open_case
from sayso.errors import CaseError
from sayso.stories import Happening, Origin, Report, Stories
from sayso.web import application
from sayso.web._desk import Desk
from sayso.web.happening._lanes import Told, lanes_of
from sayso.web.happening._quotes import Quoted, sides_of
from sayso.web.happening._view import HappeningQuery, HappeningView, look
from tests.stories.conftest import WEEK, add, paper

HOSTILE = "<script>alert(1)</script>\u202e\"'><img src=x onerror=alert(1)>"
COPY = paper("kilo", WEEK[0]["text"], day="2021-10-19", title=HOSTILE, outlet=HOSTILE)
HOST = "localhost"


def filled(path: Any) -> str:
    with open_case(path) as case:
        add(case, [*WEEK, COPY])
    return str(path)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A case of a week, with a copy under an evil title."""
    return filled(tmp_path_factory.mktemp("happening") / "week.sayso")


@pytest.fixture(scope="module")
def desk(path: str) -> Iterator[Desk]:
    made = Desk(path)
    yield made
    made.close()


@pytest.fixture(scope="module")
def client(path: str) -> Iterator[TestClient[Any]]:
    with TestClient(application(path, hosts=[HOST]), base_url=f"http://{HOST}") as made:
        yield made


def every(desk: Desk) -> Iterator[HappeningView]:
    for line in desk.overview.lines:
        yield look(desk, line.id, HappeningQuery())


def disputed(desk: Desk, about: str) -> HappeningView:
    return next(view for view in every(desk) if any(one.about == about for one in view.disputes))


def words_at(case: Case, to: str) -> tuple[str, str]:
    """The words at an address of the reader, and those that the address brings along."""
    parts = urlsplit(to)
    asked = parse_qs(parts.query)
    start, end = map(int, asked["s"][0].split("-"))
    return case.reading(parts.path.removeprefix("/a/")).article.text[start:end], asked.get("q", [""])[0]


def test_both_numbers_of_a_dispute_lead_to_their_words(desk: Desk) -> None:
    view = disputed(desk, "crowd")
    sides = next(one for one in view.disputes if one.about == "crowd").sides
    assert [side.value for side in sides] == ["5,000", "50,000"]
    assert all(side.disputed for side in sides)
    for side in sides:
        for quote in side.quotes:
            words, brought = words_at(desk.case, quote.to)
            assert words == brought == quote.words == side.value
    # On the line from the least to the largest each number stands where it belongs.
    assert [(side.left, side.right) for side in sides] == [(0, 0), (100, 100)]
    # What is in dispute is not told a second time.
    assert "crowd" not in {one.about for one in view.numbers}


def test_the_reader_opens_at_the_number(desk: Desk, client: TestClient[Any]) -> None:
    sides = next(one for one in disputed(desk, "crowd").disputes if one.about == "crowd").sides
    for quote in (quote for side in sides for quote in side.quotes):
        reader = client.get(quote.to.replace("?", ".json?", 1)).json()
        assert reader["card"]["mark"]["lane"] == "number"
        assert reader["card"]["mark"]["words"] == quote.words
        assert not reader["moved"]
        assert not reader["lost"]


def test_every_address_of_words_is_of_these_words(desk: Desk) -> None:
    seen = 0
    for view in every(desk):
        compared = (*view.disputes, *view.numbers, *view.revisions)
        quoted = [quote for one in compared for side in one.sides for quote in side.quotes]
        for to in [*(quote.to for quote in quoted), *(one.to for one in view.reports)]:
            words, brought = words_at(desk.case, to)
            assert not brought or words == brought
            seen += bool(brought)
    assert seen


def test_whether_it_happened_is_said_in_words(desk: Desk) -> None:
    view = disputed(desk, "happened")
    assert view.happening.status == "disputed"
    sides = next(one for one in view.disputes if one.about == "happened").sides
    assert {side.value for side in sides} == {"it happened", "it did not happen"}
    assert [one.report.record for one in view.denials] == list(view.happening.denials) != []


def test_each_report_stands_in_one_lane_or_beneath_what_it_copies(desk: Desk) -> None:
    copied = 0
    for view in every(desk):
        of = view.happening
        stand = [one for lane in view.lanes for one in lane.told]
        beneath = [copy for one in stand for copy in one.copies]
        copied += len(beneath)
        found = sorted(one.report.record for one in (*stand, *beneath))
        assert found == sorted(report.record for report in of.reports)
        assert sum(lane.same for lane in view.lanes if lane.counted) == len(of.origins)
        assert all(copy.report.repeats for copy in beneath)
    assert copied  # the week has a copy


def test_a_copy_of_a_copy_stands_beneath_the_first() -> None:
    def report(record: str, repeats: str | None = None) -> Report:
        return Report(
            record=record,
            article="a_1",
            status="happened",
            origin="A",
            words="w",
            spans=((0, 1),),
            repeats=repeats,
        )

    of = Happening(
        id="h_1", headline="", type="PROTEST", status="happened", articles=3, told=1,
        origins=(Origin(key="a", name="A", kind="outlet"), Origin(key="b", name="A", kind="source")),
        reports=(report("e_1"), report("e_2", "e_1"), report("e_3", "e_2"), report("e_4", "e_9")),
    )  # fmt: skip
    (lane,) = lanes_of(of, {})
    assert lane.same == 2
    beneath: list[tuple[str, list[str]]] = [
        (one.report.record, [copy.report.record for copy in one.copies]) for one in lane.told
    ]
    assert beneath == [("e_1", ["e_2", "e_3"]), ("e_4", [])]
    assert all(isinstance(one, Told) for one in lane.told)


def test_a_value_without_an_end_reaches_to_the_end_of_the_line() -> None:
    def quote(low: int | None, high: int | None, words: str) -> Quoted:
        return Quoted(
            about="dead",
            value=words,
            range=words,
            origin="A",
            words=words,
            to="",
            reported=Days(),
            low=low,
            high=high,
        )

    few, more = sides_of([quote(10, 20, "10 to 20"), quote(15, None, "15 or more")], ["10 to 20"])
    assert (few.left, few.right, few.beyond, few.disputed) == (0, 100, False, True)
    assert (more.left, more.right, more.beyond, more.disputed) == (50, 100, True, False)
    assert sides_of([]) == ()


def test_a_revision_goes_from_the_old_number_to_the_new(desk: Desk) -> None:
    revised = [one for view in every(desk) for one in view.revisions if one.about == "dead"]
    assert [[side.value for side in one.sides] for one in revised] == [["3", "5"]]


def test_a_status_has_its_course(desk: Desk, client: TestClient[Any]) -> None:
    view = next(view for view in every(desk) if view.happening.status == "cancelled")
    steps = [change.status for change in view.happening.course]
    assert steps[-1] == "cancelled"
    text = client.get(f"/h/{view.happening.id}").text
    assert all(f'class="badge {status}"' in text for status in steps)


def test_an_event_leads_to_its_happening(desk: Desk) -> None:
    for line in desk.overview.lines:
        for event in line.events:
            view = look(desk, event, HappeningQuery())
            assert view.happening.id == line.id
            assert view.asked == event


@pytest.mark.parametrize("id", ["h_0000000000000000", "e_zz", "a_1", "y_1", "x", "%3Cscript%3E", "h_%00"])
def test_what_is_no_happening_is_not_found(client: TestClient[Any], id: str) -> None:
    answer = client.get(f"/h/{id}.json")
    assert answer.status_code in (400, 404)
    assert "title" in answer.json()
    assert "<script>" not in client.get(f"/h/{id}", headers={"accept": "text/html"}).text


def test_an_article_is_no_happening(desk: Desk) -> None:
    article = next(iter(desk.case.events())).article
    with pytest.raises(CaseError, match="SAY407"):
        look(desk, article, HappeningQuery())


def test_the_strip_and_the_command_are_of_this_happening(desk: Desk, client: TestClient[Any]) -> None:
    for view in every(desk):
        text = client.get(f"/h/{view.happening.id}").text
        assert f"{len(view.happening.origins)} independent of {view.happening.articles} article" in text
        assert view.command.endswith(view.happening.id)
        assert desk.path in view.command


def test_hostile_outlets_are_escaped(client: TestClient[Any], desk: Desk) -> None:
    text = client.get(f"/h/{disputed(desk, 'crowd').happening.id}").text
    assert "&lt;script&gt;alert" in text
    assert "<script>alert" not in text
    assert "<img" not in text
    assert "\u202e" not in text
    assert not re.search(r"<style|\sstyle=|\son\w+=\"|<script(?![^>]*\ssrc=)", text)


def test_the_twin_is_the_view(client: TestClient[Any], desk: Desk) -> None:
    for view in every(desk):
        twin = client.get(f"/h/{view.happening.id}.json").content
        assert twin == msgspec.json.encode(view)


def test_a_correction_is_told(tmp_path: Any) -> None:
    path = filled(tmp_path / "own.sayso")
    with open_case(path) as case:
        event = next(iter(case.events(type="COERCE")))
        case.correct("recode", event.id, values={"modes": "arrest"}, who="Ada", why="read again")
        Stories(case)
    desk = Desk(path)
    try:
        view = look(desk, event.id, HappeningQuery())
        assert [(made.who, made.why, made.target) for made in view.corrections] == [
            ("Ada", "read again", event.id)
        ]
        assert not any(one.corrections for one in every(desk) if one.happening.id != view.happening.id)
    finally:
        desk.close()
