"""Deeds that everyday words tell of where certain words stand beside them or nearby: a camp is cleared,
somebody is let go after an arrest, a hospital treats the injured of a rally; and the same words where
nothing of the kind is told. Sentences of our own; what is expected was written from docs/codebook.md."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

EventsOf = Callable[[str], list[dict[str, Any]]]

TOLD: list[tuple[str, str, str | None, str]] = [
    ("Farmers surrounded the ministry in Warsaw with tractors.", "PROTEST", "demo", "happened"),
    ("The miners erected barricades on the bridge in La Paz.", "PROTEST", "obstruct", "happened"),
    ("Students pitched tents on the campus in Athens.", "PROTEST", "demo", "happened"),
    ("Mothers formed a human chain around the prison in Minsk.", "PROTEST", "demo", "happened"),
    ("Two activists chained themselves to the gate of the refinery.", "PROTEST", "obstruct", "happened"),
    ("Dozens of demonstrators sat down on the rails near Kassel.", "PROTEST", "obstruct", "happened"),
    ("The closure of the border crossing by Belarus hit the drivers.", "COERCE", "restrict", "happened"),
    ("The editor was put under house arrest.", "COERCE", "arrest", "happened"),
    ("Riot police broke up the sit-in outside the ministry in Tbilisi.", "COERCE", "restrict", "happened"),
    ("The camp on the square was cleared on Sunday night.", "COERCE", "restrict", "happened"),
    ("Gendarmes removed the demonstrators from the bridge.", "COERCE", "restrict", "happened"),
    ("The police lifted the farmers' blockade of the port.", "COERCE", "restrict", "happened"),
    ("The police lifted the farmers' blockade of the port.", "PROTEST", "obstruct", "happened"),
    ("Officers dissolved the rally in Varna after an hour.", "COERCE", "restrict", "happened"),
    (
        "After the dissolution of the road blockade in Cluj, traffic began to flow.",
        "COERCE",
        "restrict",
        "happened",
    ),
    (
        "After the dissolution of the road blockade in Cluj, traffic began to flow.",
        "PROTEST",
        "obstruct",
        "happened",
    ),
    (
        "Two days after the removal of the blockade at the border the drivers went home.",
        "COERCE",
        "restrict",
        "happened",
    ),
    ("Police drove the crowd from the square with truncheons.", "ASSAULT", "crowd-control", "happened"),
    ("The demonstration was broken up with tear gas.", "ASSAULT", "crowd-control", "happened"),
    ("Troops scattered the protesters near the port of Beira.", "COERCE", "restrict", "happened"),
    ("Policemen dismantled the tents of the strikers in Riga.", "COERCE", "restrict", "happened"),
    ("Chad sealed its border for trucks from Libya.", "COERCE", "restrict", "happened"),
    ("Serbia has blocked its crossings for lorries with wheat.", "COERCE", "restrict", "happened"),
    ("The airspace of Niger was closed to French planes.", "COERCE", "restrict", "happened"),
    ("A group of farmers with tractors blocked the motorway to Lyon.", "PROTEST", "obstruct", "happened"),
    ("Dozens of truckers closed the road to Constanta.", "PROTEST", "obstruct", "happened"),
    (
        "Soldiers fired at the crowd in Goma. Twelve people were hurt, the hospital said.",
        "ASSAULT",
        None,
        "happened",
    ),
    (
        "Police with batons cleared the blockade in Oruro. Three men received injuries.",
        "ASSAULT",
        None,
        "happened",
    ),
    ("How many were led away by the police in Minsk is unclear.", "COERCE", "arrest", "happened"),
    ("Eight activists were carried off by policemen in Baku.", "COERCE", "arrest", "happened"),
    ("The blogger told of the cellar in which he was kept by the police.", "COERCE", "arrest", "happened"),
    ("The journalist was pushed into a van by masked men.", "ASSAULT", "abduct", "happened"),
    ("Two policemen dragged the student into a car.", "COERCE", "arrest", "happened"),
    ("The activist was arrested on Monday. On Thursday she was let go.", "RETREAT", "release", "happened"),
    ("The kidnappers let the priest go after nine days.", "RETREAT", "release", "happened"),
    ("The mayor was arrested in May. He is free since Friday.", "RETREAT", "release", "happened"),
    ("The rebels set free twenty sailors.", "RETREAT", "release", "happened"),
    ("Prosecutors searched the barracks of the militia in Osh.", "COERCE", "seize", "happened"),
    ("Investigators combed the office of the party in Kyiv.", "COERCE", "seize", "happened"),
    ("A convoy of the Red Cross was looted near Gao.", "COERCE", "seize", "happened"),
    ("Gunmen stopped a lorry near Segou and carried off six tonnes of rice.", "COERCE", "seize", "happened"),
    ("The driver was relieved of his cargo near Maradi by armed men.", "COERCE", "seize", "happened"),
    (
        "Nearly 2,000 people came with candles to the square in front of the cathedral in Minsk.",
        "PROTEST",
        "demo",
        "happened",
    ),
    ("Some 3,000 citizens came out to support the president in Chisinau.", "PROTEST", "demo", "happened"),
    ("Supporters of the opposition assembled in Tartu.", "PROTEST", "demo", "happened"),
    (
        "About 200 people stood in front of the ministry. They held placards against the law.",
        "PROTEST",
        "demo",
        "happened",
    ),
    ("A vigil for the murdered journalist will be held on Monday in Valletta.", "PROTEST", "demo", "planned"),
    ("The miners of Katowice stopped work on Tuesday.", "PROTEST", "strike", "happened"),
    ("The dockers of Piraeus have laid down work.", "PROTEST", "strike", "happened"),
    (
        "The union called the strike. In the ports of Chile the work rested for a day.",
        "PROTEST",
        "strike",
        "happened",
    ),
    (
        "The opposition tabled a motion of no confidence in the minister of defence.",
        "REQUEST",
        "change",
        "happened",
    ),
    (
        "A motion of censure against the government was filed by Social Democrats.",
        "REQUEST",
        "change",
        "happened",
    ),
    (
        "Two parties brought a no-confidence motion against the prime minister.",
        "REQUEST",
        "change",
        "happened",
    ),
    ("The prosecutor opened an investigation into the shooting.", "ACCUSE", "investigate", "happened"),
    ("A criminal case was opened against the deputy by prosecutors.", "ACCUSE", "investigate", "happened"),
    ("The president sees a foreign hand behind the strike.", "ACCUSE", "allege", "happened"),
    ("The minister put the blame for the unrest on Serbia.", "ACCUSE", "allege", "happened"),
    ("The envoy of the United Nations left for Geneva on Friday.", "CONSULT", "visit", "happened"),
    ("Foreign Minister Ana Brnabic arrived in Skopje on Sunday.", "CONSULT", "visit", "happened"),
    ("The EU mediator has departed.", "CONSULT", "visit", "happened"),
    ("The government and the rebels spoke with each other in Doha.", "CONSULT", None, "happened"),
    ("The envoy brought the government and the rebels to one table.", "CONSULT", "third-party", "happened"),
    ("The talks between the rebels and the army go on.", "CONSULT", None, "ongoing"),
    ("Both sides sat down at one table in Oslo.", "CONSULT", None, "happened"),
    (
        "The president assured the ambassador that the army would stay in the barracks.",
        "AGREE",
        None,
        "happened",
    ),
    ("The government gave the assurance that the vote would be free.", "AGREE", None, "happened"),
    ("The ministry asked the court whether the trial could be moved.", "REQUEST", None, "happened"),
    ("The organisers were warned of a bomb and called off the march.", "THREATEN", "violence", "happened"),
    ("The embassy in Rome received a bomb threat on Monday.", "THREATEN", "violence", "happened"),
    ("After a warning of a bomb the parliament was evacuated.", "THREATEN", "violence", "happened"),
    ("The ambassador lauded the restraint of the army.", "SUPPORT", None, "happened"),
    ("Police have kept the union leader since Tuesday.", "COERCE", "arrest", "ongoing"),
    ("The captors have let the hostages go.", "RETREAT", "release", "happened"),
]


@pytest.mark.parametrize(("text", "type_", "mode", "status"), TOLD)
def test_told(events_of: EventsOf, text: str, type_: str, mode: str | None, status: str) -> None:
    found = [e for e in events_of(text) if e["type"] == type_]
    assert [e["status"] for e in found] == [status], events_of(text)
    assert mode is None or mode in found[0]["modes"], found


SOUNDS: list[tuple[str, str]] = [
    ("Tourists poured into the square after the concert.", "PROTEST"),
    ("Campers pitched tents on the lawn.", "PROTEST"),
    ("The guests sat down on the street in front of the café.", "PROTEST"),
    ("The departure of the minister from the party surprised many.", "CONSULT"),
    ("Dust filled the street.", "PROTEST"),
    ("The robbery of a jeweller was filmed.", "COERCE"),
    ("The firm submitted the tender.", "REQUEST"),
    ("Police removed a crashed lorry from the motorway.", "COERCE"),
    ("The crowd was dissolved in laughter.", "COERCE"),
    ("Workers cleared the square of snow.", "COERCE"),
    ("The hospital treated five people injured in a collision on the motorway.", "ASSAULT"),
    ("Four people were hurt when a bus overturned near Brno.", "ASSAULT"),
    ("The goalkeeper received an injury in the match.", "ASSAULT"),
    ("An earthquake shook the town. Sixty people were hurt.", "ASSAULT"),
    ("The child was taken away by ambulance.", "COERCE"),
    ("She was let go by the bank after ten years.", "RETREAT"),
    ("Entry to the museum is free since January.", "RETREAT"),
    ("The seat is free again.", "RETREAT"),
    ("The family came to the square to watch the parade.", "PROTEST"),
    ("People stood in line in front of the bank.", "PROTEST"),
    ("Tourists gathered in front of the cathedral.", "PROTEST"),
    ("The road was closed for repair.", "COERCE"),
    ("The company stopped work on the bridge.", "PROTEST"),
    ("The board tabled a motion on pay.", "REQUEST"),
    ("The minister sees the future in solar energy.", "ACCUSE"),
    ("The team left for Madrid on Friday.", "CONSULT"),
    ("The singer arrived in Paris on Sunday.", "CONSULT"),
    ("The reporter asked the minister whether he could sleep.", "REQUEST"),
    ("The seller assured her that the car was new.", "AGREE"),
    ("The hikers were warned of a storm.", "THREATEN"),
    ("The children carried off the prizes.", "COERCE"),
    ("He put the keys on the table.", "ACCUSE"),
    ("The driver stopped the truck near a café.", "COERCE"),
    ("No one was hurt in the clashes.", "ASSAULT"),
    ("The play brought the actors to one table.", "CONSULT"),
    ("The club opened talks with the striker.", "ACCUSE"),
    ("A film was let go into the cinemas.", "RETREAT"),
]


@pytest.mark.parametrize(("text", "type_"), SOUNDS)
def test_what_only_sounds_like_it(events_of: EventsOf, text: str, type_: str) -> None:
    found = events_of(text)
    assert [e for e in found if e["type"] == type_ and e["status"] != "denied"] == [], found


def test_one_attack_kills_and_hurts(events_of: EventsOf) -> None:
    found = events_of(
        "Rebels shelled a market in Aleppo. Five people were killed and twenty others were wounded."
    )
    assert [e["trigger"] for e in found if e["type"] == "ASSAULT"][-1] == ["killed", "wounded"], found


@pytest.mark.parametrize(
    "text",
    [
        "Soldiers fired at the crowd in Goma. Twelve people were hurt.",
        "Police with batons cleared the blockade in Oruro. Three men received injuries.",
    ],
)
def test_who_is_hurt_does_nothing(events_of: EventsOf, text: str) -> None:
    hurt = [e for e in events_of(text) if e["trigger"][-1] in {"hurt", "received"}]
    assert all(not set(e["actors"]) & {"Twelve people", "Three men"} for e in hurt), hurt


def test_a_bomb_threat_needs_nobody_who_makes_it(events_of: EventsOf) -> None:
    (threat,) = events_of("The embassy in Rome received a bomb threat on Monday.")
    assert (threat["type"], threat["actors"], threat["recipients"]) == ("THREATEN", [], ["embassy"])


def test_who_lifts_a_blockade_does_not_stage_it(events_of: EventsOf) -> None:
    found = events_of("The police lifted the farmers' blockade of the port.")
    assert {e["type"]: e["actors"] for e in found} == {"COERCE": ["police"], "PROTEST": ["farmers"]}


def test_who_tells_of_an_assurance_does_not_give_it(events_of: EventsOf) -> None:
    (given,) = events_of(
        "RSH said that President Fatos Bushati had assured the ambassador that the army would not shoot."
    )
    assert (given["actors"], given["recipients"]) == (["Fatos Bushati"], ["ambassador"])


def test_a_purpose_is_no_deed(events_of: EventsOf) -> None:
    found = events_of("Police fired tear gas to break up the blockade of the port.")
    assert [e["status"] for e in found if e["type"] == "COERCE"] in ([], ["hypothetical"])


RIOTS = """Curfew was imposed in the old city of Jos on Friday after riots. Shops were set on fire. The
governor called on the opposition to keep the peace. Nobody knows how it began. Schools are shut.

Forty people were arrested in the night. Many roads are empty. The market is closed. Buses do not run."""

BURGLARS = """A burglary in a mall kept the town of Salem busy on Friday. A detective spoke of a robbery. The
thief left a glove. The shopkeeper found it. Nobody knows how it began. The mall is shut.

Two people were arrested in the night. Many roads are empty. The market is closed. Buses do not run."""


@pytest.mark.parametrize(("text", "arrests"), [(RIOTS, 1), (BURGLARS, 0)])
def test_arrests_count_where_politics_is_spoken_of(events_of: EventsOf, text: str, arrests: int) -> None:
    assert len([e for e in events_of(text) if "arrest" in e["modes"]]) == arrests
