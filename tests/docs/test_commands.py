"""Commands: the reference has all that the command line offers; what the docs tell people to type exists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main

from sayso import cli

ROOT = Path(__file__).resolve().parents[2]
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").rglob("*.md")),
]
REFERENCE = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")


def commands() -> Iterator[tuple[str, Any]]:
    """Every command with its full name, the program itself first."""
    top: Any = typer.main.get_command(cli.app)
    yield "sayso", top
    for name, command in getattr(top, "commands", {}).items():
        if not command.hidden:
            yield f"sayso {name}", command


def section(heading: str) -> str:
    found = re.search(rf"^(#+) {re.escape(heading)}$", REFERENCE, re.MULTILINE)
    assert found, f"docs/reference.md has no section {heading!r}"
    rest = REFERENCE[found.end() :]
    end = re.search(r"^#{1,6} ", rest, re.MULTILINE)
    return rest[: end.start()] if end else rest


@pytest.mark.parametrize(
    ("name", "command"), list(commands()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_every_option_and_argument_stands_in_the_section_of_its_command(name: str, command: Any) -> None:
    described = section(name)
    for parameter in command.params:
        if getattr(parameter, "hidden", False):
            continue
        if parameter.param_type_name == "argument":
            shown = [(parameter.metavar or parameter.name.upper()).strip("[].")]
        else:
            shown = [*parameter.opts, *parameter.secondary_opts]
        assert [word for word in shown if word not in described] == []


def test_no_option_is_described_that_does_not_exist() -> None:
    exist = {word for _, c in commands() for p in c.params for word in (*p.opts, *p.secondary_opts)} | {
        "--help"
    }
    for name, _ in commands():
        assert set(re.findall(r"(?<![\w-])--[a-z][a-z0-9-]*", section(name))) <= exist


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_make_target_that_a_page_names_exists(page: Path) -> None:
    targets = set(
        re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    )
    text = page.read_text(encoding="utf-8")
    shown = re.findall(r"^(?:\$ )?make ([a-z-]+)", text, re.MULTILINE) + re.findall(r"`make ([a-z-]+)", text)
    assert set(shown) <= targets


def test_the_two_commands_of_a_fresh_machine_stand_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.search(r"^make demo", readme, re.MULTILINE)
    assert re.search(r"^make test", readme, re.MULTILINE)
