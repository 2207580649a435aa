"""A week of a small paper world, for the briefing, the ledger, actors and the search: who contradicts whom, a
chain, copies, hostile text."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from litestar.testing import TestClient

from sayso.case import Case, open_case
from sayso.web import application

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>\u202e"
HOST = "testserver.local"
OLD, NEW = "2021-10-20T06:00:00Z", "2021-10-21T06:00:00Z"

_TAIL = (
    "The square was washed by rain in the early morning. Two trams stood at the depot with their lights on, "
    "and a baker gave away what was left of the day before. Nobody there had expected so many."
)
FIRST: dict[str, tuple[str, str]] = {
    "alpha": (
        "2021-10-18",
        f"Police said on Monday that 5,000 people rallied in Minsk on Sunday. {_TAIL} "
        "Police chief Ivan Dremov told reporters that the old market had been closed without any need.",
    ),
    "beta": (
        "2021-10-19",
        f"Police said on Monday that 5,000 people rallied in Minsk on Sunday. {_TAIL} "
        "Police chief Ivan Dremov told reporters that the old market had been closed without any need.",
    ),
    "gamma": (
        "2021-10-18",
        "The organisers said on Monday that 50,000 people had rallied in Minsk on Sunday. Many had come by "
        "bus from the villages, with flags and drums. The weather was mild for the season.",
    ),
    "delta": (
        "2021-10-19",
        "Police chief Ivan Dremov said on Tuesday that the old market had been closed without any need. He "
        "was asked by our reporter about the shops, and about the price of bread.",
    ),
    "evil": (
        "2021-10-17",
        f"Police arrested Viktor Malko in Brest on Saturday, the rights group Spring said. {EVIL} "
        "He teaches.",
    ),
}
LATER: dict[str, tuple[str, str]] = {
    "denial": (
        "2021-10-19",
        "The interior ministry denied that police had arrested Viktor Malko in Brest on Saturday. Asked "
        "about the teacher, its press office sent a note of two lines.",
    ),
    "joint": (
        "2021-10-19",
        "Prime Minister Maria Holub and President Anton Lysak said on Tuesday that the border would be "
        "opened.",
    ),
    "chain": (
        "2021-10-19",
        "The Minsk Herald reported that the ministry had said that 400 dockers marched in Riga on Monday.",
    ),
}


def add(case: Case, papers: dict[str, tuple[str, str]], now: str) -> None:
    """Add articles to a case."""
    lines = [
        {"id": name, "text": text, "date": day, "outlet": f"The {name} Post", "title": f"{name} {EVIL}"}
        for name, (day, text) in papers.items()
    ]
    path = Path(case.path).with_name(f"{next(iter(papers))}.jsonl")
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    added = case.add(path, now=now, today=date(2021, 12, 1))
    assert added.kept == len(papers)


def week(folder: Path) -> Path:
    """A case of the week, of which a part came a day later; one input of the later day failed."""
    path = folder / "week.sayso"
    with open_case(path) as case:
        add(case, FIRST, OLD)
        add(case, LATER, NEW)
        (folder / "gone.warc.gz").write_bytes(b"\x1f\x8b\x08 no gzip at all")
        case.add(folder / "gone.warc.gz", now=NEW, today=date(2021, 12, 1))
    return path


def client(path: Path) -> TestClient[Any]:
    """A reader of a case."""
    return TestClient(application(str(path), hosts=[HOST]), base_url=f"http://{HOST}")


def twin(room: TestClient[Any], path: str, **query: Any) -> Any:
    """What a page says, as its twin has it."""
    answer = room.get(path, params=query or None)
    assert answer.status_code == 200, answer.text
    return answer.json()


def html(room: TestClient[Any], path: str, **query: Any) -> str:
    """A page."""
    answer = room.get(path, params=query or None, headers={"accept": "text/html"})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/html")
    return str(answer.text)


def links(page: str) -> Sequence[str]:
    """Where the links of a page lead."""
    import re
    from html import unescape

    return [unescape(found) for found in re.findall(r'href="([^"#]+)', page)]
