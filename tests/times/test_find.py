"""What time expressions an article has, their TIMEX3 values and days."""

import pytest

from sayso.language import parse
from sayso.records import Published, Time
from sayso.times import find

MONDAY = Published(
    earliest="2020-10-26", latest="2020-10-26", best="2020-10-26", confidence=1.0, basis="stated"
)
OCTOBER = Published(earliest="2020-10-10", latest="2020-10-31", confidence=0.6, basis="inferred")


def read(text: str, published: Published = MONDAY) -> tuple[Time, ...]:
    return find(parse(text), published)


def values(text: str, published: Published = MONDAY) -> list[tuple[str, str]]:
    return [(text[t.span[0] : t.span[1]], t.value) for t in read(text, published)]


def days(text: str, published: Published = MONDAY) -> list[tuple[str | None, str | None]]:
    return [(t.earliest, t.latest) for t in read(text, published)]


FULL_DATES = [
    ("The vote was held on 9 August 2020.", "9 August 2020", "2020-08-09"),
    ("The vote was held on August 9, 2020.", "August 9, 2020", "2020-08-09"),
    ("The vote was held on Sunday, August 9th, 2020.", "Sunday, August 9th, 2020", "2020-08-09"),
    ("The vote was held on the 9th of August 2020.", "the 9th of August 2020", "2020-08-09"),
    ("The vote was held on Aug. 9, 2020.", "Aug. 9, 2020", "2020-08-09"),
    ("The vote was held on 2020-08-09.", "2020-08-09", "2020-08-09"),
    ("The vote was held on 24/10/2020.", "24/10/2020", "2020-10-24"),
    ("The vote was held on 24.10.2020.", "24.10.2020", "2020-10-24"),
    ("The vote was held on 10/24/2020.", "10/24/2020", "2020-10-24"),
    ("Talks began in October 2019.", "October 2019", "2019-10"),
    ("Talks began in early September 2019.", "early September 2019", "2019-09"),
    ("He has ruled since 1994.", "1994", "1994"),
    ("The law of mid-2015 was repealed.", "mid-2015", "2015"),
    ("It fell in the fourth quarter of 2019.", "the fourth quarter of 2019", "2019-Q4"),
    ("It fell in Q3 2019.", "Q3 2019", "2019-Q3"),
    ("It rose in the second half of 2018.", "the second half of 2018", "2018-H2"),
    ("It froze in the winter of 1994.", "the winter of 1994", "1994-WI"),
    ("Wages fell in the 1990s.", "the 1990s", "199"),
    ("Wages fell in the late 1990s.", "the late 1990s", "199"),
    ("It was the worst flood of the 20th century.", "the 20th century", "19"),
    ("Profits rose in fiscal 2019.", "fiscal 2019", "2019"),
    ("A bomb went off in nineteen ninety-six.", "nineteen ninety-six", "1996"),
    ("The Persians came in 480 BC.", "480 BC", "BC0480"),
]


@pytest.mark.parametrize(("text", "words", "value"), FULL_DATES)
@pytest.mark.parametrize("published", [MONDAY, Published()], ids=["dated", "undated"])
def test_what_is_stated_needs_no_dateline(text: str, words: str, value: str, published: Published) -> None:
    assert values(text, published) == [(words, value)]


