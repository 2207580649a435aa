"""The network, in PyTorch: MiniLM with heads for language, and a second pass a cue for attribution.

*Encoder*: all-MiniLM-L6 (Wang et al. 2020; 6 layers, 384 wide), uncased; its table of segment types is
widened to carry the shape of words and whether they are quoted. *Words*: the mean of a word's first and last
piece. *Heads*: tags, sentence starts, names, biaffine arcs and their labels (Dozat & Manning 2017), and, each
for itself, whether a word is in a cue, a source, a content. *Second pass*: for each candidate cue two more
layers over the words of its paragraph, told which words are the cue and how far each word is from it; a
linear-chain CRF gives source, cue, content and addressee of that very cue, and one number says whether it is
one.
"""

from __future__ import annotations

import math
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from sayso.events.codebook import load
from sayso.language._features import TYPES
from sayso.language._windows import FAR

WIDTH = 384
HEADS = 12
MIDDLE = 3
"""The layer whose states the judge of events sees beside the first and the last."""
ROLES = ("O", "S", "C", "T", "A")


class Layer(nn.Module):
    def __init__(self, inner: int) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, inner)
        self.down = nn.Linear(inner, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        b, n, _ = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4).unbind(0)
        if torch.onnx.is_in_onnx_export():
            scores = q @ k.transpose(2, 3) * (1 / math.sqrt(WIDTH // HEADS)) + bias
            mixed = scores.softmax(-1) @ v
        else:
            mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))
        x = self.norm1(x + self.out(mixed.transpose(1, 2).reshape(b, n, WIDTH)))
        return self.norm2(x + self.down(F.gelu(self.up(x))))


def attention_bias(mask: Tensor) -> Tensor:
    """0 where a position may be looked at, a large negative number where not: ``(batch, 1, 1, length)``."""
    return (1 - mask.float())[:, None, None, :] * -10000.0


class Biaffine(nn.Module):
    """Scores of all pairs (dependent, head): ``(batch, words, words)``."""

    def __init__(self, dim: int, drop: float = 0.1) -> None:
        super().__init__()
        self.dep = nn.Linear(WIDTH, dim)
        self.head = nn.Linear(WIDTH, dim)
        self.w = nn.Parameter(torch.zeros(dim, dim))
        self.b = nn.Parameter(torch.zeros(dim))
        nn.init.normal_(self.w, std=0.02)
        self.drop = nn.Dropout(drop)

    def forward(self, h: Tensor) -> Tensor:
        d, g = self.drop(F.relu(self.dep(h))), self.drop(F.relu(self.head(h)))
        return (d @ self.w + self.b) @ g.transpose(1, 2)


class Labels(nn.Module):
    """The label of an arc from what its two ends give: ``out(relu(dep(x) + head(y)))``."""

    def __init__(self, count: int, dim: int = 192) -> None:
        super().__init__()
        self.dep = nn.Linear(WIDTH, dim)
        self.head = nn.Linear(WIDTH, dim)
        self.out = nn.Linear(dim, count)
        self.drop = nn.Dropout(0.1)

    def forward(self, h: Tensor, heads: Tensor) -> Tensor:
        ends = torch.gather(
            self.head(h), 1, heads.clamp(min=0)[..., None].expand(-1, -1, self.out.in_features)
        )
        return self.out(self.drop(F.relu(self.dep(h) + ends)))


