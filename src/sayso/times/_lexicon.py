"""The words of time: each with a one-letter class, which the grammar's patterns are written in, and a value.

Classes
    M month   W weekday   w weekday, abbreviated   S season   H holiday   P part of the day   N noon, midnight
    u unit   U units   G today ...   J now, recently ...   V daily ...   v every   y per
    d number 1-31   D other number   Y number that may be a year   K decade (1990s)   o ordinal
    n number word   2 hundred, thousand, dozen   q vague number   a a, an   t the
    L last   l past, previous   X next   x following   C this   Z that, same   k coming   R recent, future
    g ago   e earlier   r later   5 before, after
    E early   A late   I mid   B beginning   m middle   z end   h half
    f of   i in   O time zone   j a.m., p.m.   Q BC, AD   F fiscal
    ~ about   b more, less   T than   s at   @ least, most   ^ up   _ to   & and   0 no   = or   < sometime
    p period   8 so   7 row   6 consecutive   3 Q1 ... Q4, H1, H2   $ short year ('82)
    # any other word   % line break   ! full stop   , - / : ' for themselves
"""

from __future__ import annotations

Value = int | str | None

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
CARDINALS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "thousand": 1000, "dozen": 12,
}  # fmt: skip
ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth", "twentieth",
)  # fmt: skip
UNITS = {
    "second": "S", "minute": "M", "hour": "H", "day": "D", "week": "W", "fortnight": "F", "month": "MO",
    "quarter": "Q", "year": "Y", "decade": "DE", "century": "CE", "millennium": "ML", "weekend": "WE",
    "night": "N",
}  # fmt: skip
ABBREVIATED_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10,
    "nov": 11, "dec": 12,
}  # fmt: skip
ABBREVIATED_WEEKDAYS = {
    "mon": 1, "tue": 2, "tues": 2, "wed": 3, "thu": 4, "thur": 4, "thurs": 4, "fri": 5, "sat": 6, "sun": 7,
}  # fmt: skip
HOLIDAYS = {"christmas": "12-25", "thanksgiving": "thanksgiving", "easter": "easter", "halloween": "10-31"}
DECADES = {
    "twenties": 2, "thirties": 3, "forties": 4, "fifties": 5, "sixties": 6, "seventies": 7, "eighties": 8,
    "nineties": 9,
}  # fmt: skip
SETS = {
    "daily": "P1D", "weekly": "P1W", "monthly": "P1M", "yearly": "P1Y", "annually": "P1Y",
    "hourly": "PT1H", "nightly": "P1D", "biweekly": "P2W", "fortnightly": "P2W", "everyday": "P1D",
}  # fmt: skip
NOWS = {
    "now": "PRESENT_REF", "currently": "PRESENT_REF", "nowadays": "PRESENT_REF", "presently": "PRESENT_REF",
    "recently": "PAST_REF", "lately": "PAST_REF", "soon": "FUTURE_REF",
}  # fmt: skip


