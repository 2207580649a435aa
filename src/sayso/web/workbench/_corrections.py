"""Corrections as they were made, the newest first: who, why, when, what each is about and what it changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Literal

import msgspec

from sayso.case import Bench, Case, Correction
from sayso.packet import DONE, Changed, Changes, Sheet
from sayso.stories import many, short
from sayso.web._desk import Desk
from sayso.web.workbench._pages import PagedQuery, Pages, pages_of
from sayso.web.workbench._places import Record, about, place_of

AT_ONCE = 25
"""Corrections on a page: the article behind each is opened."""
MOST_PEOPLE = 50

Action = Literal["merge", "split", "recode", "hide", "note", "undo"]


class CorrectionsQuery(PagedQuery, frozen=True, kw_only=True):
    """``target`` is the id of a record, or its first letters, that is corrected; ``who`` a person, in whole;
    ``standing`` leaves out what was taken back, and the taking back."""

    target: str = ""
    who: str = ""
    action: Action | Literal[""] = ""
    standing: bool = False


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """What a correction gives a field, and what that was before; null where it is not known."""

    name: str
    before: str | None
    after: str


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A correction. ``about`` says what it is about, ``to`` is a page on that; ``scope`` how far it reaches;
    ``fields`` are what it changed; ``undoing`` is the correction that takes it back."""

    correction: Correction
    done: str
    about: str
    to: str
    scope: str
    fields: tuple[Field, ...] = ()
    undoing: Correction | None = None


class CorrectionsView(msgspec.Struct, frozen=True, kw_only=True):
    """A page of corrections. ``people`` are those who made them, with how many each made."""

    rows: tuple[Row, ...]
    pages: Pages
    people: dict[str, int]


def look(desk: Desk, query: CorrectionsQuery) -> CorrectionsView:
    """The view. Raises ``CaseError``."""
    made = desk.case.corrections().list()
    people = Counter(one.who for one in made)
    fits = [one for one in reversed(made) if _fits(one, query)]
    shown = query.shown(fits, AT_ONCE)
    return CorrectionsView(
        rows=rows_of(desk.case, shown),
        pages=pages_of(query, len(fits), len(shown), AT_ONCE),
        people=dict(sorted(people.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_PEOPLE]),
    )


def _fits(one: Correction, query: CorrectionsQuery) -> bool:
    named = (one.target, *one.value.get("members", ()))
    return (
        (not query.target or any(name.startswith(query.target) for name in named))
        and (not query.who or one.who == query.who)
        and (not query.action or one.action == query.action)
        and not (query.standing and (one.undone or one.action == "undo"))
    )


def rows_of(case: Case, shown: Sequence[Correction]) -> tuple[Row, ...]:
    """Corrections with what they are about and what they changed. Raises ``CaseError``."""
    bench, changes = Bench(case), Changes(case)
    ids = {one.target for one in shown}
    events = bench.events([id for id in ids if id[0] == "e"], hidden=True)
    statements = bench.statements([id for id in ids if id[0] == "s"], hidden=True)
    named = {id for one in shown for id in (one.target, *_ids(one.value)) if id[0] == "p"}
    actors = bench.actors_of_articles(named)
    records: dict[str, Record] = {**events, **statements}
    sheets: dict[str, Sheet] = {}

    def as_read(id: str) -> dict[str, Any]:
        article = records[id].article if id in records else actors[id].article if id in actors else None
        if article is None:
            return {}
        if article not in sheets:
            sheets[article] = Sheet(case, article)
        return sheets[article].as_read(id)

    names = {id: actor.name for id, actor in actors.items()}
    found = {changed.correction.id: changed for changed in changes.of(ids, as_read, names)}
    return tuple(_row(one, found[one.id], records, names) for one in shown)


def _row(
    one: Correction,
    changed: Changed,
    records: dict[str, Record],
    names: dict[str, str],
) -> Row:
    record = records.get(one.target)
    said = f"{about(record)}: {short(record.words)}" if record else names.get(one.target, "")
    return Row(
        correction=one,
        done=DONE.get(one.action, one.action),
        about=said,
        to=place_of(record) if record else _page(one.target),
        scope=_scope(one, record),
        fields=tuple(_fields(one, changed)),
        undoing=changed.undoing,
    )


def _page(id: str) -> str:
    """The page on a record that is no event and no statement."""
    return {
        "a": f"/a/{id}",
        "p": f"/workbench/actors?of={id}",
        "c": f"/workbench/corrections?target={id}",
    }.get(id[0], "")


def _scope(one: Correction, record: Record | None) -> str:
    members, stay = one.value.get("members", ()), one.value.get("stay", ())
    if one.action == "merge":
        return f"{many(len(members), 'actor')} and all that are joined with them, in the whole case"
    if one.action == "split":
        return f"{many(len(members), 'actor')} of articles, set apart from {many(len(stay), 'other')}"
    if one.action == "undo":
        return "that correction"
    kind = {"e": "event", "s": "statement", "p": "actor", "a": "article"}.get(one.target[0], "record")
    title = f", “{short(record.title, 60)}”" if record and record.title else ""
    return f"this {kind}" + (f" in one article{title}" if kind != "article" else "")


def _fields(one: Correction, changed: Changed) -> list[Field]:
    names = changed.names
    made = []
    for name, value in one.value.items():
        if one.action in ("merge", "split"):
            shown = [f"{names[id]} ({id})" if id in names else id for id in value[:20]]
            more = f" and {len(value) - 20} more" if len(value) > 20 else ""
            words = {"members": "joined" if one.action == "merge" else "set apart", "stay": "from"}
            made.append(Field(name=words.get(name, name), before=None, after=", ".join(shown) + more))
            continue
        before = _words(changed.before[name], names) if name in changed.before else None
        made.append(Field(name=name, before=before, after=_words(value, names)))
    return made


def _words(value: object, names: dict[str, str]) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(_words(part, names) for part in value) or "none"
    if value is None or value == "":
        return "none"
    return names.get(str(value), str(value))


def _ids(value: dict[str, Any]) -> list[str]:
    """Ids in the value of a correction."""
    found = []
    for one in value.values():
        found += [
            id for id in (one if isinstance(one, list) else [one]) if isinstance(id, str) and id[:2] == "p_"
        ]
    return found
