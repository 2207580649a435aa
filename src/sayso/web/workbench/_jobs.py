"""Work that takes longer than a page may: done beside the pages, a few at a time, and looked at while it
goes on. What is being made is decided by its key alone, so that an address means the same whenever it is
opened."""

from __future__ import annotations

import os
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar, cast
from weakref import WeakKeyDictionary

from sayso.errors import CaseError
from sayso.web._desk import Desk

SOON = 0.1
"""Seconds that a page waits, so that what is quick is there at once."""
MOST = 4
"""Pieces of work that are kept; the one that was asked for longest ago goes first."""


_AT_ONCE = threading.BoundedSemaphore(2)
"""Pieces of work that go on at a time: each takes from the time of the pages."""


class Stopped(Exception):
    """The work is not wanted any more."""


class Job:
    """A piece of work. ``done`` is set when it has ended; ``error`` is why it could not be done."""

    def __init__(self, desk: Desk) -> None:
        self.case_path = desk.path
        self.done = threading.Event()
        self.error: Exception | None = None
        self.stopped = False
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def work(self) -> None:
        """Do it, with ``check`` now and then."""
        raise NotImplementedError

    def run(self) -> None:
        """Do it, and note how it ended."""
        try:
            with _AT_ONCE:
                self.check()
                self.work()
        except Exception as error:  # it is raised where somebody waits for the work
            self.error = error
        finally:
            self.done.set()

    def check(self) -> None:
        """Raise ``Stopped`` where nobody wants it any more."""
        if self.stopped:
            raise Stopped

    def ready(self, seconds: float | None = SOON) -> bool:
        """Whether it has been done, after waiting so long; without a number, until it is. Raises what the
        work raised, ``CaseError`` SAY413 where it was given up."""
        if not self.done.wait(seconds):
            return False
        if isinstance(self.error, Stopped):
            raise CaseError("SAY413", self.case_path, "too much is asked at once")
        if self.error is not None:
            raise self.error
        return True

    def path(self, name: str) -> str:
        """A file in a folder that goes when the work goes."""
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="sayso-web-")
        return os.path.join(self._folder.name, name)


J = TypeVar("J", bound=Job)


class Jobs:
    """The work of one desk, by its keys."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._jobs: OrderedDict[Hashable, Job] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], J]) -> J:
        """The work of a key; it is begun where it has not been, or failed."""
        with self._lock:
            job = self._jobs.pop(key, None)
            if job is None or job.error is not None:
                job = make()
                threading.Thread(target=job.run, daemon=True).start()
            self._jobs[key] = job
            while len(self._jobs) > MOST:
                self._jobs.popitem(last=False)[1].stopped = True
        return cast(J, job)


_OF: WeakKeyDictionary[Desk, Jobs] = WeakKeyDictionary()
_ALL = threading.Lock()


def jobs_of(desk: Desk) -> Jobs:
    """The work that is done for a desk."""
    with _ALL:
        return _OF.setdefault(desk, Jobs())
