"""Media in the text of an article: the agency that it says it is from, and which one "state television"
is."""

from __future__ import annotations

import re
from functools import lru_cache

from sayso.directory import fold_name

_NAMES = {
    "Reuters": (),
    "Associated Press": ("AP",),
    "AFP": ("Agence France-Presse",),
    "TASS": ("ITAR-TASS",),
    "Interfax": (),
    "RIA Novosti": ("RIA",),
    "DPA": ("Deutsche Presse-Agentur",),
    "EFE": (),
    "ANSA": (),
    "Xinhua": (),
    "UPI": ("United Press International",),
    "Press Association": ("PA Media", "PA"),
    "Kyodo": (),
    "Yonhap": (),
    "BNS": ("Baltic News Service",),
    "BelTA": (),
    "Belga": (),
    "APA": (),
    "Anadolu": ("AA",),
    "PTI": ("Press Trust of India",),
    "Bloomberg": (),
    "Ukrinform": (),
    "PAP": (),
    "LETA": (),
    "ELTA": (),
    "CTK": (),
    "MTI": (),
    "Agerpres": (),
    "Moldpres": (),
    "Infotag": (),
}
"""News agencies of the world, with other names of theirs."""
_SMALL = frozenset("the news agency agencies correspondent correspondents staff".split())

_NAME = r"[A-Z][\w.’'&-]*(?: [A-Z][\w.’'&-]*){0,4}"
_DATELINES = (
    re.compile(rf"\(({_NAME})\)\s*[-–—]"),
    re.compile(r"[-–—,]\s*([A-Z][A-Za-z.]{1,14})\s*[-–—]"),
    re.compile(rf"^({_NAME}),[^\n]{{0,30}}[-–—]", re.MULTILINE),
    re.compile(rf"^By ({_NAME})\s*$", re.MULTILINE),
)
_LINE = re.compile(
    r"^\W*(?:with (?:additional )?(?:reporting|materials?|files|information) (?:by|from)|"
    r"additional reporting by|source|courtesy of|agency|compiled from|copyright|©|\(c\))\s*:?\s*(.{1,120})$",
    re.IGNORECASE | re.MULTILINE,
)
_AND = re.compile(r"\s*(?:,|/|;|\||\band\b)\s*", re.IGNORECASE)
_BYLINE = re.compile(r"\s*(?:,|/|;|\||\band\b|[-–—(]|\bby\b|\bfor\b|\bwith\b)\s*", re.IGNORECASE)
_FIRST = re.compile(rf"(?:the )?({_NAME})")


def _key(name: str) -> str:
    return " ".join(word for word in fold_name(name).split() if word not in _SMALL)


_AGENCIES = {_key(name): agency for agency, others in _NAMES.items() for name in (agency, *others)}


@lru_cache(maxsize=1 << 14)
def agency(name: str) -> str | None:
    """The news agency of a name, as it is best known.

    >>> agency("the Associated Press"), agency("AP"), agency("the Riverton Post")
    ('Associated Press', 'Associated Press', None)
    """
    return _AGENCIES.get(_key(name)) if len(name) < 60 else None


def credits_in(text: str) -> tuple[str, ...]:
    """Names that may be credits in the first lines of a text and in its last: "(Reuters) -", "With
    reporting by ..."."""
    lines = [line[:300] for line in text.splitlines() if line.strip()]
    head, tail = "\n".join(lines[:4])[:600], "\n".join(lines[-3:])[-600:]
    found = [match[1] for dateline in _DATELINES for match in dateline.finditer(head)]
    for part in (head, tail):
        for line in _LINE.finditer(part):
            for name in _AND.split(line[1]):
                first = _FIRST.match(name)
                found += [first[1]] if first else []
    return tuple(dict.fromkeys(name.strip(" ().") for name in found if name.strip(" ().")))


_STATE = r"(?i:state|public|national|official|government)(?i:[- ](?:run|owned|controlled|funded|backed))?"
_MEDIUM = (
    r"(?i:(television|tv|radio|broadcaster|news agency|newspaper)"
    r"(?: (?:channel|station|company|network|broadcaster))*)"
)
_QUOTED = r"(?<![\w-])[“\"«]?([A-Z][\w-]{0,30}(?: [A-Z0-9][\w-]{0,30}){0,2})[”\"»]?"
_MEDIA = (
    re.compile(rf"\b{_STATE} {_MEDIUM},? {_QUOTED}"),
    re.compile(rf"\b{_STATE} {_QUOTED} {_MEDIUM}"),
    re.compile(rf"{_QUOTED}, (?:the|an?|its|[A-Z]\w+[’']s) (?:[A-Z]\w+ )?{_STATE} {_MEDIUM}"),
)
_OF_THE_STATE = re.compile(rf"(?:the |its |[A-Z]\w+(?:[’']s)? )?{_STATE} {_MEDIUM}")
_CALLED = {"tv": "television"}


def state_media_in(text: str) -> tuple[tuple[str, str], ...]:
    """Media of a state that a text calls by their names: "the state broadcaster ONT". Pairs of the kind of
    medium and the name, each once.

    >>> state_media_in("Police told the state TV channel ONT that all was calm.")
    (('television', 'ONT'),)
    """
    found = set()
    for order, pattern in enumerate(_MEDIA):
        for match in pattern.finditer(text):
            kind, name = (match[1], match[2]) if order == 0 else (match[2], match[1])
            found.add((_kind(kind), name))
    return tuple(sorted(found))


def state_medium(source: str) -> str:
    """The kind of medium that a source is which is called by no name, empty for any other source.

    >>> state_medium("state television"), state_medium("the state TV channel ONT"), state_medium("police")
    ('television', '', '')
    """
    match = _OF_THE_STATE.fullmatch(source.strip())
    return _kind(match[1]) if match else ""


def _kind(medium: str) -> str:
    return _CALLED.get(medium.lower(), medium.lower())


def credits_of(byline: str) -> list[str]:
    """Names that may be credits in a byline: "By Tom Birch, BNS"."""
    return [part.strip(" ().") for part in _BYLINE.split(byline[:300]) if part.strip(" ().")]
