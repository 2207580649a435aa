"""The packed members of a WARC file, each of which holds a record: gzip or zstd, unpacked one by one.

After damage the next member is looked for from just after the beginning of the damaged one, because a member
that lost bytes swallows the beginning of the next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from typing import Any

import zstandard

from sayso.intake._packed import Tally
from sayso.intake._pieces import CHUNK
from sayso.intake._unpackers import FAULTS, Damage, Inflater, Unpacker, ZstdUnpacker, unpacked

GZIP, ZSTD, ZSTD_DICTIONARY = b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"\x5d\x2a\x4d\x18"
"""First bytes of packed WARC; the last is the frame of a dictionary that all records of the file share."""
START = b"WARC/"

_KEPT = 1 << 20
"""Packed bytes of a member that are kept to look through if it turns out damaged."""
_SLICE = 1 << 14
"""Packed bytes that are unpacked at once."""
_FIRST = {GZIP: 1 << 10, ZSTD: (1 << 17) + (1 << 10)}
"""Packed bytes that show how a member begins: zstd gives nothing before it has a block, of 128 KiB."""
_MOST_DICTIONARY = 1 << 24
"""The largest dictionary of a zstd WARC, in bytes."""

Part = tuple[int, bytes] | Damage
"""Bytes as they are unpacked, with the offset of the member they come from; or where some are lost."""


def begins_with_record(unpacker: Unpacker, packed: bytes) -> bool:
    """Whether the first bytes of a packed member show that a record is in it."""
    try:
        out = unpacker.decompress(packed, len(START))
        while len(out) < len(START) and not (unpacker.eof or unpacker.needs_input):
            out += unpacker.decompress(b"", len(START))
    except FAULTS:
        return False
    return out.startswith(START)


class Members:
    """The packed members of a file, one after the other."""

    def __init__(self, stream: Any, magic: bytes, tally: Tally | None) -> None:
        self._stream, self._magic, self._tally = stream, magic, tally
        self._new: Callable[[], Unpacker] = Inflater if magic == GZIP else ZstdUnpacker
        self._packed, self._base, self._fed = bytearray(), 0, 0

    def parts(self) -> Iterator[Part]:
        """What the members unpack to; after damage, from the next member that begins with a record."""
        self._take_dictionary()
        while self._have(1):
            start = self._base
            try:
                for out in self._member():
                    yield start, out
            except FAULTS as fault:
                yield Damage(start, f"a packed record that cannot be unpacked: {fault}")
                self._seek_member(start + 1)

    def _member(self) -> Iterator[bytes]:
        """What the member at the beginning of the buffer unpacks to. Raises one of ``FAULTS``."""
        unpacker, self._fed = self._new(), 0
        while not unpacker.eof:
            packed = b""
            if unpacker.needs_input:
                if not self._have(self._fed + 1):
                    raise EOFError("it ends too early")
                packed = bytes(self._packed[self._fed : self._fed + _SLICE])
                self._fed += len(packed)
            if out := unpacker.decompress(packed, CHUNK):
                yield out
            self._forget(max(0, self._fed - _KEPT))
        self._forget(self._fed - len(unpacker.unused_data))

    def _seek_member(self, position: int) -> None:
        """Pass over bytes up to a member that begins with a record, at ``position`` or later."""
        self._forget(max(0, position - self._base))
        while self._have(len(self._magic)):
            found = self._packed.find(self._magic)
            if found < 0:
                self._forget(len(self._packed) - len(self._magic) + 1)
                continue
            self._forget(found)
            first = _FIRST[self._magic]
            self._have(first)
            if begins_with_record(self._new(), bytes(self._packed[:first])):
                return
            self._forget(1)
        self._forget(len(self._packed))

    def _have(self, size: int) -> bool:
        """Read until the buffer has ``size`` bytes, if there are that many."""
        while len(self._packed) < size and (chunk := self._stream.read(CHUNK)):
            self._packed += chunk
            if self._tally is not None:
                self._tally.packed += len(chunk)
        return len(self._packed) >= size

    def _forget(self, size: int) -> None:
        del self._packed[:size]
        self._base += size
        self._fed -= size

    def _take_dictionary(self) -> None:
        """The dictionary of a zstd WARC stands before its first record, packed itself or not."""
        if not self._have(8) or not self._packed.startswith(ZSTD_DICTIONARY):
            return
        size = int.from_bytes(self._packed[4:8], "little")
        if size > _MOST_DICTIONARY or not self._have(8 + size):
            return
        data = bytes(self._packed[8 : 8 + size])
        self._forget(8 + size)
        try:
            if data.startswith(ZSTD):
                data = b"".join(islice(unpacked([data], ZstdUnpacker), _MOST_DICTIONARY // CHUNK))
            self._new = partial(ZstdUnpacker, zstandard.ZstdCompressionDict(data))
        except (Damage, zstandard.ZstdError):
            return  # without it each record is told to be damaged
