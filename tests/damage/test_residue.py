"""Residue of pages and auto-posters is marked, and no sentence of an article is."""

from __future__ import annotations

import pytest

from sayso.damage import find, hidden, see_through


def residue(text: str) -> list[str]:
    return [text[slice(*m.span)] for m in find(text) if m.kind == "residue"]


ARTICLE = "The mayor of Tarvos resigned on Monday.\nHer deputy, Ilmar Okk, said he would stay."


@pytest.mark.parametrize(
    "line",
    [
        "[ad_1]",
        "[ad_2]",
        "[source_link]",
        "[matched_content]",
        "[original_title]",
        "[author_name]",
        "[/vc_column]",
        '[caption id="attachment_12" align="left"]',
        "Continue reading the main story",
        "CONTINUE READING THE MAIN STORY",
        "Advertisement",
        "Related Coverage",
        "Share on Facebook",
        "Share on Facebook Share on Twitter Email Print",
        "Tweet",
        "Read or Share this story: http://exa.mp/1abcDE",
        "Go Back to Top. Skip To: Start of Article.",
        "hide caption",
        "toggle caption",
        "Image copyright",
        "Slide: 4 / of 6 .",
        "Caption:",
        "(Reporting by Ada Vell in Tarvos; Editing by Jon Marr)",
        "(Additional reporting by Ada Vell, Writing by Jon Marr;",
        "Copyright 2031 The Northern Press. All rights reserved. This material may not be published.",
        "($1 = 0.8123 crowns)",
        "all 1,204 news articles »",
        "Here’s The Thing With Ad Blockers",
        "So, add us to your ad blocker’s whitelist or pay $2 per month.",
        "Sign up for our morning newsletter",
        "NEWSLETTER: Get the day's headlines delivered >>",
        "Watch in Times Video »",
        "A photo posted by Ada Vell (@adavell) on Mar 4, 2031 at 9:15am PST",
        "Ada Vell/Getty Images",
        "Photo: Jon Marr, NP",
        "Follow Ada Vell on Twitter: @adavell",
        "The Northern Press contributed to this report.",
        "[ Read the full text of the ruling ]",
        "Please enable JavaScript to watch this video",
        "function show(id) { document.getElementById(id).style.display = 'none'; }",
        "<br />",
        "Source",
        "Source: Reuters",
    ],
)
def test_a_line_of_residue_is_marked_and_hidden(line: str) -> None:
    text = f"{ARTICLE}\n{line}\nThe council meets on Friday."
    assert residue(text) == [line]
    view = see_through(text, find(text))
    assert view.split("\n")[2].strip("\u2060") == ""
    assert view.split("\n")[3] == "The council meets on Friday."


@pytest.mark.parametrize(
    "sentence",
    [
        "Police will share the video on Facebook, Twitter and by email, the ministry said.",
        "The source said the photo was taken on Monday.",
        "“Tweet all you want,” she said.",
        "He asked readers to sign up for the army.",
        "Reporting by the agency showed that two people died.",
        "Copyright law will change in 2031, the minister said, and nobody knows how.",
        "The advertisement drew 300 complaints.",
        "Related firms were raided; more arrests followed.",
        "Follow the money, he said, and you will find the minister.",
        "Photo editors at three papers resigned over the picture of the dead child.",
        "“Click here to win,” read the message that infected the ministry.",
        "The [government] said that [the] talks failed.",
        "Using an ad blocker is legal, the court ruled.",
        "The function (we will come to that later) is not known; the minister said so.",
        "Source: The man who led the raid himself, on the radio",
        "The army contributed to this war.",
        "This file photo taken on May 20 shows the accused. ADA VELL / AFP - Getty Images",
        "The company signed a deal worth 300 million [£2.4bn].",
        "a < b and c > d",
    ],
)
def test_a_sentence_is_not_residue(sentence: str) -> None:
    assert residue(f"{ARTICLE}\n{sentence}\nThe council meets on Friday.") == []


def test_residue_inside_a_line_leaves_the_sentence() -> None:
    text = "[ad_1] Okk resigned. (Reporting by Ada Vell) [ad_2]"
    assert residue(text) == ["[ad_1]", "(Reporting by Ada Vell)", "[ad_2]"]
    assert see_through(text, find(text)).replace("\u2060", "").strip() == "Okk resigned."


def test_labels_count_only_beside_other_residue() -> None:
    assert residue("Video\nThe talks went on.\nPhoto\nThey ended.") == []
    assert residue("Okk left.\nContinue reading the main story\nPhoto\nThey ended.") == [
        "Continue reading the main story",
        "Photo",
    ]
    assert residue("Okk left.\nFacebook\nTwitter\nThey ended.") == ["Facebook", "Twitter"]


def test_a_credit_tail_says_that_it_names_the_origin() -> None:
    [mark] = find("(Reporting by Ada Vell in Tarvos; Editing by Jon Marr)")
    assert "the news" in mark.note
    [mark] = find("Okk left.\nSource: Reuters")
    assert "agency that the news comes from" in mark.note


def test_hidden_gives_the_spans_of_residue_only() -> None:
    text = "[ad_1]\nThe the mayor left.\nSource"
    assert hidden(find(text)) == ((0, 6), (27, 33))


def test_line_breaks_survive_in_the_view() -> None:
    text = "One.\r\n[ad_1]\r\nTwo.\u2028[ad_2]\u2028Three."
    view = see_through(text, find(text))
    assert [c for c in view if c in "\r\n\u2028"] == [c for c in text if c in "\r\n\u2028"]


def test_the_path_of_a_page_is_residue():
    text = "Home > World > Andes\n\nThe envoy left."
    assert [text[slice(*m.span)] for m in find(text) if m.kind == "residue"] == ["Home > World > Andes"]
    assert not [m for m in find("Home is where the heart is.") if m.kind == "residue"]
