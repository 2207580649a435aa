"""The briefing and the ledger in Chromium: what is kept of a reader's work, keys, the way without script."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.web.conftest import Open, Served

pytestmark = pytest.mark.slow


def asked(page: Any) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_what_was_reviewed_and_muted_is_kept_in_the_browser(room: Served, open_page: Open) -> None:
    page = open_page(room)
    page.goto("/")
    rows = page.locator("tr[data-story]")
    assert rows.count() > 1
    page.keyboard.press("j")
    page.keyboard.press("x")
    assert page.locator("tr.reviewed").count() == 1
    page.keyboard.press("j")
    page.keyboard.press("m")
    assert rows.filter(visible=True).count() == rows.count() - 1
    page.reload()
    assert page.locator("tr.reviewed").count() == 1
    assert rows.filter(visible=True).count() == rows.count() - 1
    page.click("#show-muted")
    assert rows.filter(visible=True).count() == rows.count()
    page.click("tr.muted [data-mute]")
    assert page.locator("tr.muted").count() == 0
    assert "read" not in page.evaluate("Object.keys(localStorage).join()")


def test_the_last_visit_is_put_into_the_address(room: Served, open_page: Open) -> None:
    page = open_page(room)
    page.goto("/?since=2021-10-01&by=published&news=dispute")
    page.wait_for_selector(".entries li")
    page.click("[data-read]")
    page.wait_for_url(re.compile("since=20(?!21)"))
    (at,) = asked(page)["since"]
    assert asked(page).keys() == {"since"}
    page.wait_for_selector("#log:has-text('Nothing is new')")
    page.goto("/?type=PROTEST")
    page.wait_for_url(re.compile("since="))
    assert asked(page) == {"type": ["PROTEST"], "since": [at]}
    page.click("[data-forget]")
    page.wait_for_selector(".since")
    assert "since" not in asked(page)


def test_keys_choose_compare_and_lead_on(room: Served, open_page: Open) -> None:
    page = open_page(room)
    page.goto("/statements?contradicted=true")
    for _ in range(2):
        page.keyboard.press("j")
        page.keyboard.press("c")
    page.keyboard.press("C")
    page.wait_for_selector(".sides")
    assert len(asked(page)["compare"]) == 2
    assert page.locator(".sides thead .letter").all_inner_texts() == ["A", "B"]
    page.keyboard.press("j")
    speaker = page.evaluate(
        "document.activeElement.closest('tr').querySelector('[data-speaker]')?.textContent"
    )
    page.keyboard.press("s")
    page.wait_for_url("**/p/p_*")
    assert speaker in page.locator("h1").inner_text()
    page.go_back()
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.wait_for_url("**/a/a_*")
    assert page.locator("#card .facts").is_visible()
    page.go_back()
    page.keyboard.press("d")
    page.wait_for_url("**stance=denies*")


def test_no_more_than_four_are_chosen(room: Served, open_page: Open) -> None:
    page = open_page(room)
    page.goto("/statements")
    boxes = page.locator("input[name=compare][type=checkbox]")
    for n in range(5):
        boxes.nth(n).click()
    assert boxes.filter(visible=True).evaluate_all("all => all.filter((box) => box.checked).length") == 4
    assert page.locator("#compare").inner_text().endswith("(4)")


def test_without_script_all_leads_to_the_words(room: Served, open_page: Open) -> None:
    page = open_page(room, java_script_enabled=False)
    page.goto("/")
    page.fill(".sincewhen input", "2021-10-16")
    page.select_option(".sincewhen select", "published")
    page.click(".sincewhen button")
    page.wait_for_selector(".entries li")
    page.goto("/statements?contradicted=true")
    boxes = page.locator("input[name=compare][type=checkbox]")
    boxes.nth(0).check()
    boxes.nth(2).check()
    page.click("#compare")
    page.wait_for_selector(".sides")
    assert page.locator(".sides thead .letter").count() == 2
    page.locator(".ledger details summary").first.click()
    assert page.locator(".lanes-of").first.is_visible()
    page.fill("#find", '"tear gas"')
    page.press("#find", "Enter")
    page.wait_for_selector(".hits")
    page.locator(".snippet a").first.click()
    page.wait_for_url("**/a/a_*")
    assert page.locator("#found").inner_text().lower().startswith("tear")
    assert page.locator(".js").filter(visible=True).count() == 0
