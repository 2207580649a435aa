"""What the reader itself adds to the annotators: whose count a number is."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.reader import _estimated
from sayso.records import Attribution, Quantity

SPANS = st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda pair: (pair[0], pair[0] + pair[1]))


def attribution(n: int, content: tuple[tuple[int, int], ...]) -> Attribution:
    return Attribution(
        id=f"s{n}", kind="indirect", stance="says", source=(), cue=(), content=content, confidence=1.0
    )


@given(st.lists(SPANS, max_size=8), st.lists(st.lists(SPANS, max_size=3), max_size=8))
@settings(max_examples=200, deadline=None)
def test_a_count_belongs_to_the_smallest_content_around_it(
    counts: list[tuple[int, int]], contents: list[list[tuple[int, int]]]
) -> None:
    quantities = [
        Quantity(id=f"q{n}", span=span, what="other", low=1, high=1, rule="exact")
        for n, span in enumerate(counts)
    ]
    attributions = [attribution(n, tuple(sorted(spans))) for n, spans in enumerate(contents)]
    for count in _estimated(quantities, attributions):
        around = [
            (sum(e - s for s, e in a.content), a.id)
            for a in attributions
            if any(s <= count.span[0] and count.span[1] <= e for s, e in a.content)
        ]
        assert count.estimated_by == (min(around)[1] if around else None)
