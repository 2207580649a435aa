"""Figures: who the mentions stand for. Bodies and countries are joined by name here, persons in ``_persons``,
descriptions and pronouns in ``_anaphora``."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from sayso.actors._lexicon import Kind, body, noun_at
from sayso.actors._mentions import Mention
from sayso.actors._names import names_medium
from sayso.actors._phrase import BODY_BASIS, breakaway, read
from sayso.actors._roles import Office
from sayso.countries import Hit
from sayso.directory import sound_key
from sayso.language import Doc

_SMALL = frozenset({"of", "the", "and", "for", "in", "on", "to", "&", "-"})

GENERIC = frozenset({"group", "movement", "organisation", "organization", "militia", "network", "party"})
"""Nouns that a body's name may stand before and still be all of it: "the Islamic State group"."""

Key = tuple[str, ...]


@dataclass(slots=True)
class Figure:
    """One actor in the making: the mentions joined so far and what they say together.

    ``key`` is the longest name, folded; ``name`` the words to show. ``female`` is what an honorific says;
    ``known`` marks bodies of which it is known what they are; ``described`` figures without a name;
    ``known_as`` is the name under which a directory knows one.
    """

    kind: Kind
    name: str
    key: Key = ()
    country: str | None = None
    basis: str = "unknown"
    sectors: tuple[str, ...] = ()
    mentions: list[Mention] = field(default_factory=list)
    offices: list[Office] = field(default_factory=list)
    female: bool | None = None
    known: bool = False
    described: bool = False
    known_as: str | None = None


@dataclass
class Figures:
    """All figures of an article, and who was joined by what name."""

    doc: Doc
    all: list[Figure] = field(default_factory=list)
    persons: dict[Key, int] = field(default_factory=dict)
    bodies: dict[Key, int] = field(default_factory=dict)
    nations: dict[tuple[str, str], int] = field(default_factory=dict)
    by_head: dict[int, int] = field(default_factory=dict)
    _by_word: dict[str, frozenset[int]] | None = None

    def add(self, figure: Figure) -> int:
        """A new figure's index."""
        self.all.append(figure)
        return len(self.all) - 1

    def join(self, mention: Mention, index: int) -> None:
        """Make a mention one of a figure's."""
        mention.actor = index
        self.all[index].mentions.append(mention)
        self.by_head[mention.head] = index

    def nation(self, hit: Hit) -> int:
        """The figure of a country, made where there is none yet. Its name alone gives no sector; ``governs``
        marks those that the text calls by capital, seat or government."""
        key = (hit.iso3, hit.name)
        if key not in self.nations:
            sectors = ("PRE",) if breakaway(hit.name) else ()
            self.nations[key] = self.add(
                Figure("country", hit.name, (hit.name,), hit.iso3, "country table", sectors, known=True)
            )
        return self.nations[key]

    def called(self, word: str) -> frozenset[int]:
        """Named persons and bodies whose surname, or whole name, is a folded word, whatever its spelling.
        Asked only when all names have been joined."""
        if self._by_word is None:
            found: dict[str, set[int]] = defaultdict(set)
            for key, index in self.persons.items():
                found[sound_key(key[-1])].add(index)
            for key, index in self.bodies.items():
                if len(key) == 1:
                    found[sound_key(key[0])].add(index)
            self._by_word = {key: frozenset(indices) for key, indices in found.items()}
        return self._by_word.get(sound_key(word), frozenset())

    def governs(self, index: int) -> None:
        """Mark a country as spoken of for its government."""
        figure = self.all[index]
        figure.sectors = figure.sectors or ("GOV",)


def join_names(figures: Figures, mentions: list[Mention]) -> None:
    """Join the mentions by name: bodies by name and acronym, countries."""
    _join_bodies(figures, [m for m in mentions if m.sort == "organisation"])
    for mention in mentions:
        if mention.sort == "country" and mention.name is not None and mention.name.hit is not None:
            figures.join(mention, figures.nation(mention.name.hit))
            if mention.name.hit.relation in {"capital", "seat"}:
                figures.governs(mention.actor)


def _body_key(mention: Mention) -> Key:
    name = mention.name
    assert name is not None
    shorter = name.key[name.key[0] == "the" : -1]
    if name.body is None and shorter and name.key[-1] in GENERIC:
        # "the Islamic State group" is Islamic State
        known = body(" ".join(part.title() for part in shorter))
        if known is not None:
            return ("=", known.name)
    if name.body is not None:
        return ("=", name.body.name)
    if name.hit is not None and name.hit.relation == "organisation":
        return ("=", name.hit.name)
    return name.key[1:] if name.key[0] == "the" and len(name.key) > 1 else name.key


