"""Bytes as a case keeps them: compressed by zlib, and unpacked without trusting them."""

from __future__ import annotations

import zlib

import msgspec

from sayso.errors import CaseError
from sayso.records import Reading, decode

_MOST = 200_000_000
"""Bytes that anything of ours unpacks to; more is a bomb."""


def packed(data: bytes) -> bytes:
    """The bytes compressed."""
    return zlib.compress(data, 6)


def unpacked(data: bytes, article: str) -> Reading:
    """A Reading as it is kept. Raises ``CaseError`` SAY402 where it is none."""
    try:
        return decode(inflated(data, article, "its Reading"))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise CaseError("SAY402", article, f"its Reading: {error}"[:200]) from None


def inflated(data: bytes, name: str, what: str, size: int = _MOST) -> bytes:
    """Bytes as they were before they were kept. Raises ``CaseError`` SAY402 where they are damaged, or
    unpack to more than anything of ours."""
    try:
        unpacking = zlib.decompressobj()
        found = unpacking.decompress(data, size)
        if not unpacking.eof:
            raise CaseError("SAY402", name, f"{what} is not whole")
        return found
    except zlib.error:
        raise CaseError("SAY402", name, f"{what} cannot be unpacked") from None
