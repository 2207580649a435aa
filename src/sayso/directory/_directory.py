"""The directory: known actors by name, by transliteration and by surname, each in constant time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from sayso.directory._actors import KnownActor, at, former
from sayso.directory._kinds import ends_in_body
from sayso.directory._names import fold_name, sound_key

Index = dict[str, tuple[KnownActor, ...]]

_PARTICLES = frozenset(
    "von van der den de la las los del della da dos das di du le bin ibn ben al el abu ter ten zu".split()
)
_SUFFIXES = frozenset("jr sr ii iii iv".split())
_FAMILY_NAME_FIRST = frozenset("CHN TWN HKG PRK KOR VNM".split())
_TWO_SURNAMES = frozenset(
    "ARG BOL CHL COL CRI CUB DOM ECU ESP GTM HND MEX NIC PAN PER PRY SLV URY VEN".split()
)
_SECOND_GIVEN = frozenset(
    "maria jose carlos luis manuel antonio alberto enrique eduardo fernando francisco javier jesus juan "
    "miguel pablo rafael ramon ricardo roberto".split()
)


class Directory:
    """Known actors in the order in which they came. Immutable; rarer indexes are built when first used."""

    __slots__ = ("_names", "_sounds", "_surname_sounds", "_surnames", "actors")

    def __init__(self, actors: Iterable[KnownActor] = ()) -> None:
        self.actors = tuple(actors)
        self._names = _index(self.actors, _names_of, fold_name)
        self._sounds: Index | None = None
        self._surnames: Index | None = None
        self._surname_sounds: Index | None = None

    def __len__(self) -> int:
        return len(self.actors)

    def find(self, name: str) -> tuple[KnownActor, ...]:
        """All actors of this whole name or variant, folded; where there is none, those that sound like it."""
        found = self._names.get(fold_name(name))
        if found is not None:
            return found
        if self._sounds is None:
            self._sounds = _index(self.actors, _names_of, sound_key)
        return self._sounds.get(sound_key(name), ())

    def by_surname(self, surname: str) -> tuple[KnownActor, ...]:
        """All persons of this surname, with or without its particles; where there is none, by sound.

        The surname is the last word of a name, the first of a Chinese, Korean or Vietnamese one, and the
        last but one as well of a Spanish or Latin American one.
        """
        if self._surnames is None:
            self._surnames = _index(self.actors, _surnames_of, str)
        key = fold_name(surname)
        found = self._surnames.get(key)
        if found is not None:
            return found
        if self._surname_sounds is None:
            self._surname_sounds = _index(self.actors, _surnames_of, sound_key)
        words = key.split()
        bare = " ".join(words[1:]) if len(words) > 1 and words[0] in ("al", "el") else key
        return self._surnames.get(bare) or self._surname_sounds.get(sound_key(bare), ())

    at = staticmethod(at)
    former = staticmethod(former)

    def merged(self, other: Directory) -> Directory:
        """This directory with another (a user's) in front of it: the other's actors come first."""
        return Directory((*other.actors, *self.actors))


def _index(
    actors: tuple[KnownActor, ...],
    words: Callable[[KnownActor], Iterable[str]],
    key: Callable[[str], str],
) -> Index:
    found: dict[str, list[KnownActor]] = {}
    for actor in actors:
        for word in words(actor):
            there = found.setdefault(key(word), [])
            if not there or there[-1] is not actor:
                there.append(actor)
    found.pop("", None)
    return {word: tuple(those) for word, those in found.items()}


def _names_of(actor: KnownActor) -> tuple[str, ...]:
    return (actor.name, *actor.variants) if actor.variants else (actor.name,)


def _surnames_of(actor: KnownActor) -> Iterator[str]:
    """Folded surnames of a person; nothing for any other actor."""
    if actor.kind != "person":
        return
    homes = {tenure.country for tenure in actor.tenures}
    for name in _names_of(actor):
        words = fold_name(name).split()
        if len(words) > 1 and words[-1] in _SUFFIXES:
            words.pop()
        if not words or ends_in_body(words):
            continue
        yield words[-1]
        start = len(words) - 1
        while start > 1 and words[start - 1] in _PARTICLES:
            start -= 1
        if start < len(words) - 1:
            yield " ".join(words[start:])
        if len(words) > 1 and not homes.isdisjoint(_FAMILY_NAME_FIRST):
            yield words[0]
        if len(words) > 2 and not homes.isdisjoint(_TWO_SURNAMES) and words[-2] not in _SECOND_GIVEN:
            yield words[-2]
            yield " ".join(words[-2:])
