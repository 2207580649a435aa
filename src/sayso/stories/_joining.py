"""Events joined over articles: records of one happening, by type, time, place, parties, numbers and wording.

Whether two records of a type are of one happening is a question of record linkage (Fellegi and Sunter,
1969): each thing they have in common speaks for it by as many bits as it is rare, each thing in which they
differ against it, and before anything is compared it is as unlikely as there are records of the type.
Records are then joined best first, as long as the two groups are alike on average and none of them at odds
(average linkage with a veto). The result depends on the set of records only."""

from __future__ import annotations

import hashlib
import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import msgspec

from sayso.stories._facts import NARROW, Fact, Spot, clash, share
from sayso.stories._linkage import Edge, linked
from sayso.stories._words import Weights

ENOUGH = 1.0
"""Bits for two records being one happening from which they are joined."""
_ON_AVERAGE = -1.0
"""Mean bits of two groups from which they are joined."""
_AT_ODDS = -7.0
"""Bits at which two records keep their groups apart."""
_COMMON = 250
"""Records beyond which a word, or a day and place, brings no more candidates than its neighbours."""
_NEIGHBOURS = 8
"""Records before and after one, by the days of their reports, that are its neighbours."""
_AROUND = 60
"""Words of an article by which two articles are compared."""
_ITSELF = 0.3
"""How alike two records of one article are reckoned: it speaks of more than one happening."""
_ONE_TEXT = 0.8
"""Likeness from which two articles are versions of one text."""
_TAKEN_UP = 4.0
"""Bits for a bare record being the one before it that it takes up ("20,000 people had taken part")."""
_BARE = 4
"""Telling words of a bare record, at most."""
_DISCOUNT = 0.6
"""What a word is worth that comes with others: words of one passage depend on each other."""

_REPORTS = 3
"""Reports that a happening has, before anything is known of it."""
_OTHER_TYPE = 2.0
"""Bits against two records of different types that may be one deed."""
_CALLED_OFF = 2.0
"""Bits for one being called off that the other announces: of all that happens little is announced."""
_REPEATED = 2.0
"""Bits against two acts in words: the same people do much the same every day."""
_NOT_REAL = 6.0
"""Bits against two records of which one tells of what might be, or denies what the other may not mean."""
_NOTHING = 5.0
"""Bits against two records that share neither party, place, day nor number, when news of it was over."""
_SEVERAL = 6.0
"""Bits against two records of which one speaks of several deeds."""
_TURNED = 12.0
"""Bits against two deeds of which one is done by those to whom the other is done."""
_TELLING = 8
"""Half bits of a noun for somebody from which it says who it is."""
_NEVER = 8.0
"""Bits against two records from which nothing else is asked."""
_WORDED = 0.35
"""Part of the wording of an act in words that the other record must have."""

SPOKEN = frozenset(("AGREE", "SUPPORT", "CONCEDE", "COOPERATE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"))
"""Types of acts in words: the same people do them every day, so the wording has to agree."""


Key = tuple[str, ...]


