"""The state of a view, and the URL that says it: whatever is not in the URL is not in the view."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self
from urllib.parse import urlencode

import msgspec

from sayso.errors import UsageError

MAX_VALUE = 2_000
"""Characters of one value; more is no question that somebody asks."""


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked of a screen. Fields are strings, numbers, booleans, ``Literal`` choices, and tuples of
    these for parameters that may come several times; each has a default, which stands in no URL."""

    @classmethod
    def parse(cls, pairs: Iterable[tuple[str, str]]) -> Self:
        """Read the parameters of a URL. Names that the screen does not know are passed over; an empty value
        is as none. Raises ``UsageError`` SAY321 for a value that a field cannot have."""
        given: dict[str, Any] = {}
        defaults = zip(cls.__struct_fields__, cls.__struct_defaults__, strict=True)
        several = {name for name, default in defaults if isinstance(default, tuple)}
        known = set(cls.__struct_fields__)
        for name, value in pairs:
            if name not in known or not value.strip("\0 \t\r\n"):
                continue
            if len(value) > MAX_VALUE:
                raise UsageError("SAY321", name, f"more than {MAX_VALUE:,} characters")
            if "\0" in value:
                raise UsageError("SAY321", name, "it holds a NUL")
            if name in several:
                given.setdefault(name, []).append(value)
            else:
                given[name] = value
        try:
            return msgspec.convert(given, cls, strict=False)
        except msgspec.ValidationError as error:
            raise UsageError("SAY321", "the address", str(error)) from None

    def pairs(self, **changes: Any) -> list[tuple[str, str]]:
        """The parameters that say this state, with some of them changed, in the order of the fields."""
        changed = msgspec.structs.replace(self, **changes) if changes else self
        found: list[tuple[str, str]] = []
        for name, default in zip(self.__struct_fields__, self.__struct_defaults__, strict=True):
            value = getattr(changed, name)
            if value == default:
                continue
            for one in value if isinstance(value, tuple) else (value,):
                found.append((name, _written(one)))
        return found

    def url(self, path: str = "", /, **changes: Any) -> str:
        """The address of this state under a path, with some of it changed."""
        pairs = self.pairs(**changes)
        return f"{path}?{urlencode(pairs)}" if pairs else path or "?"


def _written(value: Any) -> str:
    return "true" if value is True else "false" if value is False else str(value)
