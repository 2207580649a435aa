"""Which statements others contradict or deny, and which were revised."""

from __future__ import annotations

from typing import Any, NamedTuple

from sayso.case import Count
from sayso.stories import Claim, Dispute, Happening, Report, Revision
from sayso.web._contested import Contest, contested, field_words


class Event(NamedTuple):
    statements: tuple[str, ...] = ()
    counts: tuple[Count, ...] = ()


def crowd(low: int, *statements: str) -> Count:
    return Count(words=str(low), what="crowd", low=low, high=low, rule="ours", statements=statements)


def claim(about: str, value: str, *reports: str) -> Claim:
    return Claim(about=about, value=value, origin=value, words=value, reports=reports)


def happening(**fields: Any) -> Happening:
    given = {"headline": "h", "type": "PROTEST", "status": "happened", "articles": 1, "told": 1} | fields
    return Happening(id="h_1", **given)


def report(record: str, status: str) -> Report:
    return Report(record=record, article="a", status=status, origin="o", words="w")


def test_a_number_is_contested_where_it_stands_and_nowhere_else() -> None:
    """One event with the counts of two people, told within a statement that has no number."""
    event = Event(("s_around",), (crowd(5000, "s_police"), crowd(50000, "s_union"), crowd(7)))
    dispute = Dispute(about="crowd", claims=(claim("crowd", "5,000", "e_1"), claim("crowd", "50,000", "e_1")))
    assert contested([happening(disputes=(dispute,))], {"e_1": event}) == {
        "s_police": (Contest("disputed", "crowd", "h_1"),),
        "s_union": (Contest("disputed", "crowd", "h_1"),),
    }


def test_an_expected_number_is_one_of_the_same_kind() -> None:
    claims = (claim("crowd expected", "9", "e_1"), claim("crowd expected", "90", "e_2"))
    events = {"e_1": Event((), (crowd(9, "s_1"),)), "e_2": Event((), (crowd(90, "s_2"),))}
    dispute = Dispute(about="crowd expected", claims=claims)
    assert set(contested([happening(disputes=(dispute,))], events)) == {"s_1", "s_2"}


def test_a_place_is_contested_in_all_that_tell_the_event() -> None:
    dispute = Dispute(about="place", claims=(claim("place", "Minsk", "e_1"), claim("place", "Brest", "e_2")))
    events = {"e_1": Event(("s_outer", "s_inner")), "e_2": Event()}
    assert set(contested([happening(disputes=(dispute,))], events)) == {"s_outer", "s_inner"}


def test_what_was_said_first_is_revised_and_not_what_stands() -> None:
    claims = (claim("crowd", "5", "e_1"), claim("crowd", "50", "e_2"))
    events = {"e_1": Event((), (crowd(5, "s_1"),)), "e_2": Event((), (crowd(50, "s_2"),))}
    found = contested([happening(revisions=(Revision(about="crowd", origin="o", claims=claims),))], events)
    assert found == {"s_1": (Contest("revised", "crowd", "h_1"),)}


def test_who_denies_is_not_denied() -> None:
    of = happening(
        denials=("e_2",),
        reports=(report("e_1", "happened"), report("e_2", "denied"), report("e_3", "planned")),
    )
    events = {f"e_{n}": Event((f"s_{n}",)) for n in (1, 2, 3)}
    assert contested([of], events) == {"s_1": (Contest("denied", "happened", "h_1"),)}


def test_hidden_events_contest_nothing() -> None:
    dispute = Dispute(about="place", claims=(claim("place", "Minsk", "e_1"), claim("place", "Brest", "e_2")))
    assert contested([happening(disputes=(dispute,))], {}) == {}


def test_fields_in_words() -> None:
    assert field_words("crowd expected") == "the crowd expected"
    assert field_words("dead") == "the number of dead"
