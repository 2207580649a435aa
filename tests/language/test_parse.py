"""The Doc: offsets, paragraphs, the view, and the questions of syntax."""

import os
import shutil
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import ReadingError
from sayso.language import Doc, Sentence, Token, _network, parse, syntax
from sayso.language._files import FOLDER

HIDDEN = "\u2060"


def words(doc, indices):
    return [doc.tokens[i].text for i in indices]


def token(doc, text):
    return next(t.i for t in doc.tokens if t.text == text)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200))
@settings(max_examples=40, deadline=None)
def test_every_token_slices_to_its_word_and_nothing_visible_is_lost(text):
    doc = parse(text)
    before = 0
    for t in doc.tokens:
        assert before <= t.start < t.end <= len(text)
        assert not t.text.isspace()
        before = t.end
    lost = set(range(len(text))) - {i for t in doc.tokens for i in range(t.start, t.end)}
    assert all(
        text[i].isspace() or not text[i].isprintable() or text[i] in "\u00ad\u200b\u200c\u200d\u2060\ufeff"
        for i in lost
    )


def test_no_sentence_crosses_a_line_break():
    doc = parse("Talks fail in Oslo\nThe minister left the\nhall.")
    assert [doc.words(s.start, s.end) for s in doc.sentences] == [
        "Talks fail in Oslo",
        "The minister left the",
        "hall.",
    ]
    assert [s.paragraph for s in doc.sentences] == [0, 1, 2]


def test_words_are_read_through_the_view_and_offsets_are_those_of_the_text():
    text = "The [ad_1] minister said,”No“."
    view = text.replace("[ad_1]", HIDDEN * 6)
    doc = parse(text, view)
    assert "ad_1" not in [t.text for t in doc.tokens]
    assert text[doc.tokens[1].start : doc.tokens[1].end] == "minister"


def test_a_hidden_character_inside_a_word_joins_its_halves():
    text = "don&#039;t go"
    view = "don'" + HIDDEN * 5 + "t go"
    doc = parse(text, view)
    assert [t.text for t in doc.tokens] == ["do", "n't", "go"]
    assert text[doc.tokens[1].start : doc.tokens[1].end] == "n&#039;t"


def test_a_view_of_another_length_is_refused():
    with pytest.raises(ValueError, match="as long as"):
        parse("abc", "ab")


def test_what_is_read_beside_it_changes_nothing():
    text = "The president met farmers in Lyon on Monday. They left early."
    alone = parse(text)
    parse("Something else entirely. " * 200)
    again = parse(text)
    assert alone.tokens == again.tokens
    assert alone.names == again.names


def test_a_long_line_is_cut_and_nothing_is_lost():
    text = "The strike goes on today. " * 3000
    doc = parse(text)
    assert sum(1 for t in doc.tokens if t.text == "strike") == 3000


def test_subjects_are_shared_by_coordinated_and_embedded_verbs():
    doc = parse("The unions and the mayor rejected the offer and left the hall, saying nothing.")
    assert words(doc, syntax.subjects(doc, token(doc, "rejected"))) == ["unions", "mayor"]
    assert words(doc, syntax.subjects(doc, token(doc, "left"))) == ["unions", "mayor"]
    assert words(doc, syntax.subjects(doc, token(doc, "saying"))) == ["unions", "mayor"]


def test_passives_have_agents_and_no_subject_of_their_own():
    doc = parse("Ten men were arrested by the police in Lyon.")
    verb = token(doc, "arrested")
    assert syntax.is_passive(doc, verb)
    assert words(doc, syntax.agents(doc, verb)) == ["police"]


def test_negation_and_modality():
    doc = parse("The army did not attack and will withdraw.")
    assert syntax.negated(doc, token(doc, "attack"))
    assert syntax.modal(doc, token(doc, "withdraw")) == "will"


def test_spans_join_neighbours_only():
    doc = parse("One two three four.")
    assert doc.spans([0, 1, 3]) == ((0, 7), (14, 18))


def test_at_and_within():
    doc = parse("One two three.")
    assert doc.at(5) == 1
    assert doc.at(100) is None
    assert list(doc.within(4, 13)) == [1, 2]


def test_no_token_lies_in_a_word_of_its_neighbour_when_characters_are_hidden_in_a_long_word():
    text = " ab" + "(" * 900 + " c " + "\u200b" * 7 + ")" * 450 + " d"
    doc = parse(text)
    assert all(text[t.start : t.end] == t.text for t in doc.tokens)
    assert (doc.tokens[-1].text, doc.tokens[-1].end) == ("d", len(text))


def test_the_network_is_refused_when_a_file_is_damaged(tmp_path):
    shutil.copytree(FOLDER, tmp_path / "model")
    with (tmp_path / "model" / "vocab.txt").open("a") as out:
        out.write("x")
    with pytest.raises(ReadingError, match="SAY202"):
        _network.Network(tmp_path / "model")
    with pytest.raises(ReadingError, match="SAY202"):
        _network.Network(tmp_path / "nothing")


def chain(depth, dep, pos, tag):
    """A sentence in which every word hangs on the one before it."""
    tokens = [
        Token(i, 2 * i, 2 * i + 1, "x", "x", "x", pos, tag, dep if i else "ROOT", max(0, i - 1), 0)
        for i in range(depth)
    ]
    text = " ".join("x" * depth)
    return Doc(text, text, tokens, [Sentence(0, 0, depth, 0, 0)], [])


def test_questions_of_a_parse_as_deep_as_a_stretch_is_long():
    depth = 5000
    assert syntax.conjuncts(chain(depth, "conj", "NOUN", "NN"), 0) == list(range(depth))
    verbs = chain(depth, "conj", "VERB", "VBN")
    assert syntax.subjects(verbs, depth - 1) == []
    assert not syntax.is_passive(verbs, depth - 1)
    assert syntax.auxiliaries(verbs, depth - 1) == []
    assert syntax.prep_objects(chain(depth, "prep", "ADP", "IN"), 0, "of") == []


@pytest.mark.parametrize(
    ("dateline", "is_one"),
    [
        ("LAGOS, March 9, 2023 (Reuters) - ", True),
        ("PORT-AU-PRINCE (AP) — ", True),
        ("Vientiane, 17 June (LXNA) — ", True),
        ("BEIRUT — ", True),
        ("RIO DE JANEIRO, Oct. 3 (EFE) -- ", True),
        ("The talks failed - ", False),
        ("Kenya's president - ", False),
    ],
)
def test_a_sentence_begins_after_a_dateline(dateline, is_one):
    doc = parse(dateline + "Gunmen killed two guards at dawn.")
    starts = [doc.tokens[s.start].text for s in doc.sentences]
    assert ("Gunmen" in starts) == is_one


def test_nothing_is_written_into_the_users_home_and_nothing_reported(tmp_path):
    """onnxruntime reports its use to its makers unless it is told not to before it is loaded."""
    code = "import os; from sayso.language import parse; parse('Police said so.')"
    code += "; print(os.environ['ORT_DISABLE_TELEMETRY'])"
    home = {**os.environ, "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    home.pop("ORT_DISABLE_TELEMETRY", None)
    done = subprocess.run([sys.executable, "-c", code], env=home, capture_output=True, text=True, check=True)
    assert done.stdout == "1\n"
    assert list(tmp_path.rglob("*")) == []
