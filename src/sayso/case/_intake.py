"""What became of the inputs: counts, rows, and what is odd about them as seen from the whole case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import msgspec
import sqlalchemy as sa

from sayso.case import _schema as schema
from sayso.case._records import InputRecord, RunRecord
from sayso.intake import Finding

_PAGE = 500
_findings = msgspec.json.Decoder(tuple[Finding, ...]).decode


class Intake(msgspec.Struct, frozen=True, kw_only=True):
    """How many inputs there are of each status and error code, and how many findings of each kind."""

    inputs: dict[str, int]
    codes: dict[str, int]
    findings: dict[str, int]


class InputFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which inputs: each field that is given has to fit. ``finding`` is a kind, ``words`` stand in the name
    of the input, its title or the reason."""

    status: tuple[str, ...] = ()
    code: str = ""
    finding: str = ""
    words: str = ""


class Status(msgspec.Struct, frozen=True, kw_only=True):
    """Counts of a case. ``inputs`` and ``codes`` are counts by status and by error code, ``findings`` by
    kind; ``unjoined`` counts groups of actors that an interrupted ``add`` has not joined yet."""

    inputs: dict[str, int]
    codes: dict[str, int]
    findings: dict[str, int]
    articles: int
    words: int
    statements: int
    events: int
    actors: int
    corrections: int
    runs: tuple[RunRecord, ...]
    first: str | None
    last: str | None
    undated: int
    unjoined: int


def status(connection: sa.Connection) -> Status:
    """The counts of a case."""
    articles, actors = schema.articles, schema.actors

    def count(table: sa.Table, *where: Any) -> int:
        return int(
            connection.execute(sa.select(sa.func.count()).select_from(table).where(*where)).scalar_one()
        )

    totals = connection.execute(
        sa.select(
            sa.func.count(),
            sa.func.coalesce(sa.func.sum(articles.c.words), 0),
            sa.func.min(articles.c.earliest),
            sa.func.max(articles.c.latest),
        )
    ).one()
    intake = intake_of(connection)
    return Status(
        inputs=intake.inputs,
        codes=intake.codes,
        findings=intake.findings,
        articles=totals[0],
        words=totals[1],
        statements=count(schema.statements, schema.statements.c.hidden == 0),
        events=count(schema.events, schema.events.c.hidden == 0),
        actors=count(actors, actors.c.entity == actors.c.id),
        corrections=count(schema.corrections),
        runs=tuple(runs(connection)),
        first=totals[2],
        last=totals[3],
        undated=count(articles, articles.c.earliest.is_(None)),
        unjoined=count(schema.stale),
    )


def intake_of(connection: sa.Connection) -> Intake:
    """The counts of the inputs alone."""
    inputs = schema.inputs

    def grouped(column: Any) -> dict[str, int]:
        query = (
            sa.select(column, sa.func.count()).where(column.is_not(None)).group_by(column).order_by(column)
        )
        return {row[0]: row[1] for row in connection.execute(query)}

    return Intake(
        inputs=grouped(inputs.c.status), codes=grouped(inputs.c.code), findings=_finding_counts(connection)
    )


def runs(connection: sa.Connection) -> Iterator[RunRecord]:
    """The runs of a case, in the order in which they were first used."""
    table, articles, readings = schema.runs, schema.articles, schema.readings
    made: dict[str, int] = dict(
        connection.execute(sa.select(readings.c.run, sa.func.count()).group_by(readings.c.run)).all()
    )
    shown: dict[str, int] = dict(
        connection.execute(sa.select(articles.c.run, sa.func.count()).group_by(articles.c.run)).all()
    )
    for row in connection.execute(sa.select(table).order_by(table.c.begun, table.c.id)):
        about = msgspec.json.decode(row.about)
        yield RunRecord(
            id=row.id, begun=row.begun, articles=made.get(row.id, 0), current=shown.get(row.id, 0), **about
        )


def _finding_counts(connection: sa.Connection) -> dict[str, int]:
    rows = connection.execute(
        sa.text(
            "SELECT json_extract(f.value, '$.kind') AS kind, count(*) "
            "FROM inputs, json_each(inputs.findings) AS f GROUP BY kind ORDER BY kind"
        )
    ).all()
    counts = {row[0]: row[1] for row in rows}
    shared = connection.execute(
        sa.select(sa.func.count()).select_from(_under_other_titles().subquery())
    ).scalar_one()
    return {**counts, **({"titles": int(shared)} if shared else {})}


def _under_other_titles() -> Any:
    """Digests of bodies that stand under several titles."""
    articles = schema.articles
    return (
        sa.select(articles.c.body_sha256)
        .group_by(articles.c.body_sha256)
        .having(sa.func.count(sa.distinct(articles.c.title)) > 1)
    )


