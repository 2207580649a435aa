"""The one way in which a page changes the case: a correction, with who and why."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import msgspec
from litestar import Request, Response, post
from litestar.concurrency import sync_to_thread
from litestar.response import Redirect
from litestar.status_codes import HTTP_303_SEE_OTHER

from sayso.case import ACTIONS, Correction
from sayso.errors import UsageError
from sayso.web._desk import Desk

MOST = 10_000
"""Characters of a field, and actors of a merge."""


@post("/correct", name="correct", summary="Correct the record", media_type="application/json")
async def correct(request: Request[Any, Any, Any]) -> Response[Any]:
    """Fields of the form: ``action`` (merge, split, recode, hide, note, undo), ``target``, ``members`` (ids;
    several), ``field`` and ``value``, ``who``, ``why``, and ``back``, the page to return to. With ``Accept:
    application/json`` the correction is given back as JSON."""
    form = await request.form()
    given = {
        name: form.get(name, "") for name in ("action", "target", "field", "value", "who", "why", "back")
    }
    members = [word for one in form.getall("members", []) for word in str(one).replace(",", " ").split()]
    for name, value in given.items():
        if not isinstance(value, str) or len(value) > MOST or "\0" in value:
            raise UsageError("SAY321", name, "a text of ordinary length, without NUL")
    if len(members) > MOST:
        raise UsageError("SAY321", "members", f"more than {MOST:,}")
    if given["action"] not in ACTIONS:
        raise UsageError("SAY321", given["action"][:40] or "no action", f"one of {', '.join(ACTIONS)}")
    desk: Desk = request.app.state.desk
    made = await sync_to_thread(_made, desk, given, members)
    if "text/html" not in request.headers.get("accept", "text/html"):
        return Response(msgspec.json.encode(made), status_code=201, media_type="application/json")
    return Redirect(_own(given["back"]), status_code=HTTP_303_SEE_OTHER)


def _made(desk: Desk, given: dict[str, str], members: list[str]) -> Correction:
    values = {given["field"]: given["value"]} if given["action"] == "recode" else None
    made = desk.case.correct(
        given["action"], given["target"], members, values=values, who=given["who"], why=given["why"]
    )
    desk.refresh()
    return made


def _own(back: str) -> str:
    """The page to return to, where it is one of ours; the briefing where it is not."""
    parts = urlsplit(back)
    if parts.scheme or parts.netloc or not back.startswith("/") or back.startswith(("//", "/\\")):
        return "/"
    return back
