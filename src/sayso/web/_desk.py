"""The case on the desk of one server: opened once, with its overview, which is made anew when the case has
changed, while the pages go on showing the one before."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

from sayso.case import Case, Shelf, open_case
from sayso.errors import CaseError, SaysoError
from sayso.stories import Stories
from sayso.web._overview import Overview, overview_of

SECONDS = 2.0
"""What one question of a page may take."""
REST = 10.0
"""Seconds between two overviews of a case that keeps changing."""


class Desk:
    """``case`` answers pages, each question within ``SECONDS``. ``overview`` is that of the newest state
    whose stories are made; ``news`` tells that the case has changed since. Safe to use from several
    threads."""

    def __init__(self, path: str, told: Callable[[str], None] | None = None) -> None:
        self.path = path
        self.name = Path(path).name
        self.case: Case = open_case(path, seconds=SECONDS)
        self.fault: SaysoError | None = None
        self._told = told
        self._making = threading.Lock()
        self._done = time.monotonic()
        self._seen = self._mark()
        self._took = open_case(path)  # stories take what time they need to be made
        try:
            self.stories, self.overview = self._made()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the case."""
        with self._making:
            self.case.close()
            self._took.close()

    @property
    def news(self) -> bool:
        """Whether the case is another than the one whose overview is shown."""
        mark = self._mark()
        if mark != self._seen:
            if Shelf(self.case).state() != self.overview.state:
                return True
            self._seen = mark  # the file was touched, and nothing in it is new
        return False

    def run_of(self, article: str) -> str:
        """The run that an article's current Reading is of; empty where there is no such article."""
        return next((str(row.run) for row in Shelf(self.case).rows("articles", "id", [article])), "")

    def happening_of(self, record: str) -> str | None:
        """The happening (or saying) that a record is a report of."""
        return next((str(row.into) for row in Shelf(self.case).rows("told", "record", [record])), None)

    def refresh(self, *, soon: bool = True) -> None:
        """Begin to make the overview of the case as it is now, unless that is being done. Not ``soon`` leaves
        the machine some time to itself, since another command may be adding for long."""
        rested = soon or time.monotonic() - self._done > REST
        if rested and self.news and self._making.acquire(blocking=False):
            threading.Thread(target=self._remake, daemon=True).start()

    def wait(self) -> None:
        """Wait until nothing is being made."""
        with self._making:
            pass

    def _remake(self) -> None:
        try:
            self.stories, self.overview = self._made()
        except SaysoError as error:
            self.fault = error
        finally:
            self._done = time.monotonic()
            self._making.release()

    def _made(self) -> tuple[Stories, Overview]:
        stories = Stories(self._took, self._told)
        behind = "its stories are those of before its last change"
        self.fault = CaseError("SAY403", self.path, behind) if stories.behind else None
        return stories, overview_of(self._took, Shelf(self._took).state())

    def _mark(self) -> tuple[tuple[int, int], ...]:
        """Changes whenever somebody writes to the file or its log."""
        found = []
        for path in (self.path, self.path + "-wal"):
            try:
                about = os.stat(path)
                found.append((about.st_mtime_ns, about.st_size))
            except FileNotFoundError:
                found.append((0, 0))
        return tuple(found)
