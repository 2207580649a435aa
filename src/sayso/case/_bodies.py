"""Organisations, groups and other names over articles: one body for each name, and for each country where
the name is common; an acronym goes with the one name that an article has beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.case._member import Entity, Member, Why
from sayso.case._names import BodyName, body_name, countries_meet, stated
from sayso.directory import fold_name


@dataclass(slots=True, eq=False)
class _Body:
    """One body in the making; ``country`` is stated, or known on any basis where its name is common."""

    base: str
    country: str
    whys: Entity


def join_bodies(members: list[Member]) -> list[Entity]:
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


def join_named(members: list[Member]) -> list[Entity]:
    """Groups and others of one name: one for each country that their articles state."""
    return [body.whys for body in _by_country(fold_name(members[0].name), members)]
