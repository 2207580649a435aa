"""Actors joined over the articles of a case. In: the members of a block.  Out: who is whom, and why.

Precision goes first: a join needs a full name, an office, a country or company that leaves one candidate,
and says in words what it rests on. A surname alone joins nobody. What a person has ordered is done first.

    >>> a = Member(id="p_1", article="a_1", kind="person", name="Ada Quill", titles=("foreign minister",))
    >>> b = Member(id="p_2", article="a_2", kind="person", name="Quill", titles=("Foreign Minister",))
    >>> [(j.member, j.entity, j.reason) for j in join([a, b])]
    [('p_1', 'p_1', ''), ('p_2', 'p_1', 'the only Quill with the title "Foreign Minister"')]
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple

import msgspec

from sayso.case._names import (
    BodyName,
    PersonName,
    body_name,
    compatible,
    countries_meet,
    gender,
    honorific,
    is_office,
    is_proper,
    person_name,
    stated,
    title_key,
    titles_meet,
    usual,
)
from sayso.directory import fold_name

__all__ = ["ALONE", "Join", "Member", "block_key", "join"]

IN_OFFICE = 1461
"""Days within which one surname with one office is one person."""

SAME_TIME = 400
"""Days within which the only person of a surname and country is meant."""

SAME_NEWS = 60
"""Days within which those named beside somebody say who it is."""

COMMON = 30
"""A name beside more persons of one surname than this says nothing."""


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """An actor of one article.

    ``names`` are the distinct words of its mentions, ``titles`` those that the article gives it,
    ``published`` the earliest and latest day of the article, ``beside`` folded full names of others in it.
    """

    id: str
    article: str
    kind: str
    name: str
    names: tuple[str, ...] = ()
    known_as: str | None = None
    country: str | None = None
    country_basis: str = "unknown"
    sectors: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    published: tuple[str | None, str | None] = (None, None)
    beside: tuple[str, ...] = ()


class Join(msgspec.Struct, frozen=True, kw_only=True):
    """Which entity a member belongs to: ``entity`` is the id of the member that stands for it. ``reason`` is
    empty for that one itself."""

    member: str
    entity: str
    reason: str
    certainty: float


class Why(NamedTuple):
    """What a join rests on, and how sure it is."""

    reason: str
    certainty: float


Entity = dict[str, Why | None]
"""Ids of members that the rules join; what each one's place rests on, None where its name says it."""


ALONE = "alone "
"""What the key of a member begins with that is never joined by the rules; its id follows."""


def block_key(member: Member) -> str:
    """The key of a member's block: the rules never join members of different blocks.

    A person's is the sound of the surname, a body's its acronym, a country's its code. What is never joined
    over articles has a key of its own.
    """
    if member.kind == "person":
        name = person_name(member.known_as or member.name)
        return f"person {name.surname}" if name is not None else f"{ALONE}{member.id}"
    if member.kind == "country":
        whole = member.country is not None and "PRE" not in member.sectors
        return f"country {member.country if whole else fold_name(member.name)}"
    if member.kind == "organisation":
        return f"organisation {body_name(member.known_as or member.name).key}"
    least = {"group": 1, "unknown": 2}.get(member.kind)
    if least is not None and is_proper(member.name, least):
        return f"{member.kind} {fold_name(member.name)}"
    return f"{ALONE}{member.id}"


def join(
    block: Sequence[Member],
    together: Iterable[tuple[str, str]] = (),
    apart: Iterable[tuple[str, str]] = (),
) -> list[Join]:
    """Every member of a block with the entity it belongs to, in the order of the ids.

    The result depends on the set of members only. Pairs of ids in ``apart`` never end up in one entity; pairs
    in ``together`` do, unless ``apart`` forbids it; only then the rules are asked.
    """
    members = dict(sorted((member.id, member) for member in block))
    blocks: dict[str, list[Member]] = defaultdict(list)
    for member in members.values():
        blocks[block_key(member)].append(member)
    entities = [e for key in sorted(blocks) for e in _RULES[key.split()[0]](blocks[key])]
    ties = _Ties(members, apart)
    ordered = ties.tie(together)
    whys: dict[str, Why | None] = {}
    for entity in entities:
        whys.update(entity)
        first = min(entity, key=lambda id: _worth(members[id]))
        for id in entity:
            ties.unite(first, id)
    return sorted(
        (j for group in ties.groups() for j in _joins(group, whys, ordered)), key=lambda j: j.member
    )


