"""What stands between words and the network: shapes, windows, trees, names, paths."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sayso.language import parse
from sayso.language._decode import follows, heads, names, paths
from sayso.language._features import quoted, shape
from sayso.language._windows import BUDGET, around, windows


def test_shapes():
    assert [shape(w) for w in ("crowd", "Minsk", "NATO", "McCain", "21st", "—", "I", "don’t")] == [
        0, 1, 2, 3, 4, 5, 1, 0,
    ]  # fmt: skip


def test_a_quotation_ends_with_its_paragraph():
    assert quoted(["“", "No", "Yes", "”", "so"], [0, 2]) == [True, True, False, False, False]


@given(st.lists(st.integers(1, 8), min_size=1, max_size=900), st.data())
@settings(max_examples=60, deadline=None)
def test_windows_hold_every_word_once_within_the_budget(sizes, data):
    count = len(sizes)
    paragraphs = sorted({0, *data.draw(st.lists(st.integers(0, count - 1), max_size=12))})
    title = paragraphs[1] if len(paragraphs) > 1 and paragraphs[1] <= 25 else 0
    words = data.draw(st.lists(st.sampled_from(["a", ".", "”", "b"]), min_size=count, max_size=count))
    found = windows(words, sizes, paragraphs, title)
    assert [i for w in found for i in range(w.start, w.end)] == list(range(count))
    for w in found:
        assert sum(sizes[i] for i in [*w.context, *range(w.start, w.end)]) <= BUDGET - 2
        assert all(i < w.start for i in w.context)
        assert w.context == sorted(set(w.context))


def test_a_cue_is_read_within_its_paragraph_and_window():
    assert around([3], [1, 1, 2, 2, 2, 3], 0, 6) == [2, 3, 4]
    assert around([3], [1, 1, 2, 2, 2, 3], 3, 4) == [3]


def is_tree(tree):
    roots = [i for i, h in enumerate(tree) if h == i]
    for i in range(len(tree)):
        seen = set()
        while tree[i] != i:
            if i in seen:
                return False
            seen.add(i)
            i = tree[i]
    return len(roots) == 1


@given(st.integers(1, 12).flatmap(lambda n: arrays(np.float32, (n, n), elements=st.floats(-8, 8, width=32))))
@settings(max_examples=200, deadline=None)
def test_heads_always_make_a_tree(scores):
    assert is_tree(heads(scores))


@given(
    st.integers(2, 4).flatmap(lambda n: arrays(np.float32, (n, n), elements=st.integers(-20, 20).map(float)))
)
@settings(max_examples=100, deadline=None)
def test_no_tree_with_the_same_root_scores_better(scores):
    n = len(scores)
    tree = heads(scores)
    root = next(i for i, h in enumerate(tree) if h == i)
    every = [[(code // n**i) % n for i in range(n)] for code in range(n**n)]
    best = max(sum(float(scores[i, t[i]]) for i in range(n)) for t in every if t[root] == root and is_tree(t))
    assert sum(float(scores[i, tree[i]]) for i in range(n)) == pytest.approx(best)


def test_names_never_begin_inside():
    labels = ["O", "B-PERSON", "I-PERSON", "B-GPE", "I-GPE"]
    choices = [2, 2, 0, 3, 2, 4]
    scores = np.full((6, 5), -5.0)
    for i, c in enumerate(choices):
        scores[i, c] = 0
    scores[0, 1] = scores[4, 4] = -1
    assert names(scores, labels, follows(labels)) == [(0, 2, "PERSON"), (3, 6, "GPE")]


def test_paths_follow_the_transitions():
    scores = np.zeros((2, 3, 2), dtype=np.float32)
    scores[0, 0, 1] = 3
    scores[1, :, 0] = 1
    stay = np.array([[2, 0], [0, 2]], dtype=np.float32)
    assert paths(scores, stay, [3, 2]) == [[1, 1, 1], [0, 0]]


def test_a_statement_is_heard_with_source_content_and_hearer():
    doc = parse("The minister told reporters that the strike was over.")
    best = max(doc.heard, key=lambda h: h.confidence)
    assert [doc.tokens[i].text for i in best.source] == ["The", "minister"]
    assert "told" in [doc.tokens[i].text for i in best.cue]
    assert [doc.tokens[i].text for i in best.content][-3:] == ["strike", "was", "over"]
    assert best.confidence > 0.9
