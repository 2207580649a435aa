"""A tar archive to its members, as names with their bytes, read once from its beginning to its end.

``tarfile`` stops without a word at a header that is none; here that is told, and the next header looked for.
"""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from typing import Any, Self

from sayso.errors import InputError
from sayso.intake._packed import Member, Tally
from sayso.intake._pieces import CHUNK
from sayso.intake._unpackers import Damage

_MOST_HEADER = 1_000_000
"""The largest header for a long name and the like, in bytes; it is held in memory."""
_LONG = {tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE} | {
    tarfile.GNUTYPE_LONGNAME,
    tarfile.GNUTYPE_LONGLINK,
}
_FAULTS = (tarfile.TarError, ValueError, OverflowError, LookupError, EOFError)
"""What ``tarfile`` raises on bytes that it cannot make sense of."""


def tar_members(stream: Any, source: str, tally: Tally, *, outermost: bool) -> Iterator[Member | InputError]:
    """The members of a tar archive, each to be read before the next, and an ``InputError`` for each place
    where it is damaged. Raises ``InputError`` SAY133 where no member is found, SAY131."""
    before = tally.members
    counting: Any = _Counting(stream, tally if outermost else None)
    try:
        with _Tar.open(
            fileobj=counting, mode="r|", tarinfo=_Header, encoding="utf-8", errors="replace"
        ) as tar:
            yield from _members(tar, source, tally)
    except _FAULTS as fault:
        if tally.members == before:
            raise InputError("SAY133", source, "no tar archive") from None
        yield InputError("SAY132", source, f"{fault} at byte {counting.position:,}")


def _members(tar: _Tar, source: str, tally: Tally) -> Iterator[Member | InputError]:
    while (member := tar.next()) is not None:
        yield from tar.told(source)
        tally.add_member(source)
        tar.members = []  # it keeps every member it has met
        name = f"{source}!{member.name}"
        if member.isdir():
            continue
        if not member.isreg():
            yield Member(member.name, InputError("SAY134", name))
        elif member.issparse():
            yield Member(member.name, InputError("SAY133", name, "a sparse file"))
        else:
            yield Member(member.name, _content(tar, member))
    yield from tar.told(source)


def _content(tar: _Tar, member: tarfile.TarInfo) -> Iterator[bytes]:
    file = tar.extractfile(member)
    size = 0
    try:
        while file is not None and (chunk := file.read(CHUNK)):
            size += len(chunk)
            yield chunk
    except _FAULTS:
        raise Damage(size, "it ends too early") from None


class _Counting:
    """A stream whose bytes are counted as packed where there is a tally."""

    def __init__(self, stream: Any, tally: Tally | None) -> None:
        self._stream, self._tally, self.position = stream, tally, 0

    def read(self, size: int) -> bytes:
        data: bytes = self._stream.read(size)
        self.position += len(data)
        if self._tally is not None:
            self._tally.packed += len(data)
        return data


class _Tar(tarfile.TarFile):
    """A reader of tar that remembers the offsets of headers that were none."""

    members: list[tarfile.TarInfo]
    faults: tuple[str, ...] = ()
    lost = False
    """Whether the last header was none: blocks are then passed over until one is."""

    def told(self, source: str) -> Iterator[InputError]:
        """The faults since it was asked last, as SAY132."""
        faults, self.faults = self.faults, ()
        for fault in faults:
            yield InputError("SAY132", source, fault)


class _Header(tarfile.TarInfo):
    """A header that tells its faults, and is refused where it would be held in memory and is too large."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        header = super().frombuf(buf, encoding, errors)
        if header.size < 0 or (header.type in _LONG and header.size > _MOST_HEADER):
            raise tarfile.ReadError(f"a header of {header.size:,} bytes")
        return header

    @classmethod
    def fromtarfile(cls, tarfile: Any) -> Self:
        try:
            header = super().fromtarfile(tarfile)
        except _INVALID as fault:
            if not tarfile.lost:
                tarfile.faults += (f"{fault} at byte {tarfile.offset:,}",)
            tarfile.ignore_zeros = tarfile.lost = True  # makes it go on with the next block
            raise
        except _END:
            tarfile.ignore_zeros = tarfile.lost
            raise
        except _CUT:
            tarfile.faults += (f"it ends too early at byte {tarfile.offset:,}",)
            raise
        tarfile.ignore_zeros = tarfile.lost = False
        return header


_INVALID = tarfile.InvalidHeaderError  # type: ignore[attr-defined]
_END = tarfile.EOFHeaderError  # type: ignore[attr-defined]
_CUT = (tarfile.EmptyHeaderError, tarfile.TruncatedHeaderError)  # type: ignore[attr-defined]
