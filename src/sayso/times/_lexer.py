"""Text -> lexemes and their classes as one string, on which the grammar's patterns run."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.times._lexicon import (
    ABBREVIATED_MONTHS,
    ABBREVIATED_WEEKDAYS,
    CAPITALISED_ONLY,
    CLASSES,
    MASKS,
    Value,
    cardinal,
)

ABBREVIATIONS = frozenset({*ABBREVIATED_MONTHS, *ABBREVIATED_WEEKDAYS})
ODD = CAPITALISED_ONLY | ABBREVIATIONS | {"a"}

_lexeme = re.compile(
    r"(?P<word>[^\W\d_]+)"
    r"|(?P<digits>\d+)(?P<suffix>st|nd|rd|th|s|hrs)?(?![^\W\d_])"
    r"|(?P<number>\d+)"
    r"|(?P<mark>[^\w\s])"
    r"|(?P<line>[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+)"
    r"|_"
)
_meridiem = re.compile(r"([ap])\.? ?m\b\.?", re.I)
_era = re.compile(r"(?:B\.? ?C\.? ?E|A\.? ?D|B\.? ?C)\b\.?")
_possessive = re.compile(r"['’]s\b")
_short_year = re.compile(r"['’`](\d\d)(s?)\b")
HIDDEN = "\u2060"


@dataclass(slots=True)
class Lexemes:
    """The words, numbers and marks of a text: ``codes[i]`` is the class of the i-th, ``values[i]`` what it
    says, ``starts[i]`` and ``ends[i]`` its offsets."""

    codes: str
    values: list[Value]
    starts: list[int]
    ends: list[int]


def lex(view: str) -> Lexemes:
    """Read a text into lexemes. Hidden characters (U+2060) count as spaces."""
    view = view.replace(HIDDEN, " ")
    codes: list[str] = []
    values: list[Value] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for match in _lexeme.finditer(view):
        start, end = match.span()
        if start < at:
            continue
        kind = match.lastgroup
        value: Value
        if kind == "word":
            word = match.group()
            lower = word.lower()
            code, value = CLASSES.get(lower, ("#", lower))
            if code == "#" or lower in ODD:
                code, value, end = _odd_word(view, word, lower, code, value, start, end)
        elif kind == "mark":
            code, value, end = _mark(view, match.group(), start, end)
        elif kind == "line":
            code, value = "%", None
        elif kind is None:
            code, value = "#", None
        else:
            code, value, end = _number(view, match, end)
        at = end
        codes.append(code)
        values.append(value)
        starts.append(start)
        ends.append(end)
    return _join_spelt_years(Lexemes("".join(codes), values, starts, ends))


_pair = re.compile(r"n-?n(?:-?n)?(?!-?[uU2n])")


def _join_spelt_years(lexemes: Lexemes) -> Lexemes:
    """ "nineteen ninety-six" becomes one lexeme of class Y."""
    joined: list[tuple[int, int, int]] = []
    for match in _pair.finditer(lexemes.codes):
        start, end = match.span()
        numbers = [v for v in lexemes.values[start:end] if isinstance(v, int)]
        if (
            13 <= numbers[0] <= 20
            and numbers[1] >= 10
            and (len(numbers) == 2 or numbers[2] < 10 < numbers[1])
        ):
            joined.append((start, end, numbers[0] * 100 + sum(numbers[1:])))
    for start, end, year in reversed(joined):
        lexemes.codes = lexemes.codes[:start] + "Y" + lexemes.codes[end:]
        lexemes.values[start:end] = [year]
        lexemes.starts[start:end] = [lexemes.starts[start]]
        lexemes.ends[start:end] = [lexemes.ends[end - 1]]
    return lexemes


def _odd_word(
    view: str, word: str, lower: str, code: str, value: Value, start: int, end: int
) -> tuple[str, Value, int]:
    """Words that need a look at their letters: "a.m.", "B.C.", "May" but not "may"."""
    first = word[0]
    if first in "apAP" and len(word) <= 2 and (match := _meridiem.match(view, start)):
        return "j", match.group(1).lower(), match.end()
    if first in "AB" and len(word) <= 3 and (match := _era.match(view, start)):
        return "Q", "BC" if first == "B" else "AD", match.end()
    if (
        word in ("Q", "H")
        and view[end : end + 1] in ("1", "2", "3", "4")
        and not view[end + 1 : end + 2].isdigit()
    ):
        return "3", word + view[end], end + 1
    if code != "#" and word == lower and lower != "a":
        return "#", lower, end
    if lower in ABBREVIATIONS and view[end : end + 1] == ".":
        end += 1
    return code, value, end


def _mark(view: str, mark: str, start: int, end: int) -> tuple[str, Value, int]:
    if mark in "'’`":
        if match := _possessive.match(view, start):
            return "'", "s", match.end()
        if match := _short_year.match(view, start):
            if match.group(2):
                return "K", int(match.group(1)) // 10, match.end()
            return "$", 1900 + int(match.group(1)), match.end()
    return MASKS.get(mark, "#"), mark, end


def _number(view: str, match: re.Match[str], end: int) -> tuple[str, Value, int]:
    digits = match.group("digits") or match.group("number")
    suffix = match.group("suffix")
    if len(digits) > 9:
        return "#", None, end
    number = int(digits)
    if match.group("digits") is None:
        meridiem = _meridiem.match(view, match.start("number") + len(digits))
        return ("d" if meridiem and 0 < number <= 31 else "#"), number, end
    if suffix == "s":
        if len(digits) == 4 and number % 10 == 0 and 1000 <= number <= 2090:
            return "K", number // 10, end
        return ("K", number // 10, end) if len(digits) == 2 and number % 10 == 0 else ("#", number, end)
    if suffix == "hrs":
        return "D", number, end
    if suffix:
        return "o", number, end
    if len(digits) <= 2 and 1 <= number <= 31:
        return "d", number, end
    if len(digits) == 4 and 1000 <= number <= 2199:
        return "Y", number, end
    return "D", number, end


def number(lexemes: Lexemes, view: str, start: int, end: int) -> float | None:
    """The number that lexemes ``start`` to ``end`` write in digits or words; None for "several", "few"."""
    codes = lexemes.codes[start:end]
    words = [v for c, v in zip(codes, lexemes.values[start:end], strict=True) if c in "n2"]
    if "couple" in lexemes.values[start:end]:
        return 2
    if words:
        names = re.findall(r"[a-z]+", view[lexemes.starts[start] : lexemes.ends[end - 1]].lower())
        whole = cardinal([name for name in names if name not in ("a", "an", "and", "the", "of", "half")])
        return whole + 0.5 if whole is not None and "half" in names else whole
    figures = [v for c, v in zip(codes, lexemes.values[start:end], strict=True) if c in "dDY"]
    if figures:
        return _figures(view[lexemes.starts[start] : lexemes.ends[end - 1]])
    return 1 if codes[:1] == "a" and "q" not in codes else None


def _figures(text: str) -> float | None:
    """ "1,500" -> 1500, "2.5" -> 2.5, "2 1/2" -> 2.5."""
    match = re.search(r"(\d{1,12})(?:,(\d{3}))?(?:\.(\d{1,3}))?(?:[ -](\d)/(\d))?", text)
    if not match:
        return None
    whole, thousands, decimals, over, under = match.groups()
    value = float(f"{whole}{thousands or ''}.{decimals or 0}")
    if over and under and under != "0":
        value += int(over) / int(under)
    return value
