"""Queries: which records fit, in what order, as rows, data frames and tables; a record by its id, and why."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.case import (
    ActorRecord,
    Case,
    DetailRecord,
    EventRecord,
    InputRecord,
    Party,
    RunRecord,
    StatementRecord,
    open_case,
)
from sayso.errors import CaseError, SaysoError, UsageError
from sayso.records import EventType, Reading, Stance, Status, problems
from tests.case.conftest import CLOCK, NEWS, NOW, invented, write


def texts(case: Case) -> dict[str, str]:
    return {reading.article.id: reading.article.text for reading in case.readings()}


# What records rest on


def test_every_span_is_its_words(week: Case) -> None:
    of = texts(week)
    assert len(of) == 12

    def words(article: str, spans: Any) -> str:
        return " … ".join(of[article][start:end] for start, end in spans)

    events, statements = week.events(hidden=True).list(), week.statements(hidden=True).list()
    assert len(events) > 50
    assert len(statements) > 100
    for event in events:
        assert event.words == words(event.article, event.evidence_spans)
        assert event.trigger == words(event.article, event.trigger_spans)
        for part in (event.when, event.where, *event.counts):
            assert part is None or part.words in of[event.article]
    for said in statements:
        assert said.words == words(said.article, said.content_spans)
        assert said.source == words(said.article, said.source_spans)
        assert said.cue == words(said.article, said.cue_spans)
    for actor in week.actors(hidden=True):
        for link in week.why(actor.id):
            assert link.about["words"]
            assert all(word in of[link.about["article"]] for word in link.about["words"])
        assert all(role.words in of[role.article] for role in actor.roles)
    for reading in week.readings():
        assert problems(reading) == []


def test_every_record_names_its_article_and_run(week: Case) -> None:
    of, (run,) = texts(week), [run.id for run in week.runs()]
    for record in (*week.events(), *week.statements()):
        assert record.article in of
        assert record.run == run
        assert record.reported.earliest is not None
        reading = week.reading(record.article)
        assert (record.title, record.outlet) == (reading.article.title, reading.article.outlet)


def test_every_event_and_statement_can_be_shown_and_explained(week: Case) -> None:
    for record in (*week.events().list()[::4], *week.statements().list()[::4]):
        assert week.show(record.id) == record
        words, *rest = week.why(record.id)
        (start, *_), (*_, end) = words.about["spans"][0], words.about["spans"][-1]
        text = week.reading(record.article).article.text
        assert text[start:end] == words.about["words"]
        assert text[:start].endswith(words.about["before"])
        assert [link.step for link in rest] == ["article", "input", "run"]


# Events


@pytest.mark.parametrize("field", ["type", "status"])
def test_events_by_their_codes(week: Case, field: str) -> None:
    every = week.events().list()
    values = get_args(EventType if field == "type" else Status)
    counted = 0
    for value in values:
        found = week.events(**{field: value.lower()}).list()
        assert found == [e for e in every if getattr(e, field) == value]
        counted += len(found)
    assert counted == len(every)
    pair = values[:2]
    assert week.events(**{field: pair}).list() == [e for e in every if getattr(e, field) in pair]


def countries(event: EventRecord, *, lent: bool = True) -> set[str | None]:
    parties = [p for p in (*event.actors, *event.recipients) if lent or p.country_basis != "its entity's"]
    return {p.country for p in parties} | {event.where.country if event.where else None}


def test_events_by_country(week: Case) -> None:
    """A country is that of a party or place; where the article gives a party none, that of its entity."""
    every = week.events().list()
    for code in sorted(set.union(*map(countries, every)) - {None}):  # type: ignore[type-var]
        assert week.events(country=code).list() == [e for e in every if code in countries(e)]
    lent = [e for e in every if "MDA" in countries(e) and "MDA" not in countries(e, lent=False)]
    assert lent
    assert week.events(country="Moldova").list() == week.events(country="mda").list()
    assert week.events(country=["MDA", "ROU"]).list() == [e for e in every if countries(e) & {"MDA", "ROU"}]
    assert week.events(country="NZL").list() == []


def fits(event: EventRecord, since: str | None, until: str | None) -> bool:
    earliest = event.when.earliest if event.when else None
    latest = event.when.latest if event.when else None
    if earliest is None and latest is None:
        return since is None and until is None
    return (since is None or (latest or earliest or "") >= since) and (
        until is None or (earliest or latest or "") <= until
    )


DAYS = st.none() | st.integers(-3, 12).map(lambda n: (date(2021, 10, 9) + timedelta(n)).isoformat())


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(since=DAYS, until=DAYS)
def test_events_by_their_days(week: Case, since: str | None, until: str | None) -> None:
    every = week.events().list()
    found = week.events(since=since, until=until).list()
    assert found == [e for e in every if fits(e, since, until)]
    undated = week.events(since=since, until=until, undated=True).list()
    none = [e for e in every if e.when is None or (e.when.earliest is None and e.when.latest is None)]
    assert {e.id for e in undated} == {e.id for e in (*found, *none)}
    assert week.timeline(since=since, until=until).list() == [e for e in found if e not in none]


def test_months_and_years_are_days(week: Case) -> None:
    assert (
        week.events(since="2021-10", until="2021-10").list()
        == week.events(since="2021-10-01", until="2021-10-31").list()
    )
    assert week.events(since="2021").list() == week.events(since="2021-01-01").list()
    assert week.events(until="2020").list() == week.events(until="2020-12-31").list()


def test_events_come_by_their_days(week: Case) -> None:
    days = [e.when.earliest if e.when else None for e in week.events()]
    assert days == sorted(days, key=lambda day: (day is None, day or ""))
    assert week.events(limit=5).list() == week.events().list()[:5]
    assert week.events(limit=0).list() == []


def named(parties: tuple[Party, ...], words: str) -> bool:
    return any(words in f"{p.name} {p.known_as}" for p in parties)


def test_events_by_party(week: Case) -> None:
    every = week.events().list()
    found = week.events(actor="Common Table").list()
    assert {e.id for e in every if named(e.actors, "Common Table")} <= {e.id for e in found}
    entity = next(a for a in week.actors("Common Table") if a.name == "Common Table")
    assert week.events(actor=entity.id).list() == [
        e for e in every if entity.id in {p.entity for p in e.actors}
    ]
    assert week.events(actor=entity.members[-1]).list() == week.events(actor=entity.id).list()
    for one in week.events(recipient="government"):
        assert one.recipients
    assert week.events(actor="Nobody Whatever").list() == []


def test_events_by_place_and_code(week: Case) -> None:
    every = week.events().list()
    assert week.events(place="balti").list() == [
        e for e in every if e.where and ("balti" in e.where.name.lower() or "balti" in e.where.words.lower())
    ]
    assert week.events(place="balti").list() != []
    assert week.events(cameo="14").list() == [e for e in every if (e.cameo or "").startswith("14")]
    assert (
        week.events(place="%").list() == week.events(place="_").list() == week.events(cameo="%").list() == []
    )
    article = every[0].article
    assert week.events(article=article).list() == [e for e in every if e.article == article]
    assert week.events(confidence=0.8).list() == [e for e in every if e.confidence >= 0.8]


# Statements


def test_statements_by_stance_and_kind(week: Case) -> None:
    every = week.statements().list()
    for stance in get_args(Stance):
        assert week.statements(stance=stance).list() == [s for s in every if s.stance == stance]
    assert week.statements(polarity="negative").list() == [s for s in every if s.polarity == "negative"]
    assert week.statements(kind="direct").list() == [s for s in every if s.kind == "direct"]
    days = [s.reported.earliest or "" for s in every]
    assert days == sorted(days)


def test_statements_by_speaker(week: Case) -> None:
    every = week.statements().list()
    entity = next(a for a in week.actors("Lipcanu") if a.name == "Anton Lipcanu")
    mine = {s.id for s in every if entity.id in {p.entity for p in (s.speaker, *s.co_speakers) if p}}
    assert {s.id for s in week.statements(speaker=entity.id)} == mine != set()
    assert mine <= {s.id for s in week.statements(speaker="lipcanu")}
    assert entity.statements == len(mine)


def test_statements_about(week: Case) -> None:
    every = week.statements().list()
    words = {s.id for s in every if "flour" in s.words.lower()}
    assert words <= {s.id for s in week.statements(about="flour")}
    entity = next(a for a in week.actors("Lipcanu") if a.name == "Anton Lipcanu")
    about = {s.id for s in every if entity.id in {p.entity for p in s.about}}
    assert {s.id for s in week.statements(about=entity.id)} == about


def test_statements_by_country_and_outlet(week: Case) -> None:
    every = week.statements().list()
    assert week.statements(country="MDA").list() == [
        s for s in every if s.speaker and s.speaker.country == "MDA"
    ]
    assert week.statements(outlet="prut").list() == [s for s in every if "Prut" in (s.outlet or "")]
    assert week.statements(since="2021-10-13", until="2021-10-14").list() == [
        s for s in every if "2021-10-13" <= (s.reported.earliest or "") <= "2021-10-14"
    ]


def test_statements_of_a_single_source(week: Case) -> None:
    """M2 stands in three outlets (see the README of the example); what it quotes is no single source's."""
    every = week.statements().list()
    single = week.statements(single_source=True).list()
    assert [s.id for s in single] == [s.id for s in every if s.articles in (None, 1)]
    (several,) = {s.articles for s in every if "We have received two patients" in s.words}
    assert several is not None
    assert several >= 2
    same: dict[str, set[str]] = {}
    for said in every:
        same.setdefault(" ".join(said.words.casefold().split()), set()).add(said.article)
    for said in every:
        if said.articles is not None:
            assert said.articles >= len(same[" ".join(said.words.casefold().split())])


