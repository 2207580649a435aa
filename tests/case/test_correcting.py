"""Corrections: what queries give after them, that each is made whole or not at all, and that they last."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from sayso.case import ActorRecord, Case, EventRecord, How, StatementRecord, open_case
from sayso.case import _runs as runs_of_case
from sayso.case._rebuild import salvage
from sayso.errors import CaseError
from sayso.records import Article, Reading
from tests.case.conftest import CLOCK, LATER, differing, dump, invented, pretend, sql, write

BY: dict[str, str] = {"who": "Iris Vale", "why": "the wire says so", "now": LATER}


def actor(case: Case, name: str, n: int = 0) -> ActorRecord:
    return [a for a in case.actors(hidden=True) if a.name == name][n]


def lone(case: Case) -> list[str]:
    """Actors that no rule ever joins ("officers"), of different articles."""
    import sqlite3

    connection = sqlite3.connect(f"file:{case.path}?mode=ro", uri=True)
    rows = connection.execute(
        "SELECT min(id) FROM actors WHERE block IS NULL GROUP BY article ORDER BY 1"
    ).fetchall()
    connection.close()
    return [row[0] for row in rows]


def members(case: Case, name: str) -> set[str]:
    shown = case.show(name)
    assert isinstance(shown, ActorRecord)
    return set(shown.members)


def event(case: Case, **chosen: Any) -> EventRecord:
    found = case.events(**chosen).first()
    assert found is not None
    return found


def statement(case: Case, **chosen: Any) -> StatementRecord:
    found = case.statements(**chosen).first()
    assert found is not None
    return found


# Events


def test_recode_the_type_and_status_of_an_event(news: Case) -> None:
    one = event(news, type="PROTEST", status="happened")
    made = news.correct("recode", one.id, values={"type": "threaten", "status": "denied"}, **BY)
    assert made.value == {"type": "THREATEN", "status": "denied"}
    after = news.show(one.id)
    assert isinstance(after, EventRecord)
    assert (after.type, after.status, after.corrections) == ("THREATEN", "denied", (made.id,))
    assert one.id in {e.id for e in news.events(type="THREATEN", status="denied")}
    assert one.id not in {e.id for e in news.events(type="PROTEST")}
    assert one.article in {h.id for h in news.search("type:THREATEN status:denied")}
    same = msgspec.structs.replace(after, type=one.type, status=one.status, corrections=())
    assert same == one
    assert news.check().list() == []


def test_recode_the_days_of_an_event(news: Case) -> None:
    undated = next(e for e in news.events() if e.when is None)
    news.correct("recode", undated.id, values={"earliest": "1999-12-30", "latest": date(1999, 12, 31)}, **BY)
    (found,) = news.events(until="1999")
    assert found.id == undated.id
    assert found.when is not None
    assert (found.when.earliest, found.when.latest, found.when.basis) == (
        "1999-12-30",
        "1999-12-31",
        "corrected",
    )
    assert next(iter(news.timeline())).id == undated.id
    dated = event(news, since="2021-10-01")
    news.correct("recode", dated.id, values={"earliest": "", "latest": None}, **BY)
    assert dated.id in {e.id for e in news.events(since="2021", undated=True)}
    assert dated.id not in {e.id for e in news.events(since="2021")}
    assert news.check().list() == []


def test_recode_the_parties_of_an_event(news: Case) -> None:
    one = next(e for e in news.events() if e.actors and e.recipients)
    swapped = {"actors": [p.id for p in one.recipients], "recipients": ",".join(p.id for p in one.actors)}
    news.correct("recode", one.id, values=swapped, **BY)
    after = news.show(one.id)
    assert isinstance(after, EventRecord)
    assert (after.actors, after.recipients) == (one.recipients, one.actors)
    news.correct("recode", one.id, values={"recipients": []}, **BY)
    after = news.show(one.id)
    assert isinstance(after, EventRecord)
    assert (after.actors, after.recipients) == (one.recipients, ())
    assert len(after.corrections) == 2
    assert news.check().list() == []


def test_the_first_letters_of_ids_are_enough(news: Case) -> None:
    one = next(e for e in news.events() if e.actors)
    made = news.correct("recode", one.id[:-2], values={"recipients": one.actors[0].id[:-2]}, **BY)
    assert made.target == one.id
    assert made.value == {"recipients": [one.actors[0].id]}


def test_hide_and_show_again(news: Case) -> None:
    one, said = event(news, type="PROTEST"), statement(news)
    events, statements, counts = len(news.events().list()), len(news.statements().list()), news.status()
    hidden = [news.correct("hide", record.id, **BY) for record in (one, said)]
    assert len(news.events().list()) == events - 1
    assert len(news.statements().list()) == statements - 1
    assert len(news.events(hidden=True).list()) == events
    assert len(news.statements(hidden=True).list()) == statements
    assert (news.status().events, news.status().statements) == (counts.events - 1, counts.statements - 1)
    assert news.show(one.id) == msgspec.structs.replace(one, corrections=(hidden[0].id,))
    for made in hidden:
        news.correct("undo", made.id, **BY)
    assert news.events().list()[0:events] == news.events(hidden=True).list()
    assert news.show(one.id) == one
    assert news.show(said.id) == said
    assert news.check().list() == []


def test_a_note_changes_nothing_else(news: Case) -> None:
    one = event(news)
    made = news.correct("note", one.id, values={"text": "Ask the editor."}, **BY)
    assert news.show(one.id) == msgspec.structs.replace(one, corrections=(made.id,))
    assert news.corrections(one.id).list() == [made]
    (last,) = [link for link in news.why(one.id) if link.step == "correction"]
    assert (last.about["who"], last.about["why"]) == ("Iris Vale", "the wire says so")
    for kind in ("article", "input"):
        target = next(link.id for link in news.why(one.id) if link.step == kind)
        news.correct("note", target, **BY)
        assert [link.about["action"] for link in news.why(target) if link.step == "correction"] == ["note"]
    assert news.check().list() == []


# Statements and actors


def test_recode_a_statement(news: Case) -> None:
    one = next(s for s in news.statements() if s.speaker is not None and s.stance == "says")
    other = next(
        a for a in news.statements(article=one.article) if a.speaker and a.speaker.id != one.speaker.id
    )  # type: ignore[union-attr]
    assert other.speaker is not None
    values = {"stance": "DENIES", "polarity": "negative", "speaker": other.speaker.id}
    news.correct("recode", one.id, values=values, **BY)
    after = news.show(one.id)
    assert isinstance(after, StatementRecord)
    assert (after.stance, after.polarity, after.speaker) == ("denies", "negative", other.speaker)
    assert one.id in {s.id for s in news.statements(speaker=other.speaker.id, stance="denies")}
    news.correct("recode", one.id, values={"speaker": None}, **BY)
    after = news.show(one.id)
    assert isinstance(after, StatementRecord)
    assert after.speaker is None
    assert news.check().list() == []


def test_recode_an_actor(news: Case) -> None:
    one = next(a for a in news.actors(kind="person") if a.events and a.articles == 1 and a.country is None)
    values = {"name": "Ada Quill", "country": "nzl", "sectors": "GOV,ELI", "kind": "person"}
    news.correct("recode", one.id, values=values, **BY)
    after = actor(news, "Ada Quill")
    assert (after.id, after.country, after.country_basis) == (one.id, "NZL", "corrected")
    assert after.sectors == ("GOV", "ELI")
    (same,) = news.actors("Quill")
    assert same.id == one.id
    assert {p.name for e in news.events(actor="Ada Quill") for p in e.actors if p.id == one.id} <= {
        "Ada Quill"
    }
    assert news.events(country="NZL").list() != []
    assert news.search("country:NZL").list() != []
    assert news.check().list() == []


def test_a_hidden_actor(news: Case) -> None:
    one = actor(news, "Galina Tesleanu")
    for member in one.members:
        news.correct("hide", member, **BY)
    assert news.actors("Tesleanu").list() == []
    assert news.actors("Tesleanu", hidden=True).list() != []
    assert news.check().list() == []


# Merge and split


def test_merge_across_surnames_and_undo(news: Case) -> None:
    one, other = actor(news, "Galina Tesleanu"), actor(news, "Anton Lipcanu")
    before = dump(news.path, but=("n",))
    made = news.correct("merge", one.id, [other.id], **BY)
    assert made.value == {"members": [other.id]}
    both = members(news, one.id)
    assert both == set(one.members) | set(other.members)
    assert members(news, other.members[-1]) == both
    (found,) = [a for a in news.actors("Lipcanu") if other.id in a.members]
    assert set(found.names) >= {"Galina Tesleanu", "Anton Lipcanu"}
    assert any(
        "Iris" in reason or "person" in reason or "correct" in reason or reason for reason in found.reasons
    )
    speakers = {s.speaker.known_as for s in news.statements(speaker="Lipcanu") if s.speaker}
    assert found.name in speakers
    assert news.check().list() == []
    news.correct("undo", made.id, **BY)
    assert members(news, one.id) == set(one.members)
    after = dump(news.path, but=("n",))
    assert differing({**before, "corrections": []}, {**after, "corrections": []}) == []


def test_split_then_merge_and_merge_then_split(news: Case) -> None:
    """The last word holds."""
    one = actor(news, "Anton Lipcanu")
    assert len(one.members) > 2
    part = one.members[-1]
    news.correct("split", one.id, [part], **BY)
    assert members(news, part) == {part}
    assert members(news, one.id) == set(one.members) - {part}
    news.correct("merge", one.id, [part], **BY)
    assert members(news, part) == set(one.members)
    news.correct("split", one.id, [part], **BY)
    assert members(news, part) == {part}
    last = news.corrections(part).list()[-1]
    news.correct("undo", last.id, **BY)
    assert members(news, part) == set(one.members)
    assert news.check().list() == []


def test_undo_in_any_order(news: Case) -> None:
    one, two, three = (
        actor(news, name).id for name in ("Galina Tesleanu", "Anton Lipcanu", "Elena Stratulat")
    )
    before = {name: members(news, name) for name in (one, two, three)}
    first = news.correct("merge", one, [two], **BY)
    second = news.correct("merge", two, [three], **BY)
    assert members(news, three) == before[one] | before[two] | before[three]
    news.correct("undo", first.id, **BY)
    assert members(news, one) == before[one]
    assert members(news, three) == before[two] | before[three]
    news.correct("undo", second.id, **BY)
    assert {name: members(news, name) for name in (one, two, three)} == before
    assert news.check().list() == []


def test_merge_several_at_once(news: Case) -> None:
    names = [
        actor(news, name).id
        for name in ("Galina Tesleanu", "Anton Lipcanu", "Elena Stratulat", "Common Table")
    ]
    wanted = set().union(*(members(news, name) for name in names))
    news.correct("merge", names[0], names[1:], **BY)
    assert all(members(news, name) == wanted for name in names)
    assert news.check().list() == []


def test_a_country_is_lent_by_hand(news: Case) -> None:
    """Who is joined with somebody of a known country gets it in queries, and loses it with the undoing."""
    without = next(
        a for a in news.actors() if a.country is None and a.events and a.articles == 1 and a.kind == "group"
    )
    ruler = next(a for a in news.actors(country="ROU") if a.country == "ROU" and len(a.members) == 1)
    event_ = next(
        e for e in news.events(hidden=True) if without.id in {p.id for p in (*e.actors, *e.recipients)}
    )
    had = event_.id in {e.id for e in news.events(country="ROU")}
    made = news.correct("merge", ruler.id, [without.id], **BY)
    shown = news.show(event_.id)
    assert isinstance(shown, EventRecord)
    (party,) = [p for p in (*shown.actors, *shown.recipients) if p.id == without.id]
    assert (party.country, party.country_basis, party.known_as) == (
        "ROU",
        "its entity's",
        members_name(news, party.entity),
    )
    assert event_.id in {e.id for e in news.events(country="ROU")}
    assert event_.article in {h.id for h in news.search("country:ROU", limit=None)}
    news.correct("undo", made.id, **BY)
    assert (event_.id in {e.id for e in news.events(country="ROU")}) == had
    assert news.show(event_.id) == event_


def members_name(case: Case, entity: str) -> str:
    shown = case.show(entity)
    assert isinstance(shown, ActorRecord)
    return shown.name


# They last


def corrected(case: Case) -> dict[str, Any]:
    """One of each, and what is to be seen of them."""
    people = [actor(case, name).id for name in ("Galina Tesleanu", "Anton Lipcanu")]
    alone = lone(case)[:2]
    one, two, said = *case.events(type="PROTEST").list()[:2], statement(case)
    case.correct("merge", people[0], [people[1]], **BY)
    case.correct("merge", alone[0], [alone[1]], **BY)
    case.correct("split", actor(case, "Common Table").id, [actor(case, "Common Table").members[-1]], **BY)
    case.correct("recode", one.id, values={"status": "planned"}, **BY)
    case.correct("hide", two.id, **BY)
    case.correct("recode", said.id, values={"stance": "predicts"}, **BY)
    case.correct("note", said.id, **BY)
    names = (*people, *alone)
    return {
        "names": names,
        "records": (one.id, two.id, said.id),
        "hidden": two.id,
        **seen(case, names, (one.id, two.id, said.id)),
    }


def seen(case: Case, names: Sequence[str], records: Sequence[str]) -> dict[str, Any]:
    shown = [case.show(name) for name in records]
    return {
        "members": [members(case, name) for name in names],
        "shown": [msgspec.structs.replace(record, run="") for record in shown],  # type: ignore[type-var]
        "events": [e.id for e in case.events()],
        "corrections": case.corrections().list(),
    }


def still(case: Case, before: dict[str, Any]) -> None:
    after = seen(case, before["names"], before["records"])
    assert {name: before[name] for name in after} == after
    assert before["hidden"] not in after["events"]
    assert len(before["members"][2]) == 2
    assert case.check().list() == []


def test_they_survive_a_rebuild(news: Case) -> None:
    before = corrected(news)
    whole = dump(news.path)
    news.rebuild()
    still(news, before)
    assert differing(whole, dump(news.path)) == []


def test_they_survive_another_correction_in_the_same_articles(news: Case) -> None:
    before = corrected(news)
    for article in {e.article for e in news.events()}:
        news.correct("note", event(news, article=article).id, **BY)
    names = before["names"]
    assert [members(news, name) for name in names] == before["members"]
    assert news.check().list() == []


@pytest.mark.slow
def test_they_survive_a_reread(news: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    before = corrected(news)
    monkeypatch.setattr(runs_of_case, "_code", lambda: "0" * 64)
    done = news.reread(**CLOCK)
    assert (done.read, done.failed) == (12, 0)
    still(news, before)
    assert news.runs().list()[-1].current == 12 or news.runs().list()[0].current == 12


def test_they_survive_new_articles(news: Case, quick: object, tmp_path: Path) -> None:
    before = corrected(news)
    news.add([write(tmp_path / "more", invented(3))], **CLOCK)
    still(news, {**before, "events": [e.id for e in news.events()]})


def test_they_survive_damage(news: Case, tmp_path: Path) -> None:
    before = corrected(news)
    news.close()
    path = tmp_path / "damaged.sayso"
    shutil.copy(news.path, path)
    sql(path, "DELETE FROM events", "DELETE FROM actors")
    assert salvage(str(path)).saved["corrections"] == 7
    with open_case(path) as case:
        still(case, before)


def test_a_correction_of_what_a_later_run_does_not_find(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is kept, does no harm, and holds again when the record comes back."""
    monkeypatch.setattr("sayso.reader.read", pretend)
    with open_case(tmp_path / "a.sayso") as case:
        case.add_text("Tom Birch met Ada Quill.", name="a", **CLOCK)
        case.add_text("Iris Vale met Noel Marsh.", name="b", **CLOCK)
        case.correct("merge", actor(case, "Tom Birch").id, [actor(case, "Iris Vale").id], **BY)
        said = statement(case)
        case.correct("hide", said.id, **BY)
        both = members(case, actor(case, "Tom Birch").id if actor(case, "Tom Birch") else "")
        assert len(both) == 2

        def read(article: Article, *more: object) -> Reading:
            whole = pretend(article)
            return (
                whole
                if "Iris" in article.text
                else msgspec.structs.replace(whole, actors=(), attributions=())
            )

        monkeypatch.setattr("sayso.reader.read", read)
        monkeypatch.setattr(runs_of_case, "_code", lambda: "1" * 64)
        assert case.reread(**CLOCK).read == 2
        assert case.check().list() == []
        assert {a.name for a in case.actors()} == {"Iris Vale", "Noel Marsh"}
        monkeypatch.setattr("sayso.reader.read", pretend)
        monkeypatch.setattr(runs_of_case, "_code", lambda: "2" * 64)
        case.reread(**CLOCK)
        assert members(case, next(iter(both))) == both
        assert case.check().list() == []


