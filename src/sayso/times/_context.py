"""Whether an expression that could be a time is one, by the words around it and their tags."""

from __future__ import annotations

from sayso.language import Doc
from sayso.times._grammar import Found
from sayso.times._lexer import Lexemes
from sayso.times._senses import Calendar, Length, Near, Years

COUNTED = frozenset({
    "people", "troops", "men", "women", "children", "soldiers", "dollars", "euros", "pounds", "miles",
    "km", "kilometers", "kilometres", "meters", "metres", "feet", "acres", "barrels", "points", "tons",
    "tonnes", "employees", "workers", "jobs", "votes", "students", "protesters", "police", "officers",
    "refugees", "deaths", "cases", "homes", "units", "shares", "copies", "civilians", "migrants",
    "demonstrators", "supporters", "victims", "rpm", "mph", "hectares", "calories", "percent", "pages",
    "times", "families", "voters", "members", "vehicles",
})  # fmt: skip
"""Nouns before which a four-digit number is a count and not a year."""

SUM_MARKS = "$£€#¥"


def believable(found: Found, lexemes: Lexemes, doc: Doc) -> bool:
    """False for "2000 people", "$1990", "Theresa May", "19-year-old", "in his 20s"."""
    sense = found.sense
    if isinstance(sense, Calendar):
        if found.rule == "year":
            return _is_year(found, lexemes, doc)
        if found.end - found.start == 1:
            return _is_lone_name(found, lexemes, doc)
    if isinstance(sense, Near | Length) and _is_name(found, lexemes, doc):
        return False
    if isinstance(sense, Length):
        return not _is_age(found, lexemes)
    if isinstance(sense, Years) and found.rule == "decade":
        return str(_value(lexemes, found.start - 1)) not in ("his", "her", "their", "my", "mid")
    return True


def _value(lexemes: Lexemes, i: int) -> object:
    return lexemes.values[i] if 0 <= i < len(lexemes.values) else None


def _is_name(found: Found, lexemes: Lexemes, doc: Doc) -> bool:
    """ "This Week", "60 Minutes": a unit with a capital letter belongs to a name."""
    last = found.end - 1
    return lexemes.codes[last] in "uU" and last - found.start < 2 and doc.view[lexemes.starts[last]].isupper()


def _is_age(found: Found, lexemes: Lexemes) -> bool:
    after = _value(lexemes, found.end)
    if after == "-":
        after = _value(lexemes, found.end + 1)
    return after in ("old", "olds")


def _is_year(found: Found, lexemes: Lexemes, doc: Doc) -> bool:
    """A bare four-digit number is a year where nothing around it counts, prices or numbers something."""
    year = found.sense.year if isinstance(found.sense, Calendar) else None
    first = lexemes.starts[found.start]
    before, after = doc.view[first - 1 : first], _value(lexemes, found.end)
    if before and (before in SUM_MARKS or before.isalnum() or before in "+=@"):
        return False
    if found.end - found.start > 1:
        return True
    last = lexemes.ends[found.end - 1]
    follows = doc.view[last : last + 1]
    if follows in ("%", "°", "€", "£") or after in COUNTED:
        return False
    previous = _value(lexemes, found.start - 1)
    if lexemes.codes[found.start] == "$":
        return previous in ("in", "since", "of", "from", "during", "by", "until", "class")
    if year is None or not 1900 <= year <= 2059:
        return previous in (
            "in",
            "since",
            "from",
            "until",
            "by",
            "of",
            "to",
            "between",
            "and",
            "(",
            ",",
            "during",
            "-",
        )
    return previous not in ("no", "number", "page", "room", "boeing", "flight", "highway", "route", "than")


def _is_lone_name(found: Found, lexemes: Lexemes, doc: Doc) -> bool:
    """Months and seasons alone: "May" in Theresa May, "spring" the verb, and the like are none."""
    if lexemes.codes[found.start] not in "MSH":
        return True
    i = doc.at(lexemes.starts[found.start])
    if i is None:
        return False
    token = doc.tokens[i]
    if token.entity in ("PERSON", "ORG", "FAC", "WORK_OF_ART", "PRODUCT"):
        return False
    if lexemes.codes[found.start] == "M":
        before = doc.tokens[i - 1] if i else None
        if (
            before
            and before.pos == "PROPN"
            and before.sentence == token.sentence
            and before.entity in ("PERSON", "ORG", "")
        ):
            return False
        word = token.lower.rstrip(".")
        if word in ("may", "march", "mar", "jan", "dec", "sun", "sat"):
            return token.pos == "PROPN" and token.tag.startswith("NNP")
        return word != "second"
    return token.pos in ("NOUN", "PROPN")
