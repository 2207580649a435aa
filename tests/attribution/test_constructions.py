"""Constructions by which news says who said what, in sentences of our own.

Written before the rules were run on them, in four manners: newspaper, wire, state media, and the English of
machine-translated copy. Each case: text, source, cue (its words in order, some of them), content.
"""

import pytest

from sayso import attribution
from sayso.attribution._chains import once, with_cited
from sayso.attribution._draw import draw
from sayso.attribution._find import candidates
from sayso.language import parse


def read(text):
    """By the rules alone; what the network makes of it, test_heard and the golden passages say."""
    doc = parse(text)
    found = with_cited(doc, draw(doc, once(list(candidates(doc)))))
    return attribution.link(doc, found, lambda i: None)


def words(text, spans):
    return " ... ".join(text[s:e] for s, e in spans).rstrip(".")


def triples(text):
    return [(words(text, a.source), words(text, a.cue), words(text, a.content)) for a in read(text)]


PLAIN = [
    # newspaper
    ("“Is the bridge safe?” the driver asked.", "the driver", "asked", "Is the bridge safe?"),
    ("“Run!” shouted a guard.", "a guard", "shouted", "Run!"),
    (
        "“I am tired!” she said. “It has been a long war.”",
        "she",
        "said",
        "I am tired! ... It has been a long war.",
    ),
    (
        "The dam, engineers said, would hold for a week.",
        "engineers",
        "said",
        "The dam ... would hold for a week",
    ),
    (
        "The dam would hold for a week, engineers said.",
        "engineers",
        "said",
        "The dam would hold for a week",
    ),
    (
        "The dam would hold for a week, said Paula Brandt, an engineer in Linz.",
        "Paula Brandt, an engineer in Linz",
        "said",
        "The dam would hold for a week",
    ),
    (
        "As the colonel told reporters, the garrison had surrendered.",
        "the colonel",
        "As ... told",
        "the garrison had surrendered",
    ),
    (
        "Asked about the deal, the minister said he had not read it.",
        "the minister",
        "said",
        "he had not read it",
    ),
    (
        "Brandt, who said that the wall was cracked, left the hall.",
        "who",
        "said",
        "that the wall was cracked",
    ),
    (
        "The union said it would strike and urged the owners to talk.",
        "The union",
        "urged",
        "the owners to talk",
    ),
    (
        "The envoy said that he will wait and insisted that the road be opened.",
        "The envoy",
        "said",
        "that he will wait",
    ),
    (
        "The envoy said that he will wait and insisted that the road be opened.",
        "The envoy",
        "insisted",
        "that the road be opened",
    ),
    (
        "Farmers said the harvest was lost, while traders said prices would fall.",
        "Farmers",
        "said",
        "the harvest was lost",
    ),
    (
        "Farmers said the harvest was lost, while traders said prices would fall.",
        "traders",
        "said",
        "prices would fall",
    ),
    ("He's said that the vote was fair.", "He", "'s said", "that the vote was fair"),
    (
        "The driver said he had stopped, but “the other car came out of nowhere.”",
        "The driver",
        "said",
        "he had stopped, but “the other car came out of nowhere.",
    ),
    ("Residents are angry about the new tolls.", "Residents", "are angry about", "the new tolls"),
    (
        "The general is confident that the line will hold.",
        "The general",
        "is confident",
        "that the line will hold",
    ),
    (
        "Aid groups criticised the army for shelling the camp.",
        "Aid groups",
        "criticised",
        "the army for shelling the camp",
    ),
    (
        "The mayor called the raid a disgrace.",
        "The mayor",
        "called",
        "the raid a disgrace",
    ),
    (
        "The bishop described the prison as a place of horror.",
        "The bishop",
        "described",
        "the prison as a place of horror",
    ),
    (
        "The paper welcomed the truce, calling it a relief.",
        "The paper",
        "welcomed",
        "the truce",
    ),
    ("The paper welcomed the truce, calling it a relief.", "The paper", "calling", "it a relief"),
    # wire
    (
        "The talks are expected to resume in Oslo.",
        "",
        "are expected",
        "The talks ... to resume in Oslo",
    ),
    (
        "It is believed that the pilots were killed.",
        "",
        "is believed",
        "that the pilots were killed",
    ),
    (
        "Two of the men are said to have fled to Chad.",
        "",
        "are said",
        "Two of the men ... to have fled to Chad",
    ),
    (
        "Two of the men are said by the police to have fled to Chad.",
        "the police",
        "are said by",
        "Two of the men ... to have fled to Chad",
    ),
    (
        "Rebels claimed responsibility for the attack on the depot.",
        "Rebels",
        "claimed",
        "responsibility for the attack on the depot",
    ),
    (
        "The ministry briefed reporters on the evacuation.",
        "The ministry",
        "briefed ... on",
        "the evacuation",
    ),
    (
        "The council called on the militia to withdraw.",
        "The council",
        "called on",
        "the militia to withdraw",
    ),
    (
        "The opposition called for a new election.",
        "The opposition",
        "called for",
        "a new election",
    ),
    (
        "A witness testified that the gate was open.",
        "A witness",
        "testified",
        "that the gate was open",
    ),
    (
        "The kingdom vowed to answer the strike.",
        "The kingdom",
        "vowed",
        "to answer the strike",
    ),
    (
        "The army warned of further floods.",
        "The army",
        "warned of",
        "further floods",
    ),
    (
        "According to a senior official who asked not to be named, the deal is dead.",
        "a senior official who asked not to be named",
        "According to",
        "the deal is dead",
    ),
    (
        "The pilot posted that the runway was lit.",
        "The pilot",
        "posted",
        "that the runway was lit",
    ),
    (
        "He came to the camp and left at once, according to a guard.",
        "a guard",
        "according to",
        "He came to the camp and left at once",
    ),
    (
        "The court ruled that the arrest was illegal.",
        "The court",
        "ruled",
        "that the arrest was illegal",
    ),
    (
        "The group issued a warning that the dam would burst.",
        "The group",
        "warning",
        "that the dam would burst",
    ),
    (
        "Few believed the president’s claim that the vote was fair.",
        "the president",
        "claim",
        "that the vote was fair",
    ),
    (
        "The senator repeated his opposition to the treaty.",
        "The senator",
        "repeated",
        "his opposition to the treaty",
    ),
    ("It said that the port was closed.", "It", "said", "that the port was closed"),
    # state media
    (
        "The head of state stressed that the people will defend every metre of the border.",
        "The head of state",
        "stressed",
        "that the people will defend every metre of the border",
    ),
    (
        "The ambassador expressed gratitude for the assistance.",
        "The ambassador",
        "expressed",
        "gratitude for the assistance",
    ),
    (
        "Beijing resolutely opposes the sale of arms.",
        "Beijing",
        "resolutely opposes",
        "the sale of arms",
    ),
    (
        "The two sides agreed to deepen cooperation.",
        "The two sides",
        "agreed",
        "to deepen cooperation",
    ),
    (
        "The spokesman denounced the sanctions as blackmail.",
        "The spokesman",
        "denounced",
        "the sanctions as blackmail",
    ),
    (
        "Comrade Tran underlined the need for unity.",
        "Comrade Tran",
        "underlined",
        "the need for unity",
    ),
    # machine-translated
    (
        "The column crossed the river, reports Interfax.",
        "Interfax",
        "reports",
        "The column crossed the river",
    ),
    (
        "The factory burned for two days, informs the agency.",
        "the agency",
        "informs",
        "The factory burned for two days",
    ),
    (
        "The chancellor does not want to come, writes Bild.",
        "Bild",
        "writes",
        "The chancellor does not want to come",
    ),
    (
        "As the minister noted, the harvest is already collected.",
        "the minister",
        "As ... noted",
        "the harvest is already collected",
    ),
    (
        "In the words of the governor, the situation is stable.",
        "the governor",
        "In the words of",
        "the situation is stable",
    ),
    (
        "Sidorov emphasised in conversation that the mine will work.",
        "Sidorov",
        "emphasised",
        "that the mine will work",
    ),
    (
        "According to the words of Ivanenko, there are no losses.",
        "the words of Ivanenko",
        "According to",
        "there are no losses",
    ),
    # labels
    (
        "KOVAC: We never gave that order. Nobody did.",
        "KOVAC",
        ":",
        "We never gave that order. Nobody did",
    ),
]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"), PLAIN, ids=[f"{c[0][:30]}|{c[2]}" for c in PLAIN]
)
def test_source_cue_and_content(text, source, cue, content):
    assert (source, cue, content.rstrip(".")) in triples(text)


