"""Zip and tar archives to pieces, member by member, in their own order.

A member's name is text for its source and never a path: nothing is written under it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Any

from sayso.errors import InputError
from sayso.intake._packed import Member, Tally, counted, pieces_of, tallied
from sayso.intake._pieces import Fields, Limits, Piece
from sayso.intake._tar import tar_members
from sayso.intake._zip import zip_members

_HIDDEN = re.compile(r"(?:^|[/\\])(?:__MACOSX[/\\]|\.(?!\.?(?:[/\\]|$)))")
"""Macintosh resources and names that begin with a dot, at any depth."""


def read_zip(
    stream: Any, source: str, limits: Limits, *, fields: Fields = (), depth: int = 0
) -> Iterator[Piece | InputError]:
    """The pieces in a zip archive; what cannot be read gives an ``InputError`` and the other members go on.

    Raises ``InputError`` SAY111 (no files in it), SAY112 (an office document) or SAY131 (a bomb).
    """
    limits, tally, outermost = counted(limits, source, depth)
    members = zip_members(stream, source, limits, tally, outermost=outermost)
    yield from _pieces(members, source, limits, tally, fields, depth)


def read_tar(
    stream: Any, source: str, limits: Limits, *, fields: Fields = (), depth: int = 0
) -> Iterator[Piece | InputError]:
    """The pieces in a tar archive; what cannot be read gives an ``InputError`` and the other members go on.

    Raises ``InputError`` SAY111 (no files in it), SAY131 (a bomb) or SAY133 (no tar).
    """
    limits, tally, outermost = counted(limits, source, depth)
    members = tar_members(stream, source, tally, outermost=outermost)
    yield from _pieces(members, source, limits, tally, fields, depth)


def _pieces(
    members: Iterator[Member | InputError],
    source: str,
    limits: Limits,
    tally: Tally,
    fields: Fields,
    depth: int,
) -> Iterator[Piece | InputError]:
    empty = True
    for member in members:
        if isinstance(member, InputError):
            empty = False
            yield member
        elif not _HIDDEN.search(member.name):
            empty = False
            yield from _member_pieces(member, source, limits, tally, fields, depth)
    if empty:
        raise InputError("SAY111", source, "no files in it")


def _member_pieces(
    member: Member, source: str, limits: Limits, tally: Tally, fields: Fields, depth: int
) -> Iterator[Piece | InputError]:
    """The pieces in one member. Raises ``InputError`` only once the whole input has unpacked to too much."""
    name = f"{source}!{member.name.encode('utf-8', 'replace').decode()}"
    if isinstance(member.content, InputError):
        yield member.content
        return
    suffix = os.path.splitext(member.name)[1].lower()
    chunks = tallied(member.content, tally, name)
    try:
        yield from pieces_of(chunks, name, suffix, limits, fields=fields, depth=depth + 1)
    except InputError as error:
        if tally.spent:
            raise
        yield error
