"""The report on losses: nothing is lost without a word, and its numbers are true."""

from __future__ import annotations

import re

import pytest

from sayso.case import Case
from sayso.exports import FORMATS, Format
from sayso.exports._things import EVENT, things_of
from tests.exports.written import records, written

PARTS = [part for form in FORMATS.values() for part in (form, *form.also)]
DID_NOT = {"planned": 1, "denied": 1, "hypothetical": 1}
"""Events of the small case that did not happen."""


@pytest.mark.parametrize("part", PARTS, ids=lambda part: f"{part.name} {part.of}")
def test_every_thing_of_our_record_is_held_or_told_to_be_lost(part: Format) -> None:
    assert set(part.loss) | part.holds == set(things_of(part.of))
    assert set(part.loss).isdisjoint(part.holds)
    assert all(words and "\n" not in words for words in part.loss.values())


@pytest.mark.parametrize("name", FORMATS)
def test_every_record_is_written_or_counted_as_left_out(demo: Case, name: str) -> None:
    data, loss = written(demo, name)
    for part in loss.parts:
        assert part.read == part.written + sum(part.left_out.values())
    rows = sum(part.rows for part in loss.parts)
    extra = loss.rows if name == "ftm" else 0
    assert len(records(name, data)) == rows + extra


@pytest.mark.parametrize("name", [name for name, form in FORMATS.items() if form.happened_only])
def test_what_did_not_happen_leaves_a_format_that_knows_only_what_did(three: Case, name: str) -> None:
    _, loss = written(three, name, incomplete=True)
    for status, count in DID_NOT.items():
        reason = f"status {status}, where the format knows only what happened"
        assert loss.parts[0].left_out[reason] == count


def test_the_numbers_are_those_of_the_records_that_were_written(three: Case) -> None:
    _, loss = written(three, "icews")
    (part,) = loss.parts
    assert part.written == 3
    lines = dict(line.split(": ", 1) for line in loss.lines() if ": " in line)
    assert lines["chain of say-so"].startswith("2 events; ")  # the shelling and the attack
    assert lines["several actors"].startswith("1 event; ")  # the talks
    assert lines["counts"].startswith("1 event; ")


def test_the_page_says_what_the_lines_say(three: Case) -> None:
    _, loss = written(three, "ftm")
    page = loss.markdown()
    for part in loss.parts:
        assert part.summary() in page
        assert all(line in page for line in part.lines())
    assert not re.search(r"\bNone\b", page)


def test_a_thing_that_no_record_has_is_not_in_the_report(three: Case) -> None:
    _, loss = written(three, "plover")
    assert not any(line.startswith(EVENT["corrections"].words) for line in loss.lines())
