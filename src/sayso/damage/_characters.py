"""Broken characters: entities left escaped (``&#039;``, ``&amp;#8217;``) and mojibake (``â€™``, ``Ã©``).

Entities are read by the tables of HTML 5. Mojibake is judged by ftfy, which is loaded only where characters
stand together that are typical of UTF-8 read as a one-byte encoding.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from html.entities import html5

from sayso.damage._marks import Found

REPLACEMENT = "\ufffd"

_entity = re.compile(r"&(?:amp;){0,5}(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,12});")
_short_names = frozenset(("lt", "gt", "mu", "pi"))

_ACCENTS = "\u0302\u0303"
"""Combining circumflex and tilde: texts that were taken apart spell "Ã" as "A" and an accent."""
_CONTINUES = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
"""What the second and later bytes of a UTF-8 character look like in Latin-1 and Windows-1252."""
_suspicious = re.compile(
    f"[Â-ß][{_CONTINUES}]|[à-ï][{_CONTINUES}]{{2}}|[ð-ô][{_CONTINUES}]{{3}}|â€"
    f"|(?<=A)[{_ACCENTS}][{_CONTINUES}]|[\x80-\x9f{REPLACEMENT}]"
)
_BOUNDS = f"{REPLACEMENT}\u2028\u2029"
_line_end = re.compile(r"[.!?\"”’)\x85]\x85")
_run = re.compile(f"(?:A(?=[{_ACCENTS}])|[^\x00-\x7f{_BOUNDS}]){{1,400}}|{REPLACEMENT}{{1,400}}")
_apostrophe = re.compile(r"(?:s|t|d|m|re|ve|ll)\b")


def entities(text: str) -> Iterator[Found]:
    """Mark character references that a reader should never see; the suggestion is the character."""
    if "&" not in text or ";" not in text:
        return
    for match in _entity.finditer(text):
        reference = match.group()
        meant = _unescaped(reference, match.group(1))
        if meant is None:
            continue
        note = "character escaped twice" if match.start(1) > match.start() + 1 else "escaped character"
        yield Found(match.start(), match.end(), "entity", note, meant or None)


def _unescaped(reference: str, name: str) -> str | None:
    """The character meant; an empty string where it is none that can be shown; None for no entity."""
    if not name.startswith("#"):
        meant = html5.get(name + ";", "")
        known = len(name) > 2 or name in _short_names
        if not known or len(meant) != 1 or ord(meant) > 0x2FFF:
            return None
    seen = reference
    for _ in range(8):
        plain = html.unescape(seen)
        if plain == seen:
            break
        seen = plain
    if seen in ("\u00a0", "\u202f", "\t", "\n", "\r"):
        return " "
    return seen if len(seen) == 1 and seen.isprintable() and seen != REPLACEMENT else ""


def mojibake(text: str) -> Iterator[Found]:
    """Mark runs of characters that were decoded with the wrong encoding, one mark a run."""
    if text.isascii():
        return
    text = _without_line_ends(text)
    done = 0
    for match in _suspicious.finditer(text):
        if match.start() < done:
            continue
        start = _run_start(text, match.start(), done)
        run = _run.match(text, start)
        if run is None:
            continue
        done = run.end()
        if run.group()[0] == REPLACEMENT:
            yield _lost(text, *run.span())
        else:
            yield from _mended(text, *run.span())


def _without_line_ends(text: str) -> str:
    """U+0085 is an ellipsis decoded wrongly, but the line end of a text that has no other."""
    if "\x85" not in text or "\n" in text or "\r" in text:
        return text
    ends = sum(1 for _ in _line_end.finditer(text))
    return text.replace("\x85", "\u2028") if 2 * ends >= text.count("\x85") else text


def _run_start(text: str, at: int, floor: int) -> int:
    """Where the run of characters beyond ASCII begins that holds ``at``."""
    if text[at] == REPLACEMENT:
        return at
    floor = max(floor, at - 300)
    while at > floor and (
        (text[at - 1] > "\x7f" and text[at - 1] not in _BOUNDS)
        or (text[at - 1] == "A" and text[at] in _ACCENTS)
    ):
        at -= 1
    return at


def _lost(text: str, start: int, end: int) -> Found:
    note = "a character was lost when the text was decoded"
    between = end - start == 1 and text[start - 1 : start].isalpha()
    if between and _apostrophe.match(text, end):
        return Found(start, end, "mojibake", note, "’")
    return Found(start, end, "mojibake", note)


def _mended(text: str, start: int, end: int) -> Iterator[Found]:
    """One mark for the part of the run that changes when it is decoded again, if it does."""
    from ftfy import fix_encoding

    run = text[start:end]
    mended = _without_controls(fix_encoding(unicodedata.normalize("NFC", run)))
    if mended == unicodedata.normalize("NFC", run) or len(mended) > len(run):
        return
    note = "characters decoded with the wrong encoding"
    if "Ã" in mended or "Â" in mended or _suspicious.search(mended):
        yield Found(start, end, "mojibake", f"{note}, and not all of them are left")
        return
    head, tail = _same_ends(run, mended)
    if head + tail == len(mended) and tail:
        tail -= 1  # "Â£" for "£": the mark holds what stays as well, so that something is suggested
    meant = mended[head : len(mended) - tail]
    yield Found(start + head, end - tail, "mojibake", note, meant or None)


def _same_ends(old: str, new: str) -> tuple[int, int]:
    """How many characters are the same at the front and at the back of both."""
    head = tail = 0
    shortest = min(len(old), len(new))
    while head < shortest and old[head] == new[head]:
        head += 1
    while tail < shortest - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return head, tail


def _without_controls(mended: str) -> str:
    """C1 controls as the Windows-1252 characters that they nearly always were."""
    if not any("\x80" <= c <= "\x9f" for c in mended):
        return mended
    return "".join(html.unescape(f"&#{ord(c)};") if "\x80" <= c <= "\x9f" else c for c in mended)
