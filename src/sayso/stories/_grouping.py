"""Groups short news articles into stories: articles that tell of the same event.

In: articles with an id, a text and, where known, the days between which each was published.  Out: for every
article the smallest id of its group. No order of input, clock, chance or network has a say in it.

    >>> quake = "A quake of magnitude 6.1 hit Aceh on Tuesday. Sutopo Nugroho said 42 people died in Aceh."
    >>> later = "At least 42 died when a magnitude 6.1 quake hit Aceh, said the agency's Sutopo Nugroho."
    >>> vote = "Lawmakers in Lisbon passed the budget after a long night."
    >>> group([Document("c", vote), Document("b", later), Document("a", quake)])
    {'a': 'a', 'b': 'a', 'c': 'c'}

How it works. Each article is the set of its words, its numbers and its pairs of neighbouring words (binary
weights: how often a word stands in an article says little about which event it is of). Names weigh double.
Rare terms weigh more (inverse document frequency, Sparck Jones 1972, of the collection and a fixed table of
general English together, so that a case of ten articles behaves like one of ten thousand). Two articles are
neighbours when the cosine is at least ``EDGE``. Each article is then smoothed by its nearest neighbours (as a
query is expanded by its best answers: Rocchio 1971; Xu and Croft 1996), and the smoothed similarities are
clustered by average linkage (UPGMA, Sokal and Michener 1958), cut at ``CUT``.

All parameters were chosen on the train half of ECB+ (Cybulska and Vossen 2014), alone, diluted with the train
half of PolNeAR (Newell et al. 2018), and thinned out to stories of one to five articles.
"""

from __future__ import annotations

import hashlib
import heapq
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec
import numpy as np
from numpy.typing import NDArray

