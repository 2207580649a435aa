"""Cases for the laws of stories: short articles of an invented week, what a case of them gives, and edits
that make copies. Every text is read once a session, whatever number of cases it is in."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

import sayso.reader
from sayso.case import Case, open_case
from sayso.records import Article, Reading
from sayso.stories import Happening, Stories

NOW, LATER = "2021-10-20T06:00:00Z", "2021-10-21T06:00:00Z"
TODAY = date(2021, 12, 1)

Paper = dict[str, str]
"""An article as a line of JSON."""

Make = Callable[..., Stories]


def paper(name: str, text: str, day: str = "2021-10-18", outlet: str = "", title: str = "") -> Paper:
    """An article of an outlet and with a title of its own, if none is given."""
    return {
        "id": name,
        "text": text,
        "date": day,
        "outlet": outlet or f"The {name.capitalize()} Courier",
        "title": title or f"From our notebook: {name}",
    }


WEEK: tuple[Paper, ...] = (
    paper(
        "alpha",
        "Police said on Monday that 5,000 people rallied in Minsk on Sunday. The crowd walked from the "
        "railway station to the old market and went home before dark. Trams stood still for two hours, and "
        "most of the shops along the road were shut.",
    ),
    paper(
        "bravo",
        "The organisers said on Monday that 50,000 people had rallied in Minsk on Sunday. Many had come by "
        "bus from the villages, with flags and drums. The weather was mild for the season.",
    ),
    paper(
        "charlie",
        "Police arrested Viktor Malko in Brest on Saturday, the rights group Spring said. He teaches history "
        "at a school near the river. His wife had not heard from him by the evening.",
        "2021-10-17",
    ),
    paper(
        "delta",
        "The interior ministry denied that police had arrested Viktor Malko in Brest on Saturday. Asked "
        "about the teacher, its press office sent a note of two lines.",
    ),
    paper(
        "echo",
        "A bomb attack killed three people in Vitebsk on Thursday, the hospital said on Friday. Windows "
        "broke as far away as the theatre. The road to the north stayed closed all night.",
        "2021-10-15",
    ),
    paper(
        "foxtrot",
        "The hospital said on Saturday that five people had been killed in the bomb attack in Vitebsk on "
        "Thursday. Two of them died of their burns in the night. Flowers lay in front of the gate.",
        "2021-10-16",
    ),
    paper(
        "golf",
        "The teachers' union said on Thursday that teachers would rally in Gomel on Saturday. There would be "
        "candles and songs. The union has some 900 members in the town.",
        "2021-10-14",
    ),
    paper(
        "hotel",
        "The teachers' union said on Friday that it had cancelled the rally in Gomel on Saturday. A storm "
        "was on its way from the west. The candles will be kept for another day.",
        "2021-10-15",
    ),
    paper(
        "india",
        "Soldiers shot two farmers near Grodno on Friday. The farmers were on their way home from the mill. "
        "Their cart was found in a ditch the next morning, half full of flour.",
        "2021-10-16",
        outlet="The Grodno Post",
    ),
    paper(
        "juliett",
        "President Anton Lysak met Prime Minister Maria Holub of Poland in Warsaw on Wednesday. They spoke "
        "for three hours about the price of gas. A dinner in the castle followed.",
        "2021-10-14",
    ),
)


known_readings: dict[tuple[bytes, str], Reading] = {}


@pytest.fixture(scope="module", autouse=True)
def read_once() -> Iterator[None]:
    """Reading is a function of the article: each is read once for all these tests."""
    read = sayso.reader.read

    def once(article: Article, known: Any = None, today: date | None = None) -> Reading:
        if known is not None and len(known):
            return read(article, known, today)
        key = (msgspec.json.encode(article), str(today))
        if key not in known_readings:
            known_readings[key] = read(article, known, today)
        return known_readings[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sayso.reader, "read", once)
        yield


# Cases


def add(case: Case, papers: Sequence[Paper], *, now: str = NOW, name: str = "in") -> None:
    """Add articles, in this order, from a file of this name beside the case."""
    path = Path(case.path).with_name(f"{name}.jsonl")
    path.write_text("".join(json.dumps(line) + "\n" for line in papers), encoding="utf-8")
    added = case.add(path, now=now, today=TODAY)
    assert added.failed == added.dropped == 0


def _made(factory: pytest.TempPathFactory, stack: ExitStack, groups: Sequence[Sequence[Paper]]) -> Stories:
    case = stack.enter_context(open_case(factory.mktemp("case") / "a.sayso"))
    for n, group in enumerate(groups):
        add(case, group, now=day_after(NOW, n), name=f"in{n}")
    return Stories(case)


@pytest.fixture
def make(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Make]:
    """Stories of a case of articles; several groups of them are added one after the other, a day apart."""
    with ExitStack() as stack:
        yield lambda *groups: _made(tmp_path_factory, stack, groups)


@pytest.fixture(scope="module")
def keep(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Make]:
    """As ``make``, for cases that several tests look at and none changes."""
    known: dict[str, Stories] = {}
    with ExitStack() as stack:

        def made(*groups: Sequence[Paper]) -> Stories:
            key = json.dumps(groups)
            if key not in known:
                known[key] = _made(tmp_path_factory, stack, groups)
            return known[key]

        yield made


def day_after(day: str, days: int) -> str:
    """The day so many days after a day, or a time of it."""
    return (date.fromisoformat(day[:10]) + timedelta(days)).isoformat() + day[10:]


SIDES = {"here": ["The Alpha Courier", "The Delta Courier"], "there": ["The Bravo Courier"]}


def public(stories: Stories) -> dict[str, list[str]]:
    """All that a user may see, as JSON, in the order in which he sees it."""
    tables: dict[str, Iterable[Any]] = {
        "happenings": stories.happenings(),
        "sayings": stories.sayings(),
        "stories": stories.stories(),
        "copies": stories.copies(),
        "passages": stories.copies(passages=True),
        "disputes": stories.disputes(),
        "findings": stories.findings(SIDES),
    }
    return {name: [msgspec.json.encode(row).decode() for row in rows] for name, rows in tables.items()}


def unlike(one: dict[str, list[str]], other: dict[str, list[str]]) -> dict[str, tuple[list[str], list[str]]]:
    """What is only in the one and only in the other, by table; an empty table of rows in another order."""
    return {
        name: (
            [row for row in one[name] if row not in other[name]],
            [row for row in other[name] if row not in one[name]],
        )
        for name in one
        if one[name] != other[name]
    }


# What is in them


def only(stories: Stories, **chosen: Any) -> Happening:
    """The one happening of its kind."""
    found = stories.happenings(**chosen).list()
    assert len(found) == 1, [h.headline for h in found]
    return found[0]


def keys(happening: Happening) -> set[str]:
    """Its independent origins."""
    return {origin.key for origin in happening.origins}


def named(stories: Stories) -> dict[str, str]:
    """The ids of the articles, by the names they were given."""
    return {str(carrier.given_id): carrier.id for carrier in stories.carriers().values()}


# Edits that make copies


SYNONYMS = dict(
    pair.split(":")
    for pair in (
        "said:stated people:persons walked:strolled went:returned road:street shops:stores town:city "
        "evening:night school:college wife:spouse closed:shut lay:were way:path members:people "
        "spoke:talked dinner:meal near:outside about:regarding crowd:throng Many:Many-a morning:dawn "
        "had:have killed:slain three:3 five:5 rallied:marched large:big after:following also:too "
        "will:shall would:will has:had new:fresh"
    ).split()
)
FRAMES = (
    ("Good evening to all readers of this page.", "Letters to the editor are welcome if they are short."),
    ("This came to our desk at noon, and we pass it on.", "More on this when we have it."),
    ("What we know so far about a matter of great interest:", "Our web page has a map and some pictures."),
    ("From the papers of our neighbours, as every week.", "Next week: a look at the harvest of apples."),
    ("Here is a piece that was much read.", "The weather: clouds, then sun, with a light wind from the sea."),
)
BOILERPLATE = (
    "Good evening to all readers of this page. Below is a text that came to our desk today.",
    "So far the text. Letters to the editor are welcome, as long as they are signed and short.",
)


def truncated(text: str, share: float) -> str:
    """The beginning of a text. Less than three lines may be anybody's."""
    words = text.split(" ")
    return " ".join(words[: max(16, round(share * len(words)))])


def embedded(text: str, frame: tuple[str, str] | None = None) -> str:
    """A text between words of others."""
    before, after = frame or FRAMES[len(text) % len(FRAMES)]
    return "\n\n".join((before, text, after))


def spun(text: str, every: int) -> str:
    """A text with other words for some; every so many are exchanged."""
    words, n = text.split(" "), 0
    for at, word in enumerate(words):
        if word in SYNONYMS:
            n += 1
            if n % every == 0:
                words[at] = SYNONYMS[word]
    return " ".join(words)