AGAINST_THE_DATELINE = [
    ("Police arrested ten men on Saturday.", "Saturday", "2020-10-24"),
    ("Police arrested ten men on Monday.", "Monday", "2020-10-26"),
    ("The opposition will march on Sunday.", "Sunday", "2020-11-01"),
    ("A rally is planned for Sunday.", "Sunday", "2020-11-01"),
    ("A big protest is expected to take place on Sunday.", "Sunday", "2020-11-01"),
    ("He gave them until Tuesday to leave.", "Tuesday", "2020-10-27"),
    ("Police arrested ten men last Friday.", "last Friday", "2020-10-23"),
    ("They will meet next Friday.", "next Friday", "2020-10-30"),
    ("He died on Friday night.", "Friday night", "2020-10-23TNI"),
    ("He died yesterday.", "yesterday", "2020-10-25"),
    ("He spoke yesterday morning.", "yesterday morning", "2020-10-25TMO"),
    ("She will speak tomorrow.", "tomorrow", "2020-10-27"),
    ("He was killed last night.", "last night", "2020-10-25TNI"),
    ("He left three days ago.", "three days ago", "2020-10-23"),
    ("He left two weeks ago.", "two weeks ago", "2020-W42"),
    ("He left six months ago.", "six months ago", "2020-04"),
    ("He left ten years ago.", "ten years ago", "2010"),
    ("He came back last week.", "last week", "2020-W43"),
    ("He came back last month.", "last month", "2020-09"),
    ("He came back last year.", "last year", "2019"),
    ("The talks go on next year.", "next year", "2021"),
    ("He was declared the winner of the election on August 9.", "August 9", "2020-08-09"),
    ("The August elections were rigged.", "August", "2020-08"),
    ("He visited the capital in February.", "February", "2020-02"),
    ("He visited the capital in December.", "December", "2019-12"),
    ("The court will rule on January 14.", "January 14", "2021-01-14"),
    ("He was born on 1 January.", "1 January", "2020-01-01"),
    ("The border was closed in June last year.", "June last year", "2019-06"),
    ("They marched at 10:30 a.m. on Saturday.", "10:30 a.m. on Saturday", "2020-10-24T10:30"),
    ("Schools stayed shut this summer.", "this summer", "2020-SU"),
    ("Shops close on Christmas.", "Christmas", "2020-12-25"),
]


@pytest.mark.parametrize(("text", "words", "value"), AGAINST_THE_DATELINE)
def test_relative_expressions_are_read_against_the_dateline(text: str, words: str, value: str) -> None:
    assert values(text) == [(words, value)]


@pytest.mark.parametrize(("text", "words", "value"), AGAINST_THE_DATELINE)
def test_without_a_dateline_nothing_is_defaulted(text: str, words: str, value: str) -> None:
    for time in read(text, Published()):
        assert (time.earliest, time.latest) == (None, None)
        assert "open" in time.basis
        assert "2020" not in time.value


def test_a_bare_weekday_without_a_dateline_keeps_its_weekday() -> None:
    assert values("Women marched on a rainy Saturday.", Published()) == [("Saturday", "XXXX-WXX-6")]
    assert values("The vote of August 9 was rigged.", Published()) == [("August 9", "XXXX-08-09")]


def test_an_interval_of_datelines_gives_an_interval() -> None:
    (time,) = read("Women marched on Saturday.", OCTOBER)
    assert (time.value, time.earliest, time.latest) == ("XXXX-WXX-6", "2020-10-10", "2020-10-31")
    assert "inferred" in time.basis


def test_what_all_datelines_agree_on_is_kept() -> None:
    (time,) = read("He was declared the winner on August 9.", OCTOBER)
    assert (time.value, time.earliest, time.latest) == ("2020-08-09", "2020-08-09", "2020-08-09")


def test_datelines_years_apart_anchor_nothing() -> None:
    wide = Published(earliest="2018-01-01", latest="2020-12-31", basis="inferred")
    assert values("Women marched on Saturday.", wide) == [("Saturday", "XXXX-WXX-6")]


@pytest.mark.parametrize("best", ["", "tomorrow", "20189", "2020-13-45", "24.10.2020"])
def test_a_dateline_that_is_no_date_anchors_nothing(best: str) -> None:
    assert days("Women marched on Saturday.", Published(best=best)) == [(None, None)]


# What the tense of the clause says: 26 October 2020 is a Monday.
TOLD_AS_PAST = [
    ("The ministry agreed in January to pay the miners.", "January", "2020-01"),
    ("In December, the council agreed to free the prisoners.", "December", "2019-12"),
    ("Nine states agreed on Friday to a ceasefire.", "Friday", "2020-10-23"),
    ("On Saturday, the bishops urged the president to resign.", "Saturday", "2020-10-24"),
    ("The unions urged their members on Thursday to leave the square.", "Thursday", "2020-10-22"),
    ("The president called on Chad on Wednesday to use its influence.", "Wednesday", "2020-10-21"),
    ("Teachers were urged on Friday to end the strike.", "Friday", "2020-10-23"),
    ("The minister vowed on Thursday to stay.", "Thursday", "2020-10-22"),
    ("The arrest of ten sailors on Tuesday set off protests.", "Tuesday", "2020-10-20"),
    ("By early Thursday, nine people were dead.", "early Thursday", "2020-10-22"),
    ("By Saturday, rebels held the town.", "Saturday", "2020-10-24"),
    ("Planes have been bombing the hills since 30 November.", "30 November", "2019-11-30"),
    ("He kept his office following Friday talks with the generals.", "Friday", "2020-10-23"),
]
TOLD_AS_COMING = [
    ("Ministers agreed to meet on Friday in Vienna.", "Friday", "2020-10-30"),
    ("The minister vowed to march on Sunday.", "Sunday", "2020-11-01"),
    ("A meeting was agreed for Tuesday.", "Tuesday", "2020-10-27"),
    ("The opposition called a strike for Friday.", "Friday", "2020-10-30"),
    ("The opposition called for a strike on Friday.", "Friday", "2020-10-30"),
    ("The court set a hearing for Tuesday.", "Tuesday", "2020-10-27"),
    ("The troops are leaving on Friday.", "Friday", "2020-10-30"),
    ("Both sides agreed to withdraw by Friday.", "Friday", "2020-10-30"),
    ("The party will meet the following Friday.", "the following Friday", "2020-10-30"),
]


