"""The Reading made by hand that the page is tested with, and a small case."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import sayso
from sayso.case import Case
from tests.cli.conftest import reading

__all__ = ["reading"]


@pytest.fixture(scope="session")
def case(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    """The first part of the bundled case."""
    path = tmp_path_factory.mktemp("notebook") / "bread.sayso"
    with sayso.open(path) as opened:
        opened.add(repo / "examples" / "case" / "news", now="2026-11-01T09:00:00Z", today=date(2026, 11, 1))
        yield opened
