"""Step 5: trains the judge of event words on the states of the shipped encoder.

    python -m training.deeds --out src/sayso/language/model

In: sentences of our own in which event words and their parties are marked, ``training/event_words/*.txt``,
a sentence a line: ``[A Deputies] {slammed|ACCUSE/disapprove} [R the ministry] over it.``
(``training/README.md`` says how). Out: ``judge.onnx`` in int8, and ``judge.json`` with its labels and digest.
The encoder is left as it is: its states are computed once, each sentence alone and among others, and a
small network is trained on them. Seeded.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from sayso.language import parse
from sayso.language._files import FOLDER
from sayso.language._network import Network
from training.export import write
from training.model import DEEDS, MODES, WIDTH, Judge

HERE = Path(__file__).resolve().parent
MARK = re.compile(r"\{(?P<n>\d?)(?P<word>[^{}|\s]+)\|(?P<type>[A-Z]+|-)(?:/(?P<mode>[a-z-]+))?\}")
ARGUMENT = re.compile(r"\[(?P<roles>[AR]\d?(?:,[AR]\d?)*) (?P<words>[^\[\]{}]+)\]")
NEGATED = re.compile(r"\b(?:not|no|never|nobody|none|without|den(?:y|ies|ied)|denials?)\b|n['’]t\b", re.I)
"""A word marked as none in such a sentence may be a deed that was not done, and is not learned from: the
judge says what a word stands for, and rules say whether it came to pass."""

MEMORY = 0.998
"""The weights that are kept are a running mean over some 500 steps, which hangs less on the seed."""

SMOOTH = 0.05
"""Share of each label that is spread over the others: the judge is not to be surer than it can be."""

UNMARKED = 0.3
"""Weight of a word that its writer has not marked, and that is so taken for none."""


@dataclass
class Sentence:
    """A sentence: its text, its marked words ``(start, end, type, mode, number)``, and its phrases
    ``(start, end, roles)``."""

    text: str
    words: list[tuple[int, int, str, str, str]]
    phrases: list[tuple[int, int, list[str]]]


def sentence(line: str) -> Sentence:
    """Read a marked line."""
    text, words, phrases, at = "", [], [], 0
    for m in re.finditer(f"{MARK.pattern}|{ARGUMENT.pattern.replace('words', 'phrase')}", line):
        text += line[at : m.start()]
        at, start = m.end(), len(text)
        if m["type"]:
            text += m["word"]
            words.append((start, len(text), m["type"], m["mode"] or "", m["n"]))
        else:
            text += m["phrase"]
            phrases.append((start, len(text), m["roles"].split(",")))
    return Sentence(text + line[at:], words, phrases)


@dataclass
class Sample:
    """What is to be learned of the words of one or more sentences, from their ``states`` (words, 1152).

    ``type`` and ``mode``: index of a label, ``mode`` -100 where nothing is known; ``weight`` of the type, 0
    where nothing is; ``actor`` and ``recipient``: (word, trigger) 1, 0, or -1 where nothing is known."""

    states: np.ndarray
    type: np.ndarray
    mode: np.ndarray
    weight: np.ndarray
    actor: np.ndarray
    recipient: np.ndarray


def sample(parts: list[Sentence], encoder: Network) -> Sample | None:
    """Read some sentences as one paragraph. Of phrases the heads are learned, other words left out."""
    text = " ".join(p.text for p in parts)
    doc = parse(text)
    states = encoder.states([t.text for t in doc.tokens])
    n = len(doc.tokens)
    if len(states) != n:
        return None
    mode = np.full(n, -100, dtype=np.int64)
    type_, weight = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.float32)
    actor = np.full((n, n), -1, dtype=np.int64)
    recipient = np.full((n, n), -1, dtype=np.int64)
    base = 0
    for part in parts:
        end = base + len(part.text)
        negated = NEGATED.search(part.text) is not None
        here = doc.within(base, end)
        weight[list(here)] = UNMARKED
        heads: dict[int, list[str]] = {}
        inside: set[int] = set()
        for start, stop, roles in part.phrases:
            span = set(doc.within(base + start, base + stop))
            inside |= span
            for i in span:
                if doc.tokens[i].head not in span or doc.tokens[i].head == i:
                    heads[i] = roles
                    break
        for start, stop, kind, how, number in part.words:
            found = list(doc.within(base + start, base + stop))
            if not found:
                continue
            i = found[-1]
            type_[i], weight[i] = DEEDS.index(kind), 1.0
            if kind == "-":
                weight[i] = 0.0 if negated else 1.0
                continue
            mode[i] = MODES.index(f"{kind}/{how}") if how else 0
            for j in here:
                if j in inside and j not in heads:
                    continue
                actor[j, i] = "A" + number in heads.get(j, ())
                recipient[j, i] = "R" + number in heads.get(j, ())
        base = end + 1
    return Sample(states, type_, mode, weight, actor, recipient)


def batches(samples: list[Sample], size: int, rng: random.Random) -> list[list[Sample]]:
    order = sorted(samples, key=lambda s: (len(s.type), rng.random()))
    out = [order[n : n + size] for n in range(0, len(order), size)]
    rng.shuffle(out)
    return out


def padded(batch: list[Sample]) -> tuple[Tensor, ...]:
    n, rows = max(len(s.type) for s in batch), len(batch)
    states = torch.zeros(rows, n, batch[0].states.shape[1])
    mask = torch.zeros(rows, n, dtype=torch.long)
    type_, mode = torch.full((rows, n), -100), torch.full((rows, n), -100)
    weight = torch.zeros(rows, n)
    actor, recipient = (torch.full((rows, n, n), -1) for _ in range(2))
    for r, s in enumerate(batch):
        k = len(s.type)
        states[r, :k], mask[r, :k] = torch.from_numpy(s.states), 1
        mode[r, :k] = torch.from_numpy(s.mode)
        type_[r, :k], weight[r, :k] = torch.from_numpy(s.type), torch.from_numpy(s.weight)
        actor[r, :k, :k], recipient[r, :k, :k] = torch.from_numpy(s.actor), torch.from_numpy(s.recipient)
    return states, mask, type_, mode, weight, actor, recipient


def loss_of(net: Judge, batch: list[Sample]) -> Tensor:
    states, mask, type_, mode, weight, actor, recipient = padded(batch)
    types, modes, actors, recipients = net(states, mask)
    loss = F.cross_entropy(types.flatten(0, 1), type_.flatten(), reduction="none", label_smoothing=SMOOTH)
    total = (loss * weight.flatten()).sum() / weight.sum()
    if (mode >= 0).any():
        total = total + 0.3 * F.cross_entropy(modes.flatten(0, 1), mode.flatten(), ignore_index=-100)
    for scores, gold in ((actors, actor), (recipients, recipient)):
        known = gold >= 0
        if known.any():
            pairs = F.binary_cross_entropy_with_logits(scores[known], gold[known].float(), reduction="none")
            total = total + 4 * pairs.mean()
    return total


def train(samples: list[Sample], epochs: int, seed: int) -> Judge:
    torch.manual_seed(seed)
    rng = random.Random(seed)
    net = Judge()
    best = torch.optim.AdamW(net.parameters(), lr=4e-4, weight_decay=0.02)
    steps = epochs * (len(samples) // 32 + 1)
    plan = torch.optim.lr_scheduler.OneCycleLR(best, 4e-4, total_steps=steps + 1, pct_start=0.1)
    mean = torch.optim.swa_utils.AveragedModel(
        net, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(MEMORY)
    )
    for epoch in range(epochs):
        net.train()
        total = 0.0
        for batch in batches(samples, 32, rng):
            best.zero_grad()
            loss = loss_of(net, batch)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            best.step()
            plan.step()
            mean.update_parameters(net)
            total += float(loss.detach())
        print(f"epoch {epoch + 1}: loss {32 * total / len(samples):.3f}", flush=True)
    net.load_state_dict(mean.module.state_dict())
    return net.eval()


def report(net: Judge, samples: list[Sample]) -> None:
    """Marked words right, event words found, and roles, on samples that were not trained on."""
    right = marked = hit = said = gold_events = how = hows = 0
    roles = np.zeros((2, 3))
    with torch.no_grad():
        for s in samples:
            states, mask, *_ = padded([s])
            types, modes, actors, recipients = net(states, mask)
            guess = types[0].argmax(-1).numpy()
            sure = s.weight == 1
            known = s.mode >= 0
            how += int((modes[0].argmax(-1).numpy() == s.mode)[known].sum())
            hows += int(known.sum())
            right += int((guess == s.type)[sure].sum())
            marked += int(sure.sum())
            hit += int(((guess == s.type) & (s.type > 0)).sum())
            said += int((guess > 0).sum())
            gold_events += int((s.type > 0).sum())
            for k, (scores, gold) in enumerate(((actors, s.actor), (recipients, s.recipient))):
                on = (scores[0] > 0).numpy() & (gold >= 0)
                roles[k] += (int((on & (gold == 1)).sum()), int(on.sum()), int((gold == 1).sum()))
    print(f"marked words right {100 * right / marked:.1f} of {marked}; "
          f"events P {100 * hit / max(said, 1):.1f} R {100 * hit / gold_events:.1f}; "
          f"modes {100 * how / max(hows, 1):.1f}")  # fmt: skip
    for name, (tp, p, g) in zip(("actor", "recipient"), roles, strict=True):
        print(f"{name}: P {100 * tp / max(p, 1):.1f} R {100 * tp / g:.1f}")


class Graph(torch.nn.Module):
    def __init__(self, net: Judge) -> None:
        super().__init__()
        self.net = net

    def forward(self, words: Tensor, mask: Tensor) -> tuple[Tensor, ...]:
        types, modes, actors, recipients = self.net(words, mask)
        return types.softmax(-1), modes.softmax(-1), actors.sigmoid(), recipients.sigmoid()


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--out", type=Path, default=Path("src/sayso/language/model"))
    ap.add_argument("--epochs", type=int, default=6)
    ap.add_argument("--seed", type=int, default=5)
    ap.add_argument("--held", type=float, default=0.04, help="share of sentences kept for the report")
    args = ap.parse_args()
    encoder = Network(FOLDER, judging=False)
    rng = random.Random(args.seed)
    lines = [
        line
        for path in sorted((HERE / "event_words").glob("*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    sentences = [sentence(line) for line in lines]
    rng.shuffle(sentences)
    cut = int(args.held * len(sentences))
    held, rest = sentences[:cut], sentences[cut:]
    mixed = rest[:]
    rng.shuffle(mixed)
    groups = [[s] for s in rest] + [mixed[n : n + 4] for n in range(0, len(mixed), 4)]
    samples = [s for g in groups if (s := sample(g, encoder)) is not None]
    print(len(sentences), "sentences,", len(samples), "samples", flush=True)
    net = train(samples, args.epochs, args.seed)
    if held:
        report(net, [s for h in held if (s := sample([h], encoder)) is not None])
    torch.save(net.state_dict(), HERE / "build" / "judge.pt")
    few = torch.ones(2, 5, dtype=torch.long)
    path = args.out / "judge.onnx"
    write(
        Graph(net),
        (torch.zeros(2, 5, 3 * WIDTH), few),
        path,
        7,
        {"words": 2, "mask": 2},
        ("type", "mode", "actor", "recipient"),
    )
    about = {
        "labels": list(DEEDS),
        "modes": list(MODES),
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
    }
    (args.out / "judge.json").write_text(json.dumps(about) + "\n", encoding="utf-8")
    print(f"{path.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
