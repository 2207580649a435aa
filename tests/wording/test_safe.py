"""No text steers the terminal."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from sayso.wording import quoted, safe, visible


def test_controls_and_direction_marks_are_shown_not_obeyed():
    assert safe("a\x1b]0;title\x07b") == "a⟨ESC⟩]0;title⟨U+0007⟩b"
    assert safe("pay\u202egnp.exe") == "pay⟨U+202E⟩gnp.exe"
    assert safe("\x9b31m \u2066x\u2069 \u200b \ufeff") == "⟨U+009B⟩31m ⟨U+2066⟩x⟨U+2069⟩ ⟨U+200B⟩ ⟨U+FEFF⟩"
    assert safe("a\r\n\tb\u2028c\x85d") == "a b c d"


def test_what_is_no_character_is_shown():
    """XML allows none of them."""
    assert (
        visible("a\ufffe\ufdd0\U0001ffff") == safe("a\ufffe\ufdd0\U0001ffff") == "a⟨U+FFFE⟩⟨U+FDD0⟩⟨U+1FFFF⟩"
    )


def test_what_words_need_is_kept():
    for words in (
        "Zoë’s café – naïve",
        "Менск",
        "北京",
        "👩‍👩‍👧",
        "co\u00adoperate",
        "مرحبا",
        "[bold]x[/bold]",
    ):
        assert safe(words) == words


def test_quotation_marks_alternate():
    assert quoted("yes") == "“yes”"
    assert quoted("he said “yes”") == "‘he said “yes”’"


@given(st.text())
def test_nothing_unprintable_comes_out(text):
    shown = safe(text)
    assert "\n" not in shown
    assert not [c for c in shown if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")]
    assert not [c for c in shown if unicodedata.category(c) == "Cf" and c not in "\u200c\u200d\u00ad"]
    assert cell_len(shown) >= 0


@given(st.text())
def test_visible_text_keeps_its_white_space_and_steers_nothing(text: str) -> None:
    shown = visible(text)
    assert [c for c in shown if c in "\n\t \u00a0"] == [c for c in text if c in "\n\t \u00a0"]
    assert not [
        c
        for c in shown.replace("\r\n", "\n")
        if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
        and c not in "\n\t\u200c\u200d\u00ad"
    ]
    assert visible(shown) == shown


def test_visible_text_keeps_its_lines():
    assert visible("a\x1b[1m\n\tb\u202e\u00a0c") == "a⟨ESC⟩[1m\n\tb⟨U+202E⟩\u00a0c"


def test_line_ends_of_windows_are_not_pointed_out_but_lone_returns_are():
    assert visible("a\r\nb\rc\r\r\n") == "a\r\nb⟨U+000D⟩c⟨U+000D⟩\r\n"
