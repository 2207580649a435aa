from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.events.codebook import Codebook, check, decisions, load
from sayso.events.codebook._load import _triggers, parse_condition

HEAD = "lemma\tpos\ttype\tmode\tcameo\trecipient\tneeds\tnote\n"


@pytest.fixture(scope="module")
def book() -> Codebook:
    return load()


def _with_triggers(book: Codebook, *rows: str) -> list[str]:
    text = HEAD + "".join("\t".join(row.split()) + "\n" for row in rows)
    return check(replace(book, triggers=_triggers(text)))


def test_the_codebook_holds_together(book: Codebook) -> None:
    assert check(book) == []


def test_it_has_the_types_modes_and_contexts_of_plover(book: Codebook) -> None:
    assert len(book.types) == 16
    assert len(book.contexts) == 37
    assert {q: sum(t.quad == q for t in book.types.values()) for q in (1, 2, 3, 4)} == {
        1: 4,
        2: 3,
        3: 4,
        4: 5,
    }
    assert set(book.types["PROTEST"].modes) == {
        "demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize",
    }  # fmt: skip
    assert len(book.types["ASSAULT"].modes) == 15


def test_every_type_and_nearly_every_mode_has_triggers(book: Codebook) -> None:
    rows = [row for rows in book.triggers.values() for row in rows if row.type]
    assert len(rows) > 700
    assert {row.type for row in rows} == set(book.types)
    reached = {(row.type, mode) for row in rows for mode in row.modes}
    # What is threatened is told by the words beside the threat: compositions reach those modes.
    reached |= {(row.act, row.result_mode) for row in book.compositions if row.result_mode}
    assert {pair for pair in book.modes if pair not in reached} == set()


def test_modes_that_no_event_could_take_are_found(book: Codebook) -> None:
    assert ("ASSAULT", "aerial") in book.modes
    assert ("AGREE", "aerial") not in book.modes


@pytest.mark.parametrize(
    ("code", "plover"),
    [
        ("1411", ("PROTEST", "demo")),
        ("163", ("SANCTION", "discontinue")),
        ("116", ("SANCTION", "convict")),
        ("1712", ("ASSAULT", "destroy")),
        ("0813", ("CONCEDE", None)),
        ("055", ("CONCEDE", None)),
        ("0874", ("RETREAT", "withdraw")),
        ("010", None),
        ("0199", None),
        ("1952", ("ASSAULT", "drone")),
        ("1999", ("ASSAULT", None)),
        ("20", ("ASSAULT", None)),
        ("99", None),
    ],
)
def test_cameo_codes_become_plover(book: Codebook, code: str, plover: tuple[str, str | None] | None) -> None:
    assert book.plover_of(code) == plover


def test_every_default_code_leads_back_to_its_type_but_resignations(book: Codebook) -> None:
    astray = {pair for pair, code in book.defaults.items() if (book.plover_of(code) or ("",))[0] != pair[0]}
    assert astray == {("RETREAT", "resign")}
    assert book.cameo_of("RETREAT", "resign") == "0831"


def test_an_unknown_mode_falls_to_the_code_of_the_type(book: Codebook) -> None:
    assert book.cameo_of("PROTEST", "no such mode") == book.cameo_of("PROTEST") == "140"
    with pytest.raises(KeyError):
        book.cameo_of("FIGHT")


def test_the_score_is_that_of_the_most_extreme_mode(book: Codebook) -> None:
    assert book.score("ASSAULT") == -9
    assert book.score("ASSAULT", ("beat", "aerial")) == -9.5
    assert book.score("PROTEST", ("vandalize",)) == -5
    assert book.score("RETREAT", ("resign",)) == 4.5


@pytest.mark.parametrize(
    ("act", "type", "modes", "cameo", "expected"),
    [
        ("AGREE", "RETREAT", ("release",), "0841", (None, "0353")),
        ("AGREE", "AID", (), "072", (None, "0332")),
        ("REQUEST", "RETREAT", ("resign",), "0831", ("change", "1041")),
        ("REJECT", "CONSULT", (), "040", ("meet", "125")),
        ("THREATEN", "SANCTION", ("discontinue",), "163", ("restrict", "1312")),
        ("THREATEN", "SANCTION", ("discontinue",), "1621", ("relations", "1311")),
        ("THREATEN", "ASSAULT", (), None, ("violence", "138")),
        ("REQUEST", "PROTEST", ("demo",), "141", (None, "100")),
        ("PROTEST", "REQUEST", ("change",), "1041", ("demo", "1411")),
    ],
)
def test_acts_about_deeds(
    book: Codebook,
    act: str,
    type: str,
    modes: tuple[str, ...],
    cameo: str | None,
    expected: tuple[str | None, str],
) -> None:
    row = book.compose(act, type, modes, cameo)
    assert row is not None
    assert (row.result_mode, row.result_cameo) == expected


