"""A zip archive to its members, as names with the bytes they unpack to.

Only the directory is read by ``zipfile``: the members are unpacked here, because ``zipfile`` gives some
methods no bound on what comes out at once, and because an archive that was cut off has no directory.
"""

from __future__ import annotations

import io
import stat
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, BinaryIO

from sayso.errors import InputError
from sayso.intake._packed import Member, Tally, packed_chunks, tallied
from sayso.intake._pieces import CHUNK, Limits
from sayso.intake._unpackers import Damage, Inflater, Unpacker, ZstdUnpacker, bzip2, unpacked, xz

_METHODS: dict[int, Callable[[], Unpacker] | None] = {
    0: None,
    8: partial(Inflater, -15),
    12: bzip2,
    93: ZstdUnpacker,
    95: xz,
}
"""Methods of zip that are read, by number; the first is none at all."""
_ENCRYPTED, _SIZE_LATER, _UTF8 = 1, 8, 0x800
"""Flags of a member: its size stands behind it; its name is UTF-8."""
_LOCAL = struct.Struct("<4s5H3I2H")
"""Magic, version, flags, method, time, date, checksum, two sizes, lengths of name and of extra fields."""
_MAGIC = b"PK\x03\x04"
_MOST_DIRECTORY = 200_000_000
"""The largest directory of a zip that is held in memory, in bytes: that of some million members."""
_ZIP64 = 0xFFFFFFFF
"""The size of a member whose size stands elsewhere."""
_FARTHEST = 1 << 62
"""No file has a place beyond it."""
_OFFICE = {"[Content_Types].xml", "META-INF/MANIFEST.MF"}
_NOT_FILES = {stat.S_IFLNK, stat.S_IFCHR, stat.S_IFBLK, stat.S_IFIFO, stat.S_IFSOCK}
_BAD_DIRECTORY = (zipfile.BadZipFile, NotImplementedError, struct.error, ValueError, OverflowError)
"""What ``zipfile`` raises on a directory that it cannot make sense of."""


def zip_members(
    stream: Any, source: str, limits: Limits, tally: Tally, *, outermost: bool
) -> Iterator[Member | InputError]:
    """The members of a zip archive, each to be read before the next, and an ``InputError`` for the archive
    where it is damaged: one that was cut off is read by the headers before its members.

    A stream that cannot be read from any place is spooled to an unnamed temporary file. Raises ``InputError``
    SAY112 or SAY131.
    """
    with _seekable(stream, tally if outermost else None, limits, source) as file:
        try:
            members = _directory(file, source, limits)
        except _BAD_DIRECTORY as error:
            yield from _without_directory(file, source, tally)
            yield InputError("SAY132", source, f"its directory is missing or damaged: {error}")
            return
        for member in members:
            tally.add_member(source)
            if not member.filename.endswith("/"):
                yield Member(member.orig_filename, _content(file, member, source, tally))


@contextmanager
def _seekable(stream: Any, tally: Tally | None, limits: Limits, source: str) -> Iterator[BinaryIO]:
    """The stream, or an unnamed temporary file of all it holds where it cannot be read from any place. With a
    ``tally`` its bytes are counted as packed. Raises ``InputError`` SAY131."""
    if stream.seekable():
        if tally is not None:
            tally.packed = stream.seek(0, io.SEEK_END)
        yield stream
        return
    with tempfile.TemporaryFile() as file:
        for chunk in packed_chunks(stream, tally):
            if file.tell() + len(chunk) > limits.max_unpacked:
                raise InputError("SAY131", source, f"more than {limits.max_unpacked:,} bytes")
            file.write(chunk)
        yield file


