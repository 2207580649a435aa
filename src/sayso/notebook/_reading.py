"""A Reading: what is known of the article, its text with lanes, and a table for each part of the record."""

from __future__ import annotations

from itertools import islice

from sayso.notebook._lanes import article
from sayso.notebook._markup import (
    NOTHING,
    ROWS,
    Html,
    Row,
    first,
    lines,
    row,
    section,
    table,
    tag,
    text,
    whole,
)
from sayso.notebook._status import status
from sayso.records import Actor, Attribution, Event, Quantity, Reading
from sayso.wording import (
    DOUBTFUL,
    HEADINGS,
    Index,
    about_article,
    about_speaker,
    actor_phrase,
    amount,
    circumstances,
    counted,
    counted_by,
    damaged,
    doubt_of,
    in_order,
    names_of,
    places_of,
    plural,
    quoted,
    role_phrase,
    times_of,
)

_DEEPEST = 8
"""Levels of statements that are indented."""


def reading(record: Reading) -> str:
    """The HTML of a Reading."""
    index = Index(record)
    return whole(_masthead(index), article(index), *_sections(index))


def _masthead(index: Index) -> Html:
    title = index.reading.article.title
    about, marks = about_article(index.reading.article)
    return row(
        tag("div", text(title or "title unknown", "h" if title else "d")),
        tag("div", text(" · ".join(about), most=1_000)),
        tag("div", text(" · ".join(marks), "d", most=1_000)),
        tag("div", text(" · ".join(counted(index)), "b")),
        between="",
    )


def _sections(index: Index) -> list[Html]:
    r = index.reading
    said, more_said = first(in_order(r.attributions))
    coded, more_coded = first(sorted(r.events, key=lambda e: (e.trigger or e.evidence or ((0, 0),))[0]))
    counts, more_counts = first(r.quantities)
    cast, more_cast = first(r.actors)
    return [
        section(HEADINGS["damage"], len(r.damage), _care(index)),
        section(
            HEADINGS["attributions"],
            len(r.attributions),
            table(("who", "how", "what"), [_statement(index, *one) for one in said], more_said),
        ),
        section(
            HEADINGS["events"],
            len(r.events),
            table(
                ("status", "what", "who → whom", "circumstances", "words"),
                [_event(index, event) for event in coded],
                more_coded,
            ),
        ),
        section(
            HEADINGS["quantities"],
            len(r.quantities),
            table(
                ("number", "of", "words", "according to"),
                [_number(index, count) for count in counts],
                more_counts,
            ),
            shut=True,
        ),
        section(HEADINGS["places"], len(r.times) + len(r.places), _when_and_where(index), shut=True),
        section(
            HEADINGS["actors"],
            len(r.actors),
            table(
                ("name", "kind", "sectors", "roles", "mentions"),
                [_actor(actor) for actor in cast],
                more_cast,
            ),
            shut=True,
        ),
    ]


def _care(index: Index) -> Html:
    doubt = doubt_of(index.reading.article.published)
    found = [text(" ".join((doubt[0], "; ".join(doubt[1:]))))] if doubt else []
    for kind, number, words in damaged(index):
        found.append(row(text(kind, "b"), text(f"({number}): {'; '.join(words)}")))
    return lines(*found)


def _statement(index: Index, depth: int, said: Attribution) -> Row:
    mark = "\u2003" * (min(depth, _DEEPEST) - 1) + "└ " if depth else ""
    who = row(Html(mark), text(index.speaker(said), "b"), between="")
    others = ", ".join(index.actors[id].name for id in said.co_speakers if id in index.actors)
    words = index.words(said.source)
    cue = index.words(said.cue)
    doubtful = f"doubtful: {said.confidence:.2f}" if said.confidence < DOUBTFUL else ""
    to = index.actors.get(said.addressee or "")
    return (
        lines(
            who,
            text(f"and {others}" if others else ""),
            text(", ".join(about_speaker(index, said)), "d"),
            text(quoted(words) if words and words != index.speaker(said) else "", "d"),
        ),
        lines(
            text(cue or said.stance),
            text(f"{said.stance}, {said.kind}", "d"),
            text(f"to {to.name}" if to else ""),
            text("not held" if said.polarity == "negative" else "", "no"),
            text(doubtful, "d"),
        ),
        text(quoted(index.words(said.content)) if said.content else "content unknown"),
    )


def _event(index: Index, event: Event) -> Row:
    whom = names_of(index, event.recipients) if event.recipients else ""
    chain = index.chain(event.said_by)
    doubtful = f"doubtful: {event.confidence:.2f}" if event.confidence < DOUBTFUL else ""
    return (
        status(event.status),
        lines(
            row(text(event.type, "b"), text(", ".join(event.modes))),
            text(f"CAMEO {event.cameo or 'unknown'}", "d"),
            text(", ".join(event.contexts), "d"),
            text(doubtful, "d"),
        ),
        row(text(names_of(index, event.actors)), text(f"→ {whom}" if whom else "")),
        lines(*(text(item) for item in islice(circumstances(index, event), ROWS))),
        lines(text(quoted(index.words(event.evidence))), text(f"according to {chain}" if chain else "", "d")),
    )


def _number(index: Index, count: Quantity) -> Row:
    words = quoted(index.words((count.span,)))
    return text(amount(count), "b"), text(count.what), text(words), text(counted_by(index, count))


def _when_and_where(index: Index) -> Html:
    found = []
    for name, items in (("when", times_of(index)), ("where", places_of(index))):
        shown, more = first(items)
        if shown:
            words = (text(item) for item in shown)
            found.append(row(text(f"{name}: ", "d"), row(*words, more, between=" · ")))
    return lines(*found) if found else NOTHING


def _actor(actor: Actor) -> Row:
    roles = dict.fromkeys(role_phrase(role) for role in actor.roles)
    return (
        text(actor_phrase(actor), "b"),
        text(actor.kind),
        text(", ".join(actor.sectors)),
        text("; ".join(roles)),
        text(plural(len(actor.mentions), "mention")),
    )
