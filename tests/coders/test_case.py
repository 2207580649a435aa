"""What others have made, in a case file: put in once, kept whole, apart from our own, and taken out."""

from __future__ import annotations

import hashlib
import itertools
import shutil
import sqlite3
import zlib
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.case import Case, CaseRecord, CodedRecord, Coders, Rule, open_case, rebuild_file
from sayso.case import _coding_in as coding_in
from sayso.case import _schema as schema
from sayso.errors import CaseError, InputError, UsageError
from sayso.stories import Stories
from tests.case.conftest import CLOCK, dump, sql
from tests.coders.conftest import NOW, STUDENTS, TABLES, gdelt

GIVEN = tuple(table.name for table in schema.GIVEN)


def given_rows(path: str | Path) -> dict[str, list[tuple[object, ...]]]:
    """What stands in the tables for others, but for the file's own keys."""
    with closing(sqlite3.connect(path)) as connection:
        made = {}
        for table in GIVEN:
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[1] != "n"]
            names = ", ".join(f'"{name}"' for name in columns)
            made[table] = sorted(connection.execute(f"SELECT {names} FROM {table}"), key=repr)
    return made


def table(folder: Path, name: str, *lines: str) -> Path:
    path = folder / name
    path.write_text("".join(f"{line}\n" for line in lines))
    return path


# In


def test_a_table_twice_adds_nothing(case: Case) -> None:
    coders = Coders(case)
    first = coders.add(TABLES / "polecat.tsv", "polecat", now=NOW)
    before = given_rows(case.path)
    again = coders.add(TABLES / "polecat.tsv", "polecat", now="2022-01-01T00:00:00Z")
    assert (first.added, first.known, again.added, again.known) == (16, 0, 0, 16)
    assert given_rows(case.path) == before


def test_rows_of_two_files_stand_once_whatever_their_order(tmp_path: Path) -> None:
    lines = [gdelt(GLOBALEVENTID=str(n)) for n in range(6)]
    files = [
        table(tmp_path, "a.CSV", *lines[:4]),
        table(tmp_path, "b.CSV", *lines[2:]),
        table(tmp_path, "c.CSV", *lines[3:5], "broken", lines[3]),
    ]
    seen = []
    for order in itertools.permutations(files):
        path = tmp_path / "x.sayso"
        with open_case(path) as case:
            coders = Coders(case)
            for file in order:
                coders.add(file, "gdelt", now=NOW)
            seen.append((given_rows(path), coders.events("gdelt").list(), coders.files().list()))
            assert len(seen[-1][1]) == 6
            assert case.check().list() == []
        path.unlink()
    assert all(found == seen[0] for found in seen)


def test_the_same_words_under_other_columns_are_another_row(case: Case, tmp_path: Path) -> None:
    row = "2021-10-12,PROTEST,MDA,ROU"
    files = [
        table(tmp_path, "a.csv", "day,type,actor_country,recipient_country", row),
        table(tmp_path, "b.csv", "day,type,recipient_country,actor_country", row),
        table(tmp_path, "c.csv", "DAY,type,recipient country,actor country", row),
    ]
    assert [Coders(case).add(file, "x", now=NOW).added for file in files] == [1, 1, 0]
    assert {event.actor.countries for event in Coders(case).events("x")} == {("MDA",), ("ROU",)}


def test_a_row_twice_in_one_file_is_one_event_and_said(case: Case, tmp_path: Path) -> None:
    found = []
    path = table(tmp_path, "a.CSV", gdelt(), gdelt(GLOBALEVENTID="2"), gdelt())
    made = Coders(case).add(path, "gdelt", now=NOW, told=found.append)
    assert (made.added, made.known, made.left_out) == (2, 1, 0)
    assert [(f.line, f.kind, f.note) for f in found] == [(3, "repeated", "it is the same as line 1")]


