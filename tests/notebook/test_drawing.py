"""What a notebook shows of records: all of it, safely, and no more than fits."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sayso
from sayso.case import Case, CaseRecord, Days, EventRecord, InputRecord, Party, Rows, StatementRecord, When
from sayso.intake import Finding
from sayso.notebook import draw
from sayso.notebook._lanes import CHARACTERS
from sayso.notebook._markup import COUNTED, ROWS
from sayso.notebook._style import LANES, STATUSES, STYLE
from sayso.notebook._timeline import DRAWN
from sayso.records import Actor, Attribution, Event, Reading, Time, article_of
from sayso.stories import Stories

VOID = {"br", "rect", "line"}
KNOWN = {
    "div", "span", "style", "table", "thead", "tbody", "tr", "th", "td", "br", "details", "summary", "sub",
    "svg", "g", "rect", "line", "text", "title",
}  # fmt: skip
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>'\"&\x1b[31m\u202e</td></table>\x00"


class Page(HTMLParser):
    """What a browser makes of the HTML: its tags, its attributes, and its words; and that tags are closed."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.words: list[str] = []
        self.article: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in VOID:
            self.open.append(tag if ("class", "t") not in attrs else "article")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_endtag(self, tag: str) -> None:
        last = self.open.pop()
        assert last == tag or (last, tag) == ("article", "div")

    def handle_data(self, data: str) -> None:
        if "style" in self.open:
            return
        self.words.append(data)
        if "article" in self.open and "sub" not in self.open:
            self.article.append(data)

    @property
    def text(self) -> str:
        return "\n".join(self.words)


def page(record: Any) -> Page:
    """A record as a notebook gets it, checked for what no page of ours may hold."""
    html = record._repr_html_()
    assert html == record._repr_html_()
    made = Page(html)
    assert made.tags <= KNOWN
    assert made.attributes <= {
        "class", "title", "open", "viewbox", "xmlns", "role", "x", "y", "x1", "x2", "y1", "y2", "width",
        "height", "rx", "fill", "fill-opacity", "stroke", "stroke-opacity", "scope", "aria-label",
        "text-anchor",
    }  # fmt: skip
    style = html[html.index("<style>") : html.index("</style>")]
    assert not re.search(r"url\(|@import|//", style)
    return made


def test_an_article_has_its_text_its_lanes_and_its_tables(reading: Reading) -> None:
    made = page(reading)
    assert "".join(made.article) == reading.article.text
    for words in ("Who said what", "What happened", "Who is in it", "PROTEST", "● happened", "✗ cancelled"):
        assert words in made.text
    html = reading._repr_html_()
    for style in (
        "l-said",
        "l-within",
        "l-actor",
        "l-time",
        "l-place",
        "l-number",
        "src",
        "cue",
        "ev",
        "hurt",
    ):
        assert re.search(rf'class="[^"]*\b{style}\b', html), style


def test_the_words_under_a_lane_are_those_of_the_span(reading: Reading) -> None:
    html = reading._repr_html_()
    for event in reading.events:
        for start, end in event.trigger:
            assert f'<span class="ev">{reading.article.text[start:end]}</span>' in html


def test_a_space_between_the_words_of_an_event_has_no_frame_of_its_own() -> None:
    """At the end of a line it would be a mark that means nothing."""
    said = Attribution(
        id="s1", kind="stance", stance="says", source=(), cue=((5, 14),), content=((15, 24),), confidence=0.9
    )
    event = Event(
        id="e1", type="SANCTION", status="happened", trigger=((5, 24),), evidence=((0, 24),), confidence=0.9
    )
    text = "They announced sanctions."
    html = Reading(article=article_of(text), attributions=(said,), events=(event,))._repr_html_()
    assert re.findall(r'<span class="ev">([^<]*)<', html or "") == ["1 event", "announced", "sanctions"]


def test_what_did_not_happen_says_so_in_words(reading: Reading) -> None:
    """By the mark after its words, and not by colour alone."""
    cancelled = next(event for event in reading.events if event.status == "cancelled")
    after = reading._repr_html_().partition(
        f'<span class="ev">{reading.article.text[slice(*cancelled.trigger[-1])]}</span>'
    )[2]
    assert f"<sub>{cancelled.type} ✗ cancelled" in after[:60]


