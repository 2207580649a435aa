"""Adding inputs to a case: pieces found here, read in other processes, written here, reported when they are
safe.

What was read before, the same bytes from the same place, is passed over, so a run that was interrupted goes
on where it stopped, and adding twice changes nothing."""

from __future__ import annotations

import codecs
import os
import re
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import BinaryIO

import msgspec
import sqlalchemy as sa

from sayso import scale
from sayso.case import _schema as schema
from sayso.case._corrections import overlays
from sayso.case._digest import sha256
from sayso.case._file import CaseFile
from sayso.case._ids import input_id
from sayso.case._joined import join_stale
from sayso.case._lists import lists_to_read_with
from sayso.case._packing import packed
from sayso.case._records import InputRecord
from sayso.case._runs import this_run
from sayso.case._work import (
    Job,
    Options,
    Outcome,
    decode_outcome,
    encode_job,
    encode_options,
    failed_input,
    input_facts,
)
from sayso.case._write import has_raw, put, put_raw, put_run
from sayso.errors import InputError, UsageError
from sayso.intake import MAX_BYTES, STDIN, Fetch, Limits, Piece, find_pieces, is_url

_BATCH, _PAUSE = 64, 2.0
"""Outcomes, and seconds, after which what is done is committed."""
_SECONDS, _BYTES_A_SECOND = 120.0, 2_000
"""A piece may take so long, and a second more for so many bytes."""

WORKER = "sayso.case:start_worker"


class How(msgspec.Struct, frozen=True, kw_only=True):
    """How inputs are opened: kept with each, so that they can be opened again.

    ``columns`` are pairs of our name of a field and the input's; ``encoding`` overrules what bytes say of
    themselves; ``follow`` fetches the pages that a feed links; ``insecure_hosts`` need no valid
    certificate; without ``raw`` the bytes of inputs are not kept."""

    columns: tuple[tuple[str, str], ...] = ()
    encoding: str | None = None
    max_bytes: int = MAX_BYTES
    follow: bool = False
    insecure_hosts: tuple[str, ...] = ()
    raw: bool = True


class Added(msgspec.Struct, kw_only=True):
    """What became of the inputs of one ``add``: counts by status, and how many were there already; of these,
    how many have failed before."""

    kept: int = 0
    copies: int = 0
    dropped: int = 0
    failed: int = 0
    known: int = 0
    failed_before: int = 0

    @property
    def total(self) -> int:
        """All inputs that were dealt with."""
        return self.kept + self.copies + self.dropped + self.failed + self.known

    def count(self, status: str) -> None:
        """One more of a status."""
        name = "copies" if status == "copy of" else status
        setattr(self, name, getattr(self, name) + 1)


Committed = Callable[[InputRecord], None]
"""Called with each input once what became of it is safe on the disk."""


def add(
    case: CaseFile,
    inputs: Sequence[str],
    *,
    how: How | None = None,
    workers: int = 0,
    actors: Sequence[str] = (),
    kept_lists: bool = True,
    now: str,
    today: date | None = None,
    folder: str = "",
    fetch: Fetch | None = None,
    stdin: BinaryIO | None = None,
    stdin_name: str = STDIN,
    committed: Committed | None = None,
    progress: Callable[[int], None] | None = None,
    again: bool = False,
) -> Added:
    """Add inputs to a case. Raises ``CaseError`` where the case cannot be written to, never for an input.

    ``workers`` are processes that read, 0 reads in this one; the result is the same. With ``kept_lists``
    the lists of actors that the case keeps are asked after ``actors``. ``now`` is the time that is noted
    with each input, ``today`` the day after which no article is dated. Relative names are below ``folder``.
    ``again`` tries again what failed."""
    checked_encoding(how.encoding if how else None)
    adding = Adding(
        case,
        how or How(),
        now,
        committed or _tell_nobody,
        progress or _tell_nobody,
        again=again,
        folder=folder,
    )
    lists = lists_to_read_with(case, kept=kept_lists)
    run = this_run(actors, [kept.sha256 for kept in lists])
    with case.writing() as connection:
        put_run(connection, run, now)
    options = Options(
        case=os.path.abspath(case.path),
        run=run.id,
        actors=tuple(os.path.abspath(path) for path in actors),
        lists=tuple(kept.id for kept in lists),
        max_bytes=adding.how.max_bytes,
        today=today.isoformat() if today else None,
        encoding=adding.how.encoding,
        raw=adding.how.raw,
    )
    fetch = fetch or Fetch(insecure_hosts=adding.how.insecure_hosts)
    tasks = adding.tasks(inputs, fetch, stdin, stdin_name)
    work = scale.run(tasks, WORKER, encode_options(options).decode(), workers=workers)
    try:
        for done in work:
            adding.done(done)
    finally:
        work.close()
        adding.commit()
    adding.forget()
    join_stale(case)
    return adding.added


