"""What kind of actor a list means where it does not say: read from the name and the codes."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.countries import lookup
from sayso.directory._actors import Tenure
from sayso.directory._names import fold_name
from sayso.records import ActorKind

_BODIES = frozenset(
    "academy administration agency alliance army assembly association authority bank bloc board brigade "
    "brigades bureau cabinet centre center chamber church coalition college command commission committee "
    "company confederation conference congress convention corporation corps council court delegation "
    "department directorate embassy federation fleet force forces foundation front fund government group "
    "guard guards house hospital inc institute institution junta league legislature ltd militia ministry "
    "mission movement navy network news newspaper office organisation organization parliament party "
    "police politburo presidency radio rebels rights secretariat senate service services society soviet "
    "state television times treasury tribunal union university".split()
)
_OFFICIAL = frozenset({"GOV", "LEG", "JUD", "ELI", "MIL", "OPP", "COP", "SPY", "PTY"})


def ends_in_body(words: Sequence[str]) -> bool:
    """Whether folded words name a body by their last one: "gorbachev administration"."""
    return words[-1] in _BODIES


def guess(name: str, tenures: Sequence[Tenure]) -> ActorKind:
    """The kind of an actor of a list that does not say it.

    An organisation where a word of the name is that of a body; a person where the name is two to six words
    and an official's tenure has dates or a title, or is that of the elite (ELI: former officials); a country
    where the country table knows the whole name; else unknown. It is a guess: the list may always say.
    """
    words = fold_name(name).split()
    if not _BODIES.isdisjoint(words):
        return "organisation"
    if 2 <= len(words) <= 6 and any(
        _OFFICIAL.intersection(tenure.sectors)
        and (tenure.since or tenure.until or tenure.title or "ELI" in tenure.sectors)
        for tenure in tenures
    ):
        return "person"
    shown = name.title() if name.isupper() else name
    hit = lookup(shown) or lookup(name)
    if hit is not None:
        return "organisation" if hit.relation == "organisation" else "country"
    return "unknown"