@pytest.mark.parametrize(("text", "words", "value"), TOLD_AS_PAST + TOLD_AS_COMING)
def test_the_tense_of_what_a_day_belongs_to_says_which_is_meant(text: str, words: str, value: str) -> None:
    assert values(text) == [(words, value)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Two weeks later, police arrested the chairman.", "XXXX-WXX"),
        ("Rebels took the town the following Friday.", "XXXX-WXX-5"),
    ],
)
def test_what_came_later_and_is_told_as_past_does_not_lie_after_the_dateline(text: str, value: str) -> None:
    (time,) = read(text)
    assert (time.value, time.earliest) == (value, None)
    assert "open" in time.basis


def test_the_following_weekday_is_counted_from_the_day_told_of_before() -> None:
    times = read("The siege began on 1 October 2020. Rebels took the town the following Friday.")
    assert [t.value for t in times] == ["2020-10-01", "2020-10-02"]
    assert times[1].basis == "relative to t1"


@pytest.mark.parametrize("text", ["March.", "On Monday", "Called Monday", "set Tuesday", "Monday agreed"])
def test_a_date_that_heads_its_sentence_has_no_clause_to_ask(text: str) -> None:
    read(text)


DURATIONS = [
    ("He was jailed for three years.", "three years", "P3Y"),
    ("A two-year sentence was passed.", "two-year", "P2Y"),
    ("They waited 24 hours.", "24 hours", "PT24H"),
    ("They waited two and a half years.", "two and a half years", "P2Y6M"),
    ("They waited for several weeks.", "several weeks", "PXW"),
    ("Prices rose in recent months.", "recent months", "PXM"),
    ("It lasted more than four hours.", "more than four hours", "PT4H"),
    ("It lasted two decades.", "two decades", "P20Y"),
]


@pytest.mark.parametrize(("text", "words", "value"), DURATIONS)
def test_durations(text: str, words: str, value: str) -> None:
    (time,) = read(text)
    assert (text[time.span[0] : time.span[1]], time.value, time.type) == (words, value, "DURATION")


def test_a_duration_that_ends_at_the_dateline_is_anchored() -> None:
    assert days("Over the past three months prices rose.") == [("2020-07-26", "2020-10-26")]
    (time,) = read("For the third month in a row, people protested.")
    assert (time.type, time.value, time.latest) == ("DURATION", "P3M", "2020-10-26")


SETS = [
    ("They march every Sunday.", "every Sunday", "XXXX-WXX-7"),
    ("Daily protests went on.", "Daily", "P1D"),
    ("They march on weekends.", "weekends", "XXXX-WXX-WE"),
    ("They sing on Sundays.", "Sundays", "XXXX-WXX-7"),
    ("They meet on Tuesday nights.", "Tuesday nights", "XXXX-WXX-2TNI"),
    ("He pays each month.", "each month", "P1M"),
]


@pytest.mark.parametrize(("text", "words", "value"), SETS)
def test_sets(text: str, words: str, value: str) -> None:
    (time,) = read(text)
    assert (text[time.span[0] : time.span[1]], time.value, time.type) == (words, value, "SET")
    assert (time.earliest, time.latest) == (None, None)


def test_ranges_are_two_expressions() -> None:
    assert values("The talks ran from 3 to 5 May 2019.") == [
        ("3", "2019-05-03"),
        ("5 May 2019", "2019-05-05"),
    ]
    assert values("The war of 2010-2012 ended.") == [("2010", "2010"), ("2012", "2012")]
    assert values("The season 1990-91 ended.") == [("1990", "1990"), ("91", "1991")]


