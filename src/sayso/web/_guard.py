"""What stands before every request: whom we answer, and what a browser may do with the answer.

A page on another site can make the user's browser send requests to this one. It cannot read the answers
(no CORS), it cannot pose as this host by a name of its own that leads to 127.0.0.1 (the ``Host`` header is
checked), and it cannot post forms (``Origin`` is checked)."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

from sayso.errors import UsageError
from sayso.web._problem import problem_body

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",  # with no-referrer the Origin of our own forms would be null
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
COOKIE = "sayso_token"
_SAFE = frozenset({"GET", "HEAD"})
MAX_BODY = 100_000
"""Bytes of a form."""
MAX_PATH = 250
"""Bytes of a path; a file system takes no longer names, and no page of ours has one."""


class Guard:
    """ASGI middleware. ``hosts`` are the values of ``Host`` that we answer to, in lower case; with a
    ``token`` each request has to bring it, once in the address (``?token=``) and then as a cookie."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str], token: str | None) -> None:
        self.app = app
        self.hosts = frozenset(hosts)
        self.token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await self.app(scope, receive, send)
            return
        headers = {
            name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]
        }
        given = self._given(scope, headers)
        reason, status = self._refusal(scope, headers, given)
        sent = _with_headers(send, self._cookie() if given == "address" else None)
        if reason is not None:
            await _refuse(sent, reason, status)
            return
        if scope["method"] == "HEAD":  # what a GET would say, without its body
            await self.app({**scope, "method": "GET"}, receive, _without_body(sent))
            return
        await self.app(scope, receive, sent)

    def _given(self, scope: HTTPScope, headers: dict[str, str]) -> str | None:
        """Where the token is: ``address``, ``cookie``; None where it is not there, or a wrong one."""
        if self.token is None:
            return None
        query = parse_qs(scope["query_string"].decode("latin-1"))
        cookies: SimpleCookie = SimpleCookie()
        try:
            cookies.load(headers.get("cookie", ""))
        except CookieError:
            cookies = SimpleCookie()
        in_cookie = cookies[COOKIE].value if COOKIE in cookies else ""
        for place, value in (("address", query.get("token", [""])[0]), ("cookie", in_cookie)):
            if hmac.compare_digest(value.encode("utf-8", "replace"), self.token.encode()):
                return place
        return None

    def _refusal(
        self, scope: HTTPScope, headers: dict[str, str], given: str | None
    ) -> tuple[str | None, int]:
        host = headers.get("host", "").lower()
        if host not in self.hosts:
            return f"Host {host[:100] or 'left out'}", 421
        if self.token is not None and given is None:
            return "a request without the token", 401
        path = scope["path"]
        if "\0" in path or len(path.encode("utf-8", "replace")) > MAX_PATH:
            return "a path with a NUL, or too long to be one of ours", 404
        if scope["method"] in _SAFE:
            return None, 200
        if scope["method"] != "POST":
            return f"method {scope['method']}", 405
        origin = headers.get("origin", "").lower()
        if origin not in (f"http://{host}", f"https://{host}"):
            return "a form that comes from another site", 403
        length = headers.get("content-length", "")
        if not length.isdigit() or int(length) > MAX_BODY:
            return f"a form of more than {MAX_BODY:,} bytes, or of no told length", 413
        return None, 200

    def _cookie(self) -> str:
        return f"{COOKIE}={self.token}; HttpOnly; SameSite=Strict; Path=/"


def _with_headers(send: Send, cookie: str | None) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
            if cookie:
                own.append((b"set-cookie", cookie.encode()))
            message["headers"] = [*message.get("headers", []), *own]
        await send(message)

    return sent


def _without_body(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return sent


async def _refuse(send: Send, reason: str, status: int) -> None:
    body = problem_body(UsageError("SAY328", reason), status)
    headers = [(b"content-type", b"application/problem+json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})