def test_a_real_reading_and_an_empty_one(repo: Any) -> None:
    text = (repo / "examples" / "harbour-call.txt").read_text(encoding="utf-8")
    assert "".join(page(sayso.read(text)).article) == text
    made = page(Reading(article=article_of("Nothing.")))
    assert "no statements" in made.text
    assert "What happened" not in made.text


def hostile_reading() -> Reading:
    text = f"{HOSTILE} marched. " * 3
    name = HOSTILE[:40]
    return Reading(
        article=article_of(text, title=HOSTILE, outlet=HOSTILE, byline=HOSTILE, url=f"javascript:{HOSTILE}"),
        actors=(
            Actor(
                id="p1", name=name, kind="person", country=HOSTILE, sectors=(HOSTILE,), mentions=((0, 30),),
            ),
        ),
        events=(
            Event(
                id="e1", type="PROTEST", modes=(HOSTILE,), contexts=(HOSTILE,), cameo=HOSTILE,
                status="happened", actors=("p1",), trigger=((5, 20),), evidence=((0, 60),), time="t1",
                confidence=0.9,
            ),
        ),
        times=(Time(id="t1", span=(0, 8), type="DATE", value=HOSTILE, earliest=HOSTILE, basis=HOSTILE),),
    )  # fmt: skip


def test_hostile_text_is_shown_and_not_obeyed() -> None:
    made = page(hostile_reading())
    assert "⟨ESC⟩" in made.text
    assert "⟨U+202E⟩" in made.text
    assert "<script>alert(1)</script>" in "".join(made.words)
    for record in (hostile_reading().actors[0], hostile_reading().events[0], hostile_reading().article):
        page(record)


def hostile_event(n: int = 0, **more: Any) -> EventRecord:
    party = Party(id="p1", name=HOSTILE, kind="person", country=HOSTILE, known_as=HOSTILE)
    fields: dict[str, Any] = {
        "id": f"e_{n:04}{HOSTILE}", "type": HOSTILE, "modes": (HOSTILE,), "status": "happened",
        "actors": (party,), "recipients": (party,), "said_by": (HOSTILE,), "words": HOSTILE * 50,
        "when": When(words=HOSTILE, value=HOSTILE, earliest=f"2021-10-{n % 28 + 1:02}", basis=""),
        "trigger": HOSTILE, "confidence": 1.0, "article": HOSTILE, "outlet": HOSTILE,
        "reported": Days(earliest=HOSTILE), "run": HOSTILE,
    }  # fmt: skip
    return EventRecord(**{**fields, **more})


@pytest.mark.parametrize("by_days", [False, True])
def test_hostile_rows_are_shown_and_not_obeyed(by_days: bool) -> None:
    made = page(Rows(EventRecord, lambda: iter([hostile_event()]), by_days=by_days))
    assert "⟨ESC⟩" in made.text
    page(hostile_event())
    page(Rows(Days, lambda: iter([Days(earliest=HOSTILE, basis=HOSTILE)])))


@pytest.mark.parametrize(
    ("there", "says"), [(ROWS, None), (ROWS + 3, "and 3 more"), (10**9, "and more than 2,000 more")]
)
@pytest.mark.parametrize("by_days", [False, True])
def test_a_long_list_shows_the_first_and_says_how_many_more(
    there: int, says: str | None, by_days: bool
) -> None:
    asked = 0

    def find() -> Iterator[EventRecord]:
        nonlocal asked
        event = hostile_event(words="Ten men marched", type="PROTEST")
        for _ in range(there):
            asked += 1
            yield event

    html = Rows(EventRecord, find, by_days=by_days)._repr_html_()
    assert html is not None
    made = Page(html)
    assert html.count("Ten men marched") == ROWS
    assert len(html) < 200_000
    assert asked <= 2 * COUNTED + 100
    assert (says in made.text) if says else ("more" not in made.text)


def test_a_long_article_is_cut_and_the_rest_is_counted() -> None:
    text = "Police said so. " * 2_000
    actor = Actor(
        id="p1", name="Police", kind="group", mentions=tuple((n * 16, n * 16 + 6) for n in range(2_000))
    )
    made = page(Reading(article=article_of(text), actors=(actor,)))
    assert "".join(made.article) == text[:CHARACTERS]
    assert f"and {len(text) - CHARACTERS:,} more characters" in made.text


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_text_and_any_spans_come_out_whole(data: st.DataObject) -> None:
    """Whatever overlaps whatever, spans that lie outside included: the text is there, once and in order."""
    text = data.draw(
        st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Co", "Zl", "Zp"]), min_size=1)
    )
    edge = st.integers(0, len(text) + 5)
    spans = data.draw(st.lists(st.tuples(edge, edge), max_size=8))
    actors = tuple(
        Actor(id=f"p{n}", name="x", kind="person", mentions=(span,)) for n, span in enumerate(spans)
    )
    assert "".join(page(Reading(article=article_of(text), actors=actors)).article) == text