@pytest.mark.parametrize("first", [0, 1])
def test_an_anchor_that_goes_away(tmp_path: Path, quick: object, first: int) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes("Tom Birch met Jürgen in Riverton.".encode("cp1252"))
    with open_case(tmp_path / "a.sayso") as case:
        case.add([file], **CLOCK)
        case.add_text("Ada Quill met nobody.", **CLOCK)
        ids = [actor(case, "Tom Birch").id, actor(case, "Ada Quill").id]
        case.correct("merge", ids[first], [ids[1 - first]], **BY)
        case.add([file], how=How(encoding="cp1251"), **CLOCK)
        assert case.check().list() == []
        assert members(case, ids[1]) == {ids[1]}
        assert {a.name for a in case.actors()} == {"Tom Birch", "Ada Quill"}


# Wrong ones


WRONG: dict[str, tuple[str, str, dict[str, Any], str]] = {
    "no such record": ("hide", "e_0000000000000000", {}, "SAY407"),
    "no id": ("hide", "protest", {}, "SAY407"),
    "empty": ("hide", "", {}, "SAY407"),
    "the beginning of several": ("hide", "e_", {}, "SAY40[78]"),
    "no such action": ("forget", "event", {}, "SAY409"),
    "nothing to re-code": ("recode", "event", {"values": {}}, "SAY409"),
    "no such field": ("recode", "event", {"values": {"colour": "red"}}, "SAY409"),
    "a field of others": ("recode", "statement", {"values": {"status": "denied"}}, "SAY409"),
    "no such type": ("recode", "event", {"values": {"type": "DANCE"}}, "SAY409"),
    "no type": ("recode", "event", {"values": {"type": ""}}, "SAY409"),
    "null type": ("recode", "event", {"values": {"type": None}}, "SAY409"),
    "a number": ("recode", "event", {"values": {"type": 5}}, "SAY409"),
    "no such status": ("recode", "event", {"values": {"status": "maybe"}}, "SAY409"),
    "no such code": ("recode", "event", {"values": {"cameo": "9999"}}, "SAY409"),
    "no such mode": ("recode", "event", {"values": {"modes": ["dancing"]}}, "SAY409"),
    "no such context": ("recode", "event", {"values": {"contexts": "dancing"}}, "SAY409"),
    "no day": ("recode", "event", {"values": {"earliest": "yesterday"}}, "SAY409"),
    "an odd day": ("recode", "event", {"values": {"latest": "2021-02-30"}}, "SAY409"),
    "days the wrong way round": (
        "recode",
        "event",
        {"values": {"earliest": "2021-05-02", "latest": "2021-05-01"}},
        "SAY409",
    ),
    "an earliest after its latest": ("recode", "dated", {"values": {"earliest": "2030-01-01"}}, "SAY409"),
    "nobody": ("recode", "event", {"values": {"actors": "p_0000000000000000"}}, "SAY40[79]"),
    "somebody of another article": ("recode", "event", {"values": {"actors": ["elsewhere"]}}, "SAY409"),
    "a speaker of another article": ("recode", "statement", {"values": {"speaker": "elsewhere"}}, "SAY409"),
    "an event as a speaker": ("recode", "statement", {"values": {"speaker": "event"}}, "SAY409"),
    "no such stance": ("recode", "statement", {"values": {"stance": "sings"}}, "SAY409"),
    "no such polarity": ("recode", "statement", {"values": {"polarity": "neutral"}}, "SAY409"),
    "no such country": ("recode", "actor", {"values": {"country": "Atlantis"}}, "SAY409"),
    "no name": ("recode", "actor", {"values": {"name": "  "}}, "SAY409"),
    "no such kind": ("recode", "actor", {"values": {"kind": "ghost"}}, "SAY409"),
    "several fields, one wrong": (
        "recode",
        "event",
        {"values": {"status": "denied", "type": "DANCE"}},
        "SAY409",
    ),
    "an article re-coded": ("recode", "article", {"values": {"type": "PROTEST"}}, "SAY409"),
    "an article hidden": ("hide", "article", {}, "SAY409"),
    "a merge of nobody": ("merge", "actor", {}, "SAY409"),
    "a merge with itself": ("merge", "actor", {"members": ["actor"]}, "SAY409"),
    "a merge with an event": ("merge", "actor", {"members": ["event"]}, "SAY409"),
    "a merge into an event": ("merge", "event", {"members": ["actor"]}, "SAY409"),
    "a merge with nobody known": ("merge", "actor", {"members": ["p_0000000000000000"]}, "SAY407"),
    "a split of a stranger": ("split", "actor", {"members": ["elsewhere"]}, "SAY409"),
    "a split of all": ("split", "actor", {"members": ["all"]}, "SAY409"),
    "an undoing of an event": ("undo", "event", {}, "SAY409"),
    "an undoing of nothing": ("undo", "c_0000000000000000", {}, "SAY407"),
    "nobody says so": ("hide", "event", {"who": " "}, "SAY409"),
    "no reason": ("hide", "event", {"why": ""}, "SAY409"),
}


