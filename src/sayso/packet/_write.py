"""A packet written: the page and the graph side by side, an entry at a time."""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from typing import IO, BinaryIO, NamedTuple

import msgspec

from sayso.case import Case
from sayso.errors import CaseError, UsageError
from sayso.packet import _entries, _graph, _nodes, _page
from sayso.packet._blocks import Anchors
from sayso.packet._context import CONTEXT, URN
from sayso.packet._gather import Desk
from sayso.packet._targets import targets
from sayso.stories import Stories
from sayso.version import VERSION
from sayso.wording import visible

_encode = msgspec.json.Encoder().encode


class Packet(NamedTuple):
    """What was written: how many entries, with how many articles behind them; ``errors`` has one for each id
    that no entry was made of; the digests are of the two files, null where nothing was written; ``behind``
    tells that the case could not be written to, so that its stories are of before its last change."""

    entries: int
    articles: int
    errors: tuple[CaseError, ...]
    page_sha256: str | None
    graph_sha256: str | None
    behind: bool


class _Digesting:
    """A stream that knows the digest of what went through it."""

    def __init__(self, stream: BinaryIO | IO[bytes]) -> None:
        self._stream, self._digest = stream, hashlib.sha256()

    def write(self, data: bytes) -> None:
        self._stream.write(data)
        self._digest.update(data)

    def text(self, parts: Iterable[str]) -> None:
        for part in parts:
            self.write(part.encode("utf-8", "replace"))

    def hexdigest(self) -> str:
        return self._digest.hexdigest()


def write_packet(
    case: Case,
    ids: Sequence[str],
    page: BinaryIO | IO[bytes],
    graph: BinaryIO | IO[bytes],
    *,
    now: str | None = None,
    told: Callable[[str], None] | None = None,
) -> Packet:
    """Write what stands behind some ids (of happenings, sayings, events, statements, articles, stories, or
    their first letters) as a page, HTML in UTF-8, and as a graph, JSON-LD in UTF-8.

    Brings the stories of the case up to date, which writes to its file. ``now`` is the time of making, ISO,
    without an offset in UTC; without it no time is written. The same case, ids and ``now`` give the same
    bytes. Nothing is written where no id stands for anything. ``told`` is called with a line where something
    takes long. Raises ``CaseError`` where the case cannot be read, ``UsageError`` SAY321 where ``now`` is no
    time."""
    time = _time(now)
    stories = Stories(case, told)
    found, missing = targets(stories, ids)
    if not found:
        return Packet(0, 0, tuple(missing), None, None, stories.behind)
    out, linked = _Digesting(page), _Digesting(graph)
    desk, anchors, nodes = Desk(stories), Anchors(), _graph.Nodes()
    out.text(_page.head(found, missing, time))
    linked.write(_start([_nodes.urn(target.id) for target in found], missing, time))
    for number, target in enumerate(found, 1):
        entry = desk.entry(target)
        out.text(_entries.entry(entry, number, anchors))
        linked.write(_lines(nodes.of(entry)))
    used: dict[str, None] = {}
    copies = desk.copies()
    out.text(_page.articles())
    for article in sorted(desk.articles):
        about = desk.about(article, copies)
        used[about.run] = None
        out.text(_page.article(about, anchors))
        linked.write(_lines(_nodes.article(about)))
    runs = [run for run in case.runs() if run.id in used]
    out.text(_page.runs(runs, anchors))
    linked.write(_lines(map(_nodes.run, runs)))
    linked.write(b"\n]}\n")
    out.text(_page.tail(linked.hexdigest()))
    return Packet(
        entries=len(found),
        articles=len(desk.articles),
        errors=tuple(missing),
        page_sha256=out.hexdigest(),
        graph_sha256=linked.hexdigest(),
        behind=stories.behind,
    )


def _start(entries: list[str], missing: Sequence[CaseError], time: str | None) -> bytes:
    """The context, and the packet itself as the first node."""
    packet = _nodes.present(
        {
            "id": f"{URN}packet:{hashlib.sha256(' '.join(entries).encode()).hexdigest()[:16]}",
            "type": ["Dataset", "prov:Entity"],
            "name": "Evidence packet",
            "dateCreated": time,
            "creator": {
                "type": ["SoftwareApplication", "prov:SoftwareAgent"],
                "name": "Sayso",
                "softwareVersion": VERSION,
            },
            "sayso:entries": [{"id": id} for id in entries],
            "sayso:askedForAndMissing": [visible(error.subject) for error in missing],
        }
    )
    return b'{"@context":' + _encode(CONTEXT) + b',\n"@graph":[\n' + _encode(packet)


def _lines(nodes: Iterable[_nodes.Node]) -> bytes:
    return b"".join(b",\n" + _encode(node) for node in nodes)


def _time(now: str | None) -> str | None:
    """A time as it is written: in UTC, to the second. Raises ``UsageError`` SAY321."""
    if now is None:
        return None
    try:
        made = datetime.fromisoformat(now)
        made = made.astimezone(UTC) if made.tzinfo else made.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        words = "not a time: 2026-11-01 or 2026-11-01T06:00Z"
        raise UsageError("SAY321", now, words) from None
    return made.isoformat(timespec="seconds").replace("+00:00", "Z")


# -- files -------------------------------------------------------------------------------------------------


def graph_path(path: str) -> str:
    """The file beside a page. Raises ``UsageError`` SAY326 where the two would be one."""
    stem, suffix = os.path.splitext(path)
    if suffix.lower() == ".jsonld" or not os.path.basename(path):
        raise UsageError("SAY326", path, "a packet is two files: name the page, FILE.html")
    return (stem if suffix.lower() in (".html", ".htm", ".xhtml") else path) + ".jsonld"


def packet_files(
    case: Case,
    ids: Sequence[str],
    path: str,
    *,
    now: str | None = None,
    told: Callable[[str], None] | None = None,
) -> Packet:
    """As ``write_packet``, to a file and one beside it that ends in ``.jsonld``: both whole or neither. Files
    of these names are replaced. Raises ``UsageError`` SAY304 where they cannot be written, SAY326 where the
    two would be one file or one of them is the case, and as there."""
    beside = graph_path(path)
    for name in (path, beside):
        if os.path.exists(name) and os.path.samefile(name, case.path):
            raise UsageError("SAY326", name, "it is the case file")
    with ExitStack() as stack:
        try:
            page, graph = (stack.enter_context(_replacing(name)) for name in (path, beside))
            made = write_packet(case, ids, page, graph, now=now, told=told)
            page.close()
            graph.close()
            if made.entries:
                os.replace(graph.name, beside)
                os.replace(page.name, path)
        except OSError as error:
            raise UsageError("SAY304", path, error.strerror or type(error).__name__) from None
    return made


@contextmanager
def _replacing(path: str) -> Iterator[IO[bytes]]:
    """A new file beside a path, which is gone in the end unless it has taken the other's place."""
    folder, name = os.path.split(path)
    if os.path.exists(path) and not os.path.isfile(path):  # a folder, or a device that would be lost
        raise OSError(errno.EEXIST, "it is no plain file")
    file = tempfile.NamedTemporaryFile(dir=folder or ".", prefix=f".{name[:40]}.", delete=False)  # noqa: SIM115
    try:
        os.chmod(file.name, 0o666 & ~_umask())
        yield file
    finally:
        file.close()
        with suppress(OSError):
            os.unlink(file.name)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
