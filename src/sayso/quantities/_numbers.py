"""Numbers in figures and words, exact and vague: "1,500", "2.5 million", "forty-five thousand", "dozens"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.quantities._units import BEFORE_DOLLAR, SYMBOLS

UNITS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES = {
    "dozen": 12, "score": 20, "hundred": 100, "thousand": 1000, "k": 1000, "million": 10**6, "mn": 10**6,
    "m": 10**6, "lakh": 10**5, "crore": 10**7, "billion": 10**9, "bn": 10**9, "mln": 10**6, "bln": 10**9,
    "trillion": 10**12,
}  # fmt: skip
WRITTEN_SCALES = frozenset(SCALES) - {"k", "m"}

PLURALS = {
    "tens": (20, 99), "dozens": (24, 99), "scores": (40, 99), "hundreds": (200, 999),
    "thousands": (2000, 9999), "millions": (2_000_000, 9_999_999), "billions": (2 * 10**9, 10**10 - 1),
}  # fmt: skip
"""Vague plurals: from twice the unit to just below the next; "scores" from forty, "tens" as dozens of ten."""

LARGE = 10**15
"""No count is larger; longer figures are not read."""

_lexeme = re.compile(
    r"(?P<figures>\d{1,3}(?:,\d{3}){1,4}(?!\d)(?:\.\d{1,3}(?!\d))?|\d{1,3}(?:\.\d{3}){2,4}(?![\d.]\d)"
    r"|\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3}){1,4}(?![\d,.]\d|\d)|\d{1,3}(?: , \d{3}){1,4}(?!\d)"
    r"|\d{1,3},\d{1,2}(?=\s(?:thousand|million|billion|mln|bln|mn|bn|percent|per cent)\b|\s?%)"
    r"|\d{1,15}(?:\.\d{1,6}(?!\d))?)"
    r"(?P<scale>(?:[kKmM]|bn|mn)\b)?(?P<glued>(?:st|nd|rd|th|[^\W\d_])[^\W_]*)?"
    r"|(?P<word>[^\W\d_]+)|(?P<mark>[^\w\s])|(?P<line>[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+)|_"
)
_dotted = re.compile(r"[1-9]\d{0,2}(?:\.\d{3}){1,4}")
"""Thousands set off by dots, as translated copy has them ("35.000 people"): people come whole, dollars do
not."""

_comma_decimal = re.compile(r"\d{1,3},\d{1,2}")
_separators = re.compile(r"[,\s]")
"""Marks between thousands: commas, and the spaces that translated copy and the SI have."""

_scale_follows = re.compile(r"\s?(?:thousand|million|billion|trillion|mln|bln|mn|bn)", re.I)

SPELT = "|".join([*UNITS, *PLURALS, *SCALES, "several", "few", "handful", "couple", "half", "quarter"])
HARM = (
    r"kill|die[ds]?\b|dead\b|death|fatal|casualt|injur|wound|hurt|arrest|detain|jail|kidnap|abduct|missing"
    r"|shot\b|stab|murder"
)
TRIGGER = re.compile(rf"\d|\b(?:(?:{SPELT})\b|{HARM})", re.I)
"""What a text lacks that counts nothing: numbers, and words of what becomes of a single person or nobody."""

DASHES = "-‐‑–—"


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A word, figure or mark: lower-case ``text``, offsets, its ``figure`` where it is one, and the currency
    whose sign stands right before the figure; the offsets then begin at the sign."""

    text: str
    start: int
    end: int
    figure: float | None = None
    currency: str = ""


def lex(text: str, first: int = 0, last: int | None = None) -> list[Lexeme]:
    """Words, figures and marks between two offsets. Figures with letters on them ("19th") are words."""
    out: list[Lexeme] = []
    for match in _lexeme.finditer(text, first, len(text) if last is None else last):
        start, end = match.span()
        kind = match.lastgroup
        if kind == "word" or kind == "mark":
            word = match.group()
            if word in DASHES:
                word = "-"
            out.append(Lexeme(word.lower(), start, end))
        elif match.group("figures"):
            out.append(_priced(out, _figure(match, text, start, end)))
        else:
            out.append(Lexeme("\n" if kind == "line" else "_", start, end))
    return out