def _joins(group: list[Member], whys: dict[str, Why | None], ordered: Collection[str]) -> Iterator[Join]:
    anchor = min(group, key=_worth)
    for member in group:
        if member is anchor:
            yield Join(member=member.id, entity=anchor.id, reason="", certainty=1.0)
        else:
            why = whys[member.id] or _by_name(member, anchor)
            if why is None or (member.id in ordered and anchor.id in ordered):
                why = Why("joined by hand", 1.0)
            yield Join(member=member.id, entity=anchor.id, reason=why.reason, certainty=why.certainty)


def _worth(member: Member) -> tuple[bool, bool, str, str]:
    """The less, the better a member describes its entity."""
    if member.kind == "person":
        name = person_name(member.name)
        short = name is None or not name.words
    else:
        short = " " not in member.name
    return short, member.known_as is None, member.published[0] or "9999", member.id


class _Ties:
    """Members in groups that grow by union; two that ``apart`` names are never in one group."""

    def __init__(self, members: dict[str, Member], apart: Iterable[tuple[str, str]]) -> None:
        self._members = members
        self._root = {id: id for id in members}
        self._size = dict.fromkeys(members, 1)
        self._apart: dict[str, set[str]] = defaultdict(set)
        for one, other in apart:
            if one in members and other in members and one != other:
                self._apart[one].add(other)
                self._apart[other].add(one)

    def tie(self, pairs: Iterable[tuple[str, str]]) -> frozenset[str]:
        """Unite pairs in the order of their ids; the ids that were in a pair."""
        ordered = sorted({(min(p), max(p)) for p in pairs if p[0] in self._members and p[1] in self._members})
        for one, other in ordered:
            self.unite(one, other)
        return frozenset(id for pair in ordered for id in pair)

    def unite(self, one: str, other: str) -> None:
        """Make the groups of two members one, unless they are to stay apart."""
        first, second = self._find(one), self._find(other)
        if first == second or second in self._apart[first]:
            return
        if (self._size[first], second) < (self._size[second], first):
            first, second = second, first
        self._root[second] = first
        self._size[first] += self._size[second]
        for enemy in self._apart.pop(second, ()):
            self._apart[enemy].discard(second)
            self._apart[enemy].add(first)
            self._apart[first].add(enemy)

    def groups(self) -> Iterable[list[Member]]:
        out: dict[str, list[Member]] = defaultdict(list)
        for id, member in self._members.items():
            out[self._find(id)].append(member)
        return out.values()

    def _find(self, id: str) -> str:
        while self._root[id] != id:
            self._root[id] = self._root[self._root[id]]
            id = self._root[id]
        return id


def _by_name(member: Member, anchor: Member) -> Why | None:
    """Why two members are one whose names or countries say so; None where they do not."""
    if member.kind != anchor.kind:
        return None
    if member.kind == "country":
        return Why(f"the same country {member.country or anchor.name}", 1.0)
    if member.known_as and member.known_as == anchor.known_as:
        return Why(f'both are known as "{member.known_as}"', 0.97)
    if member.kind == "person":
        return _by_person_name(member, anchor)
    if body_name(member.name).base == body_name(anchor.name).base:
        return Why(f'same name "{anchor.name}"', 0.9 if member.kind == "unknown" else 0.95)
    return None


def _by_person_name(member: Member, anchor: Member) -> Why | None:
    theirs = person_name(anchor.name)
    for said, words in ((member.name, f'"{member.name}"'), (member.known_as or "", f'"{member.known_as}"')):
        name = person_name(said) if said else None
        if name is not None and theirs is not None and name.given and compatible(name, theirs):
            if fold_name(said) == fold_name(anchor.name):
                return Why(f"same full name {words}", 0.95)
            if [part.sound for part in name.given] == [part.sound for part in theirs.given]:
                return Why(f'{words} and "{anchor.name}" are spellings of one name', 0.9)
            return Why(f'{words} is compatible with "{anchor.name}", and with no other', 0.85)
    if member.known_as or anchor.known_as:
        return Why(f'known as "{member.known_as or anchor.known_as}"', 0.9)
    return None


