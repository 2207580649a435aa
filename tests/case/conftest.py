"""Cases to test with: the invented week of `examples/case/news`, texts of a few lines, and a reader of
pretence that is fast enough to be killed often."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from sayso.case import Case, open_case
from sayso.records import Actor, Article, Attribution, Reading

REPO = Path(__file__).resolve().parents[2]
NEWS = REPO / "examples" / "case" / "news"
NOW, LATER = "2021-11-01T08:00:00Z", "2021-12-01T08:00:00Z"
CLOCK: dict[str, Any] = {"now": NOW, "today": date(2021, 11, 1)}
TABLES = (
    "runs",
    "raws",
    "inputs",
    "articles",
    "readings",
    "corrections",
    "events",
    "statements",
    "actors",
    "parties",
    "countries",
    "details",
    "stale",
)

Dump = dict[str, list[tuple[Any, ...]]]


def dump(path: str | Path, *, but: Sequence[str] = ()) -> Dump:
    """Everything in a case file but the keys that are its own: for each table its rows in an order of their
    own, and for the indexes what they find of each word."""
    connection = sqlite3.connect(f"{Path(path).absolute().as_uri()}?mode=ro", uri=True)
    made: Dump = {}
    try:
        for table in TABLES:
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            names = ", ".join(f'"{name}"' for name in columns if name != "n" and name not in but)
            made[table] = sorted(connection.execute(f"SELECT {names} FROM {table}"), key=repr)
        connection.execute("CREATE VIRTUAL TABLE temp.in_words USING fts5vocab(main, words, instance)")
        connection.execute("CREATE VIRTUAL TABLE temp.in_names USING fts5vocab(main, names, instance)")
        for name, table in (("words", "articles"), ("names", "actors")):
            query = f"SELECT a.id, v.term, v.col, v.offset FROM in_{name} v JOIN {table} a ON a.n = v.doc"
            made[name] = sorted(connection.execute(query))
    finally:
        connection.close()
    return made


def differing(one: Dump, other: Dump) -> list[str]:
    """The tables in which two cases differ."""
    return [name for name in one if one[name] != other[name]]


def sql(path: str | Path, *statements: str) -> None:
    """Do something to a file that Sayso itself would not."""
    connection = sqlite3.connect(path)
    try:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    finally:
        connection.close()


def pretend(article: Article, known: object = None, today: object = None) -> Reading:
    """A Reading in a millisecond: two words with capitals are a person, each of whom says the rest."""
    found = [m.span() for m in re.finditer(r"[A-Z][a-z]+ [A-Z][a-z]+", article.text)]
    people = tuple(
        Actor(id=f"p{n}", name=article.text[start:end], kind="person", mentions=((start, end),))
        for n, (start, end) in enumerate(found, 1)
    )
    said = tuple(
        Attribution(
            id=f"a{n}",
            kind="indirect",
            stance="says",
            source=((start, end),),
            source_type="named",
            speaker=f"p{n}",
            cue=(),
            content=((end, len(article.text)),),
            confidence=0.5,
        )
        for n, (start, end) in enumerate(found, 1)
        if end < len(article.text)
    )
    return Reading(article=article, actors=people, attributions=said)


PRETEND = """
import os, sys, time
sys.path.insert(0, {repo!r})
import sayso.reader
from sayso.case import _add
from tests.case.conftest import CLOCK, pretend
_add._PAUSE = 0.1  # seconds between commits: these runs are short
from sayso.case import open_case
from sayso.errors import SaysoError

def read(article, known=None, today=None):
    time.sleep({pause})
    return pretend(article)

if {pause} >= 0:
    sayso.reader.read = read
"""
"""The beginning of a process of its own that reads with the reader of pretence, so many seconds an article;
with the true reader where ``pause`` is negative."""


def process(code: str, *args: str | Path, pause: float = 0.0, **more: Any) -> subprocess.Popen[str]:
    """A process of its own that does something to a case."""
    script = PRETEND.format(repo=str(REPO), pause=pause) + dedent(code)
    env = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONWARNINGS": "ignore"}
    command = [sys.executable, "-c", script, *map(str, args)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env, **more)


ADD = """
case = open_case(sys.argv[1])
def said(record):
    print(record.id, record.status, flush=True)
case.add(sys.argv[2:], committed=said, **CLOCK)
"""
"""Code for ``process``: adds inputs to the case, and prints the id of each once it is safe."""


def write(folder: Path, texts: dict[str, str]) -> Path:
    """Files of these texts."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def invented(count: int) -> dict[str, str]:
    """Files of short articles, no two the same, with people who come up again."""
    people = ("Ada Quill", "Tom Birch", "Iris Vale", "Noel Marsh", "Ruth Lane")
    days = range(1, count + 1)
    return {
        f"{day:03d}.txt": f"Report {day}\n\nRIVERTON, May {day % 28 + 1}, 2021 (Herald) - "
        f"The mayor {people[day % 5]} met {people[(day * 3 + 1) % 5]} about dam number {day} on Monday.\n"
        for day in days
    }


TWO_MEN = (
    "RIVERTON, May 3, 2021 (Herald) - Police arrested two men in Riverton on Monday, Mayor Ada Quill said."
)
LATER_ON = "RIVERTON, May 5, 2021 (Herald) - Ada Quill denied that the police had beaten the two men."
TEXTS = {
    "one.txt": f"Two men arrested\n\n{TWO_MEN}\n",
    "two.txt": f"Mayor denies beatings\n\n{LATER_ON}\n",
    "three.txt": "RIVERTON, May 9, 2021 (Herald) - Dockers marched in Riverton on Sunday. "
    "“We will strike,” said Tom Birch.\n",
    "empty.txt": "  \n",
    "lines.jsonl": '{"id": "1", '
    '"text": "Soldiers shot three farmers near Upland on Tuesday, the army said."}\n'
    '{"id": "2", "text": \n'
    '{"id": "3", "date": "2021-05-10", "outlet": "Valley Post", '
    '"text": "The minister promised to send food to Upland."}\n',
}


@pytest.fixture(scope="session")
def news_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case file of the invented week; copy it before changing it."""
    path = tmp_path_factory.mktemp("news") / "week.sayso"
    with open_case(path) as case:
        case.add([NEWS], **CLOCK)
    return path


@pytest.fixture
def news(news_file: Path, tmp_path: Path) -> Iterator[Case]:
    """A case of the invented week that a test may change."""
    path = tmp_path / "week.sayso"
    shutil.copy(news_file, path)
    with open_case(path) as case:
        yield case


@pytest.fixture(scope="session")
def week(news_file: Path) -> Iterator[Case]:
    """The case of the invented week, for reading only."""
    with open_case(news_file) as case:
        yield case


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Reading]:
    """The reader of pretence in the place of the true one."""
    monkeypatch.setattr("sayso.reader.read", pretend)
    return pretend
