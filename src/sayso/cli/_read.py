"""``sayso read``: inputs in, pages or JSON out, one line on standard error for each input that failed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, BinaryIO, TextIO

from sayso.cli._progress import Progress
from sayso.cli._streams import give_up_stdout, note, say
from sayso.errors import SaysoError, UsageError
from sayso.intake import count_inputs, read_inputs
from sayso.records import PARTS, Article, Reading, encode

if TYPE_CHECKING:
    from sayso.directory import Directory
    from sayso.errors import InputError

    ReadMany = Callable[[Iterable[Article | InputError]], Iterator[Reading | SaysoError]]

_PIPED, _WIDEST = 100, 110
"""Columns of a page that goes to a file, and the most that a page has: longer lines tire the eye."""


def parts(only: str | None) -> tuple[str, ...] | None:
    """The names given to --only, checked. Raises ``UsageError`` SAY301."""
    if only is None:
        return None
    names = tuple(name.strip().lower() for name in only.split(",") if name.strip())
    for name in names or (only,):
        if name not in PARTS:
            raise UsageError("SAY301", name or "nothing")
    return names


_SHOWN = 10
"""Problems of a list of actors that are shown one by one."""


def actors(paths: Sequence[str]) -> Directory | None:
    """Our table of offices with a user's lists of actors in front of it, the first list first; None without
    lists. What could not be read in a list is said on standard error. Raises ``UsageError``."""
    if not paths:
        return None
    from sayso.directory import with_offices

    known, problems = with_offices(paths)
    for problem in problems[:_SHOWN]:
        note(problem)
    if len(problems) > _SHOWN:
        note(f"and {len(problems) - _SHOWN} lines more that were not read as they stand")
    return known


def run(
    inputs: Sequence[str],
    *,
    form: str = "page",
    only: Collection[str] | None = None,
    max_bytes: int,
    quiet: bool = False,
    known: Directory | None = None,
    today: date | None = None,
    read_many: ReadMany | None = None,
    stdin: BinaryIO | None = None,
) -> int:
    """Read the inputs and print each Reading as soon as it is there. Returns the exit code, 0 or 1.

    One article is held at a time. ``known`` are the actors known from elsewhere, ``today`` is the day of
    reading: no article is dated after it. ``read_many`` stands in for the reader, ``stdin`` for standard
    input.
    """
    if read_many is None:
        from sayso import reader

        read_many = partial(reader.read_many, known=known, today=today)
    failed = False
    out = _WRITERS[form](sys.stdout, only, several=len(inputs) > 1)
    visible = not quiet and sys.stderr.isatty()
    total = count_inputs(inputs) if visible else 0
    with Progress(sys.stderr, total, shared=sys.stdout.isatty()) as progress:
        try:
            for item in read_many(read_inputs(inputs, max_bytes=max_bytes, stdin=stdin, today=today)):
                with progress.aside(message=not isinstance(item, Reading)):
                    if isinstance(item, Reading):
                        out.write(item)
                    else:
                        failed = True
                        say(item)
                progress.advance()
            out.close()
        except BrokenPipeError:
            give_up_stdout()
    return int(failed)


class _Lines:
    """One line of JSON for each Reading."""

    def __init__(self, stream: TextIO, only: Collection[str] | None, *, several: bool) -> None:
        self.stream, self.only, self.several = stream, only, several

    def write(self, reading: Reading) -> None:
        _bytes(self.stream, encode(reading, self.only) + b"\n")

    def close(self) -> None:
        pass


class _Json(_Lines):
    """Indented JSON: an object for one input with one article, a list for several of either."""

    held: bytes | None = None
    opened = False

    def write(self, reading: Reading) -> None:
        import msgspec

        if self.held is not None:
            self._item(self.held)
        self.held = msgspec.json.format(encode(reading, self.only), indent=2)

    def close(self) -> None:
        if self.held is None:
            _bytes(self.stream, b"[]\n" if self.several else b"")
        elif self.several or self.opened:
            self._item(self.held)
            _bytes(self.stream, b"\n]\n")
        else:
            _bytes(self.stream, self.held + b"\n")

    def _item(self, item: bytes) -> None:
        _bytes(self.stream, (b",\n" if self.opened else b"[\n") + item)
        self.opened = True


class _Pages(_Lines):
    """A page for each Reading, as wide as the terminal."""

    def __init__(self, stream: TextIO, only: Collection[str] | None, *, several: bool) -> None:
        super().__init__(stream, only, several=several)
        from sayso.cli._console import Console

        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
        width = None if stream.isatty() else _PIPED
        console = Console(file=stream, width=width, highlight=False, markup=False, emoji=False)
        if console.width > _WIDEST:
            console.width = _WIDEST
        self.console = console

    def write(self, reading: Reading) -> None:
        from sayso.cli._page import page

        # Uncropped: a terminal that is too narrow wraps, and nothing is lost.
        self.console.print(page(reading, self.only), crop=False)


def _bytes(stream: TextIO, data: bytes) -> None:
    """JSON is UTF-8 whatever the terminal's encoding."""
    stream.flush()
    stream.buffer.write(data)
    stream.buffer.flush()


_WRITERS: dict[str, type[_Lines]] = {"page": _Pages, "json": _Json, "jsonl": _Lines}
