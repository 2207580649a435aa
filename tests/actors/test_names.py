"""The kind of a name is settled over the whole article."""


def test_a_surname_is_a_person_because_a_title_stands_before_it_elsewhere(read):
    r = read(
        "Dubrova met US Secretary of State Halvorsen. Halvorsen emphasised his support. "
        "Reporters asked Halvorsen about it. The visit of Halvorsen ended on Sunday."
    )
    assert {r.who("Halvorsen", n) for n in range(4)} == {"Halvorsen"}
    assert r.actor("Halvorsen").kind == "person"
    assert len(r.cast.people) >= 4


def test_the_part_of_an_office_is_no_organisation(read):
    r = read("US Secretary of State Halvorsen spoke by phone with Mr. Dubrova.")
    assert r.names("organisation") == set()
    assert r.cast.mention(r.token("Halvorsen")) == (0, len("US Secretary of State Halvorsen"))


def test_a_country_stays_a_country_and_a_capital_stands_for_it(read):
    r = read("Vilnius said it would act. Lithuania has closed the border. Vilnius blamed Minsk.")
    assert r.actor("Vilnius", 1).name == "Lithuania"
    assert r.actor("Minsk").country == "BLR"


def test_a_man_named_like_a_country_is_a_person(read):
    r = read(
        "Michael Jordan opened the school. Mr. Jordan thanked the teachers, and Jordan left at noon. "
        '"We are proud," Jordan said.'
    )
    assert r.actor("Jordan", 2).kind == "person"
    assert r.actor("Jordan", 3).name == "Michael Jordan"
    assert "Jordan" not in r.names("country")


def test_an_acronym_with_an_article_is_a_body(read):
    r = read("The VKT said the minister had resigned. Later the VKT added that he was ill.")
    assert r.actor("VKT").kind == "organisation"
    assert r.who("VKT", 1) == "VKT"


def test_titles_articles_and_possessives_are_no_part_of_a_name(read):
    r = read("President Ilya Marenko's visit ended. The minister praised Mr. Marenko.")
    assert r.actor("Marenko").name == "Ilya Marenko"
    assert r.who("Mr. Marenko") == "Ilya Marenko"


def test_a_dateline_is_no_part_of_a_name_and_no_actor(read):
    r = read("OSLO Norwegian Prime Minister Kari Lund will resign, a source said.\nSweden regretted it.")
    assert r.who("Lund") == "Kari Lund"
    assert r.cast.literal(r.token("OSLO"))
    assert "Norway" not in {a.name for a in r.cast.actors}


def test_people_hold_every_name_of_a_person(read):
    r = read("Boris Talik met Anna Weiss in Vienna. Talik thanked Weiss.")
    words = {r.text[a:b] for a, b in r.cast.people}
    assert words == {"Boris Talik", "Anna Weiss", "Talik", "Weiss"}
