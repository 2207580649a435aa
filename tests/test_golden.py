"""The golden passages: recall and precision a room against pinned floors; see ``tests/golden/README.md``."""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from benchmarks.matching import View, actor_heads, assign, dice, heads, overlap, speaker_heads, view_of
from sayso.records import Event, Reading, problems

GOLDEN = Path(__file__).resolve().parent / "golden"
FLOORS = tomllib.loads((GOLDEN / "floors.toml").read_text(encoding="utf-8"))
REAL = {"happened", "ongoing"}
Row = dict[str, Any]
Spans = list[tuple[int, int]]


def cases(room: str) -> list[Path]:
    return sorted(path.parent for path in (GOLDEN / room).glob("*/in.txt"))


EVERY = [pytest.param(case, id=f"{case.parent.name}-{case.name}") for room in FLOORS for case in cases(room)]


def text_of(case: Path) -> str:
    return (case / "in.txt").read_bytes().decode("utf-8")


def rows_of(case: Path) -> list[Row]:
    (rows,) = json.loads((case / "out.json").read_text(encoding="utf-8")).values()
    return list(rows)


def locate(text: str, words: str) -> tuple[int, int]:
    """The span of words that occur once, or once within their surroundings (``surroundings >> words``)."""
    start, end = 0, len(text)
    for part in words.split(" >> "):
        found = re.compile(rf"(?<!\w){re.escape(part)}(?!\w)").search(text, start, end)
        assert found, f"{part!r} is not in {text[start:end]!r}"
        start, end = found.span()
    return start, end


def spans_of(text: str, words: list[str]) -> Spans:
    return [locate(text, part) for part in words]


def listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


@dataclass
class Shares:
    """Counts of one room: of how many how many are right, by measure, with the misses in words."""

    right: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    of: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    misses: list[str] = field(default_factory=list)

    def note(self, measure: str, is_right: bool, miss: str) -> None:
        self.of[measure] += 1
        self.right[measure] += is_right
        if not is_right:
            self.misses.append(f"{measure:<10} {miss}")

    def share(self, measure: str) -> float:
        return self.right[measure] / self.of[measure] if self.of[measure] else 1.0


@cache
def reading_of(case: Path) -> Reading:
    import sayso

    return sayso.read(case / "in.txt")


# --- attribution --------------------------------------------------------------------------------------


def judge_attributions(case: Path, shares: Shares) -> None:
    reading, golds = reading_of(case), rows_of(case)
    view, predicted = view_of(reading), reading.attributions
    contents = [view.tokens(spans_of(view.text, row["content"])) for row in golds]
    fits = {
        (g, n): (same_cue(view, golds[g], a.cue) + same_speaker(view, golds[g], a.speaker), score)
        for g in range(len(golds))
        for n, a in enumerate(predicted)
        if (score := dice(contents[g], view.tokens(a.content))) >= 0.5
    }
    ordered = sorted(fits, key=lambda pair: (-fits[pair][0], -fits[pair][1], pair))
    found = assign(len(golds), {g: [n for h, n in ordered if h == g] for g in range(len(golds))})
    chained: set[int] = set()
    for g, row in enumerate(golds):
        name = f"{case.name}: {row['speaker']} | {' '.join(row['cue'])} | {' ... '.join(row['content'])}"
        shares.note("recall", g in found, name)
        if g in found:
            shares.note("speaker", same_speaker(view, row, predicted[found[g]].speaker), name)
        if row["within"] is not None:
            parent = found.get(row["within"])
            inside = g in found and parent is not None and predicted[found[g]].within == predicted[parent].id
            shares.note("chain", inside, name)
            chained |= {found[g]} if inside else set()
    for n, a in enumerate(predicted):
        words = f"{view.words(a.source, 30)} | {view.words(a.cue, 20)} | {view.words(a.content, 60)}"
        shares.note("precision", n in found.values(), f"{case.name}: {words}")
        if a.within is not None:
            shares.note("chain_precision", n in chained, f"{case.name}: {words}")