@lru_cache(maxsize=1 << 12)
def _day(said: str | None) -> int | None:
    try:
        return date.fromisoformat(said).toordinal() if said else None
    except ValueError:
        return None


def _when(member: Member) -> int | None:
    """The middle of the days on which an article may have been published; None if one end is open."""
    first, last = (_day(said) for said in member.published)
    return (first + last) // 2 if first is not None and last is not None else None


def _near(days: list[int], day: int, reach: int) -> bool:
    """Whether one of sorted days is within reach."""
    i = bisect_left(days, day - reach)
    return i < len(days) and days[i] <= day + reach


# Persons


class _Profile(NamedTuple):
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


def _profile(member: Member) -> _Profile:
    name = person_name(member.name) or person_name(member.known_as or "")
    assert name is not None, "only named persons have a block"
    return _Profile(
        name,
        fold_name(member.name).split()[-1],
        fold_name(member.known_as) if member.known_as else "",
        stated(member.country, member.country_basis, body=False),
        member.country or "",
        honorific(member.names),
        gender(member.names),
        tuple(sorted({key for title in member.titles if (key := title_key(title))})),
    )


Profiled = dict[_Profile, list[Member]]


@dataclass(slots=True, eq=False)
class _Person:
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

    def add(self, profile: _Profile, members: Iterable[Member], why: Why | None = None) -> None:
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
            day = _when(member)
            if day is not None and not _near(self.days, day, 0):
                insort(self.days, day)

    def takes(self, profile: _Profile) -> bool:
        """Whether neither country nor honorific speak against a profile."""
        return countries_meet(self.country, profile.stated) and (
            not self.sex or not profile.sex or self.sex == profile.sex
        )

    def named(self, profile: _Profile) -> bool:
        """Whether a full name that is compatible may be this person's: nobody known has become a junior, and
        who has a written middle name more or less has no other title."""
        name = profile.name
        if self.known and name.suffix and all(own.suffix != name.suffix for own in self.names):
            return False
        if any(own.words == name.words for own in self.names) or not profile.titles or not self.titles:
            return True
        return any(titles_meet(one, other) for one in profile.titles for other in self.titles)

    def suits(self, profile: _Profile) -> bool:
        """Whether nothing at all speaks against a surname, not even a weak country or a pronoun."""
        other = {"m": "f", "f": "m"}.get(profile.voice)
        return (
            self.takes(profile)
            and (not self.maybe or any(countries_meet(code, profile.said) for code in self.maybe))
            and (other is None or self.voices[other] <= self.voices[profile.voice])
        )


class _People:
    """The persons of one surname so far, found by given name."""

    def __init__(self) -> None:
        self.all: list[_Person] = []
        self._given: dict[str, dict[int, None]] = defaultdict(dict)

    def new(self) -> _Person:
        self.all.append(_Person(len(self.all)))
        return self.all[-1]

    def call(self, person: _Person, name: PersonName) -> None:
        """Let a person be found under a full name."""
        person.names[name] = None
        self._given[usual(name.given[0].sound)][person.number] = None
        self._given["*" + name.given[0].letter][person.number] = None

    def like(self, name: PersonName) -> list[_Person]:
        """Those all of whose names are compatible with a full name."""
        first = name.given[0]
        keys = ("*" + first.letter,) if first.initial else (usual(first.sound), first.letter)
        numbers = {number for key in keys for number in self._given.get(key, ())}
        found = (self.all[number] for number in sorted(numbers))
        return [person for person in found if all(compatible(name, own) for own in person.names)]


