"""Attribution: source, cue and content, on PolNeAR (outermost only) and GUM (nested, clauses only).

PolNeAR annotates outermost attributions, so what stands inside another one's content is left out there; GUM
annotates clauses and not nominal stance, so attributions of kind ``stance`` are left out there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.gold import GoldSet, Row, readings, scorer
from sayso.records import Reading

__all__ = ["SETS", "WIKINEWS", "relations"]

WIKINEWS = frozenset({"GUM/news", "GUM/interview"})
"""Publishers of GUM that are Wikinews."""


def polnear(rows: Sequence[Row]) -> dict[str, float]:
    """Outermost attributions against PolNeAR."""
    predicted = [{"id": row["id"], "attributions": relations(reading)} for row, reading in readings(rows)]
    return _figures(_scored(rows, predicted, outermost=True))


def gum(rows: Sequence[Row]) -> dict[str, float]:
    """All but stance against GUM; and again on its Wikinews documents (news and interviews) alone."""
    predicted = [
        {"id": row["id"], "attributions": relations(reading, without=("stance",))}
        for row, reading in readings(rows)
    ]
    figures = _figures(_scored(rows, predicted, outermost=False))
    news = [row for row in rows if row["publisher"] in WIKINEWS]
    if news:
        kept = {row["id"] for row in news}
        on_news = _figures(_scored(news, [p for p in predicted if p["id"] in kept], outermost=False))
        figures["wikinews_content_soft_f1"] = on_news["content_soft_f1"]
        figures["wikinews_source_head_f1"] = on_news["source_head_f1"]
    return figures


def relations(reading: Reading, without: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """The attributions as the scorer takes them, those of the kinds ``without`` left out."""
    return [
        {"source": a.source, "cue": a.cue, "content": a.content}
        for a in reading.attributions
        if a.kind not in without
    ]


def _scored(rows: Sequence[Row], predicted: Sequence[Row], *, outermost: bool) -> dict[str, Any]:
    gold = {row["id"]: row for row in rows}
    found: dict[str, Any] = scorer("attribution").score(
        gold, {p["id"]: p for p in predicted}, outermost=outermost
    )
    return found


def _figures(found: dict[str, Any]) -> dict[str, float]:
    def figures() -> Iterator[tuple[str, float]]:
        yield "content_soft_f1", found["content"]["dice>=.5"]["f1"]
        yield "content_soft_precision", found["content"]["dice>=.5"]["p"]
        yield "content_exact_f1", found["content"]["exact"]["f1"]
        yield "source_head_f1", found["source_end_to_end"]["head"]["f1"]
        yield "cue_overlap_f1", found["cue_end_to_end"]["f1"]

    return {name: 100 * value for name, value in figures()}


_GGT = "GenderGapTracker"

SETS = (
    GoldSet(
        name="attribution.polnear",
        file="attribution/polnear.dev.jsonl",
        words=36_000,
        score=polnear,
        peers={
            "content_soft_f1": (53.2, _GGT),
            "content_exact_f1": (31.9, _GGT),
            "source_head_f1": (47.4, _GGT),
        },
    ),
    GoldSet(
        name="attribution.gum",
        file="attribution/gum.dev.jsonl",
        words=16_400,
        score=gum,
        peers={"wikinews_content_soft_f1": (62.2, _GGT), "wikinews_source_head_f1": (66.1, _GGT)},
    ),
)
