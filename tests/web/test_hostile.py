"""Two hundred hostile strings through every parameter of every screen, and in every field of articles: no
page breaks, none holds an element that no template wrote, and errors have one shape."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from sayso.case import open_case
from sayso.web import application
from sayso.web._app import SCREENS
from tests.web import hostile
from tests.web.walking import by_screen, intruders, links, screen_of, twin_of

pytestmark = pytest.mark.slow

HOST = "127.0.0.1:1"


class App:
    """The application, asked without a network: a thousand requests take seconds."""

    def __init__(self, path: Path) -> None:
        self.app = application(str(path), hosts=[HOST])
        self.loop = asyncio.new_event_loop()

    def ask(self, target: str, accept: str = "text/html", **more: Any) -> tuple[int, str, bytes]:
        """Status, type and body."""
        return self.loop.run_until_complete(self._ask(target, accept, **more))

    async def _ask(
        self, target: str, accept: str, method: str = "GET", body: bytes = b"", kind: str = ""
    ) -> tuple[int, str, bytes]:
        from urllib.parse import unquote

        path, _, query = target.partition("?")
        headers = {"host": HOST, "accept": accept, "origin": f"http://{HOST}", "content-type": kind,
                   "content-length": str(len(body))}  # fmt: skip
        scope: dict[str, Any] = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "scheme": "http",
            "method": method, "path": unquote(path), "raw_path": path.encode(), "root_path": "",
            "query_string": query.encode(),
            "headers": [(name.encode(), value.encode("latin-1")) for name, value in headers.items()],
            "client": ("127.0.0.1", 2), "server": ("127.0.0.1", 1), "state": {},
        }  # fmt: skip
        sent: list[Any] = []

        async def receive() -> Any:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Any) -> None:
            sent.append(message)

        await self.app(scope, receive, send)
        told = dict(sent[0]["headers"])
        return (
            sent[0]["status"],
            told[b"content-type"].decode(),
            b"".join(m.get("body", b"") for m in sent[1:]),
        )


@pytest.fixture(scope="module")
def app(hostile_file: Path) -> Iterator[App]:
    made = App(hostile_file)
    yield made
    made.loop.close()


@pytest.fixture(scope="module")
def articles(hostile_file: Path) -> list[str]:
    with open_case(hostile_file) as case:
        return [reading.article.id for reading in case.readings()]


@pytest.fixture(scope="module")
def addresses(app: App, articles: list[str]) -> dict[str, list[str]]:
    """Some addresses of each screen, those that end in an id among them."""
    starts = [s.path for s in SCREENS if not s.of_one] + [f"/a/{articles[0]}"]
    found = list(starts)
    for start in starts:
        found += links(app.ask(start)[2], start)
    for card in [target for target in found if "s=" in target][:40]:
        found += links(app.ask(card)[2], card)
    return by_screen(list(dict.fromkeys(found)), 2)


def faults(app: App, target: str, twin: bool = True) -> list[str]:
    """What is wrong with the answers that an address has, page and twin."""
    found = []
    status, kind, body = app.ask(target)
    if status >= 500:
        found.append(str(status))
    if kind == "text/html; charset=utf-8":
        found += intruders(body)
    elif (status, kind) != (404, "application/problem+json"):  # the guard refuses a path in JSON alone
        found.append(kind)
    if twin:
        status, kind, body = app.ask(twin_of(target), "application/json")
        if status >= 500 or kind != ("application/json" if status == 200 else "application/problem+json"):
            found.append(f"the twin: {status} {kind}")
        json.loads(body)
    return [f"{target[:300]}: {fault}" for fault in found]


VALUES = [quote(text, safe="") for text in hostile.STRINGS] + list(hostile.BYTES)


def test_there_are_enough_of_them() -> None:
    assert len(hostile.STRINGS) >= 200


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_every_parameter_takes_every_string(app: App, addresses: dict[str, list[str]], screen: Any) -> None:
    path = addresses[screen.name][0].partition("?")[0]
    wrong = []
    for n, value in enumerate(VALUES):
        for name in screen.query.__struct_fields__:
            wrong += faults(app, f"{path}?{name}={value}", twin=n % 5 == 0)
        if screen.of_one:
            wrong += faults(app, f"{screen.path}/{value}")
        others = "&".join(
            f"{name}={VALUES[(n + at) % len(VALUES)]}"
            for at, name in enumerate(screen.query.__struct_fields__)
        )
        wrong += faults(app, f"{path}?{others}&{value}={value}&{value}")
    assert wrong == []


def test_every_field_of_an_article_may_hold_every_string(app: App, articles: list[str]) -> None:
    wrong = []
    for id in articles:
        wrong += faults(app, f"/a/{id}")
        wrong += faults(app, f"/a/{id}?view=original")
        shown = app.ask(f"/a/{id}")[2]
        for target in [link for link in links(shown, f"/a/{id}") if "s=" in link][::9]:
            wrong += faults(app, target)
    assert wrong == []


def test_every_screen_shows_hostile_articles(app: App, addresses: dict[str, list[str]]) -> None:
    wrong = []
    for targets in addresses.values():
        for target in targets:
            wrong += faults(app, target)
            for further in list(links(app.ask(target)[2], target))[:60]:
                if screen_of(further) and ".json" not in further:
                    wrong += faults(app, further)
    assert wrong == []


def test_marks_of_direction_and_controls_are_shown(app: App, articles: list[str]) -> None:
    pages = [app.ask(f"/a/{id}")[2].decode() for id in articles]
    assert any("⟨U+202E⟩" in page for page in pages)
    assert any("⟨ESC⟩" in page for page in pages)
    for page in pages:
        assert not set("\u202e\u2066\u061c\x1b\x07\x00\x7f") & set(page)


FIELDS = ("action", "target", "members", "field", "value", "who", "why", "back")


@pytest.mark.parametrize("action", ["note", "recode", "merge", "split", "undo"])
def test_forms_take_every_string(app: App, hostile_file: Path, action: str) -> None:
    with open_case(hostile_file) as case:
        target = next(iter(case.events())).id
    for n, value in enumerate(VALUES):
        for name in (FIELDS[n % len(FIELDS)], FIELDS[(n + 3) % len(FIELDS)]):
            if name == "who" and n % 5:  # each that is taken makes all stories anew
                continue
            given = {
                "action": action,
                "target": target,
                "field": "cameo",
                "value": "1",
                "why": "b",
                name: value,
            }
            form = "&".join(f"{key}={v}" for key, v in given.items())  # nobody says who: nothing is changed
            status, kind, body = app.ask(
                "/correct", "application/json", method="POST", body=form.encode(),
                kind="application/x-www-form-urlencoded",
            )  # fmt: skip
            assert 400 <= status < 500 or name == "who", (form, status, body)
            assert status < 500
            assert kind.startswith("application/"), (form, kind)
