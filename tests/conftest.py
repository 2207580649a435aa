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
from hypothesis import settings

from sayso.records import Reading

settings.register_profile("build", derandomize=True)
"""On the build machine the same change has the same result."""
if os.environ.get("CI"):
    settings.load_profile("build")

REPO = Path(__file__).resolve().parent.parent


MISREAD = (
    "The Norwegian prime minister phones the president of Kenya.",
    "Thousands of teachers protested against the government in Lima.",
    "The attack left six people dead and ten injured.",
    "Of the thousands of marchers, over 680 were arrested.",
    "The talks,\\u201d she said, \\u201cwere a waste of ",
    "test_a_twin_of_the_sample_with_other_people_and_places",
    "test_called_off_by_nobody_named_is_a_refusal",
)
"""Tests of sentences that the parser read before the network came (0007) and the network misreads: a wrong
arc, a place taken for a person, an event taken for none (0012). Strict: whoever mends one is told to take
it out."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if any(words in item.nodeid for words in MISREAD):
            item.add_marker(pytest.mark.xfail(reason="the network misreads this sentence", strict=True))


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
