"""Actors joined over the articles of a case. In: the members of a block.  Out: who is whom, and why.

Precision goes first: a join needs a full name, an office, a country or company that leaves one candidate,
and says in words what it rests on. A surname alone joins nobody. What a person has ordered is done first.

    >>> a = Member(id="p_1", article="a_1", kind="person", name="Ada Quill", titles=("foreign minister",))
    >>> b = Member(id="p_2", article="a_2", kind="person", name="Quill", titles=("Foreign Minister",))
    >>> [(j.member, j.entity, j.reason) for j in join([a, b])]
    [('p_1', 'p_1', ''), ('p_2', 'p_1', 'the only Quill with the title "Foreign Minister"')]
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from sayso.case._bodies import join_bodies, join_named
from sayso.case._member import Entity, Join, Member, Why
from sayso.case._names import body_name, compatible, is_proper, person_name
from sayso.case._persons import join_persons
from sayso.countries import country
from sayso.directory import fold_name

__all__ = ["ALONE", "Join", "Member", "block_key", "join"]

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
    elif member.kind == "country":
        short = member.name != _own_name(member.country)  # "Soviet Union", "Chechnya" are none of Russia's
    else:
        short = " " not in member.name
    return short, member.known_as is None, member.published[0] or "9999", member.id


def _own_name(code: str | None) -> str | None:
    """What a country is called; None for organisations, which have codes too."""
    try:
        return country(code).name if code else None
    except KeyError:
        return None


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
        """The members of each group, in the order of their ids."""
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


def _one(members: list[Member]) -> list[Entity]:
    return [{member.id: None for member in members}]


_RULES: dict[str, Callable[[list[Member]], list[Entity]]] = {
    "person": join_persons,
    "organisation": join_bodies,
    "country": _one,
    "group": join_named,
    "unknown": join_named,
    "alone": _one,
}
"""The rules for the blocks of each kind of key."""
