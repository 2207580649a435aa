"""Finding known actors: by name, by sound, by surname; a user's list in front of ours."""

from __future__ import annotations

import time

import pytest

from sayso.directory import Directory, KnownActor, Tenure


def person(name: str, country: str = "AAA", *variants: str) -> KnownActor:
    return KnownActor(name, "person", variants, (Tenure(country, ("GOV",)),))


PEOPLE = Directory(
    [
        person("Alexander Lukashenko", "BLR"),
        person("Xi Jinping", "CHN"),
        person("Nicolás Maduro Moros", "VEN", "Nicolas Maduro"),
        person("Ursula von der Leyen", "EUR"),
        person("Bashar al-Assad", "SYR"),
        person("Andrés Manuel López Obrador", "MEX"),
        person("George Bush", "USA", "George H. W. Bush"),
        person("George W. Bush", "USA"),
        person("Volodymyr Zelensky", "UKR"),
        person("Martin Luther King Jr.", "USA"),
        KnownActor("Belarusian Army", "organisation", ("Lukashenko Guard",)),
    ]
)


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("Alexander Lukashenko", "Alexander Lukashenko"),
        ("ALEXANDER LUKASHENKO'S", "Alexander Lukashenko"),
        ("Aliaksandr Lukashenka", "Alexander Lukashenko"),
        ("nicolas maduro", "Nicolás Maduro Moros"),
        ("the Belarusian army", "Belarusian Army"),
        ("Bashar Assad", "Bashar al-Assad"),
        ("Vladimir Zelenskiy", "Volodymyr Zelensky"),
    ],
)
def test_find(asked: str, name: str) -> None:
    assert [actor.name for actor in PEOPLE.find(asked)] == [name]


@pytest.mark.parametrize("asked", ["Lukashenko", "Shi Jinping", "George", "", "'s", "..."])
def test_find_wants_the_whole_name(asked: str) -> None:
    assert PEOPLE.find(asked) == ()


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("Lukashenko", ["Alexander Lukashenko"]),
        ("Lukashenka", ["Alexander Lukashenko"]),
        ("Xi", ["Xi Jinping"]),
        ("Maduro", ["Nicolás Maduro Moros"]),
        ("Maduro Moros", ["Nicolás Maduro Moros"]),
        ("von der Leyen", ["Ursula von der Leyen"]),
        ("Leyen", ["Ursula von der Leyen"]),
        ("Assad", ["Bashar al-Assad"]),
        ("al-Assad", ["Bashar al-Assad"]),
        ("el-Asad", ["Bashar al-Assad"]),
        ("López Obrador", ["Andrés Manuel López Obrador"]),
        ("Bush", ["George Bush", "George W. Bush"]),
        ("King", ["Martin Luther King Jr."]),
        ("Army", []),
        ("Guard", []),
        ("Shi", []),
    ],
)
def test_by_surname(asked: str, names: list[str]) -> None:
    assert [actor.name for actor in PEOPLE.by_surname(asked)] == names


def test_an_exact_name_keeps_those_out_that_only_sound_like_it() -> None:
    directory = Directory([person("Yulia Timoshenko"), person("Yulia Tymoshenko")])
    assert [actor.name for actor in directory.find("Yulia Tymoshenko")] == ["Yulia Tymoshenko"]
    assert len(directory.find("Julija Timoschenko")) == 2


def test_the_users_directory_stands_in_front() -> None:
    own = person("Alexander Lukashenko", "XXX")
    merged = PEOPLE.merged(Directory([own]))
    assert [actor.tenures[0].country for actor in merged.find("Alexander Lukashenko")] == ["XXX", "BLR"]
    assert merged.by_surname("Lukashenko")[0] is own
    assert len(merged) == len(PEOPLE) + 1


def test_twenty_thousand_actors_load_fast_and_are_found_at_once() -> None:
    actors = [person(f"Given{n} Family{n}", "AAA", f"G. Family{n}") for n in range(20_000)]
    begun = time.process_time()
    directory = Directory(actors)
    assert time.process_time() - begun < 1.0
    begun = time.process_time()
    for n in range(10_000):
        assert directory.find(f"given{n} family{n}") == (actors[n],)
    assert time.process_time() - begun < 1.0
