"""What the pictures are drawn with ships whole: each file with the licence it is under."""

from __future__ import annotations

from pathlib import Path

from sayso import web
from tools.vendor import PACKAGES, TARGET


def test_each_library_ships_with_its_licence_and_nothing_else_does() -> None:
    named = {Path(name).name for package in PACKAGES for name in package.files}
    licences = {package.licence for package in PACKAGES}
    assert {path.name for path in TARGET.iterdir()} == named | licences
    for name in licences:
        assert "Permission to use, copy, modify" in (TARGET / name).read_text(encoding="utf-8")


def test_pages_ask_for_no_library_that_does_not_ship() -> None:
    templates = Path(web.__file__).parent / "templates"
    static = TARGET.parent
    for template in templates.glob("*.html"):
        for part in template.read_text(encoding="utf-8").split('"'):
            if part.startswith("/static/"):
                assert (static / part.removeprefix("/static/")).is_file(), f"{template.name}: {part}"
