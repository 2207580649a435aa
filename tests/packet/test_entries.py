"""What stands in an entry: copies and origins, disputes, chains, corrections, what is not known; and what ids
stand for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sayso.case import Case, open_case
from sayso.errors import CaseError, UsageError
from sayso.packet import write_packet
from sayso.packet._gather import Desk
from sayso.packet._targets import targets
from sayso.stories import Happening, Saying, Stories
from tests.packet.conftest import CLOCK, Made, arrest, made

LATER = "2021-10-21T06:00:00Z"


def entry_of(case: Case, *ids: str) -> Any:
    stories = Stories(case)
    found, missing = targets(stories, ids)
    assert not missing
    return Desk(stories).entry(found[0])


def case_of(path: Path, *texts: str, **more: Any) -> Case:
    lines = [
        {"text": text, "date": "2021-10-18", "outlet": f"Paper {n}", **more} for n, text in enumerate(texts)
    ]
    file = path / "texts.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    case = open_case(path / "small.sayso")
    case.add(file, **CLOCK)
    return case


# -- ids ---------------------------------------------------------------------------------------------------


def test_a_report_brings_its_happening_with_all_that_contradicts_it(week: Case) -> None:
    happening = arrest(week)
    report = next(r for r in happening.reports if r.status == "denied")
    entry = entry_of(week, report.record[:12])
    assert entry.happening == happening
    assert entry.target.asked == (report.record,)
    packet = made(week, report.record)
    assert f"asked for by {report.record}" in packet.text
    assert "Disputed: happened" in packet.text


def test_an_id_and_its_reports_are_one_entry(week: Case) -> None:
    happening = arrest(week)
    stories = Stories(week)
    found, missing = targets(stories, [happening.id, happening.reports[1].record, happening.id[:9]])
    assert [target.id for target in found] == [happening.id]
    assert not missing


def test_a_story_brings_its_happenings(week: Case) -> None:
    story = Stories(week).find(arrest(week).story)
    packet = made(week, story.id)
    assert packet.told.entries == 1 + len(story.happenings)  # type: ignore[union-attr]
    for id in story.happenings:  # type: ignore[union-attr]
        assert f"urn:sayso:{id}" in packet.nodes


def test_an_article_shows_every_event_and_statement_of_it(week: Case) -> None:
    article = arrest(week).reports[0].article
    packet = made(week, article)
    wanted = {e.id for e in week.events(article=article)} | {s.id for s in week.statements(article=article)}
    assert len(wanted) > 5
    for id in wanted:
        assert f"urn:sayso:{id}" in packet.nodes
        assert id in packet.text


def test_a_statement_of_one_article_stands_by_itself(week: Case) -> None:
    told = {r for s in Stories(week).sayings() for version in s.versions for r in version.records}
    alone = next(s for s in week.statements() if s.id not in told)
    entry = entry_of(week, alone.id)
    assert entry.target.kind == "statement"
    assert "No other article of the case is known to carry this statement." in entry.unknown


def test_a_saying_shows_every_article_that_carries_it(week: Case) -> None:
    saying = next(iter(Stories(week).sayings()))
    packet = made(week, saying.id)
    records = [r for version in saying.versions for r in version.records]
    assert len(records) > 1
    for record in records:
        assert f'<section id="{record}">'.encode() in packet.page
    entry = entry_of(week, records[0])
    assert isinstance(entry.saying, Saying)
    numbered = [e.text or "" for e in packet.tree.iter("h4")]
    assert [head.partition(":")[0] for head in numbered] == [
        f"Statement {n}" for n in range(1, len(records) + 1)
    ]  # one wording may have several


@pytest.mark.parametrize(
    ("given", "code"),
    [("h_ffffffffffffffff", "SAY407"), ("zz", "SAY407"), ("", "SAY407"), ("h_", "SAY408"), ("e_", "SAY407"),
     ("a_zz", "SAY407"), ("\udcff", "SAY407"), ("h_\udcff", "SAY407"), ("p_00", "SAY441"), ("r_", "SAY441")],
)  # fmt: skip
def test_what_cannot_be_found_is_said_and_the_others_go_on(week: Case, given: str, code: str) -> None:
    happening = arrest(week)
    packet = made(week, given, happening.id)
    assert [error.code for error in packet.told.errors] == [code]
    assert packet.told.entries == 1
    assert "Asked for, and not in here" in packet.text
    assert made(week, given).page == b""
    assert made(week, given).told.page_sha256 is None


@pytest.mark.parametrize("now", ["", "yesterday", "2021-13-01", "\udcff", "0001-01-01T00:00+02:00"])
def test_a_time_that_is_none_is_refused(week: Case, now: str) -> None:
    with pytest.raises(UsageError, match="SAY321"):
        made(week, arrest(week).id, now=now)


# -- what an entry says ------------------------------------------------------------------------------------


def test_copies_stand_below_what_they_copy_and_are_not_counted(week: Case, packet: Made) -> None:
    happening = arrest(week)
    entry = entry_of(week, happening.id)
    shown = {one.event.id: [copy.event.id for copy in one.copies] for one in entry.reports}
    assert sorted(shown) == sorted(r.record for r in happening.reports if r.repeats is None)
    for report in happening.reports:
        if report.repeats:
            assert report.record in shown[report.repeats]
            section = next(s for s in packet.tree.iter("section") if s.get("id") == report.repeats)
            below = [s.get("id") for div in section.findall("div") for s in div.iter("section")]
            assert report.record in below
            assert packet.nodes[f"urn:sayso:{report.record}"]["sayso:copyOf"] == f"urn:sayso:{report.repeats}"
    node = packet.nodes[f"urn:sayso:{happening.id}"]
    assert node["sayso:independentOrigins"] == len(happening.origins) == len(node["author"])


def test_how_origins_were_counted_is_said(week: Case, packet: Made) -> None:
    happening = arrest(week)
    copies = sum(report.repeats is not None for report in happening.reports)
    told = f"Records that tell of it: {len(happening.reports)}, in {happening.articles} articles."
    assert f"{told} Copies of another among them: {copies}. A copy stands" in packet.text
    assert f"Independent origins: {len(happening.origins)}." in packet.text
    plain = next(h for h in Stories(week).happenings() if len(h.reports) == 1)
    assert "Copies of another among them" not in made(week, plain.id).text


def test_both_sides_of_a_dispute_stand_there(week: Case, packet: Made) -> None:
    happening = arrest(week)
    node = packet.nodes[f"urn:sayso:{happening.id}"]
    sides = {(c["sayso:by"], c["sayso:value"]) for d in node["sayso:dispute"] for c in d["sayso:claims"]}
    assert {value for _, value in sides} == {"yes", "no"}
    assert sides == {(c.origin, c.value) for d in happening.disputes for c in d.claims}
    assert node["sayso:denial"] == [f"urn:sayso:{id}" for id in happening.denials]
    assert "Reports in which it is denied" in packet.text


def test_the_chain_is_shown_from_the_outermost_inwards(tmp_path: Path) -> None:
    text = (
        "The River Herald reported on Monday that Mayor Ada Quill had told the council that police arrested "
        "ten men in Minsk on Sunday."
    )
    with case_of(tmp_path, text) as case:
        event = next(e for e in case.events() if len(e.statements) > 1)
        packet = made(case, event.id)
        node = packet.nodes[f"urn:sayso:{event.id}"]
        assert node["sayso:chain"] == [f"urn:sayso:{id}" for id in event.statements]
        speakers = [packet.nodes[packet.nodes[id]["sayso:speaker"][0]]["name"] for id in node["sayso:chain"]]
        assert [name.split()[-1] for name in speakers] == ["Herald", "Quill"]
        steps = next(t for t in packet.tree.iter("ol"))
        said = ["".join(li.itertext()) for li in steps.findall("li")]
        assert [step.split()[0] for step in said] == ["Paper", "“The", "“Mayor"]
        assert "Mayor" in said[2]  # the role that the article gives


def test_what_a_source_is_said_not_to_hold_never_reads_as_if_he_did(tmp_path: Path) -> None:
    text = "Mayor Ada Quill did not say that police had arrested ten men in Minsk."
    with case_of(tmp_path, f"{text} It rained three times.", f"{text} And the sun came out late.") as case:
        saying = next(iter(Stories(case).sayings()))
        heading = "Ada Quill says: that police had arrested ten men in Minsk (said not to hold it)"
        packet = made(case, saying.id)
        assert f"1. Statement in several articles: {heading} What it is" in packet.text
        assert packet.nodes[f"urn:sayso:{saying.id}"]["name"] == heading
        assert "statement 2 (said not to hold it)" in packet.text
    (tmp_path / "alone").mkdir()
    with case_of(tmp_path / "alone", text) as case:
        statement = next(s for s in case.statements() if s.polarity == "negative")
        assert "arrested ten men in Minsk (said not to hold it)" in made(case, statement.id).text


def test_numbers_are_ranges_with_their_words(tmp_path: Path) -> None:
    with case_of(tmp_path, "About 600 people rallied in Minsk on Sunday, police said on Monday.") as case:
        packet = made(case, next(iter(case.events(type="PROTEST"))).id)
        assert "540–660" in packet.text
        counts = [n for node in packet.nodes.values() for n in node.get("sayso:count", ())]
        assert (counts[0]["minValue"], counts[0]["maxValue"]) == (540, 660)
        assert counts[0]["sayso:numberWords"][0]["text"].startswith("About 600")


def test_what_is_not_known_is_said(tmp_path: Path) -> None:
    with case_of(tmp_path, "A woman was arrested.", outlet=None, date=None) as case:
        packet = made(case, next(iter(case.events())).id)
        for sentence in (
            "On which day it happened is not known.",
            "Where it happened is not known.",
            "Who did it is not known.",
            "The day of publication is not known of a_",
            "The outlet is not known of a_",
            "Only one independent origin reports it, in however many articles.",
        ):
            assert sentence in packet.text
        unknown = next(n["sayso:notKnown"] for n in packet.nodes.values() if "sayso:notKnown" in n)
        assert "Who did it is not known." in unknown


def test_planned_is_never_called_happened(tmp_path: Path) -> None:
    with case_of(tmp_path, "Teachers will rally in Gomel on Saturday, the union said on Monday.") as case:
        packet = made(case, next(iter(case.events(status="planned"))).id)
        assert "It is reported as planned. Nothing here says that it happened." in packet.text


# -- corrections -------------------------------------------------------------------------------------------


def corrected(packet: Made) -> list[dict[str, Any]]:
    return [node for node in packet.nodes.values() if "sayso:action" in node]


def test_a_correction_stands_there_with_who_why_when_and_what_was_before(own_week: Case) -> None:
    happening = arrest(own_week)
    record = next(r.record for r in happening.reports if r.status == "happened")
    own_week.correct("recode", record, values={"status": "planned"}, who="A", why="one", now=LATER)
    own_week.correct("recode", record, values={"status": "ongoing"}, who="B", why="two", now=LATER)
    own_week.correct("note", happening.reports[0].article, who="C", why="of the article", now=LATER)
    packet = made(own_week, record)
    found = corrected(packet)
    assert [node["prov:wasAssociatedWith"]["name"] for node in found] == ["A", "B", "C"]
    assert [[v["value"] for v in node.get("sayso:before", ())] for node in found] == [
        ["happened"],
        ["planned"],
        [],
    ]
    assert [[v["value"] for v in node.get("sayso:to", ())] for node in found] == [
        ["planned"],
        ["ongoing"],
        [],
    ]
    assert all(node["sayso:at"] == LATER for node in found)
    node = packet.nodes[f"urn:sayso:{record}"]
    assert node["sayso:status"] == "ongoing"
    assert len(node["prov:wasInfluencedBy"]) == 2
    assert "Corrections by people" in packet.text


def test_a_day_that_somebody_added_has_no_words(own_week: Case) -> None:
    record = next(r.record for r in arrest(own_week).reports if r.status == "denied")
    day = {"earliest": "2021-10-09", "latest": "2021-10-09"}
    own_week.correct("recode", record, values=day, who="A", why="one", now=LATER)
    rows = [["".join(cell.itertext()) for cell in row] for row in made(own_week, record).tree.iter("tr")]
    assert ["when", "2021-10-09 (corrected)"] in rows


def test_what_was_taken_back_is_no_before(own_week: Case) -> None:
    record = arrest(own_week).reports[0].record
    first = own_week.correct("recode", record, values={"type": "ASSAULT"}, who="A", why="one", now=LATER)
    own_week.correct("undo", first.id, who="A", why="no", now=LATER)
    own_week.correct("recode", record, values={"type": "ACCUSE"}, who="B", why="two", now=LATER)
    found = corrected(made(own_week, record))
    assert [node["sayso:before"][0]["value"] for node in found] == ["COERCE", "COERCE"]
    assert found[0]["sayso:takenBack"] == {"sayso:by": "A", "sayso:why": "no", "sayso:at": LATER}


def test_actors_that_people_joined_or_renamed_are_named(own_week: Case) -> None:
    happening = arrest(own_week)
    party = next(p for r in own_week.events() if r.id == happening.reports[0].record for p in r.recipients)
    own_week.correct("recode", party.id, values={"country": "ROU"}, who="A", why="one", now=LATER)
    other = next(a for a in own_week.actors(kind="person") if party.id not in a.members)
    own_week.correct("merge", party.id, [other.id], who="B", why="two", now=LATER)
    packet = made(own_week, happening.reports[0].record)
    found = corrected(packet)
    assert {node["sayso:action"] for node in found} == {"recode", "merge"}
    recode = next(node for node in found if node["sayso:action"] == "recode")
    assert recode["sayso:target"] == f"urn:sayso:{party.id}"
    before = own_week.reading(happening.reports[0].article)
    country = next(a.country for a in before.actors if a.name == party.name)
    assert recode["sayso:before"][0]["value"] == (country or "not known")


def test_a_hidden_event_can_still_be_shown_with_who_hid_it(own_week: Case) -> None:
    record = arrest(own_week).reports[0].record
    own_week.correct("hide", record, who="A", why="twice", now=LATER)
    packet = made(own_week, record)
    assert "hidden: left out of all queries" in packet.text
    assert packet.nodes[f"urn:sayso:{record}"]["sayso:eventType"] == "COERCE"


def test_a_correction_of_something_else_is_left_out(own_week: Case) -> None:
    happening = arrest(own_week)
    inside = {r.article for r in happening.reports}
    other = next(e for e in own_week.events() if e.article not in inside)
    own_week.correct("note", other.id, who="A", why="elsewhere", now=LATER)
    again = arrest(own_week)
    assert isinstance(again, Happening)
    assert not corrected(made(own_week, again.id))


def test_raw_bytes_that_were_not_kept_are_said_to_be_so(tmp_path: Path) -> None:
    with open_case(tmp_path / "bare.sayso") as case:
        case.add_text("Police arrested ten men in Minsk on 4 May 2021.", raw=False, **CLOCK)
        packet = made(case, next(iter(case.events())).id)
        assert "not kept" in packet.text


def test_a_report_whose_record_has_gone_is_listed(week: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the file cannot be written to, so that stories are of before its last change."""
    happening = arrest(week)
    last = happening.reports[-1]
    show = Desk._reported
    monkeypatch.setattr(Desk, "_reported", lambda self, r: None if r == last else show(self, r))
    packet = made(week, happening.id)
    assert "Reports whose record is no longer in the case" in packet.text
    assert last.record in packet.text
    assert f"urn:sayso:{last.record}" not in packet.nodes


def test_nothing_is_written_to_a_stream_before_the_ids_are_known(week: Case) -> None:
    class Closed:
        def write(self, data: bytes) -> int:
            raise AssertionError

    assert write_packet(week, ["zz"], Closed(), Closed()).entries == 0  # type: ignore[arg-type]


def test_stories_that_could_not_be_brought_up_to_date_are_said_to_be_old(
    own_week: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = arrest(own_week).id

    def read_only(*_: Any) -> bool:
        raise CaseError("SAY403", own_week.path)

    monkeypatch.setattr("sayso.stories._stories.bring_up_to_date", read_only)
    packet = made(own_week, id)
    assert packet.told.behind
    assert "what belongs together is as it was before its last change" in packet.text
