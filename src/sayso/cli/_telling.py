"""What the user sees of inputs that are dealt with: a bar, lines for some of them, and the sum."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Self

from sayso.cli._progress import Progress
from sayso.cli._rows import Format
from sayso.cli._streams import note
from sayso.errors import UsageError
from sayso.intake import count_inputs

if TYPE_CHECKING:
    from sayso.case import Added, InputRecord


class Telling:
    """A bar for inputs, and lines beside it; without ``inputs`` nobody knows how many there are."""

    def __init__(self, inputs: Sequence[str] | None, quiet: bool) -> None:
        self.quiet = quiet
        visible = not quiet and sys.stderr.isatty()
        total = count_inputs(inputs) if visible and inputs is not None else None if visible else 0
        self._bar = Progress(sys.stderr, total, shared=sys.stdout.isatty())

    def __enter__(self) -> Self:
        self._bar.__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        self._bar.__exit__(*error)

    def reach(self, done: int) -> None:
        """So many inputs have been dealt with."""
        self._bar.reach(done)

    def aside(self, *, message: bool) -> AbstractContextManager[None]:
        """While something is printed: a message, or data."""
        return self._bar.aside(message=message)


class TellingAdded(Telling):
    """What the user sees of an ``add`` or ``retry``. Raises ``UsageError`` SAY324."""

    def __init__(self, inputs: Sequence[str] | None, form: Format | None, quiet: bool) -> None:
        if form not in (None, Format.table, Format.jsonl):
            raise UsageError("SAY324", str(form), "add prints nothing, or jsonl")
        super().__init__(inputs, quiet)
        self._form = form
        self._nothing = "nothing to add" if inputs is not None else "nothing has failed"

    def one(self, record: InputRecord) -> None:
        """One input is safe."""
        import msgspec

        if self._form is Format.jsonl:
            with self.aside(message=False):
                sys.stdout.buffer.write(msgspec.json.encode(record) + b"\n")
                sys.stdout.buffer.flush()
        if record.code and not self.quiet:
            with self.aside(message=True):
                note(f"{record.status}: {record.code} {record.source}: {record.reason}")

    def end(self, path: str, added: Added) -> int:
        """Say the sum. Returns the exit code: 1 where something failed."""
        note(f"{path}: {sum_of(added) or self._nothing}")
        if added.failed or added.failed_before:
            note(f"see why with: sayso status {path} --failed; try again with: sayso retry {path}")
        return int(added.failed + added.failed_before > 0)


def sum_of(added: Added) -> str:
    """How many inputs became what; empty where there was none."""
    counts = {
        "kept": added.kept,
        "copy" if added.copies == 1 else "copies": added.copies,
        "dropped": added.dropped,
        "failed": added.failed,
        "there already": added.known - added.failed_before,
        "failed before": added.failed_before,
    }
    return ", ".join(f"{count} {name}" for name, count in counts.items() if count)
