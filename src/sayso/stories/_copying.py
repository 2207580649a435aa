"""Copies among articles: which pairs to look at, what two of them share, and where it stands.

``candidates`` sorts the samples of all texts (``_shingles.sketch``) and gives the pairs that hold the same
hashes; ``compare`` takes a pair of texts and finds the passages that they share, exactly; ``find_copies``
does both for a collection in memory. Results depend on the set of texts only, never on their order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from sayso.records import Span
from sayso.stories._shingles import (
    RUN,
    SAMPLE,
    Hashes,
    Positions,
    Shingles,
    common_hashes,
    matches,
    read_sketch,
    shingles,
    sketch_of,
)

__all__ = ["Shared", "candidates", "compare", "find_copies"]

CAP = 64
"""Texts with one hash up to which all pairs of them are made; more of them are paired with the first only."""
FEWEST = 3
"""Sampled hashes that a pair must share, one of them rare, or one more of any (``candidates``)."""
FEWEST_SMALL = 2
"""The same for a collection in memory, where all passages are wanted; among 100,000 it lets too much pass."""
RARE = 8
"""Texts that a rare hash stands in at most; a phrase of everyone stands in more."""
PASSAGE = 15
"""Words that a passage has in common at least; what two texts share by chance is shorter."""
COPIED = 0.4
"""Share of the one text in the other from which on the pair is called a copy."""
COPIED_WORDS = 25
"""Words that a copy has in common at least: below, it is a phrase or boilerplate."""
OVERHANG = 0.2
"""Words in which both texts go their own ways, as a share of the words in common: a copy has no more."""
WITHIN_COPY = 8
"""Words that a passage of a copy has at least: there a short run is no chance but a sentence moved."""
GAP = 8
"""Words of either text that a passage may pass over at once: words replaced, put in or left out."""

_BITS = np.uint64((1 << 16) - 1)
"""Which bits of a hash the quick look before a comparison takes."""
_PASS = 1 << 20
"""Hashes sorted at once, and pairs counted at once."""

Chain = tuple[int, int, int, int, int]
"""First and last matched shingle in the one, the same in the other, and the words they cover in the one."""


class Shared(msgspec.Struct, frozen=True, kw_only=True):
    """What two texts share: ``one`` and ``other`` are their ids, ``one < other``.

    ``of_one`` is the share of the distinct four-word runs of ``one`` that stand in ``other``, ``of_other``
    the reverse. A passage is a pair of spans in code points, the first in the text of ``one``; passages stand
    in the order of ``one``. ``words`` counts the words of ``one`` that are in runs that stand in both.
    ``overhang`` counts the words before the first passage and after the last, each time in the text that has
    fewer: none where a text stands whole in the other, or the end of one is the beginning of the other.
    """

    one: str
    other: str
    of_one: float
    of_other: float
    words: int
    overhang: int
    passages: tuple[tuple[Span, Span], ...]

    @property
    def is_copy(self) -> bool:
        """Whether the one is a copy of the other, or both of a third, edited or cut as they may be.

        Two texts that begin alike and then go different ways share passages only. Assemblers of genomes tell
        overlaps from chance repeats by the same test (Li 2016, miniasm).
        """
        return (
            self.words >= COPIED_WORDS
            and max(self.of_one, self.of_other) >= COPIED
            and self.overhang <= OVERHANG * self.words
        )


def find_copies(texts: Iterable[tuple[str, str]]) -> list[Shared]:
    """All pairs of texts, given as (id, text), that share a passage, sorted by their ids.

    Where many texts share the same words, not all pairs are given: see ``candidates``. Samples of hashes let
    about one in ten passages of some 20 words slip through, and no copies to speak of.
    """
    given = list(texts)
    known = dict(given)
    if len(known) < len(given):
        raise ValueError("two texts have the same id")

    @lru_cache(maxsize=4096)
    def of(name: str) -> Shingles:
        return shingles(known[name], name)

    pairs = candidates(((name, sketch_of(of(name))) for name in known), FEWEST_SMALL)
    found = (compare(of(one), of(other)) for one, other in pairs)
    return sorted((pair for pair in found if pair), key=lambda pair: (pair.one, pair.other))


# --- pairs worth a look -------------------------------------------------------------------------------------


def candidates(sketches: Iterable[tuple[str, bytes]], fewest: int = FEWEST) -> Iterator[tuple[str, str]]:
    """Pairs of ids, the smaller first, whose sketches share enough hashes for a passage or a copy: ``fewest``
    of those in the samples, which hold one in n / 128 of the hashes of a text of n words.

    A hash that stands in more than 64 texts - boilerplate, or a text copied a thousand times - makes no pair
    of each two of them: each is paired with the one of the smallest id. Texts with the same words are paired
    so too, and only the first of them with other texts. So a hash makes no more than 63 pairs for each of its
    texts, and copies still hang together through the first of them.

    Memory beyond the sketches given: about 5 KB a text, and 100 MB for a pass over a million hashes or pairs.
    """
    given = sorted(sketches)
    ids = [name for name, _ in given]
    if len(set(ids)) < len(ids):
        raise ValueError("two texts have the same id")
    distinct = np.zeros(len(ids), np.int64)
    first: dict[tuple[int, int], int] = {}
    samples: dict[int, Hashes] = {}
    for rank, (name, data) in enumerate(given):
        head = read_sketch(data)
        distinct[rank] = head.distinct
        earliest = first.setdefault((head.distinct, head.digest), rank)
        if earliest == rank:
            samples[rank] = head.hashes
        elif head.distinct:
            yield ids[earliest], name
    del given, first
    entries = _repeated(samples) if samples else _Entries.none()
    del samples
    for one, other in _sharing(entries, distinct, fewest):
        yield ids[one], ids[other]


class _Entries(NamedTuple):
    """Hashes that stand in two texts or more, once for each of these, by hash and then by text: its rank, how
    many entries of the same hash stand before this one, and how many texts have the hash (to 255)."""

    owners: NDArray[np.int32]
    places: NDArray[np.int32]
    sizes: NDArray[np.uint8]

    @classmethod
    def none(cls) -> _Entries:
        return cls(np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0, np.uint8))


def _sharing(entries: _Entries, distinct: Positions, fewest: int) -> Iterator[tuple[int, int]]:
    """Pairs of ranks that share enough hashes, by the later one; ``distinct`` counts a text's shingles."""
    owners, places, sizes = entries
    partners = np.where(sizes > CAP, np.minimum(places, 1), places).astype(np.uint8)
    order = np.argsort(owners, kind="stable").astype(np.int32)
    for low, high in _blocks(np.bincount(owners), np.bincount(owners, partners).astype(np.int64)):
        mine = order[low:high]
        counts = partners[mine].astype(np.int64)
        later = np.repeat(mine, counts)
        nth = np.arange(len(later)) - np.repeat(np.cumsum(counts) - counts, counts)
        earlier = later - places[later] + nth
        keys = owners[earlier].astype(np.int64) | (owners[later].astype(np.int64) << 32)
        pairs, at, shared = np.unique(keys, return_inverse=True, return_counts=True)
        rare = np.bincount(at, sizes[later] <= RARE, len(pairs)) > 0
        other, one = pairs >> 32, pairs & 0xFFFFFFFF
        enough = (shared + rare > fewest) | _contained(shared, distinct[one], distinct[other])
        yield from zip(one[enough].tolist(), other[enough].tolist(), strict=True)