def _classes() -> dict[str, tuple[str, Value]]:
    table: dict[str, tuple[str, Value]] = {}

    def put(code: str, words: str) -> None:
        for word in words.split():
            table[word] = (code, word)

    put("a", "a an another")
    put("t", "the")
    put("L", "last latest")
    put("l", "past previous preceding prior")
    put("X", "next")
    put("x", "following subsequent ensuing")
    put("k", "coming upcoming forthcoming")
    put("C", "this current these")
    put("Z", "that same those")
    put("R", "recent future")
    put("g", "ago")
    put("e", "earlier previously beforehand")
    put("r", "later afterwards afterward thereafter")
    put("5", "before after")
    put("E", "early")
    put("A", "late")
    put("I", "mid")
    put("B", "beginning start outset")
    put("m", "middle")
    put("z", "end close")
    put("h", "half")
    put("f", "of")
    put("i", "in on at during by from since until till")
    put("O", "est edt pst pdt cst cdt mst mdt gmt utc bst cet cest eet msk ist jst et")
    put("F", "fiscal financial")
    put("~", "about around nearly almost roughly approximately over under only just barely some another full")
    put("b", "more less fewer")
    put("T", "than")
    put("@", "least most")
    put("^", "up")
    put("_", "to")
    put("&", "and")
    put("0", "no")
    put("=", "or")
    put("v", "every each")
    put("y", "per")
    put("q", "several few couple many")
    put("p", "period")
    put("<", "sometime")
    put("P", "morning afternoon evening")
    put("N", "noon midnight midday")
    put("G", "today yesterday tomorrow tonight")
    put("s", "at")
    put("8", "so")
    put("7", "row")
    put("6", "consecutive straight successive running")
    for n, month in enumerate(MONTHS, 1):
        table[month] = ("M", n)
    table |= {word: ("M", n) for word, n in ABBREVIATED_MONTHS.items()}
    for n, day in enumerate(WEEKDAYS, 1):
        table[day] = ("W", n)
        table[day + "s"] = ("W", -n)
    table |= {word: ("w", n) for word, n in ABBREVIATED_WEEKDAYS.items()}
    table |= {word: ("2" if n in (100, 1000) or word == "dozen" else "n", n) for word, n in CARDINALS.items()}
    for n, word in enumerate(ORDINALS, 1):
        table[word] = ("o", n)
    table["thirtieth"] = ("o", 30)
    for word, unit in UNITS.items():
        if word not in ("second", "night"):
            table[word] = ("u", unit)
        table[word + "s"] = ("U", unit)
    table |= {"centuries": ("U", "CE"), "millennia": ("U", "ML"), "seconds": ("U", "S")}
    table |= {"night": ("P", "night"), "evenings": ("P", "evening"), "mornings": ("P", "morning")}
    table |= {"dawn": ("P", "dawn"), "dusk": ("P", "dusk"), "overnight": ("P", "overnight")}
    for word, season in (
        ("spring", "SP"),
        ("summer", "SU"),
        ("autumn", "FA"),
        ("fall", "FA"),
        ("winter", "WI"),
    ):
        table[word] = ("S", season)
    table |= {word: ("H", value) for word, value in HOLIDAYS.items()}
    table |= {word: ("K", value) for word, value in DECADES.items()}
    table |= {word: ("V", value) for word, value in SETS.items()}
    table |= {word: ("J", value) for word, value in NOWS.items()}
    table |= {"bc": ("Q", "BC"), "bce": ("Q", "BC"), "ad": ("Q", "AD"), "ce": ("Q", "AD")}
    return table


CLASSES = _classes()
"""Lower-case word -> (class, value)."""

CAPITALISED_ONLY = frozenset({
    "may", "march", "mar", "jan", "sun", "sat", "wed", "mon", "dec", "ad", "ce", "et", "fri",
    "august", "ist",
})  # fmt: skip
"""Words that are words of time only with a capital letter."""

MASKS = {"-": "-", "‐": "-", "‑": "-", "–": "-", "—": "-", "‒": "-", ",": ",", "/": "/", ":": ":", ".": "!"}
"""Punctuation -> its class."""

PARTS_OF_DAY = {
    "morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI", "dawn": "TMO", "dusk": "TEV",
    "overnight": "TNI",
}  # fmt: skip


def cardinal(words: list[str]) -> int | None:
    """The number that lower-case number words spell ("twenty", "four" -> 24), or None.

    Years spelt in pairs are read as such: "nineteen", "ninety", "six" -> 1996.
    """
    total = part = 0
    for n, word in enumerate(words):
        value = CARDINALS.get(word)
        if value is None:
            return None
        if value == 1000:
            total, part = total + (part or 1) * 1000, 0
        elif value in (100, 12) and word in ("hundred", "dozen"):
            part = (part or 1) * value
        elif n and 10 <= part <= 20 and value >= 10:
            part = part * 100 + value
        else:
            part += value
    return total + part if words else None
