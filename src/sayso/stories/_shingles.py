"""Texts as runs of four words: folded words with their spans, hashes of the runs, and samples of the hashes.

Everything after the encoding of the text happens in numpy. A word is a run of letters and digits (Unicode),
whatever their case and accents; all else - quotation marks, apostrophes, hyphens, markup - only parts words.
Hashes are the same in every process and on every machine: they depend on code points and constants alone
(and on the Unicode tables of Python's ``unicodedata`` for letters that are newer than them).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

__all__ = [
    "RUN", "SAMPLE", "Hashes", "Positions", "Shingles", "Sketch", "common_hashes", "matches", "read_sketch",
    "shingles", "sketch", "sketch_of",
]  # fmt: skip

Hashes = NDArray[np.uint64]
Positions = NDArray[np.int64]

RUN = 4
"""Words in a shingle."""
SAMPLE = 128
"""Distinct shingles up to which a sketch keeps all of them, and about how many it keeps of more."""

_ALL = 1 << 64
_CHUNK = 1 << 14
"""Code points hashed at once: it bounds the tables of powers and the arrays of a long text."""
_MOST = 4
"""Letters that one code point can fold to ("ﬃ" has three); a few Arabic ligatures have more and are cut."""

_UNKNOWN, _DROPPED, _SPREAD, _BREAK = range(4)
"""Entries of the table of folded letters that are no letters; a code point not yet met is _UNKNOWN."""
_folded = np.zeros(0x110000, np.uint32)
_spread: dict[int, list[int]] = {}
_PLAIN = {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}

_BASE = 0x9E3779B97F4A7C15
_FACTORS = np.array(
    [0xD6E8FEB86659FD93, 0xA0761D6478BD642F, 0xE7037ED1A0B428DB, 0x8EBC6AF09C88C6E3], np.uint64
)


def _powers(base: int) -> Hashes:
    powers = np.full(_CHUNK * _MOST + 1, base, np.uint64)
    powers[0] = 1
    return np.cumprod(powers)


_POWERS = _powers(_BASE)
_UNDONE = _powers(pow(_BASE, -1, _ALL))
"""Powers of an odd number and of its inverse modulo 2**64."""


class Shingles(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A text's words and their runs of four.

    ``words`` are 64-bit hashes of the folded words, ``starts`` and ``ends`` their spans in code points of the
    text; ``hashes[i]`` stands for the words i to i + 3; ``distinct`` are the hashes, sorted, each once.
    """

    id: str
    words: Hashes
    starts: Positions
    ends: Positions
    hashes: Hashes
    distinct: Hashes


class Sketch(NamedTuple):
    """What a sketch says: how many distinct shingles its text has, a digest of its words, the sample."""

    distinct: int
    digest: int
    hashes: Hashes


def shingles(text: str, given_id: str = "") -> Shingles:
    """The words of a text, and hashes of each run of four of them.

    >>> [len(shingles(text).hashes) for text in ("He said so to “us”.", "hé said: SO TO US", "Police!")]
    [2, 2, 0]
    """
    parts = list(_words(text))
    words, starts, ends = parts[0] if len(parts) == 1 else map(np.concatenate, zip(*parts, strict=True))
    hashes = _runs(words)
    distinct = np.sort(hashes)
    if len(distinct) > 1:
        distinct = distinct[np.concatenate(([True], distinct[1:] != distinct[:-1]))]
    return Shingles(id=given_id, words=words, starts=starts, ends=ends, hashes=hashes, distinct=distinct)


def sketch(text: str) -> bytes:
    """A sample of a text's shingles by which texts are compared without being read again; about 1 KB.

    This is a scaled MinHash ("FracMinHash": Brown and Irber 2016, sourmash; Irber et al. 2022; before them
    the "mod p" sketch of Broder 1997): the hashes below a limit, so that any two samples can be compared as
    far as the lower of their limits reaches, and the share of the one in the other is estimated without bias
    however different their lengths. The limit depends on the number n of distinct shingles alone: all of them
    up to 128, and 128 / n of the hashes beyond, so that a long text keeps 128, give or take 11.
    """
    return sketch_of(shingles(text))