def _blocks(entries: Positions, partners: Positions) -> Iterator[tuple[int, int]]:
    """Stretches of entries ordered by text, with all entries of a text together and about as many pairs in
    each as are counted at once; both arguments count them by text."""
    ends, total = np.cumsum(entries), np.cumsum(partners)
    text = 0
    while text < len(ends):
        low, before = (int(ends[text - 1]), int(total[text - 1])) if text else (0, 0)
        text = max(text + 1, int(np.searchsorted(total, before + _PASS, "right")))
        yield low, int(ends[text - 1])


def _contained(shared: Positions, one: Positions, other: Positions) -> NDArray[np.bool_]:
    """Whether so many shared hashes are a fifth of those to be expected if the text of fewer shingles stood
    whole in the other: of a short text, few are in the sample of a long one."""
    whole = np.minimum(one, other) * np.minimum(1.0, SAMPLE / np.maximum(one, other))
    contained: NDArray[np.bool_] = shared * 5 >= whole
    return contained


def _repeated(samples: dict[int, Hashes]) -> _Entries:
    """The hashes of samples, given by the rank of their texts in ascending order, that stand in several."""
    hashes = np.concatenate(list(samples.values()))
    owners = np.repeat(np.array(list(samples), np.int32), [len(sample) for sample in samples.values()])
    found = [_Entries.none()]
    for low, high in _ranges(hashes):
        where = np.flatnonzero((hashes >= low) & (hashes < high) if high else hashes >= low)
        keys = hashes[where]
        order = np.argsort(keys, kind="stable")
        new = np.ones(len(order) + 1, np.bool_)
        np.not_equal(keys[order[1:]], keys[order[:-1]], out=new[1:-1])
        begins = np.flatnonzero(new)
        sizes = np.repeat(np.diff(begins), np.diff(begins))
        places = np.arange(len(order)) - np.repeat(begins[:-1], np.diff(begins))
        several = sizes > 1
        kept = owners[where[order[several]]]
        sizes = np.minimum(sizes[several], 255).astype(np.uint8)
        found.append(_Entries(kept, places[several].astype(np.int32), sizes))
    return _Entries(*(np.concatenate(part) for part in zip(*found, strict=True)))


