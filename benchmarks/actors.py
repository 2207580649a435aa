"""Actors: country and sector of names and descriptions (NGEC's test cases), and mentions joined (B3).

``joined.jsonl`` is our own annotation of 40 news articles of the gold sets' development halves, by offsets
alone: their texts stay where they are. B3 (Bagga and Baldwin 1998) is taken over the gold mentions; those
that are not found stand alone, so that they cost recall, and mentions that gold has not are passed over.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence

from benchmarks.gold import GoldSet, Row, gold_folder, readings
from sayso.actors import describe
from sayso.directory import offices
from sayso.records import Actor, Span

__all__ = ["SETS", "b_cubed", "wrong_codes"]

_DAYS = {"today": "2022-11-01", "10 May 2015": "2015-05-10", "1 july 2021": "2021-07-01"}
# "today" was the autumn of 2022, when these cases were written
_COUNTRIES = {"XKX": "KOS", "": None}
_SECTORS = {"UNK": "", None: ""}


def coded(rows: Sequence[Row]) -> dict[str, float]:
    """Share of the cases of ``agent_to_code`` whose country and whose first sector are right; and both."""
    cases = [row for row in rows if row["fn"] == "agent_to_code"]
    country = [c for c, _ in map(_judged, cases) if c is not None]
    sector = [s for _, s in map(_judged, cases) if s is not None]
    both = [c is not False and s is not False for c, s in map(_judged, cases)]
    return {
        "country": 100 * sum(country) / len(country),
        "sector": 100 * sum(sector) / len(sector),
        "country_and_sector": 100 * sum(both) / len(both),
    }


def _judged(case: Row) -> tuple[bool | None, bool | None]:
    """Whether country and sector of a case are right; None where it asks for neither."""
    expected = case["expect"]
    found, sectors = _described(case)
    if "code" in expected:
        return found is None, not sectors
    country = (
        None
        if "country" not in expected
        else found == _COUNTRIES.get(expected["country"], expected["country"])
    )
    first = sectors[0] if sectors else ""
    sector = (
        None if "code_1" not in expected else first == _SECTORS.get(expected["code_1"], expected["code_1"])
    )
    return country, sector


def _described(case: Row) -> tuple[str | None, tuple[str, ...]]:
    setting, day = (*case["args"], "", "")[:2]
    day = case["kw"].get("query_date") or _DAYS.get(day, day)
    return describe(case["text"], offices(), day if day[:1].isdigit() else None, setting or None)


def wrong_codes(rows: Iterable[Row]) -> Iterator[str]:
    """The cases that are wrong, a line each."""
    for case in rows:
        if case["fn"] == "agent_to_code" and False in _judged(case):
            asked = f"{case['text']!r} {case['args']} {case['kw']}"
            yield f"{asked} wants {case['expect']} got {_described(case)}"


def joined(rows: Sequence[Row]) -> dict[str, float]:
    """B3 of the mentions of our own annotation, and the share of them found at all."""
    texts = _texts({row["file"] for row in rows})
    placed = []
    for row in rows:
        text = texts.get((row["file"], row["id"]), "")
        if hashlib.sha256(text.encode("utf-8")).hexdigest() != row["text_sha256"]:
            raise ValueError(f"{row['file']} {row['id']}: not the text that was annotated")
        placed.append({**row, "text": text})
    golds, found = [], []
    for row, reading in readings(placed):
        gold = [[(s, e) for s, e in actor["mentions"]] for actor in row["actors"]]
        golds.append(gold)
        found.append(_matched(gold, reading.actors))
    precision, recall, mentions = b_cubed(golds, found)
    return {"b3": 200 * precision * recall / (precision + recall), "mentions_found": 100 * mentions}


def _texts(names: Iterable[str]) -> dict[tuple[str, str], str]:
    found = {}
    for name in names:
        for line in (gold_folder() / name).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            found[name, row["id"]] = row["text"]
    return found


def _matched(gold: list[list[Span]], actors: Sequence[Actor]) -> list[list[str | None]]:
    """For each gold mention the actor of the found mention that is the same: the same end, or the most
    overlap, half of both at least."""
    spans = [(span, actor.id) for actor in actors for span in actor.mentions]
    taken: set[Span] = set()
    out: list[list[str | None]] = [[None] * len(mentions) for mentions in gold]
    every = sorted(
        ((span, i, j) for i, mentions in enumerate(gold) for j, span in enumerate(mentions)),
        key=lambda each: each[0][1] - each[0][0],
    )
    for span, i, j in every:
        best = max(
            ((_likeness(span, other), other, name) for other, name in spans if other not in taken),
            key=lambda each: (each[0], each[1]),
            default=None,
        )
        if best is not None and best[0] >= 0.5:
            taken.add(best[1])
            out[i][j] = best[2]
    return out


def _likeness(one: Span, other: Span) -> float:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    if shared <= 0:
        return 0.0
    dice = 2 * shared / (one[1] - one[0] + other[1] - other[0])
    return max(dice, 0.5 + dice / 10 if one[1] == other[1] else 0.0)


def b_cubed(
    golds: Sequence[list[list[Span]]], found: Sequence[list[list[str | None]]]
) -> tuple[float, float, float]:
    """Precision and recall of B3 over all gold mentions, and the share of mentions found (all 0 to 1).

    ``golds`` has the clusters of each article, ``found`` the name of the cluster that each mention was put
    in, or None where it was not found.
    """
    precision = recall = 0.0
    total = seen = 0
    for _, names in zip(golds, found, strict=True):
        for cluster in names:
            for name in cluster:
                total += 1
                seen += name is not None
                same = sum(other == name for other in cluster) if name is not None else 1
                there = sum(other == name for row in names for other in row) if name is not None else 1
                precision += same / there
                recall += same / len(cluster)
    return precision / total, recall / total, seen / total


SETS = (
    GoldSet("actors.ngec", "events/ngec_actor_cases.dev.jsonl", 1_000, coded),
    GoldSet(
        "actors.joined",
        "benchmarks/joined.jsonl",
        1_000,
        joined,
        needs=(
            "attribution/polnear.dev.jsonl",
            "places/geovirus.dev.jsonl",
            "places/gwn.dev.jsonl",
            "places/trnews.dev.jsonl",
            "times/meantime.dev.jsonl",
            "times/te3.dev.jsonl",
        ),
    ),
)
