"""A long article in the reader: it comes whole, and what is far away costs nothing until it is near."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec
import pytest

import sayso.reader
from sayso.case import Case, open_case
from sayso.records import Article, Reading
from sayso.web.reader._marks import Mark
from sayso.web.reader._pieces import LONGEST, paragraphs
from tests.web.conftest import Open, Served, serving

LENGTH = 1_000_000
SPANS = frozenset("span spans mentions source cue content trigger evidence".split())


def repeated(reading: Reading, times: int) -> Reading:
    """A Reading of its text so many times over, with everything that was read from it: to read the whole
    would take a minute."""
    text = reading.article.text + "\n\n"
    parts: dict[str, list[Any]] = {}
    plain = msgspec.to_builtins(reading)
    for n in range(times):
        for name, records in plain.items():
            if isinstance(records, list):
                parts.setdefault(name, []).extend(moved(record, n, n * len(text)) for record in records)
    article = {**plain["article"], "text": text * times}
    return msgspec.convert({**plain, **parts, "article": article}, Reading)


def moved(value: Any, copy: int, by: int, name: str = "") -> Any:
    """A record as it stands in a later copy of the text: ids are others, spans are further on."""
    if isinstance(value, dict):
        return {key: moved(one, copy, by, key) for key, one in value.items()}
    if isinstance(value, list):
        return [moved(one, copy, by, name) for one in value]
    if isinstance(value, int) and name in SPANS:
        return value + by
    if isinstance(value, str) and name not in ("value", "title") and re.fullmatch(r"[a-z]\d{1,3}", value):
        return f"{value[0]}{int(value[1:]) + 1000 * copy}"
    return value


@pytest.fixture(scope="module")
def long_room(demo: Case, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A case of one article of a million characters, served."""
    short = max(demo.readings(), key=lambda reading: len(reading.events))
    path = tmp_path_factory.mktemp("long") / "long.sayso"
    whole = repeated(short, LENGTH // len(short.article.text) + 1)

    def read(article: Article, known: Any = None, today: date | None = None) -> Reading:
        return msgspec.structs.replace(whole, article=article)

    with pytest.MonkeyPatch.context() as patch, open_case(path) as case:
        patch.setattr(sayso.reader, "read", read)
        case.add_text(whole.article.text, name="long")
    with serving(path) as served:
        yield served


@pytest.fixture(scope="module")
def address(long_room: Served) -> str:
    with open_case(long_room.path) as case:
        return f"/a/{next(iter(case.readings())).article.id}"


@pytest.mark.slow
def test_a_long_article_comes_whole_and_scrolls(long_room: Served, open_page: Open, address: str) -> None:
    page = open_page(long_room, viewport={"width": 1400, "height": 900})
    page.set_default_timeout(60_000)
    page.goto(address)
    assert page.evaluate("document.querySelector('.text').textContent.length") > LENGTH
    sections = page.locator(".section").count()
    assert sections > 20
    assert shown(page) < sections / 4
    last = page.locator(".text a.tag").last
    name = last.inner_text()
    page.goto(f"{address}#m-{name}")
    assert last.is_visible()
    assert shown(page) < sections / 4
    last.click()
    page.wait_for_selector("#card .facts")
    assert page.locator("#card .overline .tag").inner_text() == name


def test_a_text_without_lines_is_cut_at_its_words() -> None:
    text = "words of a text that has no lines " * 1_000
    marked = Mark(id="q_1", lane="number", tag="N1", spans=((3_990, 4_010),), words="", label="")
    made = list(paragraphs(text, [marked]))
    assert "".join(piece.words for one in made for piece in one.pieces) == text
    assert max(sum(len(piece.words) for piece in one.pieces) for one in made) <= LONGEST
    assert all(one.pieces[-1].words.endswith(" ") for one in made)
    assert [mark.tag for one in made for piece in one.pieces for mark in piece.begins] == ["N1"]
    assert "".join(piece.words for one in made for piece in one.pieces if piece.marks) == text[3_990:4_010]
    endless = "x" * 10_000
    assert "".join(p.words for one in paragraphs(endless, []) for p in one.pieces) == endless


def shown(page: Any) -> int:
    """Sections that are laid out: what is in the others has no box."""
    return int(
        page.evaluate(
            """[...document.querySelectorAll('.section > :first-child')]
                .filter((one) => one.checkVisibility({ contentVisibilityAuto: true })).length"""
        )
    )
