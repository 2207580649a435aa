"""Rules for units of time: this week, three days ago, two years, every Sunday, now."""

from __future__ import annotations

from sayso.times._lexicon import PARTS_OF_DAY
from sayso.times._pattern import CLOCK, Hit, clock_value, rule
from sayso.times._senses import Away, Clock, Length, Near, Repeat, Sense, Vague

LONG_UNITS = frozenset({"D", "W", "WE", "MO", "Q", "Y", "DE", "CE", "N", "F", "ML"})

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


_SOME_OF = frozenset({"rest", "part", "remainder", "half", "most", "much", "quarter", "low", "high"})


@rule(r"t[F~]?(?P<u>u)(?!['-])(?![g5er])", needs="u")
def _the_year(hit: Hit) -> Sense | None:
    """ "For the year ended June 30" is a length; "later in the year", "for the full year" is that year."""
    if hit.word("u") != "Y":
        return None
    after = hit.lexemes.values[hit.match.end() : hit.match.end() + 1]
    if after and after[0] in ("ended", "ending"):
        return Length(1, "Y")
    before = hit.lexemes.values[max(0, hit.match.start() - 1) : hit.match.start()]
    told = bool(before) and before[0] in ("for", "in", "during", "throughout")
    if bool(before) and before[0] == "of":
        # "the rest of the year", and not "the team of the year"
        at = hit.match.start() - 2
        told = at >= 0 and (hit.lexemes.codes[at] in "zBmhUo" or hit.lexemes.values[at] in _SOME_OF)
    return Near("Y", "that") if told else None


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


@rule(r"t?(?P<o>o)(?P<u>u)(?:ia7|6)", r"t?(?P<o>o)6(?P<u>u)", needs="o")
def _in_a_row(hit: Hit) -> Sense | None:
    return Length(hit.integer("o"), hit.word("u"), which="last")


@rule(r"t(?P<o>o)(?P<u>u)", needs="o")
def _for_the_third_month(hit: Hit) -> Sense | None:
    """ "for the fourth week" tells that it is going on; "in the fourth week" does not."""
    at, count = hit.match.start(), hit.integer("o") or 0
    if (
        at == 0
        or hit.lexemes.values[at - 1] != "for"
        or count < 2
        or hit.word("u") not in ("D", "W", "MO", "Y")
    ):
        return None
    return Length(count, hit.word("u"), which="last")


# Sets


@rule(r"(?P<V>V)", needs="V")
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


@rule(CLOCK)
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
        larger = f"{int(whole)}{letter}" if int(whole) else ""
        return f"P{'T' if timed else ''}{larger}{round(rest * smaller[0])}{smaller[1]}"
    return f"P{'T' if timed else ''}{whole:g}{letter}"