def test_the_same_rows_of_two_coders_are_two_codings(case: Case, tmp_path: Path) -> None:
    path = table(tmp_path, "a.CSV", gdelt())
    for name in ("one", "two"):
        assert Coders(case).add(path, name, now=NOW).added == 1
    assert [record.coder for record in Coders(case).files()] == ["one", "two"]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(after=st.integers(0, 40))
def test_an_interrupted_import_goes_on(tmp_path: Path, after: int) -> None:
    """Whatever is safe when it ends, a second call brings the case to where one would have."""
    lines = [gdelt(GLOBALEVENTID=str(n)) for n in range(30)]
    lines[7] = "broken"
    file = table(tmp_path, "a.CSV", *lines)
    folder = tmp_path / "in"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()

    class Stopped(Exception):
        pass

    def stop(_: int) -> None:
        nonlocal calls
        calls += 1
        if calls > after:
            raise Stopped

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(coding_in, "_BATCH", 3)
        patched.setattr(coding_in, "_PART", 2000)
        calls = 0
        with open_case(folder / "whole.sayso") as whole, open_case(folder / "cut.sayso") as cut:
            Coders(whole).add(file, "gdelt", now=NOW)
            try:
                Coders(cut).add(file, "gdelt", now=NOW, progress=stop)
            except Stopped:
                assert [problem.where for problem in cut.check()] == ["codings"]
                (record,) = Coders(cut).files()
                assert not record.whole
                Coders(cut).add(file, "gdelt", now=NOW)
            assert given_rows(cut.path) == given_rows(whole.path)
            assert cut.check().list() == []


def test_a_file_that_changes_meanwhile_is_not_whole(case: Case, tmp_path: Path) -> None:
    path = table(tmp_path, "a.CSV", *(gdelt(GLOBALEVENTID=str(n)) for n in range(20_000)))

    def change(_: int) -> None:
        with path.open("a") as stream:
            stream.write(gdelt(GLOBALEVENTID="more") + "\n")

    with pytest.raises(InputError, match="SAY333"):
        Coders(case).add(path, "gdelt", now=NOW, progress=change)
    assert [problem.where for problem in case.check()] == ["codings"]


def test_the_same_bytes_in_another_way_are_refused(case: Case) -> None:
    coders = Coders(case)
    coders.add(TABLES / "students.csv", "students", columns=STUDENTS, now=NOW)
    fewer = [pair for pair in STUDENTS if pair[0] != "place"]
    with pytest.raises(UsageError, match=r"SAY326.*--remove"):
        coders.add(TABLES / "students.csv", "students", columns=fewer, now=NOW)
    coders.remove("students")
    assert coders.add(TABLES / "students.csv", "students", columns=fewer, now=NOW).added == 3


@pytest.mark.parametrize("name", ["", "sayso", " x", "a\nb", "x" * 61, "\x1b[1m"])
def test_names_that_no_coder_has(case: Case, name: str) -> None:
    with pytest.raises(UsageError, match="SAY332"):
        Coders(case).add(TABLES / "polecat.tsv", name)


# Apart from our own


def test_our_own_events_do_not_mix_with_others(coders: Coders, news_file: Path, tmp_path: Path) -> None:
    case = coders.case
    with open_case(shutil.copy(news_file, tmp_path / "plain.sayso")) as plain:
        assert case.status() == plain.status()
        assert case.events().list() == plain.events().list()
        assert case.actors().list() == plain.actors().list()
        assert Stories(case).happenings().list() == Stories(plain).happenings().list()
        assert dump(case.path, but=("added",)) == dump(plain.path, but=("added",))


def test_rebuild_and_reread_leave_others_as_they_are(coders: Coders) -> None:
    before = given_rows(coders.case.path)
    coders.case.rebuild()
    coders.case.reread(**CLOCK)
    assert given_rows(coders.case.path) == before


# Out


