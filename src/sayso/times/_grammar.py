"""The grammar of time expressions: patterns over classes of words, and what each says.

A pattern is a regular expression over the class letters of ``_lexicon``. All patterns are tried everywhere;
the longest match wins, the earlier rule where two are as long.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sayso.times._lexer import Lexemes, number
from sayso.times._lexicon import PARTS_OF_DAY, Value
from sayso.times._senses import Away, Calendar, Clock, Length, Near, Part, Repeat, Sense, Vague, Which, Years

POINTS: dict[str, Which] = {
    "last": "last", "latest": "last", "past": "last", "previous": "before", "preceding": "before", "prior": "before",
    "next": "next", "following": "after", "subsequent": "after", "ensuing": "after", "coming": "next",
    "upcoming": "next", "forthcoming": "next", "this": "this", "current": "this", "these": "this",
    "that": "that", "same": "that", "those": "that",
}  # fmt: skip
PARTS: dict[str, Part] = {
    "early": "early", "beginning": "start", "start": "start", "outset": "start", "mid": "mid", "middle": "mid",
    "late": "late", "end": "end", "close": "end",
}  # fmt: skip
LONG_UNITS = frozenset({"D", "W", "WE", "MO", "Q", "Y", "DE", "CE", "N", "F", "ML"})


@dataclass(frozen=True, slots=True)
class Found:
    """An expression: lexemes ``start`` to ``end`` (exclusive), the rule that found it and what it says."""

    start: int
    end: int
    rule: str
    sense: Sense


class Hit:
    """One match of a pattern, with the values of its named groups."""

    __slots__ = ("lexemes", "match", "view")

    def __init__(self, match: re.Match[str], lexemes: Lexemes, view: str) -> None:
        self.match = match
        self.lexemes = lexemes
        self.view = view

    def has(self, group: str) -> bool:
        return bool(self.match.group(group))

    def value(self, group: str) -> Value:
        """Value of the first lexeme of a group; None where the group did not take part."""
        start = self.match.start(group)
        return self.lexemes.values[start] if start >= 0 and self.match.end(group) > start else None

    def integer(self, group: str) -> int | None:
        value = self.value(group)
        return value if isinstance(value, int) else None

    def word(self, group: str) -> str:
        value = self.value(group)
        return value if isinstance(value, str) else ""

    def number(self, group: str) -> float | None:
        start, end = self.match.span(group)
        return number(self.lexemes, self.view, start, end)

    def part(self) -> Part | None:
        """Which part of the time is meant, from the group ``part``."""
        start, end = self.match.span("part")
        for value in self.lexemes.values[max(start, 0) : max(end, 0)]:
            if isinstance(value, str) and value in PARTS:
                return PARTS[value]
        return None

    def which(self, group: str = "which") -> Which:
        start, end = self.match.span(group)
        for value in self.lexemes.values[max(start, 0) : max(end, 0)]:
            if isinstance(value, str) and value in POINTS:
                return POINTS[value]
        return ""


Reading = Callable[[Hit], Sense | None]
RULES: list[tuple[str, re.Pattern[str], Reading]] = []

_CLOCK = r"(?P<clock>(?:d:[dD](?::[dD])?j?|dj|N|ditP)O?)"
_FRAGMENTS = {
    "NUM": r"(?:[dDY](?:,[dDY]){0,3}(?:![dD])?(?:-?d/d)?|a?2(?:-?[n2]){0,6}|n(?:-?[n2]){0,6}(?:&a?h)?|[at]?qf?)",
    "MOD": r"(?:~{1,2}|0?bT|s@|\^_)",
    "PART": r"(?P<part>t?[EA]-?i?t?|t?I-?|t?[Bmz]f)",
    "DOW": r"(?:[Ww],?)?",
    "DAY": r"(?P<day>[do])",
    "YEAR": r"(?P<year>[CLXlxZ]u|t[lxZ]u)",
    "CLOCK": _CLOCK,
    "WHICH": r"(?P<which>[LlXxkCZ]|t[LlXxkZC]|C[kl]|tZZ|ZZ)",
}


def rule(*patterns: str) -> Callable[[Reading], Reading]:
    """Enter patterns into the grammar, with the function that reads their matches."""

    def enter(reading: Reading) -> Reading:
        for pattern in patterns:
            for name, fragment in _FRAGMENTS.items():
                pattern = pattern.replace("{" + name + "}", fragment)
            RULES.append((reading.__name__.strip("_"), re.compile(pattern), reading))
        return reading

    return enter


def clock_value(hit: Hit) -> str | None:
    """TIMEX3 time of the group ``clock`` or the part of day ``P``: T10:35, TMO; None where neither is there."""
    groups = hit.match.groupdict()
    if groups.get("P"):
        return PARTS_OF_DAY.get(hit.word("P"))
    if not groups.get("clock"):
        return None
    start, end = hit.match.span("clock")
    codes, values = hit.lexemes.codes[start:end], hit.lexemes.values[start:end]
    if codes[0] == "N":
        return "T24:00" if values[0] == "midnight" else "T12:00"
    hour = values[0]
    if not isinstance(hour, int):
        return None
    minute = values[2] if codes[1:2] == ":" else 0
    if "j" in codes:
        hour = hour % 12 + (12 if values[codes.index("j")] == "p" else 0)
    if codes[-1] == "P" and hour < 12 and values[-1] != "morning":
        hour += 12
    if not isinstance(minute, int) or hour > 24 or minute > 59:
        return None
    return f"T{hour:02d}:{minute:02d}"


# Days


@rule(
    r"(?:{CLOCK},?i?|(?:[EA]i)?tPf|Pf|t?P)?{DOW}(?P<month>M)t?{DAY}(?:,|,?(?=Y))?(?:f?(?P<y>Y)|f{YEAR})(?P<P>P)?",
    r"(?:{CLOCK},?i?|(?:[EA]i)?tPf|Pf|t?P)?{DOW}t?{DAY}f?(?P<month>M),?(?:f?(?P<y>Y)|f{YEAR})(?P<P>P)?",
    r"(?P<clock>){DAY}-(?P<month>M)-(?P<y>Y)(?P<P>)",
    r"(?P<y>Y)(?P<month>M){DAY}(?P<P>)(?P<YEARLESS>)",
)
def _full_date(hit: Hit) -> Sense | None:
    groups = hit.match.groupdict()
    clock = clock_value(hit) or _leading_part(hit)
    shift = hit.which("year") if groups.get("year") else ""
    return _day(hit.integer("y"), hit.integer("month"), hit.integer("day"), clock, shift)


@rule(
    r"(?:{CLOCK},?i?|(?:[EA]i)?tPf|Pf)?{DOW}(?P<month>M)t?{DAY}(?!,[D]|![dD]|[:/]d|[,-]?Y)(?P<P>P)?",
    r"(?:{CLOCK},?i?|(?:[EA]i)?tPf|Pf)?{DOW}t?{DAY}f?(?P<month>M)(?!,?Y)(?P<P>P)?",
)
def _month_day(hit: Hit) -> Sense | None:
    clock = clock_value(hit) or _leading_part(hit)
    return _day(None, hit.integer("month"), hit.integer("day"), clock, "")


def _leading_part(hit: Hit) -> str | None:
    start, end = hit.match.span()
    for code, value in zip(hit.lexemes.codes[start:end], hit.lexemes.values[start:end], strict=True):
        if code == "P":
            return PARTS_OF_DAY.get(str(value))
    return None


def _day(
    year: int | None, month: int | None, day: int | None, clock: str | None, shift: Which
) -> Sense | None:
    if month is None or day is None or not 1 <= day <= 31 or (day == 31 and month in (4, 6, 9, 11)):
        return None
    if month == 2 and day > 29:
        return None
    return Calendar(year=year, month=month, day=day, clock=clock, year_shift=shift)


@rule(
    r"(?P<day>[do])(?=[-_&=][do]f?(?P<month>M)(?:,?(?P<y>Y))?)",
    r"{DOW}(?P<month>M)(?P<day>[do])(?=[-_&][do],?(?P<y>Y))",
)
def _first_of_two(hit: Hit) -> Sense | None:
    return _day(hit.integer("y"), hit.integer("month"), hit.integer("day"), None, "")


@rule(r"(?<=M[do][-_&=])(?P<day>[do])(?:,?(?P<y>Y))?(?![:/,]?[dDY]|f?M|![dD])")
def _second_of_two(hit: Hit) -> Sense | None:
    """ "April 6-7", "May 6 and 7", "July 3-5, 2020"."""
    month = hit.lexemes.values[hit.match.start() - 3]
    return _day(hit.integer("y"), month if isinstance(month, int) else None, hit.integer("day"), None, "")


@rule(r"(?<=Y[-/])(?P<n>[dD])(?![-/][dDY])")
def _second_year(hit: Hit) -> Sense | None:
    """ "1990-91", "2006/07"."""
    first, second = hit.lexemes.values[hit.match.start() - 2], hit.integer("n")
    text = hit.view[hit.lexemes.starts[hit.match.start()] : hit.lexemes.ends[hit.match.start()]]
    if (
        not isinstance(first, int)
        or second is None
        or len(text) != 2
        or not first % 100 < second < first % 100 + 60
    ):
        return None
    return Calendar(year=first // 100 * 100 + second)


@rule(
    r"(?P<y>Y)-(?P<month>[dD])-(?P<day>[dD])(?![-/]?[dDY])", r"(?P<y>Y)/(?P<month>d)/(?P<day>d)(?![-/]?[dDY])"
)
def _iso_date(hit: Hit) -> Sense | None:
    month = hit.integer("month") or 0
    return _day(hit.integer("y"), month, hit.integer("day"), None, "") if 1 <= month <= 12 else None


@rule(
    r"(?<![dDY/])(?P<a>d)/(?P<b>d)/(?P<y>[YdD])(?![/-]?[dDY])",
    r"(?<![dDY!])(?P<a>d)!(?P<b>d)!(?P<y>Y)(?![/-]?[dDY])",
)
def _figures(hit: Hit) -> Sense | None:
    a, b, year = hit.integer("a") or 0, hit.integer("b") or 0, hit.integer("y") or 0
    if year < 100:
        year += 2000 if year < 50 else 1900
    elif year < 1000:
        return None
    dotted = hit.lexemes.codes[hit.match.start() + 1] == "!"
    if dotted or a > 12:
        return _day(year, b, a, None, "") if b <= 12 else None
    if b > 12 or a == b:
        return _day(year, a, b, None, "")
    return Calendar(year=year, month=a, day=b, doubt=(b, a))


@rule(
    r"(?:{CLOCK},?i?|(?P<part>[EA]|[er])i?)?(?:{WHICH})?(?P<W>W)(?P<P>P)?",
    r"(?P<N>N)(?P<W>W)(?P<P>)(?P<part>)(?P<which>)",
)
def _weekday(hit: Hit) -> Sense | None:
    day = hit.integer("W") or 0
    clock = clock_value(hit) or (
        "T24:00" if hit.match.groupdict().get("N") and hit.word("N") == "midnight" else None
    )
    if day < 0:
        return None
    return Calendar(weekday=day, which=hit.which(), clock=clock)


@rule(r"(?:{CLOCK},?i?|(?P<part>[EAer]|I-?P)i?)?(?P<G>G)(?P<P>P)?")
def _today(hit: Hit) -> Sense | None:
    word = hit.word("G")
    which: Which = {"today": "this", "tonight": "this", "yesterday": "last", "tomorrow": "next"}[word]  # type: ignore[assignment]
    clock = clock_value(hit) or ("TNI" if word == "tonight" else None)
    return Near("D", which, clock=clock or _leading_part(hit))


@rule(r"(?P<part>[EAer])?i?(?P<which>C|L|Z|X|tX|tx|tZZ|tZ|tl)(?P<P>P)")
def _this_morning(hit: Hit) -> Sense | None:
    which = hit.which()
    return Near("D", which, clock=PARTS_OF_DAY.get(hit.word("P")))


# Months, seasons, quarters, years


@rule(r"(?:{PART})?(?:{WHICH})?(?P<month>M)(?:,?(?P<y>Y)|f(?P<y2>Y)|,?f?{YEAR})?(?!-?[do](?![:,]?[dD]))")
def _month(hit: Hit) -> Sense | None:
    year = hit.integer("y") or hit.integer("y2")
    return Calendar(
        year=year,
        month=hit.integer("month"),
        which=hit.which(),
        part=hit.part(),
        year_shift=hit.which("year"),
    )


@rule(
    r"(?P<part>t?[EA]-?i?t?|t?I-?|t?[Bmz]ft?)(?:{WHICH})?(?P<S>S)(?:f?(?P<y>Y)|f?{YEAR})?",
    r"(?P<part>)(?:{WHICH}|t)(?P<S>S)(?:f?(?P<y>Y)|f?{YEAR})?(?!f)",
    r"(?P<part>)(?P<which>)(?P<S>S)f?(?:(?P<y>Y)|{YEAR})",
    r"(?P<part>)(?P<which>)(?P<year>)(?P<y>Y)(?P<S>S)",
    r"(?P<part>)(?P<which>)(?<=i)(?P<year>)(?P<y>)(?P<S>S)",
)
def _season(hit: Hit) -> Sense | None:
    return Calendar(
        year=hit.integer("y"),
        season=hit.word("S"),
        which=hit.which(),
        part=hit.part(),
        year_shift=hit.which("year"),
    )


@rule(
    r"(?:{PART})?t?(?P<lead>[CLXl]u')(?:F-?)?(?P<o>o)-?(?P<u>u)",
    r"(?:{PART})?(?:[tC](?P<y0>Y)?)?(?:F-?)?(?P<o>o)(?P<u>u)(?:f(?P<y>Y)|fFu?(?P<y2>Y)|f?{YEAR})?",
    r"(?P<part>)(?:F-?)?(?P<o>o)-(?P<u>u)(?P<y0>)(?P<y>)(?P<y2>)(?P<year>)",
)
def _quarter(hit: Hit) -> Sense | None:
    quarter, groups = hit.integer("o") or 0, hit.match.groupdict()
    if hit.word("u") == "CE" and "y" in groups and not hit.has("year"):
        return Years(2, quarter - 1, hit.part()) if 1 < quarter < 23 else None
    if hit.word("u") != "Q" or not 1 <= quarter <= 4:
        return None
    if "lead" in groups:
        return Calendar(quarter=quarter, year_shift=hit.which("lead"))
    year = hit.integer("y") or hit.integer("y2") or hit.integer("y0")
    return Calendar(year=year, quarter=quarter, year_shift=hit.which("year"), part=hit.part())


@rule(r"3f?(?P<y>Y)?", r"(?P<y>Y)-?3")
def _short_quarter(hit: Hit) -> Sense | None:
    at = hit.lexemes.codes.index("3", hit.match.start())
    mark = str(hit.lexemes.values[at])
    if mark[0] == "Q":
        return Calendar(year=hit.integer("y"), quarter=int(mark[1]))
    return Calendar(year=hit.integer("y"), half=int(mark[1])) if mark[1] in "12" and hit.has("y") else None


@rule(r"t?(?P<o>o|L)h(?:f(?P<y>Y)|f{YEAR})")
def _half(hit: Hit) -> Sense | None:
    half = 2 if hit.word("o") == "last" else hit.integer("o") or 0
    if half not in (1, 2):
        return None
    return Calendar(year=hit.integer("y"), half=half, year_shift=hit.which("year"))


@rule(
    r"{PART}(?P<y>Y)(?![:/]?[dDY]|![dDY])(?P<p>p)?",
    r"(?P<part>)(?<![/:!-])(?P<y>Y)(?![:/]?[dDY]|![dDY])(?P<p>)",
    r"(?P<part>)(?<=Y-)(?P<y>Y)(?![:/]?[dDY]|![dDY])(?P<p>)",
    r"(?:{PART})?(?:t?Fu?|tu)(?P<y>Y)(?P<p>)",
    r"(?P<part>)t(?P<y>Y)(?P<p>[pu])",
    r"(?P<part>)(?P<y>\$)(?P<p>)",
)
def _year(hit: Hit) -> Sense | None:
    if hit.lexemes.codes[hit.match.start("p") : hit.match.end("p")] == "u" and hit.word("p") != "Q":
        return None
    return Calendar(year=hit.integer("y"), part=hit.part())


@rule(
    r"(?:{PART})?(?:(?P<M>M)f?|t?(?P<S>S)f?)?(?P<y>[dDY])(?P<Q>Q)",
    r"(?:{PART})?(?P<M>)(?P<S>)(?P<Q>Q)(?P<y>[dDY])",
    r"(?P<part>)(?P<M>)(?P<S>)(?P<y>[dDY])(?=[-_&][dDY](?P<Q>Q))",
)
def _era_year(hit: Hit) -> Sense | None:
    year = hit.integer("y") or 0
    if not 0 < year < 10_000:
        return None
    return Calendar(
        year=year,
        month=hit.integer("M"),
        season=hit.word("S") or None,
        bc=hit.word("Q") == "BC",
        part=hit.part(),
    )


@rule(r"(?:{PART})?t?(?P<K>K)")
def _decade(hit: Hit) -> Sense | None:
    decade = hit.integer("K") or 0
    return Years(3, decade if decade >= 100 else 190 + decade, hit.part())


@rule(r"(?:(?P<which>[LXCZ]))?(?P<H>H)(?P<u>u)?(?P<P>P)?(?P<y>Y)?")
def _holiday(hit: Hit) -> Sense | None:
    if hit.has("u") and hit.word("u") != "D":
        return None
    clock = clock_value(hit)
    return Calendar(year=hit.integer("y"), holiday=hit.word("H"), which=hit.which(), clock=clock)


# Units pointed at


@rule(
    r"(?:(?P<part>t?[EA]-?i?|t?[Bmz]f|[er]i?|I-?))?(?:{WHICH})(?:F)?(?P<u>u)(?:=8)?",
    r"(?P<part>t?[Bmz]f|[er]i|[EA]i)(?P<which>t)(?:F)?(?P<u>u)",
)
def _near(hit: Hit) -> Sense | None:
    unit, which = hit.word("u"), hit.which()
    if unit not in LONG_UNITS:
        return None
    if unit == "D" and which == "next" and hit.lexemes.codes[hit.match.start("which")] == "t":
        return Away(1, "D", 1, "text")
    return Near(unit, which, hit.part())


@rule(r"t(?:F)?(?P<u>u)(?!')")
def _the_unit(hit: Hit) -> Sense | None:
    return Near(hit.word("u"), "that") if hit.word("u") in ("Q", "WE") else None


@rule(r"(?P<u>u)(?:-|')?z")
def _year_end(hit: Hit) -> Sense | None:
    return Near(hit.word("u"), "this", "late") if hit.word("u") in ("Y", "MO") else None


@rule(
    r"(?P<u>u)-(?P<way>[ge])(?P<rest>)",
    r"t(?P<u>u)-(?P<way>[ge])(?P<rest>[up])",
    r"t?(?P<u>u)-(?P<way>[ge])o(?P<rest>u)",
)
def _year_ago(hit: Hit) -> Sense | None:
    return Away(1, hit.word("u"), -1, "dateline" if hit.word("way") == "ago" else "text")


# So long ago, so long


@rule(
    r"{MOD}?(?P<n>{NUM})(?P<to>(?:_|-|=){NUM})?-?(?P<u>[uU])(?P<half>&ah)?(?:=8)?(?P<way>g|e|r|5(?=[,!%]|$))(?P<P>P)?",
    r"{MOD}?(?P<n>a)(?P<to>)(?P<u>u)(?P<half>&ah)?(?:=[8d])?(?P<way>g|e|r|5(?=[,!%]|$))(?P<P>)",
    r"(?P<n>)(?P<to>)(?P<u>U)(?P<half>)(?P<way>g|e|r|5(?=[,!%]|$))(?P<P>)",
    r"(?P<n>)(?P<to>)t(?P<u>u)(?P<half>)(?P<way>5(?=[,!%]|$))(?P<P>)",
)
def _ago(hit: Hit) -> Sense | None:
    number = hit.number("n") if hit.has("n") else None
    if number is not None and hit.has("half"):
        number += 0.5
    if hit.match.group("u") == "u" and number is None:
        number = 1
    way = hit.word("way")
    sign = 1 if way in ("after", "later") or way.startswith(("afterw", "there")) else -1
    return Away(number, hit.word("u"), sign, "dateline" if way == "ago" else "text", clock_value(hit))


@rule(
    r"{MOD}?(?P<which>)(?P<n>{NUM})(?P<to>(?:_|-|=){NUM})?(?:b|~|6)?-?(?P<u>[uU])(?P<half>&ah)?(?:=8)?(?!-?[ger])",
    r"(?:s@)?(?P<which>t[LlXxkZ]|[LlXxk]|Cl|to|tZZ)(?P<n>{NUM})(?P<to>(?:_|-|=){NUM})?(?:b|~|6)?(?P<u>[uU])(?P<half>&ah)?(?:=8)?(?!-?[ger])",
    r"(?P<which>t)(?P<n>{NUM})(?P<to>)(?P<u>U)(?P<half>)",
    r"(?P<which>[tC]?[LlXxkR])(?P<n>)(?P<to>)(?P<u>U)(?P<half>)",
    r"(?P<which>)(?P<n>)(?P<to>)(?P<u>U)(?P<half>)",
)
def _length(hit: Hit) -> Sense | None:
    unit = hit.word("u")
    number = hit.number("n") if hit.has("n") else None
    alone = hit.match.end() - hit.match.start() == 1
    if (alone and unit in ("S", "M", "Q", "N", "WE")) or (
        unit == "Q" and hit.lexemes.codes[hit.match.end("u") - 2] == "-"
    ):
        return None
    if hit.has("to"):
        number = number if number == 1 else None
    return Length(number, unit, hit.has("half"), hit.which())


@rule(
    r"{MOD}(?P<n>a)(?P<u>u)(?P<half>&ah)?(?!-?[ger])",
    r"(?P<n>a)(?P<u>u)(?P<half>)=[n8]",
    r"(?P<n>a)(?P<u>u)(?P<half>&ah)",
    r"(?P<n>a)(?P<u>u)(?P<half>)(?!-?[ger'&z]|-)",
)
def _a_year(hit: Hit) -> Sense | None:
    return Length(1, hit.word("u"), hit.has("half")) if hit.word("u") != "S" else None


@rule(r"(?P<u>[uU])-#")
def _year_long(hit: Hit) -> Sense | None:
    if hit.lexemes.values[hit.match.end() - 1] != "long":
        return None
    return Length(1 if hit.match.group("u") == "u" else None, hit.word("u"))


@rule(r"t?(?P<o>o)(?P<u>u)ia7", r"t?(?P<o>o)6(?P<u>u)")
def _in_a_row(hit: Hit) -> Sense | None:
    return Length(hit.integer("o"), hit.word("u"), which="last")


# Sets


@rule(r"(?P<V>V)")
def _daily(hit: Hit) -> Sense | None:
    return Repeat(hit.word("V"))


@rule(r"[vy](?P<n>{NUM})?(?P<u>[uU])", r"y(?P<n>)(?P<u>u)")
def _every(hit: Hit) -> Sense | None:
    number = hit.number("n") if hit.has("n") else 1
    unit = hit.word("u")
    if unit == "WE":
        return Repeat("XXXX-WXX-WE")
    return Repeat(length_value(number, unit))


@rule(
    r"v(?P<W>W)(?P<P>P)?",
    r"v(?P<M>M)",
    r"v(?P<S>S)",
    r"v(?P<P>P)",
    r"(?P<W>W)(?P<P>P?)",
    r"(?P<W>W)(?P<P>)(?P<N>U)",
    r"(?<=i)(?P<U>U)",
)
def _every_sunday(hit: Hit) -> Sense | None:
    groups = hit.match.groupdict()
    if "W" in groups:
        day = hit.integer("W") or 0
        each = hit.lexemes.codes[hit.match.start()] == "v"
        nights = bool(groups.get("N")) and hit.word("N") == "N"
        if not (each or day < 0 or nights) or (groups.get("N") and not nights):
            return None
        return Repeat(f"XXXX-WXX-{abs(day)}{'TNI' if nights else clock_value(hit) or ''}")
    if "M" in groups:
        return Repeat(f"XXXX-{hit.integer('M'):02d}")
    if "S" in groups:
        return Repeat(f"XXXX-{hit.word('S')}")
    if "U" in groups:
        return Repeat("XXXX-WXX-WE") if hit.word("U") == "WE" else None
    return Repeat(f"XXXX-XX-XX{PARTS_OF_DAY.get(hit.word('P'), '')}")


# Now, then, some day


@rule(r"(?P<J>J)", r"(?P<J>)tR(?![uU#])", r"(?P<J>)tl(?=[,!%i&]|$)", r"(?P<J>)CU", r"(?P<J>)(?P<C>C)(?=#)")
def _vague(hit: Hit) -> Sense | None:
    if hit.has("J"):
        after = hit.lexemes.codes[hit.match.end() : hit.match.end() + 1]
        return (
            Vague(hit.word("J"))
            if hit.word("J") != "FUTURE_REF" or after in ("", "!", ",", "%", "i")
            else None
        )
    last = hit.lexemes.values[hit.match.end() - 1]
    known = {"recent": "PAST_REF", "future": "FUTURE_REF", "past": "PAST_REF", "current": "PRESENT_REF"}
    if last == "D" and hit.lexemes.values[hit.match.start()] == "these":
        return Vague("PRESENT_REF")
    return Vague(known[last]) if isinstance(last, str) and last in known else None


@rule(_CLOCK)
def _clock(hit: Hit) -> Sense | None:
    start, end = hit.match.span()
    codes = hit.lexemes.codes[start:end]
    value = clock_value(hit)
    return Clock(value) if value and set(codes) & set("jNOP") else None


def length_value(number: float | None, unit: str, half: bool = False) -> str:
    """TIMEX3 duration: P3M, PT24H, PXY, P2Y6M for two and a half years."""
    timed = unit in ("S", "M", "H")
    scale = {"Q": 3, "F": 2}.get(unit, 1)
    letter = {"MO": "M", "Q": "M", "F": "W", "DE": "DE", "CE": "CE", "ML": "ML", "N": "N", "WE": "WE"}.get(
        unit, unit
    )
    if number is None:
        return f"P{'T' if timed else ''}X{'Q' if unit == 'Q' else letter}"
    if unit == "DE":
        scale, letter = 10, "Y"
    if unit == "CE":
        scale, letter = 100, "Y"
    whole = number * scale + (0.5 * scale if half else 0)
    if whole == int(whole):
        return f"P{'T' if timed else ''}{int(whole)}{letter}"
    smaller = {"Y": (12, "M"), "W": (7, "D"), "H": (60, "M"), "M": (60, "S")}.get(letter)
    rest = whole - int(whole)
    if smaller and (timed or letter == "Y"):
        return f"P{'T' if timed else ''}{int(whole) or ''}{letter if int(whole) else ''}{round(rest * smaller[0])}{smaller[1]}"
    return f"P{'T' if timed else ''}{whole:g}{letter}"


def expressions(lexemes: Lexemes, view: str) -> Iterator[Found]:
    """The time expressions of a text, in its order, none overlapping; the longest match wins."""
    found: list[tuple[int, int, int, Sense]] = []
    for order, (_, pattern, reading) in enumerate(RULES):
        for match in pattern.finditer(lexemes.codes):
            sense = reading(Hit(match, lexemes, view))
            if sense is not None:
                start, end = match.span()
                found.append((start - end, order, start, sense))
    found.sort(key=lambda f: f[:3])
    taken = bytearray(len(lexemes.codes))
    chosen: list[Found] = []
    for length, order, start, sense in found:
        if not any(taken[start : start - length]):
            taken[start : start - length] = b"\x01" * -length
            chosen.append(Found(start, start - length, RULES[order][0], sense))
    yield from sorted(chosen, key=lambda f: f.start)