def _directory(file: BinaryIO, source: str, limits: Limits) -> list[zipfile.ZipInfo]:
    """The members by the directory at the end. Raises what ``zipfile`` raises and ``InputError``."""
    end = zipfile._EndRecData(file)  # type: ignore[attr-defined]  # all of the directory would be read at once
    if end and (end[5] > _MOST_DIRECTORY or end[5] // 46 > limits.max_members):
        raise InputError("SAY131", source, f"a directory of {end[5]:,} bytes")
    with zipfile.ZipFile(file) as members:
        found = members.infolist()
    names = [member.filename for member in found]
    _refuse_office(set(names), names[0] if names else "", source)
    return found


def _refuse_office(names: set[str], first: str, source: str) -> None:
    if names & _OFFICE or first == "mimetype":
        raise InputError("SAY112", source, "it looks like an office document")


def _content(
    file: BinaryIO, member: zipfile.ZipInfo, source: str, tally: Tally
) -> Iterator[bytes] | InputError:
    """What one member unpacks to, or why it is not unpacked."""
    name = f"{source}!{member.orig_filename}"
    if stat.S_IFMT(member.external_attr >> 16) in _NOT_FILES:
        return InputError("SAY134", name)
    if refused := _unopenable(member.flag_bits, member.compress_type):
        return InputError("SAY133", name, refused)
    head = b""
    if 0 <= member.header_offset < _FARTHEST:
        file.seek(member.header_offset)
        head = file.read(_LOCAL.size)
    if len(head) < _LOCAL.size or not head.startswith(_MAGIC):
        return InputError("SAY132", name, f"it does not begin at byte {member.header_offset:,}")
    start = member.header_offset + _LOCAL.size + sum(_LOCAL.unpack(head)[-2:])
    packed = tallied(_part(file, start, member.compress_size), tally, name)
    return _checked(_unpacked(packed, member.compress_type), member.CRC)


def _unopenable(flags: int, method: int) -> str:
    if flags & _ENCRYPTED:
        return "encrypted"
    return "" if method in _METHODS else f"packed by method {method}"


def _unpacked(packed: Iterator[bytes], method: int) -> Iterator[bytes]:
    """What packed bytes unpack to. They are counted too, because many members may share them."""
    new = _METHODS[method]
    return packed if new is None else unpacked(packed, new, many=False)


def _part(file: BinaryIO, start: int, size: int | None) -> Iterator[bytes]:
    position = start
    while left := CHUNK if size is None else min(CHUNK, start + size - position):
        file.seek(position)
        chunk = file.read(left)
        position += len(chunk)
        if chunk:
            yield chunk
        elif size is None:
            return
        else:
            raise Damage(position - start, "it ends too early")


def _checked(chunks: Iterator[bytes], checksum: int) -> Iterator[bytes]:
    size = found = 0
    for chunk in chunks:
        size, found = size + len(chunk), zlib.crc32(chunk, found)
        yield chunk
    if found != checksum:
        raise Damage(size, "its checksum does not match", note="damaged")


def _without_directory(file: BinaryIO, source: str, tally: Tally) -> Iterator[Member]:
    """Each member by the header before it, as far as the archive goes."""
    position = _find(file, 0)
    while position is not None:
        file.seek(position)
        head = file.read(_LOCAL.size)
        if len(head) < _LOCAL.size:
            break
        _, _, flags, method, _, _, checksum, size, _, named, extra = _LOCAL.unpack(head)
        name = file.read(named).decode("utf-8" if flags & _UTF8 else "cp437", "replace")
        _refuse_office({name}, name if position == 0 else "", source)
        tally.add_member(source)
        known = None if flags & _SIZE_LATER or size == _ZIP64 else size
        start = position + _LOCAL.size + named + extra
        end = _End(start + (known or 0))
        if not name.endswith("/"):
            refused = _unopenable(flags, method) or ("" if known is not None or method else "of unknown size")
            packed = tallied(_part(file, start, known), tally, source)
            if refused:
                yield Member(name, InputError("SAY133", f"{source}!{name}", refused))
            elif known is None:
                yield Member(name, end.of(_unpacked(packed, method), start))
            else:
                yield Member(name, _checked(_unpacked(packed, method), checksum))
        position = _find(file, end.position)


class _End:
    """Where a member ends that only its own bytes tell the end of: the first of those that follow it."""

    def __init__(self, position: int) -> None:
        self.position = position

    def of(self, chunks: Iterator[bytes], start: int) -> Iterator[bytes]:
        """The chunks, without the fault that something follows them."""
        try:
            yield from chunks
        except Damage as damage:
            self.position = start + damage.offset
            if not damage.whole:
                raise


def _find(file: BinaryIO, position: int) -> int | None:
    """The next place at or after ``position`` where a member may begin."""
    while True:
        file.seek(position)
        chunk = file.read(CHUNK)
        if (found := chunk.find(_MAGIC)) >= 0:
            return position + found
        if len(chunk) < len(_MAGIC):
            return None
        position += len(chunk) - len(_MAGIC) + 1
