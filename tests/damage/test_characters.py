"""Escaped entities and mojibake are marked with the character meant; good characters are left alone."""

from __future__ import annotations

import pytest

from sayso.damage import find, see_through


def marks(text: str, kind: str) -> list[tuple[str, str | None]]:
    return [(text[slice(*m.span)], m.suggestion) for m in find(text) if m.kind == kind]


@pytest.mark.parametrize(
    ("broken", "meant"),
    [
        ("&#039;", "'"),
        ("&#39;", "'"),
        ("&#x2019;", "’"),
        ("&#146;", "’"),
        ("&amp;", "&"),
        ("&amp;amp;", "&"),
        ("&amp;#8217;", "’"),
        ("&amp;amp;#8217;", "’"),
        ("&nbsp;", " "),
        ("&quot;", '"'),
        ("&eacute;", "é"),
        ("&mdash;", "—"),
        ("&#0;", None),
        ("&#xD800;", None),
    ],
)
def test_entities(broken: str, meant: str | None) -> None:
    assert marks(f"Okk{broken}s men", "entity") == [(broken, meant)]


@pytest.mark.parametrize(
    "text", ["fish & chips", "AT&T; and R&D;", "Q&A; a&b;c", "&nonsense;", "& ;", "x && y;"]
)
def test_a_bare_ampersand_is_no_entity(text: str) -> None:
    assert marks(text, "entity") == []


@pytest.mark.parametrize(
    ("broken", "meant"),
    [
        ("â€™", "’"),
        ("Ã©", "é"),
        ("Â£", "£"),
        ("Ã¢â‚¬â„¢", "’"),
        ("â€œ", "“"),
        ("\x93", "“"),
        ("Ð¿Ñ€Ð¸Ð²ÐµÑ‚", "привет"),
        ("A\u0303©", "é"),
        ("A\u0303\x83A\u0302§", "ç"),
    ],
)
def test_mojibake(broken: str, meant: str) -> None:
    assert marks(f"The price ({broken}) rose", "mojibake") == [(broken, meant)]


def test_only_the_broken_run_is_marked() -> None:
    text = "“Café prices rose,” said José’s cafÃ© on Rue Ã‰mile."
    assert marks(text, "mojibake") == [("Ã©", "é"), ("Ã‰", "É")]


def test_a_lost_character_has_a_suggestion_only_where_an_apostrophe_is_sure() -> None:
    text = "Okk\ufffds men didn\ufffdt reach Besan\ufffdon or \ufffd\ufffd."
    assert marks(text, "mojibake") == [
        ("\ufffd", "’"),
        ("\ufffd", "’"),
        ("\ufffd", None),
        ("\ufffd\ufffd", None),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "“Olá,” disse Çelik’s naïve coöperation — “Ärger” in Łódź, Ångström…",
        "Strauß” and café” and É”",
        "Привет, Κόσμε, 你好",
    ],
)
def test_good_characters_are_left_alone(text: str) -> None:
    assert marks(text, "mojibake") == []


def test_the_view_shows_what_was_meant() -> None:
    text = "AT&amp;T didnâ€™t&nbsp;pay cafÃ©s &amp;#8220;now&amp;#8221;"
    view = see_through(text, find(text))
    assert len(view) == len(text)
    assert view.replace("\u2060", "") == "AT&T didn’t pay cafés “now”"
    assert view.startswith("AT&\u2060\u2060\u2060\u2060T")


def test_a_next_line_character_ends_lines_where_nothing_else_does() -> None:
    assert marks("He left.\x85She stayed.\x85They spoke.", "mojibake") == []
    assert marks("He left\x85 and stayed.\nThey spoke.", "mojibake") == [("\x85", "…")]
    assert marks("He left\x85 and stayed.", "mojibake") == [("\x85", "…")]
