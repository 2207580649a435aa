"""The queue of review: what is least sure and weighs most stands first."""

from __future__ import annotations

from collections.abc import Collection

import msgspec
import sqlalchemy as sa

from sayso.case._records import CaseRecord

ARTICLES, DISPUTES = 0.1, 2.0
"""What an article, and a field in dispute, weigh beside an independent origin, which weighs 1."""


class Candidate(CaseRecord, frozen=True, kw_only=True):
    """An event or statement worth a look. ``value`` is (1 - ``confidence``) x ``impact``; ``impact`` is
    ``origins`` + a tenth of ``articles`` + 2 x ``disputes`` of the happening or saying ``into`` that it is a
    report of. A statement in which events of a happening stand has the impact of that where it is larger.
    ``code`` is the type of the event or the stance of the statement."""

    id: str
    code: str
    status: str | None = None
    confidence: float
    impact: float
    value: float
    origins: int
    articles: int
    disputes: int
    into: str | None = None
    article: str


_IMPACT = f"({{0}}.origins + {ARTICLES} * {{0}}.articles + {DISPUTES} * {{0}}.disputes)"
_QUEUE = f"""
WITH accepted AS MATERIALIZED (SELECT value AS id FROM json_each(:accepted)),
happened AS MATERIALIZED (
  SELECT e.id, e.type AS code, e.status, e.confidence, e.article, t."into", coalesce(h.origins, 0) AS origins,
    coalesce(h.articles, 1) AS articles, coalesce(h.disputes, 0) AS disputes,
    json_extract(CAST(e.row AS TEXT), '$.statements') AS statements
  FROM events e LEFT JOIN told t ON t.record = e.id LEFT JOIN happenings h ON h.id = t."into"
  WHERE e.hidden = 0
),
inside AS MATERIALIZED (
  SELECT j.value AS id, max({_IMPACT.format("h")}) AS impact, h."into", h.origins, h.articles, h.disputes
  FROM happened h, json_each(h.statements) j GROUP BY j.value
),
said AS (
  SELECT s.id, s.stance AS code, NULL AS status, s.confidence, s.article,
    t."into", 1 AS origins, coalesce(w.articles, 1) AS articles, 0 AS disputes
  FROM statements s LEFT JOIN told t ON t.record = s.id LEFT JOIN sayings w ON w.id = t."into"
  WHERE s.hidden = 0
),
weighed AS (
  SELECT id, code, status, confidence, article, "into", origins, articles, disputes FROM happened
  UNION ALL
  SELECT s.id, s.code, s.status, s.confidence, s.article,
    iif(i.impact > {_IMPACT.format("s")}, i."into", s."into"),
    iif(i.impact > {_IMPACT.format("s")}, i.origins, s.origins),
    iif(i.impact > {_IMPACT.format("s")}, i.articles, s.articles),
    iif(i.impact > {_IMPACT.format("s")}, i.disputes, s.disputes)
  FROM said s LEFT JOIN inside i ON i.id = s.id
)
SELECT w.*, {_IMPACT.format("w")} AS impact, count(*) OVER () AS total FROM weighed w
WHERE w.id NOT IN (SELECT id FROM accepted)
ORDER BY (1 - w.confidence) * {_IMPACT.format("w")} DESC, w.id LIMIT :most
"""


def review(connection: sa.Connection, most: int, accepted: Collection[str]) -> tuple[list[Candidate], int]:
    """The first of the queue, without hidden records and those that are ``accepted``, and how many there are
    in all. Weights are those of the stories as they were made last."""
    names = msgspec.json.encode(sorted(accepted)).decode()
    rows = connection.execute(sa.text(_QUEUE), {"accepted": names, "most": most}).all()
    found = [
        Candidate(
            id=row.id,
            code=row.code,
            status=row.status,
            confidence=row.confidence,
            impact=round(row.impact, 3),
            value=round((1 - row.confidence) * row.impact, 4),
            origins=row.origins,
            articles=row.articles,
            disputes=row.disputes,
            into=row.into,
            article=row.article,
        )
        for row in rows
    ]
    return found, int(rows[0].total) if rows else 0