def test_events_by_filters(coders: Coders) -> None:
    found = coders.events("polecat", type="PROTEST", since="2021-10-12", until="2021-10-15").list()
    assert [event.earliest for event in found] == ["2021-10-12", "2021-10-13", "2021-10-15"]
    assert {event.coder for event in coders.events("polecat", country="Romania")} == {"polecat"}
    assert len(coders.events("polecat", country="ROU").list()) == 3
    assert [event.given_id for event in coders.events("polecat", actor="lehtovaara")] == ["2021MDA0010"]
    assert len(coders.events("icews", cameo="17").list()) == 2
    assert len(coders.events("gdelt", limit=3).list()) == 3
    with pytest.raises(CaseError, match=r"SAY421.*gdelt, icews, polecat"):
        coders.events("acled")


def test_records_as_tables(coders: Coders) -> None:
    frame = coders.events("polecat").df()
    assert frame.loc[0, "actor_countries"] == ["MDA"]
    assert coders.events("polecat").arrow().num_rows == 16
    assert coders.files().arrow().num_rows == 3
    pairs = coders.pairs("sayso", "polecat").df()
    assert {"one_id", "two_id", "apart"} <= set(pairs.columns)
    assert coders.pairs("sayso", "polecat").arrow().num_rows == len(pairs)


def test_show_and_why_lead_to_the_line(coders: Coders) -> None:
    event = coders.events("polecat", type="ASSAULT").first()
    assert event is not None
    assert coders.case.show(event.id[:8]) == event
    row, file = coders.case.why(event.id)
    assert row.about["row"] == (TABLES / "polecat.tsv").read_text().splitlines()[event.file_line - 1]
    assert file.about["sha256"] == hashlib.sha256((TABLES / "polecat.tsv").read_bytes()).hexdigest()
    shown = coders.case.show(file.id)
    assert isinstance(shown, CaseRecord)
    assert [link.step for link in coders.case.why(file.id)] == ["table"]


def row_of(coders: Coders, event: CodedRecord) -> object:
    return coders.case.why(event.id)[0].about["row"]


def test_a_row_of_several_lines_is_shown_whole(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coding_in, "_PART", 1)  # each line in a part of its own
    rows = ['2021-10-12,PROTEST,"the ""ten""\nof Balti"', "2021-10-13,AID,Romania"]
    coders = Coders(case)
    coders.add(table(tmp_path, "a.csv", "day,type,actor", *rows), "x", now=NOW)
    assert [row_of(coders, event) for event in coders.events("x")] == rows


def test_a_row_is_shown_as_it_was_read(case: Case, tmp_path: Path) -> None:
    """Without the mark that a file begins with, and in the encoding that it has."""
    rows = [gdelt(Actor1Name="ÉCOLE"), gdelt(GLOBALEVENTID="2", Actor1Name="PÉTER")]
    path = tmp_path / "a.CSV"
    path.write_bytes(b"\xef\xbb\xbf" + rows[0].encode() + b"\r\n" + rows[1].encode("cp1252") + b"\r\n")
    coders = Coders(case)
    coders.add(path, "x", now=NOW)
    assert {row_of(coders, event) for event in coders.events("x")} == set(rows)


def test_a_row_whose_table_is_damaged_says_so(coders: Coders) -> None:
    (event,) = coders.events("icews", cameo="143")
    coders.case.close()
    sql(coders.case.path, f"UPDATE codings SET form = 'gdelt' WHERE id = '{event.coding}'")
    with pytest.raises(CaseError, match=r"SAY402.*its first line"):
        row_of(coders, event)
    sql(coders.case.path, "DELETE FROM coded_lines")
    assert row_of(coders, event) == ""


def test_the_bytes_of_a_table_are_in_the_case(coders: Coders) -> None:
    with closing(sqlite3.connect(coders.case.path)) as connection:
        query = "SELECT l.data FROM coded_lines l JOIN codings c ON c.id = l.coding "
        query += "WHERE c.coder = ? ORDER BY part"
        parts = [zlib.decompress(row[0]) for row in connection.execute(query, ("gdelt",))]
    assert b"".join(parts) == (TABLES / "gdelt.CSV").read_bytes()


