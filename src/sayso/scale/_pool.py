"""A pool of processes that survives what its processes do not.

Each process is ``python -m sayso.scale``: frames of bytes go in and come out through its pipes, so nothing is
pickled, and neither scripts without a main guard nor notebooks are run a second time. A thread of ours stands
behind each process and waits for it. Processes are started when there is work for them.
"""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Any

from sayso.errors import ReadingError

_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
"""Processes side by side must not fight over cores with threads of their own."""
_IN_HAND = 2
"""Tasks for each process that are taken from the source before they can be worked on."""


READY = b"ready"
"""The first frame of a process, when everything is loaded."""


@dataclass(frozen=True, slots=True)
class Task:
    """Bytes to work on, the seconds that may take, and whatever the caller wants to have back with it."""

    data: bytes
    seconds: float = 600.0
    about: Any = None


@dataclass(frozen=True, slots=True)
class Lost:
    """Why there is no result: ``died`` or ``slow``, and a word on how."""

    why: str
    detail: str


@dataclass(frozen=True, slots=True)
class Done:
    """A task with its result."""

    task: Task
    result: bytes | Lost


def run(tasks: Iterable[Task], start: str, options: str, *, workers: int) -> Generator[Done, None, None]:
    """Work on tasks in ``workers`` processes, or in this one where that is 0; results come as they are done.

    At most three tasks a process are held. A task that kills its process or overstays its time is lost, and
    the others go on with a new process. Closing the iterator stops the processes."""
    if workers == 0:
        work = load(start)(options)
        for task in tasks:
            yield Done(task, work(task.data))
        return
    pool = _Pool(start, options, workers)
    try:
        yield from pool.run(iter(tasks))
    finally:
        pool.stop()


def load(start: str) -> Callable[[str], Callable[[bytes], bytes]]:
    """The function that ``module:name`` names."""
    import importlib

    module, _, name = start.partition(":")
    function: Callable[[str], Callable[[bytes], bytes]] = getattr(importlib.import_module(module), name)
    return function


class _Pool:
    def __init__(self, start: str, options: str, workers: int) -> None:
        # -P: whatever lies in the working folder, it is not imported
        self._command = [sys.executable, "-P", "-m", "sayso.scale", start, options]
        self._workers = workers
        self._waiting: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
        self._done: queue.SimpleQueue[Done | ReadingError] = queue.SimpleQueue()
        self._threads: list[_Worker] = []

    def run(self, tasks: Iterator[Task]) -> Iterator[Done]:
        held = 0
        while True:
            while held < self._workers * (1 + _IN_HAND) and self._done.empty():
                task = next(tasks, None)  # asked again after the end: what was lost may be given once more
                if task is None:
                    break
                self._waiting.put(task)
                held += 1
                if len(self._threads) < min(self._workers, held):
                    worker = _Worker(self._command, self._waiting, self._done)
                    self._threads.append(worker)
                    worker.start()
            if not held:
                return
            done = self._done.get()
            if isinstance(done, ReadingError):
                raise done
            held -= 1
            yield done

    def stop(self) -> None:
        for thread in self._threads:
            thread.stop()


class _Worker(threading.Thread):
    """The thread behind one process."""

    def __init__(
        self,
        command: list[str],
        waiting: queue.SimpleQueue[Task | None],
        done: queue.SimpleQueue[Done | ReadingError],
    ) -> None:
        super().__init__(daemon=True, name="sayso worker")
        self._command, self._waiting, self._done = command, waiting, done
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False

    def run(self) -> None:
        while (task := self._waiting.get()) is not None and not self._stopped:
            try:
                self._done.put(Done(task, self._work(task)))
            except ReadingError as error:
                self._done.put(error)
                return

    def stop(self) -> None:
        """End the process, in the middle of a task if need be; the task is lost to nobody."""
        self._stopped = True
        self._waiting.put(None)
        self._end()

    def _work(self, task: Task) -> bytes | Lost:
        self._process = self._process or self._begin()
        process, slow = self._process, threading.Event()

        def overdue() -> None:
            slow.set()
            process.kill()

        timer = threading.Timer(task.seconds, overdue)
        timer.daemon = True
        timer.start()
        try:
            assert process.stdin is not None
            assert process.stdout is not None
            write_frame(process.stdin, task.data)
            result = read_frame(process.stdout)
        except (OSError, ValueError):
            result = None
        finally:
            timer.cancel()
        if result is not None:
            return result
        code = self._end()
        if slow.is_set():
            return Lost("slow", f"more than {task.seconds:.0f} s")
        return Lost("died", f"signal {-code}" if code < 0 else f"exit code {code}")

    def _begin(self) -> subprocess.Popen[bytes]:
        """A new process, once it says that it is ready. Raises ``ReadingError`` SAY206 where it never does:
        that is no fault of any task."""
        with tempfile.TemporaryFile() as said:
            process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=said,
                env={**os.environ, **_ONE_THREAD},
            )
            self._process = process
            assert process.stdout is not None
            if read_frame(process.stdout) == READY or self._stopped:
                return process
            code = self._end()
            said.seek(0)
            last = said.read()[-2000:].decode("utf-8", "replace").strip().rpartition("\n")[2]
            raise ReadingError("SAY206", "python -m sayso.scale", last or f"exit code {code}")

    def _end(self) -> int:
        process, self._process = self._process, None
        if process is None:
            return 0
        process.kill()
        for stream in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                if stream is not None and not self._stopped:
                    stream.close()
        return process.wait()


def write_frame(stream: IO[bytes], data: bytes) -> None:
    """Eight bytes of length, then the bytes."""
    stream.write(len(data).to_bytes(8, "big"))
    stream.write(data)
    stream.flush()


def read_frame(stream: IO[bytes]) -> bytes | None:
    """The next frame; None where the stream has ended or breaks off."""
    head = stream.read(8)
    if len(head) < 8:
        return None
    length = int.from_bytes(head, "big")
    data = stream.read(length)
    return data if len(data) == length else None
