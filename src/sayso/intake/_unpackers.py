"""Decompressors that never give more than asked, say where their input breaks off, and all work alike."""

from __future__ import annotations

import bz2
import lzma
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol

import brotli
import zstandard

from sayso.errors import InputError
from sayso.intake._pieces import CHUNK

_WINDOW = 1 << 27
"""The most that zstd may make us hold of what came before, in bytes; its own default."""
_MEMORY = 1 << 28
"""The most that xz may take, in bytes; its strongest setting takes 65 MB."""
_SLICE = 512
"""Packed bytes that zstd is given at once: a block of 4 bytes may unpack to 128 KiB, so 16 MiB at most."""
FAULTS = (zlib.error, lzma.LZMAError, zstandard.ZstdError, brotli.error, OSError, ValueError, EOFError)
"""What an unpacker raises on bytes that it cannot unpack."""


class Damage(Exception):
    """A fault at byte ``offset`` of a packed stream. ``whole`` says that nothing before it is cut off, as
    where bytes that do not belong there follow the end; ``note`` is what to tell of the piece it befell.
    Where there is an ``end``, it is all that is lost up to that byte."""

    end: int | None = None

    def __init__(self, offset: int, detail: str, *, whole: bool = False, note: str = "truncated") -> None:
        super().__init__(detail)
        self.offset, self.detail, self.whole, self.note = offset, detail, whole, note

    def error(self, source: str) -> InputError:
        """The fault as SAY132, with its place."""
        place = f"byte {self.offset:,}" if self.end is None else f"bytes {self.offset:,} to {self.end:,}"
        return InputError("SAY132", source, f"{self.detail} at {place}")


class Unpacker(Protocol):
    """What the decompressors of the standard library have in common: ``decompress`` is called with no bytes
    until it ``needs_input``; after the end of the stream the bytes behind it are ``unused_data``."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = -1) -> bytes: ...


def unpacked(chunks: Iterable[bytes], new: Callable[[], Unpacker], *, many: bool = True) -> Iterator[bytes]:
    """What comes out of packed chunks, in chunks; ``many`` streams in a row are read as one, with zeros
    between them. Raises ``Damage``."""
    unpacker, start, end, begun = new(), 0, 0, False
    for chunk in chunks:
        end += len(chunk)
        while chunk or not (unpacker.eof or unpacker.needs_input):
            if unpacker.eof:
                chunk = chunk.lstrip(b"\x00")
                if not chunk:
                    break
                if not many:
                    raise Damage(end - len(chunk), "bytes follow that do not belong there", whole=True)
                unpacker, start, begun = new(), end - len(chunk), False
            try:
                out = unpacker.decompress(chunk, CHUNK)
            except FAULTS as error:
                if start and not begun:
                    raise Damage(start, "bytes follow that do not belong there", whole=True) from None
                left = unpacker.left if isinstance(unpacker, Inflater) else 0
                raise Damage(end - left, str(error).rpartition(": ")[2]) from None
            begun = begun or bool(out)
            if out:
                yield out
            chunk = unpacker.unused_data if unpacker.eof else b""
    if end and not unpacker.eof:
        raise Damage(end, "it ends too early")


class Inflater:
    """A gzip stream by default, zlib's own with ``wbits`` 15, bare deflate with -15. Before it raises
    ``zlib.error`` it gives every byte that came before the fault; ``left`` counts the packed bytes after."""

    def __init__(self, wbits: int = 31) -> None:
        self._inner = zlib.decompressobj(wbits)
        self._fault: zlib.error | None = None
        self._more = False  # whether the last call was cut short: more may come without a tail
        self.left = 0

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    @property
    def needs_input(self) -> bool:
        return self._fault is None and not self._inner.unconsumed_tail and not self._more

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        if self._fault is not None:
            raise self._fault
        data = self._inner.unconsumed_tail + data
        before = self._inner.copy()
        try:
            out = self._inner.decompress(data, max(0, max_length))
        except zlib.error as fault:
            self._fault = fault
            out = self._salvaged(before, data)
        self._more = len(out) == max_length
        return out

    def _salvaged(self, before: Any, data: bytes) -> bytes:
        """Byte for byte as far as it goes. That is no more than the call that failed may have given."""
        out = bytearray()
        for n in range(len(data)):
            try:
                out += before.decompress(data[n : n + 1])
            except zlib.error:
                self.left = len(data) - n
                break
        return bytes(out)


class ZstdUnpacker:
    """zstd frames, with a dictionary where one is given."""

    def __init__(self, dictionary: zstandard.ZstdCompressionDict | None = None) -> None:
        self._inner = zstandard.ZstdDecompressor(
            dict_data=dictionary, max_window_size=_WINDOW
        ).decompressobj()
        self._held = b""

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data + self._held

    @property
    def needs_input(self) -> bool:
        return not self._held

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """What one slice gives; that may be more than ``max_length``, by some MiB."""
        data = self._held + data
        self._held = data[_SLICE:]
        return self._inner.decompress(data[:_SLICE])


class BrotliUnpacker:
    """A brotli stream. Bytes behind its end are a fault."""

    unused_data = b""

    def __init__(self) -> None:
        self._inner = brotli.Decompressor()
        self._more = False

    @property
    def eof(self) -> bool:
        return bool(self._inner.is_finished())

    @property
    def needs_input(self) -> bool:
        return not self._more and bool(self._inner.can_accept_more_data())

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        out: bytes = self._inner.process(data, output_buffer_limit=max_length)
        self._more = bool(out)  # at the end of cut input it gives 32 KB at a time, whatever the limit is
        return out


def bzip2() -> Unpacker:
    """For a bzip2 stream."""
    return bz2.BZ2Decompressor()


def xz() -> Unpacker:
    """For an xz stream."""
    return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_MEMORY)
