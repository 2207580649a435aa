"""From scores to structures: the best tree of a sentence, the best names, the best roles around a cue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating[Any]]
NO_NAME = -0.02
"""A word whose log-probability of standing outside all names is above this is outside."""

Ints = npt.NDArray[np.integer[Any]]


def heads(scores: Floats) -> list[int]:
    """The best tree over a sentence: for each word its head's index, for the root its own.

    ``scores[i, j]`` says how well word ``j`` goes as head of word ``i``; the diagonal, as root. Where the
    best head of each word already makes a tree, that is it; else the maximum spanning arborescence (Chu & Liu
    1965, Edmonds 1967) under the word that stands out most as root.
    """
    n = len(scores)
    greedy: list[int] = scores.argmax(1).tolist()
    roots = [i for i, h in enumerate(greedy) if h == i]
    if len(roots) == 1 and not _cycle(greedy):
        return greedy
    scores = scores.astype(np.float64)
    root = int(
        np.argmax(scores.diagonal() - np.where(np.eye(n, dtype=bool), -np.inf, scores).max(1, initial=-1e9))
    )
    inner = scores.copy()
    np.fill_diagonal(inner, -1e9)
    inner[root] = -1e9
    inner[root, root] = 0.0
    return _arborescence(inner, root)


def _cycle(head: Sequence[int]) -> list[int]:
    """Some cycle of the heads (a root is its own head and no cycle), or nothing."""
    done = [False] * len(head)
    for start in range(len(head)):
        path: dict[int, int] = {}
        i = start
        while not done[i] and i not in path:
            path[i] = len(path)
            if head[i] == i:
                break
            i = head[i]
        if not done[i] and i in path and head[i] != i:
            ordered = list(path)
            return ordered[path[i] :]
        for j in path:
            done[j] = True
    return []


def _arborescence(scores: Floats, root: int) -> list[int]:
    """Maximum spanning arborescence; contracts one cycle at a time. A sentence is short, so this is quick."""
    head: list[int] = scores.argmax(1).tolist()
    head[root] = root
    cycle = np.array(_cycle(head), dtype=np.int64)
    if not len(cycle):
        return head
    inside = np.zeros(len(scores), dtype=bool)
    inside[cycle] = True
    rest = np.flatnonzero(~inside)
    kept = scores[cycle, [head[i] for i in cycle]]
    small = np.full((len(rest) + 1, len(rest) + 1), -1e9)
    small[:-1, :-1] = scores[np.ix_(rest, rest)]
    into = scores[np.ix_(cycle, rest)] - kept[:, None]
    enter = into.argmax(0)
    small[-1, :-1] = into.max(0) + kept.sum()
    out_of = scores[np.ix_(rest, cycle)]
    leave = out_of.argmax(1)
    small[:-1, -1] = out_of.max(1)
    place = {int(i): k for k, i in enumerate(rest)}
    below = _arborescence(small, place[root])
    result = list(head)
    for k, i in enumerate(rest):
        up = below[k]
        result[i] = int(cycle[leave[k]]) if up == len(rest) else int(rest[up])
    entered = below[-1]
    first = int(cycle[enter[entered]])
    result[first] = int(rest[entered])
    result[root] = root
    return result


def follows(labels: Sequence[str]) -> Floats:
    """``[i, j]``: 0 where label ``j`` may follow label ``i``, else a large negative number. A name's inside
    follows its beginning or inside; a last row says what may come first."""
    out = np.zeros((len(labels) + 1, len(labels)), dtype=np.float32)
    for j, label in enumerate(labels):
        if label[0] == "I":
            before = {i for i, name in enumerate(labels) if name != "O" and name[2:] == label[2:]}
            out[[i for i in range(len(labels) + 1) if i not in before], j] = -1e4
    return out


def names(scores: Floats, labels: Sequence[str], allowed: Floats) -> list[tuple[int, int, str]]:
    """Names as (start, end, kind) from log-probabilities ``(words, labels)`` of labels ``O B-kind I-kind``.

    The likeliest labels of each run of words that may be part of a name, one that may follow the other
    (Viterbi); ``allowed`` is ``follows(labels)``.
    """
    outside = labels.index("O")
    maybe = scores[:, outside] < NO_NAME
    out: list[tuple[int, int, str]] = []
    start = 0
    while start < len(scores):
        if not maybe[start]:
            start += 1
            continue
        end = start
        while end < len(scores) and maybe[end]:
            end += 1
        best = scores[start] + allowed[-1]
        back = []
        for i in range(start + 1, end):
            step = best[:, None] + allowed[:-1]
            back.append(step.argmax(0))
            best = step.max(0) + scores[i]
        here = int(best.argmax())
        path = [here]
        for before in reversed(back):
            here = int(before[here])
            path.append(here)
        for i, choice in enumerate(reversed(path), start):
            label = labels[choice]
            if label[0] == "B":
                out.append((i, i + 1, label[2:]))
            elif label[0] == "I":
                out[-1] = (out[-1][0], i + 1, label[2:])
        start = end
    return out


def runs(cue: Floats, paragraph: Sequence[int], least: float) -> list[list[int]]:
    """Runs of words of one paragraph that may be a cue; a word that surely begins one begins a run.

    ``cue``: probabilities ``(words, 3)`` of being outside, at the beginning of, and inside a cue.
    """
    on = 1 - cue[:, 0]
    begins = (cue[:, 1] > cue[:, 2]) & (on > 0.5)
    out: list[list[int]] = []
    for i in np.flatnonzero(on > least).tolist():
        if out and out[-1][-1] == i - 1 and not begins[i] and paragraph[i] == paragraph[i - 1]:
            out[-1].append(i)
        else:
            out.append([i])
    return out


def paths(scores: Floats, transitions: Floats, lengths: Sequence[int]) -> list[list[int]]:
    """The best label sequence of each row under a linear-chain CRF (Viterbi).

    ``scores``: ``(rows, length, labels)``; a row's words beyond its length count for nothing.
    """
    rows, longest, _ = scores.shape
    best = scores[:, 0]
    back = np.zeros(scores.shape, dtype=np.int64)
    last = best.copy()
    for n in range(1, longest):
        step = best[:, :, None] + transitions[None]
        back[:, n] = step.argmax(1)
        best = step.max(1) + scores[:, n]
        on = np.asarray(lengths) > n
        last[on] = best[on]
    out = []
    for r in range(rows):
        here = int(last[r].argmax())
        path = [here]
        for n in range(lengths[r] - 1, 0, -1):
            here = int(back[r, n, here])
            path.append(here)
        out.append(path[::-1])
    return out