# Actors and inputs


def test_actors(week: Case) -> None:
    every = week.actors().list()
    assert [a.articles for a in every] == sorted((a.articles for a in every), reverse=True)
    members = [m for a in every for m in a.members]
    assert len(members) == len(set(members))
    assert week.actors(articles=2).list() == [a for a in every if a.articles >= 2]
    assert week.actors(kind="person").list() == [a for a in every if a.kind == "person"]
    assert all(a.country == "ROU" for a in week.actors(country="ROU") if len(a.members) == 1)
    assert week.status().actors == len(every)
    (lipcanu,) = [a for a in week.actors("anton lipcanu") if a.kind == "person"]
    assert lipcanu.articles > 3
    assert len(lipcanu.reasons) == len(lipcanu.members) - 1
    assert all(lipcanu.reasons)


def test_inputs(week: Case) -> None:
    records = week.inputs().list()
    assert [r.source for r in records] == sorted(r.source for r in records)
    assert {r.added for r in records} == {NOW}
    assert week.inputs("kept").list() == records
    assert week.inputs(["failed", "dropped"]).list() == []
    assert week.inputs(limit=2).list() == records[:2]
    status = week.status()
    assert (status.articles, status.inputs, status.first, status.last) == (
        12,
        {"kept": 12},
        "2021-10-11",
        "2021-10-17",
    )