NOTHING = [
    "Ask any driver at the station.",
    "See the map on page four.",
    "The road leads to the sea.",
    "UPDATE: The road is open.",
    "Score: 4.",
    "The pipeline was built in 1974 and repaired last year.",
    "She went to see the doctor.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_what_nobody_says(text):
    assert read(text) == ()


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The army did not confirm that the base was hit.", "denies"),
        ("The minister dismissed reports that the plant was leaking.", "denies"),
        ("The club rejected the offer.", "refuses"),
        ("The club refused to play.", "refuses"),
        ("The governor denied that the water was unsafe.", "denies"),
        ("Neighbours demanded that the plant be closed.", "demands"),
        ("The king pledged to pay.", "promises"),
        ("The navy threatened to sink the ferry.", "threatens"),
        ("Economists predict that prices will double.", "predicts"),
        ("The reporter asked whether the bridge was safe.", "asks"),
    ],
)
def test_stance(text, stance):
    assert stance in [a.stance for a in read(text)]


def within(text):
    """(source, cue of the attribution around it or None) of each attribution."""
    got = read(text)
    cues = {a.id: words(text, a.cue) for a in got}
    return {(words(text, a.source), cues.get(a.within)) for a in got}


@pytest.mark.parametrize(
    ("text", "outer", "inner"),
    [
        (
            "The radio reported that the mayor had promised that the road would open.",
            ("The radio", None),
            ("the mayor", "reported"),
        ),
        (
            "“The guards told me that my son was alive,” Marta said.",
            ("Marta", None),
            ("The guards", "said"),
        ),
        (
            "The agency quoted the admiral as saying that the fleet had sailed.",
            ("The agency", None),
            ("the admiral", "quoted"),
        ),
        (
            "“We are ready,” the admiral was quoted by the agency as saying.",
            ("the agency", None),
            ("the admiral", "was quoted by"),
        ),
        (
            "The ministry said that, according to the mayor, the school was empty.",
            ("The ministry", None),
            ("the mayor", "said"),
        ),
        (
            "“In my view, the treaty is a trap,” the envoy said.",
            ("the envoy", None),
            ("my", "said"),
        ),
        (
            "Police said witnesses believed the driver was drunk.",
            ("Police", None),
            ("witnesses", "said"),
        ),
    ],
)
def test_chains(text, outer, inner):
    assert {outer, inner} <= within(text)


