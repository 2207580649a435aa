"""The console that pages are printed on."""

from __future__ import annotations

import rich.console


class Console(rich.console.Console):
    """Rich's console, which leaves it to the caller what to do when the reader of the output has gone."""

    def on_broken_pipe(self) -> None:
        """Raise the error on, where Rich would end the process."""
        raise BrokenPipeError
