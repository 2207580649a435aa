"""The cast of an article: its actors, and which of them each word speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from sayso.actors._figures import Figure, Figures
from sayso.actors._mentions import Mention
from sayso.language import Doc
from sayso.records import Actor, Role, Span, Spans


@dataclass(frozen=True)
class Cast:
    """The actors of one article in order of first mention, and questions about its tokens.

    ``people`` are the spans of persons' names, so that the places room does not take them for toponyms.
    """

    actors: tuple[Actor, ...] = ()
    people: Spans = ()
    _ids: dict[int, str] = field(default_factory=dict, repr=False)
    _spans: dict[int, Span] = field(default_factory=dict, repr=False)
    _literal: frozenset[int] = field(default_factory=frozenset, repr=False)

    def at(self, i: int) -> str | None:
        """Id of the actor that token ``i`` speaks of, or None.

        A token that heads a mention belongs to that one, any other to the innermost mention it stands in.
        A literal country or capital ("in Minsk") gives that country's actor where there is one: see
        ``literal``.
        """
        return self._ids.get(i)

    def mention(self, i: int) -> Span | None:
        """Offsets of the mention that ``at`` speaks of, or None."""
        return self._spans.get(i)

    def literal(self, i: int) -> bool:
        """Whether token ``i`` is a country or capital meant as a place ("in Minsk"), not as an agent."""
        return i in self._literal

    def actor(self, id: str) -> Actor:
        """The actor with an id. Raises ``KeyError`` where there is none."""
        return self._by_id[id]

    @cached_property
    def _by_id(self) -> dict[str, Actor]:
        return {actor.id: actor for actor in self.actors}


def cast_of(figures: Figures, mentions: list[Mention], literal: dict[int, int | None]) -> Cast:
    """Make the records. ``literal`` maps tokens of literal places to the figure of their country, if any."""
    doc = figures.doc
    order = sorted(
        (i for i, figure in enumerate(figures.all) if figure.mentions),
        key=lambda i: min((m.start, m.head) for m in figures.all[i].mentions),
    )
    ids = {index: f"p{n}" for n, index in enumerate(order, 1)}
    actors = tuple(_actor(doc, figures.all[index], ids[index]) for index in order)
    by_token: dict[int, Mention] = {}
    joined = [m for m in mentions if m.actor >= 0]
    for mention in sorted(joined, key=lambda m: (m.start - m.end, m.start)):
        for i in range(mention.start, mention.end):
            by_token[i] = mention
    for mention in sorted(joined, key=lambda m: (m.start - m.end, m.start)):
        by_token[mention.head] = mention
        if mention.misread >= 0:
            by_token.setdefault(mention.misread, mention)
    at = {i: ids[m.actor] for i, m in by_token.items()}
    spans = {i: doc.span(m.start, m.end) for i, m in by_token.items()}
    for i, index in literal.items():
        if i not in at and index is not None and index in ids:
            at[i] = ids[index]
            spans[i] = doc.span(i, i + 1)
    people = tuple(
        doc.span(m.name.start, m.name.end) for m in mentions if m.sort == "person" and m.name is not None
    )
    return Cast(actors, tuple(sorted(people)), at, spans, frozenset(literal))


def _actor(doc: Doc, figure: Figure, id: str) -> Actor:
    return Actor(
        id=id,
        name=figure.name,
        kind=figure.kind,
        known_as=figure.known_as,
        country=figure.country,
        country_basis=figure.basis if figure.country is not None else "unknown",
        sectors=figure.sectors,
        roles=tuple(_distinct(figure)),
        mentions=_apart(doc.span(m.start, m.end) for m in figure.mentions),
    )


def _distinct(figure: Figure) -> Iterator[Role]:
    """The roles of a figure in the order of the text; a title told again adds its words to the first."""
    roles: dict[tuple[str, str | None, str | None], Role] = {}
    for office in sorted(figure.offices, key=lambda o: o.role.spans):
        role = office.role
        key = (role.title.lower(), role.since, role.until)
        before = roles.get(key)
        if before is not None:
            role = Role(
                title=before.title,
                since=role.since,
                until=role.until,
                spans=_apart((*before.spans, *role.spans)),
            )
        roles[key] = role
    yield from roles.values()


def _apart(spans: Iterable[Span]) -> Spans:
    """Spans in order, those that overlap one before them left out (the longer one stays)."""
    out: list[Span] = []
    for start, end in sorted(set(spans), key=lambda s: (s[0], -s[1])):
        if not out or start >= out[-1][1]:
            out.append((start, end))
    return tuple(out)