def test_an_act_without_compositions_gives_none(book: Codebook) -> None:
    assert book.compose("PROTEST", "AID") is None


def test_a_firm_row_asks_for_words(book: Codebook) -> None:
    rows = (
        "seize verb COERCE seize 1711 obj firm .",
        "march verb PROTEST demo 141 . only .",
        "come verb PROTEST demo 141 . firm,only,prt=out .",
    )
    found = _with_triggers(book, *rows)
    assert [problem.split(": ")[2] for problem in found] == [
        "a row that is firm or only there asks for nothing"
    ] * 2
    (firm,) = _triggers(HEAD + "\t".join(rows[2].split()) + "\n")["come", "verb"]
    assert (firm.firm, firm.only, len(firm.needs)) == (True, True, 1)


def test_readings_are_tried_special_before_general(book: Codebook) -> None:
    rows = book.triggers["strike", "verb"]
    deal = next(n for n, r in enumerate(rows) if r.type == "AGREE")
    blow = next(n for n, r in enumerate(rows) if r.type == "ASSAULT" and not r.modes)
    balance = next(n for n, r in enumerate(rows) if any("balance" in c.values for c in r.needs))
    assert rows[balance].type is None
    assert balance < blow
    assert deal < blow


def test_a_receiver_of_aid_is_its_recipient(book: Codebook) -> None:
    row = next(r for r in book.triggers["receive", "verb"] if r.type == "AID")
    assert row.actor == (("from",),)
    assert row.recipient == (("subj",),)


def test_further_parties_are_joint_actors(book: Codebook) -> None:
    row = next(r for r in book.triggers["meet", "verb"] if r.type == "CONSULT")
    assert ("with",) in row.joint
    assert row.recipient == ()


def test_conditions_are_read() -> None:
    condition = parse_condition("not:obj.mod|with=@arms|stone", {"arms": "gun|rifle"})
    assert condition.slots == (("obj", "mod"), ("with",))
    assert (condition.op, condition.negated) == ("=", True)
    assert condition.values == {"gun", "rifle", "stone"}
    kind = parse_condition("subj:actor|place")
    assert (kind.op, kind.values, kind.negated) == (":", {"actor", "place"}, False)


@pytest.mark.parametrize("term", ["", "obj", "obj=", "=a", "Obj=a", "obj =a", "not:"])
def test_what_is_no_condition_is_refused(term: str) -> None:
    with pytest.raises(ValueError, match="is not a condition"):
        parse_condition(term)


@given(st.text(max_size=40))
def test_any_text_is_a_condition_or_refused(term: str) -> None:
    try:
        condition = parse_condition(term, {})
    except (ValueError, KeyError):
        return
    assert condition.slots
    assert condition.values


def test_an_unknown_word_list_is_named_with_its_line() -> None:
    with pytest.raises(ValueError, match=r"triggers\.tsv, line 2: 'nowhere'"):
        _triggers(HEAD + "hit\tverb\tASSAULT\t.\t180\tobj\tobj=@nowhere\t.\n")