class Encoder(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.word = nn.Embedding(30522, WIDTH)
        self.position = nn.Embedding(512, WIDTH)
        self.kind = nn.Embedding(TYPES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(1536) for _ in range(6))

    def forward(self, ids: Tensor, types: Tensor, mask: Tensor) -> Tensor:
        return self.lower(ids, types, mask)[1]

    def lower(self, ids: Tensor, types: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """What goes into the layers side by side with what comes out of the third, and the last layer's."""
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.norm(self.word(ids) + self.position(places)[None] + self.kind(types))
        bias = attention_bias(mask)
        kept = [x]
        for n, layer in enumerate(self.layers, 1):
            x = layer(x, bias)
            if n == MIDDLE:
                kept.append(x)
        return torch.cat(kept, -1), x

    def start_from(self, folder: Path) -> None:
        """Take the weights of all-MiniLM-L6-v2 (``model.safetensors`` in ``folder``)."""
        from safetensors.torch import load_file

        w = load_file(str(folder / "model.safetensors"))
        own = {
            "word.weight": w["embeddings.word_embeddings.weight"],
            "position.weight": w["embeddings.position_embeddings.weight"],
            "kind.weight": w["embeddings.token_type_embeddings.weight"][:1].repeat(TYPES, 1),
            "norm.weight": w["embeddings.LayerNorm.weight"],
            "norm.bias": w["embeddings.LayerNorm.bias"],
        }
        for n in range(6):
            base = f"encoder.layer.{n}."
            for part in ("weight", "bias"):
                own[f"layers.{n}.qkv.{part}"] = torch.cat(
                    [w[f"{base}attention.self.{p}.{part}"] for p in ("query", "key", "value")]
                )
                for ours, theirs in {
                    "out": "attention.output.dense",
                    "norm1": "attention.output.LayerNorm",
                    "up": "intermediate.dense",
                    "down": "output.dense",
                    "norm2": "output.LayerNorm",
                }.items():
                    own[f"layers.{n}.{ours}.{part}"] = w[f"{base}{theirs}.{part}"]
        self.load_state_dict(own)


class SecondPass(nn.Module):
    """Words around one cue -> roles of each word for that cue, and whether it is a cue."""

    def __init__(self) -> None:
        super().__init__()
        self.cue = nn.Embedding(2, WIDTH)
        self.distance = nn.Embedding(2 * FAR + 1, WIDTH)
        for table in (self.cue, self.distance):
            nn.init.normal_(table.weight, std=0.02)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(768) for _ in range(2))
        self.role = nn.Linear(WIDTH, len(ROLES))
        self.valid = nn.Linear(WIDTH, 1)
        self.drop = nn.Dropout(0.1)
        self.transitions = nn.Parameter(torch.zeros(len(ROLES), len(ROLES)))

    def forward(self, h: Tensor, is_cue: Tensor, distance: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        x = self.norm(h + self.cue(is_cue) + self.distance(distance))
        bias = attention_bias(mask)
        for layer in self.layers:
            x = layer(x, bias)
        x = self.drop(x)
        weight = is_cue.float() / is_cue.float().sum(1, keepdim=True).clamp(min=1)
        return self.role(x), self.valid((x * weight[..., None]).sum(1))[:, 0]

    def crf_loss(self, scores: Tensor, gold: Tensor, mask: Tensor) -> Tensor:
        """Negative log-likelihood of the gold roles, one number a cue."""
        scores = scores.float()
        t = self.transitions
        alpha = scores[:, 0]
        path = scores[:, 0].gather(1, gold[:, :1])[:, 0]
        for n in range(1, scores.shape[1]):
            step = torch.logsumexp(alpha[:, :, None] + t[None], 1) + scores[:, n]
            on = mask[:, n]
            alpha = torch.where(on[:, None], step, alpha)
            gain = t[gold[:, n - 1], gold[:, n]] + scores[:, n].gather(1, gold[:, n : n + 1])[:, 0]
            path = path + torch.where(on, gain, torch.zeros_like(gain))
        return torch.logsumexp(alpha, 1) - path


class Network(nn.Module):
    def __init__(self, sizes: dict[str, int]) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.drop = nn.Dropout(0.1)
        self.tag = nn.Linear(WIDTH, sizes["tag"])
        self.utag = nn.Linear(WIDTH, sizes["utag"])
        self.upos = nn.Linear(WIDTH, sizes["upos"])
        self.sent = nn.Linear(WIDTH, 1)
        self.name = nn.Linear(WIDTH, sizes["name"])
        self.arc = Biaffine(256)
        self.dep = Labels(sizes["dep"])
        self.uarc = Biaffine(192)
        self.udep = Labels(sizes["udep"], 128)
        self.cue = nn.Linear(WIDTH, 3)
        self.source = nn.Linear(WIDTH, 2)
        self.content = nn.Linear(WIDTH, 2)
        self.second = SecondPass()

    def words(self, ids: Tensor, types: Tensor, mask: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """Word states ``(batch, words, 384)`` from pieces; ``first``/``last`` index pieces."""
        x = self.encoder(ids, types, mask)
        b = torch.arange(x.shape[0], device=x.device)[:, None]
        return (x[b, first] + x[b, last]) * 0.5


DEEDS = ("-", *load().types)
MODES = ("-", *(f"{deed}/{mode}" for deed, mode in load().modes))
"""Labels of the judge: the codebook's types and modes, and none."""


class Judge(nn.Module):
    """Word states of a window (first, middle and last layer) -> for each word the event type it stands for,
    or none; and for each pair of words whether the second heads an actor, or a recipient, of what the first
    stands for."""

    def __init__(self) -> None:
        super().__init__()
        self.mix = nn.Linear(3 * WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(768) for _ in range(2))
        self.kind = nn.Linear(WIDTH, len(DEEDS))
        self.mode = nn.Linear(WIDTH, len(MODES))
        self.actor = Biaffine(96, 0.3)
        self.recipient = Biaffine(96, 0.3)
        self.drop = nn.Dropout(0.3)

    def forward(self, h: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """``(batch, words, types)``, the same of modes, twice ``(batch, word, trigger)``; all as logits."""
        x = self.norm(self.mix(self.drop(h)))
        bias = attention_bias(mask)
        for layer in self.layers:
            x = layer(x, bias)
        x = self.drop(x)
        return self.kind(x), self.mode(x), self.actor(x), self.recipient(x)
