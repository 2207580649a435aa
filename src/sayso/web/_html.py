"""Templates: what every page is drawn with."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, get_args
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from sayso import wording
from sayso.records import AttributionKind, Stance
from sayso.stories import short

HERE = Path(__file__).parent
LETTERS = {
    "speaker": "S", "statement": "C", "event": "E", "number": "N", "time": "T", "place": "P", "damage": "D",
}  # fmt: skip
"""Lanes of the reader, from the top, each with the letter of its tags."""


def _shown(value: Any) -> Any:
    """What an expression becomes before it is escaped: text of articles with control characters and marks of
    direction as visible signs, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, str) and not isinstance(value, Markup):
        return wording.visible(value)
    return value


@cache
def environment() -> Environment:
    """Jinja's environment: everything is escaped, what is not defined is an error."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "days": lambda record: wording.when(record),
        "short": short,
        "country": lambda code: wording.country_name(code) if code else "",
        "plural": lambda n, noun: wording.plural(n, noun),
        "segment": lambda text: quote(text, safe=""),
    }
    made.globals |= {
        "LETTERS": LETTERS, "STANCES": get_args(Stance), "KINDS": get_args(AttributionKind),
        "span_of_numbers": wording.span_of_numbers,
    }  # fmt: skip
    return made


def page(template: str, **context: Any) -> str:
    """A page as HTML."""
    return environment().get_template(template).render(**context)
