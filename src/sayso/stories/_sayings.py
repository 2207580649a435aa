"""Statements over articles: one statement of one speaker, with all who carry it, in all wordings."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from sayso.case import Carrier, Line
from sayso.stories._facts import days_of
from sayso.stories._happenings import carrier_age, reported_of
from sayso.stories._linkage import Edge, linked
from sayso.stories._records import Origin, Saying, Version
from sayso.stories._words import Weights, stems

_ENOUGH = 2.0
"""Bits from which two statements of a speaker are one."""
_ON_AVERAGE = 0.0
_AT_ODDS = -12.0
_DISCOUNT = 0.7
"""What a word is worth that comes with others."""
_FEWEST = 3
"""Telling words below which a statement is compared with none: many say "We will win"."""
_COVERED = 0.4
"""Part of the shorter statement that has to stand in the other."""
_COMMON = 200
"""Statements of a speaker beyond which a word brings no more candidates than its neighbours in time."""
_NEIGHBOURS = 8
_APART = 10
"""Days beyond which the same words are said anew."""


class Phrase(msgspec.Struct, frozen=True, kw_only=True):
    """A statement as it is compared: ``text`` is what is said, ``words`` its stems; ``speaker`` is the name
    of who says it, ``origin`` whose voice that is. One that its speaker is said not to hold (``polarity``
    negative) is never one with the same words that are held."""

    id: str
    article: Carrier
    origin: Origin
    speaker: str
    stance: str
    polarity: str
    text: str
    words: frozenset[str]


def phrase_of(line: Line, article: Carrier, origin: Origin) -> Phrase:
    """A statement as it is compared."""
    return Phrase(
        id=line.id,
        article=article,
        origin=origin,
        speaker=(line.speaker.known_as or line.speaker.name) if line.speaker else line.source,
        stance=line.stance,
        polarity=line.polarity,
        text=line.words,
        words=frozenset(stems(line.words)),
    )


def same_statements(phrases: Iterable[Phrase], weights: Weights) -> list[list[str]]:
    """Groups of statements that are one, of two members or more; each in order."""
    shelves: dict[tuple[str, str], list[Phrase]] = defaultdict(list)
    for phrase in phrases:
        if len(phrase.words) >= _FEWEST:
            shelves[phrase.origin.key, phrase.polarity].append(phrase)
    groups = []
    for _, shelf in sorted(shelves.items()):
        if len({phrase.article.id for phrase in shelf}) > 1:
            groups += _of_speaker(sorted(shelf, key=_age), weights)
    return groups


def _of_speaker(shelf: Sequence[Phrase], weights: Weights) -> list[list[str]]:
    by_id = {phrase.id: phrase for phrase in shelf}
    length = {phrase.id: weights.bits(phrase.words) for phrase in shelf}
    prior = math.log2(len(shelf))

    def bits(one: str, other: str) -> float:
        a, b = by_id[one], by_id[other]
        common = weights.bits(a.words & b.words)
        covered = common / max(1.0, min(length[one], length[other]))
        if covered < _COVERED or len(a.words & b.words) < _FEWEST or _apart(a, b) > _APART:
            return _AT_ODDS
        return _DISCOUNT * common * (0.5 + covered) - prior

    edges: list[Edge] = [
        (one, other, score) for one, other in _pairs(shelf, weights) if (score := bits(one, other)) >= _ENOUGH
    ]
    groups = linked(by_id, edges, bits, on_average=_ON_AVERAGE, at_odds=_AT_ODDS - 1)
    return [group for group in groups if len(group) > 1]


def _pairs(shelf: Sequence[Phrase], weights: Weights) -> Iterator[tuple[str, str]]:
    having: dict[str, list[int]] = defaultdict(list)
    for n, phrase in enumerate(shelf):
        for word in weights.telling(phrase.words, 10):
            having[word].append(n)
    seen: set[tuple[int, int]] = set()
    for _, numbers in sorted(having.items()):
        reach = len(numbers) if len(numbers) <= _COMMON else _NEIGHBOURS
        for i, one in enumerate(numbers):
            for other in numbers[i + 1 : i + 1 + reach]:
                if (one, other) not in seen and shelf[one].article.id != shelf[other].article.id:
                    seen.add((one, other))
                    yield shelf[one].id, shelf[other].id


def _apart(one: Phrase, other: Phrase) -> int:
    first, second = days_of(one.article.reported), days_of(other.article.reported)
    if first[0] is None or second[0] is None:
        return 0
    return max(first[0] - (second[1] or second[0]), second[0] - (first[1] or first[0]), 0)


def saying(phrases: Iterable[Phrase]) -> Saying:
    """The saying of which some statements are."""
    ordered = sorted(phrases, key=_age)
    wordings: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in ordered:
        wordings[" ".join(stems(phrase.text)) or phrase.text].append(phrase)
    versions = [_version(some) for some in wordings.values()]
    versions.sort(key=lambda v: (-len(v.articles), v.reported.earliest or "9999", v.records[0]))
    first = ordered[0]
    return Saying(
        id="w" + first.id[1:],
        speaker=first.speaker,
        origin=first.origin.name,
        stance=first.stance,
        polarity=first.polarity,
        articles=len({phrase.article.id for phrase in ordered}),
        versions=tuple(versions),
        outlets=tuple(sorted({phrase.article.outlet for phrase in ordered if phrase.article.outlet})),
        reported=reported_of(phrase.article for phrase in ordered),
    )


def _age(phrase: Phrase) -> tuple[str, str, str]:
    """What statements are put in order by."""
    return (*carrier_age(phrase.article)[:2], phrase.id)


def _version(phrases: Sequence[Phrase]) -> Version:
    articles = {phrase.article.id: phrase.article for phrase in phrases}
    return Version(
        words=phrases[0].text,
        records=tuple(phrase.id for phrase in phrases),
        articles=tuple(articles),
        outlets=tuple(dict.fromkeys(a.outlet for a in articles.values() if a.outlet)),
        reported=reported_of(articles.values()),
    )
