"""Rows of a query as tables, and one record as the names and values of its fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from sayso.case import ActorRecord, EventRecord, Hit, Rows, StatementRecord, flat_columns, text_row
from sayso.notebook._entries import cells, entries, entry, heads
from sayso.notebook._markup import Html, Row, first, lines, table, tag, text, whole
from sayso.notebook._timeline import timeline
from sayso.stories import Disputed, Happening, Report, Saying, Story, many
from sayso.wording import country_name, inline, party, quoted, safe, same_name, short, stated_roles, when

_OTHERS = 4
"""Other names of an actor that are shown."""
_COLUMNS = 9
"""Columns of a table of records that have no table of their own."""


def rows(records: object) -> str:
    """The HTML of the rows of a query."""
    assert isinstance(records, Rows)
    if records.by_days:
        return whole(timeline(records, records.kind))
    shown, more = first(records)
    if not shown:
        return whole(tag("div", text(f"none ({records.kind.__name__})", "d")))
    return whole(_TABLES.get(records.kind, _plain)(shown, more))


def _statements(records: Sequence[StatementRecord], more: Html) -> Html:
    return table(("reported", "who", "how", "what", "id"), [_statement(one) for one in records], more)


def _statement(one: StatementRecord) -> Row:
    who = text(party(one.speaker) if one.speaker else one.source or "unknown", "b")
    around = " < ".join(one.chain[:-1])
    carried = f" · in {one.articles} articles" if (one.articles or 0) > 1 else ""
    return (
        text(when(one.reported)),
        lines(who, text(f"according to {around}" if around else "", "d")),
        lines(
            text(one.stance),
            text(one.kind, "d"),
            text("not held" if one.polarity == "negative" else "", "no"),
        ),
        lines(
            text(quoted(safe(one.words)) if one.words else "content unknown"),
            text(f"{one.outlet or one.title or 'outlet unknown'}{carried}", "d"),
        ),
        text(short(one.id), "d s"),
    )


def _sayings(records: Sequence[Saying], more: Html) -> Html:
    return table(("reported", "who", "what, in every wording", "id"), [_saying(one) for one in records], more)


def _saying(one: Saying) -> Row:
    versions, more = first(one.versions, 5)
    said: list[Html] = []
    for version in versions:
        carriers = ", ".join(version.outlets) or "outlet unknown"
        said.append(text(quoted(safe(version.words))))
        said.append(text(f"{many(len(version.articles), 'article')}: {carriers}", "d"))
    who = lines(text(one.speaker, "b"), text(f"{one.stance} · {many(one.articles, 'article')}", "d"))
    return text(when(one.reported)), who, lines(*said, more), text(short(one.id), "d s")


def _stories(records: Sequence[Story], more: Html) -> Html:
    return table(("reported", "story", "support", "id"), [_story(one) for one in records], more)


def _story(one: Story) -> Row:
    support = f"{many(len(one.articles), 'article')}, {one.told} no copies, "
    support += f"{many(len(one.happenings), 'happening')}, {many(one.origins, 'origin')}"
    return (
        text(when(one.reported)),
        lines(text(one.title or "title unknown", "b"), text(one.headline)),
        lines(
            text(support),
            text(f"≠ {many(one.disputes, 'dispute')}" if one.disputes else "", "no"),
            text(", ".join(one.outlets), "d"),
        ),
        text(short(one.id), "d s"),
    )


def _disputes(records: Sequence[Disputed], more: Html) -> Html:
    found: list[Row] = []
    for dispute in records:
        for n, claim in enumerate(first(dispute.claims, 10)[0]):
            head = text(dispute.headline, "b") if n == 0 else text("")
            about = text(f"≠ {dispute.about}", "s no") if n == 0 else text("")
            reported = f"{when(claim.reported)} · {many(len(claim.reports), 'record')}"
            words = lines(text(quoted(safe(claim.words))), text(reported, "d"))
            found.append((head, about, text(claim.value, "b"), text(claim.origin), words))
    return table(("happening", "about", "value", "origin", "words"), found, more)


def _actors(records: Sequence[ActorRecord], more: Html) -> Html:
    return table(
        ("name", "country", "roles, as stated", "also called", "in", "id"),
        [_actor(one) for one in records],
        more,
    )


def _actor(one: ActorRecord) -> Row:
    others = [name for name in one.names if not same_name(name, one.name)][:_OTHERS]
    return (
        lines(text(one.name, "b"), text(one.kind, "d")),
        text(country_name(one.country) if one.country else "unknown"),
        lines(*(text(role) for role in stated_roles(one))),
        text(", ".join(others)),
        text(many(one.articles, "article")),
        text(short(one.id), "d s"),
    )


def _hits(records: Sequence[Hit], more: Html) -> Html:
    return table(("reported", "article", "words", "id"), [_hit(one) for one in records], more)


def _hit(one: Hit) -> Row:
    held = f"{many(one.events, 'event')}, {many(one.statements, 'statement')}"
    return (
        text(when(one.reported)),
        lines(text(one.title or "title unknown", "b"), text(one.outlet or "outlet unknown", "d")),
        lines(text(one.snippet), text(held, "d")),
        text(short(one.id), "d s"),
    )


def _plain(records: Sequence[msgspec.Struct], more: Html) -> Html:
    """Records as they are written to a CSV file, without the columns in which nothing stands."""
    laid = [text_row(one) for one in records]
    used = [name for name in flat_columns(type(records[0])) if any(one[name] for one in laid)]
    shown, hidden = used[:_COLUMNS], used[_COLUMNS:]
    unseen = text(f"columns not shown: {', '.join(hidden)}" if hidden else "", "d")
    return table(shown, [[text(one[name]) for name in shown] for one in laid], lines(more, unseen))


_TABLES: Mapping[type, Callable[[Sequence[Any], Html], Html]] = {
    ActorRecord: _actors,
    EventRecord: entries,
    Hit: _hits,
    Happening: entries,
    StatementRecord: _statements,
    Saying: _sayings,
    Story: _stories,
    Disputed: _disputes,
}


def fields(record: msgspec.Struct) -> str:
    """The HTML of one record: a row of its table where it has one, then what else is known."""
    kind = type(record).__name__
    head = tag("div", text(kind, "d"))
    if isinstance(record, Happening):
        reports, more = first(record.reports)
        return whole(
            tag("div", text(record.headline, "h")),
            table(heads(Happening), [cells(entry(record))]),
            table(("reported", "origin", "status", "words", "record"), [_report(r) for r in reports], more),
        )
    if type(record) in _TABLES:
        return whole(head, _TABLES[type(record)]([record], Html("")))
    values = msgspec.to_builtins(record)
    shown = [
        (text(name, "d s"), text(inline(value))) for name, value in values.items() if value not in _EMPTY
    ]
    return whole(head, table(("field", "value"), shown))


_EMPTY: tuple[Any, ...] = (None, [], (), "", {})


def _report(one: Report) -> Row:
    copied = text("copy", "d") if one.repeats else text("")
    outlet = one.outlet or one.title or "outlet unknown"
    return (
        lines(text(when(one.reported)), text(outlet, "d")),
        lines(text(one.origin), copied),
        text(one.status),
        text(quoted(safe(one.words))),
        text(short(one.record), "d s"),
    )
