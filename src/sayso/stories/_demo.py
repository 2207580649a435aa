"""The demo case: articles of ours about an invented week, bundled with the package."""

from __future__ import annotations

from datetime import date
from pathlib import Path

DEMO_DAY = date(2021, 10, 20)
"""The day on which the articles of the demo case are read: the last of them is a day old."""

_HERE = Path(__file__).resolve()
_PLACES = (_HERE.parents[1] / "demo", _HERE.parents[3] / "examples" / "case")
"""Where the articles are: in an installed package, and in the sources."""


def demo_files() -> list[str]:
    """The folders of the demo case. Raises ``FileNotFoundError`` where the package came without them."""
    for place in _PLACES:
        if (place / "more").is_dir():
            return [str(place / "news"), str(place / "more")]
    raise FileNotFoundError(_PLACES[0])