def test_inputs_by_finding(tmp_path: Path, quick: object) -> None:
    body = "Tom Birch met Ada Quill in Riverton, and nobody else was there to see it."
    lines = {f"{t}.jsonl": f'{{"title": "{t} title", "text": "{body}"}}\n' for t in ("One", "Other")}
    folder = write(tmp_path / "in", lines)
    with open_case(tmp_path / "a.sayso") as case:
        case.add([folder], **CLOCK)
        found = case.inputs(findings="titles").list()
        assert [r.title for r in found] == ["One title", "Other title"]
        assert case.inputs(findings=()).list() == found
        assert case.inputs(findings="nothing").list() == []
        assert case.status().findings == {"titles": 1}


@pytest.mark.parametrize(
    "wrong",
    [
        {"type": "DANCE"},
        {"status": "maybe"},
        {"country": "Atlantis"},
        {"since": "yesterday"},
        {"until": "2021-02-30"},
        {"since": "2021-13"},
        {"actor": "..."},
        {"place": "\ud800"},
        {"cameo": "\ud800"},
        {"limit": -1},
    ],
)
def test_questions_that_make_no_sense(week: Case, wrong: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match="SAY321"):
        week.events(**wrong).list()


ANY = st.text(max_size=20) | st.sampled_from(
    ["'", '"', "%", "_", "\0", "p_", "p_0", "' OR 1=1 --", "NEAR(", "*", "\ud800"]
)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    words=ANY, field=st.sampled_from(["actor", "recipient", "place", "cameo", "article", "since", "country"])
)
def test_any_words_are_found_or_refused(week: Case, words: str, field: str) -> None:
    try:
        found = week.events(**{field: words}).list()
    except UsageError as error:
        if error.code != "SAY321":
            raise
    else:
        assert {event.id for event in found} <= {event.id for event in week.events()}


# Rows


def queries(case: Case) -> Iterator[Any]:
    yield from (case.events(), case.timeline(), case.statements(), case.actors(), case.inputs(), case.runs())
    yield from (
        case.corrections(),
        case.check(),
        case.search("bread", limit=None),
        case.search("type:PROTEST"),
    )
    yield case.events(type="ASSAULT", country="NZL")
    (run,) = [run.id for run in case.runs()]
    yield case.diff(run, run, kept=True)


def test_rows_again_and_as_tables(week: Case) -> None:
    for rows in queries(week):
        once = list(rows)
        assert list(rows) == once == rows.list()
        assert rows.first() == (once[0] if once else None)
        assert rows.arrow().num_rows == len(rows.df()) == len(list(rows.dicts())) == len(once)
        assert list(rows.df().columns) != []
        assert all(isinstance(record, rows.kind) for record in once)
        assert rows.kind.__name__ in repr(rows)
        for record in once[:20]:
            assert msgspec.json.decode(msgspec.json.encode(record), type=rows.kind) == record


def test_tables_of_nothing_have_the_same_columns(week: Case) -> None:
    full, empty = week.events(), week.events(country="NZL")
    assert list(full.df().columns) == list(empty.df().columns)
    assert full.arrow().schema == empty.arrow().schema


