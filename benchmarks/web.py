"""Speed of the reading room: what the server takes for each screen, and what a reader waits for in Chromium.

    python -m benchmarks.web CASE [--requests N]

Of a screen that is about one thing, it is the largest: the longest article, the happening with most
reports. ``server`` is the time from request to the last byte of the page, ``chromium`` the time until the
load event and until nothing of the page has changed any more, charts drawn, each time in a window that has
seen nothing before. Then the longest article is scrolled for three seconds: frames a second, and those that
took over 50 ms.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import html

import sayso
from sayso.case import Case
from sayso.stories import Stories
from sayso.web._app import SCREENS

WAIT = 400
"""Milliseconds without a change after which a page is taken to be drawn."""

_WATCH = """
    globalThis.changed = 0;
    new MutationObserver(() => { globalThis.changed = performance.now(); })
        .observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
"""
_DRAWN = f"""() => new Promise((done) => {{
    const look = () => {{
        const load = performance.getEntriesByType("navigation")[0].loadEventEnd;
        if (load && performance.now() - Math.max(load, globalThis.changed) > {WAIT})
            done([load, Math.max(load, globalThis.changed)]);
        else setTimeout(look, 50);
    }};
    look();
}})"""
_SCROLL = """() => new Promise((done) => {
    const took = [], end = performance.now() + 3000;
    let last = performance.now();
    const step = (now) => {
        took.push(now - last);
        last = now;
        scrollBy(0, 120);
        if (now < end) requestAnimationFrame(step);
        else done([took.length / 3, took.filter((one) => one > 50).length, Math.max(...took)]);
    };
    requestAnimationFrame(step);
})"""


@contextmanager
def serving(path: str) -> Iterator[str]:
    """``sayso serve`` on a case, in a process of its own; gives the address."""
    command = [sys.executable, "-W", "ignore", "-m", "sayso", "serve", path, "--no-open", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().strip().rstrip("/")
        finally:
            process.terminate()


@contextmanager
def browsing() -> Iterator[Any]:
    """Chromium, as for the tests."""
    from playwright.sync_api import sync_playwright

    found = os.environ.get("SAYSO_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as api:
        browser = api.chromium.launch(executable_path=found, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


def addresses(case: Case, url: str) -> dict[str, str]:
    """A page of each screen, by the screen's name."""
    article = max(case.readings(), key=lambda reading: len(reading.article.text)).article.id
    biggest = max(Stories(case).happenings(), key=lambda h: (bool(h.disputes), len(h.reports)), default=None)
    known = {"/a": f"/a/{article}"} | ({"/h": f"/h/{biggest.id}"} if biggest else {})
    found: dict[str, str] = {}
    for screen in SCREENS:
        if not screen.of_one:
            found[screen.name] = screen.path + ("?q=police" if screen.name == "search" else "")
    linked = [link for path in (*found.values(), *known.values()) for link in _links(url, path)]
    for screen in SCREENS:
        if screen.of_one:
            first = next((link for link in linked if link.startswith(f"{screen.path}/")), None)
            path = known.get(screen.path, first)
            if path:
                found[screen.name] = path
    return found


def _links(url: str, path: str) -> list[str]:
    _, body = ask(url, path)
    page = html.document_fromstring(body) if body else html.document_fromstring("<p></p>")
    return [urlsplit(urljoin(path, link.get("href", ""))).path for link in page.iter("a")]


def ask(url: str, path: str) -> tuple[float, bytes]:
    """Seconds that a page takes, and the page."""
    connection = HTTPConnection(urlsplit(url).netloc)
    begun = time.perf_counter()
    connection.request("GET", path, headers={"accept": "text/html"})
    body = connection.getresponse().read()
    took = time.perf_counter() - begun
    connection.close()
    return took, body


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("case")
    parser.add_argument("--requests", type=int, default=20, help="requests of each page (20)")
    options = parser.parse_args()
    with serving(options.case) as url, sayso.open(options.case) as case, browsing() as browser:
        pages = addresses(case, url)
        print("| screen | page | KB | server, median ms | max ms | chromium, load ms | drawn ms |")
        print("|---|---|---|---|---|---|---|")
        for name, path in pages.items():
            print(_row(url, name, path, options.requests, browser), flush=True)
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.set_default_timeout(120_000)
        page.goto(url + pages["reader"])
        frames, slow, longest = page.evaluate(_SCROLL)
        smooth = f"{frames:.0f} frames a second, {slow} over 50 ms, {longest:.0f} ms at most"
        print(f"\nscrolling {pages['reader']}: {smooth}")


def _row(url: str, name: str, path: str, requests: int, browser: Any) -> str:
    asked = [ask(url, path) for _ in range(requests)]
    took = [1000 * seconds for seconds, _ in asked]
    loads, draws = [], []
    for _ in range(3):
        context = browser.new_context(viewport={"width": 1400, "height": 900}, base_url=url)
        context.set_default_timeout(120_000)
        context.add_init_script(_WATCH)
        page = context.new_page()
        page.goto(path)
        load, drawn = page.evaluate(_DRAWN)
        loads.append(load)
        draws.append(drawn)
        context.close()
    numbers = (
        len(asked[0][1]) / 1000,
        statistics.median(took),
        max(took),
        statistics.median(loads),
        statistics.median(draws),
    )
    return f"| {name} | `{path}` | " + " | ".join(f"{number:,.0f}" for number in numbers) + " |"


if __name__ == "__main__":
    main()
