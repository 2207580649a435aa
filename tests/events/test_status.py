"""Did it happen: sentences of our own; what is expected was written from docs/codebook.md."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

CASES: list[tuple[str, str, str]] = [
    ("The army attacked the town of Kidal on Monday.", "ASSAULT", "happened"),
    ("After rebels attacked the town, the army sent troops.", "ASSAULT", "happened"),
    ("The army is attacking the town of Kidal.", "ASSAULT", "ongoing"),
    ("Air strikes continued in Yemen on Sunday.", "ASSAULT", "ongoing"),
    ("Daily protests in Sudan have not stopped the generals.", "PROTEST", "ongoing"),
    ("The teachers will strike on Monday, the union said.", "PROTEST", "planned"),
    ("The teachers are going to strike on Monday.", "PROTEST", "planned"),
    ("The union said its members would strike on Monday.", "PROTEST", "planned"),
    ("The minister said the army would withdraw from Kidal next week.", "RETREAT", "planned"),
    ("The opposition plans a rally in Harare on Saturday.", "PROTEST", "planned"),
    ("A planned rally in Harare drew warnings from police.", "PROTEST", "planned"),
    ("The rally is scheduled for Saturday in Harare.", "PROTEST", "planned"),
    ("The rally in Harare was called off on Friday.", "PROTEST", "cancelled"),
    ("The rally in Harare, planned for Friday, fell through.", "PROTEST", "cancelled"),
    ("The rally in Harare had fallen out, the organisers said.", "PROTEST", "cancelled"),
    ("Police foiled an attack on the parliament in Nairobi.", "ASSAULT", "cancelled"),
    ("Britain sent troops to prevent attacks on the embassy.", "ASSAULT", "hypothetical"),
    ("Residents fear an attack by rebels on the town.", "ASSAULT", "hypothetical"),
    ("If the rebels attack the town, the army will answer.", "ASSAULT", "hypothetical"),
    ("Rebels may attack the town of Kidal, the governor said.", "ASSAULT", "hypothetical"),
    ("The threatened strike by teachers worries the ministry.", "PROTEST", "hypothetical"),
    ("Russia denied that its army had shelled the hospital.", "ASSAULT", "denied"),
    ("The general denied arresting the journalists.", "COERCE", "denied"),
    ("The diplomats met to discuss North Korea's latest missile test.", "MOBILIZE", "happened"),
    ("The European Union is expected to impose sanctions on Belarus.", "SANCTION", "planned"),
    ("The European Union could impose sanctions on Belarus.", "SANCTION", "hypothetical"),
    ("The army began to withdraw from Kidal on Monday.", "RETREAT", "happened"),
    ("Police have arrested two hundred protesters since Monday.", "COERCE", "happened"),
    ("The police chief admitted that officers had beaten protesters.", "ASSAULT", "happened"),
    ("The ambassador called the minister to express support for Kenya.", "SUPPORT", "happened"),
    ("Israel was to withdraw its troops from Gaza on Friday.", "RETREAT", "planned"),
    ("The unions have decided to strike on Monday.", "PROTEST", "planned"),
    ("The army denied an attack on the village.", "ASSAULT", "denied"),
    ("The government has been arresting journalists for months.", "COERCE", "ongoing"),
    ("Conducting more nuclear tests would breach the treaty.", "MOBILIZE", "hypothetical"),
    ("Thousands turned out to support the president of Kenya.", "SUPPORT", "happened"),
    ("Gatherings against the president were organised in Batumi.", "PROTEST", "happened"),
    ("Police have to prevent attacks on the embassy.", "ASSAULT", "hypothetical"),
    ("Neither the arrests of marchers nor the floods have stopped the rallies.", "COERCE", "happened"),
    ("The march of the nurses, set for Friday, was called off.", "PROTEST", "cancelled"),
    ("The junta dropped an operation to seize the editor's house.", "COERCE", "cancelled"),
    ("The unions will not strike on Friday after all.", "PROTEST", "cancelled"),
    ("The ministry said the deployment of troops to Goma would not go ahead.", "MOBILIZE", "cancelled"),
    ("Ghana's dockers have been on strike since Monday.", "PROTEST", "ongoing"),
    ("The strike by dockers in Tema is under way.", "PROTEST", "ongoing"),
    ("The union said its dockers will be on strike from Monday.", "PROTEST", "planned"),
    ("Organisers said the rally in Accra would go ahead on Saturday.", "PROTEST", "planned"),
    ("Reports that rebels had shelled the hospital are untrue, the army said.", "ASSAULT", "denied"),
    ("The army rejected claims that its soldiers had tortured the miners.", "ASSAULT", "denied"),
    ("Had he been arrested in Lagos, the editor would have sued.", "COERCE", "hypothetical"),
    ("The police were able to arrest two of the gunmen in Lagos.", "COERCE", "happened"),
    ("The rebels said soldiers were shelling the town.", "ASSAULT", "ongoing"),
    ("The rebels said soldiers were shelling the town when the truce began.", "ASSAULT", "happened"),
]


@pytest.mark.parametrize(("text", "type_", "status"), CASES)
def test_status(events_of: Callable[[str], list[dict[str, Any]]], text: str, type_: str, status: str) -> None:
    found = [e for e in events_of(text) if e["type"] == type_]
    assert [e["status"] for e in found] == [status], events_of(text)


ACTS: list[tuple[str, str]] = [
    ("Canada will send food aid to Sudan, the minister said.", "AGREE"),
    ("The leaders of Serbia and Kosovo will meet in Brussels on Monday.", "AGREE"),
    ("The meeting between Serbia and Kosovo was called off.", "REJECT"),
    ("The Pentagon said it would cooperate with the Japanese government.", "AGREE"),
    ("Iran promised to free the prisoners.", "AGREE"),
    ("Iran refused to free the prisoners.", "REJECT"),
]


@pytest.mark.parametrize(("text", "type_"), ACTS)
def test_acts_with_a_type_of_their_own_happened(
    events_of: Callable[[str], list[dict[str, Any]]], text: str, type_: str
) -> None:
    found = events_of(text)
    assert [(e["type"], e["status"]) for e in found] == [(type_, "happened")], found


@pytest.mark.parametrize(
    "text",
    [
        "The army did not attack the town of Kidal.",
        "Nobody was arrested at the rally in Harare.".replace("at the rally ", ""),
        "The police made no arrests in Harare on Sunday.",
        "The office has the power to investigate the police.",
        "The ministry, which provides money for refugees, is in Oslo.",
        "Neither side attacked the town.",
        "The crowd left without violence.",
    ],
)
def test_what_did_not_happen_is_no_event(events_of: Callable[[str], list[dict[str, Any]]], text: str) -> None:
    assert events_of(text) == []


def test_what_somebody_is_kept_from_is_no_event(events_of: Callable[[str], list[dict[str, Any]]]) -> None:
    found = events_of("Police blocked the lawyers from visiting the dissident.")
    assert [e["type"] for e in found] == ["COERCE"]


def test_the_say_so_is_kept(events_of: Callable[[str], list[dict[str, Any]]]) -> None:
    (event,) = events_of("Rebels attacked the town of Kidal, the army said.")
    assert (event["status"], event["said_by"]) == ("happened", 1)


def test_called_off_by_nobody_named_is_a_refusal(
    events_of: Callable[[str], list[dict[str, Any]]],
) -> None:
    (event,) = events_of("The meeting on the border scheduled for Friday was called off, the ministry said.")
    assert (event["type"], event["actors"]) == ("REJECT", [])


@pytest.mark.parametrize(
    "text", ["Chile would no longer expel envoys.", "Chile has never before expelled an envoy."]
)
def test_never_before_and_no_longer_are_negations(
    events_of: Callable[[str], list[dict[str, Any]]], text: str
) -> None:
    assert [e for e in events_of(text) if e["type"] == "SANCTION"] == []


def test_a_custom_is_no_event(events_of: Callable[[str], list[dict[str, Any]]]) -> None:
    assert events_of("Every July the elders march to the lagoon.") == []


def test_what_somebody_is_suspected_of_is_no_event(events_of: Callable[[str], list[dict[str, Any]]]) -> None:
    found = events_of("Police arrested ten men in Lagos on suspicion of assaulting officers.")
    assert [e["type"] for e in found] == ["COERCE"]
