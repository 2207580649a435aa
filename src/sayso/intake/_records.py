"""A WARC file to its records: whole blocks of bytes, and the places where the file is damaged.

Plain WARC, and WARC whose records are packed one by one. Every step moves forward in the file: after a fault
the next record is looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from sayso.errors import InputError
from sayso.intake._members import GZIP, START, ZSTD, Members, Part
from sayso.intake._packed import Tally
from sayso.intake._pieces import CHUNK, Limits
from sayso.intake._unpackers import Damage

_RECORD = re.compile(rb"WARC/[01]\.\d{1,2}\r?\n")
_FIRST_LINE = len(b"WARC/1.10\r\n")
_HEAD_END = re.compile(rb"\r?\n\r?\n|(WARC/[01]\.\d{1,2}\r?\n)")
"""A blank line; or the next record, which a header never holds. To look no further than that keeps a file of
many beginnings of records linear."""
_NO_NEWLINE = re.compile(rb"[^\r\n]")
_LENGTH = re.compile(rb"^content-length:[ \t]{0,20}(\d{1,15})[ \t]{0,20}\r?$", re.I | re.M)
_MOST_HEAD = 1 << 16
"""The longest header of a record, and how much is kept of a block that is too large, in bytes."""
_MOST_TOLD = 100
"""Places where a file is damaged that are told one by one."""
_SLACK = 1 << 20
"""What a block may have above ``max_bytes`` for the HTTP header and the frames of chunks."""


class Record(NamedTuple):
    """A record: its header with the blank line, its block, and the length that the header gives for that.

    Of a block that is too large only the beginning is kept. ``doubted``: the file is damaged just behind it.
    """

    head: bytes
    block: bytes
    length: int
    doubted: bool


def records(
    stream: Any, source: str, limits: Limits, tally: Tally, *, outermost: bool
) -> Iterator[Record | Damage]:
    """The records of a stream that has ``peek``, and a ``Damage`` for each stretch where some of it is lost.

    What packed records unpack to is tallied. Raises ``InputError`` SAY131 once that is too much.
    """
    head = stream.peek(4)
    if head.startswith(START):
        data = _Bytes(_plain_parts(stream), packed=False)
    else:
        members = Members(stream, GZIP if head.startswith(GZIP) else ZSTD, tally if outermost else None)
        data = _Bytes(_tallied(members.parts(), tally, source), packed=True)
    yield from _joined(data, limits.max_bytes + _SLACK)


def _joined(data: _Bytes, most: int) -> Iterator[Record | Damage]:
    """The records, and neighbouring faults as one: a file may be made of nothing else. After ``_MOST_TOLD``
    all that follow are one, whatever is between. Raises ``InputError`` SAY131, after the faults before it."""
    lost: Damage | None = None
    count = told = 0
    try:
        for start, found in _framed(data, most):
            if isinstance(found, Damage):
                lost, count = lost or found, count + 1
                continue
            if lost is not None and told < _MOST_TOLD:
                yield _stretch(lost, count, start)
                lost, count, told = None, 0, told + 1
            yield found
    except InputError:
        if lost is not None:
            yield _stretch(lost, count, data.offset)
        raise
    if lost is not None:
        yield _stretch(lost, count, data.offset)


def _stretch(first: Damage, count: int, end: int) -> Damage:
    """One fault as it is, many as the bytes up to ``end``."""
    if count == 1:
        return first
    lost = Damage(first.offset, f"{count:,} faults, the first of them {first.detail},")
    lost.end = end
    return lost


def _framed(data: _Bytes, most: int) -> Iterator[tuple[int, Record | Damage]]:
    """Each record and each fault, with its place."""
    while True:
        data.skip_newlines()
        if not data.buffer:
            if data.gap is None:
                return
            yield data.gap.offset, data.gap
            data.cross()
            continue
        offset = data.offset
        found = _record(data, most) if _RECORD.match(data.buffer) else "bytes that are no record"
        if isinstance(found, Record):
            yield offset, found
            continue
        yield offset, Damage(offset, found)
        if not data.seek_record():
            data.cross()  # what is lost there has been told


def _record(data: _Bytes, most: int) -> Record | str:
    """The record that begins here, or what is wrong with it; the bytes to look through then stand next."""
    offset, end = data.offset, data.head_end()
    length = _LENGTH.search(data.buffer, 0, end)
    if length is None:
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
    at_fault = newlines < 2 or (data.gap is not None and data.gap.offset == offset)
    return Record(head, block, size, doubted=not follows and at_fault)


class _Bytes:
    """Unpacked bytes to read from, up to the next gap; ``cross`` goes on behind it."""

    def __init__(self, parts: Iterator[Part], *, packed: bool) -> None:
        self._parts, self._packed, self._ended = parts, packed, False
        self._marks: list[tuple[int, int]] = [(0, 0)]
        self._position = self._taken_back = 0
        self.buffer = bytearray()
        self.gap: Damage | None = None

    @property
    def offset(self) -> int:
        """The offset in the file of what the next byte comes from: its own, or that of its packed member."""
        if not self._packed:
            return self._position
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
        """Pass over line ends, and say how many there were; what stands next is then in the buffer."""
        lines = 0
        while self.buffer or self._filled():
            found = _NO_NEWLINE.search(self.buffer)
            step = found.start() if found else len(self.buffer)
            lines += self.buffer.count(b"\n", 0, step)
            self._drop(step)
            if self.buffer:
                break
        self.fill(_FIRST_LINE)
        return lines

    def head_end(self) -> int:
        """Where the header that begins here ends; 0 where it does not."""
        for size in (1 << 12, _MOST_HEAD):
            self.fill(size)
            if match := _HEAD_END.search(self.buffer, 1, size):
                return 0 if match[1] else match.end()
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


def _tallied(parts: Iterator[Part], tally: Tally, source: str) -> Iterator[Part]:
    for part in parts:
        if not isinstance(part, Damage):
            tally.add(len(part[1]), source)
        yield part


def _plain_parts(stream: Any) -> Iterator[Part]:
    position = 0
    while chunk := stream.read(CHUNK):
        yield position, chunk
        position += len(chunk)
