"""Records that are copied along with their passage: which record of one article is which of the other.

In: passages that articles share, and the records of the articles with their spans.  Out: groups of records
that are one, and for every record the articles in which its words stand too."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sayso.records import Span
from sayso.stories._linkage import Groups
from sayso.stories._records import Copy

_NEAR = 40
"""Characters by which a record may stand elsewhere in a copy of which words were replaced, at least."""
_SLACK = 0.15
"""The same, as a share of how far into the passage it stands."""
_FAR = 400
"""The same, at most."""


class Placed:
    """A record as something that stands at a place: its id, article, position, and what it must have in
    common with its copy. ``voice`` is who says it, empty where that is nobody with a name: two people may say
    the same in the same words."""

    __slots__ = ("article", "at", "id", "like", "voice")

    def __init__(self, id: str, article: str, at: int, like: str, voice: str = "") -> None:
        self.id, self.article, self.at, self.like, self.voice = id, article, at, like, voice


class Repeats:
    """``groups`` are the records that are one; ``beside`` the articles that share the passage in which a
    record stands."""

    def __init__(self, copies: Iterable[Copy], placed: Iterable[Placed]) -> None:
        self._groups = Groups()
        self._voices: dict[str, str] = {}
        self.beside: dict[str, set[str]] = defaultdict(set)
        by_article: dict[str, list[Placed]] = defaultdict(list)
        for record in placed:
            by_article[record.article].append(record)
            self._voices[record.id] = record.voice
        for records in by_article.values():
            records.sort(key=lambda record: (record.at, record.id))
        starts = {article: [record.at for record in records] for article, records in by_article.items()}
        for copy in copies:
            for here, there in copy.passages:
                ours = _within(by_article.get(copy.one, []), starts.get(copy.one, []), here)
                theirs = _within(by_article.get(copy.other, []), starts.get(copy.other, []), there)
                self._pair(ours, theirs, here, there, copy)

    def _pair(
        self, ours: Sequence[Placed], theirs: Sequence[Placed], here: Span, there: Span, copy: Copy
    ) -> None:
        for record in ours:
            self.beside[record.id].add(copy.other)
        for record in theirs:
            self.beside[record.id].add(copy.one)
        scale = (there[1] - there[0]) / max(1, here[1] - here[0])
        options = []
        starts = [other.at for other in theirs]
        for record in ours:
            expected = there[0] + (record.at - here[0]) * scale
            slack = min(_FAR, max(_NEAR, _SLACK * (record.at - here[0])))
            near = theirs[bisect_left(starts, expected - slack) : bisect_right(starts, expected + slack)]
            options += [
                (abs(other.at - expected), record.id, other.id) for other in near if other.like == record.like
            ]
        used: set[str] = set()
        for _, one, other in sorted(options):
            if one not in used and other not in used:
                used |= {one, other}
                self._unite(one, other)

    def _unite(self, one: str, other: str) -> None:
        """Make two records one, unless their groups are said by different people."""
        said = [self._voices.get(self._groups.root(id), "") for id in (one, other)]
        if said[0] and said[1] and said[0] != said[1]:
            return
        self._groups.unite(one, other)
        self._voices[self._groups.root(one)] = said[0] or said[1]

    def groups(self, ids: Iterable[str]) -> Mapping[str, list[str]]:
        """Records by the least id of their group, in the order given."""
        return self._groups.of(ids)


def _within(records: Sequence[Placed], starts: Sequence[int], span: Span) -> Sequence[Placed]:
    return records[bisect_left(starts, span[0]) : bisect_left(starts, span[1])]
