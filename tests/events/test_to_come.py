"""What has happened does not lie after its report: sentences of our own, reported on Friday, 8 July 2016."""

from __future__ import annotations

import msgspec
import pytest

from sayso.reader import read
from sayso.records import Published, article_of

FRIDAY = Published(
    earliest="2016-07-08", latest="2016-07-08", best="2016-07-08", confidence=1.0, basis="stated"
)


def dated(text: str, type_: str, published: Published = FRIDAY) -> list[tuple[str, str | None]]:
    """Status and day of the events of one type."""
    reading = read(msgspec.structs.replace(article_of(text), published=published))
    times = {t.id: t.value for t in reading.times}
    return [(e.status, times[e.time] if e.time else None) for e in reading.events if e.type == type_]


CASES: list[tuple[str, str, str, str | None]] = [
    # the act of speech has its own day, not the day of what it speaks of
    ("The parties agreed on Tuesday to meet next week.", "AGREE", "happened", "2016-07-05"),
    ("Japan and Vietnam agreed in January to hold joint naval exercises.", "AGREE", "happened", "2016-01"),
    ("Japan and Vietnam agreed in August to hold joint naval exercises.", "AGREE", "happened", "2015-08"),
    ("The bishops urged the president on Sunday to resign.", "REQUEST", "happened", "2016-07-03"),
    ("The opposition in Chad will meet on Tuesday to discuss the truce.", "AGREE", "happened", None),
    ("The union called a protest for Monday.", "REQUEST", "happened", None),
    # what lies ahead is planned
    ("The troops are leaving the town on Monday, the army said.", "RETREAT", "planned", "2016-07-11"),
    ("Teachers will march in Lima on Sunday.", "PROTEST", "planned", "2016-07-10"),
    ("The president of Chad announced a visit to Cuba next month.", "AGREE", "happened", None),
    # what is called off had a day that lay ahead
    ("A march planned for Sunday was called off.", "PROTEST", "cancelled", "2016-07-10"),
    ("A march that had been planned for Sunday was called off.", "PROTEST", "cancelled", "2016-07-10"),
    ("The union called off a strike called for Monday.", "PROTEST", "cancelled", "2016-07-11"),
    ("A march announced on Monday was called off.", "PROTEST", "cancelled", None),
    # what happened just then happened on that day
    ("Two men were shot when gunmen raided a farm on Monday.", "ASSAULT", "happened", "2016-07-04"),
    ("Marchers threw stones when police closed a road on Monday.", "PROTEST", "happened", "2016-07-04"),
    ("Marchers threw stones when police had closed a road on Monday.", "PROTEST", "happened", None),
    # a bound is not the day of the deed
    ("Police imposed a curfew until Monday.", "COERCE", "happened", None),
    ("Police on Monday imposed a curfew until Sunday.", "COERCE", "happened", "2016-07-04"),
    ("Police arrested ten men on Monday ahead of a summit next week.", "COERCE", "happened", "2016-07-04"),
]


@pytest.mark.parametrize(("text", "type_", "status", "day"), CASES)
def test_what_has_happened_does_not_lie_after_its_report(
    text: str, type_: str, status: str, day: str | None
) -> None:
    assert dated(text, type_) == [(status, day)]


OWN_DAY: list[tuple[str, str, str | None]] = [
    ("Rebels and soldiers fought clashes in the 1990s in the northern hills.", "ASSAULT", "199"),
    ("By early Thursday, five police officers were killed in Lima.", "ASSAULT", "2016-07-07"),
    ("Four men were detained in Monday's raid.", "COERCE", "2016-07-04"),
    ("Snipers killed five officers during Thursday's rally in Lima.", "ASSAULT", "2016-07-07"),
    ("Snipers killed five officers during Thursday's rally in Lima.", "PROTEST", "2016-07-07"),
    ("The general on Monday threatened to bomb the capital.", "THREATEN", "2016-07-04"),
    ("The mayor condemned Monday's attack on the school.", "ACCUSE", None),
]


@pytest.mark.parametrize(("text", "type_", "day"), OWN_DAY)
def test_the_day_of_an_event(text: str, type_: str, day: str | None) -> None:
    assert [day for _, day in dated(text, type_)] == [day]


def test_what_often_happened_is_no_event() -> None:
    assert dated("The festival often brought clashes between protesters and the army.", "ASSAULT") == []


def test_an_undated_article_tells_nothing_of_what_is_to_come() -> None:
    (event,) = dated("Police on Monday imposed a curfew in Lima.", "COERCE", Published())
    assert event == ("happened", "XXXX-WXX-1")
