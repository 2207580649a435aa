"""Compressed streams: unpacked while they are read, counted against the limits, their faults told.

gzip, bzip2, xz and zstd files, and the content codings of HTTP. No more than a few chunks are held at a time,
however far a byte unpacks; what came out before a fault is read, and the fault is told with its place.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain
from typing import Any, NamedTuple

import msgspec

from sayso.errors import InputError
from sayso.intake._pieces import CHUNK, Fields, Limits, Piece
from sayso.intake._unpackers import (
    BrotliUnpacker,
    Damage,
    Inflater,
    Unpacker,
    ZstdUnpacker,
    bzip2,
    unpacked,
    xz,
)

Buffer = Any
"""What ``readinto`` fills: a writable buffer, which Python 3.11 has no type for."""

_GZIP, _BZIP2, _XZ = b"\x1f\x8b", re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)"), b"\xfd7zXZ\x00"
_ZSTD = re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18")
"""A frame, or one to be skipped before it."""

_TARS = {".tgz", ".tbz", ".tbz2", ".txz", ".tzst"}
_PACKINGS = {".gz", ".gzip", ".bz2", ".xz", ".zst", ".zstd"}


class Member(NamedTuple):
    """A file in an archive: its name there, and its bytes in chunks, or why they are not read."""

    name: str
    content: Iterator[bytes] | InputError


class Tally:
    """What a whole input has unpacked to so far, with all the archives within it, against its limits."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.packed = self.unpacked = self.members = 0
        self.spent = False

    def add(self, size: int, source: str) -> None:
        """Count ``size`` bytes that came out. Raises ``InputError`` SAY131 once that is too much."""
        self.unpacked += size
        limits = self._limits
        if self.unpacked > limits.max_unpacked:
            self._refuse(source, f"more than {limits.max_unpacked:,} bytes")
        if self.unpacked > max(limits.max_bytes, limits.max_ratio * self.packed):
            self._refuse(source, f"more than {limits.max_ratio:,} times what is packed")

    def add_member(self, source: str) -> None:
        """Count one more member. Raises ``InputError`` SAY131 once those are too many."""
        self.members += 1
        if self.members > self._limits.max_members:
            self._refuse(source, f"more than {self._limits.max_members:,} members")

    def _refuse(self, source: str, detail: str) -> None:
        self.spent = True
        raise InputError("SAY131", source, detail)


class _Counted(Limits, frozen=True, kw_only=True):
    """Limits with what was unpacked so far, so that archives within archives count as one."""

    tally: Tally


def counted(limits: Limits, source: str, depth: int) -> tuple[Limits, Tally, bool]:
    """The limits to pass on to what is inside, the tally, and whether this archive is the outermost, which
    counts its packed bytes. Raises ``InputError`` SAY131 where archives are nested too deeply."""
    if depth > limits.max_depth:
        raise InputError("SAY131", source, f"more than {limits.max_depth} archives around it")
    if isinstance(limits, _Counted):
        return limits, limits.tally, False
    tally = Tally(limits)
    return _Counted(**msgspec.structs.asdict(limits), tally=tally), tally, True


def is_packed(head: bytes) -> bool:
    """Whether a stream that begins with ``head`` is compressed by gzip, bzip2, xz or zstd."""
    return head.startswith((_GZIP, _XZ)) or _BZIP2.match(head) is not None or _ZSTD.match(head) is not None


def read_packed(
    stream: Any, source: str, suffix: str, limits: Limits, *, fields: Fields = (), depth: int = 0
) -> Iterator[Piece | InputError]:
    """The pieces in a compressed stream, which has ``peek``; a damaged one gives what came out and SAY132.

    ``suffix`` is that of its name. Raises ``InputError`` SAY131 for a bomb, and what ``unpack`` raises.
    """
    limits, tally, outermost = counted(limits, source, depth)
    head = stream.peek(10)
    new: Callable[[], Unpacker]
    if head.startswith(_GZIP):
        new = Inflater
    elif head.startswith(_XZ):
        new = xz
    else:
        new = bzip2 if _BZIP2.match(head) else ZstdUnpacker
    chunks = unpacked(packed_chunks(stream, tally if outermost else None), new)
    inner = inner_suffix(source, suffix)
    yield from pieces_of(
        tallied(chunks, tally, source), source, inner, limits, fields=fields, depth=depth + 1
    )


def inner_suffix(source: str, suffix: str) -> str:
    """The suffix of what is inside: ``.jsonl`` for ``news.jsonl.gz``, ``.tar`` for ``news.tgz``."""
    if suffix in _TARS:
        return ".tar"
    if suffix not in _PACKINGS:
        return suffix
    name = re.sub(r"[?#].*", "", source, flags=re.S) if "://" in source else source
    return os.path.splitext(name[: -len(suffix)])[1].lower() if name.lower().endswith(suffix) else ""


