"""When, where, how many, and which words: sentences of our own; expectations from docs/codebook.md."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

WHEN_WHERE: list[tuple[str, str, str | None, str | None]] = [
    ("Police arrested ten activists in Harare on Sunday.", "COERCE", "Sunday", "Harare"),
    ("On Sunday, police in Harare arrested ten activists.", "COERCE", "Sunday", "Harare"),
    ("A bomb killed nine soldiers on Monday in Kabul.", "ASSAULT", "Monday", "Kabul"),
    ("The rally in Harare on Sunday ended peacefully.", "PROTEST", "Sunday", "Harare"),
    ("Teachers held a rally in Lima on Tuesday.", "PROTEST", "Tuesday", "Lima"),
    ("France condemned the August elections in Belarus.", "ACCUSE", None, None),
    ("The French president welcomed Angela Merkel of Germany on Sunday.", "CONSULT", "Sunday", None),
    ("KABUL (Reuters) - Gunmen killed nine soldiers on Monday.", "ASSAULT", "Monday", None),
    ("The minister said on Tuesday that rebels had attacked a village.", "ASSAULT", None, None),
    ("Talks between Serbia and Kosovo were held in Brussels on Friday.", "CONSULT", "Friday", "Brussels"),
    ("Greece deported forty migrants to Turkey on Monday.", "COERCE", "Monday", None),
    ("Gunmen killed nine soldiers near Kabul, where protests began in May.", "ASSAULT", None, "Kabul"),
]


@pytest.mark.parametrize(("text", "type_", "time", "place"), WHEN_WHERE)
def test_time_and_place(
    events_of: Callable[[str], list[dict[str, Any]]],
    text: str,
    type_: str,
    time: str | None,
    place: str | None,
) -> None:
    found = [e for e in events_of(text) if e["type"] == type_]
    assert [(e["time"], e["place"]) for e in found] == [(time, place)], events_of(text)


COUNTS: list[tuple[str, str, list[str]]] = [
    ("A bomb killed nine soldiers in Kabul.", "ASSAULT", ["nine"]),
    ("Nine soldiers were killed and twelve wounded in an attack in Kabul.", "ASSAULT", ["Nine", "twelve"]),
    ("Police arrested about 40 protesters in Harare.", "COERCE", ["about 40"]),
    ("Some 5,000 people marched through Lima on Sunday.", "PROTEST", ["Some 5,000"]),
    ("The attack left six people dead and ten injured.", "ASSAULT", ["six", "ten"]),
]


@pytest.mark.parametrize(("text", "type_", "counts"), COUNTS)
def test_counts(
    events_of: Callable[[str], list[dict[str, Any]]], text: str, type_: str, counts: list[str]
) -> None:
    found = [e for e in events_of(text) if e["type"] == type_]
    assert sorted({q for e in found for q in e["quantities"]}) == sorted(counts), events_of(text)


EVIDENCE: list[tuple[str, str, str, str]] = [
    (
        "Rebels attacked Gao after France withdrew its troops from Mali.",
        "ASSAULT",
        "Rebels attacked Gao",
        "withdrew",
    ),
    ("Rebels attacked Gao, and France condemned the rebels.", "ASSAULT", "Rebels attacked Gao", "condemned"),
    ("Rebels attacked Gao, which France left in 2021.", "ASSAULT", "Rebels attacked Gao", "2021"),
    ("The army said on Sunday that rebels attacked Gao.", "ASSAULT", "rebels attacked Gao", "Sunday"),
    (
        "France condemned Iran and expelled two envoys of Iran.",
        "SANCTION",
        "expelled two envoys",
        "condemned",
    ),
]


@pytest.mark.parametrize(("text", "type_", "inside", "outside"), EVIDENCE)
def test_evidence_is_the_event_s_own_words(
    events_of: Callable[[str], list[dict[str, Any]]], text: str, type_: str, inside: str, outside: str
) -> None:
    (event,) = [e for e in events_of(text) if e["type"] == type_]
    words = " ".join(event["evidence"])
    assert inside in words
    assert outside not in words