def _persons(members: list[Member]) -> list[Entity]:
    """The persons of one surname: those known, then full names, then surnames with and without a title."""
    profiles: Profiled = defaultdict(list)
    for member in members:
        profiles[_profile(member)].append(member)
    people = _People()
    _join_known(people, {p: those for p, those in profiles.items() if p.known})
    _join_full(people, {p: those for p, those in profiles.items() if not p.known and p.name.given})
    bare = {p: those for p, those in profiles.items() if not p.known and not p.name.given}
    titled = _left(people, {p: those for p, those in bare.items() if p.titles}, _Offices(people).find)
    titled = _left(people, titled, _Company(people).find)
    _join_titled(people, titled)
    alone = _left(people, {p: t for p, t in bare.items() if not p.titles}, _Company(people).find)
    bare_ones: list[Entity] = [{member.id: None} for those in alone.values() for member in those]
    return [person.whys for person in people.all] + bare_ones


def _join_known(people: _People, known: Profiled) -> None:
    """One person for each entry of the table of offices, or for each country where the articles state
    several; those that state none go with the most."""
    entries: dict[str, Profiled] = defaultdict(dict)
    for profile in sorted(known):
        entries[profile.known][profile] = known[profile]
    for entry in entries.values():
        states = Counter({"": 0})
        for profile, members in entry.items():
            states[profile.stated] += len(members) if profile.stated else 0
        most = min(states, key=lambda code: (-states[code], code))
        persons: dict[str, _Person] = {}
        for profile, members in entry.items():
            person = persons.get(profile.stated or most) or people.new()
            persons[profile.stated or most] = person
            person.known = True
            person.add(profile, members)
            _call_known(people, person, profile, members[0].known_as or "")


def _call_known(people: _People, person: _Person, profile: _Profile, known_as: str) -> None:
    """Let a known person be found under the name of the table, and under those compatible with it."""
    known = person_name(known_as)
    if known is None or not known.given:
        return
    people.call(person, known)
    if not person.country and len(person.maybe) == 1:
        person.country = min(person.maybe)
    if profile.name.given and all(compatible(profile.name, name) for name in person.names):
        people.call(person, profile.name)


def _join_full(people: _People, full: Profiled) -> None:
    """Full names, the longest first: each goes to the one person that it is compatible with. Where there are
    several, country or office decide, or else all its like are one more person."""
    open_ones: dict[tuple[PersonName, str, str], _Person] = {}
    for profile in sorted(full, key=_fullest):
        fits = [p for p in people.like(profile.name) if p.takes(profile) and p.named(profile)]
        person = _decided(fits, profile) if fits else None
        if person is None:
            key = (profile.name, profile.stated, profile.sex)
            person = open_ones.get(key) or people.new()
            open_ones[key] = person
        person.add(profile, full[profile])
        people.call(person, profile.name)


def _fullest(profile: _Profile) -> tuple[int, int, bool, _Profile]:
    return -profile.name.words, -len(profile.name.given), not profile.stated, profile


def _decided(fits: list[_Person], profile: _Profile) -> _Person | None:
    """The one that a full name means, by country, then by office; None if that is open."""
    if len(fits) > 1 and profile.said:
        fits = [person for person in fits if profile.said in person.maybe] or fits
    if len(fits) > 1:
        offices = [title for title in profile.titles if is_office(title)]
        fits = [p for p in fits if any(titles_meet(o, t) for o in offices for t in p.titles)]
    return fits[0] if len(fits) == 1 else None


Finder = Callable[[_Profile, Member], tuple[_Person, Why] | None]


def _left(people: _People, bare: Profiled, find: Finder) -> Profiled:
    """Join surnames to the persons that evidence finds; the others. All are found before one is joined, so
    that their order does not matter."""
    found = [(p, member, find(p, member)) for p in sorted(bare) for member in bare[p]]
    left: Profiled = defaultdict(list)
    for profile, member, hit in found:
        if hit is None:
            left[profile].append(member)
        else:
            hit[0].add(profile, (member,), hit[1])
    return left


