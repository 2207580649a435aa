"""Going through the reading room by its links, and judging its HTML."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml import html

import sayso.web
from sayso.web._app import SCREENS
from sayso.web._screens import Screen

TEMPLATES = Path(sayso.web.__file__).parent / "templates"
ADDRESSES = (
    "href",
    "src",
    "action",
    "formaction",
    "data",
    "poster",
    "data-copy",
    "{http://www.w3.org/1999/xlink}href",
)


def screen_of(address: str) -> Screen | None:
    """The screen that an address leads to."""
    path = urlsplit(address).path
    for screen in SCREENS:
        if screen.of_one and path.startswith(f"{screen.path}/"):
            return screen
        if path == screen.path:
            return screen
    return None


def twin_of(address: str) -> str:
    """The address of the ``.json`` twin."""
    path, question, rest = address.partition("?")
    return ("/briefing" if path == "/" else path) + ".json" + question + rest


def links(page: bytes, at: str) -> Iterator[str]:
    """The addresses to which a page leads, on this server."""
    for link in html.document_fromstring(page).iter("a"):
        target = urldefrag(urljoin(at, link.get("href", "")))[0]
        if target.startswith("/") and not target.startswith("//"):
            yield target


@cache
def vocabulary() -> frozenset[tuple[str, str]]:
    """Elements with each of their attributes, as the templates (and the modules that make SVG) write them."""
    found = {("html", ""), ("head", ""), ("body", "")}
    for path in TEMPLATES.rglob("*.html"):
        text = re.sub(
            r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL
        )
        for tag, attributes in re.findall(r"<([a-zA-Z][\w-]*)((?:[^>\"]|\"[^\"]*\")*)>", text):
            found.add((tag.lower(), ""))
            for name in re.findall(r"([\w:-]+)(?:\s*=|(?=[\s/]|$))", re.sub(r'"[^"]*"', "", attributes)):
                found.add((tag.lower(), name.lower()))
    return frozenset(found)


def intruders(page: str | bytes) -> list[str]:
    """What is in a page that no template wrote: elements, attributes, scripts, addresses of elsewhere."""
    text = page.decode("utf-8") if isinstance(page, bytes) else page
    known = vocabulary()
    found: list[str] = []
    for element in html.document_fromstring(text or "<p></p>").iter():
        if not isinstance(element.tag, str):
            found.append(f"a comment or instruction: {element!s:.60}")
            continue
        tag = element.tag.lower()
        found += [f"<{tag} {name}>" for name in ("", *element.attrib) if (tag, name.lower()) not in known]
        found += [f"<{tag} {name}>" for name in element.attrib if name.startswith("on") or name == "style"]
        if tag in ("script", "style") and (element.text or "").strip():
            found.append(f"<{tag}> with text")
        for name in ADDRESSES:
            target = element.get(name)
            if target and not re.match(r"[/?#]|$", target):
                found.append(f"<{tag} {name}={target[:60]}>")
            if target and (target.startswith(("//", "/\\")) or re.search(r"[\t\r\n]", target)):
                found.append(f"<{tag} {name}={target[:60]}>")
            if tag == "script" and name == "src" and not (target or "").startswith("/static/"):
                found.append(f"<script src={target}>")
    return found


def by_screen(addresses: list[str], most: int) -> dict[str, list[str]]:
    """The first addresses of each screen."""
    found: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        screen = screen_of(address)
        if screen is not None and len(found[screen.name]) < most:
            found[screen.name].append(address)
    return dict(found)
