"""The event board: each number counts what its link leads to, and a picture says what its table does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, get_args
from urllib.parse import parse_qsl, urlsplit

import msgspec
import pytest
from litestar.testing import TestClient

from sayso.case import open_case
from sayso.exports import FORMATS
from sayso.web import application
from sayso.web._desk import Desk
from sayso.web._overview import Line
from sayso.web.board import _map, _network, _time
from sayso.web.board._query import BoardQuery, Box, Sort, Vocabulary, box_of, brush_of, select
from sayso.web.board._table import COLUMNS
from sayso.web.board._view import BoardView, look
from tests.stories.conftest import WEEK, add, paper

HOSTILE = "<script>alert(1)</script>\u202e\"'><img src=x onerror=alert(1)>"
MORE = (
    paper("kilo", WEEK[0]["text"], day="2021-10-19", title="The same once more"),
    paper("mike", "France accused Poland of espionage. The embassy gave no answer to our questions."),
    paper("lima", WEEK[3]["text"], day="2021-10-19", outlet=HOSTILE, title=HOSTILE),
)
HOST = "localhost"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A case of a week, with a copy and an outlet of an evil name."""
    found = tmp_path_factory.mktemp("board") / "week.sayso"
    with open_case(found) as case:
        add(case, [*WEEK, *MORE])
    return str(found)


@pytest.fixture(scope="module")
def desk(path: str) -> Iterator[Desk]:
    made = Desk(path)
    yield made
    made.close()


@pytest.fixture(scope="module")
def client(path: str) -> Iterator[TestClient[Any]]:
    with TestClient(application(path, hosts=[HOST]), base_url=f"http://{HOST}") as made:
        yield made


def seen(desk: Desk, **asked: Any) -> BoardView:
    return look(desk, BoardQuery(**asked))


def line(id: str = "h_1", **fields: Any) -> Line:
    """A line with no more than is said."""
    return Line(**{"id": id, "story": "", "headline": id, "type": "PROTEST", "status": "happened"} | fields)


def parsed(url: str) -> BoardQuery:
    return BoardQuery.parse(parse_qsl(urlsplit(url).query))


# -- numbers are what their links lead to ------------------------------------------------------------------


@pytest.mark.parametrize("axis", ["event", "reported"])
@pytest.mark.parametrize("grain", ["day", "week", "month", "year"])
def test_a_period_counts_what_brushing_it_selects(desk: Desk, axis: Any, grain: Any) -> None:
    periods = seen(desk, axis=axis, grain=grain).timeline.periods
    assert periods
    for period in periods:
        brushed = seen(desk, axis=axis, since=period.start, until=period.end)
        assert brushed.events == period.known + period.possible + period.wide > 0


@pytest.mark.parametrize("axis", ["event", "reported"])
def test_every_event_is_in_the_timeline_or_counted_beside_it(desk: Desk, axis: Any) -> None:
    view = seen(desk, axis=axis)
    time = view.timeline
    assert time.start
    assert time.end
    shown = seen(desk, axis=axis, since=time.start, until=time.end).events
    assert shown + time.undated + time.before + time.after == view.events
    assert time.undated == seen(desk, axis=axis, dated="no").events
    for count, asked in (
        (time.before, {"until": time.last_before}),
        (time.after, {"since": time.first_after}),
    ):
        # Events that reach into what is shown are no more counted as beyond it.
        assert seen(desk, axis=axis, **asked).events >= count


def test_an_undated_event_fits_no_brush(desk: Desk) -> None:
    assert seen(desk, dated="no").events
    assert not seen(desk, dated="no", since="0001", until="9999").events


def test_places_and_tray_count_all_events(desk: Desk) -> None:
    view = seen(desk)
    assert view.map.places
    assert sum(place.events for place in view.map.places) + view.map.tray.events == view.events
    assert view.map.tray.events == view.map.tray.none_stated + view.map.tray.not_found
    assert view.map.tray.events == seen(desk, located="no").events
    for place in view.map.places:
        assert seen(desk, place=place.name, at=place.at).events == place.events
        around = Box(place.lon, place.lat, place.lon, place.lat)
        assert seen(desk, box=f"{place.lon},{place.lat},{place.lon},{place.lat}").events >= place.events
        assert around.holds(place.lat, place.lon)


def test_a_pair_counts_what_its_link_selects(desk: Desk) -> None:
    network = seen(desk).network
    assert network.pairs
    for pair in network.pairs:
        assert seen(desk, by=pair.by, to=pair.to).events == pair.events
    for row, by in enumerate(network.rows):
        for column, to in enumerate(network.columns):
            assert network.cells[row][column] == seen(desk, by=by, to=to).events


