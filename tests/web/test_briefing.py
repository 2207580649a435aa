"""The briefing: stories with what they rest on, filters with counts, the log of what is new, empty cases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient

from sayso.case import Case, open_case
from sayso.stories import Stories
from sayso.web.briefing._units import granularity
from tests.web.papers import FIRST, LATER, NEW, OLD, client, html, links, twin, week

Room = TestClient[Any]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return week(tmp_path_factory.mktemp("briefing"))


@pytest.fixture(scope="module")
def room(file: Path) -> Iterator[Room]:
    with client(file) as made:
        yield made


@pytest.fixture(scope="module")
def case(room: Room, file: Path) -> Iterator[Case]:
    with open_case(file) as opened:
        yield opened


def test_every_story_is_a_line_and_the_newest_stands_first(room: Room, case: Case) -> None:
    view = twin(room, "/briefing.json")
    stories = {story.id: story for story in Stories(case).stories()}
    assert {unit["id"] for unit in view["units"]} == set(stories)
    assert view["total"] == len(stories)
    assert [unit["newest"] for unit in view["units"]] == sorted(
        (unit["newest"] for unit in view["units"]), reverse=True
    )
    page = html(room, "/")
    for unit in view["units"]:
        assert unit["articles"] == len(stories[unit["id"]].articles)
        to = f"/h/{unit['lead']['id']}" if unit.get("lead") else f"/a/{unit['first_article']}"
        assert to in links(page)


def test_a_contradiction_is_told_in_words_and_leads_there(room: Room, case: Case) -> None:
    (crowd,) = [d for d in Stories(case).disputes() if d.about == "crowd"]
    view = twin(room, "/briefing.json", disputed="true")
    found = {v["happening"]: v["words"] for unit in view["units"] for v in unit["versions"]}
    assert found[crowd.happening] == "2 versions of the crowd"
    assert "2 versions of the crowd" in html(room, "/")
    assert all(unit["lead"]["disputes"] for unit in view["units"])


def test_every_count_of_a_filter_is_that_of_its_page(room: Room) -> None:
    view = twin(room, "/briefing.json")
    assert view["facets"]["type"]
    assert view["facets"]["place"]
    for name, facets in view["facets"].items():
        for facet in facets:
            of = twin(room, "/briefing.json", **{name: facet["value"]})
            assert of["total"] == facet["stories"], (name, facet)
            for unit in of["units"]:
                lead = unit["lead"]
                values = {
                    "type": [lead["type"]], "country": [lead["country"]], "place": [lead["place"]],
                    "actor": [*lead["actors"], *lead["recipients"]],
                }  # fmt: skip
                assert facet["value"] in values[name]


def test_filters_are_asked_of_one_event(room: Room) -> None:
    assert twin(room, "/briefing.json", type="PROTEST", place="Minsk")["total"] > 0
    assert twin(room, "/briefing.json", type="COERCE", place="Minsk")["total"] == 0
    assert "No story has an event that fits" in html(room, "/", type="COERCE", place="Minsk")


def test_a_story_opens_to_its_events(room: Room) -> None:
    for unit in twin(room, "/briefing.json")["units"]:
        view = twin(room, "/briefing.json", story=unit["id"])
        assert view["total"] == unit["events"] == len(view["lines"])
        assert {event["line"]["story"] for event in view["lines"]} <= {unit["id"]}
        html(room, "/", story=unit["id"])


def test_pages_part_the_stories(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = [unit["id"] for unit in twin(room, "/briefing.json")["units"]]
    monkeypatch.setattr("sayso.web.briefing._view.ROWS", 1)
    pages = twin(room, "/briefing.json")["pages"]
    parts = [twin(room, "/briefing.json", page=n + 1)["units"] for n in range(pages)]
    assert [unit["id"] for part in parts for unit in part] == whole


def test_the_log_says_what_the_brief_says_and_what_failed(room: Room, case: Case) -> None:
    brief = Stories(case).brief(NEW)
    log = twin(room, "/briefing.json", since=NEW)["log"]
    assert log["articles"] == brief.articles == len(LATER)
    entries = [entry for entry in log["entries"] if entry["kind"] != "input"]
    assert sorted(entry["headline"] for entry in entries) == sorted(item.headline for item in brief.news)
    assert {"denial", "happening"} <= set(log["counts"])
    (failed,) = [entry for entry in log["entries"] if entry["kind"] == "input"]
    assert "gone.warc.gz" in failed["headline"]
    assert "SAY" in failed["note"]
    page = html(room, "/", since=NEW)
    for item in brief.news:
        assert item.article in page
        assert not item.id.startswith("h_") or f"/h/{item.id}" in links(page)


def test_words_of_the_log_lead_to_where_they_stand(room: Room, case: Case) -> None:
    for item in Stories(case).brief(OLD).news:
        if item.spans:
            text = case.reading(item.article).article.text
            words = " … ".join(text[start:end] for start, end in item.spans)
            assert " ".join(words.split()).startswith(item.words.removesuffix(" …")[:40])


def test_kinds_of_the_log_part_it(room: Room) -> None:
    whole = twin(room, "/briefing.json", since=NEW)["log"]
    for kind, n in whole["counts"].items():
        of = twin(room, "/briefing.json", since=NEW, news=kind)["log"]
        assert [entry["kind"] for entry in of["entries"]] == [kind] * n
        assert of["counts"] == whole["counts"]


def test_nothing_is_new_after_all_came(room: Room) -> None:
    log = twin(room, "/briefing.json", since="2021-10-22")["log"]
    assert (log["articles"], log["entries"]) == (0, [])
    assert "Nothing is new since then" in html(room, "/", since="2021-10-22")


def test_without_a_time_days_are_proposed(room: Room) -> None:
    view = twin(room, "/briefing.json")
    assert view["log"] is None
    assert view["came"] == [
        {"day": NEW[:10], "articles": len(LATER)},
        {"day": OLD[:10], "articles": len(LATER) + len(FIRST)},
    ]
    page = html(room, "/")
    assert f"/?since={NEW[:10]}" in links(page)
    assert view["week"] == "2021-10-13"
    part = html(room, "/", since=NEW, part="log")
    assert "<html" not in part
    assert "What is new" in part


def test_the_log_is_cut_short_and_says_so(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.web.briefing._log.MOST", 1)
    log = twin(room, "/briefing.json", since=OLD)["log"]
    assert log["left_out"] > 0
    assert "cut short" in html(room, "/", since=OLD)


@pytest.mark.parametrize(
    "query",
    [
        {"since": "yesterday"}, {"since": "2021-13-45"}, {"type": "PARTY"}, {"page": "-1"}, {"by": "rank"},
        {"story": "y_none"}, {"news": "gossip"}, {"log": "0"}, {"part": "secrets"},
    ],
)  # fmt: skip
def test_wrong_values_say_what_is_wrong(room: Room, query: dict[str, str]) -> None:
    answer = room.get("/briefing.json", params=query)
    assert answer.status_code == 400
    assert answer.json()["code"] == "SAY321"
    assert room.get("/", params=query, headers={"accept": "text/html"}).status_code == 400


def test_hostile_titles_are_shown_and_not_obeyed(room: Room) -> None:
    for page in (html(room, "/"), html(room, "/", since=OLD), html(room, "/", since=OLD, part="log")):
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "\u202e" not in page


def test_an_empty_case_says_what_to_run(tmp_path: Path) -> None:
    path = tmp_path / "empty.sayso"
    with open_case(path) as case:
        (tmp_path / "nothing.txt").write_bytes(b"")
        case.add(tmp_path / "nothing.txt", now=OLD, today=date(2021, 12, 1))
    with client(path) as room:
        page = html(room, "/")
        assert "No articles yet" in page
        assert "sayso add" in page
        assert twin(room, "/briefing.json")["articles"] == 0
        assert "There are no statements" in html(room, "/statements")


def test_articles_without_events_say_how_many_were_read(tmp_path: Path) -> None:
    path = tmp_path / "dull.sayso"
    with open_case(path) as case:
        text = "The museum of clocks is green. Its garden has four old trees, and a bench of grey stone."
        case.add_text(text, now=OLD, today=date(2021, 12, 1))
        assert not list(case.events())
    with client(path) as room:
        page = html(room, "/")
        assert "1 article was read" in page
        assert "no event was coded" in page


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ((None, None), "no day known"),
        (("2021-10-16", None), "open"),
        (("2021-10-16", "2021-10-16"), "to the day"),
        (("2021-10-01", "2021-10-31"), "to the month"),
        (("2021-12-01", "2021-12-31"), "to the month"),
        (("2021-01-01", "2021-12-31"), "to the year"),
        (("2021-10-16", "2021-10-17"), "within 2 days"),
        (("9999-12-01", "9999-12-31"), "within 31 days"),
    ],
)
def test_granularity_is_told_in_words(days: tuple[str | None, str | None], words: str) -> None:
    assert granularity(*days) == words
