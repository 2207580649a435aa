"""Workers for the tests of the pool: what a task asks for is in its bytes."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable

from sayso.records import Article, Reading


def start(options: str) -> Callable[[bytes], bytes]:
    """Echo with the options in front; ``die`` kills the process, ``sleep`` overstays, ``print`` prints."""

    def work(data: bytes) -> bytes:
        if data == b"die":
            os.kill(os.getpid(), signal.SIGKILL)
        if data == b"leave":
            os._exit(3)
        if data == b"sleep":
            time.sleep(60)
        if data == b"print":
            print("a library says something")
            os.write(1, b"and writes past Python")
        return options.encode() + data

    return work


def pid(_options: str) -> Callable[[bytes], bytes]:
    """The process that works."""
    return lambda _: str(os.getpid()).encode()


def start_segment(options: str) -> Callable[[bytes], bytes]:
    """Segments by a reader of pretence that dies of one article and hangs in another."""
    from sayso import case
    from sayso.case import _segment

    _pretend()
    _segment.ONE = "workers:start_one"
    _segment.allowed_seconds = lambda _size: 3.0
    return case.start_segment(options)


def start_one(options: str) -> Callable[[bytes], bytes]:
    """One article by the same reader."""
    from sayso.case import start_worker

    _pretend()
    return start_worker(options)


def _pretend() -> None:
    import sayso.reader
    from tests.case.conftest import pretend

    def read(article: Article, *_more: object) -> Reading:
        if "Die Now" in article.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "Hang On" in article.text:
            time.sleep(60)
        return pretend(article)

    sayso.reader.read = read  # type: ignore[assignment]