def _ranges(hashes: Hashes) -> Iterator[tuple[np.uint64, np.uint64 | None]]:
    """Ranges of values with about as many hashes each as are sorted at once; the last one has no end."""
    some = np.sort(hashes[:: max(1, len(hashes) >> 12)])
    passes = -(-len(hashes) // _PASS)
    bounds = np.unique(some[np.arange(1, passes) * len(some) // passes]) if passes > 1 else some[:0]
    yield from zip([np.uint64(0), *bounds], [*bounds, None], strict=True)


# --- two texts ----------------------------------------------------------------------------------------------


def compare(one: Shingles, other: Shingles) -> Shared | None:
    """What two texts share; None where that is no passage.

    Runs of words that stand in both are matched (``matches``); those in step with each other make a passage,
    over gaps of a few words. Time grows with the words of both (but for sorting), whatever they are.
    """
    if one.id > other.id:
        one, other = other, one
    if not _worthwhile(one, other):
        return None
    common = common_hashes(one.distinct, other.distinct)
    places, others = matches(one.hashes, other.hashes, common)
    chains = [c for c in _chains(_in_step(places, others)) if c[-1] >= WITHIN_COPY]
    shared = Shared(
        one=one.id,
        other=other.id,
        of_one=len(common) / len(one.distinct),
        of_other=len(common) / len(other.distinct),
        words=_covered(np.sort(places)),
        overhang=_overhang(chains, len(one.hashes), len(other.hashes)),
        passages=(),
    )
    least = WITHIN_COPY if shared.is_copy else PASSAGE
    passages = tuple(sorted({_spans(one, other, chain) for chain in chains if chain[-1] >= least}))
    return msgspec.structs.replace(shared, passages=passages) if passages else None


def _worthwhile(one: Shingles, other: Shingles) -> bool:
    """Whether there can be a passage: a quick look at 16 bits of each hash; only its yes can be wrong."""
    if not len(one.hashes) or not len(other.hashes):
        return False
    seen = np.zeros(_BITS + 1, np.bool_)
    seen[(other.hashes & _BITS).view(np.int64)] = True
    places = seen[(one.hashes & _BITS).view(np.int64)].nonzero()[0]
    fewer = min(len(one.distinct), len(other.distinct))
    return _densest(places) >= (WITHIN_COPY if len(places) >= COPIED * fewer else PASSAGE)


def _densest(places: Positions) -> int:
    """Words in the common runs of the longest stretch of them that has no wide gap: no passage has more."""
    if not len(places):
        return 0
    steps = places[1:] - places[:-1]
    begins = (steps > RUN + GAP).nonzero()[0] + 1
    gained = np.full(len(places), RUN, np.int64)
    np.minimum(steps, RUN, out=gained[1:])
    gained[begins] = RUN
    if not len(begins):
        return int(gained.sum())
    return int(np.maximum(gained[: begins[0]].sum(), np.add.reduceat(gained, begins).max()))


def _overhang(chains: list[Chain], one: int, other: int) -> int:
    """Words before the first passage and after the last, each time in the text that has fewer of them."""
    if not chains:
        return min(one, other)
    before = min(min(c[0] for c in chains), min(c[2] for c in chains))
    after = min(one - 1 - max(c[1] for c in chains), other - 1 - max(c[3] for c in chains))
    return before + after


def _covered(places: Positions) -> int:
    """How many words are in one of the runs that begin at these places, which ascend."""
    return int(np.minimum(np.diff(places), RUN).sum()) + RUN if len(places) else 0


def _in_step(left: Positions, right: Positions) -> list[Chain]:
    """Stretches of matches at the same distance in both texts, over gaps; in the order of the one."""
    if not len(left):
        return []
    shift = right - left
    order = np.lexsort((left, shift))
    left, shift = left[order], shift[order]
    steps = np.diff(left)
    broken = (np.diff(shift) != 0) | (steps > RUN + GAP)
    begins = np.flatnonzero(np.concatenate(([True], broken)))
    ends = np.append(begins[1:], len(left)) - 1
    gained = np.append(np.where(broken, RUN, np.minimum(steps, RUN)), RUN)
    words = np.add.reduceat(gained, begins)
    first, last, moved = left[begins], left[ends], shift[begins]
    order = np.lexsort((moved, first))
    columns = (first, last, first + moved, last + moved, words)
    return list(zip(*(column[order].tolist() for column in columns), strict=True))


def _chains(stretches: list[Chain]) -> list[Chain]:
    """Stretches joined where one begins soon after another ends in both texts: words put in or left out."""
    done: list[Chain] = []
    open_: list[Chain] = []
    for stretch in stretches:
        first, last, to_first, to_last, words = stretch
        done += [c for c in open_ if first - c[1] > RUN + GAP]
        open_ = [c for c in open_ if first - c[1] <= RUN + GAP]
        near = [c for c in open_ if c[1] < first and 0 < to_first - c[3] <= RUN + GAP]
        if near:
            best = min(near, key=lambda c: (abs((to_first - c[3]) - (first - c[1])), -c[1]))
            open_.remove(best)
            gained = words - max(0, RUN - (first - best[1]))
            stretch = (best[0], last, best[2], to_last, best[4] + gained)
        open_.append(stretch)
    return done + open_


def _spans(one: Shingles, other: Shingles, chain: Chain) -> tuple[Span, Span]:
    first, last, to_first, to_last, _ = chain
    last, to_last = last + RUN - 1, to_last + RUN - 1
    return (
        (int(one.starts[first]), int(one.ends[last])),
        (int(other.starts[to_first]), int(other.ends[to_last])),
    )
