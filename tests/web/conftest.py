"""The reading room as its users meet it: served by ``sayso serve`` in a process of its own, and looked at in
Chromium. Tests in a browser are left out, and the run says so, where there is no Chromium."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest

from sayso.case import Case, open_case
from sayso.stories import DEMO_DAY, Happening, Stories, demo_files
from tests.web import hostile

NOW = "2021-10-20T06:00:00Z"
_LEFT_OUT: list[str] = []


class Served(NamedTuple):
    """A case that is served: ``url`` has no slash at its end."""

    url: str
    path: Path

    def ask(self, method: str, target: str, **headers: str) -> tuple[HTTPResponse, bytes]:
        """The answer to a request that nobody tidies up. ``_`` in names of headers stands for ``-``; ``body``
        is the body."""
        body = headers.pop("body", None)
        connection = HTTPConnection(urlsplit(self.url).netloc, timeout=30)
        connection.request(
            method, target, body, {name.replace("_", "-"): value for name, value in headers.items()}
        )
        answer = connection.getresponse()
        return answer, answer.read()


@contextmanager
def serving(path: Path, *options: str) -> Iterator[Served]:
    """``sayso serve`` on a case, at a free port."""
    command = [sys.executable, "-W", "ignore", "-m", "sayso", "serve", str(path), "--no-open", "--port", "0"]
    process = subprocess.Popen([*command, *options], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert address.startswith("http://"), address
        yield Served(address.rstrip("/"), path)
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo case, for reading only."""
    path = tmp_path_factory.mktemp("web") / "demo.sayso"
    with open_case(path) as case:
        case.add(demo_files(), now=NOW, today=DEMO_DAY)
        Stories(case)
    return path


@pytest.fixture(scope="session")
def demo(demo_file: Path) -> Iterator[Case]:
    """The demo case, opened, for reading only."""
    with open_case(demo_file) as case:
        yield case


@pytest.fixture(scope="session")
def crowd(demo: Case) -> Happening:
    """A happening whose crowd two origins count differently."""
    found = [
        h for h in Stories(demo).happenings(disputed=True) if any(d.about == "crowd" for d in h.disputes)
    ]
    return max(found, key=lambda h: (len(h.origins), h.id))


@pytest.fixture(scope="session")
def room(demo_file: Path) -> Iterator[Served]:
    """The demo case, served. Nobody writes to it."""
    with serving(demo_file) as served:
        yield served


@pytest.fixture(scope="module")
def own_room(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A copy of the demo case, served, for a module that writes to it."""
    path = tmp_path_factory.mktemp("own") / "demo.sayso"
    shutil.copy(demo_file, path)
    with serving(path) as served:
        yield served


@pytest.fixture(scope="session")
def hostile_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case of hostile articles."""
    folder = tmp_path_factory.mktemp("hostile")
    source = folder / "<b>in.jsonl"
    source.write_text("".join(json.dumps(line) + "\n" for line in hostile.articles()), encoding="utf-8")
    path = folder / "hostile.sayso"
    with open_case(path) as case:
        added = case.add(source, now=NOW, today=DEMO_DAY)
        assert added.kept > 20, added
    return path


def chromium() -> str | None:
    """Where the browser is: ``$SAYSO_CHROMIUM``, or one that is installed."""
    names = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
    return os.environ.get("SAYSO_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium. Of a module and no longer: while it runs, this thread has an event loop, and no other test
    could run one."""
    found = chromium()
    if found is None:
        _LEFT_OUT.append(
            "tests of the reading room in a browser: no Chromium here, tools/install-chromium gets it"
        )
        pytest.skip(_LEFT_OUT[-1])
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as running:
        started = running.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield started
        started.close()


Open = Callable[..., Any]


@pytest.fixture
def open_page(browser: Any) -> Iterator[Open]:
    """Make a page; options are those of a browser context. When the test ends, each page has to have asked
    nobody but its server, and to have had no error and no breach of the policy of content."""
    with ExitStack() as stack:
        watched: list[Watched] = []

        def opened(room: Served, **options: Any) -> Any:
            context = browser.new_context(**{"base_url": room.url, **options})
            stack.callback(context.close)
            watched.append(Watched(room.url))
            context.set_default_timeout(10_000)
            page = context.new_page()
            watched[-1].on(page)
            return page

        yield opened
        for one in watched:
            assert one.elsewhere == []
            assert one.faults == []


class Watched:
    """What a page asks of others than its server, and what goes wrong on it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.elsewhere: list[str] = []
        self.faults: list[str] = []

    def on(self, page: Any) -> None:
        """Watch a page. Breaches of the policy of content are errors on the console."""
        page.on("request", lambda request: self._asked(request.url))
        page.on("websocket", lambda socket: self.elsewhere.append(socket.url))
        page.on("console", lambda message: self._said(message.type, message.text))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("dialog", self._dialog)
        page.on("response", self._answered)

    def _said(self, kind: str, text: str) -> None:
        if kind in ("error", "warning") and not text.startswith("Failed to load resource"):
            self.faults.append(text)

    def _dialog(self, dialog: Any) -> None:
        self.faults.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    def _answered(self, answer: Any) -> None:
        """Whoever asks for a page that there is not is told so; a page that asks for one is wrong."""
        if answer.status >= (500 if answer.request.is_navigation_request() else 400):
            self.faults.append(f"{answer.status} {answer.url}")

    def _asked(self, url: str) -> None:
        if not url.startswith((self.url + "/", "blob:", "data:")):
            self.elsewhere.append(url)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """A browser that is not there is no secret."""
    for line in dict.fromkeys(_LEFT_OUT):
        terminalreporter.write_line(f"left out: {line}")
