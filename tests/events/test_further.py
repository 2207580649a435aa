"""Parties that the cast does not have: things, places and second nations; sentences of our own."""

from __future__ import annotations

import pytest

from sayso.reader import read
from sayso.records import Actor, Event, article_of


def parties(text: str, type_: str) -> tuple[list[Actor], list[Actor]]:
    reading = read(article_of(text))
    event: Event = next(e for e in reading.events if e.type == type_)
    by_id = {a.id: a for a in reading.actors}
    return [by_id[i] for i in event.actors], [by_id[i] for i in event.recipients]


def test_a_thing_can_be_what_it_is_done_to() -> None:
    _, recipients = parties("Rebels shelled the old bridge on Monday.", "ASSAULT")
    assert [(a.name, a.kind) for a in recipients] == [("old bridge", "thing")]


def test_things_in_coordination_are_two() -> None:
    _, recipients = parties("Rebels burned the granary and the mill on Monday.", "ASSAULT")
    assert [a.name for a in recipients] == ["granary", "mill"]


def test_a_thing_is_of_the_country_that_its_words_name() -> None:
    _, recipients = parties("Rebels shelled the Kenyan border post on Monday.", "ASSAULT")
    assert [(a.country, a.country_basis) for a in recipients] == [("KEN", "named beside it")]


def test_troops_are_in_the_country_of_the_place() -> None:
    _, recipients = parties("Uganda sent troops to Bunia on Monday.", "MOBILIZE")
    assert [a.country for a in recipients] == ["COD"]


def test_two_nationalities_are_two_actors() -> None:
    actors, _ = parties("French and Egyptian warships attacked the port of Tripoli.", "ASSAULT")
    assert {a.country for a in actors} == {"FRA", "EGY"}


def test_who_owns_the_weapon_does_it() -> None:
    actors, _ = parties("Israeli army bulldozers demolished three houses in Rafah.", "ASSAULT")
    assert "ISR" in [a.country for a in actors]


@pytest.mark.parametrize("adjective", ["Syrian-backed", "pro-Syrian"])
def test_a_backer_is_not_a_nationality(adjective: str) -> None:
    actors, _ = parties(f"The {adjective} militia shelled the town on Monday.", "ASSAULT")
    assert "SYR" not in {a.country for a in actors}
