"""A day's work in the reading room, in Chromium: from the briefing to the words, a merge and its undoing,
a brush, an export, a link for a colleague. Then the way to the words without script."""

from __future__ import annotations

import hashlib
import re
from datetime import date, timedelta
from typing import Any

import pytest

from sayso.case import open_case
from sayso.stories import Happening, Stories
from sayso.wording import span_of_numbers
from tests.web.conftest import Open, Served, serving

pytestmark = pytest.mark.slow

WIDE = {"width": 1400, "height": 900}


def open_dispute(page: Any, room: Served) -> Happening:
    """From the briefing, by a badge, to a happening that origins count differently."""
    with open_case(room.path) as case:
        counted = {h.id: h for h in Stories(case).happenings(disputed=True) if crowd_of(h)}
    badge = page.locator("a.badge", has_text=re.compile(r"versions of the crowd( in |$)"))
    page.goto("/")
    badge.first.click()
    page.wait_for_url(re.compile(r"/h/|story="))
    if "/h/" not in page.url:  # several events of the story are in dispute
        page.locator("main tr", has=badge).first.locator("a.what").click()
    page.wait_for_url("**/h/h_*")
    return counted[page.url.rpartition("/")[2]]


def crowd_of(happening: Happening) -> dict[str, str]:
    """What its origins say of the number of people, and their words."""
    disputes = [one for one in happening.disputes if one.about == "crowd"]
    return {span_of_numbers(claim.low, claim.high): claim.words for one in disputes for claim in one.claims}


def one_line(text: str) -> str:
    return " ".join(text.split())


def test_from_the_briefing_to_the_words_of_a_dispute(room: Served, open_page: Open) -> None:
    page = open_page(room, viewport=WIDE)
    happening = open_dispute(page, room)
    told = one_line(page.locator("#disputes").inner_text())
    assert len(crowd_of(happening)) >= 2
    for value, words in crowd_of(happening).items():
        assert value in told
        assert one_line(words)[:40] in told
    quote = page.locator("#disputes blockquote a").first
    words = one_line(quote.inner_text())
    quote.click()
    page.wait_for_url("**/a/a_*")
    assert page.locator("#card .facts").is_visible()
    assert one_line(page.locator("#card blockquote").inner_text())[:30] in words
    assert page.locator(".text .here").first.is_visible()
    page.get_by_role("link", name="All reports of this event").click()
    page.wait_for_url(f"**/h/{happening.id}**")


def test_two_actors_are_merged_and_the_merge_is_undone(own_room: Served, open_page: Open) -> None:
    page = open_page(own_room, viewport=WIDE)
    page.goto("/workbench/actors?kind=organisation")
    boxes = page.locator("table input[name=merge]")
    for n in (0, 1):
        boxes.nth(n).check()
    chosen = [boxes.nth(n).get_attribute("value") for n in (0, 1)]
    page.get_by_role("button", name="See what merging the chosen would change").click()
    page.wait_for_selector(".preview")
    assert "what would change" in page.locator(".preview").inner_text()
    page.locator(".preview [name=who]").fill("Ada")
    page.locator(".preview [name=why]").fill("one body")
    page.get_by_role("button", name="Merge them").click()
    page.wait_for_url("**/workbench/actors?of=*")
    with open_case(own_room.path) as case:
        actors = [case.show(str(id)) for id in chosen]
        made = list(case.corrections())
    assert [(one.action, one.who, one.why) for one in made] == [("merge", "Ada", "one body")]
    assert {set(chosen) <= {made[0].target, *made[0].value.get("members", ())}} == {True}, (made, actors)

    page.goto("/workbench/corrections")
    page.locator("#undo [name=who]").fill("Ada")
    page.locator("#undo [name=why]").fill("they are two")
    page.get_by_role("button", name="Undo").first.click()
    page.wait_for_selector("li.undone")
    with open_case(own_room.path) as case:
        assert [one.action for one in case.corrections() if one.undone is None and one.action != "undo"] == []


