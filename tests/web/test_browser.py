"""The reading room in Chromium: nothing is loaded from elsewhere, nothing goes wrong, everything can be read
without script, by the keyboard, and by those who do not see the page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sayso.case import open_case
from sayso.stories import Happening
from sayso.web._app import SCREENS
from tests.web.conftest import Open, Served
from tests.web.walking import by_screen, links

pytestmark = pytest.mark.slow

AXE = Path(__file__).parent / "vendor" / "axe.min.js"


@pytest.fixture(scope="module")
def addresses(room: Served, crowd: Happening) -> dict[str, str]:
    """A page of each screen, by its name; the happening is the disputed one, a span is chosen."""
    article = f"/a/{crowd.reports[0].article}"
    span = "{}-{}".format(*crowd.reports[0].spans[0])
    starts = [screen.path for screen in SCREENS if not screen.of_one]
    found = [*starts, f"{article}?s={span}", f"/h/{crowd.id}"]
    for start in list(found):
        found += links(room.ask("GET", start, accept="text/html")[1], start)
    return {name: targets[0] for name, targets in by_screen(found, 1).items()}


WIDE, NARROW = {"width": 1400, "height": 900}, {"width": 390, "height": 844}
LOOKS: dict[str, dict[str, Any]] = {
    "wide, light": {"viewport": WIDE, "color_scheme": "light"},
    "narrow, dark": {"viewport": NARROW, "color_scheme": "dark"},
}


def settled(page: Any, address: str) -> Any:
    """Open a page, and wait until its scripts have run and its pictures are drawn."""
    page.goto(address)
    page.wait_for_selector("[data-waiting]", state="detached")  # what is computed beside the page
    page.evaluate(
        """() => new Promise((done) => {
            let timer = setTimeout(done, 150);
            new MutationObserver(() => { clearTimeout(timer); timer = setTimeout(done, 150); })
                .observe(document, { subtree: true, childList: true, attributes: true });
        })"""
    )
    return page


def serious(page: Any) -> list[str]:
    """Serious and critical faults that axe finds: the rule, and where."""
    found = page.evaluate(
        AXE.read_text(encoding="utf-8")
        + "; axe.run(document, {resultTypes: ['violations']}).then(found => JSON.stringify(found.violations))"
    )
    return [
        f"{one['id']} ({one['impact']}): {node['target']}: {node['failureSummary']}"
        for one in json.loads(found)
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"][:3]
    ]


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_no_serious_fault(
    room: Served, open_page: Open, addresses: dict[str, str], look: str
) -> None:
    page = open_page(room, **LOOKS[look])
    faults = {}
    for name, address in addresses.items():
        settled(page, address)
        if found := serious(page):
            faults[name] = found
    page.keyboard.press("?")
    if found := serious(page):
        faults["keys"] = found
    assert faults == {}
    assert sorted(addresses) == sorted(screen.name for screen in SCREENS)


@pytest.mark.parametrize("width", [320, 2000])
def test_no_page_is_wider_than_the_screen(
    room: Served, open_page: Open, addresses: dict[str, str], width: int
) -> None:
    page = open_page(room, viewport={"width": width, "height": 900})
    wide = {}
    for address in addresses.values():
        settled(page, address)
        has = page.evaluate("document.documentElement.scrollWidth")
        if has > width:
            wide[address] = has
    assert wide == {}


def test_text_of_twice_the_size_is_not_lost(room: Served, open_page: Open, addresses: dict[str, str]) -> None:
    page = open_page(room, viewport={"width": 1280, "height": 900})
    wide = {}
    for address in addresses.values():
        settled(page, address)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        has = page.evaluate("document.documentElement.scrollWidth")
        if has > 1280:
            wide[address] = has
    assert wide == {}


def test_every_control_can_be_reached_and_is_seen_to_be(
    room: Served, open_page: Open, addresses: dict[str, str]
) -> None:
    page = open_page(room, viewport=WIDE)
    hidden = []
    for name, address in addresses.items():
        settled(page, address)
        for _ in range(25):
            page.keyboard.press("Tab")
            seen = page.evaluate(
                """() => {
                    const at = document.activeElement;
                    const seen = (one) => one && (getComputedStyle(one).outlineStyle !== 'none'
                        || getComputedStyle(one).boxShadow !== 'none');
                    const label = at.labels?.[0];
                    if (!at.matches(':focus') || seen(at) || seen(label)) return null;
                    return at.outerHTML.slice(0, 200);
                }"""
            )
            if seen:
                hidden.append(f"{name}: {seen}")
    assert hidden == []


def test_the_keys_that_a_page_names_do_something(
    room: Served, open_page: Open, addresses: dict[str, str]
) -> None:
    page = open_page(room, viewport=WIDE)
    for address in addresses.values():
        settled(page, address)
        page.keyboard.press("?")
        assert page.locator("#keys").is_visible()
        page.keyboard.press("Escape")
        page.wait_for_selector("#keys", state="hidden")
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "find"


def test_the_theme_that_is_chosen_stays(room: Served, open_page: Open, addresses: dict[str, str]) -> None:
    page = settled(open_page(room, color_scheme="light"), addresses["reader"])
    light = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    page.click("#theme")
    page.reload()
    dark = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert light != dark
    assert page.get_attribute("#theme", "aria-pressed") == "true"


@pytest.fixture
def reader(room: Served, open_page: Open, crowd: Happening) -> Any:
    """The reader, with nothing chosen."""
    return settled(open_page(room, viewport=WIDE), f"/a/{crowd.reports[0].article}")


def test_a_tag_shows_its_card_and_the_address_says_so(reader: Any, open_page: Open, room: Served) -> None:
    tag = reader.locator(".text a.tag.event").first
    name = tag.inner_text()
    tag.click()
    reader.wait_for_selector("#card .facts")
    assert reader.locator("#card .overline .tag").inner_text() == name
    assert "s=" in reader.url
    assert reader.locator(".text .tag.here").inner_text() == name
    other = settled(open_page(room), reader.url)  # a permalink
    assert other.locator("#card h2").inner_text() == reader.locator("#card h2").inner_text()
    reader.go_back()
    reader.wait_for_selector("#card .facts", state="detached")


def test_n_and_p_go_through_the_spans(reader: Any) -> None:
    tags = reader.locator(".text a.tag").all_inner_texts()
    chosen = reader.locator("#card .overline .tag")
    for key, tag in (("n", 0), ("n", 1), ("n", 2), ("p", 1)):
        reader.keyboard.press(key)
        reader.wait_for_selector(f"#m-{tags[tag]}.here")
        assert chosen.inner_text() == tags[tag]
    assert "part=" not in reader.url
    reader.reload()
    assert chosen.inner_text() == tags[1]
    assert reader.locator("header.bar").is_visible()


def test_no_two_lines_lie_on_top_of_each_other(reader: Any) -> None:
    """Under each word, every lane has a row of its own."""
    rows = reader.evaluate(
        """[...document.querySelectorAll('.text .x')].map((piece) =>
            [...piece.classList].map((name) => /^[a-z]+-(\\d+)$/.exec(name)?.[1]).filter(Boolean))"""
    )
    assert rows
    assert [one for one in rows if len(one) != len(set(one))] == []


def test_a_lane_is_hidden_by_its_number(reader: Any) -> None:
    assert reader.locator(".text a.tag.place").count() > 0
    reader.keyboard.press("6")
    reader.wait_for_url("**hide=place**")
    assert reader.locator(".text a.tag.place").count() == 0


def test_n_passes_over_what_is_hidden(reader: Any, crowd: Happening) -> None:
    reader.goto(f"/a/{crowd.reports[0].article}?hide=speaker&hide=statement&hide=time&hide=place")
    tags = reader.locator(".text a.tag").all_inner_texts()
    for tag in tags[:3]:
        reader.keyboard.press("n")
        reader.wait_for_selector(f"#m-{tag}.here")


def test_who_accepts_by_key_is_asked_who_they_are(
    own_room: Served, open_page: Open, crowd: Happening
) -> None:
    page = settled(open_page(own_room, viewport=WIDE), f"/a/{crowd.reports[0].article}")
    page.locator(".text a.tag.event").first.click()
    page.wait_for_selector("#card .facts")
    record = page.locator("#card .facts .mono").first.inner_text()
    page.keyboard.press("a")
    assert page.evaluate("document.activeElement.name") == "who"
    page.keyboard.type("Ada")
    page.keyboard.press("Enter")
    page.wait_for_load_state("load")
    page.wait_for_selector("#card .facts")
    with open_case(own_room.path) as case:
        made = [(one.action, one.target, one.who) for one in case.corrections()]
    assert made == [("note", record, "Ada")]


def test_a_link_whose_words_have_moved_finds_them(room: Served, open_page: Open, reader: Any) -> None:
    reader.locator(".text a.tag.event").first.click()
    reader.wait_for_selector("#card .facts")
    link = reader.get_attribute("#card [data-copy]", "data-copy")
    assert link is not None
    start, end = link.split("s=")[1].split("&")[0].split("-")
    elsewhere = link.replace(f"s={start}-{end}", f"s={int(start) + 7}-{int(end) + 7}")
    page = settled(open_page(room), elsewhere)
    assert page.locator("#card h2").inner_text() == reader.locator("#card h2").inner_text()
    assert "stand elsewhere now" in page.locator(".article-head").inner_text()
    gone = settled(open_page(room), link.replace("&q=", "&q=no+such+words+"))
    assert "not in the text" in gone.locator(".article-head").inner_text()


def test_an_article_is_read_without_script(room: Served, open_page: Open, crowd: Happening) -> None:
    page = open_page(room, java_script_enabled=False, viewport=WIDE)
    page.goto(f"/a/{crowd.reports[0].article}")
    page.locator(".text a.tag.number").first.click()
    assert page.locator("#card .facts").is_visible()
    page.get_by_role("link", name="Next").click()
    assert page.locator("#card .facts").is_visible()
    page.locator("label[for=hide-time]").click()
    page.get_by_role("button", name="Show").click()
    assert page.locator(".text a.tag.time").count() == 0
    assert page.locator(".js:visible").count() == 0
