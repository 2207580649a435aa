"""Corrections that apply to what a packet shows, and what each field was before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from typing import Any

from sayso.case import Case, Correction
from sayso.packet._records import Changed

AsRead = Callable[[str], Mapping[str, Any]]
"""The fields of a record as the article was read, by its id; empty where that is not known."""


class Changes:
    """All corrections of a case, by the records that they name. They are made by hand, so they are few."""

    def __init__(self, case: Case) -> None:
        self._order: list[Correction] = []
        self._of: dict[str, list[Correction]] = {}
        self._undoing: dict[str, Correction] = {}
        for made in case.corrections():
            self._order.append(made)
            for name in {made.target, *made.value.get("members", ())}:
                self._of.setdefault(name, []).append(made)
            if made.action == "undo":
                self._undoing[made.target] = made

    def of(self, ids: Iterable[str], as_read: AsRead, names: Mapping[str, str]) -> tuple[Changed, ...]:
        """The corrections of some records, in the order in which they were made."""
        found = {made.id: made for id in set(ids) for made in self._of.get(id, ())}
        return tuple(
            Changed(
                correction=made,
                before=self._before(made, as_read) if made.action == "recode" else {},
                undoing=self._undoing.get(made.id),
                names={id: names[id] for id in sorted(_ids_in(made)) if id in names},
            )
            for made in self._order
            if made.id in found
        )

    @property
    def named(self) -> Set[str]:
        """Ids of everything that is corrected."""
        return self._of.keys()

    def _before(self, made: Correction, as_read: AsRead) -> dict[str, Any]:
        """What the fields that a correction re-codes were: as read, with the corrections made earlier that
        had not been taken back by then."""
        earlier = self._order[: self._order.index(made)]
        taken_back = {undo.target for undo in earlier if undo.action == "undo"}
        values = dict(as_read(made.target))
        for other in earlier:
            if other.action == "recode" and other.target == made.target and other.id not in taken_back:
                values |= other.value
        return {field: values[field] for field in made.value if field in values}


def _ids_in(made: Correction) -> set[str]:
    """Ids of actors in a correction."""
    found = {made.target}
    for value in made.value.values():
        found |= {
            one for one in (value if isinstance(value, list | tuple) else [value]) if isinstance(one, str)
        }
    return found