def test_queries_of_a_case_are_tables(case: Case) -> None:
    events = page(case.events(type="PROTEST"))
    assert {"when", "what", "who → whom", "words"} <= set(events.words)
    assert "PROTEST" in events.words
    assert "denies" in page(case.statements(stance="denies")).words
    assert "Elena Stratulat" in page(case.actors("stratulat")).words
    for rows in (case.search("tear gas"), case.inputs(), case.runs(), case.corrections(), case.check()):
        page(rows)
    assert page(case.events(type="AID", status="denied")).text == "none (EventRecord)"
    for record in (
        case.events().first(),
        case.statements().first(),
        case.actors().first(),
        case.runs().first(),
    ):
        page(record)


def test_a_timeline_is_drawn(case: Case) -> None:
    made = page(case.timeline())
    assert "svg" in made.tags
    assert "2021-10-11" in made.words
    listed = re.findall(
        r"\b20\d\d-\d\d-\d\d\b", " ".join(w for w in made.words if re.fullmatch(r"[\d\- to]+", w))
    )
    assert listed
    assert "svg" not in page(case.events()).tags


def test_what_lies_far_away_does_not_squeeze_the_chart() -> None:
    days = [f"2021-10-{n:02}" for n in range(1, 15)] + ["1994-01-01"]
    made = page(by_days(*(on(day, n) for n, day in enumerate(sorted(days)))))
    assert "not in the chart, being far from these days: 1" in made.text
    assert "1994-01-01" in made.words  # in the table


def by_days(*records: EventRecord) -> Rows[EventRecord]:
    return Rows(EventRecord, lambda: iter(records), by_days=True)


def on(day: str, n: int = 0) -> EventRecord:
    when = When(words="", value="", earliest=day, latest=day, basis="")
    return hostile_event(n, type="PROTEST", when=when)


def test_what_is_not_in_the_chart_is_told_in_lines_of_its_own() -> None:
    days = ["1994-01-01"] + [f"2021-10-{n % 14 + 1:02}" for n in range(DRAWN)]
    html = by_days(*(on(day) for day in days))._repr_html_()
    assert html is not None
    for note in ("not in the chart, being far from these days: 1", f"the chart shows the first {DRAWN:,}"):
        assert f'<div><span class="d">{note}</span></div>' in html


@pytest.mark.parametrize("length", [1, 7, 13, 31])
def test_the_days_under_the_chart_are_not_cut_off(length: int) -> None:
    html = by_days(on("2021-10-01"), on(f"2021-10-{length:02}"))._repr_html_()
    assert html is not None
    found = re.findall(r'<text x="([\d.]+)" y="\d+" text-anchor="(\w+)" fill-opacity', html)
    assert found
    for x, anchor in found:
        assert float(x) <= 900 - (0 if anchor == "end" else 65)


def test_a_chart_says_what_it_is_where_it_cannot_be_seen() -> None:
    html = by_days(on("2021-10-01"), on("2021-10-09"))._repr_html_()
    assert html is not None
    assert 'aria-label="chart of 2 by type and day, 2021-10-01 to 2021-10-09"' in html


def test_columns_that_find_no_room_are_named() -> None:
    full = InputRecord(
        id="i_1", source="a.txt", status="failed", article="a_1", title="A", code="SAY115",
        reason="is German", findings=(Finding(kind="encoding", note="b"),), encoding="utf-8", size=1,
        sha256="0", added="2026-11-01",
    )  # fmt: skip
    made = page(Rows(InputRecord, lambda: iter([full])))
    assert "columns not shown: size, sha256, added" in made.text


def test_what_a_column_holds_is_what_its_head_says(case: Case) -> None:
    assert "words" in page(case.timeline()).words
    for rows in (Stories(case).happenings(), Stories(case).timeline()):
        made = page(rows)
        assert "support" in made.words
        assert "words" not in made.words


def test_lines_of_windows_are_lines() -> None:
    made = page(Reading(article=article_of("One.\r\nTwo.\r\n")))
    assert "U+000D" not in made.text


