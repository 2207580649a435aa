"""What holds for every cast: sources are mentions, spans slice to words, order, sameness, twins."""

import re
import time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.actors import Cast, find
from sayso.language import Doc, parse
from sayso.records import Reading, article_of, problems

WORDS = [
    *"Moscow the president Dubrova said that EU 's ( ) protesters in Minsk , of his US Secretary".split(),
    *"State and who was Mr. television “ ” . former Coordination Council since 1994 its allies they".split(),
    *"Russian - led".split(),
    "army",
    "\n",
    "\u2060",
]


def _problems(doc: Doc, cast: Cast) -> list[str]:
    return problems(Reading(article=article_of(doc.text), actors=cast.actors))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40), st.sets(st.integers(0, 60), max_size=4))
def test_any_words_give_a_valid_cast_and_the_same_one_twice(words, sources):
    doc = parse(" ".join(words))
    cast = find(doc, sources)
    assert _problems(doc, cast) == []
    assert find(doc, sources) == cast
    ids = {a.id for a in cast.actors}
    for i in range(len(doc.tokens)):
        id, span = cast.at(i), cast.mention(i)
        assert (id is None) == (span is None)
        if id is not None and span is not None:
            assert id in ids
            assert span[0] < span[1] <= len(doc.text)
    for i in sources:
        assert i >= len(doc.tokens) or cast.at(i) is not None


def test_ids_follow_the_first_mention(read):
    r = read("Police arrested Anna Holm. Denmark protested. Holm was freed by police.")
    assert [a.id for a in r.cast.actors] == ["p1", "p2", "p3"]
    assert [a.mentions[0][0] for a in r.cast.actors] == sorted(a.mentions[0][0] for a in r.cast.actors)


def test_every_source_becomes_a_mention(read):
    r = read(
        "The leaflet says prices will rise. Some expect worse. Whoever wrote it lied.",
        sources=("leaflet", "Some", "Whoever"),
    )
    assert r.actor("leaflet").kind == "unknown"
    assert r.who("Some") is not None
    assert r.who("Whoever") is not None


def test_a_source_that_the_parser_misread_is_the_agent_beside_it(read):
    r = read(
        "President Ana Lopes spoke. Norway has been accused by the president time and again.",
        sources=("president time",),
    )
    assert r.who("president time") == "Ana Lopes"


def test_a_relative_pronoun_as_a_source_is_its_noun(read):
    r = read("Anna Holm, who said she was ill, left.", sources=("who",))
    assert r.who("who") == "Anna Holm"


def test_the_head_of_the_innermost_mention_wins(read):
    r = read("Supporters of Anna Holm cheered.")
    assert r.who("Supporters") == "Supporters of Anna Holm"
    assert r.who("Holm") == "Anna Holm"
    assert r.who("of") == "Supporters of Anna Holm"


def test_an_empty_doc_has_an_empty_cast():
    assert find(parse("")) == Cast()
    assert find(parse(" \n ")).actors == ()


def test_damaged_words_are_seen_through_and_spans_are_those_of_the_text():
    text = "Karl Hu[ad_1]ber met Polish [abi] officials."
    view = re.sub(r"\[\w+\]", lambda m: "\u2060" * len(m.group()), text)
    doc = parse(text, view)
    cast = find(doc)
    assert _problems(doc, cast) == []
    assert cast.actors[0].mentions == ((0, text.index(" met")),)


TWIN = """Tadesse spoke by phone with French Foreign Minister Rousseau

“Tadesse informed his colleague about the reforms in Eritrea,” the channel said.

The EKT also noted that Mr. Tadesse had emphasized that Egypt was Asmara’s ally and noted Cairo’s support.

At that time, Rousseau emphasized his support for the independence of Eritrea.

For the second month in a row, Eritrea has protested against authoritarian leader Tadesse, who was \
declared the winner of the presidential elections on July 3. The opposition and western democracies \
consider them rigged. \
Western countries have announced sanctions against the Asmara regime.

The television report said that Tadesse assured Rousseau that Eritrea was “in favor of peace.”

Tadesse also wished President-elect Rosa Almeida success.

Several hundred students held marches in Asmara on Monday, demanding the resignation of Tadesse, \
the leader of Eritrea since 1993. Tadesse has accused France and its partners of inciting unrest in his \
country.

Protests in Eritrea continued despite the arrests of protesters and violence from militias. The deadline was \
announced by the opposition Unity Congress. A rally of Tadesse supporters was canceled, according to \
the president.

France and the European Union imposed sanctions on senior officials of the Asmara regime."""


def test_a_twin_of_the_sample_with_other_people_and_places(read):
    r = read(TWIN, sources=("the channel", "The EKT", "The television report", "according to the president"))
    assert r.names("person") >= {"Tadesse", "Rousseau", "Rosa Almeida"}
    assert {r.who("Tadesse", n) for n in range(TWIN.count("Tadesse"))} == {"Tadesse"}
    assert r.who("the channel") == r.who("The television report") == "EKT"
    assert r.who("according to the president") == "Tadesse"
    assert r.who("Cairo") == "Egypt"
    assert r.who("Asmara regime") == r.who("Asmara regime", 1) == "Eritrea"
    countries = {
        "Tadesse": "ERI", "Rousseau": "FRA", "Almeida": None, "opposition": "ERI", "students": "ERI",
        "protesters": "ERI", "militias": "ERI", "Tadesse supporters": "ERI", "senior officials": "ERI",
        "western democracies": None, "Western countries": None, "European Union": "EUR",
    }  # fmt: skip
    assert {words: r.actor(words).country for words in countries} == countries
    assert r.actor("Unity Congress").sectors[0] == "OPP"
    assert r.cast.literal(r.token("marches in Asmara"))


def test_time_grows_with_the_length_of_the_text():
    short, long = (parse(TWIN.replace("\n\n", "\n") * n) for n in (2, 12))
    find(short)

    def taken(doc: Doc) -> float:
        start = time.process_time()
        find(doc)
        return time.process_time() - start

    assert taken(long) < 6 * 4 * max(taken(short), 0.01)
