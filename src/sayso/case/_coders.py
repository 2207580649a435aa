"""Other coders of a case as one object: their tables put in, their events listed, two codings compared."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from sayso.case._case import Case, Several, now_as_text, several_codes, several_of
from sayso.case._coded import (
    CodedFilter,
    CodedRecord,
    CodingRecord,
    find_coded,
    find_codings,
    known_coder,
)
from sayso.case._coding_in import Imported, checked_coder, put_table, take_out
from sayso.case._compared import (
    PARTS,
    AgreedRecord,
    Comparison,
    PairRecord,
    Period,
    Rule,
    checked_by,
    checked_rule,
)
from sayso.case._find import checked_text, first_day, last_day
from sayso.case._lists import ActorListRecord, ListImported, find_lists, put_list, take_out_list
from sayso.case._rowset import Rows
from sayso.coders import RowFinding, Table
from sayso.errors import UsageError
from sayso.records import EventType


class Coders:
    """What others have made, in a case: codings of events, and lists of actors.

    Our own events are the coder ``sayso``. They stand in tables of their own, and no count, story or export
    of the case mixes them with others. Methods raise ``CaseError`` (SAY4xx), ``UsageError`` and
    ``InputError``."""

    def __init__(self, case: Case) -> None:
        self.case = case

    # -- in ------------------------------------------------------------------------------------------------

    def add(
        self,
        path: str | os.PathLike[str],
        coder: str,
        *,
        form: str | None = None,
        columns: Sequence[tuple[str, str]] = (),
        now: str | None = None,
        told: Callable[[RowFinding], None] | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> Imported:
        """Put a table of events into the case, which is made if there is none. ``form`` is polecat, icews,
        gdelt or csv, told from the first line where it is not given; ``columns`` are pairs of our name of a
        column of a CSV and the table's. ``told`` is called with what is odd about a row, ``progress`` with
        the rows that are safe. The same table again adds nothing; an interrupted call goes on when it is
        made again."""
        checked_coder(coder)
        table = Table(os.fspath(path), form, columns)
        with self.case.writing_file() as file:
            return put_table(
                file,
                table,
                coder,
                now=now or now_as_text(),
                told=told or _tell_nobody,
                progress=progress or _tell_nobody,
            )

    def add_actors(self, path: str | os.PathLike[str], *, now: str | None = None) -> ListImported:
        """Keep a list of actors in the case: ``add``, ``retry`` and ``reread`` use it from then on."""
        with self.case.writing_file() as file:
            return put_list(file, os.fspath(path), now=now or now_as_text())

    def remove(self, name: str) -> int:
        """Take a coder with all that is of him, or a list of actors by its id, out of the case. Returns the
        number of events that are gone. Raises ``CaseError`` SAY421."""
        with self.case.writing_file() as file, file.writing() as connection:
            if name.startswith("n_") and any(kept.id == name for kept in find_lists(connection)):
                take_out_list(connection, name)
                return 0
            return take_out(connection, name)

    # -- out -----------------------------------------------------------------------------------------------

    def files(self) -> Rows[CodingRecord]:
        """The files that were imported, by coder."""
        return self._rows(CodingRecord, find_codings)

    def actor_lists(self) -> Rows[ActorListRecord]:
        """The lists of actors that the case keeps, in the order in which they are asked."""
        return self._rows(ActorListRecord, find_lists)

    def events(
        self,
        coder: str,
        *,
        type: Several = (),  # the field's own word
        country: Several = (),
        actor: str | None = None,
        recipient: str | None = None,
        place: str | None = None,
        cameo: str | None = None,
        since: str | None = None,
        until: str | None = None,
        limit: int | None = None,
    ) -> Rows[CodedRecord]:
        """Events of a coder, by their days. ``country`` is that of a party or the place; ``actor``,
        ``recipient`` and ``place`` are words that stand in those of the table."""
        chosen = CodedFilter(
            coder=coder,
            type=several_of(type, EventType, "type"),
            country=several_codes(country),
            actor=actor,
            recipient=recipient,
            place=place,
            cameo=cameo,
            since=since,
            until=until,
        )
        for words in (coder, actor, recipient, place, cameo):
            checked_text(words or "")
        with self.case.reading_tables() as connection:
            known_coder(connection, coder)
        return self._rows(CodedRecord, lambda connection: find_coded(connection, chosen, limit))

    def period(self, one: str, two: str, rule: Rule | None = None) -> Period:
        """What is compared of two codings, and what is not."""
        with self.case.reading_tables() as connection:
            return Comparison(connection, one, two, checked_rule(rule or Rule())).period

    def agreement(
        self, one: str, two: str, rule: Rule | None = None, *, by: str = "type"
    ) -> Rows[AgreedRecord]:
        """How far two codings agree over their common period: all of it, then by type, dyad (countries),
        sector (countries with primary sectors) or day."""
        checked, by = checked_rule(rule or Rule()), checked_by(by)

        def find(connection: sa.Connection) -> Iterator[AgreedRecord]:
            return Comparison(connection, one, two, checked).rows(by)

        return self._rows(AgreedRecord, find)

    def pairs(
        self,
        one: str,
        two: str,
        rule: Rule | None = None,
        *,
        part: str = "both",
        type: str | None = None,
        dyad: str | None = None,
        sector: str | None = None,
        day: str | None = None,
        limit: int | None = None,
    ) -> Rows[PairRecord]:
        """The events behind a number of ``agreement``: ``both``, ``only-one`` or ``only-two``, of a key as
        it is printed there."""
        if part not in PARTS:
            raise UsageError("SAY326", part, f"one of {', '.join(PARTS)}")
        checked = checked_rule(rule or Rule())
        if type:
            (type,) = several_of(type, EventType, "type")
        if day and (first_day(day), last_day(day)) != (day, day):
            raise UsageError("SAY321", day, "the day has to be as 2021-10-12")
        given = {"type": type, "dyad": dyad, "sector": sector, "day": day}
        keys = {by: key for by, key in given.items() if key}

        def find(connection: sa.Connection) -> Iterator[PairRecord]:
            return Comparison(connection, one, two, checked).events(part, by_key=keys, limit=limit)

        return self._rows(PairRecord, find)

    def _rows(self, kind: type[Any], find: Callable[[sa.Connection], Iterator[Any]]) -> Rows[Any]:
        def run() -> Iterator[Any]:
            with self.case.reading_tables() as connection:
                yield from find(connection)

        return Rows(kind, run)


def _tell_nobody(_: object) -> None:
    """Stands in where the caller does not want to be told."""
