"""Deeds in plain words: people come out, stand with candles, are taken away, are held; and what only sounds
like it. Sentences of our own; what is expected was written from docs/codebook.md."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

TOLD: list[tuple[str, str, str | None, str]] = [
    ("Some 3,000 people came out onto the square in Tirana.", "PROTEST", "demo", "happened"),
    ("Citizens came out to the streets of Varna against the tax.", "PROTEST", "demo", "happened"),
    ("Thousands went onto the streets of Minsk on Sunday.", "PROTEST", "demo", "happened"),
    ("About 150 people gathered in front of the parliament with candles.", "PROTEST", "demo", "happened"),
    ("About 60 people stood silently outside the embassy of Iran.", "PROTEST", "demo", "happened"),
    ("People will come out onto the square on Sunday.", "PROTEST", "demo", "planned"),
    ("If people come out onto the streets, the minister will resign.", "PROTEST", "demo", "hypothetical"),
    ("A picket in front of the ministry is announced for Saturday.", "PROTEST", "demo", "planned"),
    ("A march through the centre is called for Sunday.", "PROTEST", "demo", "planned"),
    ("The union called a strike for Monday.", "PROTEST", "strike", "planned"),
    ("The opposition announced a rally for Saturday.", "PROTEST", "demo", "planned"),
    ("The vigil in Tirana did not take place.", "PROTEST", "demo", "cancelled"),
    ("The rally called for Saturday will not take place.", "PROTEST", "demo", "cancelled"),
    ("Police removed the farmers' blockade at the border.", "PROTEST", "obstruct", "happened"),
    ("Farmers closed the road to Lublin with tractors.", "PROTEST", "obstruct", "happened"),
    ("Miners at the pit laid down their tools.", "PROTEST", "strike", "happened"),
    ("Two activists were led away by police.", "COERCE", "arrest", "happened"),
    ("The blogger was kept in a cell for four days.", "COERCE", "arrest", "happened"),
    ("The editor was held by police from Monday to Friday.", "COERCE", "arrest", "happened"),
    ("He was not held for one minute, the police chief said.", "COERCE", "arrest", "denied"),
    ("The ministry rejected the claim that the editor had been detained.", "COERCE", "arrest", "denied"),
    ("The mayor called it a lie that officers had taken the editor away.", "COERCE", "arrest", "denied"),
    ("The mayor was bundled into a van by armed men.", "ASSAULT", "abduct", "happened"),
    ("Prosecutors walked into the office of the foundation.", "COERCE", "seize", "happened"),
    ("Tax police took away the servers of the news site.", "COERCE", "seize", "happened"),
    ("A truck with flour was stopped and plundered near Kherson.", "COERCE", "seize", "happened"),
    ("Poland closed its crossings to trucks from Belarus.", "COERCE", "restrict", "happened"),
    ("Egypt opened the border crossing again for trucks.", "RETREAT", "access", "happened"),
    ("Norway said it would send 500 tonnes of flour.", "AGREE", None, "happened"),
    ("Germany wants to send flour to Moldova.", "AGREE", None, "happened"),
    ("Forty trucks with flour crossed the border.", "AID", None, "happened"),
    ("Masked men smashed the windows of the party's office.", "ASSAULT", "destroy", "happened"),
    ("Nationalists threw red paint on the door of the ministry.", "PROTEST", "vandalize", "happened"),
    ("Four demonstrators were hurt when riot police cleared the square.", "ASSAULT", None, "happened"),
    ("Two persons received injuries when officers dispersed the crowd.", "ASSAULT", None, "happened"),
    ("The delegation of Serbia departed for Geneva on Sunday.", "CONSULT", "visit", "happened"),
    ("The talks between the ministry and the farmers go on.", "CONSULT", None, "ongoing"),
    ("The senator came out in support of the bill.", "SUPPORT", None, "happened"),
]


@pytest.mark.parametrize(("text", "type_", "mode", "status"), TOLD)
def test_told(
    events_of: Callable[[str], list[dict[str, Any]]], text: str, type_: str, mode: str | None, status: str
) -> None:
    found = [e for e in events_of(text) if e["type"] == type_]
    assert [e["status"] for e in found] == [status], events_of(text)
    assert mode is None or mode in found[0]["modes"], found


@pytest.mark.parametrize(
    "text",
    [
        "The sun came out over Tirana on Saturday.",
        "People came out to the square to watch the fireworks.",
        "After the earthquake people came out onto the streets of Izmit.",
        "Nobody came out onto the square, the governor said.",
        "Residents gathered in the square for the Easter mass.",
        "Tourists stood in front of the parliament with cameras.",
        "A fallen tree closed the road to the village.",
        "Workers closed the road for repairs.",
        "The machine stopped work after an hour.",
        "The rubbish was taken away on Monday.",
        "The injured were taken away by ambulance.",
        "The singer was picked up by a taxi.",
        "The ruling party was kept in power by the army.",
        "The minister was held responsible for the losses.",
        "The festival was held in a cellar.",
        "The documents were kept by police in a safe.",
        "The search for survivors was carried out by firemen.",
        "Officers came to the office of the mayor for a reception.",
        "The shop closed on Wednesday.",
        "The first guests arrived in the town on Friday.",
        "The storm broke windows in the town hall.",
        "The train departed for Geneva at noon.",
    ],
)
def test_what_only_sounds_like_it(events_of: Callable[[str], list[dict[str, Any]]], text: str) -> None:
    found = [e for e in events_of(text) if e["status"] in {"happened", "ongoing"}]
    assert [e for e in found if e["type"] in {"PROTEST", "COERCE", "ASSAULT", "AID", "CONSULT"}] == []


def test_who_breaks_a_protest_up_does_not_stage_it(
    events_of: Callable[[str], list[dict[str, Any]]],
) -> None:
    found = events_of("Police broke up the rally in Najaf.")
    assert [e["actors"] for e in found if e["type"] == "PROTEST"] == [[]], found


def test_casualties_told_first_are_of_who_caused_them(
    events_of: Callable[[str], list[dict[str, Any]]],
) -> None:
    found = events_of("Two people were hurt when police broke up the blockade of the mill.")
    (hurt,) = [e for e in found if e["type"] == "ASSAULT"]
    assert (hurt["actors"], hurt["recipients"], hurt["quantities"]) == (["police"], ["Two people"], ["Two"])


def test_what_somebody_is_accused_of_is_no_deed(events_of: Callable[[str], list[dict[str, Any]]]) -> None:
    found = events_of("Kyiv accuses Russia of financing the blockade of the mill.")
    assert [e["type"] for e in found] == ["ACCUSE"]
