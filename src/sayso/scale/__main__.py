"""One process of the pool: ``python -m sayso.scale MODULE:NAME OPTIONS``, frames on standard input and
output."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress

from sayso.scale._pool import READY, load, read_frame, write_frame

_MOST_MEMORY = 8 << 30
"""Bytes of data that a process may hold: a hostile input runs out of memory here and not on the machine."""


def main() -> None:
    """Work until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to stop
    _bounded()
    source = os.fdopen(os.dup(0), "rb")
    sink = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # a library that prints must not break the frames
    work = load(sys.argv[1])(sys.argv[2])
    with suppress(BrokenPipeError):
        write_frame(sink, READY)
        while (data := read_frame(source)) is not None:
            write_frame(sink, work(data))


def _bounded() -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (_MOST_MEMORY, _MOST_MEMORY))


if __name__ == "__main__":
    main()