def same_cue(view: View, row: Row, cue: tuple[tuple[int, int], ...]) -> bool:
    return overlap(spans_of(view.text, row["cue"]), cue)


def same_speaker(view: View, row: Row, actor: str | None) -> bool:
    return bool(speaker_heads({"speaker": row["speaker"]}) & actor_heads(view, actor))


# --- events -------------------------------------------------------------------------------------------


def judge_events(case: Path, shares: Shares) -> None:
    reading, golds = reading_of(case), rows_of(case)
    view, predicted = view_of(reading), reading.events
    found = match_events(view, golds, predicted)
    for g, row in enumerate(golds):
        name = f"{case.name}: {row['type']} [{row['trigger']}] {row['status']}"
        if g not in found:
            if not row["optional"]:
                shares.note("recall", False, name)
            continue
        event = predicted[found[g]]
        if not row["optional"]:
            shares.note("recall", True, name)
        shares.note("status", right_status(row, event), f"{name}: is {event.status}")
        if row["actors"] or not row["optional"]:
            shares.note("actors", same_actors(view, row["actors"], event.actors), f"{name}: {row['actors']}")
        if row["recipients"]:
            either = event.actors if event.type == "CONSULT" else ()  # a meeting may list all as its actors
            right = same_actors(view, row["recipients"], (*event.recipients, *either))
            shares.note("recipients", right, f"{name}: {row['recipients']}")
        if row["said_by"]:
            shares.note("said_by", same_chain(view, row["said_by"], event), f"{name}: {row['said_by']}")
    for n, event in enumerate(predicted):
        shares.note("precision", n in found.values(), f"{case.name}: {words_of(view, event)}")
    if all(row["optional"] for row in golds):
        loud = [e for n, e in enumerate(predicted) if e.status in REAL and n not in found.values()]
        shares.note("quiet", not loud, f"{case.name}: " + "; ".join(words_of(view, e) for e in loud))


def match_events(view: View, golds: list[Row], predicted: tuple[Event, ...]) -> dict[int, int]:
    """By type and trigger; what is left then by type and evidence around the trigger."""
    places = [[locate(view.text, row["trigger"])] for row in golds]
    typed = [
        (g, n)
        for g, row in enumerate(golds)
        for n, e in enumerate(predicted)
        if e.type in listed(row["type"])
    ]
    near = [(g, n) for g, n in typed if overlap(predicted[n].trigger, places[g])]
    found = assign(len(golds), {g: [n for h, n in near if h == g] for g in range(len(golds))})
    taken = set(found.values())
    around = [
        (g, n)
        for g, n in typed
        if g not in found and n not in taken and overlap(predicted[n].evidence, places[g])
    ]
    return assign(len(golds), {g: [n for h, n in around if h == g] for g in range(len(golds))}) | found


def right_status(row: Row, event: Event) -> bool:
    """One of the statuses; where types and statuses go together in pairs, one of the pairs."""
    if "pairs" in row:
        return [event.type, event.status] in row["pairs"]
    return event.status in listed(row["status"])


def same_actors(view: View, wanted: list[str], ids: tuple[str, ...]) -> bool:
    """Any of the wanted shares words with a mention; where none is stated, none may be recorded."""
    if not wanted:
        return not ids
    places = spans_of(view.text, wanted)
    mentions = [m for i in ids if i in view.actors for m in view.actors[i].mentions]
    return overlap(mentions, places)


def same_chain(view: View, wanted: list[str], event: Event) -> bool:
    """The speakers of the attributions that an event stands in, one for one from the outermost."""
    speakers = {a.id: a.speaker for a in view.reading.attributions}
    chain = [actor_heads(view, speakers[i]) for i in event.said_by]
    return len(chain) == len(wanted) and all(heads(w) & c for w, c in zip(wanted, chain, strict=True))


