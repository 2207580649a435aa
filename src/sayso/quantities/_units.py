"""What is not people: money with its currency, shares, votes, and the things that records of conflict
count."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from sayso.countries import lookup

SYMBOLS = {
    "$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR", "₽": "RUB", "₴": "UAH", "₩": "KRW", "₪":
    "ILS", "₦": "NGN", "฿": "THB", "₫": "VND", "₱": "PHP", "₺": "TRY", "₸": "KZT", "₡": "CRC", "₵": "GHS",
    "₾": "GEL",
}  # fmt: skip
BEFORE_DOLLAR = {
    "us": "USD", "c": "CAD", "ca": "CAD", "can": "CAD", "a": "AUD", "au": "AUD", "nz": "NZD", "hk": "HKD",
    "s": "SGD", "nt": "TWD", "r": "BRL", "tt": "TTD", "j": "JMD", "z": "ZWL", "n": "NAD",
}  # fmt: skip
"""What stands right before a dollar sign: "C$20"."""

VOTES = frozenset({"vote", "ballot", "voice"})
_PERCENT = frozenset({"%", "percent", "pct"})


@lru_cache(maxsize=1)
def things() -> frozenset[str]:
    """Nouns of things that are counted, in the singular; of votes and people see elsewhere."""
    return frozenset(word for line in _lines("things.txt") for word in line.split())


@lru_cache(maxsize=1)
def _currencies() -> dict[str, tuple[str, dict[str, str]]]:
    """Currency words: the code they mean by themselves ("" where several countries have it), and by
    country."""
    found = {}
    for line in _lines("currencies.tsv"):
        word, code, others = line.split("\t")
        found[word] = (code, dict(pair.split(":") for pair in others.split()))
    return found


@lru_cache(maxsize=1)
def codes() -> frozenset[str]:
    """All ISO 4217 codes of the table."""
    codes = {code for code, _ in _currencies().values()} | {
        c for _, by in _currencies().values() for c in by.values()
    }
    return frozenset(codes - {""})


def _lines(name: str) -> list[str]:
    text = files("sayso.quantities").joinpath(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]


def currency(words: list[str]) -> tuple[str, int] | None:
    """The currency that the words after a number name, and how many words that takes: ``dollars``,
    ``Kenyan shillings``, ``USD``. Words as written; lower-cased here."""
    for size in range(min(3, len(words)), 0, -1):
        last = words[size - 1]
        if size == 1 and last in codes():
            return last, 1
        known = _currencies().get(_singular(last.lower()))
        if known is None:
            continue
        code, by_country = known
        adjective = " ".join(words[: size - 1])
        hit = lookup(adjective) if adjective else None
        if adjective and hit is None:
            continue
        found = by_country.get(hit.iso3, code) if hit else code
        return found or _singular(last.lower()), size
    return None


def _singular(word: str) -> str:
    if word in _currencies():
        return word
    return word[:-1] if word.endswith("s") and word[:-1] in _currencies() else word


def is_percent(words: list[str]) -> int:
    """How many words "percent" takes after a number, 0 where it does not follow."""
    if words and words[0].lower() in _PERCENT:
        return 1
    return 2 if [w.lower() for w in words[:2]] == ["per", "cent"] else 0
