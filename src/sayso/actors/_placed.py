"""The country of those whose own words name none: of the place in them ("the government of *Sindh*"), of
their possessor ("*its* forces"), or of the one country that their sentence names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import msgspec

from sayso.actors._cast import Cast
from sayso.actors._known import ORGANISATIONS
from sayso.language import Doc, syntax
from sayso.records import Actor, Place

WHERE = ("of", "in", "from", "at", "near")


def placed(doc: Doc, cast: Cast, places: Iterable[Place]) -> Cast:
    """The cast with the countries that the places in or behind its mentions give to actors without one; where
    there is none, that of another actor named inside ("the *UNITA* wing"). Persons' bare names have none."""
    by_token = {
        i: place
        for place in places
        if place.country
        for i in doc.within(*place.span)
        if not _stands_behind(doc, i)
    }
    actors = tuple(a if a.country is not None else _settled(doc, cast, a, by_token) for a in cast.actors)
    cast = cast if actors == cast.actors else replace(cast, actors=actors)
    actors = tuple(a if a.country is not None else _at_home(doc, cast, a, by_token) for a in cast.actors)
    return cast if actors == cast.actors else replace(cast, actors=actors)


def _stands_behind(doc: Doc, i: int) -> bool:
    """Whether a nationality is that of friends or foes: "*Syrian*-backed", "pro-*Russian*"."""
    return doc.tokens[i].pos in {"ADJ", "PROPN"} and syntax.hyphened(doc, i)


def _at_home(doc: Doc, cast: Cast, actor: Actor, places: dict[int, Place]) -> Actor:
    """A group, or somebody with an office, taken to be of the only country that the sentence of its first
    mention names: "police dispersed *students* in Cairo"."""
    if not (actor.kind in ("group", "organisation") or actor.roles) or set(actor.sectors) & ABROAD:
        return actor
    if COUNTRIES & set(actor.name.lower().split()):
        return actor
    i = doc.at(actor.mentions[0][0])
    if i is None:
        return actor
    sentence = doc.sentence_of(i)
    here = [places[j] for j in range(sentence.start, sentence.end) if j in places]
    if any(place.use == "metonym" for place in here):
        return actor
    around = {place.country for place in here}
    others = {a for j in range(sentence.start, sentence.end) if (a := cast.at(j)) not in (None, actor.id)}
    around |= {cast.actor(a).country for a in others if a is not None} - {None}
    around -= ORGANISATIONS | {"ISM"}
    if len(around) != 1:
        return actor
    country = next(iter(around))
    return _with(actor, country, f"inferred: the only country in its sentence ({country})")


COUNTRIES = frozenset("countries states nations powers allies democracies governments capitals west".split())
"""Words for many countries, which are not the one that their sentence names."""

ABROAD = frozenset({"JRN", "NGO", "MED", "REF", "BUS"})
"""Sectors whose members are as often from elsewhere."""


def _settled(doc: Doc, cast: Cast, actor: Actor, places: dict[int, Place]) -> Actor:
    if actor.kind == "country":
        return actor
    for span in actor.mentions:
        words = list(doc.within(*span))
        if not words or doc.tokens[words[0]].pos == "PRON":
            continue
        for i in (*words, *_behind(doc, words)):
            if i in places and (actor.kind != "person" or i not in words):
                place = places[i]
                return _with(actor, place.country, f"place {place.name}")
        for i in (*words, *_owners(doc, words)):
            other = cast.at(i)
            if other is not None and other != actor.id and (country := cast.actor(other).country):
                return _with(actor, country, f"named with {cast.actor(other).name}")
    return actor


def _behind(doc: Doc, words: Sequence[int]) -> list[int]:
    """Heads of the places that hang on a mention."""
    inside = set(words)
    head = next((i for i in words if doc.tokens[i].head not in inside or doc.tokens[i].head == i), words[-1])
    return syntax.prep_objects(doc, head, *WHERE)


def _owners(doc: Doc, words: Sequence[int]) -> list[int]:
    return [c for i in words for c in syntax.kids(doc, i, "poss")]


def _with(actor: Actor, country: str | None, basis: str) -> Actor:
    return msgspec.structs.replace(actor, country=country, country_basis=basis)