def find_inputs(
    connection: sa.Connection,
    status: Sequence[str] = (),
    *,
    findings: Sequence[str] | None = None,
    limit: int | None = None,
) -> Iterator[InputRecord]:
    """Rows of inputs, by where they were found. With ``findings`` only those with a finding of one of these
    kinds; of any kind where it is empty."""
    found = records_of_inputs(connection, schema.inputs.c.status.in_(status) if status else sa.true())
    if findings is not None:
        found = (r for r in found if any(not findings or f.kind in findings for f in r.findings))
    return islice(found, limit)


def page_of_inputs(
    connection: sa.Connection, f: InputFilter, limit: int, offset: int
) -> tuple[list[InputRecord], int]:
    """Inputs that fit, by where they were found, from the one of that number, and how many fit in all."""
    inputs, articles = schema.inputs, schema.articles
    where: list[Any] = [inputs.c.status.in_(f.status)] if f.status else []
    where += [inputs.c.code == f.code] if f.code else []
    if f.finding == "titles":
        of = sa.select(articles.c.id).where(articles.c.body_sha256.in_(_under_other_titles()))
        where.append(inputs.c.article.in_(of))
    elif f.finding:
        each = sa.func.json_each(inputs.c.findings).table_valued("value")
        kind = sa.func.json_extract(each.c.value, "$.kind")
        where.append(sa.exists(sa.select(sa.literal(1)).select_from(each).where(kind == f.finding)))
    if f.words:
        fields = (inputs.c.source, inputs.c.reason, articles.c.title)
        where.append(sa.or_(*(field.icontains(f.words, autoescape=True) for field in fields)))
    condition = sa.and_(sa.true(), *where)
    joined = inputs.outerjoin(articles, articles.c.id == inputs.c.article)
    total = connection.execute(sa.select(sa.func.count()).select_from(joined).where(condition)).scalar_one()
    return list(records_of_inputs(connection, condition, limit, offset)), int(total)


def records_of_inputs(
    connection: sa.Connection, condition: Any, limit: int | None = None, offset: int = 0
) -> Iterator[InputRecord]:
    """Rows of inputs that meet a condition on the table."""
    inputs, articles = schema.inputs, schema.articles
    query = (
        sa.select(inputs, articles.c.title, articles.c.body_sha256)
        .outerjoin(articles, articles.c.id == inputs.c.article)
        .where(condition)
        .order_by(inputs.c.source, inputs.c.id)
        .limit(limit)
        .offset(offset)
    )
    rows = connection.execution_options(stream_results=True).execute(query)
    for page in rows.partitions(_PAGE):
        titles = _other_titles(connection, {row.body_sha256 for row in page if row.body_sha256})
        for row in page:
            yield _record(row, titles)


def _other_titles(connection: sa.Connection, bodies: set[str]) -> dict[str, set[str]]:
    articles = schema.articles
    titles: dict[str, set[str]] = {}
    query = sa.select(articles.c.body_sha256, articles.c.title).where(
        articles.c.body_sha256.in_(bodies), articles.c.body_sha256.in_(_under_other_titles())
    )
    for row in connection.execute(query):
        titles.setdefault(row.body_sha256, set()).add(row.title or "no title")
    return titles


def _record(row: Any, titles: dict[str, set[str]]) -> InputRecord:
    findings: tuple[Finding, ...] = _findings(row.findings)
    others = sorted(titles.get(row.body_sha256, set()) - {row.title or "no title"})
    if others:
        shown = "; ".join(f"“{title}”" for title in others[:3])
        more = f" and {len(others) - 3} more" if len(others) > 3 else ""
        findings = (*findings, Finding(kind="titles", note=f"the same body stands under {shown}{more}"))
    return InputRecord(
        id=row.id,
        source=row.source,
        status=row.status,
        article=row.article,
        title=row.title,
        code=row.code,
        reason=row.reason,
        findings=findings,
        encoding=row.encoding,
        size=row.size,
        sha256=row.sha256,
        added=row.added,
    )


def failed_names(connection: sa.Connection) -> list[Any]:
    """What was named when something failed: name, folder and how it was opened, each once. What came by
    standard input is gone, and cannot be opened again."""
    inputs = schema.inputs
    query = (
        sa.select(inputs.c.named, inputs.c.folder, inputs.c.how)
        .where(inputs.c.status == "failed", inputs.c.named != "-")
        .distinct()
        .order_by(inputs.c.folder, inputs.c.how, inputs.c.named)
    )
    return list(connection.execute(query).all())
