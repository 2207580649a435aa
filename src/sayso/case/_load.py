"""Segments into a case: each row becomes what ``add`` would have made of its input, and is written so too.

Nothing is believed that can be computed: digests, ids and derived rows are made anew from the Reading and the
Article, and a row that does not fit them costs its segment, not the case.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import msgspec
import sqlalchemy as sa

from sayso import scale
from sayso.case import _schema as schema
from sayso.case._add import Added, Committed, adding_to
from sayso.case._file import CaseFile
from sayso.case._ids import digest, input_id
from sayso.case._joined import join_stale
from sayso.case._read_all import PLAN_FORMAT, Plan
from sayso.case._runs import Run
from sayso.case._segment_rows import Row, checked_reading, rows_of
from sayso.case._work import (
    DROPPED,
    InputFacts,
    Outcome,
    article_as_taken,
    article_facts,
    reading_facts,
)
from sayso.case._write import put_run
from sayso.errors import CATALOGUE, CaseError, SaysoError, SegmentError
from sayso.intake import Finding
from sayso.records import article_of

_INPUT_ID = re.compile("i_[0-9a-f]{16}")


class Loaded(Added, kw_only=True):
    """What became of the inputs of segments, how many segments were loaded, and how many are damaged, not
    done or not there. ``ended`` is false where the run that makes them has not ended, so more may come."""

    segments: int = 0
    damaged: int = 0
    ended: bool = True


def load(
    case: CaseFile,
    segments: str,
    *,
    now: str,
    committed: Committed | None = None,
    progress: Callable[[int], None] | None = None,
    damaged: Callable[[SaysoError], None] | None = None,
) -> Loaded:
    """Bring segments into a case; see ``Case.load``."""
    target = scale.Target(segments)
    plan = target.plan(Plan)
    if plan is None or plan.format != PLAN_FORMAT:
        raise SegmentError("SAY601", target.shown, "no segments of `sayso read-all` are there")
    tell = damaged or (lambda _: None)
    loaded = Loaded(ended=plan.segments is not None)
    adding = adding_to(case, plan.how, now, committed, progress, added=loaded, folder=plan.folder)
    try:
        for part in _parts(target, plan, loaded, tell):
            try:
                marker, data = target.segment(part)
                with case.writing() as connection:
                    put_run(connection, _run(marker), now)
                for outcome in _outcomes(case, plan, marker, data):
                    if isinstance(outcome, str) or outcome.input.id in adding.passed:
                        loaded.failed_before += outcome == "failed"
                        adding.known()
                    else:
                        adding.passed.add(outcome.input.id)
                        adding.hold(outcome)
                loaded.segments += 1
            except SegmentError as error:
                if error.code != "SAY603":
                    raise
                loaded.damaged += 1
                tell(error)
    finally:
        adding.commit()
    join_stale(case)
    return loaded


def _parts(
    target: scale.Target, plan: Plan, loaded: Loaded, damaged: Callable[[SaysoError], None]
) -> Iterator[int]:
    """The parts of which there is something; a gap before, between or after them is told at once."""

    def tell_gap(first: int, end: int) -> None:
        if (gap := end - first) > 0:
            more = f", nor are {gap - 1:,} after it" if gap > 1 else ""
            damaged(target.damaged(first, f"it is not there{more}"))
            loaded.damaged += gap

    wanted = 0
    for part in target.parts():
        tell_gap(wanted, part)
        yield part
        wanted = part + 1
    tell_gap(wanted, plan.segments or 0)


def _run(marker: scale.Marker) -> Run:
    about = msgspec.json.encode(marker.about, order="sorted").decode()
    if digest("r", about) != marker.run:
        raise SegmentError("SAY603", scale.marker_name(marker.part), "the run is not that of its account")
    return Run(id=marker.run, about=about)


def _outcomes(case: CaseFile, plan: Plan, marker: scale.Marker, data: bytes) -> Iterator[Outcome | str]:
    """What ``add`` would have made of each row; of one that the case has, the status there."""
    name, how = scale.file_name(marker.part), msgspec.json.encode(plan.how).decode()
    try:
        for row in rows_of(data, name):
            facts = _facts(row, plan.folder, how)
            if row["status"] == "read":
                facts = _article_of(facts, row)
            yield _known(case, facts) or _outcome(facts, row, marker.run, plan.today)
    except (CaseError, ValueError, TypeError, RecursionError) as error:
        said = error.detail if isinstance(error, CaseError) else str(error)
        if isinstance(error, CaseError) and error.subject != name:
            raise
        raise SegmentError("SAY603", name, said.partition("\n")[0][:200]) from None


def _facts(row: Row, folder: str, how: str) -> InputFacts:
    """The row of an input. Raises ``ValueError``."""
    source, found, code = row["source"], row["bytes_sha256"], row["code"]
    if source is None or row["named"] is None:
        raise ValueError("an input without a name")
    if not _INPUT_ID.fullmatch(row["input_id"] or ""):
        raise ValueError(f"{source} has no id of ours")
    if row["status"] not in ("read", "dropped", "failed") or (row["status"] == "read") != (code is None):
        raise ValueError(f"{source} has the status {row['status']}")
    if code is not None and (code not in CATALOGUE or (code in DROPPED) != (row["status"] == "dropped")):
        raise ValueError(f"{source} has the code {code}")
    return InputFacts(
        id=row["input_id"] if found is None else input_id(source, found),
        source=source,
        named=row["named"],
        folder=folder,
        how=how,
        sha256=found,
        size=row["size"],
        status="kept" if row["status"] == "read" else row["status"],
        code=code,
        reason=row["reason"],
        encoding=row["encoding"],
        findings=msgspec.convert(row["findings"] or [], tuple[Finding, ...]),
    )


def _article_of(facts: InputFacts, row: Row) -> InputFacts:
    """The input with its article, whose text is not looked at yet."""
    return msgspec.structs.replace(facts, article=article_as_taken(row["taken"], "").id)


def _known(case: CaseFile, facts: InputFacts) -> str | None:
    """The status of the input in the case, if it has it, read as well as this."""
    table = schema.inputs
    with case.reading() as connection:
        query = sa.select(table.c.status, table.c.source).where(table.c.id == facts.id)
        there = connection.execute(query).first()
    if there is None or there.source != facts.source:
        return None
    return None if there.status == "failed" != facts.status else str(there.status)


def _outcome(facts: InputFacts, row: Row, run: str, today: str) -> Outcome:
    """All that is written about a row. Raises ``ValueError`` where its parts do not fit together."""
    if facts.article is None:
        return Outcome(input=facts)
    reading = checked_reading(row["reading"])
    text = reading.article.text
    taken = article_as_taken(row["taken"], text)
    made = article_of(text, title=taken.title, url=taken.url)
    if (taken.id, taken.text_sha256) != (made.id, made.text_sha256) or taken.bytes_sha256 != facts.sha256:
        raise ValueError(f"{facts.source}: its article is not that of its digests")
    if msgspec.structs.replace(reading.article, published=taken.published) != taken:
        raise ValueError(f"{facts.source}: its Reading is that of another article")
    article = article_facts(taken, facts.id)
    facts = msgspec.structs.replace(facts, rank=article.rank)
    return Outcome(input=facts, article=article, reading=reading_facts(reading, run, today))