def _tell_nobody(_: object) -> None:
    """Stands in where the caller does not want to be told."""


def adding_to(
    case: CaseFile,
    how: How,
    now: str,
    committed: Committed | None,
    progress: Callable[[int], None] | None,
    *,
    added: Added,
    folder: str,
) -> Adding:
    """Outcomes that come from elsewhere, written and counted as those of an ``add``."""
    adding = Adding(
        case, how, now, committed or _tell_nobody, progress or _tell_nobody, again=False, folder=folder
    )
    adding.added = added
    return adding


class Adding:
    """One ``add`` on its way."""

    def __init__(
        self,
        case: CaseFile,
        how: How,
        now: str,
        committed: Committed,
        progress: Callable[[int], None],
        *,
        again: bool,
        folder: str,
    ) -> None:
        self.case, self.how, self.now, self.again = case, how, now, again
        self.committed, self.progress = committed, progress
        self.added = Added()
        self.held: list[Outcome] = []
        self.unopened: dict[str, set[str]] = {}
        self.passed: set[str] = set()
        self.folder = os.path.abspath(folder)
        self.raws: dict[str, bytes] = {}
        self.since = time.monotonic()

    def tasks(
        self, inputs: Sequence[str], fetch: Fetch, stdin: BinaryIO | None, stdin_name: str
    ) -> Iterator[scale.Task]:
        """The pieces of the inputs that are not known yet, as tasks; what cannot be opened is noted."""
        how = msgspec.json.encode(self.how).decode()
        here = {os.path.realpath(self.case.path + ending) for ending in ("", "-wal", "-shm")}
        for named in inputs:
            self.unopened.setdefault(named, set())
            found = find_pieces(
                [named],
                folder=self.folder,
                limits=Limits(max_bytes=self.how.max_bytes),
                fields=self.how.columns,
                fetch=fetch,
                follow=self.how.follow,
                stdin=stdin,
                stdin_name=stdin_name,
                skip=here,
            )
            for piece in found:
                if isinstance(piece, InputError):
                    facts = failed_input(piece, kept_name(named), self.folder, how)
                    self.unopened[named].add(facts.id)
                    self.hold(Outcome(input=facts))
                elif self._known(piece, how):
                    self.known()
                else:
                    job = Job(piece=piece, named=kept_name(named), folder=self.folder, how=how)
                    yield scale.Task(encode_job(job), allowed_seconds(len(piece.data)), job)

    def _known(self, piece: Piece, how: str) -> bool:
        """Whether these bytes from this place have been read. What failed is tried again where it is opened
        in another way, or by order; what is kept is read again only by order of another encoding."""
        table = schema.inputs
        found = sha256(piece.data)
        name = input_id(piece.source, found)
        with self.case.reading() as connection:
            row = connection.execute(
                sa.select(table.c.source, table.c.status, table.c.how).where(table.c.id == name)
            ).first()
            wanted = self.how.raw and row is not None and row.status != "dropped" and row.how == how
            if wanted and not has_raw(connection, found):
                self.raws[found] = piece.data  # they are lost
        if name in self.passed:  # it was named twice
            return True
        self.passed.add(name)
        if row is None:  # to read by another encoding is an order for what failed, not for what is new
            return self.again and self.how.encoding is not None
        if row.source != piece.source:  # what the case knew of it was lost with a damaged file
            return False
        if row.status == "failed":
            known = bool(row.how == how and not self.again)
            self.added.failed_before += known
            return known
        return self.again or self.how.encoding is None or bool(row.how == how)

    def known(self) -> None:
        """Pass over an input that the case has."""
        self.added.known += 1
        if len(self.raws) >= _BATCH:
            self.commit()
        if self.added.known % _BATCH == 0:
            self.progress(self.added.total)

    def done(self, done: scale.Done) -> None:
        """Take a result; one that was lost with its process is a failure of its input."""
        result = done.result
        if isinstance(result, scale.Lost):
            code = "SAY205" if result.why == "slow" else "SAY204"
            error = InputError(code, done.task.about.piece.source, result.detail)
            self.hold(Outcome(input=input_facts(done.task.about, error=error)))
        else:
            self.hold(decode_outcome(result))

    def hold(self, outcome: Outcome) -> None:
        self.held.append(outcome)
        if len(self.held) >= _BATCH or time.monotonic() - self.since > _PAUSE:
            self.commit()

    def commit(self) -> None:
        """Write what is held, and report it once it is safe."""
        held, self.held, self.since = self.held, [], time.monotonic()
        raws, self.raws = self.raws, {}
        if not held and not raws:
            return
        with self.case.writing() as connection:
            for name, data in raws.items():
                put_raw(connection, name, len(data), packed(data))
            overlay = overlays(connection)
            written = [put(connection, outcome, self.now, overlay) for outcome in held]
            replaced = self._of_this_add(connection, [name for _, name in written if name])
        for outcome, (status, _) in zip(held, written, strict=True):
            self.added.count(status)
            self.committed(_record(outcome, status, self.now))
        self.added.kept -= replaced
        self.added.copies += replaced
        self.progress(self.added.total)

    def _of_this_add(self, connection: sa.Connection, replaced: Sequence[str]) -> int:
        """How many of the inputs that have become copies were counted as kept just now."""
        inputs = schema.inputs
        query = sa.select(sa.func.count()).where(inputs.c.id.in_(replaced), inputs.c.added == self.now)
        return int(connection.execute(query).scalar_one()) if replaced else 0

    def forget(self) -> None:
        """Take out failures to open an input that did not come up this time, because what they were about has
        been mended; not where the input as a whole could not be opened, or is another one each time."""
        inputs = schema.inputs
        with self.case.writing() as connection:
            for named, seen in self.unopened.items():
                if named == "-" or is_url(named):
                    continue
                rows = connection.execute(
                    sa.select(inputs.c.id).where(
                        inputs.c.named == kept_name(named),
                        inputs.c.folder == self.folder,
                        inputs.c.status.in_(("failed", "dropped")),
                        inputs.c.sha256.is_(None),
                    )
                ).scalars()
                connection.execute(inputs.delete().where(inputs.c.id.in_(set(rows) - seen)))