class _Offices:
    """Finds whom a surname with a title means: the only one of the surname with that title."""

    def __init__(self, people: _People) -> None:
        self._titles: dict[str, list[_Person]] = defaultdict(list)
        for person in people.all:
            for title in person.titles:
                self._titles[title].append(person)
        self._fits: dict[_Profile, list[tuple[_Person, str]]] = {}

    def find(self, profile: _Profile, member: Member) -> tuple[_Person, Why] | None:
        if profile not in self._fits:
            self._fits[profile] = list(self._fitting(profile))
        day = _when(member)
        fits = {p.number: (p, t) for p, t in self._fits[profile] if _holds(p, profile, t, day)}
        if len(fits) != 1:
            return None
        ((person, title),) = fits.values()
        both = bool(profile.said) and profile.said in person.maybe
        said = next(words for words in member.titles if title_key(words) == title)
        where = f" ({profile.said})" if both else ""
        return person, Why(f'the only {member.name} with the title "{said}"{where}', 0.9 if both else 0.75)

    def _fitting(self, profile: _Profile) -> Iterator[tuple[_Person, str]]:
        for title in profile.titles:
            for other, persons in self._titles.items():
                if titles_meet(title, other):
                    yield from ((person, title) for person in persons if person.suits(profile))


def _holds(person: _Person, profile: _Profile, title: str, day: int | None) -> bool:
    """Whether a title is evidence: an office within years, any other within weeks and one known country."""
    if is_office(title):
        return day is None or not person.days or _near(person.days, day, IN_OFFICE)
    if not profile.said or profile.said not in person.maybe or day is None:
        return False
    return _near(person.days, day, SAME_NEWS)


class _Company:
    """Finds whom a surname means by its country, where only one has it, or by the company it keeps."""

    def __init__(self, people: _People) -> None:
        self._of: dict[str, list[_Person]] = defaultdict(list)
        self._beside: dict[str, dict[int, list[int]]] = defaultdict(dict)
        self._people = people
        for person in people.all:
            for code in person.maybe or {""}:
                self._of[code].append(person)
            for member in person.members:
                self._note(person, member)

    def _note(self, person: _Person, member: Member) -> None:
        day = _when(member)
        for name in member.beside:
            days = self._beside[name].setdefault(person.number, [])
            if day is not None and not _near(days, day, 0):
                insort(days, day)

    def find(self, profile: _Profile, member: Member) -> tuple[_Person, Why] | None:
        return self._by_country(profile, member) or self._by_company(profile, member)

    def _by_country(self, profile: _Profile, member: Member) -> tuple[_Person, Why] | None:
        code, day = profile.stated, _when(member)
        rivals = [*self._of.get(code, ()), *self._of.get("", ())] if code else []
        if len(rivals) != 1 or rivals[0].country != code or not rivals[0].suits(profile):
            return None
        if day is None or not _near(rivals[0].days, day, SAME_TIME):
            return None
        return rivals[0], Why(f"the only {member.name} of {code}, within {SAME_TIME} days", 0.75)

    def _by_company(self, profile: _Profile, member: Member) -> tuple[_Person, Why] | None:
        if any(name.startswith(profile.spelling + " ") for name in member.beside):
            return None  # "Paul" beside Paul Ryan
        day = _when(member)
        met: dict[int, list[str]] = defaultdict(list)
        for name in sorted(set(member.beside)):
            persons = self._beside.get(name, {})
            if len(persons) > COMMON:
                continue
            for number, days in persons.items():
                if day is None or not days or _near(days, day, SAME_NEWS):
                    met[number].append(name)
        everyone = self._people.all
        fits = [(everyone[n], names) for n, names in met.items() if everyone[n].suits(profile)]
        if len(fits) != 1 or len(fits[0][1]) < 2 or not _may_be(fits[0][0], profile):
            return None
        beside = " and ".join(f'"{name}"' for name in fits[0][1][:2])
        return fits[0][0], Why(f"the only {member.name} named with {beside}", 0.7)


def _may_be(person: _Person, profile: _Profile) -> bool:
    """Whether a surname in the same company is spelled like a person's, and no other title is given it."""
    titled = not profile.titles or not person.titles
    alike = titled or any(titles_meet(one, other) for one in profile.titles for other in person.titles)
    return alike and profile.spelling in person.spellings


def _join_titled(people: _People, titled: Profiled) -> None:
    """Surnames with the same title and country are one person; each other one with a title is one more."""
    latest: dict[str, dict[str, _Person]] = defaultdict(dict)
    for profile in sorted(titled):
        for member in sorted(titled[profile], key=lambda m: (_when(m) or 0, m.id)):
            fits = _titled_alike(latest[profile.said], profile, member)
            if fits is None:
                person, title = people.new(), profile.titles[0]
            else:
                person, title = fits
            words = next(words for words in member.titles if title_key(words) == title)
            why = Why(f'same surname, country and title "{words}" ({profile.said})', 0.85)
            person.add(profile, (member,), why)
            latest[profile.said].update(dict.fromkeys(profile.titles, person))


