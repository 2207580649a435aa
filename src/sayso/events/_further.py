"""Parties of events that the cast does not have, because they neither act nor speak.

*Things*: the places, buildings and vehicles to which something is done ("shelled *the village*", "arrived in
*Amman*"), with the country that their own words give. *Second nations*: "French and *Egyptian* warships" are
of two countries, and an actor has one.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from sayso.actors import Cast
from sayso.language import Doc, Token, syntax
from sayso.records import Actor, Place, Span

ABSTRACT = frozenset(
    """talk talks rule rules law plan plans proposal policy decision ban right rights power aid support effort
    relation relations tie ties cooperation agreement deal treaty peace war ceasefire truce election vote call
    demand attack strike violence unrest crisis conflict question issue matter claim charge charges report act
    action activity step measure reform change visit meeting trip order control trade export exports import
    information evidence intelligence money fund funds cash loan grant weapon weapons arms ammunition
    rocket missile bomb shell bullet fire stone petrol gas tear-gas food grain
    day week month year hour night morning time today tomorrow yesterday sanction
    sanctions state emergency curfew death killing life hand head way part number people behalf""".split()
)
"""Nouns to which nothing is done as to a place or thing, or with which it is done."""


def is_thing(token: Token) -> bool:
    """Whether a word is a noun for something that can be touched, as far as its form tells."""
    return token.pos == "NOUN" and token.lemma.lower() not in ABSTRACT and not token.lemma.endswith("ing")


class Further:
    """Makes the actor records that the cast lacks, each once. Ids are made final by ``named``."""

    def __init__(self, doc: Doc, cast: Cast, places: Iterable[Place]) -> None:
        self.doc, self.cast = doc, cast
        self.places = {i: place for place in places for i in doc.within(*place.span)}
        self.actors: dict[str, Actor] = {}

    def thing(self, i: int) -> str | None:
        """The id of the thing or place that token ``i`` heads; None where it can be none."""
        token = self.doc.tokens[i]
        place = self.places.get(i)
        if place is None and not is_thing(token):
            return None
        if place is not None:
            return self._thing(i, place.span, place.country, "the place itself")
        country = self._country(i)
        return self._thing(i, self._phrase(i), country, "named beside it" if country else "unknown")

    def _phrase(self, i: int) -> Span:
        """The words of a noun and what stands before it, without its article."""
        before = syntax.kids(self.doc, i, "amod", "compound", "nmod", "nummod", "poss")
        inside = [j for h in before for j in syntax.subtree(self.doc, h) if j <= i]
        start = min([i, *(j for j in inside if self.doc.tokens[j].dep not in {"det", "punct"})])
        return self.doc.span(start, i + 1)

    def _thing(self, i: int, span: Span, country: str | None, basis: str) -> str:
        name = " ".join(self.doc.view[span[0] : span[1]].replace("\u2060", "").split())
        return self._add(
            Actor(
                id=f"thing {i}",
                name=name,
                kind="thing",
                country=country,
                country_basis=basis,
                mentions=(span,),
            )
        )

    def nations(self, i: int, id: str) -> list[str]:
        """Ids of actors like ``id``, headed by token ``i``, of further countries in its adjectives."""
        actor = self.cast.actor(id)
        out = []
        for adjective in syntax.kids(self.doc, i, "amod", "compound", "nmod"):
            for j in syntax.conjuncts(self.doc, adjective):
                place = self.places.get(j)
                if (
                    j == i
                    or place is None
                    or place.country in (None, actor.country)
                    or place.use != "modifier"
                ):
                    continue
                if syntax.hyphened(self.doc, j):
                    continue  # "pro-Iranian", "Syrian-backed"
                span = (self.doc.tokens[j].start, self.doc.tokens[i].end)
                out.append(
                    self._add(
                        msgspec.structs.replace(
                            actor,
                            id=f"nation {j}",
                            name=f"{self.doc.tokens[j].text} {self.doc.tokens[i].text}",
                            country=place.country,
                            country_basis="its adjective",
                            roles=(),
                            mentions=(span if j < i else place.span,),
                        )
                    )
                )
        return out

    def named(self, used: Iterable[str]) -> dict[str, Actor]:
        """Final records of those in use, numbered after the cast, by the ids they had so far."""
        order = sorted({id for id in used if id in self.actors}, key=lambda id: self.actors[id].mentions)
        count = len(self.cast.actors)
        return {
            id: msgspec.structs.replace(self.actors[id], id=f"p{count + n}") for n, id in enumerate(order, 1)
        }

    def actor(self, id: str) -> Actor:
        """The record with an id, of the cast or made here."""
        return self.actors[id] if id in self.actors else self.cast.actor(id)

    def _add(self, actor: Actor) -> str:
        self.actors.setdefault(actor.id, actor)
        return actor.id

    def _country(self, i: int) -> str | None:
        """The country that stands in the phrase of a thing: its adjectives, possessor, or where it is."""
        near = syntax.kids(self.doc, i, "amod", "compound", "nmod", "poss")
        near += syntax.prep_objects(self.doc, i, "in", "of", "at", "near")
        countries = [p.country for j in near if (p := self.places.get(j)) is not None and p.country]
        owners = [self.cast.actor(a).country for j in near if (a := self.cast.at(j)) is not None]
        return next((c for c in (*countries, *owners) if c), None)
