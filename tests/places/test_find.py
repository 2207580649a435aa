"""Which words are toponyms, and which places they mean."""

from __future__ import annotations

import math
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.language import parse
from sayso.places import find
from sayso.records import Place


def read(text: str, people: tuple[str, ...] = ()) -> list[Place]:
    spans = [(text.index(p), text.index(p) + len(p)) for p in people]
    places = find(parse(text), spans)
    assert [p.id for p in places] == [f"l{n}" for n in range(1, len(places) + 1)]
    return list(places)


def one(text: str, words: str) -> Place:
    """The place that stands at the first mention of some words."""
    start = text.index(words)
    (place,) = [p for p in read(text) if p.span == (start, start + len(words))]
    return place


def names(text: str, people: tuple[str, ...] = ()) -> list[str]:
    return [text[slice(*p.span)] for p in read(text, people)]


@pytest.mark.parametrize(
    ("text", "words", "country", "admin1", "lat", "lon"),
    [
        ("Police arrested ten men in Minsk.", "Minsk", "BLR", "Minsk", 53.9, 27.57),
        ("A march was held in Paris on Sunday.", "Paris", "FRA", "Ile-de-France", 48.85, 2.35),
        ("A barn burned in Paris, Texas, on Sunday.", "Paris", "USA", "Texas", 33.66, -95.56),
        ("Shops closed in Springfield, Illinois.", "Springfield", "USA", "Illinois", 39.8, -89.65),
        ("Shops closed in Springfield, Mass.", "Springfield", "USA", "Massachusetts", 42.1, -72.59),
        ("Shops closed in Dayton, OH.", "Dayton", "USA", "Ohio", 39.76, -84.19),
        ("Crowds gathered in Brest, Belarus.", "Brest", "BLR", "Brest", 52.1, 23.69),
        ("Crowds gathered in Brest, France.", "Brest", "FRA", "Brittany", 48.39, -4.49),
        ("Troops left Tbilisi as Georgia and Russia talked.", "Georgia", "GEO", None, 42, 43.5),
        ("Atlanta and Savannah voted and Georgia counted.", "Georgia", "USA", "Georgia", 32.7, -83.4),
        ("The storm crossed Washington state on Monday.", "Washington", "USA", "Washington", 47.4, -120.4),
        ("They reached Washington on Monday.", "Washington", "USA", "District of Columbia", 38.9, -77.04),
        ("Police arrested ten men in Philadelphia.", "Philadelphia", "USA", "Pennsylvania", 39.95, -75.16),
        ("Rain fell in Kiev.", "Kiev", "UKR", None, 50.45, 30.52),
        ("Ships crossed the Black Sea.", "Black Sea", None, None, 43, 35),
        ("Trains stopped in Kharkiv Oblast.", "Kharkiv Oblast", "UKR", "Kharkiv", 49.6, 36.4),
        ("Shells fell on villages in Scotland.", "Scotland", "GBR", "Scotland", 56, -4),
        ("The island of Puerto Rico lost power.", "Puerto Rico", "USA", None, 18.2, -66.5),
        ("Shells fell in the Gaza Strip.", "Gaza Strip", "PSE", None, 31.4, 34.3),
    ],
)  # fmt: skip
def test_resolution(
    text: str, words: str, country: str | None, admin1: str | None, lat: float, lon: float
) -> None:
    place = one(text, words)
    assert place.country == country
    assert place.admin1 == admin1 or (admin1 is None and country in {"UKR", "USA", "PSE"})
    assert place.lat is not None
    assert place.lon is not None
    assert math.dist((place.lat, place.lon), (lat, lon)) < 1.0


def test_every_basis_is_said() -> None:
    text = "In Belarus, Minsk, Ouagadougou, and in Paris, Texas, and near Blorple Creek, people met."
    basis = {text[slice(*p.span)]: p.basis for p in read(text)}
    assert basis["Belarus"] == "country table"
    assert basis["Minsk"].startswith("gazetteer: most populous of ")
    assert basis["Ouagadougou"] == "gazetteer: only place so called"
    assert basis["Paris"] == "gazetteer: in a country named nearby"
    assert basis["Blorple Creek"] == "not in the gazetteer"


def test_an_unknown_place_has_no_point() -> None:
    place = one("Two men were found near Blorple Creek.", "Blorple Creek")
    assert (place.lat, place.lon, place.geonames_id, place.country) == (None, None, None, None)
    assert place.alternatives == ()


