"""The network at work: an article's words in, what its heads say of them out.

One pass of the encoder over the windows of an article, and one short pass over the words around each
candidate cue. Weights are int8 and activations are scaled by what is computed together, so windows and cues
are packed by the article alone, and probabilities are rounded: the same article gives the same result,
whatever is read beside it. The files are loaded once a process and checked against the digests beside them.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from sayso.errors import ReadingError
from sayso.language import _features as features
from sayso.language._decode import Floats, Ints, follows, heads, names, paths, runs
from sayso.language._doc import Heard, Judged
from sayso.language._files import FOLDER
from sayso.language._pieces import Pieces
from sayso.language._windows import FAR, Window, around, windows

WINDOWS = 4
"""Windows computed together."""

CUES = 24
"""Candidate cues computed together."""

BLOCK = 16 * WINDOWS
"""Windows whose states are kept until their cues have been read: this bounds the memory of long articles."""

CANDIDATE = 0.2
"""A word at least so likely to be in a cue is looked at again."""

EVENT = 0.05
"""A word at least so likely to stand for an event is judged; any other stands for none."""

LITTLE, PARTY = 0.02, 0.1
"""Types less likely, and words less likely to head a party, are left out."""

FORMAT = "sayso-model/1"
FILES = ("encoder.onnx", "cues.onnx", "vocab.txt")


@dataclass(slots=True)
class Readout:
    """What the network says of an article, word by word; ``head`` of a root is itself."""

    tags: list[str]
    heads: list[int]
    labels: list[str]
    starts: list[bool]
    names: list[tuple[int, int, str]]
    heard: list[Heard]
    judged: list[Judged]


_State = tuple[Window, Floats, list[list[int]], Floats]
"""A window, the states of its words, the candidate cues in it (counted from the window's first word), and
the states of three layers, side by side."""


@dataclass(slots=True)
class _Asked:
    """A candidate cue, the words read for it, and which window of the block they stand in."""

    window: int
    cue: list[int]
    around: list[int]


@lru_cache(maxsize=1)
def network() -> Network:
    """The loaded network."""
    return Network(FOLDER)


class Network:
    """The graphs, their labels, and how an article is put through them."""

    def __init__(self, folder: Path, *, judging: bool = True) -> None:
        """Load the files of a folder; without ``judging`` not the judge, which is trained last."""
        try:
            about = json.loads((folder / "model.json").read_text(encoding="utf-8"))
            for name in FILES:
                _check(folder / name, about["sha256"][name])
            if about["format"] != FORMAT:
                raise ValueError(about["format"])
            self._tags: list[str] = about["labels"]["tag"]
            self._labels: list[str] = about["labels"]["dep"]
            self._names: list[str] = about["labels"]["name"]
            self._transitions = np.array(about["transitions"], dtype=np.float32)
            self._dep_out = np.array(about["dep_out"], dtype=np.float32).T
            self._dep_bias = np.array(about["dep_bias"], dtype=np.float32)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ReadingError("SAY202", str(folder)) from error
        if judging:
            self._load_judge(folder)
        self._follows = follows(self._names)
        self._root = self._labels.index("ROOT")
        self._encoder = _session(folder / "encoder.onnx")
        self._cues = _session(folder / "cues.onnx")
        self._pieces = Pieces(folder / "vocab.txt")

    def _load_judge(self, folder: Path) -> None:
        try:
            about = json.loads((folder / "judge.json").read_text(encoding="utf-8"))
            _check(folder / "judge.onnx", about["sha256"])
            self._deeds: list[str] = about["labels"]
            self._modes: list[str] = about["modes"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ReadingError("SAY202", str(folder)) from error
        self._judge = _session(folder / "judge.onnx")

    def read(
        self, words: Sequence[str], paragraphs: Sequence[int], openings: set[int], title: int
    ) -> Readout:
        """Read an article. ``paragraphs``: where paragraphs begin; ``openings``: words that a sentence begins
        with for sure; ``title``: how many words at the beginning are the title's."""
        count = len(words)
        out = Readout([""] * count, list(range(count)), [""] * count, [False] * count, [], [], [])
        pieces = self._pieces.of(words)
        number = np.zeros(count, dtype=np.int64)
        number[list(paragraphs)] = 1
        paragraph = np.cumsum(number).tolist()
        states: list[_State] = []
        for window, part in self._passed(words, pieces, paragraph, paragraphs, title):
            self._take(out, window, part, openings, words)
            found = runs(part[7], paragraph[window.start : window.end], CANDIDATE)
            layers = _all(part)
            states.append((window, layers[:, : part[0].shape[1]], found, layers))
            if len(states) == BLOCK:
                self._second(out, states, paragraph)
                states = []
        self._second(out, states, paragraph)
        out.heard.sort(key=lambda heard: heard.cue)
        return out

    def states(self, words: Sequence[str]) -> Floats:
        """The states of the words of one paragraph, ``(words, 1152)``: what the judge is trained on."""
        pieces = self._pieces.of(words)
        passed = self._passed(words, pieces, [0] * len(words), [0], 0)
        return np.concatenate([_all(part) for _, part in passed])

    def _passed(
        self,
        words: Sequence[str],
        pieces: list[list[int]],
        paragraph: list[int],
        paragraphs: Sequence[int],
        title: int,
    ) -> Iterator[tuple[Window, list[Floats]]]:
        """The windows of an article, and what the encoder says of the words of each."""
        cut = windows(words, [len(p) for p in pieces], paragraphs, title)
        for n in range(0, len(cut), WINDOWS):
            group = cut[n : n + WINDOWS]
            results = self._encoder.run(None, self._packed(group, words, pieces, paragraph))
            for row, window in enumerate(group):
                first, size = len(window.context), window.end - window.start
                part = [r[row, first : first + size] for r in results]
                part[4] = part[4][:, first : first + size]
                yield window, part

    def _packed(
        self, group: list[Window], words: Sequence[str], pieces: list[list[int]], paragraph: list[int]
    ) -> dict[str, Ints]:
        rows = [[*w.context, *range(w.start, w.end)] for w in group]
        longest = max(sum(len(pieces[i]) for i in row) for row in rows) + 2
        most = max(len(row) for row in rows)
        ids, kinds, mask = (np.zeros((len(group), longest), dtype=np.int64) for _ in range(3))
        first, last = (np.zeros((len(group), most), dtype=np.int64) for _ in range(2))
        for r, row in enumerate(rows):
            body = len(group[r].context)
            starts = [
                n for n in range(body, len(row)) if n == body or paragraph[row[n]] != paragraph[row[n - 1]]
            ]
            types = features.types([words[i] for i in row], starts)
            ids[r, 0] = self._pieces.start
            at = 1
            for n, i in enumerate(row):
                end = at + len(pieces[i])
                ids[r, at:end] = pieces[i]
                kinds[r, at:end] = features.CONTEXT if n < body else types[n]
                first[r, n], last[r, n] = at, end - 1
                at = end
            ids[r, at] = self._pieces.end
            mask[r, : at + 1] = 1
        return {"ids": ids, "types": kinds, "mask": mask, "first": first, "last": last}

    def _take(
        self, out: Readout, window: Window, part: list[Floats], openings: set[int], words: Sequence[str]
    ) -> None:
        """Tags, sentences, trees and names of one window, written into the whole."""
        _, tag, sent, name, arc, below, above, *_ = part
        base, size = window.start, window.end - window.start
        for i, t in enumerate(tag.argmax(1).tolist()):
            out.tags[base + i] = self._tags[t]
        likely = {i for i in np.flatnonzero(sent > 0.5).tolist() if not _after_comma(words, base + i)}
        starts = [i for i in range(size) if i == 0 or base + i in openings or i in likely]
        for start, end in zip(starts, [*starts[1:], size], strict=True):
            here = base + start
            out.starts[here] = True
            tree = heads(arc[start:end, start:end])
            both = np.maximum(below[start:end] + above[start:end][tree], 0)
            scores = both @ self._dep_out + self._dep_bias
            scores[:, self._root] = -np.inf
            for i, (h, label) in enumerate(zip(tree, scores.argmax(1).tolist(), strict=True)):
                out.heads[here + i] = here + h
                out.labels[here + i] = self._labels[label] if h != i else "ROOT"
            out.names += [(here + s, here + e, kind) for s, e, kind in self._named(name[start:end])]

    def _named(self, scores: Floats) -> list[tuple[int, int, str]]:
        return names(scores, self._names, self._follows)

    def _second(self, out: Readout, states: list[_State], paragraph: list[int]) -> None:
        self._listen(out, states, paragraph)
        for n in range(0, len(states), WINDOWS):
            self._judged(out, states[n : n + WINDOWS])

    def _judged(self, out: Readout, states: list[_State]) -> None:
        """Words that may stand for an event, and the words that may head its parties."""
        longest = max(len(state[3]) for state in states)
        words = np.zeros((len(states), longest, states[0][3].shape[1]), dtype=np.float32)
        mask = np.zeros((len(states), longest), dtype=np.int64)
        for r, (_, _, _, state) in enumerate(states):
            words[r, : len(state)], mask[r, : len(state)] = state, 1
        types, modes, actors, recipients = self._judge.run(None, {"words": words, "mask": mask})
        for r, (window, state, _, _) in enumerate(states):
            size, base = len(state), window.start
            for i in np.flatnonzero(types[r, :size, 0] <= 1 - EVENT).tolist():
                out.judged.append(
                    Judged(
                        base + i,
                        _told(self._deeds, types[r, i]),
                        _told(self._modes, modes[r, i]),
                        _likely(actors[r, :size, i], base),
                        _likely(recipients[r, :size, i], base),
                    )
                )

    def _listen(self, out: Readout, states: list[_State], paragraph: list[int]) -> None:
        """The second pass over all candidate cues of a block, those with like many words together."""
        asked: list[_Asked] = []
        for n, (window, _, found, _) in enumerate(states):
            for run in found:
                cue = [window.start + i for i in run]
                asked.append(_Asked(n, cue, around(cue, paragraph, window.start, window.end)))
        asked.sort(key=lambda a: (len(a.around), a.cue))
        for n in range(0, len(asked), CUES):
            out.heard += self._group(asked[n : n + CUES], states)

    def _group(self, asked: list[_Asked], states: list[_State]) -> list[Heard]:
        longest, rows = len(asked[-1].around), len(asked)
        words = np.zeros((rows, longest, states[0][1].shape[1]), dtype=np.float32)
        is_cue, distance, mask = (np.zeros((rows, longest), dtype=np.int64) for _ in range(3))
        for r, a in enumerate(asked):
            window, state, _, _ = states[a.window]
            size = len(a.around)
            words[r, :size] = state[[i - window.start for i in a.around]]
            is_cue[r, :size] = np.isin(a.around, a.cue)
            distance[r, :size] = np.clip(np.array(a.around) - a.cue[0], -FAR, FAR) + FAR
            mask[r, :size] = 1
        roles, valid = self._cues.run(
            None, {"words": words, "is_cue": is_cue, "distance": distance, "mask": mask}
        )
        best = paths(roles, self._transitions, [len(a.around) for a in asked])
        out = []
        for a, path, sure in zip(asked, best, valid.tolist(), strict=True):
            of = [[i for i, role in zip(a.around, path, strict=True) if role == n] for n in range(5)]
            out.append(Heard(of[2] or a.cue, of[1], of[3], of[4], round(sure, 2)))
        return out


def _check(path: Path, digest: str) -> None:
    """Raise ``ValueError`` where a file is not the one that was shipped."""
    if hashlib.sha256(path.read_bytes()).hexdigest() != digest:
        raise ValueError(path.name)


def _all(part: list[Floats]) -> Floats:
    return np.concatenate([part[0], part[8]], axis=-1)


def _told(labels: list[str], chances: Floats) -> dict[str, float]:
    return {labels[int(k)]: round(float(chances[k]), 2) for k in np.flatnonzero(chances >= LITTLE)}


def _likely(chances: Floats, base: int) -> dict[int, float]:
    return {base + int(j): round(float(chances[j]), 2) for j in np.flatnonzero(chances >= PARTY)}


def _after_comma(words: Sequence[str], i: int) -> bool:
    """Whether a comma stands before a word, or before the closing quotation mark before it: no sentence
    begins there, whatever the network says."""
    return words[i - 1] == "," or (words[i - 1] in features.CLOSING and i > 1 and words[i - 2] == ",")


def _session(path: Path) -> Any:
    # onnxruntime reports its use to Microsoft, by way of a file in the user's home, unless this is set
    # before it is loaded; we promise that nothing goes over the network
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
