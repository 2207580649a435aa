"""How what the network heard and what the rules found become one list, and what kind of source each has."""

import pytest

from sayso import attribution
from sayso.attribution._chains import once
from sayso.attribution._find import candidates
from sayso.attribution._heard import joined
from sayso.language import Heard, parse


def heard(doc, cue, source, content, confidence):
    def at(words):
        tokens = [t.text for t in doc.tokens]
        parts = words.split()
        start = next((n for n in range(len(tokens)) if tokens[n : n + len(parts)] == parts), None)
        return list(range(start, start + len(parts))) if parts and start is not None else []

    return Heard(at(cue), at(source), at(content), [], confidence)


def read(text, *rows):
    doc = parse(text)
    doc.heard = [heard(doc, *row) for row in rows]
    found = joined(doc, once(list(candidates(doc))))
    words = [" ".join(doc.tokens[i].text for i in sorted(f.content)) for f in found]
    return found, words


def test_where_both_speak_of_a_cue_the_spans_are_the_networks_and_the_stance_the_rules():
    text = "The minister denied that the strike was over."
    found, words = read(text, ("denied", "The minister", "that the strike", 0.9))
    assert words == ["that the strike"]
    assert [(f.stance, f.heard) for f in found] == [("denies", 0.9)]


def test_what_only_the_network_heard_is_added_where_it_is_sure():
    text = "The farmers quipped rain at last."
    row = ("quipped", "The farmers", "rain at last")
    assert read(text, (*row, 0.9))[1] == ["rain at last"]
    assert read(text, (*row, 0.6))[1] == []


def test_the_network_speaks_against_a_rule_that_is_not_trusted():
    text = "The committee proposed a plan."
    row = ("proposed", "The committee", "a plan")
    assert len(read(text, (*row, 0.3))[1]) == 1
    assert read(text, (*row, 0.05))[1] == []
    assert read(text)[1] == []
    trusted = "The bridge is closed, according to the mayor."
    assert len(read(trusted, ("according", "the mayor", "The bridge", 0.05))[1]) == 1


def test_a_cue_loses_its_punctuation_unless_it_is_nothing_else():
    text = "The mayor said : no."
    found, _ = read(text, ("said :", "The mayor", "no", 0.9))
    assert [f.cue for f in found] == [[2]]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A senior official who asked not to be named said that the talks had failed.", "anonymous"),
        ("A diplomat said on condition of anonymity that the talks had failed.", "anonymous"),
        ("Sources said that the talks had failed.", "anonymous"),
        ("A senior official said that the talks had failed.", "described"),
        ("Ana Ruiz said that the talks had failed.", "named"),
        ("She said that the talks had failed.", "pronoun"),
        ("The report said that the talks had failed.", "document"),
        ("It is believed that the talks had failed.", "unstated"),
    ],
)
def test_source_types(text, kind):
    doc = parse(text)
    assert [a.source_type for a in attribution.link(doc, attribution.find(doc), lambda i: None)] == [kind]


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("The minister said that the talks had failed.", "positive"),
        ("The minister denied that the talks had failed.", "negative"),
        ("The minister did not say that the talks had failed.", "negative"),
        ("The minister doubts that the talks have failed.", "negative"),
    ],
)
def test_polarity(text, polarity):
    doc = parse(text)
    assert [a.polarity for a in attribution.link(doc, attribution.find(doc), lambda i: None)] == [polarity]


def test_joint_statements_have_several_speakers():
    doc = parse("France and Germany said in a joint statement that the talks had failed.")
    names = {0: "p1", 2: "p2"}
    (said,) = attribution.link(doc, attribution.find(doc), names.get)
    assert (said.speaker, said.co_speakers) == ("p1", ("p2",))


def test_a_quotation_over_paragraphs_belongs_to_whoever_is_named_in_the_last():
    text = "“They came at night.\n“Nobody slept after that,” the baker said."
    doc = parse(text)
    (said,) = [a for a in attribution.link(doc, attribution.find(doc), lambda i: None) if not a.within]
    words = " ".join(text[s:e] for s, e in said.content)
    assert "They came at night" in words
    assert "Nobody slept after that" in words