def test_a_row_with_a_cell_too_few_is_refused() -> None:
    with pytest.raises(ValueError, match=r"line 2: 7 cells where there should be 8"):
        _triggers(HEAD + "hit\tverb\tASSAULT\t.\t180\tobj\t.\n")


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        (["hit verb FIGHT . 180 obj . ."], "FIGHT is not a type"),
        (["hit verb ASSAULT demo 180 obj . ."], "demo is not a mode of ASSAULT"),
        (["hit verb ASSAULT . 141 obj . ."], "CAMEO 141 does not suit ASSAULT/."),
        (["hit verb ASSAULT . 181 obj . ."], "CAMEO 181 does not suit ASSAULT/."),
        (["hit adverb ASSAULT . 180 obj . ."], "adverb is not a part of speech"),
        (["Hit verb ASSAULT . 180 obj . ."], "not in lower case"),
        (["hit verb ASSAULT . 180 object . ."], "object is not a slot"),
        (["hit verb ASSAULT . 180 obj.of.of.of . ."], "obj.of.of.of is not a slot"),
        (["hit verb ASSAULT . 180 obj obj:country ."], "['country'] are not kinds"),
        (["hit verb ASSAULT . 180 obj comp=to|leave ."], "comp= takes forms"),
        (["hit verb - . . obj . ."], "a reading that is no event has nothing else"),
        (
            ["hit verb ASSAULT . 180 obj . .", "hit verb - . . . obj=ball ."],
            "nothing after this row can be reached",
        ),
        (
            ["hit verb - . . . obj=a ."] * 2,
            "the same conditions as in a row above",
        ),
        (
            ["hit verb - . . . obj=a .", "kick verb - . . . obj=a .", "hit verb - . . . obj=b ."],
            "do not stand together",
        ),
    ],
)
def test_faults_in_triggers_are_found(book: Codebook, rows: list[str], problem: str) -> None:
    found = _with_triggers(book, *rows)
    assert any(problem in line for line in found), found


def test_a_sound_trigger_has_no_faults(book: Codebook) -> None:
    assert (
        _with_triggers(
            book, "hit verb ASSAULT beat 182 obj,at obj:actor,not:obj.mod=@x .".replace("@x", "stone")
        )
        == []
    )


def test_faults_in_codes_and_contexts_are_found(book: Codebook) -> None:
    code = replace(book.cameo["141"], mode="aerial")
    assert "cameo.tsv: 141: aerial is not a mode of PROTEST" in check(
        replace(book, cameo={**book.cameo, "141": code})
    )
    unmarked = replace(book.cameo["141"], marks=("nowhere",))
    assert "cameo.tsv: 141: no decision nowhere" in check(
        replace(book, cameo={**book.cameo, "141": unmarked})
    )
    few = {name: c for name, c in book.contexts.items() if name != "cyber"}
    assert "contexts.toml: 36 contexts where PLOVER has 37" in check(replace(book, contexts=few))


def test_light_verbs_tell_the_part_of_their_subject(book: Codebook) -> None:
    assert [(v.subject, v.subject_is_event) for v in book.light_verbs["face"]] == [("recipient", False)]
    assert ("actor", False) in {(v.subject, v.subject_is_event) for v in book.light_verbs["hold"]}
    assert ("none", True) in {(v.subject, v.subject_is_event) for v in book.light_verbs["erupt"]}


def test_status_cues_come_in_the_order_of_the_file(book: Codebook) -> None:
    names = [cue.name for cue in book.status_cues]
    assert names.index("cancelled") < names.index("planned") < names.index("ongoing")
    cancelled = book.status_cues[names.index("cancelled")]
    assert "call off" in cancelled.verbs
    assert cancelled.status == "cancelled"


def test_modal_acts(book: Codebook) -> None:
    must = next(row for row in book.modal_acts if "must" in row.modals)
    assert (must.act, must.whose, must.negated, must.deeds) == ("REQUEST", "other", None, frozenset())
    refusal = next(row for row in book.modal_acts if row.negated)
    assert refusal.act == "REJECT"
    assert "RETREAT" in refusal.deeds


def test_nothing_in_it_can_be_changed_by_accident(book: Codebook) -> None:
    with pytest.raises(FrozenInstanceError):
        book.triggers["kidnap", "verb"][0].lemma = "x"  # type: ignore[misc]


def test_it_is_read_once(book: Codebook) -> None:
    assert load() is book
    load.cache_clear()
    assert load() == book


def test_the_files_are_plain_tables_without_trailing_blanks() -> None:
    for name in ("triggers.tsv", "cameo.tsv", "compositions.tsv", "modal_acts.tsv", "light_verbs.tsv"):
        text = (files("sayso.events.codebook") / name).read_text(encoding="utf-8")
        assert text.startswith("# "), name
        assert not [line for line in text.split("\n") if line != line.rstrip()], name


def test_decisions_say_what_and_why() -> None:
    assert len(decisions()) > 30
    for decision in decisions().values():
        assert decision.question, decision.id
        assert decision.choice, decision.id
        assert decision.why, decision.id
