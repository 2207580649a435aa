"""Pages: links lead somewhere, files that are named exist, and the examples in docstrings and docs run."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import sayso

ROOT = Path(__file__).resolve().parents[2]
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").rglob("*.md")),
]
PUBLIC = ["sayso"] + [
    module.name
    for module in pkgutil.walk_packages(sayso.__path__, "sayso.")
    if not any(part.startswith("_") for part in module.name.split("."))
]

_link = re.compile(r"\[[^\]\n]*\]\(([^)\s]+)\)")
_fence = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def anchors(page: Path) -> set[str]:
    """The anchors that a page's headings get on the usual code hosts."""
    text = _fence.sub("", page.read_text(encoding="utf-8"))
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    for target in _link.findall(_fence.sub("", page.read_text(encoding="utf-8"))):
        if "://" in target or target.startswith("mailto:"):
            continue
        path, _, anchor = target.partition("#")
        aimed = (page.parent / path).resolve() if path else page
        assert aimed.exists(), f"{page.name}: {target}"
        if anchor:
            assert anchor in anchors(aimed), f"{page.name}: {target}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_source_file_that_a_page_names_exists(page: Path) -> None:
    named = re.findall(
        r"`((?:src|tests|benchmarks|docs|examples)/[\w./-]+)`", page.read_text(encoding="utf-8")
    )
    assert [name for name in named if not (ROOT / name).exists()] == []


NEEDS_SPACY = {"sayso.spacy_components", "spacy-and-notebooks.md"}
"""What can be run only where the extra ``spacy`` is installed, as it is by ``make``."""


def need_spacy(name: str) -> None:
    """Skip what needs spaCy where there is none."""
    if name in NEEDS_SPACY:
        pytest.importorskip("spacy", reason="spaCy is not installed: pip install 'sayso[spacy]'")


@pytest.mark.parametrize("name", PUBLIC)
def test_the_examples_in_docstrings_run(name: str) -> None:
    need_spacy(name)
    module = importlib.import_module(name)
    assert module.__doc__, f"{name} has no docstring"
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_examples_in_the_pages_run(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    need_spacy(page.name)
    monkeypatch.chdir(ROOT)
    text = re.sub(r"^```.*$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    test = doctest.DocTestParser().get_doctest(text, {}, page.name, str(page), 0)
    assert doctest.DocTestRunner().run(test).failed == 0


def test_every_decision_says_how_to_undo_it_and_is_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = (folder / "README.md").read_text(encoding="utf-8")
    for page in sorted(folder.glob("0*.md")):
        text = page.read_text(encoding="utf-8")
        for heading in ("## Context", "## Decision", "## Consequences", "## How to undo it"):
            assert heading in text, f"{page.name}: {heading}"
        assert f"({page.name})" in listed
