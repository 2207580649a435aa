"""Somebody adds to the case while it is being read: the pages go on, say that there is news, and then show it."""

from __future__ import annotations

import time

from sayso.case import open_case
from sayso.stories import DEMO_DAY
from tests.web.conftest import NOW, Served

NEWS = b"The case has changed since this page was made"


def test_pages_say_that_there_is_news_and_then_show_it(own_room: Served) -> None:
    with open_case(own_room.path) as case:
        article = next(iter(case.readings())).article.id
        assert NEWS not in own_room.ask("GET", f"/a/{article}")[1]
        case.add_text(
            "Police in Minsk said on Monday that 300 people rallied in Brest on Sunday.",
            name="later",
            now=NOW,
            today=DEMO_DAY,
        )
        added = {reading.article.id for reading in case.readings() if "300 people" in reading.article.text}
    answer, page = own_room.ask("GET", f"/a/{article}")
    assert answer.status == 200
    assert NEWS in page
    assert own_room.ask("GET", f"/a/{added.pop()}")[0].status == 200  # an article is there at once
    until = time.monotonic() + 30
    while NEWS in own_room.ask("GET", f"/a/{article}")[1]:
        assert time.monotonic() < until
        time.sleep(0.2)
