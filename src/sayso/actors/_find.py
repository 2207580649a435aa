"""The order of work: names, titles, descriptions, joining, affiliation, the cast."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from sayso.actors._affiliation import (
    Setting,
    infer_countries,
    infer_heads_of_state,
    settle_persons,
    settle_through,
)
from sayso.actors._anaphora import resolve
from sayso.actors._cast import Cast, cast_of
from sayso.actors._figures import Figure, Figures, join_names
from sayso.actors._kinds import SPEECH, settle
from sayso.actors._known import consult
from sayso.actors._literal import is_literal, is_visited, lies_in
from sayso.actors._mentions import Mention, described_mentions, named_mentions, phrase_mention
from sayso.actors._names import NamedSpan
from sayso.actors._persons import Said, join_persons
from sayso.actors._pronouns import IT, PRONOUNS, THEY, WHO, Memory
from sayso.actors._roles import Office, office_of, predicate_of, predicate_offices, title_before
from sayso.directory import Directory
from sayso.language import Doc, Token, syntax
from sayso.records import Published

Titles = dict[int, tuple[Office | None, bool | None]]
"""By the head of a person's name: the office before it, and whether an honorific is a woman's."""

_PERSONAL = frozenset({"who", "whom", "whose"})
_ACTING_DEPS = frozenset({"nsubj", "nsubjpass", "poss", "dobj", "dative", "pobj"})


def find(
    doc: Doc,
    sources: Collection[int] = (),
    known: Directory | None = None,
    published: Published | None = None,
    spoken: Mapping[int, int] | None = None,
) -> Cast:
    """Everybody in an article who does, suffers or says something, mentions joined.

    ``sources`` are indices of tokens that head the sources of attributions; each becomes a mention of some
    actor, whatever its noun. ``known`` says who held which office when, for the days of ``published``;
    ``spoken`` maps tokens that say "I" to the head of the source whose words they are. Linear in the length
    of the article but for a bounded look back.
    """
    heads = frozenset(i for i in sources if 0 <= i < len(doc.tokens))
    names = settle(doc)
    literal = {s.head for s in names if s.kind == "country" and is_literal(doc, s)}
    named = [m for m in named_mentions(doc, names) if not _only_place(doc, m)]
    titles, taken = _titles(doc, named)
    described = described_mentions(doc, names, taken, heads)
    mentions = _without_doubles([*named, *described])
    mentions += _missing_sources(doc, mentions, heads) + _pronouns(doc, heads)
    mentions.sort(key=lambda m: (m.head, m.start))
    figures = Figures(doc)
    pairs = _appositions(doc, mentions)
    join_persons(figures, [m for m in mentions if m.sort == "person"], _said(titles, pairs))
    join_names(figures, mentions)
    _give_offices(figures, mentions, titles, pairs)
    _describe_bodies(doc, figures, mentions)
    if known is not None:
        consult(figures, known, published or Published())
    settle_persons(figures)
    _join_rest(figures, mentions, heads)
    mentions += _first_persons(figures, spoken or {})
    places = _settings(doc, names, literal)
    infer_heads_of_state(figures, places)
    settle_through(figures)
    infer_countries(figures, places)
    return cast_of(figures, mentions, _literal_tokens(figures, names, literal))


def _only_place(doc: Doc, mention: Mention) -> bool:
    """A capital that is only where something happens: no mention of its country's government."""
    span = mention.name
    return (
        mention.sort == "country" and mention.literal and span is not None and span.hit is not None
        and span.hit.relation in {"capital", "seat"} and not is_visited(doc, span)
    )  # fmt: skip


def _titles(doc: Doc, named: list[Mention]) -> tuple[Titles, set[int]]:
    """Offices right before names; the mentions grow over them. Also the tokens so used up."""
    persons = [m for m in named if m.sort == "person"]
    blocked = {i for m in persons for i in range(m.start, m.end)}
    found: Titles = {}
    taken: set[int] = set()
    for mention in persons:
        start, office, female = title_before(doc, mention, blocked)
        found[mention.head] = (office, female)
        taken.update(range(start, mention.start))
        mention.start = start
    for mention in named:
        if mention.sort == "organisation" and mention.name is not None:
            taken.update(range(mention.start, mention.name.start))
    return found, taken


def _without_doubles(mentions: list[Mention]) -> list[Mention]:
    seen: set[int] = set()
    out = []
    for mention in mentions:
        if mention.head not in seen:
            seen.add(mention.head)
            out.append(mention)
    return out