def checked_encoding(name: str | None) -> None:
    """Raise ``UsageError`` SAY325 where no text can be read by an encoding of that name."""
    if name is None:
        return
    try:
        b"a".decode(name)  # codecs that are no encodings of text refuse this
        "a".encode(name)
    except (LookupError, UnicodeError, ValueError):
        raise UsageError("SAY325", name) from None
    if codecs.lookup(name).name in ("idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape"):
        raise UsageError("SAY325", name)


def kept_name(named: str) -> str:
    """An input as it was named, in text, and without the password that a URL may hold: a case is passed
    on."""
    named = os.fsencode(named).decode("utf-8", "backslashreplace")
    return re.sub(r"^([a-z][a-z0-9+.-]*://)[^/@]*@", r"\1***@", named, flags=re.I)


def allowed_seconds(size: int) -> float:
    """Seconds that reading so many bytes may take; a usual one takes a hundredth of that."""
    return _SECONDS + size / _BYTES_A_SECOND


def _record(outcome: Outcome, status: str, now: str) -> InputRecord:
    facts = outcome.input
    return InputRecord(
        id=facts.id,
        source=facts.source,
        status=status,
        article=facts.article,
        title=outcome.article.title if outcome.article else None,
        code=facts.code,
        reason=facts.reason,
        findings=facts.findings,
        encoding=facts.encoding,
        size=facts.size,
        sha256=facts.sha256,
        added=now,
    )
