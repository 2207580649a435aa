"""Runs, and what changed from one to another, record by record."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any, Literal

import msgspec

from sayso.case import COMPARED, Change, RunRecord, open_case
from sayso.errors import UsageError
from sayso.stories import short
from sayso.web._desk import Desk
from sayso.web._query import Query
from sayso.web.workbench._jobs import SOON, Job, jobs_of

EXAMPLES = 100
"""Records that are kept of each part and change."""
LONGEST = 300.0
"""Seconds after which a comparison is cut short."""

Part = Literal["events", "attributions", "actors", "times", "places", "quantities"]
Kind = Literal["changed", "lost", "new", "kept"]
CHANGES: tuple[str, ...] = ("changed", "lost", "new", "kept")


class RunsQuery(Query, frozen=True, kw_only=True):
    """``before`` and ``after`` are runs, by their ids or the first letters of these; ``records`` and
    ``change`` choose examples."""

    before: str = ""
    after: str = ""
    records: Part | Literal[""] = ""
    change: Kind | Literal[""] = ""


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """A field that differs."""

    name: str
    before: str
    after: str


class Example(msgspec.Struct, frozen=True, kw_only=True):
    """A record that was kept, changed, lost or is new."""

    id: str
    part: str
    change: str
    words: str
    article: str
    title: str
    fields: tuple[Value, ...] = ()


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """Two runs compared. ``counts`` is for each part how many records of each change. ``compared`` of at most
    ``articles`` are done; ``finished`` tells that these are all that both runs have read, ``cut`` that the
    rest was left because it took too long. ``examples`` are the first of those that were asked for, ``more``
    how many there are besides."""

    before: str
    after: str
    counts: dict[str, dict[str, int]]
    compared: int
    articles: int
    finished: bool
    cut: bool
    examples: tuple[Example, ...]
    more: int


class RunsView(msgspec.Struct, frozen=True, kw_only=True):
    """The runs of the case, and two of them compared where two are named."""

    runs: tuple[RunRecord, ...]
    comparison: Comparison | None = None


def look(desk: Desk, query: RunsQuery) -> RunsView:
    """The view. Raises ``CaseError`` SAY408, SAY411, ``UsageError`` SAY321."""
    runs = desk.case.runs().list()
    if not query.before and not query.after:
        return RunsView(runs=tuple(runs))
    if not query.before or not query.after:
        raise UsageError("SAY321", "the address", "name two runs to compare, before and after")
    before, after = two_runs(desk, query)
    read = {run.id: run.articles for run in runs}
    most = min(read[before], read[after])
    job = jobs_of(desk).get(
        ("diff", before, after, read[before], read[after]), lambda: Comparing(desk, before, after)
    )
    ready = job.ready(SOON)
    counts = {part: {change: job.counts[part, change] for change in CHANGES} for part in COMPARED}
    chosen = _chosen(query, counts)
    examples = [example for key in chosen for example in tuple(job.examples[key])][:EXAMPLES]
    return RunsView(
        runs=tuple(runs),
        comparison=Comparison(
            before=before,
            after=after,
            counts=counts,
            compared=job.compared,
            articles=most,
            finished=ready and not job.cut,
            cut=job.cut,
            examples=tuple(examples),
            more=sum(counts[part][change] for part, change in chosen) - len(examples),
        ),
    )


def two_runs(desk: Desk, query: RunsQuery) -> tuple[str, str]:
    """The whole ids of the runs. Raises ``CaseError`` SAY408, SAY411."""
    found = [run.id for run in desk.case.runs()]
    desk.case.diff(query.before, query.after)  # says what is wrong with the ids
    before, after = (
        next(id for id in found if id.startswith(given)) for given in (query.before, query.after)
    )
    return before, after


def _chosen(query: RunsQuery, counts: dict[str, dict[str, int]]) -> list[tuple[str, str]]:
    """Parts and changes of the examples: those that were asked for, else all but what was kept."""
    parts = (query.records,) if query.records else COMPARED
    changes = (query.change,) if query.change else CHANGES[:3]
    return [(part, change) for part in parts for change in changes if counts[part][change]]


class Comparing(Job):
    """The comparison while it goes on."""

    def __init__(self, desk: Desk, before: str, after: str) -> None:
        super().__init__(desk)
        self.before, self.after = before, after
        self.counts: Counter[tuple[str, str]] = Counter()
        self.examples: dict[tuple[str, str], list[Example]] = defaultdict(list)
        self.compared = 0
        self.cut = False

    def work(self) -> None:
        """Go through all that both runs have read."""
        ends, article = time.monotonic() + LONGEST, ""
        with open_case(self.case_path) as case:
            for change in case.diff(self.before, self.after, kept=True):
                self.check()
                if change.article != article:
                    article = change.article
                    self.compared += 1
                    if time.monotonic() > ends:
                        self.cut = True
                        return
                key = (change.part, change.change)
                self.counts[key] += 1
                if len(self.examples[key]) < EXAMPLES:
                    self.examples[key].append(_example(change))


def _example(change: Change) -> Example:
    return Example(
        id=change.id,
        part=change.part,
        change=change.change,
        words=short(change.words, 300),
        article=change.article,
        title=change.title or change.article,
        fields=tuple(
            Value(name=name, before=_words(before), after=_words(after))
            for name, (before, after) in change.fields.items()
        ),
    )


def _words(value: Any) -> str:
    if value is None or value == "":
        return "none"
    if isinstance(value, list | tuple) and all(isinstance(one, str) for one in value):
        return short(", ".join(value), 200) or "none"
    return short(value if isinstance(value, str) else msgspec.json.encode(value).decode(), 200)


def lines(desk: Desk, query: RunsQuery) -> Iterator[bytes]:
    """All changes of a kind as lines of JSON, as they are found."""
    before, after = two_runs(desk, query)
    return _lines(desk.path, before, after, query)


def _lines(path: str, before: str, after: str, query: RunsQuery) -> Iterator[bytes]:
    with open_case(path) as case:
        for change in case.diff(before, after, kept=query.change == "kept"):
            if (not query.records or change.part == query.records) and (
                not query.change or change.change == query.change
            ):
                yield msgspec.json.encode(change) + b"\n"
