"""What the description of the API says of a screen: its parameters, its view, its errors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec
from litestar.connection import Request
from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Operation, Parameter, Schema

from sayso.web._problem import Problem
from sayso.web._query import Query

PROBLEM = "application/problem+json"


def responses(view: type[msgspec.Struct]) -> dict[int, ResponseSpec]:
    """A view, and the one shape of errors."""
    wrong = {400: "A parameter has a value that it cannot have", 404: "There is nothing of that id"}
    return {
        200: ResponseSpec(view, generate_examples=False, description="The view"),
        **{
            status: ResponseSpec(Problem, generate_examples=False, description=words, media_type=PROBLEM)
            for status, words in wrong.items()
        },
    }


def operation(query: type[Query]) -> type[Operation]:
    """An operation that has the fields of a query for parameters; litestar sees none, for we parse them."""
    schema = msgspec.json.schema_components([query], ref_template="{name}")[1][query.__name__]

    @dataclass
    class WithQuery(Operation):
        def __post_init__(self) -> None:
            named = [
                Parameter(name=name, param_in="query", schema=_schema(about), required=False)
                for name, about in schema["properties"].items()
            ]
            self.parameters = [*(self.parameters or []), *named]

    return WithQuery


def _schema(about: dict[str, Any]) -> Schema:
    kinds = about.get("anyOf", [about])
    named = next((kind for kind in kinds if kind.get("type") != "null"), about)
    items = named.get("items")
    return Schema(
        type=named.get("type"),
        enum=named.get("enum"),
        items=_schema(items) if items else None,
        default=about.get("default"),
    )


class Description(JsonRenderPlugin):
    """The description as JSON. Litestar writes a union as ``oneOf``, which forbids that a value is of two of
    its types, as 3 is an integer and a number."""

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        """The document."""
        return super().render(request, _any_of(openapi_schema))


def _any_of(node: Any) -> Any:
    if isinstance(node, dict):
        return {("anyOf" if key == "oneOf" else key): _any_of(value) for key, value in node.items()}
    return [_any_of(one) for one in node] if isinstance(node, list) else node
