"""Country and sectors of the figures: from offices, from what they belong to, from where they act."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter

from sayso.actors._figures import Figure, Figures
from sayso.actors._mentions import Mention
from sayso.actors._roles import Office
from sayso.countries import Hit

Setting = tuple[int, Hit]
"""Token index and country of a literal place."""

_MOST = 0.5
_ALL = 4
SERVES = frozenset(
    "supporter backer follower loyalist spokesman spokeswoman spokesperson aide adviser advisor deputy "
    "minister government administration regime lawyer attorney bodyguard family wife husband son daughter "
    "staff cabinet troop force soldier police official".split()
) | {
    "chief of staff",
    "press secretary",
    "defence lawyer",
    "defense lawyer",
    "foreign minister",
    "security force",
}
"""Nouns whose possessor's country is theirs too: "Lukashenko supporters", but not "his host", "her rival"."""


def settle_persons(figures: Figures) -> None:
    """Country and sectors of every person from the offices that the text gives them.

    An office in force says more than a former one; a person's country is that of the first office that
    names one. Nothing is known of a person without an office.
    """
    for figure in figures.all:
        if figure.kind != "person" or figure.described:
            continue
        offices = sorted(figure.offices, key=lambda o: o.phrase.former)
        for office in offices:
            phrase = office.phrase
            if figure.country is None and phrase.country is not None:
                figure.country = phrase.country
                figure.basis = phrase.basis if phrase.basis.startswith("table") else _role_basis(office)
        for office in offices:
            sectors = _office_sectors(figure, office)
            if sectors:
                figure.sectors = tuple(dict.fromkeys((*figure.sectors, *sectors)))
        if len(figure.sectors) > 1 and "ELI" in figure.sectors and not all(o.phrase.former for o in offices):
            figure.sectors = tuple(s for s in figure.sectors if s != "ELI")


def _role_basis(office: Office) -> str:
    if office.phrase.basis.startswith(("stated", "adjective", "capital", "seat", "demonym")):
        return (
            office.phrase.basis
            if office.phrase.basis.split()[-1] not in office.role.title
            else "role: " + office.role.title
        )
    return "role: " + office.role.title


def _office_sectors(figure: Figure, office: Office) -> tuple[str, ...]:
    """Sectors of an office; a bare "leader" of a person whose country is known is of its government."""
    if office.phrase.sectors:
        return office.phrase.sectors
    if office.noun.noun in {"leader", "head", "ruler"} and figure.country is not None and not figure.sectors:
        return ("GOV",)
    return ()


def settle_through(figures: Figures) -> None:
    """Country (and government) of those who serve or follow a person: "his spokesman, Dmitry Peskov",
    "Lukashenko supporters"."""
    for figure in figures.all:
        if figure.country is not None or not figure.mentions:
            continue
        for office in figure.offices:
            if office.noun.noun in SERVES:
                through_person(figures, figure, office.start, office.end, office.head)
        first = figure.mentions[0]
        if figure.described and first.noun is not None and first.noun.noun in SERVES:
            through_person(figures, figure, first.start, first.end, first.head)


def through_person(figures: Figures, figure: Figure, start: int, end: int, head: int) -> None:
    """Give a figure the country of the person named among the tokens, and the sectors where it has none."""
    for i in range(start, end):
        index = figures.by_head.get(i)
        other = figures.all[index] if index is not None and i != head else None
        if other is None or other is figure or other.kind != "person" or other.country is None:
            continue
        figure.country, figure.basis = other.country, "through " + other.name
        if not figure.sectors and figure.offices:
            figure.sectors = tuple(s for s in other.sectors if s in {"GOV", "OPP", "MIL", "REB", "PTY"})
        return


def infer_countries(figures: Figures, places: list[Setting]) -> None:
    """Give local groups of unknown country the one where the text sets them, and say so.

    In order: the literal place nearest in the same sentence, the last one before in the same paragraph,
    the one country that most literal places of the article lie in (two at least, more than half).
    """
    main = _main_country(places)
    for figure in figures.all:
        if (
            main is not None
            and figure.kind == "organisation"
            and figure.country is None
            and "OPP" in figure.sectors
        ):
            figure.country = main.iso3
            figure.basis = f"inferred: the article is set there ({main.name})"
        if figure.country is not None or not figure.described or not figure.mentions:
            continue
        mention = figure.mentions[0]
        if mention.noun is None or "local" not in mention.noun.marks or _elsewhere(figures, mention):
            continue
        hit, where = _nearest(figures, mention, places)
        if hit is None and main is not None and (mention.plural or mention.noun.kind != "person"):
            hit, where = main, "the article is set there"
        if hit is not None:
            figure.country = hit.iso3
            figure.basis = f"inferred: {where} ({hit.name})"


def _elsewhere(figures: Figures, mention: Mention) -> bool:
    """Groups that are not simply of the place: somebody's ("its friends"), foreign ones, governments in
    the plural."""
    doc = figures.doc
    if (
        mention.plural
        and mention.noun is not None
        and mention.noun.noun in {"government", "regime", "parliament"}
    ):
        return True
    return any(
        doc.tokens[c].dep == "poss" or doc.tokens[c].lower in {"foreign", "international", "western"}
        for c in doc.children[mention.head]
    )


def infer_heads_of_state(figures: Figures, places: list[Setting]) -> None:
    """Give a head of state or government of unknown country the one that all places of the article lie
    in (four at least), and say so."""
    if len(places) < _ALL or len({hit.iso3 for _, hit in places}) > 1:
        return
    hit = places[0][1]
    for figure in figures.all:
        heads = [o for o in figure.offices if o.noun.marks & {"head", "premier"} and not o.phrase.former]
        if figure.kind == "person" and figure.country is None and heads:
            figure.country = hit.iso3
            figure.basis = f"inferred: all places of the article lie there ({hit.name})"


def _main_country(places: list[Setting]) -> Hit | None:
    counts = Counter(hit.iso3 for _, hit in places)
    if not counts:
        return None
    code, count = counts.most_common(1)[0]
    if count < 2 or count <= _MOST * len(places):
        return None
    return next(hit for _, hit in places if hit.iso3 == code)


def _nearest(figures: Figures, mention: Mention, places: list[Setting]) -> tuple[Hit | None, str]:
    doc = figures.doc
    sentence = doc.sentence_of(mention.head)
    first = bisect_left(places, sentence.start, key=_position)
    last = bisect_left(places, sentence.end, key=_position)
    if first < last:
        near = min(places[first:last], key=lambda place: abs(place[0] - mention.head))
        return near[1], "a place in the same sentence"
    if first and doc.sentence_of(places[first - 1][0]).paragraph == sentence.paragraph:
        return places[first - 1][1], "a place before in the same paragraph"
    return None, ""


def _position(place: Setting) -> int:
    return place[0]
