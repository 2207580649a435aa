"""Lexicon and judge together: what either says, and what comes of it. The judge's words are made up here."""

from __future__ import annotations

import pytest

from sayso.events import _judge
from sayso.events._judge import certainty, reading, vote
from sayso.events.codebook import Trigger, load
from sayso.language import Doc, Judged, parse

BOOK = load()


def doc_of(text: str, word: str, **chances: float) -> tuple[Doc, int]:
    """A parsed text in which the judge speaks of one word only; ``none`` is the chance of no event."""
    doc = parse(text)
    i = next(t.i for t in doc.tokens if t.text == word)
    types = {("-" if k == "none" else k): p for k, p in chances.items()}
    doc.judged = {i: Judged(i, types, {}, {}, {})}
    return doc, i


def row(word: str, pos: str, type_: str, *, asks: bool) -> Trigger:
    """A row of the lexicon, one that asks for certain words around its own or one that does not."""
    rows = BOOK.triggers[word, pos]
    return next(r for r in rows if r.type == type_ and any(n.op == "=" for n in r.needs) == asks)


def test_where_row_and_judge_agree_the_row_is_read() -> None:
    doc, i = doc_of("Police arrested two editors.", "arrested", COERCE=0.9, none=0.1)
    arrest = row("arrest", "verb", "COERCE", asks=False)
    assert reading(doc, i, "verb", arrest, BOOK) == _judge.Reading(arrest)


def test_a_row_outweighs_a_judge_who_doubts() -> None:
    doc, i = doc_of("Police arrested two editors.", "arrested", COERCE=0.2, none=0.8)
    read = reading(doc, i, "verb", row("arrest", "verb", "COERCE", asks=False), BOOK)
    assert read is not None
    assert not read.shadow


def test_what_the_judge_takes_for_nothing_is_a_shadow() -> None:
    doc, i = doc_of("His looks arrested the crowd.", "arrested", none=0.97)
    read = reading(doc, i, "verb", row("arrest", "verb", "COERCE", asks=False), BOOK)
    assert read is not None
    assert read.shadow


def test_a_judge_who_is_sure_of_another_type_is_believed() -> None:
    doc, i = doc_of("The deputies attacked the budget.", "attacked", ACCUSE=0.95, ASSAULT=0.02)
    attack = row("attack", "verb", "ASSAULT", asks=False)
    read = reading(doc, i, "verb", attack, BOOK)
    assert read is not None
    assert read.row.type == "ACCUSE"


def test_a_row_that_asks_for_words_keeps_its_type() -> None:
    doc, i = doc_of("India and Pakistan exchanged fire.", "exchanged", COOPERATE=0.95, ASSAULT=0.03)
    fire = row("exchange", "verb", "ASSAULT", asks=True)
    assert reading(doc, i, "verb", fire, BOOK) == _judge.Reading(fire)


def test_a_row_that_says_no_event_needs_a_judge_who_is_surer() -> None:
    doc, i = doc_of("The minister declined to comment.", "declined", REJECT=0.8, none=0.1)
    none = next(r for r in BOOK.triggers["decline", "verb"] if r.type is None)
    assert reading(doc, i, "verb", none, BOOK) is None


def test_the_judge_is_not_asked_about_a_firm_row() -> None:
    doc, i = doc_of("The editor was led away by police.", "led", none=0.95)
    led = next(r for r in BOOK.triggers["lead", "verb"] if r.firm)
    assert reading(doc, i, "verb", led, BOOK) == _judge.Reading(led)


def test_a_row_that_counts_only_where_it_fits_makes_no_word_known() -> None:
    doc, i = doc_of("Voters turned out in large numbers.", "turned", PROTEST=_judge.NEW - 0.05)
    rows = [r for r in BOOK.triggers["turn", "verb"] if r.type == "PROTEST"]
    assert rows
    assert all(r.only for r in rows)
    assert reading(doc, i, "verb", None, BOOK) is None


@pytest.mark.parametrize(("chance", "found"), [(_judge.NEW + 0.05, True), (_judge.NEW - 0.05, False)])
def test_a_word_that_the_lexicon_does_not_have(chance: float, found: bool) -> None:
    doc, i = doc_of("Gendarmes frogmarched two editors away.", "frogmarched", COERCE=chance)
    assert (reading(doc, i, "verb", None, BOOK) is not None) == found


