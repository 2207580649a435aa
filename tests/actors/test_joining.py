"""Mentions of one actor are joined within the article, and no others."""

import pytest


def test_full_name_surname_title_and_possessive(read):
    r = read(
        "Mayor Elena Rusu resigned. Rusu's deputy took over. Mrs. Rusu denied the charges. "
        "Critics of Rusu cheered."
    )
    assert {r.who("Rusu", n) for n in range(4)} == {"Elena Rusu"}
    assert len([a for a in r.cast.actors if a.name == "Elena Rusu"]) == 1


def test_two_people_with_one_surname(read):
    r = read(
        "Karl Brandt met Lisa Brandt in Bonn. Mr. Brandt left early. Karl Brandt said the talks were useful."
    )
    assert r.who("Karl Brandt") != r.who("Lisa Brandt")
    assert r.who("Karl Brandt", 1) == "Karl Brandt"


def test_the_president_is_the_leader_and_not_the_president_elect(read):
    r = read(
        "Protesters marched against authoritarian leader Dubrova, who was declared the winner of the "
        "presidential elections in May. Dubrova wished President-elect Carla Nunez success. "
        "The rally was cancelled, according to the president."
    )
    assert r.who("according to the president") == "Dubrova"
    assert r.actor("Nunez").roles[0].title == "President-elect"


def test_the_country_of_a_role_decides_between_two_presidents(read):
    r = read(
        "Polish President Adam Nowak met Czech President Jan Dvorak. The Polish president praised the talks. "
        "The Czech leader left on Friday."
    )
    assert r.who("Polish president") == "Adam Nowak"
    assert r.who("Czech leader") == "Jan Dvorak"


def test_the_one_who_speaks_is_not_the_president_he_speaks_of(read):
    r = read(
        "President Adam Nowak will visit Prague. Senator Petr Malik is ill. "
        "President Jan Dvorak came. Dvorak said the president would be late."
    )
    assert r.who("said the president") == "Adam Nowak"


def test_a_role_that_nobody_holds_is_an_actor_of_its_own(read):
    r = read("Maria Keller sang in the square. The president listened. The president left.")
    assert r.who("The president") == "president"
    assert r.cast.at(r.token("The president")) == r.cast.at(r.token("The president", 1))
    assert r.actor("The president").sectors == ("GOV",)


def test_a_former_president_is_not_the_president(read):
    r = read("Former president Otto Lang was questioned. The president did not comment on the case.")
    assert r.who("The president") != "Otto Lang"


def test_he_is_the_subject_before(read):
    r = read("Prime Minister Ivan Petrov met Luis Ortega. He said the talks went well.")
    assert r.who("He") == "Ivan Petrov"


def test_she_is_the_woman(read):
    r = read("Foreign Minister Anna Holm met Peter Falk on Monday. She thanked him for his support.")
    assert r.who("She") == "Anna Holm"
    assert r.who("him") == "Peter Falk"


def test_his_country_and_its_allies(read):
    r = read(
        "Dubrova, the leader of Belarus, accused the United States and its allies "
        "of inciting unrest in his country."
    )
    assert r.who("his") == "Dubrova"
    assert r.who("United States") == "United States"
    assert r.who("its") == "United States"
    assert r.who("allies") == "its allies"
    assert r.actor("allies").country is None


def test_i_and_we_are_left_alone(read):
    r = read('Anna Holm smiled. "We will win and I will stay," she said.')
    assert r.cast.at(r.token("We")) is None
    assert r.cast.at(r.token("I ")) is None


@pytest.mark.parametrize(
    ("text", "short", "name"),
    [
        ("The European Union met. The EU agreed on a plan.", "EU", "European Union"),
        ("The Bureau of Rural Affairs shut. The BRA owed money.", "BRA", "Bureau of Rural Affairs"),
        ("The Bureau for Alpine Roads (BFAR) shut. The BFAR owed.", "BFAR",
         "Bureau for Alpine Roads"),
        ("The National Salvation Council met. The council sat.", "The council",
         "National Salvation Council"),
        ("The Interior Ministry denied it. The ministry sat.", "The ministry", "Interior Ministry"),
    ],
)  # fmt: skip
def test_short_forms_of_bodies(read, text, short, name):
    assert read(text).who(short) == name


def test_the_television_is_the_one_medium(read):
    r = read(
        "“Dubrova informed the guest about the dialogue,” the television said. The RTK also noted that "
        "Dubrova was well. Halvorsen was quoted on television. The television report said that he left. "
        "“A visit followed,” the RTK said.",
        sources=("the television", "The RTK", "television report"),
    )
    rtk = r.cast.at(r.token("The RTK"))
    assert r.cast.at(r.token("the television")) == rtk
    assert r.cast.at(r.token("on television")) == rtk
    assert r.cast.at(r.token("television report")) == rtk
    assert r.actor("The RTK").sectors == ("JRN",)


def test_a_ministry_is_not_taken_for_the_television(read):
    r = read("The Interior Ministry said ten were held. The television said twenty were held.")
    assert r.who("The television") == "television"
    assert "JRN" not in r.actor("Interior Ministry").sectors


def test_two_media_leave_the_newspaper_open(read):
    r = read("Interfax reported a fire. Kommersant reported a blast. The newspaper gave no source.")
    assert r.who("The newspaper") not in {"Interfax", "Kommersant"}


def test_counted_groups_are_new_and_the_definite_ones_take_them_up(read):
    r = read(
        "Two sources confirmed the deal. Three sources denied it. Protesters marched. The protesters sang."
    )
    assert r.who("Two sources") != r.who("Three sources")
    assert r.cast.at(r.token("Protesters")) == r.cast.at(r.token("The protesters"))


def test_a_regime_is_its_country_and_its_officials_are_not(read):
    r = read("The West imposed sanctions on senior officials of the Minsk regime. Belarus protested.")
    assert r.who("Minsk regime") == "Belarus"
    officials = r.actor("senior officials")
    assert (officials.country, officials.sectors, officials.kind) == ("BLR", ("GOV",), "group")
    assert officials.name == "senior officials of the Minsk regime"