__all__ = ["Document", "group", "terms"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Words = NDArray[np.uint64]

EDGE = 0.1
"""Cosine below which two articles have nothing to do with each other."""

NEAREST = 10
"""At most so many neighbours smooth an article."""

CUT = 0.5
"""Two groups are one when the mean smoothed similarity of their articles is at least this."""

NAME = 2.0
"""Weight of a word that is capitalised inside a sentence somewhere in the article; other words weigh 1."""

PAIR = 1.2
"""Weight of two neighbouring words, taken as one term."""

COMMON = 2000
"""A term in more articles than this tells no story apart and is left out; it keeps large cases linear."""

GENERAL = 400
"""How many articles the table of general English counts for, beside those of the collection."""

DAYS = 7
"""Articles whose days of publication lie further apart than this are never compared."""

TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+(?:[.,]\d+)*|[.!?\n\"“”`]")
ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
BREAKS = frozenset('.!?\n"“”`')

# Words of addresses that a tokeniser has taken apart ("http : / / www . x . com"): not words of the article.
WEB = frozenset("http https www com org net html htm php co uk asp aspx story id".split())

STOP = frozenset(
    "a about after all also am an and any are as at be been before being between both but by can could "
    "did do does down each few for from had has have having he her here him his how i if in into is it "
    "its just may me might more most must my new no nor not of off on one only or other our out over own "
    "s said same say says shall she should so some such t than that the their them then there these they "
    "this those to told too two up us very was we were what when where which who whom why will with would "
    "you your".split()
)

# General English: in what share of news articles, at least, a word stands. The smaller of two shares: in the
# train halves of PolNeAR (840 articles) and of ECB+ (575). Words of one topic only ("campaign") drop out so.
SHARES: tuple[tuple[float, str], ...] = (
    (
        0.25,
        """
        back first last news people three time year
    """,
    ),
    (
        0.15,
        """
        according against another around because day days during found four get going home including left
        made many million night now old second since state take through thursday today tuesday way week
        while years
    """,
    ),
    (
        0.1,
        """
        again american away became called came case center city court director early eight end even family
        federal five former friday go good got half head high history hours however john known late later
        least life like long make man men monday morning much national never next office officials place
        president public put released reported right run running saturday set several six statement still
        street sunday team third times took under until used wednesday well went without women work world
    """,
    ),
    (
        0.07,
        """
        added administration ago almost along already although announced april asked attack began behind
        best big building bush call chief children come coming country decades decision department despite
        didn't district don't done earlier every expected face following gave general government group
        hard held help himself hit house i'm information investigation july june keep killed know law
        leading led likely line little local m major making march mark members month months move near
        nothing number official once outside part past person play point police possible post received
        record reports saying security see seen service seven shot soon started think though top trying u
        washington weeks whether win working yet york
    """,
    ),
    (
        0.04,
        """
        able accused across act action afternoon age agency allow allowed always among anger anyone
        anything appeared area article attacks attention attorney bad bank based become believe believed
        better biggest black born break brought business california calls campaign capital career cause
        caused central chance change charge charged charges chris clear close closed comes committee
        community company completely conference continue continued control county critical crowd current
        currently cut d daily david dead deal death december decided deep defense degree democratic
        described details died different doing double drive due east ended enough europe evening ever
        everyone everything experts fact failed far fbi felt field fight figure final finally fire fired
        followed forced forward free front full further game getting give given governor great gun hand
        hands happened heard hearing heart helped herself hold huge hurt immediately incident inside
        instead international issued issues j james january job judge justice key large latest lead
        leaving less let look looked looking loss lost lot main manager means media member middle minute
        minutes money moved mr name named nation nearly need needed newspaper nine north november october
        offer open opened order others p page paris party pass passed percent phone plans played playing
        points political posted power presidential press probably problem problems process program protect
        published quarter quickly ran re real really reason recent release remain remains report reporter
        reporters responded rest result return richard role room saw scandal scheduled school season
        secretary senior sent september series serious services shooting short show showed side signed
        site small someone something son source south southern special spent spokesman star start stay
        step support system taken taking th thing things thought thousands total town tried try turned
        university use using vice victims victory violence w want wanted wasn't weekend west white whose
        winning within woman won worked workers worth wrote young
    """,
    ),
)
RATE = {word: share for share, words in SHARES for word in words.split()}


class Document(msgspec.Struct, frozen=True):
    """One article. ``earliest`` and ``latest`` (ISO dates) bound its day of publication; None is unknown."""

    id: str
    text: str
    earliest: str | None = None
    latest: str | None = None


def terms(text: str) -> dict[str, float]:
    """The terms of one article and their weights (no unit): words, numbers and pairs of neighbouring words.

    Depends on the text alone, so that it can be kept. Words are lower-cased and lose their possessive "'s";
    stop words count in no way, and no pair reaches across one.
    """
    found: dict[str, float] = {}
    pairs: dict[str, float] = {}
    before = ""
    starts = True
    for token in TOKEN.findall(ADDRESS.sub(" ", text)):
        if token in BREAKS:
            starts = True
            continue
        word = _plain(token)
        name = token[0].isupper() and not starts
        starts = False
        if word in STOP or word in WEB:
            before = ""
            continue
        found[word] = NAME if name else found.get(word, 1.0)
        if before:
            pairs[f"{before} {word}"] = PAIR
        before = word
    return found | pairs


def _plain(token: str) -> str:
    word = token.lower()
    return word[:-2] if word.endswith(("'s", "’s")) else word


def group(documents: Iterable[Document], *, days: int = DAYS) -> dict[str, str]:
    """The story of each article: its id, in order, mapped to the smallest id of its group.

    ``days``: articles whose intervals of publication lie further apart are not compared. An article without
    days may be compared with all. Raises ``ValueError`` when two documents share an id or a date is not ISO.
    """
    ordered = sorted(documents, key=lambda d: (_ordinal(d.earliest, 0), d.id))
    if len({d.id for d in ordered}) < len(ordered):
        raise ValueError("two documents share one id")
    first: dict[tuple[str, str | None, str | None], str] = {}
    # one text is one article, however often it is there; texts without words are nothing that can be the same
    same = {
        d.id: first.setdefault((d.text, d.earliest, d.latest), d.id) if d.text.strip() else d.id
        for d in ordered
    }
    ordered = [d for d in ordered if same[d.id] == d.id]
    ids = [d.id for d in ordered]
    if not ordered:
        return {}
    rows = _weigh(terms(d.text) for d in ordered)
    reach = _reach(ordered, days)
    near = _neighbours(rows, reach)
    smooth = _smooth(near, reach)
    alike: dict[str, list[str]] = {}
    for id, one in same.items():
        alike.setdefault(one, []).append(id)
    story: dict[str, str] = {}
    for members in _link(smooth):
        everyone = [id for i in members for id in alike[ids[i]]]
        story.update(dict.fromkeys(everyone, min(everyone)))
    return {key: story[key] for key in sorted(story)}


def _ordinal(day: str | None, unknown: int) -> int:
    return date.fromisoformat(day).toordinal() if day else unknown


def _reach(ordered: Sequence[Document], days: int) -> Ints:
    """For each article the index after the last one that may be compared with it.

    The articles stand in the order of their first day, so that those whose interval begins no more than
    ``days`` after its own ends are one stretch; earlier ones look at it from their side.
    """
    first = np.array([_ordinal(d.earliest, 0) for d in ordered], dtype=np.int64)
    last = np.array([_ordinal(d.latest, date.max.toordinal()) for d in ordered], dtype=np.int64)
    return np.searchsorted(first, last + days, side="right").astype(np.int64)


class Rows(msgspec.Struct, frozen=True):
    """A sparse square or oblong matrix by rows: row i holds columns and values at start[i]:start[i + 1]."""

    start: Ints
    column: Ints
    value: Floats


def _packed(article: Mapping[str, float]) -> tuple[Words, Floats]:
    """Terms as sorted 8-byte digests (BLAKE2b), and their weights: a tenth of the memory of the strings."""
    digests = [hashlib.blake2b(term.encode(), digest_size=8).digest() for term in article]
    number = np.frombuffer(b"".join(digests), dtype=">u8").astype(np.uint64)
    order = np.argsort(number)
    return number[order], np.array(list(article.values()), dtype=np.float64)[order]


def _weigh(articles: Iterable[Mapping[str, float]]) -> Rows:
    """Articles by terms, each row of length 1. A term in one article only joins nothing and is left out."""
    packed = [_packed(article) for article in articles]
    sizes = [len(numbers) for numbers, _ in packed]
    term, column, count = np.unique(
        np.concatenate([numbers for numbers, _ in packed]), return_inverse=True, return_counts=True
    )
    weight = np.concatenate([weights for _, weights in packed])
    owner = np.repeat(np.arange(len(sizes)), sizes)
    kept = (count >= 2) & (count <= COMMON)
    number = np.cumsum(kept) - 1
    chosen = kept[column]
    idf = np.log((len(sizes) + GENERAL + 1) / (count + GENERAL * _general(term)))
    value = (weight * idf[column])[chosen]
    row = owner[chosen]
    length = np.sqrt(np.bincount(row, value * value, minlength=len(sizes)))
    start = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=len(sizes)))]).astype(np.int64)
    return Rows(start, number[column[chosen]].astype(np.int64), value / length[row])