def test_rows_show_what_is_there_when_they_are_asked_for(news: Case) -> None:
    rows = news.events(type="PROTEST")
    before = rows.list()
    news.correct("hide", before[0].id, who="Iris Vale", why="a test")
    assert rows.list() == before[1:]


def test_two_queries_side_by_side(week: Case) -> None:
    pairs = list(zip(week.events(), week.statements(), strict=False))
    assert len(pairs) == len(week.events().list())
    for event in week.events(limit=5):
        assert week.show(event.id) == event


def test_an_order_that_does_not_depend_on_the_order_of_adding(tmp_path: Path, quick: object) -> None:
    folder = write(tmp_path / "in", invented(10))
    found = []
    for n, files in enumerate((sorted(folder.iterdir()), sorted(folder.iterdir(), reverse=True))):
        with open_case(tmp_path / f"{n}.sayso") as case:
            for file in files:
                case.add([file], **CLOCK)
            found.append(
                [
                    case.statements().list(),
                    case.actors().list(),
                    case.search("mayor", limit=None).list(),
                    list(case.readings()),
                ]
            )
    assert found[0] == found[1]


# One record


def test_show_by_the_first_letters(week: Case) -> None:
    kinds: dict[str, type] = {
        "e": EventRecord,
        "s": StatementRecord,
        "p": ActorRecord,
        "i": InputRecord,
        "r": RunRecord,
    }
    ids = {
        "e": week.events(),
        "s": week.statements(),
        "p": week.actors(),
        "i": week.inputs(),
        "r": week.runs(),
    }
    for letter, kind in kinds.items():
        name = ids[letter].list()[0].id
        for length in (len(name), 12):
            shown = week.show(name[:length])
            assert isinstance(shown, kind)
            assert shown.id == name  # type: ignore[attr-defined]
        assert week.why(name[:12]) == week.why(name)
    article = week.events().list()[0].article
    reading = week.show(article[:12])
    assert isinstance(reading, Reading)
    assert reading == week.reading(article) == week.reading(article[:12])


def test_show_a_time_a_place_and_a_quantity(week: Case) -> None:
    import sqlite3

    connection = sqlite3.connect(f"file:{week.path}?mode=ro", uri=True)
    names = [row[0] for row in connection.execute("SELECT min(id) FROM details GROUP BY kind")]
    connection.close()
    assert {name[0] for name in names} == {"t", "l", "q"}
    for name in names:
        shown = week.show(name)
        assert isinstance(shown, DetailRecord)
        assert shown.words in week.reading(shown.article).article.text
        assert [link.step for link in week.why(name)] == ["words", "article", "input", "run"]


@pytest.mark.parametrize(
    "given", ["e_0000000000000000", "", "e", "x_12", "protest", "e_%", "e_'", "e_\0", "e_\ud800", "E_1"]
)
def test_unknown_ids(week: Case, given: str) -> None:
    for ask in (week.show, week.why, week.reading):
        with pytest.raises(CaseError, match="SAY407"):
            ask(given)


def test_ambiguous_ids(week: Case) -> None:
    ids = sorted(s.id for s in week.statements())
    pair = next((a, b) for a, b in itertools.pairwise(ids) if a[:3] == b[:3])
    with pytest.raises(CaseError, match="SAY408") as error:
        week.show(pair[0][:3])
    assert pair[0][:3] in str(error.value)


def test_why_leads_to_the_bytes(week: Case) -> None:
    import hashlib

    event = week.events(type="PROTEST").list()[0]
    links = {link.step: link for link in week.why(event.id)}
    assert links["article"].id == event.article
    assert links["run"].id == event.run
    source = links["input"].about["source"].partition("!")[0].partition(" line ")[0]
    assert Path(source).is_relative_to(NEWS)
    if Path(source).suffix == ".txt":
        assert hashlib.sha256(Path(source).read_bytes()).hexdigest() == links["input"].about["sha256"]
    assert links["input"].about["bytes are"] == "kept in the case"


def test_a_closed_case_opens_again(news_file: Path, tmp_path: Path) -> None:
    shutil.copy(news_file, tmp_path / "a.sayso")
    case = open_case(tmp_path / "a.sayso")
    rows = case.events()
    count = len(rows.list())
    case.close()
    case.close()
    assert len(rows.list()) == count
    case.close()


def test_the_reading_of_another_run(week: Case) -> None:
    event = week.events().list()[0]
    assert week.reading(event.article, event.run) == week.reading(event.article)
    with pytest.raises(CaseError, match=r"SAY4(07|11)"):
        week.reading(event.article, "r_0000000000000000")


def test_errors_are_ours(week: Case) -> None:
    for ask in (
        lambda: week.show("e_1"),
        lambda: week.search('"').list(),
        lambda: week.diff("a", "b").list(),
    ):
        with pytest.raises(SaysoError):
            ask()
