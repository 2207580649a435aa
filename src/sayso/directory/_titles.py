"""Whether two titles name one office: "US President" is "President", "Vice President" is not."""

from __future__ import annotations

from sayso.directory._names import fold_name

_SMALL = frozenset({"of", "the", "for", "and", "us", "s", "former", "ex"})
_KINDS = frozenset("vice deputy acting interim elect designate assistant shadow under junior".split())
"""Words that make another office of an office."""

_PARTIES = frozenset("republican democratic democrat labour conservative".split())
"""Words that may stand for a title only together with others."""


def same_title(said: str, title: str | None) -> bool:
    """Whether an office as a text says it is the one of a table: all words of the one stand in the other, the
    last word or the first of the table's among them ("Secretary Clinton"), and both or neither are acting,
    deputy, elect ...

    >>> same_title("US Secretary of State", "Secretary of State"), same_title("president", "Vice President")
    (True, False)
    """
    if title is None:
        return False
    words = [word for word in fold_name(title).split() if word not in _SMALL]
    table, here = set(words), {word for word in fold_name(said).split() if word not in _SMALL}
    if not table or not here or table & _KINDS != here & _KINDS:
        return False
    ends = {words[0], words[-1]} - _PARTIES - _KINDS
    return table <= here or (here <= table and not ends.isdisjoint(here))
