"""What stands before every request: whom the server answers, and what a browser may do with the answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from sayso.case import open_case
from sayso.web._guard import HEADERS, MAX_BODY
from tests.web.conftest import Served, serving

JSON = {"accept": "application/json"}


@pytest.fixture(scope="module")
def article(demo_file: Path) -> str:
    """The page of an article."""
    with open_case(demo_file) as case:
        return f"/a/{next(iter(case.readings())).article.id}"


def host(room: Served) -> str:
    return urlsplit(room.url).netloc


def test_every_answer_has_the_headers_that_bind_the_browser(room: Served, article: str) -> None:
    targets = (article, f"{article}.json", f"{article}?s=x", "/nowhere", "/a/a_0", "/static/base.css",
               "/static/nowhere.css", "/schema/openapi.json", "/schema", "/%ff%00")  # fmt: skip
    for target in targets:
        answer, _ = room.ask("GET", target)
        for name, value in HEADERS.items():
            assert answer.headers.get_all(name) == [value], target
    for method, more in (("POST", {}), ("DELETE", {}), ("GET", {"host": "elsewhere.example"})):
        answer, _ = room.ask(method, "/correct", **more)
        assert answer.status >= 400
        assert set(HEADERS) <= {name.lower() for name in answer.headers}, method


def test_the_policy_of_content_lets_no_script_stand_in_a_page() -> None:
    policy = dict(part.split(" ", 1) for part in HEADERS["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"


@pytest.mark.parametrize(
    "name", ["elsewhere.example", "127.0.0.1", "127.0.0.1:1", "[::1]", "localhost.elsewhere.example", ""]
)
def test_a_name_that_is_not_ours_is_refused(room: Served, article: str, name: str) -> None:
    answer, body = room.ask("GET", article, host=name)
    assert answer.status in (400, 421)  # an empty one is no HTTP
    assert b"Police" not in body


def test_our_names_are_answered(room: Served, article: str) -> None:
    port = urlsplit(room.url).port
    for name in ("127.0.0.1", "localhost", "LOCALHOST", "[::1]"):
        assert room.ask("GET", article, host=f"{name}:{port}")[0].status == 200


def test_only_get_head_and_post_are_methods(room: Served, article: str) -> None:
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"):
        for target in (article, "/correct", "/static/base.css"):
            assert room.ask(method, target, **JSON)[0].status == 405, method
    own = {"origin": room.url, "content-length": "0"}
    assert room.ask("POST", article, **JSON, **own)[0].status == 405


def test_head_says_what_get_says_without_the_body(room: Served, article: str) -> None:
    for target in (article, f"{article}.json", "/static/base.css", "/nowhere", "/schema/openapi.json"):
        got, body = room.ask("GET", target)
        head, nothing = room.ask("HEAD", target)
        assert (head.status, nothing) == (got.status, b""), target
        assert head.headers["content-length"] == str(len(body)), target
        assert head.headers["content-type"] == got.headers["content-type"]


FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize("origin", [None, "null", "http://elsewhere.example", "http://localhost", "file://"])
def test_a_form_from_another_site_changes_nothing(own_room: Served, origin: str | None) -> None:
    given = {**FORM, **({"origin": origin} if origin else {})}
    answer, body = own_room.ask("POST", "/correct", body="action=note&target=x&who=a&why=b", **given)
    assert (answer.status, b"SAY328" in body) == (403, True)
    with open_case(own_room.path) as case:
        assert list(case.corrections()) == []


def test_a_form_from_a_page_of_ours_is_taken(own_room: Served) -> None:
    with open_case(own_room.path) as case:
        event = next(iter(case.events())).id
    form = f"action=note&target={event}&who=Ada&why=seen&back=/a/x"
    answer, _ = own_room.ask("POST", "/correct", body=form, origin=own_room.url, accept="text/html", **FORM)
    assert (answer.status, answer.headers["location"]) == (303, "/a/x")
    answer, body = own_room.ask("POST", "/correct", body=form, origin=own_room.url, **FORM, **JSON)
    assert answer.status == 201
    assert b"Ada" in body
    with open_case(own_room.path) as case:
        assert [(c.who, c.target) for c in case.corrections()] == [("Ada", event)] * 2


BACK = (
    "http://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "javascript:alert(1)",
    "/\t/elsewhere.example", "\\\\elsewhere.example", "/%0d%0aset-cookie:a=b", "https:elsewhere.example",
)  # fmt: skip


@pytest.mark.parametrize("back", BACK)
def test_nobody_is_led_elsewhere_after_a_form(own_room: Served, back: str) -> None:
    with open_case(own_room.path) as case:
        event = next(iter(case.events())).id
    form = f"action=note&target={event}&who=Ada&why=seen&back={back}"
    answer, _ = own_room.ask("POST", "/correct", body=form, origin=own_room.url, accept="text/html", **FORM)
    assert answer.status == 303
    assert answer.headers["set-cookie"] is None
    led = answer.headers["location"]
    assert led.startswith("/")
    assert not led.startswith(("//", "/\\"))
    assert not any(ord(character) < 33 for character in led)


def test_a_form_that_is_too_large_or_tells_no_length_is_not_read(room: Served) -> None:
    own = {"origin": room.url, **FORM}
    answer, body = room.ask("POST", "/correct", body="a" * (MAX_BODY + 1), **own)
    assert (answer.status, b"SAY328" in body) == (413, True)
    for length in ("-1", "1e3", "\xb2"):
        assert room.ask("POST", "/correct", **own, **{"content-length": length})[0].status in (400, 413)
    answer, _ = room.ask("POST", "/correct", **own, **{"transfer-encoding": "chunked"}, body="0\r\n\r\n")
    assert answer.status in (400, 413)


def test_a_form_that_is_no_form_is_told_so(room: Served) -> None:
    for kind, body in (
        ("application/json", "{"),
        ("multipart/form-data", "x"),
        ("multipart/form-data; boundary=x", "--x\r\n"),
        ("text/plain", "action=note"),
        ("application/x-www-form-urlencoded", "action=%ED%A0%80&who=%00"),
        ("application/x-www-form-urlencoded", "&&&=&="),
    ):
        answer, told = room.ask(
            "POST",
            "/correct",
            body=body,
            origin=room.url,
            accept="application/json",
            **{"content-type": kind},
        )
        assert 400 <= answer.status < 500, (kind, told)
        assert answer.headers["content-type"] == "application/problem+json"


TRAVERSALS = (
    "/static/../_app.py", "/static/..%2f_app.py", "/static/%2e%2e/_app.py", "/static/%2e%2e%2f_app.py",
    "/static/..%5c_app.py", "/static/....//_app.py", "/static//etc/passwd", "/static/%2fetc%2fpasswd",
    "/static/..%252f_app.py", "/static/%c0%ae%c0%ae/_app.py", "/static/base.css/../../_app.py",
    "/static/base.css%00.html", "/static/%00", "/static/", "/static", "/static/..", "/static/" + "a" * 5000,
    "/static/" + "../" * 20 + "etc/passwd",
)  # fmt: skip


@pytest.mark.parametrize("target", TRAVERSALS, ids=lambda target: target[:40])
def test_static_files_are_those_of_the_folder(room: Served, target: str) -> None:
    answer, body = room.ask("GET", target)
    assert answer.status in (400, 404), body[:100]
    assert b"Litestar" not in body
    assert b"root:" not in body


def test_files_of_a_page_are_of_the_right_kind(room: Served) -> None:
    for name, kind in (
        ("base.css", "text/css"),
        ("base.js", "text/javascript"),
        ("icon.svg", "image/svg+xml"),
    ):
        answer, _ = room.ask("GET", f"/static/{name}")
        assert answer.headers["content-type"].split(";")[0] in (kind, "application/javascript")


@pytest.fixture(scope="module")
def beyond(demo_file: Path) -> Iterator[tuple[Served, str]]:
    """A case that is served beyond this machine, and the token."""
    with serving(demo_file, "--host", "0.0.0.0") as served:
        parts = urlsplit(served.url)
        yield Served(f"http://127.0.0.1:{parts.port}", demo_file), parse_qs(parts.query)["token"][0]


def test_beyond_this_machine_every_request_needs_the_token(beyond: tuple[Served, str], article: str) -> None:
    room, token = beyond
    for target in (article, "/static/base.css", "/schema/openapi.json", "/nowhere", f"{article}?token=x"):
        answer, body = room.ask("GET", target)
        assert (answer.status, b"SAY328" in body) == (401, True), target
    for cookie in (
        "sayso_token=",
        "sayso_token=x",
        f"other={token}",
        "\xff=;;;=",
        f"sayso_token={token[:-1]}",
    ):
        assert room.ask("GET", article, cookie=cookie)[0].status == 401
    answer, _ = room.ask("POST", "/correct", origin=room.url, body="action=note", **FORM)
    assert answer.status == 401
    assert len(token) >= 32


def test_the_token_is_given_once_and_then_kept_as_a_cookie(beyond: tuple[Served, str], article: str) -> None:
    room, token = beyond
    answer, _ = room.ask("GET", f"{article}?token={token}")
    cookie = answer.headers["set-cookie"]
    assert answer.status == 200
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    again, body = room.ask("GET", article, cookie=cookie.split(";")[0])
    assert again.status == 200
    assert again.headers["set-cookie"] is None
    assert token.encode() not in body


def test_on_this_machine_alone_no_token_is_needed(room: Served, article: str) -> None:
    assert "token" not in room.url
    assert room.ask("GET", article)[0].status == 200