class Judge:
    """Compares the records of a case. ``around`` are the stems of each article; ``variants`` are records of
    copies that what they are copied from does not have."""

    def __init__(
        self,
        facts: Iterable[Fact],
        around: Mapping[str, Iterable[str]],
        weights: Weights,
        variants: Collection[str] = (),
    ) -> None:
        self.facts = {fact.id: fact for fact in sorted(facts, key=lambda fact: fact.id)}
        self.weights = weights
        self.variants = frozenset(variants)
        counts = Counter(family(f.type) for f in self.facts.values() if f.id not in self.variants)
        self._prior = {
            kind: max(0.0, round(2 * math.log2(number / _REPORTS)) / 2) for kind, number in counts.items()
        }
        self._bits = {fact.id: weights.bits(fact.words) for fact in self.facts.values()}
        self._around = {id: frozenset(weights.telling(words, _AROUND)) for id, words in around.items()}
        self._norm = {id: weights.norm(words) for id, words in self._around.items()}
        self._at, self._others = "", dict[str, float]()
        self._known: dict[tuple[str, str], float] = {}
        self._taken_up = frozenset(_taken_up(self.facts.values()))
        self._pairs: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for pair in self._taken_up:
            for id in pair:
                self._pairs[id].append(pair)
        self._shelved: dict[str, list[Key]] = {}
        self._places: dict[Key, dict[str, int]] = {}
        self.shelves = self._fill_shelves()
        self._digests: dict[str, str] = {}

    def _fill_shelves(self) -> dict[Key, list[str]]:
        """Records by what is telling of them; where there are too many of one key it tells nothing."""
        shelves: dict[Key, list[str]] = defaultdict(list)
        for fact in self.facts.values():
            for key in _keys(fact, self.weights):
                shelves[key].append(fact.id)
        kept = {key: shelf for key, shelf in shelves.items() if len(shelf) > 1}
        for key, shelf in kept.items():
            for id in shelf:
                self._shelved.setdefault(id, []).append(key)
            if len(shelf) > _COMMON:  # its neighbours in time only: forty outlets that print one story
                shelf.sort(key=lambda id: (self.facts[id].reported[0] or 0, self.facts[id].article, id))
                self._places[key] = {id: n for n, id in enumerate(shelf)}
        return kept

    def digest(self, id: str) -> bytes:
        """What comparing a record depends on: the record, its article, how telling their words are, and what
        it is found by. Two records need not be compared again as long as neither digest changes."""
        fact = self.facts[id]
        known = self._digests.get(fact.article)
        if known is None:
            known = self._digests[fact.article] = self._weighed(self._around[fact.article])
        whole = (msgspec.json.encode(fact, order="deterministic"), known, self._weighed(fact.words))
        keys = sorted(self._shelved.get(id, ()))
        beside = [self._beside(key, id) for key in keys if key in self._places]
        found_by = keys, beside, sorted(self._pairs.get(id, ()))
        return hashlib.sha256(
            repr((whole, found_by, self._prior.get(family(fact.type), 0.0))).encode()
        ).digest()[:12]

    def _weighed(self, words: Iterable[str]) -> str:
        return " ".join(f"{word}{self.weights.half_bits(word)}" for word in sorted(words))

    def bits(self, one: str, other: str) -> float:
        """How much speaks for two records being of one happening, less what speaks against it, in bits."""
        pair = (one, other) if one < other else (other, one)
        found = self._known.get(pair)
        if found is None:
            found = self._known[pair] = self.compare(*pair)
        return found

    def bits_but_for(self, about: str, first: str, second: str) -> float:
        """As ``bits``, without what speaks against two records because they say different things of a field
        that is in dispute: ``place``, ``date`` or ``actor``."""
        one, other = self.facts[first], self.facts[second]
        bits = self.bits(first, second)
        against = 0.0
        if about == "place":
            against = _place(one.spot, other.spot, _tied(one, other))
        elif about == "date":
            against = _time(one, other)
        elif about == "actor":
            against = self._parties(one.actors, other.actors, one.doers & other.doers, 2.0)
        return bits - against if -_NEVER < against < 0 else bits

    def near(self, id: str) -> set[str]:
        """Records that have something telling in common with one."""
        found: set[str] = set()
        for key in self._shelved.get(id, ()):
            found.update(self._beside(key, id))
        found.discard(id)
        return found

    def _beside(self, key: Key, id: str) -> Sequence[str]:
        """The others of a shelf; of a large one its neighbours only."""
        shelf = self.shelves[key]
        if key not in self._places:
            return shelf
        at = self._places[key][id]
        return shelf[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS + 1]

    def compare(self, first: str, second: str) -> float:
        """As ``bits``, but not kept."""
        one, other = self.facts[first], self.facts[second]
        common = self.weights.bits(one.words & other.words)
        mine, theirs = max(1.0, self._bits[one.id]), max(1.0, self._bits[other.id])
        spoken = one.type in SPOKEN
        covered = common / (math.sqrt(mine * theirs) if spoken else min(mine, theirs))
        against = _other_deed(one, other) or (_other_words(one, other, covered) if spoken else 0.0)
        if against >= _NEVER:
            return -against
        total = _DISCOUNT * common * (0.5 + covered) - self._prior.get(family(one.type), 0.0) - against
        total += _time(one, other) + _place(one.spot, other.spot, _tied(one, other))
        total += self._parties(one.actors, other.actors, one.doers & other.doers, 2.0)
        total += self._parties(one.recipients, other.recipients, one.targets & other.targets, 3.5)
        total += 8.0 * self._alike(one.article, other.article)
        if one.modes and other.modes:
            # a call is no visit; who is beaten may be shot too
            total += 1.0 if one.modes & other.modes else -7.0 if one.type == "CONSULT" else -2.0
        total += 2.0 * min(2, share(one.numbers, other.numbers)) - 1.0 * clash(one.numbers, other.numbers)
        if one.type == other.type == "CONSULT":
            total += _company(one.actors | one.recipients, other.actors | other.recipients)
        if (one.id, other.id) in self._taken_up:
            total += _TAKEN_UP
        return total + _statuses(one, other) - _at_variance(one, other)

    def _parties(
        self, one: frozenset[str], other: frozenset[str], nouns: frozenset[str], worth: float
    ) -> float:
        """``worth`` for a person who is in both, less for a body and for a telling noun that both have, least
        for a country."""
        both = _shared(one, other)
        if both:
            person, body = (
                any(key.startswith(kind) for key in both) for kind in ("person", ("body", "sector"))
            )
            return worth if person else worth / 2 if body else 0.5
        if any(self.weights.half_bits(noun) >= _TELLING for noun in nouns):
            return worth / 2
        if not one or not other:
            return 0.0
        people, bodies = ([any(k.startswith(kind) for k in keys) for keys in (one, other)] for kind in _KINDS)
        return -4.0 if all(people) else -2.5 if all(bodies) else -1.0

    def _alike(self, one: str, other: str) -> float:
        """The cosine of two articles by their most telling words."""
        if one == other:
            return _ITSELF
        if one != self._at:  # pairs come article by article
            self._at, self._others = one, {}
        found = self._others.get(other)
        if found is None:
            dot = self.weights.dot(self._around[one] & self._around[other])
            alike = dot / max(1.0, self._norm[one] * self._norm[other])
            found = self._others[other] = alike if alike < _ONE_TEXT else _ITSELF
        return found