def test_a_coder_is_taken_out(coders: Coders) -> None:
    assert coders.remove("gdelt") == 12
    assert [record.coder for record in coders.files()] == ["icews", "polecat"]
    assert coders.case.check().list() == []
    with pytest.raises(CaseError, match="SAY421"):
        coders.remove("gdelt")


# Two codings


def test_two_codings_of_the_week(coders: Coders) -> None:
    whole, *rows = coders.agreement("polecat", "icews")
    assert (whole.one, whole.two) == (15, 11)  # the statement of 15 October is no event in PLOVER
    period = coders.period("polecat", "icews")
    assert (period.first, period.last, period.untyped_two) == ("2021-10-10", "2021-10-17", 1)
    assert (period.outside_one, period.compared_one, period.compared_two) == (1, 15, 11)
    for row in rows:
        for part, count in (
            ("both", row.both),
            ("only-one", row.one - row.both),
            ("only-two", row.two - row.both),
        ):
            assert len(coders.pairs("polecat", "icews", part=part, type=row.key).list()) == count


@pytest.mark.parametrize("rule", [Rule(), Rule(within=0), Rule(within=3, same="quad")])
def test_the_order_of_two_coders_does_not_matter(coders: Coders, rule: Rule) -> None:
    one = {(p.one.id, p.two.id) for p in coders.pairs("sayso", "gdelt", rule) if p.one and p.two}
    other = {(p.two.id, p.one.id) for p in coders.pairs("gdelt", "sayso", rule) if p.one and p.two}
    assert one
    assert one == other
    turned = [
        (row.two, row.one, row.both, row.kappa, row.correlation)
        for row in coders.agreement("gdelt", "sayso", rule)
    ]
    straight = [
        (row.one, row.two, row.both, row.kappa, row.correlation)
        for row in coders.agreement("sayso", "gdelt", rule)
    ]
    assert turned == straight


def test_every_number_can_be_opened(coders: Coders) -> None:
    for by in ("dyad", "sector", "day"):
        for row in list(coders.agreement("sayso", "polecat", by=by))[1:]:
            parts = {
                part: coders.pairs("sayso", "polecat", part=part, **{by: row.key}).list()  # type: ignore[arg-type]
                for part in ("both", "only-one", "only-two")
            }
            paired = round((row.of_one or 0) * row.one)
            assert len(parts["only-one"]) == row.one - paired
            assert len(parts["both"]) >= row.both


def test_only_what_happened_is_compared(coders: Coders) -> None:
    days = {"since": "2021-10-10", "until": "2021-10-18"}
    own = [
        event
        for event in coders.case.events(status=["happened", "ongoing"], **days)  # type: ignore[arg-type]
        if event.when and event.when.earliest == event.when.latest
    ]
    assert coders.period("sayso", "polecat").compared_one == len(own)
    more = coders.period("sayso", "polecat", Rule(status=("happened", "ongoing", "planned", "cancelled")))
    assert more.compared_one > len(own)


def test_one_report_of_each_happening(coders: Coders) -> None:
    with pytest.raises(UsageError, match=r"SAY326.*have not been made"):
        coders.period("sayso", "polecat", Rule(happenings=True))
    Stories(coders.case)
    all_of = coders.period("sayso", "polecat").compared_one
    once = coders.period("sayso", "polecat", Rule(happenings=True)).compared_one
    assert 0 < once < all_of


def test_events_without_a_day_come_last_and_are_not_compared(coders: Coders, tmp_path: Path) -> None:
    path = table(tmp_path, "a.CSV", gdelt(SQLDATE=""), gdelt(GLOBALEVENTID="2"))
    coders.add(path, "some", now=NOW)
    assert [event.earliest for event in coders.events("some")] == ["2021-10-12", None]
    assert [event.earliest for event in coders.events("some", since="2021")] == ["2021-10-12"]
    period = coders.period("some", "polecat")
    assert (period.compared_one, period.undated_one) == (1, 1)
    assert coders.case.check().list() == []


