"""How far two codings agree: counts, shares, Cohen's kappa, and the correlation of daily counts.

Kappa is J. Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological
Measurement 20 (1960). Its units are pairs of events that are matched without regard to their types: of
events that both coders have, do they give the same type? Events that one coder does not have are no units:
nobody knows how many events both left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from math import sqrt

import msgspec

from sayso.coders._match import Coding, Matched

BY = ("type", "dyad", "sector", "day")
"""What is counted by."""


class Agreed(msgspec.Struct, frozen=True, kw_only=True):
    """Of one key ``by`` type, dyad, sector or day (``all`` is all of it): how many events ``one`` and ``two``
    have, and how many pairs are in ``both`` under this key (of a day, that of the first coder's event).
    ``of_one`` and ``of_two`` are the shares of each coder's events here that have a pair, anywhere;
    ``kappa`` and ``correlation`` (of daily counts) are given for types."""

    by: str
    key: str
    one: int
    two: int
    both: int
    of_one: float | None = None
    of_two: float | None = None
    kappa: float | None = None
    correlation: float | None = None


ALL = "all"


class Tally:
    """Counts of what ``match`` gives, by these. Memory grows with the keys and days, not with the events."""

    def __init__(self, by: Sequence[str] = BY) -> None:
        self._by = by
        self._counts: dict[tuple[str, str], list[int]] = {}
        self._daily: dict[tuple[str, str], list[int]] = {}

    def add(self, matched: Matched) -> None:
        """Count a pair, or an event alone."""
        one, two = matched
        for by in self._by:
            ones, twos = keys_of(one, by), keys_of(two, by)
            for key in ones | twos:
                count = self._counts.setdefault((by, key), [0, 0, 0, 0, 0])
                count[0] += key in ones
                count[1] += key in twos
                if one is not None and two is not None:
                    count[2] += key in ones and (key in twos or by == "day")
                    count[3] += key in ones
                    count[4] += key in twos
        for place, coding in enumerate(matched):
            if coding is not None:
                for key in (ALL, coding.type):
                    self._daily.setdefault((key, coding.day), [0, 0])[place] += 1
        total = self._counts.setdefault((ALL, ALL), [0, 0, 0, 0, 0])
        paired = None not in matched
        for place, there in enumerate((one is not None, two is not None, paired, paired, paired)):
            total[place] += there

    def rows(self, by: str, first: str, last: str, labels: Mapping[tuple[str, str], int]) -> Iterator[Agreed]:
        """All of it, then each key, those of most events first. ``first`` and ``last`` are the days of the
        common period; ``labels`` counts the types of pairs that are matched whatever their types."""
        total = self._counts.get((ALL, ALL), [0, 0, 0, 0, 0])
        yield self._row(by, ALL, total, kappa(labels), self._correlation(ALL, first, last))
        found = [(key, count) for (name, key), count in self._counts.items() if name == by]
        if by == "day":
            found.sort()
        else:
            found.sort(key=lambda pair: (-pair[1][0] - pair[1][1], pair[0]))
        for key, count in found:
            of_type = by == "type"
            yield self._row(
                by,
                key,
                count,
                kappa(_against_rest(labels, key)) if of_type else None,
                self._correlation(key, first, last) if of_type else None,
            )

    def _row(
        self, by: str, key: str, counts: list[int], agreement: float | None, correlation: float | None
    ) -> Agreed:
        one, two, both, paired_one, paired_two = counts
        return Agreed(
            by=by,
            key=key,
            one=one,
            two=two,
            both=both,
            of_one=_share(paired_one, one),
            of_two=_share(paired_two, two),
            kappa=agreement,
            correlation=correlation,
        )

    def _correlation(self, key: str, first: str, last: str) -> float | None:
        """Pearson's, of the counts of all days of the period, those without events too."""
        if not first or not last:
            return None
        days = date.fromisoformat(last).toordinal() - date.fromisoformat(first).toordinal() + 1
        return correlated([counts for (name, _), counts in self._daily.items() if name == key], days)


def keys_of(coding: Coding | None, by: str) -> set[str]:
    """What an event counts under. Of several countries it counts under each pair, once."""
    if coding is None:
        return set()
    if by == "type":
        return {coding.type}
    if by == "day":
        return {coding.day}
    a, r = ("", "")
    if by == "sector":
        a, r = f" {coding.actor_sector or '-'}", f" {coding.recipient_sector or '-'}"
    return {
        f"{one or '-'}{a} > {other or '-'}{r}"
        for one in coding.actors or (None,)
        for other in coding.recipients or (None,)
    }


def kappa(labels: Mapping[tuple[str, str], int]) -> float | None:
    """Cohen's kappa of a table of labels; None where there is nothing, or chance alone would give it all.

    >>> kappa({("A", "A"): 20, ("A", "B"): 5, ("B", "A"): 10, ("B", "B"): 15})
    0.4
    """
    total = sum(labels.values())
    if not total:
        return None
    ones: Counter[str] = Counter()
    twos: Counter[str] = Counter()
    for (one, two), count in labels.items():
        ones[one] += count
        twos[two] += count
    observed = sum(count for (one, two), count in labels.items() if one == two) / total
    expected = sum(ones[label] * twos[label] for label in ones) / total**2
    return None if expected == 1 else round((observed - expected) / (1 - expected), 4)


def _against_rest(labels: Mapping[tuple[str, str], int], key: str) -> Counter[tuple[str, str]]:
    """The table of one type against all others; empty where neither coder has it."""
    table: Counter[tuple[str, str]] = Counter()
    for (one, two), count in labels.items():
        table[str(one == key), str(two == key)] += count
    return table if len(table) > 1 or ("True", "True") in table else Counter()


def correlated(counts: list[list[int]], days: int) -> float | None:
    """Pearson's correlation of two counts over so many days, of which those that are not given have none;
    None where one of the two does not vary."""
    x, y = (sum(pair[place] for pair in counts) for place in (0, 1))
    xx, yy = (sum(pair[place] ** 2 for pair in counts) for place in (0, 1))
    xy = sum(one * two for one, two in counts)
    spread = (days * xx - x * x) * (days * yy - y * y)
    return round((days * xy - x * y) / sqrt(spread), 4) if days > 1 and spread > 0 else None


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
