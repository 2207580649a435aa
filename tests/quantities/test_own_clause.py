"""Whose fate a number tells: that of its own clause, not of the one before; sentences of our own."""

from __future__ import annotations

from sayso.language import parse
from sayso.quantities import find


def test_a_number_with_a_verb_of_its_own_does_not_take_the_one_before() -> None:
    counts = find(parse("Dozens of people have been arrested and two journalists were beaten at the gate."))
    assert [(q.what, q.low) for q in counts] == [("arrested", 24), ("other", 2)]