def words_of(view: View, event: Event) -> str:
    return f"{event.type} {event.status} [{view.words(event.trigger, 30)}]"


# --- the tests ----------------------------------------------------------------------------------------

JUDGES = {"attribution": judge_attributions, "events": judge_events}


@cache
def measured(room: str) -> Shares:
    shares = Shares()
    for case in cases(room):
        JUDGES[room](case, shares)
    return shares


def floors() -> Iterator[tuple[str, str, float]]:
    for room, measures in FLOORS.items():
        yield from ((room, measure, float(least)) for measure, least in measures.items())


@pytest.mark.parametrize(("room", "measure", "least"), list(floors()))
def test_floor(room: str, measure: str, least: float) -> None:
    shares = measured(room)
    assert shares.of[measure], f"nothing was measured for {measure}"
    misses = "\n".join(miss for miss in shares.misses if miss.startswith(measure))
    assert shares.share(measure) >= least, f"{room}: {shares.share(measure):.3f} < {least}\n{misses}"


def test_misses_are_printed() -> None:
    """Not a judgement: with ``-s`` it shows the shares and every miss."""
    for room in FLOORS:
        shares = measured(room)
        for measure in FLOORS[room]:
            print(f"\n{room:<12}{measure:<12}{shares.right[measure]:>4} of {shares.of[measure]}", end="")
        print("", *shares.misses, sep="\n  ")


@pytest.mark.parametrize("case", EVERY)
def test_reading_is_valid(case: Path) -> None:
    reading = reading_of(case)
    assert problems(reading) == []
    assert reading.article.text == text_of(case)


@pytest.mark.parametrize("case", EVERY)
def test_gold_stands_in_its_text(case: Path) -> None:
    text, rows = text_of(case), rows_of(case)
    assert (case / "why.md").read_text(encoding="utf-8").strip()
    for n, row in enumerate(rows):
        if case.parent.name == "attribution":
            words = [*row["source"], *row["cue"], *row["content"]]
            assert row["within"] is None or 0 <= row["within"] < n
        else:
            words = [row["trigger"], *row["actors"], *row["recipients"]]
        for phrase in words:
            start, end = locate(text, phrase)
            last = phrase.split(" >> ")[-1]
            assert text[start:end] == last
            assert " >> " in phrase or len(re.findall(rf"(?<!\w){re.escape(last)}(?!\w)", text)) == 1


@pytest.mark.skipif(os.environ.get("SAYSO_GOLDEN") != "rewrite", reason="only when asked for")
@pytest.mark.parametrize("case", EVERY)
def test_write_what_the_reader_says_now(case: Path) -> None:
    """Writes ``now.json``; ``out.json`` is written by hand only."""
    reading = reading_of(case)
    view = view_of(reading)
    names = {actor.id: actor.name for actor in reading.actors}

    def words(spans: tuple[tuple[int, int], ...]) -> list[str]:
        return [view.text[start:end] for start, end in spans]

    if case.parent.name == "attribution":
        order = {a.id: n for n, a in enumerate(reading.attributions)}
        rows = [
            {
                "source": words(a.source),
                "cue": words(a.cue),
                "content": words(a.content),
                "speaker": names.get(a.speaker or ""),
                "within": order[a.within] if a.within else None,
                "kind": a.kind,
                "stance": a.stance,
            }
            for a in reading.attributions
        ]
    else:
        speakers = {a.id: names.get(a.speaker or "") for a in reading.attributions}
        rows = [
            {
                "type": e.type,
                "mode": list(e.modes),
                "trigger": words(e.trigger),
                "status": e.status,
                "actors": [names[i] for i in e.actors],
                "recipients": [names[i] for i in e.recipients],
                "said_by": [speakers[i] for i in e.said_by],
            }
            for e in reading.events
        ]
    lines = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in rows)
    (case / "now.json").write_text(f"[\n{lines}\n]\n" if rows else "[]\n", encoding="utf-8")
