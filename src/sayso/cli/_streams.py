"""Standard output and standard error, which may be closed, full, or gone while we write."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

from sayso.errors import SaysoError, UsageError


def say(error: SaysoError) -> None:
    """One line on standard error. Where that cannot be written to, the output goes on without it."""
    _line(f"error: {error}")


def note(words: str) -> None:
    """One line on standard error that is no error. Control characters are escaped."""
    _line(
        "note: "
        + "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in words)
    )


def _line(words: str) -> None:
    try:
        print(words, file=sys.stderr, flush=True)
    except OSError:
        sys.stderr = _nowhere()


def give_up_stdout() -> None:
    """Whoever read our output has gone: end quietly, at the interpreter's end too."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def checked_streams() -> Iterator[None]:
    """What is run inside ends in ``SystemExit``: 1 and SAY304 where the output could not be written.

    A reader of the output that went away (``| head``) is no error.
    """
    if sys.stderr is None:
        sys.stderr = _nowhere()
    try:
        if sys.stdout is None:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        try:
            yield
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        give_up_stdout()
        raise SystemExit(0) from None
    except OSError as error:
        give_up_stdout()
        reason = error.strerror or type(error).__name__
        say(UsageError("SAY304", "standard output", reason))
        raise SystemExit(1) from None


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")
