"""Laws that every screen keeps: its links lead somewhere, its twin says the same and is described."""

from __future__ import annotations

import json
import re
from collections import defaultdict, deque
from typing import Any

import jsonschema
import pytest
import typer.main
from litestar.openapi.spec import Operation
from lxml import html

from sayso import cli
from sayso.stories import Happening
from sayso.web._app import SCREENS
from sayso.web._openapi import operation
from tests.web.conftest import Served
from tests.web.walking import TEMPLATES, intruders, links, screen_of, twin_of

MOST = 3
"""Pages of a screen from which links are followed."""


@pytest.fixture(scope="module")
def pages(room: Served, crowd: Happening) -> dict[str, tuple[int, bytes]]:
    """What a walk by the links finds: status and body by address; of each screen the first few pages, and of
    its other pages, if they are of another kind, the first."""
    waiting = deque(["/", *(s.path for s in SCREENS if not s.of_one), f"/a/{crowd.reports[0].article}"])
    found: dict[str, tuple[int, bytes]] = {}
    visits: dict[str, int] = defaultdict(int)
    while waiting:
        target = waiting.popleft()
        screen = screen_of(target)
        if target in found or (target == "/" and screen is None):
            continue
        visits[kind := screen.name if screen else target.split("?")[0]] += 1
        if visits[kind] > 2 * MOST:
            continue
        answer, body = room.ask("GET", target, accept="text/html")
        found[target] = (answer.status, body)
        if screen is not None and answer.status == 200 and visits[kind] <= MOST:
            waiting.extend(links(body, target))
    return found


def test_every_link_leads_somewhere(pages: dict[str, tuple[int, bytes]]) -> None:
    assert {target: status for target, (status, _) in pages.items() if status != 200} == {}


def test_every_screen_is_reached_by_links(pages: dict[str, tuple[int, bytes]]) -> None:
    reached = {screen.name for target in pages if (screen := screen_of(target))}
    assert {screen.name for screen in SCREENS} <= reached


def test_pages_hold_nothing_that_no_template_wrote(pages: dict[str, tuple[int, bytes]]) -> None:
    wrong = {target: intruders(body) for target, (_, body) in pages.items() if screen_of(target)}
    assert {target: found for target, found in wrong.items() if found} == {}


def test_every_page_says_who_it_is(pages: dict[str, tuple[int, bytes]]) -> None:
    for target, (_, body) in pages.items():
        if not screen_of(target) or ".json" in target:
            continue
        page = html.document_fromstring(body.decode())
        assert page.get("lang"), target
        assert len(page.findall(".//h1")) == 1, target
        assert page.findtext(".//title", "").strip(" ·"), target
        ids = [element.get("id") for element in page.iter() if element.get("id")]
        assert sorted(ids) == sorted(set(ids)), target


def test_pages_name_commands_that_there_are() -> None:
    top: Any = typer.main.get_command(cli.app)
    text = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.glob("*.html"))
    named = set(re.findall(r"<code[^>]*>sayso ([a-z-]+)", text))
    assert named
    assert named <= set(top.commands)


@pytest.fixture(scope="module")
def described(room: Served) -> dict[str, Any]:
    _, body = room.ask("GET", "/schema/openapi.json")
    return dict(json.loads(body))


def path_of(screen: Any) -> str:
    return f"{screen.path}/{{name}}" if screen.of_one else twin_of(screen.path)


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_every_twin_is_described_with_its_parameters(described: dict[str, Any], screen: Any) -> None:
    got = described["paths"][path_of(screen)]["get"]
    named = {p["name"]: p["schema"] for p in got["parameters"] if p["in"] == "query"}
    assert set(named) == set(screen.query.__struct_fields__)
    assert [p["name"] for p in got["parameters"] if p["in"] == "path"] == ["name"] * screen.of_one
    assert all(schema.get("type") or schema.get("enum") for schema in named.values())
    assert {"200", "400", "404"} <= set(got["responses"])
    assert got["responses"]["400"]["content"].keys() == {"application/problem+json"}


def test_the_description_is_the_same_each_time(room: Served, described: dict[str, Any]) -> None:
    assert '"examples": [' not in json.dumps(described)  # they would be made up by chance
    assert json.loads(room.ask("GET", "/schema/openapi.json")[1]) == described


def test_parameters_are_described_as_what_they_are() -> None:
    from sayso.web.reader import SCREEN

    made: Operation = operation(SCREEN.query)()
    named = {p["name"]: p["schema"] for p in made.to_schema()["parameters"]}
    assert named["least"] == {"type": "number", "default": 0.0}
    assert named["view"]["enum"] == ["original", "text"]
    assert named["hide"]["type"] == "array"
    assert "speaker" in named["hide"]["items"]["enum"]


def test_twins_keep_to_their_description(
    room: Served, pages: dict[str, tuple[int, bytes]], described: dict[str, Any]
) -> None:
    seen = set()
    for target in pages:
        screen = screen_of(target)
        if screen is None or ".json" in target:
            continue
        answer, body = room.ask("GET", twin_of(target))
        assert answer.headers["content-type"] == "application/json", target
        schema = described["paths"][path_of(screen)]["get"]["responses"]["200"]["content"]["application/json"]
        jsonschema.validate(json.loads(body), {**schema["schema"], "components": described["components"]})
        seen.add(screen.name)
    assert seen == {screen.name for screen in SCREENS}


def test_errors_have_one_shape(room: Served, described: dict[str, Any], crowd: Happening) -> None:
    article = f"/a/{crowd.reports[0].article}"
    schema = {"$ref": "#/components/schemas/Problem", "components": described["components"]}
    for target, status in (
        ("/nowhere", 404), ("/nowhere.json", 404), ("/a/a_0000000000000000.json", 404), ("/a/x.json", 400),
        ("/a/a_0.json", 400), (f"{article}.json?s=x", 400), (f"{article}.json?least=x", 400),
        ("/static/nowhere.css", 404), ("/a/", 404),
    ):  # fmt: skip
        answer, body = room.ask("GET", target, accept="application/json")
        assert (answer.status, answer.headers["content-type"]) == (status, "application/problem+json"), target
        told = json.loads(body)
        jsonschema.validate(told, schema)
        assert told["status"] == status
        shown, page = room.ask("GET", target.replace(".json", ""), accept="text/html")
        assert shown.status == status
        assert shown.headers["content-type"] == "text/html; charset=utf-8", target
        assert intruders(page) == []
