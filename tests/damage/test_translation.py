"""The scars of machine translation, in passages of our own, and the plain English that looks like them."""

from __future__ import annotations

import pytest

from sayso.damage import find, see_through


def marks(text: str, kind: str) -> list[tuple[str, str | None]]:
    return [(text[slice(*m.span)], m.suggestion) for m in find(text) if m.kind == kind]


def seen(text: str) -> str:
    return see_through(text, find(text)).replace("\u2060", "")


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("abi", "both"),
        ("oba", "both"),
        ("mõlemad", "both"),
        ("обе", "both"),
        ("beide", "both"),
        ("zgjidhje", None),
    ],
)
def test_a_bracketed_foreign_word_is_untranslated(word: str, meant: str | None) -> None:
    text = f"However [{word}] states will answer."
    assert marks(text, "untranslated") == [(f"[{word}]", meant)]
    assert seen(text) == f"However {meant or word} states will answer."


@pytest.mark.parametrize(
    "word",
    "the his sic he sanctions applause and expletive inaudible protesters deployment lawmakers censored "
    "weeks withdrawing unhelpful walked happily".split(),
)
def test_an_editor_s_brackets_are_not(word: str) -> None:
    assert marks(f"He said [{word}] states will answer.", "untranslated") == []


@pytest.mark.parametrize(
    "text",
    [
        "[President] Okk",
        "wonder[ing] if",
        "[s]he said",
        "x[abi]",
        "[b] [3]",
        "Moreau [ʒan mɔʁo]",
        "[emphasis added]",
    ],
)
def test_other_brackets_are_not(text: str) -> None:
    assert marks(text, "untranslated") == []


def test_a_word_that_the_article_uses_is_not_untranslated() -> None:
    assert marks("The qamutik was old. He said the [qamutik] broke.", "untranslated") == []


def test_a_run_of_another_script_is_marked_but_stays_in_view() -> None:
    text = "The banner read «Слава нашему городу» in red. Two words, да нет, are no run."
    assert marks(text, "untranslated") == [("Слава нашему городу", None)]
    assert see_through(text, find(text)) == text


def test_a_torn_off_part_is_joined() -> None:
    text = "The vigils drew some 40,000 residents in all of them. and more residents. The next is today."
    assert marks(text, "torn_sentence") == [(". and more residents", "some 40,000 and more residents")]
    assert "in all of them and more residents. The next" in seen(text)


def test_the_number_may_be_in_words() -> None:
    text = "A fair that half a million visitors were meant to see. visitors, it was called off."
    assert marks(text, "torn_sentence") == [(". visitors,", ",")]


def test_a_leftover_noun_is_hidden() -> None:
    text = "A parade in which up to 9,000 soldiers were meant to march. soldiers, it was put off by all."
    assert marks(text, "torn_sentence") == [(". soldiers,", ",")]
    assert seen(text) == "A parade in which up to 9,000 soldiers were meant to march, it was put off by all."


@pytest.mark.parametrize(
    ("text", "torn", "meant"),
    [
        ("About 12 thousand. people came.", "thousand. people", "thousand people"),
        ("It cost 3.5 mln. euros in all.", "mln. euros", "mln euros"),
        ("Several thousand. workers struck.", "thousand. workers", "thousand workers"),
    ],
)
def test_a_number_cut_at_its_abbreviation(text: str, torn: str, meant: str) -> None:
    assert marks(text, "torn_sentence") == [(torn, meant)]
    assert seen(text) == text.replace(torn, meant)


@pytest.mark.parametrize(
    "text",
    [
        "Some 4,000 U.S. troops left.",
        "It employs 12,000 people at Okk Inc. said a spokesman.",
        "At 5 p.m. on Monday 3,000 people came.",
        "He paid 10,000 euros to Marr Co. of Tarvos.",
        "Nearly 5,000 attended, e.g. students. The rest stayed.",
        "Only 2,000 voted. iPhone sales rose.",
        "In 2016. the rules changed.",
        "She came alone. and nobody else.",
        "It sold 3,000 units. Later, 500 more people came.",
        "Some 20,000 fans came.\nand more people stayed.",
    ],
)
def test_other_full_stops_are_not_torn(text: str) -> None:
    assert marks(text, "torn_sentence") == []


@pytest.mark.parametrize(
    ("doubled", "meant"),
    [
        ("the the", "the"),
        ("of of", "of"),
        ("a calm and calm", "calm"),
        ("of a lasting and lasting peace", "lasting"),
        ("very quickly and quickly", "quickly"),
        ("for stability and stability", "stability"),
        ("is working working", "working"),
        ("in the in the", "in the"),
    ],
)
def test_doubled_words(doubled: str, meant: str) -> None:
    text = f"They spoke {doubled}, sources said."
    [(words, suggestion)] = marks(text, "doubled_word")
    assert suggestion == meant
    assert seen(text) == text.replace(words, meant)