_NEAR = ((1, 1.0), (5, 0.0), (14, -1.5), (30, -3.0), (10**6, -5.0))
"""Days between two reports, and the bits up to these: news is of what has just happened."""
_NEWS = 5
"""Days for which something is news."""
_SLIP = 3
"""Days by which two dates may be off and still mean one day."""
_NEAR_WORDS = ((1, 1.0), (3, 0.0), (7, -3.0), (14, -7.0), (30, -9.0), (10**6, -10.0))
"""The same for acts in words, which are done again soon."""


def _taken_up(facts: Iterable[Fact]) -> Iterator[tuple[str, str]]:
    """Pairs of which one says nothing by itself and takes up the nearest before it in its article, else the
    nearest after it; the lesser id first."""
    articles: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.type not in SPOKEN:
            articles[fact.article, fact.type].append(fact)
    for some in articles.values():
        some.sort(key=lambda fact: (fact.at, fact.id))
        whole = [n for n, fact in enumerate(some) if not _bare(fact)]
        for n, fact in enumerate(some):
            place = bisect_left(whole, n)
            if whole and (place == len(whole) or whole[place] != n):
                other = some[whole[max(0, place - 1)]]
                yield min(fact.id, other.id), max(fact.id, other.id)


def _bare(fact: Fact) -> bool:
    nobody = not (fact.actors or fact.recipients)
    return nobody and not fact.dated and fact.spot is None and len(fact.words) <= _BARE


def _time(one: Fact, other: Fact) -> float:
    apart = _apart(one.reported, other.reported)
    scale = _NEAR_WORDS if one.type in SPOKEN or one.type == "CONSULT" else _NEAR
    near = 0.0 if apart is None else next(bits for days, bits in scale if apart <= days)
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return near
    gap = _gap(one, other)
    if gap > 0:
        if not one.dated and not other.dated:
            return near
        if not (one.dated and other.dated):
            return -1.0 if gap == 1 else -99.0 if _foretold(one, other) or _foretold(other, one) else -6.0
        if gap > _SLIP or one.type == "CONSULT" or one.voice == other.voice or not _tied(one, other):
            return -99.0  # people meet, march and fight every day; and nobody gives two days for one deed
        return -12.0 if gap > 1 else -5.0
    if one.dated and other.dated:
        wide = max(one.last - one.first, other.last - other.first)
        return 4.0 if wide <= NARROW else 1.5
    return near


