"""What a directory knows of those whom the text names: their country, sectors and office at the time.

The text comes first: an office that it gives is kept, and the directory only says of what country it is. A
user's own list is asked before our table of offices, because it stands in front of it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from sayso.actors._figures import Figure, Figures
from sayso.actors._lexicon import noun_at
from sayso.actors._phrase import FORMER_SECTORS, Phrase, read, split
from sayso.actors._roles import Office
from sayso.directory import Directory, KnownActor, Tenure, same_title
from sayso.records import Published, Role

ORGANISATIONS = frozenset({"UNO", "IGO", "EUR", "NGO", "IMG", "MNC"})
"""Codes in the place of a country: where somebody has worked, and not where they are from."""


def consult(figures: Figures, known: Directory, published: Published) -> None:
    """Give every named figure the tenure that a directory has for it on the days of publication.

    A person whom the text calls by surname alone is known where one holder of that surname, and no other,
    fits the office that the text gives, or where the text gives none and one head of state or government
    alone is so called.
    """
    for figure in figures.all:
        if figure.kind not in ("person", "organisation") or figure.described or not figure.mentions:
            continue
        actor = (
            _known_person(figure, known, published) if figure.kind == "person" else _known_body(figure, known)
        )
        if actor is not None:
            _settle(figures, figure, actor, published)
        elif figure.kind == "person" and figure.country is None and len(figure.key) == 1:
            _same_country(figure, known)


def _same_country(figure: Figure, known: Directory) -> None:
    """The country of a person known by surname alone, whoever of that name is meant: "President Bush" is of
    the United States. Where the text gives no title, one ruler at least must be so called, and nobody of
    another country."""
    if any(o.phrase.country for o in figure.offices):
        return
    titles = [o.role.title for o in figure.offices]
    found = known.by_surname(figure.name)
    meant = [a for a in found if any(same_title(t, x.title) for t in titles for x in a.tenures)]
    if not titles and any(_rules(t) for a in found for t in a.tenures):
        meant = list(found)
    homes = {t.country for a in meant for t in a.tenures if t.country not in ORGANISATIONS}
    if len(homes) == 1:
        figure.country = homes.pop()
        figure.basis = f"{meant[0].source}: {' or '.join(sorted({a.name for a in meant})[:3])}"


def tenure_of(actor: KnownActor, earliest: str | None, latest: str | None) -> tuple[Tenure | None, bool]:
    """The tenure of an actor between two days, and whether it is a former one."""
    tenure = Directory.at(actor, earliest, latest)
    if tenure is None and earliest is not None:
        before = Directory.former(actor, earliest)
        return before, before is not None
    if tenure is None and earliest is None and latest is None:
        homes = {t.country for t in actor.tenures if t.country not in ORGANISATIONS}
        return (Tenure(country=homes.pop()), False) if len(homes) == 1 else (None, False)
    return tenure, False


def _known_person(figure: Figure, known: Directory, published: Published) -> KnownActor | None:
    found = known.find(figure.name)
    if not found and len(figure.key) > 2 and all(len(part.strip(".")) == 1 for part in figure.key[1:-1]):
        found = known.find(" ".join((figure.key[0], figure.key[-1])))
    if not found and len(figure.key) == 1:
        told = {o.phrase.country for o in figure.offices if o.phrase.country}
        titles = [o.role.title for o in figure.offices]
        found = by_surname(figure.name, titles, known, told)
        if not titles:
            found = tuple(a for a in found if _rules_on(a, published))
    found = tuple(a for a in found if a.kind in ("person", "unknown") and _may_be(figure, a))
    found = tuple(a for a in found if a.source == found[0].source)
    if len(found) > 1:
        found = tuple(a for a in found if _titles_meet(figure, a))
    return found[0] if len(found) == 1 else None


def _rules_on(actor: KnownActor, published: Published) -> bool:
    """Whether somebody heads a state or government on all days that an article may be from."""
    if published.earliest is None or published.latest is None:
        return False
    tenure = Directory.at(actor, published.earliest, published.latest)
    return tenure is not None and _rules(tenure)


def _may_be(figure: Figure, actor: KnownActor) -> bool:
    """Whether the offices that the text gives leave it open that it means this holder of the name: one of
    them, or its country, has to be theirs where it gives any. "Paul Keating, a plumber" is somebody else."""
    if not figure.offices:
        return True
    if not _countries_meet(figure, actor):
        return False
    told = any(o.phrase.country for o in figure.offices)
    return told or _titles_meet(figure, actor) or not any(_occupies(o) for o in figure.offices)


def _occupies(office: Office) -> bool:
    """Whether an office as the text gives it is an occupation outside of public office ("a plumber")."""
    return not set(office.phrase.sectors) & _PUBLIC and office.noun.noun not in _ANY_OFFICE


_PUBLIC = frozenset(
    {"GOV", "LEG", "OPP", "PTY", "MIL", "SPY", "COP", "JUD", "REB", "ELI", "REL", "UAF", "PRM"}
)
_ANY_OFFICE = frozenset(
    "winner loser leader rival ally friend host son daughter wife husband father mother brother candidate "
    "politician man woman chief head statesman ruler strongman dictator chairman".split()
)
"""What may be said of an office holder too."""


def by_surname(
    surname: str, titles: list[str], known: Directory, told: Collection[str | None] = ()
) -> tuple[KnownActor, ...]:
    """Those of a surname who held an office so called, or who alone are of the country that the text tells;
    where no office is said, the one head of a state or government of that name."""
    found = known.by_surname(surname)
    if titles:
        fits = tuple(a for a in found if any(same_title(t, x.title) for t in titles for x in a.tenures))
        fits = fits or tuple(a for a in found if any(t.country in told for t in a.tenures))
        return fits if len(fits) == 1 else ()
    heads = tuple(a for a in found if any(_rules(t) for t in a.tenures))
    return heads if len(heads) == 1 else ()


def _rules(tenure: Tenure) -> bool:
    title = (tenure.title or "").lower()
    return title in ("president", "prime minister", "chancellor", "premier", "supreme leader", "taoiseach")


def _countries_meet(figure: Figure, actor: KnownActor) -> bool:
    told = {o.phrase.country for o in figure.offices if o.phrase.country}
    theirs = {t.country for t in actor.tenures if t.country}
    return not told or not theirs or not told.isdisjoint(theirs)


def _titles_meet(figure: Figure, actor: KnownActor) -> bool:
    return any(same_title(o.role.title, t.title) for o in figure.offices for t in actor.tenures)


def _known_body(figure: Figure, known: Directory) -> KnownActor | None:
    found = [a for a in known.find(figure.name) if a.kind != "person"]
    return found[0] if found else None


def _settle(figures: Figures, figure: Figure, actor: KnownActor, published: Published) -> None:
    figure.known_as = actor.name
    tenure, former = tenure_of(actor, published.earliest, published.latest)
    said = [t for t in actor.tenures if any(same_title(o.role.title, t.title) for o in figure.offices)]
    if said and tenure not in said:
        tenure, former = said[0], former and said[0].until is not None
    if tenure is None:
        return
    basis = f"{actor.source}: {actor.name}"
    if figure.kind == "organisation":
        figure.country, figure.basis = tenure.country, basis
        figure.sectors, figure.known = tenure.sectors or figure.sectors, True
        return
    if figure.country is None and not any(o.phrase.country for o in figure.offices):
        figure.country, figure.basis = tenure.country, basis
    if not figure.offices:
        figure.sectors = FORMER_SECTORS if former else tenure.sectors
        office = _office(figures, figure, tenure, former, actor.source)
        if office is not None:
            figure.offices.append(office)


def _office(figures: Figures, figure: Figure, tenure: Tenure, former: bool, source: str) -> Office | None:
    """The office of a tenure, so that "the president" may mean its holder; its words are the name's."""
    words = split(tenure.title or "")
    noun = noun_at([w.lower() for w in words], len(words) - 1) if words else None
    if noun is None:
        return None
    phrase: Phrase = replace(
        read(words, len(words) - 1),
        country=tenure.country,
        basis=source,
        sectors=figure.sectors,
        former=former,
    )
    mention = figure.mentions[0]
    role = Role(
        title=("former " if former else "") + (tenure.title or "").lower(),
        since=tenure.since,
        until=tenure.until,
        basis=source,
        spans=(figures.doc.span(mention.start, mention.end),),
    )
    return Office(mention.head, noun[1], phrase, role, mention.start, mention.end)