def test_the_text_before_anchors_the_next_day() -> None:
    times = read("The siege began on 4 March 2012. The next day the town fell.", Published())
    assert [(t.value, t.earliest) for t in times] == [
        ("2012-03-04", "2012-03-04"),
        ("2012-03-05", "2012-03-05"),
    ]
    assert times[1].basis == "relative to t1"


def test_a_year_is_no_day_to_count_from() -> None:
    times = read("The siege began in 2012. The next day the town fell.", Published())
    assert (times[1].value, times[1].earliest) == ("XXXX-XX-XX", None)


def test_that_day_points_at_nothing_where_no_day_was_named() -> None:
    (time,) = read("That day the town fell.")
    assert (time.earliest, time.latest) == (None, None)


def test_the_same_day_is_the_day_named_before_even_where_that_is_open() -> None:
    times = read("A march is due on Friday. A rally was planned for the same day.", Published())
    assert [t.value for t in times] == ["XXXX-WXX-5", "XXXX-WXX-5"]
    assert times[1].basis == "the same day as t1"


def test_nothing_is_counted_from_a_day_before_an_open_one() -> None:
    times = read("It began on 4 March 2012. Women marched on Friday. The next day they left.", Published())
    assert [(t.value, t.earliest) for t in times][1:] == [("XXXX-WXX-5", None), ("XXXX-XX-XX", None)]


def test_for_the_fourth_week_is_a_duration() -> None:
    for words in ("the fourth week", "the second month running", "the third consecutive day"):
        (time,) = read(f"For {words}, people protested.")
        assert (time.type, time.latest) == ("DURATION", "2020-10-26")


def test_history_is_told_in_the_years_it_names() -> None:
    text = (
        "The war began in 1914. In August 1914 the army crossed the river. In 1915 it stood still. "
        "In March 1916 the siege began. In May the town fell. By 20 July 1917 it was over; "
        "on 3 August the treaty was signed."
    )
    found = dict(values(text))
    assert found["May"] == "1916-05"
    assert found["3 August"] == "1917-08-03"


def test_days_and_months_in_doubt_stay_in_doubt() -> None:
    (time,) = read("They met on 7/8/2020.", Published())
    assert (time.value, time.earliest, time.latest) == ("2020", "2020-07-08", "2020-08-07")
    assert "doubt" in time.basis


def test_parts_narrow_the_interval() -> None:
    assert days("It rained in early September 2019.") == [("2019-09-01", "2019-09-10")]
    assert days("It rained in late 2019.") == [("2019-09-01", "2019-12-31")]


@pytest.mark.parametrize(
    "text",
    [
        "Theresa May said that she may march.",
        "2000 people came and 1990 dollars were paid.",
        "He paid $1990 and £2005.",
        "The 34-year-old man was in his 20s.",
        "The second man will fall and spring up.",
        "They may march in the sun.",
        "He flew on Boeing 747 to the G20 by flight 1905.",
        "He lost 1,500 votes, 12.1990 percent.",
        "The show is called 60 Minutes.",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert values(text) == []


def test_impossible_days_never_become_dates() -> None:
    for text in (
        "On 31 April 2020 they met.",
        "On 2020-13-45 they met.",
        "On 30 February they met.",
        "On 29 February 2019.",
    ):
        for first, last in days(text):
            assert first is None or first <= str(last)
        assert all("-04-31" not in v and "-13-" not in v and v != "2019-02-29" for _, v in values(text))


def test_the_signal_before_is_told_in_the_basis() -> None:
    (time,) = read("He has ruled since 1994.")
    assert time.basis == 'stated; after "since"'


def test_words_hidden_by_damage_are_seen_through() -> None:
    text = "They met on 9 [ad_1] August 2020."
    view = text.replace("[ad_1]", "\u2060" * 6)
    (time,) = find(parse(text, view), Published())
    assert (text[time.span[0] : time.span[1]], time.value) == ("9 [ad_1] August 2020", "2020-08-09")


def test_expressions_do_not_cross_lines() -> None:
    assert values("A speech in May\n2019 was a hard year.", Published()) == [
        ("May", "XXXX-05"),
        ("2019", "2019"),
    ]