def test_features_and_ids() -> None:
    assert one("Protests went on in Belarus.", "Belarus").feature == "PCLI"
    assert one("Protests went on in Belarus.", "Belarus").geonames_id == 630336
    minsk = one("Protests went on in Minsk.", "Minsk")
    assert (minsk.feature, minsk.geonames_id) == ("PPLC", 625144)
    assert one("Protests went on in Gomel.", "Gomel").feature == "PPL"
    assert one("Protests went on in Boone County, Iowa.", "Boone County").feature == "ADM2"
    assert one("Soviet Union and US envoys met in Geneva.", "Soviet Union").feature == "PCLH"


def test_other_places_so_called_are_named() -> None:
    place = one("A march was held in Paris on Sunday.", "Paris")
    assert 1 <= len(place.alternatives) <= 5
    assert place.geonames_id not in place.alternatives


def test_adjectives_and_peoples_are_modifiers() -> None:
    text = "Belarusian and European leaders met Danes, and the Nigerien army fought U.S.-backed rebels."
    got = [(text[slice(*p.span)], p.country, p.use) for p in read(text)]
    assert got == [
        ("Belarusian", "BLR", "modifier"),
        ("European", None, "modifier"),
        ("Danes", "DNK", "modifier"),
        ("Nigerien", "NER", "modifier"),
        ("U.S.", "USA", "modifier"),
    ]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Secretary of State Houston called. Houston said he would travel to Kyiv.", ["Kyiv"]),
        ("Mr. Paris was arrested in Lyon.", ["Lyon"]),
        ("President Lincoln spoke in Denver.", ["Denver"]),
        ("Michael Jordan flew from Amman to Cairo.", ["Amman", "Cairo"]),
        ("The European Union and the United Nations condemned the vote in Mali.", ["Mali"]),
        ("The Kremlin and the White House spoke about Syria.", ["Syria"]),
        ("He told us that turkey and china were sold.", []),
        ("The West and Western countries condemned it.", []),
        ("The fair opened in March and closed in August.", []),
        ("Towns in New Mexico and Northern Ireland were hit.", ["New Mexico", "Northern Ireland"]),
        ("The Gulf of Mexico and South Sudan were named.", ["Gulf of Mexico", "South Sudan"]),
        ("MINSK (AP) - Ten people were arrested.", ["MINSK"]),
        ("The capital was quiet on Sunday.", []),
        ("Michael Jordan won again. Jordan scored twice in Chicago.", ["Chicago"]),
    ],
)
def test_which_words_are_toponyms(text: str, places: list[str]) -> None:
    assert names(text) == places


def test_people_are_no_places() -> None:
    text = "Orsha Brest spoke in Gomel with US Secretary of State Houston."
    assert names(text, ("Orsha Brest", "US Secretary of State Houston")) == ["Gomel", "US"]


def test_an_office_of_a_country_stays() -> None:
    text = "The president of Belarus met Ann Lee in Gomel."
    assert names(text, ("The president of Belarus", "Ann Lee")) == ["Belarus", "Gomel"]


def test_the_words_are_read_through_damage() -> None:
    text = "Ten people were arrested in Mi[x]nsk on Sunday."
    start = text.index("[x]")
    view = text[:start] + "\u2060" * 3 + text[start + 3 :]
    (place,) = find(parse(text, view))
    assert place.name == "Minsk"
    assert text[slice(*place.span)] == "Mi[x]nsk"


WORDS = [
    *"Minsk Paris , Texas the US U.S.-led said in of Georgia Boone County . - ’s Ill.".split(),
    *["President", "Houston", "MINSK", "(", "Mr.", "New", "Mexico", "and", "\n", "\u2060"],
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_spans_slice_to_their_words_and_reading_twice_is_the_same(words: list[str]) -> None:
    text = " ".join(words)
    doc = parse(text)
    places = find(doc)
    assert places == find(doc)
    end = 0
    for place in places:
        assert end <= place.span[0] < place.span[1] <= len(text)
        assert text[slice(*place.span)].strip() == text[slice(*place.span)]
        assert (place.lat is None) == (place.lon is None)
        assert (place.lat is None) == (place.basis == "not in the gazetteer")
        assert len(place.alternatives) <= 5
        end = place.span[1]


def test_time_grows_with_the_length_only() -> None:
    doc = parse("Paris New York Georgia , Texas of the Gulf " * 300)
    start = time.process_time()
    find(doc)
    assert time.process_time() - start < 2.0  # 0.1 s on the machine it was written on
