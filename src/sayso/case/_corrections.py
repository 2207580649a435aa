"""Corrections by people: append-only rows laid over the Readings, with who and why; each can be undone.

A correction names records by their ids, which are made of the article and the words; so it holds when the
article is read again. ``merge`` and ``split`` are about actors over articles, ``recode`` gives a field of a
record another value, ``hide`` leaves a record out of all queries, ``note`` adds a remark.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, get_args

import msgspec
import sqlalchemy as sa

from sayso import countries
from sayso.case import _schema as schema
from sayso.case._ids import digest
from sayso.case._records import Correction
from sayso.case._rows import Overlay
from sayso.errors import CaseError
from sayso.events.codebook import load as codebook
from sayso.records import ActorKind, EventType, Polarity, Stance, Status

ACTIONS = ("merge", "split", "recode", "hide", "note", "undo")
"""What can be done."""

FIELDS: Mapping[str, Mapping[str, str]] = {
    "e": {
        "type": "word", "status": "word", "cameo": "word", "modes": "list", "contexts": "list",
        "earliest": "day", "latest": "day", "actors": "ids", "recipients": "ids",
    },
    "s": {"stance": "word", "polarity": "word", "speaker": "id"},
    "p": {"name": "word", "country": "word", "sectors": "list", "kind": "word"},
}  # fmt: skip
"""Fields that can be re-coded, by the first letter of the record's id, and the form of their values."""

_VALUES: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("e", "type"): get_args(EventType),
    ("e", "status"): get_args(Status),
    ("s", "stance"): get_args(Stance),
    ("s", "polarity"): get_args(Polarity),
    ("p", "kind"): get_args(ActorKind),
}
_NEVER_EMPTY = frozenset((*_VALUES, ("p", "name")))


def record(
    connection: sa.Connection, action: str, target: str, value: Mapping[str, Any], who: str, why: str, at: str
) -> Correction:
    """Add a correction. Raises ``CaseError`` SAY409 where it makes no sense; nothing is changed then."""
    if action not in ACTIONS:
        raise CaseError("SAY409", action, "no such action")
    for name, words in (("who", who), ("why", why)):
        if not words.strip():
            raise CaseError("SAY409", action, f"say {name}")
    if action == "recode":
        value = _checked(target, value)
        _check_days(connection, target, value)
    if action == "undo":
        _undoable(connection, target)
    encoded = msgspec.json.encode(dict(value), order="sorted").decode()
    n = (connection.execute(sa.select(sa.func.max(schema.corrections.c.n))).scalar() or 0) + 1
    made = digest("c", str(n), action, target, encoded, who, why, at)
    connection.execute(
        schema.corrections.insert().values(
            n=n, id=made, action=action, target=target, value=encoded, who=who, why=why, at=at
        )
    )
    return Correction(id=made, action=action, target=target, value=dict(value), who=who, why=why, at=at)


def _undoable(connection: sa.Connection, target: str) -> None:
    found = {c.id: c for c in listed(connection)}.get(target)
    if found is None or found.action == "undo":
        raise CaseError("SAY409", target, "no such correction")
    if found.undone is not None:
        raise CaseError("SAY409", target, f"undone already by {found.undone}")


