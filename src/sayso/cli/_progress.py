"""A progress bar on standard error, where there is a terminal and something to wait for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    import rich.progress


class Progress:
    """A bar for ``total`` articles, or a bare count where the total is not known (None).

    Nothing is drawn for fewer than two. While something is printed, the bar is cleared if it would be in the
    way: ``shared`` says that the output goes to the same terminal.
    """

    def __init__(self, stream: TextIO, total: int | None, *, shared: bool) -> None:
        self._bar: rich.progress.Progress | None = None
        self._shared = shared
        if total is None or total > 1:
            self._bar = _bar(stream)
            self._task = self._bar.add_task("reading", total=total)

    def __enter__(self) -> Progress:
        if self._bar is not None:
            self._bar.start()
            self._bar.refresh()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    @contextmanager
    def aside(self, *, message: bool) -> Iterator[None]:
        """While something is printed on the terminal: the bar steps aside."""
        if self._bar is None or not (self._shared or message):
            yield
            return
        self._bar.stop()
        yield
        self._bar.start()

    def reach(self, done: int) -> None:
        """So many are done in all; where the total was too low, it grows."""
        if self._bar is not None:
            task = self._bar.tasks[0]
            total = None if task.total is None else max(task.total, done)
            self._bar.update(self._task, completed=done, total=total)
            self._bar.refresh()

    def advance(self) -> None:
        """One article is done."""
        if self._bar is not None:
            self._bar.advance(self._task)
            self._bar.refresh()


def _bar(stream: TextIO) -> rich.progress.Progress:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TaskProgressColumn(text_format="", show_speed=True),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=Console(file=stream, stderr=True),
        transient=True,
        auto_refresh=False,
        redirect_stdout=False,
        redirect_stderr=False,
    )