def test_a_brush_of_the_time_filters_map_and_table_and_not_its_own_picture(desk: Desk) -> None:
    whole, day = seen(desk), seen(desk, since="2021-10-17", until="2021-10-17")
    assert 0 < day.events < whole.events
    assert sum(place.events for place in day.map.places) + day.map.tray.events == day.events
    assert len(day.table.rows) == day.events
    beside = [period for period in day.timeline.periods if period.start != "2021-10-17"]
    assert beside  # what is around the brush is still there


def test_a_box_filters_the_time_and_keeps_its_surroundings(desk: Desk) -> None:
    minsk = next(place for place in seen(desk).map.places if place.name == "Minsk")
    box = f"{minsk.lon - 0.5},{minsk.lat - 0.5},{minsk.lon + 0.5},{minsk.lat + 0.5}"
    view = seen(desk, box=box)
    assert view.events == minsk.events
    assert view.map.shown is not None
    assert view.map.shown[0] < minsk.lon - 0.5
    assert sum(period.known + period.possible + period.wide for period in view.timeline.periods) >= 1


def test_each_filter_takes_what_it_says(desk: Desk) -> None:
    lines = desk.overview.lines
    asked: tuple[tuple[dict[str, Any], Any], ...] = (
        ({"type": ("PROTEST",)}, lambda one: one.type == "PROTEST"),
        ({"type": ("PROTEST", "COERCE")}, lambda one: one.type in ("PROTEST", "COERCE")),
        ({"status": ("disputed",)}, lambda one: one.status == "disputed"),
        ({"country": ("blr",)}, lambda one: one.country == "BLR"),
        ({"disputed": True}, lambda one: one.disputes),
        ({"origins": 2}, lambda one: len(one.origins) >= 2),
        ({"q": "MINSK protest"}, lambda one: "Minsk" in one.headline and one.type == "PROTEST"),
        ({"story": lines[0].story}, lambda one: one.story == lines[0].story),
    )
    for query, fits in asked:
        expected = {one.id for one in lines if fits(one)}
        found = {row.line.id for row in seen(desk, **query).table.rows}
        assert found == expected != set(), query


def test_chips_lead_back_to_everything(desk: Desk) -> None:
    asked = BoardQuery(since="2021-10", type=("PROTEST", "COERCE"), q="in", origins=1, disputed=True)
    view = look(desk, asked)
    assert len(view.chips) == 6
    for _ in range(len(view.chips)):
        asked = parsed(view.chips[0].url)
        view = look(desk, asked)
    assert asked == BoardQuery()
    assert view.events == view.all


@pytest.mark.parametrize("sort", get_args(Sort))
def test_every_order_has_the_same_lines(desk: Desk, sort: Sort) -> None:
    found = [row.line.id for row in seen(desk, sort=sort).table.rows]
    assert sorted(found) == sorted(one.id for one in desk.overview.lines)
    assert found == [row.line.id for row in seen(desk, sort=sort).table.rows]


# -- the table ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("vocabulary", get_args(Vocabulary))
def test_vocabularies_have_the_columns_of_their_exports(desk: Desk, vocabulary: Vocabulary) -> None:
    form, columns = COLUMNS[vocabulary]
    if FORMATS[form].columns:
        assert set(columns) <= set(FORMATS[form].columns)
    rows = seen(desk, columns=vocabulary).table.rows
    assert all(len(row.cells) == len(columns) for row in rows if row.cells)
    assert any(row.cells and any(row.cells) for row in rows)
    assert all(bool(row.cells) != bool(row.none) for row in rows)


def test_plover_cells_are_the_codes_of_the_line(desk: Desk) -> None:
    for row in seen(desk).table.rows:
        assert row.cells[0] == row.line.type
        if row.line.place:
            assert row.line.place in row.cells[5]


def test_what_did_not_happen_has_no_row_in_gdelt(desk: Desk) -> None:
    rows = [row for row in seen(desk, columns="gdelt").table.rows if row.line.status == "cancelled"]
    assert rows
    assert all(not row.cells and row.none for row in rows)


def test_an_open_row_leads_to_the_words_of_its_records(desk: Desk, client: TestClient[Any]) -> None:
    chosen = max(desk.overview.lines, key=lambda one: len(one.events))
    row = next(row for row in seen(desk, open=(chosen.id,)).table.rows if row.line.id == chosen.id)
    assert {one.record.id for one in row.records} == set(chosen.events)
    assert chosen.id not in row.toggled
    for one in row.records:
        card = client.get(one.to.replace("?", ".json?", 1)).json()["card"]
        assert card["mark"]["id"] == one.record.id


def test_pages_end(desk: Desk) -> None:
    assert seen(desk, page=10**6).table.page == seen(desk).table.pages
    assert seen(desk, page=-5).table.page == 1


