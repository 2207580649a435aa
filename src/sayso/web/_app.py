"""The application: routes, files, errors."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import msgspec
from litestar import Litestar, Request, Response
from litestar.exceptions import HTTPException
from litestar.openapi import OpenAPIConfig
from litestar.static_files import create_static_files_router
from litestar.types import ASGIApp

from sayso.errors import SaysoError
from sayso.version import VERSION
from sayso.web import actor, board, briefing, happening, reader, search, statements, workbench
from sayso.web._correct import correct
from sayso.web._desk import Desk
from sayso.web._guard import Guard
from sayso.web._html import HERE, page
from sayso.web._openapi import PROBLEM, Description
from sayso.web._problem import Problem, problem_of
from sayso.web._screens import HTML, NAVIGATION, Screen, routes

SCREENS: tuple[Screen, ...] = (
    briefing.SCREEN,
    reader.SCREEN,
    board.SCREEN,
    happening.SCREEN,
    statements.SCREEN,
    statements.ONE,
    actor.SCREEN,
    search.SCREEN,
    *workbench.SCREENS,
)
"""All screens, in the order in which a reader meets them."""


def application(
    path: str, *, hosts: Iterable[str], token: str | None = None, told: Callable[[str], None] | None = None
) -> ASGIApp:
    """The reading room of a case as an ASGI application. ``hosts`` are the values of ``Host`` that it answers
    to. Brings the stories of the case up to date first. Raises ``CaseError``."""
    desk = Desk(path, told)
    app = Litestar(
        [
            *(route for screen in SCREENS for route in routes(screen)),
            correct,
            *workbench.DOWNLOADS,
            create_static_files_router(
                path="/static", directories=[HERE / "static"], include_in_schema=False
            ),
        ],
        exception_handlers={
            SaysoError: _known,
            HTTPException: _http,
            Exception: _unknown,
        },
        openapi_config=OpenAPIConfig(
            title="Sayso reading room",
            version=VERSION,
            path="/schema",
            render_plugins=[Description(path="/openapi.json")],
        ),
        on_shutdown=[desk.close],
        debug=False,
        logging_config=None,
    )
    app.state.desk, app.state.told = desk, told
    return Guard(app, hosts, token)


def _known(request: Request[Any, Any, Any], error: SaysoError) -> Response[Any]:
    return _answer(request, problem_of(error))


def _http(request: Request[Any, Any, Any], error: HTTPException) -> Response[Any]:
    return _answer(request, Problem(title=error.detail or "no such page", status=error.status_code))


def _unknown(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    if told := request.app.state.told:
        told(f"{request.url.path}: {type(error).__name__}: {error}")
    words = "a fault in Sayso"
    return _answer(
        request, Problem(title=words, status=500, fix="Report it with the address of the page, please.")
    )


def _answer(request: Request[Any, Any, Any], problem: Problem) -> Response[Any]:
    wants_json = request.url.path.endswith(".json") or "text/html" not in request.headers.get(
        "accept", "text/html"
    )
    if wants_json:
        body = msgspec.json.encode(problem)
        return Response(body, status_code=problem.status, media_type=PROBLEM)
    desk: Desk = request.app.state.desk
    made = page(
        "problem.html",
        problem=problem,
        case=desk.name,
        news=False,
        fault=None,
        navigation=NAVIGATION,
        title=problem.title,
        screen=None,
        path=request.url.path,
    )
    return Response(made, status_code=problem.status, media_type=HTML)