def test_a_new_word_has_the_mode_that_the_judge_is_sure_of() -> None:
    doc, i = doc_of("Gendarmes frogmarched two editors away.", "frogmarched", COERCE=0.95)
    doc.judged[i].modes["COERCE/arrest"] = 0.9
    read = reading(doc, i, "verb", None, BOOK)
    assert read is not None
    assert (read.row.modes, read.row.cameo) == (("arrest",), "173")


def test_a_verb_of_speech_is_no_event_by_itself() -> None:
    doc, i = doc_of("The minister said that it was late.", "said", ACCUSE=0.95)
    assert reading(doc, i, "verb", None, BOOK) is None


def test_who_says_that_somebody_must_demands_it() -> None:
    doc, i = doc_of("Turkey said that Greece must free the sailors.", "said", REQUEST=0.6)
    read = reading(doc, i, "verb", None, BOOK)
    assert read is not None
    assert read.row.type == "REQUEST"


def test_promised_help_is_an_agreement() -> None:
    doc, i = doc_of("Canada is aiding Sudan.", "aiding", AGREE=0.9, AID=0.1)
    read = reading(doc, i, "verb", row("aid", "verb", "AID", asks=False), BOOK)
    assert read is not None
    assert read.act == "AGREE"


def test_certainty_is_that_of_a_type_or_of_any() -> None:
    doc, i = doc_of("Police arrested two editors.", "arrested", COERCE=0.7, ASSAULT=0.2, none=0.1)
    assert (certainty(doc, i), certainty(doc, i, "ASSAULT"), certainty(doc, 0)) == (0.7, 0.2, 0.0)


def voted(
    actors: dict[str, float], recipients: dict[str, float], grammar: dict[str, str]
) -> tuple[list[str], ...]:
    """Who does it and to whom in "Police arrested two editors in Harare with their driver", by words."""
    doc, i = doc_of("Police arrested two editors in Harare with their driver.", "arrested", COERCE=1.0)
    at = {t.text: t.i for t in doc.tokens}
    doc.judged[i].actors.update({at[w]: p for w, p in actors.items()})
    doc.judged[i].recipients.update({at[w]: p for w, p in recipients.items()})
    slots = {
        role: [at[w] for w, r in grammar.items() if r == role] for role in ("actor", "joint", "recipient")
    }
    found = vote(doc, i, slots["actor"], slots["joint"], slots["recipient"])
    return tuple([doc.tokens[j].text for j in side] for side in found)


def test_grammar_is_enough_for_a_role() -> None:
    assert voted({}, {}, {"Police": "actor", "editors": "recipient"}) == (["Police"], ["editors"])


def test_the_judge_adds_whom_grammar_does_not_show() -> None:
    assert voted({"driver": 0.1}, {"driver": 0.8}, {"Police": "actor"}) == (["Police"], ["driver"])


def test_a_word_has_one_role() -> None:
    assert voted({"editors": 0.6}, {"editors": 0.3}, {"editors": "recipient"}) == ([], ["editors"])


def test_parties_of_a_joint_act_are_actors_whatever_the_judge_says() -> None:
    assert voted({}, {"driver": 0.9}, {"Police": "actor", "driver": "joint"}) == (["Police", "driver"], [])


def test_the_likeliest_word_is_the_recipient_where_nothing_else_is() -> None:
    assert voted({}, {"driver": 0.3, "Harare": 0.25}, {"Police": "actor"}) == (["Police"], ["driver"])


def test_without_a_judge_grammar_stands_alone() -> None:
    doc = parse("Police arrested two editors.")
    doc.judged = {}
    assert vote(doc, 1, [0], [], [3]) == ([0], [3])


@pytest.mark.parametrize(
    ("text", "word", "party", "does"),
    [
        ("The march went on despite blows from guards.", "march", "guards", False),
        ("Amid threats by guards the women kept up their march.", "march", "guards", False),
        ("Despite blows by guards, women marched.", "blows", "guards", True),
        ("The march went on with guards.", "march", "guards", True),
    ],
)
def test_who_does_what_goes_on_beside_the_event_does_not_do_it(
    text: str, word: str, party: str, does: bool
) -> None:
    doc, i = doc_of(text, word, PROTEST=0.9)
    j = next(t.i for t in doc.tokens if t.text == party)
    doc.judged = {i: Judged(i, {"PROTEST": 0.9}, {}, {j: 0.95}, {})}
    assert vote(doc, i, [], [], [])[0] == ([j] if does else [])
