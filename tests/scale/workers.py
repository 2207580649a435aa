"""Workers for the tests of the pool: what a task asks for is in its bytes."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable


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