@pytest.mark.parametrize(
    "text",
    [
        "He had had enough of that that day.",
        "It is very very cold, again and again, more and more.",
        "Years and years, thousands and thousands, over and over, round and round, day to day, face to face.",
        "Sirhan Sirhan met Boutros Boutros in Bora Bora and Baden Baden.",
        "Boom boom boom went the drum.",
        "Semi-autonomous and autonomous cars; drug possession and possession of arms.",
        "The vice presidential and presidential debates.",
        "Cash and cash equivalents fell.",
        "He came in in June and turned it on on Monday.",
        "We tried and tried. They talked and talked.",
        "It gets harder and harder, bigger and bigger.",
        "They do or do not; it may or may not; her and her aides.",
    ],
)
def test_repeats_of_plain_english_are_not_doubled(text: str) -> None:
    assert marks(text, "doubled_word") == []


ODD = [
    ("Officials were accused of voice falsification in the election.", "voice falsification", "vote-rigging"),
    ("She won 40 percent of the voices in the election.", "voices", "votes"),
    ("Protesters feared violence from militias in the square.", "militias", "police"),
    ("Canada denounced the June referendum in Tarvos as unjust and jailed.", "unjust and jailed", None),
    (
        "He was watching the French presidential campaign closely and wished President-elect Ada Vell luck.",
        "President-elect Ada Vell",
        None,
    ),
    ("The men were brought to criminal responsibility.", "criminal responsibility", "justice"),
    (
        "Police dispersed an unsanctioned meeting in the square; the opposition called it brutal.",
        "meeting",
        "rally",
    ),
    ("Thousands joined a mass manifestation in the capital.", "manifestation", "demonstration"),
    ("At the actual moment nobody knows.", "actual", "current"),
    ("The press speaker declined to comment.", "press speaker", "spokesperson"),
    ("The speaker of the Interior Ministry said so.", "speaker", "spokesperson"),
    ("Collisions with the police followed the protest.", "Collisions", "clashes"),
    ("They were given five years of deprivation of liberty.", "deprivation of liberty", "imprisonment"),
    ("Police threw noise grenades at the crowd.", "noise grenades", "stun grenades"),
    ("Police intervened in the protesters with tear gas.", "intervened", "moved against"),
    ("Nicolás Mature spoke on television.", "Mature", "Maduro"),
]


@pytest.mark.parametrize(("text", "odd", "meant"), ODD)
def test_odd_words_are_marked_and_stay_in_view(text: str, odd: str, meant: str | None) -> None:
    assert marks(text, "odd_word") == [(odd, meant)]
    assert see_through(text, find(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "Other voices counter that the election was fair.",
        "The voices of the voters were heard before the election.",
        "Shiite militias beat protesters in Iraq.",
        "An armed militia beat protesters near the ranch.",
        "The court described the man as dangerous and jailed him.",
        "President-elect Ada Vell, who won the election in May, named her cabinet.",
        "During the campaign President-elect Ada Vell promised tax cuts.",
        "The committee held a mass meeting about schools.",
        "The actual cost is not known.",
        "The collision with the police car killed two; a protest followed.",
        "The speaker of the parliament said so.",
        "This is a manifestation of grief in the street.",
        "She realized a dream.",
    ],
)
def test_plain_english_is_not_odd(text: str) -> None:
    assert marks(text, "odd_word") == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("“We answer all threats, ”Vell told the radio.", "“We answer all threats,” Vell told the radio."),
        ("“We will not go back, ”he said. “Never.”", "“We will not go back,” he said. “Never.”"),
        ('"We answer all threats, "Vell said.', '"We answer all threats," Vell said.'),
        ('He said, "We are ready, "Vell told reporters.', 'He said, "We are ready," Vell told reporters.'),
        ("She said “ we answer” to all.", "She said  “we answer” to all."),
        ("She said “we answer ” to all.", "She said “we answer”  to all."),
    ],
)
def test_a_misplaced_quotation_mark_is_seen_in_its_place(text: str, right: str) -> None:
    found = find(text)
    assert [m.kind for m in found] == ["misplaced_quote"]
    assert see_through(text, found) == right


@pytest.mark.parametrize(
    "text",
    [
        '"He was," said Vell, "not here." "Why?" asked Okk.',
        '"Go on," she said.\n"I said to him, "Go," and he left."',
        "“One,” she said. “Two,” he said. ‘Three’",
        "“A paragraph that goes on.\n“And on.” he said",
        "„Wir gehen“, sagte er. „Nein“ sagte sie.",
        'a 6" pipe and a 7" pipe, "Okk said',
        '” “ ” “ " “ ” \' "',
        "' \" he said. “She said, ‘Stay.’ ” Then she left.",
        '"',
        "”",
        "“ ",
    ],
)
def test_quotation_marks_in_their_places_are_left_alone(text: str) -> None:
    assert marks(text, "misplaced_quote") == []


def test_a_participle_twice_after_to_be_is_one_of_a_translators_pairs():
    text = "The parade was postponed and postponed: it rained."
    assert [text[slice(*m.span)] for m in find(text) if m.kind == "doubled_word"] == [
        "postponed and postponed"
    ]
    assert not [m for m in find("It was tested and tested again.") if m.kind == "doubled_word"]