@pytest.fixture(scope="module")
def unchanged(news_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    """A case that is at the end what it was at the beginning."""
    path = tmp_path_factory.mktemp("unchanged") / "week.sayso"
    shutil.copy(news_file, path)
    with open_case(path) as case:
        yield case
    assert differing(dump(news_file), dump(path)) == []


@pytest.mark.parametrize("what", WRONG)
def test_wrong_ones_change_nothing(unchanged: Case, what: str) -> None:
    action, target, more, code = WRONG[what]
    news = unchanged
    one = actor(news, "Anton Lipcanu")
    event_, said = event(news), statement(news)
    elsewhere = next(
        a.id
        for a in news.actors(articles=1)
        if a.kind == "group"
        and event_.article != news_article(news, a.id)
        and said.article != news_article(news, a.id)
    )
    named = {
        "event": event_.id,
        "dated": event(news, since="2021").id,
        "statement": said.id,
        "actor": one.id,
        "elsewhere": elsewhere,
        "article": event_.article,
    }

    def ids(value: Any) -> Any:
        if isinstance(value, list):
            return list(one.members) if value == ["all"] else [ids(item) for item in value]
        if isinstance(value, dict):
            return {name: ids(item) for name, item in value.items()}
        return named.get(value, value) if isinstance(value, str) else value

    asked = {**BY, **{name: ids(value) for name, value in more.items()}}
    with pytest.raises(CaseError, match=code):
        news.correct(action, named.get(target, target), **asked)
    assert news.corrections().list() == []
    assert news.show(event_.id) == event_


def news_article(case: Case, name: str) -> str:
    return next(link.about["article"] for link in case.why(name) if link.id == name)


def test_an_undoing_is_final(news: Case) -> None:
    made = news.correct("hide", event(news).id, **BY)
    undone = news.correct("undo", made.id, **BY)
    for target in (made.id, undone.id):
        with pytest.raises(CaseError, match="SAY409"):
            news.correct("undo", target, **BY)
    first, second = news.corrections()
    assert (first.undone, second.undone) == (undone.id, None)


def test_the_list_of_corrections(news: Case) -> None:
    one, said = event(news), statement(news)
    made = [
        news.correct("recode", one.id, values={"status": "denied"}, **BY),
        news.correct("hide", said.id, **BY),
        news.correct("note", one.id, **{**BY, "who": "Noel Marsh", "why": "I asked."}),
    ]
    assert news.corrections().list() == made
    assert [c.who for c in news.corrections(one.id)] == ["Iris Vale", "Noel Marsh"]
    assert [c.at for c in news.corrections()] == [LATER] * 3
    assert news.show(made[1].id) == made[1]
    assert len(news.corrections().df()) == news.corrections().arrow().num_rows == 3
    assert news.status().corrections == 3
    links = [link for link in news.why(one.id) if link.step == "correction"]
    assert [(link.about["action"], link.about["who"]) for link in links] == [
        ("recode", "Iris Vale"),
        ("note", "Noel Marsh"),
    ]


def test_why_an_actor_was_merged(news: Case) -> None:
    one, other = actor(news, "Galina Tesleanu"), actor(news, "Anton Lipcanu")
    made = news.correct("merge", one.id, [other.id], **BY)
    links = news.why(one.id)
    assert [link.id for link in links if link.step == "stands for all"] == [link.id for link in links[:1]]
    assert all(link.about["reason"] for link in links if link.step == "joined")
    assert made.id in {link.id for link in links if link.step == "correction"}
    assert [link.id for link in links].count(made.id) == 1