def _missing_sources(doc: Doc, mentions: list[Mention], heads: frozenset[int]) -> list[Mention]:
    covered = {m.head for m in mentions}
    for mention in mentions:
        if mention.sort == "person":
            covered.update(range(mention.start, mention.end))
        elif mention.name is not None:
            covered.update(range(mention.name.start, mention.name.end))
    return [
        phrase_mention(doc, i) for i in sorted(heads - covered) if doc.tokens[i].lower not in PRONOUNS | WHO
    ]


def _pronouns(doc: Doc, heads: frozenset[int]) -> list[Mention]:
    out = []
    for token in doc.tokens:
        if _refers(doc, token) or (token.i in heads and token.lower in PRONOUNS | WHO):
            out.append(
                Mention(
                    token.i, token.i, token.i + 1, "pronoun", plural=token.lower in {"they", "them", "their"}
                )
            )
    return out


def _refers(doc: Doc, token: Token) -> bool:
    """Whether a pronoun stands where it may be joined: "it" as the subject of a full verb only."""
    if token.lower in _PERSONAL and token.dep in _ACTING_DEPS:
        return any(doc.tokens[above].dep == "relcl" for above in syntax.ancestors(doc, token.i)[:2])
    if token.lower not in PRONOUNS or token.dep not in _ACTING_DEPS:
        return False
    if token.lower in IT and token.tag != "PRP$":
        return token.dep == "nsubj" and doc.tokens[token.head].pos == "VERB"
    return not (token.lower in THEY and token.dep == "pobj")


def _appositions(doc: Doc, mentions: list[Mention]) -> list[tuple[Mention, Mention, Office]]:
    """Persons with the descriptions that appositions and verbs give them, and the offices that these name."""
    persons = {m.head: m for m in mentions if m.sort == "person"}
    others = {m.head: m for m in mentions if m.sort == "described"}
    offices = ((p, m, office_of(doc, m)) for p, m in predicate_offices(doc, persons, others))
    return [(person, mention, office) for person, mention, office in offices if office is not None]


def _said(titles: Titles, pairs: list[tuple[Mention, Mention, Office]]) -> dict[int, Said]:
    """What stands with each mention of a person, by its head."""
    said = {
        head: Said([office] if office else [], female=female) for head, (office, female) in titles.items()
    }
    for person, _, office in pairs:
        said.setdefault(person.head, Said()).others.append(office)
    return said


def _give_offices(
    figures: Figures, mentions: list[Mention], titles: Titles, pairs: list[tuple[Mention, Mention, Office]]
) -> None:
    """Offices from titles, appositions and verbs to their persons; the words become mentions of them."""
    persons = {m.head: m for m in mentions if m.sort == "person"}
    for head, (office, female) in titles.items():
        figure = figures.all[persons[head].actor]
        if office is not None:
            figure.offices.append(office)
        figure.female = female if figure.female is None else figure.female
    for person, mention, office in pairs:
        if mention.actor >= 0:
            continue
        figures.all[person.actor].offices.append(office)
        figures.join(mention, person.actor)


def _describe_bodies(doc: Doc, figures: Figures, mentions: list[Mention]) -> None:
    """Appositions of named bodies: "Hamas, the militant group"; they tell country and sector if unknown."""
    named = {m.head: m for m in mentions if m.sort == "organisation"}
    others = {m.head: m for m in mentions if m.sort == "described" and m.actor < 0 and not m.plural}
    for body, mention in predicate_offices(doc, named, others):
        if mention.actor >= 0 or mention.phrase.kind == "person":
            continue
        figure = figures.all[body.actor]
        figures.join(mention, body.actor)
        if figure.country is None and mention.phrase.country is not None:
            figure.country, figure.basis = mention.phrase.country, mention.phrase.basis
        figure.sectors = figure.sectors or mention.phrase.sectors
        figure.known = figure.known or bool(figure.sectors)


