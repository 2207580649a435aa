"""What holds for every text: marks in order, views of equal length, the same answer twice, linear time."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.damage import find, hidden, see_through
from sayso.records import Damage, Reading, article_of, problems

PIECES = [
    '[ad_1]', '[abi] ', '[the] ', '“', '”', ', ”Vell ', '"', ' "Vell ', '\n', '\r\n', '\u2028', '\x85',
    '&amp;', '&#0;', '&#10;', '&', ';', 'Ã©', 'â€™', '�', 'Ã', '́', 'the the ', 'a calm and calm ',
    'some 9,000 men. and more men. ', '9,000 men went. men, ', '5 mln. euros ', 'voice manipulation ',
    'election ', 'Source', '(Reporting by Vell)', '(', ')', '[', ']', '<br>', '©', 'Share',
    'Слава нашему городу ', '\u2060', 'İ', 'ß”', '1,000', '. a', ' ', 'word ', 'Vell said. ',
]  # fmt: skip

texts = st.one_of(
    st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=200),
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    st.text(alphabet="[]“”\"'.,&;#_ aA1\n", max_size=120),
)


@given(texts)
@settings(max_examples=400, deadline=None)
def test_every_mark_is_a_span_and_the_view_is_as_long_as_the_text(text: str) -> None:
    marks = find(text)
    assert problems(Reading(article=article_of(text), damage=marks)) == []
    assert list(marks) == sorted(marks, key=lambda m: m.span)
    assert all(a.span[1] <= b.span[0] for a, b in pairwise(marks))
    view = see_through(text, marks)
    assert len(view) == len(text)
    breaks = "\n\r\v\f\x1c\x1d\x1e\u2028\u2029"
    assert [i for i, c in enumerate(view) if c in breaks] == [i for i, c in enumerate(text) if c in breaks]
    assert find(text) == marks
    covered = {i for m in marks for i in range(*m.span)}
    assert all(view[i] == c for i, c in enumerate(text) if i not in covered)


KINDS = (
    "residue", "entity", "mojibake", "untranslated", "torn_sentence", "doubled_word", "misplaced_quote",
    "odd_word",
)  # fmt: skip
spans_of_any_text = st.lists(st.tuples(st.integers(0, 50), st.integers(1, 60)), max_size=5)
suggestions = st.sampled_from([None, "", "x", "a longer suggestion than the span", "\n\u00a0"])


@given(texts, spans_of_any_text, st.sampled_from(KINDS), suggestions)
@settings(max_examples=200, deadline=None)
def test_any_marks_at_all_give_a_view_of_equal_length(
    text: str, spans: list[tuple[int, int]], kind: str, suggestion: str | None
) -> None:
    marks = [Damage(kind=kind, span=(a, a + n), note="", suggestion=suggestion) for a, n in spans]  # type: ignore[arg-type]
    assert len(see_through(text, marks)) == len(text)
    hidden(marks)


def seconds(unit: str, length: int) -> float:
    text = (unit * (length // len(unit) + 1))[:length]
    start = time.process_time()
    assert len(see_through(text, find(text))) == length
    return time.process_time() - start


@pytest.mark.parametrize("unit", ["[", "“", ". ", "&", "[zqx] ", "aa. "])
def test_a_hostile_megabyte_takes_less_than_two_seconds(unit: str) -> None:
    find("warm up &amp; [abi] Ã© election")
    assert seconds(unit, 1_000_000) < 2.0


HOSTILE = [
    "”", '"', ' "', "(", "(Reporting by ", "Ã©", "\ufffd", "<p ", "the the ", "9,000 men. and more men ",
    "A B/", "[a_a", "voices election ", "\n", "Share ", "Photo: A ", "copyright A ", "a (function x) {",
]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_time_is_linear_in_a_single_hostile_line(unit: str) -> None:
    find("warm up &amp; [abi] Ã© election")
    assert seconds(unit, 100_000) < 0.4


def test_clean_text_has_no_marks_and_is_its_own_view() -> None:
    text = "“We met,” the mayor said on Monday. Some 300 people (mostly students) came; it's over."
    assert find(text) == ()
    assert see_through(text, ()) == text
    assert find("") == ()


def test_marks_do_not_overlap_where_two_detectors_see_the_same_words() -> None:
    text = "(Reporting by Ada &amp; Jon; Editing by the the desk)"
    assert [m.kind for m in find(text)] == ["residue"]


SAMPLE = Path(__file__).parents[3] / "shared" / "sample" / "article.txt"


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample is not on this machine")
def test_every_scar_named_in_the_sample_s_notes_is_marked() -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    marked = {(m.kind, text[slice(*m.span)].split(" ")[-1]): m for m in find(text)}
    kinds = [m.kind for m in find(text)]
    assert {k: kinds.count(k) for k in set(kinds)} == {
        "residue": 2,
        "untranslated": 1,
        "misplaced_quote": 1,
        "torn_sentence": 2,
        "doubled_word": 1,
        "odd_word": 4,
    }
    assert marked["untranslated", "[abi]"].suggestion == "both"
    assert "police" in marked["odd_word", "militias"].note