def test_no_day_in_common(coders: Coders, tmp_path: Path) -> None:
    coders.add(table(tmp_path, "later.CSV", gdelt(SQLDATE="20300101")), "later", now=NOW)
    assert coders.period("sayso", "later").first == ""
    assert [row.key for row in coders.agreement("sayso", "later")] == ["all"]
    assert coders.pairs("sayso", "later").list() == []


def test_rules_that_make_no_sense(coders: Coders) -> None:
    for two, rule in (("sayso", Rule()), ("polecat", Rule(within=-1)), ("polecat", Rule(same="x"))):
        with pytest.raises(UsageError, match="SAY326"):
            coders.agreement("sayso", two, rule).list()
    with pytest.raises(UsageError, match="SAY326"):
        coders.pairs("sayso", "polecat", part="x")
    with pytest.raises(UsageError, match=r"SAY321.*status:done"):
        coders.agreement("sayso", "polecat", Rule(status=("done",)))
    for key in ({"type": "RIOT"}, {"day": "2021-10"}, {"day": "2021-10-32"}):
        with pytest.raises(UsageError, match="SAY321"):
            coders.pairs("sayso", "polecat", **key)  # type: ignore[arg-type]
    with pytest.raises(CaseError, match="SAY421"):
        coders.agreement("sayso", "acled").list()


# Lists of actors


LIST = "name,code,title\nTom Birch,NORGOV,minister of salt\n"
TEXT = "RIVERTON, May 9, 2021 (Herald) - “We will strike,” said Tom Birch on Sunday."


def country_of(case: Case) -> str | None:
    (statement,) = case.statements(stance="says")
    assert statement.speaker is not None
    return statement.speaker.country


