"""Persons joined by name: full names, then surnames, each to the person of that surname who is meant.

Where several persons of an article have one surname, titles and honorifics decide, then who was spoken of
last. A surname whose title or honorific nobody of that surname can have is one more person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from sayso.actors._figures import Figure, Figures, Key
from sayso.actors._mentions import Mention
from sayso.actors._pronouns import gender_of
from sayso.actors._roles import Office
from sayso.directory import same_title

_FEW = 50
"""Names with one surname that a further one is compared with."""

_SPEAKERS = frozenset({"spokesman", "spokeswoman", "spokesperson"})
_SPOKEN_FOR = frozenset("president premier chancellor minister mayor governor leader".split())
"""Last words of offices whose holders have spokesmen and are none."""


@dataclass(slots=True)
class Said:
    """What the words about a mention of a person, or about all of them, say: the offices before the name and
    those of appositions and verbs, and whether an honorific is a woman's."""

    titles: list[Office] = field(default_factory=list)
    others: list[Office] = field(default_factory=list)
    female: bool | None = None

    @property
    def offices(self) -> list[Office]:
        return [*self.titles, *self.others]


def join_persons(figures: Figures, mentions: list[Mention], said: Mapping[int, Said]) -> None:
    """Join the mentions of persons by full name and surname. ``said`` tells by the head of a mention what
    stands with it."""
    keys = {id(m): _bare(m.name.key) for m in mentions if m.name is not None}
    longest = sorted(set(keys.values()), key=lambda k: (-len(k), k))
    full: list[Key] = []
    alias: dict[Key, Key] = {}
    by_surname: dict[str, list[Key]] = defaultdict(list)
    for key in longest:
        same = next((f for f in by_surname[key[-1]][:_FEW] if len(key) > 1 and _same_name(f, key)), None)
        if same is not None:
            alias[key] = same
        else:
            full.append(key)
            by_surname[key[-1]].append(key)
    parts: dict[str, list[Key]] = defaultdict(list)
    for key in full:
        for part in dict.fromkeys(key):
            if len(parts[part]) < _FEW:
                parts[part].append(key)
    fits = {key: _fits(key, parts[key[-1]]) for key in full}
    called = {id(m): alias.get(keys[id(m)], keys[id(m)]) for m in mentions}
    told = _told([m for m in mentions if not fits[called[id(m)]]], called, said)
    last: dict[Key, int] = {}
    for mention in mentions:
        key = called[id(mention)]
        if fits[key]:
            key = _meant(key, fits[key], said.get(mention.head, Said()), told, last)
        last[key] = mention.head
        if key not in figures.persons:
            figures.persons[key] = figures.add(Figure("person", "", key))
        figures.join(mention, figures.persons[key])
    for key, index in figures.persons.items():
        figures.all[index].name = _person_name(figures, figures.all[index], key)


def _told(mentions: list[Mention], called: Mapping[int, Key], said: Mapping[int, Said]) -> dict[Key, Said]:
    """What is said of each full name, all its mentions together."""
    told: dict[Key, Said] = defaultdict(Said)
    for mention in mentions:
        here, there = said.get(mention.head), told[called[id(mention)]]
        if here is not None:
            there.titles.extend(here.titles)
            there.others.extend(here.others)
            there.female = here.female if there.female is None else there.female
    return told


def _meant(key: Key, longer: list[Key], said: Said, told: Mapping[Key, Said], last: Mapping[Key, int]) -> Key:
    """Whom a shorter name means: of those whom its title and honorific leave, the one with that title, or the
    one spoken of last. Where they leave nobody, it is a person of its own."""
    left = [k for k in longer if not _sexes_differ(k, said, told[k]) and not _offices_differ(said, told[k])]
    if not left:
        return key
    if len(left) > 1 and said.titles:
        left = [k for k in left if _meet(said.titles, told[k].offices)] or left
    return max(left, key=lambda k: last.get(k, -1))


def _sexes_differ(key: Key, said: Said, told: Said) -> bool:
    theirs = gender_of(told.female, (o.noun.noun for o in told.offices), key)
    return said.female is not None and theirs is not None and said.female != theirs


def _meet(some: list[Office], others: list[Office]) -> bool:
    return any(_alike(one, other) for one in some for other in others)


def _alike(one: Office, other: Office) -> bool:
    """Whether two offices may be one: the same title, or a word for it that says less ("the leader")."""
    if _speaks(one) and _speaks(other):
        return True
    titles = one.role.title, other.role.title
    return same_title(*titles) or same_title(*reversed(titles))


def _speaks(office: Office) -> bool:
    return office.noun.noun.split(" ")[-1] in _SPEAKERS or office.noun.noun == "press secretary"


def _offices_differ(said: Said, told: Said) -> bool:
    """Whether a spokesman is called by the name of somebody who has spokesmen, or the other way round."""
    if _meet(said.offices, told.offices):
        return False
    return any(
        (_speaks(one) and _is_spoken_for(other, one)) or (_speaks(other) and _is_spoken_for(one, other))
        for one in said.offices
        for other in told.offices
    )


def _is_spoken_for(office: Office, speaker: Office) -> bool:
    """Whether the holder of an office is no spokesman; a leader may be one of what he leads ("a Hamas
    leader")."""
    words = office.noun.noun.split(" ")
    if words[-1] not in _SPOKEN_FOR or words[0] in {"deputy", "vice"}:
        return False
    return words[-1] != "leader" or set(office.phrase.sectors).isdisjoint(speaker.phrase.sectors)


def _bare(key: Key) -> Key:
    """A person's name for comparison: no Arabic article, no dots, no possessive."""
    out = tuple(part.strip(".").removeprefix("al-").removeprefix("el-") for part in key)
    return tuple(part for part in out if part not in {"-", "al", "el", "jr", "sr", ""}) or key


def _same_name(one: Key, other: Key) -> bool:
    """Whether two full names with the same surname are one person's: "George Bush" and "George W. Bush"."""
    first, second = one[0], other[0]
    if first != second and not (min(len(first), len(second)) == 1 and first[0] == second[0]):
        return False
    middle_one, middle_other = set(one[1:-1]), set(other[1:-1])
    return not middle_one or not middle_other or middle_one <= middle_other or middle_other <= middle_one


def _fits(key: Key, longer: list[Key]) -> list[Key]:
    """The full names that a shorter one may stand for. A surname may stand for several (the one spoken
    of last is meant); a given name only for the one person who has it."""
    fits = [f for f in longer if len(f) > len(key) and _holds(f, key)]
    surnames = [f for f in fits if f[-1] == key[-1]]
    return surnames if surnames else fits if len(fits) == 1 else []


def _holds(full: Key, short: Key) -> bool:
    size = len(short)
    return any(full[i : i + size] == short for i in range(len(full) - size + 1))


def _person_name(figures: Figures, figure: Figure, key: Key) -> str:
    names = [m.name for m in figure.mentions if m.name is not None]
    best = max(names, key=lambda n: (len(n.key), -n.start))
    return figures.doc.read(best.start, best.end)
