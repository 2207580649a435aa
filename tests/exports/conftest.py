"""A small case to export: three articles that we wrote, with Readings made by hand, so that what is exported
does not change when the reader does. The third is hostile: its names and words are made to break tables."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sayso.case import Case, open_case
from sayso.records import (
    Actor,
    Article,
    Attribution,
    Event,
    Place,
    Quantity,
    Reading,
    Role,
    Span,
    Time,
)
from sayso.stories import DEMO_DAY, demo_files

CLOCK: dict[str, Any] = {"now": "2021-11-01T08:00:00Z", "today": date(2021, 11, 1)}

MARCH = (
    "Several hundred dockers and the Teachers' Union marched in Minsk on Sunday, police said. "
    "Poland and Lithuania held talks in Warsaw on 11 October 2021. "
    "General Tom Birch told the River Herald that rebels had shelled Brest, killing two soldiers. "
    "The dockers plan to strike next week. "
    "Governor Ada Quill denied that police had arrested ten men. "
    "Two men were arrested in April 2021."
)
COUNT = (
    "Up to 12,000 dockers marched in Minsk on Sunday, the Teachers' Union said. "
    "Poland may impose sanctions on Belarus."
)
HOSTILE = (
    "The =SUM(A1) \t\"Front\" 🚢 band\u202e attacked the @home, 'refugees'\r\nof <Upland> & Sons on Sunday, "
    "a -spokesman said."
)


class Made:
    """A Reading in the making: spans by their words, ids in the order of making."""

    def __init__(self, article: Article, day: str) -> None:
        self.article, self.day = article, day
        self.text = article.text
        self.parts: dict[str, list[Any]] = {
            name: [] for name in ("actors", "attributions", "events", "times", "places", "quantities")
        }

    def span(self, words: str) -> Span:
        start = self.text.index(words)
        return start, start + len(words)

    def _add(self, part: str, record: Any, **fields: Any) -> str:
        name = f"{part[0]}{len(self.parts[part]) + 1}"
        self.parts[part].append(record(id=name, **fields))
        return name

    def actor(self, name: str, kind: str = "group", *, role: str = "", **fields: Any) -> str:
        roles = (Role(title=role, spans=(self.span(role),)),) if role else ()
        return self._add(
            "actors", Actor, name=name, kind=kind, mentions=(self.span(name),), roles=roles, **fields
        )

    def said(self, source: str, cue: str, content: str, **fields: Any) -> str:
        given = {"kind": "indirect", "stance": "says", "confidence": 0.9, "source_type": "named"} | fields
        spans = {"source": source, "cue": cue, "content": content}
        return self._add(
            "attributions", Attribution, **{k: (self.span(v),) for k, v in spans.items()}, **given
        )

    def event(self, type: str, words: str, trigger: str, **fields: Any) -> str:
        given = {"status": "happened", "confidence": 0.8} | fields
        spans = {"evidence": (self.span(words),), "trigger": (self.span(trigger),)}
        return self._add("events", Event, type=type, **spans, **given)

    def time(self, words: str, earliest: str | None, latest: str | None = None) -> str:
        return self._add(
            "times",
            Time,
            span=self.span(words),
            type="DATE",
            value=earliest or "",
            earliest=earliest,
            latest=latest or earliest,
            basis="stated",
        )

    def place(self, name: str, **fields: Any) -> str:
        given = {"use": "literal", "basis": "gazetteer", "feature": "PPLC"} | fields
        return self._add("places", Place, span=self.span(name), name=name, **given)

    def count(self, words: str, what: str, low: int | None, high: int | None, **fields: Any) -> str:
        return self._add(
            "quantities",
            Quantity,
            span=self.span(words),
            what=what,
            low=low,
            high=high,
            rule="ours",
            **fields,
        )

    def reading(self) -> Reading:
        return Reading(article=self.article, **{name: tuple(found) for name, found in self.parts.items()})


def _march(made: Made) -> None:
    dockers = made.actor("Several hundred dockers", sectors=("LAB",), country="BLR")
    union = made.actor("Teachers' Union", "organisation", sectors=("LAB", "EDU"), country="BLR")
    police = made.actor("police", "organisation", sectors=("COP",), country="BLR")
    poland = made.actor("Poland", "country", country="POL")
    lithuania = made.actor("Lithuania", "country", country="LTU")
    general = made.actor(
        "Tom Birch", "person", sectors=("MIL",), country="BLR", country_basis="office", role="General"
    )
    herald = made.actor("River Herald", "organisation", sectors=("JRN",))
    rebels = made.actor("rebels", sectors=("REB",))
    soldiers = made.actor("two soldiers", sectors=("MIL",), country="BLR")
    quill = made.actor("Ada Quill", "person", sectors=("GOV",), country="BLR", role="Governor")
    men = made.actor("ten men", sectors=("CVL",))
    two = made.actor("Two men", sectors=("CVL",))
    march = "Several hundred dockers and the Teachers' Union marched in Minsk on Sunday"
    counted = made.said("police", "said", march, speaker=police)
    shelling = "rebels had shelled Brest, killing two soldiers"
    heard = made.said("River Herald", "told", f"General Tom Birch told the River Herald that {shelling}",
                      speaker=herald, stance="reports")  # fmt: skip
    told = made.said("General Tom Birch", "told", f"that {shelling}", speaker=general, within=heard)
    denial = made.said("Governor Ada Quill", "denied", "that police had arrested ten men", speaker=quill,
                       stance="denies", polarity="negative")  # fmt: skip
    minsk = made.place("Minsk", country="BLR", admin1="Minsk City", lat=53.9, lon=27.566667,
                       geonames_id=625144)  # fmt: skip
    brest = made.place("Brest", country="BLR", admin1="Brest", lat=52.09755, lon=23.68775,
                       geonames_id=629634, feature="PPLA")  # fmt: skip
    sunday = made.time("Sunday", "2021-10-10")
    made.event("PROTEST", march, "marched", modes=("demo",), contexts=("economic",), cameo="141",
               actors=(dockers, union), place=minsk, time=sunday, said_by=(counted,),
               quantities=(made.count("Several hundred", "crowd", 300, 999, estimated_by=counted),),
               )  # fmt: skip
    made.event("CONSULT", "Poland and Lithuania held talks in Warsaw on 11 October 2021", "talks",
               cameo="046", actors=(poland, lithuania), time=made.time("11 October 2021", "2021-10-11"),
               place=made.place("Warsaw", country="POL", lat=52.22977, lon=21.01178,
                                geonames_id=756135))  # fmt: skip
    made.event("ASSAULT", shelling, "shelled", modes=("heavy-weapons",), contexts=("military",), cameo="194",
               actors=(rebels,), recipients=(soldiers,), place=brest, said_by=(heard, told),
               quantities=(made.count("two", "dead", 2, 2, estimated_by=told),))  # fmt: skip
    made.event("PROTEST", "The dockers plan to strike next week", "strike", modes=("strike",), cameo="143",
               status="planned", actors=(dockers,), time=made.time("next week", "2021-10-18", "2021-10-24"),
               )  # fmt: skip
    made.event("COERCE", "police had arrested ten men", "had arrested", modes=("arrest",), cameo="173",
               status="denied", actors=(police,), recipients=(men,), said_by=(denial,))  # fmt: skip
    made.event("COERCE", "Two men were arrested in April 2021", "were arrested", modes=("arrest",),
               cameo="173", recipients=(two,), time=made.time("April 2021", "2021-04-01", "2021-04-30"),
               quantities=(made.count("Two", "arrested", 2, 2),))  # fmt: skip


def _count(made: Made) -> None:
    dockers = made.actor("12,000 dockers", sectors=("LAB",), country="BLR")
    union = made.actor("Teachers' Union", "organisation", sectors=("LAB", "EDU"), country="BLR")
    poland = made.actor("Poland", "country", country="POL")
    belarus = made.actor("Belarus", "country", country="BLR")
    march = "Up to 12,000 dockers marched in Minsk on Sunday"
    counted = made.said("the Teachers' Union", "said", march, speaker=union)
    minsk = made.place("Minsk", country="BLR", admin1="Minsk City", lat=53.9, lon=27.566667,
                       geonames_id=625144)  # fmt: skip
    made.event("PROTEST", march, "marched", modes=("demo",), cameo="141", actors=(dockers,), place=minsk,
               time=made.time("Sunday", "2021-10-10"), said_by=(counted,),
               quantities=(made.count("Up to 12,000", "crowd", None, 12000, estimated_by=counted),),
               )  # fmt: skip
    made.event("SANCTION", "Poland may impose sanctions on Belarus", "sanctions", cameo="163",
               modes=("discontinue",), status="hypothetical", actors=(poland,), recipients=(belarus,),
               confidence=0.4)  # fmt: skip


def _hostile(made: Made) -> None:
    band = made.actor('=SUM(A1) \t"Front" 🚢 band\u202e', "group", sectors=("REB", "CRM"), country="ISR")
    people = made.actor("@home, 'refugees'\r\nof <Upland> & Sons", "group", sectors=("REF",), country="KOS")
    speaker = made.actor("-spokesman", "person")
    said = made.said("a -spokesman", "said", made.text[: made.text.index(", a -")], speaker=speaker,
                     confidence=0.3)  # fmt: skip
    made.event("ASSAULT", made.text[: made.text.index(" on Sunday")], "attacked", modes=("firearms",),
               cameo="193", actors=(band,), recipients=(people,), said_by=(said,),
               time=made.time("Sunday", "2021-10-10"),
               place=made.place("<Upland>", feature=None, country=None))  # fmt: skip


MAKERS = {MARCH: _march, COUNT: _count, HOSTILE: _hostile}
OUTLETS = {
    MARCH: ("Dockers march", "River Herald", "https://example.org/march?a=1&b=2", "2021-10-12"),
    COUNT: ("Twelve thousand, says union", "Valley Post", None, "2021-10-11"),
    HOSTILE: ('=cmd|"/c calc" 🚢', "\u202ePost,\t-x", "https://example.org/h", None),
}


def made_by_hand(article: Article, known: object = None, today: object = None) -> Reading:
    """The Reading of one of our three articles, in the place of the reader."""
    made = Made(article, "")
    MAKERS[article.text](made)
    return made.reading()


@pytest.fixture(scope="session")
def case_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The case of the three articles."""
    import json

    folder = tmp_path_factory.mktemp("exports")
    lines = []
    for text, (title, outlet, url, day) in OUTLETS.items():
        fields = {"text": text, "title": title, "outlet": outlet, "url": url, "date": day}
        lines.append(json.dumps({name: value for name, value in fields.items() if value is not None}))
    (folder / "three.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    path = folder / "three.sayso"
    with pytest.MonkeyPatch.context() as patch, open_case(path) as case:
        patch.setattr("sayso.reader.read", made_by_hand)
        added = case.add(folder / "three.jsonl", **CLOCK)
        assert added.kept == 3
    return path


@pytest.fixture(scope="session")
def three(case_file: Path) -> Iterator[Case]:
    """The small case, for reading."""
    with open_case(case_file) as case:
        yield case


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo case as the reader reads it now."""
    path = tmp_path_factory.mktemp("demo") / "demo.sayso"
    with open_case(path) as case:
        case.add(demo_files(), now="2021-10-20T06:00:30Z", today=DEMO_DAY)
    return path


@pytest.fixture(scope="session")
def demo(demo_file: Path) -> Iterator[Case]:
    """The demo case, for reading."""
    with open_case(demo_file) as case:
        yield case


@pytest.fixture
def copied(case_file: Path, tmp_path: Path) -> Path:
    """A copy of the small case that a test may change."""
    return Path(shutil.copy(case_file, tmp_path / "three.sayso"))
