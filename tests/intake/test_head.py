"""What the first lines say, and what they do not."""

import pytest

from sayso.intake._head import head_of

BODY = "The mayor said the bridge would reopen. He gave no day.\n"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Bridge to reopen, mayor says\n\n{BODY}", "Bridge to reopen, mayor says"),
        (f"\n\n  Will it reopen soon?\r\n\r\n{BODY}", "Will it reopen soon?"),
        (f"[ad_1]\nBridge to reopen in spring\n{BODY}", "Bridge to reopen in spring"),
        (f"The bridge reopens today.\n\n{BODY}", None),
        ("Bridge to reopen in spring", None),
        ("Bridge to reopen in spring\n\nAnd a list\nof words", None),
        (f"RIVERTON, May 3 (Reuters) -\n\n{BODY}", None),
        (f"By Jane Doe and John Roe\n\n{BODY}", None),
        (f"Police at the bridge on Monday (Photo: J. Doe)\n{BODY}", None),
        ("The mayor of the small town said on Monday that the\nbridge would reopen. He left.", None),
        (
            "The mayor of the small town of Riverton said on Monday that\nRiverton would have its bridge "
            "back before the summer.\nHe did not say when, and he did not say how it would\nbe paid for. "
            "He left.\n",
            None,
        ),
    ],
)
def test_title(text, title):
    assert head_of(text).title == title


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("RIVERTON, Oct. 24, 2020 (Reuters) - The bridge reopened.", "2020-10-24"),
        ("Published: 24 October 2020", "2020-10-24"),
        ("Published on Saturday, October 24th, 2020 at 10:15 am", "2020-10-24"),
        ("2020-10-24 10:15", "2020-10-24"),
        ("Saturday, 24 Oct 2020", "2020-10-24"),
        ("RIVERTON, Oct. 24 (Reuters) - The bridge reopened.", None),
        ("The bridge of October 24, 2020 reopened.", None),
        ("Updated: 24 October 2020", None),
        ("24/10/20", None),
    ],
)
def test_only_a_full_date_that_fills_its_line_is_the_date(line, day):
    published = head_of(f"Bridge to reopen in spring\n\n{line}\n\n{BODY}").published
    assert (published and published.best) == day
    assert published is None or published.basis == "dateline"


def test_impossible_dates_are_refused_with_the_reason():
    published = head_of(f"Bridge to reopen\n\nPublished: 30 February 2020\n\n{BODY}").published
    assert published.best is None
    assert published.basis == "unknown"
    assert "no such day" in published.reasons[0]


def test_two_dates_leave_a_range():
    text = f"Bridge to reopen\n\nPublished: 24 October 2020\nRIVERTON, Oct. 23, 2020 (AP) - {BODY}"
    published = head_of(text).published
    assert (published.earliest, published.latest, published.best) == ("2020-10-23", "2020-10-24", None)


@pytest.mark.parametrize(
    ("line", "byline", "outlet"),
    [
        ("By Jane Doe", "Jane Doe", None),
        ("By Jane Doe and Ulf van der Berg | RIVERTON", "Jane Doe and Ulf van der Berg", None),
        ("By the time they came it was over", None, None),
        ("RIVERTON (AP) — The bridge reopened.", None, "AP"),
        (
            "PORT RIVER, Upland (Thomson Reuters Foundation) - It reopened.",
            None,
            "Thomson Reuters Foundation",
        ),
        ("RIVERTON (population nine thousand) - It reopened.", None, None),
        ("RIVERTON (May 3) - It reopened.", None, None),
    ],
)
def test_byline_and_wire_credit(line, byline, outlet):
    head = head_of(f"Bridge to reopen in spring\n\n{line}\n{BODY}")
    assert (head.byline, head.outlet) == (byline, outlet)
