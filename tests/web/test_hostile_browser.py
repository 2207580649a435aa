"""Hostile articles and hostile addresses in Chromium: no script runs, and nothing is asked of elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from sayso.case import open_case
from sayso.web._app import SCREENS
from sayso.web._query import Query
from tests.web import hostile
from tests.web.conftest import Open, Served, serving

pytestmark = pytest.mark.slow

CHOSEN = [text for text in (*hostile.MARKUP, *hostile.ADDRESSES) if "alert" in text or "elsewhere" in text]


@pytest.fixture(scope="module")
def hostile_room(hostile_file: Path) -> Iterator[Served]:
    with serving(hostile_file) as served:
        yield served


def test_no_script_of_an_article_runs(hostile_room: Served, open_page: Open) -> None:
    with open_case(hostile_room.path) as case:
        articles = [reading.article for reading in case.readings()]
    page = open_page(hostile_room)
    screens = [screen.path for screen in SCREENS if not screen.of_one]
    texts = [f"/a/{one.id}" for one in articles if "alert" in one.text or "elsewhere" in one.text]
    for address in (*screens, *texts[:20]):
        page.goto(address)
        page.mouse.move(200, 300)
    page.locator(".text a.tag").first.click()
    page.wait_for_selector("#card .facts")


def test_no_script_of_an_address_runs(hostile_room: Served, open_page: Open) -> None:
    page = open_page(hostile_room)
    with open_case(hostile_room.path) as case:
        article = next(iter(case.readings())).article.id
    for n, text in enumerate(CHOSEN):
        screen = SCREENS[n % len(SCREENS)]
        path = f"/a/{article}" if screen.of_one else screen.path
        words = [name for name, default in defaults(screen.query).items() if default == ""]
        name = words[n % len(words)] if words else "words"
        page.goto(f"{path}?{name}={quote(text)}")


def defaults(query: type[Query]) -> dict[str, object]:
    return dict(zip(query.__struct_fields__, query.__struct_defaults__, strict=True))
