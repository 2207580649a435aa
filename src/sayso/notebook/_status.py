"""The status of an event or a happening: its mark, its word, and a colour."""

from __future__ import annotations

from sayso.notebook._markup import Html, text
from sayso.wording import DISPUTED, STATUS_WORDS

STYLES = {"happened": "yes", "ongoing": "yes", "planned": "open", "hypothetical": "open"}
"""Any other status did not happen, or not for certain."""


def status(name: str) -> Html:
    """A status as it is shown."""
    mark = DISPUTED[0] if name == "disputed" else STATUS_WORDS.get(name, (name, ""))[0]
    return text(mark, f"s {STYLES.get(name, 'no')}")