def sketch_of(text: Shingles) -> bytes:
    """The sketch of a text whose shingles are known: little-endian 64-bit numbers.

    The first is the number of distinct shingles, the second a digest of all words in their order, the rest
    is the sample in ascending order.
    """
    count = len(text.distinct)
    kept = text.distinct
    if count > SAMPLE:
        kept = kept[: np.searchsorted(kept, np.uint64(_ALL * SAMPLE // count))]
    runs = len(text.hashes)
    powers = _POWERS[:runs] if runs <= len(_POWERS) else np.resize(_POWERS, runs)
    digest = _mixed((text.hashes * powers).sum(keepdims=True, dtype=np.uint64))
    head = np.array([count, digest[0]], np.uint64)
    return np.concatenate((head, kept)).astype("<u8", copy=False).tobytes()


def read_sketch(data: bytes) -> Sketch:
    """The parts of a sketch; ValueError where the bytes are none."""
    if len(data) < 16 or len(data) % 8:
        raise ValueError(f"not a sketch: {len(data)} bytes")
    numbers = np.frombuffer(data, "<u8").astype(np.uint64, copy=False)
    return Sketch(int(numbers[0]), int(numbers[1]), numbers[2:])


def _words(text: str) -> Iterator[tuple[Hashes, Positions, Positions]]:
    """Hashes, starts and ends of the words, for one chunk of the text after the other."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    if len(points) <= _CHUNK:
        yield _chunk_words(points, 0)
        return
    at = 0
    while at < len(points):
        end = _chunk_end(points, at)
        yield _chunk_words(points[at:end], at)
        at = end


def _chunk_end(points: NDArray[np.uint32], at: int) -> int:
    """Where the chunk that begins at a position ends: at the last place between words that still fits.

    A word longer than a chunk is cut, as words of 16,384 letters are noise.
    """
    end = min(at + _CHUNK, len(points))
    if end < len(points):
        breaks = np.flatnonzero(_look_up(points[at:end]) == _BREAK)
        end = at + int(breaks[-1]) + 1 if len(breaks) else end
    return end


def _chunk_words(points: NDArray[np.uint32], offset: int) -> tuple[Hashes, Positions, Positions]:
    codes = _look_up(points)
    at: Positions | None = None
    if len(codes) and codes.min() < _BREAK:
        codes, at = _spread_out(points, codes)
    inside = np.zeros(len(codes) + 2, np.bool_)
    np.greater(codes, _BREAK, out=inside[1:-1])
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    starts, ends = edges[::2], edges[1::2]
    # The hash of a word is the sum of letter * base ** place in the word: a difference of running sums.
    sums = np.zeros(len(codes) + 1, np.uint64)
    np.cumsum(codes * _POWERS[: len(codes)], out=sums[1:])
    words = (sums[ends] - sums[starts]) * _UNDONE[starts]
    if at is not None:
        starts, ends = at[starts], at[ends]
    return words, starts + offset, ends + offset


def _look_up(points: NDArray[np.uint32]) -> NDArray[np.uint32]:
    codes = _folded[points]
    if len(codes) and not codes.min():
        for point in np.unique(points[codes == _UNKNOWN]).tolist():
            _learn(point)
        codes = _folded[points]
    return codes


def _learn(point: int) -> None:
    """Fold one code point, once in the life of the process; marks and invisible signs do not part words."""
    letters = [ord(letter) for letter in _fold(chr(point))]
    if len(letters) > 1:
        _spread[point] = letters
    inner = unicodedata.category(chr(point)) in ("Mn", "Mc", "Me", "Cf")
    _folded[point] = _SPREAD if len(letters) > 1 else letters[0] if letters else _DROPPED if inner else _BREAK


def _fold(letter: str) -> str:
    """Lower case without accents; nothing for what is neither letter nor digit."""
    if not letter.isalnum():
        return ""
    apart = "".join(_PLAIN.get(c, c) for c in unicodedata.normalize("NFKD", letter.casefold()).casefold())
    bare = "".join(c for c in apart if c.isalnum())
    return unicodedata.normalize("NFKC", bare)[:_MOST] or letter


def _spread_out(
    points: NDArray[np.uint32], codes: NDArray[np.uint32]
) -> tuple[NDArray[np.uint32], Positions]:
    """Put letters that fold to several in their place and leave out marks; gives where each one stood."""
    sizes = np.ones(len(codes), np.int64)
    sizes[codes == _DROPPED] = 0
    spread = np.flatnonzero(codes == _SPREAD)
    found = [_spread[point] for point in points[spread].tolist()]
    sizes[spread] = [len(letters) for letters in found]
    at = np.repeat(np.arange(len(codes)), sizes)
    out = np.repeat(codes, sizes)
    out[out == _SPREAD] = [letter for letters in found for letter in letters]
    return out, np.append(at, len(codes))


def _runs(words: Hashes) -> Hashes:
    """One hash for each run of four words, its order included."""
    count = max(0, len(words) - RUN + 1)
    runs = np.zeros(count, np.uint64)
    for place in range(RUN):
        runs += words[place : place + count] * _FACTORS[place]
    return _mixed(runs)


def _mixed(numbers: Hashes) -> Hashes:
    """Spread every bit over all 64 (the finaliser of SplitMix64: Steele, Lea and Flood 2014)."""
    mixed = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    out: Hashes = mixed ^ (mixed >> np.uint64(31))
    return out


def common_hashes(one: Hashes, other: Hashes) -> Hashes:
    """The hashes that stand in both of two sorted arrays without doubles."""
    few, many = (one, other) if len(one) < len(other) else (other, one)
    if not len(few):
        return few
    kept: Hashes = few[many[np.minimum(many.searchsorted(few), len(many) - 1)] == few]
    return kept


def matches(one: Hashes, other: Hashes, common: Hashes) -> tuple[Positions, Positions]:
    """Places of the common hashes in two texts: the nth place of a hash in the one with its nth in the other.

    So there are no more matches than words, even where the same words come again and again.
    """
    left, left_keys = _numbered(one, common)
    right, right_keys = _numbered(other, common)
    if not len(left):
        return left, right
    at = np.minimum(right_keys.searchsorted(left_keys), len(right_keys) - 1)
    paired = right_keys[at] == left_keys
    return left[paired], right[at[paired]]


def _numbered(hashes: Hashes, common: Hashes) -> tuple[Positions, Positions]:
    """Where the common hashes stand, by hash, and a growing number: which hash, and for which time."""
    if not len(common):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    at = np.minimum(common.searchsorted(hashes), len(common) - 1)
    places = (common[at] == hashes).nonzero()[0]
    which = at[places]
    order = which.argsort(kind="stable")
    ordered = which[order]
    new = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    nth = np.arange(len(ordered)) - new.nonzero()[0][new.cumsum() - 1]
    return places[order], (ordered << 32) | nth
