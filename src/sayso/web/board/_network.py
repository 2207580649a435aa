"""Who does something to whom: pairs with their counts, and a matrix of those in most events."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from heapq import nsmallest
from itertools import chain, islice, product

import msgspec

from sayso.web._overview import Line

SIDE = 14
"""Rows, and columns, of the matrix."""

PAIRS = 50
"""Pairs of the ranking."""

_PARTIES = 20
"""Parties of one event, on either side, of which pairs are made."""


MOST = 300_000
"""Pairs that are counted: what more events there are is left out, and the page says so."""


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who does something to somebody else, in so many events. ``types`` are the types of these, the
    most frequent first."""

    by: str
    to: str
    events: int
    types: tuple[str, ...] = ()


class Network(msgspec.Struct, frozen=True, kw_only=True):
    """Pairs of most events first. ``more`` is how many further pairs there are; ``rows`` and ``columns`` are
    the actors and recipients of most events, of ``actors`` and ``recipients``; ``cells`` counts the events of
    each row with each column; ``alone`` counts events in which one of the two is not told, ``left_out`` those
    that were one too many."""

    pairs: tuple[Pair, ...] = ()
    more: int = 0
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    cells: tuple[tuple[int, ...], ...] = ()
    actors: int = 0
    recipients: int = 0
    alone: int = 0
    left_out: int = 0


def network_of(lines: Iterable[Line]) -> Network:
    """Count pairs. Names that differ in case only are one."""
    counts: dict[tuple[str, str], int] = defaultdict(int)
    told: list[tuple[Line, list[tuple[str, str]]]] = []
    alone = left_out = 0
    for line in lines:
        if not line.actors or not line.recipients:
            alone += 1
        elif len(counts) >= MOST:
            left_out += 1
        else:
            pairs = list(product(_keys(line.actors), _keys(line.recipients)))
            for pair in pairs:
                counts[pair] += 1
            told.append((line, pairs))
    ranked = nsmallest(PAIRS, counts, key=lambda pair: (-counts[pair], pair))
    rows, actors = _top(counts, 0)
    columns, recipients = _top(counts, 1)
    types, names = _about(told, frozenset(ranked), {*rows, *columns, *chain.from_iterable(ranked)})
    shown = {key: found.most_common(1)[0][0] for key, found in names.items()}
    return Network(
        pairs=tuple(
            Pair(
                by=shown[pair[0]],
                to=shown[pair[1]],
                events=counts[pair],
                types=tuple(sorted(types[pair], key=lambda name: (-types[pair][name], name))),
            )
            for pair in ranked
        ),
        more=len(counts) - len(ranked),
        rows=tuple(shown[key] for key in rows),
        columns=tuple(shown[key] for key in columns),
        cells=tuple(tuple(counts.get((row, column), 0) for column in columns) for row in rows),
        actors=actors,
        recipients=recipients,
        alone=alone,
        left_out=left_out,
    )


def _about(
    told: Iterable[tuple[Line, list[tuple[str, str]]]], ranked: frozenset[tuple[str, str]], drawn: set[str]
) -> tuple[dict[tuple[str, str], Counter[str]], dict[str, Counter[str]]]:
    """Of what types the events of some pairs are, and how the names of some parties are written."""
    types: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for line, pairs in told:
        for pair in pairs:
            if pair in ranked:
                types[pair][line.type] += 1
        for name in (*line.actors, *line.recipients):
            if (key := _key(name)) in drawn:
                names[key][name] += 1
    return types, names


def _keys(parties: Iterable[str]) -> dict[str, None]:
    return dict.fromkeys(map(_key, islice(parties, _PARTIES)))


_key = str.casefold


def _top(counts: Mapping[tuple[str, str], int], side: int) -> tuple[list[str], int]:
    totals: Counter[str] = Counter()
    for pair, number in counts.items():
        totals[pair[side]] += number
    return nsmallest(SIDE, totals, key=lambda key: (-totals[key], key)), len(totals)