def test_a_list_in_the_case_is_used_by_whoever_reads(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(LIST)
    case.add_text(TEXT, **CLOCK)
    assert country_of(case) is None
    made = Coders(case).add_actors(path, now=NOW)
    path.unlink()  # the case has it
    assert (made.new, made.record.actors) == (True, 1)
    assert case.reread(**CLOCK).read == 1
    assert country_of(case) == "NOR"
    assert [run.options["actors"] for run in case.runs() if run.current] == [[made.record.sha256]]
    case.reread(kept_lists=False, **CLOCK)
    assert country_of(case) is None
    assert case.check().list() == []


def test_a_dictionary_in_the_case_is_used_too(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "mine.actors.txt"
    path.write_text("# a dictionary\nTOM_BIRCH_\n\t[NORGOV 200101-]\n\t[NORELI]\n")
    assert Coders(case).add_actors(path, now=NOW).record.name == "mine.actors.txt"
    case.add_text(TEXT, **CLOCK)
    assert country_of(case) == "NOR"


@pytest.mark.parametrize("workers", [0, 1])
def test_a_list_in_the_case_is_used_by_add(case: Case, tmp_path: Path, workers: int) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(LIST)
    Coders(case).add_actors(path, now=NOW)
    case.add_text(TEXT, workers=workers, **CLOCK)
    assert country_of(case) == "NOR"


def test_a_run_with_a_list_is_the_same_from_a_file_and_from_the_case(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(LIST)
    case.add_text(TEXT, actors=[str(path)], **CLOCK)
    Coders(case).add_actors(path, now=NOW)
    assert case.reread(**CLOCK).known == 1


def test_a_list_twice_is_one_and_can_be_taken_out(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(LIST)
    coders = Coders(case)
    first, again = coders.add_actors(path, now=NOW), coders.add_actors(path, now="2030-01-01T00:00:00Z")
    assert (first.new, again.new, again.record) == (True, False, first.record)
    coders.remove(first.record.id)
    assert coders.actor_lists().list() == []
    path.write_text("weather,colour\n")
    with pytest.raises(UsageError, match="SAY311"):
        coders.add_actors(path)


# Older and damaged files


def older(path: Path) -> Path:
    """Make a file of version 2 of a current one."""
    with closing(sqlite3.connect(path)) as connection:
        for name in GIVEN:
            connection.execute(f"DROP TABLE {name}")
        connection.execute("PRAGMA user_version = 2")
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


def test_a_file_of_version_2_is_brought_up_to_date(news_file: Path, tmp_path: Path) -> None:
    path = older(Path(shutil.copy(news_file, tmp_path / "old.sayso")))
    with open_case(path) as case:
        coders = Coders(case)
        assert coders.files().list() == []
        assert coders.add(TABLES / "polecat.tsv", "polecat", now=NOW).added == 16
        assert case.check().list() == []
    assert dump(path) == dump(news_file)


def test_a_file_of_version_2_that_cannot_be_written_to_is_read_as_it_is(
    news_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = older(Path(shutil.copy(news_file, tmp_path / "old.sayso")))
    before = path.read_bytes()
    monkeypatch.setattr("sayso.case._file._may_write", lambda _: False)
    with open_case(path) as case:
        coders = Coders(case)
        assert (coders.files().list(), coders.actor_lists().list(), case.check().list()) == ([], [], [])
        with pytest.raises(CaseError, match="SAY421"):
            coders.events("polecat")
        with pytest.raises(CaseError, match="SAY407"):
            case.show("k_1234")
        with pytest.raises(CaseError, match="SAY403"):
            coders.add(TABLES / "polecat.tsv", "polecat")
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ("UPDATE coded SET type = 'AID' WHERE type = 'PROTEST'", "coded"),
        ("UPDATE coded SET coding = 'd_0' WHERE type = 'AID'", "coded"),
        ("UPDATE coded SET row = '{' WHERE type = 'AID'", "coded"),
        ("UPDATE coded_lines SET data = x'00'", "coded_lines"),
        ("DELETE FROM coded_lines", "codings"),
        ("UPDATE codings SET whole = 0 WHERE coder = 'icews'", "codings"),
    ],
)
def test_check_finds_what_does_not_hold_together(coders: Coders, change: str, where: str) -> None:
    assert coders.case.check().list() == []
    coders.case.close()
    sql(coders.case.path, change)
    assert where in {problem.where for problem in coders.case.check()}


def test_what_can_be_read_of_a_damaged_file_is_saved(coders: Coders, tmp_path: Path) -> None:
    mine = tmp_path / "mine.csv"
    mine.write_text(LIST)
    coders.add_actors(mine, now=NOW)
    path = Path(coders.case.path)
    before = given_rows(path)
    coders.case.close()
    with closing(sqlite3.connect(path)) as connection:
        page = connection.execute("PRAGMA page_size").fetchone()[0]
        root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'events'").fetchone()[0]
    data = bytearray(path.read_bytes())
    data[(root - 1) * page : root * page] = b"\xff" * page
    path.write_bytes(data)
    done = rebuild_file(str(path))
    assert done.moved is not None
    assert {name: done.saved[name] for name in GIVEN} == {name: len(rows) for name, rows in before.items()}
    assert given_rows(path) == before


def test_a_lost_file_of_a_coder_is_brought_back_by_importing_it_again(coders: Coders) -> None:
    path = Path(coders.case.path)
    before = given_rows(path)
    coders.case.close()
    sql(path, "DELETE FROM codings WHERE coder = 'gdelt'")
    with closing(sqlite3.connect(path)) as connection:  # a page of no account is lost too
        page = connection.execute("PRAGMA page_size").fetchone()[0]
        root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'events'").fetchone()[0]
    data = bytearray(path.read_bytes())
    data[(root - 1) * page : root * page] = b"\xff" * page
    path.write_bytes(data)
    done = rebuild_file(str(path))
    assert (done.saved["coded"], done.lost["coded"]) == (28, 12)
    with open_case(path) as case:
        for name, file in (("polecat", "polecat.tsv"), ("icews", "icews.tsv"), ("gdelt", "gdelt.CSV")):
            Coders(case).add(TABLES / file, name, now=NOW)
        assert case.check().list() == []
    assert given_rows(path) == before
