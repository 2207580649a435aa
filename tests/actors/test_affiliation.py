"""Country, sectors and roles: read from words, with a basis; unknown where the words do not say."""

import pytest


def test_the_title_gives_country_sector_and_role(read):
    a = read("US Secretary of State Halvorsen spoke by phone.").actor("Halvorsen")
    assert (a.country, a.country_basis, a.sectors) == ("USA", "stated: US", ("GOV",))
    assert [role.title for role in a.roles] == ["Secretary of State"]


def test_an_apposition_gives_role_and_since(read):
    r = read("They demand the resignation of Dubrova, the leader of Belarus since 1994.")
    a = r.actor("Dubrova")
    assert (a.country, a.sectors) == ("BLR", ("GOV",))
    (role,) = a.roles
    assert (role.title, role.since, role.until) == ("leader of Belarus", "1994", None)
    assert [r.text[s:e] for s, e in role.spans] == ["leader of Belarus since 1994"]


@pytest.mark.parametrize(
    ("text", "who", "title", "sectors", "country"),
    [
        ("President Vladimir Orlov spoke.", "Orlov", "President", ("GOV",), None),
        ("Former president Otto Lang was ill.", "Lang", "Former president", ("ELI",), None),
        ("Anna Holm, a spokeswoman for the Danish Interior Ministry, denied it.", "Holm",
         "spokeswoman for the Danish Interior Ministry", ("GOV",), "DNK"),
        ("Opposition leader Raul Medina was held.", "Medina", "Opposition leader", ("OPP",), None),
        ("Kenyan presidential candidate Peter Otieno lost.", "Otieno", "presidential candidate",
         ("PTY",), "KEN"),
        ("German Chancellor Karl Huber agreed.", "Huber", "Chancellor", ("GOV",), "DEU"),
        ("The rebel commander Musa Diallo was killed.", "Diallo", "rebel commander", ("REB",), None),
        ("Turkish General Kemal Aslan resigned.", "Aslan", "General", ("MIL",), "TUR"),
        ("Karl Huber was elected mayor in 2019.", "Huber", "mayor", ("GOV",), None),
    ],
)  # fmt: skip
def test_roles(read, text, who, title, sectors, country):
    a = read(text).actor(who)
    assert a.kind == "person"
    assert [role.title for role in a.roles] == [title]
    assert (a.sectors, a.country) == (sectors, country)


def test_a_spokesman_is_of_his_masters_country(read):
    r = read("Serbian President Goran Ilic is away. His spokesman, Marko Savic, told reporters so.")
    a = r.actor("Savic")
    assert (a.country, a.country_basis) == ("SRB", "through Goran Ilic")


def test_a_host_is_not(read):
    r = read("Serbian President Goran Ilic thanked his host.")
    assert r.actor("his host").country is None


@pytest.mark.parametrize(
    ("text", "words", "country", "sectors"),
    [
        ("The Belarusian opposition met.", "opposition", "BLR", ("OPP",)),
        ("Western countries have announced sanctions.", "countries", None, ("GOV",)),
        ("The decision angered western democracies.", "democracies", None, ("GOV",)),
        ("French police arrested a man.", "police", "FRA", ("COP",)),
        ("Troops from Chad crossed the river.", "Troops", "TCD", ("MIL",)),
        ("Egyptian lawmakers and Syrian rebels met.", "lawmakers", "EGY", ("LEG",)),
        ("Egyptian lawmakers and Syrian rebels met.", "rebels", "SYR", ("REB",)),
        ("Many Americans protested.", "Americans", "USA", ("CVL",)),
        ("A senior official who asked not to be named denied it.", "official", None, ("GOV",)),
        ("Striking workers blocked the gate.", "workers", None, ("LAB",)),
        ("The decision angered journalists.", "journalists", None, ("JRN",)),
    ],
)  # fmt: skip
def test_described_actors(read, text, words, country, sectors):
    a = read(text).actor(words)
    assert (a.country, a.sectors) == (country, sectors)
    assert (a.country_basis == "unknown") == (country is None)