def _checked(target: str, value: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a re-coding, each in the form of its field."""
    letter = target[:1]
    fields = FIELDS.get(letter, {})
    checked: dict[str, Any] = {}
    for name, given in value.items():
        if name not in fields:
            known = ", ".join(fields) or "nothing"
            raise CaseError("SAY409", f"{name}={given}", f"of {target} one can re-code {known}")
        checked[name] = _value(letter, name, fields[name], given)
    if not checked:
        raise CaseError("SAY409", target, "name a field and its value, for example status=denied")
    return checked


def _check_days(connection: sa.Connection, target: str, value: Mapping[str, Any]) -> None:
    """The two ends of an event's days have to fit, where one is re-coded or both are."""
    if not {"earliest", "latest"} & value.keys():
        return
    events = schema.events
    row = connection.execute(sa.select(events.c.earliest, events.c.latest).where(events.c.id == target)).one()
    earliest, latest = value.get("earliest", row.earliest), value.get("latest", row.latest)
    if earliest and latest and earliest > latest:
        raise CaseError("SAY409", f"earliest={earliest}", f"it is after latest={latest}")


def _value(letter: str, name: str, form: str, given: Any) -> Any:
    shown = f"{name}={given}"[:80]
    if form in ("list", "ids"):
        parts = given.split(",") if isinstance(given, str) else given
        if not isinstance(parts, Sequence) or not all(isinstance(part, str) for part in parts):
            raise CaseError("SAY409", shown, "words with commas between them")
        return [_word(letter, name, part.strip()) for part in parts if part.strip()]
    if given is None or (isinstance(given, str) and not given.strip()):
        if (letter, name) in _NEVER_EMPTY:
            raise CaseError("SAY409", shown, "it cannot be empty")
        return None
    if isinstance(given, date):
        given = given.isoformat()
    if not isinstance(given, str):
        raise CaseError("SAY409", shown, "a word")
    given = given.strip()
    if form == "day":
        try:
            return date.fromisoformat(given).isoformat()
        except ValueError:
            raise CaseError("SAY409", shown, "a day is YYYY-MM-DD") from None
    return _word(letter, name, given)


def _word(letter: str, name: str, given: str) -> str:
    """A word that may stand in a field."""
    allowed = _VALUES.get((letter, name))
    if allowed is not None:
        for word in (given, given.upper(), given.lower()):
            if word in allowed:
                return word
        raise CaseError("SAY409", f"{name}={given}", f"one of {', '.join(allowed)}")
    if (letter, name) == ("p", "country"):
        return _country(given)
    known: Collection[str] = {
        "cameo": codebook().cameo,
        "contexts": codebook().contexts,
        "modes": {mode for entry in codebook().types.values() for mode in entry.modes},
    }.get(name, ())
    if known and given not in known:
        raise CaseError("SAY409", f"{name}={given}", "it is not in the codebook")
    return given


def _country(given: str) -> str:
    code = given.upper()
    if not countries.is_code(code):
        raise CaseError("SAY409", f"country={given}", "a code like BLR or EUR")
    return code


def listed(connection: sa.Connection, target: str | None = None) -> list[Correction]:
    """All corrections in their order, or those of one record, each with what undoes it."""
    table = schema.corrections
    rows = connection.execute(sa.select(table).order_by(table.c.n)).all()
    undone = {row.target: row.id for row in rows if row.action == "undo"}
    return [
        Correction(
            id=row.id,
            action=row.action,
            target=row.target,
            value=msgspec.json.decode(row.value),
            who=row.who,
            why=row.why,
            at=row.at,
            undone=undone.get(row.id),
        )
        for row in rows
        if target is None or target in _named(row.target, row.value)
    ]


def merged_by_hand(connection: sa.Connection) -> set[str]:
    """Ids of all actors that people have ever joined or set apart."""
    table = schema.corrections
    rows = connection.execute(
        sa.select(table.c.target, table.c.value).where(table.c.action.in_(("merge", "split")))
    ).all()
    return {name for row in rows for name in _named(row.target, row.value)}


def _named(target: str, value: str) -> set[str]:
    return {target, *msgspec.json.decode(value).get("members", ())}


def overlays(connection: sa.Connection) -> dict[str, Overlay]:
    """What stands of the corrections of single records, by record id."""
    made: dict[str, Overlay] = {}
    for correction in listed(connection):
        if correction.undone is not None or correction.action not in ("recode", "hide", "note"):
            continue
        before = made.get(correction.target, Overlay())
        made[correction.target] = Overlay(
            values={**before.values, **(correction.value if correction.action == "recode" else {})},
            hidden=before.hidden or correction.action == "hide",
            ids=(*before.ids, correction.id),
        )
    return made


Pair = tuple[str, str]


def ties(connection: sa.Connection) -> tuple[list[Pair], list[Pair]]:
    """Pairs of actors that people have joined, and pairs that they have set apart."""
    return ties_of(listed(connection))


def ties_of(corrections: Iterable[Correction]) -> tuple[list[Pair], list[Pair]]:
    """The same by these corrections, in their order.

    The last word on a pair holds; who is joined again with one of those that he was split from is joined
    again with all of them."""
    together: dict[Pair, None] = {}
    apart: dict[Pair, str] = {}  # with the correction that split them
    for correction in corrections:
        if correction.undone is not None or correction.action not in ("merge", "split"):
            continue
        for pair in _pairs(correction):
            if correction.action == "split":
                together.pop(pair, None)
                apart[pair] = correction.id
                continue
            split = apart.get(pair)
            if split is not None:
                apart = {p: of for p, of in apart.items() if of != split or set(p).isdisjoint(pair)}
            together[pair] = None
    return list(together), list(apart)


def _pairs(correction: Correction) -> Iterable[Pair]:
    """Every merged actor with the target; every one that is split off with every one that stays."""
    members: Sequence[str] = correction.value.get("members", ())
    stay: Sequence[str] = correction.value.get("stay", (correction.target,))
    for member in members:
        for other in stay if correction.action == "split" else (correction.target,):
            yield (member, other) if member < other else (other, member)
