"""A WARC file to its records: whole blocks of bytes, and the places where the file is damaged.

Plain WARC, and WARC whose records are packed one by one with gzip or zstd. Every step moves forward in the file:
after a fault the next record is looked for, in a packed file from just after the beginning of the packed member
that is damaged, because a member that lost bytes swallows the beginning of the next.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

import zstandard

from sayso.intake._packed import Tally
from sayso.intake._pieces import CHUNK, Limits
from sayso.intake._unpackers import FAULTS, Damage, Inflater, Unpacker, ZstdUnpacker

GZIP, ZSTD, ZSTD_DICTIONARY = b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"\x5d\x2a\x4d\x18"
"""First bytes of packed WARC; the last is the frame of a dictionary that all records of the file share."""
START = b"WARC/"

_RECORD = re.compile(rb"WARC/1\.\d\r?\n")
_BLANK = re.compile(rb"\r?\n\r?\n")
_LENGTH = re.compile(rb"^content-length:[ \t]{0,20}(\d{1,15})[ \t]{0,20}\r?$", re.I | re.M)
_MOST_HEAD = 1 << 16
"""The longest header of a record, and how much is kept of a block that is too large, in bytes."""
_SLACK = 1 << 20
"""What a block may have above ``max_bytes`` for the HTTP header and the frames of chunks."""
_KEPT = 1 << 20
"""Packed bytes of a member that are kept to look through if it turns out damaged."""
_SLICE = 1 << 14
_MOST_DICTIONARY = 1 << 24


class Record(NamedTuple):
    """A record: its header with the blank line, its block, and the length that the header gives for that.

    Of a block that is too large only the beginning is kept. ``doubted`` says that the file is damaged just behind
    it.
    """

    head: bytes
    block: bytes
    length: int
    doubted: bool


Part = tuple[int, bytes] | Damage
"""Bytes as they are unpacked, with the offset of the member they come from; or where some are lost."""


def records(stream: Any, source: str, limits: Limits, tally: Tally | None) -> Iterator[Record | Damage]:
    """The records of a stream that has ``peek``, and a ``Damage`` for each place where some of it is lost.

    With a ``tally`` its packed bytes are counted, and its unpacked ones always. Raises ``InputError`` SAY131.
    """
    head = stream.peek(4)
    if head.startswith(START):
        parts = _plain_parts(stream)
    else:
        parts = _Members(stream, GZIP if head.startswith(GZIP) else ZSTD, tally).parts()
    yield from _framed(_Bytes(parts), limits.max_bytes + _SLACK)


def _framed(data: _Bytes, most: int) -> Iterator[Record | Damage]:
    while True:
        data.skip_newlines()
        if not data.buffer:
            if data.gap is None:
                return
            yield data.gap
            data.cross()
            continue
        offset = data.offset
        found = _record(data, most) if data.buffer.startswith(START) else "bytes that are no record"
        if isinstance(found, Record):
            yield found
            continue
        yield Damage(offset, found)
        if not data.seek_record():
            data.cross()  # what is lost there has been told


def _record(data: _Bytes, most: int) -> Record | str:
    """The record that begins here, or what is wrong with it; the bytes to look through then stand next."""
    end = data.find(_BLANK, _MOST_HEAD)
    length = _LENGTH.search(data.buffer, 0, end)
    if end == 0 or length is None:
        data.take(len(START))
        return "a record without a header that can be read"
    size = int(length[1])
    head = data.take(end)
    block = data.take(size if size <= most else _MOST_HEAD)
    missing = size - len(block)
    if missing and not (size > most and data.skip(missing) == missing):
        data.take_back(block)
        return "a record that is cut off"
    newlines = data.skip_newlines()
    follows = data.buffer.startswith(START) or not (data.buffer or data.gap)
    if not follows and newlines < 2 and _RECORD.search(block):
        data.take_back(block)
        return "a record whose length is wrong"
    return Record(head, block, size, doubted=not follows and (newlines < 2 or data.gap is not None))


class _Bytes:
    """Unpacked bytes to read from, up to the next gap; ``cross`` goes on behind it."""

    def __init__(self, parts: Iterator[Part]) -> None:
        self._parts, self._ended = parts, False
        self._marks: list[tuple[int, int]] = [(0, 0)]
        self._position = self._taken_back = 0
        self.buffer = bytearray()
        self.gap: Damage | None = None

    @property
    def offset(self) -> int:
        """The offset in the file of what the next byte comes from: its own, or that of its packed member."""
        while len(self._marks) > 1 and self._marks[1][0] <= self._position:
            del self._marks[0]
        return self._marks[0][1]

    def fill(self, size: int) -> None:
        """Have ``size`` bytes in the buffer, if there are that many before the next gap."""
        while len(self.buffer) < size and self.gap is None and not self._ended:
            part = next(self._parts, None)
            if part is None:
                self._ended = True
            elif isinstance(part, Damage):
                self.gap = part
            else:
                end = self._position + len(self.buffer)
                if part[0] != self._marks[-1][1]:
                    self._marks.append((end, part[0]))
                self.buffer += part[1]

    def take(self, size: int) -> bytes:
        self.fill(size)
        taken = bytes(memoryview(self.buffer)[:size])
        self._drop(len(taken))
        return taken

    def take_back(self, data: bytes) -> None:
        """Put bytes back to look through them. A file that asks for that again and again is not heeded."""
        self._taken_back += len(data)
        if self._taken_back <= 10 * len(data) + self._position:
            self.buffer[:0] = data
            self._position -= len(data)

    def skip(self, size: int) -> int:
        """Pass over bytes, and say how many there were."""
        left = size
        while left and (self.buffer or self._filled()):
            step = min(left, len(self.buffer))
            self._drop(step)
            left -= step
        return size - left

    def skip_newlines(self) -> int:
        """Pass over line ends, and say how many there were; then something stands next, if there is anything."""
        lines = 0
        while self.buffer or self._filled():
            rest = len(self.buffer.lstrip(b"\r\n"))
            step = len(self.buffer) - rest
            lines += self.buffer.count(b"\n", 0, step)
            self._drop(step)
            if rest:
                break
        self.fill(len(START))
        return lines

    def find(self, pattern: re.Pattern[bytes], most: int) -> int:
        """Where the first match in the next ``most`` bytes ends; 0 where there is none."""
        for size in (1 << 12, most):
            self.fill(size)
            if match := pattern.search(self.buffer, 0, size):
                return match.end()
        return 0

    def seek_record(self) -> bool:
        """Pass over bytes up to the next record; false where none comes before the next gap or the end."""
        while True:
            self.fill(CHUNK)
            if match := _RECORD.search(self.buffer):
                self._drop(match.start())
                return True
            if len(self.buffer) < CHUNK:
                self._drop(len(self.buffer))
                return False
            self._drop(len(self.buffer) - 16)

    def cross(self) -> None:
        self.gap = None

    def _drop(self, size: int) -> None:
        del self.buffer[:size]
        self._position += size

    def _filled(self) -> bool:
        self.fill(1)
        return bool(self.buffer)


def _plain_parts(stream: Any) -> Iterator[Part]:
    position = 0
    while chunk := stream.read(CHUNK):
        yield position, chunk
        position += len(chunk)


class _Members:
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
            self._have(_SLICE)
            try:
                if self._new().decompress(bytes(self._packed[:_SLICE]), len(START)).startswith(START):
                    return
            except FAULTS:
                pass
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
        if data.startswith(ZSTD):
            data = ZstdUnpacker().decompress(data)
        self._new = partial(ZstdUnpacker, zstandard.ZstdCompressionDict(data))
        self._forget(8 + size)
