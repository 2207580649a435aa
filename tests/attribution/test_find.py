"""Attributions in sentences of our own: source, cue, content, kind, chain."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso import attribution
from sayso.attribution._chains import once, with_cited
from sayso.attribution._draw import draw
from sayso.attribution._find import candidates
from sayso.language import parse
from sayso.records import Reading, article_of, problems


def read(text):
    """By the rules alone; what the network makes of it, test_heard and the golden passages say."""
    doc = parse(text)
    found = with_cited(doc, draw(doc, once(list(candidates(doc)))))
    return attribution.link(doc, found, lambda i: None)


def quoted(text, spans):
    """The words of spans, with dots between them."""
    return " ... ".join(text[s:e] for s, e in spans)


CASES = [
    # direct, fronted, middle and last
    ("“We will rebuild the bridge,” the mayor said.", "the mayor", "said", "We will rebuild the bridge"),
    ("The mayor said: “We will rebuild the bridge.”", "The mayor", "said", "We will rebuild the bridge."),
    ('"The road is closed," police in Graz said.', "police in Graz", "said", "The road is closed"),
    ("“The talks,” she said, “were a waste of time.”", "she", "said", "The talks ... were a waste of time."),
    # indirect
    (
        "The ministry announced that the border would reopen.",
        "The ministry",
        "announced",
        "that the border would reopen",
    ),
    (
        "Officials in Quito have denied that the dam is unsafe.",
        "Officials in Quito",
        "have denied",
        "that the dam is unsafe",
    ),
    (
        "The border would reopen, according to the ministry.",
        "the ministry",
        "according to",
        "The border would reopen",
    ),
    (
        "According to two nurses, the clinic had no water.",
        "two nurses",
        "According to",
        "the clinic had no water",
    ),
    # demands, promises, accusations, praise
    (
        "The union urged the company to reopen the mine.",
        "The union",
        "urged",
        "the company to reopen the mine",
    ),
    ("Farmers demanded the release of their leader.", "Farmers", "demanded", "the release of their leader"),
    ("The general vowed to retake the port.", "The general", "vowed", "to retake the port"),
    (
        "The governor accused the guild of hoarding grain.",
        "The governor",
        "accused",
        "the guild of hoarding grain",
    ),
    ("Norway condemned the vote as unfair.", "Norway", "condemned", "the vote as unfair"),
    # thoughts
    ("Analysts believe the truce will hold.", "Analysts", "believe", "the truce will hold"),
    ("The party considers the law to be dead.", "The party", "considers", "the law to be dead"),
    # labels
    (
        "MORALES: The vote was stolen from us and everyone knows it.",
        "MORALES",
        ":",
        "The vote was stolen from us and everyone knows it.",
    ),
    # told somebody
    ("The envoy told reporters that the camp was empty.", "The envoy", "told", "that the camp was empty"),
    # passive with an agent
    (
        "It was a curfew announced by the regional council.",
        "the regional council",
        "announced by",
        "a curfew",
    ),
]


@pytest.mark.parametrize(("text", "source", "cue", "content"), CASES, ids=[c[0][:40] for c in CASES])
def test_source_cue_and_content(text, source, cue, content):
    got = [(quoted(text, a.source), quoted(text, a.cue), quoted(text, a.content)) for a in read(text)]
    assert (source, cue, content.rstrip(".")) in [(s, c, t.rstrip(".")) for s, c, t in got]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“It is over,” the captain said.", "direct"),
        ("The captain said the voyage was “over for good and all”.", "mixed"),
        ("The captain said the voyage was over.", "indirect"),
        ("The captain believes the voyage is over.", "thought"),
        ("The captain praised the crew.", "stance"),
    ],
)
def test_kind(text, kind):
    assert [a.kind for a in read(text)] == [kind]


def test_a_chain_is_a_tree_with_the_outer_source_first():
    text = "The agency reported that the minister had told reporters that the strike was illegal."
    got = read(text)
    assert [(quoted(text, a.source), a.within) for a in got] == [("The agency", None), ("the minister", "s1")]


def test_a_medium_that_quotes_somebody_is_a_chain():
    text = "“We shall return the fleet,” Orlova was quoted by state radio as saying."
    got = read(text)
    assert [(quoted(text, a.source), a.within) for a in got] == [("state radio", None), ("Orlova", "s1")]
    assert quoted(text, got[0].content) == quoted(text, got[1].content) == "We shall return the fleet"


def test_a_view_inside_a_quotation_is_a_chain():
    text = "“In her view, the treaty is dead,” the broadcaster said."
    got = read(text)
    inner = next(a for a in got if quoted(text, a.cue) == "In her view")
    outer = next(a for a in got if quoted(text, a.cue) == "said")
    assert inner.within == outer.id
    assert quoted(text, inner.source) == "her"


def test_a_quotation_goes_on_over_paragraphs():
    text = (
        "“The first point is water,” the doctor said. “The second point is food.”\n\n“The third is shelter.”"
    )
    got = read(text)
    assert len(got) == 1
    assert "The second point is food" in quoted(text, got[0].content)


@pytest.mark.parametrize(
    "text", ["“", "” said he", 'He said "', "“ “ “ he said", '" " "', ": : :", "according to", ""]
)
def test_odd_marks_do_no_harm(text):
    read(text)


JUMBLE = [
    "“",
    "”",
    '"',
    "said",
    "the mayor",
    "that",
    "according",
    "to",
    ",",
    ".",
    ":",
    "\n",
    "quoted",
    "in",
    "his",
]
JUMBLE += ["view", "Police", "as", "saying"]


@given(st.lists(st.sampled_from(JUMBLE), max_size=30))
@settings(max_examples=60, deadline=None)
def test_any_jumble_gives_valid_records_twice_the_same(words):
    text = " ".join(words)
    got = read(text)
    assert got == read(text)
    reading = Reading(article=article_of(text), attributions=got)
    assert problems(reading) == []