def _join_bodies(figures: Figures, mentions: list[Mention]) -> None:
    keys = {id(m): _body_key(m) for m in mentions}
    every = sorted(set(keys.values()), key=lambda k: (-len(k), k))
    alias = {**_short_forms(every), **_in_brackets(figures.doc, mentions, keys)}
    for mention in mentions:
        key = keys[id(mention)]
        key = alias.get(key, key)
        if key not in figures.bodies:
            figures.bodies[key] = figures.add(Figure("organisation", "", key))
        figures.join(mention, figures.bodies[key])
    for index in figures.bodies.values():
        _describe_body(figures, figures.all[index])


def _short_forms(keys: list[Key]) -> dict[Key, Key]:
    """Acronyms and short forms of the longer names among ``keys``."""
    acronyms: dict[str, list[Key]] = defaultdict(list)
    firsts: dict[str, list[Key]] = defaultdict(list)
    lasts: dict[str, list[Key]] = defaultdict(list)
    for key in keys:
        words = tuple(key[1].lower().split()) if key[0] == "=" else key
        if len(words) > 1:
            acronyms["".join(w[0] for w in words if w not in _SMALL)].append(key)
            firsts[words[0]].append(key)
            lasts[words[-1]].append(key)
    out: dict[Key, Key] = {}
    for key in keys:
        if len(key) != 1:
            continue
        word = key[0].replace(".", "")
        fits = acronyms.get(word, []) if len(word) > 1 else []
        if not fits and (noun_at(key, 0) is not None or names_medium(("", *key))):
            fits = lasts.get(key[0], [])
        fits = fits or firsts.get(key[0], [])
        if len(fits) == 1:
            out[key] = fits[0]
    return out


def _in_brackets(doc: Doc, mentions: list[Mention], keys: dict[int, Key]) -> dict[Key, Key]:
    """Short names given in brackets after the long one: "Bureau of Land Affairs (BLA)"."""
    heads = {m.name.start: m for m in mentions if m.name is not None}
    out: dict[Key, Key] = {}
    for mention in mentions:
        name = mention.name
        if name is None or name.end + 2 >= len(doc.tokens) or doc.tokens[name.end].text != "(":
            continue
        inner = heads.get(name.end + 1)
        if inner is None or inner.name is None:
            continue
        short, long = keys[id(inner)], keys[id(mention)]
        if (
            doc.tokens[min(inner.name.end, len(doc.tokens) - 1)].text == ")"
            and short[0] != "="
            and short != long
        ):
            out[short] = long
    return out


def _describe_body(figures: Figures, figure: Figure) -> None:
    """Name, country and sectors of a named organisation: tables first, then the words of its name."""
    names = [m.name for m in figure.mentions if m.name is not None]
    best = max(names, key=lambda n: (len(n.key), -n.start))
    figure.name = figures.doc.read(best.start, best.end)
    known = next((n.body for n in names if n.body is not None), None)
    hit = next((n.hit for n in names if n.hit is not None), None)
    if known is not None:
        figure.name, figure.country, figure.sectors = known.name, known.country, known.sectors
        figure.basis, figure.known = BODY_BASIS + known.name, True
        return
    if hit is not None and hit.relation == "organisation":
        figure.name, figure.country, figure.basis, figure.known = hit.name, hit.iso3, "country table", True
        return
    phrase = read([t.text for t in figures.doc.tokens[best.start : best.end]])
    for mention in figure.mentions:
        if figure.country is None and mention.phrase.country is not None:
            figure.country, figure.basis = mention.phrase.country, mention.phrase.basis
    if phrase.country is not None:
        figure.country, figure.basis = phrase.country, phrase.basis
    figure.sectors = phrase.sectors if phrase.noun is not None else ()
    if not figure.sectors or (phrase.noun is not None and phrase.noun.open):
        figure.sectors = next((m.phrase.sectors for m in figure.mentions if m.phrase.sectors), figure.sectors)
    if any("opposition" in _modifiers(figures.doc, m) for m in figure.mentions):
        figure.sectors = ("OPP", *(s for s in figure.sectors if s != "OPP"))
    if not figure.sectors and names_medium(best.key):
        figure.sectors = ("JRN",)
    figure.known = bool(figure.sectors) or (phrase.noun is not None and "medium" not in phrase.noun.marks)


def _modifiers(doc: Doc, mention: Mention) -> set[str]:
    """Words of a mention before its name: "the opposition Coordination Council"."""
    name = mention.name
    return {t.lower for t in doc.tokens[mention.start : name.start]} if name is not None else set()
