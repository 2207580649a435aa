"""Packets to test with: of a few days of the invented week, in which one arrest is denied, copied and told
again."""

from __future__ import annotations

import io
import json
import shutil
import sqlite3
import zlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import pytest

from sayso.case import Case, open_case
from sayso.packet import Packet, write_packet
from sayso.stories import Happening, Stories

CLOCK: dict[str, Any] = {"now": "2021-10-20T06:00:30Z", "today": date(2021, 10, 20)}
EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "case"
FILES = [
    EXAMPLES / "news" / "courier" / "2021-10-12-student.html",
    EXAMPLES / "news" / "courier" / "2021-10-17-talks.html",
    EXAMPLES / "news" / "mpa" / "2021-10-13-five-injured.txt",
    EXAMPLES / "news" / "mpa" / "2021-10-16-rally-off.txt",
    EXAMPLES / "more" / "clopot24.jsonl",
    EXAMPLES / "more" / "poarta" / "feed.xml",
    EXAMPLES / "more" / "donau" / "2021-10-14-flour.html",
]


class Made(NamedTuple):
    """A packet: what is told of it, the page and the graph, as bytes and as they are read."""

    told: Packet
    page: bytes
    graph: bytes

    @property
    def tree(self) -> ElementTree.Element:
        return ElementTree.fromstring(self.page)

    @property
    def text(self) -> str:
        return " ".join("".join(self.tree.itertext()).split())

    @property
    def nodes(self) -> dict[str, dict[str, Any]]:
        return {node["id"]: node for node in json.loads(self.graph)["@graph"]}


def made(case: Case, *ids: str, **options: Any) -> Made:
    page, graph = io.BytesIO(), io.BytesIO()
    told = write_packet(case, ids, page, graph, **options)
    return Made(told, page.getvalue(), graph.getvalue())


def texts(case: Case) -> dict[str, str]:
    """The texts of articles as they stand in the file, read without Sayso."""
    with sqlite3.connect(f"file:{case.path}?mode=ro", uri=True) as connection:
        return dict(connection.execute("SELECT id, text FROM articles"))


def raws(case: Case) -> dict[str, bytes]:
    """The raw bytes of inputs as they stand in the file, by the input."""
    query = "SELECT i.id, r.data FROM inputs i JOIN raws r ON r.sha256 = i.sha256"
    with sqlite3.connect(f"file:{case.path}?mode=ro", uri=True) as connection:
        return {id: zlib.decompress(data) for id, data in connection.execute(query)}


def arrest(case: Case) -> Happening:
    """The happening of the case that is disputed and has copies."""
    found = [h for h in Stories(case).happenings(type="COERCE", disputed=True) if h.denials]
    return next(h for h in found if any(report.repeats for report in h.reports))


@pytest.fixture(scope="session")
def week_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("packets") / "week.sayso"
    with open_case(path) as case:
        case.add(FILES, **CLOCK)
        Stories(case)
    return path


@pytest.fixture(scope="session")
def week(week_file: Path) -> Iterator[Case]:
    """The case, for reading only."""
    with open_case(week_file) as case:
        yield case


@pytest.fixture
def own_week(week_file: Path, tmp_path: Path) -> Iterator[Case]:
    """The case, to be changed."""
    path = tmp_path / "own.sayso"
    shutil.copy(week_file, path)
    with open_case(path) as case:
        yield case


@pytest.fixture(scope="session")
def packet(week: Case) -> Made:
    """A packet with something of everything: a happening, an article, a saying or statement, a story."""
    happening = arrest(week)
    story = happening.story
    saying = next(iter(Stories(week).sayings()), None)
    more = [saying.id] if saying else []
    return made(week, happening.id, happening.reports[0].article, *more, story)
