"""The case as one object: everything that can be asked of it and done to it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing
from datetime import UTC, date, datetime
from io import BytesIO
from types import TracebackType
from typing import Any, BinaryIO, TypeVar

import msgspec
import sqlalchemy as sa

from sayso.case import _corrections, _show
from sayso.case._add import Added, Committed, How, add
from sayso.case._check import check
from sayso.case._correcting import correct
from sayso.case._file import EMPTY, CaseFile, Told
from sayso.case._find import (
    EventFilter,
    StatementFilter,
    checked_text,
    count_undated,
    find_events,
    find_statements,
)
from sayso.case._intake import Status, failed_names, find_inputs, runs, status
from sayso.case._load import Loaded, load
from sayso.case._people import ActorFilter, find_actors
from sayso.case._problem import Problem
from sayso.case._rebuild import rebuild
from sayso.case._records import (
    ActorRecord,
    CaseRecord,
    Correction,
    EventRecord,
    Hit,
    InputRecord,
    Link,
    RunRecord,
    StatementRecord,
)
from sayso.case._reread import Change, Reread, diff, reread
from sayso.case._retry import retry
from sayso.case._rowset import Rows
from sayso.case._search import country_code, one_of, search, understand
from sayso.case._work import ReadAgain
from sayso.errors import CaseError, SaysoError, UsageError
from sayso.intake import STDIN, Fetch
from sayso.records import ActorKind, AttributionKind, EventType, Reading, Stance
from sayso.records import Status as EventStatus

T = TypeVar("T", bound=CaseRecord)

Several = str | Sequence[str]
"""One value or several, any of which fits."""


def open_case(
    path: str | os.PathLike[str], *, told: Told | None = None, seconds: float | None = None
) -> Case:
    """Open a case file, or name one that the first ``add`` will make. Raises ``CaseError`` where a file of
    that name is no case file (SAY401), is damaged (SAY402), strange (SAY405) or too new (SAY406). ``told``
    is called with a line where it has to wait for another writer. A question that takes more than ``seconds``
    is given up (SAY413)."""
    case = Case(os.fspath(path), told, seconds)
    if os.path.exists(case.path):
        try:
            case.check_opened()
        except CaseError as error:
            if error.detail != EMPTY:  # another process may be about to make the tables
                raise
    return case


class Case:
    """A case: opened for reading, and for writing only while something is written.

    Queries give ``Rows``: go through them, or take them as ``.df()``, ``.arrow()``, ``.list()``. Methods
    raise ``CaseError`` (SAY4xx) where the file cannot be read or written, ``UsageError`` where a value
    makes no sense."""

    def __init__(self, path: str, told: Told | None = None, seconds: float | None = None) -> None:
        self.path = path
        self._told = told
        self._seconds = seconds
        self._file: CaseFile | None = None

    def __enter__(self) -> Case:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def check_opened(self) -> None:
        """Open the file, if it is not open. Raises ``CaseError``."""
        if self._file is None:
            self._file = CaseFile(self.path, told=self._told, seconds=self._seconds)

    # -- in ------------------------------------------------------------------------------------------------

    def add(
        self,
        inputs: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
        *,
        how: How | None = None,
        workers: int = 0,
        actors: Sequence[str] = (),
        kept_lists: bool = True,
        now: str | None = None,
        today: date | None = None,
        raw: bool = True,
        fetch: Fetch | None = None,
        stdin: BinaryIO | None = None,
        stdin_name: str = STDIN,
        committed: Committed | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> Added:
        """Add files, directories, patterns, URLs (or ``-``) to the case; the file is made if there is none.

        ``workers`` are further processes that read, 0 reads in this one; the result is the same. ``actors``
        are lists of actors; those that the case keeps are asked after them, unless ``kept_lists`` is false.
        ``committed`` is called with each input once it is safe on the disk. ``now`` and ``today`` stand in
        for the clock. An interrupted ``add`` goes on where it stopped when it is called again."""
        names = [inputs] if isinstance(inputs, str | os.PathLike) else inputs
        if not raw:
            how = msgspec.structs.replace(how or How(), raw=False)
        with self.writing_file() as file:
            return add(
                file,
                [os.fspath(name) for name in names],
                how=how,
                workers=workers,
                actors=actors,
                kept_lists=kept_lists,
                now=now or now_as_text(),
                today=today or date.today(),
                fetch=fetch,
                stdin=stdin,
                stdin_name=stdin_name,
                committed=committed,
                progress=progress,
            )

    def add_text(self, text: str, *, name: str = "text", **options: Any) -> Added:
        """Add one text that is no file; ``name`` is what the case calls its source."""
        return self.add("-", stdin=BytesIO(text.encode("utf-8", "replace")), stdin_name=name, **options)

    def retry(
        self,
        *,
        changes: Mapping[str, Any] | None = None,
        workers: int = 0,
        actors: Sequence[str] = (),
        kept_lists: bool = True,
        now: str | None = None,
        today: date | None = None,
        fetch: Fetch | None = None,
        committed: Committed | None = None,
    ) -> Added:
        """Try again everything that failed, each opened as it was then but for ``changes`` (fields of
        ``How``, for example ``encoding``)."""
        with self.writing_file() as file:
            return retry(
                file,
                changes=changes or {},
                workers=workers,
                actors=actors,
                kept_lists=kept_lists,
                now=now or now_as_text(),
                today=today or date.today(),
                fetch=fetch,
                committed=committed,
            )

    def reread(
        self,
        *,
        workers: int = 0,
        actors: Sequence[str] = (),
        kept_lists: bool = True,
        now: str | None = None,
        today: date | None = None,
        told: Callable[[ReadAgain], None] | None = None,
    ) -> Reread:
        """Read all articles again with this version of Sayso, these lists of actors and those that the case
        keeps. Earlier Readings are kept for ``diff``, corrections hold."""
        with self.writing_file() as file:
            return reread(
                file,
                workers=workers,
                actors=actors,
                kept_lists=kept_lists,
                now=now or now_as_text(),
                today=today or date.today(),
                told=told,
            )

    def load(
        self,
        segments: str | os.PathLike[str],
        *,
        now: str | None = None,
        committed: Committed | None = None,
        progress: Callable[[int], None] | None = None,
        damaged: Callable[[SaysoError], None] | None = None,
    ) -> Loaded:
        """Bring the segments that ``read_all`` wrote at a path or URL into the case, as ``add`` of their
        inputs with ``raw=False`` would have. Loading twice changes nothing; an interrupted call goes on.
        ``damaged`` is called with each segment that is not whole; the others are loaded. Raises
        ``SegmentError`` SAY601."""
        with self.writing_file() as file:
            return load(
                file,
                os.fspath(segments),
                now=now or now_as_text(),
                committed=committed,
                progress=progress,
                damaged=damaged,
            )

    def correct(
        self,
        action: str,
        target: str,
        members: Sequence[str] = (),
        *,
        values: Mapping[str, Any] | None = None,
        who: str,
        why: str,
        now: str | None = None,
    ) -> Correction:
        """Correct the record: ``merge`` actors (``members`` into ``target``), ``split`` members off,
        ``recode`` a record's ``values``, ``hide`` it, ``note`` something about it, ``undo`` a correction.
        Append-only; it holds when the articles are read again. Raises ``CaseError`` SAY407 to SAY409."""
        with self.writing_file() as file:
            return correct(
                file, action, target, members, values or {}, who=who, why=why, at=now or now_as_text()
            )

    def rebuild(self) -> int:
        """Make everything that is derived anew from the Readings. Returns the number of articles."""
        with self.writing_file() as file:
            return rebuild(file)

    # -- out -----------------------------------------------------------------------------------------------

    def search(self, query: str, *, limit: int | None = 20) -> Rows[Hit]:
        """Articles that fit a query: words, "phrases", ``speaker:``, ``actor:``, ``country:``, ``type:``,
        ``status:``, ``stance:``, ``outlet:``, ``since:``, ``until:``, ``-without``. Raises ``UsageError``
        SAY321."""
        understand(query)
        return self._rows(Hit, lambda connection: search(connection, query, limit), limit)

    def events(
        self,
        *,
        type: Several = (),  # the field's own word
        status: Several = (),
        country: Several = (),
        actor: str | None = None,
        recipient: str | None = None,
        place: str | None = None,
        cameo: str | None = None,
        since: str | None = None,
        until: str | None = None,
        undated: bool = False,
        article: str | None = None,
        confidence: float = 0.0,
        hidden: bool = False,
        limit: int | None = None,
    ) -> Rows[EventRecord]:
        """Coded events, by their days. ``since`` and ``until`` are days, months or years of the event; one
        whose days are not known fits only with ``undated``."""
        chosen = EventFilter(
            type=several_of(type, EventType, "type"),
            status=several_of(status, EventStatus, "status"),
            country=several_codes(country),
            actor=actor,
            recipient=recipient,
            place=place,
            cameo=cameo,
            since=since,
            until=until,
            undated=undated,
            article=article,
            confidence=confidence,
            hidden=hidden,
        )
        return self._rows(
            EventRecord, lambda connection: find_events(connection, chosen, limit), limit, *_strings(chosen)
        )

    def timeline(
        self,
        *,
        type: Several = (),
        status: Several = (),
        country: Several = (),
        actor: str | None = None,
        since: str | None = None,
        until: str | None = None,
        limit: int | None = None,
    ) -> Rows[EventRecord]:
        """Events whose days are known, by their days."""
        chosen = EventFilter(
            type=several_of(type, EventType, "type"),
            status=several_of(status, EventStatus, "status"),
            country=several_codes(country),
            actor=actor,
            since=since,
            until=until,
            dated=True,
        )
        return self._rows(
            EventRecord,
            lambda connection: find_events(connection, chosen, limit),
            limit,
            *_strings(chosen),
            by_days=True,
        )

    def statements(
        self,
        *,
        speaker: str | None = None,
        about: str | None = None,
        stance: Several = (),
        kind: Several = (),
        polarity: str | None = None,
        country: Several = (),
        outlet: str | None = None,
        since: str | None = None,
        until: str | None = None,
        single_source: bool = False,
        article: str | None = None,
        confidence: float = 0.0,
        hidden: bool = False,
        limit: int | None = None,
    ) -> Rows[StatementRecord]:
        """Statements, by the day of publication. ``about`` is an actor or words in what is said;
        ``country`` the speaker's; with ``single_source`` only those whose words no other article
        carries."""
        chosen = StatementFilter(
            speaker=speaker,
            about=about,
            stance=several_of(stance, Stance, "stance"),
            kind=several_of(kind, AttributionKind, "kind"),
            polarity=polarity,
            country=several_codes(country),
            outlet=outlet,
            since=since,
            until=until,
            single_source=single_source,
            article=article,
            confidence=confidence,
            hidden=hidden,
        )
        return self._rows(
            StatementRecord,
            lambda connection: find_statements(connection, chosen, limit),
            limit,
            *_strings(chosen),
        )

    def actors(
        self,
        name: str | None = None,
        *,
        kind: Several = (),
        country: Several = (),
        articles: int = 1,
        hidden: bool = False,
        limit: int | None = None,
    ) -> Rows[ActorRecord]:
        """Actors joined over articles, those of most articles first; ``articles`` is the least number."""
        chosen = ActorFilter(
            name=name,
            kind=several_of(kind, ActorKind, "kind"),
            country=several_codes(country),
            articles=articles,
            hidden=hidden,
        )
        return self._rows(
            ActorRecord, lambda connection: find_actors(connection, chosen, limit), limit, *_strings(chosen)
        )

    def inputs(
        self, status: Several = (), *, findings: Several | None = None, limit: int | None = None
    ) -> Rows[InputRecord]:
        """What became of every input. ``findings`` are kinds of findings; empty, of any kind."""
        kinds = (findings,) if isinstance(findings, str) else findings
        chosen = (status,) if isinstance(status, str) else tuple(status)
        return self._rows(
            InputRecord,
            lambda connection: find_inputs(connection, chosen, findings=kinds, limit=limit),
            limit,
        )

    def corrections(self, target: str | None = None) -> Rows[Correction]:
        """All corrections in their order, or those of one record."""
        return self._rows(Correction, lambda connection: iter(_corrections.listed(connection, target)))

    def runs(self) -> Rows[RunRecord]:
        """The runs of the case."""
        return self._rows(RunRecord, runs)

    def diff(self, before: str, after: str, *, kept: bool = False) -> Rows[Change]:
        """What changed from one run to another, record by record; runs by their ids, or the first letters of
        these. Raises ``CaseError`` SAY408 or SAY411."""
        with self.reading_tables() as connection:
            one, other = (_show.resolve(connection, run, "r", "SAY411") for run in (before, after))
        return self._rows(Change, lambda connection: diff(connection, one, other, kept=kept))

    def check(self) -> Rows[Problem]:
        """Everything that does not hold together; nothing where the case is sound."""
        return self._rows(Problem, check)

    def status(self) -> Status:
        """Counts of the case."""
        with self.reading_tables() as connection:
            return status(connection)

    def count_undated(
        self,
        *,
        type: Several = (),
        status: Several = (),
        country: Several = (),
        **filters: Any,
    ) -> int:
        """How many events that fit have no day; filters as in ``events``."""
        chosen = EventFilter(
            type=several_of(type, EventType, "type"),
            status=several_of(status, EventStatus, "status"),
            country=several_codes(country),
            **filters,
        )
        with self.reading_tables() as connection:
            return count_undated(connection, chosen)

    def diff_counts(self, before: str, after: str) -> dict[tuple[str, str], int]:
        """How many records of each part were kept, changed, lost or are new from one run to another."""
        counted = Counter((change.part, change.change) for change in self.diff(before, after, kept=True))
        return dict(sorted(counted.items()))

    def show(self, id: str) -> _show.Shown:
        """The record that an id, or its first letters, stands for. Raises ``CaseError`` SAY407, SAY408."""
        with self.reading_tables() as connection:
            return _show.show(connection, id)

    def why(self, id: str) -> list[Link]:
        """The chain of evidence of a record. Raises ``CaseError`` SAY407, SAY408."""
        with self.reading_tables() as connection:
            return _show.why(connection, id)

    def reading(self, article: str, run: str | None = None) -> Reading:
        """The Reading of an article, by its current run or another."""
        with self.reading_tables() as connection:
            return _show.reading_of(connection, _show.resolve(connection, article), run)

    def original(self, article: str) -> tuple[InputRecord, bytes | None]:
        """The input that an article was taken from (the first, where several gave the same), and its bytes
        as they came; None where they are not kept. Raises ``CaseError`` SAY402, SAY407."""
        with self.reading_tables() as connection:
            return _show.original_of(connection, _show.resolve(connection, article, "a"))

    def readings(self) -> Iterator[Reading]:
        """All Readings, in the order of the articles' ids, one at a time."""
        with self.reading_tables() as connection:
            yield from _show.readings(connection)

    def unread_failures(self) -> int:
        """How many different inputs ``retry`` would open again."""
        with self.reading_tables() as connection:
            return len(failed_names(connection))

    # -- the file ------------------------------------------------------------------------------------------

    def reading_tables(self) -> AbstractContextManager[sa.Connection]:
        """A connection that sees one state of the tables, for the rooms that stand on this one."""
        self.check_opened()
        assert self._file is not None
        return self._file.reading()

    def _rows(
        self,
        kind: type[T],
        find: Callable[[sa.Connection], Iterator[T]],
        *given: str | int | None,
        by_days: bool = False,
    ) -> Rows[T]:
        for value in given:
            if isinstance(value, str):
                checked_text(value)
            elif value is not None and value < 0:
                raise UsageError("SAY321", str(value), "a limit is not negative")

        def run() -> Iterator[T]:
            with self.reading_tables() as connection:
                yield from find(connection)

        return Rows(kind, run, by_days=by_days)

    def writing_file(self) -> AbstractContextManager[CaseFile]:
        """The file, opened for writing; who waits for another writer is told so."""
        return closing(CaseFile(self.path, writable=True, told=self._told))


def _strings(chosen: Any) -> list[str]:
    """The words of a filter."""
    return [value for value in msgspec.structs.astuple(chosen) if isinstance(value, str)]


def now_as_text() -> str:
    """The time of the clock, as a case notes it."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def several_of(given: Several, allowed: Any, name: str) -> tuple[str, ...]:
    """Values as the codebook writes them. Raises ``UsageError`` SAY321."""
    values = (given,) if isinstance(given, str) else given
    return tuple(one_of(value, allowed, name) for value in values)


def several_codes(given: Several) -> tuple[str, ...]:
    """Codes of countries that are given as codes or names. Raises ``UsageError`` SAY321."""
    values = (given,) if isinstance(given, str) else given
    return tuple(country_code(value) for value in values)
