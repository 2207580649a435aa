"""Persons of one surname in the making: what the rules look at, and whether it speaks for or against one."""

from __future__ import annotations

from bisect import insort
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from sayso.case._member import Entity, Member, Why, near, when
from sayso.case._names import (
    PersonName,
    compatible,
    countries_meet,
    gender,
    honorific,
    person_name,
    stated,
    title_key,
    titles_meet,
    usual,
)
from sayso.directory import fold_name


class Profile(NamedTuple):
    """What the rules look at in a person; members with one profile go the same way but for their dates.

    ``stated`` is the country that the article's words give, ``said`` the one it has on any basis; ``sex``
    what honorifics say, ``voice`` what pronouns say as well.
    """

    name: PersonName
    spelling: str
    known: str
    stated: str
    said: str
    sex: str
    voice: str
    titles: tuple[str, ...]


def profile_of(member: Member) -> Profile:
    """What a person's names, mentions and titles say; they are read once, and compared often."""
    name = person_name(member.name) or person_name(member.known_as or "")
    assert name is not None, "only named persons have a block"
    return Profile(
        name,
        fold_name(member.name).split()[-1],
        fold_name(member.known_as) if member.known_as else "",
        stated(member.country, member.country_basis, body=False),
        member.country or "",
        honorific(member.names),
        gender(member.names),
        tuple(sorted({key for title in member.titles if (key := title_key(title))})),
    )


Profiled = dict[Profile, list[Member]]


@dataclass(slots=True, eq=False)
class Person:
    """One person in the making. ``country`` is a stated one, ``maybe`` holds those on any basis."""

    number: int
    known: bool = False
    country: str = ""
    sex: str = ""
    names: dict[PersonName, None] = field(default_factory=dict)
    spellings: set[str] = field(default_factory=set)
    maybe: set[str] = field(default_factory=set)
    voices: Counter[str] = field(default_factory=Counter)
    titles: dict[str, None] = field(default_factory=dict)
    days: list[int] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)
    whys: Entity = field(default_factory=dict)

    def add(self, profile: Profile, members: Iterable[Member], why: Why | None = None) -> None:
        """Take members in, with what they say of this person."""
        self.country = self.country or profile.stated
        self.sex = self.sex or profile.sex
        self.spellings.add(profile.spelling)
        self.maybe |= {profile.said} - {""}
        self.titles |= dict.fromkeys(profile.titles)
        for member in members:
            self.members.append(member)
            self.whys[member.id] = why
            self.voices[profile.voice] += 1
            day = when(member)
            if day is not None and not near(self.days, day, 0):
                insort(self.days, day)

    def takes(self, profile: Profile) -> bool:
        """Whether neither country nor honorific speak against a profile."""
        return countries_meet(self.country, profile.stated) and (
            not self.sex or not profile.sex or self.sex == profile.sex
        )

    def named(self, profile: Profile) -> bool:
        """Whether a full name that is compatible may be this person's: nobody known has become a junior, and
        who has a written middle name more or less has no other title."""
        name = profile.name
        if self.known and name.suffix and all(own.suffix != name.suffix for own in self.names):
            return False
        if any(own.words == name.words for own in self.names) or not profile.titles or not self.titles:
            return True
        return any(titles_meet(one, other) for one in profile.titles for other in self.titles)

    def suits(self, profile: Profile) -> bool:
        """Whether nothing at all speaks against a surname, not even a weak country or a pronoun."""
        other = {"m": "f", "f": "m"}.get(profile.voice)
        return (
            self.takes(profile)
            and (not self.maybe or any(countries_meet(code, profile.said) for code in self.maybe))
            and (other is None or self.voices[other] <= self.voices[profile.voice])
        )


class People:
    """The persons of one surname so far, found by given name."""

    def __init__(self) -> None:
        self.all: list[Person] = []
        self._given: dict[str, dict[int, None]] = defaultdict(dict)

    def new(self) -> Person:
        """One more person; nobody finds it by name until it is called by one."""
        self.all.append(Person(len(self.all)))
        return self.all[-1]

    def call(self, person: Person, name: PersonName) -> None:
        """Let a person be found under a full name."""
        person.names[name] = None
        self._given[usual(name.given[0].sound)][person.number] = None
        self._given["*" + name.given[0].letter][person.number] = None

    def like(self, name: PersonName) -> list[Person]:
        """Those all of whose names are compatible with a full name."""
        first = name.given[0]
        keys = ("*" + first.letter,) if first.initial else (usual(first.sound), first.letter)
        numbers = {number for key in keys for number in self._given.get(key, ())}
        found = (self.all[number] for number in sorted(numbers))
        return [person for person in found if all(compatible(name, own) for own in person.names)]