def test_local_groups_take_the_country_of_their_setting_and_say_so(read):
    r = read("Several hundred women marched in Minsk on Saturday. They demanded new elections.")
    a = r.actor("women")
    assert a.country == "BLR"
    assert a.country_basis.startswith("inferred: ")


def test_the_setting_of_the_paragraph_and_of_the_article(read):
    r = read(
        "Protests in Kenya went on. Police fired shots.\n"
        "The opposition demanded talks. New marches were held in Nairobi, and in Kenya schools stayed closed."
    )
    assert r.actor("Police").country_basis == "inferred: a place before in the same paragraph (Kenya)"
    assert r.actor("opposition").country == "KEN"


def test_no_setting_no_country(read):
    r = read("Protesters burned cars. Russia and Ukraine blamed each other.")
    assert r.actor("Protesters").country is None
    assert r.actor("Protesters").country_basis == "unknown"


def test_foreign_words_do_not_lend_their_country(read):
    r = read("Germany was a main ally of Dubrova. Critics of France met.")
    assert r.actor("Critics").country is None


def test_supporters_are_of_the_country_of_whom_they_support(read):
    r = read("Dubrova, the leader of Belarus, spoke. A rally of Dubrova supporters was planned.")
    a = r.actor("supporters")
    assert (a.country, a.name) == ("BLR", "Dubrova supporters")


def test_an_opposition_body_is_one_organisation(read):
    r = read("The ultimatum was announced by the opposition Salvation Council.")
    a = r.actor("Council")
    assert (a.name, a.kind, a.sectors) == ("Salvation Council", "organisation", ("OPP",))
    assert r.cast.mention(r.token("Council")) == (r.text.index("the opposition"), r.text.index("."))


def test_known_bodies(read):
    r = read("Hamas and the CIA denied a report by Xinhua.")
    assert [(a.name, a.country, a.sectors[0]) for a in r.cast.actors] == [
        ("Hamas", "PSE", "REB"),
        ("CIA", "USA", "SPY"),
        ("Xinhua", "CHN", "JRN"),
    ]


def test_an_apposition_tells_what_a_body_is(read):
    r = read("Jondara, a Malian militant group, attacked a village.")
    a = r.actor("Jondara")
    assert (a.country, a.sectors) == ("MLI", ("REB",))


def test_words_that_only_look_like_agents(read):
    r = read("He spoke in public as president. Oil is a source of income, and local shops closed.")
    assert r.cast.at(r.token("public")) is None
    assert r.cast.at(r.token("as president")) is None
    assert r.cast.at(r.token("source")) is None
    assert r.cast.at(r.token("local")) is None


def test_a_head_of_state_is_of_the_one_country_that_all_places_lie_in(read):
    r = read(
        "President Macunda spoke in Maputo. Shops in Mozambique were shut. "
        "Marches were held across Mozambique. Schools in other Mozambican cities stayed closed."
    )
    a = r.actor("Macunda")
    assert a.country == "MOZ"
    assert a.country_basis.startswith("inferred: all places")
    r = read(
        "President Macunda spoke in Maputo and in Lisbon. Shops in Mozambique and in Portugal were shut."
    )
    assert r.actor("Macunda").country is None


def test_a_bare_count_is_a_crowd_only_as_the_subject(read):
    crowd = read("Thousands marched in Lima on Sunday.").actor("Thousands")
    assert (crowd.kind, crowd.sectors) == ("group", ("CVL",))
    assert read("Thousands of dollars were paid to him.").who("Thousands") is None


def test_a_possessor_says_where_a_body_belongs(read):
    assert read("Ghana's Supreme Court upheld the vote.").actor("Court").country == "GHA"


def test_a_name_after_an_office_of_a_country(read):
    text = "The president of Chad, Ali Deby, received in N'Djamena the French minister Anne Roux."
    deby = read(text).actor("Deby")
    assert (deby.country, deby.sectors[:1]) == ("TCD", ("GOV",))
    assert read(text).who("president") == "Ali Deby"


def test_men_are_people(read):
    assert read("Dozens of men opened fire on a market.").actor("men").kind == "group"
