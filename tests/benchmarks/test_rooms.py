"""What a benchmark makes of a Reading: one that says what the gold says scores 100, a worse one less."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from benchmarks import attribution, crowds, events, gold, places, times
from benchmarks.gold import Row
from benchmarks.speed import Clock
from sayso.records import Actor, Attribution, Event, Place, Quantity, Reading, Time, article_of

needs_gold = pytest.mark.skipif(
    not gold.gold_folder().is_dir(), reason="the scorers stand beside the gold data"
)

TEXT = "Athens said that Rome had sent ten ships to Tirana on June 11."


def at(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def reading(**parts: Any) -> Reading:
    return Reading(article=article_of(TEXT), **parts)


def given(monkeypatch: pytest.MonkeyPatch, module: Any, result: Reading) -> None:
    """Let a benchmark get this reading for every row."""

    def readings(rows: Sequence[Row]) -> Iterator[tuple[Row, Reading]]:
        return ((row, result) for row in rows)

    monkeypatch.setattr(module, "readings", readings)


def statement(id: str, cue: str, source: str, content: str, **more: Any) -> Attribution:
    more = {"kind": "indirect", "stance": "says", "confidence": 1.0} | more
    return Attribution(id=id, cue=(at(cue),), source=(at(source),), content=(at(content),), **more)


OUTER = statement("s1", "said", "Athens", "that Rome had sent ten ships to Tirana on June 11")
INNER = statement("s2", "sent", "Rome", "ten ships to Tirana", within="s1")
GOLD_OUTER = {"source": [at("Athens")], "cue": [at("said")], "content": list(OUTER.content)}


@needs_gold
def test_polnear_knows_outermost_attributions_only(monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"id": "a", "text": TEXT, "attributions": [GOLD_OUTER]}
    given(monkeypatch, attribution, reading(attributions=(OUTER, INNER)))
    figures = attribution.polnear([row])
    assert set(figures.values()) == {100.0}
    given(monkeypatch, attribution, reading(attributions=(INNER,)))
    assert attribution.polnear([row])["content_exact_f1"] == 0


@needs_gold
def test_gum_knows_inner_attributions_and_no_stance(monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"id": "a", "text": TEXT, "publisher": "GUM/news", "attributions": [GOLD_OUTER]}
    stance = statement("s3", "ships", "Rome", "on June 11", kind="stance")
    given(monkeypatch, attribution, reading(attributions=(OUTER, stance)))
    assert set(attribution.gum([row]).values()) == {100.0}
    given(monkeypatch, attribution, reading(attributions=(OUTER, INNER)))
    assert attribution.gum([row])["content_soft_precision"] == 50
    assert "wikinews_content_soft_f1" not in attribution.gum([row | {"publisher": "GUM/court"}])


ROME = Actor(id="p1", name="Rome", kind="country", country="ITA", sectors=("GOV",), mentions=(at("Rome"),))
TIRANA = Actor(id="p2", name="Tirana", kind="country", country="ALB", mentions=((0, 6), at("Tirana")))


def deed(status: str = "happened", **more: Any) -> Event:
    more = {"type": "AID", "cameo": "070", "actors": ("p1",), "recipients": ("p2",)} | more
    return Event(
        id="e1",
        status=status,
        trigger=(at("sent"),),
        evidence=(at("Rome had sent ten ships"),),
        confidence=1.0,
        **more,
    )


GOLD_AID = {
    "plover": "AID", "cameo": "070", "mode": None,
    "source": [{"text": "Rome", "country": "ITA", "sector": "GOV", "span": list(at("Rome"))}],
    "target": [{"text": "Tirana", "country": "ALB", "sector": "GOV", "span": list(at("Tirana"))}],
}  # fmt: skip


@needs_gold
def test_actors_are_the_source_and_recipients_the_target(monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"id": "a", "text": TEXT, "events": [GOLD_AID]}
    given(monkeypatch, events, reading(actors=(ROME, TIRANA), events=(deed(),)))
    figures = events.gsr([row])
    assert {name: f for name, f in figures.items() if f != 100} == {"mode_f1": 0.0}  # this row states no mode
    assert events.plv([row]) == {"type_f1": 100, "quad_f1": 100, "actor_span_f1": 100}
    given(
        monkeypatch,
        events,
        reading(actors=(ROME, TIRANA), events=(deed(actors=("p2",), recipients=("p1",)),)),
    )
    assert events.gsr([row])["tuple_f1"] == 0


@needs_gold
def test_a_denied_deed_is_no_event(monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"id": "a", "text": TEXT, "events": [GOLD_AID]}
    given(monkeypatch, events, reading(actors=(ROME, TIRANA), events=(deed("denied"),)))
    assert events.gsr([row])["type_f1"] == 0
    assert events.quiet([row]) == {"left_alone": 100}
    given(monkeypatch, events, reading(actors=(ROME, TIRANA), events=(deed("planned"),)))
    assert events.gsr([row])["type_f1"] == 100
    assert events.quiet([row]) == {"left_alone": 0}


@needs_gold
def test_two_sides_without_a_recipient_are_each_the_others_target(monkeypatch: pytest.MonkeyPatch) -> None:
    side = GOLD_AID["source"] + GOLD_AID["target"]
    talks = {
        "plover": "CONSULT",
        "cameo": "040",
        "mode": None,
        "source": side,
        "target": [],
        "reciprocal": True,
    }
    both = deed(type="CONSULT", cameo="040", actors=("p1", "p2"), recipients=())
    given(monkeypatch, events, reading(actors=(ROME, TIRANA), events=(both,)))
    assert events.gsr([{"id": "a", "text": TEXT, "events": [talks]}])["tuple_f1"] == 100


@needs_gold
def test_times_are_scored_by_span_and_value(monkeypatch: pytest.MonkeyPatch) -> None:
    start, end = at("June 11")
    row = {"id": "a", "text": TEXT, "timexes": [{"start": start, "end": end, "value": "2024-06-11"}]}
    time = Time(id="t1", span=(start, end), type="DATE", value="2024-06-11", basis="stated")
    given(monkeypatch, times, reading(times=(time,)))
    assert times.timexes([row]) == {"strict_f1": 100, "relaxed_f1": 100, "value_f1": 100}
    given(
        monkeypatch,
        times,
        reading(times=(Time(id="t1", span=at("June"), type="DATE", value="XXXX-06", basis="stated"),)),
    )
    assert times.timexes([row]) == {"strict_f1": 0, "relaxed_f1": 100, "value_f1": 0}


@needs_gold
def test_every_toponym_counts_whatever_its_use(monkeypatch: pytest.MonkeyPatch) -> None:
    (t0, t1), (r0, r1) = at("Tirana"), at("Rome")
    there = [
        {"start": t0, "end": t1, "lat": 41.3, "lon": 19.8},
        {"start": r0, "end": r1, "lat": 41.9, "lon": 12.5},
    ]
    row = {"id": "a", "text": TEXT, "toponyms": there}
    tirana = Place(
        id="l1",
        span=(t0, t1),
        name="Tirana",
        lat=41.33,
        lon=19.82,
        country="ALB",
        use="literal",
        basis="gazetteer",
    )
    rome = Place(
        id="l2",
        span=(r0, r1),
        name="Rome",
        lat=41.9,
        lon=12.5,
        country="ITA",
        use="modifier",
        basis="gazetteer",
    )
    given(monkeypatch, places, reading(places=(tirana, rome)))
    assert places.toponyms([row]) == {
        "exact_f1": 100,
        "overlap_f1": 100,
        "within_161km": 100,
        "country": 100,
    }
    given(monkeypatch, places, reading(places=(tirana,)))
    assert places.toponyms([row])["within_161km"] == 50


@needs_gold
def test_a_count_is_found_in_its_context_by_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    @dataclass(frozen=True)
    class Range:
        low: int | None = 10
        high: int | None = 10
        rule: str = field(default="exact")

    row = {"id": "a", "text": "ten", "noun": "ships", "context": TEXT, "low": 10, "high": 10}
    ten = Quantity(id="q1", span=at("ten ships"), what="other", low=10, high=10, rule="exact")
    eleven = Quantity(id="q2", span=at("11"), what="other", low=11, high=11, rule="exact")
    monkeypatch.setattr(crowds, "parse_count", lambda words: Range() if words == "ten" else None)
    given(monkeypatch, crowds, reading(quantities=(ten, eleven)))
    assert set(crowds.counts([row]).values()) == {100}
    given(monkeypatch, crowds, reading(quantities=(eleven,)))
    assert crowds.counts([row])["in_context_range_exact"] == 0


def test_a_rooms_time_leaves_out_the_rooms_it_calls(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("benchmarks.speed.time.perf_counter", lambda: now[0])

    def passing(seconds: float) -> None:
        now[0] += seconds

    clock = Clock()
    inner = clock.timed("language", passing)

    def outer() -> None:
        passing(1.0)
        inner(10.0)
        passing(2.0)

    clock.timed("events", outer)()
    assert clock.seconds == {"events": 3.0, "language": 10.0}
