"""The counts of people in an article."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.language import Doc, Sentence, Token, parse
from sayso.quantities import find

Row = tuple[str, str, int | None, int | None]


def read(text: str, view: str | None = None) -> list[Row]:
    return [(text[q.span[0] : q.span[1]], q.what, q.low, q.high) for q in find(parse(text, view))]


CROWDS: list[tuple[str, list[Row]]] = [
    ("Several hundred women held new marches on Saturday.", [("Several hundred", "crowd", 300, 999)]),
    ("Tens of thousands took to the streets.", [("Tens of thousands", "crowd", 20_000, 99_999)]),
    ("Some 1,500 demonstrators gathered in the square.", [("Some 1,500", "crowd", 1_350, 1_650)]),
    ("A rally was planned in which up to 300,000 people were supposed to participate.",
     [("up to 300,000", "crowd", None, 300_000)]),
    ("A crowd of 10,000 gathered outside parliament.", [("A crowd of 10,000", "crowd", 10_000, 10_000)]),
    ("A crowd of about 230 people cheered.", [("A crowd of about 230", "crowd", 207, 253)]),
    ("A 20,000-strong crowd filled the square.", [("20,000-strong", "crowd", 20_000, 20_000)]),
    ("Between 200 and 300 people attended the rally.", [("Between 200 and 300", "crowd", 200, 300)]),
    ("5,000 to 7,000 people rallied in the capital.", [("5,000 to 7,000", "crowd", 5_000, 7_000)]),
    ("The march drew 5,000 people.", [("5,000", "crowd", 5_000, 5_000)]),
    ("Hundreds, if not thousands, of people marched.", [("Hundreds, if not thousands", "crowd", 200, 9_999)]),
    ("At noon 50,000 marched through the city.", [("50,000", "crowd", 50_000, 50_000)]),
    ("100,000 or more people rallied.", [("100,000 or more", "crowd", 100_000, None)]),
    ("Police estimated the crowd at 10,000, while organisers claimed 50,000.",
     [("10,000", "crowd", 10_000, 10_000), ("50,000", "crowd", 50_000, 50_000)]),
    ("Up to 150,000 people were due to take part in it.", [("Up to 150,000", "crowd", None, 150_000)]),
    ("Around 200 people joined the protest.", [("Around 200", "crowd", 180, 220)]),
    ("Thousands of students went on strike.", [("Thousands", "crowd", 2_000, 9_999)]),
    ("Some 300 nurses staged a vigil.", [("Some 300", "crowd", 270, 330)]),
]  # fmt: skip
HARMED: list[tuple[str, list[Row]]] = [
    ("At least 34 people were killed.", [("At least 34", "dead", 34, None)]),
    ("Two gunmen killed 34 villagers, wounding dozens more.",
     [("Two", "troops", 2, 2), ("34", "dead", 34, 34), ("dozens", "injured", 24, 99)]),
    ("The attack left 12 dead and 40 injured.", [("12", "dead", 12, 12), ("40", "injured", 40, 40)]),
    ("Three soldiers died when their truck overturned.", [("Three", "dead", 3, 3)]),
    ("The death toll rose to 1,204 on Monday.", [("1,204", "dead", 1_204, 1_204)]),
    ("Twelve bodies were found in the river.", [("Twelve", "dead", 12, 12)]),
    ("Some 165 people are thought to have been killed.", [("Some 165", "dead", 148, 182)]),
    ("About 50 protesters and 12 officers were hurt.",
     [("About 50", "injured", 45, 55), ("12", "injured", 12, 12)]),
    ("The blast injured scores of people.", [("scores", "injured", 40, 99)]),
    ("Doctors treated 30 wounded.", [("30", "injured", 30, 30)]),
    ("More than 5,000 soldiers were killed or wounded.", [("More than 5,000", "other", 5_000, None)]),
    ("The police killed two of them.", [("two", "dead", 2, 2)]),
]  # fmt: skip
HELD_AND_FLED: list[tuple[str, list[Row]]] = [
    ("Police arrested more than 200 protesters.", [("more than 200", "arrested", 200, None)]),
    ("There were 56 arrests.", [("56", "arrested", 56, 56)]),
    ("Scores of students were detained.", [("Scores", "arrested", 40, 99)]),
    ("Police detained at least 40 of them.", [("at least 40", "arrested", 40, None)]),
    ("Some 30 activists were jailed for 15 days.", [("Some 30", "arrested", 27, 33)]),
    ("Of the thousands of marchers, over 680 were arrested.",
     [("thousands", "crowd", 2_000, 9_999), ("over 680", "arrested", 680, None)]),
    ("Half a million people fled their homes.", [("Half a million", "displaced", 500_000, 500_000)]),
    ("More than 100,000 refugees crossed the border.", [("More than 100,000", "displaced", 100_000, None)]),
    ("About 1,000 villagers were evacuated.", [("About 1,000", "displaced", 900, 1_100)]),
    ("Thousands more fled to the coast.", [("Thousands", "displaced", 2_000, 9_999)]),
]  # fmt: skip
OTHERS: list[tuple[str, list[Row]]] = [
    ("The two men met at noon.", [("two", "other", 2, 2)]),
    ("The country sent 3,000 troops to the border.", [("3,000", "troops", 3_000, 3_000)]),
    ("The factory employs nearly 14,000 workers.", [("nearly 14,000", "other", 12_600, 14_000)]),
    ("Some 2,000 Belarusians live in the town.", [("Some 2,000", "other", 1_800, 2_200)]),
]
NONE_AT_ALL = [
    "See page 12 of the report.",
    "The vote was held on 5 August.",
    "Article 19 protects free speech.",
    "Leaders of the G20 met.",
    "He flew on a Boeing 747.",
    "It began in the 1990s.",
    "The 34-year-old man left in 2019.",
    "On the night of 20 June 1791 the royal family fled.",
    "In 1994 protesters burned the palace.",
    "One in five people agreed.",
    "He was sentenced to five years.",
    "Call 555 1234 for help.",
    "The score was 3-2.",
    "Many people came and some people left.",
    "The 19th century was long.",
    "Temperatures fell to 12 degrees.",
    "A two-man crew flew it.",
]


UNITS: list[tuple[str, list[tuple[str, str, str | None, float | None, float | None]]]] = [
    ("The fund gave 300,000 euros to the town.", [("300,000", "money", "EUR", 300_000, 300_000)]),
    ("It will cost about C$20 million.", [("about C$20 million", "money", "CAD", 18_000_000, 22_000_000)]),
    ("They asked for 1.2 million Kenyan shillings.", [("1.2 million", "money", "KES", 1_200_000, 1_200_000)]),
    ("They asked for 500 pesos.", [("500", "money", "peso", 500, 500)]),
    ("Repairs cost €2 million to €3.5 million.",
     [("€2 million to €3.5 million", "money", "EUR", 2_000_000, 3_500_000)]),
    ("Some 90 percent of voters agreed.", [("Some 90", "percent", "%", 81, 99)]),
    ("She took 41,3 % of the vote.", [("41,3", "percent", "%", 41.3, 41.3)]),
    ("It fell by 2 percentage points.", []),
    ("He won 5,000 votes.", [("5,000", "votes", None, 5_000, 5_000)]),
    ("The army shot down 29 planes.", [("29", "other", "plane", 29, 29)]),
    ("No one was hurt, and one of the protesters laughed.", [("No one", "injured", None, 0, 0)]),
    ("There were no casualties.", [("no", "dead", None, 0, 0)]),
    ("A 34-year-old man was stabbed to death.", [("A", "dead", None, 1, 1)]),
    ("A policeman spoke to a farmer.", []),
    ("Two people died; one of the dead was a nurse.",
     [("Two", "dead", None, 2, 2), ("one", "dead", None, 1, 1)]),
    ("Police said 5,000 people marched, while organisers spoke of 50,000.",
     [("5,000", "crowd", None, 5_000, 5_000), ("50,000", "crowd", None, 50_000, 50_000)]),
    ("Gunmen abducted 140 pupils. The government said 73.",
     [("140", "kidnapped", None, 140, 140), ("73", "kidnapped", None, 73, 73)]),
    ("Have been detained 12 300 persons.", [("12 300", "arrested", None, 12_300, 12_300)]),
    ("At least 40 sailors are missing.", [("At least 40", "missing", None, 40, None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "rows"), UNITS)
def test_money_shares_votes_things_and_nobody(
    text: str, rows: list[tuple[str, str, str | None, float | None, float | None]]
) -> None:
    found = find(parse(text))
    assert [(text[slice(*q.span)], q.what, q.unit, q.low, q.high) for q in found] == rows


@pytest.mark.parametrize(("text", "rows"), CROWDS + HARMED + HELD_AND_FLED + OTHERS)
def test_counts_of_people(text: str, rows: list[Row]) -> None:
    assert read(text) == rows


@pytest.mark.parametrize("text", NONE_AT_ALL)
def test_what_counts_no_people(text: str) -> None:
    assert read(text) == []


TORN = (
    "The largest marches were held on Sundays, with some 40,000 people gathering for some of them. "
    "and more people. Police stood by."
)


def test_a_torn_off_and_more_opens_the_upper_end() -> None:
    assert read(TORN) == [("some 40,000", "crowd", 36_000, None)]


def test_it_is_the_same_where_the_false_full_stop_is_hidden() -> None:
    stop = TORN.index(". and")
    view = TORN[:stop] + "\u2060" + TORN[stop + 1 :]
    assert read(TORN, view)[0][2:] == (36_000, None)


@pytest.mark.parametrize(
    "text",
    [
        "Some 40,000 people came. More people stayed at home.",
        "Some 40,000 people came and more police arrived.",
        "Some 40,000 people came, and more than 50 were arrested.",
    ],
)
def test_other_uses_of_more_open_nothing(text: str) -> None:
    assert read(text)[0][2:] == (36_000, 44_000)


def test_records_are_numbered_in_order_and_name_their_rule() -> None:
    first, second = find(parse("Some 500 people marched. Dozens were arrested."))
    assert (first.id, first.rule, first.qualifier, first.estimated_by) == (
        "q1",
        "some N: +-10%",
        "some",
        None,
    )
    assert (second.id, second.rule, second.qualifier) == ("q2", "dozens", None)


WORDS = (
    "some about at least up to more than between and or dozens hundreds of thousands several a few half "
    "million one two 5 1,500 300 2.5 1994 people protesters killed wounded arrested fled marched dead "
    "crowd police were was the in , . - % $ toll rose"
).split()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join) | st.text(max_size=80))
def test_spans_and_ranges_hold_together(text: str) -> None:
    found = find(parse(text))
    before = 0
    for n, each in enumerate(found, 1):
        start, end = each.span
        assert before <= start < end <= len(text)
        assert each.id == f"q{n}"
        assert each.low is not None or each.high is not None
        assert each.low is None or each.high is None or 0 <= each.low <= each.high
        before = end
    assert found == find(parse(text))


def flat(word: str, times: int) -> Doc:
    """A Doc of one endless sentence, every token under the first."""
    text = (word + " ") * times
    tokens = [
        Token(
            i,
            i * (len(word) + 1),
            i * (len(word) + 1) + len(word),
            word,
            word,
            word,
            "VERB",
            "VBD",
            "xcomp",
            0,
            0,
        )
        for i in range(times)
    ]
    return Doc(text=text, view=text, tokens=tokens, sentences=[Sentence(0, 0, times, 0, 0)], names=[])


@pytest.mark.parametrize("word", ["hundreds", "5", "several", "hold", "between", "about"])
def test_time_grows_with_length_and_no_faster(word: str) -> None:
    def seconds(times: int) -> float:
        doc = flat(word, times)
        begun = time.process_time()
        find(doc)
        return time.process_time() - begun

    seconds(100)
    assert seconds(16_000) < 40 * max(seconds(1_000), 0.004)
