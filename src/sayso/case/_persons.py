"""The persons of one surname over articles.

Those whom the table of offices knows go first, then full names, the longest first; what only has a surname
goes to one of them where office, country or company leave one candidate (``_surnames``).
"""

from __future__ import annotations

from collections import Counter, defaultdict

from sayso.case._member import Entity, Member
from sayso.case._names import PersonName, compatible, is_office, person_name, titles_meet
from sayso.case._person import People, Person, Profile, Profiled, profile_of
from sayso.case._surnames import Company, Offices, join_found, join_titled


def join_persons(members: list[Member]) -> list[Entity]:
    """The persons of one surname: those known, then full names, then surnames with and without a title."""
    profiles: Profiled = defaultdict(list)
    for member in members:
        profiles[profile_of(member)].append(member)
    people = People()
    _join_known(people, {p: those for p, those in profiles.items() if p.known})
    _join_full(people, {p: those for p, those in profiles.items() if not p.known and p.name.given})
    bare = {p: those for p, those in profiles.items() if not p.known and not p.name.given}
    titled = join_found(people, {p: those for p, those in bare.items() if p.titles}, Offices(people).find)
    titled = join_found(people, titled, Company(people).find)
    join_titled(people, titled)
    alone = join_found(people, {p: t for p, t in bare.items() if not p.titles}, Company(people).find)
    bare_ones: list[Entity] = [{member.id: None} for those in alone.values() for member in those]
    return [person.whys for person in people.all] + bare_ones


def _join_known(people: People, known: Profiled) -> None:
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
        persons: dict[str, Person] = {}
        for profile, members in entry.items():
            person = persons.get(profile.stated or most) or people.new()
            persons[profile.stated or most] = person
            person.known = True
            person.add(profile, members)
            _call_known(people, person, profile, members[0].known_as or "")


def _call_known(people: People, person: Person, profile: Profile, known_as: str) -> None:
    """Let a known person be found under the name of the table, and under those compatible with it."""
    known = person_name(known_as)
    if known is None or not known.given:
        return
    people.call(person, known)
    if not person.country and len(person.maybe) == 1:
        person.country = min(person.maybe)
    if profile.name.given and all(compatible(profile.name, name) for name in person.names):
        people.call(person, profile.name)


def _join_full(people: People, full: Profiled) -> None:
    """Full names, the longest first: each goes to the one person that it is compatible with. Where there are
    several, country or office decide, or else all its like are one more person."""
    open_ones: dict[tuple[PersonName, str, str], Person] = {}
    for profile in sorted(full, key=_fullest):
        fits = [p for p in people.like(profile.name) if p.takes(profile) and p.named(profile)]
        person = _decided(fits, profile) if fits else None
        if person is None:
            key = (profile.name, profile.stated, profile.sex)
            person = open_ones.get(key) or people.new()
            open_ones[key] = person
        person.add(profile, full[profile])
        people.call(person, profile.name)


def _fullest(profile: Profile) -> tuple[int, int, bool, Profile]:
    return -profile.name.words, -len(profile.name.given), not profile.stated, profile


def _decided(fits: list[Person], profile: Profile) -> Person | None:
    """The one that a full name means, by country, then by office; None if that is open."""
    if len(fits) > 1 and profile.said:
        fits = [person for person in fits if profile.said in person.maybe] or fits
    if len(fits) > 1:
        offices = [title for title in profile.titles if is_office(title)]
        fits = [p for p in fits if any(titles_meet(o, t) for o in offices for t in p.titles)]
    return fits[0] if len(fits) == 1 else None
