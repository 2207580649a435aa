"""The thresholds of the issue on the shared sample, and as much on texts of ours that no rule can know.

The twins (``tests/twin``) are the sample rewritten: other people, places, numbers and words, the same
constructions. Their gold, and that of the bundled example, was made by hand before the reader existed.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import pytest

from benchmarks.sample_score import SampleScore, load_gold, main, merge, score
from sayso.records import Actor, Attribution, Damage, Event, Quantity, Reading, article_of, encode, problems

REPO = Path(__file__).resolve().parent.parent
Read = Callable[[Path], Reading]


@dataclass(frozen=True)
class Case:
    """One text of ours with its gold, and the shares that must be found."""

    name: str
    text: Path
    gold: Path
    outermost: float
    chains: float
    events: float


CASES = [
    Case("twin", REPO / "tests/twin/article.txt", REPO / "tests/twin/gold.json", 0.80, 0.60, 0.67),
    Case("twin2", REPO / "tests/twin/twin2.txt", REPO / "tests/twin/twin2.gold.json", 0.65, 0.50, 0.55),
    Case(
        "example",
        REPO / "examples/harbour-call.txt",
        REPO / "examples/harbour-call.gold.json",
        0.65,
        0.50,
        0.55,
    ),
]
EACH = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)

# The scars that the issue and the README of the sample name, found by their words: nothing of them is
# known to a rule. The shared gold holds no damage list.
SAMPLE_SCARS = (
    ("residue", "[ad_1]"),
    ("residue", "[ad_2]"),
    ("untranslated", "[abi]"),
    ("torn_sentence", "them. and more people."),
    ("torn_sentence", "participate. people, it"),
    ("doubled_word", "peaceful and peaceful"),
    ("misplaced_quote", "threats, ”Lukashenko"),
)


def text_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def least(share: float, of: int) -> int:
    """How many of ``of`` a share means; no more is asked of a small count than of a large one."""
    return math.floor(share * of + 1e-9)


def hold(result: SampleScore, outermost: int, chains: int, events: int) -> None:
    """Assert the thresholds; the table of hits and misses is the message."""
    table = result.table()
    assert result.outermost.found >= outermost, table
    assert result.chains.found >= chains, table
    assert result.events.found >= events, table
    assert result.false_deeds == (), table
    assert len(result.unmatched) + len(result.duplicates) <= 10, table
    assert not result.crowds.misses, table
    assert not result.damage.misses, table


# --- the shared sample --------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def sample(shared: Path, reading_of: Read) -> tuple[Reading, SampleScore]:
    folder = shared / "sample"
    reading = reading_of(folder / "article.txt")
    scars = [{"kind": kind, "text": words} for kind, words in SAMPLE_SCARS]
    gold = merge([load_gold(folder / "attributions.json", folder / "events.json"), scars])
    return reading, score(reading, gold)


def test_sample_reaches_the_thresholds(sample: tuple[Reading, SampleScore]) -> None:
    _, result = sample
    assert (result.outermost.of, result.chains.of, result.events.of, result.crowds.of) == (15, 5, 18, 3)
    hold(result, outermost=12, chains=3, events=12)


def test_sample_has_no_date_and_invents_none(sample: tuple[Reading, SampleScore]) -> None:
    """The text holds no dateline: no single day may be claimed from it."""
    reading, _ = sample
    assert reading.article.published.best is None


def test_sample_is_valid_and_its_text_untouched(sample: tuple[Reading, SampleScore], shared: Path) -> None:
    reading, _ = sample
    assert problems(reading) == []
    assert reading.article.text == text_of(shared / "sample" / "article.txt")


# --- the twins and the bundled example ----------------------------------------------------------------


@EACH
def test_our_texts_reach_the_thresholds(case: Case, reading_of: Read) -> None:
    result = score(reading_of(case.text), load_gold(case.gold))
    hold(
        result,
        outermost=least(case.outermost, result.outermost.of),
        chains=least(case.chains, result.chains.of),
        events=least(case.events, result.events.of),
    )


@EACH
def test_reading_is_valid_and_the_text_untouched(case: Case, reading_of: Read) -> None:
    reading = reading_of(case.text)
    assert problems(reading) == []
    assert reading.article.text == text_of(case.text)


@EACH
def test_reading_twice_gives_equal_bytes(case: Case) -> None:
    import sayso

    assert encode(sayso.read(case.text)) == encode(sayso.read(case.text))


@EACH
def test_nothing_happens_at_a_metonym(case: Case, reading_of: Read) -> None:
    """A capital that stands for its government is no place where something happened."""
    reading = reading_of(case.text)
    use = {place.id: place.use for place in reading.places}
    assert [e.id for e in reading.events if e.place and use[e.place] != "literal"] == []


# --- the gold itself ----------------------------------------------------------------------------------


def quoted(gold: dict[str, Any]) -> Iterator[tuple[list[int], str]]:
    """Every span of a gold with the words that it must slice to."""
    for a in gold["attributions"]:
        for part in ("source", "cue", "content"):
            yield from zip(a[part], a[f"{part}_text"], strict=True)
    for e in gold["events"]:
        yield e["span"], e["evidence"]
        yield from ((who["span"], who["text"]) for who in (*e["actor"], *e["recipient"]) if "span" in who)
    for part in ("not_coded", "crowds", "damage"):
        yield from ((row["span"], row["text"]) for row in gold[part])


@EACH
def test_gold_slices_to_its_words(case: Case) -> None:
    text, gold = text_of(case.text), load_gold(case.gold)
    assert gold["text_sha256"] == hashlib.sha256(text.encode("utf-8")).hexdigest()
    assert [(span, words) for span, words in quoted(gold) if text[span[0] : span[1]] != words] == []
    ids = {a["id"] for a in gold["attributions"]}
    assert {a["within"] for a in gold["attributions"]} <= ids | {None}


# --- the scorer itself --------------------------------------------------------------------------------


def perfect(case: Case) -> Reading:
    """The Reading that says exactly what the gold says."""
    gold = load_gold(case.gold)
    actors: dict[str, Actor] = {}

    def actor(name: str, country: str | None = None, spans: tuple[tuple[int, int], ...] = ()) -> str:
        key = f"p{len(actors) + 1}"
        actors[key] = Actor(id=key, name=name, kind="unknown", country=country, mentions=spans)
        return key

    def spans(rows: list[list[int]]) -> tuple[tuple[int, int], ...]:
        return tuple((start, end) for start, end in rows)

    attributions = tuple(
        Attribution(
            id=a["id"],
            kind=a["kind"],
            stance=a["stance"],
            source=spans(a["source"]),
            cue=spans(a["cue"]),
            content=spans(a["content"]),
            speaker=actor(a["speaker"].split(";")[0]),
            within=a["within"],
            confidence=1.0,
        )
        for a in gold["attributions"]
    )
    events = tuple(
        Event(
            id=e["id"],
            type=e["plover"],
            status=e["status"][0],
            actors=tuple(
                actor(w["text"] or "-", w["country"], spans([w["span"]] if "span" in w else []))
                for w in e["actor"]
            ),
            trigger=spans([e["trigger"] if "trigger" in e else e["span"]]),
            evidence=spans([e["span"]]),
            confidence=1.0,
        )
        for e in gold["events"]
    )
    quantities = tuple(
        Quantity(
            id=f"q{n}", span=tuple(c["span"]), what="crowd", low=c["low"][0], high=c["high"][0], rule="gold"
        )
        for n, c in enumerate(gold["crowds"])
    )
    damage = tuple(Damage(kind=d["kind"], span=tuple(d["span"]), note=d["note"]) for d in gold["damage"])
    return Reading(
        article=article_of(text_of(case.text)),
        damage=damage,
        actors=tuple(actors.values()),
        attributions=attributions,
        events=events,
        quantities=quantities,
    )


@EACH
def test_scorer_gives_full_marks_to_the_gold_itself(case: Case) -> None:
    reading = perfect(case)
    assert problems(reading) == []
    result = score(reading, load_gold(case.gold))
    for tally in (result.outermost, result.chains, result.events, result.crowds, result.damage):
        assert tally.of
        assert tally.misses == (), result.table()
    assert (result.unmatched, result.duplicates, result.traps, result.false_deeds, result.extra) == ((),) * 5


@EACH
def test_scorer_sees_a_cancelled_rally_that_happened(case: Case) -> None:
    reading = perfect(case)
    wrong = tuple(
        msgspec.structs.replace(e, status="happened") if e.status == "cancelled" else e
        for e in reading.events
    )
    result = score(msgspec.structs.replace(reading, events=wrong), load_gold(case.gold))
    assert len(result.false_deeds) == 1
    assert len(result.events.misses) == 1


@EACH
def test_scorer_sees_an_alleged_deed_as_happened(case: Case) -> None:
    reading, gold = perfect(case), load_gold(case.gold)
    alleged = next(e for e in gold["events"] if e["plover"] == "ACCUSE" and e["mode"] == "allege")
    start, end = alleged["span"]
    deed = Event(
        id="x1",
        type="ASSAULT",
        status="happened",
        trigger=((end - 5, end),),
        evidence=((start, end),),
        confidence=1.0,
    )
    result = score(msgspec.structs.replace(reading, events=(*reading.events, deed)), gold)
    assert result.false_deeds
    assert len(result.unmatched) == 1


@EACH
def test_scorer_wants_the_right_speaker_and_the_chain(case: Case) -> None:
    reading, gold = perfect(case), load_gold(case.gold)
    nobody = tuple(msgspec.structs.replace(a, name="Somebody Else") for a in reading.actors)
    assert score(msgspec.structs.replace(reading, actors=nobody), gold).outermost.found == 0
    flat = tuple(a for a in reading.attributions if a.within is None)
    result = score(msgspec.structs.replace(reading, attributions=flat), gold)
    assert (result.chains.found, result.outermost.misses) == (0, ())


def test_scorer_counts_a_duplicate_and_a_stranger() -> None:
    case = CASES[0]
    reading, gold = perfect(case), load_gold(case.gold)
    again = msgspec.structs.replace(reading.events[0], id="x1")
    stranger = msgspec.structs.replace(reading.events[0], id="x2", type="MOBILIZE")
    result = score(msgspec.structs.replace(reading, events=(*reading.events, again, stranger)), gold)
    assert (len(result.duplicates), len(result.unmatched)) == (1, 1)


def test_scorer_cli_prints_the_table(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    case = CASES[0]
    damage = tmp_path / "damage.json"
    damage.write_text(json.dumps([{"kind": "residue", "span": [0, 1], "text": "A"}]), encoding="utf-8")
    assert main([str(case.text), str(case.gold), "--damage", str(damage)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("outermost")
    assert "0 of 1" in out
