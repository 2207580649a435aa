"""Number phrases -> ranges: qualifiers, bounds and ranges around numbers.

The convention: about N is N +-10%; nearly N reaches from 10% below up to N; at least and more than N are open
above; up to and fewer than N are open below; the vague words have the ranges of ``_numbers``.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor

from sayso.quantities._numbers import Amount, Lexeme, amount, lex


@dataclass(frozen=True, slots=True)
class Range:
    """A count as a range, ends included, None where open; its qualifier and the rule that made it."""

    low: int | float | None
    high: int | float | None
    qualifier: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A range with the lexemes (``start`` to ``end``, exclusive) it was read from. People come ``whole``; the
    ``currency`` is that of a sign before the number; ``fine`` is the range with its ends not rounded."""

    range: Range
    start: int
    end: int
    exact: bool
    gathering: bool = False
    whole: bool = True
    currency: str = ""
    fine: Range | None = None


ABOUT = frozenset({
    "about", "around", "some", "roughly", "approximately", "circa", "an estimated", "estimated",
    "close to", "in the region of", "something like", "an approximate", "an average of", "on the order of",
    "~", "≈", "perhaps",
})  # fmt: skip
BELOW = frozenset(
    {"nearly", "almost", "just under", "just short of", "approaching", "just below", "not quite"}
)
AT_LEAST = frozenset({
    "at least", "more than", "over", "upwards of", "upward of", "in excess of", "no fewer than",
    "no less than", "not less than", "not fewer than", "a minimum of", "well over", "well more than",
    "just over", "far more than", "above", "beyond", "exceeding", "greater than", "as few as",
    "much more than", "slightly more than", "slightly over", "considerably more than",
    "significantly more than", "already more than", "a little over", "a little more than", "north of",
    "better than", ">", "a good",
})  # fmt: skip
AT_MOST = frozenset({
    "up to", "as many as", "no more than", "not more than", "at most", "fewer than", "less than", "under",
    "below", "a maximum of", "maximum", "as much as", "well under", "far fewer than", "perhaps as many as",
    "at the most", "south of", "<", "hardly more than", "barely more than", "scarcely more than",
    "little more than",
})  # fmt: skip
EXACT = frozenset({
    "only", "just", "exactly", "a mere", "mere", "a total of", "all", "precisely", "a record", "fully",
    "a further", "an additional", "another", "some other", "the other", "a staggering", "a whopping",
})  # fmt: skip
QUALIFIERS = {
    **dict.fromkeys(ABOUT, "about"),
    **dict.fromkeys(BELOW, "below"),
    **dict.fromkeys(AT_LEAST, "at least"),
    **dict.fromkeys(AT_MOST, "at most"),
    **dict.fromkeys(EXACT, "exact"),
}
"""Qualifier -> kind."""

QUALIFIER_WORDS = {tuple(q.split()): kind for q, kind in QUALIFIERS.items()}
QUALIFIER_STARTS = frozenset(words[0] for words in QUALIFIER_WORDS)
LONGEST = max(len(words) for words in QUALIFIER_WORDS)
GROUPS = frozenset({
    "crowd", "group", "gathering", "throng", "rally", "turnout", "audience", "mob", "sea", "mass",
    "contingent",
})  # fmt: skip
CROWDS = GROUPS - {"group", "contingent", "sea", "mass"}
DETERMINERS = frozenset({"the", "these", "those", "its", "their", "his", "her", "from", "our"})
TELLING_OF = frozenset(
    "tell tells told telling speak speaks spoke spoken talk talks talked inform informs informed".split()
)
"""After these "about" is no qualifier: "the group tells about 245 arrests"."""

SUFFIXES: dict[tuple[str, ...], str] = {
    ("or", "more"): "at least", ("and", "more"): "at least", ("-", "plus"): "at least",
    ("plus",): "at least", ("+",): "at least", ("and", "counting"): "at least", ("or", "so"): "about",
    ("-", "odd"): "about", ("odd",): "about", ("or", "thereabouts"): "about", ("or", "fewer"): "at most",
    ("or", "less"): "at most", ("and", "over"): "at least", ("or", "even", "more"): "at least",
}  # fmt: skip