def _titled_alike(
    latest: dict[str, _Person], profile: _Profile, member: Member
) -> tuple[_Person, str] | None:
    if not profile.said:
        return None
    for title in profile.titles:
        for other, person in latest.items():
            holds = titles_meet(title, other) and _holds(person, profile, title, _when(member))
            if holds and person.suits(profile):
                return person, title
    return None


# Bodies and other names


@dataclass(slots=True, eq=False)
class _Body:
    """One body in the making; ``country`` is stated, or known on any basis where its name is common."""

    base: str
    country: str
    whys: Entity


def _bodies(members: list[Member]) -> list[Entity]:
    """The bodies of one acronym: the same names first, then the acronym with the one name it stands for."""
    named: dict[BodyName, list[Member]] = defaultdict(list)
    for member in members:
        named[body_name(member.known_as or member.name)].append(member)
    bodies = [body for name in sorted(named) for body in _same_name(name, named[name])]
    claims = _claims(members)
    for short in [body for body in bodies if body.base in claims]:
        full_ones = [body for body in bodies if body.base in claims[short.base]]
        fits = [body for body in full_ones if countries_meet(body.country, short.country)]
        if len(fits) == 1:
            full = claims[short.base][fits[0].base]
            why = Why(f'one article has it both as "{short.base.upper()}" and as "{full}"', 0.9)
            fits[0].whys.update(dict.fromkeys(short.whys, why))
            bodies.remove(short)
    return [body.whys for body in bodies]


def _same_name(name: BodyName, members: list[Member]) -> Iterator[_Body]:
    """Members of one name as bodies: a proper name is one but for countries that are at odds, a common one
    ("Supreme Court") needs a known country, a description a stated one, a local one ("City Council") is
    many."""
    if name.sort == "proper" or members[0].known_as:
        yield from _by_country(name.base, members)
        return
    found: dict[str, _Body] = {}
    for member in members:
        told = stated(member.country, member.country_basis, body=True)
        code = {"common": member.country or "", "lower": told}.get(name.sort, "")
        if code:
            found.setdefault(code, _Body(name.base, code, {})).whys[member.id] = None
        else:
            yield _Body(name.base, member.country or "", {member.id: None})
    yield from found.values()


def _by_country(base: str, members: list[Member]) -> Iterator[_Body]:
    """One body for each country stated; the others go with the only one, or where their country points."""
    found: dict[str, _Body] = {}
    rest = []
    for member in members:
        code = stated(member.country, member.country_basis, body=True)
        if code:
            found.setdefault(code, _Body(base, code, {})).whys[member.id] = None
        else:
            rest.append(member)
    only = min(found) if len(found) == 1 else ""
    for member in rest:
        code = only or (member.country if member.country in found else "") or ""
        found.setdefault(code, _Body(base, code, {})).whys[member.id] = None
    yield from found.values()


def _claims(members: list[Member]) -> dict[str, dict[str, str]]:
    """Acronyms with the names they stand for, folded and as written, where one article has both."""
    claims: dict[str, dict[str, str]] = defaultdict(dict)
    for member in members:
        called = {body_name(words): words for words in sorted({member.name, *member.names})}
        for short in called:
            for full, words in called.items():
                if short.acronym and not full.acronym and " " in full.base and full.key == short.key:
                    claims[short.base].setdefault(full.base, words)
    return claims


def _one(members: list[Member]) -> list[Entity]:
    return [{member.id: None for member in members}]


def _named(members: list[Member]) -> list[Entity]:
    return [body.whys for body in _by_country(fold_name(members[0].name), members)]


_RULES: dict[str, Callable[[list[Member]], list[Entity]]] = {
    "person": _persons,
    "organisation": _bodies,
    "country": _one,
    "group": _named,
    "unknown": _named,
    "alone": _one,
}
"""The rules for the blocks of each kind of key."""
