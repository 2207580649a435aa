"""The extensions of ``Doc``: the Reading, its layers, the error, the day of publication."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from warnings import warn

from spacy.tokens import Doc

from sayso.records import PARTS
from sayso.spacy_components._reading import (
    error_of,
    give_published,
    give_reading,
    part_of,
    published_of,
    reading_of,
)

_EXTENSIONS: dict[str, tuple[Callable[..., Any], Callable[..., None] | None]] = {
    "sayso": (reading_of, give_reading),
    "sayso_error": (error_of, None),
    "published": (published_of, give_published),
    **{part: (partial(part_of, part), None) for part in PARTS},
}
"""Name, getter and setter of each; functions of a module, because spaCy sends them to other processes."""


def register() -> None:
    """Register the extensions. One whose name another package has taken stays that package's, with a
    warning: all layers are in ``doc._.sayso`` too."""
    for name, (getter, setter) in _EXTENSIONS.items():
        if Doc.has_extension(name) and not _ours(Doc.get_extension(name)[2]):
            instead = f"; use doc._.sayso.{name}" if name in PARTS else ""
            warn(f"doc._.{name} belongs to another package{instead}", stacklevel=2)
            continue
        Doc.set_extension(name, getter=getter, setter=setter, force=True)


def _ours(getter: Any) -> bool:
    """Whether a getter is ours, from an earlier import of the room."""
    function = getter.func if isinstance(getter, partial) else getter
    return str(getattr(function, "__module__", "")).startswith("sayso.")