def pieces_of(
    chunks: Iterator[bytes], source: str, suffix: str, limits: Limits, *, fields: Fields = (), depth: int = 0
) -> Iterator[Piece | InputError]:
    """The pieces in chunks of bytes that may raise ``Damage``: the piece that it cuts off is marked, and
    SAY132 follows. A cut line of JSON needs no mark, for it is none. Raises what ``unpack`` raises."""
    from sayso.intake._unpack import unpack

    raw = _Chunks(chunks)
    last: Piece | InputError | None = None
    refused: InputError | None = None
    try:
        for found in unpack(
            io.BufferedReader(raw, CHUNK), source, suffix, limits, fields=fields, depth=depth
        ):
            if last is not None:
                yield last
            last = found
    except InputError as error:
        refused = error
    if raw.damage is None:
        if last is not None:
            yield last
    else:
        if last is not None and not _is_moot(last, source):
            yield last if isinstance(last, InputError) else _marked(last, raw.damage)
        yield raw.damage.error(source)
    if refused is not None and not (raw.damage and _is_moot(refused, source)):
        raise refused


def _is_moot(found: Piece | InputError, source: str) -> bool:
    """Whether it only says what the damage says: that nothing came, or that what came broke off."""
    if isinstance(found, InputError):
        return found.code == "SAY111" or (found.code == "SAY132" and found.subject == source)
    return not found.data.strip()


def _marked(piece: Piece, damage: Damage) -> Piece:
    if damage.whole or piece.suffix == ".json":
        return piece
    return msgspec.structs.replace(piece, notes=(*piece.notes, (damage.note, damage.detail)))


class _Chunks(io.RawIOBase):
    """Chunks as a stream, which ends where they are damaged."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks, self._left = chunks, memoryview(b"")
        self.damage: Damage | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        while not self._left:
            try:
                self._left = memoryview(next(self._chunks))
            except StopIteration:
                return 0
            except Damage as damage:
                self.damage = damage
                return 0
        size = min(len(buffer), len(self._left))
        buffer[:size], self._left = self._left[:size], self._left[size:]
        return size


def packed_chunks(stream: Any, tally: Tally | None = None) -> Iterator[bytes]:
    """The chunks of a stream, counted as packed bytes where there is a tally."""
    chunks = iter(lambda: stream.read(CHUNK), b"")
    return chunks if tally is None else _weighed(chunks, tally)


def tallied(chunks: Iterable[bytes], tally: Tally, source: str) -> Iterator[bytes]:
    """The chunks, counted as unpacked bytes. Raises ``InputError`` SAY131."""
    for chunk in chunks:
        tally.add(len(chunk), source)
        yield chunk


def decoded_content(chunks: Iterable[bytes], encoding: str, limits: Limits, source: str) -> Iterator[bytes]:
    """The chunks of an HTTP body without its content codings, as they come.

    ``encoding`` is the header's value: gzip, deflate (with or without zlib's frame), br, zstd, or several
    with commas. What came out before a fault is given before it is told. Raises ``InputError`` SAY131 for a
    bomb, SAY132 for a damaged body, SAY133 for an unknown coding.
    """
    tally = Tally(limits)
    codings = [coding.strip().lower() for coding in encoding.split(",")]
    codings = [coding for coding in codings if coding not in ("", "identity")]
    if len(codings) > limits.max_depth:
        raise InputError("SAY131", source, f"more than {limits.max_depth} content codings")
    body = _weighed(chunks, tally)
    for coding in reversed(codings):
        if coding not in _CODINGS:
            raise InputError("SAY133", source, f"content coding {coding[:40]}")
        body = tallied(_CODINGS[coding](body), tally, source)
    try:
        yield from body
    except Damage as damage:
        raise damage.error(source) from None


def _weighed(chunks: Iterable[bytes], tally: Tally) -> Iterator[bytes]:
    for chunk in chunks:
        tally.packed += len(chunk)
        yield chunk


def _complete(chunks: Iterable[bytes], new: Callable[[], Unpacker], *, many: bool = False) -> Iterator[bytes]:
    """As ``unpacked``, but bytes behind the end are no matter, as in browsers."""
    try:
        yield from unpacked(chunks, new, many=many)
    except Damage as damage:
        if not damage.whole:
            raise


def _deflated(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Deflate in zlib's frame, as the standard says, or bare, as some servers send it."""
    head, rest = b"", iter(chunks)
    while len(head) < 2 and (chunk := next(rest, b"")):
        head += chunk
    framed = len(head) > 1 and head[0] & 15 == 8 and int.from_bytes(head[:2], "big") % 31 == 0
    return _complete(chain([head], rest), partial(Inflater, 15 if framed else -15))


_CODINGS: dict[str, Callable[[Iterable[bytes]], Iterator[bytes]]] = {
    "gzip": partial(_complete, new=Inflater, many=True),
    "x-gzip": partial(_complete, new=Inflater, many=True),
    "deflate": _deflated,
    "br": partial(_complete, new=BrotliUnpacker),
    "zstd": partial(_complete, new=ZstdUnpacker, many=True),
}
