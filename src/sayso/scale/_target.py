"""Where segments are kept: a folder or anything that fsspec opens, with a done-marker beside each segment.

A segment is a file and its marker. The marker is written last, in one step, and holds the digest of the file;
so whatever was cut off or damaged has no marker, or one that does not fit, and is made again.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from typing import Any, Literal, TypeVar

import msgspec

from sayso.errors import SegmentError

PLAN = "_sayso.json"
"""The file that says how the segments of a place are made."""
_PART = re.compile(r"part-(\d{5,12})\.(parquet|done)")
_PASSWORD = re.compile(r"\b([a-z][a-z0-9+.-]*://)[^/@\s]*@", re.I)
_LARGEST = 4_000_000_000
"""Bytes of a segment: more is nothing of ours."""

_TRIES = 3
"""How often a file is written that a run beside this one has tidied away."""

T = TypeVar("T")


class Marker(msgspec.Struct, frozen=True, kw_only=True):
    """What a done-marker says of its segment.

    ``sha256`` and ``size`` (bytes) are those of the file, ``rows`` how many it holds, ``counts`` how many by
    status. ``inputs`` is how many inputs it covers, ``inputs_sha256`` a digest of their places and bytes in
    order, ``first`` and ``last`` two of these places. ``run`` is the id and ``about`` the account of the code
    and models that read them, ``writer`` the library that wrote the file."""

    format: Literal["sayso-segment/1"] = "sayso-segment/1"
    part: int
    sha256: str
    size: int
    rows: int
    counts: dict[str, int]
    inputs: int
    inputs_sha256: str
    first: str
    last: str
    run: str
    about: dict[str, Any]
    writer: str


class Target:
    """A place for segments, by its path or URL. Raises ``SegmentError`` SAY601 where it cannot be reached,
    read or written to."""

    def __init__(self, url: str) -> None:
        self.shown = _PASSWORD.sub(r"\1***@", os.fsencode(url).decode("utf-8", "backslashreplace"))
        with self._in_our_words():
            import fsspec.core
            from fsspec.implementations.local import LocalFileSystem

            if "\0" in url or not url:
                raise ValueError("it is no path")
            if "://" in url:
                self._files, path = fsspec.core.url_to_fs(url)
            else:  # fsspec would cut a path at ::
                self._files, path = LocalFileSystem(), os.path.abspath(os.path.expanduser(url))
            self._folder = str(path).rstrip("/")
            self.local = os.path.realpath(path) if isinstance(self._files, LocalFileSystem) else None
        self.in_memory = "memory" in str(self._files.protocol)

    def prepare(self) -> None:
        """Make the folder."""
        with self._in_our_words():
            self._files.makedirs(self._folder, exist_ok=True)

    def read(self, name: str) -> bytes | None:
        """A whole file; None where there is none."""
        with self._in_our_words():
            path = self._path(name)
            try:
                if (self._files.size(path) or 0) > _LARGEST:
                    raise SegmentError("SAY603", f"{self.shown}/{name}", f"more than {_LARGEST:,} bytes")
                data: bytes = self._files.cat_file(path)
                return data
            except (FileNotFoundError, NotADirectoryError):
                return None

    def write(self, name: str, data: bytes) -> None:
        """Write a whole file in one step: whoever looks sees the old one or the new one."""
        with self._in_our_words():
            if self.local is None:
                self._files.pipe_file(self._path(name), data)
                return
            for more in reversed(range(_TRIES)):
                if _replaced(self.local, name, data):
                    break
                if not more:
                    raise FileNotFoundError(2, "what is written there is taken away")
            _sync_folder(self.local)

    def parts(self) -> dict[int, set[str]]:
        """The numbers of all parts, in their order, and what there is of each: ``parquet``, ``done``."""
        found: dict[int, set[str]] = {}
        with self._in_our_words():
            self._files.invalidate_cache()
            try:
                names = self._files.ls(self._folder, detail=False)
            except FileNotFoundError:
                names = []
        for name in names:
            if part := _PART.fullmatch(str(name).rstrip("/").rpartition("/")[2]):
                found.setdefault(int(part[1]), set()).add(part[2])
        return dict(sorted(found.items()))

    def segment(self, part: int) -> tuple[Marker, bytes]:
        """A segment that is done and whole. Raises ``SegmentError`` SAY603, with why it is not."""
        marker = self.marker(part)
        data = self.read(file_name(part))
        if data is None:
            raise self.damaged(part, "the file is not there")
        if len(data) != marker.size or hashlib.sha256(data).hexdigest() != marker.sha256:
            raise self.damaged(part, "its digest is not that of the marker")
        return marker, data

    def marker(self, part: int) -> Marker:
        """The done-marker of a part. Raises ``SegmentError`` SAY603 where there is none that can be read."""
        data = self.read(marker_name(part))
        if data is None:
            raise self.damaged(part, "it has no done-marker")
        marker = self._decoded(marker_name(part), data, Marker)
        if marker.part != part:
            raise self.damaged(part, "the marker is that of another part")
        return marker

    def put(self, marker: Marker, data: bytes) -> None:
        """Write a segment, then its marker."""
        self.write(file_name(marker.part), data)
        self.write(marker_name(marker.part), encode_marker(marker))

    def plan(self, kind: type[T]) -> T | None:
        """How the segments of the place are made; None where nothing is there yet."""
        data = self.read(PLAN)
        return None if data is None else self._decoded(PLAN, data, kind)

    def put_plan(self, plan: msgspec.Struct) -> None:
        """Say how the segments of the place are made."""
        self.write(PLAN, _lines(plan))

    def tidy(self) -> None:
        """Take away what writers that were killed have left half written."""
        if self.local is not None:
            for name in os.listdir(self.local):
                if re.fullmatch(rf"\.(?:{_PART.pattern}|{re.escape(PLAN)})\.[0-9a-f]{{12}}", name):
                    with contextlib.suppress(OSError):
                        os.unlink(os.path.join(self.local, name))

    def damaged(self, part: int, why: str) -> SegmentError:
        """The error for a segment that is not as it should be."""
        return SegmentError("SAY603", f"{self.shown}/{file_name(part)}", why)

    def of_others(self, part: int) -> SegmentError:
        """The error for a segment that is of other inputs."""
        return SegmentError("SAY602", f"{self.shown}/{marker_name(part)}")

    def _decoded(self, name: str, data: bytes, kind: type[T]) -> T:
        try:
            return msgspec.json.decode(data, type=kind)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise SegmentError("SAY603", f"{self.shown}/{name}", str(error)[:200]) from None

    def _path(self, name: str) -> str:
        return f"{self._folder}/{name}"

    @contextlib.contextmanager
    def _in_our_words(self) -> Iterator[None]:
        try:
            yield
        except SegmentError:
            raise
        except Exception as error:  # each file system of fsspec has errors of its own
            said = str(getattr(error, "strerror", None) or error or type(error).__name__)
            line = _PASSWORD.sub(r"\1***@", said).partition("\n")[0]
            raise SegmentError("SAY601", self.shown, line[:200]) from None


def file_name(part: int) -> str:
    """``part-00017.parquet``."""
    return f"part-{part:05d}.parquet"


def marker_name(part: int) -> str:
    """``part-00017.done``."""
    return f"part-{part:05d}.done"


def encode_marker(marker: Marker) -> bytes:
    """The marker as it is written: JSON that a person can read."""
    return _lines(marker)


def _lines(record: msgspec.Struct) -> bytes:
    return msgspec.json.format(msgspec.json.encode(record), indent=1) + b"\n"


def _replaced(folder: str, name: str, data: bytes) -> bool:
    """Write a file beside its name, then give it its name; False where it has gone meanwhile."""
    aside = os.path.join(folder, f".{name}.{secrets.token_hex(6)}")
    try:
        with open(aside, "xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        try:
            os.replace(aside, os.path.join(folder, name))
        except FileNotFoundError:
            return False
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(aside)
        raise
    return True


def _sync_folder(folder: str) -> None:
    """A name is safe once its folder is."""
    with contextlib.suppress(OSError):  # some systems open no folders
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
