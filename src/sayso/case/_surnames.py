"""Whom a surname means: the only one of that surname with its title, of its country, or in its company.

All that have a candidate are found before one is joined, so that their order does not matter. What is left
and has a title is joined among itself, by title and country.
"""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Callable, Iterator

from sayso.case._member import Member, Why, near, when
from sayso.case._names import is_office, title_key, titles_meet
from sayso.case._person import People, Person, Profile, Profiled

IN_OFFICE = 1461
"""Days within which one surname with one office is one person."""

SAME_TIME = 400
"""Days within which the only person of a surname and country is meant."""

SAME_NEWS = 60
"""Days within which those named beside somebody say who it is."""

COMMON = 30
"""A name beside more persons of one surname than this says nothing."""

Finder = Callable[[Profile, Member], tuple[Person, Why] | None]


def join_found(people: People, bare: Profiled, find: Finder) -> Profiled:
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


class Offices:
    """Finds whom a surname with a title means: the only one of the surname with that title."""

    def __init__(self, people: People) -> None:
        self._titles: dict[str, list[Person]] = defaultdict(list)
        for person in people.all:
            for title in person.titles:
                self._titles[title].append(person)
        self._fits: dict[Profile, list[tuple[Person, str]]] = {}

    def find(self, profile: Profile, member: Member) -> tuple[Person, Why] | None:
        """The one person who held the title when the article was published; None if nobody or several did."""
        if profile not in self._fits:
            self._fits[profile] = list(self._fitting(profile))
        day = when(member)
        fits = {p.number: (p, t) for p, t in self._fits[profile] if _holds(p, profile, t, day)}
        if len(fits) != 1:
            return None
        ((person, title),) = fits.values()
        both = bool(profile.said) and profile.said in person.maybe
        said = next(words for words in member.titles if title_key(words) == title)
        where = f" ({profile.said})" if both else ""
        return person, Why(f'the only {member.name} with the title "{said}"{where}', 0.9 if both else 0.75)

    def _fitting(self, profile: Profile) -> Iterator[tuple[Person, str]]:
        for title in profile.titles:
            for other, persons in self._titles.items():
                if titles_meet(title, other):
                    yield from ((person, title) for person in persons if person.suits(profile))


def _holds(person: Person, profile: Profile, title: str, day: int | None) -> bool:
    """Whether a title is evidence: an office within years, any other within weeks and one known country."""
    if is_office(title):
        return day is None or not person.days or near(person.days, day, IN_OFFICE)
    if not profile.said or profile.said not in person.maybe or day is None:
        return False
    return near(person.days, day, SAME_NEWS)


class Company:
    """Finds whom a surname means by its country, where only one has it, or by the company it keeps."""

    def __init__(self, people: People) -> None:
        self._of: dict[str, list[Person]] = defaultdict(list)
        self._beside: dict[str, dict[int, list[int]]] = defaultdict(dict)
        self._people = people
        for person in people.all:
            for code in person.maybe or {""}:
                self._of[code].append(person)
            for member in person.members:
                self._note(person, member)

    def _note(self, person: Person, member: Member) -> None:
        day = when(member)
        for name in member.beside:
            days = self._beside[name].setdefault(person.number, [])
            if day is not None and not near(days, day, 0):
                insort(days, day)

    def find(self, profile: Profile, member: Member) -> tuple[Person, Why] | None:
        """The only person of the stated country at the time, or else the only one whom two or more of those
        named beside the member have been named with."""
        return self._by_country(profile, member) or self._by_company(profile, member)

    def _by_country(self, profile: Profile, member: Member) -> tuple[Person, Why] | None:
        code, day = profile.stated, when(member)
        rivals = [*self._of.get(code, ()), *self._of.get("", ())] if code else []
        if len(rivals) != 1 or rivals[0].country != code or not rivals[0].suits(profile):
            return None
        if day is None or not near(rivals[0].days, day, SAME_TIME):
            return None
        return rivals[0], Why(f"the only {member.name} of {code}, within {SAME_TIME} days", 0.75)

    def _by_company(self, profile: Profile, member: Member) -> tuple[Person, Why] | None:
        if any(name.startswith(profile.spelling + " ") for name in member.beside):
            return None  # "Paul" beside Paul Ryan
        day = when(member)
        met: dict[int, list[str]] = defaultdict(list)
        for name in sorted(set(member.beside)):
            persons = self._beside.get(name, {})
            if len(persons) > COMMON:
                continue
            for number, days in persons.items():
                if day is None or not days or near(days, day, SAME_NEWS):
                    met[number].append(name)
        everyone = self._people.all
        fits = [(everyone[n], names) for n, names in met.items() if everyone[n].suits(profile)]
        if len(fits) != 1 or len(fits[0][1]) < 2 or not _may_be(fits[0][0], profile):
            return None
        beside = " and ".join(f'"{name}"' for name in fits[0][1][:2])
        return fits[0][0], Why(f"the only {member.name} named with {beside}", 0.7)


def _may_be(person: Person, profile: Profile) -> bool:
    """Whether a surname in the same company is spelled like a person's, and no other title is given it."""
    titled = not profile.titles or not person.titles
    alike = titled or any(titles_meet(one, other) for one in profile.titles for other in person.titles)
    return alike and profile.spelling in person.spellings


def join_titled(people: People, titled: Profiled) -> None:
    """Surnames with the same title and country are one person; each other one with a title is one more."""
    latest: dict[str, dict[str, Person]] = defaultdict(dict)
    for profile in sorted(titled):
        for member in sorted(titled[profile], key=lambda m: (when(m) or 0, m.id)):
            fits = _titled_alike(latest[profile.said], profile, member)
            if fits is None:
                person, title = people.new(), profile.titles[0]
            else:
                person, title = fits
            words = next(words for words in member.titles if title_key(words) == title)
            why = Why(f'same surname, country and title "{words}" ({profile.said})', 0.85)
            person.add(profile, (member,), why)
            latest[profile.said].update(dict.fromkeys(profile.titles, person))


def _titled_alike(latest: dict[str, Person], profile: Profile, member: Member) -> tuple[Person, str] | None:
    if not profile.said:
        return None
    for title in profile.titles:
        for other, person in latest.items():
            holds = titles_meet(title, other) and _holds(person, profile, title, when(member))
            if holds and person.suits(profile):
                return person, title
    return None