# -- steps -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("asked", [{}, {"since": "2021-10-14", "until": "2021-10-17"}, {"since": "2021"}])
def test_steps_of_the_time_are_brushes(desk: Desk, asked: dict[str, str]) -> None:
    for step in seen(desk, **asked).timeline.steps:
        brush = brush_of(BoardQuery(since=step.since, until=step.until))
        assert step.key == "Escape" or (brush.since and brush.until and brush.since <= brush.until)


def test_stepping_forth_and_back_is_where_one_was(desk: Desk) -> None:
    steps = {s.key: s for s in seen(desk, since="2021-10-11", until="2021-10-17").timeline.steps}
    later = steps["ArrowRight"]
    assert (later.since, later.until) == ("2021-10-18", "2021-10-24")
    back = {s.key: s for s in seen(desk, since=later.since, until=later.until).timeline.steps}["ArrowLeft"]
    assert (back.since, back.until) == ("2021-10-11", "2021-10-17")


@pytest.mark.parametrize("box", ["23,53,29,55", "-180,-90,180,90", "170,-10,-170,10", "27.5,53.9,27.5,53.9"])
def test_steps_of_the_map_are_boxes(desk: Desk, box: str) -> None:
    for step in seen(desk, box=box).map.steps:
        assert step.key == "Escape" or box_of(step.box) is not None


# -- counts of made-up lines -------------------------------------------------------------------------------


def timeline(lines: Iterable[Line], grain: str = "auto", **asked: Any) -> _time.Timeline:
    return _time.timeline_of(lines, grain, brush_of(BoardQuery(**asked)))


def test_one_date_far_off_does_not_make_the_others_one_bar() -> None:
    week = [line(f"h_{n}", earliest=f"2021-10-{n:02}", latest=f"2021-10-{n:02}") for n in range(1, 29)]
    made = timeline([*week, line("h_0", earliest="1812-06-24", latest="1812-06-24")])
    assert made.grain == "day"
    assert made.before == 1
    assert timeline(week).before == 0


def test_days_that_are_more_than_a_period_are_possible_in_each_and_known_in_none() -> None:
    made = timeline(
        [line(earliest="2021-10-04", latest="2021-10-06")],
        since="2021-10-01",
        until="2021-10-10",
        grain="day",
    )
    assert [(one.start, one.known, one.possible) for one in made.periods] == [
        ("2021-10-04", 0, 1), ("2021-10-05", 0, 1), ("2021-10-06", 0, 1),
    ]  # fmt: skip


def test_what_begins_before_the_window_is_not_known_to_lie_in_its_first_period() -> None:
    made = timeline(
        [line(earliest="2000-01-01", latest="2021-12-31")], since="2021-10-01", until="2021-10-10"
    )
    assert made.periods
    assert not any(one.known or one.possible for one in made.periods)
    assert {one.wide for one in made.periods} == {made.wide} == {1}


@pytest.mark.parametrize(
    ("first", "last"),
    [("0001-01-01", "0001-01-01"), ("9999-12-31", "9999-12-31"), ("0001-01-01", "9999-12-31")],
)
@pytest.mark.parametrize("grain", ["auto", "day", "week", "month", "year"])
def test_the_ends_of_the_calendar_are_no_fault(first: str, last: str, grain: str) -> None:
    lines = [line(earliest=first, latest=last)]
    for asked in ({}, {"since": first, "until": last}, {"until": "0001"}, {"since": "9999"}):
        made = timeline(lines, grain, **asked)
        assert len(made.periods) <= _time.MOST + 1


def test_too_fine_a_grain_is_made_coarser_and_says_so() -> None:
    lines = [line(f"h_{n}", earliest=f"{1990 + n}-01-01", latest=f"{1990 + n}-01-01") for n in range(30)]
    made = timeline(lines, "day")
    assert made.coarser
    assert made.grain != "day"
    assert not timeline(lines, "year").coarser


def test_names_that_differ_in_case_are_one_and_events_count_once() -> None:
    made = _network.network_of(
        [
            line("h_1", actors=("Police", "police"), recipients=("students",)),
            line("h_2", actors=("police",), recipients=("Students",)),
            line("h_3", actors=("police",)),
        ]
    )
    assert [(pair.by, pair.events) for pair in made.pairs] == [("police", 2)]
    assert made.alone == 1


def test_a_network_of_many_is_cut_and_says_so() -> None:
    many = [line(f"h_{n}", actors=(f"a{n}",), recipients=(f"b{n % 70}",)) for n in range(5000)]
    made = _network.network_of(many)
    assert len(made.pairs) + made.more == 5000
    assert (made.actors, made.recipients) == (5000, 70)
    assert len(made.rows) == len(made.columns) == _network.SIDE
    crowd = line(actors=tuple(f"a{n}" for n in range(1000)), recipients=tuple(f"b{n}" for n in range(1000)))
    assert _network.network_of([crowd]).more < 1000