def _brightness(colour: tuple[float, ...]) -> float:
    """Relative luminance (WCAG 2)."""
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    less, more = sorted((_brightness(one), _brightness(other)))
    return (more + 0.05) / (less + 0.05)


@pytest.mark.parametrize(("ink", "ground"), [(0.13, 0.96), (0.0, 1.0), (1.0, 0.07), (0.87, 0.13)])
def test_words_of_a_status_can_be_read_on_light_and_on_dark_ground(ink: float, ground: float) -> None:
    """A contrast of 4.5 at least (WCAG 2, AA), on the darker rows of a table too."""
    mixed = re.findall(r"color-mix\(in srgb,#(\w{6}) (\d+)%,currentColor\)", STYLE)
    assert len(mixed) == len(STATUSES)
    for colour, share in mixed:
        part = int(share) / 100
        words = tuple(part * c + (1 - part) * ink for c in _channels(colour))
        assert _contrast(words, (ground,) * 3) >= 4.5


@pytest.mark.parametrize("ground", [1.0, 0.07])
def test_lanes_and_bars_can_be_seen_on_light_and_on_dark_ground(ground: float) -> None:
    """A contrast of 3 at least (WCAG 2, AA, for drawings)."""
    for colour in (*STATUSES.values(), *LANES.values()):
        assert _contrast(_channels(colour[1:]), (ground,) * 3) >= 3, colour


def _channels(colour: str) -> tuple[float, ...]:
    return tuple(int(colour[n : n + 2], 16) / 255 for n in (0, 2, 4))


def test_what_did_not_happen_has_rows_of_its_own_in_the_chart() -> None:
    events = [
        hostile_event(n, type="PROTEST", status=status)
        for n, status in enumerate(("happened", "planned", "denied"))
    ]
    made = page(by_days(*events))
    assert [w for w in made.words if w.endswith(" PROTEST") and len(w) == 9] == [
        "● PROTEST",
        "○ PROTEST",
        "✗ PROTEST",
    ]


def test_what_stories_say_is_drawn(case: Case) -> None:
    stories = Stories(case)
    assert "svg" in page(stories.timeline()).tags
    assert "happened" in page(stories.happenings()).text
    for rows in (
        stories.stories(),
        stories.sayings(),
        stories.disputes(),
        stories.copies(),
        stories.findings(),
    ):
        page(rows)
    happening = stories.happenings().first()
    assert happening is not None
    assert happening.headline in page(happening).words


def test_an_error_is_one_line(tmp_path: Any) -> None:
    made = page(sayso.open(tmp_path / "none.sayso").events())
    assert re.fullmatch(r"SAY\d{3} .*", made.text)


def test_every_record_of_ours_draws_itself() -> None:
    def below(kind: type) -> Iterator[type]:
        for one in kind.__subclasses__():
            yield one
            yield from below(one)

    from sayso.records import Record

    assert all(
        callable(getattr(one, "_repr_html_", None)) for base in (Record, CaseRecord) for one in below(base)
    )
    assert not any("_repr_html_" in one.__struct_fields__ for one in below(Record))
    assert (
        msgspec.json.encode(Days(earliest="2021")) == b'{"earliest":"2021","latest":null,"basis":"unknown"}'
    )


def test_drawing_a_reading_does_not_load_the_case() -> None:
    code = (
        "import sys; from sayso.records import Reading, article_of; "
        "Reading(article=article_of('x'))._repr_html_(); print('sqlalchemy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_the_first_reading_in_a_notebook_warns_of_nothing() -> None:
    """The progress bars of the language gate's downloader, which is never used, ask for widgets there."""
    code = """
import sys, types
sys.modules["IPython"] = types.SimpleNamespace(get_ipython=object)
sys.modules.update({"ipykernel.zmqshell": None, "ipywidgets": None})
import sayso
sayso.read("The minister said on Friday that the strike of the dock workers was over. " * 5)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == ""


def test_statements_that_are_not_held_say_so() -> None:
    said = StatementRecord(
        id="s_1", kind="indirect", stance="denies", polarity="negative", words="it was so",
        source="He", source_type="pronoun", cue="denied", confidence=0.9, article="a_1", run="r_1",
    )  # fmt: skip
    assert "not held" in page(said).words
    assert "not held" in draw(Rows(StatementRecord, lambda: iter([said])))