def parse_count(words: str) -> Range | None:
    """Read a number phrase ("some 100,000", "several hundred", "between 200 and 300") as a range.

    The whole string must be one; leading articles ("the 17") and a trailing "of" are passed over. None
    where it is none. Ends are whole numbers, included; None is open.
    """
    lexemes = [lexeme for lexeme in lex(words[:400]) if lexeme.text != "\n"]
    start = 0
    while start < len(lexemes) and lexemes[start].text in DETERMINERS:
        start += 1
    found = phrase(lexemes, start)
    if found is None:
        return None
    end = found.end
    if end < len(lexemes) and lexemes[end].text == "of":
        end += 1
    return found.range if end == len(lexemes) and found.whole else None


def phrase(words: list[Lexeme], i: int) -> Phrase | None:
    """The number phrase that begins at a lexeme, with all its qualifiers, or None."""
    start, gathering = i, False
    if _gathers(words, i):
        i, gathering = i + 3, True
    while i < len(words) and words[i].text in DETERMINERS and gathering:
        i += 1
    kind, name, at = _qualifiers(words, i)
    if name == "about" and i and words[i - 1].text in TELLING_OF:
        kind, name, start = "", "", at
    bounds = _between(words, at) or _plain(words, at)
    if bounds is None:
        return None
    low, high, end, vague, joined = bounds
    whole = low == int(low) and high == int(high)
    suffix, after = _suffix(words, end)
    if suffix:
        name, kind, end = (
            name or _suffix_name(words, end, after),
            suffix if kind in ("", "exact", suffix) else f"{kind},{suffix}",
            after,
        )
    end, upper = _but_fewer(words, end)
    made = _range(low, high, kind, name, vague, joined, upper, whole)
    fine = _range(low, high, kind, name, vague, joined, upper, False)
    exact = low == high and kind in ("", "exact")
    crowd = gathering and words[start + 1].text in CROWDS
    currency = next((word.currency for word in words[i:end] if word.currency), "")
    return Phrase(made, start, end, exact, crowd, whole, currency, fine)


def _gathers(words: list[Lexeme], i: int) -> bool:
    """ "a crowd of ..." """
    return (
        i + 2 < len(words)
        and words[i].text in ("a", "an", "the")
        and words[i + 1].text in GROUPS
        and words[i + 2].text == "of"
    )


def _text(words: list[Lexeme], start: int, end: int) -> str:
    return " ".join(word.text for word in words[start:end])


def _qualifiers(words: list[Lexeme], i: int) -> tuple[str, str, int]:
    """(kind, words, where they end) of the qualifiers from ``i``; the strongest kind counts."""
    kind, names = "", []
    for _ in range(3):
        if i >= len(words) or words[i].text not in QUALIFIER_STARTS:
            break
        for length in range(min(LONGEST, len(words) - i), 0, -1):
            here = QUALIFIER_WORDS.get(tuple(word.text for word in words[i : i + length]))
            if here:
                kind = here if kind in ("", "exact", "about") else kind
                names.append(_text(words, i, i + length))
                i += length
                break
        else:
            break
    return kind, " ".join(names), i


Bounds = tuple[float, float, int, str, bool]


def _between(words: list[Lexeme], i: int) -> Bounds | None:
    """ "between 200 and 300", "from 200 to 300"."""
    if i >= len(words) or words[i].text not in ("between", "from", "anywhere"):
        return None
    if words[i].text == "anywhere":
        i += 1
    first = amount(words, i + 1)
    if first is None or first.end >= len(words) or words[first.end].text not in ("and", "to", "-"):
        return None
    second = amount(words, first.end + 1)
    return _joined(first, second) if second else None