def _foretold(one: Fact, other: Fact) -> bool:
    """Whether a report of what had happened is from before the day of the other."""
    told = one.reported[1]
    real = one.status in ("happened", "ongoing")
    return real and other.dated and told is not None and (other.first or 0) > told + _SLIP


def _gap(one: Fact, other: Fact) -> int:
    """Days between the times of two records; 0 or less where they overlap."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return 0
    return max(one.first - other.last, other.first - one.last)


def _apart(one: tuple[int | None, int | None], other: tuple[int | None, int | None]) -> int | None:
    """Days between two reports; None where one is not dated."""
    if one[0] is None or other[0] is None:
        return None
    return max(one[0] - (other[1] or other[0]), other[0] - (one[1] or one[0]), 0)


def _other_deed(one: Fact, other: Fact) -> float:
    """Bits against two records because of their types and people."""
    if family(one.type) != family(other.type) or _others(one, other):
        return 99.0
    if one.type != other.type:
        return _OTHER_TYPE if _named(one.recipients & other.recipients) else 99.0
    return 0.0


def _other_words(one: Fact, other: Fact, covered: float) -> float:
    """Bits against two acts in words, of which so much of the wording is in both."""
    statuses = {one.status, other.status}
    denial = len(statuses) > 1 and "denied" in statuses
    against = 0.0 if denial else _REPEATED
    if covered >= _WORDED:
        return against
    both = _shared(one.actors, other.actors) and _shared(one.recipients, other.recipients)
    if denial and both and _soon(one, other):
        return against  # who denies something does it in words of his own
    alike = _named(one.actors & other.actors) and one.modes & other.modes and _soon(one, other)
    return against + 1.0 if alike else _NEVER


def _statuses(one: Fact, other: Fact) -> float:
    """Bits for two records, or against them, because of their statuses."""
    statuses = {one.status, other.status}
    if statuses == {"cancelled", "happened"}:
        return -5.0  # what took place after all is another happening, unless all else agrees
    if statuses == {"cancelled", "planned"}:
        return _CALLED_OFF
    if "hypothetical" in statuses:
        return -_NOT_REAL
    akin = _same_parties(one, other) or one.doers & other.doers or one.targets & other.targets
    return -_NOT_REAL if "denied" in statuses and not akin else 0.0


def _at_variance(one: Fact, other: Fact) -> float:
    """Bits against two records that share nothing firm, or in which the same people have other parts."""
    against = 0.0 if _same_parties(one, other) or _firm(one, other) else _NOTHING
    if one.type not in ("PROTEST", "CONSULT") and _turned(one, other):
        against += _TURNED
    if one.several != other.several:
        against += _SEVERAL
    return against


def _same_parties(one: Fact, other: Fact) -> bool:
    return bool(_shared(one.actors, other.actors) or _shared(one.recipients, other.recipients))


def _firm(one: Fact, other: Fact) -> bool:
    """Whether two records share a day, a place or a number, or are of the same days' news."""
    apart = _apart(one.reported, other.reported)
    return (
        apart is None
        or apart <= _NEWS
        or (one.dated and other.dated and _gap(one, other) <= 0)
        or _place(one.spot, other.spot, tied=True) > 0
        or share(one.numbers, other.numbers) > 0
    )


def _turned(one: Fact, other: Fact) -> bool:
    """Whether somebody does the one deed to whom the other is done, and they share nobody else. Two who
    agree may be named in either order."""
    across = one.doers & other.targets, one.targets & other.doers
    mutual = all(across) and family(one.type) != "force"
    shared = one.doers & other.doers or one.targets & other.targets
    return any(across) and not mutual and not shared


def _others(one: Fact, other: Fact) -> bool:
    """Whether two records tell of different people: who acts in words, and to whom a deed is done."""
    mine, theirs = (one.actors, other.actors) if one.type in SPOKEN else (one.recipients, other.recipients)
    both = all(any(key.startswith("person") for key in keys) for keys in (mine, theirs))
    nouns = one.doers & other.doers if one.type in SPOKEN else one.targets & other.targets
    return both and mine.isdisjoint(theirs) and not nouns  # one name that is read as two people may be one


def _tied(one: Fact, other: Fact) -> bool:
    """Whether two records are tied by more than their words: somebody with a name to whom it was done."""
    return bool(_whom(one) & _whom(other))


