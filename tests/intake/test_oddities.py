"""Odd articles are told from ordinary ones: walls, titles of other articles, broken characters."""

import time

import pytest

from sayso.intake._oddities import oddities
from sayso.records import article_of

BODY = """
The river rose by two metres overnight and flooded the lower streets of Riverton, the mayor said on
Monday. Firefighters carried forty people out of their houses in boats. Schools stay closed until
Thursday, and the army has sent trucks with sandbags. Nobody was hurt. The water is expected to fall
from Tuesday evening, when the rain in the mountains ends, said a spokeswoman for the weather
service. In the last flood, eleven years ago, two bridges were lost and the railway was closed for a
month. The town has built a wall of earth since then, which held this time except at the old mill,
where a truck had damaged it in the autumn. Shopkeepers in the market square were sweeping mud out
of their doors by noon, and said that the warning had come in time. The railway runs again from
Wednesday, at half its speed, because the water washed stones from under the tracks. Drinking water
has to be boiled until a laboratory has looked at it.
""".strip()


def kinds(text, title=None, outlet=None):
    return [kind for kind, _ in oddities(article_of(text, title=title, outlet=outlet))]


@pytest.mark.parametrize(
    "text",
    [
        "Please enable JavaScript and cookies to continue.",
        "You are using an ad blocker. Ads help us pay our reporters. Turn off your ad blocker to read on.",
        "A mayor resigned. Subscribe to continue reading. Already a subscriber? Log in to continue.",
        "We and our partners use cookies. Accept all cookies or manage cookies, as you like.",
        "This article is only available to subscribers.",
        "Checking your browser before you go on. Verify you are human.",
    ],
)
def test_a_wall_is_told(text):
    assert kinds(text) == ["wall"]
    assert kinds(f"Mayor resigns\n\n{text}", title="Mayor resigns") == ["wall"]


@pytest.mark.parametrize(
    "text",
    [
        BODY + " Subscribe to continue reading our coverage.",
        "More people use an ad blocker than last year, a survey said on Monday. Publishers lose money by it.",
        "The company sells cookies in Riverton and asks no one to enable cookies of the other sort.",
        "Police asked people to subscribe to the warnings of the weather service after the flood.",
        BODY,
    ],
)
def test_an_article_is_no_wall(text):
    assert "wall" not in kinds(text)


def test_a_title_of_another_article_is_told():
    title = "Parliament rejects budget after coalition partner quits"
    assert kinds(BODY, title=title) == ["title"]
    assert kinds(f"{title}\n\n{BODY}", title=title) == ["title"]
    assert kinds(BODY, title=f"{title} - The Riverton Courier") == ["title"]


@pytest.mark.parametrize(
    "title",
    [
        "Flooded Riverton counts the cost as schools remain shut",
        "Parliament rejects Riverton plea for money after coalition quits",
        "Mud and anger",
        None,
    ],
)
def test_a_title_that_fits_is_not_marked(title):
    assert kinds(BODY, title=title) == []


def test_a_name_of_the_outlet_does_not_make_a_title_fit():
    title = "Courier: Parliament rejects budget, coalition partner quits"
    body = BODY.replace("a spokeswoman", "the Courier, the Courier and a spokeswoman")
    assert kinds(body, title=title) == []
    assert kinds(body, title=title, outlet="Riverton Courier") == ["title"]


def test_broken_characters_are_counted_with_an_example():
    text = "â€œIt is over,â€\x9d said the mayor. â€œWe wonâ€™t give up,â€\x9d he said."
    ((kind, note),) = oddities(article_of(text))
    assert kind == "mojibake"
    assert "broken characters, such as 'â€œIt is" in note
    assert kinds("“It’s over,” said Zoë Müller – in a café in Łódź… naïve, £5. " * 3) == []


@pytest.mark.parametrize(
    "unit", ["a ", "ads help us ", "â€", "cookie", "é", "Title Word 12 ", "\n", ". ", "''"]
)
def test_hostile_texts_take_linear_time(unit):
    text = unit * (1_000_000 // len(unit))
    started = time.perf_counter()
    list(oddities(article_of(text, title=text[:100_000])))
    assert time.perf_counter() - started < 3