def _plain(words: list[Lexeme], i: int) -> Bounds | None:
    """One number, or two with "to", "or" or a dash between them."""
    first = amount(words, i)
    if first is None:
        return None
    at = first.end
    if at < len(words) and words[at].text in ("to", "-", "or"):
        second = amount(words, at + 1)
        if second and (words[at].text != "or" or second.high <= 2 * first.high) and second.low >= first.low:
            return _joined(first, second)
        if second and second.scale > 1 and first.bare and first.low * second.scale <= second.low:
            return _joined(first, second)
    if (
        at + 2 < len(words)
        and first.rule
        and [w.text for w in words[at : at + 2]] in (["if", "not"], [",", "if"])
    ):
        second = amount(words, at + (2 if words[at].text == "if" else 3))
        if second and second.rule:
            return first.low, second.high, second.end, f"{first.rule} if not {second.rule}", True
    return first.low, first.high, first.end, first.rule, False


def _joined(first: Amount, second: Amount) -> Bounds | None:
    low = first.low
    if (
        first.bare
        and second.scale > 1
        and first.low < second.low / second.scale + 1
        and first.low < second.scale
    ):
        low *= second.scale
    if low > second.high:
        return None
    return low, second.high, second.end, first.rule or second.rule, True


def _suffix(words: list[Lexeme], i: int) -> tuple[str, int]:
    for length in (3, 2, 1):
        key = tuple(word.text for word in words[i : i + length])
        kind = SUFFIXES.get(key) if len(key) == length else None
        if kind and not (key[-1] == "more" and i + length < len(words) and words[i + length].text == "than"):
            return kind, i + length
    if [word.text for word in words[i : i + 2]] == ["-", "strong"]:
        return "exact", i + 2
    return "", i


def _suffix_name(words: list[Lexeme], start: int, end: int) -> str:
    """ "or more", "plus"; "-strong" qualifies nothing."""
    name = _text(words, start, end).removeprefix("- ")
    return "" if name == "strong" else name


def _but_fewer(words: list[Lexeme], i: int) -> tuple[int, float | None]:
    """ "(at least 40) but fewer than 60"."""
    if i < len(words) and words[i].text in ("but", "and"):
        kind, _, at = _qualifiers(words, i + 1)
        second = amount(words, at) if kind == "at most" and at > i + 1 else None
        if second:
            return second.end, second.high
    return i, None


def _range(
    low: float, high: float, kind: str, name: str, vague: str, joined: bool, upper: float | None, whole: bool
) -> Range:
    """Apply the convention to the bounds read; bounds stay whole numbers where they are."""
    parts = kind.split(",")
    bottom: float | None = low
    top: float | None = high
    notes: list[str] = []
    if vague:
        notes.append(vague)
    if joined and not vague:
        notes.append("A to B")
    point = low == high and not vague and not joined
    if point and "about" in parts:
        bottom, top = _tenth(low, -1, whole), _tenth(high, 1, whole)
        notes.append(f"{name} N: +-10%")
    if point and "below" in parts:
        bottom = _tenth(low, -1, whole)
        notes.append(f"{name} N: from 10% below")
    if "at least" in parts:
        top = None
        notes.append(f"{name}: open above")
    if "at most" in parts:
        bottom = None if "at least" not in parts else bottom
        notes.append(f"{name}: open below")
    if upper is not None:
        top = upper
        notes.append("but fewer than N")
    return Range(
        low=bottom if bottom is None or not whole else ceil(bottom),
        high=top if top is None or not whole else floor(top),
        qualifier=name or _vague_word(vague),
        rule="; ".join(notes) or "exact",
    )


def _tenth(bound: float, way: int, whole: bool) -> float:
    """A bound moved by a tenth of itself."""
    moved = bound * (1 + way / 10)
    if whole:
        return floor(moved + 0.5) if way > 0 else ceil(moved - 0.5)
    return round(moved, 4)


def _vague_word(vague: str) -> str | None:
    """ "several" of "several hundred"; a plural is no qualifier."""
    for word in ("several", "a few", "a couple", "a handful"):
        if vague.startswith(word):
            return word
    return None
