"""What holds of any text whatever."""

import gc
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.language import Doc
from sayso.records import Published
from sayso.times import find

WORDS = (
    "the a last next this that of in on at by early late mid end ago later earlier before after every per "
    "about more than May March August Sunday Saturday sunday morning night noon day days week weeks month "
    "months year years quarter century decade weekend first third 9th two twenty nineteen ninety hundred "
    "several few couple half 1 5 12 31 99 480 1994 2020 0000 9999 10000 99999999999 1990s '80s Q3 BC AD "
    "a.m. p.m. 10:30 7/8/2020 2020-10-24 24.10.2020 fiscal Christmas Easter now recently today yesterday "
    "daily summer fall since until - , . / : ' \n \u2060 people $ %"
).split(" ")

texts = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join) | st.text(max_size=80)
datelines = st.sampled_from(
    [
        Published(),
        Published(best="2020-10-26", basis="stated"),
        Published(best="0001-01-01", basis="stated"),
        Published(best="9999-12-31", basis="stated"),
        Published(earliest="2020-02-29", latest="2020-12-31", basis="inferred"),
    ]
)


def unparsed(text: str) -> Doc:
    return Doc(text=text, view=text, tokens=[], sentences=[], names=[])


@settings(max_examples=300, deadline=None)
@given(texts, datelines)
def test_spans_values_and_days_hold_together(text: str, published: Published) -> None:
    times = find(unparsed(text), published)
    before = 0
    for n, each in enumerate(times, 1):
        start, end = each.span
        assert before <= start < end <= len(text)
        assert text[start:end].strip() == text[start:end]
        assert each.id == f"t{n}"
        assert each.value
        assert each.basis
        if each.earliest and each.latest:
            assert each.earliest <= each.latest
        before = end
    assert times == find(unparsed(text), published)


@settings(max_examples=100, deadline=None)
@given(texts)
def test_without_a_dateline_only_what_is_stated_has_days(text: str) -> None:
    for each in find(unparsed(text), Published()):
        if each.earliest or each.latest:
            assert each.basis.startswith(("stated", "relative to t", "the same day as t"))


@pytest.mark.parametrize(
    "piece", ["one ", "1,", "May ", "the last ", "n-", "a ", "12 ", "2020-", "late in the ", "half ", "'"]
)
def test_time_grows_with_length_and_no_faster(piece: str) -> None:
    def seconds(times: int) -> float:
        doc = unparsed(piece * times)
        gc.collect()
        gc.disable()  # its work depends on what else has been loaded
        try:
            begun = time.process_time()
            find(doc, Published(best="2020-10-26"))
            return time.process_time() - begun
        finally:
            gc.enable()

    seconds(100)
    assert seconds(16_000) < 40 * max(seconds(1_000), 0.004)
