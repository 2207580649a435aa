"""The tokeniser: nothing is lost, offsets are exact, and the conventions of news English hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.language._tokenise import tokenise


def words(text):
    return [text[start:end] for start, end in tokenise(text)]


@given(st.text(max_size=300))
def test_every_character_but_white_space_is_in_exactly_one_token(text):
    before = 0
    for start, end in tokenise(text):
        assert start < end
        assert not text[before:start].strip()
        before = end
    assert not text[before:].strip()


@given(st.text(alphabet="ab.,'’-—“\"()$%3US/ n't", max_size=60))
def test_every_character_is_kept_in_what_looks_like_news(text):
    assert "".join(words(text)) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We don't know,” Mr. Ali said.", "“ We do n't know , ” Mr. Ali said ."),
        ("The U.S.-backed force (10,000 men)", "The U.S. - backed force ( 10,000 men )"),
        ("pro-government rally", "pro - government rally"),
        ("Minsk's and students’ cannot", "Minsk 's and students ’ can not"),
        ("He left—she didn’t.", "He left — she did n’t ."),
        ("at 8:30 p.m. on Sept. 3, 2020", "at 8:30 p.m. on Sept. 3 , 2020"),
        ("Sen. Ana Ruiz (R-Fla.), who", "Sen. Ana Ruiz ( R - Fla. ) , who"),
        ("see https://example.org/a?b=1.", "see https://example.org/a?b=1 ."),
        ("$5m, 20% and 3km", "$ 5 m , 20 % and 3 km"),
        ("said.The next", "said . The next"),
        ("«Nie», „ja“ ``no''", "« Nie » , „ ja “ `` no ''"),
        ("...and so on…", "... and so on …"),
        ("WALLACE: Yes.", "WALLACE : Yes ."),
    ],
)
def test_conventions(text, expected):
    assert words(text) == expected.split()


def test_a_part_of_a_text_has_the_offsets_of_the_whole():
    text = "One two. Three four."
    assert [text[a:b] for a, b in tokenise(text, 9, 14)] == ["Three"]


def test_a_long_run_of_marks_takes_linear_time():
    text = '"' * 20_000
    assert sum(end - start for start, end in tokenise(text)) == len(text)
