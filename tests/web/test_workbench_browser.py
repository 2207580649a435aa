"""The workbench in Chromium: keys and several at once with script, every form without."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sayso.case import Case, open_case

PAPERS = (
    "Police said on Monday that 5,000 people rallied in Minsk on Sunday. The organisers said 50,000 came.",
    "President Anton Lysak met Prime Minister Maria Holub of Poland in Warsaw on Wednesday.",
    "Police arrested Viktor Malko in Brest on Saturday, the rights group Spring said.",
)
CHROMIUM = os.environ.get("SAYSO_CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as running:
        started = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with open_case(tmp_path / "a.sayso") as made:
        for n, text in enumerate(PAPERS):
            made.add_text(text, name=f"paper {n}", now="2021-10-20T06:00:00Z", today=date(2021, 12, 1))
        yield made


@contextmanager
def serving(case: Case) -> Iterator[str]:
    command = [sys.executable, "-W", "ignore", "-m", "sayso", "serve", case.path, "--no-open", "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield process.stdout.readline().strip().rstrip("/")
    finally:
        process.terminate()
        process.wait(30)


@contextmanager
def page_of(browser: Any, case: Case, **options: Any) -> Iterator[Any]:
    """A page of a served case. It may have had no error when it is done with."""
    faults: list[str] = []
    with serving(case) as address:
        context = browser.new_context(base_url=address, **options)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda one: one.type in ("error", "warning") and faults.append(one.text))
        yield page
        context.close()
    assert faults == []


def done(case: Case) -> list[str]:
    return [made.action for made in case.corrections()]


def test_keys_decide_several_at_once(browser: Any, case: Case) -> None:
    from playwright.sync_api import expect

    with page_of(browser, case) as page:
        page.goto("/workbench")
        page.keyboard.press("2")
        page.wait_for_url("**/workbench/review")
        rows = page.locator(".queue > li")
        before = rows.count()
        for _ in range(2):
            page.keyboard.press("j")
            page.keyboard.press(" ")
        assert page.locator("#selected").text_content() == "2 selected"
        page.keyboard.press("a")  # nobody has said yet who he is
        assert page.evaluate("document.activeElement.name") == "who"
        page.keyboard.type("Iris Vale")
        page.locator("h1").click()
        page.keyboard.press("a")
        expect(rows).to_have_count(before - 2)
        assert done(case) == ["note", "note"]
        page.keyboard.press("j")
        page.keyboard.press("r")
        expect(rows).to_have_count(before - 3)
        assert done(case) == ["note", "note", "hide"]
        page.goto("/workbench/corrections")
        page.locator("#undo [name=why]").fill("a slip")
        page.locator("h1").click()
        page.keyboard.press("j")
        page.keyboard.press("u")
        page.locator("text=taken back").first.wait_for()
        assert done(case)[-1] == "undo"
        assert case.corrections().list()[-1].who == "Iris Vale"


def test_everything_is_done_without_script(browser: Any, case: Case) -> None:
    with page_of(browser, case, java_script_enabled=False) as page:
        page.goto("/workbench/review")
        first = page.locator(".queue > li").first.get_attribute("id")
        page.fill("#accept [name=who]", "Iris Vale")
        page.locator(f'[id="{first}"] button', has_text="Accept").click()
        page.wait_for_url("**/workbench/review")
        assert page.locator(f'[id="{first}"]').count() == 0
        assert (done(case), case.corrections().list()[0].target) == (["note"], first)
        page.goto("/workbench/actors?kind=person")
        page.get_by_label("Merge Anton Lysak").check()
        page.get_by_label("Merge Maria Holub").check()
        page.get_by_role("button", name="See what merging the chosen would change").click()
        assert done(case) == ["note"]
        page.fill(".preview [name=who]", "Iris Vale")
        page.fill(".preview [name=why]", "a test")
        page.get_by_role("button", name="Merge them").click()
        page.wait_for_url("**/workbench/actors?of=*")
        assert page.locator("tbody tr").count() == 2
        page.fill("#undo [name=who]", "Iris Vale")
        page.fill("#undo [name=why]", "a test no more")
        page.get_by_role("button", name="Undo").click()
        page.locator("text=taken back").wait_for()
        assert done(case) == ["note", "merge", "undo"]
        page.goto("/workbench/export?format=csv")
        with page.expect_download() as got:
            page.get_by_role("link", name="Download", exact=True).click()
        assert Path(got.value.path()).read_bytes().startswith(b"id,")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1400])
def test_pages_fit_the_screen(browser: Any, case: Case, width: int, scheme: str) -> None:
    options = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
    with page_of(browser, case, **options) as page:
        for part in ("", "/inputs", "/review", "/corrections", "/runs", "/actors", "/export?format=icews"):
            page.goto(f"/workbench{part}")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, part
