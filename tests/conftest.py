"""What every test may use: where the repository and the shared data are, and a reader that reads once.

``SAYSO_SHARED`` names the folder of other people's data; without it ``../shared`` beside the checkout is
taken. Tests that need it are skipped where it is absent, because none of its text may be committed.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from sayso.records import Reading

REPO = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def repo() -> Path:
    """The root of the checkout."""
    return REPO


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared data; the test is skipped where there is none."""
    folder = Path(os.environ.get("SAYSO_SHARED") or REPO.parent / "shared")
    if not (folder / "sample" / "article.txt").is_file():
        pytest.skip(f"no shared data in {folder}")
    return folder


@pytest.fixture(scope="session")
def reading_of() -> Callable[[Path], Reading]:
    """Read a file with the whole line, each file once a session."""
    import sayso

    @cache
    def read(path: Path) -> Reading:
        return sayso.read(path)

    return read