def _general(term: Words) -> Floats:
    """The share of articles of general English that each term, given as its digest, stands in."""
    numbers, shares = _packed(RATE)
    place = np.minimum(np.searchsorted(numbers, term), len(numbers) - 1)
    return np.where(numbers[place] == term, shares[place], 0.0)


def _rows(columns: Sequence[Ints], values: Sequence[Floats]) -> Rows:
    start = np.concatenate([[0], np.cumsum([len(c) for c in columns])]).astype(np.int64)
    return Rows(start, np.concatenate(columns), np.concatenate(values))


def _turned(rows: Rows, width: int) -> tuple[Rows, Ints]:
    """The transpose of a matrix, and where in it each entry of the matrix went."""
    order = np.argsort(rows.column, kind="stable")
    owner = np.repeat(np.arange(len(rows.start) - 1), np.diff(rows.start))
    start = np.concatenate([[0], np.cumsum(np.bincount(rows.column, minlength=width))]).astype(np.int64)
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    return Rows(start, owner[order], rows.value[order]), place


def _spread(begin: Ints, end: Ints) -> tuple[Ints, Ints]:
    """The positions of many stretches one after the other, and the length of each stretch."""
    length = np.maximum(end - begin, 0)
    shift = np.repeat(begin - (np.cumsum(length) - length), length)
    return shift + np.arange(int(length.sum())), length