def _whom(fact: Fact) -> frozenset[str]:
    return frozenset(key for key in fact.recipients if not key.startswith(("country", "sector")))


def _place(one: Spot | None, other: Spot | None, tied: bool) -> float:
    if one is None or other is None:
        return 0.0
    if (one.id and one.id == other.id) or one.name == other.name:
        return 2.0 if one.town else 0.5
    if one.country and other.country and one.country != other.country:
        return -6.0
    if one.town and other.town:
        return -5.0 if tied else -99.0
    return 0.0


def _shared(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """Parties that two records share; a sector whose country is not known may be that of any."""
    both = one & other
    if both or not one or not other:
        return both
    ours, theirs = ([key for key in keys if key.startswith("sector")] for keys in (one, other))
    return frozenset(a for a in ours for b in theirs if a.startswith(b) or b.startswith(a))


def _company(one: frozenset[str], other: frozenset[str]) -> float:
    """What speaks against two meetings in which somebody met different people."""
    mine, theirs = (any(key.startswith("person") for key in keys) for keys in (one - other, other - one))
    return -4.0 if mine and theirs else 0.0


_KINDS = ("person", "body")


def _soon(one: Fact, other: Fact) -> bool:
    apart = _apart(one.reported, other.reported)
    return apart is not None and apart <= 2


def _named(parties: frozenset[str]) -> bool:
    return any(not key.startswith("country") for key in parties)


def family(type: str) -> str:
    """Types that one deed may be coded as: to take somebody away is an arrest to one and an abduction to
    another."""
    return "force" if type in ("COERCE", "ASSAULT") else type


def join(judge: Judge, edges: Iterable[Edge]) -> list[list[str]]:
    """Groups of ids, each in order, in the order of their least ids; ``edges`` as ``edges_of`` gives them.
    Variants join nobody with another: each goes with what it is most like, when all others are joined."""
    edges = list(edges)
    ids = [id for id in judge.facts if id not in judge.variants]
    own = [edge for edge in edges if judge.variants.isdisjoint(edge[:2])]
    groups = linked(ids, own, judge.bits, on_average=_ON_AVERAGE, at_odds=_AT_ODDS)
    of = {id: group for group in groups for id in group}
    best: dict[str, tuple[float, str]] = {}
    for one, other, bits in edges:
        for variant, original in ((one, other), (other, one)):
            if variant in judge.variants and original in of:
                best[variant] = min(best.get(variant, (0.0, "")), (-bits, original))
    alone = [[id] for id in sorted(judge.variants) if id not in best]
    for variant, (_, original) in sorted(best.items()):
        of[original].append(variant)
    return sorted([*(sorted(group) for group in groups), *alone])


def edges_of(judge: Judge, among: Collection[str] | None = None) -> Iterator[Edge]:
    """Pairs of records that are one happening; with ``among`` those that have one of these ids in them."""
    for one, other in candidates(judge, among):
        bits = judge.compare(one, other)
        if bits >= ENOUGH:
            yield min(one, other), max(one, other), bits


def candidates(judge: Judge, among: Collection[str] | None = None) -> Iterator[tuple[str, str]]:
    """Pairs that have something telling in common, each once; those of one article's records together."""
    order = sorted(judge.facts if among is None else among, key=lambda id: (judge.facts[id].article, id))
    for one in order:
        for other in sorted(judge.near(one)):
            # of two that are both gone through, the later one finds the pair
            if other < one or (among is not None and other not in among):
                yield one, other


def _keys(fact: Fact, weights: Weights) -> Iterator[Key]:
    kind = family(fact.type)
    if fact.type not in SPOKEN:
        yield kind, "article", fact.article
    for word in weights.telling(fact.words, 8):
        yield kind, "word", word
    for party in sorted(fact.actors | fact.recipients):
        if not party.startswith("country"):
            yield kind, "with", party
    if fact.dated and fact.first is not None and fact.last is not None and fact.last - fact.first <= NARROW:
        for day in range(fact.first, fact.last + 1):
            if fact.spot is not None:
                yield kind, "place", str(day), fact.spot.name
            yield kind, "day", str(day)
            for party in sorted(fact.actors | fact.recipients):
                yield kind, "party", str(day), party
