"""What shares its words with another article and is no copy of it: a page that holds no article ("disable
your ad blocker"), and a later article that takes up the background of an earlier one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

import msgspec

from sayso.case import Carrier
from sayso.stories._facts import ordinal
from sayso.stories._records import Copy
from sayso.stories._words import stems

_SAME = 0.9
"""How much of two texts is the same where they are one text under two titles."""
_FEWEST = 4
"""Telling words of a title from which it can be compared with its text."""
_UNKNOWN = 0.5
"""Part of a title's telling words that its text does not have, from which it does not fit."""
_PAGES = 3
"""Articles of one text from which it may be a notice."""
_SHORT = 75
"""Different telling words of a notice at most: some 150 words of text."""
_SOON, _MOST = 7, 0.7
"""Days after which an article is no copy of another that has less than this share of it, or of which it has
less: an update comes within days, and who takes up an old story repeats its background."""


def one_text(copies: Iterable[Copy]) -> list[list[str]]:
    """Articles that have one text, each group in the order of the ids."""
    beside: dict[str, set[str]] = defaultdict(set)
    for copy in copies:
        if copy.copy and min(copy.of_one, copy.of_other) >= _SAME:
            beside[copy.one].add(copy.other)
            beside[copy.other].add(copy.one)
    groups, done = [], set[str]()
    for id in sorted(beside):
        if id not in done:
            group = _reached(id, beside)
            done |= group
            groups.append(sorted(group))
    return groups


def _reached(id: str, beside: Mapping[str, set[str]]) -> set[str]:
    found, waiting = {id}, [id]
    while waiting:
        more = beside[waiting.pop()] - found
        found |= more
        waiting += sorted(more)
    return found


def fits(title: str, words: frozenset[str]) -> bool:
    """Whether a title may be that of a text with these stems."""
    own = set(stems(title))
    return len(own) < _FEWEST or len(own - words) < _UNKNOWN * len(own)


def notices(
    carriers: Mapping[str, Carrier], copies: Iterable[Copy], words: Mapping[str, frozenset[str]]
) -> set[str]:
    """Articles that are none: a short text that stands under several titles and belongs to none of them.
    ``words`` are the stems of each article without its title."""
    found: set[str] = set()
    for group in one_text(copies):
        titles = {carriers[id].title or "" for id in group} - {""}
        short = all(len(words[id]) <= _SHORT for id in group)
        if short and len(titles) >= _PAGES and not any(_belongs(title, words[group[0]]) for title in titles):
            found.update(group)
    return found


def _belongs(title: str, words: frozenset[str]) -> bool:
    own = set(stems(title))
    return len(own & words) >= _UNKNOWN * len(own)


def reprints(
    copies: Iterable[Copy], carriers: Mapping[str, Carrier], notices: Collection[str]
) -> Iterator[Copy]:
    """The pairs, those that are no copies marked so."""
    for copy in copies:
        if copy.copy and ({copy.one, copy.other} & set(notices) or _later(copy, carriers)):
            copy = msgspec.structs.replace(copy, copy=False)
        yield copy


def _later(copy: Copy, carriers: Mapping[str, Carrier]) -> bool:
    one, other = carriers[copy.one].reported, carriers[copy.other].reported
    first, last = ordinal(one.earliest), ordinal(one.latest)
    early, late = ordinal(other.earliest), ordinal(other.latest)
    if first is None or last is None or early is None or late is None:
        return False
    return max(first - late, early - last) > _SOON and max(copy.of_one, copy.of_other) < _MOST