def _neighbours(rows: Rows, reach: Ints) -> Rows:
    """The symmetric matrix of all cosines of at least ``EDGE`` within reach, by an inverted index."""
    n = len(reach)
    width = int(rows.column.max()) + 1 if len(rows.column) else 0
    index, place = _turned(rows, width)
    # Term and article as one number: sorted, so that the end of a stretch within reach is found at once.
    key = np.repeat(np.arange(width), np.diff(index.start)) * n + index.column
    firsts: list[Ints] = []
    seconds: list[Ints] = []
    cosines: list[Floats] = []
    for i in range(n):
        mine = slice(rows.start[i], rows.start[i + 1])
        end = np.searchsorted(key, rows.column[mine] * n + reach[i])
        at, length = _spread(place[mine] + 1, end)
        other = index.column[at] - i
        product = np.repeat(rows.value[mine], length) * index.value[at]
        cosine = np.bincount(other, product).round(6)
        hit = np.flatnonzero(cosine >= EDGE)
        firsts.append(np.full(len(hit), i, dtype=np.int64))
        seconds.append((hit + i).astype(np.int64))
        cosines.append(np.asarray(cosine[hit], dtype=np.float64))
    itself = np.arange(n, dtype=np.int64)
    row = np.concatenate([*firsts, *seconds, itself])
    column = np.concatenate([*seconds, *firsts, itself])
    return _matrix(row, column, np.concatenate([*cosines, *cosines, np.ones(n)]), n)


def _matrix(row: Ints, column: Ints, value: Floats, n: int) -> Rows:
    order = np.lexsort((column, row))
    start = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=n))]).astype(np.int64)
    return Rows(start, column[order].astype(np.int64), value[order])


def _blend(near: Rows) -> Rows:
    """For each article itself (1) and its nearest neighbours (their cosines): how it is smoothed."""
    columns, values = [], []
    for i in range(len(near.start) - 1):
        column = near.column[near.start[i] : near.start[i + 1]]
        value = near.value[near.start[i] : near.start[i + 1]]
        # The article itself first, then by cosine; equal cosines in the order of the articles.
        best = np.lexsort((column, -value, column != i))[: NEAREST + 1]
        columns.append(column[best])
        values.append(value[best])
    return _rows(columns, values)


def _smooth(near: Rows, reach: Ints) -> Rows:
    """Similarities of smoothed articles, at least ``EDGE``: B N B' for blend B and cosines N, scaled to 1.

    It is worked out row by row, so that no more than the neighbours of neighbours is ever looked at. Articles
    out of each other's reach stay apart, however many stand between them.
    """
    blend = _blend(near)
    n = len(near.start) - 1
    back = _turned(blend, n)[0]
    scale = np.array([_own(i, blend, near) for i in range(n)])
    columns, values = [], []
    for i in range(n):
        mine = slice(blend.start[i], blend.start[i + 1])
        column, value = _times(*_times(blend.column[mine], blend.value[mine], near), back)
        value = (value / (scale[i] * scale[column])).round(6)
        keep = (value >= EDGE) & (column != i) & (column < reach[i]) & (reach[column] > i)
        columns.append(column[keep])
        values.append(value[keep])
    return _rows(columns, values)


