"""Commands run in this process: what they print, and how they end."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from sayso.cli import main


class Ended(NamedTuple):
    """What a command printed, and its exit code."""

    code: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        return self.out.decode()

    @property
    def flow(self) -> str:
        """What is printed, whatever its lines."""
        return " ".join(self.text.split())

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The JSON of each line. Other line breaks may stand within it."""
        return [json.loads(line) for line in self.text.split("\n") if line]


Run = Callable[..., Ended]


@pytest.fixture
def sayso(capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Runs a command with these arguments."""

    def run(*arguments: object) -> Ended:
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        code = ended.value.code
        assert b"Traceback" not in out + err
        return Ended(code if isinstance(code, int) else 0 if code is None else 1, out, err.decode())

    return run
