"""The files of the network: where they are, and the digests that say which network it is."""

from __future__ import annotations

import json
from pathlib import Path

FOLDER = Path(__file__).parent / "model"


def model_digests() -> dict[str, str]:
    """SHA-256 of each file of the network, as they are checked when it is loaded; no model is loaded for
    it."""
    encoder = json.loads((FOLDER / "model.json").read_text(encoding="utf-8"))
    judge = json.loads((FOLDER / "judge.json").read_text(encoding="utf-8"))
    return {**dict(sorted(encoder["sha256"].items())), "judge.onnx": judge["sha256"]}
