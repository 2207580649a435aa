"""Records put into groups by pairs that belong together: best first, as long as the two groups are alike on
average and no two of their records at odds. The result depends on the set of pairs only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

COMPARED = 12
"""Records of each group that are compared when two are joined."""

Edge = tuple[str, str, float]
"""Ids of two records, the lesser first, and the bits that speak for their being one."""


def linked(
    ids: Iterable[str],
    edges: Iterable[Edge],
    bits: Callable[[str, str], float],
    *,
    on_average: float,
    at_odds: float,
) -> list[list[str]]:
    """Groups of ids, each in order, in the order of their least ids. ``bits`` compares any two records, not
    those of the edges only; groups whose mean is below ``on_average``, or two of which have ``at_odds`` or
    less, stay apart (average linkage with a veto)."""
    of: dict[str, list[str]] = {id: [id] for id in ids}
    for one, other, _ in sorted(edges, key=lambda edge: (-edge[2], edge[0], edge[1])):
        first, second = of[one], of[other]
        if first is second or not _fit(first, second, bits, on_average, at_odds):
            continue
        merged = sorted((*first, *second))
        for id in merged:
            of[id] = merged
    return sorted(group for id, group in of.items() if group[0] == id)


def _fit(
    one: Sequence[str],
    other: Sequence[str],
    bits: Callable[[str, str], float],
    on_average: float,
    at_odds: float,
) -> bool:
    total, some, others = 0.0, one[:COMPARED], other[:COMPARED]
    for a in some:
        for b in others:
            score = bits(a, b)
            if score <= at_odds:
                return False
            total += score
    return total >= on_average * len(some) * len(others)


class Groups:
    """Ids in groups that grow by union; a group is known by its least id."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def root(self, id: str) -> str:
        """The least id of a group."""
        above = self._above.get(id, id)
        while above != id:
            higher = self._above.get(above, above)
            self._above[id] = higher  # half the way next time
            id, above = above, higher
        return id

    def unite(self, one: str, other: str) -> None:
        """Make the groups of two ids one."""
        first, second = sorted((self.root(one), self.root(other)))
        if first != second:
            self._above[second] = first

    def of(self, ids: Iterable[str]) -> dict[str, list[str]]:
        """Ids by the root of their group, in the order given."""
        found: dict[str, list[str]] = {}
        for id in ids:
            found.setdefault(self.root(id), []).append(id)
        return found