def _own(i: int, blend: Rows, near: Rows) -> float:
    """The length of a smoothed article, by which its similarities are scaled."""
    column = blend.column[blend.start[i] : blend.start[i + 1]]
    value = blend.value[blend.start[i] : blend.start[i + 1]]
    found, total = _times(column, value, near)
    return math.sqrt(math.fsum(value * total[np.searchsorted(found, column)]))  # the same on every machine


def _times(column: Ints, value: Floats, rows: Rows) -> tuple[Ints, Floats]:
    """A sparse row times a sparse matrix."""
    at, length = _spread(rows.start[column], rows.start[column + 1])
    reached = rows.column[at]
    first = int(reached.min())
    total = np.bincount(reached - first, np.repeat(value, length) * rows.value[at])
    hit = np.flatnonzero(total).astype(np.int64)
    return hit + first, np.asarray(total[hit], dtype=np.float64)


def _link(smooth: Rows) -> list[list[int]]:
    """Groups by average linkage, cut at ``CUT``, one connected part of the graph at a time.

    Groups with a mean of at least ``CUT`` hold a pair of at least ``CUT``: no group reaches beyond a part of
    the graph of such pairs, and a part that has not changed need not be worked out again.
    """
    groups: list[list[int]] = []
    for part in _parts(smooth):
        inside = set(part)
        sums: dict[int, dict[int, float]] = {}
        for i in part:
            stretch = slice(smooth.start[i], smooth.start[i + 1])
            pairs = zip(smooth.column[stretch].tolist(), smooth.value[stretch].tolist(), strict=True)
            sums[i] = {j: v for j, v in pairs if j in inside}
        groups.extend(_average(sums))
    return groups


def _parts(smooth: Rows) -> list[list[int]]:
    """The connected parts of the graph of pairs of at least ``CUT``, each in the order of the articles."""
    n = len(smooth.start) - 1
    root = list(range(n))

    def top(i: int) -> int:
        while root[i] != i:
            root[i] = root[root[i]]
            i = root[i]
        return i

    owner = np.repeat(np.arange(n), np.diff(smooth.start))
    strong = smooth.value >= CUT
    for a, b in zip(owner[strong].tolist(), smooth.column[strong].tolist(), strict=True):
        x, y = sorted((top(a), top(b)))
        root[y] = x
    parts: dict[int, list[int]] = {}
    for i in range(n):
        parts.setdefault(top(i), []).append(i)
    return list(parts.values())


def _average(sums: dict[int, dict[int, float]]) -> list[list[int]]:
    """Average linkage of one part. ``sums[a][b]``: summed similarity of groups a and b; each is named by its
    first article, and equal means are taken in the order of the names."""
    members = {i: [i] for i in sums}
    queue = [(-v, a, b, 1, 1) for a, row in sums.items() for b, v in row.items() if a < b and v >= CUT]
    heapq.heapify(queue)
    while queue:
        _, a, b, size_a, size_b = heapq.heappop(queue)
        if len(members.get(a, ())) != size_a or len(members.get(b, ())) != size_b:
            continue  # one of the two has grown or gone since
        members[a] += members.pop(b)
        gone = sums.pop(b)
        for c, v in gone.items():
            if c != a:
                sums[a][c] = sums[a].get(c, 0.0) + v
                del sums[c][b]
        del sums[a][b]
        for c, v in sums[a].items():
            sums[c][a] = v
            mean = round(v / (len(members[a]) * len(members[c])), 9)
            if mean >= CUT:
                first, second = min(a, c), max(a, c)
                heapq.heappush(queue, (-mean, first, second, len(members[first]), len(members[second])))
    return list(members.values())
