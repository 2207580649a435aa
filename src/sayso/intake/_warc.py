"""WARC files (being written)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sayso.errors import InputError
from sayso.intake._pieces import Limits, Piece


def is_warc(head: bytes, stream: Any) -> bool:
    return False


def read_warc(stream: Any, source: str, limits: Limits) -> Iterator[Piece | InputError]:
    yield from ()