def test_a_week_is_brushed_and_map_and_table_follow(room: Served, open_page: Open) -> None:
    page = open_page(room, viewport=WIDE)
    page.goto("/board?grain=day")
    page.wait_for_selector("#time-picture svg")
    page.wait_for_selector("#map-picture svg")
    before = events(page)
    start = date.fromisoformat(str(page.get_attribute("#time-picture", "data-start")))
    end = date.fromisoformat(str(page.get_attribute("#time-picture", "data-end")))
    box = page.locator("#time-picture svg").bounding_box()
    days = (end - start).days + 1

    def at(day: date) -> float:
        inner = box["width"] - 45 - 24  # the margins of the plot
        return float(box["x"] + 45 + inner * ((day - start).days + 0.5) / days)

    first, last = end - timedelta(days=6), end
    assert first > start
    page.mouse.move(at(first), box["y"] + 60)
    page.mouse.down()
    page.mouse.move(at(last) - 5, box["y"] + 60, steps=4)
    page.mouse.move(at(last), box["y"] + 60)
    page.mouse.up()
    page.wait_for_url("**since=**")
    assert f"since={first}" in page.url
    assert f"until={last}" in page.url
    page.wait_for_function("() => !document.getElementById('region').hasAttribute('aria-busy')")
    after = events(page)
    assert 0 < after < before
    places = sum(int(n) for n in page.locator("#map-table td:nth-child(4)").all_text_contents())
    assert places <= after
    rows = page.locator("table.events tbody tr[data-row]")
    assert rows.count() == min(after, 100) or page.locator(".panel.table .pages").count()
    link = page.url
    shown = [row.strip() for row in rows.locator("th a").all_text_contents()]

    colleague = open_page(room, viewport=WIDE)  # a permalink lands on the same view
    colleague.goto(link)
    colleague.wait_for_selector("#map-picture svg")
    assert [
        row.strip() for row in colleague.locator("table.events tbody tr[data-row] th a").all_text_contents()
    ] == shown
    assert events(colleague) == after

    page.focus("#time-picture")
    page.keyboard.press("Escape")
    page.wait_for_function("() => !location.search.includes('since=')")
    page.wait_for_function("() => !document.getElementById('region').hasAttribute('aria-busy')")
    assert events(page) == before


def test_what_is_known_to_the_month_is_drawn_as_possible(
    open_page: Open, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("month") / "month.sayso"
    with open_case(path) as case:
        case.add_text("Miners marched in Balti in February 2020.", now="2021-10-20T06:00:00Z")
    with serving(path) as served:
        page = open_page(served, viewport=WIDE)
        page.goto("/board?grain=week")
        page.wait_for_selector("#time-picture svg rect")
        assert page.locator("#time-picture .possible rect").count() >= 1
        assert page.locator("#time-picture .known rect").count() == 0


def events(page: Any) -> int:
    """Events that the board says are chosen."""
    found = re.search(r"[\d,]+", page.locator("main h1").inner_text())
    assert found
    return int(found[0].replace(",", ""))


def test_an_export_says_what_it_leaves_out(room: Served, open_page: Open) -> None:
    page = open_page(room, viewport=WIDE, accept_downloads=True)
    page.goto("/workbench/export?format=plover")
    page.wait_for_selector("a[download]")
    for _ in range(20):
        if page.get_by_role("heading", name="Loss report").count():
            break
        page.wait_for_timeout(500)
        page.reload()
    assert page.get_by_role("heading", name="Loss report").is_visible()
    digest = page.locator(".get .mono").inner_text()
    with page.expect_download() as coming:
        page.get_by_role("link", name="Download", exact=True).click()
    assert hashlib.sha256(coming.value.path().read_bytes()).hexdigest() == digest


def test_the_words_are_reached_without_script(room: Served, open_page: Open) -> None:
    page = open_page(room, viewport=WIDE, java_script_enabled=False)
    happening = open_dispute(page, room)
    assert all(value in one_line(page.locator("#disputes").inner_text()) for value in crowd_of(happening))
    page.locator("#disputes blockquote a").first.click()
    assert page.locator("#card .facts").is_visible()
    assert page.locator(".text .here").first.is_visible()
    page.get_by_role("link", name="Next").click()
    assert page.locator("#card .facts").is_visible()
    for name in ("Statements", "Events", "Workbench", "Briefing"):
        page.get_by_role("navigation", name="Screens").get_by_role("link", name=name).click()
        assert page.locator("main h1").is_visible()
