"""Rules for dates: days, weekdays, months, seasons, quarters, years, decades, feasts."""

from __future__ import annotations

from sayso.times._lexicon import PARTS_OF_DAY
from sayso.times._pattern import Hit, clock_value, leading_part, rule
from sayso.times._senses import Calendar, Near, Sense, Which, Years

# Days


@rule(
    r"(?:{CLOCK},?i?|(?:[EA]i)?tPf|Pf|t?P)?{DOW}(?P<month>M)t?{DAY}(?:,|,?(?=Y))?(?:f?(?P<y>Y)|f{YEAR})(?P<P>P)?",
    r"(?:{CLOCK},?i?|(?:[EA]i)?tPf|Pf|t?P)?{DOW}t?{DAY}f?(?P<month>M),?(?:f?(?P<y>Y)|f{YEAR})(?P<P>P)?",
    r"(?P<clock>){DAY}-(?P<month>M)-(?P<y>Y)(?P<P>)",
    r"(?P<y>Y)(?P<month>M){DAY}(?P<P>)(?P<YEARLESS>)",
    needs="M",
)
def _full_date(hit: Hit) -> Sense | None:
    groups = hit.match.groupdict()
    clock = clock_value(hit) or leading_part(hit)
    shift = hit.which("year") if groups.get("year") else ""
    return _day(hit.integer("y"), hit.integer("month"), hit.integer("day"), clock, shift)


@rule(
    r"(?:{CLOCK},?i?|(?:[EA]i)?tPf|Pf)?{DOW}(?P<month>M)t?{DAY}(?!,[D]|![dD]|[:/]d|[,-]?Y)(?P<P>P)?",
    r"(?:{CLOCK},?i?|(?:[EA]i)?tPf|Pf)?{DOW}t?{DAY}f?(?P<month>M)(?!,?Y)(?P<P>P)?",
    needs="M",
)
def _month_day(hit: Hit) -> Sense | None:
    clock = clock_value(hit) or leading_part(hit)
    return _day(None, hit.integer("month"), hit.integer("day"), clock, "")


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
    needs="M",
)
def _first_of_two(hit: Hit) -> Sense | None:
    return _day(hit.integer("y"), hit.integer("month"), hit.integer("day"), None, "")


@rule(r"(?<=M[do][-_&=])(?P<day>[do])(?:,?(?P<y>Y))?(?![:/,]?[dDY]|f?M|![dD])", needs="M")
def _second_of_two(hit: Hit) -> Sense | None:
    """ "April 6-7", "May 6 and 7", "July 3-5, 2020"."""
    month = hit.lexemes.values[hit.match.start() - 3]
    return _day(hit.integer("y"), month if isinstance(month, int) else None, hit.integer("day"), None, "")


@rule(r"(?<=Y[-/])(?P<n>[dD])(?![-/][dDY])", needs="Y")
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
    r"(?P<y>Y)-(?P<month>[dD])-(?P<day>[dD])(?![-/]?[dDY])",
    r"(?P<y>Y)/(?P<month>d)/(?P<day>d)(?![-/]?[dDY])",
    needs="Y",
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
    r"(?:{CLOCK},?i?|(?P<part>[EA]|[er])i?)?(?:{POINT})?(?P<W>W)(?P<P>P)?",
    r"(?P<N>N)(?P<W>W)(?P<P>)(?P<part>)(?P<which>)",
    needs="W",
)
def _weekday(hit: Hit) -> Sense | None:
    day = hit.integer("W") or 0
    clock = clock_value(hit) or (
        "T24:00" if hit.match.groupdict().get("N") and hit.word("N") == "midnight" else None
    )
    if day < 0:
        return None
    return Calendar(weekday=day, which=hit.which(), clock=clock)


@rule(r"(?:{CLOCK},?i?|(?P<part>[EAer]|I-?P)i?)?(?P<G>G)(?P<P>P)?", needs="G")
def _today(hit: Hit) -> Sense | None:
    word = hit.word("G")
    which: Which = {"today": "this", "tonight": "this", "yesterday": "last", "tomorrow": "next"}[word]  # type: ignore[assignment]
    clock = clock_value(hit) or ("TNI" if word == "tonight" else None)
    return Near("D", which, clock=clock or leading_part(hit))


@rule(r"(?P<part>[EAer])?i?(?P<which>C|L|Z|X|tX|tx|tZZ|tZ|tl)(?P<P>P)", needs="P")
def _this_morning(hit: Hit) -> Sense | None:
    which = hit.which()
    return Near("D", which, clock=PARTS_OF_DAY.get(hit.word("P")))


# Months, seasons, quarters, years


@rule(
    r"(?:{PART})?(?:{POINT})?(?P<month>M)(?:,?(?P<y>Y)|f(?P<y2>Y)|,?f?{YEAR})?(?!-?[do](?![:,]?[dD]))",
    needs="M",
)
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
    needs="S",
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
    needs="o",
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


@rule(r"3f?(?P<y>Y)?", r"(?P<y>Y)-?3", needs="3")
def _short_quarter(hit: Hit) -> Sense | None:
    at = hit.lexemes.codes.index("3", hit.match.start())
    mark = str(hit.lexemes.values[at])
    if mark[0] == "Q":
        return Calendar(year=hit.integer("y"), quarter=int(mark[1]))
    return Calendar(year=hit.integer("y"), half=int(mark[1])) if mark[1] in "12" and hit.has("y") else None


@rule(r"t?(?P<o>o|L)h(?:f(?P<y>Y)|f{YEAR})", needs="h")
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


@rule(r"tu(?P<n>n2(?:&?n)?)", needs="2")
def _year_in_words(hit: Hit) -> Sense | None:
    """ "The year two thousand (and four)"."""
    year = hit.number("n") if hit.lexemes.values[hit.match.start() + 1] == "Y" else None
    return Calendar(year=int(year)) if year is not None and 1000 <= year <= 2100 else None


@rule(
    r"(?:{PART})?(?:(?P<M>M)f?|t?(?P<S>S)f?)?(?P<y>[dDY])(?P<Q>Q)",
    r"(?:{PART})?(?P<M>)(?P<S>)(?P<Q>Q)(?P<y>[dDY])",
    r"(?P<part>)(?P<M>)(?P<S>)(?P<y>[dDY])(?=[-_&][dDY](?P<Q>Q))",
    needs="Q",
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


@rule(r"(?:{PART})?t?(?P<K>K)", needs="K")
def _decade(hit: Hit) -> Sense | None:
    decade = hit.integer("K") or 0
    return Years(3, decade if decade >= 100 else 190 + decade, hit.part())


@rule(r"(?:(?P<which>[LXCZ]))?(?P<H>H)(?P<u>u)?(?P<P>P)?(?P<y>Y)?", needs="H")
def _holiday(hit: Hit) -> Sense | None:
    if hit.has("u") and hit.word("u") != "D":
        return None
    clock = clock_value(hit)
    return Calendar(year=hit.integer("y"), holiday=hit.word("H"), which=hit.which(), clock=clock)
