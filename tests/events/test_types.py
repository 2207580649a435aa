"""Which type and mode: sentences of our own; what is expected was written from docs/codebook.md."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

CASES: list[tuple[str, str, str | None]] = [
    ("Smaller gatherings were organised in other Georgian towns.", "PROTEST", "demo"),
    ("Gatherings against the president were held in Batumi.", "PROTEST", "demo"),
    ("Thousands gathered in Tbilisi to demand the president's resignation.", "PROTEST", "demo"),
    ("Thousands took to the streets of Tbilisi against the president.", "PROTEST", "demo"),
    ("Prisoners in Istanbul began a hunger strike.", "PROTEST", "hunger"),
    ("Farmers blocked roads near Toulouse with tractors.", "PROTEST", "obstruct"),
    ("Rioters looted shops in Durban.", "PROTEST", "riot"),
    ("The opposition boycotted the election in Benin.", "PROTEST", "boycott"),
    ("North Korea fired a ballistic missile into the Sea of Japan.", "MOBILIZE", "weapons"),
    ("North Korea conducted its fourth nuclear test in January.", "MOBILIZE", "weapons"),
    ("China deployed troops along the border with India.", "MOBILIZE", "troops"),
    ("The government shut down the internet in Uganda.", "COERCE", "censor"),
    ("Peru declared a state of emergency on Sunday.", "COERCE", "martial-law"),
    ("The government imposed a curfew in Colombo.", "COERCE", "curfew"),
    ("Greece deported forty Pakistani migrants.", "COERCE", "deport"),
    ("A court in Cairo sentenced the activist to five years in prison.", "COERCE", "arrest"),
    ("A court in Cairo convicted the opposition leader of treason.", "SANCTION", "convict"),
    ("A suicide bomber killed twelve soldiers in Mogadishu.", "ASSAULT", "suicide-attack"),
    ("A drone strike killed a militant commander in Idlib.", "ASSAULT", "drone"),
    ("Artillery shelled a market in Donetsk.", "ASSAULT", "heavy-weapons"),
    ("Police fired tear gas at demonstrators in Athens.", "ASSAULT", "crowd-control"),
    ("Gunmen kidnapped a French journalist in Gao.", "ASSAULT", "abduct"),
    ("The president of Kenya resigned on Monday.", "RETREAT", "resign"),
    ("Rebels handed over their weapons to peacekeepers in Bangui.", "RETREAT", "disarm"),
    ("The Turkish president telephoned the Russian president.", "CONSULT", "phone"),
    ("The prime minister's trip to Beijing angered the United States.", "CONSULT", "visit"),
    ("The parliament lifted the ban on the party.", "CONCEDE", None),
    ("Ankara called for the extradition of the cleric.", "REQUEST", None),
    ("India and Pakistan exchanged fire in Kashmir on Sunday.", "ASSAULT", "firearms"),
    ("The senator launched attacks at the president on Monday.", "ACCUSE", "disapprove"),
    ("The rebel leader was recaptured in Mali on Friday.", "COERCE", "arrest"),
    ("Senators called for the minister to resign.", "REQUEST", "change"),
    ("Thousands assembled in Lima to condemn the president.", "PROTEST", "demo"),
    ("The attack left six people dead in Kabul.", "ASSAULT", None),
    ("The chancellor came to Kyiv in May.", "CONSULT", "visit"),
]


@pytest.mark.parametrize(("text", "type_", "mode"), CASES)
def test_type_and_mode(
    events_of: Callable[[str], list[dict[str, Any]]], text: str, type_: str, mode: str | None
) -> None:
    found = [e for e in events_of(text) if e["type"] == type_]
    assert found, events_of(text)
    assert mode is None or any(mode in e["modes"] for e in found), found


def test_a_demand_by_demonstrating_is_the_protest_s_own(
    events_of: Callable[[str], list[dict[str, Any]]],
) -> None:
    for text in (
        "Thousands of teachers marched in Lima to demand the resignation of the president.",
        "Thousands rallied in Lima, demanding that the president resign.",
        "Thousands staged rallies in Lima, saying that the president must resign.",
        "The resignation of the president was demanded by thousands of students who marched through Lima.",
        "Thousands held a rally in Lima to protest against the president.",
        "The resignation of the president was demanded at a march by thousands in Lima.",
    ):
        assert [e["type"] for e in events_of(text)] == ["PROTEST"], text


def test_verb_and_noun_of_one_deed_are_one_event(events_of: Callable[[str], list[dict[str, Any]]]) -> None:
    (event,) = events_of("Five soldiers were killed in an attack by rebels near Gao.")
    assert event["type"] == "ASSAULT"
    assert "rebels" in event["actors"]


def test_one_happening_told_twice_is_one_event(events_of: Callable[[str], list[dict[str, Any]]]) -> None:
    text = (
        "Russia expels two Norwegian diplomats\n\n"
        "Russia expelled two Norwegian diplomats on Monday, the foreign ministry said.\n\n"
        "Oslo called the step unfriendly."
    )
    found = [e for e in events_of(text) if e["type"] == "SANCTION"]
    assert len(found) == 1
    assert len(found[0]["evidence"]) == 2
    assert found[0]["time"] == "Monday"


def test_an_event_spoken_of_again_is_the_same(events_of: Callable[[str], list[dict[str, Any]]]) -> None:
    text = "Rebels attacked an army base near Gao on Monday, the governor said.\n\nThe attack began at dawn."
    found = [e for e in events_of(text) if e["type"] == "ASSAULT"]
    assert len(found) == 1
    assert found[0]["trigger"] == ["attacked", "attack"]


def test_two_happenings_stay_two(events_of: Callable[[str], list[dict[str, Any]]]) -> None:
    text = (
        "Rebels attacked an army base near Gao on Monday. Rebels attacked an army base near Kidal on Friday."
    )
    assert len(events_of(text)) == 2