def test_a_medium_that_is_told_is_the_addressee():
    text = "The minister told Reuters that the talks had failed."
    doc = parse(text)
    (found,) = attribution.find(doc)
    assert found.addressee is not None
    assert doc.tokens[found.addressee].text == "Reuters"


def test_wire_quotation_marks_of_two_single_ones():
    text = "''He earned it,'' the coach told the program ''Late Talk'' on Monday. ''He ran for all of us.''"
    assert ("the coach", "told", "He earned it ... He ran for all of us") in [
        (s, c, t.replace(",", "")) for s, c, t in triples(text)
    ]


def test_a_paragraph_that_is_all_quotation_goes_on_from_the_one_before():
    text = "“The pumps failed first,” said the foreman.\n\n“Then the lights went out.”\n\nThe mine is closed."
    got = read(text)
    assert len(got) == 1
    assert "Then the lights went out" in words(text, got[0].content)


def test_a_label_holds_for_its_paragraph():
    text = "KOVAC: The order came late. I never saw it.\n\nThe hearing goes on."
    (got,) = read(text)
    assert words(text, got.content) == "The order came late. I never saw it"


def test_nominal_contents_are_stance():
    assert [a.kind for a in read("The senator backed the plan.")] == ["stance"]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The ministers are likely to warn that the pier is unsafe.", "The ministers"),
        ("“Stay at home,” advised the coast guard.", "the coast guard"),
        ("Ito, the envoy, said the pier was closed.", "Ito, the envoy"),
    ],
)
def test_a_verb_without_a_subject_of_its_own(text, source):
    assert source in [s for s, _, _ in triples(text)]


def test_a_report_that_cites_somebody_is_a_chain():
    text = "The station, citing two officials, reported that the tunnel had flooded."
    assert within(text) == {("The station", None), ("two officials", "reported")}


@pytest.mark.parametrize("text", ["The clerk apologised for the delay.", "The clerk voted for the strike."])
def test_not_every_for_is_a_demand(text):
    assert [a.stance for a in read(text)] not in ([], ["demands"])


def test_a_plain_report_is_surer_than_an_attitude():
    said, backed = read("The mayor said the dam was safe. The mayor backed the plan.")
    assert said.confidence > backed.confidence


def test_an_expectation_ends_before_the_clause_after_it():
    text = "A larger march is expected on Sunday to take place in the port, when the ultimatum ends."
    assert all("ultimatum" not in words(text, a.content) for a in read(text))
