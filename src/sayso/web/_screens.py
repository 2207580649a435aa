"""A screen, and the two routes that every screen has: the page, and its ``.json`` twin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec
from litestar import Request, Response, get
from litestar.handlers import HTTPRouteHandler

from sayso.web._desk import Desk
from sayso.web._html import page
from sayso.web._openapi import operation, responses
from sayso.web._query import Query

HTML = "text/html"  # litestar adds the charset
JSON = "application/json"


@dataclass(frozen=True)
class Screen:
    """``look`` makes the view: ``look(desk, query)``, or ``look(desk, id, query)`` where the path ends in an
    id. ``title`` is that of the page where its view has no attribute of that name."""

    path: str
    name: str
    title: str
    query: type[Query]
    view: type[msgspec.Struct]
    look: Callable[..., Any]
    template: str
    of_one: bool = False


NAVIGATION = (
    ("briefing", "/", "Briefing"),
    ("statements", "/statements", "Statements"),
    ("board", "/board", "Events"),
    ("workbench", "/workbench", "Workbench"),
)
"""Screens that the bar at the top leads to: name, path, words."""


def routes(screen: Screen) -> list[HTTPRouteHandler]:
    """The page and its twin."""

    def answer(request: Request[Any, Any, Any], id: str | None, twin: bool) -> Response[Any]:
        desk: Desk = request.app.state.desk
        query = screen.query.parse(request.query_params.multi_items())
        view = screen.look(desk, query) if id is None else screen.look(desk, id, query)
        if twin:
            return Response(msgspec.json.encode(view), media_type=JSON)
        return Response(drawn(desk, screen, query, view, request.url.path), media_type=HTML)

    name = screen.name
    described: dict[str, Any] = {
        "responses": responses(screen.view),
        "operation_class": operation(screen.query),
    }
    if screen.of_one:

        @get(
            f"{screen.path}/{{name:str}}",
            name=name,
            sync_to_thread=True,
            summary=f"{screen.title}; with .json after the id its twin",
            **described,
        )
        def one(request: Request[Any, Any, Any]) -> Response[Any]:
            name: str = request.path_params["name"]
            return answer(request, name.removesuffix(".json"), name.endswith(".json"))

        return [one]

    @get(screen.path, name=name, sync_to_thread=True, include_in_schema=False)
    def html(request: Request[Any, Any, Any]) -> Response[Any]:
        return answer(request, None, twin=False)

    @get(
        "/briefing.json" if screen.path == "/" else f"{screen.path}.json",
        name=f"{name}.json",
        sync_to_thread=True,
        summary=screen.title,
        **described,
    )
    def twin(request: Request[Any, Any, Any]) -> Response[Any]:
        return answer(request, None, twin=True)

    return [html, twin]


def drawn(desk: Desk, screen: Screen, query: Query, view: Any, path: str) -> str:
    """A page of a screen."""
    news = desk.news
    if news:
        desk.refresh(soon=False)
    part = getattr(query, "part", "page")
    return page(
        screen.template if part == "page" else f"{screen.name}_{part}_only.html",
        screen=screen,
        view=view,
        query=msgspec.structs.replace(query, part="page") if part != "page" else query,  # for its links
        path=path,
        case=desk.name,
        news=news,
        fault=desk.fault,
        navigation=NAVIGATION,
        title=getattr(view, "title", None) or screen.title,
    )