def _join_rest(figures: Figures, mentions: list[Mention], heads: frozenset[int]) -> None:
    """Descriptions and pronouns in the order of the text, each to whom it means or to a new figure."""
    doc, memory = figures.doc, Memory()
    media = _media(figures, heads)
    for mention in mentions:
        if mention.actor < 0:
            if mention.head not in heads and (subject := predicate_of(doc, mention)) in figures.by_head:
                if not mention.plural and subject is not None:
                    figures.join(mention, figures.by_head[subject])
                continue
            _of_the_country(figures, mention, memory)
            index = resolve(figures, mention, memory, media)
            if index is None and mention.head not in heads and _only_said_of(mention):
                continue
            if index is None and mention.sort == "pronoun" and mention.head not in heads:
                continue
            figures.join(mention, _new(figures, mention) if index is None else index)
            if index in media and mention.noun is not None and "medium" in mention.noun.marks:
                _mark_medium(figures.all[mention.actor])
        memory.note(mention.actor, mention)


def _first_persons(figures: Figures, spoken: Mapping[int, int]) -> list[Mention]:
    """ "I" in somebody's words as a mention of that person."""
    out = []
    for i, head in sorted(spoken.items()):
        index = figures.by_head.get(head)
        if (
            index is not None
            and i not in figures.by_head
            and figures.all[index].kind in ("person", "unknown")
        ):
            mention = Mention(i, i, i + 1, "pronoun")
            figures.join(mention, index)
            out.append(mention)
    return out


def _only_said_of(mention: Mention) -> bool:
    """A bare office in a predicate that nobody in the cast holds ("was elected mayor")."""
    return mention.predicate and not (mention.definite or mention.counted or mention.plural)


def _of_the_country(figures: Figures, mention: Mention, memory: Memory) -> None:
    """ "The country's president" is of the country spoken of last."""
    doc = figures.doc
    if mention.phrase.country is not None or mention.sort != "described":
        return
    inner = (doc.tokens[i] for i in range(mention.start, mention.end) if i != mention.head)
    below = {t.lemma for t in inner if t.dep in {"poss", "pobj"}}
    if "country" not in below and "nation" not in below:
        return
    for index, _ in memory.back():
        figure = figures.all[index]
        if figure.kind == "country":
            mention.phrase = replace(
                mention.phrase, country=figure.country, basis="the country: " + figure.name
            )
            return


def _media(figures: Figures, heads: frozenset[int]) -> list[int]:
    """The named news media of an article; where none is known as one, the bodies that are cited as
    sources and known as nothing else."""
    bodies = list(figures.bodies.values())
    known = [i for i in bodies if "JRN" in figures.all[i].sectors]
    if known:
        return known
    return [i for i in bodies if not figures.all[i].known and _cited(figures, figures.all[i], heads)]


def _cited(figures: Figures, figure: Figure, heads: frozenset[int]) -> bool:
    for mention in figure.mentions:
        token = figures.doc.tokens[mention.head]
        if mention.head in heads or (token.dep == "nsubj" and figures.doc.tokens[token.head].lemma in SPEECH):
            return True
    return False


def _mark_medium(figure: Figure) -> None:
    if "JRN" not in figure.sectors:
        figure.sectors = (*figure.sectors, "JRN")


def _new(figures: Figures, mention: Mention) -> int:
    """A figure of its own for a description that means nobody named before."""
    doc, phrase = figures.doc, mention.phrase
    start = mention.start
    while (
        start < mention.head
        and doc.tokens[start].pos == "DET"
        and doc.tokens[start].lower in {"the", "a", "an"}
    ):
        start += 1
    name = doc.read(start, mention.end)
    kind = phrase.kind
    if mention.sort == "described" and mention.name is not None:
        kind = "group" if mention.plural or mention.definite else "person"
    elif (kind in {"person", "organisation"} and mention.plural) or kind == "country":
        kind = "group"
    figure = Figure(kind, name, (), phrase.country, phrase.basis, phrase.sectors, described=True)
    if mention.name is not None and mention.name.hit is not None and not figure.sectors:
        figure.sectors = ("CVL",)
    return figures.add(figure)


def _settings(doc: Doc, names: list[NamedSpan], literal: set[int]) -> list[Setting]:
    """Literal places with their countries, in order: "in Minsk", "in other Belarusian cities"."""
    return [
        (s.head, s.hit)
        for s in names
        if s.hit is not None and s.hit.relation != "organisation" and (s.head in literal or lies_in(doc, s))
    ]


def _literal_tokens(figures: Figures, names: list[NamedSpan], literal: set[int]) -> dict[int, int | None]:
    out: dict[int, int | None] = {}
    for span in names:
        if span.head in literal and span.hit is not None:
            index = figures.nations.get((span.hit.iso3, span.hit.name))
            out.update(dict.fromkeys(range(span.start, span.end), index))
    return out
