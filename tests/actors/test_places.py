"""Countries and capitals: the government, or only a place."""


def test_capitals_as_governments(read):
    r = read("Moscow backs the plan. The Kremlin said so, and Washington's support for Kyiv went on.")
    assert r.who("Moscow") == r.who("Kremlin") == "Russia"
    assert r.who("Washington") == "United States"
    assert r.who("Kyiv") == "Ukraine"
    assert not r.cast.literal(r.token("Moscow"))


def test_a_literal_capital_is_no_mention(read):
    r = read("Women marched in Minsk. Poland condemned the arrests.")
    assert r.cast.literal(r.token("Minsk"))
    assert r.cast.at(r.token("Minsk")) is None
    assert "Belarus" not in {a.name for a in r.cast.actors}


def test_a_literal_capital_gives_the_country_that_is_an_actor(read):
    r = read("Women marched in Minsk. Belarus closed the border.")
    assert r.cast.literal(r.token("Minsk"))
    assert r.who("Minsk") == "Belarus"
    assert (r.text.index("Minsk"), r.text.index("Minsk") + 5) not in r.actor("Belarus").mentions


def test_a_visited_capital_is_its_host(read):
    r = read("The visit of Halvorsen to Riga ended.")
    assert r.cast.literal(r.token("Riga"))
    assert r.who("Riga") == "Latvia"


def test_a_country_in_a_prepositional_phrase_is_known_to_be_literal(read):
    r = read("He backs the sovereignty of Belarus. Elections in Belarus were rigged.")
    assert r.who("Belarus") == r.who("Belarus", 1) == "Belarus"
    assert not r.cast.literal(r.token("Belarus"))
    assert r.cast.literal(r.token("Belarus", 1))


def test_members_of_a_coordination_are_mentions_of_their_own(read):
    r = read("The United States and the European Union have condemned the vote.")
    assert r.who("United States") == "United States"
    assert r.who("European Union") == "European Union"
    assert r.cast.mention(r.token("European Union")) == (22, 40)
    assert r.actor("European Union").country == "EUR"


def test_adjectives_of_nationality_act_through_deeds(read):
    r = read("Russian airstrikes destroyed a bridge. A Russian song was played.")
    assert r.who("Russian") == "Russia"
    assert r.cast.at(r.token("Russian", 1)) is None


def test_parts_of_an_adjective_are_no_actors(read):
    r = read("A US-led coalition struck a depot.")
    assert r.names("country") == set()