def test_a_graph_without_end_is_left_off_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_network, "MOST", 100)
    made = _network.network_of(line(f"h_{n}", actors=(f"a{n}",), recipients=("b",)) for n in range(250))
    assert made.left_out == 150
    assert made.actors == 100


def test_a_map_of_many_places_is_cut_and_says_so() -> None:
    many = [line(f"h_{n}", place=f"p{n}", lat=n / 10, lon=n / 10, precision="town") for n in range(400)]
    made = _map.map_of(many, None)
    assert len(made.places) + made.more == 400
    assert made.more > 0


def test_places_of_one_name_are_told_apart() -> None:
    lines = [
        line("h_1", place="Washington", lat=38.9, lon=-77.0),
        line("h_2", place="Washington", lat=47.4, lon=-120.4),
    ]
    for place in _map.map_of(lines, None).places:
        query = BoardQuery(place=place.name, at=place.at)
        assert len(select(lines, query, brush_of(query)).lines) == place.events == 1


def test_a_box_may_lie_over_the_180th_meridian() -> None:
    box = box_of("170,-30,-170,0")
    assert box is not None
    assert box.holds(-18, 178)
    assert box.holds(-14, -172)
    assert not box.holds(-14, 0)
    lines = [line("h_1", lat=-18.0, lon=178.0), line("h_2", lat=48.0, lon=2.0)]
    query = BoardQuery(box="170,-30,-170,0")
    assert [one.id for one in select(lines, query, brush_of(query)).lines] == ["h_1"]


# -- as served ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "since=yesterday", "until=2021-13", "since=2021-10-17&until=2021-10-16", "box=1,2,3", "box=nan,0,1,1",
        "box=0,9,1,2", "box=0,0,999,1", "at=here", "at=1", "sort=headline", "sort=id;drop", "columns=sql",
        "view=x", "page=two",
        "type=PARTY", "status=maybe", "axis=z", "grain=hour", "origins=many", "disputed=perhaps", "dated=2",
    ],
)  # fmt: skip
def test_wrong_parameters_are_one_kind_of_error(client: TestClient[Any], address: str) -> None:
    answer = client.get(f"/board.json?{address}")
    assert answer.status_code == 400
    assert answer.json()["code"] == "SAY321"
    assert client.get(f"/board?{address}", headers={"accept": "text/html"}).status_code == 400


@pytest.mark.parametrize("name", ["q", "actor", "by", "to", "place", "story", "country", "open", "run"])
def test_hostile_words_are_words(client: TestClient[Any], name: str) -> None:
    answer = client.get("/board", params={name: HOSTILE})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert "<img" not in answer.text
    assert "\u202e" not in answer.text


def test_hostile_outlets_and_titles_are_escaped(desk: Desk, client: TestClient[Any]) -> None:
    of_it = [one for one in desk.overview.lines if len(one.events) > 1]
    answer = client.get("/board", params=[("open", one.id) for one in of_it])
    assert "&lt;script&gt;alert" in answer.text
    assert "<script>alert" not in answer.text
    assert "\u202e" not in answer.text


def test_the_page_says_what_its_twin_says(client: TestClient[Any], desk: Desk) -> None:
    twin = client.get("/board.json?type=PROTEST").json()
    assert twin == msgspec.json.decode(msgspec.json.encode(seen(desk, type=("PROTEST",))))
    text = client.get("/board?type=PROTEST").text
    assert all(f'href="/h/{row["line"]["id"]}"' in text for row in twin["table"]["rows"])
    marked = re.findall(r'data-known="(\d+)" data-possible="(\d+)"', text)
    assert marked == [(str(one["known"]), str(one["possible"])) for one in twin["timeline"]["periods"]]


def test_a_region_is_a_part_of_the_page(client: TestClient[Any]) -> None:
    page, part = client.get("/board?view=table").text, client.get("/board?view=table&part=region").text
    assert part.strip() in page
    assert "part=region" not in part  # no link leads to a part


def test_the_page_holds_no_script_and_no_style_of_its_own(client: TestClient[Any]) -> None:
    text = client.get("/board").text
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", text)


def test_every_link_of_the_page_is_answered(client: TestClient[Any]) -> None:
    links = set(
        re.findall(r'href="(/board[^"#]*)', client.get("/board?since=2021-10-11&box=20,50,35,60").text)
    )
    assert len(links) > 20
    for link in links:
        assert client.get(link.replace("&amp;", "&")).status_code == 200, link


def test_an_empty_case_has_an_empty_board(tmp_path: Any) -> None:
    with open_case(tmp_path / "empty.sayso") as case:
        case.add_text("Nothing happened here.", now="2021-10-20T06:00:00Z")
    with TestClient(
        application(str(tmp_path / "empty.sayso"), hosts=[HOST]), base_url=f"http://{HOST}"
    ) as made:
        assert "The case has no events" in made.get("/board").text
