"""Hostile text made safe to show: article text reaches a terminal or a notebook only through here.

Control characters could move the cursor, set the window's title or run commands in old terminals; marks that
turn the direction of writing could make a name read as another. They are shown, not obeyed.
"""

from __future__ import annotations

import re
import unicodedata

_JOINERS = "\u200c\u200d\u00ad"
"""Format characters that words and emoji need, and that show nothing by themselves."""

_SPACES = re.compile(r"[\s\u2028\u2029\x1c-\x1f\x85]+")
_SUSPECT = re.compile(r"[^ -~\xa1-\xac\xae-\u02ff\u0370-\u05ff\u2010-\u2027\u2030-\u205f]")

_STEERING = re.compile(r"(?!\r\n)[^\n\t -~\xa0-\xac\xae-\u02ff\u0370-\u05ff\u2010-\u2027\u202f-\u205f]")


def safe(text: str) -> str:
    """One line of ``text``: runs of white space become a space, and what would steer the terminal a marker.

    >>> safe("Hello\\x1b[31m\\n world\\u202e")
    'Hello⟨ESC⟩[31m world⟨U+202E⟩'
    """
    if _is_plain(text) and "  " not in text:
        return text.strip()
    return _SUSPECT.sub(_shown, _SPACES.sub(" ", _visible_breaks(text)).strip())


def visible(text: str) -> str:
    """``text`` with its white space, and a marker for what would steer what surrounds it.

    The line ends of Windows are white space too.

    >>> visible("Hello\\x1b[31m\\n world\\u202e")
    'Hello⟨ESC⟩[31m\\n world⟨U+202E⟩'
    """
    return text if _is_plain(text) else _STEERING.sub(_shown, text)


def _is_plain(text: str) -> bool:
    """Whether there is nothing to look for: most of the many strings of a page are so."""
    return text.isascii() and text.isprintable()


def quoted(words: str) -> str:
    """Safe words within quotation marks: single ones where the words hold double ones."""
    return f"‘{words}’" if any(mark in words for mark in '“”„"') else f"“{words}”"


def _visible_breaks(text: str) -> str:
    """Separators that hide in white space otherwise (U+001C to U+001F) are not white space to us."""
    return re.sub("[\x1c-\x1f]", _shown, text)


def _shown(match: re.Match[str]) -> str:
    character, number = match[0], ord(match[0])
    steering = unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
    no_character = number & 0xFFFE == 0xFFFE or 0xFDD0 <= number <= 0xFDEF
    if character in _JOINERS or not (steering or no_character):
        return character
    return "⟨ESC⟩" if character == "\x1b" else f"⟨U+{number:04X}⟩"