def _priced(before: list[Lexeme], figure: Lexeme) -> Lexeme:
    """A figure with the currency sign that stands right before it ("$", "US$", "C$"), which it takes up."""
    sign = before[-1] if before else None
    if figure.figure is None or sign is None or sign.text not in SYMBOLS or sign.end != figure.start:
        return figure
    before.pop()
    code, start = SYMBOLS[sign.text], sign.start
    letters = before[-1] if before else None
    if sign.text == "$" and letters is not None and letters.end == start and letters.text in BEFORE_DOLLAR:
        code, start = BEFORE_DOLLAR[letters.text], letters.start
        before.pop()
    return Lexeme(figure.text, start, figure.end, figure.figure, code)


def _figure(match: re.Match[str], text: str, start: int, end: int) -> Lexeme:
    before = text[start - 1 : start]
    if match["glued"] or before.isalnum() or before in ("_", "."):
        return Lexeme(match.group().lower(), start, end)
    figures = match["figures"]
    if _comma_decimal.fullmatch(figures):
        figures = figures.replace(",", ".")
    figures = _separators.sub("", figures)
    if (
        _dotted.fullmatch(figures)
        and before not in SYMBOLS
        and not (match["scale"] or _scale_follows.match(text, end))
    ):
        figures = figures.replace(".", "")
    value = float(figures)
    if match["scale"]:
        value = round(value * SCALES[match["scale"].lower()], 3)
    return Lexeme(match.group().lower(), start, end, value)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as a range, and where reading stopped. ``bare`` says that no scale word stood with it;
    ``rule`` names the vague word it rests on."""

    low: float
    high: float
    end: int
    rule: str = ""
    bare: bool = False
    scale: float = 1


def amount(words: list[Lexeme], i: int) -> Amount | None:
    """The number that begins at a lexeme, or None."""
    if i >= len(words):
        return None
    return _vague(words, i) or _fraction(words, i) or _exact(words, i)


def _word(words: list[Lexeme], i: int) -> str:
    return words[i].text if 0 <= i < len(words) else ""


def _scaled(words: list[Lexeme], i: int) -> tuple[float, int]:
    """Product of the scale words from ``i`` ("hundred thousand") and where they end."""
    scale = 1.0
    for _ in range(3):
        if _word(words, i) not in WRITTEN_SCALES or scale >= 10**9:
            break
        scale *= SCALES[words[i].text]
        i += 1
    return scale, i


def _vague(words: list[Lexeme], i: int) -> Amount | None:
    first = _word(words, i)
    if first in PLURALS:
        return _plural(words, i)
    if first == "several":
        if _word(words, i + 1) == "tens" and (tens := _plural(words, i + 1)).end > i + 2:
            return Amount(tens.low * 1.5, tens.high, tens.end, f"several {tens.rule}")
        return _few(words, i + 1, 3, 9, "several")
    if first == "many" and _word(words, i + 1) in PLURALS:
        return _plural(words, i + 1)
    if first != "a" and first != "couple" and first != "few":
        return None
    at = i + 1 if first == "a" else i
    second = _word(words, at)
    if second == "couple":
        return _few(words, at + 2 if _word(words, at + 1) == "of" else at + 1, 2, 3, "a couple")
    if second == "few" and first == "a":
        return _few(words, at + 1, 2, 5, "a few")
    if second == "handful":
        return Amount(3, 7, at + 1, "a handful")
    if second == "pair" and first == "a":
        return Amount(2, 2, at + 1)
    return None


def _few(words: list[Lexeme], i: int, low: int, high: int, name: str) -> Amount:
    """ "several hundred", "a few dozen": so many times the scale, below the next scale."""
    scale, end = _scaled(words, i)
    if end == i and _word(words, i) in ("dozens", "hundreds", "thousands", "millions"):
        scale, end = SCALES[words[i].text[:-1]], i + 1
    if end == i:
        return Amount(low, high, end, name)
    scale_name = words[end - 1].text.rstrip("s")
    top = {"hundred": 999, "thousand": 9999, "million": 9_999_999, "dozen": 99}.get(
        scale_name, 10 * scale - 1
    )
    if end - i > 1:
        top = 10 * scale - 1
    scale_name = " ".join(word.text.rstrip("s") for word in words[i:end])
    return Amount(low * scale, top if name == "several" else high * scale, end, f"{name} {scale_name}")


def _plural(words: list[Lexeme], i: int) -> Amount:
    """ "hundreds", "tens of thousands", "hundreds of thousands"."""
    low, high = PLURALS[words[i].text]
    rule = words[i].text
    if _word(words, i + 1) == "of" and _word(words, i + 2) in (
        "thousands",
        "millions",
        "billions",
        "hundreds",
    ):
        scale = SCALES[words[i + 2].text[:-1]]
        return Amount(low * scale, (high + 1) * scale - 1, i + 3, f"{rule} of {words[i + 2].text}")
    if _word(words, i + 1) in ("and", "upon") and _word(words, i + 2) == rule:
        return Amount(low, high, i + 3, rule)
    return Amount(low, high, i + 1, rule)


def _fraction(words: list[Lexeme], i: int) -> Amount | None:
    """ "half a million", "a quarter of a million", "half a dozen"."""
    at = i + 1 if _word(words, i) in ("a", "three") else i
    part = {"half": 0.5, "quarter": 0.25, "quarters": 0.75}.get(_word(words, at))
    if part is None or (part == 0.75) != (_word(words, i) == "three"):
        return None
    at += 1
    for _ in range(3):
        if _word(words, at) in ("of", "a", "-"):
            at += 1
    scale, end = _scaled(words, at)
    return Amount(part * scale, part * scale, end, scale=scale) if end > at else None


def _exact(words: list[Lexeme], i: int) -> Amount | None:
    first = words[i]
    if first.figure is not None:
        return _in_figures(words, i, first.figure)
    if first.text in ("a", "an"):
        scale, end = _scaled(words, i + 1)
        if end == i + 1:
            return None
        if [_word(words, end + n) for n in range(3)] == ["and", "a", "half"]:
            return Amount(1.5 * scale, 1.5 * scale, end + 3, scale=scale)
        return _rest_of_words(words, end, scale, scale)
    if first.text in UNITS:
        return _in_words(words, i)
    return None


def _in_figures(words: list[Lexeme], i: int, value: float) -> Amount | None:
    end = i + 1
    at = end + 1 if _word(words, end) == "-" and _word(words, end + 1) in WRITTEN_SCALES else end
    scale, after = _scaled(words, at)
    if (
        after == at
        and _word(words, at)[-1:] == "s"
        and _word(words, at)[:-1] in ("thousand", "million", "billion")
    ):
        scale, after = SCALES[words[at].text[:-1]], at + 1
    if after > at:
        end = after
    value = round(value * scale, 3)
    return Amount(value, value, end, bare=scale == 1, scale=scale) if value < LARGE else None


def _in_words(words: list[Lexeme], i: int) -> Amount | None:
    """Cardinals in words: "one hundred and fifty", "two and a half million", "twelve hundred"."""
    part, end = _below_hundred(words, i)
    if _word(words, end) == "and" and _word(words, end + 1) == "a" and _word(words, end + 2) == "half":
        scale, after = _scaled(words, end + 3)
        if after > end + 3:
            return Amount((part + 0.5) * scale, (part + 0.5) * scale, after, scale=scale)
    at = end + 1 if _word(words, end) == "-" and _word(words, end + 1) in WRITTEN_SCALES else end
    scale, after = _scaled(words, at)
    if after == at:
        return Amount(part, part, end, bare=True)
    return _rest_of_words(words, after, part * scale, scale)


def _rest_of_words(words: list[Lexeme], i: int, total: float, scale: float) -> Amount:
    """What follows a scale: "(three hundred) and twelve thousand"."""
    largest, last = scale, scale
    for _ in range(4):
        at = i + 1 if _word(words, i) == "and" else i
        if _word(words, at) not in UNITS or last < 100:
            break
        part, end = _below_hundred(words, at)
        scale_here, after = _scaled(words, end)
        piece = part * scale_here
        if piece >= last and scale_here == 1:
            break
        if scale_here > last:
            total, i, largest, last = (total + part) * scale_here, after, scale_here, scale_here
            continue
        total, i, last = total + piece, after, scale_here if scale_here > 1 else 1
    return Amount(total, total, i, scale=largest)


def _below_hundred(words: list[Lexeme], i: int) -> tuple[int, int]:
    value = UNITS[words[i].text]
    at = i + 2 if _word(words, i + 1) == "-" else i + 1
    if value >= 20 and UNITS.get(_word(words, at), 99) < 10:
        return value + UNITS[words[at].text], at + 1
    return value, i + 1
