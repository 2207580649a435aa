"""Lanes of a statement: who copies the passage in which it stands tells nothing anew."""

from __future__ import annotations

import pytest

from sayso.case import Days, StatementRecord
from sayso.stories import Copy, Lane
from sayso.stories._lanes import lanes_of


def said(id: str, article: str, day: str | None, span: tuple[int, int] = (0, 100)) -> StatementRecord:
    return StatementRecord(
        id=id,
        kind="indirect",
        stance="says",
        polarity="positive",
        words="w",
        source="s",
        source_type="named",
        cue="said",
        confidence=0.9,
        article=article,
        reported=Days(earliest=day, latest=day),
        content_spans=(span,),
        run="r_1",
    )


def pair(one: str, other: str, copy: bool, here: tuple[int, int], there: tuple[int, int]) -> Copy:
    return Copy(one=one, other=other, copy=copy, of_one=0.5, of_other=0.5, passages=((here, there),))


def test_who_copies_stands_beneath_what_came_first() -> None:
    records = [said("s_1", "a_1", "2021-10-03"), said("s_2", "a_2", "2021-10-01"), said("s_3", "a_3", None)]
    copies = [pair("a_1", "a_2", True, (500, 600), (500, 600))]
    assert lanes_of(records, copies) == (Lane(record="s_2", copies=("s_1",)), Lane(record="s_3"))
    assert lanes_of(reversed(records), copies) == lanes_of(records, copies)


@pytest.mark.parametrize(
    ("here", "there", "lanes"),
    [
        ((0, 100), (0, 100), 1),
        ((40, 200), (30, 200), 1),  # most of the statement
        ((60, 200), (0, 200), 2),  # the lesser part of one of them
        ((200, 400), (0, 200), 2),  # another passage
    ],
)
def test_a_passage_takes_along_what_stands_in_it(
    here: tuple[int, int], there: tuple[int, int], lanes: int
) -> None:
    records = [said("s_1", "a_1", "2021-10-03"), said("s_2", "a_2", "2021-10-01")]
    assert len(lanes_of(records, [pair("a_1", "a_2", False, here, there)])) == lanes


def test_an_article_that_says_it_twice_is_one_lane() -> None:
    records = [said("s_1", "a_1", "2021-10-03"), said("s_2", "a_1", "2021-10-03", (300, 400))]
    assert lanes_of(records, []) == (Lane(record="s_1", copies=("s_2",)),)


def test_nothing_is_in_no_lane() -> None:
    assert lanes_of([], []) == ()
